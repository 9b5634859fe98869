"""Who complained, as far as the product needs to know it, and whether a text gives that person away. Pure."""

import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from . import guard
from .form_fields import OF_A_COMPLAINANT as FIELDS_BEGIN

SHORTEST = 3  # signs of a name that is looked for
LOCAL, COUNTRY = "0", "62"  # how an Indonesian number begins, at home and from abroad
SHORTEST_NUMBER = 6
SHORTEST_NATIONAL = 8  # digits that are a number even without the 0 before them
SHORTEST_RUN = 8  # letters of a name of several words that is looked for without its blanks
WRITTEN_OUT = {"jl": "jalan", "jln": "jalan", "gg": "gang"}


@dataclass(frozen=True)
class Person:
    """What stands on a complainant's sheet; each may be empty. Of `identity` only a covered form is ever kept."""

    name: str = ""
    email: str = ""
    phone: str = ""
    post: str = ""
    identity: str = ""
    identity_why: str = ""

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Self:
        """From facts named as the fields of a form are: person_name and so on; others are left aside."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: facts[FIELDS_BEGIN + name] or "" for name in names if FIELDS_BEGIN + name in facts})

    @property
    def as_facts(self) -> dict[str, str]:
        """Named as the fields of a form are."""
        return {FIELDS_BEGIN + name: value for name, value in asdict(self).items()}

    @property
    def known(self) -> list[str]:
        """The names of what is known, never what it is."""
        return sorted(name for name, value in asdict(self).items() if value)

    @property
    def reachable(self) -> bool:
        """Whether anything is known by which an answer would arrive."""
        return bool(self.email or self.phone or self.post)

    @property
    def number(self) -> str:
        """The telephone number in one spelling: 62812…; "" without one."""
        digits = "".join(sign for sign in self.phone if sign.isdecimal())
        return COUNTRY + digits[1:] if digits.startswith(LOCAL) else digits

    def named_in(self, text: str) -> bool:
        """Whether `text` holds the name, an address or the number of this person, however it is spelt there."""
        if self.email and _plain(self.email) in _plain(text):
            return True
        name, words = _words(self.name), _words(text)
        if len(name) >= SHORTEST and f" {name} " in f" {words} ":
            return True
        run_together = name.replace(" ", "")  # SriWahyuningsih
        if " " in name and len(run_together) >= SHORTEST_RUN and run_together in words.replace(" ", ""):
            return True
        post = _words(self.post)
        if len(post) > SHORTEST and f" {post} " in f" {words} ":
            return True
        national, digits = self.number.removeprefix(COUNTRY), re.sub(r"[\s().+/,:|_·–—-]", "", _plain(text))
        begun = ("",) if len(national) >= SHORTEST_NATIONAL else (LOCAL, COUNTRY)
        return len(self.number) > SHORTEST_NUMBER and any(each + national in digits for each in begun)

    def surely_named_in(self, text: str) -> bool:
        """The same, but a name of a single word is no name: it stands by chance in many texts."""
        return replace(self, name=self.name if len(self.name.split()) > 1 else "").named_in(text)


def _plain(text: str) -> str:
    """Without case, accents and the wide forms of letters and digits."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _words(text: str) -> str:
    return " ".join(WRITTEN_OUT.get(word, word) for word in re.findall(r"\w+", _plain(text)))


def covered(number: str) -> str:
    """An identity number with all but its first two and last two signs as dots."""
    found = guard.find(number, (guard.IDENTITY,))
    if found:
        return guard.replace(number, found, lambda each: each.masked)
    if len(number) <= 4:
        return "•" * len(number)
    return number[:2] + "•" * (len(number) - 4) + number[-2:]
