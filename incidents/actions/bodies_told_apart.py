"""Deeds that say of two bodies which look alike that they are not one, and take that back."""

from ..errors import DomainError
from ..models import Agency, ToldApart, User
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken


class NotTwo(DomainError):
    message = _("Two bodies are told apart that are both on file: not one from itself, a double or one that has ended.")


def tell_bodies_apart(
    agency: Agency, *, by: User, other: Agency, reason: str, seen: int | None = None, at: Instant | None = None
) -> ToldApart:
    """`agency` and `other` are not one: they leave the list of possible doubles. Raises NotTwo; Conflict where that stands
    already."""
    with deeds.record(Action.TELL_BODIES_APART, on=agency, by=by, reason=reason, seen=seen, at=at) as deed:
        other = Agency.objects.get(pk=other.pk)
        if other.pk == agency.pk or other.merged_into_id or other.ended_on:
            raise NotTwo(other)
        first, second = sorted((deed.on, other), key=lambda body: body.pk)
        row = ToldApart.objects.create(agency=first, other=second, why=deed.reason, told_at=deed.at, told_by=by)
        deed.details = {"agency": deed.on.short_name_at(deed.at), "other": other.short_name_at(deed.at)}
    return row


def compare_again(told: ToldApart, *, by: User, reason: str, at: Instant | None = None) -> ToldApart:
    """They may be one after all: what was said stays on record, and the two are compared again. Raises Conflict where it was
    taken back already."""
    with deeds.record(Action.COMPARE_AGAIN, on=told.agency, by=by, reason=reason, at=at) as deed:
        told = ToldApart.objects.select_for_update(of=("self",)).get(pk=told.pk)
        if told.revoked_at:
            raise overtaken.ToldApartNoMore(deed.on)
        told.revoked_at = deed.at
        told.save()
        deed.details = {"agency": deed.on.short_name_at(deed.at), "other": told.other.short_name_at(deed.at)}
    return told
