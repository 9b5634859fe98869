"""A restricted case is never out of reach: a supervisor who is not named for it opens it with a reason, and auditors are told at once."""

from django.db import transaction

from ..errors import DomainError
from ..models import Incident, User
from ..record import authority, deeds
from ..translatable import _
from ..workflow import Action
from . import work


def restrict(
    incident: Incident, *, by: User, seen: int | None, reason: str, supervisor: User | None = None
) -> Incident:
    """Restrict a case, and name the supervisor who is to know of it; None where one does already."""
    with transaction.atomic():
        case = work.restrict(incident, by=by, seen=seen, reason=reason)
        if supervisor:
            work.admit(case, by=by, user=supervisor, why=reason[:300])
    return case


class NothingToOpen(DomainError):
    """The same of a number that nothing bears, of a case that they know of, and of one in which they acted for the other side."""

    message = _("Under this number there is no case that is restricted and closed to you.")


def open_restricted(*, by: User, reference: str, reason: str) -> Incident:
    """Whoever opens it is named for it from then on, until somebody ends that. Raises NothingToOpen, NotYours."""
    hidden = Incident.objects.filter(restricted=True).exclude(pk__in=Incident.objects.visible_to(by).values("pk"))
    case = hidden.by_reference(reference.strip().upper()).first()
    if case is None:
        raise NothingToOpen(None)
    try:
        with deeds.record(Action.OPEN_RESTRICTED, on=case, by=by, reason=reason) as deed:
            work.let_in(deed, by, deed.reason[:300])
    except authority.OtherSide as known:
        raise NothingToOpen(None) from known
    return deed.on
