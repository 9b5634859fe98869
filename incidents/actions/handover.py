"""Deeds by which cases pass from one officer to another, for good or while somebody is away."""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from ..errors import NOT_NOW, DomainError
from ..models import Absence, Complaint, Incident, User, still_open
from ..models.work import known_to_nobody
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import ANSWERS_NOT_OUT, Action, ComplaintAnswerStatus, ComplaintStatus, Role, opposed_to
from ..workflow.rows import ALIVE
from . import overtaken


class ServesNot(DomainError):
    message = _("%(person)s is no officer now: a case belongs to somebody who works on it.")


class WorksOnNone(DomainError):
    """Who stands in sees to cases: of whoever owns none by their role there is nothing to see to."""

    message = _("%(person)s works on no cases as an officer: nobody stands in for them.")


class NothingToHandOver(DomainError):
    status = NOT_NOW
    message = _(
        "%(person)s owns no case, report or complaint that is worked on or followed up and that you may know of."
    )


class AlreadyAway(DomainError):
    status = NOT_NOW
    message = _("%(person)s is away on some of these days already. End that absence first.")


class AwayToo(DomainError):
    message = _("%(person)s is away on some of these days. Name somebody who is there.")


class StandsIn(DomainError):
    message = _("%(person)s stands in for %(away)s on some of these days. End that, or name another deputy first.")


class OfTheOtherSide(DomainError):
    """Who has answered in a case for a body does not work on it for the ministry: nothing could be done by them."""

    message = _("%(person)s has acted in %(case)s for the other side: it is handed to somebody else.")


class NotToThem(DomainError):
    """What somebody did in a case is not told to whoever may not know of it."""

    message = _("This case is not handed to %(person)s: choose somebody else.")


class MayNotKnow(DomainError):
    """Whoever sees to a complaint must be able to open it."""

    message = _(
        "%(person)s may not know of the case behind which the complaint stands or is to stand. Name them for the case, or "
        "hand the complaint over to somebody who is."
    )


class WaitsUnseenNoMore(overtaken.Overtaken):
    """Of no case is said here what it is, or that there is one: it is raised on None."""

    message = _(
        "Under this number no case waits for somebody to hand it over unseen. Those that wait stand under the approvals."
    )


class OwnEyes(DomainError):
    message = _("Nobody hands a case that they may not know of over to themselves.")


class SignedElsewhere(DomainError):
    """The letter is numbered by its unit, and opens for the signature to whoever sees to the complaint."""

    status = NOT_NOW
    message = _("An answer to the complainant waits for its signature in %(unit)s. It is signed or dropped first.")


class StillSeesTo(DomainError):
    """Somebody would lose a complaint that they see to: its page, its sheet, what they are typing."""

    status = NOT_NOW
    message = _(
        "%(person)s sees to %(complaint)s behind this case and would not find it any more. Hand the complaint over first, or "
        "name them for the case."
    )


