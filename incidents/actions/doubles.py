"""The deed that makes two bodies one: what hangs on a double becomes that of the body it is, in every case and outside."""

import uuid
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from ..errors import NOT_NOW, DomainError
from ..models import (
    AffectedBody,
    Agency,
    Appointment,
    Assertion,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    Contact,
    FollowUp,
    FurtherSuccessor,
    Incident,
    Involvement,
    Letter,
    Participation,
    PastLetter,
    Sanction,
    Share,
    ToldApart,
)
from ..models.cited import key_of
from ..models.record import span_columns
from ..plain import clocks
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, Actor, CommitmentStatus
from . import duplicates, hierarchy, involvements_passed_on, same_points

# Every tracked row of a case that names a body. A test holds the list complete.
IN_CASES: tuple[type[models.Model], ...] = (
    Involvement,
    ClarificationRequest,
    Letter,
    CaseLetter,
    Participation,
    Commitment,
    Share,
    Sanction,
    Assertion,
    AffectedBody,
    PastLetter,
    FollowUp,
)
# A complaint may stand behind no case yet; what was told apart was said of the two as they were, and is not told of a third.
OUTSIDE_CASES = (Contact, Appointment, Complaint, FurtherSuccessor, ToldApart)
LINKS = ("successor", "merged_into")  # by which one body names another, beside the tree of parents


class BothNotified(DomainError):
    """In one case both bodies are followed under one part, each with a duty to notify of its own that was not struck: no row can
    stand for both."""

    status = NOT_NOW
    message = _(
        "In one case both are followed as controller, each with its own duty to notify. An officer gives one of them "
        "another part in that case first."
    )


class EnteredForBoth(DomainError):
    """One letter from the record was entered as sent to each of the two: one of the entries says what is not so."""

    status = NOT_NOW
    message = _(
        "In one case the letter %(number)s is entered as sent to each of the two. An officer strikes one of the two "
        "entries first."
    )


class NotItself(DomainError):
    message = _("A body is merged into another one that exists, not into itself, a double or one that has ended.")


def merge_agency(double: Agency, *, by: Actor, into: Agency, reason: str, seen: int | None = None) -> Agency:
    """`double` is `into`: its letters, parts in cases, liaisons, contacts and words become those of `into`, by one act.

    Its row and its names stay: the history tells of it as it was called, and who looks for an old name finds `into`. What
    was frozen in a letter stays as it was written. Raises NotItself, BothNotified, EnteredForBoth.
    """
    with transaction.atomic():
        cases, parts = hierarchy.hold_exchange(double, [into], lambda: _naming(double))
        into = Agency.objects.get(pk=into.pk)
        if into.pk == double.pk or into.merged_into_id or into.ended_on:
            raise NotItself(into)
        act_id = sent_forms.new_act()
        with deeds.record(Action.MERGE_AGENCY, on=double, by=by, seen=seen, reason=reason, act_id=act_id) as deed:
            _contacts(deed, into)
            _liaisons(deed, into)
            _complaints(deed.on, into)
            hierarchy.pass_parts(deed.on, into, parts)
            _links(deed.on, into)
            deed.on.merged_into, deed.on.parent = into, None
            deed.on.save()
            deed.details = {"into": into.short_name_at(deed.at)}
        for case in cases:  # afterwards: what is indexed anew is found by the names of both
            _in_case(case, double, into, by=by, reason=reason, act_id=act_id)
        for case in Incident.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk"):
            duplicates.refresh(case)
    return deed.on


def hanging_on(agency: Agency) -> Q:
    """The cases in which a row names `agency`."""
    found = Q(pk__in=[])
    for model, column in columns():
        found |= Q(pk__in=_every(model).filter(**{column: agency}).values("incident"))
    return found


def columns() -> list[tuple[type[models.Model], str]]:
    """Every column of a row of a case that names a body."""
    return [
        (model, column.name)
        for model in IN_CASES
        for column in model._meta.concrete_fields
        if column.related_model is Agency
    ]


def _every(model: type[models.Model]) -> "models.QuerySet[Any]":
    """All rows of a model, those that were struck out among them."""
    rows: models.QuerySet[Any] = getattr(model, "everything", model._default_manager).all()
    return rows


def _naming(double: Agency) -> "models.QuerySet[Incident]":
    """The cases that name the double, in a row or in a text."""
    names = [word for row in double.names.all() for word in (row.name, row.short_name)]
    written = Q(pk__in=duplicates.naming(names).values("pk"))
    return Incident.objects.filter(Q(pk__in=Incident.objects.filter(written | hanging_on(double)).values("pk")))


