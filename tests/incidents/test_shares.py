"""What was shared of a case ends with it, however it ends; who may see a restricted one can still be ended afterwards."""

import pytest

from incidents.actions import cases, merging, shares, work
from incidents.models import Incident, Share
from tests.world import fresh, make_incident, make_request, report


def dismissed(world):
    case = report(world)
    share = shares.share(case, by=world.officer, agency=world.agency_b, text="Mohon periksa", tlp="amber")
    case = fresh(case)
    cases.dismiss(case, by=world.officer, seen=case.version, reason="Bukan insiden")
    return share


def merged(world):
    case = make_incident(world)
    share = shares.share(case, by=world.officer, agency=world.agency_b, text="Mohon periksa", tlp="amber")
    case = fresh(case)
    merging.merge(case, make_incident(world), by=world.officer, seen=case.version, reason="Sama")
    return share


def closed(world):
    case = make_request(world, "closed").incident
    share = shares.share(case, by=world.officer, agency=world.agency_b, text="Mohon periksa", tlp="amber")
    case = fresh(case)
    work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="Selesai")
    return share


def reopen(world, case):
    verbs = {"dismissed": (cases.reconsider, world.officer), "merged": (merging.separate, world.officer)}
    verb, by = verbs.get(case.status, (work.reopen, world.supervisor))
    return verb(case, by=by, seen=case.version, reason="Lanjut")


@pytest.mark.parametrize("ending", [dismissed, merged, closed], ids=lambda each: each.__name__)
def test_a_share_ends_with_its_case_and_does_not_come_back_by_itself(world, log_in, ending):
    share = ending(world)
    liaison = log_in(world.liaison_b)
    ended = fresh(share)
    last = ended.incident.events.filter(details__has_key="unshared").get()
    assert ended.ended_at == last.recorded_at and last.details["unshared"] == ["Ins B"]
    assert liaison.get(f"/dibagikan/{share.pk}/").status_code == 404
    assert "Mohon periksa" not in liaison.get("/untuk-kami/?semua=1").content.decode()
    reopen(world, fresh(ended.incident))
    assert not Share.objects.visible_to(world.liaison_b).exists()


def test_what_another_case_shares_stays(world):
    other = make_incident(world)
    kept = shares.share(other, by=world.officer, agency=world.agency_b, text="x", tlp="green")
    dismissed(world)
    assert fresh(kept).ended_at is None


def test_who_may_see_a_restricted_case_is_ended_in_whatever_state_it_is(world, log_in):
    case = make_incident(world)
    work.restrict(case, by=world.officer, seen=case.version, reason="Rahasia")
    admission = work.admit(fresh(case), by=world.officer, user=world.supervisor, why="Menangani")
    case = fresh(case)
    merging.merge(case, make_incident(world), by=world.officer, seen=case.version, reason="Sama")
    assert Incident.objects.visible_to(world.supervisor).filter(pk=case.pk).exists()
    officer, address = log_in(world.officer), f"/izin/{admission.pk}/akhiri/"
    assert address in officer.get(f"/insiden/{case.reference}/kegiatan/").content.decode()
    assert officer.post(address, {"reason": "Selesai"}).status_code == 302
    assert not Incident.objects.visible_to(world.supervisor).filter(pk=case.pk).exists()
