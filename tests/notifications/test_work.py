"""A promise that still runs ends no case untruly: it is followed up after the closing, and ends as it did."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import corrections, dissolution, handover, judgements, work
from incidents.models import CaseEvent
from incidents.plain import clocks
from incidents.reports import waiting, workload
from notifications import postroom
from notifications.models import Message
from tests.world import fresh, make_incident


def text_of(answer):
    return unescape(answer.content.decode())


def promised(world, case, *, due_in=timedelta(days=3), **facts):
    due = timezone.now() + due_in
    return work.commit(case, by=world.officer, who="Ins A", what="Serahkan log", due=due, **facts)


def close(world, case):
    case = fresh(case)
    return work.close(case, by=world.supervisor, seen=case.version, outcome="too_little", reason="Selesai")


def waits_for(user, at):
    [queue] = [each for each in waiting.QUEUES if each.label == "Commitment that is due"]
    return [key for key, _since, _replay in queue.keys(user, at)]


def test_a_case_is_closed_while_a_promise_runs_and_that_is_followed_up_and_ends_as_it_did(world, log_in):
    case = make_incident(world)
    row, supervisor = promised(world, case), log_in(world.supervisor)
    without = work.commit(case, by=world.officer, who="Ins B", what="Kirim laporan")
    shown = text_of(supervisor.get(f"/insiden/{case}/tutup/"))
    assert "Ditindaklanjuti setelah penutupan" in shown and "Kirim laporan" in shown
    with pytest.raises(work.NotYet) as met:
        close(world, case)
    assert met.value.open == {"commitments": [without]}, "of one without a day nobody would hear any more"
    work.drop(without, by=world.officer, seen=without.version, reason="Tidak perlu lagi")
    case = close(world, case)
    assert (fresh(row).status, case.status) == ("open", "closed")
    assert "Ditindaklanjuti setelah penutupan" in text_of(log_in(world.officer).get(f"/insiden/{case}/"))
    assert handover.held_by(world.officer, by=world.supervisor).cases == [case]
    passed_at = timezone.now() + timedelta(days=4)
    assert waits_for(world.officer, passed_at) == [row.pk] and not waits_for(world.officer, timezone.now())
    [load] = [each for each in workload.workload(world.supervisor, passed_at) if each.person == world.officer]
    assert (load.owed, load.followed) == (1, 1)
    postroom.write_receipts(row.due_at - timedelta(hours=20))
    assert Message.objects.get(kind="commitment_due").commitment == row

    later = clocks.day_begins(clocks.day(timezone.now()) + timedelta(days=10))
    corrections.revise(fresh(row), by=world.officer, seen=fresh(row).version, reason="Tenggat disepakati", due=later)
    assert fresh(row).due_at > passed_at and fresh(case).closed_at == case.closed_at
    work.miss(fresh(row), by=world.officer, seen=fresh(row).version, reason="Tidak diserahkan")
    judgements.unsettle(fresh(row), by=world.officer, seen=fresh(row).version, reason="Salah tekan")
    work.keep(fresh(row), by=world.officer, seen=fresh(row).version)
    assert fresh(row).status == "kept" and "Ditindaklanjuti" not in text_of(supervisor.get(f"/insiden/{case}/"))
    told = CaseEvent.objects.filter(incident=case, action__in=("revise", "miss", "unsettle", "keep"))
    assert {event.details["afterwards"] for event in told} == {True} and told.count() == 4
    assert fresh(case).status == "closed" and waits_for(world.officer, passed_at + timedelta(days=9)) == []


def test_what_was_promised_in_a_closed_case_is_owed_by_the_successor_of_its_body(world):
    row = promised(world, make_incident(world), agency=world.agency_a)
    case = close(world, row.incident)
    today = clocks.day(timezone.now())
    facts = {"reason": "Digabung", "successor": world.agency_b, "seen": None}
    dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=today, **facts)
    assert (fresh(row).agency, fresh(row).who) == (world.agency_b, "Ins B")
    assert fresh(case).status == "closed"
