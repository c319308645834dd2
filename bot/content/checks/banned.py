"""Words that Limber does not say: promises, threats and blame (content/README.md, tone)."""

import re
from collections.abc import Iterator

_PROMISES = {
    "en": r"cur(?:e|es|ed|ing)|heal(?:s|ed|ing)?|fix(?:es|ed|ing)?|guarantee[ds]?"
    r"|treat(?:s|ed|ing)?|relieves?|miracles?|clinically proven"
    r"|we monitor|low risk|you are safe|you have a disc problem|improving because",
    "de": r"heil(?:t|en|ung)|garantier\w*|kuriert?|wunder",
    "es": r"cura[rn]?|sana[rn]?|garanti[cz]\w*|milagros?",
    "fr": r"guéri\w*|garanti\w*|miracles?",
    "pt": r"cura[rm]?|garanti\w*|milagres?",
    "ru": r"вылеч\w*|исцел\w*|гарантир\w*|чудо",
}
_THREATS = {
    "en": r"damag\w*|slipped|crumbl\w*|bad back|worn[ -]out|you missed|you failed",
    "de": r"verschlissen\w*|kaputt\w*|abgenutzt\w*",
    "es": r"desgastad\w*",
    "fr": r"abîm\w*",
    "pt": r"desgastad\w*",
    "ru": r"разруш\w*|изношен\w*",
}


def banned(language: str, text: str) -> Iterator[str]:
    """The problem with each banned word in a text, as the rest of a sentence."""
    for words, kind in ((_PROMISES, "a promise"), (_THREATS, "a threat or blame")):
        pattern = words.get(language.split("-", 1)[0])
        if pattern is None:
            continue
        for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield f"{found[0]!r} is {kind}: say it without."
