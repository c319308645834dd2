"""The composition root: builds the whole bot from settings and a clock, and owns nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import stopping
from bot.chat import commands
from bot.chat.application import MOST_AT_ONCE, application, finish_updates, updater
from bot.chat.chart_cache import Charts
from bot.chat.context import App, Room
from bot.chat.in_hand import InHand, PatientBot
from bot.chat.inbox import Inbox
from bot.chat.limits import Gate
from bot.chat.measuring import measuring
from bot.chat.messenger import ChatMessenger
from bot.chat.pace import ChatPace
from bot.chat.pictures import Pictures
from bot.chat.polling import PollErrors
from bot.chat.posting import Post
from bot.chat.routes import ALLOWED_UPDATES, add_routes
from bot.chat.screen import Screen
from bot.chat.sender import Sender
from bot.chat.talks import Talks
from bot.chat.words import Words, vocabulary
from bot.config import Settings
from bot.content import kept
from bot.content.catalogue import Catalogue
from bot.content.folder import find_folder
from bot.content.translations import Translations
from bot.domain.conversation import Reading
from bot.domain.people import PersonId
from bot.metrics import METRICS
from bot.scheduler import Metronome
from bot.services import bundle
from bot.services.bundle import Services
from bot.services.flow import Flow
from bot.services.places import Gazetteer
from bot.services.poll_conflicts import PollConflicts
from bot.services.ports import Clock, Library
from bot.services.uploads import Uploads
from bot.services.zones import ZoneData
from bot.stopping import Deadline
from bot.storage.database import Database

if TYPE_CHECKING:
    from bot.web import Server


@dataclass(frozen=True, slots=True)
class Limber:
    """The running bot. `next_due`, `run_due` and `settle` let a clock other than time drive it."""

    app: App
    database: Database
    services: Services
    metronome: Metronome
    inbox: Inbox
    poll_errors: PollErrors
    settings: Settings
    server: "Server | None"

    async def start(self) -> None:
        """Log in, publish the menu, take updates and start to beat.

        Raises `telegram.error.InvalidToken` or `NetworkError` when Telegram does not let us in.
        """
        if self.server is not None:
            await self.server.start()
        await self.app.initialize()
        room: Room = self.app.bot_data["room"]
        await commands.publish(self.app.bot, room.words_for("en").texts)
        await self.app.start()
        self.inbox.open()
        if self.settings.public_url:
            from bot import web

            url = f"{self.settings.public_url}{web.PATH}"
            await self.inbox.register(url, _secret(self.settings))
        else:  # this takes a webhook away that was there before; what waits at it comes by polling
            await updater(self.app).start_polling(
                allowed_updates=list(ALLOWED_UPDATES), error_callback=self.poll_errors.failed
            )
        self.metronome.start()

    async def stop(self, seconds: float = stopping.SECONDS) -> None:
        """Stop taking work, finish what is in hand as far as it ends in time, and close.

        1. Nothing new is taken. The webhook stays: other copies may serve it, and Telegram keeps
           the updates meanwhile.
        2. What is being handled, and what is on its way, has its share of the time; the rest of it
           is cut off, and then counts as not handled.
        3. Connections are closed, the database last.
        """
        deadline, room = Deadline(seconds), self.app.bot_data["room"]
        self.inbox.close()
        if isinstance(self.app.bot, PatientBot):
            self.app.bot.ask_no_more()
        if updater(self.app).running:
            await deadline.part("asking for updates", updater(self.app).stop(), stopping.POLLS)
        await asyncio.gather(
            self.metronome.stop(deadline), finish_updates(self.app, deadline.share(stopping.WORK))
        )
        await deadline.part("sending", room.sender.close())
        if self.app.running:
            await deadline.part("the handling of updates", self.app.stop())
        await deadline.part("notes of what was handled", self.inbox.finish())
        if isinstance(self.app.bot, PatientBot):
            await deadline.part("the last poll", self.app.bot.confirm())
        await deadline.part("the library", self.app.shutdown())
        await deadline.part("the drawing", room.charts.close())
        # A login that failed leaves its connections open.
        await deadline.part("connections to Telegram", self.app.bot.shutdown())
        if self.server is not None:
            await deadline.part("the web server", self.server.stop())
        await deadline.part("the database", self.database.close())

    async def next_due(self) -> datetime | None:
        """The earliest moment at which there is something to do."""
        return await self.metronome.next_due()

    async def run_due(self) -> None:
        """Do all that is due now."""
        await self.metronome.advise()
        await self.metronome.deliver()
        await self.metronome.advance()
        await self.metronome.spread()

    async def settle(self) -> None:
        """Return when every update that came in has been handled."""
        await self.app.update_queue.join()


async def build(
    settings: Settings,
    clock: Clock,
    transport: Any = None,
    content: tuple[Catalogue, Translations] | None = None,
) -> Limber:
    """Put the bot together.

    `transport` replaces the network (an `httpx.ASGITransport` in tests); `content` is what the
    settings name, if somebody has read it already. Raises `BrokenContent`
    and `StorageUnavailable` with a sentence that says what to do.
    """
    catalogue, texts = content or kept.load(settings.content or find_folder())
    database = await Database.open(settings.database)
    await ZoneData(database.unit_of_work).adopt()
    library = Library(
        catalogue.exercises, catalogue.routines, catalogue.programme, tuple(catalogue.lessons)
    )
    reading = Reading(vocabulary(texts.of("en")), Gazetteer())
    admins = frozenset(map(PersonId, settings.admins))
    services = bundle.build(
        database.unit_of_work,
        clock,
        library,
        reading,
        Flow.at(settings.sends_per_second, MOST_AT_ONCE, settings.spread),
        admins,
        read=database.reading,
    )
    in_hand = InHand()
    app = application(settings.token, settings.api_url, in_hand, transport)
    words_for = _words_for(catalogue, texts, clock)
    uploads = Uploads(database.unit_of_work, settings.bot_id)
    post = Post(app.bot, Pictures(uploads))
    sender = Sender(
        app.bot,
        Gate(settings.sends_per_second),
        post,
        ChatPace(settings.chat_gap),
        paid=settings.paid_broadcast,
        looks=settings.look_for_lost,
    )
    screen = Screen(services, sender, words_for)
    drawn = Charts()
    talks = Talks(services, sender, words_for, drawn)
    app.bot_data["room"] = Room(
        services, sender, screen, talks, catalogue, words_for, drawn, admins
    )
    messenger = ChatMessenger(sender, screen, talks, library, words_for)
    add_routes(app)
    inbox = Inbox(app, services.updates, in_hand, settings.bot_id)
    server = _server(settings, inbox, database, measuring(services, sender.gate))
    metronome = Metronome(services, messenger, database.leadership(settings.bot_id))
    conflicts = PollConflicts(database.unit_of_work, settings.bot_id)
    poll_errors = PollErrors(app, clock, conflicts.note)
    return Limber(app, database, services, metronome, inbox, poll_errors, settings, server)


def _server(
    settings: Settings,
    inbox: Inbox,
    database: Database,
    measure: Callable[[], Awaitable[None]],
) -> "Server | None":
    """What listens, if anything is to be heard."""
    if settings.address is None:
        return None
    from bot import web

    take = inbox.take if settings.public_url else None

    def health() -> web.Health:
        return web.Health(inbox.is_open, METRICS.beat_age(), database.presence.is_there())

    door = web.Door(health, measure, take, _secret(settings))
    return web.Server(web.create_app(door), *settings.address)


def _secret(settings: Settings) -> str:
    from bot import web

    return settings.webhook_secret or web.secret_for(settings.token)


def _words_for(catalogue: Catalogue, texts: Translations, clock: Clock) -> Callable[[str], Words]:
    def words_for(language: str) -> Words:
        return Words(texts.of(language), catalogue, clock.now)

    return words_for
