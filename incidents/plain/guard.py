"""The do-not-store guard: finds numbers in text that point at a person. The tracker must not become the next leak.

Looked for: NIK and NKK, mobile phone numbers, payment-card numbers. A NIK has 16 digits PPKKCC DDMMYY SSSS: province, regency or
city, district, date of birth with 40 added to the day for women, serial from 0001. A NKK has the same shape with the date of issue.
A card number has an issuer's range and a Luhn check digit (ISO/IEC 7812-1). Structure is checked, so that a reference number, a
date, a sum or a hash is not taken for one of them; how the digits stand in groups is judged in `digit_runs`. Pure.
"""

import hashlib
import hmac
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from . import signs
from .digit_runs import MONEY_BEFORE, Run, Stretch, runs

IDENTITY, PHONE, CARD = "identity", "phone", "card"
EVERY = (IDENTITY, CARD, PHONE)
SIXTEEN = 16
PARTS = frozenset({2, 4, 6, 8, 10, 12})  # where the parts of a NIK end
CARD_PARTS = {15: frozenset({4, 10}), 16: frozenset({4, 8, 12})}
LEAST_OF_A_PHONE = 10
LONGEST_OF_A_PHONE = 60  # signs, digit by digit

# Kepmendagri 2025; a number keeps the province of its first registration, so 94 stays in use for all of Papua.
PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96".split()
)
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# A hash or UUID is one token of hex digits with letters among them; what stands inside is no number.
_HEX_TOKEN = re.compile(r"(?<![\w-])(?=[0-9-]*[a-f])[0-9a-f-]{24,}(?![\w-])", re.IGNORECASE)
_BETWEEN = r"[ .()-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w./+-])(?:(?:\+62|0062){_BETWEEN}(?:\(0\){_BETWEEN})?|62[ -]{{0,3}}|0)"
    rf"8\d{{2}}{_BETWEEN}\d{{3,4}}{_BETWEEN}\d{{2,5}}(?![\w/]|[.-]\d)"
)
_SPACED_PHONE = re.compile(r"(?:0062|62|0)8[1235789]\d{7,10}")  # of mobile networks, digit by digit or in pairs
_THOUSANDS = re.compile(r"62\d?(?:(?:\.\d{3})+|(?:,\d{3})+)")
# A cell too narrow for its number, copied from a spreadsheet: 3,171014509900E+15.
_SCIENTIFIC = re.compile(r"(?<![\w.,])(\d)[.,](\d{11,15})e\+?15\b", re.IGNORECASE)
_CARD = re.compile(r"(?=(4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14}|3[47]\d{13}))")
_STUCK = re.compile(r"[\w./-]")  # before a number: it is part of a code

# The same structure as `is_identity_number`, at every place of a run of digits: what makes long files quick to read.
_SHAPE = re.compile(
    rf"(?=(?:{'|'.join(sorted(PROVINCES))})(?:0[1-9]|[1-6]\d|7[1-9])(?:0[1-9]|[1-9]\d)"
    r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4})"
)


# Letters that a reader takes for 0 or 1, in a word of nothing but such letters and digits.
_ALIKE = str.maketrans(
    dict.fromkeys("Oo\u039f\u03bf\u041e\u043e\u0555\u0585", "0")
    | dict.fromkeys("Il\u0399\u0406\u0456\u0131\u04c0\u04cf", "1")
)
_LETTERS = "".join(map(chr, _ALIKE))
_MIXED = re.compile(rf"(?<![^\W_])(?=[0-9]*+[{_LETTERS}])[0-9{_LETTERS}]{{2,}}+(?![^\W_])")


@dataclass(frozen=True)
class Found:
    """A stretch of text that looks like a number of `kind`: where it stands and how it was typed."""

    kind: str
    start: int
    end: int
    typed: str

    @property
    def digits(self) -> str:
        return "".join(c for c in self._as_digits if c.isdecimal())

    @property
    def _as_digits(self) -> str:
        return signs.as_seen(self.typed).translate(_ALIKE)

    @property
    def masked(self) -> str:
        """The typed number with all but its first two and last two digits as dots, in its own shape."""
        count, seen = len(self.digits), 0
        out: list[str] = []
        for sign, as_seen in zip(self.typed, self._as_digits, strict=True):
            if as_seen.isdecimal():
                seen += 1
                out.append(sign if seen <= 2 or seen > count - 2 else "•")
            else:
                out.append(sign)
        return "".join(out)


_ENDS_IN_DIGITS = re.compile(r"(?<![\d.,/-])\d(?:[ .-]?\d){3,14}\s*$")
_BEGINS_IN_DIGITS = re.compile(r"(?<!\s)\s*+\d(?:[ .-]?\d){3,14}(?![\d.,/-])")


def find(text: str, kinds: Iterable[str] = EVERY, most: int | None = None) -> list[Found]:
    """Everything in `text` that looks like a number of one of `kinds`, in order, none inside another.

    `most` stops after so many of a kind: enough to refuse a file, where a list of a million need not be read out.
    """
    seen, places = _as_seen(text or "")
    rows = list(runs(seen, LEAST_OF_A_PHONE))
    taken = _Stretches(m.span() for m in _HEX_TOKEN.finditer(seen))
    found: list[Found] = []
    for kind in kinds:
        free = (span for span in _FINDERS[kind](seen, rows) if taken.take(*span))
        ends = ((places[start], places[end - 1] + 1) for start, end in islice(free, most))
        found += [Found(kind, start, end, text[start:end]) for start, end in ends]
    return sorted(found, key=lambda f: f.start)


