"""An answer in another language says so, keeps its bytes, and stands beside the ministry's own translation."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from incidents.actions import overtaken, reply_drafts, translations
from incidents.models import CaseEvent, PastReply, Translation
from incidents.record import deeds
from notifications.letters import html
from tests.sent_form import press
from tests.typed_rows import past_case, past_letter
from tests.world import fresh, make_request

WHO = {"name": "Kepala", "office": "PPDP", "declaration": "on"}
SAID = "Nothing of ours was taken."


def in_english(world, log_in):
    """A request to which the body replied in English with a file, in the portal."""
    row = make_request(world, "open")
    typed = {"seen": row.version, "kind": "interim", "text": SAID, "language": "en"} | WHO
    typed |= {"files": [SimpleUploadedFile("reply.txt", b"Nothing of ours was taken.", "text/plain")]}
    assert log_in(world.liaison_a).post(f"/permintaan/{row.pk}/balas/", typed).status_code == 302
    return fresh(row)


def test_an_answer_in_another_language_is_marked_and_keeps_its_bytes(world, log_in):
    row = in_english(world, log_in)
    response = row.responses.get()
    assert response.language == "en"
    receipt = response.letter.content
    assert receipt["language"] == "Inggris" and "Inggris, sebagaimana diterima" in html.render(receipt)
    officer = log_in(world.officer)
    page = officer.get(f"/permintaan/{row.pk}/").content.decode()
    assert 'lang="en"' in page and "Inggris" in page
    sent = b"".join(officer.get(f"/berkas-balasan/{response.files.get().pk}/").streaming_content)
    assert sent == b"Nothing of ours was taken."
    receipt = log_in(world.liaison_a).get(f"/tanda-terima/{response.pk}/").content.decode()
    assert "Bahasa jawaban" in receipt and "Inggris" in receipt


def test_answers_to_questions_say_their_language_when_they_are_sent(world, log_in):
    row = make_request(world, "open")
    reply_drafts.save(row.questions.first(), by=world.liaison_a, text=SAID)
    liaison, address = log_in(world.liaison_a), f"/permintaan/{row.pk}/kirim/"
    drafts = liaison.get(address).context["form"].initial["drafts"]
    typed = {"seen": row.version, "drafts": drafts, "language": "en"} | WHO
    assert liaison.post(address, typed).status_code == 302
    assert row.responses.get().language == "en"
    page = log_in(world.officer).get(f"/permintaan/{row.pk}/").content.decode()
    assert 'lang="en"' in page and SAID in page


def test_an_officer_adds_a_translation_that_both_sides_read_as_the_ministrys_own(world, log_in):
    row = in_english(world, log_in)
    officer, address = log_in(world.officer), f"/permintaan/{row.pk}/terjemahkan/"
    assert officer.get(address).context["form"].initial["language"] == "en"
    typed = {"seen": row.version, "response": row.responses.get().pk, "language": "en"}
    assert "Tulis terjemahannya" in officer.post(address, typed).content.decode()
    typed |= {"text": "Tidak ada data kami yang diambil.", "file": SimpleUploadedFile("id.txt", b"isi", "text/plain")}
    assert officer.post(address, typed).status_code == 302
    made = Translation.objects.get()
    pages = [officer.get(f"/permintaan/{row.pk}/"), log_in(world.liaison_a).get(f"/tanda-terima/{made.response_id}/")]
    for page in pages:
        said = page.content.decode()
        assert "Tidak ada data kami yang diambil." in said and "Terjemahan Kementerian" in said
    assert fresh(made.response).text == SAID, "what the body sent stays"
    assert log_in(world.liaison_a).get(f"/berkas-terjemahan/{made.pk}/").status_code == 200
    assert log_in(world.liaison_b).get(f"/berkas-terjemahan/{made.pk}/").status_code == 404
    found = officer.get("/cari/", {"q": "data kami yang diambil"}).content.decode()
    assert row.incident.reference in found
    assert CaseEvent.objects.get(action="translate").details["receipt"] == made.response.receipt
    # Laid to the wrong part it is struck: the ministry reads it with the reason, the body no more, and it is found nowhere.
    struck = {"reason": "Terjemahan surat lain", "seen": made.version}
    assert officer.post(f"/entri/terjemahan/{made.pk}/coret/", struck).status_code == 302
    page, receipt = (
        officer.get(f"/permintaan/{row.pk}/"),
        log_in(world.liaison_a).get(f"/tanda-terima/{made.response_id}/"),
    )
    said = page.content.decode()
    assert "Tidak ada data kami yang diambil." in said and "Terjemahan surat lain" in said
    assert "Tidak ada data kami yang diambil." not in receipt.content.decode()
    reads = [
        log_in(each).get(f"/berkas-terjemahan/{made.pk}/").status_code for each in (world.auditor, world.liaison_a)
    ]
    assert reads == [200, 404]
    assert row.incident.reference not in officer.get("/cari/", {"q": "data kami yang diambil"}).content.decode()


def test_the_same_translation_twice_stands_once_and_another_beside_it(world, log_in):
    row = in_english(world, log_in)
    facts = {"by": world.officer, "seen": None, "response": row.responses.get(), "language": "en"}
    translations.translate(row, text="Tidak ada", **facts)
    with pytest.raises(overtaken.TranslatedSo):
        translations.translate(row, text="Tidak ada", **facts)
    translations.translate(row, text="Tidak ada data kami", **facts)
    assert Translation.objects.count() == 2


def test_a_translation_from_another_language_than_the_answer_says_is_made_knowingly_and_told(world, log_in):
    row = in_english(world, log_in)
    officer, address = log_in(world.officer), f"/permintaan/{row.pk}/terjemahkan/"
    typed = {"seen": row.version, "response": row.responses.get().pk, "language": "nl", "text": "Tidak ada"}
    refused = officer.post(address, typed)
    assert refused.status_code == 200 and "bahasa lain: Inggris" in refused.content.decode()
    facts = {"by": world.officer, "seen": None, "response": row.responses.get(), "language": "nl", "text": "Tidak ada"}
    with pytest.raises(translations.FromAnother):
        translations.translate(row, **facts)
    assert not Translation.objects.exists()
    assert officer.post(address, typed | {"all_the_same": "on"}).status_code == 302
    for reader in (world.officer, world.liaison_a):
        page = " ".join(log_in(reader).get(f"/permintaan/{row.pk}/").content.decode().split())
        if reader == world.officer:
            assert "Jawaban menyatakan dirinya: Inggris. Kementerian membacanya sebagai: Belanda." in page


def test_only_an_officer_translates_and_only_what_came_to_this_request(world, log_in):
    row, other = in_english(world, log_in), make_request(world, "open")
    facts = {"seen": None, "language": "en", "text": "Tidak ada"}
    with pytest.raises(PermissionDenied):
        translations.translate(row, by=world.liaison_a, response=row.responses.get(), **facts)
    with pytest.raises(deeds.Conflict):
        translations.translate(other, by=world.officer, response=row.responses.get(), **facts)
    assert log_in(world.officer).get(f"/permintaan/{other.pk}/terjemahkan/").status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        translations.translate(row, by=world.officer, response=row.responses.get(), **facts | {"text": ""})


def test_a_past_reply_says_its_language_and_has_the_ministrys_translation(world, log_in):
    letter = past_letter(world, past_case(world), asked="Apa?")
    officer, address = log_in(world.officer), f"/surat-arsip/{letter.pk}/balasan/"
    typed = {"kind": "full", "received": "12 Mei 2020 10.00", "channel": "mail", "text": SAID, "q1": "An e-mail"}
    unnamed = officer.post(address, typed | {"translation": "Kata kementerian"})
    assert "language" in unnamed.context["form"].errors
    told = typed | {"translation": "Kata kementerian", "language": "en"}
    assert press(officer, address, told).status_code == 302
    reply = PastReply.objects.get()
    assert (reply.language, reply.translation, reply.text) == ("en", "Kata kementerian", SAID)
    page = officer.get(f"/insiden/{letter.incident.reference}/surat/").content.decode()
    assert page.count('lang="en"') >= 2 and '<span lang="id">Kata kementerian</span>' in page and "Inggris" in page
