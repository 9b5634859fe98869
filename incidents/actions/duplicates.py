"""Keeps what a case names (addresses, accounts, sellers, prices, agencies) where likely duplicates are looked up.

Derived from the record inside the deed that changes it; no deed of its own.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from ..models import Agency, AgencyName, Incident, Likeness, Mention, User
from ..plain import clocks, mentions
from ..plain.clocks import Instant
from ..workflow import IncidentStatus

Likely = tuple[Incident, list[str], int]  # a case, the kinds of mentions shared with it, days apart
NEAR = timedelta(days=30)
# A shared price or agency alone says little, a round price next to nothing; a shared address says almost all.
WEIGHT = {
    mentions.ADDRESS: 5,
    mentions.ACCOUNT: 4,
    mentions.NAME: 3,
    mentions.PRICE: 3,
    mentions.AGENCY: 1,
}
ROUND_PRICE = 1
ENOUGH = 3
SHOWN = 5
AT_ONCE = 100


def agency_names() -> list[tuple[str, list[str]]]:
    """[(code, [every name and short name it ever had])]: a text of 2020 names bodies as they were then. The names of a
    double are those of the body it was merged into; one that was entered by mistake is named nowhere."""
    names: dict[str, set[str]] = {}
    code_now = Coalesce("agency__merged_into__code", "agency__code")
    rows = AgencyName.objects.filter(agency__mistaken_at__isnull=True)
    for code, name, short_name in rows.values_list(code_now, "name", "short_name"):
        names[code] = names.get(code, set()) | {name, short_name}
    return sorted((code, sorted(n for n in found if n)) for code, found in names.items())


def naming(names: Iterable[str]) -> QuerySet[Incident]:
    """The cases and reports whose own texts hold one of `names`."""
    asked = list(names)
    if len(asked) > AT_ONCE:  # no database takes a question of thousands of parts
        parts = [naming(asked[start : start + AT_ONCE]) for start in range(0, len(asked), AT_ONCE)]
        return Incident.objects.filter(pk__in={pk for part in parts for pk in part.values_list("pk", flat=True)})
    held = Q(pk__in=[])
    for name in asked:
        held |= Q(title__icontains=name) | Q(summary__icontains=name) | Q(source_note__icontains=name)
    return Incident.objects.filter(held)


def text_of(incident: Incident) -> str:
    return "\n".join((incident.title, incident.summary, incident.source_note))


def of_text(text: str, agency: Agency | None = None) -> set[mentions.Mention]:
    found = mentions.named_in(text, agency_names())
    return found | ({(mentions.AGENCY, agency.code)} if agency else set())


def refresh(incident: Incident, before: str | None = None) -> None:
    """Make the mentions of `incident` those of its present texts and agencies, as they stand in the database: whoever
    holds the row may have read it before somebody else put the texts right.

    `before` is its text as it was when nothing else has changed: the same mentions then need no further look.
    """
    names = agency_names()
    found = mentions.named_in(text_of(Incident.objects.get(pk=incident.pk)), names)
    if before is not None and mentions.named_in(before, names) == found:
        return
    found |= {(mentions.AGENCY, code) for code in incident.involvements.values_list("agency__code", flat=True)}
    for row in incident.evidence.filter(kind="address"):
        found |= {each for each in mentions.named_in(row.text) if each[0] == mentions.ADDRESS}
    present = {(m.kind, m.value): m for m in incident.mentions.all()}
    for gone in set(present) - found:
        present[gone].delete()
    for kind, value in sorted(found - set(present)):
        Mention.objects.create(incident=incident, kind=kind, value=value)


def born(incident: Incident) -> None:
    """Write down what a case names that was recorded just now: nothing beside its own texts yet."""
    found = sorted(of_text(text_of(incident)))
    Mention.objects.bulk_create(Mention(incident=incident, kind=kind, value=value) for kind, value in found)


def involved(incident: Incident, bodies: Iterable[Agency]) -> None:
    """Add `bodies`, which were given a part in `incident`, to its mentions; its texts are as they were."""
    named = [Mention(incident=incident, kind=mentions.AGENCY, value=body.code) for body in bodies]
    Mention.objects.bulk_create(named, ignore_conflicts=True)


def likely_duplicates(
    user: User,
    text: str,
    *,
    agency: Agency | None = None,
    at: Instant,
    leave_out: int | None = None,
    drill: bool | None = None,
) -> list[Likely]:
    """[(case, [kinds of shared mentions], days apart)] of cases `user` may know of, the likeliest first.

    `at` is when this one was seen; days are those of the calendar in WIB. A shared agency counts for more when the days
    are near. What shares less than a seller, or agency and near days, is left out; many ask 2 BTC, so a round price
    alone is not enough; what was entered by mistake is like nothing. `drill`: among drills alone, or among real cases alone; the two are never the same.
    """
    found = of_text(text, agency)
    if not found and not text.strip():
        return []
    found |= mentions.spoken(text)
    shared: dict[Incident, set[mentions.Mention]] = {}
    rows = Mention.objects.filter(value__in={value for _, value in found})
    if drill is not None:
        rows = rows.filter(incident__drill=drill)
    known = Incident.objects.visible_to(user).exclude(status=IncidentStatus.MISTAKEN)
    for mention in rows.filter(incident__in=known).select_related("incident"):
        if (mention.kind, mention.value) in found and mention.incident_id != leave_out:
            shared.setdefault(mention.incident, set()).add((mention.kind, mention.value))
    scored = []
    for case, both in shared.items():
        weights = {kind: max(_weight(each) for each in both if each[0] == kind) for kind, _value in both}
        apart = abs(clocks.day(at) - clocks.day(case.seen_at))
        near = apart <= NEAR and weights.keys() != {mentions.PRICE}
        score = sum(weights.values()) + (2 if near else 0)
        if score >= ENOUGH:
            scored.append((score, case, sorted(weights), apart.days))
    scored.sort(key=lambda row: (-row[0], row[3], -row[1].pk))
    return [(case, kinds, days) for _, case, kinds, days in scored[:SHOWN]]


def ask(incident: Incident, likely: Iterable[Likely]) -> None:
    """Keep the question whether `incident` is the same as one of these. Inside the deed that takes it in."""
    for case, kinds, days in likely:
        Likeness.objects.create(incident=incident, other=case, shared=" ".join(kinds), days=days)


def _weight(mention: mentions.Mention) -> int:
    kind, value = mention
    return ROUND_PRICE if kind == mentions.PRICE and mentions.is_round(value) else WEIGHT[kind]
