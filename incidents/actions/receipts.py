"""The receipt of an answer, frozen by the deed that takes it in."""

from django.conf import settings
from django.utils import translation

from ..letters import letterheads, wordings
from ..models import Letter, Response
from ..models.succession import held_by, overdue_with, passed_on
from ..plain import clocks, letter_kinds, spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record.deeds import OnRequest
from . import letter_content, letter_writing
from .letter_content import Content


def issue(deed: OnRequest, response: Response) -> Letter:
    """The agency's receipt for one reply, frozen with it. It has its own number and stands on no register."""
    found = receipt_content(response, deed.at)
    return letter_writing.freeze(deed, response.request, found, number=response.receipt, response=response)


def receipt_content(response: Response, at: Instant) -> Content:
    """What a receipt says: what came, when, how late against the due that counted then."""
    clarification = response.request
    day, passed = clocks.day(at), passed_on([clarification]).get(clarification.pk, [])
    body = held_by(clarification, response.received_at, passed)
    unit, first = letter_content.unit_on(clarification.unit, day), not_none(clarification.letter)
    answers = list(response.answers.select_related("question").prefetch_related("files__file"))
    files = [("", each.file) for each in response.files.select_related("file")]
    files += [(str(answer.question.number), each.file) for answer in answers for each in answer.files.all()]
    before = overdue_with(clarification, response.due_at, response.received_at, passed)
    return {
        "template": "receipt/1",
        "kind": letter_kinds.RECEIPT.code,
        **letterheads.of(unit, letterheads.contact_of(clarification, at)),
        "signatory_office": unit.signatory_office,
        "subject": "Tanda Terima Jawaban",
        "addressee": {"office": not_none(body.name_on(day)).name, "agency": "", "place": ""},
        "about": {"number": str(first), "date": first.date.isoformat()},
        "reference": clarification.reference,
        "received_at": response.received_at.isoformat(),
        "zone": body.zone,
        "late_seconds": int(response.lateness.total_seconds()),
        "answered_by": f"{response.declared_name}, {response.declared_office}",
        "part": response.phase,
        "reply": response.kind,
        "channel": response.channel,
        "document": response.document,
        "answers": [{"number": a.question.number, "heading": a.question.heading} for a in answers],
        "files": [{"question": n, "name": f.name, "size": f.size, "sha256": f.sha256} for n, f in files],
        "signing": str(letter_content.signed_by_machine(clarification)),
        "foot": wordings.clause_on(letter_kinds.FOOT, day).sentence,
        "sample": settings.DEMO,
        "drill": clarification.incident.drill,
        **({"ground": response.ground} if response.ground else {}),
        **({"language": _in_indonesian(response)} if response.language else {}),
        **({"late_with": not_none(before.body.name_on(clocks.day(before.at))).name} if before else {}),
        **_by_day(response),
    }


def _by_day(response: Response) -> Content:
    """What is said besides of a reply of which no minute is known: in which words it is, and that nobody can say whether it was in time."""
    if response.received.is_exact:
        return {}
    return {"received_as": spans.in_words(response.received, "id"), "perhaps_late": response.perhaps_late}


def _in_indonesian(response: Response) -> str:
    """The language in which it was given, as the receipt, which is Indonesian, calls it."""
    with translation.override("id"):
        return str(response.get_language_display())
