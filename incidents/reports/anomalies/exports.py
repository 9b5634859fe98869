"""Many sheets, letters and files that one person took out within some days: however they are spread over nights and days, and however
small each is."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F, Q, Window
from django.db.models.functions import Lag, RowNumber, TruncDate
from django.urls import reverse

from ...models import AccessEntry
from ...models.access_log import AccessQuerySet
from ...plain.clocks import WIB, Instant, day, day_begins
from .evaluation import Evaluation

TAKEN = (AccessEntry.Kind.DOWNLOAD, AccessEntry.Kind.EXPORT)


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> AccessQuerySet:
    """The copies that are more than so many within so many times 24 hours, the first of each person and day (WIB): a finding a day. A
    bundle that is noted also on what it is of is one copy."""
    within = timedelta(days=limits.get("days", 1))
    since = day_begins(day(start))
    taken = AccessEntry.objects.filter(kind__in=TAKEN, at__gte=since - within, actor__isnull=False).order_by()
    taken = taken.exclude(~Q(subject_type="proofbundle"), path__startswith=reverse("notifications:bundles"))
    in_order = [F("at").asc(), F("pk").asc()]
    others = taken.annotate(
        before=Window(Lag("at", offset=limits["number"]), partition_by=F("actor"), order_by=in_order)
    )
    many = others.filter(before__gt=F("at") - within)
    found = AccessEntry.objects.filter(pk__in=many.values("pk"), at__gte=since).order_by()
    nth = Window(RowNumber(), partition_by=["actor", TruncDate("at", tzinfo=WIB)], order_by=in_order)
    return AccessEntry.objects.filter(pk__in=found.annotate(nth=nth).filter(nth=1).values("pk"), at__gte=start)
