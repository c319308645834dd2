"""What every test has: the pinned time-zone data, and no network beyond loopback."""

import zoneinfo

zoneinfo.reset_tzpath(to=())
