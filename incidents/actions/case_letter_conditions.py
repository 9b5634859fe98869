"""What a letter of the case says is asked again when it is issued, and shown before: its meeting is still to come, so is the day
by which something is to be done, the outcome that it tells is the case's, what it takes back is its addressee's, whom it names gets
it, and whom it orders or sanctions is bound by the law of this country."""

from collections.abc import Iterator

from ..errors import NOT_NOW, DomainError
from ..models import CaseLetter, Incident, Letter
from ..plain import letter_kinds
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import LETTERS_NOT_OUT, CaseLetterStatus
from . import letter_content, letter_revocation, outcomes, reprimand_grounds, slips
from .agencies import stands_for

OUTCOME = "outcome"  # what the case had as its outcome when a notice of it was written, among the facts of the letter


class MeetingHasBegun(deeds.Conflict):
    message = _(
        "The meeting to which this letter calls has begun; it cannot be issued any more. Change the day of the meeting, or drop the letter."
    )


class MeetingHasBegunUnsigned(MeetingHasBegun):
    message = _(
        "The meeting to which this letter calls has begun. The letter waits for its signature and is changed no more: drop it."
    )


class MeetingIsOver(DomainError):
    status = NOT_NOW
    message = _("The meeting to which this letter calls has begun: there is nothing left to cancel.")


class NothingToCancel(deeds.Conflict):
    message = _("The meeting has begun: there is nothing left to cancel. Drop this letter.")


class DueHasPassed(deeds.Conflict):
    message = _("The day by which it is to be done has passed. Change it in the draft, or drop the letter.")


class DueHasPassedUnsigned(DueHasPassed):
    message = _(
        "The day by which it is to be done has passed. The letter waits for its signature and is changed no more: drop it, and draft another."
    )


class WrittenToAnother(deeds.Conflict):
    message = _(
        "The letter that this one takes back is one to %(body)s now, not to the addressee: drop this one, and take that letter back anew."
    )


class CorrectedNoMore(deeds.Conflict):
    message = _("The letter that this one corrects is in force no longer, or is another body's by now: drop this one.")


class NobodyToTell(deeds.Conflict):
    message = _(
        "%(body)s has ended, and no body follows it: nobody is left who could be told. The letter stays as it is."
    )


class TakenBackAlready(deeds.Conflict):
    message = _("Another letter takes the same letter back already.")


class CorrectedAlready(deeds.Conflict):
    message = _("An erratum to the same letter is drafted already: it is issued or dropped first.")


class NotPutRightSo(DomainError):
    status = NOT_NOW
    message = _(
        "An erratum puts right a letter of the result that is out and in force. A draft is edited; an invitation is cancelled, and sent anew."
    )


class NotTakenBackSo(DomainError):
    status = NOT_NOW
    message = _("A letter takes back one that is out and in force, once. A draft is dropped.")


class AddresseeGone(deeds.Conflict):
    message = _(
        "This letter names a body to which it does not go any more. It waits for its signature and is changed no more: drop it, and draft another."
    )


class AddressedTwice(deeds.Conflict):
    message = _("Two copies of this letter go to the same body. Drop one of them alone, then issue it.")


class TakesBackTheWhole(deeds.Conflict):
    message = _("A joint letter is taken back from all who got it: drop this letter for every addressee, or for none.")


class TakesBackAPart(deeds.Conflict):
    message = _(
        "The letter that this one takes back has one number, and would stay in force with %(body)s: drop this one, and take that letter back anew."
    )


class CorrectsTheWhole(deeds.Conflict):
    message = _("A joint letter is put right for all who got it: drop this letter for every addressee, or for none.")


class CorrectsAPart(deeds.Conflict):
    message = _(
        "The letter that this one corrects has one number, and %(body)s would not read of it: drop this one, and draft another."
    )


class OutcomeIsAnother(deeds.Conflict):
    message = _(
        "This letter tells an outcome that the case does not have now. Change it in the draft, or drop the letter."
    )


class OutcomeIsAnotherUnsigned(OutcomeIsAnother):
    message = _(
        "This letter tells an outcome that the case does not have now. It waits for its signature and is changed no more: drop it, and draft another."
    )


class FindingStruck(deeds.Conflict):
    message = _(
        "A sanction rests on findings of its case that stand, and this letter names none, or one that was struck: %(what)s. Change the draft; "
        "one that waits for its signature is dropped and drafted anew."
    )


class NotBoundByThisLaw(deeds.Conflict):
    message = _(
        "%(body)s is a body of another state: the law of this country gives it no duties, so it is neither ordered nor sanctioned. "
        "Write a recommendation, a letter of information or a referral."
    )


def not_bound(row: CaseLetter) -> DomainError | None:
    """Why an order or a sanction is neither drafted to its addressee nor issued; None where its addressee may get it."""
    imposes = row.kind_row.sanction or row.kind == letter_kinds.ORDER.code
    if imposes and not row.agency.is_bound:
        return NotBoundByThisLaw(row.incident, body=row.agency.short_name)
    return None


