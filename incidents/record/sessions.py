"""Sessions of people: where somebody is logged in, and their end before its time.

What a session knows of itself stands in it (config/accounts/session_life.py writes it), so no table of ours names the key of one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import User

LIFE = "life"  # in a session: {"began", "seen": seconds since 1970, "posts": keys of appointments, "agent", "address"}


@dataclass(frozen=True)
class Living:
    """A session in which somebody is logged in: `mark` names it on pages, where its key never stands."""

    mark: str
    began: datetime
    seen: datetime
    agent: str
    address: str


def mark(key: str) -> str:
    return salted_hmac("incidents.record.sessions", key).hexdigest()[:16]


def living(person: User, idle: int) -> list[Living]:
    """Where `person` is logged in, the latest used first; a session that nobody used for `idle` seconds opens nothing any more."""
    since = int(timezone.now().timestamp()) - idle
    found = [(row.pk, data[LIFE]) for row, data in _of(person) if data.get(LIFE)]
    shown = [_shown(key, life) for key, life in found if life["seen"] > since]
    return sorted(shown, key=lambda each: each.seen, reverse=True)


def _shown(key: str, life: dict[str, Any]) -> Living:
    began, seen = (datetime.fromtimestamp(life[name], UTC) for name in ("began", "seen"))
    return Living(mark(key), began, seen, life["agent"], life["address"])


def end(person: User, *, but: str | None = None, only: str = "") -> int:
    """End the sessions of `person` at once: every one, or the one of the mark `only`, and never that of the key `but`; how many there were."""
    theirs = [row.pk for row, _data in _of(person) if row.pk != but and (not only or mark(row.pk) == only)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def _of(person: User) -> Iterator[tuple[Session, dict[str, Any]]]:
    for each in Session.objects.filter(expire_date__gt=timezone.now()).order_by("pk"):
        data = each.get_decoded()
        if data.get(SESSION_KEY) == str(person.pk):
            yield each, data
