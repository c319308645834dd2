"""What every test has, as `bot.cli.main` sets it: pinned time-zone data, the library's switch."""

import os
import zoneinfo

zoneinfo.reset_tzpath(to=())
os.environ.setdefault("PTB_TIMEDELTA", "1")
