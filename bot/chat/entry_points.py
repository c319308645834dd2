"""How people reach a handler: by a command, or by a button that opens a page."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from telegram import Update

from bot.chat.context import Context

Handler = Callable[[Update, Context], Coroutine[None, None, None]]
ArgumentHandler = Callable[[Update, Context, str], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command. With `button`, a button of the same name opens it too.

    A command for operators is not in the menu, and does not exist for anybody else.
    """

    name: str
    handler: Handler
    button: bool = False
    operators: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page that buttons open; `name` is in their callback data."""

    name: str
    handler: Handler


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page about one thing, which the callback data names: an exercise, a routine, a day."""

    name: str
    handler: ArgumentHandler


EntryPoint = Command | Page | PageOf
