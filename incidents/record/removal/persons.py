"""Of a removal of who a natural person on the register of bodies is: which rows name them, in which cases they were named, which acts told
of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from ...models import Agency, AgencyName, Appointment, CaseEvent, Contact, Letter, PastLetter, ToldApart
from ...models.removals import naming_a_body
from ...workflow import Subject

ON_REGISTER = (Subject.AGENCY, Subject.CONTACT)


def one(body: Agency) -> list[int]:
    """Its key, and those of the doubles that were merged into it."""
    return [body.pk, *body.doubles.order_by("pk").values_list("pk", flat=True)]


def cases_of(body: Agency) -> list[int]:
    """The keys of the cases in which a row names it, or once did."""
    found: set[int] = set()
    for model, way in naming_a_body():
        rows = model.history.filter(**{f"{way}__in": one(body)}, incident__isnull=False)
        found |= {*rows.order_by().values_list("incident", flat=True)}
    return sorted(found)


def rows_naming(body: Agency) -> Iterator[tuple[Any, set[str]]]:
    """(row, which of its columns go): what it was called, where it was reached, why it was told apart from others."""
    keys = one(body)
    for each in Agency.objects.filter(pk__in=keys):
        yield each, {"code", "mail_domains", "phone", "post_address"}
    for name in AgencyName.objects.filter(agency__in=keys):
        yield name, set(AgencyName.WORDS)
    for contact in Contact.objects.filter(agency__in=keys):
        yield contact, {"office", "name", "email", "phone"}
    for told in ToldApart.objects.filter(Q(agency__in=keys) | Q(other__in=keys)):
        yield told, {"why"}


def letters_to(body: Agency) -> QuerySet[Letter]:
    """What went out to it: each names it, in its text and its bytes."""
    return Letter.objects.filter(agency__in=one(body))


def files_to(body: Agency) -> set[Any]:
    """The scans of letters of old cases to it."""
    rows = PastLetter.objects.filter(agency__in=one(body), evidence__file__isnull=False)
    return {*rows.values_list("evidence__file", flat=True)}


def short_names(body: Agency) -> set[str]:
    """What it was called in few signs, which stand for it wherever nothing else stands."""
    rows = AgencyName.history.filter(agency__in=one(body))
    return {*rows.order_by().values_list("short_name", flat=True)} - {""}


def acts_on(body: Agency) -> "QuerySet[CaseEvent]":
    """The acts on the register that tell of it: on itself and its addresses, on who answered for it, on bodies that were put beside it."""
    keys = one(body)
    contacts = Contact.history.filter(agency__in=keys).order_by().values("event_id")
    own = Q(subject_type=Subject.AGENCY, subject_id__in=[str(key) for key in keys]) | Q(pk__in=contacts)
    told = CaseEvent.objects.filter(own).order_by()
    beside = Agency.history.filter(Q(successor__in=keys) | Q(merged_into__in=keys) | Q(parent__in=keys))
    apart = ToldApart.history.filter(Q(agency__in=keys) | Q(other__in=keys))
    posts = Appointment.history.filter(agency__in=keys)
    rows = [{*found.order_by().values_list("event_id", flat=True)} for found in (beside, apart, posts)]
    acts = {*told.values_list("act_id", flat=True)}
    same_act = Q(act_id__in=acts, subject_type__in=ON_REGISTER)
    return CaseEvent.objects.filter(own | same_act | Q(pk__in=set().union(*rows)))
