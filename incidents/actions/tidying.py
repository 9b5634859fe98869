"""What goes each night without anybody's deed, since nobody can need it any more: no row of the record, and no byte that one names."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction

from .. import files
from ..models import DraftFile, IntakeFile
from ..plain.clocks import Instant
from ..record import unnamed_files


def tidy(at: Instant) -> dict[str, int | list[str]]:
    """What went: how many sessions, how many files of drafts, which files that no row names."""
    over, _kinds = Session.objects.filter(expire_date__lt=at).delete()
    before = at - timedelta(days=settings.DRAFT_FILES_DAYS)
    left = IntakeFile.objects.filter(added_at__lt=before, draft__saved_at__lt=before)
    unsent = [file for file in _unsent(before) if not _may_be_sent(file)]
    gone = _removed(left) + _removed(unsent)
    return {
        "sessions that were over": over,
        "files of drafts that nobody went on with": gone,
        "files that no row names": [f"{each.shown} ({each.size} bytes)" for each in unnamed_files.purge(at)],
    }


def _unsent(before: Instant) -> Iterable[DraftFile]:
    return DraftFile.objects.filter(draft__saved_at__lt=before).select_related("draft__question__request")


def _may_be_sent(file: DraftFile) -> bool:
    """While its request takes answers a draft waits, however long."""
    question = file.draft.question
    return question is not None and question.request.takes_answers


def _removed(rows: Iterable[DraftFile] | Iterable[IntakeFile]) -> int:
    """Bytes go when their row is gone for certain: what is sent at this moment has taken it away."""
    count = 0
    for row in rows:
        with transaction.atomic():
            gone, _kinds = type(row).objects.filter(pk=row.pk).delete()
            if gone:
                count += 1
                transaction.on_commit(partial(files.discard, row.path))
    return count
