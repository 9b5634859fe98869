"""The do-not-store guard: finds numbers in text that point at a person. The tracker must not become the next leak.

Looked for: NIK and NKK, mobile phone numbers, payment-card numbers. A NIK has 16 digits PPKKCC DDMMYY SSSS: province, regency or city, district, date of birth with 40 added to the day
for women, serial from 0001. A NKK has the same shape with the date of issue. A card number
has an issuer's range and a Luhn check digit (ISO/IEC 7812-1). Structure is checked, so that a reference number, a
date, a sum or a hash is not taken for one of them. Pure: no Django, no database.
"""

import hashlib
import hmac
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

IDENTITY, PHONE, CARD = "identity", "phone", "card"
EVERY = (IDENTITY, CARD, PHONE)
Stretch = tuple[int, int]  # of a text: from where, up to where

# Kepmendagri 2025; a number keeps the province of its first registration, so 94 stays in use for all of Papua.
PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96".split()
)
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Every digit of any script counts, and one separator may stand between two digits: people group them to be read.
_SEPARATOR = r"[\s.\-_/\u00a0\u2009\u200b\u2010-\u2015]"
_CANDIDATE = re.compile(rf"\d(?:{_SEPARATOR}?\d){{15,}}")


# A hash or UUID is one token of hex digits with letters among them; what stands inside is no number.
_HEX_TOKEN = re.compile(r"(?<![\w-])(?=[0-9-]*[a-f])[0-9a-f-]{24,}(?![\w-])", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:rp|idr|usd|us\$|\$|btc)\.?\s*$", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w./+-])(?:\+62[ .-]?|0062[ .-]?|62|0)8\d{2}[ .-]?\d{3,4}[ .-]?\d{2,5}(?![\w/]|[.-]\d)")
_CARD = re.compile(
    r"(?<![\w./-])(?:\d{4}[ -]?){3}\d{4}(?![\w/]|[.-]\d)|(?<![\w./-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w/])"
)


# The same structure as `is_identity_number`, at every place of a run of digits: what makes long files quick to read.
_SHAPE = re.compile(
    rf"(?=(?:{'|'.join(sorted(PROVINCES))})(?:0[1-9]|[1-6]\d|7[1-9])(?:0[1-9]|[1-9]\d)"
    r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4})"
)


@dataclass(frozen=True)
class Found:
    """A stretch of text that looks like a number of `kind`: where it stands and how it was typed."""

    kind: str
    start: int
    end: int
    typed: str

    @property
    def digits(self) -> str:
        return "".join(str(int(c)) for c in self.typed if c.isdigit())

    @property
    def masked(self) -> str:
        """The typed number with all but its first two and last two digits as dots, in its own shape."""
        count, seen = len(self.digits), 0
        out: list[str] = []
        for sign in self.typed:
            if sign.isdigit():
                seen += 1
                out.append(sign if seen <= 2 or seen > count - 2 else "•")
            else:
                out.append(sign)
        return "".join(out)


def find(text: str, kinds: Iterable[str] = EVERY, most: int | None = None) -> list[Found]:
    """Everything in `text` that looks like a number of one of `kinds`, in order, none inside another.

    `most` stops after so many of a kind: enough to refuse a file, where a list of a million need not be read out.
    """
    text = text or ""
    taken = _Stretches(m.span() for m in _HEX_TOKEN.finditer(text))
    found: list[Found] = []
    for kind in kinds:
        free = (span for span in _FINDERS[kind](text) if taken.take(*span))
        found += [Found(kind, start, end, text[start:end]) for start, end in islice(free, most)]
    return sorted(found, key=lambda f: f.start)


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


def _identities(text: str) -> Iterator[Stretch]:
    for match in _CANDIDATE.finditer(text):
        typed = match.group()
        places = [i for i, c in enumerate(typed) if c.isdigit()]
        unbroken = len(places) == len(typed)
        # A longer unbroken run is some other number; a spaced run may hold several side by side.
        if unbroken and len(places) != 16 and len(places) % 16:
            continue
        digits = "".join(c if c in "0123456789" else str(int(c)) for c in typed if c.isdigit())
        end = 0
        for shaped in _SHAPE.finditer(digits):
            start = shaped.start()
            window = digits[start : start + 16]
            if start >= end and is_identity_number(window) and _stands_alone(typed, places, start):
                end = start + 16
                yield match.start() + places[start], match.start() + places[end - 1] + 1


def _phones(text: str) -> Iterator[Stretch]:
    for match in _PHONE.finditer(text):
        if 10 <= sum(c.isdigit() for c in match.group()) <= 15 and not _MONEY_BEFORE.search(text[: match.start()][-8:]):
            yield match.span()


def _cards(text: str) -> Iterator[Stretch]:
    for match in _CARD.finditer(text):
        digits = "".join(c for c in match.group() if c.isdigit())
        if _is_issued(digits) and passes_luhn(digits):
            yield match.span()


_FINDERS: dict[str, Callable[[str], Iterator[Stretch]]] = {IDENTITY: _identities, PHONE: _phones, CARD: _cards}


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
    if len(digits) != 16 or digits[:2] not in PROVINCES:
        return False
    regency, district = int(digits[2:4]), int(digits[4:6])
    day, month = int(digits[6:8]), int(digits[8:10])
    day = day - 40 if day > 40 else day
    if not (1 <= regency <= 79 and regency != 70 and district >= 1 and digits[12:] != "0000"):
        return False
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]


def _stands_alone(typed: str, places: Sequence[int], start: int) -> bool:
    """True when the 16 digits from `start` are not a piece cut out of a longer unbroken run."""
    first, last = places[start], places[start + 15]
    before = first == 0 or not typed[first - 1].isdigit()
    after = last == len(typed) - 1 or not typed[last + 1].isdigit()
    whole_run_of_sixteens = typed.isdigit() and len(typed) % 16 == 0 and start % 16 == 0
    return (before and after) or whole_run_of_sixteens
