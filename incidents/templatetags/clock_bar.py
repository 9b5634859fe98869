"""Where everything stands on the bar of a clock, in per cent of its width."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ..plain import clocks

OVERRUN_SHARE = 0.38
DAYS_SHOWN = 31  # a bar of more days is not cut into them: nothing of it would be left
APART = 14  # hours of reminders that stand nearer to each other are told as one


def bar(reading: clocks.Reading, marks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Positions in per cent. Past due the bar goes on beyond the post, at most OVERRUN_SHARE of the width."""
    allotted = reading.due_at - reading.started_at
    end = reading.end
    over = max(end - reading.due_at, timedelta(0))
    post = 1.0 if not over else max(1 - OVERRUN_SHARE, allotted / (allotted + over))

    def at(instant: datetime) -> float:
        return round(100 * post * ((instant - reading.started_at) / allotted), 2)

    used = 100.0 if over else max(0.0, min(100.0, at(end)))
    days = int(allotted / clocks.DAY)
    shown = days + (allotted > clocks.DAY * days) if days <= DAYS_SHOWN else 0
    return {
        "post": round(100 * post, 2),
        "used": used,
        "solid": min(used, round(100 * post, 2)),
        "over": round(100 - 100 * post, 2) if over else 0,
        "gaps": [at(reading.started_at + clocks.DAY * n) for n in range(1, shown)],
        "rings": [{"x": at(m["at"]), "sent": m["sent"]} for m in marks],
        "marks": _labels([(at(m["at"]), m["hours"]) for m in marks]),
        "now": reading.running and not over,
        "now_anchor": "end" if used > 85 else "start" if used < 15 else "middle",
    }


def _labels(marks: list[tuple[float, int]]) -> list[dict[str, Any]]:
    """What stands under the rings of reminders: the hours of each, of those that would lie over each other in one."""
    near: list[list[tuple[float, int]]] = []
    for mark in sorted(marks):
        if near and mark[0] - near[-1][0][0] < APART:
            near[-1].append(mark)
        else:
            near.append([mark])
    return [_label(each) for each in near]


def _label(near: list[tuple[float, int]]) -> dict[str, Any]:
    """One hour stands in the middle below its ring; several in the middle of theirs, or within the bar at its ends."""
    first, last = near[0][0], near[-1][0]
    hours = ", ".join(str(hours) for _at, hours in near)
    if len(near) > 1 and last > 100 - APART:
        return {"x": last, "anchor": "end", "hours": hours}
    if len(near) > 1 and first < APART:
        return {"x": first, "anchor": "start", "hours": hours}
    return {"x": (first + last) / 2, "anchor": "middle", "hours": hours}
