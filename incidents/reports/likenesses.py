"""Which cases were told apart from a case that looks like them, beside it: by whom, when, why."""

from ..models import CaseEvent, Incident, Likeness, User


def told_apart(case: Incident, reader: User) -> list[tuple[Likeness, CaseEvent]]:
    """Of the questions of `case` those that stand answered with no, and of which `reader` may know, each with the act that said so."""
    rows = Likeness.objects.visible_to(reader).filter(incident=case, told_apart_at__isnull=False)
    found = {row.pk: row for row in rows.select_related("incident", "other__merged_into").order_by("pk")}
    if not found:
        return []
    said = Likeness.history.filter(id__in=found, told_apart_at__isnull=False).order_by("history_id")
    acts = dict(said.values_list("id", "event_id"))  # the last of each
    events = CaseEvent.objects.defer("payload").in_bulk(acts.values())
    return [(row, events[acts[key]]) for key, row in found.items()]
