"""Progress lines."""

import io

from bot.tools.progress_line import Progress


class Terminal(io.StringIO):
    """A stream that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only() -> None:
    screen, pipe = Terminal(), io.StringIO()
    for out in (screen, pipe):
        progress = Progress("Backing up", out)
        progress(1500, 3000)
        progress.end()
    assert screen.getvalue() == "\rBacking up: 1,500 of 3,000 (50 %)\r\033[K"
    assert pipe.getvalue() == ""
