"""Work on a case: what is shared with a coordinating body, and closing."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents.actions import assertions, cases, evidence, work
from incidents.models import AccessEntry
from incidents.record import deeds
from tests.world import make_request, says

WORDS = "Frasa yang sangat khas"


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


def test_a_shared_piece_made_red_afterwards_is_taken_back(world, an_incident, log_in):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("a.txt", b"isi"))
    share = work.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[row])
    evidence.reclassify(row, by=world.officer, seen=row.version, tlp="red", reason="Ternyata memuat nama")
    liaison = log_in(world.liaison_b)
    assert "a.txt" not in liaison.get(f"/dibagikan/{share.pk}/").content.decode()
    assert liaison.get(f"/dibagikan/berkas/{share.pieces.get().pk}/").status_code == 404


def test_reading_a_share_is_in_the_access_log(world, an_incident, log_in):
    share = work.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green")
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
    case = work.close(case, by=world.supervisor, seen=case.version, outcome="recommendation", reason="Terbukti")
    assert (case.status, case.outcome) == ("closed", "recommendation")
    with pytest.raises(deeds.Conflict):
        says(world, case)
    case = work.reopen(case, by=world.supervisor, seen=case.version, reason="Data baru")
    assert (case.status, case.outcome, case.closed_at) == ("open", "", None)
