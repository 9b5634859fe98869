"""How letters from the record stand: which reply answered each in full, and whether it came by the due, as exactly as was typed."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import ClarificationRequest, Incident, PastLetter, PastReply, User, followed_letters
from ..models.evidence import ANNEXES
from ..models.followed_letters import Followed, Later, chain, with_what_is_about_it
from ..plain.not_none import not_none
from ..plain.punctuality import Judged, Standing, judge
from ..plain.spans import ABOUT, Span
from ..workflow import GIVEN_UP
from . import corrections

Replies: TypeAlias = defaultdict[int, list[PastReply]]  # by the key of their letter
Came: TypeAlias = Callable[[PastReply], datetime]  # the earliest, or the latest, instant at which a reply may have come

STANDINGS = {
    Standing.IN_TIME: _("In time"),
    Standing.LATE: _("Late"),
    Standing.UNTOLD: _("Too inexact to say whether in time"),
    Standing.NO_DUE: _("Answered, no due on record"),
    Standing.DECLINED: _("Declined to answer"),
    Standing.NOT_THEIRS: _("Says that another is to be asked"),
    Standing.SILENT: _("No complete reply on record"),
    Standing.RUNNING: _("No complete reply yet"),
    Standing.EXTENDED: _("Within the time extended"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
LOOKS = {
    Standing.IN_TIME: "tepat",
    Standing.LATE: "telat",
    Standing.UNTOLD: "tunggu",
    Standing.NO_DUE: "selesai",
    Standing.DECLINED: "lewat",
    Standing.NOT_THEIRS: "tunggu",
    Standing.SILENT: "lewat",
    Standing.RUNNING: "tunggu",
    Standing.EXTENDED: "tunggu",
    Standing.WITHDRAWN: "tunggu",
}


@dataclass
class Stands:
    """One letter from the record with what came back to it, and how it stands by that; one that asks nothing stands nowhere.

    `answering` is the key of the reply with which it was complete at the latest, `counted` how the figures take it: who declined has
    not answered, nor who says that it is not theirs; `followed`: more time for it, its withdrawal.
    """

    letter: PastLetter
    replies: list[PastReply]
    judged: Judged | None = None
    answering: int | None = None
    counted: Standing | None = None
    followed: Followed | None = None
    after: ClarificationRequest | None = None  # the letter of ours that follows it
    next: Any = None  # the button that drafts one, and …
    point: Any = None  # … that records what it asks for: given by the page of the letters

    @property
    def words(self) -> str:
        return str(STANDINGS[self.judged.standing]) if self.judged else ""

    @property
    def due(self) -> Span | None:
        """The last due that it had."""
        return self.followed.due if self.followed else self.letter.due

    @property
    def look(self) -> str:
        return LOOKS[self.judged.standing] if self.judged else ""


def stands(letters: Iterable[PastLetter], now: datetime, shown: Iterable[PastReply] | None = None) -> list[Stands]:
    """`letters`, in their order, each with its replies and how it stands. `shown` are the replies that a page shows where
    those are others than the standing ones.

    What ends a next letter ends those before it too, on the day on which it came.
    """
    letters = list(letters)
    cases = {letter.incident_id for letter in letters}
    replies = _by_letter(
        PastReply.objects.filter(incident__in=cases).select_related("letter").order_by("received_at", "pk")
    )
    later = followed_letters.later_in(cases)
    following = ClarificationRequest.objects.filter(follows_outside__incident__in=cases).exclude(status__in=GIVEN_UP)
    after = {row.follows_outside_id: row for row in following.order_by("pk")}  # of one that is issued anew the last
    on_page = replies if shown is None else _by_letter(shown)
    found = []
    for letter in letters:
        each = Stands(letter, on_page[letter.pk])
        if letter.kind in PastLetter.ASKING and not letter.struck_at:
            each.answering, received = _completion(letter, replies, later)
            each.after = after.get(letter.pk)
            here = _answered_here(letter, later, after)
            if here and (received is None or here.start < received.start):
                each.answering, received = None, here
            kinds = {reply.kind for asked in (letter, *chain(letter, later)) for reply in replies[asked.pk]}
            own = [reply for each_of in with_what_is_about_it(letter, later) for reply in replies[each_of.pk]]
            each.followed = followed_letters.of(letter, later)
            held = partial(
                judge,
                letter.due,
                received,
                now,
                in_part=any(reply.kind in {PastReply.Kind.PART, PastReply.Kind.FULL} for reply in own),
                more_time=each.followed.more_time,
                withdrawn=each.followed.withdrawn,
            )
            disowned = _disowned(own, each.followed, each.after)
            each.judged = held(declined=PastReply.Kind.DECLINED in kinds, disowned=disowned)
            each.counted = held().standing
        found.append(each)
    return found


def _by_letter(rows: Iterable[PastReply]) -> Replies:
    found: Replies = defaultdict(list)
    for reply in rows:
        found[reply.letter_id].append(reply)
    return found


def _completion(letter: PastLetter, replies: Replies, later: Later) -> tuple[int | None, Span | None]:
    """(key of a reply, span): with which reply everything was answered that the letter asked, or a letter after it, and between
    which instants that may have been: where one of two replies came some time in May, nobody knows which was the first."""
    asked = [letter, *chain(letter, later)]
    _earliest, first = _first_complete(asked, replies, _at_the_earliest)
    reply, last = _first_complete(asked, replies, _at_the_latest)
    return (reply.pk, Span(not_none(first), not_none(last), ABOUT)) if reply else (None, None)


def _disowned(replies: list[PastReply], followed: Followed, after: ClarificationRequest | None) -> Span | None:
    """When its body said that another is to be asked, if that is the last word on whose the letter is. Whoever was asked again after
    that was held to it."""
    said = [reply for reply in replies if reply.kind in (*PastReply.OF_ANOTHER, *PastReply.OWNS)]
    last = max(said, key=lambda reply: (_at_the_latest(reply), reply.pk), default=None)
    if last is None or last.kind != PastReply.Kind.ADDRESSEE:
        return None
    known = _at_the_latest(last)
    again = [each.dated_at for each in followed.asking] + ([after.issued_at] if after and after.issued_at else [])
    return None if any(asked_at >= known for asked_at in again) else Span(_at_the_earliest(last), known, ABOUT)


def _answered_here(letter: PastLetter, later: Later, after: dict[int | None, ClarificationRequest]) -> Span | None:
    """When a letter issued here, which follows it or one after it, was first answered in full."""
    requests = [after[each.pk] for each in (letter, *chain(letter, later)) if each.pk in after]
    return min((row.completed for row in requests if row.completed), key=lambda came: came.start, default=None)


def _first_complete(
    asked: list[PastLetter], replies: Replies, came: Came
) -> tuple[PastReply, datetime] | tuple[None, None]:
    """The reply with which the first of the letters was complete, if each came when `came` says, and that instant."""
    complete = [reply for letter in asked if (reply := _complete(letter, replies[letter.pk], came))]
    first = min(complete, key=lambda reply: (came(reply), reply.pk), default=None)
    return (first, came(first)) if first else (None, None)


def _complete(letter: PastLetter, replies: list[PastReply], came: Came) -> PastReply | None:
    """The reply with which everything was answered that the letter asked: by itself, or with those that came before it. What
    answers question by question answers those, whatever it calls itself."""
    left = {number for number, _question in letter.questions}
    for reply in sorted(replies, key=lambda each: (came(each), each.pk)):
        piece = reply.kind in {PastReply.Kind.PART, PastReply.Kind.FULL} and bool(reply.answered) and bool(left)
        left -= {number for number, _text in reply.answered} if piece else set()
        if piece and not left or not piece and reply.kind in PastReply.ANSWERS:
            return reply
    return None


def _at_the_latest(reply: PastReply) -> datetime:
    return not_none(reply.received).end


def _at_the_earliest(reply: PastReply) -> datetime:
    """No reply came before its letter was dated."""
    received = not_none(reply.received)
    return min(max(received.start, reply.letter.dated_at), received.end - timedelta(minutes=1))


def of_case(case: Incident, now: datetime) -> list[Stands]:
    """The letters from the record in a case, as they went out."""
    return stands(_with_names(PastLetter.objects.filter(incident=case)), now)


def corrected(case: Incident, now: datetime) -> list[Stands]:
    """The same with what was put right or struck out, for the page where that is done."""
    letters = corrections.told_on(
        case,
        _with_names(PastLetter.everything.with_recorded().filter(incident=case)).prefetch_related("demands__incident"),
    )
    replies = PastReply.everything.with_recorded().filter(incident=case).select_related("evidence__file", "letter")
    replies = replies.prefetch_related(ANNEXES)
    return stands(letters, now, corrections.told_on(case, replies))


def seen_by(user: User) -> QuerySet[PastLetter]:
    """The letters from the record that `user` may know of, the latest first."""
    return _with_names(PastLetter.objects.visible_to(user)).select_related("incident").order_by("-dated_at", "-pk")


def _with_names(rows: QuerySet[PastLetter]) -> QuerySet[PastLetter]:
    return rows.select_related("agency", "evidence__file", "follows").prefetch_related("agency__names", ANNEXES)
