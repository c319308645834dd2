"""Random marked-up texts: mostly valid, often slightly broken, the same on every run."""

from collections.abc import Callable, Iterator
from random import Random

LINKS = [
    "http://x.com",
    "x.com",
    "https://a.b/c?d=e#f",
    "tg://user?id=123",
    "tg:user?id=9",
    "tg://user?id=0",
    "x",
    "",
    "http://",
    "javascript:x",
    "ftp://x.y",
    "tg://resolve?domain=a",
    "HTTP://X.COM/Q",
    "http://a b",
    "x.com:80",
    "x.com:99999",
    "ton://a",
    "tonsite://foo.ton",
    "http://[::1]/",
    "http://[x]/",
    "http://user@x.com/",
    "  x.com ",
    "http://1.2.3.4",
    "x.com?q",
    "mailto:a@b.c",
    "http://é.com",
    "//x.com",
    "http://x_y.com",
    "http://.com",
    "http://a..b",
    "localhost",
    "https://localhost:8080/a",
    "http://x.com/a b",
    "http://a%20b.com",
    "http://a%2.com",
    "http://.",
]
_WORDS = [
    "a",
    "bo",
    "é",
    "😀",
    "👨\u200d👩\u200d👧",
    " ",
    "\n",
    "x.y",
    "1",
    "/go",
    "@who",
    "#t",
    "http://x.com",
    "a b",
    "ß\n",
    "\t",
    "&amp;",
    "&lt;",
    "&#65;",
    "&#x1F600;",
    "&x;",
    "&",
    "&#",
    "&quot",
    "&#xD83D;",
    "&#0;",
    "&#1114111;",
    "&#00000065;",
]
_MARKED = [
    "a",
    "bo",
    "é",
    "😀",
    " ",
    "\n",
    "\\.",
    "\\_",
    "1",
    "x y",
    "\\\\",
    "\n>",
    "\r\n",
    "\\\n",
    "ü\\*",
    "http://x\\.com",
]
_SIMPLE_TAGS = [
    "b",
    "i",
    "u",
    "s",
    "strong",
    "em",
    "ins",
    "del",
    "strike",
    "code",
    "pre",
    "tg-spoiler",
    "B",
]
_EMOJI = ("5368324170671202286", "5368324170671202286", "0", "x", "-1", "99999999999999999999")
_TIMES = (
    " unix='1700000000'",
    " unix=1700000000 format='r'",
    " unix=1700000000 format='wDT'",
    " unix='170' format='x'",
    "",
    " unix=99 format='TD'",
    " unix=5 format='Wd'",
    " unix=-5",
    " unix=5 format='rt'",
)
_ADDRESSES = (
    "(tg://emoji?id=5368324170671202286)",
    "(tg://time?unix=1700000000)",
    "(tg://time?unix=1700000000&format=wDT)",
    "(tg://emoji?id=x)",
    "(x)",
    "",
    "(tg://emoji?id=0)",
    "(tg:emoji?id=53)",
    "(tg://time?unix=5&format=q)",
)
_PLAIN_WORDS = """
/help /start /go@limber_bot /go@ab /a/b /x_y /123 / /ä @bob @bobby @abcd @a1 @gif @1abc
@under_score #tag #a1 #1 #ä #a_b #tag@abcd ## $USD $usd $ABCDEFGH $ABCDEFGHI $A $USD@abc x.com
http://x.com https://foo.bar/baz?q=1#z www.example.org foo.de. example.com/path, (x.com)
x.com/a(b)c)d foo.unknown http://foo.unknown http://localhost http://1.2.3.4 1.2.3.4 1.2.3.4/x
999.1.1.1 ftp://a.com sftp://a.com tg://resolve?domain=a ton://abc a@b.com
john.doe+x@mail.example.org mailto:a@b.com me@x me@x.y http://me@x.com t.me/abc telegra.ph 3.5
12.30 e.g. i.e. a.b etc. stretch.today word.word word.Com good morning, pain 2/10 3/4 streak: 5
day's "quoted" 😀 é (brackets) [x] {y} <z> — … 10% 100$ +49123456789 foo@bar http://a..b
http://a_b.com http://x.com:80/ x.com:8080 x.com:99999 HTTPS://X.COM ex.COM foo.museum foo.рф
пример.рф a.py readme.md limber.sh x—y.com
"""
_PLAIN = _PLAIN_WORDS.split()
_BETWEEN = [" "] * 8 + ["\n", ", ", "", "; ", ": ", ")", "(", "."]
_DEEPEST = 3


def html(rng: Random, depth: int = 0) -> str:
    """Build text with randomly nested tags."""
    out = []
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.45 or depth > _DEEPEST:
            out.append(rng.choice(_WORDS))
        else:
            out.append(_tag(rng, html(rng, depth + 1)))
    return "".join(out)


