"""The letter by which a complainant is answered: what it says, its number and its issue. The verbs before and at its issue stand in `complaints`.

Everything that many read calls its addressee by the number of the complaint. Name and address go from the sheet into the
frozen content locked, and are opened for the moment in which the letter is drawn.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from ..errors import NOT_NOW, DomainError
from ..models import Complaint, ComplaintAnswer, Letter, User
from ..plain import clocks, letter_kinds
from ..plain.clocks import Instant
from ..plain.dates import date_in_words
from ..plain.not_none import not_none
from ..plain.spans import DAY, MINUTE, Span, in_words
from ..record import complainant_sheets, complaint_answers_out, deeds
from ..translatable import _
from ..workflow import Action, ComplaintAnswerStatus, ComplaintStatus
from . import letter_content, letter_decisions, letter_issuing, letter_signs, letter_writing, overtaken


class NothingToAnswerBy(DomainError):
    """Neither address nor number of the complainant is known."""

    message = _("Nothing is known by which the complainant could be reached.")


class NotThatDay(DomainError):
    message = _("An answer is handed over on the day of its issue or later, and not in the future.")


class NotAnsweredThen(NotThatDay):
    message = _("The complaint came in later than that day, or the day is still to come. Put right first when it came.")


class ConcludedByIt(DomainError):
    """Nothing else has reached the complainant."""

    status = NOT_NOW
    message = _(
        "%(complaint)s was concluded as answered because of this handing over: nothing else has reached the complainant. Reopen the "
        "complaint first, with a reason; then strike it out."
    )


class NameNotShown(DomainError):
    """The letter's fonts lack a sign of the name or the address; which, is said by nobody who may not open the sheet."""

    status = NOT_NOW
    message = _(
        "The letter's fonts do not have a sign of the name or address on the sheet. Whoever sees to the complaint writes it in other letters."
    )


class NamesAnother(DomainError):
    """The letter is frozen, and the sheet was amended since: what names one person would go to another's address."""

    status = NOT_NOW
    message = _(
        "Since this letter was made, another name or address was written onto the sheet. Drop this answer and draft it anew."
    )


def content(answer: ComplaintAnswer, at: Instant, by: User | None = None) -> letter_content.Content:
    """What the letter says before issue, whom it names apart."""
    came = _day_it_came(answer.complaint.received)
    found = letter_content.base_content(answer, letter_kinds.COMPLAINT_ANSWER.code, at, by)
    return found | {"opening": "", "facts": {"isi": answer.text, "tanggal_pengaduan": came}}


def _day_it_came(received: Span) -> str:
    """The day; of what is known less exactly what stands on record, and that it does."""
    last = received.end - timedelta(microseconds=1)
    if received.precision in (DAY, MINUTE) and clocks.day(received.start) == clocks.day(last):
        return date_in_words(clocks.day(received.start), "id")
    return f"yang tercatat sebagai \u201c{in_words(received, 'id')}\u201d"


def signed_by_hand(answer: ComplaintAnswer, at: Instant) -> bool:
    """Whether a letter approved at `at` waits for a person's signature."""
    return letter_content.signing_of(answer, at) in Letter.BY_HAND


def check_reaches(answer: ComplaintAnswer) -> None:
    """Raises Conflict of a complaint that is merged, NothingToAnswerBy, NameNotShown."""
    if Complaint.objects.select_for_update().get(pk=answer.complaint_id).status == ComplaintStatus.MERGED:
        raise overtaken.ComplaintMerged(answer.complaint, complaint=answer.complaint.reference)
    person = complainant_sheets.read(answer.complaint.sheet)
    if not person.reachable:
        raise NothingToAnswerBy(answer)
    try:
        letter_signs.refuse_what_no_font_shows(answer, [person.name, person.post])
    except letter_signs.NotShown:
        raise NameNotShown(answer) from None


def approve(deed: deeds.Deed[ComplaintAnswer], by: User, approved: str | None, *, by_hand: bool) -> None:
    """Number and freeze the letter of the answer, within the deed that approves it; one that waits for its signature is drawn
    anew. `approved` is the digest of the content that was shown, None where somebody goes by its version alone. Raises Conflict as
    check_reaches() does and where another letter would go out than was shown; SigningNotChosen."""
    check_reaches(deed.on)
    found = content(deed.on, deed.at, by)
    if approved is not None and letter_content.digest(found) != approved:
        raise overtaken.LetterChanged(deed.on)
    before = deed.on.letter
    if (before and not by_hand) or (found["signing"] in Letter.BY_HAND) != by_hand:
        raise overtaken.ApprovedOtherwise(deed.on)
    deed.on.status = ComplaintAnswerStatus.AWAITING_SIGNATURE if by_hand else ComplaintAnswerStatus.SENT
    deed.on.sent_at = None if by_hand else deed.at
    deed.on.save()
    named = complainant_sheets.addressee_of(deed.on.complaint.sheet)
    letter = letter_writing.write(deed, deed.on, found, addressee=named, instead_of=before)
    deed.details = {"letter": str(letter), "kind_of_letter": letter.kind} | letter_issuing.drawn_instead(before)


