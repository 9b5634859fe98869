"""Restricted cases: who is not named finds no trace of them."""

import pytest

from incidents.actions import cases, merging, work
from incidents.models import Incident
from incidents.record import deeds
from notifications.mails.recipients import recipients
from notifications.notices import BY_KIND
from tests.world import make_incident, make_request

WORDS = "Frasa yang sangat khas"


@pytest.fixture
def hidden(world):
    """A restricted case with a letter that waits, a note and a report of the same words."""
    clarification = make_request(world, "awaiting_approval")
    case = clarification.incident
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
    supervisor, clarification = log_in(world.supervisor), hidden.requests.get()
    for place in PLACES:
        page = supervisor.get(place).content.decode()
        for word in (hidden.reference, hidden.title, WORDS, "Janji yang khas"):
            assert word not in page, (place, word)
    parts = ("", "pernyataan/", "bukti/", "kegiatan/", "hukum/", "riwayat/", "catat/", "tutup/", "bagikan/")
    assert {supervisor.get(f"/insiden/{hidden.reference}/{part}").status_code for part in parts} == {404}
    for path in ("", "terbitkan/", "pratinjau.pdf"):
        assert supervisor.get(f"/permintaan/{clarification.pk}/{path}").status_code == 404


def test_nobody_hears_by_mail_of_what_they_may_not_know(world, hidden):
    clarification = hidden.requests.get()
    submitted = BY_KIND["submitted"]
    assert recipients(submitted, clarification) == []
    work.admit(hidden, by=world.officer, user=world.supervisor, why="Menerbitkan suratnya")
    assert [r.address for r in recipients(submitted, clarification)] == [world.supervisor.email]


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


def test_a_case_merged_into_a_hidden_one_does_not_name_it(world, hidden, log_in):

    case = cases.report(by=world.officer, summary="Laporan lain", seen_at=hidden.seen_at)
    merging.merge(case, hidden, by=world.officer, seen=case.version, reason="Sama")
    supervisor = log_in(world.supervisor)
    for place in (f"/insiden/{case.reference}/", "/insiden/", "/insiden/?shelf=aside"):
        page = supervisor.get(place).content.decode()
        assert hidden.reference not in page and hidden.title not in page
    assert hidden.reference in log_in(world.officer).get(f"/insiden/{case.reference}/").content.decode()
