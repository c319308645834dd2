"""Handle one call: check the token, apply a fault, run the method, write the journal, answer."""

from __future__ import annotations

import asyncio
import inspect
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.bot_api.params import Upload, read_params
from bot.sandbox.bot_api.polling import LongPolling
from bot.sandbox.bot_api.refusals import ApiRefusal, too_many_requests
from bot.sandbox.bot_api.registry import Described, Method, Request, find_method
from bot.sandbox.faults import GATEWAY, Fault
from bot.sandbox.world import Json, World

_TOKEN = re.compile(r"(\d{1,15}):[A-Za-z0-9_-]+")
_PHRASES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    409: "Conflict",
    500: "Internal Server Error: restart",
    **GATEWAY,
}
log = logging.getLogger(__name__)


class AnswerLost(ConnectionResetError):
    """The connection must end without an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The HTTP answer to a call."""

    status: int
    body: Json
    # The gateway in front of the real server answers with an HTML page, not with JSON.
    page: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers to send besides the usual ones."""
        wait = self.body.get("parameters", {}).get("retry_after")
        return {"retry-after": str(wait)} if wait is not None else {}


class BotApi:
    """The Bot API methods of one world."""

    def __init__(self, world: World, polling: LongPolling, token: str | None = None) -> None:
        self._world = world
        self._polling = polling
        self._token = token

    def check_token(self, token: str) -> None:
        """Refuse a token that is malformed or not the configured one."""
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiRefusal(404, "Not Found")
        if self._token is not None and token != self._token:
            raise ApiRefusal(401, "Unauthorized")
        self._world.bot_id = int(match.group(1))

    async def call(
        self, name: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]
    ) -> Answer:
        """Run one call and record it in the journal; raises `AnswerLost` if a fault asks for it."""
        started = time.perf_counter()
        found = find_method(name)
        spelled = found.name if found else name
        fault = self._world.faults.take(spelled, raw.get("chat_id"))
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        try:
            answer = await self._answer(found, fault, raw, uploads)
        except asyncio.CancelledError:
            self._note(spelled, raw, uploads, Answer(499, {"ok": False}), started)
            raise
        if fault and fault.drop:
            self._note(
                spelled, raw, uploads, Answer(0, {"ok": False, "dropped": fault.drop}), started
            )
            raise AnswerLost(fault.drop)
        self._note(spelled, raw, uploads, answer, started)
        return answer

    async def _answer(
        self,
        found: Method | None,
        fault: Fault | None,
        raw: Mapping[str, Any],
        uploads: Mapping[str, Upload],
    ) -> Answer:
        try:
            if fault:
                _fail(fault)
            result = await self._run(found, raw, uploads)
        except ApiRefusal as refusal:
            page = fault.page() if fault else None
            return Answer(refusal.code, refusal.as_json(), page)
        if isinstance(result, Described):
            body = {"ok": True, "result": result.result, "description": result.description}
            return Answer(200, body)
        return Answer(200, {"ok": True, "result": result})

    async def _run(
        self, found: Method | None, raw: Mapping[str, Any], uploads: Mapping[str, Upload]
    ) -> Any:
        if found is None:
            raise ApiRefusal(404, "Not Found: method not found")
        params = read_params(found.fields, raw, uploads)
        result = found.run(Request(self._world, params, uploads, self._polling))
        return await result if inspect.isawaitable(result) else result

    def _note(
        self,
        name: str,
        raw: Mapping[str, Any],
        uploads: Mapping[str, Upload],
        answer: Answer,
        started: float,
    ) -> None:
        files = {key: f"<file {u.name or key}, {len(u.data)} bytes>" for key, u in uploads.items()}
        call = self._world.journal.note(
            at=self._world.now(),
            method=name,
            params={**raw, **files},
            status=answer.status,
            response=answer.body,
            ms=(time.perf_counter() - started) * 1000,
        )
        self._world.tell("call", call=call)
        if 400 <= answer.status < 500:
            log.info("refused %s with %d", name, answer.status)


def _fail(fault: Fault) -> None:
    """Raise the refusal that the fault asks for; after a delay or for a lost answer, do nothing."""
    if fault.drop == "before":
        raise ApiRefusal(0, "dropped")
    if fault.retry_after is not None and fault.status in (None, 429):
        refusal = too_many_requests(fault.retry_after)
        raise ApiRefusal(429, fault.description or refusal.description, **refusal.parameters)
    if fault.status is not None:
        words = fault.description or _PHRASES.get(fault.status, "Internal Server Error: restart")
        extra = {"retry_after": fault.retry_after} if fault.retry_after is not None else {}
        raise ApiRefusal(fault.status, words, **extra)
