"""The ministry's translation of an answer: the page on which it is added, and its file."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from ..actions import translations
from ..forms import TranslateForm
from ..models import AccessEntry, Translation
from ..record import access_log
from ..workflow import Action
from .base import SignedIn, send
from .deed_page import ClarificationDeed


class _Translate(ClarificationDeed):
    def idle(self) -> bool:
        return super().idle() or self.on.first_reply_at is None


translate = _Translate.page(
    Action.TRANSLATE,
    translations.translate,
    TranslateForm,
    lead=gettext_lazy(
        "It stands beside the answer as the ministry's own. What the body sent stays as it was sent, and alone is its answer."
    ),
)


def translation_file(request: SignedIn, pk: int) -> FileResponse:
    found = get_object_or_404(Translation.everything.visible_to(request.user).select_related("file"), pk=pk)
    if found.file is None:
        raise Http404(pk)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response