def _in_case(case: Incident, double: Agency, into: Agency, *, by: Actor, reason: str, act_id: uuid.UUID) -> None:
    """The rows of one case, by one deed that stands in its own history; none where nothing but a text names the double."""
    if not Incident.objects.filter(hanging_on(double), pk=case.pk).exists():
        return
    with deeds.record(Action.EXCHANGE_BODY, on=case, by=by, reason=reason, act_id=act_id) as deed:
        _check_letters(deed.on, double, into)
        _one_part_for_each(deed.on, double, into)
        for model, column in columns():
            for row in _every(model).filter(incident=deed.on, **{column: double}).order_by("pk"):
                if isinstance(row, Commitment) and row.status == CommitmentStatus.OPEN:
                    involvements_passed_on.owes(row, double, into, deed.at)
                    continue
                setattr(row, column, into)
                row.save()
        same_points.one_body(deed.on, into, deed.at)
        deed.details = {"agency": double.short_name_at(deed.at), "for": into.short_name_at(deed.at)}


def _check_letters(case: Incident, double: Agency, into: Agency) -> None:
    """Raises EnteredForBoth. Of a restricted case no letter is named: an administrator may not know of it."""
    letters = PastLetter.objects.filter(incident=case).exclude(number="").alias(cited=key_of("number"))
    of_both = letters.filter(
        agency=double, cited__in=letters.filter(agency=into).values_list(key_of("number"), flat=True)
    )
    if found := of_both.first():
        raise EnteredForBoth(case, number="…" if case.restricted else found.number)


def _one_part_for_each(case: Incident, double: Agency, into: Agency) -> None:
    """Where both have the same part in the case, or take part in the same activity, one row stands for both."""
    for row in case.involvements.filter(agency=double):
        other = case.involvements.filter(agency=into, role=row.role).first()
        if other is None:
            continue
        if row.standing_duty and other.standing_duty:
            raise BothNotified(case)
        for duty in row.duties.all():  # one that was struck stays to be read, beside the one that is followed
            duty.involvement = other
            duty.save()
        for name in ("why", "holds", "according_to", "on_behalf_of"):
            setattr(other, name, getattr(other, name) or getattr(row, name))
        _as_early_and_long(other, row)
        other.save()
        row.delete()
    active = Participation.objects.filter(incident=case, left_at__isnull=True)
    for part in active.filter(agency=double, activity__in=active.filter(agency=into).values("activity")):
        stays = active.get(agency=into, activity=part.activity)
        if stays.side != (side := stays.on_both_sides(part)):
            stays.side = side
            stays.save()
        part.delete()


def _as_early_and_long(row: Involvement, other: Involvement) -> None:
    """One body knew when the first of the two knew, and plays the part from the earlier since to the later until."""
    knew = [each for each in (row, other) if each.known]
    if knew and min(knew, key=lambda each: not_none(each.known).start) is other:
        row.known_source = other.known_source
        _take(row, "known", other.known)
    _take(row, "since", min(not_none(row.since), not_none(other.since), key=lambda span: span.start))
    ends = (row.until, other.until)
    _take(row, "until", None if None in ends else max(map(not_none, ends), key=lambda span: span.end))


def _take(row: Involvement, name: str, span: Span | None) -> None:
    for column, value in span_columns(name, span).items():
        setattr(row, column, value)


def _contacts(deed: deeds.Deed[Agency], into: Agency) -> None:
    """Every address moves; one that `into` has already ends, so that nobody gets a letter twice."""
    there = {contact.email.lower() for contact in into.contacts.filter(valid_to__isnull=True)}
    for contact in deed.on.contacts.select_for_update().order_by("pk"):
        if contact.valid_to is None and contact.email.lower() in there:
            contact.valid_to = clocks.day(deed.at)
        contact.agency = into
        contact.save()


def _liaisons(deed: deeds.Deed[Agency], into: Agency) -> None:
    """Every appointment moves; one whose person serves `into` for good already ends."""
    posts = Appointment.objects.on(deed.at).filter(agency=into, valid_to__isnull=True)
    serving = set(posts.values_list("user", flat=True))
    for post in Appointment.objects.select_for_update().filter(agency=deed.on).order_by("pk"):
        if post.user_id in serving and post.valid_to is None and post.valid_from <= deed.at:
            post.valid_to = deed.at
        post.agency = into
        post.save()


def _complaints(double: Agency, into: Agency) -> None:
    """Whom people complain of is the body that it is."""
    for complaint in Complaint.objects.select_for_update().filter(agency=double).order_by("pk"):
        complaint.agency = into
        complaint.save()


def _links(double: Agency, into: Agency) -> None:
    """What names the double as its successor or its own other half names `into`."""
    for link in LINKS:
        for body in Agency.objects.select_for_update(of=("self",)).filter(**{link: double}).order_by("pk"):
            setattr(body, link, into)
            body.save()
    for further in FurtherSuccessor.objects.select_related("agency").filter(heir__in=(double, into)).order_by("pk"):
        others = further.agency.further.filter(heir=into).exclude(pk=further.pk)
        if further.agency.successor_id == into.pk or others.exists():
            further.delete()  # it follows that body already
        elif further.heir_id == double.pk:
            further.heir = into
            further.save()