def take_signed(deed: deeds.Deed[ComplaintAnswer], file: dict[str, Any], details: dict[str, Any] | None) -> None:
    """The signed bytes are here: with them the letter is issued. Raises Conflict when it waits for none, what check_reaches()
    raises, NamesAnother."""
    letter = deed.on.letter
    if deed.on.status != ComplaintAnswerStatus.AWAITING_SIGNATURE or letter is None or not letter.unsigned_id:
        raise overtaken.SignedAlready(deed.on)
    check_reaches(deed.on)
    if not complainant_sheets.still_names(letter.content, deed.on.complaint.sheet):
        raise NamesAnother(deed.on)
    deed.on.status, deed.on.sent_at = ComplaintAnswerStatus.SENT, deed.at
    deed.on.save()
    deed.details = {"kind_of_letter": letter.kind}
    letter_decisions.take_signed(deed, letter, file, details)


def hand_over(
    answer: ComplaintAnswer, *, by: User, seen: int, way: str, on: date, who: str, text: str = "", reason: str = ""
) -> ComplaintAnswer:
    """Note that an issued answer was posted, given or told: how, on which day and by whom. Noted again it is put right, with a
    reason; of one that was given otherwise the words too ("": as they are). Raises NotThatDay, NotAnsweredThen."""
    with deeds.record(Action.HAND_OVER_ANSWER, on=answer, by=by, seen=seen, reason=reason) as deed:
        _check_day(deed, on)
        if deed.on.handed_way and not deed.reason:
            raise ValueError("what was noted before is put right with a reason")
        if text and deed.on.status == ComplaintAnswerStatus.TOLD:  # a letter says what it says
            deed.on.text = text
        deed.on.handed_way, deed.on.handed_on, deed.on.handed_by = way, on, who
        deed.on.save()
        deed.details = _which(deed.on)
    return deed.on


def tell(complaint: Complaint, *, by: User, text: str, way: str, on: date, who: str) -> ComplaintAnswer:
    """Note what the complainant was answered otherwise than by a letter of the product: orally, on paper, in a mail of their own. It
    has no number, and nobody is mailed. Raises Conflict of a complaint that counts no more, NotAnsweredThen."""
    answer = ComplaintAnswer(complaint=complaint, text=text, status=ComplaintAnswerStatus.TOLD)
    with deeds.record(Action.TELL_ANSWER, on=answer, by=by) as deed:
        present = Complaint.objects.select_for_update().get(pk=complaint.pk)
        if present.status == ComplaintStatus.MERGED:
            raise overtaken.ComplaintMerged(complaint, complaint=complaint.reference)
        if not present.counts:
            raise overtaken.ComplaintMistaken(complaint, complaint=complaint.reference)
        _check_day(deed, on)
        answer.unit = present.unit or not_none(deed.unit)
        answer.handed_way, answer.handed_on, answer.handed_by = way, on, who
        answer.save()
    return answer


def _check_day(deed: deeds.Deed[ComplaintAnswer], on: date) -> None:
    """It reached the complainant on a day on which it could. Raises NotThatDay, NotAnsweredThen."""
    issued, last = deed.on.sent_at, clocks.day(deed.at)
    if issued and not clocks.day(issued) <= on <= last:
        raise NotThatDay(deed.on)
    if issued:
        return
    # when it came is not moved meanwhile
    complaint = Complaint.objects.select_for_update().get(pk=deed.on.complaint_id)
    if not clocks.day(complaint.received.start) <= on <= last:
        raise NotAnsweredThen(deed.on)


def _which(answer: ComplaintAnswer) -> dict[str, str]:
    return {"letter": str(answer.letter)} if answer.letter else {}


def strike_handing_over(answer: ComplaintAnswer, *, by: User, seen: int, reason: str) -> ComplaintAnswer:
    """It was not handed over as was noted: it is as far as its mail says, or still to be handed over; one that was given otherwise was
    not given. How it was noted stays in the history. Raises Conflict where nothing is noted, ConcludedByIt."""
    with deeds.record(Action.STRIKE_HANDING_OVER, on=answer, by=by, seen=seen, reason=reason) as deed:
        if not deed.on.handed_way:
            raise overtaken.HandedOverNoMore(deed.on)
        deed.on.handed_way, deed.on.handed_on, deed.on.handed_by = "", None, ""
        if deed.on.status == ComplaintAnswerStatus.TOLD:  # that is all there was of it
            deed.on.status = ComplaintAnswerStatus.DROPPED
        deed.on.save()
        _check_still_reached(deed.on)
        deed.details = _which(deed.on)
    return deed.on


def _check_still_reached(answer: ComplaintAnswer) -> None:
    """A complaint that was concluded as answered has been, by this handing over or otherwise; one that ended although nothing had reached
    anybody rests on none that was noted since. Raises ConcludedByIt."""
    entered = Complaint.objects.get(pk=answer.complaint_id)
    complaint = Complaint.objects.select_for_update().get(pk=entered.merged_into_id or entered.pk)
    if complaint.status != ComplaintStatus.CONCLUDED or complaint.outcome != Complaint.Outcome.ANSWERED:
        return
    by_then = answer.history.filter(history_date__lte=complaint.concluded_at).order_by("history_id").last()
    if by_then is None or not by_then.handed_way:
        return
    answers = ComplaintAnswer.objects.filter(Q(complaint=complaint) | Q(complaint__merged_into=complaint))
    out = complaint_answers_out.of(answers.select_related("complaint__incident", "complaint__sheet"))
    if not any(each.stage in complaint_answers_out.REACHED for each in out):
        raise ConcludedByIt(answer, complaint=complaint.reference)
