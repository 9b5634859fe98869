"""Letters: the next one of the ladder is drafted at its time, an issued one is drawn and its bytes stored once."""

import logging
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from incidents.actions import next_letter
from incidents.letters.courtesy import wanted_by as courtesy_wanted_by
from incidents.models import CaseEvent, ClarificationRequest, Deadline, LadderRung, Letter, Pending, StoredFile
from incidents.models.record import WITH_FIRST
from incidents.plain import clocks
from incidents.plain.clocks import Instant
from incidents.plain.letter_kinds import Part
from incidents.record import complainant_sheets, deeds, locked_files
from incidents.workflow import GIVEN_UP, Action, IncidentStatus, RequestStatus, Subject

from ..letters import courtesy, pdf, seal, soundness, time_authority, validation_data
from . import fail_points
from .fault_isolation import attempt

logger = logging.getLogger(__name__)
MOST_DRAFTS = 200  # of one sweep; the next one goes on
STAMP_WAITED_FOR = timedelta(minutes=10)  # from the deed; then a letter goes out without a time stamp
UNMADE_AFTER = timedelta(minutes=2)  # from the deed; after that somebody is told


def draft_next_letters(at: Instant) -> bool:
    """At due + 0 the next letter of the ladder lies drafted; a person sends it. A replay's letters are history: none.

    When the due was moved since, it is drafted again as soon as that has passed too: anew where somebody withdrew it, in
    other words where it lies untouched. False when one of them could not be drafted.
    """
    moved = Deadline.objects.filter(request=OuterRef("pk")).order_by("-set_at").values("set_at")[:1]
    rows = ClarificationRequest.objects.with_clock().overdue(at).select_related("rung", "incident", "agency", "unit")
    rows = rows.filter(incident__replay=False, incident__status=IncidentStatus.OPEN).annotate(moved_at=Subquery(moved))
    following = ClarificationRequest.objects.filter(follows=OuterRef("pk"))
    lying = following.exclude(status__in=GIVEN_UP)
    stale = rows.filter(Exists(lying.filter(drafted_at__lt=OuterRef("moved_at"))))
    well = [
        _safely(drafted, lambda row: next_letter.redraft(row, now=at))
        for drafted in _untouched().filter(follows__in=stale.values("pk"))
    ]
    known_of = following.filter(drafted_at__gte=OuterRef("moved_at"))  # whoever withdrew it knew of this due
    rows = rows.filter(~Exists(lying), ~Exists(known_of))
    day = clocks.day(at)
    last = LadderRung.objects.on(day).aggregate(last=Max("number"))["last"] or 0
    rows = rows.filter(Q(rung__isnull=True) | Q(rung__number__lt=last))  # whoever stands at the top waits for people
    well += [_safely(clarification, lambda row: _draft_next(row, at)) for clarification in rows.by_due()[:MOST_DRAFTS]]
    return all(well)


def _draft_next(clarification: ClarificationRequest, at: Instant) -> None:
    rung = next_letter.next_rung(clarification, clocks.day(at))
    if rung and clocks.passed(rung.follows_from(clarification.due_at), at):
        next_letter.draft_next(clarification, by=deeds.SYSTEM, now=at)


def _untouched() -> QuerySet[ClarificationRequest]:
    """Drafts of next letters as the product wrote them, no word of a person in them."""
    edited = CaseEvent.objects.filter(
        subject_type=Subject.REQUEST, subject_id=Cast(OuterRef("pk"), CharField()), action=Action.EDIT
    )
    return ClarificationRequest.objects.filter(~Exists(edited), status=RequestStatus.DRAFT, drafted_by__isnull=True)


def _safely(clarification: ClarificationRequest, draft: Callable[[ClarificationRequest], object]) -> bool:
    """Whether the next letter could be drafted, or need not be any more."""

    def step() -> None:
        try:
            draft(clarification)
        except deeds.Conflict:
            logger.info("%s was answered or followed up meanwhile", clarification)

    return attempt(f"the next letter of {clarification} cannot be drafted", step)


def letters_to_make() -> list[int]:
    """Keys of the letters that wait for their bytes."""
    waiting = Pending.objects.filter(job=Pending.Job.LETTER).values("event")
    return list(Letter.objects.undrawn().filter(cause__in=waiting).once().values_list("pk", flat=True))


