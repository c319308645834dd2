"""A line of the table of benchmarks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured, the figures and how they are written, the goal, and whether it was met.

    Raises `AssertionError` for a figure that is not above zero: then nothing was measured.
    """

    what: str
    form: str
    figures: tuple[float, ...]
    goal: str
    met: bool | None = None

    def __post_init__(self) -> None:
        if not self.figures or not all(each > 0 for each in self.figures):
            raise AssertionError(f"nothing was measured: {self.what}: {self.figures}")

    @property
    def figure(self) -> str:
        """The figures as they are shown."""
        return self.form.format(*self.figures)


def table(lines: list[Line]) -> str:
    """As Markdown."""
    head = "| measured | came to | goal | met |\n| --- | --- | --- | --- |\n"
    words = {True: "yes", False: "no", None: "–"}
    return head + "".join(
        f"| {each.what} | {each.figure} | {each.goal} | {words[each.met]} |\n" for each in lines
    )
