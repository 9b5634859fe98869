"""The deed by which the ministry adds its own translation of an answer."""

from django.db import transaction

from .. import files
from ..models import ClarificationRequest, Response, StoredFile, Translation, User
from ..plain.clocks import Instant
from ..record import deeds
from ..workflow import Action
from . import overtaken


def translate(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    response: Response | None,
    language: str,
    text: str = "",
    upload: files.Upload | None = None,
    at: Instant | None = None,
) -> Translation:
    """Add what `response` says in Indonesian, as words or as a file (which has passed files.check()). What was sent stays as it
    was sent. Raises NotOfThisLetter for a part of another request, TranslatedSo."""
    with files.keeping([upload] if upload else []) as kept, transaction.atomic():
        with deeds.record(Action.TRANSLATE, on=clarification, by=by, seen=seen, at=at) as deed:
            if response is None or response.request_id != deed.on.pk:
                raise overtaken.NotOfThisLetter(deed.on)
            last = response.translations.first()
            if last and not kept and (last.language, last.text) == (language, text):
                raise overtaken.TranslatedSo(deed.on)
            stored = [StoredFile.objects.create(stored_at=deed.at, **each.fields()) for each in kept]
            deed.details = {"receipt": response.receipt}
            made = Translation.objects.create(
                response=response,
                language=language,
                text=text,
                file=stored[0] if stored else None,
                translated_at=deed.at,
                translated_by=by,
            )
    return made
