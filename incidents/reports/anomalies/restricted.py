"""Reads in a case that was restricted at that instant, by somebody who neither owned it nor was named for it, and tries that were
refused. Auditors see every case by their office; what they read stands under who looked."""

from collections.abc import Mapping
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat, StrIndex

from ...models import AccessEntry, Admission, Appointment, Incident
from ...models.access_log import AccessQuerySet
from ...plain.clocks import Instant
from ...plain.not_none import not_none
from ...workflow import Role
from ..reads import IN_A_CASE
from .evaluation import Evaluation

Kind = AccessEntry.Kind
READ = (Kind.READ, Kind.DOWNLOAD, Kind.EXPORT, Kind.REVEAL, Kind.REFUSED)


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> AccessQuerySet:
    """The entries of the access log about a case that was restricted then, by people who had no part in it then."""
    entries = AccessEntry.objects.filter(kind__in=READ, actor__isnull=False, at__gte=start)
    at, case, actor = OuterRef("at"), OuterRef("of_case"), OuterRef("actor")
    ended = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    outside = Appointment.objects.filter(ended, user=actor, valid_from__lte=at, role__in=(Role.AUDITOR, Role.LIAISON))
    still = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    named = Admission.objects.filter(still, incident=case, user=actor, since__lte=at)
    then = Incident.history.filter(id=case, history_date__lte=at).order_by("-history_date", "-history_id")
    entries = entries.alias(of_case=case_looked_at()).filter(of_case__isnull=False)
    restricted, owner = (Subquery(then.values(column)[:1]) for column in ("restricted", "owner"))
    entries = entries.alias(was_restricted=restricted, owned_by=owner).filter(was_restricted=True)
    owned = Q(owned_by__isnull=False) & Q(owned_by=F("actor"))
    return entries.exclude(owned).filter(~Exists(named), ~Exists(outside))


def case_looked_at() -> Case:
    """The case in which what was looked at stands: by the row, or of what was refused by the address."""
    whens: list[Any] = []
    for model, way in IN_A_CASE:
        key = Cast(OuterRef("subject_id"), BigIntegerField())
        stands = model._base_manager.filter(pk=key).order_by().values(way)[:1]
        whens.append(When(subject_type=not_none(model._meta.model_name), then=Subquery(stands)))
    inside = Concat(Value("/insiden/"), F("reference"), Value("/"))
    tried = Incident._base_manager.alias(begins=StrIndex(OuterRef("path"), inside)).filter(begins=1)
    whens.append(
        When(kind=Kind.REFUSED, path__startswith="/insiden/", then=Subquery(tried.order_by().values("pk")[:1]))
    )
    return Case(*whens, default=None, output_field=BigIntegerField())
