"""What a look into a file says: the numbers in it, what was not looked at, what acts by itself; in codes for the record, in words for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..inspection import look
from ..plain import guard

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PHONES_OF_A_LIST = 5  # a letterhead has a telephone; five mobile numbers are somebody's list

WORDS: "dict[str, StrOrPromise]" = {
    look.REST: _("text beyond what is looked at in one file"),
    look.UNKNOWN: _("files inside it of a kind that is not read"),
    look.LOCKED: _("parts that are locked"),
    look.DEEP: _("files packed too deep inside others"),
    look.DAMAGED: _("damaged parts"),
    look.MACROS: _("macros"),
    look.REMOTE: _("content that is fetched from elsewhere"),
    look.OBJECT: _("embedded objects of other programs"),
    look.DDE: _("links that start another program (DDE)"),
    look.SCRIPT: _("scripts"),
    look.LAUNCH: _("actions that start a program"),
    look.MEDIA: _("embedded film, sound or 3D"),
    look.PROGRAM: _("programs"),
    look.PREFIXED: _("an archive hidden behind other content"),
    look.BOMB: _("parts that unpack to far more than they are"),
}


@dataclass(frozen=True)
class Seen:
    """`unread` and `active`: how often each, by their codes (`inspection.look`)."""

    found: tuple[guard.Found, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    active: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Seen":
        """From what the look told as JSON."""
        found = tuple(guard.Found(kind, 0, len(typed), typed) for kind, typed in told["found"])
        return cls(found, told["unread"], told["active"])

    @property
    def held(self) -> list[guard.Found]:
        """The numbers that point at people. Single telephone numbers are letterheads."""
        phones = {f.digits for f in self.found if f.kind == guard.PHONE}
        return [f for f in self.found if f.kind != guard.PHONE or len(phones) >= PHONES_OF_A_LIST]


def remark_of(upload: Any) -> dict[str, Any]:
    """What was held of it, and why it comes in all the same; nothing of a file that nobody was asked about."""
    told: dict[str, Any] = getattr(upload, "remark", {})
    return told


def notes(unread: Mapping[str, int], active: Mapping[str, int]) -> list[str]:
    """What somebody is asked about a file beside its numbers."""
    words = _("Not all of it was looked at: %(what)s. Look yourself, and say why it comes in.")
    others = _(
        "It holds what acts by itself, or hides, when somebody opens it: %(what)s. Say why it comes in all the same."
    )
    return [said % {"what": in_words(codes)} for said, codes in ((words, unread), (others, active)) if codes]


def in_words(codes: Mapping[str, int]) -> "StrOrPromise":
    """ "macros (2), damaged parts": each with how often it was met, where that is more than once."""
    said = [format_lazy("{} ({})", WORDS[code], n) if n > 1 else WORDS[code] for code, n in sorted(codes.items())]
    return format_lazy(", ".join(["{}"] * len(said)), *said)
