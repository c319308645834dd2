"""Effects of dialogues. The services apply them in the same transaction as the step."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.dialogs.conversation import Effect
from bot.domain.pain.notes import Reach
from bot.domain.people.person import PersonChange, SafetyHold
from bot.domain.routines.custom_routines import CustomRoutineId
from bot.domain.routines.routine import Item


@dataclass(frozen=True, slots=True)
class Declined(Effect):
    """The person does not want to start: nothing is stored."""


@dataclass(frozen=True, slots=True)
class Consented(Effect):
    """The person is an adult, has read what Limber is, and agrees."""


@dataclass(frozen=True, slots=True)
class SafetyBlock(Effect):
    """No exercises and no reminders for now; a running session stops."""

    hold: SafetyHold


@dataclass(frozen=True, slots=True)
class Cleared(Effect):
    """The person says that a doctor or physio saw them and that they may exercise."""


@dataclass(frozen=True, slots=True)
class SetTimes(Effect):
    """New reminder times; `weekdays` is set only if they were named too."""

    times: tuple[time, ...]
    weekdays: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class SetDays(Effect):
    """New reminder weekdays."""

    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class SetZone(Effect):
    """Moved to another time zone (IANA name)."""

    zone: str


@dataclass(frozen=True, slots=True)
class ChangePerson(Effect):
    """Change settings of the person that need nothing else to be done."""

    change: PersonChange


@dataclass(frozen=True, slots=True)
class Joined(Effect):
    """Onboarding is complete. `change` has the answers that are stored with the person."""

    times: tuple[time, ...]
    weekdays: frozenset[int]
    change: PersonChange


@dataclass(frozen=True, slots=True)
class PauseFor(Effect):
    """Pause reminders for a period or until a date; the text is parsed with the person's today."""

    text: str | None = None
    """None: until the person resumes them."""


@dataclass(frozen=True, slots=True)
class NotePain(Effect):
    """Pain scores, 0 to 10, and the session after which they were given.

    `grows`: it completes the note that this dialogue began.
    """

    back: int | None
    leg: int | None = None
    reach: Reach | None = None
    session: int | None = None
    grows: bool = False


@dataclass(frozen=True, slots=True)
class ForgetEverything(Effect):
    """Delete everything that is stored about the person."""


@dataclass(frozen=True, slots=True)
class Nothing(Effect):
    """Change nothing."""


@dataclass(frozen=True, slots=True)
class NoSymptoms(Effect):
    """The emergency list was read and nothing on it applies."""


@dataclass(frozen=True, slots=True)
class FillIn(Effect):
    """The person stretched on that day without the bot."""

    day: date


@dataclass(frozen=True, slots=True)
class CallOff(Effect):
    """The person was ill or away on that day."""

    day: date


@dataclass(frozen=True, slots=True)
class UndoLog(Effect):
    """Remove a day's log entry: that session, or the filled-in day if `session` is None."""

    day: date
    session: int | None = None


@dataclass(frozen=True, slots=True)
class SendToAll(Effect):
    """Send the operator's text to everybody."""

    text: str


@dataclass(frozen=True, slots=True)
class SaveCustomRoutine(Effect):
    """Save a custom routine."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RenameCustomRoutine(Effect):
    """Rename a custom routine."""

    routine: CustomRoutineId
    name: str


@dataclass(frozen=True, slots=True)
class ScheduleCustomRoutine(Effect):
    """Send a custom routine with the reminder of that slot; None: with none."""

    routine: CustomRoutineId
    slot: int | None


@dataclass(frozen=True, slots=True)
class DeleteCustomRoutine(Effect):
    """Delete a custom routine."""

    routine: CustomRoutineId
