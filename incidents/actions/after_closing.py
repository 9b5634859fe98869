"""What comes in, or is learned, after a case has ended: where it is kept, and what of it would move a figure that was reported."""

from ..errors import NOT_NOW, DomainError
from ..models import Incident, PastLetter, PastReply, Relation, User
from ..models.corrections import Entry
from ..plain.clocks import Instant
from ..translatable import _
from ..workflow import Action, IncidentStatus
from . import overtaken


class LivesOn(overtaken.Overtaken):
    message = _("%(case)s was merged into %(into)s: what comes in now is entered there.")


class LivesOnUnseen(overtaken.Overtaken):
    """The case in which it goes on is none that this person may know of."""

    message = _("%(case)s was merged into another case: what comes in now is entered there.")


class NoCase(overtaken.Overtaken):
    message = _("%(case)s was entered by mistake: what comes in now belongs to another case, or stands alone.")


class NoCaseToName(overtaken.Overtaken):
    message = _("%(case)s was entered by mistake: no case is related to it.")


class CountedApart(DomainError):
    """Whether a case is another publication of the same data decides in which figures it is counted."""

    status = NOT_NOW
    message = _(
        "%(case)s has ended and is counted. As another publication of the same data it would be counted apart, or no longer "
        "apart: reopen the case first, with a reason. Other relations are recorded as it is."
    )


def lives_on(case: Incident, user: User) -> Incident | None:
    """The case in which a merged one goes on, where `user` may know of it."""
    return Incident.objects.visible_to(user).filter(pk=case.stands.pk).first()


def check_own_file(case: Incident, by: User) -> None:
    """Under the lock of the case. Raises LivesOn, LivesOnUnseen where it was merged, NoCase where it was entered by mistake: it takes
    nothing in any more."""
    if case.status == IncidentStatus.MISTAKEN:
        raise NoCase(case, case=case.reference)
    if case.status != IncidentStatus.MERGED:
        return
    if into := lives_on(case, by):
        raise LivesOn(case, case=case.reference, into=into.reference)
    raise LivesOnUnseen(case, case=case.reference)


def check_is_a_case(other: Incident) -> None:
    """Under the lock of `other`, which another case is to name. Raises NoCaseToName: nothing is a copy of what never was."""
    if other.status == IncidentStatus.MISTAKEN:
        raise NoCaseToName(other, case=other.reference)


def check_counted_so(case: Incident, kind: str) -> None:
    """Raises CountedApart. A drill, and what was entered again or from the record, is in none of those figures."""
    counted = case.status == IncidentStatus.CLOSED and not (case.replay or case.drill)
    if counted and kind == Relation.Kind.REPUBLICATION:
        raise CountedApart(case, case=case.reference)


def came_after(row: Entry) -> bool:
    """Whether the case had ended when `row` was entered: no outcome rests on it. So it is with a letter of a past case, and a reply to
    one, whenever it was typed: its outcome is what the file says, and rests on nothing here."""
    case: Incident = row.incident  # type: ignore[attr-defined]  # every entry stands in one
    ended = _merged_at(case) if case.status == IncidentStatus.MERGED else case.over_since
    if ended is None:
        return False
    return (case.past and isinstance(row, (PastLetter, PastReply))) or row.entered_at > ended


def _merged_at(case: Incident) -> Instant | None:
    """A merged case takes in what came back on its own letters alone."""
    last = case.events.filter(action=Action.MERGE).order_by("-recorded_at")
    return last.values_list("recorded_at", flat=True).first()
