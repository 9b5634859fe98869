"""Which body stands under which. It is a tree, whoever moves a part of it, by which deed and at which moment."""

from collections.abc import Callable, Collection, Iterable

from django.db.models import QuerySet

from ..errors import DomainError
from ..models import Agency, Incident
from ..plain import chains
from ..plain.not_none import not_none
from ..translatable import _
from . import overtaken


class InItself(DomainError):
    """A body cannot stand under itself, nor under a part of its own."""

    message = _("%(body)s cannot be a part of %(parent)s, which is itself or a part of it.")


def chain(pk: int | None) -> list[int]:
    """The body `pk` and all above it, from itself on, as the record has them now; it ends whatever the record holds."""
    return chains.walked(pk, parent_of)


def parent_of(key: int) -> int | None:
    return Agency.objects.values_list("parent", flat=True).get(pk=key)


def hold(moved: Iterable[int], *, under: Iterable[int | None]) -> None:
    """Before bodies are moved `under` others: lock them, those and all above them, in the order of their keys, so that
    of two moves that would close a ring together the later sees the earlier. After the cases, before the deed.

    Raises Conflict when somebody moved what is above meanwhile.
    """
    under = list(under)
    asked = {*moved, *(key for each in under for key in chain(each))}
    list(Agency.objects.select_for_update(of=("self",)).filter(pk__in=asked).order_by("pk"))
    for each in under:
        if not asked.issuperset(chain(each)):
            raise overtaken.MovedAbove(Agency.objects.get(pk=not_none(each)))


def hold_exchange(
    body: Agency, heirs: Iterable[Agency], cases: Callable[[], QuerySet[Incident]]
) -> tuple[list[Incident], list[Agency]]:
    """Before `heirs` take the place of `body`: lock the `cases` that this touches, asked anew after the wait, then all these bodies, what stands under the
    first and above the others, each kind in the order of its keys. Returns the cases and the parts of `body`.

    Raises Conflict when anything was added to `body` while this waited: it would be left behind.
    """
    held = list(cases().select_for_update().order_by("pk"))
    parts = list(body.parts.values_list("pk", flat=True))
    hold([body.pk, *parts], under=[heir.pk for heir in heirs])
    now = list(Agency.objects.filter(parent=body.pk).order_by("pk"))
    if cases().exclude(pk__in=[case.pk for case in held]).exists() or {part.pk for part in now} - {*parts}:
        raise overtaken.MoreHangsOnIt(Agency.objects.get(pk=body.pk))
    return held, now


def check(body: Agency) -> None:
    """Raises InItself where `body` would stand under itself."""
    if body.pk in chain(body.parent_id):
        raise InItself(body, body=body.short_name, parent=not_none(body.parent).short_name)


def pass_parts(body: Agency, heir: Agency, parts: Collection[Agency]) -> None:
    """What stood under `body` stands under `heir`, inside an open deed; the part in which `heir` itself is takes the place
    of `body`. hold() has locked all of them."""
    above = chain(heir.pk)
    for part in parts:
        part.parent = body.parent if part.pk in above else heir
        check(part)  # of two parts each may go to whoever stands under the other
        part.save()
