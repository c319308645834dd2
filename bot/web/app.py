"""The application: three addresses, and what stands behind them."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.metrics import METRICS
from bot.web.webhook import PATH, Take, webhook

OLDEST_RUN = 60.0
"""Seconds without a beat after which the bot counts as ill. A batch at Telegram's rate takes 8."""


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` from the end of the start to the beginning of the stop; the age is in seconds.

    `data` is whether the file of the database is still in its place.
    """

    ready: bool
    last_run_age: float | None
    data: bool = True

    @property
    def live(self) -> bool:
        """Whether the metronome beats. Before the first beat the bot is young, not dead."""
        return self.last_run_age is None or self.last_run_age <= OLDEST_RUN


@dataclass(frozen=True, slots=True)
class WebDependencies:
    """What the pages need from the bot. Without `take` there is no webhook."""

    health: Callable[[], Health]
    measure: Callable[[], Awaitable[None]]
    take: Take | None = None
    secret: str = field(default="", repr=False)


def create_app(door: WebDependencies) -> Starlette:
    """`/healthz`, `/metrics`, and the webhook when updates come that way."""

    async def healthz(_: Request) -> Response:
        health = door.health()
        well = health.live and health.ready and health.data
        body = {"live": health.live, **asdict(health)}
        return JSONResponse(body, 200 if well else 503)

    async def metrics(_: Request) -> Response:
        await door.measure()
        return Response(METRICS.text(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/metrics", metrics)]
    if door.take is not None:
        routes.append(Route(PATH, webhook(door.take, door.secret), methods=["POST"]))
    return Starlette(routes=routes)
