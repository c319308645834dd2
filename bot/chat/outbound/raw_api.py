"""Calls to the Bot API of whose answer nothing but a number is read.

The library's own methods turn every parameter and the whole answer into objects, which for a text
costs more than all the rest of sending it. Errors are the library's, raised by its own code.
"""

import json
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from telegram import Bot
from telegram.request import RequestData


@dataclass(frozen=True, slots=True)
class _Values:
    """What a request class reads of the library's `RequestData`: JSON already, and no files."""

    parameters: dict[str, Any]
    contains_files: ClassVar[bool] = False
    multipart_data: ClassVar[None] = None

    @property
    def json_parameters(self) -> dict[str, str]:
        """The values as a form wants them."""
        return {
            name: each if isinstance(each, str) else json.dumps(each)
            for name, each in self.parameters.items()
        }


async def call(bot: Bot, method: str, **values: Any) -> Any:
    """Call a method with plain JSON values; those that are None are left out.

    Results in what Telegram answers, as it stands there. Raises `telegram.error.TelegramError`.
    """
    given = {name: each for name, each in values.items() if each is not None}
    data = cast(RequestData, _Values(given))
    return await bot.request.post(f"{bot.base_url}/{method}", data)
