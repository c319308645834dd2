"""The composition root: builds the whole bot from settings and a clock."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot import metrics, shutdown
from bot.chat import commands
from bot.chat.charts.chart_cache import Charts
from bot.chat.context import App, ChatDependencies
from bot.chat.dialogs.dialog_presenter import DialogPresenter
from bot.chat.gauges import gauge_reader
from bot.chat.localizer import Localizer, vocabulary
from bot.chat.outbound.application import MOST_AT_ONCE, application, finish_updates, updater
from bot.chat.outbound.bot_api_client import BotApiClient
from bot.chat.outbound.file_uploads import FileUploader
from bot.chat.outbound.per_chat_limit import PerChatLimiter
from bot.chat.outbound.rate_limits import RateLimiter
from bot.chat.outbound.sender import Sender
from bot.chat.outbound.telegram_notifier import TelegramNotifier
from bot.chat.polling_errors import PollErrors
from bot.chat.routes import ALLOWED_UPDATES, add_routes
from bot.chat.session.session_view import SessionView
from bot.chat.updates_in_progress import ConfirmAfterHandlingBot, UpdatesInProgress
from bot.chat.webhook_receiver import WebhookReceiver
from bot.config import Settings
from bot.content.folder import find_folder
from bot.content.parsed_cache import Content, load_cached
from bot.domain.dialogs.conversation import ParserContext
from bot.domain.people.person import PersonId
from bot.scheduler import ReminderScheduler
from bot.services import container
from bot.services.admin.poll_conflicts import PollConflicts
from bot.services.container import Services
from bot.services.people.timezone_lookup import TimezoneLookup
from bot.services.people.tzdata_updates import ZoneData
from bot.services.ports import Clock, Library
from bot.services.reminders.delivery_rate import DeliveryRate
from bot.services.uploads import Uploads
from bot.shutdown import Deadline
from bot.storage.core.database import Database

if TYPE_CHECKING:
    from bot.web import Server


@dataclass(frozen=True, slots=True)
class Limber:
    """The running bot. `next_due`, `run_due` and `settle` let a simulated clock drive it."""

    app: App
    database: Database
    services: Services
    scheduler: ReminderScheduler
    webhook_receiver: WebhookReceiver
    poll_errors: PollErrors
    settings: Settings
    server: "Server | None"

    async def start(self) -> None:
        """Log in, publish the menu, accept updates and start the scheduler.

        Raises `telegram.error.InvalidToken` or `NetworkError` when the login fails.
        """
        if self.server is not None:
            await self.server.start()
        await self.app.initialize()
        dependencies: ChatDependencies = self.app.bot_data["dependencies"]
        await commands.publish(self.app.bot, dependencies.localizer_for("en").texts)
        await self.app.start()
        self.webhook_receiver.is_open = True
        if self.settings.public_url:
            from bot import web

            url = f"{self.settings.public_url}{web.PATH}"
            await self.webhook_receiver.register(url, _secret(self.settings))
        else:  # this removes an earlier webhook; updates that wait for it then come by polling
            await updater(self.app).start_polling(
                allowed_updates=list(ALLOWED_UPDATES), error_callback=self.poll_errors.failed
            )
        self.scheduler.start()

    async def stop(self, seconds: float = shutdown.SECONDS) -> None:
        """Stop accepting work, finish what ends within `seconds`, and close.

        1. Nothing new is accepted. The webhook stays registered: other instances may serve it, and
           Telegram keeps the updates meanwhile.
        2. Updates being handled and messages being sent get a share of the time; what does not
           finish is cancelled, and counts as not handled.
        3. Connections are closed, the database last.
        """
        deadline, dependencies = Deadline(seconds), self.app.bot_data["dependencies"]
        self.webhook_receiver.is_open = False
        if isinstance(self.app.bot, ConfirmAfterHandlingBot):
            self.app.bot.stop_polling()
        if updater(self.app).running:
            await deadline.part("polling for updates", updater(self.app).stop(), shutdown.POLLS)
        await asyncio.gather(
            self.scheduler.stop(deadline), finish_updates(self.app, deadline.share(shutdown.WORK))
        )
        await deadline.part("sending", dependencies.sender.close())
        if self.app.running:
            await deadline.part("handling updates", self.app.stop())
        await deadline.part("recording handled updates", self.webhook_receiver.finish())
        if isinstance(self.app.bot, ConfirmAfterHandlingBot):
            await deadline.part("the last poll", self.app.bot.confirm())
        await deadline.part("the Telegram library", self.app.shutdown())
        await deadline.part("drawing charts", dependencies.charts.close())
        # A login that failed leaves its connections open.
        await deadline.part("connections to Telegram", self.app.bot.shutdown())
        if self.server is not None:
            await deadline.part("the web server", self.server.stop())
        await deadline.part("the database", self.database.close())

    async def next_due(self) -> datetime | None:
        """The earliest moment at which something is due; None if nothing is planned."""
        return await self.scheduler.next_due()

    async def run_due(self) -> None:
        """Do all that is due now."""
        await self.scheduler.resend_safety_advice()
        await self.scheduler.send_daily_reminders()
        await self.scheduler.advance_sessions()
        await self.scheduler.send_broadcasts()

    async def settle(self) -> None:
        """Return when every update that has arrived is handled."""
        await self.app.update_queue.join()


async def build(
    settings: Settings,
    clock: Clock,
    transport: Any = None,
    content: Content | None = None,
) -> Limber:
    """Put the bot together.

    `transport` replaces the network (an `httpx.ASGITransport` in tests); `content` is the content
    that the settings name, if it was read already. Raises `BrokenContent` and `StorageUnavailable`
    with a sentence that says what to do.
    """
    content = content or load_cached(settings.content or find_folder())
    catalogue = content.catalogue
    database = await Database.open(settings.database)
    await ZoneData(database.unit_of_work).adopt()
    library = Library(
        catalogue.exercises, catalogue.routines, catalogue.programme, tuple(catalogue.lessons)
    )
    parser_context = ParserContext(vocabulary(content.translations.of("en")), TimezoneLookup())
    admins = frozenset(map(PersonId, settings.admins))
    services = container.build(
        database.unit_of_work,
        clock,
        library,
        parser_context,
        DeliveryRate.at(settings.sends_per_second, MOST_AT_ONCE, settings.spread),
        admins,
        read=database.reading,
    )
    in_progress = UpdatesInProgress()
    app = application(settings.token, settings.api_url, in_progress, transport)
    localizer_for = _localizers(content, clock)
    uploads = Uploads(database.unit_of_work, settings.bot_id)
    client = BotApiClient(app.bot, FileUploader(uploads))
    sender = Sender(
        app.bot,
        RateLimiter(settings.sends_per_second, permit=services.permit),
        client,
        PerChatLimiter(settings.chat_gap),
        paid=settings.paid_broadcast,
        finds_lost=settings.look_for_lost,
    )
    session_view = SessionView(services, sender, localizer_for)
    charts = Charts()
    dialogs = DialogPresenter(services, sender, localizer_for, charts)
    app.bot_data["dependencies"] = ChatDependencies(
        services, sender, session_view, dialogs, catalogue, localizer_for, charts, admins
    )
    notifier = TelegramNotifier(sender, session_view, dialogs, library, localizer_for)
    add_routes(app)
    receiver = WebhookReceiver(app, services.updates, in_progress, settings.bot_id)
    server = _server(settings, receiver, database, gauge_reader(services, sender.rate_limiter))
    scheduler = ReminderScheduler(services, notifier, database.leadership(settings.bot_id))
    conflicts = PollConflicts(database.unit_of_work, settings.bot_id)
    poll_errors = PollErrors(app, clock, conflicts.note)
    return Limber(app, database, services, scheduler, receiver, poll_errors, settings, server)


def _server(
    settings: Settings,
    receiver: WebhookReceiver,
    database: Database,
    measure: Callable[[], Awaitable[None]],
) -> "Server | None":
    """The web server; None unless the settings name an address to listen at."""
    if settings.address is None:
        return None
    from bot import web

    take = receiver.receive if settings.public_url else None

    def health() -> web.Health:
        return web.Health(receiver.is_open, metrics.LAST_RUN.age(), database.presence.is_there())

    dependencies = web.WebDependencies(health, measure, take, _secret(settings))
    return web.Server(web.create_app(dependencies), *settings.address)


def _secret(settings: Settings) -> str:
    from bot import web

    return settings.webhook_secret or web.secret_for(settings.token)


def _localizers(content: Content, clock: Clock) -> Callable[[str], Localizer]:
    def localizer_for(language: str) -> Localizer:
        return Localizer(content.translations.of(language), content.catalogue, clock.now)

    return localizer_for


def freeze_loaded_objects() -> None:
    """Exempt what is loaded by now from garbage collection: a scan blocks the loop for 0.1 s."""
    gc.freeze()
    gc.enable()
