"""How the benchmarks measure: pairs are interleaved and the median of their ratios counts, because machines are noisy."""

import statistics
import time


def pairs(floor, work, rounds):
    """The median of work/floor over interleaved rounds, and both medians in milliseconds."""
    floors, works = [], []
    for _ in range(rounds):
        for act, into in ((floor, floors), (work, works)):
            started = time.process_time() if act.cpu else time.perf_counter()
            act()
            into.append((time.process_time() if act.cpu else time.perf_counter()) - started)
    ratio = statistics.median(w / f for w, f in zip(works, floors, strict=True))
    return ratio, 1000 * statistics.median(floors), 1000 * statistics.median(works)


def timed(act, *, cpu=False):
    act.cpu = cpu
    return act
