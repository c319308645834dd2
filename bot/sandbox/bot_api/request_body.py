"""Reading a request: query, urlencoded, multipart and JSON bodies give the same values."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request as HttpRequest

from bot.sandbox.bot_api.params import Upload
from bot.sandbox.bot_api.refusals import ApiRefusal, bad_request

MOST_BYTES = 50 * 2**20
# Allowance for fields and headers: the size limit is that of the file alone.
_FIELDS_ALLOWANCE = 2**20
_MOST_FIELD_BYTES = 2**20


async def read_body(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return the plain values and the uploaded files of a request."""
    values: dict[str, Any] = dict(request.query_params) if request.scope["query_string"] else {}
    if int(request.headers.get("content-length") or 0) > MOST_BYTES + _FIELDS_ALLOWANCE:
        raise ApiRefusal(413, "Request Entity Too Large")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "application/json":
        return values | _read_json(await request.body()), {}
    if media_type == "application/x-www-form-urlencoded":
        return values | _read_urlencoded(await request.body()), {}
    if media_type == "multipart/form-data":
        async with request.form(max_part_size=_MOST_FIELD_BYTES) as form:
            return await _read_form(form, values)
    return values, {}


def _read_json(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    try:
        parsed = json.loads(body)
    except ValueError:
        raise bad_request("can't parse the request body as JSON") from None
    if not isinstance(parsed, dict):
        raise bad_request("the request body must be a JSON object")
    return {key: value for key, value in parsed.items() if value is not None}


def _read_urlencoded(body: bytes) -> dict[str, Any]:
    return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


async def _read_form(
    form: FormData, values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read()
            if len(data) > MOST_BYTES:
                raise ApiRefusal(413, "Request Entity Too Large")
            uploads[name] = Upload(value.filename, value.content_type, data)
        else:
            values[name] = value
    return values, uploads
