"""The web application: health, metrics and the webhook."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.metrics import REGISTRY
from bot.web.webhook import PATH, Take, webhook

OLDEST_RUN = 60.0
"""Seconds without a scheduler run after which the bot is unhealthy. A batch takes 8 seconds."""


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` is true between startup and shutdown; `last_run_age` is in seconds.

    `data` is whether the database file still exists.
    """

    ready: bool
    last_run_age: float | None
    data: bool = True

    @property
    def live(self) -> bool:
        """Whether the scheduler is running. Before its first run the bot counts as live."""
        return self.last_run_age is None or self.last_run_age <= OLDEST_RUN


@dataclass(frozen=True, slots=True)
class WebDependencies:
    """What the endpoints need from the bot. Without `take` there is no webhook."""

    health: Callable[[], Health]
    measure: Callable[[], Awaitable[None]]
    take: Take | None = None
    secret: str = field(default="", repr=False)


def create_app(dependencies: WebDependencies) -> Starlette:
    """The application with `/healthz`, `/metrics` and, if configured, the webhook."""

    async def healthz(_: Request) -> Response:
        health = dependencies.health()
        well = health.live and health.ready and health.data
        body = {"live": health.live, **asdict(health)}
        return JSONResponse(body, 200 if well else 503)

    async def metrics(_: Request) -> Response:
        await dependencies.measure()
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/metrics", metrics)]
    if (take := dependencies.take) is not None:
        routes.append(Route(PATH, webhook(take, dependencies.secret), methods=["POST"]))
    return Starlette(routes=routes)
