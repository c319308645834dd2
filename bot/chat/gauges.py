"""The gauges that are read when somebody asks for them."""

from collections.abc import Awaitable, Callable

from bot.chat.outbound.rate_limits import Priority, RateLimiter
from bot.metrics import METRICS
from bot.services.container import Services


def gauge_reader(services: Services, gate: RateLimiter) -> Callable[[], Awaitable[None]]:
    """What brings the gauges up to date: what waits, and what is overdue."""

    async def measure() -> None:
        """Bring the gauges up to date."""
        waiting = gate.waiting()
        for priority in Priority:
            METRICS.set("queue", waiting.get(priority, 0), priority=priority.name.lower())
        pulse = await services.statistics.pulse()
        METRICS.set("active_sessions", pulse.sessions)
        METRICS.set("overdue_reminders", pulse.overdue)
        METRICS.set("overdue_seconds", pulse.behind.total_seconds())

    return measure
