"""What a check-up finds: a line each, well or with what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and a sentence about it that holds no secret."""

    about: str
    is_well: bool
    says: str

    def line(self) -> str:
        """The finding on a line."""
        return f"{'ok' if self.is_well else 'PROBLEM':8}{self.about:12}{self.says}"


def well(about: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(about, is_well=True, says=says)


def ill(about: str, says: str) -> Finding:
    """Something to do, which is said."""
    return Finding(about, is_well=False, says=says)


def report(findings: Iterable[Finding]) -> tuple[str, int]:
    """Every finding on a line, and the exit code: 0 when all is well, else 1."""
    found = tuple(findings)
    text = "".join(f"{each.line()}\n" for each in found)
    return text, int(not all(each.is_well for each in found))
