"""Letters: the next one of the ladder is drafted at its time, an issued one is drawn and its bytes stored once."""

import logging
from datetime import timedelta

from django.db.models import Max, Q
from django.utils import timezone

from incidents import deeds, files
from incidents.actions import ladder
from incidents.models import ClarificationRequest, LadderRung, Letter, Pending, StoredFile
from incidents.workflow import Action, IncidentStatus, Subject

from .. import fail_points
from ..letters import pdf, signing

logger = logging.getLogger(__name__)
MOST_DRAFTS = 200  # of one sweep; the next one goes on


def draft_next_letters(at):
    """At due + 0 the next letter of the ladder lies drafted; a person sends it. A replay's letters are history: none."""
    rows = ClarificationRequest.objects.with_clock().overdue(at).select_related("rung", "incident", "agency", "unit")
    rows = rows.filter(incident__replay=False, incident__status=IncidentStatus.OPEN, followers__isnull=True)
    day = timezone.localtime(at).date()
    last = LadderRung.objects.on(day).aggregate(last=Max("number"))["last"] or 0
    rows = rows.filter(Q(rung__isnull=True) | Q(rung__number__lt=last))  # whoever stands at the top waits for people
    for row in rows.order_by("due_at", "pk")[:MOST_DRAFTS]:
        rung = ladder.next_rung(row, day)
        if rung is None or at <= row.due_at + timedelta(hours=rung.after_hours):
            continue
        try:
            ladder.draft_next(row, by=deeds.SYSTEM, now=at)
        except deeds.Conflict:
            logger.info("%s was answered or followed up meanwhile", row)
        except Exception:
            logger.exception("the next letter after %s cannot be drafted; the next sweep tries again", row)


def letters_to_make():
    """Keys of the letters that wait for their bytes."""
    events = Pending.objects.filter(job=Pending.Job.LETTER).values("event__subject_id")
    requests = [int(row["event__subject_id"]) for row in events]
    return list(Letter.objects.unstored().filter(request__in=requests).values_list("pk", flat=True))


def make_letter(pk):
    """Draw the letter from its frozen content and store it once. Of two workers one wins, the other's bytes go."""
    letter = Letter.objects.filter(pk=pk).unstored().first()
    if letter is None:
        return
    data = pdf.letter(letter.content)
    if letter.signing == Letter.Signing.SEALED:
        data = signing.seal(data, letter.content)
    kept = files.keep(data, name=letter_file_name(letter.request), content_type="application/pdf")
    fail_points.reach("letter-drawn", letter.pk)
    stored = False
    try:
        stored = _store(letter, kept)
    finally:
        if not stored:
            files.discard(kept.path)
    fail_points.reach("letter-stored", letter.pk)


def letter_file_name(request):
    return f"surat-{request.reference.replace('/', '-')}.pdf"


def _store(letter, kept):
    with deeds.record(Action.STORE_LETTER, on=letter.request, by=deeds.SYSTEM) as deed:
        fresh = Letter.objects.select_for_update().get(pk=letter.pk)
        if fresh.file_id:
            raise AlreadyStored(letter.pk)
        fresh.file = StoredFile.objects.create(stored_at=deed.at, **kept.fields())
        fresh.save()
        deed.details = {"number": str(fresh), "sha256": kept.sha256, "size": kept.size}
        Pending.objects.filter(
            job=Pending.Job.LETTER, event__subject_type=Subject.REQUEST, event__subject_id=str(letter.request_id)
        ).delete()
    return True


class AlreadyStored(Exception):
    """Another worker stored this letter first; its bytes are the letter."""


def stuck_letters(at):
    """Letters issued more than two minutes ago whose bytes are still missing."""
    return Letter.objects.unstored().filter(issued_at__lt=at - timedelta(minutes=2))
