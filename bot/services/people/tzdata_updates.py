"""Recompute the schedules of zones that a new release of time-zone data changed."""

import hashlib
import logging
import zoneinfo
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import tzdata

from bot.domain.people.person import PersonId
from bot.domain.reminders.schedule import Occurrence, moment, next_occurrence
from bot.services.people.people import UnitOfWorkFactory
from bot.storage.people.timezone_data import Planned

log = logging.getLogger(__name__)

BATCH = 1000
_FIRST = (PersonId(-(2**63)), -1)


@dataclass(frozen=True, slots=True)
class ZoneData:
    """Keeps the schedules in the database consistent with the installed time-zone data."""

    unit: UnitOfWorkFactory

    async def adopt(self, release: str = tzdata.IANA_VERSION) -> int:
        """Check every zone that was used with another release; return how many have changed.

        Occurrences keep their dates, so that none is sent twice. What was due stays due.
        """
        async with self.unit() as uow:
            before = await uow.zones.of_another_release(release)
        now = {zone: fingerprint(zone) for zone in before}
        changed = [zone for zone in before if before[zone] != now[zone]]
        for zone in changed:
            await self._recompute(zone)
        async with self.unit() as uow:
            await uow.zones.save(release, now)
            await uow.commit()
        if changed:
            log.info("time-zone data %s: schedules of %d zones recomputed", release, len(changed))
        return len(changed)

    async def _recompute(self, zone: str) -> None:
        after = _FIRST
        while True:
            async with self.unit() as uow:
                batch = await uow.zones.planned(zone, after, BATCH)
                moved = {each: _again(each, zone) for each in batch}
                await uow.zones.move({each: new for each, new in moved.items() if new != each.next})
                await uow.commit()
            if len(batch) < BATCH:
                return
            after = (batch[-1].person, batch[-1].slot)


def _again(planned: Planned, zone: str) -> Occurrence:
    """The same date with the installed data; the next one if that date no longer exists."""
    try:
        at = moment(planned.next.date, planned.rule.at, zone)
    except ValueError:  # the zone does not exist: left as it is, and postponed when due
        return planned.next
    if at is not None:
        return Occurrence(at, planned.next.date)
    return next_occurrence(planned.rule, zone, planned.next.at)


def fingerprint(zone: str) -> str:
    """A hash of a zone's rules; empty for a zone that does not exist."""
    try:
        data = _rules(zone)
    except (OSError, ValueError):
        return ""
    return hashlib.sha256(data).hexdigest()[:16]


def _rules(zone: str) -> bytes:
    """The data that `zoneinfo` reads: from its search path, else from the package."""
    for folder in zoneinfo.TZPATH:
        path = Path(folder, *zone.split("/"))
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
