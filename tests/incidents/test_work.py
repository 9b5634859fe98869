"""Work on a case: who takes part in what, what is shared with a coordinating body, and closing."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import assertions, cases, corrections, evidence, judgements, shares, work
from incidents.models import AccessEntry, CaseEvent
from incidents.plain.dates import date_in_words
from incidents.plain.spans import in_words, parse
from incidents.record import deeds
from tests.moves import lay_notes
from tests.sent_form import Form, press
from tests.world import fresh, make_incident, make_request, proven, says

WORDS = "Frasa yang sangat khas"


def test_a_coordinating_body_sees_what_is_shared_and_nothing_else(world, an_incident, log_in):
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="coordination")
    pieces = [
        evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile(name, b"isi"), description=name)
        for name in ("boleh.txt", "tidak.txt")
    ]
    cases.note(an_incident, by=world.officer, text=WORDS)
    share = shares.share(
        an_incident, by=world.officer, agency=world.agency_b, text="Mohon periksa", tlp="amber", evidence=pieces[:1]
    )
    liaison, stranger = log_in(world.liaison_b), log_in(world.liaison_a)
    page = liaison.get(f"/dibagikan/{share.pk}/").content.decode()
    assert "Mohon periksa" in page and "boleh.txt" in page
    for word in ("tidak.txt", WORDS, an_incident.title, an_incident.reference, "Ins A"):
        assert word not in page
    shared = f"/dibagikan/berkas/{share.pieces.get().pk}/"
    assert liaison.get(shared).status_code == 200
    assert liaison.get(f"/bukti/{pieces[0].pk}/berkas/").status_code == 404
    assert stranger.get(f"/dibagikan/{share.pk}/").status_code == stranger.get(shared).status_code == 404
    shares.unshare(share, by=world.officer, reason="Selesai")
    assert liaison.get(f"/dibagikan/{share.pk}/").status_code == liaison.get(shared).status_code == 404


def test_activities_stand_on_pages_and_the_first_page_of_the_case_fetches_the_latest_alone(world, an_incident, log_in):
    struck = cases.note(an_incident, by=world.officer, text="Keliru")
    corrections.strike(struck, by=world.officer, seen=struck.version, reason="Keliru")
    lay_notes(an_incident, world.officer, 120)
    officer, seen = log_in(world.officer), []
    for n in range(1, 4):
        answer = officer.get(f"/insiden/{an_incident}/kegiatan/", {"kegiatan": n})
        shown = [activity.text for activity in answer.context["activities"]]
        drawn = answer.content.decode().count('<p class="prose">Catatan nomor')
        assert len(shown) <= 50 and drawn == sum("nomor" in text for text in shown)
        seen += shown
    assert seen == [*(f"Catatan nomor {n}" for n in reversed(range(120))), "Keliru"]
    assert "kegiatan=2" in answer.content.decode()
    first = officer.get(f"/insiden/{an_incident}/").context["activities"]
    assert [activity.text for activity in first] == seen[:6]


def test_a_shared_piece_made_red_afterwards_is_taken_back(world, an_incident, log_in):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("a.txt", b"isi"))
    share = shares.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[row])
    evidence.reclassify(row, by=world.officer, seen=row.version, tlp="red", reason="Ternyata memuat nama")
    liaison = log_in(world.liaison_b)
    assert "a.txt" not in liaison.get(f"/dibagikan/{share.pk}/").content.decode()
    assert liaison.get(f"/dibagikan/berkas/{share.pieces.get().pk}/").status_code == 404


def test_reading_a_share_is_in_the_access_log(world, an_incident, log_in):
    share = shares.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green")
    log_in(world.liaison_b).get(f"/dibagikan/{share.pk}/")
    assert AccessEntry.objects.filter(kind="read", subject_type="share", actor=world.liaison_b).exists()


def test_closing_waits_for_everything_open_and_keeps_the_outcome(world, log_in):
    clarification = make_request(world, "answered")
    case = clarification.incident
    word = says(world, case, amount=Decimal(5), unit="orang")
    owed = work.commit(case, by=world.officer, who="Ins A", what="Laporan")
    with pytest.raises(work.NotYet) as met:
        work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="x")
    assert set(met.value.open) == {"requests", "assertions", "commitments"}
    page = log_in(world.supervisor).get(f"/insiden/{case}/tutup/").content.decode()
    assert clarification.reference in page and "P-01" in page and "Laporan" in page
    from incidents.actions import clarifications

    clarifications.accept(clarification, by=world.officer, seen=clarification.version)
    assertions.assess(word, by=world.officer, seen=word.version, status="verified", reason="Benar", document="x")
    work.keep(owed, by=world.officer, seen=owed.version)
    with pytest.raises(PermissionDenied):
        work.close(case, by=world.officer, seen=case.version, outcome="no_breach", reason="x")
    case = proven(world, case)
    cases.note(case, by=world.officer, kind="recommendation", text="Kunci diganti", happened=parse("2024"))
    case = fresh(case)
    case = work.close(case, by=world.supervisor, seen=case.version, outcome="recommendation", reason="Terbukti")
    assert (case.status, case.outcome) == ("closed", "recommendation")
    with pytest.raises(deeds.Conflict):
        says(world, case)
    case = work.reopen(case, by=world.supervisor, seen=case.version, reason="Data baru")
    assert (case.status, case.outcome, case.closed_at) == ("open", "", None)


def body_of(case, agency, world):
    """A body of the case, as the forms offer it."""
    cases.involve(case, by=world.officer, agency=agency, role="coordination")
    return agency.pk


def test_a_task_force_is_noted_with_its_bodies_its_speaker_and_its_place(world, an_incident, log_in):
    officer, case = log_in(world.officer), an_incident
    facts = {
        "kind": "task_force",
        "happened": "29 November 2023",
        "text": "Menelusuri kebenaran dugaan",
        "speaker": "Ketua Ins A",
        "place": "Gedung Uji, Jakarta",
        "bodies": [body_of(case, world.agency_b, world)],
        "source": "Berita Uji",
    }
    assert officer.post(f"/insiden/{case}/kegiatan/catat/", facts).status_code == 302
    page = officer.get(f"/insiden/{case}/kegiatan/").content.decode()
    history = officer.get(f"/insiden/{case}/riwayat/").content.decode()
    for shown in (page, history):
        assert all(word in shown for word in ("Gugus tugas", "Ketua Ins A", "Gedung Uji, Jakarta", "Ins B"))


def test_a_body_joins_a_task_force_as_something_from_a_day_and_leaves_it_with_a_reason(world, an_incident, log_in):
    officer, case = log_in(world.officer), an_incident
    force = cases.note(case, by=world.officer, kind="task_force", text="Penelusuran", happened=parse("1 November 2023"))
    facts = {"agency": world.agency_b.pk, "capacity": "Siber", "joined": "5 November 2023"}
    assert officer.post(f"/kegiatan/{force.pk}/ikut-serta/", facts).status_code == 302
    assert officer.post(f"/kegiatan/{force.pk}/ikut-serta/", facts).status_code == 200, "it takes part already"
    part = force.parts.get()
    leave = f"/keikutsertaan/{part.pk}/akhiri/"
    too_early = officer.post(leave, {"left": "1 Oktober 2023", "reason": "Selesai"})
    assert too_early.status_code == 200 and "sebelum instansi itu ikut serta" in too_early.content.decode()
    assert officer.post(leave, {"left": "9 November 2023", "reason": "Selesai"}).status_code == 302
    page = re.sub(r"\s+", " ", officer.get(f"/insiden/{case}/kegiatan/").content.decode())
    assert "Ins B (Siber) sejak 5 November 2023 sampai 9 November 2023" in page
    assert officer.get(leave).status_code == 404
    event = case.events.get(action="leave")
    assert (event.reason, event.details["agency"]) == ("Selesai", "Ins B")
    with pytest.raises(deeds.Conflict):
        work.leave(part, by=world.officer, left=parse("9 November 2023"), reason="x")
    assert officer.post(f"/kegiatan/{force.pk}/ikut-serta/", facts).status_code == 302, "it may come back"


def test_nobody_leaves_a_meeting_that_is_over(world, an_incident, log_in):
    meeting = cases.note(
        an_incident, by=world.officer, kind="meeting", text="Rapat", bodies=[world.agency_a, world.agency_b]
    )
    officer, part = log_in(world.officer), meeting.parts.first()
    page = officer.get(f"/insiden/{an_incident}/kegiatan/").content.decode()
    assert f"/kegiatan/{meeting.pk}/ikut-serta/" in page and f"/keikutsertaan/{part.pk}/akhiri/" not in page
    assert officer.get(f"/keikutsertaan/{part.pk}/akhiri/").status_code == 404


def test_a_commitment_says_who_tells_of_it_and_the_day_it_was_made_without_an_hour_nobody_named(
    world, an_incident, log_in
):
    meeting = cases.note(
        an_incident, by=world.officer, kind="meeting", text="Rapat", happened=parse("5 Juli 2018"), source="Berita Uji"
    )
    facts = {"who": "Ins A", "what": "Laporan", "source": "Notula Uji, halaman 2", "activity": meeting.pk}
    officer = log_in(world.officer)
    assert officer.post(f"/insiden/{an_incident}/kegiatan/janji/", facts).status_code == 302
    page = officer.get(f"/insiden/{an_incident}/kegiatan/").content.decode()
    assert "Notula Uji, halaman 2" in page and "Pertemuan 5 Juli 2018" in page and "00.00" not in page


def promised(world, days_ago):
    """What somebody promised, due at noon so many days ago, in a case that was seen long before."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    case = make_incident(world, at=noon - timedelta(days=20), seen_at=noon - timedelta(days=20))
    said = {"who": "Ins A", "what": "Log akses", "due": noon - timedelta(days=days_ago)}
    return work.commit(case, by=world.officer, at=noon - timedelta(days=19), **said)


