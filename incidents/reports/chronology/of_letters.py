"""Lines about letters of the product and what came back on them: those that went out another way too, their dues, answers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import (
    CaseLetter,
    ClarificationRequest,
    CounterQuestion,
    Deadline,
    ExtensionRequest,
    FollowUp,
    Letter,
    Response,
    Translation,
)
from ...plain.chronology import RestsOn
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from .source import ALWAYS, BODY, Source, Telling

NAMED = 5  # bodies of a joint letter in one line


def _whose(request: ClarificationRequest, at: Instant | None) -> dict[str, str]:
    """The request and the body, as it was called at `at`."""
    return {
        "request": request.reference,
        "agency": request.agency.short_name_at(at or request.issued_at or request.incident.seen_at),
    }


def _ended_by(request: ClarificationRequest, at: Instant) -> str:
    """That a due or a meeting of `at` did not come about: its request was withdrawn or replaced, or broken off, by then."""
    ended_at = request.ended_early_at
    return " · " + _("its request had ended by then") if ended_at and ended_at <= at else ""


def _issued(letter: Letter) -> Telling:
    bodies = [not_none(each.agency).short_name_at(not_none(each.issued_at)) for each in (letter, *letter.copies.all())]
    matter: Any = letter.request or letter.case_letter
    return Telling(
        _("%(kind)s to %(agency)s") % {"kind": letter.get_kind_display(), "agency": _listed(bodies)},
        matter.get_absolute_url(),
        text=letter.content["subject"],
        source=str(letter),
    )


def _listed(bodies: Sequence[str]) -> str:
    """Those to whom one letter went; of many the first, and how many more."""
    if len(bodies) <= NAMED + 1:
        return ", ".join(bodies)
    more = ngettext("%(n)d other body", "%(n)d other bodies", len(bodies) - NAMED) % {"n": len(bodies) - NAMED}
    return ", ".join([*bodies[:NAMED], more])


def _arrived(request: ClarificationRequest) -> Telling:
    return Telling(
        _("%(request)s arrived at %(agency)s") % _whose(request, request.delivered_at), request.get_absolute_url()
    )


def _acknowledged(request: ClarificationRequest) -> Telling:
    return Telling(
        _("%(agency)s confirms that it has %(request)s") % _whose(request, request.acknowledged_at),
        request.get_absolute_url(),
    )


def _meeting(request: ClarificationRequest) -> Telling:
    title = _("Meeting to which %(request)s calls %(agency)s") % _whose(request, request.meeting_at)
    title += _ended_by(request, not_none(request.meeting_at))
    return Telling(title, request.get_absolute_url(), text=request.meeting_place)


def _accepted(request: ClarificationRequest) -> Telling:
    title = _("Answers of %(agency)s to %(request)s found sufficient") % _whose(request, request.accepted_at)
    return Telling(title, request.get_absolute_url(), who=request.accepted_by.name if request.accepted_by else "")


def _withdrawn(request: ClarificationRequest) -> Telling:
    title = _("%(request)s to %(agency)s withdrawn") % _whose(request, request.withdrawn_at)
    return Telling(title, request.get_absolute_url(), who=request.withdrawn_by.name if request.withdrawn_by else "")


def _broken_off(request: ClarificationRequest) -> Telling:
    title = _("%(request)s to %(agency)s broken off: the body was recorded as existing no more")
    return Telling(title % _whose(request, request.broken_off_at), request.get_absolute_url())


def _stopped(request: ClarificationRequest) -> Telling:
    title = _("%(request)s to %(agency)s closed without a sufficient answer") % _whose(request, request.stopped_at)
    return Telling(title, request.get_absolute_url(), who=request.stopped_by.name if request.stopped_by else "")


def _revoked(letter: CaseLetter) -> Telling:
    facts = {"letter": letter.reference, "agency": letter.agency.short_name_at(not_none(letter.revoked_at))}
    title = _("%(letter)s to %(agency)s revoked without a letter: the body was recorded as existing no more") % facts
    return Telling(title, letter.get_absolute_url())


def _due(row: Deadline) -> Telling:
    title = _("Due of %(request)s for %(agency)s") % _whose(row.request, row.due_at)
    return Telling(
        f"{title} · {row.get_kind_display()}{_ended_by(row.request, row.due_at)}",
        row.request.get_absolute_url(),
        text=row.reason,
        who=row.decided_by,
        source=row.basis,
    )


def _wished(wish: ExtensionRequest) -> Telling:
    words = (
        _("More time for %(agency)s on %(request)s proposed")
        if wish.is_proposal
        else _("%(agency)s asks for more time for %(request)s")
    )
    title = words % _whose(wish.request, wish.asked_at)
    return Telling(
        title,
        wish.request.get_absolute_url(),
        text=wish.reason,
        repeats=wish.request,
        who=wish.asker,
        source=wish.document,
        evidence=wish.evidence,
    )


def _decided(wish: ExtensionRequest) -> Telling:
    if wish.decision == wish.Decision.WITHDRAWN:
        taken_back = _("%(agency)s takes its wish for more time for %(request)s back")
        return Telling(taken_back % _whose(wish.request, wish.decided_at), wish.request.get_absolute_url())
    return Telling(
        _("More time for %(request)s") % _whose(wish.request, wish.decided_at)
        + f": {wish.get_decision_display().lower()}",
        wish.request.get_absolute_url(),
        text=wish.decision_reason,
        who=wish.decided_by.name if wish.decided_by else "",
    )


def _asked_back(asked: CounterQuestion) -> Telling:
    return Telling(
        _("%(agency)s asks about %(request)s") % _whose(asked.request, asked.asked_at),
        asked.request.get_absolute_url(),
        text=asked.text,
        repeats=asked.request,
        who=asked.who,
        source=asked.document,
        evidence=asked.evidence,
    )


def _answered_back(asked: CounterQuestion) -> Telling:
    return Telling(
        _("The question of %(agency)s about %(request)s answered") % _whose(asked.request, asked.settled_at),
        asked.request.get_absolute_url(),
        text=asked.answer,
        who=asked.answered_by.name if asked.answered_by else "",
        rests_on=RestsOn.OURS,
    )


def _received(response: Response) -> Telling:
    return Telling(
        _("Answer of %(agency)s to %(request)s") % _whose(response.request, response.received_at)
        + f" · {': '.join(filter(None, (response.get_kind_display(), response.get_ground_display())))}",
        response.request.get_absolute_url(),
        text=response.text,
        repeats=response,
        who=", ".join(filter(None, (response.declared_name, response.declared_office))),
        source=response.document or response.receipt,
        evidence=response.evidence,
    )


def _translated(made: Translation) -> Telling:
    part, request = made.response, made.response.request
    return Telling(
        _("Answer %(receipt)s to %(request)s translated by the ministry")
        % {"receipt": part.receipt, "request": request.reference},
        request.get_absolute_url(),
        text=made.text or (made.file.name if made.file else ""),
        repeats=part if made.text else None,
        who=made.translated_by.name,
        source=made.get_language_display(),
    )


def _followed(said: FollowUp) -> Telling:
    names = {"letter": said.case_letter.reference, "agency": said.agency.short_name_at(said.came_at)}
    words = _("%(agency)s on %(letter)s") if said.came else _("To %(agency)s on %(letter)s")
    return Telling(
        words % names + f" · {said.get_kind_display()}",
        said.get_absolute_url(),
        text=said.text,
        repeats=said,
        who=", ".join(filter(None, (said.name, said.office))),
        source=said.number,
        rests_on=RestsOn.SAID if said.came else RestsOn.OURS,
        evidence=said.evidence,
    )


OF_REQUEST = tuple(f"request__{name}" for name in ("reference", *BODY))
_ISSUED = Q(issued_at__isnull=False)
_REQUEST: dict[str, Any] = {
    "model": ClarificationRequest,
    "bodies": ("agency",),
    "passes": "",
    "texts": ("reference", "subject", "meeting_place", *BODY),
    "only": _ISSUED,
    "established": ALWAYS,
    "joins": ("incident", "agency", "accepted_by", "withdrawn_by"),
    "fetches": ("agency__names",),
}
_ROW: dict[str, Any] = {
    "case": "request__incident",
    "bodies": ("request__agency",),
    "passes": "request",
    "fetches": ("request__agency__names",),
}
_JOINS = ("request__incident", "request__agency")

SOURCES = (
    Source(
        "issued",
        "letters",
        Letter,
        "issued_at",
        _issued,
        bodies=("agency", "copies__agency"),
        texts=(
            "register_entry__number", "request__reference", "request__subject", "case_letter__subject",
            *BODY, *(f"copies__{name}" for name in BODY),
        ),
        only=Q(response__isnull=True, copy_of__isnull=True),
        established=ALWAYS,
        joins=("agency", "request", "case_letter"),
        fetches=("agency__names", "copies__agency__names"),
    ),
    Source("arrived", "letters", when="delivered", tell=_arrived, **_REQUEST | {"texts": (*_REQUEST["texts"], "delivered_words")}),
    Source("acknowledged", "letters", when="acknowledged_at", tell=_acknowledged, **_REQUEST),
    Source("meeting", "work", when="meeting_at", tell=_meeting, **_REQUEST),
    Source("accepted", "answers", when="accepted_at", tell=_accepted, **_REQUEST),
    Source("withdrawn", "letters", when="withdrawn_at", tell=_withdrawn, **_REQUEST | {"only": _ISSUED}),
    Source("broken_off", "letters", when="broken_off_at", tell=_broken_off, **_REQUEST | {"only": _ISSUED}),
    Source("stopped", "letters", when="stopped_at", tell=_stopped, **_REQUEST | {"only": _ISSUED}),
    Source(
        "due", "dues", Deadline, "due_at", _due,
        texts=(*OF_REQUEST, "reason", "basis", "decided_by"), established=ALWAYS, joins=_JOINS, **_ROW,
    ),
    Source(
        "wished", "dues", ExtensionRequest, "asked_at", _wished,
        texts=(*OF_REQUEST, "reason", "who", "document"), only=Q(struck_at__isnull=True),
        established=ALWAYS, joins=(*_JOINS, "asked_by", "evidence"), **_ROW,
    ),
    Source(
        "decided", "dues", ExtensionRequest, "decided_at", _decided,
        texts=(*OF_REQUEST, "decision_reason"), only=Q(struck_at__isnull=True, found_afterwards=False), established=ALWAYS, joins=(*_JOINS, "decided_by"), **_ROW,
    ),
    Source(
        "asked_back", "answers", CounterQuestion, "asked", _asked_back,
        texts=(*OF_REQUEST, "text", "who", "document", "asked_words"), established=ALWAYS, joins=(*_JOINS, "evidence"), **_ROW,
    ),
    Source(
        "answered_back", "answers", CounterQuestion, "settled", _answered_back,
        texts=(*OF_REQUEST, "answer", "settled_words"), only=Q(state=CounterQuestion.State.ANSWERED),
        established=ALWAYS, joins=(*_JOINS, "answered_by"), **_ROW,
    ),
    Source(
        "received", "answers", Response, "received", _received,
        texts=(*OF_REQUEST, "text", "declared_name", "declared_office", "document", "receipt", "received_words"),
        established=ALWAYS, joins=(*_JOINS, "evidence"), **_ROW,
    ),
    Source(
        "translated", "answers", Translation, "translated_at", _translated,
        case="response__request__incident", only=Q(response__struck_at=None),
        bodies=("response__request__agency",), passes="response__request",
        texts=(*(f"response__{name}" for name in OF_REQUEST), "text", "file__name", "response__receipt"),
        established=ALWAYS, joins=("response__request__agency", "response__request__incident", "file", "translated_by"),
    ),
    Source(
        "followed", "answers", FollowUp, "came", _followed,
        bodies=("agency",), texts=("text", "number", "name", "office", "came_words", "agency__names__short_name"),
        established=~Q(kind__in=FollowUp.CAME), joins=("incident", "case_letter", "agency", "evidence"), fetches=("agency__names",),
    ),
    Source(
        "revoked", "letters", CaseLetter, "revoked_at", _revoked,
        bodies=("agency",), texts=("reference", "subject", *BODY), established=ALWAYS,
        joins=("incident", "agency"), fetches=("agency__names",),
    ),
)  # fmt: skip
