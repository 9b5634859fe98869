"""Keeps what a case names (addresses, accounts, sellers, prices, agencies) where likely duplicates are looked up.

Derived from the record inside the deed that changes it; no deed of its own.
"""

from datetime import timedelta

from ..models import AgencyName, Incident, Mark
from ..plain import mentions

NEAR = timedelta(days=30)
ENOUGH = 3
SHOWN = 5


def agency_names():
    """[(code, [every name and short name it ever had])]: a text of 2020 names bodies as they were then."""
    names = {}
    for code, name, short_name in AgencyName.objects.values_list("agency__code", "name", "short_name"):
        names[code] = names.get(code, set()) | {name, short_name}
    return sorted((code, sorted(n for n in found if n)) for code, found in names.items())


def text_of(incident):
    return "\n".join((incident.title, incident.summary, incident.source_note))


def of_text(text, agency=None):
    found = mentions.marks(text, agency_names())
    return found | ({(mentions.AGENCY, agency.code)} if agency else set())


def refresh(incident, before=None):
    """Make the marks of `incident` those of its present texts and agencies.

    `before` is its text as it was when nothing else has changed: the same marks then need no further look.
    """
    names = agency_names()
    found = mentions.marks(text_of(incident), names)
    if before is not None and mentions.marks(before, names) == found:
        return
    found |= {(mentions.AGENCY, code) for code in incident.involvements.values_list("agency__code", flat=True)}
    for row in incident.evidence.filter(kind="address"):
        found |= {mark for mark in mentions.marks(row.text) if mark[0] == mentions.ADDRESS}
    present = {(m.kind, m.value): m for m in incident.marks.all()}
    for mark in set(present) - found:
        present[mark].delete()
    for kind, value in sorted(found - set(present)):
        Mark.objects.create(incident=incident, kind=kind, value=value)


def likely_duplicates(user, text, *, agency=None, at, leave_out=None):
    """[(case, [kinds of shared marks], days apart)] of cases `user` may know of, the likeliest first.

    A shared agency counts for more when the days are near. What shares less than a seller, or agency and near days,
    is left out.
    """
    found = of_text(text, agency)
    if not found and not text.strip():
        return []
    found |= mentions.spoken(text)
    shared = {}
    rows = Mark.objects.filter(value__in={value for _, value in found})
    for mark in rows.filter(incident__in=Incident.objects.visible_to(user)).select_related("incident"):
        if (mark.kind, mark.value) in found and mark.incident_id != leave_out:
            shared.setdefault(mark.incident, set()).add(mark.kind)
    scored = []
    for case, kinds in shared.items():
        apart = abs(at - case.seen_at)
        score = sum(mentions.WEIGHT[kind] for kind in kinds) + (2 if apart <= NEAR else 0)
        if score >= ENOUGH:
            scored.append((score, case, sorted(kinds), apart.days))
    scored.sort(key=lambda row: (-row[0], row[3], -row[1].pk))
    return [(case, kinds, days) for _, case, kinds, days in scored[:SHOWN]]
