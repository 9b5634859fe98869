"""Receipts: acts and passed thresholds become one Message for each recipient. Safe to run twice at once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from incidents.models import (
    CaseEvent,
    Commitment,
    Deadline,
    Incident,
    NotificationDuty,
    Pending,
    Question,
)
from incidents.models.past_due import past_due
from incidents.models.points import once
from incidents.plain import clocks
from incidents.plain.clocks import Instant
from incidents.plain.mail_addresses import NOBODY
from incidents.plain.not_none import not_none
from incidents.record.batch import Matter
from incidents.workflow import CommitmentStatus
from incidents.workflow.rows import FOLLOWED

from .. import notices
from ..mails.recipients import Directory
from ..models import MATTERS, Message, Recipient
from ..notices import Audience, Notice
from . import newcomers, told_matters
from .account_mails import write_account_mails
from .fault_isolation import attempt
from .outcomes import Outcome, settle

logger = logging.getLogger(__name__)
BATCH = 500
UNTOLD_AFTER = timedelta(minutes=3)
State = Message.State
Owed = Commitment | NotificationDuty
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Occasion:
    """One thing to be told: of what, because of which event, planned for when; `loaded_at` when the event was typed in, if
    that was later than it happened (UTC). `event` itself only where an act is told of; `set_at` when the due was set around
    which it is told of."""

    matter: Matter
    event_id: UUID
    planned_for: datetime
    loaded_at: datetime | None = None
    event: CaseEvent | None = None
    set_at: datetime | None = None


def write_receipts(at: Instant) -> bool:
    """Whether all that is due could be told of. An act that could not is not counted: it waits, and is seen waiting."""
    tell_of_acts(at)
    well = attempt("newcomers cannot be told", partial(newcomers.tell_newcomers, at))
    timed = [(tell_of_time, notice) for notice in notices.time_notices()]
    timed += [(tell_of_owed, notice) for notice in notices.NOTICES if notice.of]
    return all([well, *(_tell_all(tell, notice, at) for tell, notice in timed)])


def _tell_all(tell: Callable[[Notice, Instant], bool], notice: Notice, at: Instant) -> bool:
    """Whether `tell` could tell of everything: a kind of notice that cannot even be looked for holds up no other."""
    done = []
    looked = attempt(f"{notice.kind} cannot be looked for", lambda: done.append(tell(notice, at)))
    return looked and done[0]


# --- acts ---------------------------------------------------------------------------------------------------------


def tell_of_acts(at: Instant) -> None:
    """Each act in a transaction of its own: one that cannot be told blocks no other, and stays visible as waiting."""
    for pk in Pending.objects.filter(job=Pending.Job.TELL).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        attempt(f"the act of pending row {pk} cannot be told", partial(_tell_pending, pk, at))


def _tell_pending(pk: int, at: Instant) -> None:
    with transaction.atomic():
        row = _take(pk)
        if row:
            write_account_mails(row.event)
            _tell(row.event, at)
            row.delete()


def _take(pk: int) -> Pending | None:
    """The pending row, unless somebody else holds it or has done it. On SQLite the transaction itself is the lock."""
    skips = connection.features.has_select_for_update_skip_locked
    locked = Pending.objects.select_for_update(skip_locked=skips, of=("self",) if skips else ())
    return locked.select_related("event").filter(pk=pk).first()


def _tell(event: CaseEvent, at: Instant) -> None:
    told = notices.after(event)
    matter = told_matters.of(event) if told else None
    if matter is None:
        return
    for notice in told:
        unissued = notice.issued_only and getattr(matter, "issued_at", None) is None
        if not unissued and not (notice.once_an_act and _came_before(event)):
            _write(notice, [Occasion(matter, event.pk, event.recorded_at, event=event)], at)


def _came_before(event: CaseEvent) -> bool:
    """True when another event of the same act told the same of another thing."""
    same = CaseEvent.objects.filter(act_id=event.act_id, action=event.action, recorded_at__lt=event.recorded_at)
    return same.exists()


def untold_acts(at: Instant) -> QuerySet[Pending]:
    """Acts that have waited more than UNTOLD_AFTER to be turned into receipts: something is wrong with them."""
    since = at - UNTOLD_AFTER
    typed_in = Q(event__loaded_at__isnull=True, event__recorded_at__lt=since) | Q(event__loaded_at__lt=since)
    return Pending.objects.filter(typed_in, job=Pending.Job.TELL)


# --- thresholds ---------------------------------------------------------------------------------------------------


def tell_of_time(notice: Notice, at: Instant) -> bool:
    """Receipts for every due on which a question hangs, whose threshold has passed and has none yet, a batch in each
    transaction. False when one of them could not be written."""
    keys = list(_untold(notice, at))
    batches = (_rows(notice, keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))
    return all([_all_or_each(rows, lambda rows: _write_rows(notice, rows, at), notice.kind) for rows in batches])


def _all_or_each(rows: list[Row], write: Callable[[list[Row]], None], what: str) -> bool:
    """Write all together; where that fails one by one: what cannot be written blocks nothing else. False when something could
    not be written."""
    if attempt(f"{what}: {len(rows)} cannot be written together", lambda: write(rows)):
        return True
    return all([attempt(f"{what}: {row.pk} cannot be written", partial(write, [row])) for row in rows])


def _untold(notice: Notice, at: Instant) -> QuerySet[Deadline, int]:
    """Keys of the dues, the longest passed first. Asked each minute of every due there is: no wider than it must be."""
    hangs = Question.objects.filter(deadline=OuterRef("pk"))
    told = Message.objects.filter(event=OuterRef("event"), kind=notice.kind)
    reached = past_due(at) if notice.says_passed else Q(due_at__lte=at - not_none(notice.offset))
    passed = Deadline.objects.filter(reached, request__incident__replay=False, **_within(notice))
    return passed.filter(Exists(hangs), ~Exists(told)).order_by("due_at", "pk").values_list("pk", flat=True)


def _rows(notice: Notice, keys: list[int]) -> list[Any]:
    rows = Deadline.objects.filter(pk__in=keys).annotate(
        planned_for=ExpressionWrapper(F("due_at") + notice.offset, output_field=DateTimeField()),
        loaded_at=F("event__loaded_at"),
    )
    rows = rows.select_related("request__incident").prefetch_related("request__incident__owner", "request__unit")
    return list(rows.order_by("due_at", "pk"))


def _within(notice: Notice) -> dict[str, Instant]:
    """The dues whose threshold falls into the time of the notice's policy."""
    since = {"due_at__gte": notice.since - not_none(notice.offset)} if notice.since else {}
    return since | ({"due_at__lt": notice.until - not_none(notice.offset)} if notice.until else {})


