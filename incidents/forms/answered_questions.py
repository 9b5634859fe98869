"""What the ministry answered to a body that asked about a letter from the record, with its reply: asked alike on the page and in a list."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ..models import PastReply

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

OF_ITS_ANSWER = ("answer", "settled", "effect")


def of_its_answer(said: dict[str, Any], before: str = "") -> "dict[str, StrPromise]":
    """What is wrong with what the ministry answered to a reply, by field: their names begin with `before`."""
    kind, came, when = (said.get(f"{before}{name}") for name in ("kind", "received", "settled"))
    told = [name for name in (f"{before}{each}" for each in OF_ITS_ANSWER) if said.get(name)]
    if told and kind and kind != PastReply.Kind.ASKED_BACK:
        return {name: _("This belongs to a reply that asks about the letter.") for name in told}
    found: dict[str, StrPromise] = {}
    if told and not said.get(f"{before}answer"):
        found[f"{before}answer"] = _("Say what was answered.")
    if when and came and when.end <= came.start:
        found[f"{before}settled"] = _("This lies before the question came.")
    return found
