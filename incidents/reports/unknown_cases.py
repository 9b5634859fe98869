"""Restricted cases of which nobody may know any more who works on cases, as superiors and auditors are told of them: by number and unit."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from ..models import Appointment, Incident, User
from ..models.work import known_to_nobody
from ..workflow import STAFF, Role


class Unknown(NamedTuple):
    reference: str
    said: str


def told_to(reader: User, at: datetime) -> list[Unknown]:
    """All of them, for whoever may hand them over, and for whoever looks after that; nobody else hears of any."""
    if not reader.roles & {Role.SUPERVISOR, Role.AUDITOR}:
        return []
    rows = known_to_nobody(at).select_related("owner").prefetch_related("owner__appointments__unit")
    return [Unknown(case.reference, said_of(case)) for case in rows]


def said_of(case: Incident) -> str:
    """All that is said of one of them beside its number, in the reader's words."""
    post = last_post(case.owner)
    return _("Restricted case · %(unit)s") % {"unit": post.unit} if post and post.unit else _("Restricted case")


def last_post(owner: User) -> Appointment | None:
    """The last appointment by which somebody worked on cases; None of whoever never did."""
    posts: Iterable[Appointment] = owner.appointments.all()
    return max(
        (post for post in posts if post.role in STAFF), key=lambda post: (post.valid_from, post.pk), default=None
    )