def findings_fallen(row: CaseLetter) -> list[str]:
    """The findings that a sanction names and that do not stand in its case, or stand there no longer."""
    stand = {each.label for each in row.incident.findings.all()}
    return [each for each in letter_content.lines(row.facts.get(letter_kinds.FOUND, "")) if each not in stand]


def no_erratum(wrong: CaseLetter) -> DomainError | None:
    """Why none is drafted to this letter now, whoever would; None where one may be. What waits already is named by the refusal."""
    if wrong.kind not in letter_kinds.CORRECTED_BY or wrong.status != CaseLetterStatus.ISSUED or wrong.ended_at:
        return NotPutRightSo(wrong)
    if not stands_for(wrong.agency):
        return NobodyToTell(wrong, body=wrong.agency.short_name)
    waits = next((each for each in wrong.errata.all() if each.status in LETTERS_NOT_OUT), None)
    return CorrectedAlready(waits) if waits else None


def no_taking_back(row: CaseLetter, at: Instant) -> DomainError | None:
    """Why no letter that takes this one back is drafted at `at`, whoever would; None where one may be."""
    if row.kind not in letter_kinds.TAKEN_BACK_BY or row.status != CaseLetterStatus.ISSUED:
        return NotTakenBackSo(row)
    if calls_too_late(row, at):
        return MeetingIsOver(row)
    if letter_revocation.is_ready(row):
        return None
    if not stands_for(row.agency):
        return NobodyToTell(row, body=row.agency.short_name)
    waits = next((each for each in row.takers.all() if each.status in LETTERS_NOT_OUT), None)
    return TakenBackAlready(waits) if waits else NotTakenBackSo(row)


def check(row: CaseLetter, at: Instant) -> None:
    """Raises what speaks against issuing the letter at `at`."""
    if found := objection(row, at):
        raise found


def objection(row: CaseLetter, at: Instant) -> DomainError | None:
    """The first thing that speaks against issuing the letter at `at`, or None. Once it is issued nothing does."""
    return None if row.status == CaseLetterStatus.ISSUED else next(_objections(row, at), None)


def _objections(row: CaseLetter, at: Instant) -> Iterator[DomainError]:
    unsigned = row.status == CaseLetterStatus.AWAITING_SIGNATURE
    if why := not_bound(row):
        yield why
    taken = row.takes_back
    if taken and stands_for(taken.agency) != row.agency:
        yield WrittenToAnother(row, body=taken.agency.short_name)
    if row.corrects and (row.corrects.ended_at or stands_for(row.corrects.agency) != row.agency):
        yield CorrectedNoMore(row)
    if left := letter_revocation.left_out(row):
        yield (CorrectsAPart if row.corrects else TakesBackAPart)(row, body=left.agency.short_name)
    if row.corrects:
        yield from (why for _place, why in slips.of_a_case_letter(row.corrects, row.facts))
    if calls_too_late(row, at):
        begun = MeetingHasBegunUnsigned if unsigned else MeetingHasBegun
        yield (NothingToCancel if row.takes_back_id else begun)(row)
    if row.done_by and row.done_by <= at:
        yield (DueHasPassedUnsigned if unsigned else DueHasPassed)(row)
    if row.joint:
        yield from _of_its_addressees(row)
    if row.kind_row.sanction:
        yield from _of_its_grounds(row)
    if row.kind == letter_kinds.OUTCOME_NOTICE.code and _tells_another(row):
        yield (OutcomeIsAnotherUnsigned if unsigned else OutcomeIsAnother)(row)


def _of_its_grounds(row: CaseLetter) -> Iterator[deeds.Conflict]:
    """A sanction rests on what its regime sanctions, and on findings that stand."""
    if not row.facts.get(letter_kinds.FOUND) or findings_fallen(row):
        yield FindingStruck(row, what=", ".join(findings_fallen(row)) or "–")
    yield from reprimand_grounds.objections(row)


def _of_its_addressees(row: CaseLetter) -> Iterator[deeds.Conflict]:
    """A joint letter that waits for its signature goes to everybody whom it names; a draft to each body once."""
    if row.letter and any(_goes_to_nobody(each) for each in row.letter.with_copies):
        yield AddresseeGone(row)
    bodies = [each.agency_id for each in row.fellows]
    if row.status == CaseLetterStatus.DRAFT and len(bodies) != len(set(bodies)):
        yield AddressedTwice(row)


def _goes_to_nobody(copy: Letter) -> bool:
    """Whether it is void, and was not merely drawn anew."""
    return copy.voided_at is not None and not_none(copy.case_letter).letter is None


def calls_too_late(row: CaseLetter, at: Instant) -> bool:
    """True when the meeting to which the letter calls, or that it cancels, has begun at `at`."""
    return row.has_met(at)


def _tells_another(row: CaseLetter) -> bool:
    """Whether a notice of outcome was written for an outcome that the case does not have any more, or says the words of one
    that it does not have. What an officer says in words of their own of a case without an outcome is the supervisor's to read."""
    now = row.incident.outcome
    if row.facts.get(OUTCOME, "") not in ("", now):
        return True
    return any(outcomes.in_letter(each) in row.facts["hasil"] for each in Incident.Outcome.values if each != now)
