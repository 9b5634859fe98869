"""Letters about a letter: more time granted or refused, answers accepted, a letter taken back or corrected. Each is
frozen by the deed that decides, so that what was decided and what was written agree."""

from collections.abc import Iterable

from django.db import transaction

from ..letters import courtesy, wordings
from ..models import ClarificationRequest, Letter, StoredFile, User
from ..plain import clocks, letter_kinds
from ..plain.clocks import Instant
from ..plain.letter_kinds import LetterKind
from ..plain.not_none import not_none
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, Actor, RequestStatus
from . import (
    dependent_drafts,
    extension_wishes,
    issuing_conditions,
    letter_content,
    letter_facts,
    letter_writing,
    overtaken,
    request_succession,
    signatures,
    slips,
    unsigned_letters,
)
from .agencies import check_exists
from .letter_content import Content, T
from .letter_writing import KeptFields

Correction = slips.Slip


def content(
    clarification: ClarificationRequest,
    kind: LetterKind,
    at: Instant,
    by: User | None,
    *,
    corrections: Iterable[Correction] = (),
    english: str = "",
    **given: letter_facts.Fact,
) -> Content:
    """What a letter of `kind` (a LetterKind) about the letter of `clarification` says before issue: the one way for all of them.
    `given` are placeholders of its wording that only whoever decides knows; the others are read from the clarification. `english` is
    the reason in English, for a courtesy copy.
    """
    clarification = request_succession.as_decided(clarification)
    known_otherwise = (*letter_facts.FILLED_WHEN_DRAWN, letter_kinds.DUTY, *given)
    known = {
        name: letter_facts.known(clarification, name, kind, at)
        for name in kind.placeholders
        if name not in known_otherwise
    }
    zone = clarification.agency.zone
    facts = {name: letter_facts.words(value, zone) for name, value in {**known, **given}.items()}
    if letter_facts.WHY in facts:
        facts[letter_facts.WHY] = letter_facts.with_a_stop(facts[letter_facts.WHY])
    found = letter_content.base_content(clarification, kind.code, at, by) | {"opening": "", "facts": facts}
    found["subject"] = wordings.filled(found["subject"], facts)
    told = letter_content.told_to(clarification, clocks.day(at))
    if letter_kinds.DUTY in kind.placeholders:
        found = letter_content.with_words_for(told, found)
    if courtesy.wanted_by([clarification.agency]):
        values = {name: letter_facts.known(clarification, name, kind, at, "en") for name in known} | given
        values |= {letter_facts.WHY: letter_facts.with_a_stop(english)} if english else {letter_facts.WHY: ""}
        facts = {name: letter_facts.words(value, zone, "en") for name, value in values.items()}
        found |= courtesy.of(found, clocks.day(at), facts=facts, clauses={letter_kinds.DUTY: told.clauses})
    return found | ({"corrections": list(corrections)} if corrections else {})


def decide(
    deed: OnRequest,
    kind: LetterKind,
    by: User,
    *,
    approved: str | None,
    due_at: Instant | None = None,
    about: Letter | None = None,
    corrections: Iterable[Correction] = (),
    english: str = "",
    **facts: letter_facts.Fact,
) -> Letter:
    """The letter of the deed that decides, numbered and frozen as its last write.

    It goes out as it was shown: `approved` is the digest of the content that the person saw, None when there was no page
    to see it on (loader, tests). `about` is the letter it is about where that is not the one that asks. `facts` as content() takes them. Raises Conflict, request_succession.NobodyFollows.
    """
    request_succession.check_reader(deed.on, deed.at)
    if kind in unsigned_letters.ABOUT_TIME:
        unsigned_letters.end_superseded(deed)
    found = content(deed.on, kind, deed.at, by, corrections=corrections, english=english, **facts)
    if approved is not None and letter_content.digest(found) != approved:
        raise overtaken.LetterChanged(deed.on)
    return issue(deed, found, due_at=due_at, about=about)


def issue(deed: OnRequest, found: Content, *, due_at: Instant | None = None, about: Letter | None = None) -> Letter:
    """Number and freeze a letter about the letter of the deed's request."""
    letter = letter_writing.write(deed, deed.on, found, due_at=due_at, about=about or deed.on.letter)
    deed.details |= {"letter": str(letter), "kind_of_letter": letter.kind}
    return letter


