"""New symptoms: the emergency list, and what follows."""

from bot.chat.dialogs.view import DialogView, StepView, prefixed, result, say
from bot.chat.localizer import Localizer, SafeHtml
from bot.chat.message import Message
from bot.chat.next_steps import onboarding_keyboard, start_keyboard
from bot.chat.pain.texts import emergency_numbers
from bot.domain.dialogs.conversation import Effect
from bot.domain.dialogs.effects import Cleared, NoSymptoms
from bot.domain.dialogs.symptoms import DIALOG
from bot.services.dialogs.dialog_states import DialogResult


def today(words: Localizer) -> SafeHtml:
    """Return the advice to see a doctor today."""
    return words.say("safety-stop-today", numbers=emergency_numbers(words))


def cleared(words: Localizer, done: DialogResult, _: Effect) -> Message:
    """Return that exercises and reminders are on again, or that onboarding can go on."""
    if done.person.joined_at is None:
        return Message(words.say("cleared-not-joined"), onboarding_keyboard(words))
    return Message(words.say("cleared"), start_keyboard(words))


STEPS = {
    step: StepView(say(key), prefixed(f"symptoms-{step}"))
    for step, key in (
        ("list", "safety-list"),
        ("red", "safety-stop-red"),
        ("red-list", "safety-list"),
        ("held", "held"),
    )
}
"""The pain dialogue includes them."""

VIEW = DialogView(DIALOG.name, STEPS, {NoSymptoms: result("no-symptoms"), Cleared: cleared})
