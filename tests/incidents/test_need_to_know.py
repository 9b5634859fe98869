"""Restricted cases, what is shared with a coordinating body, and the custody of evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from incidents.actions import cases, evidence, work
from incidents.models import AccessEntry, CaseEvent, Incident
from incidents.record import deeds
from notifications.mails.recipients import recipients
from notifications.notices import BY_KIND
from tests.world import make_incident, make_request

WORDS = "Frasa yang sangat khas"


@pytest.fixture
def hidden(world):
    """A restricted case with a letter that waits, a note and a report of the same words."""
    request = make_request(world, "awaiting_approval")
    case = request.incident
    cases.note(case, by=world.officer, text=WORDS)
    work.commit(case, by=world.officer, who="Ins A", what="Janji yang khas", due_at=case.seen_at)
    work.restrict(case, by=world.officer, seen=case.version, reason="Menyangkut pejabat")
    return Incident.objects.get(pk=case.pk)


PLACES = (
    "/meja/",
    "/insiden/",
    "/persetujuan/",
    "/kotak-keluar/",
    f"/cari/?q={WORDS.split()[-1]}",
    "/cari/?status=open",
    "/insiden/?shelf=open",
)


def test_who_is_not_named_finds_no_trace_of_a_restricted_case(world, hidden, log_in):
    supervisor, request = log_in(world.supervisor), hidden.requests.get()
    for place in PLACES:
        page = supervisor.get(place).content.decode()
        for word in (hidden.reference, hidden.title, WORDS, "Janji yang khas"):
            assert word not in page, (place, word)
    parts = ("", "pernyataan/", "bukti/", "kegiatan/", "hukum/", "riwayat/", "catat/", "tutup/", "bagikan/")
    assert {supervisor.get(f"/insiden/{hidden.reference}/{part}").status_code for part in parts} == {404}
    for path in ("", "terbitkan/", "pratinjau.pdf"):
        assert supervisor.get(f"/permintaan/{request.pk}/{path}").status_code == 404


def test_nobody_hears_by_mail_of_what_they_may_not_know(world, hidden):
    request = hidden.requests.get()
    submitted = BY_KIND["submitted"]
    assert recipients(submitted, request) == []
    work.admit(hidden, by=world.officer, user=world.supervisor, why="Menerbitkan suratnya")
    assert [r.address for r in recipients(submitted, request)] == [world.supervisor.email]


def test_an_admitted_person_sees_it_until_the_admission_ends(world, hidden, log_in):
    page = f"/insiden/{hidden.reference}/"
    supervisor = log_in(world.supervisor)
    row = work.admit(hidden, by=world.officer, user=world.supervisor, why="Atasan perkara")
    assert supervisor.get(page).status_code == 200
    work.exclude(row, by=world.officer, reason="Pindah tugas")
    assert supervisor.get(page).status_code == 404
    with pytest.raises(deeds.Conflict):
        work.exclude(row, by=world.officer, reason="Dua kali")


def test_auditors_see_it_and_everybody_again_when_it_is_lifted(world, hidden, log_in):
    page = f"/insiden/{hidden.reference}/"
    assert log_in(world.auditor).get(page).status_code == 200
    work.unrestrict(hidden, by=world.supervisor, seen=hidden.version, reason="Sudah diumumkan")
    assert log_in(world.supervisor).get(page).status_code == 200


def test_a_merge_target_that_may_not_be_seen_does_not_exist(world, hidden, log_in):
    case = make_incident(world)
    from incidents.forms import MergeForm

    def tried(reference):
        data = {"into": reference, "reason": "x", "seen": case.version}
        return MergeForm(data, user=world.supervisor, on=case).errors["into"]

    assert tried(hidden.reference) == tried("INS-1999-0001")


def test_a_coordinating_body_sees_what_is_shared_and_nothing_else(world, an_incident, log_in):
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="coordination")
    pieces = [
        evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile(name, b"isi"), description=name)
        for name in ("boleh.txt", "tidak.txt")
    ]
    cases.note(an_incident, by=world.officer, text=WORDS)
    share = work.share(
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
    work.unshare(share, by=world.officer, reason="Selesai")
    assert liaison.get(f"/dibagikan/{share.pk}/").status_code == liaison.get(shared).status_code == 404


def test_the_chain_of_custody_says_who_held_viewed_and_exported(world, an_incident, log_in):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("log.txt", b"isi"), origin="BSSN")
    officer = log_in(world.officer)
    officer.get(f"/bukti/{row.pk}/")
    officer.get(f"/bukti/{row.pk}/berkas/")
    row = evidence.hand_over(row, by=world.officer, seen=row.version, holder="Polri, Dittipidsiber", reason="Forensik")
    page = log_in(world.auditor).get(f"/bukti/{row.pk}/").content.decode()
    for words in ("Bukti diterima", "Dilihat", "Diunduh", "Bukti diserahterimakan", "Polri, Dittipidsiber", "Forensik"):
        assert words in page
    assert page.index("Bukti diterima") < page.index("Dilihat") < page.index("Diunduh") < page.index("Forensik")


def test_destroying_is_a_supervisors_deed_that_leaves_hash_and_history(world, an_incident, log_in):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("data.csv", b"a;b"))
    path, digest = files.full_path(row.file.path), row.sha256
    with pytest.raises(Exception, match="not for"):
        evidence.destroy(row, by=world.officer, seen=row.version, reason="x")
    assert path.exists()
    supervisor = log_in(world.supervisor)
    data = {"seen": row.version, "reason": "Memuat data pribadi; salinan di Polri"}
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        supervisor.post(f"/bukti/{row.pk}/musnahkan/", data)
    row.refresh_from_db()
    assert (row.status, row.sha256, path.exists()) == ("destroyed", digest, False)
    assert CaseEvent.objects.get(action="destroy").details["sha256"] == digest
    assert supervisor.get(f"/bukti/{row.pk}/berkas/").status_code == 404
    text = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    page = supervisor.post(f"/bukti/{text.pk}/musnahkan/", {"seen": text.version, "reason": "x"}).content.decode()
    assert "Hanya berkas yang dapat dimusnahkan" in page


def test_a_shared_piece_made_red_afterwards_is_taken_back(world, an_incident, log_in):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("a.txt", b"isi"))
    share = work.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[row])
    evidence.reclassify(row, by=world.officer, seen=row.version, tlp="red", reason="Ternyata memuat nama")
    liaison = log_in(world.liaison_b)
    assert "a.txt" not in liaison.get(f"/dibagikan/{share.pk}/").content.decode()
    assert liaison.get(f"/dibagikan/berkas/{share.pieces.get().pk}/").status_code == 404


def test_a_case_merged_into_a_hidden_one_does_not_name_it(world, hidden, log_in):
    from incidents.actions import merging

    case = cases.report(by=world.officer, summary="Laporan lain", seen_at=hidden.seen_at)
    merging.merge(case, hidden, by=world.officer, seen=case.version, reason="Sama")
    supervisor = log_in(world.supervisor)
    for place in (f"/insiden/{case.reference}/", "/insiden/", "/insiden/?shelf=aside"):
        page = supervisor.get(place).content.decode()
        assert hidden.reference not in page and hidden.title not in page
    assert hidden.reference in log_in(world.officer).get(f"/insiden/{case.reference}/").content.decode()


def test_reading_a_share_is_in_the_access_log(world, an_incident, log_in):
    share = work.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green")
    log_in(world.liaison_b).get(f"/dibagikan/{share.pk}/")
    assert AccessEntry.objects.filter(kind="read", subject_type="share", actor=world.liaison_b).exists()
