"""Gauges that are measured when metrics are requested."""

from collections.abc import Awaitable, Callable

from bot import metrics
from bot.chat.outbound.rate_limits import Priority, RateLimiter
from bot.services.container import Services


def gauge_reader(services: Services, rate_limiter: RateLimiter) -> Callable[[], Awaitable[None]]:
    """Return a function that updates the gauges: queued messages and overdue reminders."""

    async def measure() -> None:
        """Update the gauges."""
        waiting = rate_limiter.waiting()
        for priority in Priority:
            metrics.QUEUE.labels(priority=priority.name.lower()).set(waiting.get(priority, 0))
        live = await services.statistics.live()
        metrics.ACTIVE_SESSIONS.set(live.sessions)
        metrics.OVERDUE_REMINDERS.set(live.overdue)
        metrics.OVERDUE_SECONDS.set(live.behind.total_seconds())

    return measure