def make_letter(pk: int) -> None:
    """Draw the letter from its frozen content and store it once, a joint one for every addressee. Of two workers one wins,
    the other's bytes go.

    One that a person signs is stored as it goes out for signature; its signed bytes come back another way.
    """
    letter = Letter.objects.undrawn().filter(pk=pk).first()
    if letter is None:
        return
    data = pdf.letter(complainant_sheets.with_addressee(letter.content))
    facts: dict[str, Any] = {}
    if letter.signing == Letter.Signing.SEALED:
        data, facts = _sealed(data, letter)
    english = pdf.courtesy_copy(letter.content) if "courtesy" in letter.content else None
    with ExitStack() as files:
        kept = files.enter_context(locked_files.keeping(data, file_name(letter), lock=letter.to_person))
        beside = None
        if english is not None:
            name = file_name(letter, f"-{courtesy.NAME}")
            beside = files.enter_context(locked_files.keeping(english, name, lock=False))
        fail_points.reach("letter-drawn", letter.pk)
        _store(letter, kept, beside, facts)
    fail_points.reach("letter-stored", letter.pk)


def _sealed(data: bytes, letter: Letter) -> tuple[bytes, dict[str, Any]]:
    """The sealed bytes and what the record says of their stamp. Without one the letter waits a little, as the next sweep tries
    again; then it goes out without: its clock runs, and its hash comes under the stamp of the log all the same."""
    if not settings.TSA_URL:
        return seal.seal(data, letter.content), {}
    try:
        done = seal.seal(data, letter.content, time_authority.Authority())
        stamp = soundness.stamp_of(done)
    except time_authority.Unstamped as fault:
        if stuck_letters(timezone.now(), since=STAMP_WAITED_FOR).filter(pk=letter.pk).exists():
            logger.error("%s is sealed without a time stamp: %s", letter, fault)
            return seal.seal(data, letter.content), {"unstamped": str(fault)}
        raise
    done, lasting_by = validation_data.with_validation_data(done)
    return done, {"stamped_at": stamp.at.isoformat(), "stamped_by": stamp.authority, "lasting_by": lasting_by}


def file_name(letter: Letter, what: str = "") -> str:
    """What the letter's file is called: its kind and the request it belongs to; a receipt goes by its number. `what` stands behind it."""
    name, reference = letter.kind_row.file_name, letter.content["reference"]
    parts = [name, str(letter)] if letter.kind_row.part == Part.RECEIPT else ["surat", name, reference]
    return "-".join(filter(None, parts)).replace("/", "-") + f"{what}.pdf"


def _store(letter: Letter, kept: dict[str, Any], beside: dict[str, Any] | None, facts: dict[str, Any]) -> None:
    """The letter's bytes, and those of its courtesy copy where it has one: that is for the bodies abroad among those to whom it goes."""
    file, english, act_id = None, None, uuid.uuid4()
    copies = [each for each in letter.with_copies if not each.voided_at]
    if letter not in copies:
        raise AlreadyStored(letter.pk)
    with transaction.atomic():
        for n, each in enumerate(copies):
            with deeds.record(Action.STORE_LETTER, on=each.matter, by=deeds.SYSTEM, act_id=act_id) as deed:
                fresh = Letter.objects.select_for_update().get(pk=each.pk)
                if fresh.file_id or fresh.unsigned_id or fresh.voided_at:
                    raise AlreadyStored(letter.pk)
                file = file or StoredFile.objects.create(stored_at=deed.at, **kept)
                if fresh.signing in Letter.BY_HAND:
                    fresh.unsigned = file
                else:
                    fresh.file = file
                deed.details = {"number": str(fresh), "sha256": file.sha256, "size": file.size}
                if beside and fresh.agency and courtesy_wanted_by([fresh.agency]):
                    fresh.courtesy = english = english or StoredFile.objects.create(stored_at=deed.at, **beside)
                    deed.details["courtesy_sha256"] = english.sha256
                fresh.save()
                deed.details |= facts | ({WITH_FIRST: True} if n else {})
                Pending.objects.filter(job=Pending.Job.LETTER, event=fresh.cause_id).delete()


class AlreadyStored(Exception):
    """Another worker stored this letter first, or it is void meanwhile; nothing more is to be made."""


def stuck_letters(at: Instant, since: timedelta = UNMADE_AFTER) -> QuerySet[Letter]:
    """Letters frozen so long ago whose bytes are still missing."""
    then = at - since
    typed_in = Q(cause__loaded_at__isnull=True, cause__recorded_at__lt=then) | Q(cause__loaded_at__lt=then)
    return Letter.objects.undrawn().filter(typed_in)
