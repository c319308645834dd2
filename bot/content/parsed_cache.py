"""A cache of the parsed content, stored beside it as Python stores compiled modules.

Reading and checking some hundred files takes a third of a second and a library of 12 MB, and they
hardly ever change. A cache entry is valid only for the files and the code that it was made from.
"""

import copyreg
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.content import translations
from bot.content.catalogue import Catalogue
from bot.content.fluent_file import FluentFile
from bot.content.folder import find_folder
from bot.content.translations import Translations

FILE = Path("__pycache__", f"content.{sys.implementation.cache_tag}.pickle")

_TEXTS = (".yaml", ".md", ".ftl")
_NO_SOURCES = frozenset({"__pycache__", "shipped"})
_CODE = (Path(__file__).parent, Path(__file__).parent.parent / "domain")

Found = tuple[Catalogue, dict[str, FluentFile]]


@dataclass(frozen=True, slots=True)
class Content:
    """What a content folder holds, read and checked: made once, then handed to whoever needs it."""

    catalogue: Catalogue
    translations: Translations


def load_cached(folder: Path) -> Content:
    """The content of a folder. Raises `BrokenContent`.

    Only the program's own content is cached: whoever can replace a cache file in the program's
    folder could replace the program as well.
    """
    return _load(folder, folder / FILE if folder == find_folder() else None)


def _load(folder: Path, file: Path | None) -> Content:
    if file is None:
        catalogue, texts = _read(folder)
    else:
        digest = _digest(folder)
        found = _kept(file, digest)
        if found is None:
            found = _read(folder)
            translations.made_of(found[1])  # never cache broken texts
            _keep(file, digest, found)
        catalogue, texts = found
    return Content(catalogue, translations.made_of(texts))


def _read(folder: Path) -> Found:
    from bot.content.loader import load as load_catalogue  # noqa: PLC0415 - a slow import

    return load_catalogue(folder), translations.read(folder)


def _kept(file: Path, digest: bytes) -> Found | None:
    try:
        raw = file.read_bytes()
    except OSError:
        return None
    seal, content = raw[: len(digest)], raw[len(digest) :]
    if seal != _sealed(digest, content):
        return None
    found: Found = pickle.loads(content)  # noqa: S301 - see `load_cached`
    return found


def _keep(file: Path, digest: bytes, found: Found) -> None:
    """Write the cache file atomically; if that fails, the next start parses the content again."""
    written = io.BytesIO()
    _Pickler(written, pickle.HIGHEST_PROTOCOL).dump(found)
    content = written.getvalue()
    unfinished = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        try:
            unfinished.write_bytes(_sealed(digest, content) + content)
            unfinished.replace(file)
        finally:
            unfinished.unlink(missing_ok=True)


def _sealed(digest: bytes, content: bytes) -> bytes:
    return hashlib.sha256(digest + content).digest()


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[MappingProxyType] = lambda each: (_read_only, (dict(each),))


def _digest(folder: Path) -> bytes:
    """A digest of all inputs: texts by content, other files by size and time, as Python does."""
    state = hashlib.sha256(f"{sys.version} {version('fluent.syntax')} {folder}".encode())
    for path, known in sorted(_files(folder), key=lambda each: each[0]):
        state.update(f"\0{path}\0{known.st_size}\0".encode())
        if path.endswith(_TEXTS):
            state.update(Path(path).read_bytes())
        else:
            state.update(str(known.st_mtime_ns).encode())
    return state.digest()


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    places = [str(folder), *map(str, _CODE)]
    while places:
        with os.scandir(places.pop()) as entries:
            for entry in entries:
                if not entry.is_dir():
                    yield entry.path, entry.stat()
                elif entry.name not in _NO_SOURCES:
                    places.append(entry.path)