def keep_on(browser, owed, when):
    page = f"/janji/{owed.pk}/ditepati/"
    return press(browser, page, Form(browser.get(page).content.decode()).as_sent() | {"kept": when})


@pytest.mark.parametrize(
    "days, late, words",
    [(6, False, ""), (5, False, "tidak dapat dikatakan apakah itu setelah batas waktu"), (4, True, "sedikitnya")],
    ids=["the day before", "the day of the due", "the day after"],
)
def test_a_promise_is_kept_when_it_was_kept_and_not_when_somebody_says_so(world, log_in, days, late, words):
    owed, officer = promised(world, days_ago=5), log_in(world.officer)
    day = timezone.localtime() - timedelta(days=days)
    assert keep_on(officer, owed, f"{day:%d-%m-%Y}").status_code == 302
    kept, told = fresh(owed), date_in_words(day, "id")
    assert (kept.status, in_words(kept.kept, "id"), kept.settled_at > kept.kept_until) == ("kept", told, True)
    assert (bool(kept.late_by), kept.perhaps_late) == (late, bool(words) and not late)
    assert CaseEvent.objects.get(action="keep").details["then"] == told
    for name in ("kegiatan", "kronologi"):
        page = officer.get(f"/insiden/{owed.incident}/{name}/").content.decode()
        assert told in page and " 00.00" not in page and (words in page if words else "terlambat" not in page), name


