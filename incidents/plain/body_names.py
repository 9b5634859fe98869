"""Names of bodies: which are likely to mean the same one, and the short sign a new one is known by. Pure.

A leak of an evening is typed quickly: "Tokopedia", "PT Tokopedia", "PT. Tokopedia Tbk" are one body.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from math import ceil
from typing import Generic, TypeVar
from unicodedata import combining, normalize

# What says of which legal form a body is. Left out, two names may mean one body; where both say one, they mean two.
ONE_FORM = (
    "pt tbk persero perseroan terbatas",
    "cv",
    "ud",
    "perum",
    "perumda pd",
    "koperasi",
    "yayasan",
    "perkumpulan",
    "inc corp llc co company ltd limited plc pte",
    "gmbh",
    "bv nv",
)
FORM_OF = {word: words for words in ONE_FORM for word in words.split()}
FORMS = frozenset(FORM_OF) | {"bumd", "bumn"}
LIKE = 0.84  # share of signs in common from which two names are shown side by side
OF_PAIRS = 1.5 * LIKE - 1 - 1e-9  # what follows from it for the pairs of signs side by side, see _in_common()
SHORTEST = 3
SHORT = 40
CODE_LENGTH = 36

B = TypeVar("B")


def bare(name: str) -> str:
    """`name` in small letters without accents, punctuation and legal form; as it is when nothing else is left."""
    words = _words(name)
    return " ".join(word for word in words if word not in FORMS) or " ".join(words) or _plain(name).strip()


def in_full(name: str) -> str:
    """As bare(), behind the legal form that it says: PT Sejahtera is not Koperasi Sejahtera."""
    return f"{_form(name)}: {bare(name)}"


def formless(name: str) -> bool:
    """Whether a name says no legal form: it may be of any."""
    return not _form(name)


def _form(name: str) -> str:
    return next((FORM_OF[word] for word in _words(name) if word in FORM_OF), "")


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", _plain(name))


def _plain(name: str) -> str:
    return "".join(sign for sign in normalize("NFKD", name.lower()) if not combining(sign))


def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same body: the same but for the legal form, nearly the same letters, or one is the
    other with more words behind it. Two numbers that differ tell them apart: KPU Kota 1 is not KPU Kota 2."""
    return _alike(bare(one), bare(other))


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if _numbers(first) != _numbers(second) or min(len(first), len(second)) < SHORTEST:
        return False
    shorter, longer = sorted((first, second), key=len)
    if len(shorter.split()) > 1 and longer.startswith(f"{shorter} "):
        return True
    if 2 * _subsequence(first, second) < LIKE * (len(first) + len(second)):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= LIKE


def _subsequence(first: str, second: str) -> int:
    """How many signs of both stand in the same order: never fewer than a SequenceMatcher finds, and much quicker told (the
    bits of a number are a row of the usual table; Hyyrö 2004)."""
    places: dict[str, int] = {}
    for place, sign in enumerate(first):
        places[sign] = places.get(sign, 0) | 1 << place
    every = (1 << len(first)) - 1
    row = every
    for sign in second:
        held = row & places.get(sign, 0)
        row = (row + held) | (row - held)
    return (~row & every).bit_count()


def _numbers(plain: str) -> str:
    return " ".join(re.findall(r"\d+", plain))


def _told_apart(parts: Iterable[str]) -> frozenset[str]:
    """As a set: those that occur again are told apart by how often they did before."""
    seen: Counter[str] = Counter()
    found = []
    for part in parts:
        found.append(f"{part}{seen[part]}")
        seen[part] += 1
    return frozenset(found)


def _pairs(plain: str) -> frozenset[str]:
    """Its signs two by two."""
    return _told_apart(map("".join, pairwise(plain)))


def _beginnings(plain: str) -> list[str]:
    """What a longer name may be made of: its first two words and more, not all."""
    words = plain.split()
    return [" ".join(words[:count]) for count in range(2, len(words))]


def _in_common(one: int, other: int) -> int:
    """How many pairs of signs two names of these lengths have in common at least, where LIKE of their signs agree: as many
    as agree, less one for each piece, and there is a piece more than signs that do not agree."""
    return max(1, ceil(OF_PAIRS * (one + other) - 1))


