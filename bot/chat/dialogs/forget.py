"""Delete everything."""

from bot.chat.dialogs.view import DialogView, StepView, prefixed, result
from bot.chat.next_steps import onboarding_keyboard
from bot.domain.dialogs.effects import ForgetEverything
from bot.domain.dialogs.forget import DIALOG

VIEW = DialogView(
    DIALOG.name,
    {"confirm": StepView(label=prefixed("forget"))},
    {ForgetEverything: result("forgotten", onboarding_keyboard)},
)
