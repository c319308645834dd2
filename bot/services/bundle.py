"""All services together, built once."""

from dataclasses import dataclass

from bot.domain.conversation import Reading
from bot.domain.people import PersonId
from bot.services.broadcasts import Broadcasts
from bot.services.cards import Cards
from bot.services.composing import Composer
from bot.services.conversations import Conversations
from bot.services.delivering import Deliveries
from bot.services.due_sessions import DueSessions
from bot.services.exports import Exports
from bot.services.flow import FLOW, Flow
from bot.services.lessons import Lessons
from bot.services.logbook import Logbook
from bot.services.offers import Offers
from bot.services.overview import Overviews
from bot.services.own_routines import OwnRoutines
from bot.services.people import OpenUnit, People
from bot.services.pins import Pins
from bot.services.plans import Plans
from bot.services.ports import Clock, Library
from bot.services.progress import Progress
from bot.services.reminders import Reminders
from bot.services.safety import Safety
from bot.services.schedules import Schedules
from bot.services.statistics import Statistics
from bot.services.updates import Updates
from bot.services.workouts import Workouts


@dataclass(frozen=True, slots=True)
class Services:
    """One area a field."""

    people: People
    conversations: Conversations
    schedules: Schedules
    reminders: Reminders
    deliveries: Deliveries
    offers: Offers
    workouts: Workouts
    due_sessions: DueSessions
    cards: Cards
    progress: Progress
    plans: Plans
    logbook: Logbook
    lessons: Lessons
    overviews: Overviews
    own: OwnRoutines
    exports: Exports
    statistics: Statistics
    broadcasts: Broadcasts
    pins: Pins
    safety: Safety
    updates: Updates


def build(
    unit: OpenUnit,
    clock: Clock,
    library: Library,
    reading: Reading,
    flow: Flow = FLOW,
    admins: frozenset[PersonId] = frozenset(),
    read: OpenUnit | None = None,
) -> Services:
    """Every area on the same storage, clock and content.

    `read` opens units of work for what reads a whole history, which may take longer.
    """
    read = read or unit
    return Services(
        people=People(unit, clock),
        conversations=Conversations(unit, clock, reading, library.programme.after_session, admins),
        schedules=Schedules(unit),
        reminders=Reminders(unit, clock),
        deliveries=Deliveries(unit, clock, Composer(library), flow),
        offers=Offers(unit, clock, library),
        workouts=Workouts(unit, clock, library),
        due_sessions=DueSessions(unit, clock, library),
        cards=Cards(unit, clock, library),
        progress=Progress(read, clock),
        plans=Plans(unit, clock, library),
        logbook=Logbook(read, clock),
        lessons=Lessons(unit, clock, library),
        overviews=Overviews(read, clock, library),
        own=OwnRoutines(unit, clock, library),
        exports=Exports(read, clock),
        statistics=Statistics(read, clock, flow.spread),
        broadcasts=Broadcasts(unit, clock),
        pins=Pins(),
        safety=Safety(unit, clock),
        updates=Updates(unit, clock),
    )
