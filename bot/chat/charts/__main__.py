"""The process that draws: pickled values come in over standard input, files go out.

`bot.chat.charts.drawing_process` starts it and is the only one that writes to it. It ends when
its input is closed, so also when the bot is killed.
"""

import gc
import os
import pickle
import signal
import sys
import traceback

from bot.chat.charts import frames
from bot.chat.charts.charts import Picture, Report

LESS_URGENT = 5
"""Added to the nice value: whoever waits for an answer goes before a picture."""


def main() -> None:
    """Draw what is asked for until nobody asks."""
    # A service manager sends this to every process, but the bot may want a last picture.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.nice(LESS_URGENT)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    try:
        while (asked := frames.read(sys.stdin.buffer)) is not None:
            reason, drawn = _answer(asked)
            frames.write(answers, reason)
            frames.write(answers, drawn)
            del asked, drawn
            gc.collect()  # the parts of a figure refer to each other: 20 MB until somebody looks
    except BrokenPipeError:
        return  # the bot is gone, and nobody waits for the picture


def _answer(asked: bytes) -> tuple[bytes, bytes]:
    """Why it cannot be drawn, empty if it can; and the drawn file."""
    try:
        return b"", _draw(pickle.loads(asked))  # noqa: S301 - the bot itself wrote it
    except Exception as error:  # noqa: BLE001 - whatever it is, the bot has to hear of it
        # Without the text of the error: it may quote what the person noted.
        places = "".join(traceback.format_tb(error.__traceback__))
        return f"{type(error).__name__}\n{places}".encode(), b""


def _draw(what: Picture | Report) -> bytes:
    if isinstance(what, Report):
        from bot.chat.charts import pdf_report  # noqa: PLC0415 - seldom needed

        return pdf_report.pdf(what)
    from bot.chat.charts import png  # noqa: PLC0415 - signals first, it takes half a second

    return png.png(what)


if __name__ == "__main__":
    main()
