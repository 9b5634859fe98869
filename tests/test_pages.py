"""Pages as people meet them: bad input keeps what was typed and changes nothing; conflicts lose no words; headers hold."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.models import CaseEvent, Evidence, Incident
from notifications import postroom
from tests.samples import office, pdf, picture
from tests.world import PASSWORD, draft_request, make_incident, make_request

NIK = "3171011203850001"


def test_a_number_shaped_like_a_nik_is_refused_everywhere_and_the_text_kept(world, an_incident, log_in):
    officer, clarification = log_in(world.officer), make_request(world, "draft", incident=an_incident)
    events = CaseEvent.objects.count()
    text = f"Pada sampel tertulis {NIK} dan lain-lain"
    new = {"summary": text, "report": ""}
    questions = {"q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0, "q-0-heading": "A", "q-0-text": text, "q-0-kind": "text"}
    ask = {
        "agency": world.agency_a.pk,
        "agencies": [world.agency_a.pk],
        "subject": "Hal",
        "opening": "x",
        "basis": "y",
        "security": "B",
        "urgency": "segera",
    }
    for path, data in (
        ("/insiden/baru/", new),
        (f"/insiden/{an_incident}/kegiatan/catat/", {"kind": "note", "text": text}),
        (f"/insiden/{an_incident}/libatkan/", {"agency": world.agency_a.pk, "role": "origin", "why": text}),
        (f"/insiden/{an_incident}/permintaan/", ask | questions),
        (f"/permintaan/{clarification.pk}/sunting/", ask | questions | {"seen": clarification.version}),
    ):
        answer = officer.post(path, data)
        page = answer.content.decode()
        assert answer.status_code == 200 and "mirip NIK" in page, path
        assert "Pada sampel tertulis" in page, path
    assert CaseEvent.objects.count() == events


def test_a_liaisons_answer_is_guarded_too(world, log_in):
    clarification = make_request(world, "open")
    page = (
        log_in(world.liaison_a)
        .post(f"/permintaan/{clarification.pk}/pertanyaan/1/", {"text": f"x {NIK}"})
        .content.decode()
    )
    assert "mirip NIK" in page and not hasattr(clarification.questions.first(), "draft")


def test_bad_input_says_what_is_wrong_and_keeps_the_rest(world, log_in):
    page = (
        log_in(world.officer)
        .post(
            "/insiden/baru/",
            {"title": "x" * 201, "summary": "Yang sudah diketik", "seen_at": "2099-01-01T00:00", "source": "x"},
        )
        .content.decode()
    )
    assert "<title>Galat:" in page and "Yang sudah diketik" in page and "belum terjadi" in page
    assert 'href="#id_title"' in page and 'aria-invalid="true"' in page
    assert not Incident.objects.exists()


def test_an_officer_types_hours_in_wib(world, log_in):
    log_in(world.officer).post(
        "/insiden/baru/",
        {"summary": "Malam", "seen_at": "2026-01-01T00:30", "source": "news", "incident": ""},
    )
    assert Incident.objects.get().seen_at.isoformat() == "2025-12-31T17:30:00+00:00"


def test_two_people_at_one_draft_one_wins_the_other_loses_no_word(world, log_in):
    clarification = make_request(world, "draft")
    data = {
        "agency": world.agency_a.pk,
        "subject": "Hal pertama",
        "opening": "Pembuka yang panjang",
        "basis": "Pasal",
        "security": "B",
        "urgency": "segera",
        "seen": clarification.version,
        "q-TOTAL_FORMS": 1,
        "q-INITIAL_FORMS": 0,
        "q-0-heading": "A",
        "q-0-text": "Apa?",
        "q-0-kind": "text",
    }
    officer = log_in(world.officer)
    assert officer.post(f"/permintaan/{clarification.pk}/sunting/", data).status_code == 302
    answer = officer.post(f"/permintaan/{clarification.pk}/sunting/", data | {"subject": "Hal kedua yang kalah"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Hal kedua yang kalah" in page and "Pembuka yang panjang" in page and "Draf disunting" in page
    clarification.refresh_from_db()
    assert clarification.subject == "Hal pertama"


def test_a_supervisor_approves_exactly_what_was_shown(world, log_in):
    clarification = make_request(world, "awaiting_approval")
    supervisor = log_in(world.supervisor)
    page = supervisor.get(f"/permintaan/{clarification.pk}/terbitkan/")
    data = {"seen": page.context["clarification"].version, "digest": page.context["digest"]}
    assert supervisor.post(f"/permintaan/{clarification.pk}/terbitkan/", data | {"digest": "0" * 64}).status_code == 409
    assert supervisor.post(f"/permintaan/{clarification.pk}/terbitkan/", data).status_code == 302
    assert supervisor.post(f"/permintaan/{clarification.pk}/terbitkan/", data).status_code == 409
    clarification.refresh_from_db()
    assert clarification.status == "open" and clarification.letters.count() == 1


def test_the_preview_is_the_pdf_and_its_pages(world, log_in):
    clarification = make_request(world, "awaiting_approval")
    supervisor = log_in(world.supervisor)
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau.pdf").content.startswith(b"%PDF-")
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau-2.png").content.startswith(b"\x89PNG")
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau-99.png").status_code == 404
    assert log_in(world.liaison_a).get(f"/permintaan/{clarification.pk}/pratinjau.pdf").status_code == 403


def test_the_approver_sees_every_page_of_a_long_letter(world, log_in):
    from incidents.actions import clarifications

    clarification = make_request(world, "draft")
    questions = [(f"Pokok {n}", "Kata " * 150) for n in range(1, 21)]
    clarifications.edit(clarification, by=world.officer, seen=clarification.version, questions=questions)
    clarification.refresh_from_db()
    clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    supervisor = log_in(world.supervisor)
    page = supervisor.get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    shown = page.count(f"/permintaan/{clarification.pk}/pratinjau-")
    assert shown >= 4
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau-{shown}.png").status_code == 200
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau-{shown + 1}.png").status_code == 404


def test_a_question_is_added_without_losing_the_others(world, an_incident, log_in):
    data = {
        "subject": "Hal",
        "q-TOTAL_FORMS": 1,
        "q-INITIAL_FORMS": 0,
        "q-0-heading": "Satu",
        "q-0-text": "Tetap ada?",
        "q-0-kind": "text",
        "add_row": 1,
    }
    page = log_in(world.officer).post(f"/insiden/{an_incident}/permintaan/", data).content.decode()
    assert "Tetap ada?" in page and 'name="q-1-text"' in page


DOCX = office("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf()),
        ("a.PNG", picture()),
        ("a.jpg", picture("JPEG")),
        ("a.docx", DOCX),
        ("a.csv", b"a;b"),
        ("a.txt", b"teks"),
        ("a.eml", b"From: a\r\n\r\nx"),
        ("tanda-urutan.pdf", b"\xef\xbb\xbf" + pdf()),
        ("baris-kosong.pdf", b"\r\n\r\n" + pdf()),
        ("IMG-20261125-WA0003.jpg", picture("PNG")),
        ("layar.png", picture("JPEG")),
    ],
)
def test_files_that_are_what_they_say_come_in(name, data):
    files.check(SimpleUploadedFile(name, data))


@pytest.mark.asvs(24)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("kosong.pdf", b""),
        ("a.exe", b"MZ"),
        ("a.pdf", b"MZ program"),
        ("a.pdf", b"MZ" + pdf()),
        ("a.pdf", b"\n" * 1025 + pdf()),
        ("a.txt", b"\xef\xbb\xbf%PDF-1.4"),
        ("a.csv", b"\r\n\r\nPK\x03\x04"),
        ("a.png", b"<html>"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg/>"),
        ("a.docx", b"PK\x03\x04rusak"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", DOCX),
        ("a.txt", b"MZ"),
        ("a.txt", b"a\x00b"),
        ("rusak.pdf", b"%PDF-1.7 rusak"),
        ("rusak.png", b"\x89PNG\r\n\x1a\nrusak"),
        ("a.zip", DOCX),
        ("pdf", b"%PDF-"),
        (f"{NIK}.pdf", b"%PDF-1"),
    ],
)
def test_other_files_are_refused_at_the_door(name, data):
    with pytest.raises(ValidationError):
        files.check(SimpleUploadedFile(name, data))


def test_a_picture_is_kept_as_what_its_bytes_are(world, an_incident, log_in):
    sent = SimpleUploadedFile("IMG-20261125-WA0003.jpg", picture("PNG"), content_type="image/jpeg")
    log_in(world.officer).post(f"/insiden/{an_incident}/bukti/tambah/", {"file": sent, "tlp": "amber"})
    file = an_incident.evidence.get().file
    assert (file.name, file.content_type) == ("IMG-20261125-WA0003.jpg", "image/png")


@pytest.mark.asvs(7, 23)
def test_a_file_over_25_mb_is_refused(world, an_incident, log_in):
    big = SimpleUploadedFile("besar.txt", b"x" * (files.MAX_BYTES + 1))
    page = log_in(world.officer).post(f"/insiden/{an_incident}/bukti/tambah/", {"file": big}).content.decode()
    assert "lebih besar dari 25 MB" in page and not Evidence.objects.exists()


@pytest.mark.asvs(28)
def test_no_typed_name_becomes_a_path(world, an_incident, settings):
    from incidents.actions import evidence

    stored = evidence.attach(
        an_incident, by=world.officer, upload=SimpleUploadedFile("..\\..\\x/../passwd\u202e.txt", b"isi")
    ).file
    assert stored.name == "passwd.txt" and "passwd" not in stored.path
    assert (settings.FILES_ROOT / stored.path).read_bytes() == b"isi"


def test_a_refused_deed_leaves_no_bytes(world, an_incident, settings):
    from incidents.actions import evidence

    with pytest.raises(Exception, match="not for"):
        evidence.attach(an_incident, by=world.auditor, upload=SimpleUploadedFile("a.txt", b"isi"))
    assert not [p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]


def test_the_liaisons_whole_path(world, log_in):
    clarification = make_request(world, "open")
    liaison = log_in(world.liaison_a)
    assert liaison.get("/untuk-kami/").headers["Location"] == f"/permintaan/{clarification.pk}/"
    evidence = SimpleUploadedFile("bukti.pdf", pdf())
    liaison.post(
        f"/permintaan/{clarification.pk}/pertanyaan/1/", {"text": "Nama dan alamat", "files": [evidence], "next": 1}
    )
    page = liaison.get(f"/permintaan/{clarification.pk}/kirim/")
    data = {
        "seen": page.context["clarification"].version,
        "drafts": page.context["form"].initial["drafts"],
        "name": "Sari",
        "office": "PPDP",
    }
    refused = liaison.post(f"/permintaan/{clarification.pk}/kirim/", data).content.decode()
    assert "Centang pernyataan" in refused and "Sari" in refused
    receipt = liaison.post(f"/permintaan/{clarification.pk}/kirim/", data | {"declaration": "on"}, follow=True)
    shown = receipt.content.decode()
    assert f"TT-{clarification.reference}-1" in shown and "1 pertanyaan belum dijawab" in shown
    assert liaison.get(receipt.redirect_chain[-1][0]).status_code == 200
    again = liaison.post(f"/permintaan/{clarification.pk}/kirim/", data | {"declaration": "on"})
    assert again.status_code == 409


def test_the_interface_is_indonesian_unless_chosen(client, db):
    assert "Kata sandi" in client.get("/masuk/", headers={"accept-language": "en"}).content.decode()
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    page = client.get("/masuk/").content.decode()
    assert "Password" in page and '<html lang="en">' in page


@pytest.mark.asvs(65)
def test_logging_in_by_e_mail_and_password(world, client):
    assert client.post("/masuk/", {"login": world.officer.email, "password": PASSWORD}).headers["Location"] == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/akun/", "a second factor first"
    bad = client.__class__().post("/masuk/", {"login": world.officer.email, "password": "salah-salah-salah"})
    unknown = client.__class__().post("/masuk/", {"login": "tidak@ada.example", "password": "salah-salah-salah"})
    assert bad.status_code == unknown.status_code == 200
    assert "Clear-Site-Data" not in bad.headers
    gone = client.post("/keluar/")
    assert gone.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not [name for name in gone.cookies if name == "messages"], "what is said to a person is in no cookie"
    assert "Saudara sudah keluar" in client.get(gone.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("officer", "/meja/"),
        ("supervisor", "/persetujuan/"),
        ("liaison_a", "/untuk-kami/"),
        ("auditor", "/audit/"),
        ("administrator", "/orang/"),
    ],
)
def test_each_role_opens_on_what_matters_to_it(world, log_in, who, first):
    assert log_in(getattr(world, who)).get("/").headers["Location"] == first


@pytest.mark.asvs(15, 16, 17, 18, 19, 65)
def test_every_page_carries_the_headers(world, log_in, client):
    for answer in (client.get("/masuk/"), client.get("/tidak-ada/"), log_in(world.officer).get("/meja/")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert log_in(world.officer).get("/meja/").headers["Cache-Control"] == "no-store"
    for door in ("/masuk/", "/sandi/lupa/", "/sandi/atur/1-set-password/"):
        assert "no-store" in client.get(door).headers["Cache-Control"], door


def test_lists_stay_whole_with_none_one_and_two_hundred_rows(world, log_in, django_assert_max_num_queries):
    officer = log_in(world.officer)
    assert "Tidak ada yang menunggu jawaban" in officer.get("/meja/").content.decode()
    incident = make_incident(world)
    for _ in range(200):
        draft_request(world, incident)
    with django_assert_max_num_queries(60):
        assert officer.get("/meja/").status_code == 200
    with django_assert_max_num_queries(60):
        assert officer.get(f"/insiden/{incident}/").status_code == 200


@pytest.mark.asvs(38)
def test_an_administrator_appoints_and_the_invited_sets_a_password(world, log_in, client, mailoutbox):
    admin = log_in(world.administrator)
    typed = {"name": "Baru", "email": "baru@uji.example", "role": "officer", "unit": world.unit.pk}
    assert admin.post("/orang/angkat/", typed).status_code == 302
    postroom.write_receipts(timezone.now())
    postroom.send_account_mails(timezone.now())
    [mail] = [each for each in mailoutbox if each.to == ["baru@uji.example"]]
    link = re.search(r"https?://[^/\s]+(/sandi/atur/\S+)", mail.body)[1]
    opened = client.get(link, follow=True)
    done = client.post(
        opened.redirect_chain[-1][0],
        {"password1": "kalimat panjang sekali", "password2": "kalimat panjang sekali"},
        follow=True,
    )
    assert done.status_code == 200
    assert (
        client.__class__()
        .post("/masuk/", {"login": "baru@uji.example", "password": "kalimat panjang sekali"})
        .status_code
        == 302
    )
    reused = client.__class__().get(link, follow=True).content.decode()
    assert "tidak berlaku lagi" in reused
    wrong = admin.post("/orang/angkat/", {"name": "X", "email": "x@uji.example", "role": "liaison"}).content.decode()
    assert "Peran ini memerlukannya" in wrong


@pytest.mark.asvs(72)
def test_without_pango_pages_work_and_say_that_letters_are_not_made(world, log_in, monkeypatch):
    from notifications import tasks
    from notifications.letters import pdf

    def missing():
        raise pdf.Unavailable("Pango is missing")

    clarification = make_request(world, "awaiting_approval")
    monkeypatch.setattr(pdf, "_weasyprint", missing)
    monkeypatch.setattr(tasks.make_letter, "delay", lambda pk: None)
    monkeypatch.setattr(tasks.deliver_messages, "delay", lambda: None)
    tasks.sweep()
    supervisor = log_in(world.supervisor)
    for path in ("/meja/", "/persetujuan/", f"/permintaan/{clarification.pk}/terbitkan/"):
        assert "Surat tidak dibuat" in supervisor.get(path).content.decode()
    assert (
        "Jangka waktu akan mulai sebelum suratnya ada"
        in supervisor.get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    )
    assert supervisor.get(f"/permintaan/{clarification.pk}/pratinjau.pdf").status_code == 503


@pytest.mark.asvs(34)
def test_the_demo_answers_this_machine_alone(client, db, settings):
    settings.DEMO = True
    assert client.get("/v/", REMOTE_ADDR="192.0.2.7").status_code == 403
    assert client.get("/v/", REMOTE_ADDR="127.0.0.1").status_code == 200


def test_the_approver_is_warned_when_nobody_would_be_mailed(world, log_in):
    from incidents.actions import agencies

    clarification, warning = make_request(world, "awaiting_approval"), "tidak punya alamat surel"
    supervisor = log_in(world.supervisor)
    page = supervisor.get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    assert "surat@a.example" in page and warning not in page
    agencies.end_contact(world.agency_a.contacts.get(), by=world.administrator, reason="Kotak surat ditutup")
    page = supervisor.get(f"/permintaan/{clarification.pk}/terbitkan/").content.decode()
    assert warning in page and "surat@a.example" not in page


@pytest.mark.asvs(33)
def test_behind_a_proxy_the_clients_address_is_logged(world, client, settings):
    from incidents.models import AccessEntry

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client.post(
        "/masuk/",
        {"login": world.officer.email, "password": "salah"},
        headers={"x-forwarded-for": "6.6.6.6, 198.51.100.4"},
    )
    entry = AccessEntry.objects.get(kind="log_in_failed")
    assert (entry.address, entry.actor_name) == ("198.51.100.4", world.officer.email)


@pytest.mark.asvs(7)
@pytest.mark.parametrize(
    "instant", ["0001-01-01T00:00", "1989-12-31T00:00", "9999-12-31T23:59", "2026-02-30T10:00", "kemarin"]
)
def test_impossible_instants_are_refused_with_a_word(world, log_in, instant):
    data = {"summary": "Isi", "seen_at": instant, "incident": ""}
    answer = log_in(world.officer).post("/insiden/baru/", data)
    assert answer.status_code == 200 and answer.context["form"].errors["seen_at"]
    assert not Incident.objects.exists()


@pytest.mark.asvs(2)
@pytest.mark.parametrize(
    "path", ["/insiden/%00/", "/jejak/?case=%00", "/v/%00/", "/v/?kode=%00", "/kotak-keluar/?keadaan=%00"]
)
def test_a_nul_in_an_address_is_not_found(world, log_in, path):
    assert log_in(world.auditor).get(path).status_code == 404


@pytest.mark.asvs(2)
@pytest.mark.parametrize(
    "path",
    [f"/{where}/{10**20}/" for where in ("permintaan", "keterlibatan", "tanda-terima", "berkas-jawaban", "surat")]
    + ["/insiden/INS-1999-0001/", "/insiden/x/"],
)
def test_numbers_no_database_holds_are_not_found(world, log_in, path):
    assert log_in(world.officer).get(path).status_code == 404


@pytest.mark.asvs(1)
def test_what_is_typed_is_shown_as_typed(world, log_in):
    nasty = "<script>alert(1)</script>{{ 7|add:7 }}'\"><img src=x onerror=1> 🧨"
    data = {
        "title": nasty,
        "summary": nasty,
        "source": "news",
        "tlp": "red",
        "incident": "",
    }
    page = log_in(world.officer).post("/insiden/baru/", data, follow=True).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "{{ 7|add:7 }}" in page


@pytest.mark.asvs(22)
def test_languages_and_log_ins_lead_nowhere_else(world, client):
    away = "https://evil.example/"
    assert client.post("/bahasa/", {"language": "en", "next": away}).headers["Location"] == "/"
    login = {"login": world.officer.email, "password": PASSWORD, "next": away}
    assert client.post("/masuk/", login).headers["Location"] == "/"


def test_an_administrator_keeps_the_addresses_letters_go_to(world, log_in):
    from incidents.models import Contact
    from notifications.mails.recipients import recipients
    from notifications.notices import BY_KIND

    admin, clarification = log_in(world.administrator), make_request(world, "awaiting_approval")
    new = {"agency": world.agency_a.pk, "office": "PPDP", "email": "PPDP@a.example", "is_ppdp": "on"}
    assert admin.post("/instansi/narahubung/", new).status_code == 302
    again = admin.post("/instansi/narahubung/", new | {"email": "ppdp@A.example"}).content.decode()
    assert "sudah tercatat" in again
    old = Contact.objects.get(email="surat@a.example")
    refused = admin.post(f"/instansi/narahubung/{old.pk}/akhiri/", {"reason": ""})
    assert refused.status_code == 200 and not Contact.objects.get(pk=old.pk).valid_to
    admin.post(f"/instansi/narahubung/{old.pk}/akhiri/", {"reason": "Kotak surat ditutup"})
    assert [r.address for r in recipients(BY_KIND["letter"], clarification, timezone.now())] == ["PPDP@a.example"]
    assert admin.post(f"/instansi/narahubung/{old.pk}/akhiri/", {"reason": "Lagi"}).status_code == 409
    page = log_in(world.officer).get("/instansi/").content.decode()
    assert "PPDP@a.example" in page and "surat@a.example" not in page and "/akhiri/" not in page
    assert admin.post("/instansi/narahubung/", new | {"email": "surat@a.example"}).status_code == 302


@pytest.mark.asvs(33)
def test_guessing_a_password_is_stopped_and_locks_nobody_out(world, client, settings):
    guesses = [
        client.post("/masuk/", {"login": world.officer.email, "password": f"tebakan-{n}-salah"}) for n in range(7)
    ]
    assert "Terlalu banyak percobaan masuk" in guesses[-1].content.decode()
    right = {"login": world.officer.email, "password": PASSWORD}
    assert client.post("/masuk/", right).status_code == 200, "not even the right one, for a while"
    elsewhere = client.__class__(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.post("/masuk/", right).status_code == 302, "nobody is locked out by what others try"
    elsewhere.get("/keluar/")
    elsewhere.cookies.pop(settings.SESSION_COOKIE_NAME)
    elsewhere.defaults["REMOTE_ADDR"] = "127.0.0.1"
    assert elsewhere.post("/masuk/", right).status_code == 302, "nor in a browser of theirs beside whoever tries"
    elsewhere.cookies.pop(settings.SESSION_COOKIE_NAME)
    other = {"login": world.supervisor.email, "password": PASSWORD}
    assert elsewhere.post("/masuk/", other).status_code == 302, "their own five tries are left"
    wrong = [client.post("/masuk/", {"login": f"{n}@uji.example", "password": "salah"}) for n in range(7)]
    assert "Terlalu banyak percobaan masuk" in wrong[-1].content.decode(), "one origin, many addresses"


def test_saving_while_writing_answers_in_json_and_holds_a_nik(world, log_in):
    clarification = make_request(world, "open")
    liaison, path = log_in(world.liaison_a), f"/permintaan/{clarification.pk}/pertanyaan/1/"
    kept = liaison.post(path, {"text": "Sedang ditulis"}, headers={"x-autosave": "1"})
    assert kept.status_code == 200 and "WIB" in kept.json()["saved"]
    held = liaison.post(path, {"text": f"x {NIK}"}, headers={"x-autosave": "1"})
    assert held.status_code == 422 and "mirip NIK" in held.json()["faults"][0]
    assert clarification.questions.first().draft.text == "Sedang ditulis"


def test_the_icon_that_browsers_ask_for_by_themselves_is_there_and_brings_no_cookie(world, client):
    """A cookie against forged forms that came with it would make void the log-in form that is open beside it."""
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302 and answer["Location"].endswith(".svg") and not answer.cookies


@pytest.mark.asvs(59)
@pytest.mark.parametrize(
    "path", ["/.git/HEAD", "/.env", "/admin/", "/openapi.json", "/static/../manage.py", "/manage.py"]
)
def test_nothing_of_how_it_is_made_is_served(client, db, path):
    assert client.get(path).status_code == 404
