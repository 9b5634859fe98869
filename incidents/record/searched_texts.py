"""What is searched of each row, and in which case it stands: every text that a page prints, and the names of the bodies
that the row names. Numbers and codes that are cited whole are found by `cited_numbers`."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db.models import Model

from .. import models
from ..models.record import span_names
from ..plain import numbers
from ..workflow import Action
from .case_files import FILE_KINDS, FileKind


def _names(*agencies: models.Agency | None) -> list[str]:
    """Every name the bodies ever had; those of their doubles too."""
    return [word for agency in agencies if agency for word in sorted(agency.words)]


def _texts(kept: dict[str, Any]) -> list[str]:
    """The texts of JSON, by their keys: PostgreSQL gives them back in an order of its own."""
    return [text for _key, text in sorted(kept.items()) if isinstance(text, str)]


def _said(facts: dict[str, Any]) -> list[str]:
    """The words somebody typed for a letter of the case."""
    return [
        *_texts(facts),
        *_texts(facts.get("english") or {}),
        *_texts({"place": (facts.get("meeting") or {}).get("place")}),
    ]


def _decided(content: dict[str, Any]) -> list[str]:
    """The words that a letter about a letter says beside its wording: why, and what is put right."""
    slips = [text for slip in content.get("corrections", ()) for text in _texts(slip)]
    return [*_texts(content.get("facts", {})), *slips]


def _figures(assertion: models.Assertion) -> list[str]:
    """Its figures as pages print them, in full and for short, and with the unit behind as people type it. What is free is found by that
    word in both languages."""
    if assertion.amount == 0:
        return list(numbers.FREE.values())
    amounts = [(n, assertion.unit) for n in (assertion.amount, assertion.amount_to, assertion.out_of) if n is not None]
    amounts += [(assertion.worth, "Rp")] if assertion.worth is not None else []
    printed = [numbers.counted(n, unit, shortly=short) for n, unit in amounts for short in (False, True)]
    return [*printed, *(f"{numbers.exact(n)} {unit}" for n, unit in amounts)]


def _done(event: models.CaseEvent) -> list[str]:
    """Why a deed was done, and the words that stand in its event alone: why no number was held, whom to ask instead."""
    kept = [remark.get("reason", "") for _field, remark in sorted(event.details.get("guard", {}).items())]
    return [event.reason, *kept, event.details["text"] if event.action == Action.REDIRECT else ""]


def _named(kind: FileKind) -> "Texts":
    """Of a file that came or went with a letter its name."""
    case = attrgetter(f"{kind.case.replace('__', '.')}_id")
    return lambda row: (case(row), [row.file.name])


# One question to each model's own columns.
Texts = Callable[[Any], tuple[int | None, list[str]]]  # the key of its case, if it has one, and its words
_OWN: dict[type[Model], Texts] = {
    models.Incident: lambda r: (
        r.pk,
        [r.reference, r.report_reference, r.file_number, r.title, r.summary, r.source_note],
    ),
    models.Involvement: lambda r: (
        r.incident_id,
        [*_names(r.agency, r.on_behalf_of), r.holds, r.according_to, r.why, r.known_source],
    ),
    models.AffectedBody: lambda r: (r.incident_id, [r.name, r.data, r.note, *_names(r.agency)]),
    models.ActorPart: lambda r: (r.incident_id, [r.basis]),  # the names of the actor are looked up on the register
    models.ActorDismissal: lambda r: (r.incident_id, [r.name, r.why]),
    models.ActorContact: lambda r: (r.incident_id, [r.who, r.text, r.source]),
    models.Activity: lambda r: (r.incident_id, [r.text, r.speaker, r.place, r.participants, r.source]),
    models.Assertion: lambda r: (
        r.incident_id,
        [r.label, r.statement, r.said_by, r.reported_by, r.source, r.worth_source, *_figures(r), *_names(r.agency)],
    ),
    models.Participation: lambda r: (r.incident_id, [*_names(r.agency), r.capacity]),
    models.Assessment: lambda r: (r.assertion.incident_id, [r.grounds, r.document]),
    models.Figure: lambda r: (r.incident_id, [r.reason]),
    models.Evidence: lambda r: (
        r.incident_id,
        [r.label, r.text, r.description, r.origin, r.holder, r.file.name if r.file else ""],
    ),
    models.Finding: lambda r: (r.incident_id, [r.label, r.text, r.said_by, r.place, r.method, r.source]),
    models.Commitment: lambda r: (r.incident_id, [r.who, r.what, r.source, *_names(r.agency)]),
    models.ExposedCategory: lambda r: (r.incident_id, [r.category.name, r.basis]),
    models.NotificationDuty: lambda r: (
        r.incident_id,
        [r.basis, r.start_source, r.subjects_how, r.exception_statute, r.public_grounds],
    ),
    models.SeverityRating: lambda r: (r.incident_id, [r.reason]),
    models.Sanction: lambda r: (
        r.incident_id,
        [r.measure, r.currency, r.document, r.note, r.basis, r.decided_by, *_names(r.agency)],
    ),
    models.Development: lambda r: (r.incident_id, [r.became, r.decided_by, r.document, r.grounds]),
    models.Relation: lambda r: (r.incident_id, [r.why]),
    models.Admission: lambda r: (r.incident_id, [r.user.name, r.why]),
    models.Share: lambda r: (r.incident_id, [*_names(r.agency), r.text]),
    models.ClarificationRequest: lambda r: (
        r.incident_id,
        [r.reference, r.subject, r.opening, r.basis, r.copies, r.mail_to, r.meeting_place]
        + [*_texts(r.english), *_names(r.agency)],
    ),
    models.Question: lambda r: (r.request.incident_id, [r.heading, r.text, r.returned]),
    models.Deadline: lambda r: (r.request.incident_id, [r.basis, r.reason, r.asked_by, r.decided_by]),
    models.ExtensionRequest: lambda r: (
        r.request.incident_id,
        [] if r.struck_at else [r.reason, r.decision_reason, r.who, r.document],
    ),
    models.CounterQuestion: lambda r: (r.request.incident_id, [r.text, r.who, r.document, r.answer]),
    models.OutsideWord: lambda r: (r.request.incident_id, [r.text, r.who, r.document]),
    models.Response: lambda r: (
        r.request.incident_id,
        [r.receipt, r.document, r.text, r.declared_name, r.declared_office],
    ),
    models.Translation: lambda r: (
        r.response.request.incident_id,
        [] if r.response.struck_at else [r.text, r.file.name if r.file else ""],
    ),
    models.Answer: lambda r: (r.response.request.incident_id, [] if r.response.struck_at else [r.text]),
    models.CaseLetter: lambda r: (
        r.incident_id,
        [r.reference, r.subject, r.copies, r.mail_to, *_said(r.facts), *_names(r.agency)],
    ),
    models.AnswerFile: lambda r: (r.answer.question.request.incident_id, [r.file.name]),
    models.FollowUp: lambda r: (r.incident_id, [r.text, r.number, r.name, r.office, *_names(r.agency)]),
    models.PastLetter: lambda r: (
        r.incident_id,
        [r.number, r.office, r.subject, r.asked, r.period, r.source, *_names(r.agency)],
    ),
    models.PastReply: lambda r: (
        r.incident_id,
        [
            r.number,
            r.signed_by,
            r.office,
            r.text,
            *(text for _number, text in r.answered),
            r.translation,
            r.answer,
            r.source,
        ],
    ),
    models.Sending: lambda r: (r.incident_id, [r.recipient, r.said_by, r.source]),
    models.Complaint: lambda r: (  # who complained is nowhere in the index
        r.incident_id,
        [r.reference, r.text, r.happened, r.wanted, r.about, *_names(r.agency)],
    ),
    models.ComplaintAnswer: lambda r: (r.incident_id, [r.text, r.handed_by]),
    models.Letter: lambda r: (r.incident_id, [] if r.to_person else [str(r), *_decided(r.content)]),
    models.CaseEvent: lambda r: (r.incident_id, _done(r)),
}


def _with_told(own: Texts) -> Texts:
    """Of every row that knows a moment in words only, those words too."""

    def texts(row: Model) -> tuple[int | None, list[str]]:
        incident, words = own(row)
        return incident, [*words, *(getattr(row, f"{name}_words") for name in span_names(type(row)))]

    return texts


_FILES: dict[type[Model], Texts] = {kind.model: _named(kind) for kind in FILE_KINDS if kind.model not in _OWN}
TEXTS: dict[type[Model], Texts] = {model: _with_told(own) for model, own in (_OWN | _FILES).items()}
# Which columns name a body whose names are kept in the words of the row: indexed afresh when it gets another one.
NAMING_A_BODY: dict[type[Model], tuple[str, ...]] = {
    models.Involvement: ("agency", "on_behalf_of"),
    models.AffectedBody: ("agency",),
    models.Assertion: ("agency",),
    models.Participation: ("agency",),
    models.Commitment: ("agency",),
    models.Sanction: ("agency",),
    models.Share: ("agency",),
    models.ClarificationRequest: ("agency",),
    models.CaseLetter: ("agency",),
    models.FollowUp: ("agency",),
    models.PastLetter: ("agency",),
    models.Complaint: ("agency",),
}
