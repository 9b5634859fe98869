"""What an agency writes before it sends. No deeds: a draft is nobody's record yet, and only its agency sees it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .. import deeds, files
from ..models import AnswerDraft, DraftFile, Incident
from ..workflow import Action, QuestionStatus, permitted, possible


def _may_write(question, by):
    """Under the case's lock: the question still open, the move still this person's."""
    request = question.request
    Incident.objects.select_for_update().get(pk=request.incident_id)
    request.refresh_from_db()
    question.refresh_from_db()
    if not possible(Action.ANSWER, request.status) or question.status != QuestionStatus.OPEN:
        raise deeds.Conflict(request)
    if not permitted(Action.ANSWER, by.roles) or request.agency_id not in by.agency_ids:
        raise PermissionDenied("only the agency that was asked drafts its answer")


def save(question, *, by, text, uploads=()):
    """Keep `text` and add `uploads` (each has passed files.check()) to the draft of `question`."""
    kept = [files.keep(upload) for upload in uploads]
    try:
        with transaction.atomic():
            _may_write(question, by)
            now = timezone.now()
            draft, _ = AnswerDraft.objects.update_or_create(
                question=question, defaults={"text": text, "saved_at": now, "saved_by": by}
            )
            for each in kept:
                DraftFile.objects.create(draft=draft, **each.fields())
            if not text.strip() and not draft.files.exists():
                draft.delete()
                return None
    except BaseException:
        for each in kept:
            files.discard(each.path)
        raise
    return draft


def remove_file(file, *, by):
    """Take a file out of a draft and off the disk."""
    with transaction.atomic():
        _may_write(file.draft.question, by)
        draft = file.draft
        file.delete()
        if not draft.text.strip() and not draft.files.exists():
            draft.delete()
        transaction.on_commit(lambda: files.discard(file.path))
