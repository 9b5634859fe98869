"""Names of bodies: which are likely to mean the same one, and the short sign a new one is known by. Pure.

A leak of an evening is typed quickly: "Tokopedia", "PT Tokopedia", "PT. Tokopedia Tbk" are one body.
"""

import re
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from typing import TypeVar
from unicodedata import combining, normalize

# What says of which legal form a body is, not which body it is.
FORMS = frozenset(
    "pt cv ud tbk persero perseroan terbatas perum perumda pd bumd bumn koperasi yayasan perkumpulan inc ltd llc pte "
    "corp gmbh bv nv plc co company limited".split()
)
LIKE = 0.84  # share of signs in common from which two names are shown side by side
SHORTEST = 3
SHORT = 40
CODE_LENGTH = 36

B = TypeVar("B")


def bare(name: str) -> str:
    """`name` in small letters without accents, punctuation and legal form; as it is when nothing else is left."""
    plain = "".join(sign for sign in normalize("NFKD", name.lower()) if not combining(sign))
    words = re.findall(r"[a-z0-9]+", plain)
    return " ".join(word for word in words if word not in FORMS) or " ".join(words) or plain.strip()


def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same body: the same but for the legal form, nearly the same letters, or one is the
    other with more words behind it. Two numbers that differ tell them apart: KPU Kota 1 is not KPU Kota 2."""
    first, second = bare(one), bare(other)
    if first == second:
        return True
    if re.findall(r"\d+", first) != re.findall(r"\d+", second) or min(len(first), len(second)) < SHORTEST:
        return False
    shorter, longer = sorted((first, second), key=len)
    if len(shorter.split()) > 1 and longer.startswith(f"{shorter} "):
        return True
    if abs(len(first) - len(second)) > (1 - LIKE) * (len(first) + len(second)):
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= LIKE


def similar(names: Iterable[str], bodies: Iterable[tuple[B, Collection[str]]]) -> list[B]:
    """Of `bodies`, each with all its names, those that one of `names` may mean, in their order."""
    asked = [name for name in names if name]
    return [body for body, known in bodies if any(alike(name, other) for name in asked for other in known)]


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
