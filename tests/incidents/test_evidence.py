"""The custody of evidence: who held, viewed, exported and destroyed it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incidents import files
from incidents.actions import custody, evidence, overtaken
from incidents.models import AccessEntry, CaseEvent
from tests.sent_form import Form, press
from tests.world import fresh


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


def test_a_handing_over_that_was_typed_wrong_is_put_right_and_both_stay_to_be_read(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.officer, seen=1, holder="Polda Jaba", reason="Forensik")
    browser, page = log_in(world.officer), reverse("incidents:correct_custody", args=[piece.pk])
    assert page in browser.get(f"/bukti/{piece.pk}/").content.decode()
    sent = Form(browser.get(page).content.decode()).as_sent()
    assert sent["holder"] == "Polda Jaba"
    assert "Tidak ada yang diubah" in press(browser, page, sent | {"reason": "Salah"}, follow=True).content.decode()
    assert press(browser, page, sent | {"holder": "Polda Jabar", "reason": ""}).status_code == 200
    assert press(browser, page, sent | {"holder": "Polda Jabar", "reason": "Salah ketik"}).status_code == 302
    assert fresh(piece).holder == "Polda Jabar"
    shown = browser.get(f"/bukti/{piece.pk}/").content.decode()
    assert all(words in shown for words in ("Polda Jaba →", "Salah ketik", "diserahkan kepada Polda Jabar"))
    assert [row.holder for row in piece.history.order_by("history_id")][-2:] == ["Polda Jaba", "Polda Jabar"]


def test_a_release_by_mistake_is_struck_out_and_the_piece_is_held_again_by_whom_it_was(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.officer, seen=1, holder="Polri", reason="Forensik")
    piece = evidence.release(piece, by=world.officer, seen=2, holder="KPU", reason="Selesai")
    browser, page = log_in(world.supervisor), reverse("incidents:strike_custody", args=[piece.pk])
    shown = browser.get(f"/bukti/{piece.pk}/").content.decode()
    assert "dicoret lebih dahulu" in shown, "the handing over to the police has the release resting on it"
    sent = Form(browser.get(page).content.decode()).as_sent() | {"reason": "Berkas lain"}
    assert press(browser, page, sent).status_code == 302
    assert (fresh(piece).status, fresh(piece).holder) == ("held", "Polri")
    shown = browser.get(f"/bukti/{piece.pk}/").content.decode()
    assert "Dicoret kemudian" in shown and "KPU" in shown and "dicoret lebih dahulu" not in shown
    assert press(browser, page, sent | {"once": ""}).status_code == 409, (
        "another one would be struck out than was shown"
    )
    custody.strike(fresh(piece), by=world.officer, seen=None, reason="Tidak pernah diserahkan")
    assert fresh(piece).holder == evidence.attach(an_incident, by=world.officer, text="Lain").holder
    with pytest.raises(overtaken.NotGivenAway):
        custody.strike(fresh(piece), by=world.supervisor, seen=None, reason="Lagi")
    assert browser.get(page).url == f"/bukti/{piece.pk}/"


def test_who_did_not_hand_it_over_does_not_put_it_right(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.supervisor, seen=1, holder="Polri", reason="Forensik")
    for name in ("correct_custody", "strike_custody"):
        page = reverse(f"incidents:{name}", args=[piece.pk])
        assert page not in log_in(world.officer).get(f"/bukti/{piece.pk}/").content.decode()
        assert log_in(world.officer).get(page).status_code == 403
        assert log_in(world.supervisor).get(page).status_code == 200
    with pytest.raises(evidence.LiesThere):
        custody.put_right(piece, by=world.supervisor, seen=2, holder=str(world.unit), reason="x")
