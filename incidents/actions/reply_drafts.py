"""What an agency writes before it sends. No deeds: a draft is nobody's record yet, and only its agency sees it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..models import (
    Agency,
    AnswerDraft,
    Appointment,
    ClarificationRequest,
    DraftFile,
    Incident,
    Question,
    Saving,
    User,
)
from ..plain import answer_values
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import Action, QuestionStatus, permitted, possible
from . import letter_content, overtaken


def _may_write(question: Question, by: User) -> None:
    """Under the case's lock: the question still open, the move still this person's."""
    clarification = question.request
    Incident.objects.select_for_update().get(pk=clarification.incident_id)
    clarification.refresh_from_db()
    question.refresh_from_db()
    if not possible(Action.ANSWER, clarification.status) or question.status != QuestionStatus.OPEN:
        raise overtaken.NotAskedNow(clarification)
    if not permitted(Action.ANSWER, by.roles) or clarification.agency_id not in by.agency_ids:
        raise PermissionDenied("only the agency that was asked drafts its answer")


class Overtaken(DomainError):
    """A colleague has changed the draft since it was read, or its page has since saved more. `draft` is what stands."""

    status = NOT_NOW
    message = _("A colleague has changed this answer meanwhile. Save to see both texts.")

    def __init__(self, draft: AnswerDraft) -> None:
        super().__init__(not_none(draft.question).request)
        self.draft = draft


def save(
    question: Question,
    *,
    by: User,
    text: str,
    value: answer_values.Value = None,
    uploads: Sequence[files.Upload] = (),
    seen: str | None = None,
    saving: Saving | None = None,
) -> AnswerDraft | None:
    """Keep `text` and `value` and add `uploads` (each has passed files.check()) to the draft of `question`.

    `seen` is `words` of the draft that was read ("" for none), None to write over whatever is there; `saving` is the
    page they come from. Raises Overtaken when another page's words stand there by now, or later ones of this page,
    TooMany for more files than an answer takes: nothing is kept then, and nothing is lost.
    """
    saving = saving or Saving()
    with files.keeping(uploads) as kept, transaction.atomic():
        _may_write(question, by)
        draft = AnswerDraft.objects.filter(question=question).first() or AnswerDraft(question=question)
        stands = draft.words if draft.pk else ""
        unread = seen is not None and seen != stands and (draft.text, draft.value) != (text, value)
        if draft.is_past(saving) or (unread and not draft.is_of(saving)):
            raise Overtaken(draft)
        draft.text, draft.value = text, value
        draft.sign(saving)
        draft.saved_at, draft.saved_by = timezone.now(), by
        draft.save()
        files.PER_ANSWER.check(draft.files.count() + len(kept))
        for each, upload in zip(kept, uploads, strict=True):
            DraftFile.objects.create(draft=draft, remark=files.remark_of(upload), **each.fields())
        if not text.strip() and value in (None, "", []) and not draft.files.exists():
            draft.delete()
            return None
    return draft


def remove_file(file: DraftFile, *, by: User) -> None:
    """Take a file out of a draft and off the disk."""
    with transaction.atomic():
        _may_write(not_none(file.draft.question), by)
        draft = file.draft
        file.delete()
        if not draft.text.strip() and draft.value is None and not draft.files.exists():
            draft.delete()
        transaction.on_commit(lambda: files.discard(file.path))


def drafts_of(clarification: ClarificationRequest) -> QuerySet[AnswerDraft]:
    """What the agency has written for open questions and not yet sent, in the letter's order."""
    return (
        AnswerDraft.objects.filter(question__request=clarification, question__status=QuestionStatus.OPEN)
        .select_related("question")
        .prefetch_related("files")
        .order_by("question__number")
    )


def remarks(drafts: Iterable[AnswerDraft]) -> dict[str, Any]:
    """What was held of the files of these drafts, by the number of the question and of the file."""
    rows = [(draft, n, file) for draft in drafts for n, file in enumerate(draft.files.all(), 1)]
    return {f"{not_none(draft.question).number}.{n}": file.remark for draft, n, file in rows if file.remark}


def lay_aside(clarification: ClarificationRequest, since: Instant) -> int:
    """What was written since `since` by a body whose request it is no more: shown to nobody, and not lost. How many."""
    return _aside(AnswerDraft.objects.filter(question__request=clarification, saved_at__gte=since))


def lay_aside_of_others(clarification: ClarificationRequest, since: Instant) -> int:
    """Of what was written since `since` that by people who never answered for the body whose request it is. How many."""
    own = Appointment.objects.filter(agency=clarification.agency_id).values("user")
    written = AnswerDraft.objects.filter(question__request=clarification, saved_at__gte=since)
    return _aside(written.exclude(saved_by__in=own))


def _aside(drafts: Iterable[AnswerDraft]) -> int:
    rows = list(drafts)
    for row in rows:
        row.question, row.aside_of = None, row.question
        row.save()
    return len(rows)


def take_up(clarification: ClarificationRequest, body: Agency) -> None:
    """What people of `body` had written and was laid aside is theirs to go on with, where nobody has begun anew."""
    rows = AnswerDraft.objects.filter(aside_of__request=clarification, saved_by__appointments__agency=body)
    for row in rows.filter(aside_of__draft__isnull=True).order_by("aside_of", "-saved_at").distinct():
        if not AnswerDraft.objects.filter(question=row.aside_of_id).exists():
            row.question, row.aside_of = row.aside_of, None
            row.save()


def ready(clarification: ClarificationRequest, seen: str) -> list[AnswerDraft]:
    """The drafts that can be sent, locked. Raises Conflict when there are none, or when they are not those of `seen`."""
    drafts = list(drafts_of(clarification).select_for_update(of=("self",)))
    complete = [row for row in drafts if row.is_complete]
    if not complete or fingerprint(drafts) != seen:
        raise overtaken.DraftsChanged(clarification)
    return complete


def fingerprint(drafts: Iterable[AnswerDraft]) -> str:
    """Identifies exactly what the sender checked: a colleague's later change makes it another."""
    return letter_content.digest([(d.question_id, d.text, d.value, [f.sha256 for f in d.files.all()]) for d in drafts])