def _tag(rng: Random, inner: str) -> str:
    kinds = (
        *_SIMPLE_TAGS,
        "a",
        "span",
        "blockquote",
        "tg-emoji",
        "tg-time",
        "pre code",
        "code pre",
    )
    kind = rng.choice(kinds)
    language = rng.choice(("py", "c++", ""))
    if kind == "pre code":
        return f'<pre><code class="language-{language}">{inner}</code></pre>'
    if kind == "code pre":
        return f'<code class="language-{language}"><pre>{inner}</pre></code>'
    end = rng.choice([kind] * 8 + ["", kind.upper()])
    return f"<{kind}{_attributes(rng, kind)}>{inner}</{end}>"


def _attributes(rng: Random, kind: str) -> str:
    quote = rng.choice("'\"")
    choices = {
        "a": [f" href={quote}{rng.choice(LINKS)}{quote}"],
        "span": [' class="tg-spoiler"', "  class='tg-spoiler' ", " class=tg-spoiler", " class='x'"],
        "blockquote": [" expandable", " expandable=1", " EXPANDABLE", "", ""],
        "tg-emoji": [f' emoji-id="{rng.choice(_EMOJI)}"'],
        "tg-time": list(_TIMES),
        "code": [' class="language-py"', "", ""],
    }
    extra = " x=1" if rng.random() < 0.1 else ""
    return rng.choice(choices.get(kind, [""])) + extra


def markdown_v2(rng: Random, depth: int = 0) -> str:
    """Build text with randomly nested marks."""
    out = []
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.5 or depth > _DEEPEST:
            out.append(rng.choice(_MARKED))
        else:
            out.append(_marked(rng, depth))
    return "".join(out)


def _marked(rng: Random, depth: int) -> str:
    mark = rng.choice(["*", "_", "__", "~", "||", "`", "```", "[", "![", ">", "**>"])
    if mark == "[":
        link = rng.choice(LINKS).replace(")", "\\)")
        return f"[{markdown_v2(rng, depth + 1)}]{rng.choice([f'({link})'] * 5 + ['', '(x'])}"
    if mark == "![":
        return f"![{rng.choice('👍a')}]{rng.choice(_ADDRESSES)}"
    if mark == "```":
        return _block(rng)
    inside = {
        "`": ["a`", "\\``", "x_y`", "*`", "`"],
        ">": ["a", "b\n>c", "*d*", "e||", "||f||", "g\n"],
        "**>": ["a", "b\n>c||", "d||", "a\n", "b\n>c||\n"],
    }
    if mark in inside:
        return ("\n" if mark == ">" else "") + mark + rng.choice(inside[mark])
    return mark + markdown_v2(rng, depth + 1) + mark


def _block(rng: Random) -> str:
    language = rng.choice(["", "py\n", "py", "\n", "c++ \n", "\r\n"])
    return f"```{language}{rng.choice(['x=1', 'a' + chr(92) + '`b', '', chr(10)])}```"


def old_markdown(rng: Random) -> str:
    """Build text with marks that are not nested."""
    return "".join(_old_marked(rng) for _ in range(rng.randint(1, 5)))


def _old_marked(rng: Random) -> str:
    mark = rng.choice(["*", "_", "`", "```", "[", "", "\\"])
    match mark:
        case "":
            return rng.choice((*_MARKED, *_WORDS))
        case "\\":
            return rng.choice(["\\_", "\\*", "\\`", "\\[", "\\a", "\\"])
        case "[":
            address = rng.choice([f"({rng.choice(LINKS)})", "", "(x", "("])
            return f"[{rng.choice(['a', 'http://x.com', 'b c', ''])}]{address}"
        case "```":
            return _block(rng)
        case _:
            return mark + rng.choice(["a", "", "é 😀", "b\nc"]) + mark


def plain(rng: Random) -> str:
    """Build text with words and addresses, some without spaces between them."""
    return "".join(rng.choice(_PLAIN) + rng.choice(_BETWEEN) for _ in range(rng.randint(1, 5)))


def broken(rng: Random, text: str, alphabet: str) -> str:
    """Remove or insert up to two characters, or cut the text off."""
    characters = list(text)
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        at = rng.randrange(len(characters) + 1)
        match rng.randrange(5):
            case 0 | 1:
                del characters[at : at + 1]
            case 2 | 3:
                characters.insert(at, rng.choice(alphabet))
            case _:
                del characters[at:]
    return "".join(characters)


def texts(make: Callable[[Random], str], alphabet: str, count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` texts of one markup."""
    rng = Random(seed)  # noqa: S311 - nothing secret
    for _ in range(count):
        yield broken(rng, make(rng), alphabet)
