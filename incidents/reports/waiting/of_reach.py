"""The queues of letters that no mail takes to their body: to be posted, and the bodies to be telephoned."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ...models import ClarificationRequest, Letter, User, by_post, unreached
from ...translatable import _
from ...workflow import Action
from .. import office_hours, telephones
from .queue import Key, Queue


def _to_post(user: User, at: datetime) -> Iterable[Key]:
    """Each day until somebody posts them is lost, so they wait since their issue."""
    letters: Any = by_post.waiting(Letter.objects.visible_to(user))
    found: Iterable[Key] = letters.values_list("pk", "issued_at", "incident__replay")
    return found


def _not_reached(user: User, at: datetime) -> Iterable[Key]:
    """Bodies that no mail and no post reaches, since their letter was issued."""
    rows = unreached.not_reached(ClarificationRequest.objects.visible_to(user), at)
    found: Iterable[Key] = rows.values_list("pk", "issued_at", "incident__replay")
    return found


def _silent(user: User, at: datetime) -> Iterable[Key]:
    """Bodies that have not answered the last letter of the ladder, since its due."""
    rows = unreached.silent_at_last(ClarificationRequest.objects.visible_to(user), at)
    found: Iterable[Key] = rows.values_list("pk", "due_at", "incident__replay")
    return found


def _load_to_post() -> QuerySet[Any]:
    rows = Letter.objects.select_related("incident", "agency", "request__agency", "case_letter__agency")
    bodies = ("agency__names", "request__agency__names", "case_letter__agency__names")
    return rows.prefetch_related(*bodies, "request__deadlines", "request__questions")


def _load_to_call() -> QuerySet[Any]:
    rows = ClarificationRequest.objects.select_related("incident", "agency", "unit")
    return rows.prefetch_related("agency__names", "deadlines", "questions")


def _about(request: ClarificationRequest) -> str:
    return f"{request.agency.short_name}: {request.incident.title}"


def _whom_to_call(request: ClarificationRequest, at: datetime) -> str:
    """The numbers, and whether the office is open."""
    numbers = telephones.of(request.agency, at)
    told = "; ".join(" · ".join(filter(None, (each.phone, each.whose))) for each in numbers)
    return f"{told}. {office_hours.open_or_shut(request.agency, at)}".strip()


def _page(route: str) -> Callable[[Any], str]:
    return lambda row: reverse(f"incidents:{route}", args=[row.pk])


QUEUES_OF_REACH = (
    Queue(
        _("Letter to be posted"),
        "envelope-open",
        Action.SEND_OUTSIDE,
        _to_post,
        _load_to_post,
        lambda letter: f"{letter.get_kind_display()}: {letter.matter.agency.name}, {letter.matter.agency.post_address}",
        _page("send_outside"),
        _("Record the sending"),
        lambda letter: letter.request if letter.is_asking else None,
        on=lambda letter: letter.matter,
        stands=lambda letter: letter.matter,
        deed=lambda letter: Action.SEND_OUTSIDE if letter.request_id else Action.SEND_LETTER_OUTSIDE,
    ),
    Queue(
        _("To be telephoned: no mail and no post reaches it"),
        "telephone",
        Action.TELEPHONE,
        _not_reached,
        _load_to_call,
        _about,
        _page("telephone"),
        _("Note a phone call"),
        lambda request: request,
        stands=lambda request: request,
        adds=_whom_to_call,
    ),
    Queue(
        _("To be telephoned: silent on the last letter"),
        "telephone",
        Action.TELEPHONE,
        _silent,
        _load_to_call,
        _about,
        _page("telephone"),
        _("Note a phone call"),
        lambda request: request,
        stands=lambda request: request,
        adds=_whom_to_call,
    ),
)
