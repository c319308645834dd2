"""The Flesch-Kincaid grade of an English text, with an approximate syllable counter."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+")
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"(?:(?<![aeiouyl])e|(?<=[aeiouy]l)e|(?<![aeiouytd])ed|(?<![aeiouycghsxz])es)$"
)


def words(text: str) -> list[str]:
    """The words of a text; numbers, "don't" and "hip-wide" count as one word each."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; the last one may lack its full stop."""
    return [each for each in map(str.strip, _SENTENCE_END.split(text)) if words(each)]


def syllables(word: str) -> int:
    """The approximate number of syllables of an English word, at least one."""
    return sum(_of_part(part) for part in word.casefold().replace("\u2019", "'").split("-"))


def _of_part(part: str) -> int:
    spoken = part.split("'", 1)[0]
    silent = 1 if _SILENT.search(spoken) else 0
    return max(1, len(_VOWELS.findall(spoken)) - silent)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (school years) of a text; 0 for one without words.

    0.39 * words per sentence + 11.8 * syllables per word - 15.59 (Kincaid et al. 1975).
    """
    found = words(text)
    if not found:
        return 0.0
    per_sentence = len(found) / max(1, len(sentences(text)))
    per_word = sum(syllables(word) for word in found) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
