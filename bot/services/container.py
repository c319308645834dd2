"""The container of all services."""

from dataclasses import dataclass

from bot.domain.dialogs.conversation import ParserContext
from bot.domain.people.person import PersonId
from bot.services.admin.statistics import Statistics
from bot.services.broadcasts import Broadcasts
from bot.services.dialogs.conversations import Conversations
from bot.services.learning.lessons import Lessons
from bot.services.pain.safety_advice_resending import SafetyAdvice
from bot.services.people.export import Exports
from bot.services.people.people import People, UnitOfWorkFactory
from bot.services.people.pin_timezones import PinTimezones
from bot.services.plan.plan import Plans
from bot.services.plan.recommendations import Offers
from bot.services.ports import Clock, Library
from bot.services.progress.log_corrections import Logbook
from bot.services.progress.progress import Progress
from bot.services.progress.progress_report import Overviews
from bot.services.reminders.delivery_rate import DEFAULT_RATE, DeliveryRate
from bot.services.reminders.reminder_actions import Reminders
from bot.services.reminders.reminder_content import ContentComposer
from bot.services.reminders.reminder_delivery import Deliveries
from bot.services.reminders.schedules import Schedules
from bot.services.routines.custom_routines import OwnRoutines
from bot.services.seen_updates import SeenUpdates
from bot.services.send_permit import SendPermit
from bot.services.session.cards import SessionCards
from bot.services.session.due_sessions import DueSessions
from bot.services.session.sessions import Sessions


@dataclass(frozen=True, slots=True)
class Services:
    """All services, one per field."""

    people: People
    conversations: Conversations
    schedules: Schedules
    reminders: Reminders
    deliveries: Deliveries
    offers: Offers
    sessions: Sessions
    due_sessions: DueSessions
    cards: SessionCards
    progress: Progress
    plans: Plans
    logbook: Logbook
    lessons: Lessons
    overviews: Overviews
    own: OwnRoutines
    exports: Exports
    statistics: Statistics
    broadcasts: Broadcasts
    pins: PinTimezones
    safety: SafetyAdvice
    updates: SeenUpdates
    permit: SendPermit


def build(
    unit: UnitOfWorkFactory,
    clock: Clock,
    library: Library,
    reading: ParserContext,
    rate: DeliveryRate = DEFAULT_RATE,
    admins: frozenset[PersonId] = frozenset(),
    read: UnitOfWorkFactory | None = None,
) -> Services:
    """Build every service on the same storage, clock and content.

    `read` opens units of work for reading whole histories, which may take longer.
    """
    read, permit = read or unit, SendPermit()
    return Services(
        people=People(unit, clock),
        conversations=Conversations(unit, clock, reading, library.programme.after_session, admins),
        schedules=Schedules(unit),
        reminders=Reminders(unit, clock),
        deliveries=Deliveries(unit, clock, ContentComposer(library), rate, permit=permit),
        offers=Offers(unit, clock, library),
        sessions=Sessions(unit, clock, library),
        due_sessions=DueSessions(unit, clock, library),
        cards=SessionCards(unit, clock, library),
        progress=Progress(read, clock),
        plans=Plans(unit, clock, library),
        logbook=Logbook(read, clock),
        lessons=Lessons(unit, clock, library),
        overviews=Overviews(read, clock, library),
        own=OwnRoutines(unit, clock, library),
        exports=Exports(read, clock),
        statistics=Statistics(read, clock, rate.spread),
        broadcasts=Broadcasts(unit, clock),
        pins=PinTimezones(),
        safety=SafetyAdvice(unit, clock),
        updates=SeenUpdates(unit, clock),
        permit=permit,
    )
