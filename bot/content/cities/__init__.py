"""Names of cities to time zones: an index made ahead, of which a look-up reads a few lines.

`python -m bot.content.cities` makes it anew. What is in it comes from GeoNames; see NOTICE.
"""

import mmap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

FILE = Path(__file__).with_name("names.tsv")
"""Line 1 says where it is from, line 2 has every zone, then a name and its zones a line, sorted."""

ENCODING = "utf-8"


def plain(text: str) -> str:
    """Lower case without accents or double spaces: "São  Paulo" is "sao paulo"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(letters.split())


@lru_cache(maxsize=1)
def shipped() -> "Index":
    """The index that ships, opened when it is first asked."""
    with FILE.open("rb") as file:
        return Index.read(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


@dataclass(frozen=True, slots=True)
class Index:
    """Reads the lines where they lie: only the pages of the file that are looked at are loaded."""

    content: mmap.mmap | bytes
    zones: Sequence[str]
    start: int
    """Where the first name begins."""

    @classmethod
    def read(cls, content: mmap.mmap | bytes) -> Self:
        """The index in the bytes of such a file."""
        second = content.find(b"\n") + 1
        start = content.find(b"\n", second) + 1
        return cls(content, content[second : start - 1].decode(ENCODING).split(), start)

    def find(self, name: str) -> tuple[str, ...]:
        """The zones of the cities with that plain name, the most peopled first."""
        wanted, low, high = _bytes(name), self.start, len(self.content)
        while low < high:  # both are beginnings of lines, or the end
            begin = self.content.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.content.find(b"\n", begin) + 1
            found, _, zones = self.content[begin:end].partition(b"\t")
            if found == wanted:
                return tuple(self.zones[int(number)] for number in zones.split())
            low, high = (end, high) if found < wanted else (low, begin)
        return ()


def _bytes(name: str) -> bytes:
    return name.encode(ENCODING, "surrogatepass")  # what people type may be half a character


def written(names: Mapping[str, Sequence[str]], source: str) -> bytes:
    """The bytes of an index, the same for the same names; `source` is one line."""
    zones = sorted({zone for each in names.values() for zone in each})
    numbers = {zone: str(number) for number, zone in enumerate(zones)}
    ordered = sorted(names.items(), key=lambda each: _bytes(each[0]))
    lines = [f"{name}\t{' '.join(numbers[zone] for zone in each)}" for name, each in ordered]
    return "\n".join([source, " ".join(zones), *lines, ""]).encode(ENCODING)
