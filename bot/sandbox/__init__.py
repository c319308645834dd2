"""A local stand-in for Telegram: Bot API, control API and chat page in one application.

    world = World()                              # people, chats and files, with a movable clock
    app = create_app(world)                      # or create_app(world, bot=…, token=…)
    server = Server(app, port=8080)
    await server.start()                         # answers at server.url
    …
    await server.stop()                          # ends long polls and event streams at once

To keep the world between runs:

    store = WorldStore(folder)
    world = store.load()                         # the saved world, or an empty one
    store.watch(world)                           # saves within half a second of a change
    …
    await store.close()

To keep the call journal: `Recorder(world, path)` writes it, `replayed(path)` reads it back.

In tests, call the application without a socket: `httpx.ASGITransport(app)`.
"""

from bot.sandbox.clock import Clock, MovableClock
from bot.sandbox.clock_driver import BotUnderTest
from bot.sandbox.persistence import BrokenWorld, WorldStore
from bot.sandbox.recording import BadRecording, Recorder, replayed
from bot.sandbox.server import Server, close_waiting, create_app, serve
from bot.sandbox.world import World

__all__ = [
    "BadRecording",
    "BotUnderTest",
    "BrokenWorld",
    "Clock",
    "MovableClock",
    "Recorder",
    "Server",
    "World",
    "WorldStore",
    "close_waiting",
    "create_app",
    "replayed",
    "serve",
]
