"""Look up time zones by city name in a prebuilt index; a look-up reads only a few lines of it.

`python -m bot.content.cities` rebuilds it. The data comes from GeoNames; see NOTICE.
"""

import mmap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

FILE = Path(__file__).with_name("names.tsv")
"""Line 1 is the source, line 2 has every zone, then sorted lines with a name and its zones."""

ENCODING = "utf-8"


def plain(text: str) -> str:
    """Lower case without accents or double spaces: "São  Paulo" becomes "sao paulo"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    characters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(characters.split())


@lru_cache(maxsize=1)
def shipped() -> "Index":
    """The shipped index, opened on first use."""
    with FILE.open("rb") as file:
        return Index.read(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


@dataclass(frozen=True, slots=True)
class Index:
    """Searches the lines in place, so that only the needed pages of the file are loaded."""

    content: mmap.mmap | bytes
    zones: Sequence[str]
    start: int
    """The offset in bytes where the first name begins."""

    @classmethod
    def read(cls, content: mmap.mmap | bytes) -> Self:
        """The index from the bytes of such a file."""
        second = content.find(b"\n") + 1
        start = content.find(b"\n", second) + 1
        return cls(content, content[second : start - 1].decode(ENCODING).split(), start)

    def find(self, name: str) -> tuple[str, ...]:
        """The zones of the cities with that plain name, the most populous first."""
        wanted, low, high = _bytes(name), self.start, len(self.content)
        while low < high:  # both are starts of lines, or the end
            begin = self.content.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.content.find(b"\n", begin) + 1
            found, _, zones = self.content[begin:end].partition(b"\t")
            if found == wanted:
                return tuple(self.zones[int(number)] for number in zones.split())
            low, high = (end, high) if found < wanted else (low, begin)
        return ()


def _bytes(name: str) -> bytes:
    return name.encode(ENCODING, "surrogatepass")  # input may contain a lone surrogate


def written(names: Mapping[str, Sequence[str]], source: str) -> bytes:
    """The bytes of an index, deterministic for the same names; `source` is one line."""
    zones = sorted({zone for each in names.values() for zone in each})
    numbers = {zone: str(number) for number, zone in enumerate(zones)}
    ordered = sorted(names.items(), key=lambda each: _bytes(each[0]))
    lines = [f"{name}\t{' '.join(numbers[zone] for zone in each)}" for name, each in ordered]
    return "\n".join([source, " ".join(zones), *lines, ""]).encode(ENCODING)
