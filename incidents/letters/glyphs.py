"""Which signs a letter can show: those its own fonts have. What no font has would be an empty box on paper (PDF/A-3 forbids
that, ISO 19005-3 6.2.11.8), so it is named to who writes it, and written out as its code point where nobody was asked.
"""

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont  # WeasyPrint draws with it

FOLDER = Path(__file__).parent.parent.parent / "static" / "fonts"
FONTS = (
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    # What Liberation lacks: Arabic, Chinese with Japanese and Korean, emoji. A name in them is printed, not boxed.
    "NotoSansArabic-Regular.ttf",
    "DroidSansFallback.ttf",
    "NotoEmoji-Regular.ttf",
)


@functools.cache
def _shown() -> frozenset[int]:
    """The code points that every face of some family has. Read once for each process."""
    faces = {name: _signs_of(name) for name in FONTS}
    regular, bold = faces.pop(FONTS[0]), faces.pop(FONTS[1])
    return frozenset((regular & bold).union(*faces.values()))


def _signs_of(name: str) -> frozenset[int]:
    with TTFont(FOLDER / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing(text: str) -> list[str]:
    """The signs of `text` that no letter can show, each once, in order."""
    return list(dict.fromkeys(sign for sign in _composed(text) if not _is_shown(sign)))


def missing_in(content: object) -> list[str]:
    """The signs that no letter can show in any text of `content`, which is what JSON keeps of a letter."""
    return missing("".join(texts(content)))


def texts(content: object) -> Iterator[str]:
    """Every text in `content`, however deep."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        yield from (text for value in content.values() for text in texts(value))
    elif isinstance(content, list | tuple):
        yield from (text for value in content for text in texts(value))


def written_out(text: str) -> str:
    """`text` with `[U+A9A5]` in place of what no font shows."""
    if text.isascii():
        return text
    return "".join(sign if _is_shown(sign) else f"[{code_point(sign)}]" for sign in _composed(text))


def named(odd: list[str]) -> str:
    """`ꦥ (U+A9A5), ❛ (U+275B)`: the sign itself, and what it is called where no screen shows it either."""
    return ", ".join(f"{sign} ({code_point(sign)})" for sign in odd)


def code_point(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _composed(text: str) -> Iterator[str]:
    """An accent typed behind its letter is one sign with it where there is such a one."""
    return iter(unicodedata.normalize("NFC", text))


def _is_shown(sign: str) -> bool:
    return sign.isascii() or ord(sign) in _shown() or unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc", "Cf")
