"""A pocket Telegram: Bot API, control door and chat page in one application.

    world = World()                              # people, chats and files, on a movable clock
    app = create_app(world)                      # or create_app(world, bot=…, token=…)
    server = Server(app, port=8080)
    await server.start()                         # answers at server.url
    …
    await server.stop()                          # ends long polls and event streams at once

A world that outlives the process:

    keeper = WorldKeeper(folder)
    world = keeper.load()                        # the one of last time, or an empty one
    keeper.watch(world)                          # writes at most half a second after a change
    …
    await keeper.close()

A journal that outlives it too: `Recorder(world, path)` writes it, `replayed(path)` reads it again.

In a test the application is reached without a socket: `httpx.ASGITransport(app)`.
"""

from bot.sandbox.bot_hook import BotUnderTest
from bot.sandbox.clock import Clock, MovableClock
from bot.sandbox.persistence import BrokenWorld, WorldKeeper
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
    "WorldKeeper",
    "close_waiting",
    "create_app",
    "replayed",
    "serve",
]
