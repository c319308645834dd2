"""The clock of sessions: what ended or fails is not due for ever, and none waits for another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.dialogs.conversation import Conversation
from bot.domain.people.person import PersonId
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.session import Session, SessionId
from bot.metrics import METRICS
from bot.services import overdue_rows
from bot.services.ports import Attempt, Reminder, SendOutcome, Sent
from bot.services.session.cards import SessionCards
from bot.services.session.due_sessions import AT_ONCE, DueSessions
from bot.services.session.sessions import Sessions
from bot.storage.core.database import Database
from bot.storage.core.errors import VersionConflict
from bot.storage.dialogs.conversations import ConversationStore
from bot.storage.session.sessions import SessionStore
from tests.builders import a_person
from tests.services.fakes import LIBRARY, Clock
from tests.storage.builders import a_session

TICK = timedelta(seconds=6)
"""After this long a session that runs has a new card."""


@dataclass
class Screen:
    """Shows cards, and breaks over one of them."""

    broken: SessionId | None = None
    shown: list[SessionId] = field(default_factory=list)
    first: Callable[[], Awaitable[object]] | None = None
    """Waited for while the first card is shown."""
    third: Callable[[], None] | None = None
    """Done as soon as the third card is shown."""

    async def remind(self, reminder: Reminder, attempt: Attempt) -> SendOutcome:
        return Sent(1)

    async def show_session(self, session: SessionId) -> None:
        self.shown.append(session)
        first, self.first = self.first, None
        if self.third is not None and len(self.shown) == 3:
            self.third()
        if first is not None:
            await first()
        if session == self.broken:
            raise RuntimeError("a bug of ours")


@dataclass
class Gym:
    """Some people in the middle of a session."""

    database: Database
    clock: Clock
    begun: list[Session]

    def due(self) -> DueSessions:
        return DueSessions(self.database.unit_of_work, self.clock, LIBRARY)

    async def get(self, which: int) -> Session:
        async with self.database.unit_of_work() as uow:
            found = await uow.sessions.get(self.begun[which].id)
        assert found is not None
        return found

    async def ends_by_a_tap(self, which: int) -> None:
        """Somebody ends their session, and sees the end of it."""
        session = self.begun[which]
        sessions = Sessions(self.database.unit_of_work, self.clock, LIBRARY)
        person = a_person(id=session.person)
        await sessions.press(person, CardButton.END, CardPosition(session.id, 0))
        cards = SessionCards(self.database.unit_of_work, self.clock, LIBRARY)
        await cards.end_shown(await self.get(which))

    async def is_due_at_once(self, which: int) -> None:
        """As the row was left by a version that saved what had not changed."""
        async with self.database.unit_of_work() as uow:
            row = await uow.sessions.get(self.begun[which].id)
            assert row is not None
            await uow.sessions.postpone(row, self.clock.now())
            await uow.commit()


async def a_gym(database: Database, people: int) -> Gym:
    clock = Clock()
    sessions = Sessions(database.unit_of_work, clock, LIBRARY)
    begun = []
    for number in range(1, people + 1):
        person = a_person(id=PersonId(number))
        async with database.unit_of_work() as uow:
            await uow.people.add(person)
            await uow.commit()
        begun.append(await sessions.start(person))
    return Gym(database, clock, begun)


async def test_a_session_that_fails_is_left_alone_for_a_while(database: Database) -> None:
    gym = await a_gym(database, 2)
    first, second = (each.id for each in gym.begun)
    due, screen = gym.due(), Screen(broken=first)

    gym.clock.moment += TICK
    with pytest.raises(ExceptionGroup):
        await due.advance(screen)
    assert sorted(screen.shown) == [first, second]

    gym.clock.moment += overdue_rows.FIRST_PAUSE - timedelta(seconds=1)
    await due.advance(screen)
    assert screen.shown[2:] == [second]

    screen.broken = None
    gym.clock.moment += timedelta(seconds=1)
    await due.advance(screen)
    assert first in screen.shown[3:]


async def test_a_session_that_a_tap_ends_right_before_its_turn_is_due_no_more(
    database: Database,
) -> None:
    """Its end was shown already: saving it once more made it due for ever."""
    gym = await a_gym(database, AT_ONCE + 1)
    gym.clock.moment += TICK
    screen = Screen(first=lambda: gym.ends_by_a_tap(-1))
    await gym.due().advance(screen)

    ended = await gym.get(-1)
    assert ended.end_was_shown
    assert ended.version == gym.begun[-1].version + 1, "saved by the tap, and not once more"
    gym.clock.moment += timedelta(seconds=1)
    async with database.unit_of_work() as uow:
        assert ended.id not in await uow.sessions.due(gym.clock.now(), 100)


async def test_a_session_that_an_older_limber_left_due_for_ever_is_healed(
    database: Database,
) -> None:
    gym = await a_gym(database, 1)
    await gym.ends_by_a_tap(0)
    await gym.is_due_at_once(0)
    due, before = gym.due(), await gym.get(0)
    assert await due.advance(Screen()) == 1
    assert await due.next_due() is None
    assert await gym.get(0) == before


async def test_a_countdown_that_goes_on_saves_nothing_but_its_next_moment(
    database: Database,
) -> None:
    gym = await a_gym(database, 1)
    gym.clock.moment += TICK
    due = gym.due()
    assert await due.advance(Screen()) == 1
    assert await gym.get(0) == gym.begun[0]
    following = await due.next_due()
    assert following is not None
    assert following > gym.clock.now()


async def test_an_end_that_cannot_be_shown_is_tried_again_ever_more_seldom_and_given_up(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is due for ever without a limit, a line in the log and a metric."""
    monkeypatch.setattr(overdue_rows, "MOST_TRIES", 6)
    gym = await a_gym(database, 1)
    sessions = Sessions(database.unit_of_work, gym.clock, LIBRARY)
    await sessions.press(a_person(id=PersonId(1)), CardButton.END, CardPosition(gym.begun[0].id, 0))
    due, screen, pauses = gym.due(), Screen(), []
    given_up = METRICS.value("stuck_rows", kind="session", outcome="given-up")
    with caplog.at_level(logging.WARNING):
        while (following := await due.next_due()) is not None:
            pauses.append(following - gym.clock.moment)
            gym.clock.moment = following
            assert await due.advance(screen) == 1
            assert await due.advance(screen) == 0, "not twice at the same moment"
    assert len(screen.shown) == overdue_rows.MOST_TRIES + 1
    assert pauses[1:4] == [
        overdue_rows.FIRST_PAUSE,
        2 * overdue_rows.FIRST_PAUSE,
        4 * overdue_rows.FIRST_PAUSE,
    ]
    assert pauses == sorted(pauses)
    assert pauses[-1] == overdue_rows.LONGEST_PAUSE
    assert "rows of kind session are still due" in caplog.text
    assert METRICS.value("stuck_rows", kind="session", outcome="given-up") == given_up + 1


