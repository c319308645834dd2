"""All routes of the control door."""

from __future__ import annotations

from starlette.routing import Route

from bot.sandbox.control.events import EventStreams
from bot.sandbox.control.files import FilesDoor
from bot.sandbox.control.groups import GroupsDoor
from bot.sandbox.control.people import PeopleDoor
from bot.sandbox.control.time import TimeDoor
from bot.sandbox.control.trouble import TroubleDoor
from bot.sandbox.settling import ClockMover
from bot.sandbox.world import World


def control_routes(world: World, mover: ClockMover, streams: EventStreams) -> list[Route]:
    """The contract of the control door, route by route."""
    return [
        *TimeDoor(world, mover).routes(),
        *PeopleDoor(world).routes(),
        *GroupsDoor(world).routes(),
        *FilesDoor(world).routes(),
        *TroubleDoor(world).routes(),
        *streams.routes(),
    ]
