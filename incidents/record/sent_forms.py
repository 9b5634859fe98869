"""One press, one deed, with or without a script: the very same form, posted twice, does what it does once.

A form that does a deed carries a token of its page. Token and content together are the id of the act that the form begins:
the events of the record bear it, so that the door knows whether it was begun before. Other words are another act.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from ..models import CaseEvent

FIELD = "once"
ASIDE = frozenset({FIELD, "csrfmiddlewaretoken"})


@dataclass
class SentForm:
    """The form that this request posts. `begun`: a deed has taken its act; `asked`: whether it was done before."""

    act_id: uuid.UUID
    begun: bool = False
    asked: bool = False


_sent: ContextVar[SentForm | None] = ContextVar("sent_form", default=None)


def form_of(request: HttpRequest) -> SentForm | None:
    """The form that `request` posts, or None: it posts none, or one without a token."""
    if request.method != "POST":
        return None
    try:
        token = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    words = sorted((name, value) for name, values in request.POST.lists() for value in values if name not in ASIDE)
    files = sorted((name, f"{file.name} {_digest(file)}") for name, sent in request.FILES.lists() for file in sent)
    return SentForm(uuid.uuid5(token, f"{request.path} {urlencode(words)} {urlencode(files)}"))


def _digest(file: Any) -> str:
    """Of its content: a list put right may have the name and the length of the one before."""
    file.seek(0)
    found = hashlib.file_digest(file.file, "sha256").hexdigest()
    file.seek(0)
    return found


def begun_before(form: SentForm, actor: int | None) -> bool:
    """Whether the act of `form` was begun by this person."""
    return CaseEvent.objects.filter(act_id=form.act_id, actor=actor).exists()


def first_event(actor: int | None) -> CaseEvent | None:
    """What the first press of the form that this request posts again did, if it is posted again by the same person."""
    form = present()
    return CaseEvent.objects.filter(act_id=form.act_id, actor=actor).first() if form else None


@contextmanager
def sent(form: SentForm | None) -> Iterator[None]:
    """Deeds done meanwhile are those of `form`."""
    token = _sent.set(form)
    try:
        yield
    finally:
        _sent.reset(token)


def present() -> SentForm | None:
    return _sent.get()


def new_act() -> uuid.UUID:
    """The id of an act that begins now: that of the form for the first of its request, else a new one."""
    form = present()
    if form is None or form.begun:
        return uuid.uuid4()
    form.begun = True
    return form.act_id
