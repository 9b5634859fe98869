"""What an officer types and pastes before it is saved. No deeds: a draft is nobody's record yet, and only theirs."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..models import Evidence, Incident, IntakeDraft, IntakeFile, Saving, User
from ..plain import mentions, spans
from ..record import events
from ..translatable import _
from . import evidence


class Late(DomainError):
    """The same page has saved something later, or its button was pressed: what came now is older than what stands."""

    status = NOT_NOW
    message = _("This page has saved something later already.")


def draft_of(user: User) -> IntakeDraft | None:
    """What this person has typed or pasted and not yet saved; None when there is nothing."""
    drafts = IntakeDraft.objects.filter(user=user)
    return drafts.filter(Q(files__isnull=False) | ~Q(text="")).first()


def keep(
    user: User, *, text: str, uploads: Sequence[files.Upload] = (), saving: Saving | None = None
) -> IntakeDraft | None:
    """Keep `text` and add `uploads` (each has passed files.check()), stamped with this instant. None when empty.

    A file that is sent again because nobody heard that it had arrived is kept once. Raises TooMany, and Late when
    `saving` says that the page has gone on since.
    """
    saving = saving or Saving()
    with files.keeping(uploads, files.PER_REPORT) as kept, transaction.atomic():
        now = timezone.now()
        draft, _made = IntakeDraft.objects.select_for_update().get_or_create(user=user, defaults={"saved_at": now})
        if draft.is_past(saving):
            raise Late
        held = set(draft.files.values_list("name", "sha256"))
        fresh = {(each.name, each.sha256): each for each in kept if (each.name, each.sha256) not in held}
        files.PER_REPORT.check(len(held) + len(fresh))
        draft.text, draft.saved_at = text.strip() and text, now
        draft.sign(saving)
        draft.save()
        remarks = {each.path: files.remark_of(upload) for each, upload in zip(kept, uploads, strict=True)}
        for each in fresh.values():
            IntakeFile.objects.create(draft=draft, added_at=now, remark=remarks[each.path], **each.fields())
    for again in [each for each in kept if each not in fresh.values()]:
        files.discard(again.path)
    return draft if draft.text or held or fresh else None


def remove(file: IntakeFile) -> None:
    """Take a pasted file out of the draft and off the disk."""
    path = file.path
    file.delete()
    files.discard(path)


def hand_over(draft: IntakeDraft | None, case: Incident, *, by: User) -> None:
    """The draft's files and the addresses named in the report become evidence of `case`; the draft is empty.

    Inside the caller's transaction: the report and its captures stand or fall together.
    """
    # A draft that keep() is writing at this moment is waited for; what it brings after this is the next draft.
    draft = IntakeDraft.objects.select_for_update().filter(pk=draft.pk).first() if draft else None
    rows = list(draft.files.order_by("pk")) if draft else []
    for row in rows:
        kind = Evidence.Kind.CAPTURE if row.content_type.startswith("image/") else Evidence.Kind.FILE
        with events.remark({"guard": {"file": row.remark}} if row.remark else None):
            evidence.attach(case, by=by, kept=files.Kept.of(row), kind=kind, collected=spans.at_minute(row.added_at))
    for address in mentions.addresses(case.summary):
        evidence.attach(case, by=by, text=address, kind=Evidence.Kind.ADDRESS)
    if draft:
        draft.files.filter(pk__in=[row.pk for row in rows]).delete()
        draft.text = ""
        draft.save(update_fields=["text"])
