"""A complaint behind no case is referred to whoever is competent: by a report that is opened on it, whose letter knows of no sheet."""

import json

import pytest
from django.utils import timezone

from incidents.actions import agencies, complaints, complaints_referred, follow_ups
from incidents.models import CaseLetter, Complaint, Incident
from incidents.plain.complainants import Person
from incidents.plain.spans import parse
from incidents.record import deeds
from tests.meetings import issue
from tests.sent_form import press
from tests.world import fresh, make_incident

WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812-3456-7890", post="Jalan Mawar 5")


@pytest.fixture
def complaint(world):
    return complaints.enter(by=world.officer, person=WHO, way="phone", text="Ditagih pinjaman yang tidak pernah dibuat")


def page(complaint):
    return f"/pengaduan/{complaint.pk}/limpahkan/"


def opened(browser, complaint, **more):
    typed = {"title": "Penagihan pinjaman", "summary": complaint.text, "seen": complaint.version}
    return browser.post(page(complaint), typed | more)


def test_a_complaint_without_a_case_is_referred_with_receipt_and_what_came_of_it(world, log_in, complaint):
    ojk = agencies.add_agency(by=deeds.SYSTEM, name="Otoritas Jasa Contoh", short_name="OJC", kind="central")
    officer = log_in(world.officer)
    assert page(complaint) in officer.get(complaint.get_absolute_url()).content.decode()
    assert officer.get(page(complaint)).context["form"].initial["summary"] == complaint.text
    answer = opened(officer, complaint)
    report = Incident.objects.get()
    assert (report.status, report.source, fresh(complaint).incident) == ("report", "complaint", report)
    assert answer.url == f"/insiden/{report.reference}/surat/referral/"
    assert officer.get(answer.url).context["form"].initial["pokok"] == complaint.text
    says = {
        "dasar": "Pasal 1",
        "pokok": complaint.text,
        "diserahkan": "",
        "subject": "Pelimpahan",
        "agencies": [ojk.pk],
    }
    assert press(officer, answer.url, says | {"security": "B", "urgency": "biasa"}).status_code == 302
    [row] = issue(world, [CaseLetter.objects.get()])
    said = {"channel": "letter", "text": "Diteruskan ke pengawas", "came_at": timezone.now()}
    follow_ups.record_follow_up(row, by=world.officer, seen=None, kind="receipt", number="OJC/7", **said)
    assert row.follow_ups.get().number == "OJC/7"
    shown = officer.get(row.get_absolute_url()).content.decode() + json.dumps(row.letter.content)
    shown += officer.get(report.get_absolute_url()).content.decode()
    assert not any(part in shown for part in (WHO.name, WHO.email, "3456", WHO.post))
    assert page(complaint) not in officer.get(complaint.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("came", "seen"), [("sebelum 3 Mei 2021", "3 Mei 2021 00.00"), ("Mei 2021", "1 Mei 2021 00.00")]
)
def test_a_report_says_no_earlier_sighting_than_its_complaint_allows(world, came, seen):
    facts = {"way": "letter", "text": "Ditagih pinjaman", "received": parse(came)}
    old = complaints.enter(by=world.officer, person=WHO, **facts)
    report = complaints_referred.open_report(old, by=world.officer, seen=old.version, title="x", summary="y")
    assert report.seen_at == parse(seen).start


@pytest.mark.parametrize("words", ["Sri Wahyuningsih ditagih", "hubungi sri.w@contoh.example", "Jalan Mawar 5"])
def test_the_words_that_are_referred_name_nobody(world, log_in, complaint, words):
    assert opened(log_in(world.officer), complaint, summary=words).status_code == 200
    assert not Incident.objects.exists() and fresh(complaint).incident is None


def test_who_does_not_see_to_it_refers_nothing_and_what_stands_behind_a_case_is_referred_from_there(
    world, log_in, complaint
):
    assert log_in(world.supervisor).get(page(complaint)).status_code == 403
    case = make_incident(world)
    complaints.link(complaint, by=world.officer, seen=complaint.version, incident=case)
    assert log_in(world.officer).get(page(complaint)).status_code == 302
    with pytest.raises(deeds.Conflict):
        complaints_referred.open_report(
            complaint, by=world.officer, seen=fresh(complaint).version, title="x", summary="y"
        )
    assert Incident.objects.count() == 1 and Complaint.objects.get().incident == case


def test_a_second_press_opens_one_report(world, log_in, complaint):
    officer = log_in(world.officer)
    opened(officer, complaint)
    opened(officer, complaint)
    assert Incident.objects.count() == 1
