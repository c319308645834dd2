"""The environment of a drill: a database, Telegram, real processes, and the final figures."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tests.drills import population
from tests.drills.telegram import Telegram
from tests.project.processes import Running, running

TOKEN = "123456:drill-needs-no-secret-token-0000000"
PATIENCE = 240.0
PAUSE = 0.02
RATE = 100


@dataclass(frozen=True)
class Figures:
    """The result of a drill."""

    name: str
    people: int
    lost: int
    duplicates: int
    copies: int
    note: str
    is_good: bool


@dataclass
class Scene:
    """A drill in progress."""

    name: str
    url: str
    folder: Path
    telegram: Telegram
    rate: int = RATE
    people: int = 0
    logs: list[Path] = field(default_factory=list)

    def add_people(self, count: int, *, due_in_minutes: int = 0) -> None:
        """Add `count` people who are due in that many minutes."""
        due = timedelta(minutes=due_in_minutes)
        population.add_people(self.url, count, due, self.people + 1)
        self.people += count

    @contextmanager
    def bot(self, module: str = "bot", **settings: str) -> Iterator[Running]:
        """A process of Limber that sends."""
        self.logs.append(self.folder / f"{self.name}-{len(self.logs)}.log".replace(" ", "-"))
        asked = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.url,
            "DATABASE_URL": self.url,
            "LIMBER_SENDS_PER_SECOND": str(self.rate),
            **settings,
        }
        with (
            self.logs[-1].open("w+") as log,
            running(log, "run", module=module, **asked) as process,
        ):
            yield process

    def until(self, condition: Callable[[], object], patience: float = PATIENCE) -> bool:
        """Wait until a condition holds; False if it does not within `patience` seconds."""
        deadline = time.monotonic() + patience
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(PAUSE)
        return True

    def until_more_arrived(self, count: int) -> None:
        """Wait until `count` more messages have arrived."""
        enough = self.telegram.total + count
        self.until(lambda: self.telegram.total >= enough)

    def until_all_arrived(self, patience: float = PATIENCE) -> None:
        """Wait until everybody has a message and no delivery is open."""
        self.until(lambda: len(self.telegram.arrived) >= self.people, patience)
        self.until(lambda: not population.open_rows(self.url), patience)

    def leads(self, number: int) -> bool:
        """Whether the process that was started as this number has ever been the one that sends."""
        return "this process sends" in self.logs[number].read_text()

    def figures(self, note: str, *, most_duplicates: float = 0) -> Figures:
        """The result, from what arrived."""
        lost = self.people - len(self.telegram.arrived)
        copies = max(self.telegram.arrived.values(), default=0)
        duplicates = self.telegram.duplicates
        is_good = not lost and copies <= 2 and duplicates <= most_duplicates
        return Figures(self.name, self.people, lost, duplicates, copies, note, is_good)
