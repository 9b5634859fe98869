"""What stands out of order is shown to whoever audits and whoever appoints, as long as it lasts."""

from datetime import timedelta

from django.utils import timezone

from incidents.actions import people
from incidents.models import Appointment, User
from incidents.reports import anomalies
from incidents.workflow import Role
from tests.world import appoint, appoint_past_the_rule, make_request


def test_a_deputy_may_supervise_the_own_unit_for_days_and_is_shown_as_long_as_that_lasts(world, log_in):
    soon = timezone.now() + timedelta(days=3)
    appoint(world, Role.SUPERVISOR, email=world.officer.email, mode="plh", valid_to=soon)
    assert list(anomalies.conflicts_of_interest(timezone.now())) == [world.officer]
    assert not anomalies.conflicts_of_interest(soon + timedelta(seconds=1))
    for reader, page in ((world.administrator, "/orang/"), (world.auditor, "/audit/")):
        assert "pelaksana harian atau pelaksana tugas" in log_in(reader).get(page).content.decode()


def test_whoever_supervised_themselves_before_the_rule_is_shown(world, log_in):
    both = appoint_past_the_rule(world.officer, Role.SUPERVISOR, unit=world.unit)
    assert list(anomalies.conflicts_of_interest(timezone.now())) == [both]
    assert "Tak seorang pun menjadi atasan" in log_in(world.auditor).get("/audit/").content.decode()


def test_an_auditor_who_once_worked_on_cases_is_shown_as_one_who_audits_their_own_acts(world, log_in):
    make_request(world, "open")
    for row in Appointment.objects.filter(user=world.officer):
        people.end_appointment(row, by=world.administrator, reason="Pindah")
    people.appoint(people.Post(Role.AUDITOR), by=world.administrator, email=world.officer.email, name="x")
    person = User.objects.get(pk=world.officer.pk)
    assert person in anomalies.conflicts_of_interest(
        timezone.now()
    ) and world.auditor not in anomalies.conflicts_of_interest(timezone.now())
    for who, address in ((world.auditor, "/audit/"), (world.administrator, "/orang/")):
        assert "yang mereka kerjakan sendiri" in log_in(who).get(address).content.decode()
