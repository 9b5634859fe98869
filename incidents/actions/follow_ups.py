"""Deeds on what follows a letter of the result: what it asks for, what the body reports, what the ministry says to that."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..models import CaseLetter, Commitment, Evidence, FollowUp, FollowUpFile, Response, User
from ..models.points import copies_with
from ..models.record import put_span, span_columns
from ..models.succession import held_by
from ..plain.clocks import Instant
from ..plain.letter_kinds import DEMANDS
from ..plain.not_none import not_none
from ..plain.spans import Span, may_lie_between, told, within
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, CommitmentStatus
from . import letter_content, letter_revocation, letter_writing, past_letters, same_points
from .agencies import check_exists


class NothingAwaited(deeds.Conflict):
    message = _("This letter awaits nothing, or is no longer in force.")


class NothingToDecide(deeds.Conflict):
    message = _("No objection and no wish for more time waits on this letter: it was decided already, or struck out.")


class NothingOwed(DomainError):
    status = NOT_NOW
    message = _("Nothing of what this letter asks for is outstanding any more.")


class NoLater(DomainError):
    message = _("More time ends later than the time there is now.")


class TooFar(DomainError):
    """A year that was typed wrong is for ever otherwise."""

    message = _(
        "More than %(days)d days: a matter that waits longer is for a new letter. Look whether the year is typed right."
    )


class NotWhenItCame(DomainError):
    message = _("What came back came after the letter was issued, and not in the future.")


class NothingShows(DomainError):
    status = NOT_NOW
    message = _("Nothing shows yet that it was done. Record what came back on the letter first.")


LONGEST_MORE_TIME = timedelta(days=365)


def check_more_time(letter: CaseLetter, due_at: Instant, at: Instant) -> None:
    """Raises NoLater, TooFar where no more time until `due_at` may be given at `at` for what is outstanding of `letter`."""
    since = max([at, *(not_none(each.due_at) for each in _owed(letter))])
    if due_at <= since:
        raise NoLater(letter)
    if due_at > since + LONGEST_MORE_TIME:
        raise TooFar(letter, days=LONGEST_MORE_TIME.days)


def ask(row: CaseLetter, *, by: User, act_id: uuid.UUID, at: Instant | None) -> Instant | None:
    """With the issue of a letter that asks that things be done each of them is owed, by a deed of its own within that act.
    Returns the `at` for the next deed of the act."""
    letter = not_none(row.letter)
    for what in letter_content.lines(row.facts[DEMANDS]) if row.asks_for_deeds else ():
        owed = Commitment(
            incident=row.incident,
            case_letter=row,
            agency=row.agency,
            who=row.agency.short_name_at(not_none(row.issued_at)),
            what=what,
            source=str(letter),
        )
        with deeds.record(Action.DEMAND, on=owed, by=by, at=at, act_id=act_id) as deed:
            owed.put_due(row.done_by, deed.at)
            owed.save()
            deed.details = {"who": owed.who, "text": what, "letter": str(letter)}
        at = deed.after()
    return at


def end_what_was_asked(deed: deeds.Deed[CaseLetter]) -> None:
    """With the issue of a letter that takes another back what is outstanding of that is owed no longer. Letters of the same act to
    bodies that exist no more and nobody follows end with it, without a letter: nobody is left to be told; and so do the copies of a
    joint letter that its addressee has in the place of another."""
    taken = deed.on.takes_back
    beside = letter_revocation.ending_with(deed.on, taken) if taken else []
    for row in (taken, *beside) if taken else ():
        release_all(row, deed.at)
    for row in beside:
        row.revoked_with = deed.on
        row.save()


def release_all(letter: CaseLetter, at: Instant) -> None:
    """Within the deed that ends a letter: what is outstanding of it is owed no longer."""
    for owed in _owed(letter):
        owed.status, owed.settled_at = CommitmentStatus.DROPPED, at
        owed.save()


def _owed(letter: CaseLetter) -> list[Commitment]:
    return list(Commitment.objects.filter(case_letter=letter, status=CommitmentStatus.OPEN).order_by("pk"))


def report_back(
    letter: CaseLetter,
    *,
    by: User,
    seen: int | None,
    text: str,
    name: str,
    office: str,
    number: str = "",
    kind: str = FollowUp.Kind.REPORT,
    wished_at: datetime | None = None,
    uploads: Sequence[files.Upload] = (),
    at: datetime | None = None,
) -> FollowUp:
    """The body says what it did, that it objects or asks for more time, or of a referral that it has it and what came of it, with what
    shows that. `uploads` have passed files.check(); of a refused report no byte stays. Raises NothingAwaited."""
    with files.keeping(uploads) as kept, transaction.atomic():
        with deeds.record(Action.REPORT_BACK, on=letter, by=by, seen=seen, at=at) as deed:
            said = {"text": text, "name": name, "office": office, "number": number, "wished_at": wished_at}
            row = _add(deed, kind, by, came_at=deed.at, **said)
            for each in kept:
                FollowUpFile.objects.create(follow_up=row, file=letter_writing.stored(deed, each.fields()))
    return row


def record_follow_up(
    letter: CaseLetter,
    *,
    by: User,
    seen: int | None,
    kind: str,
    channel: str,
    came_at: datetime | Span,
    text: str = "",
    number: str = "",
    name: str = "",
    office: str = "",
    wished_at: datetime | None = None,
    evidence: Evidence | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Enter what came back outside the portal: when it came and when it was entered stand apart. A receipt and another word of the body
    come back on every letter that went out, also where nothing is awaited of it. Raises NothingAwaited for what answers it there; ValueError for an instant before the issue or in the future."""
    came = told(came_at)
    with deeds.record(Action.RECORD_FOLLOW_UP, on=letter, by=by, seen=seen, at=at, happened_at=came) as deed:
        if not may_lie_between(came, not_none(deed.on.issued_at), max(deed.at, timezone.now())):
            raise ValueError("what came back came after the letter and before now")
        came = within(came, not_none(deed.on.issued_at), deed.at)
        said = {"text": text, "number": number, "name": name, "office": office, "channel": channel}
        return _add(deed, kind, by, came_at=came, evidence=evidence, wished_at=wished_at, **said)