async def test_a_card_that_waits_for_telegram_holds_up_nobody_else(database: Database) -> None:
    gym = await a_gym(database, 3)
    screen = Screen()
    others = asyncio.Event()
    screen.first, screen.third = others.wait, others.set
    gym.clock.moment += TICK
    async with asyncio.timeout(20):
        await gym.due().advance(screen)
    assert sorted(screen.shown) == [each.id for each in gym.begun]


async def test_stopping_waits_for_the_cards_under_way_and_begins_no_others(
    database: Database,
) -> None:
    gym = await a_gym(database, AT_ONCE + 6)
    gym.clock.moment += TICK
    screen = Screen()
    due = gym.due()
    assert await due.advance(screen, lambda: not screen.shown) == AT_ONCE == len(screen.shown)
    assert await due.advance(screen) == 6, "the others are still due, and at once"


async def test_an_end_is_shown_although_an_answer_comes_in_between(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pain question opens on top of a dialogue that another process has just taken on."""
    gym = await a_gym(database, 1)
    person, session = a_person(id=PersonId(1)), gym.begun[0]
    sessions = Sessions(database.unit_of_work, gym.clock, LIBRARY)
    await sessions.press(person, CardButton.SKIP, CardPosition(session.id, 0))
    await sessions.press(person, CardButton.END, CardPosition(session.id, 1))
    save, conflicts = ConversationStore.save, [VersionConflict()]

    async def late(store: ConversationStore, conversation: Conversation) -> None:
        if conflicts:
            raise conflicts.pop()
        await save(store, conversation)

    monkeypatch.setattr(ConversationStore, "save", late)
    view = await SessionCards(database.unit_of_work, gym.clock, LIBRARY).view(session.id)
    assert view is not None
    assert view.asked is not None
    assert not conflicts


async def test_asked_twice_at_once_two_processes_begin_one_session(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one has begun a session, and keeps it after this one looked for one in work."""
    ours, theirs = await Database.open(database_url), await Database.open(database_url)
    person, clock, looked = a_person(), Clock(), asyncio.Event()
    async with theirs.unit_of_work() as uow:
        await uow.people.add(person)
        await uow.commit()
    look = SessionStore.active

    async def look_and_tell(store: SessionStore, id: PersonId) -> Session | None:
        found = await look(store, id)
        looked.set()
        return found

    async with theirs.unit_of_work() as uow:
        begun = await uow.sessions.add(a_session(person.id), clock.now())
        monkeypatch.setattr(SessionStore, "active", look_and_tell)
        sessions = Sessions(ours.unit_of_work, clock, LIBRARY)
        starting = asyncio.create_task(sessions.start(person))
        if not database_url.startswith("sqlite"):  # there nobody reads while another one writes
            await looked.wait()
        await uow.commit()
    assert (await starting).id == begun.id
    for each in (ours, theirs):
        await each.close()
