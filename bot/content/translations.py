"""The texts of the chat, from `content/translations/<language>.ftl`."""

from collections.abc import Container, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle

from bot.content import fluent_file
from bot.content.fluent_file import FluentFile
from bot.content.problems import BrokenContent, Problem

ENGLISH = "en"
FOLDER = "translations"


class Texts:
    """The texts of one language, with another language as the fallback."""

    __slots__ = ("_bundle", "_instead", "_keys", "_said", "language")

    def __init__(self, language: str, file: FluentFile, instead: "Texts | None" = None) -> None:
        self.language = language
        self._instead = instead
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(file.resource)
        self._keys = frozenset(
            key for key, text in file.texts.items() if not key.startswith("-") and text.value
        )
        self._said: dict[tuple[Hashable, ...], str] = {}
        """A cache of repeated texts, such as buttons and numbers of minutes or days."""

    def say(self, key: str, /, **values: Any) -> str:
        """The text with that key, with its values filled in. Numbers select the plural form.

        Raises `KeyError` for an unknown key, naming key and language, and `ValueError` if a value
        that the text uses is not given.
        """
        if any(type(each) is not int for each in values.values()):
            return self._format(key, values)
        said = self._said.get((key, *values.items()))
        if said is None:
            said = self._said[key, *values.items()] = self._format(key, values)
        return said

    def _format(self, key: str, values: Mapping[str, Any]) -> str:
        if key not in self._keys and self._instead is not None:
            return self._instead.say(key, **values)
        if key not in self._keys:
            raise KeyError(f"no text {key!r} in language {self.language!r}")
        pattern = self._bundle.get_message(key).value
        said, errors = self._bundle.format_pattern(pattern, values)  # type: ignore[arg-type]
        if errors:
            raise ValueError(f"text {key!r} in language {self.language!r}: {errors[0]}")
        return str(said)

    def has(self, key: str) -> bool:
        """Whether there is a text with that key."""
        return key in self.keys()

    def keys(self) -> frozenset[str]:
        """All keys."""
        return self._keys | self._instead.keys() if self._instead else self._keys


@dataclass(frozen=True, slots=True)
class Translations:
    """The texts of every language."""

    _texts: Mapping[str, Texts]

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages, English first."""
        return tuple(sorted(self._texts, key=lambda tag: (tag != ENGLISH, tag)))

    def of(self, language: str) -> Texts:
        """The texts of a language ("pt-BR" finds "pt"); English for an unknown one."""
        return self._texts[closest(language, self._texts)]


def load(folder: Path) -> Translations:
    """The translations in a content folder. Raises `BrokenContent`; English is required."""
    return made_of(read(folder))


def made_of(found: Mapping[str, FluentFile]) -> Translations:
    """The translations in Fluent files by language. Raises as `load` does."""
    files = dict(found)
    mistakes = [mistake for file in files.values() for mistake in file.mistakes]
    if ENGLISH not in files:
        mistakes.append(missing(ENGLISH))
    if mistakes:
        raise BrokenContent(mistakes)
    english = Texts(ENGLISH, files.pop(ENGLISH))
    others = {language: Texts(language, file, english) for language, file in files.items()}
    return Translations({ENGLISH: english, **others})


def read(folder: Path) -> dict[str, FluentFile]:
    """Every Fluent file of a content folder by language."""
    return {
        path.stem: fluent_file.parse(f"{FOLDER}/{path.name}", path.read_bytes())
        for path in sorted((folder / FOLDER).glob("*.ftl"))
    }


def missing(language: str) -> Problem:
    """The mistake for a missing translation file."""
    return Problem(f"{FOLDER}/{language}.ftl", 1, "this file is missing: write it.")


def closest(language: str, known: Container[str]) -> str:
    """The best known match for a tag such as "pt-BR": itself, "pt", else English."""
    if language in known:
        return language
    base = language.split("-", 1)[0].casefold()
    return base if base in known else ENGLISH
