"""Check with Telegram: whether it accepts the token, its time, and how updates are delivered."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from bot.config import Settings
from bot.ops.findings import Finding, ill, well

TIMEOUT = 10
"""The timeout for an answer, in seconds."""

SKEW = timedelta(seconds=5)
"""The allowed difference between the clocks. Telegram's time has whole seconds."""

RECENT = timedelta(hours=1)
"""How long a failed webhook counts as a problem. Telegram reports the last one forever."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TelegramCheck:
    """One set of checks. `transport` replaces the network in tests."""

    settings: Settings
    now: Callable[[], datetime]
    transport: httpx.AsyncBaseTransport | None = None

    async def findings(self) -> list[Finding]:
        """The findings. If Telegram refuses the token, there are no further requests."""
        client = httpx.AsyncClient(
            base_url=f"{self.settings.api_url}/bot{self.settings.token}/",
            timeout=TIMEOUT,
            transport=self.transport,
        )
        async with client:
            try:
                began = time.monotonic()
                me = await client.get("getMe")
                seconds, asked_at = time.monotonic() - began, self.now()
                if me.status_code != 200:
                    return [self._refused(me.status_code)]
                found = [_known(me, seconds), clock(me.headers.get("date"), asked_at)]
                info = (await client.get("getWebhookInfo")).json()["result"]
                return [*found, self._updates(info)]
            except httpx.HTTPError as error:
                # The error's message contains the URL, and with it the token.
                return [self._unreachable(type(error).__name__)]
            except (ValueError, KeyError, TypeError):
                return [ill("telegram", f"{self.settings.api_url} is no Bot API server.")]

    def _refused(self, status: int) -> Finding:
        if status in {401, 404}:
            return ill(
                "telegram",
                "Telegram does not accept this token. Check TELEGRAM_BOT_TOKEN, "
                "or ask @BotFather for a new one.",
            )
        return ill("telegram", f"Telegram answers with status {status}. Try again later.")

    def _unreachable(self, kind: str) -> Finding:
        return ill(
            "telegram",
            f"Telegram cannot be reached at {self.settings.api_url} ({kind}). "
            "Check the network, or TELEGRAM_API_URL.",
        )

    def _updates(self, info: Json) -> Finding:
        waiting = f"{info.get('pending_update_count', 0)} wait"
        public = self.settings.public_url
        if not public:
            note = "; the webhook that is set goes when Limber starts" if info.get("url") else ""
            return well("updates", f"Limber asks for them; {waiting}{note}.")
        failed_at = datetime.fromtimestamp(info.get("last_error_date", 0), UTC)
        if info.get("url") and self.now() - failed_at < RECENT:
            why = info.get("last_error_message", "no reason given")
            return ill(
                "updates", f"Telegram could not bring them: {why}. Check the way to {public}."
            )
        if not str(info.get("url", "")).startswith(public):
            return well(
                "updates", f"Telegram will be told of {public} when Limber starts; {waiting}."
            )
        return well("updates", f"Telegram brings them to {public}; {waiting}.")


def _known(me: httpx.Response, seconds: float) -> Finding:
    name = me.json()["result"]["username"]
    return well("telegram", f"@{name} answers in {seconds:.1f} s.")


def clock(said: str | None, asked_at: datetime) -> Finding:
    """Compare this machine's clock with the Date header of a response."""
    if said is None:
        return well("clock", "Telegram did not tell its time.")
    apart = asked_at - parsedate_to_datetime(said).astimezone(UTC)
    if abs(apart) <= SKEW:
        return well("clock", "It agrees with Telegram's.")
    which = "ahead of" if apart > timedelta(0) else "behind"
    return ill(
        "clock",
        f"This machine is {abs(apart).total_seconds():.0f} s {which} Telegram: reminders come at "
        "the wrong moment. Let the system set its clock by the network (timedatectl set-ntp true).",
    )
