"""Nothing waits in silence for somebody who does not exist: it is said when it starts to wait, and as long as it does."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import people, work
from incidents.models import Appointment
from incidents.record import deeds
from incidents.reports import who_may_decide
from tests.world import appointed_to_another_unit, draft_request, end_past_the_rule, fresh, make_incident, make_request

RESTRICTED = "Kasus ini dibatasi dan tidak ada atasan yang disebut"
NO_SUPERVISOR = "Saat ini tidak ada atasan yang diangkat"


def restrict(world, case, by=None):
    case = fresh(case)
    return work.restrict(case, by=by or world.officer, seen=case.version, reason="Penyidikan")


def end_supervisors(world, *names):
    for name in names or ("supervisor", "other_supervisor"):
        post = Appointment.objects.get(user=getattr(world, name), role="supervisor")
        end_past_the_rule(post)


def why(matter):
    return who_may_decide.nobody(matter, timezone.now())


def test_a_letter_of_a_restricted_case_says_at_submission_that_nobody_can_issue_it(world, log_in):
    row = draft_request(world, make_incident(world))
    restrict(world, row.incident)
    officer = log_in(world.officer)
    assert RESTRICTED in officer.get(f"/permintaan/{row.pk}/").content.decode(), "before it is submitted"
    done = officer.post(f"/permintaan/{row.pk}/ajukan/", {"seen": row.version}, follow=True).content.decode()
    assert fresh(row).status == "awaiting_approval" and RESTRICTED in done
    work.admit(fresh(row.incident), by=world.officer, user=world.supervisor, why="Menerbitkan surat")
    assert RESTRICTED not in officer.get(f"/permintaan/{row.pk}/").content.decode()
    assert fresh(row).reference in log_in(world.supervisor).get("/persetujuan/").content.decode()


def test_the_page_that_restricts_names_whom_it_locks_out(world, log_in):
    case = make_incident(world)
    page = log_in(world.officer).get(f"/insiden/{case}/batasi/").content.decode()
    assert "Supervisor" in page and "Other Supervisor" in page
    page = log_in(world.supervisor).get(f"/insiden/{case}/batasi/")
    assert [person.name for person in page.context["locked_out"]] == ["Other Supervisor"]


def test_whoever_restricts_while_a_letter_waits_is_told_that_nobody_can_issue_it(world, log_in):
    row = make_request(world, "awaiting_approval")
    facts = {"seen": fresh(row.incident).version, "reason": "Penyidikan"}
    browser, page = log_in(world.officer), f"/insiden/{row.incident}/batasi/"
    assert "supervisor" in browser.post(page, facts).context["form"].errors, "some supervisor knows of it"
    other = appointed_to_another_unit(world)
    done = browser.post(page, facts | {"supervisor": other.pk}, follow=True).content.decode()
    assert f"{row}: {RESTRICTED}" in done
    assert log_in(other).get(f"/insiden/{row.incident}/").status_code == 200


def test_whoever_ends_the_last_supervisors_admission_is_told(world, log_in):
    row = make_request(world, "awaiting_approval")
    restrict(world, row.incident)
    admission = work.admit(fresh(row.incident), by=world.officer, user=world.supervisor, why="Surat")
    assert why(row) == ""
    address = reverse("incidents:exclude", args=[admission.pk])
    assert RESTRICTED in log_in(world.officer).post(address, {"reason": "Pindah"}, follow=True).content.decode()


def test_a_supervisor_who_drafted_the_letter_alone_is_nobody(world):
    """An officer who deputises for the only supervisor issues what others wrote, and nothing of their own."""
    end_supervisors(world)
    deputy = people.Post("supervisor", unit=world.unit, mode="plh")
    until = timezone.now() + timedelta(days=3)
    who = {"by": deeds.SYSTEM, "email": world.officer.email, "name": "Officer"}
    people.appoint(deputy, valid_to=until, **who)
    colleague = people.appoint(
        people.Post("officer", unit=world.unit), by=world.administrator, email="lain@uji.example", name="Lain"
    )
    own = draft_request(world, make_incident(world))
    row = draft_request(world, fresh(own.incident), by=fresh(colleague.user), agency=world.agency_b)
    assert "Officer" in why(own) and why(row) == ""


@pytest.mark.parametrize("status", ["draft", "awaiting_approval", "awaiting_signature"])
def test_without_a_supervisor_every_letter_that_waits_says_so(world, log_in, status):
    row = make_request(world, status)
    end_supervisors(world)
    assert NO_SUPERVISOR in log_in(fresh(world.officer)).get(f"/permintaan/{row.pk}/").content.decode()


def test_what_waits_for_no_supervisor_says_nothing(world):
    rows = [make_request(world, status) for status in ("open", "answered", "closed", "withdrawn")]
    end_supervisors(world)
    assert [why(row) for row in rows] == [""] * 4


def test_ending_the_last_supervisor_is_said_there_and_on_the_desk(world, log_in):
    admin, officer = log_in(world.administrator), log_in(world.officer)
    appointed_to_another_unit(world)
    for name, left in (("supervisor", True), ("other_supervisor", False)):
        post = Appointment.objects.get(user=getattr(world, name), role="supervisor")
        done = admin.post(f"/orang/{post.pk}/akhiri/", {"reason": "Pensiun", "seen": ""}, follow=True).content.decode()
        assert ("tidak memiliki atasan" in done) is not left
        assert (NO_SUPERVISOR in officer.get("/meja/").content.decode()) is not left


def test_a_letter_of_the_case_says_at_its_drafting_that_nobody_can_issue_it(world, log_in):
    from tests.meetings import invite

    case = make_incident(world)
    restrict(world, case)
    [letter, _other] = invite(world, fresh(case))
    assert RESTRICTED in log_in(world.officer).get(letter.get_absolute_url()).content.decode()
    assert [matter.pk for matter, _why in who_may_decide.waiting_for_nobody(case, timezone.now())] == [
        letter.pk,
        _other.pk,
    ]


def test_whoever_drafted_a_letter_is_not_told_that_nobody_can_issue_it(world):
    """Their page's row knows of their own hand, which is not that of a supervisor."""
    from incidents.models import CaseLetter
    from tests.meetings import invite

    row = CaseLetter.objects.with_own_hand(world.officer).get(pk=invite(world)[0].pk)
    assert row.own_hand and who_may_decide.nobody(row, timezone.now()) == ""