def _write_rows(notice: Notice, rows: list[Any], at: Instant) -> None:
    told = [Occasion(row.request, row.event_id, row.planned_for, row.loaded_at, set_at=row.set_at) for row in rows]
    with transaction.atomic():
        _write(notice, told, at)


# --- commitments, duties ------------------------------------------------------------------------------------------


OF_LETTER = ("case_letter__joint", "case_letter__act_id", "case_letter_id", "agency_id")


def tell_of_owed(notice: Notice, at: Instant) -> bool:
    """Receipts for each commitment or duty whose due lies at most the notice's lead ahead, once for each due it has had; of what
    a letter asks for once for all its points of one due, whichever copies of it the body has. False when one of them could not be written."""
    owed: list[Any] = _owed(at, notice) if notice.of == "commitment" else _running(at, notice)
    found = [row for row in owed if not notice.by_letter or (row.case_letter_id and row.agency_id)]
    if not found:
        return True
    whole = OF_LETTER if notice.by_letter else ("pk",)
    told = Message.objects.filter(kind=notice.kind)
    if notice.by_letter:  # one that did not leave, for nothing was owed then, told nobody of what is owed again
        told = told.exclude(skip_reason="moved_on")
    done = {_key(row) for row in told.values_list("planned_for", *(f"{notice.of}__{name}" for name in whole))}
    firsts: dict[tuple[Any, ...], Any] = {}
    for row in found:
        key = _key((row.counted_due - notice.lead, *(attrgetter(name.replace("__", "."))(row) for name in whole)))
        if key not in done:
            firsts.setdefault(key, row)
    return not firsts or _all_or_each(list(firsts.values()), lambda rows: _write_owed(notice, rows, at), notice.kind)


