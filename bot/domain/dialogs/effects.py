"""What finished dialogues change. The services apply these, in one transaction with the step."""

from dataclasses import dataclass
from datetime import date, time

from bot.domain.dialogs.conversation import Effect
from bot.domain.pain.notes import Reach
from bot.domain.people.person import Bending, SafetyHold
from bot.domain.routines.custom_routines import CustomRoutineId
from bot.domain.routines.exercises import Equipment, Filter, Place
from bot.domain.routines.routine import Item


@dataclass(frozen=True, slots=True)
class Declined(Effect):
    """The person does not want to start: nothing is kept."""


@dataclass(frozen=True, slots=True)
class Consented(Effect):
    """The person is an adult, has read what Limber is, and agrees."""


@dataclass(frozen=True, slots=True)
class SafetyBlock(Effect):
    """No exercise and no reminders for now, and a session in work stops."""

    hold: SafetyHold


@dataclass(frozen=True, slots=True)
class Cleared(Effect):
    """The person says that they were seen and may exercise."""


@dataclass(frozen=True, slots=True)
class SetTimes(Effect):
    """New reminder times; `weekdays` only when they were named too."""

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
class SetKit(Effect):
    """Where and with what the person stretches."""

    places: frozenset[Place]
    equipment: frozenset[Equipment]


@dataclass(frozen=True, slots=True)
class SetBending(Effect):
    """What bending forward does to the leg pain."""

    bending: Bending


@dataclass(frozen=True, slots=True)
class SetDayStart(Effect):
    """The hour at which the person's day ends and the next one starts."""

    at: time


@dataclass(frozen=True, slots=True)
class Joined(Effect):
    """The first talk is complete."""

    zone: str
    times: tuple[time, ...]
    weekdays: frozenset[int]
    places: frozenset[Place]
    equipment: frozenset[Equipment]
    bending: Bending
    health: frozenset[Filter]


@dataclass(frozen=True, slots=True)
class PauseFor(Effect):
    """Reminders rest until a span or date that is read against the person's today."""

    text: str | None = None
    """None: until told otherwise."""


@dataclass(frozen=True, slots=True)
class NotePain(Effect):
    """Pain scores, 0 to 10, with the session after which they were given.

    `grows`: it completes the note that this talk has begun.
    """

    back: int | None
    leg: int | None = None
    reach: Reach | None = None
    session: int | None = None
    grows: bool = False


@dataclass(frozen=True, slots=True)
class ForgetEverything(Effect):
    """Delete all that is kept about the person."""


@dataclass(frozen=True, slots=True)
class Nothing(Effect):
    """Everything stays as it is."""


@dataclass(frozen=True, slots=True)
class NoSymptoms(Effect):
    """The emergency list was read and nothing on it applies."""


@dataclass(frozen=True, slots=True)
class SetGoal(Effect):
    """How many days a week the person aims for; None: as many as there are reminder days."""

    days: int | None


@dataclass(frozen=True, slots=True)
class FillIn(Effect):
    """The person stretched on that day, and says so later."""

    day: date


@dataclass(frozen=True, slots=True)
class CallOff(Effect):
    """The person was ill or away on that day."""

    day: date


@dataclass(frozen=True, slots=True)
class UndoLog(Effect):
    """Take the log of a day out again: that session, or the filled-in day when it is None."""

    day: date
    session: int | None = None


@dataclass(frozen=True, slots=True)
class SendToAll(Effect):
    """A text of the operator to everybody."""

    text: str


@dataclass(frozen=True, slots=True)
class SaveCustomRoutine(Effect):
    """A routine that the person put together."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class RenameCustomRoutine(Effect):
    """Another name for a routine of their own."""

    routine: CustomRoutineId
    name: str


@dataclass(frozen=True, slots=True)
class ScheduleCustomRoutine(Effect):
    """A routine of their own comes with that reminder; None: with none any more."""

    routine: CustomRoutineId
    slot: int | None


@dataclass(frozen=True, slots=True)
class DeleteCustomRoutine(Effect):
    """A routine of their own goes."""

    routine: CustomRoutineId
