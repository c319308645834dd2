"""Advancing sessions: none stays due forever, and none waits for another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot import metrics
from bot.domain.dialogs.conversation import Conversation
from bot.domain.people.person import PersonId
from bot.domain.session.card_buttons import CardButton, CardPosition
from bot.domain.session.session import Session, SessionId
from bot.services import overdue_rows
from bot.services.ports import Reminder, SendSlot
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
"""After this long, the card of a running session is due to change."""


@dataclass
class FakeNotifier:
    """A notifier that records the cards shown, and fails for one of them."""

    broken: SessionId | None = None
    shown: list[SessionId] = field(default_factory=list)
    first: Callable[[], Awaitable[object]] | None = None
    """Awaited while the first card is shown."""
    third: Callable[[], None] | None = None
    """Called as soon as the third card is shown."""

    def remind(self, reminder: Reminder) -> SendSlot:
        raise AssertionError("unexpected reminder")

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
class Env:
    """Sessions in progress, one per person."""

    database: Database
    clock: Clock
    begun: list[Session]

    def due(self) -> DueSessions:
        return DueSessions(self.database.unit_of_work, self.clock, LIBRARY)

    async def get(self, which: int) -> Session:
        return await _latest(self.database, self.begun[which].id)

    async def ends_by_a_tap(self, which: int) -> None:
        """A person ends their session with a tap, and its end is shown."""
        session = self.begun[which]
        sessions = Sessions(self.database.unit_of_work, self.clock, LIBRARY)
        person = a_person(id=session.person)
        await sessions.press(person, CardButton.END, CardPosition(session.id, 0))
        cards = SessionCards(self.database.unit_of_work, self.clock, LIBRARY)
        await cards.end_shown(await self.get(which))

    async def is_due_at_once(self, which: int) -> None:
        """Make the session due now, as an earlier version left rows that had not changed."""
        async with self.database.unit_of_work() as uow:
            row = await uow.sessions.get(self.begun[which].id)
            assert row is not None
            await uow.sessions.postpone(row, self.clock.now())
            await uow.commit()


async def _latest(database: Database, id: SessionId) -> Session:
    async with database.unit_of_work() as uow:
        found = await uow.sessions.get(id)
    assert found is not None
    return found


async def an_env(database: Database, people: int) -> Env:
    clock = Clock()
    sessions = Sessions(database.unit_of_work, clock, LIBRARY)
    begun = []
    for number in range(1, people + 1):
        person = a_person(id=PersonId(number))
        async with database.unit_of_work() as uow:
            await uow.people.add(person)
            await uow.commit()
        session = await sessions.start(person)
        for press in (CardButton.NO_SCORE, CardButton.RESUME):
            if session.still is not None:
                await sessions.press(person, press, CardPosition(session.id, 0))
                session = await _latest(database, session.id)
        begun.append(session)
    return Env(database, clock, begun)


async def test_a_session_that_fails_is_postponed(database: Database) -> None:
    env = await an_env(database, 2)
    first, second = (each.id for each in env.begun)
    due, fake = env.due(), FakeNotifier(broken=first)

    env.clock.moment += TICK
    with pytest.raises(ExceptionGroup):
        await due.advance(fake)
    assert sorted(fake.shown) == [first, second]

    env.clock.moment += overdue_rows.FIRST_PAUSE - timedelta(seconds=1)
    await due.advance(fake)
    assert fake.shown[2:] == [second]

    fake.broken = None
    env.clock.moment += timedelta(seconds=1)
    await due.advance(fake)
    assert first in fake.shown[3:]


async def test_a_session_that_a_tap_ends_right_before_its_advance_is_no_longer_due(
    database: Database,
) -> None:
    """Its end was shown already: saving it once more would make it due forever."""
    env = await an_env(database, AT_ONCE + 1)
    env.clock.moment += TICK
    fake = FakeNotifier(first=lambda: env.ends_by_a_tap(-1))
    await env.due().advance(fake)

    ended = await env.get(-1)
    assert ended.end_was_shown
    assert ended.version == env.begun[-1].version + 1, "saved by the tap, and not once more"
    env.clock.moment += timedelta(seconds=1)
    async with database.unit_of_work() as uow:
        assert ended.id not in await uow.sessions.due(env.clock.now(), 100)


async def test_a_session_that_an_older_version_left_due_is_settled(
    database: Database,
) -> None:
    env = await an_env(database, 1)
    await env.ends_by_a_tap(0)
    await env.is_due_at_once(0)
    due, before = env.due(), await env.get(0)
    assert await due.advance(FakeNotifier()) == 1
    assert await due.next_due() is None
    assert await env.get(0) == before


async def test_a_running_countdown_saves_only_the_time_of_its_next_change(
    database: Database,
) -> None:
    env = await an_env(database, 1)
    env.clock.moment += TICK
    due = env.due()
    assert await due.advance(FakeNotifier()) == 1
    assert await env.get(0) == env.begun[0]
    following = await due.next_due()
    assert following is not None
    assert following > env.clock.now()


async def test_an_end_that_cannot_be_shown_is_retried_at_growing_intervals_and_given_up(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stays due without a limit, a log message and a metric."""
    monkeypatch.setattr(overdue_rows, "MOST_TRIES", 6)
    env = await an_env(database, 1)
    sessions = Sessions(database.unit_of_work, env.clock, LIBRARY)
    await sessions.press(a_person(id=PersonId(1)), CardButton.END, CardPosition(env.begun[0].id, 0))
    due, fake, pauses = env.due(), FakeNotifier(), []
    given_up = metrics.value(metrics.STUCK_ROWS, kind="session", outcome="given-up")
    with caplog.at_level(logging.WARNING):
        while (following := await due.next_due()) is not None:
            pauses.append(following - env.clock.moment)
            env.clock.moment = following
            assert await due.advance(fake) == 1
            assert await due.advance(fake) == 0, "not twice at the same moment"
    assert len(fake.shown) == overdue_rows.MOST_TRIES + 1
    assert pauses[1:4] == [
        overdue_rows.FIRST_PAUSE,
        2 * overdue_rows.FIRST_PAUSE,
        4 * overdue_rows.FIRST_PAUSE,
    ]
    assert pauses == sorted(pauses)
    assert pauses[-1] == overdue_rows.LONGEST_PAUSE
    assert "rows of kind session are still due" in caplog.text
    assert metrics.value(metrics.STUCK_ROWS, kind="session", outcome="given-up") == given_up + 1


