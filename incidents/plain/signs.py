"""The signs a text may hold: what nobody can see, and XML, a database or a reader's eye takes badly, is left out. Pure.

Word and Outlook paste vertical tabs, web pages zero-width spaces and soft hyphens, another keyboard a direction mark.
None of them says anything; each breaks a spreadsheet, hides a number from the guard or makes two names that look alike.
"""

import re
from functools import cache
from unicodedata import category, digit, normalize

# Line ends that are none in XML 1.0 or in a form: vertical tab, form feed, NEL, line and paragraph separator.
_OTHER_LINE_ENDS = r"[\x0b\x0c\x85\u2028\u2029]"
# Control and format signs, fillers and variation selectors (Unicode: Default_Ignorable_Code_Point), halves of pairs and
# what is no character. Arabic number signs are format signs too, and are seen: they stay.
_UNSEEN = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17))
)
_line_ends = re.compile(_OTHER_LINE_ENDS)
_unseen = re.compile(f"[{_UNSEEN}]")
GONE = "\x00"  # stands for what is not seen, where places are counted


def clean(text: str) -> str:
    """`text` without signs nobody can see; every line end that is none in a form becomes one."""
    if text.isascii() and text.isprintable():
        return text
    return _unseen.sub("", _line_ends.sub("\n", text))


def one_line(text: str) -> str:
    """`text`, cleaned, on one line: an address, a subject or a name has no second one. Spaces inside stay as typed."""
    lines = re.split(r"[\r\n]+", clean(text).replace("\t", " "))
    return " ".join(line.strip(" ") for line in lines).strip()


class _AsSeen(dict[int, str]):
    """For str.translate: each sign as a reader takes it, in one sign: digits of any script, dashes, spaces."""

    def __missing__(self, code: int) -> str:
        seen = self[code] = _as_seen(chr(code))
        return seen


def _as_seen(sign: str) -> str:
    value, kind = digit(sign, None), category(sign)
    if value is not None:
        return str(value)
    if _unseen.match(sign) or kind.startswith("M"):  # an accent on a digit does not part it from the next
        return GONE
    if kind == "Pd" or sign == "\u2212":
        return "-"
    plain = normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


@cache
def _table() -> _AsSeen:
    return _AsSeen()


def as_seen(text: str) -> str:
    """`text` sign by sign as a reader takes it: any digit is one of 0 to 9, what is not seen is GONE. As long as before."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_table())
