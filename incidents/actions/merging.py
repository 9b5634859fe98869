"""Deeds that join one case to another and take them apart again. Both histories survive; no row moves."""

from django.db import transaction

from ..errors import NOT_NOW, DomainError
from ..models import Incident, Likeness, User, still_open
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, IncidentStatus
from ..workflow.rows import ALIVE
from . import drills, overtaken, past_or_present, shares


class Unfinished(DomainError):
    """The case still has requests that run, letters that wait or commitments that are owed; they end first."""

    status = NOT_NOW
    message = _("Requests, letters or commitments of this case are still open. Finish or withdraw them first.")


def check_finished(incident: Incident) -> None:
    """What stands in a case ends before it does. Raises Unfinished."""
    if any(rows.filter(incident=incident).exists() for rows in still_open.unfinished().values()):
        raise Unfinished(incident)


def merge(
    incident: Incident, into: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> Incident:
    """Merge `incident` (a report or a case) into `into`. One act, told in both histories. What was shared of `incident` ends.

    Raises Unfinished while anything of `incident` runs, Conflict for a case merged into itself or in a ring, NotAcross for
    a drill and a real case, NotOneCase for a past case and one that is worked on.
    """
    with transaction.atomic():
        # Both rows in the order of their keys, whoever merges what into which: two opposite merges cannot block.
        locked = {
            row.pk: row
            for row in Incident.objects.select_for_update().filter(pk__in=[incident.pk, into.pk]).order_by("pk")
        }
        if incident.pk == into.pk:
            raise overtaken.TheSame(into)
        if locked[into.pk].status not in ALIVE:
            raise overtaken.CaseOver(into, case=into.reference)
        drills.stay_apart(locked[into.pk], locked[incident.pk])
        if locked[incident.pk].past != locked[into.pk].past:
            raise past_or_present.NotOneCase(into)
        act_id = sent_forms.new_act()
        with deeds.record(Action.MERGE, on=incident, by=by, seen=seen, reason=reason, at=at, act_id=act_id) as deed:
            check_finished(deed.on)
            was = deed.status_from
            deed.on.status, deed.on.merged_into = IncidentStatus.MERGED, into
            deed.on.save()
            deed.details = {"case": into.reference, "was": was}
            shares.end(deed)
        with deeds.record(Action.ABSORB, on=into, by=by, at=at and deed.at, act_id=act_id) as other:
            other.details = {"case": deed.on.reference}
    return deed.on


def separate(incident: Incident, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Incident:
    """Take a merged case out again; it is what it was before."""
    with deeds.record(Action.SEPARATE, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        last = not_none(deed.on.events.filter(action=Action.MERGE).order_by("-recorded_at").first())
        deed.details = {"case": not_none(deed.on.merged_into).reference}
        deed.on.status, deed.on.merged_into = IncidentStatus(last.details["was"]), None
        deed.on.save()
    return deed.on


def tell_apart(likeness: Likeness, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Likeness:
    """Answer the question of intake: these two are not the same, and why. Raises Conflict when it has been answered."""
    with deeds.record(Action.TELL_APART, on=likeness.incident, by=by, seen=seen, reason=reason, at=at) as deed:
        row = Likeness.objects.get(pk=likeness.pk)
        if row.told_apart_at:
            raise overtaken.ComparedAlready(deed.on)
        row.told_apart_at = deed.at
        row.save()
        deed.details = {"case": row.other.reference}
    return row


def compare_cases_again(
    likeness: Likeness, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> Likeness:
    """They may be the same after all: the question stands again, and what was answered stays in the history. Raises Conflict where
    it stands already."""
    with deeds.record(Action.COMPARE_CASES_AGAIN, on=likeness.incident, by=by, seen=seen, reason=reason, at=at) as deed:
        row = Likeness.objects.get(pk=likeness.pk)
        if row.told_apart_at is None:
            raise overtaken.TakenBackAlready(deed.on)
        row.told_apart_at = None
        row.save()
        deed.details = {"case": row.other.reference}
    return row
