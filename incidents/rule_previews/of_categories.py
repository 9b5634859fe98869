"""What another version of a kind of data would change: what officers choose from, and which cases keep the words of before."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from ..actions import statute
from ..models import DataCategory, ExposedCategory
from ..models.visibility import OfIncidentQuerySet
from ..workflow.rows import ALIVE
from .shape import NOTHING, SHOWN, Preview, Row, Table, Version, more, on


def told(version: Version) -> Preview:
    """Which words are offered depends on the day of the breach; a case that names the kind keeps the version it named."""
    first = version.rule.effective_from
    until, then = (_offered(version, day) for day in (first - timedelta(days=1), first))
    words = {"before": len(until), "after": len(then), "day": on(first)}
    said = [
        _("For a breach before %(day)s officers choose from %(before)d kinds, for one from then on from %(after)d.")
        % words
    ]
    changed = [code for code in until | then if until.get(code) != then.get(code)]
    offered = [Row(code, until.get(code, NOTHING), then.get(code, NOTHING)) for code in changed]
    tables = [Table(_("What officers choose from"), _("Code"), offered)] if offered else []
    if version.before is not None:
        bearing = ExposedCategory.objects.filter(category__code=version.rule.code, incident__status__in=map(str, ALIVE))
        said.append(_("Cases worked on that name it: %(n)d. They keep the words of before.") % {"n": bearing.count()})
        tables += _cases(version, bearing)
    return Preview(said, tables)


def _offered(version: Version, day: date) -> dict[str, str]:
    """{code: words} of what is offered for a breach of `day`, with the version that was typed in its place."""
    found = {each.code: each for each in statute.categories_offered(day)}
    if day == version.rule.effective_from:
        found[version.rule.code] = version.rule
    return {code: _said(found[code]) for code in sorted(found)}


def _said(row: DataCategory) -> str:
    return f"{row} ({row.get_kind_display()}; {row.article})"


def _cases(version: Version, bearing: OfIncidentQuerySet[ExposedCategory]) -> list[Table]:
    rows = bearing.visible_to(version.user).select_related("incident", "category").order_by("incident", "pk")
    shown = [
        Row(f"{row.incident}", f"{row.category} · {row.get_state_display()}", str(row.category)) for row in rows[:SHOWN]
    ]
    note = more(rows.count(), len(shown))
    return [Table(_("Cases that name it"), _("Case"), shown, note)] if shown else []
