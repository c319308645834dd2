"""The verdict on a simulation: compares expected reminders, their rows and what arrived."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from bot.domain.reminders.delivery import LATE_WINDOW, MAX_ATTEMPTS, DeliveryKey, DropReason
from bot.storage.reminders.delivery_audit import Fact, State
from bot.tools.simulation.expected import Expected
from bot.tools.simulation.process_runs import DeliveryRecord

Outage = tuple[datetime, datetime]


@dataclass
class Verdict:
    """The figures of a simulation, and every error found."""

    expected: int = 0
    sent: int = 0
    skipped: int = 0
    lost_twice: int = 0
    unsure: int = 0
    """Given up after two attempts of which one arrived, which the bot cannot know."""
    duplicates: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or skipped without an expected reason."""
        return not self.wrong

    def add(self, other: "Verdict") -> None:
        """Add the figures of a simulation of other people."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def judge(
    expected: Expected,
    rows: Mapping[DeliveryKey, Fact],
    record: DeliveryRecord,
    outages: list[Outage],
) -> Verdict:
    """Check every expected reminder, row, duplicate and promise."""
    verdict = Verdict(expected=len(expected.occurrences))
    for key, at in expected.occurrences.items():
        _check_row(verdict, key, at, rows.get(key), record, outages)
    verdict.wrong["rows that nobody asked for"] += len(rows.keys() - expected.occurrences.keys())
    for key, copies in record.arrived.items():
        _check_copies(verdict, key, copies, record)
    moments = {(key.person, row.due_at) for key, row in rows.items()}
    for promise in expected.kept:
        verdict.wrong["promises broken"] += (promise.person, promise.at) not in moments
    verdict.wrong = +verdict.wrong
    return verdict


def _check_row(
    verdict: Verdict,
    key: DeliveryKey,
    at: datetime,
    row: Fact | None,
    record: DeliveryRecord,
    outages: list[Outage],
) -> None:
    copies = record.arrived[key]
    if row is None:
        verdict.wrong["missing"] += 1
    elif row.due_at != at:
        verdict.wrong["at the wrong time"] += 1
    elif row.state is State.SENT:
        verdict.sent += 1
        verdict.wrong["noted as sent and never sent"] += not copies
    elif row.reason is DropReason.TOO_LATE:
        verdict.skipped += 1
        verdict.wrong["skipped without a reason"] += not _was_down(at, outages)
    elif row.reason is DropReason.UNANSWERED:
        verdict.lost_twice += not copies
        verdict.unsure += bool(copies)
        known = len(record.windows.get(key, ())) < MAX_ATTEMPTS
        verdict.wrong["given up without a reason"] += known
    else:
        verdict.wrong["never settled"] += 1


def _was_down(at: datetime, outages: list[Outage]) -> bool:
    return any(begin < at + LATE_WINDOW and end > at for begin, end in outages)


def _check_copies(verdict: Verdict, key: DeliveryKey, copies: int, record: DeliveryRecord) -> None:
    if copies < MAX_ATTEMPTS:
        return
    windows = record.windows.get(key, [])
    if windows and copies == MAX_ATTEMPTS:
        verdict.duplicates[windows[0]] += 1
    else:
        verdict.wrong["doubled without a reason"] += 1
