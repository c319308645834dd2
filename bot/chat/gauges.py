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
        pulse = await services.statistics.pulse()
        METRICS.set("active_sessions", pulse.sessions)
        METRICS.set("overdue_reminders", pulse.overdue)
        METRICS.set("overdue_seconds", pulse.behind.total_seconds())

    return measure
