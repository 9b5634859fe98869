"""System checks of what leaves the house, for `manage.py check --deploy`; at run time the sweep looks each minute."""

from datetime import date

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from incidents.models import Unit
from incidents.plain import clocks

from . import pdf


@register(deploy=True)
def letters_can_be_made(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    if pdf.available():
        return []
    return [
        Warning(
            "Pango belum terpasang: surat tidak dapat dibuat.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="notifications.W001",
        )
    ]


@register(deploy=True)
def letterheads_have_their_emblem(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    today = clocks.day(timezone.now())
    try:
        bare = [each.name for each in Unit.objects.all() if each.emblem_id is None and _counts(each, today)]
    except DatabaseError:  # no tables yet
        return []
    if not bare:
        return []
    return [
        Warning(
            f"Kop surat ini belum memiliki lambang, sehingga suratnya tidak dapat diterbitkan: {', '.join(bare)}.",
            hint="Administrator melengkapinya di bagian Surat, Kop surat yang berikut.",
            id="notifications.W004",
        )
    ]


def _counts(unit: Unit, day: date) -> bool:
    """Whether it is the row of its unit on `day`, or one to come."""
    return not unit.valid_to or unit.valid_to > day
