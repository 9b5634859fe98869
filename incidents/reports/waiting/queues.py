"""THE table of what waits for a decision: a row a kind of thing whose move ends the waiting, with what its line says."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from ...models import (
    Agency,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    CounterQuestion,
    ExtensionRequest,
    Incident,
    Letter,
    NotificationDuty,
)
from ...translatable import _
from ...workflow import Action
from . import keys
from .queue import Queue


def _with_incident(rows: QuerySet[Any], *also: str) -> QuerySet[Any]:
    return rows.select_related("incident", "agency", *also).prefetch_related("agency__names")


def _load_requests() -> QuerySet[Any]:
    return _with_incident(ClarificationRequest.objects.all(), "unit").prefetch_related("deadlines", "questions")


def _load_wishes() -> QuerySet[Any]:
    rows = ExtensionRequest.objects.select_related("request__incident", "request__agency", "request__unit")
    return rows.prefetch_related("request__agency__names", "request__deadlines", "request__questions")


def _load_asked_back() -> QuerySet[Any]:
    rows = CounterQuestion.objects.select_related("request__incident", "request__agency", "request__unit")
    return rows.prefetch_related("request__agency__names", "request__deadlines", "request__questions")


def _load_duties() -> QuerySet[Any]:
    rows = NotificationDuty.objects.select_related("incident", "involvement__agency")
    return rows.prefetch_related("involvement__agency__names")


def _load_letters() -> QuerySet[Any]:
    answers = ("complaint_answer__unit", "complaint_answer__complaint__incident")
    return _with_incident(Letter.objects.all(), "request__unit", "case_letter__unit", *answers)


def _about(row: Any) -> str:
    """The body and the case, as the desk names a request."""
    return f"{row.agency.short_name}: {row.incident.title}"


def _page(route: str, *names: str) -> Callable[[Any], str]:
    """The address of a page; `names` lead from the row to what its address needs."""

    def address(row: Any) -> str:
        for name in names:
            row = getattr(row, name)
        return reverse(f"incidents:{route}", args=[row])

    return address


QUEUES = (
    Queue(
        _("More time asked for, or proposed"),
        "calendar-plus",
        Action.EXTEND,
        keys.wishes,
        _load_wishes,
        lambda wish: _about(wish.request),
        _page("extend", "request_id"),
        _("Decide"),
        lambda wish: wish.request,
        on=lambda wish: wish.request,
        stands=lambda wish: wish.request,
        units=("request__unit",),
    ),
    Queue(
        _("Question of an agency about its letter"),
        "chat-left-text",
        Action.ANSWER_BACK,
        keys.asked_back,
        _load_asked_back,
        lambda asked: _about(asked.request),
        _page("answer_back", "request_id"),
        _("Answer it"),
        lambda asked: asked.request,
        on=lambda asked: asked.request,
        stands=lambda asked: asked.request,
    ),
    Queue(
        _("Said to be wrongly addressed"),
        "flag",
        Action.DRAFT,
        keys.misaddressed,
        _load_requests,
        _about,
        _page("request", "pk"),
        _("Decide"),
        lambda request: request,
    ),
    Queue(
        _("With another body by mistake"),
        "arrow-left-right",
        Action.UPHOLD,
        keys.with_another,
        _load_requests,
        _about,
        _page("request", "pk"),
        _("Decide"),
        lambda request: request,
    ),
    Queue(
        _("Broken off by mistake, to be asked anew"),
        "arrow-repeat",
        Action.DRAFT,
        keys.to_ask_anew,
        _load_requests,
        _about,
        _page("draft", "incident", "reference"),
        _("New request"),
    ),
    Queue(
        _("Revoked, and its body has not been told"),
        "slash-circle",
        Action.DRAFT_LETTER,
        keys.untold,
        lambda: _with_incident(CaseLetter.objects.all(), "unit"),
        _about,
        _page("take_back", "pk"),
        _("Tell it by a letter"),
    ),
    Queue(
        _("Statute's clock"),
        "clock",
        Action.TRACK_DUTY,
        keys.duties,
        _load_duties,
        _about,
        _page("law", "incident", "reference"),
        _("Open the case"),
        lambda duty: duty,
        stands=lambda duty: duty.incident,
    ),
    Queue(
        _("Answers to review"),
        "chat-left-text",
        Action.ACCEPT_QUESTION,
        keys.to_review,
        _load_requests,
        _about,
        _page("request", "pk"),
        _("Review answers"),
        lambda request: request,
    ),
    Queue(
        _("Follow-up reported"),
        "list-check",
        Action.ASK_MORE,
        keys.reported,
        lambda: _with_incident(CaseLetter.objects.prefetch_related("follow_ups"), "unit"),
        _about,
        _page("case_letter", "pk"),
        _("Judge it"),
        told_by=lambda letter: letter.follow_ups.all(),
    ),
    Queue(
        _("Objection or wish for more time"),
        "calendar-plus",
        Action.TURN_DOWN,
        keys.undecided,
        lambda: _with_incident(CaseLetter.objects.prefetch_related("follow_ups"), "unit"),
        _about,
        _page("case_letter", "pk"),
        _("Decide"),
        told_by=lambda letter: letter.follow_ups.all(),
    ),
    Queue(
        _("Follow-up to read"),
        "envelope-open",
        Action.RECORD_FOLLOW_UP,
        keys.to_read,
        lambda: _with_incident(CaseLetter.objects.all(), "unit"),
        _about,
        _page("case_letter", "pk"),
        _("Read it"),
    ),
    Queue(
        _("Referral without a receipt or a result"),
        "arrow-left-right",
        Action.RECORD_FOLLOW_UP,
        keys.without_result,
        lambda: _with_incident(CaseLetter.objects.all(), "unit"),
        _about,
        _page("case_letter", "pk"),
        _("Record what came back"),
    ),
    Queue(
        _("Commitment that is due"),
        "calendar-check",
        Action.KEEP,
        keys.commitments,
        lambda: Commitment.objects.select_related("incident"),
        lambda owed: f"{owed.who}: {owed.what[:100]}",
        lambda owed: owed.get_absolute_url(),
        _("Decide"),
        stands=lambda owed: owed.incident,
        due=lambda owed: owed.due,
    ),
    Queue(
        _("Awaiting signature"),
        "pen",
        Action.FILE_SIGNED,
        keys.to_sign,
        _load_letters,
        lambda letter: f"{letter.agency.short_name if letter.agency else letter.matter}: {letter.get_kind_display()}",
        lambda letter: reverse("notifications:signature", args=[letter.pk]),
        _("To the signature"),
        on=lambda letter: letter.matter,
        stands=lambda letter: letter.matter,
        deed=lambda letter: letter.filed_by,
        units=("request__unit", "case_letter__unit", "complaint_answer__unit"),
    ),
    Queue(
        _("Report that waits for a decision"),
        "clipboard-plus",
        Action.PROMOTE,
        keys.reports,
        lambda: Incident.objects.all(),
        lambda case: case.title,
        _page("incident", "reference"),
        _("Decide"),
    ),
    Queue(
        _("Perhaps the same as another case"),
        "intersect",
        Action.TELL_APART,
        keys.alike,
        lambda: Incident.objects.all(),
        lambda case: case.title,
        _page("incident", "reference"),
        _("Decide"),
    ),
    Queue(
        _("Accepted, no letter of acceptance yet"),
        "file-earmark-text",
        Action.CONFIRM_ACCEPTANCE,
        keys.to_confirm,
        _load_requests,
        _about,
        _page("confirm_acceptance", "pk"),
        _("Letter of acceptance"),
        units=("unit",),
    ),
    Queue(
        _("Nothing open, case to close"),
        "archive",
        Action.CLOSE,
        keys.to_close,
        lambda: Incident.objects.all(),
        lambda case: case.title,
        _page("close", "reference"),
        _("Close case"),
    ),
)
QUEUES_OF_ADMINISTRATION = (
    Queue(
        _("Agency to be completed"),
        "building",
        Action.CONFIRM_AGENCY,
        keys.proposed,
        lambda: Agency.objects.with_names(),
        lambda agency: agency.name,
        _page("confirm_agency", "pk"),
        _("Complete it"),
    ),
)
