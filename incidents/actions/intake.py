"""What an officer types and pastes before it is saved. No deeds: a draft is nobody's record yet, and only theirs."""

from django.db import transaction
from django.utils import timezone

from .. import files
from ..errors import DomainError
from ..models import Evidence, IntakeDraft, IntakeFile
from ..plain import mentions, spans
from ..translatable import _
from . import evidence

MOST_FILES = 20


class TooMany(DomainError):
    """More files than one report takes; none of them was kept."""

    message = _("At most %(limit)d files in one report.")


def keep(user, *, text, uploads=()):
    """Keep `text` and add `uploads` (each has passed files.check()), stamped with this instant. None when empty."""
    kept = [files.keep(upload) for upload in uploads]
    try:
        with transaction.atomic():
            now = timezone.now()
            draft, _made = IntakeDraft.objects.update_or_create(user=user, defaults={"text": text, "saved_at": now})
            if draft.files.count() + len(kept) > MOST_FILES:
                raise TooMany(limit=MOST_FILES)
            for each in kept:
                IntakeFile.objects.create(draft=draft, added_at=now, **each.fields())
            if not text.strip() and not draft.files.exists():
                draft.delete()
                return None
    except BaseException:
        for each in kept:
            files.discard(each.path)
        raise
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
        kept = files.Kept(row.name, row.content_type, row.size, row.sha256, row.path)
        kind = Evidence.Kind.CAPTURE if row.content_type.startswith("image/") else Evidence.Kind.FILE
        evidence.attach(case, by=by, kept=kept, kind=kind, collected=spans.at_minute(row.added_at))
    for address in mentions.addresses(case.summary):
        evidence.attach(case, by=by, text=address, kind=Evidence.Kind.ADDRESS)
    if draft:
        draft.delete()
