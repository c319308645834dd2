"""Sending locations and contacts."""

from __future__ import annotations

from bot.sandbox.bot_api.refusals import bad_request
from bot.sandbox.bot_api.registry import Request, method
from bot.sandbox.bot_api.sending import send
from bot.sandbox.world import Json

_POLE, _DATE_LINE = 90, 180
_MOST_METRES = 1500


@method("sendLocation")
def send_location(request: Request) -> Json:
    """Send a location."""
    location = read_location(request.params)
    return send(request, lambda: {"location": location})


def read_location(params: Json) -> Json:
    """Read the Location of a call: degrees, and metres for the accuracy."""
    for name in ("latitude", "longitude"):
        if params.get(name) is None:
            raise bad_request(f"{name} is empty")
    latitude, longitude = float(params["latitude"]), float(params["longitude"])
    if abs(latitude) > _POLE or abs(longitude) > _DATE_LINE:
        raise bad_request("wrong location specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    accuracy = float(params.get("horizontal_accuracy") or 0)
    if accuracy > 0:
        location["horizontal_accuracy"] = min(accuracy, _MOST_METRES)
    return location


@method("sendContact")
def send_contact(request: Request) -> Json:
    """Send a contact."""
    contact = read_contact(request.params)
    return send(request, lambda: {"contact": contact})


def read_contact(params: Json) -> Json:
    """Read the Contact of a call."""
    for name in ("phone_number", "first_name"):
        if not params.get(name):
            raise bad_request(f'parameter "{name}" is required')
    names = ("phone_number", "first_name", "last_name", "vcard")
    return {name: params[name] for name in names if params.get(name)}
