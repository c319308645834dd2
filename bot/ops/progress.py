"""A progress line for long commands, updated in place on a terminal, omitted in a pipe."""

import sys
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Progress:
    """Shows how much of a total is done; it may be called often."""

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
