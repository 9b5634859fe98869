"""The next step of the ladder after a letter that went out outside the product: drafted here, a request with its own number and clock,
that cites the other by the number that it bears. Where its body exists no more, it goes to whoever stands for that."""

from django.db import transaction
from django.utils import timezone

from ..letters import courtesy
from ..models import Agency, ClarificationRequest, Incident, LadderRung, PastLetter, PastReply, User, followed_letters
from ..plain import clocks, spans
from ..plain.answer_values import Asked
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import GIVEN_UP
from . import clarifications, letter_basis, openings, overtaken
from .agencies import stands_for

FIRST = 1  # the step of a letter that is none of the ladder's own


class NothingAsked(deeds.Conflict):
    message = _(
        "What this letter asked is not on record: put its questions in first, then the next letter asks them again."
    )


def next_rung(letter: PastLetter, at: Instant) -> LadderRung | None:
    """The step after it as the rules stand; None at the end of the ladder."""
    day = clocks.day(at)
    own = LadderRung.objects.on(day).filter(code=letter.kind).values_list("number", flat=True).last()
    return LadderRung.objects.in_force((own or FIRST) + 1, day)


def may_follow(letter: PastLetter, at: Instant) -> LadderRung | None:
    """The step that may be drafted after it now; None where nothing follows: it asks nothing, is answered or was taken back, another that
    asks went out or is drafted after it, its case issues nothing, the ladder ends."""
    if letter.struck_at or letter.incident.past or letter.kind not in PastLetter.ASKING:
        return None
    waits = followed_letters.of(letter).waits and not drafted_after(letter)
    return next_rung(letter, at) if waits and not followed_letters.answered_in_full(letter) else None


def drafted_after(letter: PastLetter) -> ClarificationRequest | None:
    """The request that follows it and was not given up; of one that was issued anew what stands."""
    return letter.requests_after.exclude(status__in=GIVEN_UP).order_by("pk").last()


def draft_next(letter: PastLetter, *, by: User, at: Instant | None = None) -> ClarificationRequest:
    """Draft the next letter to the body that has not answered in full, or to its successor, with the questions that no reply answered.
    Raises NothingFollows, NothingAsked, BodyEnded, and what drafting a request does."""
    now = at or timezone.now()
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=letter.incident_id)
        letter = PastLetter.everything.select_related("incident", "agency").get(pk=letter.pk)
        rung = may_follow(letter, now)
        if rung is None:
            raise overtaken.NothingFollows(letter)
        replies = followed_letters.came_to(letter)
        own = (reply for reply in replies if reply.letter_id == letter.pk)  # whose questions its numbers name
        answered = {number for reply in own for number, _said in reply.answered}
        open_ones = [(number, words) for number, words in letter.questions if number not in answered]
        if not open_ones:
            raise NothingAsked(letter)
        agency = stands_for(letter.agency) or letter.agency
        abroad = courtesy.wanted_by([agency])
        english = _opening(letter, agency, rung, replies, now, "en") if abroad else ""
        return clarifications.draft(
            letter.incident,
            by=by,
            at=at,
            agency=agency,
            questions=[Asked(f"Pertanyaan {number} surat terdahulu", words) for number, words in open_ones],
            follows_outside=letter,
            rung=rung,
            subject=rung.subject,
            opening=_opening(letter, agency, rung, replies, now, "id"),
            english={"opening": english} if english else {},
            basis=letter_basis.basis_of_step(rung, clocks.day(now)),
            urgency=ClarificationRequest.Urgency.VERY_URGENT,
        )


def _opening(
    letter: PastLetter, agency: Agency, rung: LadderRung, replies: list[PastReply], now: Instant, language: str
) -> str:
    """The words of the step: what the letter bears, the due that it had last, and what came to it, as was typed. To a successor nothing of
    that is said to be its own."""
    due = followed_letters.of(letter).due
    words = {
        "due": spans.in_words(due, language) if due else "",
        "more_time": due != letter.due,
        "overdue": due is not None and due.end <= now,
        "replied": any(reply.kind == PastReply.Kind.PART for reply in replies),
        "spoke": any(reply.kind != PastReply.Kind.RECEIPT for reply in replies),
    }
    return openings.after_outside(rung.code, letter, agency, now, language, **words)
