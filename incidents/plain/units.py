"""What a figure counts: people, families, rows, bytes, money in its currency. Only figures of one unit are compared. Pure.

252 people and 84 families may be the same leak, 2 BTC and Rp571.559.477 the same price; no range reaches from one to the
other. Spellings of one unit are one (orang, jiwa, people); sizes of one measure are reckoned (1.500 MB are 1,5 GB). A rate
is of its two units: Rp per BTC, Rp/BTC and rupiah per bitcoin are one, Rp per USD is another.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

SIZES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
SIZES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_SPELLINGS = {
    "people": ("orang", "jiwa", "penduduk", "warga", "subjek", "subjek data", "person", "persons", "people"),
    "families": ("kk", "keluarga", "kepala keluarga", "kartu keluarga", "family", "families", "households"),
    "records": ("baris", "baris data", "record", "records", "rekaman", "row", "rows", "entri", "entry", "entries"),
    "accounts": ("akun", "account", "accounts"),
    "users": ("pengguna", "user", "users"),
    "files": ("berkas", "file", "files", "dokumen", "document", "documents"),
    "services": ("layanan", "service", "services"),
    "links": ("tautan", "link", "links", "url"),
    "bodies": ("instansi", "lembaga", "badan", "body", "bodies", "agencies"),
    "IDR": ("rp", "idr", "rupiah"),
    "USD": (
        *("usd", "us$", "$", "dolar", "dollar", "dollars", "us dollar", "us dollars", "dolar us", "dollar us"),
        *(
            "dolar as",
            "dollar as",
            "dolar amerika",
            "dollar amerika",
            "dolar amerika serikat",
            "dollar amerika serikat",
        ),
    ),
    "BTC": ("btc", "bitcoin", "bitcoins"),
    "ETH": ("eth", "ether", "ethereum"),
    "XMR": ("xmr", "monero"),
    "USDT": ("usdt", "tether"),
    "EUR": ("eur", "€", "euro"),
    "SGD": ("sgd", "s$"),
}
_KEYS = {spelling: key for key, spellings in _SPELLINGS.items() for spelling in spellings}
_BYTES = {"byte": 1, "bytes": 1, "bita": 1} | {
    letter + end: base**power
    for power, letter in enumerate("kmgtp", start=1)
    for end, base in (("b", 1000), ("ib", 1024))
}
_SECONDS = {"detik": 1, "second": 1, "seconds": 1, "menit": 60, "minute": 60, "minutes": 60}
_SECONDS |= {"jam": 3600, "hour": 3600, "hours": 3600, "hari": 86400, "day": 86400, "days": 86400}
_SECONDS |= {"minggu": 604800, "pekan": 604800, "week": 604800, "weeks": 604800}
_PER = re.compile(r"\s*/\s*|\s+per\s+", re.IGNORECASE)  # what parts the two units of a rate
BEFORE_A_FIGURE = ("rp", "idr", "us$", "usd", "s$", "sgd", "$", "eur", "€")


# How a unit with a name is written beside a figure: money before it; all else after it, in the reader's language, of one
# and of several.
_BEFORE = {"IDR": "Rp", "USD": "US$", "EUR": "€", "SGD": "S$"}
_AFTER = {
    "people": ("orang", "person", "people"),
    "families": ("keluarga", "family", "families"),
    "records": ("baris", "row", "rows"),
    "accounts": ("akun", "account", "accounts"),
    "users": ("pengguna", "user", "users"),
    "files": ("berkas", "file", "files"),
    "services": ("layanan", "service", "services"),
    "links": ("tautan", "link", "links"),
    "bodies": ("instansi", "body", "bodies"),
}
_SPANS = {1: ("detik", "second", "seconds"), 60: ("menit", "minute", "minutes"), 3600: ("jam", "hour", "hours")}
_SPANS |= {86400: ("hari", "day", "days"), 604800: ("minggu", "week", "weeks")}
_GREAT = {10**3: ("ribu", "thousand"), 10**6: ("juta", "million"), 10**9: ("miliar", "billion")}
_GREAT |= {10**12: ("triliun", "trillion")}
_ENGLISH = frozenset(
    "person persons people family families households record records row rows entry entries account accounts file files "
    "document documents service services link links user users body bodies agencies second seconds minute minutes hour hours day days week "
    "weeks".split()
)


class Unit(NamedTuple):
    """`key` tells units apart; `factor` is how many of the smallest one of the kind (a GB is 10^9 bytes)."""

    key: str
    factor: Decimal = Decimal(1)


def unit_of(written: str) -> Unit:
    """The unit a person wrote beside a figure: `orang`, `juta orang`, `GB`, `Rp`, `Rp per BTC`. An unknown one is a unit of
    its own."""
    of, per = rate(written)
    if per:
        one, other = unit_of(of), unit_of(per)
        return Unit(f"{one.key}/{other.key}", one.factor / other.factor)
    words = re.sub(r"\s+", " ", written.strip().casefold().strip(".,;:()"))
    size, _, rest = words.partition(" ")
    factor = Decimal(1)
    if size in SIZES:
        factor, words = Decimal(SIZES[size]), rest
    if words in _BYTES:
        return Unit("bytes", factor * _BYTES[words])
    if words in _SECONDS:
        return Unit("seconds", factor * _SECONDS[words])
    return Unit(_KEYS.get(words, words), factor)


def rate(written: str) -> tuple[str, str]:
    """The two units of a rate, as somebody `written` it: Rp/BTC is ("Rp", "BTC"). The second is "" for any other unit."""
    of, *per = _PER.split(written.strip(), maxsplit=1)
    return (of, per[0]) if of and per and per[0] else (written, "")


def is_known(written: str) -> bool:
    """True when `written` is a unit this page has a name for, or a rate of two such."""
    of, per = rate(written)
    if per:
        return is_known(of) and is_known(per)
    key = unit_of(written).key
    return key in _SPELLINGS or key in ("bytes", "seconds")


class Signs(NamedTuple):
    """What stands before a figure, without a space, and after it."""

    before: str
    after: str


def signs(written: str, language: str = "id", *, one: bool = False) -> Signs:
    """How the unit that somebody `written` is shown to a reader: Rp before the figure, orang or people after it. What has no
    name here, and a spelling of the reader's own language, stays as it was written. `one`: beside a figure of one."""
    words = re.sub(r"\s+", " ", written.strip())
    money, whose = rate(words) if is_known(rate(words)[0]) else (words, "")
    size, _, rest = money.partition(" ")
    great = SIZES.get(size.casefold())
    bare = rest if great else money
    key, factor = unit_of(bare)
    after = [_GREAT[great][language != "id"]] if great else []
    if key not in _BEFORE:
        names = _SPANS.get(int(factor)) if key == "seconds" else _AFTER.get(key)
        foreign = names and (bare.casefold() in _ENGLISH) != (language != "id")
        after.append(names[0 if language == "id" else 1 if one else 2] if names and foreign else bare)
    tail = f"per {whose}" if whose else ""
    return Signs(_BEFORE.get(key, ""), " ".join(word for word in (*after, tail) if word))


class Figure(NamedTuple):
    """An amount and the unit it was written in."""

    amount: Decimal
    unit: str


class Range(NamedTuple):
    """From the lowest to the highest of the figures in one unit, both in the unit of the first."""

    low: Decimal
    high: Decimal
    unit: str
    said: int  # how many figures


def ranges(figures: Iterable[Figure]) -> list[Range]:
    """One range for each unit, that of the most figures first."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(unit_of(figure.unit).key, []).append(figure)
    out = []
    for alike in found.values():
        first = unit_of(alike[0].unit).factor
        amounts = [each.amount * unit_of(each.unit).factor / first for each in alike]
        out.append(Range(min(amounts), max(amounts), alike[0].unit, len(alike)))
    return sorted(out, key=lambda one: -one.said)
