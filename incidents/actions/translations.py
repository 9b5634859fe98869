"""The deed by which the ministry adds its own translation of an answer."""

from django.db import transaction

from .. import files
from ..errors import DomainError
from ..models import ClarificationRequest, Response, StoredFile, Translation, User
from ..models.languages import Language
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken


class FromAnother(DomainError):
    """An answer is in one language: another than the one it says is named knowingly."""

    message = _(
        "The answer says that it is in another language: %(said)s. Choose that, or say that it is written in the one you name all the same."
    )


def check_language(response: Response, language: str, *, all_the_same: bool) -> None:
    """Raises FromAnother where `response` says another language than `language`; nothing where it names none."""
    unsaid = response.language in ("", Language.OTHER)
    if not unsaid and response.language != language and not all_the_same:
        raise FromAnother(response, said=response.get_language_display())


def translate(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    response: Response | None,
    language: str,
    text: str = "",
    upload: files.Upload | None = None,
    all_the_same: bool = False,
    at: Instant | None = None,
) -> Translation:
    """Add what `response` says in Indonesian, as words or as a file (which has passed files.check()). What was sent stays as it was
    sent; `all_the_same`: also where that says another language, which stands beside it. Raises NotOfThisLetter for a part of
    another request, TranslatedSo, FromAnother."""
    with files.keeping([upload] if upload else []) as kept, transaction.atomic():
        with deeds.record(Action.TRANSLATE, on=clarification, by=by, seen=seen, at=at) as deed:
            if response is None or response.request_id != deed.on.pk:
                raise overtaken.NotOfThisLetter(deed.on)
            check_language(response, language, all_the_same=all_the_same)
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
