"""What a simulation found, and what it went through; several shares add up to one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.tools.simulation.faults import Point
from bot.tools.simulation.run import Simulation
from bot.tools.simulation.verdict import Verdict


@dataclass
class Findings:
    """The verdict, and the faults and edits behind it."""

    verdict: Verdict = field(default_factory=Verdict)
    crashes: int = 0
    points: set[Point] = field(default_factory=set)
    edits: int = 0
    jumps: int = 0
    down: timedelta = timedelta(0)

    @classmethod
    def of(cls, simulation: Simulation, verdict: Verdict) -> "Findings":
        """Those of a finished simulation."""
        s = simulation
        return cls(verdict, s.crashes, s.points, s.edits, s.jumps, s.down)

    def add(self, other: "Findings") -> None:
        """Add those of another share."""
        self.verdict.add(other.verdict)
        self.crashes += other.crashes
        self.points |= other.points
        self.edits += other.edits
        self.jumps += other.jumps
        self.down += other.down


def total(findings: Iterable[Findings]) -> Findings:
    """Those of all shares together."""
    found = Findings()
    for each in findings:
        found.add(each)
    return found
