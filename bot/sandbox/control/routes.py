"""All routes of the control API."""

from __future__ import annotations

from starlette.routing import Route

from bot.sandbox.clock_driver import ClockMover
from bot.sandbox.control.events import EventStreams
from bot.sandbox.control.faults_api import FaultsApi
from bot.sandbox.control.files import FilesApi
from bot.sandbox.control.groups import GroupsApi
from bot.sandbox.control.people import PeopleApi
from bot.sandbox.control.time import TimeApi
from bot.sandbox.world import World


def control_routes(world: World, mover: ClockMover, streams: EventStreams) -> list[Route]:
    """Return every route of the control API."""
    return [
        *TimeApi(world, mover).routes(),
        *PeopleApi(world).routes(),
        *GroupsApi(world).routes(),
        *FilesApi(world).routes(),
        *FaultsApi(world).routes(),
        *streams.routes(),
    ]
