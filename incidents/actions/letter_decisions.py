"""Letters about a letter: more time granted or refused, answers accepted, a letter taken back or corrected; and the
receipt of an answer. Each is frozen by the deed that decides, so that what was decided and what was written agree."""

from django.conf import settings

from ..models import Letter
from ..plain import clocks
from ..plain.dates import date_in_words, instant_in_words
from ..record import deeds
from ..workflow import Action
from . import letter_content

Kind = Letter.Kind


def content(clarification, kind, at, by, *, corrections=(), **facts):
    """What a letter about `clarification` says before issue: instants among `facts` in words, texts as typed.

    `facts` are placeholders of the wording: see wordings.PLACEHOLDERS.
    """
    first = clarification.letter
    day = first.issued_at.astimezone(clocks.WIB).date()
    facts |= {
        "nomor_asal": str(first),
        "tanggal_asal": date_in_words(day, "id"),
        "hal_asal": first.content["subject"],
    }
    found = letter_content.base_content(clarification, kind, at, by)
    found |= {"opening": "", "facts": {name: _words(value) for name, value in facts.items()}}
    return found | ({"corrections": list(corrections)} if corrections else {})


def _words(value):
    return instant_in_words(value, "id") if hasattr(value, "astimezone") else str(value)


def extension(clarification, at, by, *, due_at, reason):
    present = clarification.deadlines.order_by("pk").last()
    return content(
        clarification, Kind.EXTENSION, at, by, tenggat_lama=present.due_at, tenggat_baru=due_at, alasan=reason.strip()
    )


def refusal(clarification, at, by, *, reason):
    present = clarification.deadlines.order_by("pk").last()
    return content(clarification, Kind.REFUSAL, at, by, tenggat_lama=present.due_at, alasan=reason.strip())


def withdrawal(clarification, at, by, *, reason):
    return content(clarification, Kind.WITHDRAWAL, at, by, alasan=reason.strip())


def acceptance(clarification, at, by):
    return content(
        clarification,
        Kind.ACCEPTANCE,
        at,
        by,
        waktu_jawaban=clarification.answered_at,
        jumlah_pertanyaan=clarification.questions.count(),
    )


def correction(clarification, at, by, *, corrections):
    """`corrections` is [{"where", "reads", "should_read"}, …]."""
    return content(clarification, Kind.CORRECTION, at, by, corrections=corrections)


def check(deed, found, approved):
    """A letter goes out as it was shown: `approved` is the digest of the content that the person saw, None when there
    was no page to see it on (loader, tests). Raises Conflict."""
    if approved is not None and letter_content.digest(found) != approved:
        raise deeds.Conflict(deed.on)
    return found


def issue(deed, found, *, due_at=None):
    """Number and freeze the letter, as the last write of the deed."""
    letter = letter_content.write(deed, deed.on, found, due_at=due_at, about=deed.on.letter)
    deed.details |= {"letter": str(letter), "kind_of_letter": letter.kind}
    return letter


def confirm_acceptance(clarification, *, by, seen, approved=None, at=None):
    """The letter that says the answers suffice. The request was closed before; nothing runs. Raises Conflict when
    there is such a letter already."""
    with deeds.record(Action.CONFIRM_ACCEPTANCE, on=clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.letters.filter(kind=Kind.ACCEPTANCE, voided_at__isnull=True).exists():
            raise deeds.Conflict(deed.on)
        deed.on.save()
        issue(deed, check(deed, acceptance(deed.on, deed.at, by), approved))
    return deed.on


def correct(clarification, *, by, seen, corrections, approved=None, at=None):
    """Correct the wording of the letter that asks. It moves no clock and changes no question: for that there is a
    new letter. Raises Conflict while the letter itself is not out."""
    with deeds.record(Action.CORRECT, on=clarification, by=by, seen=seen, at=at) as deed:
        deed.on.save()
        issue(deed, check(deed, correction(deed.on, deed.at, by, corrections=corrections), approved))
    return deed.on


def file_signed(letter, *, by, file, details=None, at=None):
    """The signed bytes of a letter about a letter came back: with them it is issued. Raises Conflict when another was
    filed meanwhile. `file` is a StoredFile's fields."""
    with deeds.record(Action.FILE_SIGNED, on=letter.request, by=by, at=at) as deed:
        fresh = Letter.objects.select_for_update().filter(pk=letter.pk).first()
        if fresh is None or not fresh.waits_for_signature or fresh.is_asking:
            raise deeds.Conflict(deed.on)
        take_signed(deed, fresh, file, details)
    return fresh


def take_signed(deed, letter, file, details):
    """Keep the signed bytes beside those that were signed; the deed is the issue."""
    letter.file = letter_content.stored(deed, file)
    letter.issued_at, letter.cause_id = deed.at, deed.event_id
    letter.save()
    deed.details |= {"letter": str(letter), "sha256": letter.file.sha256, **(details or {})}


def receipt(deed, response):
    """The agency's receipt for one reply, frozen with it. It has its own number and stands on no register."""
    found = receipt_content(response, deed.at)
    return letter_content.freeze(deed, response.request, found, number=response.receipt, response=response)


def receipt_content(response, at):
    """What a receipt says: what came, when, how late against the due that counted then."""
    clarification = response.request
    day = at.astimezone(clocks.WIB).date()
    unit, first = letter_content.unit_on(clarification.unit, day), clarification.letter
    answers = list(response.answers.select_related("question").prefetch_related("files__file"))
    files = [("", each.file) for each in response.files.select_related("file")]
    files += [(str(answer.question.number), each.file) for answer in answers for each in answer.files.all()]
    return {
        "template": "receipt/1",
        "kind": str(Kind.RECEIPT),
        "letterhead": {"ministry": unit.ministry, "unit": unit.name, "address": unit.address},
        "place": unit.place,
        "signatory_office": unit.signatory_office,
        "subject": "Tanda Terima Jawaban",
        "addressee": {"office": clarification.agency.name_on(day).name, "agency": "", "place": ""},
        "about": {"number": str(first), "date": first.content["date"]},
        "reference": clarification.reference,
        "received_at": response.received_at.isoformat(),
        "zone": clarification.agency.zone,
        "late_minutes": response.lateness_minutes,
        "answered_by": f"{response.declared_name}, {response.declared_office}",
        "part": response.phase,
        "reply": response.kind,
        "channel": response.channel,
        "document": response.document,
        "answers": [{"number": a.question.number, "heading": a.question.heading} for a in answers],
        "files": [{"question": n, "name": f.name, "size": f.size, "sha256": f.sha256} for n, f in files],
        "signing": str(letter_content.signed_by_machine()),
        "sample": settings.DEMO,
    }
