"""How far a command that takes minutes has come."""

import sys
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Progress:
    """A progress line, updated in place on a terminal and omitted in a pipe. Call it often."""

    what: str
    out: TextIO = field(default_factory=lambda: sys.stderr)

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        if self.out.isatty():
            self.out.write(f"\r{self.what}: {done:,} of {total:,} ({done * 100 // total} %)")
            self.out.flush()

    def end(self) -> None:
        """End the progress line, so that other output can follow."""
        if self.out.isatty():
            self.out.write("\r\033[K")
            self.out.flush()
