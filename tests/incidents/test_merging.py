"""Merging cases and taking them apart again loses nothing."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.actions import cases, evidence, merging, work
from incidents.models import CaseEvent, Incident
from incidents.record import deeds
from tests.world import fresh, make_incident, make_request, report, says


def test_a_case_merges_only_when_its_letters_are_done(world):
    into, clarification = make_incident(world), make_request(world, "open")
    case = clarification.incident
    with pytest.raises(merging.Unfinished):
        merging.merge(case, into, by=world.officer, seen=case.version, reason="Sama")
    assert fresh(case).status == "open" and not CaseEvent.objects.filter(action__in=["merge", "absorb"]).exists()
    with pytest.raises(deeds.Conflict):
        merging.merge(into, into, by=world.officer, seen=into.version, reason="Diri sendiri")


ACTS = ("note", "claim", "attach", "merge", "separate", "relate")


@settings(max_examples=12)
@given(plan=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_merging_loses_no_event_and_no_row(world, plan):
    """Whatever is done, merged and taken apart in whatever order: events and rows only ever grow, in their own case."""
    with transaction.atomic():
        rows = [report(world, f"Laporan {n}") for n in range(3)]
        for act, one, other in plan:
            case, into = fresh(rows[one]), fresh(rows[other])
            before = {r.pk: set(r.events.values_list("pk", flat=True)) for r in rows}
            kept = {r.pk: (r.assertions.count(), r.evidence.count(), r.activities.count()) for r in rows}
            try:
                with transaction.atomic():
                    do(world, act, case, into)
            except (deeds.Conflict, IntegrityError):
                pass
            for row in rows:
                assert before[row.pk] <= set(row.events.values_list("pk", flat=True))
                now = (row.assertions.count(), row.evidence.count(), row.activities.count())
                assert all(a <= b for a, b in zip(kept[row.pk], now, strict=True))
                merged = fresh(row)
                assert (merged.status == "merged") == (merged.merged_into_id is not None)
        transaction.set_rollback(True)


def do(world, act, case, into):
    if act == "note":
        cases.note(case, by=world.officer, text="Catatan")
    elif act == "claim":
        says(world, case)
    elif act == "attach":
        evidence.attach(case, by=world.officer, text="Kutipan")
    elif act == "merge":
        merging.merge(case, into, by=world.officer, seen=case.version, reason="Sama")
    elif act == "separate":
        merging.separate(case, by=world.officer, seen=case.version, reason="Ternyata lain")
    else:
        work.relate(case, by=world.officer, other=into, kind="related", why="Mirip")


def test_a_report_that_came_in_twice_is_joined_in_one_act(world):
    first, second = report(world), report(world, "Lagi: “Jimbo”")
    merged = merging.merge(second, first, by=world.officer, seen=second.version, reason="Penjual sama")
    assert merged.merged_into == first
    acts = CaseEvent.objects.filter(action__in=["merge", "absorb"])
    assert acts.count() == 2 and len(set(acts.values_list("act_id", flat=True))) == 1
    apart = merging.separate(merged, by=world.officer, seen=merged.version, reason="Ternyata lain")
    assert (apart.status, apart.merged_into) == ("report", None)
    assert Incident.objects.count() == 2
