"""How far a long command is: a line on a terminal that rewrites itself, nothing in a pipe."""

import sys
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Progress:
    """Shows how much of how much is done; call it as often as you like."""

    what: str
    out: TextIO = field(default_factory=lambda: sys.stderr)

    def __call__(self, done: int, total: int) -> None:
        """So much of so much is done."""
        if self.out.isatty():
            self.out.write(f"\r{self.what}: {done:,} of {total:,} ({done * 100 // total} %)")
            self.out.flush()

    def end(self) -> None:
        """Leave the line to what comes next."""
        if self.out.isatty():
            self.out.write("\r\033[K")
            self.out.flush()