async def test_a_card_that_waits_for_telegram_holds_up_nobody_else(database: Database) -> None:
    env = await an_env(database, 3)
    fake = FakeNotifier()
    others = asyncio.Event()
    fake.first, fake.third = others.wait, others.set
    env.clock.moment += TICK
    async with asyncio.timeout(20):
        await env.due().advance(fake)
    assert sorted(fake.shown) == [each.id for each in env.begun]


async def test_stopping_waits_for_the_cards_in_progress_and_begins_no_others(
    database: Database,
) -> None:
    env = await an_env(database, AT_ONCE + 6)
    env.clock.moment += TICK
    fake = FakeNotifier()
    due = env.due()
    assert await due.advance(fake, lambda: not fake.shown) == AT_ONCE == len(fake.shown)
    assert await due.advance(fake) == 6, "the others are still due, at once"


async def test_an_end_is_shown_even_if_the_person_answers_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pain question replaces a dialogue that another process has just advanced."""
    env = await an_env(database, 1)
    person, session = a_person(id=PersonId(1)), env.begun[0]
    sessions = Sessions(database.unit_of_work, env.clock, LIBRARY)
    await sessions.press(person, CardButton.SKIP, CardPosition(session.id, 0))
    await sessions.press(person, CardButton.END, CardPosition(session.id, 1))
    save, conflicts = ConversationStore.save, [VersionConflict()]

    async def late(store: ConversationStore, conversation: Conversation) -> None:
        if conflicts:
            raise conflicts.pop()
        await save(store, conversation)

    monkeypatch.setattr(ConversationStore, "save", late)
    view = await SessionCards(database.unit_of_work, env.clock, LIBRARY).view(session.id)
    assert view is not None
    assert view.asked is not None
    assert not conflicts


async def test_two_concurrent_processes_begin_one_session(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other process commits its session after this one looked for a running one."""
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
        if not database_url.startswith("sqlite"):  # SQLite does not read while another writes
            await looked.wait()
        await uow.commit()
    assert (await starting).id == begun.id
    for each in (ours, theirs):
        await each.close()