def _key(told: tuple[Any, ...]) -> tuple[Any, ...]:
    """What is told once: when, of which row, or to whom of which letter: of a joint one, of its copies together."""
    planned_for, *whole = told
    if len(whole) == 1:
        return planned_for, *whole
    joint, act_id, letter, agency = whole
    return planned_for, act_id if joint else letter, agency


def _write_owed(notice: Notice, rows: list[Owed], at: Instant) -> None:
    lead, causes = not_none(notice.lead), _causes(rows)
    caused = ((row, causes[row.pk]) for row in rows)
    told = [Occasion(row, act.pk, not_none(row.counted_due) - lead, act.loaded_at) for row, act in caused]
    with transaction.atomic():
        _write(notice, told, at)


def _owed(at: Instant, notice: Notice) -> list[Commitment]:
    near = past_due(at) if notice.says_passed else Q(due_at__lte=at + not_none(notice.lead))
    rows = Commitment.objects.filter(near, status=CommitmentStatus.OPEN, incident__replay=False)
    worked_on = Q(incident__status__in=map(str, FOLLOWED)) | Q(case_letter__isnull=False)
    rows = once(rows.filter(worked_on)).select_related("incident__owner", "agency", "case_letter").order_by("pk")
    return list(rows.prefetch_related("case_letter__letters"))


def _running(at: Instant, notice: Notice) -> list[NotificationDuty]:
    rows = NotificationDuty.objects.running().filter(incident__replay=False)
    rows = rows.select_related("incident__owner", "involvement__agency")
    if notice.says_passed:
        return [row for row in rows if clocks.passed(not_none(row.counted_due), at)]
    return [row for row in rows if not_none(row.counted_due) <= at + not_none(notice.lead)]


def _causes(rows: list[Owed]) -> dict[int, CaseEvent]:
    """{key: the last act of a person on it}: what is told follows from that act."""
    acts = CaseEvent.objects.filter(
        subject_type=rows[0]._meta.model_name, subject_id__in=[str(row.pk) for row in rows], actor__isnull=False
    )
    return {int(event.subject_id): event for event in acts.defer("payload").order_by("recorded_at")}


# --- both ---------------------------------------------------------------------------------------------------------


def _write(notice: Notice, told: list[Occasion], at: Instant) -> None:
    """One receipt for each recipient. What nobody can or should be told is skipped at once, and says why."""
    directory, messages, skipped = Directory([one.matter for one in told], at), [], {}
    for one in told:
        late = one.loaded_at is not None and one.planned_for < one.loaded_at
        people = directory.of(notice, one.matter, one.event)
        if not people and ({Audience.FORMER, Audience.COPY} & set(notice.to) or notice.to_others):
            continue  # nobody was told what would have to be taken back, or nobody but the one who did it would be
        passed = notice.before_due and one.set_at is not None and one.planned_for < one.set_at
        reason = "before_load" if late else "due_set_later" if passed else "" if people else "no_contact"
        for person in people or [Recipient(NOBODY, NOBODY, notice.to[0])]:
            digest = notice.routine and not reason and person.digest
            when = notices.next_digest(at) if digest else None
            message = Message.to(
                person,
                one.matter,
                event_id=one.event_id,
                kind=notice.kind,
                after_due=notice.after_due,
                planned_for=when or one.planned_for,
                written_at=at,
                digest=digest,
                next_try_at=when or at,
            )
            messages.append(message)
            if reason:
                skipped[message.mail_id] = reason
    if skipped:  # lock order: case before message
        cases = {message.matter.incident_id for message in messages if message.matter.incident_id}
        list(Incident.objects.select_for_update().filter(pk__in=cases).order_by("pk"))
    # Two sweeps at once insert in the same order: one waits for the other, and finds its work done.
    messages.sort(key=lambda message: message.mail_id)
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    if skipped:
        written = Message.objects.filter(mail_id__in=skipped, state=State.TO_SEND).select_related(*MATTERS)
        settle([Outcome.skipped(message, skipped[message.mail_id]) for message in written], timezone.now())