class Called(Generic[B]):
    """Bodies by what they are called: found at once, however many there are."""

    def __init__(self, bodies: Iterable[tuple[B, Iterable[str]]] = ()) -> None:
        self._names: list[tuple[str, str, frozenset[str], B]] = []  # plain, legal form, pairs, whose
        self._signs: list[frozenset[str]] = []
        self._same: dict[str, list[int]] = {}  # by the plain name: its places in the list above, as in those below
        self._longer: dict[str, list[int]] = {}  # by what they begin with
        self._holding: dict[tuple[str, str], list[int]] = {}  # by their numbers and a pair of their signs
        for body, names in bodies:
            self.add(body, names)

    def add(self, body: B, names: Iterable[str]) -> None:
        for name in sorted(set(names)):
            plain, place = bare(name), len(self._names)
            self._names.append((plain, _form(name), _pairs(plain), body))
            self._signs.append(_told_apart(plain))
            self._same.setdefault(plain, []).append(place)
            for beginning in _beginnings(plain):
                self._longer.setdefault(beginning, []).append(place)
            for pair in self._names[place][2]:
                self._holding.setdefault((_numbers(plain), pair), []).append(place)

    def named(self, name: str) -> list[B]:
        """Those called just so; where none is, those called so where one of both names says no legal form."""
        found, form = [self._names[place] for place in self._same.get(bare(name), ())], _form(name)
        exact = [body for _plain, other, _pairs_of, body in found if other == form]
        return list(dict.fromkeys(exact or [body for _p, other, _s, body in found if not form or not other]))

    def similar(self, names: Iterable[str], most: int | None = None) -> list[B]:
        """Those that one of `names` may mean, as alike() has it, in the order in which they were added; `most` of them."""
        asked = [bare(name) for name in names if name]
        found: dict[B, None] = {}
        for place in sorted({place for name in asked for place in self._near(name)}):
            plain, _form_of, _pairs_of, body = self._names[place]
            if body not in found and any(_alike(name, plain) for name in asked):
                found[body] = None
            if len(found) == most:
                break
        return list(found)

    def _near(self, name: str) -> set[int]:
        """The places of all that may be alike, and of few others. Whoever has enough pairs in common has one of the rarest."""
        near = {*self._same.get(name, ()), *self._longer.get(name, ())}
        near |= {place for beginning in _beginnings(name) for place in self._same.get(beginning, ())}
        pairs, signs, numbers = _pairs(name), _told_apart(name), _numbers(name)
        least = _in_common(len(name), ceil(len(name) * LIKE / (2 - LIKE)))  # with the shortest that may be alike
        lists = sorted((self._holding.get((numbers, pair), []) for pair in pairs), key=len)
        for place in {place for places in lists[: max(len(lists) - least + 1, 0)] for place in places}:
            other, _form_of, held, _body = self._names[place]
            both = len(name) + len(other)
            if len(pairs & held) >= OF_PAIRS * both - 1 and 2 * len(signs & self._signs[place]) >= LIKE * both:
                near.add(place)
        return near


def similar(names: Iterable[str], bodies: Iterable[tuple[B, Iterable[str]]], most: int | None = None) -> list[B]:
    """Of `bodies`, each with all its names, those that one of `names` may mean, in their order; `most` of them."""
    return Called(bodies).similar(names, most)


def initials(name: str) -> str:
    """A short name where nobody gave one: the name itself while it is short, else the first letters of its words."""
    if len(name) <= SHORT:
        return name
    return "".join(word[0] for word in re.findall(r"\w+", name)).upper()[:SHORT]


def code(name: str, taken: Collection[str]) -> str:
    """The sign by which a body is known in addresses and filters: small letters, digits and -, not among `taken`."""
    first = re.sub(r"[^a-z0-9]+", "-", bare(name)).strip("-")[:CODE_LENGTH].strip("-") or "badan"
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first[: CODE_LENGTH - len(str(number)) - 1]}-{number}"
    return found