def divided(head: str, tail: str) -> Found | None:
    """An identity number that begins at the end of one text and goes on at the beginning of the next, as two cells of a row or
    two fields of a form hold it; None where each of the two ends or begins otherwise."""
    ends, begins = _ENDS_IN_DIGITS.search(head), _BEGINS_IN_DIGITS.match(tail)
    if not ends or not begins:
        return None
    digits = re.sub(r"\D+", "", ends[0]) + re.sub(r"\D+", "", begins[0])
    return Found(IDENTITY, 0, SIXTEEN, digits) if len(digits) == SIXTEEN and is_identity_number(digits) else None


def _as_seen(text: str) -> tuple[str, Sequence[int]]:
    """`text` as a reader takes it, signs that nobody sees left out; and where in `text` each of its signs stands."""
    seen = signs.as_seen(text)
    if signs.GONE not in seen:
        return _MIXED.sub(_digits_alone, seen), range(len(seen))
    return _MIXED.sub(_digits_alone, seen.replace(signs.GONE, "")), [
        place for place, sign in enumerate(seen) if sign != signs.GONE
    ]


def _digits_alone(word: re.Match[str]) -> str:
    """317lO112 as 31710112; a word without any digit stays one."""
    return word[0].translate(_ALIKE) if any(map(str.isdecimal, word[0])) else word[0]


class _Stretches:
    """Stretches of a text that do not overlap, in order."""

    def __init__(self, spans: Iterable[Stretch]) -> None:
        self.spans = sorted(spans)

    def take(self, start: int, end: int) -> bool:
        """Add a stretch; False when it touches one that is there."""
        place = bisect(self.spans, (start, end))
        before, after = self.spans[place - 1 : place], self.spans[place : place + 1]
        if (before and before[0][1] > start) or (after and after[0][0] < end):
            return False
        self.spans.insert(place, (start, end))
        return True


def replace(text: str, found: Iterable[Found], word: Callable[[Found], str]) -> str:
    """`text` with each of `found` replaced by `word(found)`."""
    out: list[str] = []
    last = 0
    for each in found:
        out += [text[last : each.start], word(each)]
        last = each.end
    return "".join([*out, text[last:]])


def keyed_hash(key: bytes, digits: str) -> str:
    """HMAC-SHA256 of the digits, 20 hex signs. With a key, because a plain hash of 16 digits can be guessed."""
    return hmac.new(key, digits.encode(), hashlib.sha256).hexdigest()[:20]


def _identities(text: str, rows: Sequence[Run]) -> Iterator[Stretch]:
    for run in rows:
        # A longer unbroken run is some other number; a spaced run may hold several side by side.
        if run.unbroken and len(run.digits) % SIXTEEN:
            continue
        end = 0
        for shaped in _SHAPE.finditer(run.digits):
            first = shaped.start()
            if first >= end and is_identity_number(run.digits[first : first + SIXTEEN]):
                if run.is_one_number(first, SIXTEEN, PARTS):
                    end = first + SIXTEEN
                    yield run.stretch(first, SIXTEEN)
    for cell in _SCIENTIFIC.finditer(text):
        if is_identity_number((cell[1] + cell[2]).ljust(SIXTEEN, "1")):
            yield cell.span()


def _phones(text: str, rows: Sequence[Run]) -> Iterator[Stretch]:
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match.group())
        if LEAST_OF_A_PHONE <= digits <= 15 and not _is_amount(text, *match.span()):
            yield match.span()
    for run in rows:
        if run.end - run.start > LONGEST_OF_A_PHONE:
            continue
        whole = len(run.digits)
        if not _SPACED_PHONE.fullmatch(run.digits) or _STUCK.match(text[max(0, run.start - 1) : run.start]):
            continue
        if not _is_amount(text, run.start, run.end) and run.is_one_number(0, whole, frozenset()):
            yield run.stretch(0, whole)


def _is_amount(text: str, start: int, end: int) -> bool:
    return bool(MONEY_BEFORE.search(text[max(0, start - 8) : start]) or _THOUSANDS.fullmatch(text, start, end))


def _cards(text: str, rows: Sequence[Run]) -> Iterator[Stretch]:
    for run in rows:
        for shaped in _CARD.finditer(run.digits):
            digits, first = shaped[1], shaped.start()
            if not (run.stands_alone(first, len(digits)) and _is_issued(digits) and passes_luhn(digits)):
                continue
            start, end = run.stretch(first, len(digits))
            stuck = _STUCK.match(text[max(0, start - 1) : start]) or re.match(r"[\w/]|[.-]\d", text[end : end + 2])
            if not stuck and run.is_one_number(first, len(digits), CARD_PARTS[len(digits)]):
                yield start, end


_FINDERS: dict[str, Callable[[str, Sequence[Run]], Iterator[Stretch]]] = {
    IDENTITY: _identities,
    PHONE: _phones,
    CARD: _cards,
}


def _is_issued(digits: str) -> bool:
    """The ranges that Visa, Mastercard, American Express and JCB issue from, with their lengths."""
    two, four = int(digits[:2]), int(digits[:4])
    if len(digits) == 15:
        return two in (34, 37)
    return digits[0] == "4" or 51 <= two <= 55 or 2221 <= four <= 2720 or 3528 <= four <= 3589


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 Annex B."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (1 + place % 2)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def is_identity_number(digits: str) -> bool:
    """True when 16 `digits` have the structure of a NIK or NKK."""
    if len(digits) != SIXTEEN or digits[:2] not in PROVINCES:
        return False
    regency, district = int(digits[2:4]), int(digits[4:6])
    day, month = int(digits[6:8]), int(digits[8:10])
    day = day - 40 if day > 40 else day
    if not (1 <= regency <= 79 and regency != 70 and district >= 1 and digits[12:] != "0000"):
        return False
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]
