"""Figures as people write and read them, Indonesian and English, and numbers in Indonesian words as letters write them.

Pure. 204.807.203 and 204,8 juta are both figures; 72 hours are 3 x 24 (tiga kali dua puluh empat) jam.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from . import units

WORDS = {"id": ("ribu", "juta", "miliar", "triliun"), "en": ("thousand", "million", "billion", "trillion")}
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(units.BEFORE_A_FIGURE, key=len, reverse=True))
_SIZE = "|".join(sorted(units.SIZES, key=len, reverse=True))
_FIGURE = re.compile(
    r"(?P<about>(?:±|\+/-|~|kurang lebih|sekitar|kira-kira|about)\s*)?"
    rf"(?:(?P<currency>{_CURRENCY})\.?\s*)?"
    r"(?P<number>\d[\d.,]*(?: \d{3}(?!\d))*)(?P<tail>,-|,--)?"
    rf"\s*(?P<size>(?:{_SIZE})(?![^\W\d_]))?\s*(?P<unit>/?\s*[^\W\d_][^\d]*|\$|€)?"
)
LARGEST = Decimal(10) ** 15
# A price of nothing: how it is written, and how people type it. No other figure is zero: what nobody named is no figure.
FREE = {"id": "gratis", "en": "free"}
_FREE = frozenset(
    ("gratis", "secara gratis", "dibagikan gratis", "diberikan gratis", "cuma-cuma", "secara cuma-cuma", "tanpa bayar")
    + ("free", "for free", "free of charge", "free download", "given away free")
)
RUPIAH_SIZES = {"m": 10**9, "t": 10**12}  # miliar and triliun, as they are cut short beside Rp and nowhere else


class Written(NamedTuple):
    """A figure as somebody wrote it: the amount, the unit written with it ("" without one), whether "about", and whether with
    a word of size (juta)."""

    amount: Decimal
    unit: str = ""
    about: bool = False
    sized: bool = False


def read(text: str) -> Written:
    """`204.807.203`, `1,5 jt`, `±150rb orang`, `Rp571.559.477,-`. A dot or comma followed by three digits parts thousands,
    else it is the decimal sign; thousands may be parted by spaces.

    Raises ValueError when it is no figure, when it is written with a unit nobody knows, or 10^15 and more.
    """
    text = re.sub(r"\s+", " ", text.strip())
    match = _FIGURE.fullmatch(text.lower())
    if not match:
        raise ValueError("no figure")
    amount = _decimal(_without_spaces(match["number"])) * units.SIZES.get(match["size"], 1)
    if amount >= LARGEST:
        raise ValueError("too large")
    currency, unit = (text[slice(*match.span(name))].strip(" .") for name in ("currency", "unit"))
    if unit.lower() in RUPIAH_SIZES and units.unit_of(currency).key == "IDR" and not match["size"]:  # Rp1,5 M
        amount *= RUPIAH_SIZES[unit.lower()]
        if amount >= LARGEST:
            raise ValueError("too large")
        return Written(amount, currency, bool(match["about"]), True)
    together = f"{currency}{unit}" if unit.startswith("/") else f"{currency} {unit}"
    if currency and units.rate(together)[1]:  # Rp571.559.477 per BTC
        currency, unit = "", together
    if (currency and unit) or (unit and not units.is_known(unit)):
        raise ValueError("no unit")
    return Written(amount, unit or currency, bool(match["about"]), bool(match["size"]))


def is_free(text: str) -> bool:
    """Whether somebody wrote that it costs nothing, in words."""
    return " ".join(text.casefold().strip(" .,!").split()) in _FREE


def parse(text: str) -> Decimal:
    """The amount in `text`; see `read`."""
    return read(text).amount


def _without_spaces(number: str) -> str:
    first, *groups = number.split(" ")
    if groups and not re.fullmatch(r"\d{1,3}", first):
        raise ValueError("no figure")
    return "".join([first, *groups])


def _decimal(number: str) -> Decimal:
    """Read the dots and commas: the last one is the decimal sign when it differs from the others, or stands alone with
    other than three digits behind it (or behind a zero)."""
    signs = [c for c in number if c in ".,"]
    if not signs:
        return Decimal(number)
    whole, last, rest = number[: number.rindex(signs[-1])], signs[-1], number[number.rindex(signs[-1]) + 1 :]
    alone = signs.count(last) == 1
    decimal = alone and (len(signs) > 1 or len(rest) != 3 or whole == "0")
    groups = re.split(r"[.,]", whole if decimal else number)
    thousands = len(groups) == 1 or (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))
    if not thousands or (decimal and not rest):
        raise ValueError("no figure")
    return Decimal("".join(groups) + (f".{rest}" if decimal else ""))


def exact(amount: Decimal | int, language: str = "id") -> str:
    """204.807.203 (Indonesian) or 204,807,203 (English); decimals without trailing zeros."""
    whole, _, rest = f"{amount:f}".partition(".")
    rest = rest.rstrip("0")
    thousands, point = (".", ",") if language == "id" else (",", ".")
    grouped = f"{int(whole):,}".replace(",", thousands)
    return f"{grouped}{point}{rest}" if rest else grouped


def short(amount: Decimal | int, language: str = "id") -> str:
    """252; 204,8 juta; 1,1 miliar: one decimal from a million on, in full below."""
    if amount < 10**6:
        return exact(amount, language)
    power = min(3, (len(f"{int(amount)}") - 1) // 3 - 1)
    scaled = (Decimal(amount) / Decimal(1000) ** (power + 1)).quantize(Decimal("0.1"))
    return f"{exact(scaled, language)} {WORDS[language][power]}"


def counted(
    amount: Decimal | int,
    unit: str = "",
    language: str = "id",
    *,
    up_to: Decimal | int | None = None,
    out_of: Decimal | int | None = None,
    shortly: bool = False,
) -> str:
    """A figure with its unit, a part of its whole, or a range whose ends each have theirs: Rp200.000.000; 2 dari 3 tautan; 252 orang
    sampai 204,8 juta orang. A price of nothing is "gratis"."""
    if not amount:
        return FREE["id" if language == "id" else "en"]
    figure = short if shortly else exact
    if out_of is not None:
        whole = counted(out_of, unit, language, shortly=shortly)
        part = counted(amount, "", language, up_to=up_to, shortly=shortly)
        return f"{part} {'dari' if language == 'id' else 'of'} {whole}"
    ends = [amount] if up_to is None or up_to == amount else [amount, up_to]
    before, after = units.signs(unit, language, one=ends == [1])
    words = [f"{before}{figure(end, language)} {after}".rstrip() for end in ends]
    return f" {'sampai' if language == 'id' else 'to'} ".join(words)


_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def in_words(number: int) -> str:
    """An Indonesian numeral in words, 0 to 999."""
    if number < 12:
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{_UNITS[tens]} puluh {in_words(rest) if rest else ''}".strip()
    hundreds, rest = divmod(number, 100)
    head = "seratus" if hundreds == 1 else f"{_UNITS[hundreds]} ratus"
    return f"{head} {in_words(rest) if rest else ''}".strip()


def with_words(number: int) -> str:
    """A count as letters write it: 7 (tujuh)."""
    return f"{number} ({in_words(number)})"


def of_questions(count: int) -> str:
    """A count of questions in English: 8 questions."""
    return f"{count} question{'' if count == 1 else 's'}"


DAYS = {"hari_kalender": "hari kalender", "hari_kerja": "hari kerja", "hari": "hari"}


def period(length: int, unit: str = "jam") -> str:
    """A period as letters write it: 72 is "3 x 24 (tiga kali dua puluh empat) jam", 3 may be "3 (tiga) hari kerja"."""
    if unit in DAYS:
        return f"{with_words(length)} {DAYS[unit]}"
    if length % 24 == 0:
        return f"{length // 24} x 24 ({in_words(length // 24)} kali dua puluh empat) jam"
    return f"{with_words(length)} jam"
