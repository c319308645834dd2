"""What came of a simulation: each expected ring against its row and against what arrived."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.reminders.delivery import LATE_WINDOW, MAX_ATTEMPTS, DeliveryKey, DropReason
from bot.storage.reminders.delivery_audit import Fact, State
from bot.tools.simulation.expected import Expected
from bot.tools.simulation.process_runs import DeliveryRecord

Outage = tuple[datetime, datetime]


@dataclass
class Verdict:
    """The figures, and whether they are as they must be."""

    rings: int = 0
    sent: int = 0
    skipped: int = 0
    lost_twice: int = 0
    unsure: int = 0
    """Given up after two tries of which one did arrive: the books cannot know it."""
    duplicates: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost, doubled or skipped without a reason that was to be expected."""
        return not self.wrong


def judge(
    expected: Expected,
    rows: Mapping[DeliveryKey, Fact],
    ledger: DeliveryRecord,
    outages: list[Outage],
) -> Verdict:
    """Look at every ring, every row, every copy and every promise."""
    verdict = Verdict(rings=len(expected.rings))
    for key, at in expected.rings.items():
        _ring(verdict, key, at, rows.get(key), ledger, outages)
    verdict.wrong["rows that nobody asked for"] += len(rows.keys() - expected.rings.keys())
    for key, copies in ledger.arrived.items():
        _copies(verdict, key, copies, ledger)
    moments = {(key.person, row.due_at) for key, row in rows.items()}
    for promise in expected.kept:
        verdict.wrong["promises broken"] += (promise.person, promise.at) not in moments
    verdict.wrong = +verdict.wrong
    return verdict


def _ring(
    verdict: Verdict,
    key: DeliveryKey,
    at: datetime,
    row: Fact | None,
    ledger: DeliveryRecord,
    outages: list[Outage],
) -> None:
    copies = ledger.arrived[key]
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
        known = len(ledger.windows.get(key, ())) < MAX_ATTEMPTS
        verdict.wrong["given up without a reason"] += known
    else:
        verdict.wrong["never settled"] += 1


def _was_down(at: datetime, outages: list[Outage]) -> bool:
    return any(begin < at + LATE_WINDOW and end > at for begin, end in outages)


def _copies(verdict: Verdict, key: DeliveryKey, copies: int, ledger: DeliveryRecord) -> None:
    if copies < MAX_ATTEMPTS:
        return
    windows = ledger.windows.get(key, [])
    if windows and copies == MAX_ATTEMPTS:
        verdict.duplicates[windows[0]] += 1
    else:
        verdict.wrong["doubled without a reason"] += 1
