"""What was answered to the question whether two cases are the same, and asked anew: the acts of each such question, oldest first."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from ..models import CaseEvent, Likeness
from ..plain.clocks import Instant

Acts = Mapping[int, list[CaseEvent]]


def acts(keys: Collection[int], at: Instant | None = None) -> Acts:
    """{key of the question: its acts}, up to `at` where that is given. A question that nobody has answered is not among them."""
    if not keys:
        return {}
    said = Likeness.history.filter(id__in=keys).exclude(history_type="+").order_by("history_id")
    if at:
        said = said.filter(history_date__lte=at)
    pairs = list(said.values_list("id", "event_id"))
    events = CaseEvent.objects.defer("payload").in_bulk(event for _key, event in pairs)
    found: dict[int, list[CaseEvent]] = defaultdict(list)
    for key, event in pairs:
        found[key].append(events[event])
    return found