def ask_more(letter: CaseLetter, *, by: User, seen: int | None, reason: str, at: datetime | None = None) -> FollowUp:
    """Tell the body what is still missing; nothing is settled by it. Raises NothingAwaited, NothingOwed, BodyEnded."""
    with deeds.record(Action.ASK_MORE, on=letter, by=by, seen=seen, reason=reason, at=at) as deed:
        check_exists(deed.on.agency, deed.at)
        if deed.on.asks_for_deeds and not _owed(deed.on):
            raise NothingOwed(deed.on)
        return _add(deed, FollowUp.Kind.ASKED, by, came_at=deed.at, text=deed.reason)


def postpone(
    letter: CaseLetter, *, by: User, seen: int | None, due_at: datetime, reason: str, at: datetime | None = None
) -> FollowUp:
    """Give more time for what is outstanding of the letter, on whichever of its copies the body owes it; the letter itself, and the due
    it named, stay. Given after the due it makes nobody punctual, and it shortens no longer time. Raises NothingOwed, NoLater, TooFar,
    BodyEnded."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        with deeds.record(Action.POSTPONE, on=letter, by=by, seen=seen, reason=reason, at=at, act_id=act_id) as deed:
            check_exists(deed.on.agency, deed.at)
            owed = _owed(deed.on)
            if not owed:
                raise NothingOwed(deed.on)
            check_more_time(deed.on, due_at, deed.at)
            said = _add(deed, FollowUp.Kind.POSTPONED, by, came_at=deed.at, text=deed.reason, due_at=due_at)
            others = [each for copy in copies_with(deed.on) for each in _owed(copy) if not_none(each.due_at) < due_at]
            same_points.say_on_copies(said, others)
            deed.details["due_at"] = due_at.isoformat()
        for n, each in enumerate([*owed, *others], start=1):
            step = deed.after(n)
            with deeds.record(Action.REDATE, on=each, by=by, reason=reason, at=step, act_id=act_id) as moved:
                moved.on.put_due(due_at, deed.at)
                moved.on.save()
                moved.details = {"who": moved.on.who, "text": moved.on.what, "due_at": due_at.isoformat()}
    return said


def turn_down(letter: CaseLetter, *, by: User, seen: int | None, reason: str, at: datetime | None = None) -> FollowUp:
    """Decline what the body objects, or the more time that it asks for, with words that it reads; what is owed stays owed. Raises
    NothingAwaited, NothingToDecide, BodyEnded."""
    with deeds.record(Action.TURN_DOWN, on=letter, by=by, seen=seen, reason=reason, at=at) as deed:
        check_exists(deed.on.agency, deed.at)
        if not deed.on.undecided:
            raise NothingToDecide(deed.on)
        return say(deed, FollowUp.Kind.DECLINED, by)


def say(deed: deeds.Deed[CaseLetter], kind: FollowUp.Kind, by: User) -> FollowUp:
    """Within an open deed on a letter of which something is awaited: what the ministry says, with the deed's reason. Raises
    NothingAwaited."""
    return _add(deed, kind, by, came_at=deed.at, text=deed.reason)


def _add(deed: deeds.Deed[CaseLetter], kind: str, by: User, came_at: datetime | Span, **facts: Any) -> FollowUp:
    row = deed.on
    of_any = deed.action == Action.RECORD_FOLLOW_UP and kind in FollowUp.OF_ANY
    if not (of_any or kind in FollowUp.kinds_on(row)):
        raise NothingAwaited(row)
    row.save()  # whoever decides with an earlier page in hand has not read this
    if kind in FollowUp.CAME:
        for copy in (row, *copies_with(row)):
            _read_anew(copy)
    came = told(came_at)
    facts = {"channel": Response.Channel.PORTAL} | facts | span_columns("came", came)
    body = held_by(row, came.start)  # paper of the body before may be entered after its end
    about = {"agency": body.short_name_at(deed.at), "kind_of_letter": row.kind, "kind": str(kind)}
    deed.details = about | {name: facts[name] for name in ("text", "number") if facts.get(name)}
    if deed.details.get("text") == deed.reason:  # what the ministry says: the record has it as the reason already
        del deed.details["text"]
    return FollowUp.objects.create(incident=row.incident, case_letter=row, agency=body, kind=kind, by=by, **facts)


def _read_anew(letter: CaseLetter) -> None:
    """Nobody judges what is outstanding with a page that did not show what came, or how it stands now."""
    for owed in _owed(letter):
        owed.version += 1
        owed.save()


def put_right(row: FollowUp) -> None:
    """Within the deed that corrects what was typed in, or strikes it: whose it is follows from when it came, and whoever read it
    as it stood judges nothing by that. Raises NotWhenItCame."""
    letter = row.case_letter
    if not row.struck_at:
        if not may_lie_between(row.received, not_none(letter.issued_at), timezone.now()):
            raise NotWhenItCame(row)
        put_span(row, "came", within(row.received, not_none(letter.issued_at), timezone.now()))
        row.agency = held_by(letter, row.came_at)
    letter.version += 1
    letter.save()
    _read_anew(letter)


def say_of_point(
    owed: Commitment,
    kind: FollowUp.Kind,
    *,
    by: User,
    reason: str,
    at: datetime,
    others: Iterable[Commitment] = (),
) -> None:
    """Within the deed that releases a point of a letter, or opens it again, and `others` with it: the body reads why on the pages on
    which they stand."""
    letter = not_none(owed.case_letter)
    letter.version += 1
    letter.save()
    text, body = f"{owed.what}: {reason}", held_by(letter, at)
    facts = {"incident": letter.incident, "case_letter": letter, "kind": kind}
    said = FollowUp.objects.create(**facts, agency=body, text=text, by=by, came_at=at)
    same_points.say_on_copies(said, others)


def what_shows(owed: Commitment, chosen: FollowUp | None = None) -> FollowUp | None:
    """What shows that something asked for by a letter was done: `chosen`, or the latest report or result that came back, on
    whichever copy of it the body has; no mere receipt, no word that nothing is done. None for what no letter asked for, or one from the
    record: to that, replies are entered. Raises NothingShows."""
    if owed.past_letter and not past_letters.what_shows(owed.past_letter).exists():
        raise NothingShows(owed)
    if owed.case_letter is None:
        return None
    of_letter = {"case_letter__in": [owed.case_letter, *copies_with(owed.case_letter)], "kind__in": FollowUp.SHOWS}
    if chosen:  # struck meanwhile, the door says so
        shows = FollowUp.everything.filter(pk=chosen.pk, **of_letter).first()
    else:
        shows = FollowUp.objects.filter(**of_letter).last()
    if shows is None:
        raise NothingShows(owed)
    return shows
