"""The deeds by which a body ends: its last name stays, and what still runs is its successor's, or ends with it."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..errors import DomainError
from ..models import (
    Agency,
    Appointment,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Contact,
    FurtherSuccessor,
    Incident,
    User,
)
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, divided, open_matters_of_bodies, sent_forms
from ..record.divided import Division
from ..translatable import _
from ..workflow import LETTERS_NOT_OUT, UNANSWERED, Action, Actor, CaseLetterStatus, CommitmentStatus, RequestStatus
from ..workflow.rows import ALIVE, FOLLOWED
from . import (
    extension_wishes,
    hierarchy,
    involvements_passed_on,
    letter_writing,
    overtaken,
    reply_drafts,
    unsigned_letters,
)


class NoSuccessor(DomainError):
    message = _("A body is followed by another one that exists, not by itself, a double or one that has ended.")


def end_agency(
    agency: Agency,
    *,
    by: User,
    ended_on: date,
    reason: str,
    successor: Agency | None = None,
    further: Sequence[Agency] = (),
    to: Mapping[str, Agency] | None = None,
    laid_out: str = "",
    seen: int | None = None,
) -> Agency:
    """From `ended_on` on the body exists no more. One act: its running requests, letters not yet out, commitments, shares,
    duties, places in what lasts (a task force), liaisons and addresses are those of `successor` from now on; where there is
    none, requests that nobody can answer any more and letters not yet out are broken off, answers that are there are still
    judged, addresses and liaisons end.

    Where the body is split, `further` are its other successors, and `to` says what each of them takes over, by the keys of
    divided.lots(); `laid_out` is the digest of what whoever chose was shown. What it names no body for is `successor`'s.

    What was issued and closed before stays as it is, under the last name; an answer to be judged is the successor's to hear of, and stays
    one of the body that gave it. Raises NoSuccessor, and Conflict when there is more or less to choose for than was shown.
    """
    with transaction.atomic():
        over = clocks.day_begins(ended_on + timedelta(days=1))
        all_named = [*([successor] if successor else []), *further]
        cases, parts = hierarchy.hold_exchange(agency, all_named, lambda: open_matters_of_bodies.in_cases(agency, over))
        named = Agency.objects.prefetch_related("names")  # each deed below calls all of them by their names
        heirs = {body.pk: named.get(pk=body.pk) for body in all_named}
        for heir in heirs.values():
            if heir.pk == agency.pk or heir.merged_into_id or heir.ended_on:
                raise NoSuccessor(heir)
        division = _divided(agency, heirs, to or {}, laid_out, by=by)
        act_id = sent_forms.new_act()
        with deeds.record(Action.END_AGENCY, on=agency, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
            _contacts(deed, division)
            _liaisons(deed, division)
            for heir in heirs.values():
                own = [part for part in parts if division.of(divided.key_of_part(part.pk)) == heir]
                hierarchy.pass_parts(deed.on, heir, own)
            deed.on.ended_on, deed.on.successor = ended_on, division.first
            deed.on.save()
            for heir in [*heirs.values()][1:]:
                FurtherSuccessor.objects.create(agency=deed.on, heir=heir)
            names = ", ".join(heir.short_name_at(deed.at) for heir in heirs.values())
            deed.details = {"successor": names} if names else {}
        ended = named.get(pk=agency.pk)
        for case in cases:
            heard = _letters_of(case, ended, division, by=by, reason=reason, act_id=act_id)
            promised = heirs and case.commitments.filter(agency=ended, status=CommitmentStatus.OPEN).exists()
            if case.status in ALIVE or (case.status in FOLLOWED and promised):
                involvements_passed_on.pass_on(case, ended, heard, by=by, reason=reason, act_id=act_id)
    return deed.on


def _divided(
    agency: Agency, heirs: Mapping[int, Agency], to: Mapping[str, Agency], shown: str, *, by: User
) -> Division:
    """Raises NoSuccessor where something is given to another body, Conflict where it is not there to be given."""
    for body in to.values():
        if body.pk not in heirs:
            raise NoSuccessor(body)
    first = next(iter(heirs.values()), None)
    if len(heirs) < 2:
        return Division(first)
    lots = divided.lots(agency, timezone.now(), by)
    if not {lot.key for lot in lots}.issuperset(to) or shown not in ("", divided.digest(heirs.values(), lots)):
        raise overtaken.DividesOtherwise(agency)
    return Division(first, {key: heirs[body.pk] for key, body in to.items()})


def _letters_of(
    case: Incident, agency: Agency, division: Division, *, by: User, reason: str, act_id: uuid.UUID
) -> list[Agency]:
    """Each request and each letter not yet out, by a deed of its own. Returns the bodies that follow it in this case, first the one that has
    all else in it from now on: the first successor, or where none of its letters went to that one, the one to which the first of them went."""
    running = UNANSWERED | {RequestStatus.ANSWERED} if division.first else UNANSWERED
    followed: list[Agency] = []
    rows = ClarificationRequest.objects.filter(incident=case, agency=agency, status__in=running).order_by("pk")
    for request, heir in [(row, division.of_request(row)) for row in rows]:
        if heir:
            hand_on(request, by=by, seen=None, to=heir, reason=reason, act_id=act_id, body=agency)
            followed.append(heir)
        else:
            break_off(request, by=by, seen=None, reason=reason, act_id=act_id)
    waiting = open_matters_of_bodies.unsigned(agency)
    for request in ClarificationRequest.objects.filter(incident=case, pk__in=waiting.values("request")).order_by("pk"):
        break_off(request, by=by, seen=None, reason=reason, act_id=act_id)
    letters = CaseLetter.objects.filter(incident=case, agency=agency, status__in=LETTERS_NOT_OUT)
    for letter in letters.order_by("pk"):
        _letter_not_out(letter, division.of_letter(letter), by=by, reason=reason, act_id=act_id)
    for letter in open_matters_of_bodies.awaiting(agency).filter(incident=case).order_by("pk"):
        if heir := division.of_letter(letter):
            hand_on_letter(letter, heir, by=by, reason=reason, act_id=act_id)
            followed.append(heir)
    if division.first and (not followed or division.first in followed):
        followed.insert(0, division.first)
    return list(dict.fromkeys(followed))


def hand_on_letter(
    letter: CaseLetter, heir: Agency, *, by: Actor, reason: str, act_id: uuid.UUID, at: Instant | None = None
) -> None:
    """What a letter asks for is the successor's to do, with its due as it is; the letter that went out stays one to the body
    that got it."""
    with deeds.record(Action.HAND_ON_LETTER, on=letter, by=by, reason=reason, act_id=act_id, at=at) as deed:
        body = deed.on.agency
        deed.details = {"agency": body.short_name_at(deed.at), "for": heir.short_name_at(deed.at)}
        deed.details["kind_of_letter"] = deed.on.kind
        for owed in Commitment.objects.filter(case_letter=deed.on, agency=body, status=CommitmentStatus.OPEN):
            involvements_passed_on.owes(owed, body, heir, deed.at)
        deed.on.agency, deed.on.mail_to = heir, ""
        deed.on.save()


def hand_on(
    clarification: ClarificationRequest,
    *,
    by: Actor,
    seen: int | None,
    to: Agency,
    reason: str,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
    body: Agency | None = None,
) -> ClarificationRequest:
    """The request is from now on one to `to`, with its clock as it is; letters that went out stay those to the body that got them.
    `body`: the one that has it, where that is in hand. One that waits for a signature is a draft again: its number is void, for it
    names a body that is no more."""
    with deeds.record(Action.HAND_ON, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id) as deed:
        if deed.on.status == RequestStatus.AWAITING_SIGNATURE:
            letter_writing.void(not_none(deed.on.letter), deed)
            deed.on.status = RequestStatus.DRAFT
        unsigned_letters.end_addressed(deed)
        if body and body.pk == deed.on.agency_id:
            deed.on.agency = body
        deed.details = {"agency": deed.on.agency.short_name_at(deed.at), "for": to.short_name_at(deed.at)}
        # chosen among the addresses of the body before; the successor's are all told
        deed.on.agency, deed.on.mail_to = (to, "")
        deed.on.save()
        reply_drafts.take_up(deed.on, to)
    return deed.on


def break_off(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
) -> ClarificationRequest:
    """Nobody is left to answer, or to be told: a request that asks ends, and no letter says so to anybody; one that
    was answered or ended stays what it is. Numbers that waited for a signature are void."""
    with deeds.record(
        Action.BREAK_OFF, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id
    ) as deed:
        if deed.on.status == RequestStatus.AWAITING_SIGNATURE:
            letter_writing.void(not_none(deed.on.letter), deed)
        unsigned_letters.end_addressed(deed)
        if deed.on.status in UNANSWERED:
            deed.on.status = RequestStatus.BROKEN_OFF
            deed.on.broken_off_at, deed.on.broken_off_by = deed.at, by
        deed.on.save()
        extension_wishes.lapse(deed)
    return deed.on


def _letter_not_out(letter: CaseLetter, heir: Agency | None, *, by: User, reason: str, act_id: uuid.UUID) -> None:
    """A letter of the case that is not out goes to `heir`, unless that gets it already or it waits for its signature: it
    names a body that is no more. Otherwise it is dropped."""
    to_it = CaseLetter.objects.filter(act_id=letter.act_id, agency=heir).exclude(status=CaseLetterStatus.DROPPED)
    own_number = letter.earlier and not letter.joint  # takes back or corrects a number that no other letter to it does
    there = heir and not own_number and to_it.exists()
    passes = bool(heir) and not there and letter.status == CaseLetterStatus.DRAFT
    action = Action.HAND_ON_LETTER if passes else Action.BREAK_OFF_LETTER
    with deeds.record(action, on=letter, by=by, reason=reason, act_id=act_id) as deed:
        deed.details = {"agency": deed.on.agency.short_name_at(deed.at)}
        if passes and heir:
            deed.details["for"] = heir.short_name_at(deed.at)
            deed.on.agency, deed.on.mail_to = heir, ""
        else:
            if deed.on.letter:
                letter_writing.void(deed.on.letter, deed)
            deed.on.status = CaseLetterStatus.DROPPED
        deed.on.save()


def _contacts(deed: deeds.Deed[Agency], division: Division) -> None:
    """Every address ends today; the successor has those that it does not have yet, deputies under their principals where both
    are one successor's."""
    day = clocks.day(deed.at)
    anew: dict[int, Contact] = {}
    stand_for: dict[int, Contact] = {}  # what the successor has in place of each
    for row in deed.on.contacts.select_for_update().filter(valid_to__isnull=True).order_by("pk"):
        row.valid_to = max(day, row.valid_from)
        row.save()
        heir = division.of(divided.key_of_address(row.pk))
        there = heir and heir.contacts.filter(valid_to__isnull=True, email__iexact=row.email).first()
        if heir and not there:
            kept = {name: getattr(row, name) for name in KEPT_OF_A_CONTACT}
            there = anew[row.pk] = Contact.objects.create(agency=heir, valid_from=day, **kept)
        if there:
            stand_for[row.pk] = there
    for row in deed.on.contacts.filter(pk__in=anew, deputy_of__in=stand_for):
        principal = stand_for[not_none(row.deputy_of_id)]
        if principal.agency_id == anew[row.pk].agency_id:
            anew[row.pk].deputy_of = principal
            anew[row.pk].save()


KEPT_OF_A_CONTACT = ("office", "name", "email", "phone", "is_ppdp", "exercise", "confirmed_at")


def _liaisons(deed: deeds.Deed[Agency], division: Division) -> None:
    """Every appointment ends now; who does not serve the successor yet does from now on, as long as it was to last. Who serves it
    until a day before that, goes on from then."""
    posts = Appointment.objects.overlapping(deed.at, None)
    for post in posts.select_for_update().filter(agency=deed.on).order_by("pk"):
        begins, ends = max(post.valid_from, deed.at), post.valid_to
        post.valid_to = begins
        post.save()
        heir = division.of(divided.key_of_person(post))
        beside = posts.filter(agency=heir, user=post.user_id) if heir else posts.none()
        last = beside.order_by(F("valid_to").desc(nulls_first=True)).first()
        serves_until = last.valid_to if last else begins
        if heir and serves_until and (ends is None or serves_until < ends):
            since = max(begins, serves_until)
            Appointment.objects.create(
                user=post.user, role=post.role, agency=heir, mode=post.mode, valid_from=since, valid_to=ends
            )