def test_a_promise_is_kept_today_unless_somebody_says_otherwise_and_never_tomorrow_or_before_its_case(world, log_in):
    owed, officer = promised(world, days_ago=5), log_in(world.officer)
    shown = officer.get(f"/janji/{owed.pk}/ditepati/").context["form"]
    assert shown["kept"].value() == date_in_words(timezone.localtime(), "id")
    for days in (-1, 30):
        day = timezone.localtime() - timedelta(days=days)
        assert keep_on(officer, owed, f"{day:%d-%m-%Y}").status_code == 200 and fresh(owed).status == "open"
    assert officer.post(f"/janji/{owed.pk}/ditepati/", {"seen": owed.version}).status_code == 200
    form = Form(officer.get(f"/janji/{owed.pk}/ditepati/").content.decode()).as_sent()
    assert officer.post(f"/janji/{owed.pk}/ditepati/", form).status_code == 302
    assert fresh(owed).kept_precision == "day" and fresh(owed).late_by


def test_when_a_promise_was_kept_is_put_right_with_a_reason_and_goes_with_its_judgement(world, log_in):
    owed, officer = promised(world, days_ago=5), log_in(world.officer)
    page = f"/entri/komitmen/{owed.pk}/perbaiki/"
    assert "kept" not in officer.get(page).context["form"].fields
    keep_on(officer, owed, f"{timezone.localtime() - timedelta(days=2):%d-%m-%Y}")
    assert fresh(owed).late_by
    right = timezone.localtime() - timedelta(days=6)
    sent = Form(officer.get(page).content.decode()).as_sent()
    assert press(officer, page, sent | {"kept": "", "reason": "Salah hari"}).status_code == 200
    assert press(officer, page, sent | {"kept": f"{right:%d-%m-%Y}", "reason": "Salah hari"}).status_code == 302
    assert in_words(fresh(owed).kept, "id") == date_in_words(right, "id") and fresh(owed).late_by is None
    judgements.unsettle(fresh(owed), by=world.officer, seen=None, reason="Keliru")
    assert fresh(owed).kept is None


def test_an_hour_that_is_known_of_what_was_kept_judges_to_the_minute(world, log_in):
    owed, officer = promised(world, days_ago=5), log_in(world.officer)
    assert keep_on(officer, owed, f"{timezone.localtime(owed.due_at):%d-%m-%Y} 14.30").status_code == 302
    assert fresh(owed).late_by == timedelta(hours=2, minutes=30)
