"""The findings of `limber doctor`: one line each, fine or with a remedy."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and a sentence about it without secrets."""

    about: str
    is_well: bool
    says: str

    def line(self) -> str:
        """The finding as one line."""
        return f"{'ok' if self.is_well else 'PROBLEM':8}{self.about:12}{self.says}"


def well(about: str, says: str) -> Finding:
    """A finding that needs no action."""
    return Finding(about, is_well=True, says=says)


def ill(about: str, says: str) -> Finding:
    """A problem; the sentence says what to do."""
    return Finding(about, is_well=False, says=says)


def report(findings: Iterable[Finding]) -> tuple[str, int]:
    """The findings, one per line, and the exit code: 0 without problems, else 1."""
    found = tuple(findings)
    text = "".join(f"{each.line()}\n" for each in found)
    return text, int(not all(each.is_well for each in found))