def withdraw(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    english: str = "",
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """Take the request back. An issued letter stays on the register, a letter says that it is taken back (to a body that has
    ended none does), its check page too; the number of one that never went out is void. A next letter not issued yet ends
    with it. `approved`, `english`: see decide(), content()."""
    with transaction.atomic():
        with deeds.record(Action.WITHDRAW, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
            before = deed.on.status
            deed.on.status = RequestStatus.WITHDRAWN
            deed.on.withdrawn_at, deed.on.withdrawn_by = deed.at, by
            deed.on.save()
            extension_wishes.lapse(deed)
            unsigned_letters.end(deed)
            if before == RequestStatus.AWAITING_SIGNATURE:
                letter_writing.void(not_none(deed.on.letter), deed)
            elif deed.on.issued_at and not deed.on.agency.has_ended(clocks.day(deed.at)):
                decide(deed, letter_kinds.WITHDRAWAL, by, approved=approved, english=english, alasan=deed.reason)
        dependent_drafts.end(deed, [deed.on])
    return deed.on


def confirm_acceptance(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The letter that says the answers suffice, once they are accepted. Raises Conflict when one says so already."""
    with request_succession.decision(Action.CONFIRM_ACCEPTANCE, clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.acceptance_letter:
            raise overtaken.AcceptedByLetter(deed.on)
        deed.on.save()
        decide(deed, letter_kinds.ACCEPTANCE, by, approved=approved)
    return deed.on


def correct(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    corrections: Iterable[Correction],
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """Correct the wording of the letter that asks. It moves no clock and changes no question: for that there is a
    new letter. Raises Conflict while the letter itself is not out, what slips.of_a_request() finds."""
    with request_succession.decision(Action.CORRECT, clarification, by=by, seen=seen, at=at) as deed:
        corrections = list(corrections)
        for _place, why in slips.of_a_request(deed.on, corrections):
            raise why
        deed.on.save()
        decide(deed, letter_kinds.CORRECTION, by, approved=approved, corrections=corrections)
    return deed.on


def file_signed(
    letter: Letter, *, by: Actor, file: KeptFields, details: deeds.Details | None = None, at: Instant | None = None
) -> Letter:
    """The signed bytes of a letter about a letter came back: with them it is issued. Raises Conflict when another was
    filed meanwhile, or what it says holds no more: DuePassed, BodyEnded. `file` is a StoredFile's fields."""
    with deeds.record(Action.FILE_SIGNED, on=not_none(letter.request), by=by, at=at) as deed:
        fresh = Letter.objects.select_for_update().filter(pk=letter.pk).first()
        if fresh is None or not fresh.waits_for_signature or fresh.is_asking:
            raise overtaken.SignedAlready(deed.on)
        check_holds(deed, fresh)
        take_signed(deed, fresh, file, details)
    return fresh


def drop_unsigned(
    letter: Letter, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """Nobody signs this letter about a letter: it will not go out, its number is void. What was decided stands, and may be
    told by another letter where the table has one. Raises Conflict when it was signed or dropped meanwhile."""
    on = not_none(letter.request)
    with deeds.record(Action.DROP_UNSIGNED, on=on, by=by, seen=seen, reason=reason, at=at) as deed:
        fresh = Letter.objects.select_for_update().filter(pk=letter.pk).first()
        if fresh is None or not fresh.waits_for_signature or fresh.is_asking:
            raise overtaken.SignedAlready(deed.on)
        letter_writing.void(fresh, deed)
        deed.details = {"letter": str(fresh), "kind_of_letter": fresh.kind}
    return deed.on


class DuePassed(deeds.Conflict):
    message = _("The due that this letter names has passed: it asks for what cannot be done any more.")


def check_holds(deed: OnRequest, letter: Letter) -> None:
    """What was true when it was approved is asked again when it is signed, or drawn anew. Raises DuePassed, BodyEnded,
    OfAnotherBody, Conflict."""
    if deed.on.status == RequestStatus.WITHDRAWN and letter.kind != letter_kinds.WITHDRAWAL.code:
        raise overtaken.AboutTakenBack(deed.on)  # nothing else is said about a letter that was taken back
    check_exists(not_none(letter.agency), deed.at)
    if letter.agency_id != deed.on.agency_id:
        raise issuing_conditions.OfAnotherBody(deed.on)
    if letter.kind_row not in unsigned_letters.ABOUT_TIME:
        return
    if deed.on.status != RequestStatus.OPEN:
        raise overtaken.AboutEnded(deed.on)
    named = letter.content["due_at"]
    due_at = Instant.fromisoformat(named) if named else not_none(deed.on.present_due)
    said_so = letter.kind == letter_kinds.REFUSAL.code and clocks.passed(due_at, not_none(letter.cause).recorded_at)
    if clocks.passed(due_at, deed.at) and not said_so:
        raise DuePassed(deed.on)


def take_signed(
    deed: deeds.Deed[T], letter: Letter, file: KeptFields | StoredFile, details: deeds.Details | None
) -> None:
    """Keep the signed bytes beside those that were signed; the deed is the issue. `file` is kept already where another copy
    of the letter brought it. Raises signatures.SignedOnAnotherDay."""
    letter.signed_at = signatures.given_at(details, deed.at)
    signatures.check_day(letter, letter.signed_at)
    letter.file = file if isinstance(file, StoredFile) else letter_writing.stored(deed, file)
    letter.issued_at, letter.cause_id = deed.at, deed.event_id
    letter.save()
    deed.details |= {"letter": str(letter), "sha256": letter.file.sha256, **(details or {})}
