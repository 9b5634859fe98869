"""The custody of evidence: who held, viewed, exported and destroyed it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from incidents.actions import evidence
from incidents.models import AccessEntry, CaseEvent


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


def test_nothing_goes_from_a_holder_to_themselves(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    officer, at = log_in(world.officer), f"/bukti/{piece.pk}/serahkan/"
    typed = {"seen": piece.version, "holder": f"  {piece.holder.upper()} ", "reason": "Pindah"}
    page = officer.post(at, typed)
    assert page.status_code == 422 and "sudah ada pada" in page.content.decode()
    assert not CaseEvent.objects.filter(action="hand_over").exists()
    assert officer.post(at, typed | {"holder": "Polda"}).status_code == 302


@pytest.mark.parametrize("reader", ["officer", "auditor"])
def test_a_file_whose_bytes_are_lost_is_told_in_words_and_no_entry_says_that_it_was_taken(
    world, an_incident, log_in, caplog, reader
):
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile("log.txt", b"isi"))
    browser, lies = log_in(getattr(world, reader)), files.full_path(row.file.path)
    lies.rename(lies.with_suffix(".away"))
    answer = browser.get(f"/bukti/{row.pk}/berkas/")
    assert answer.status_code == 410 and "log.txt: berkas tidak terbaca" in answer.content.decode()
    assert not AccessEntry.objects.filter(kind="download").exists() and str(row.file_id) in caplog.text
    lies.with_suffix(".away").rename(lies)
    assert browser.get(f"/bukti/{row.pk}/berkas/").getvalue() == b"isi"
    assert AccessEntry.objects.filter(kind="download").count() == 1
