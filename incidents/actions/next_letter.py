"""Deeds on the letters that come after a letter: the next step of the ladder, and a reissue that takes its place."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone, translation

from ..models import ClarificationRequest, LadderRung
from ..plain import clocks
from ..plain.answer_values import Asked
from ..record import deeds
from ..workflow import QuestionStatus, RequestStatus
from . import clarifications

COPIED = ("unit", "basis", "copies", "security", "question_set")


def next_rung(request, day):
    """The step after this letter as the rules stood on `day`, or None at the end of the ladder. The first letter is 1."""
    number = request.rung.number if request.rung else 1
    return LadderRung.objects.on(day).filter(number=number + 1).first()


def draft_next(request, *, by, at=None, now=None):
    """Draft the next letter to whoever has not answered: only the questions still open, citing the letter before.

    The product does it when the due has passed, a person at any time while questions are open. Somebody edits,
    approves and issues it, or withdraws it; nothing goes out by itself. It is a request of its own with its own clock.
    `now` is the instant at which the due is judged. Raises Conflict when the ladder has no further step, one is drafted already, or nothing is open any more.
    """
    now = now or at or timezone.now()
    rung = next_rung(request, now.astimezone(clocks.WIB).date())
    due_at = request.deadlines.order_by("pk").last().due_at if request.issued_at else None
    waiting = request.followers.exclude(status=RequestStatus.WITHDRAWN).exists()
    early = by is deeds.SYSTEM and due_at and now <= due_at + timedelta(hours=rung.after_hours if rung else 0)
    if request.status != RequestStatus.OPEN or rung is None or waiting or early:
        raise deeds.Conflict(request)
    words = {"due_at": due_at, "overdue": now > due_at, "replied": request.first_reply_at}
    return _draft_after(
        request,
        by=by,
        at=at,
        agency=request.agency,
        follows=request,
        rung=rung,
        subject=rung.subject,
        opening=_opening(rung.code, request, **words),
        urgency=ClarificationRequest.Urgency.VERY_URGENT,
    )


def reissue(request, *, by, agency=None, at=None):
    """Draft the letter anew, to the same agency or another: a request with its own clock. When it is issued, the old
    one becomes *replaced*; until then the old one stands. Raises Conflict when one is drafted already."""
    if request.status != RequestStatus.OPEN or request.reissue:
        raise deeds.Conflict(request)
    agency = agency or request.agency
    return _draft_after(
        request,
        by=by,
        at=at,
        agency=agency,
        replaces=request,
        follows=request.follows,
        rung=request.rung,
        subject=request.subject,
        opening=_opening("reissue", request) + "\n" + request.opening if agency == request.agency else request.opening,
        urgency=request.urgency,
        meeting_at=request.meeting_at,
        meeting_place=request.meeting_place,
    )


def _draft_after(request, *, by, at, **fields):
    still_open = list(request.questions.filter(status=QuestionStatus.OPEN))
    if not still_open:
        raise deeds.Conflict(request)
    fields |= {name: getattr(request, name) for name in COPIED}
    return clarifications.draft(
        request.incident,
        by=by,
        at=at,
        questions=[Asked(q.heading, q.text, q.kind, q.section) for q in still_open],
        repeats=still_open,
        drafted_by=by if by.pk else None,
        **fields,
    )


def _opening(name, request, **words):
    with translation.override("id"):
        text = render_to_string(
            f"incidents/requests/openings/{name}.txt", {"request": request, "letter": request.letter, **words}
        )
    return " ".join(text.split())
