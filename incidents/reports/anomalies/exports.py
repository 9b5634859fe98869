"""Many sheets, letters and files that one person took out on one day."""

from collections.abc import Mapping

from django.db.models import F, Window
from django.db.models.functions import RowNumber, TruncDate

from ...models import AccessEntry
from ...models.access_log import AccessQuerySet
from ...plain.clocks import WIB, Instant, day, day_begins

TAKEN = (AccessEntry.Kind.DOWNLOAD, AccessEntry.Kind.EXPORT)


def rows(limits: Mapping[str, int], start: Instant) -> AccessQuerySet:
    """Of each person and day (WIB) the copy with which the number was passed: a finding a day. The day is counted whole, also
    where `start` stands in it."""
    taken = AccessEntry.objects.filter(kind__in=TAKEN, at__gte=day_begins(day(start)))
    on_its_day = TruncDate("at", tzinfo=WIB)
    nth = Window(RowNumber(), partition_by=[F("actor"), on_its_day], order_by=[F("at").asc(), F("pk").asc()])
    passed = taken.order_by().annotate(nth=nth).filter(nth=limits["number"] + 1)
    return AccessEntry.objects.filter(pk__in=passed.values("pk"))
