"""The names of dialogues and steps, which are stored with conversations."""

from bot.domain.dialogs.conversation import DialogName
from bot.domain.dialogs.registry import DIALOGS

STORED = {
    "onboarding": "welcome safety-1 safety-2 safety-3 safety-4 safety-5 safety-6 safety-7 "
    "safety-2-which red red-list today ask-first zone times days pick-days kit bending",
    "times": "times",
    "days": "days pick-days",
    "zone": "zone",
    "kit": "kit",
    "bending": "bending",
    "day-start": "day-start",
    "goal": "goal",
    "pause": "until",
    "pain": "score leg reach recheck list red red-list held",
    "forget": "confirm",
    "symptoms": "list red red-list held",
    "fill": "day what",
    "undo": "confirm",
    "own": "moves dose name rename slot drop",
    "broadcast": "text confirm",
}
"""As in databases that exist: a conversation may have stopped at any of these steps."""


def test_a_conversation_that_stopped_at_any_step_can_go_on() -> None:
    missing = {
        (dialog, step)
        for dialog, steps in STORED.items()
        for step in steps.split()
        if step not in DIALOGS[DialogName(dialog)].steps
    }
    assert missing == set()
