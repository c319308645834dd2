"""Gauges that are measured when metrics are requested."""

from collections.abc import Awaitable, Callable

from bot.chat.outbound.rate_limits import Priority, RateLimiter
from bot.metrics import METRICS
from bot.services.container import Services


def gauge_reader(services: Services, rate_limiter: RateLimiter) -> Callable[[], Awaitable[None]]:
    """Return a function that updates the gauges: queued messages and overdue reminders."""

    async def measure() -> None:
        """Update the gauges."""
        waiting = rate_limiter.waiting()
        for priority in Priority:
            METRICS.set("queue", waiting.get(priority, 0), priority=priority.name.lower())
        live = await services.statistics.live()
        METRICS.set("active_sessions", live.sessions)
        METRICS.set("overdue_reminders", live.overdue)
        METRICS.set("overdue_seconds", live.behind.total_seconds())

    return measure
