"""The drawing process: reads pickled charts from standard input and writes the drawn files.

Only `bot.chat.charts.drawing_process` starts it and writes to it. It ends when its input is
closed, which also happens when the bot is killed.
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
"""Added to the nice value, because answers are more urgent than charts."""


def main() -> None:
    """Draw each requested chart until the input is closed."""
    # Service managers signal every process, but the bot may still need a chart.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.nice(LESS_URGENT)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # keep library output apart
    try:
        while (asked := frames.read(sys.stdin.buffer)) is not None:
            reason, drawn = _answer(asked)
            frames.write(answers, reason)
            frames.write(answers, drawn)
            del asked, drawn
            gc.collect()  # a figure has reference cycles that keep 20 MB
    except BrokenPipeError:
        return  # the bot has ended, so nobody waits for the chart


def _answer(asked: bytes) -> tuple[bytes, bytes]:
    """Return the error (empty on success) and the drawn file."""
    try:
        return b"", _draw(pickle.loads(asked))  # noqa: S301 - the bot itself wrote it
    except Exception as error:  # noqa: BLE001 - the bot has to know of any error
        # Leave out the text of the error, which may quote health data.
        places = "".join(traceback.format_tb(error.__traceback__))
        return f"{type(error).__name__}\n{places}".encode(), b""


def _draw(what: Picture | Report) -> bytes:
    if isinstance(what, Report):
        from bot.chat.charts import pdf_report  # noqa: PLC0415 - rarely needed

        return pdf_report.pdf(what)
    from bot.chat.charts import png  # noqa: PLC0415 - signals first, it takes half a second

    return png.png(what)


if __name__ == "__main__":
    main()
