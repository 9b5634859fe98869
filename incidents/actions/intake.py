"""What an officer types and pastes before it is saved. No deeds: a draft is nobody's record yet, and only theirs."""

from django.db import transaction
from django.utils import timezone

from .. import files
from ..models import Evidence, IntakeDraft, IntakeFile
from ..plain import mentions, spans
from . import evidence


def keep(user, *, text, uploads=()):
    """Keep `text` and add `uploads` (each has passed files.check()), stamped with this instant. None when empty.

    Raises TooMany.
    """
    with files.keeping(uploads, files.PER_REPORT) as kept, transaction.atomic():
        now = timezone.now()
        draft, _made = IntakeDraft.objects.update_or_create(user=user, defaults={"text": text, "saved_at": now})
        files.PER_REPORT.check(draft.files.count() + len(kept))
        for each in kept:
            IntakeFile.objects.create(draft=draft, added_at=now, **each.fields())
        if not text.strip() and not draft.files.exists():
            draft.delete()
            return None
    return draft


def remove(file):
    """Take a pasted file out of the draft and off the disk."""
    path = file.path
    file.delete()
    files.discard(path)


def hand_over(draft, case, *, by):
    """The draft's files and the addresses named in the report become evidence of `case`; the draft is gone.

    Inside the caller's transaction: the report and its captures stand or fall together.
    """
    for row in draft.files.order_by("pk") if draft else ():
        kind = Evidence.Kind.CAPTURE if row.content_type.startswith("image/") else Evidence.Kind.FILE
        evidence.attach(case, by=by, kept=files.Kept.of(row), kind=kind, collected=spans.at_minute(row.added_at))
    for address in mentions.addresses(case.summary):
        evidence.attach(case, by=by, text=address, kind=Evidence.Kind.ADDRESS)
    if draft:
        draft.delete()
