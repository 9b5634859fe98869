"""The custody of evidence: who held, viewed, exported and destroyed it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from incidents import files
from incidents.actions import corrections, custody, evidence, overtaken
from incidents.models import AccessEntry, CaseEvent
from incidents.models.custody import chain_of
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.reports import chronology
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


def test_a_quoted_text_is_read_on_its_own_page_alone_where_each_look_is_recorded(world, an_incident, log_in):
    quoted = {"text": "Basis data dijual seharga dua bitcoin", "collected": parse("2 November 2023")}
    piece = evidence.attach(an_incident, by=world.officer, **quoted)
    officer, lists = log_in(world.officer), (f"/insiden/{an_incident}/bukti/", f"/insiden/{an_incident}/kronologi/")
    for page in (*lists, "/cari/?q=bitcoin", f"/insiden/{an_incident}/"):
        shown = officer.get(page).content.decode()
        assert "seharga dua" not in shown, page
        assert page == f"/insiden/{an_incident}/" or piece.label in shown, page
    assert "Baca kutipan teks" in officer.get(lists[0]).content.decode()
    assert not AccessEntry.objects.of(piece).exists()
    assert "seharga dua" in officer.get(f"/bukti/{piece.pk}/").content.decode()
    assert [entry.actor for entry in AccessEntry.objects.of(piece)] == [world.officer]


def test_nothing_goes_from_a_holder_to_themselves(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    officer, at = log_in(world.officer), f"/bukti/{piece.pk}/serahkan/"
    typed = {"seen": piece.version, "holder": f"  {piece.holder.upper()} ", "gone": "1 Maret 2024", "reason": "Pindah"}
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
    sent = Form(browser.get(page).content.decode()).as_sent() | {"reason": "Berkas lain"}
    assert press(browser, page, sent).status_code == 302
    assert (fresh(piece).status, fresh(piece).holder) == ("held", "Polri")
    shown = browser.get(f"/bukti/{piece.pk}/").content.decode()
    assert "Dicoret kemudian" in shown and "KPU" in shown
    assert press(browser, page, sent | {"once": ""}).status_code == 409, (
        "another one would be struck out than was shown"
    )
    custody.strike(fresh(piece), by=world.officer, seen=None, reason="Tidak pernah diserahkan")
    assert fresh(piece).holder == evidence.attach(an_incident, by=world.officer, text="Lain").holder
    with pytest.raises(overtaken.NotGivenAway):
        custody.strike(fresh(piece), by=world.supervisor, seen=None, reason="Lagi")
    assert browser.get(page).url == f"/bukti/{piece.pk}/"


def handed(world, case, *holders):
    """A piece that went from one to the next, released to the last; the addresses of what puts each right and of what strikes it."""
    piece = evidence.attach(case, by=world.officer, text="Kutipan")
    for holder in holders[:-1]:
        piece = evidence.hand_over(piece, by=world.officer, seen=piece.version, holder=holder, reason="Forensik")
    piece = evidence.release(piece, by=world.officer, seen=piece.version, holder=holders[-1], reason="Selesai")
    entries = [each.key for each in chain_of(piece)]
    right, strike = (reverse(f"incidents:{name}", args=[piece.pk]) for name in ("correct_custody", "strike_custody"))
    return piece, [f"{right}?entry={key}" for key in entries], [f"{strike}?entry={key}" for key in entries]


def told(piece):
    return [(each.source, each.holder) for each in chain_of(fresh(piece)) if not each.struck]


def test_an_earlier_handing_over_is_put_right_and_the_next_one_is_from_whom_it_went_to(world, an_incident, log_in):
    piece, right, _strike = handed(world, an_incident, "Polda Jaba", "Labfor", "KPU")
    browser, unit = log_in(world.officer), str(world.unit)
    assert all(page in browser.get(f"/bukti/{piece.pk}/").content.decode() for page in right)
    page = browser.get(right[0]).content.decode()
    assert "→ Polda Jaba, dicatat" in page and Form(page).as_sent()["holder"] == "Polda Jaba"
    sent = Form(page).as_sent() | {"holder": "Polda Jabar", "reason": "Salah ketik"}
    assert press(browser, right[0], sent).status_code == 302
    assert told(piece) == [(unit, "Polda Jabar"), ("Polda Jabar", "Labfor"), ("Labfor", "KPU")]
    assert (fresh(piece).holder, fresh(piece).status) == ("KPU", "released")
    shown = browser.get(f"/bukti/{piece.pk}/").content.decode()
    for words in ("Polda Jaba → Labfor", "diserahkan kepada Polda Jabar", "berasal dari Polda Jabar", "Salah ketik"):
        assert words in " ".join(shown.split()), words


def test_an_earlier_handing_over_is_struck_and_whoever_had_it_before_had_it_on(world, an_incident, log_in):
    piece, _right, strike = handed(world, an_incident, "Polri", "Labfor", "KPU")
    browser, unit = log_in(world.supervisor), str(world.unit)
    sent = Form(browser.get(strike[0]).content.decode()).as_sent() | {"reason": "Tidak pernah diserahkan"}
    assert press(browser, strike[0], sent).status_code == 302
    assert told(piece) == [(unit, "Labfor"), ("Labfor", "KPU")]
    assert (fresh(piece).holder, fresh(piece).status) == ("KPU", "released"), "the release stands"
    assert browser.get(strike[0]).url == f"/bukti/{piece.pk}/", "it stands no longer"
    with pytest.raises(overtaken.NotGivenAway):
        key = strike[0].rpartition("=")[2]
        custody.strike(fresh(piece), by=world.supervisor, seen=None, reason="Lagi", entry=key)


def test_where_a_later_entry_would_go_to_whoever_has_it_already_that_one_is_named(world, an_incident, log_in):
    piece, right, strike = handed(world, an_incident, "Polri", "Labfor", "polri", "KPU")
    browser, before = log_in(world.supervisor), told(piece)
    for page, typed, named in ((strike[1], {}, "polri"), (right[0], {"holder": "LABFOR"}, "Labfor")):
        sent = Form(browser.get(page).content.decode()).as_sent() | typed | {"reason": "Keliru"}
        refused = press(browser, page, sent)
        assert refused.status_code == 409 and f"Penyerahan kepada “{named}”" in refused.content.decode()
        assert told(piece) == before
    for page in (strike[2], strike[1]):  # the later one first, as it says
        sent = Form(browser.get(page).content.decode()).as_sent() | {"reason": "Keliru"}
        assert press(browser, page, sent).status_code == 302
    assert told(piece) == [(str(world.unit), "Polri"), ("Polri", "KPU")]


def test_a_handing_over_bears_a_day_of_its_own_wherever_it_is_told(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan", collected=parse("3 Maret 2024"))
    browser, pages = (
        log_in(world.officer),
        {name: reverse(f"incidents:{name}", args=[piece.pk]) for name in ("hand_over", "release")},
    )

    def give(name, holder, gone):
        sent = Form(browser.get(pages[name]).content.decode()).as_sent()
        return press(browser, pages[name], sent | {"holder": holder, "gone": gone, "reason": "Forensik"})

    for gone, words in (
        ("", "tidak boleh kosong"),
        ("1-1-2099", "Waktu ini belum terjadi"),
        ("2 Maret 2024", "3 Maret 2024"),
    ):
        refused = give("hand_over", "Polda", gone)
        assert refused.status_code in (200, 422) and words in refused.content.decode(), gone
    assert give("hand_over", "Polda", "awal April 2024").status_code == 302
    assert give("release", "KPU", "20-3-2024").status_code == 422, "not before the one that it follows"
    assert give("release", "KPU", "9-4-2024 10.30").status_code == 302
    first, second = chain_of(fresh(piece))
    assert (first.gone, second.gone) == (parse("awal April 2024"), parse("9-4-2024 10.30"))
    assert fresh(piece).held == second.gone
    page = f"{reverse('incidents:correct_custody', args=[piece.pk])}?entry={first.key}"
    sent = Form(browser.get(page).content.decode()).as_sent()
    assert sent["gone"] == "awal April 2024"
    late = press(browser, page, sent | {"gone": "10 April 2024", "reason": "Salah ketik"})
    assert late.status_code == 422 and "KPU" in late.content.decode()
    assert press(browser, page, sent | {"gone": "4 April 2024", "reason": "Salah ketik"}).status_code == 302
    assert [each.gone for each in chain_of(fresh(piece))] == [parse("4 April 2024"), second.gone]
    shown = " ".join(browser.get(f"/bukti/{piece.pk}/").content.decode().split())
    for words in ("awal April 2024", "Diperbaiki kemudian: diserahkan 4 April 2024", "9 April 2024 pukul 10.30 WIB"):
        assert words in shown, words
    # Nor is it collected after it went; the trail, the chronology and the case as it stood tell the day.
    with pytest.raises(evidence.BeforeItsTurn):
        corrections.revise(fresh(piece), by=world.officer, seen=None, reason="x", collected=parse("5 April 2024"))
    _window, lines = chronology.page(an_incident, chronology.Asked(text="KPU"), 20)
    assert [(line.telling.title, line.told) for line in lines] == [("B-01 diserahkan: Polda → KPU", second.gone)]
    assert CaseEvent.objects.get(action="hand_over").details["then"] == "awal April 2024"
    assert "9 April 2024 pukul 10.30" in browser.get(f"/insiden/{an_incident}/pada/").content.decode()
    custody.strike(fresh(piece), by=world.officer, seen=None, reason="Tidak pernah", entry=second.key)
    assert fresh(piece).held == parse("4 April 2024")
    assert not chronology.page(an_incident, chronology.Asked(text="KPU"), 20)[1]


def test_who_did_not_hand_it_over_does_not_put_it_right(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    piece = evidence.hand_over(piece, by=world.officer, seen=1, holder="Labfor", reason="Forensik")
    piece = evidence.hand_over(piece, by=world.supervisor, seen=2, holder="Polri", reason="Forensik")
    own, other = (each.key for each in chain_of(piece))
    for name in ("correct_custody", "strike_custody"):
        page = reverse(f"incidents:{name}", args=[piece.pk])
        shown = log_in(world.officer).get(f"/bukti/{piece.pk}/").content.decode()
        assert f"{page}?entry={own}" in shown and f"{page}?entry={other}" not in shown
        assert log_in(world.officer).get(f"{page}?entry={own}").status_code == 200
        assert log_in(world.officer).get(f"{page}?entry={other}").status_code == 403
        assert log_in(world.officer).get(page).status_code == 403, "the last that stands"
        assert log_in(world.supervisor).get(page).status_code == 200
        assert log_in(world.supervisor).get(f"{page}?entry=x").url == f"/bukti/{piece.pk}/"
    with pytest.raises(evidence.LiesThere):
        custody.put_right(piece, by=world.supervisor, seen=3, holder="labfor", reason="x")
    with pytest.raises(PermissionDenied):
        custody.strike(fresh(piece), by=world.officer, seen=None, reason="x", entry=other)


def test_a_piece_taken_in_by_somebody_of_no_unit_is_with_them_again_when_its_handing_over_is_struck(world, an_incident):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    with deeds.record("reclassify", on=piece, by=world.officer, seen=None, reason="x") as deed:
        deed.on.holder = ""
        deed.on.save()
    piece = evidence.hand_over(piece, by=world.officer, seen=None, holder="Polri", reason="Forensik")
    custody.strike(piece, by=world.officer, seen=None, reason="Tidak pernah diserahkan")
    assert fresh(piece).holder == ""


@pytest.mark.asvs(29)
def test_a_file_leaves_under_a_name_that_is_one_whatever_signs_it_has(world, an_incident, log_in):
    name = 'surat "akhir"; a=b\r\nX-Jahat: 1\u202e résumé.txt'
    row = evidence.attach(an_incident, by=world.officer, upload=SimpleUploadedFile(name, b"isi"))
    answer = log_in(world.officer).get(f"/bukti/{row.pk}/berkas/")
    said = "surat%20%22akhir%22%3B%20a%3Db%20X-Jahat%3A%201%20r%C3%A9sum%C3%A9.txt"
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{said}"
    assert "X-Jahat" not in answer.headers
