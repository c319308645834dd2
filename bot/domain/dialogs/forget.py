"""Delete everything, after one confirmation."""

from bot.domain.dialogs.conversation import Dialog, DialogName, Finished
from bot.domain.dialogs.effects import ForgetEverything, Nothing
from bot.domain.dialogs.steps import one_of

DIALOG = Dialog(
    DialogName("forget"),
    {
        "confirm": one_of(
            delete=lambda _: Finished(ForgetEverything()), keep=lambda _: Finished(Nothing())
        )
    },
)