def assign(
    incident: Incident, *, by: User, seen: int | None, to: User, reason: str, at: Instant | None = None
) -> Incident:
    """Hand a case over to another officer, and with it to the unit that one serves in. Raises ServesNot, OfTheOtherSide,
    StillSeesTo, Conflict."""
    with deeds.record(Action.ASSIGN, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        before = deed.on.owner
        _pass_on(deed, to)
        check_loses_none(deed.on, before)
    return deed.on


def assign_unseen(case: Incident, *, by: User, to: User, reason: str) -> Incident:
    """Hand over a restricted case of which nobody may know any more who works on cases: a superior does, who is shown nothing of it.
    Raises WaitsUnseenNoMore, OwnEyes, ServesNot, NotToThem."""
    try:
        with deeds.record(Action.ASSIGN, on=case, by=by, reason=reason) as deed:
            if not known_to_nobody(deed.at).filter(pk=deed.on.pk).exists():
                raise WaitsUnseenNoMore(None)
            if to == by:
                raise OwnEyes
            try:
                _pass_on(deed, to)
            except OfTheOtherSide:
                raise NotToThem(deed.on, person=to.name) from None
            deed.details["unseen"] = True
    except deeds.DoneAlready:
        raise
    except deeds.Conflict:  # which says of the case what became of it, and what people did to it last
        raise WaitsUnseenNoMore(None) from None
    return deed.on


class Held(NamedTuple):
    """What of a person's work somebody may hand over, or has handed over."""

    cases: list[Incident]
    complaints: list[Complaint]


def held_by(person: User, *, by: User) -> Held:
    """Every case that `person` works on, or of which something is followed up after its end, and that `by` may know of; and every
    complaint that they see to and `by` may hand over."""
    owned = Incident.objects.visible_to(by).filter(owner=person)
    cases = owned.filter(Q(status__in=map(str, ALIVE)) | still_open.followed_up()).order_by("pk")
    complaints = Complaint.objects.visible_to(by).filter(owner=person, status=ComplaintStatus.IN_HAND).order_by("pk")
    return Held(list(cases), [complaint for complaint in complaints if complaint.opens_to(by)])


def assign_all(person: User, *, by: User, to: User, reason: str) -> Held:
    """Hand over all that held_by() names, as one act: all of it or nothing. Returns what was. Raises NothingToHandOver,
    StillSeesTo."""
    act_id, passed = sent_forms.new_act(), Held([], [])
    with transaction.atomic():
        held = held_by(person, by=by)
        for case in held.cases:
            with deeds.record(Action.ASSIGN, on=case, by=by, reason=reason, act_id=act_id) as deed:
                _pass_on(deed, to)
            passed.cases.append(deed.on)
        for complaint in held.complaints:
            with deeds.record(Action.ASSIGN_COMPLAINT, on=complaint, by=by, reason=reason, act_id=act_id) as handed:
                pass_complaint(handed, to)
            passed.complaints.append(handed.on)
        for case in passed.cases:
            check_loses_none(case, person)
    if not any(passed):
        raise NothingToHandOver(person, person=person.name)
    return passed


def pass_complaint(deed: deeds.Deed[Complaint], to: User) -> None:
    """`to` sees to the complaint from now on, and an answer that is drafted becomes one of their unit. Raises ServesNot,
    MayNotKnow, SignedElsewhere."""
    if not to.is_staff_member:
        raise ServesNot(deed.on, person=to.name)
    check_known(deed.on.incident, to)
    unit = not_none(to.unit)
    for answer in deed.on.answers.select_for_update().filter(status__in=ANSWERS_NOT_OUT).exclude(unit__code=unit.code):
        if answer.status != ComplaintAnswerStatus.DRAFT:
            raise SignedElsewhere(deed.on, unit=answer.unit.name)
        answer.unit = unit
        answer.save()
    deed.on.owner = to
    if deed.on.status == ComplaintStatus.RECEIVED:
        deed.on.status = ComplaintStatus.IN_HAND
    deed.on.save()
    deed.details = {"to": to.name}


def check_known(case: Incident | None, owner: User | None) -> None:
    """Raises MayNotKnow where `owner` would see to a complaint behind a case that they may not know of."""
    if owner and not may_know(case, owner):
        raise MayNotKnow(case, person=owner.name)


def may_know(case: Incident | None, owner: User | None) -> bool:
    """False of somebody who serves the ministry and would lose what stands behind `case`, because they may not know of that."""
    if case is None or owner is None or not owner.is_staff_member:
        return True
    return Incident.objects.visible_to(owner).filter(pk=case.pk).exists()


def losing(case: Incident) -> list[Complaint]:
    """The complaints behind `case`, in hand, whose owner serves the ministry and may not know of the case."""
    rows = case.complaints.filter(status=ComplaintStatus.IN_HAND).select_related("owner").order_by("pk")
    seen = Incident.objects.filter(pk=case.pk)
    return [row for row in rows if row.owner and row.owner.is_staff_member and not seen.visible_to(row.owner).exists()]


def check_loses_none(case: Incident, person: User) -> None:
    """Raises StillSeesTo where `person` sees to a complaint behind `case` and may know of the case no more."""
    lost = [complaint for complaint in losing(case) if complaint.owner_id == person.pk]
    if lost:
        raise StillSeesTo(case, person=person.name, complaint=lost[0].reference)


def _pass_on(deed: deeds.Deed[Incident], to: User) -> None:
    if Role.OFFICER not in to.roles:
        raise ServesNot(deed.on, person=to.name)
    if to.has_acted(deed.on.pk, opposed_to(Role.OFFICER)):
        raise OfTheOtherSide(deed.on, person=to.name, case=deed.on.reference)
    before = deed.on.owner
    if before == to:
        raise overtaken.OwnsItAlready(deed.on, person=to.name)
    deed.details = {
        "from": before.name,
        "person": to.name,
        "unit_from": before.unit.name if before.unit else "",
        "unit": to.unit.name if to.unit else "",
    }
    deed.on.owner = to
    deed.on.save()


def deputize(
    user: User, *, by: User, deputy: User, valid_from: Instant, valid_to: Instant, why: str, at: Instant | None = None
) -> Absence:
    """Say that `user` is away and who sees to their cases meanwhile. Raises WorksOnNone, AlreadyAway, AwayToo, StandsIn,
    ServesNot."""
    with transaction.atomic():
        both = User.objects.select_for_update().filter(pk__in=(user.pk, deputy.pk))
        # of two at once the later sees the earlier, also who makes the deputy of one the one away
        list(both.order_by("pk"))
        row = Absence(user=user, deputy=deputy, valid_from=valid_from, valid_to=valid_to, why=why)
        with deeds.record(Action.DEPUTIZE, on=row, by=by, at=at) as deed:
            if Role.OFFICER not in user.roles:
                raise WorksOnNone(row, person=user.name)
            if Role.OFFICER not in deputy.roles:
                raise ServesNot(row, person=deputy.name)
            for person, refusal in ((user, AlreadyAway), (deputy, AwayToo)):
                if Absence.objects.overlapping(valid_from, valid_to).filter(user=person).exists():
                    raise refusal(row, person=person.name)
            held = Absence.objects.overlapping(valid_from, valid_to).filter(deputy=user).first()
            if held:
                raise StandsIn(row, person=user.name, away=held.user.name)
            row.save()
            deed.details = {"person": user.name, "deputy": deputy.name, "text": why}
    return row


def return_early(absence: Absence, *, by: User, reason: str, at: Instant | None = None) -> Absence:
    """End an absence now; one that has not begun never was."""
    with deeds.record(Action.RETURN_EARLY, on=absence, by=by, reason=reason, at=at) as deed:
        deed.on.valid_to = max(deed.at, deed.on.valid_from)
        deed.on.save()
        deed.details = {"person": deed.on.user.name, "deputy": deed.on.deputy.name}
    return deed.on
