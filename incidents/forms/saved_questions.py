"""The name under which an auditor keeps what they asked: of the trail, of who looked, of two versions, of a case as it stood, of who knew
what, of the dues of a period. Each is kept as the address of its page has it."""

from collections.abc import Callable, Mapping
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from ..models import SavedQuestion, User
from . import reads, trail
from .asked_by_address import AskedByAddress
from .base import Guarded

MOST = 600  # signs of the question that is kept
LONGEST_PAGE = 200  # signs of the address of its page
# The pages whose questions are kept, and by which names their addresses narrow them; `NEEDED` of each is what makes it a question.
NAMES: dict[str, tuple[str, ...]] = {
    "incidents:trail": trail.NAMES,
    "incidents:reads": reads.NAMES,
    "incidents:versions": ("from", "to"),
    "incidents:as_of": ("at",),
    "incidents:who_knew": ("case", "person", "fact"),
    "incidents:dues": ("first", "last"),
}
NEEDED = {
    "incidents:versions": {"from", "to"},
    "incidents:as_of": {"at"},
    "incidents:who_knew": {"case"},
    "incidents:dues": {"first", "last"},
}
READ: dict[str, Callable[[Mapping[str, str], User], AskedByAddress[Any]]] = {
    "incidents:trail": trail.read,
    "incidents:reads": reads.read,
}


def page_of(path: str) -> str:
    """The name of the page at this address, "" where it is none whose questions are kept."""
    try:
        found = resolve(path).view_name
    except Resolver404:
        return ""
    return found if found in NAMES else ""


def asked(page: str, address: Mapping[str, str]) -> str:
    """What an address asks of a page, without which part of a list it shows."""
    chosen = {name: address.get(name, "").replace("\x00", "").strip() for name in NAMES[page]}
    return urlencode({name: value for name, value in chosen.items() if value})


def is_question(page: str, query: str, user: User, answerable: bool | None = None) -> bool:
    """Whether it asks anything, and that can be answered: as its page reads it, where that does not say so itself."""
    address = QueryDict(query)
    if not query or not NEEDED.get(page, set()) <= set(address):
        return False
    if answerable is None and page in READ:
        return READ[page](address, user).answerable
    return answerable is not False


class SaveQuestionForm(Guarded):
    """A name for a question, the address of its page, and what is asked there."""

    name = forms.CharField(label=_("Keep this question as"), max_length=80)
    page = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_PAGE)
    query = forms.CharField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, path: str, address: Mapping[str, str], user: User, *, answerable: bool | None = None) -> Self | None:
        """The form that keeps what is asked at an address; None where nothing is, or nothing that can be answered. `answerable`:
        what the page knows of that already."""
        page = page_of(path)
        query = asked(page, address) if page else ""
        if not query or not is_question(page, query, user, answerable):
            return None
        return cls(user=user, initial={"page": path, "query": query})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if SavedQuestion.objects.filter(user=self.user, name=cleaned.get("name", "")).exists():
            self.add_error("name", _("A question of yours has this name already."))
        page = page_of(cleaned.get("page", ""))
        # As it is kept: every sign written out.
        query = asked(page, QueryDict(cleaned.get("query", ""))) if page else ""
        if len(query) > MOST:
            self.add_error("name", _("This question is too long to be kept. Ask for less at once."))
        elif not page or self.user is None or not is_question(page, query, self.user):
            raise ValidationError(
                _("That asks nothing that can be answered. Narrow the page first, then keep the question.")
            )
        return cleaned | {"query": query}
