"""`limber` on a clock that a file moves: the seconds in it are added to the machine's time."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from bot import cli, run_command
from bot.clock import SystemClock

FILE = "LIMBER_DRILL_CLOCK"


class ShiftedClock(SystemClock):
    """The machine's clock, moved by the seconds in the file."""

    def now(self) -> datetime:
        """The present by the moved clock."""
        return super().now() + timedelta(seconds=float(Path(os.environ[FILE]).read_text()))


if __name__ == "__main__":
    with patch.object(run_command, "SystemClock", ShiftedClock):
        sys.exit(cli.main())
