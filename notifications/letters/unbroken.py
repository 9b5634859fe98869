"""What no line of a letter, or of a mail, parts: a number, a reference, a date, an hour, an article and its figure, "Undang-Undang".

Done to the HTML that is drawn, by a span that does not wrap: what a reader copies out of the letter is what was typed.
"""

import re

from incidents.plain.clocks import ZONE_NAMES
from incidents.plain.dates import MONTHS

MOST = 40  # signs: what is longer is parted like any other word, or it would not fit on a line
MOST_IN_TABLE = 27  # … nor in a column
MOST_IN_MAIL = 24  # … nor in the head of a mail on a telephone
SHORT = 18  # signs: so much fits in the narrowest column

_ONE = r"[^\s&<>;]"  # of a word, as it stands in HTML
_LAST = r"[^\s&<>;.,:!?)\"”]"
_HOUR = r"\d{1,2}\.\d\d(?:\.\d\d)?"
_ZONE = (
    rf"(?:(?:{'|'.join(sorted(ZONE_NAMES.values(), reverse=True))})\b|[A-Z][\w -]{{1,20}}\sUTC[+-]\d{{1,2}}(?:\.\d\d)?)"
)
# The number of a letter is long: with the word before it, it would leave a line with gaps as wide as words.
_NUMBERED = rf"\b(?:Nomor|No\.)\s+(?!{_ONE}*[/-])(?={_ONE}*\d){_ONE}*{_LAST}(?:\s+Tahun\s+\d{{4}}\b)?"
_OTHERS = (
    rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS['id'] + MONTHS['en'])})(?:\s+\d{{4}})?\b",
    rf"\bpukul\s+{_HOUR}(?:\s+s\.d\.\s+{_HOUR})?(?:\s+{_ZONE})?",
    rf"\b{_HOUR}\s+{_ZONE}",
    r"\b(?:Pasal|angka|butir)\s+\d+[a-z]?\b|\bayat\s+\(\d+[a-z]?\)|\bhuruf\s+[a-z]\b",
    r"\b\d+\s+x\s+\d+\b",
    rf"\bhttps?://{_ONE}*{_LAST}",
    r"\(0\d{1,3}\)\s+\d+(?:[ -]\d+)*",
    r"\bNIP\.?\s+\d{8}\s+\d{6}\s+\d\s+\d{3}\b",
    r"\b[Uu]ndang-[Uu]ndang\b|\bBapak/Ibu\b",
    rf"(?<!{_ONE})(?={_ONE}*\d)(?={_ONE}*[/-]){_ONE}*{_LAST}",  # INS-2026-0001/K1, B-1/CONTOH/PDP.01/11/2026
)
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")  # by which a letter is checked
_IN_TABLE = re.compile("|".join(_OTHERS))
_IN_TEXT = re.compile("|".join((_NUMBERED, *_OTHERS)))
# A line that fills its block but for such a blank is parted after its first word (WeasyPrint 70).
_BLANK_AT_THE_END = re.compile(r"\s+(?=</(?:div|p|li|td|th|h[12])>)")
_TAG = re.compile(r"(<[^>]*>)")
_BODY = re.compile(r"(<body[^>]*>)")


def bound(page: str) -> str:
    """The HTML of a letter with what belongs together on one line held together there."""
    head, body, rest = _BODY.split(page, maxsplit=1)
    tables, out = 0, [head, body]
    for part in _TAG.split(_BLANK_AT_THE_END.sub("", rest)):
        if part.startswith("<"):
            tables += part.startswith("<table") - part.startswith("</table")
            out.append(part)
        else:
            out.append(_IN_TABLE.sub(_in_table, part) if tables else _IN_TEXT.sub(_in_text, part))
    return "".join(out)


def bound_in_mail(page: str) -> str:
    """The same of the HTML of a mail, by a style on the span: many mail programs drop every sheet."""
    head, body, rest = _BODY.split(page, maxsplit=1)
    return head + body + "".join(p if p.startswith("<") else _IN_TEXT.sub(_in_mail, p) for p in _TAG.split(rest))


def _in_mail(found: re.Match[str]) -> str:
    """What is too long is parted, but the code within it is not."""
    return _CODE.sub(_held, found[0]) if len(found[0]) > MOST_IN_MAIL else _held(found)


def _held(found: re.Match[str]) -> str:
    return f'<span style="white-space:nowrap">{found[0]}</span>'


def _in_text(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > MOST else f'<span class="whole">{found[0]}</span>'


def _in_table(found: re.Match[str]) -> str:
    """In a narrow column only what is short is held together, see static/css/letter/parts.css."""
    if len(found[0]) > MOST_IN_TABLE:
        return found[0]
    return f'<span class="whole{" long" if len(found[0]) > SHORT else ""}">{found[0]}</span>'
