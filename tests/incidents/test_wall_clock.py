"""A server's clock that ran a day ahead for a minute: what was dated then spoils nothing that is done after it."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from incidents.actions import agencies, cases, clarifications, law, people, work
from incidents.models import Appointment, Commitment, Contact, Finding, Incident
from incidents.plain import spans
from incidents.record import deeds, open_deed, wall_clock
from incidents.workflow import Role
from notifications import watch
from tests.world import answer_request, draft_request, fresh, issue_request, make_incident, make_request

DAY = timedelta(days=1)
LAST_HOURS = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)  # of which Jakarta's calendar has none


def tomorrow(act):
    """Do it while the clock runs a day ahead."""
    real = timezone.now
    with patch.object(timezone, "now", lambda: real() + DAY):
        act()


def a_note_of_tomorrow(world):
    """A case on which somebody took a note while the clock was wrong."""
    case = make_incident(world)
    tomorrow(lambda: cases.note(case, by=world.officer, text="Menelepon Ins A"))
    return case


def test_after_an_entry_of_tomorrow_nothing_more_is_dated_and_the_reader_is_told_why(world, log_in):
    case = a_note_of_tomorrow(world)
    with pytest.raises(wall_clock.ClockDisagrees, match="clock says"):
        draft_request(world, case)
    spoilt = make_request(world, "open")
    tomorrow(lambda: cases.note(spoilt.incident, by=world.officer, text="Menelepon Ins A"))
    answer = log_in(world.officer).post(f"/permintaan/{spoilt.pk}/ingatkan/", {"seen": spoilt.version})
    assert answer.status_code == 409 and "Jam server" in answer.content.decode()
    assert not spoilt.incident.events.filter(action="nudge").exists() and not case.requests.exists()


def test_an_agency_answers_all_the_same_and_is_dated_by_the_clock_at_the_door(world, log_in):
    spoilt = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=71))
    tomorrow(lambda: cases.note(spoilt.incident, by=world.officer, text="Menelepon Ins A"))
    assert log_in(world.liaison_a).get(f"/permintaan/{spoilt.pk}/").status_code == 200
    arrived = fresh(spoilt).delivered_at
    assert arrived and arrived < timezone.now()
    answer_request(world, fresh(spoilt), numbers=[1])
    reply = answer_request(world, fresh(spoilt))
    row = fresh(spoilt)
    assert row.status == "answered" and row.completed_at == reply.received_at <= timezone.now()
    assert row.clock(timezone.now()).state == "tepat" and reply.lateness == timedelta(0)
    told = row.incident.events.filter(action="answer")
    assert all(event.happened_at < timezone.now() < event.recorded_at for event in told)


def test_all_that_an_agency_does_is_taken_and_dated_by_the_clock_at_the_door(world, log_in):
    agencies.amend_agency(world.agency_a, by=world.administrator, mail_domains="a.example")
    spoilt = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=71))
    tomorrow(lambda: cases.note(spoilt.incident, by=world.officer, text="Menelepon Ins A"))
    before, agency = timezone.now(), log_in(world.liaison_a)
    due = fresh(spoilt).present_due
    acts = {
        "konfirmasi": {},
        "minta-waktu": {"until": (due + timedelta(hours=24)).isoformat(), "reason": "Log sedang disalin"},
        "bukan-kami": {"what": "address", "text": "Jalan Baru 1"},
        "rekan": {"name": "Rekan", "email": "rekan@a.example"},
    }
    for address, form in acts.items():
        form["seen"] = fresh(spoilt).version
        answer = agency.post(f"/permintaan/{spoilt.pk}/{address}/", form)
        assert answer.status_code == 302, (address, answer.content.decode())
    row, wish = fresh(spoilt), spoilt.extension_requests.get()
    assert before < row.acknowledged_at < timezone.now() and before < wish.asked_at < timezone.now()
    assert wish.wished_at == due + timedelta(hours=24)
    told = row.incident.events.filter(action__in=["acknowledge", "ask_extension", "redirect", "delegate"])
    assert told.count() == 4 and all(event.happened_at < timezone.now() < event.recorded_at for event in told)


def test_a_letter_issued_while_the_clock_ran_ahead_is_answered_at_once(world):
    waiting = make_request(world, "awaiting_approval")
    tomorrow(lambda: issue_request(world, waiting))
    clarifications.acknowledge(fresh(waiting), by=world.liaison_a, seen=fresh(waiting).version)
    reply = answer_request(world, fresh(waiting))
    row = fresh(waiting)
    assert row.status == "answered" and reply.lateness == row.lateness(timezone.now()) == timedelta(0)
    assert row.acknowledged_at == row.delivered_at == row.issued_at


def test_other_cases_go_on_and_a_clock_a_few_seconds_apart_is_no_matter(world):
    a_note_of_tomorrow(world)
    other, real = make_incident(world), timezone.now
    with patch.object(timezone, "now", lambda: real() + timedelta(seconds=40)):
        cases.note(other, by=world.officer, text="Menelepon Ins A")
    last = other.events.latest("recorded_at").recorded_at
    row = draft_request(world, Incident.objects.get(pk=other.pk))
    assert last < row.drafted_at < last + timedelta(milliseconds=1)


def test_the_house_is_alarmed_on_every_page(world, log_in):
    a_note_of_tomorrow(world)
    assert watch.look().ahead and watch.look(timezone.now() + DAY).ahead is None
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert "belum tiba" in page


def test_no_verb_keeps_a_day_or_an_instant_that_no_page_could_show(world, an_incident):
    with pytest.raises(wall_clock.OutOfReach):
        work.commit(an_incident, by=world.officer, who="KPU", what="Mengirim log", due=LAST_HOURS)
    with pytest.raises(wall_clock.OutOfReach):
        auditor = people.Post(Role.AUDITOR)
        people.appoint(auditor, by=deeds.SYSTEM, email="x@uji.example", name="X", valid_to=LAST_HOURS)
    with pytest.raises(wall_clock.OutOfReach):
        agencies.register_contact(
            world.agency_a, by=world.administrator, office="PPDP", email="p@a.example", valid_from=date(1, 1, 1)
        )
    drafted = draft_request(world, an_incident)
    with pytest.raises(wall_clock.OutOfReach):
        clarifications.edit(
            drafted, by=world.officer, seen=drafted.version, questions=[("A", "B?")], meeting_at=LAST_HOURS
        )
    assert not Commitment.objects.exists() and not Appointment.objects.filter(valid_to=LAST_HOURS).exists()
    assert not Contact.objects.filter(office="PPDP").exists() and fresh(drafted).meeting_at is None


def test_no_verb_records_as_happened_what_is_still_to_come(world, an_incident):
    involved, ahead = an_incident.involvements.first(), timezone.now() + 900 * DAY
    with pytest.raises(wall_clock.StillToCome):
        law.track_duty(involved, by=world.officer, started=ahead, start_source="Surat pengendali")
    duty = law.track_duty(involved, by=world.officer)
    for name in law.HAPPENED:
        with pytest.raises(wall_clock.StillToCome):
            law.amend_duty(duty, by=world.officer, seen=duty.version, **{name: ahead})
    with pytest.raises(wall_clock.StillToCome):
        law.find(an_incident, by=world.officer, text="x", confidence="low", found=spans.parse("1 Januari 2099"))
    assert fresh(duty).started_at is None and not Finding.objects.exists()


def test_a_page_refuses_such_an_instant_at_its_field(world, an_incident, log_in):
    typed = {"who": "KPU", "what": "Mengirim log", "due": "31 Desember 9999 23.59"}
    answer = log_in(world.officer).post(f"/insiden/{an_incident.reference}/kegiatan/janji/", typed)
    assert "Isilah tahun 1990 sampai 2100" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_every_page_stands_though_such_an_instant_was_kept_before(world, an_incident, log_in):
    """As releases before this one kept it."""
    drafted = draft_request(world, an_incident)
    with patch.object(open_deed, "check_reach"):
        work.commit(an_incident, by=world.officer, who="KPU", what="Mengirim log", due=LAST_HOURS)
        clarifications.edit(
            drafted, by=world.officer, seen=drafted.version, questions=[("A", "B?")], meeting_at=LAST_HOURS
        )
        post = people.Post(Role.AUDITOR)
        people.appoint(post, by=deeds.SYSTEM, email="x@uji.example", name="X", valid_to=LAST_HOURS)
    case = f"/insiden/{an_incident.reference}/"
    officer, auditor, administrator = map(log_in, (world.officer, world.auditor, world.administrator))
    ours = [case, f"{case}kegiatan/", f"{case}riwayat/", "/meja/", f"/permintaan/{drafted.pk}/"]
    pages = [*((officer, page) for page in [*ours, f"/permintaan/{drafted.pk}/sunting/"]), (auditor, "/jejak/")]
    pages += [(auditor, f"{case}riwayat/"), (administrator, "/orang/")]
    for browser, page in pages:
        answer = browser.get(page, follow=True)
        assert answer.status_code == 200, page
    assert "31 Desember 9999 pukul 23.59" in auditor.get(f"{case}riwayat/").content.decode()


def test_the_filters_of_days_pass_over_a_day_out_of_reach(world, log_in):
    browser = log_in(world.auditor)
    for query in ("end=9999-12-31", "start=0001-01-01"):
        assert browser.get(f"/jejak/?{query}").status_code == 200
    assert browser.get("/kinerja/?first=2026-01-01&last=9999-12-31").status_code == 200
