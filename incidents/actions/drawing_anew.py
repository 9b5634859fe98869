"""A letter that nobody signed on the day of its date is drawn anew: the same letter, as it would be approved now, under another number
and the date of now. Its number of before stays on the register, void, with the number that took its place."""

from ..letters import wordings
from ..models import Letter, User
from ..plain import clocks, letter_kinds
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..workflow import Action
from . import (
    case_letter_content,
    case_letter_issuing,
    complaint_answers,
    complaints,
    letter_content,
    letter_decisions,
    letter_issuing,
    letter_writing,
    overtaken,
)
from .letter_content import Content

APPROVED_BY = {
    letter_kinds.Part.ASKS: Action.APPROVE,
    letter_kinds.Part.ABOUT: Action.DRAW_ANEW,
    letter_kinds.Part.ALONE: Action.APPROVE_LETTER,
    letter_kinds.Part.TO_PERSON: Action.APPROVE_ANSWER,
}


def move_of(letter: Letter) -> Action:
    """The move by which this letter is drawn anew."""
    return APPROVED_BY[letter.kind_row.part]


def content(letter: Letter, at: Instant, by: User) -> Content:
    """What `letter`, which waits for its signature, would say if it were drawn anew at `at`."""
    if letter.complaint_answer:
        return complaint_answers.content(letter.complaint_answer, at, by)
    if letter.case_letter:
        return case_letter_content.content(letter.case_letter, at, by)
    if letter.is_asking:
        return letter_content.draft_content(not_none(letter.request), at, by)
    return _about(letter, at, by)


def _about(letter: Letter, at: Instant, by: User) -> Content:
    """A letter about a letter tells the same decision, in the words and by the hand of that day; signed as it was to be."""
    clarification, before = not_none(letter.request), letter.content
    facts = before["facts"]
    found = letter_content.base_content(clarification, letter.kind, at, by, signing=letter.signing)
    found |= {"opening": "", "facts": facts, "subject": wordings.filled(found["subject"], facts)}
    if letter_kinds.DUTY in facts:
        found = letter_content.with_words_for(letter_content.told_to(clarification, clocks.day(at)), found)
    found |= {"corrections": before["corrections"]} if "corrections" in before else {}
    return found


def draw_anew(letter: Letter, *, by: User, seen: int | None, approved: str, at: Instant | None = None) -> None:
    """`approved` is the digest of the content that was shown, `seen` the version of what the letter was written for. Raises Conflict:
    it was signed, dropped or drawn anew meanwhile, or would be another than was shown; what approving it raises."""
    if letter.complaint_answer:
        complaints.send_answer(letter.complaint_answer, by=by, seen=not_none(seen), approved=approved, at=at)
    elif letter.case_letter:
        rows = letter.case_letter.fellows
        shown = {each: (seen if each == letter.case_letter else None, approved) for each in rows}
        case_letter_issuing.issue(shown, by=by, at=at)
    elif letter.is_asking:
        letter_issuing.approve(not_none(letter.request), by=by, seen=seen, approved_digest=approved, at=at)
    else:
        _draw_about_anew(letter, by, seen, approved, at)


def _draw_about_anew(letter: Letter, by: User, seen: int | None, approved: str, at: Instant | None) -> None:
    with deeds.record(Action.DRAW_ANEW, on=not_none(letter.request), by=by, seen=seen, at=at) as deed:
        before = Letter.objects.select_for_update().filter(pk=letter.pk).first()
        if before is None or not before.waits_for_signature or before.is_asking:
            raise overtaken.SignedAlready(deed.on)
        letter_decisions.check_holds(deed, before)
        found = content(before, deed.at, by)
        if letter_content.digest(found) != approved:
            raise overtaken.LetterChanged(deed.on)
        due = before.content["due_at"]
        due_at = Instant.fromisoformat(due) if due else None
        letter = letter_writing.write(deed, deed.on, found, due_at=due_at, about=before.about, instead_of=before)
        deed.details = {"letter": str(letter), "kind_of_letter": letter.kind}
        deed.details |= letter_issuing.drawn_instead(before)
