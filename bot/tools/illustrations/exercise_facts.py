"""The facts in exercise.yaml that the films depend on: sides, parts, holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.tools.illustrations.yaml_fields import Mapping, load_mapping

COUNT_MOVE = 5
"""Seconds of a counted repetition besides its hold, as a session counts them."""
READY, CHANGE = 15, 8
"""Seconds to get ready and to change sides, as a session counts them."""


@dataclass(frozen=True, slots=True)
class Doses:
    """The seconds of the holds that the programme uses, and how the exercise is done."""

    holds: tuple[int, ...] = ()
    both_sides: bool = False
    counted: bool = False
    parts: tuple[str, ...] = ()


def read_doses(folder: Path) -> Doses:
    """Return the doses of an exercise; none while only its pose is there.

    Raises `PoseFileError` for a file that is no YAML; `check-content` checks its fields.
    """
    path = folder / "exercise.yaml"
    if not path.is_file():
        return Doses()
    facts = load_mapping(path)
    rhythm, doses, parts = (facts.get(key) for key in ("rhythm", "doses", "parts"))
    holds = {
        int(dose["hold"])
        for dose in (doses if isinstance(doses, list) else [])
        if isinstance(dose, Mapping) and isinstance(dose.get("hold"), int)
    }
    return Doses(
        holds=() if rhythm == "steady" else tuple(sorted(holds)),
        both_sides=facts.get("sides") == "each",
        counted=rhythm == "count",
        parts=tuple(str(part) for part in parts) if isinstance(parts, list) else (),
    )
