"""Fast Bot API calls, for when only an id of the answer is needed.

The library's own methods convert every parameter and the whole answer to objects, which costs more
than the rest of sending a text. Errors are raised by the library's own code.
"""

import json
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from telegram import Bot
from telegram.request import RequestData


@dataclass(frozen=True, slots=True)
class _Values:
    """The part of `RequestData` that a request class reads, without files."""

    parameters: dict[str, Any]
    contains_files: ClassVar[bool] = False
    multipart_data: ClassVar[None] = None

    @property
    def json_parameters(self) -> dict[str, str]:
        """The values as the strings of a form."""
        return {
            name: each if isinstance(each, str) else json.dumps(each)
            for name, each in self.parameters.items()
        }


async def call(bot: Bot, method: str, **values: Any) -> Any:
    """Call a method with JSON values, leaving out those that are None.

    Return the result as decoded JSON. Raises `telegram.error.TelegramError`.
    """
    given = {name: each for name, each in values.items() if each is not None}
    data = cast(RequestData, _Values(given))
    return await bot.request.post(f"{bot.base_url}/{method}", data)
