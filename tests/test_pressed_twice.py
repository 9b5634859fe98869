"""One press, one deed, without a script as well: a form posted twice as it is does what it does once, and is answered alike."""

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import agencies, cases
from incidents.models import (
    Activity,
    Agency,
    Appointment,
    CaseEvent,
    ClarificationRequest,
    Commitment,
    Incident,
    Sending,
    Share,
)
from notifications import postroom
from tests.world import make_incident, make_request

DRAFT = {"subject": "Hal", "opening": "x", "basis": "y", "security": "B", "urgency": "segera"}
DRAFT |= {"q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0, "q-0-heading": "A", "q-0-text": "B?", "q-0-kind": "text"}


def forms(world):
    """{what a form brings forth: (its address, what is typed, the model)}"""
    case = make_incident(world)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="coordination")
    asked = make_request(world, "open", incident=case)
    outside = {"seen": asked.version, "channel": "mail", "said_by": "X", "source": "Y"}
    both = {"agencies": [world.agency_a.pk, world.agency_b.pk]}
    return {
        "report": ("/insiden/baru/", {"summary": "Akun menawarkan data"}, Incident),
        "note": (f"/insiden/{case}/kegiatan/catat/", {"kind": "note", "text": "Rapat"}, Activity),
        "outside": (f"/surat/{asked.letter.pk}/kirim-luar/", outside, Sending),
        "drafts": (f"/insiden/{case}/permintaan/", DRAFT | both, ClarificationRequest),
        "commitment": (f"/insiden/{case}/kegiatan/janji/", {"who": "X", "what": "Yang dijanjikan"}, Commitment),
        "share": (f"/insiden/{case}/bagikan/", {"agency": world.agency_b.pk, "text": "R", "tlp": "amber"}, Share),
    }


def token_on(page):
    return re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]


@pytest.mark.parametrize("what", ["report", "note", "outside", "drafts", "commitment", "share"])
def test_a_form_posted_twice_adds_its_rows_once_and_is_answered_alike(world, log_in, what):
    address, typed, model = forms(world)[what]
    officer, before = log_in(world.officer), model.objects.count()
    data = typed | {"once": token_on(officer.get(address))}
    first, second = officer.post(address, data), officer.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302) and first["Location"] == second["Location"]
    assert model.objects.count() - before == (2 if what == "drafts" else 1)
    third = officer.post(address, data | {"once": token_on(officer.get(address))})
    assert third.status_code in (302, 409), "the same again from a page of its own is no second press"


def test_what_is_typed_after_going_back_is_another_deed(world, log_in):
    address, typed, model = forms(world)["note"]
    officer, before = log_in(world.officer), model.objects.count()
    data = typed | {"once": token_on(officer.get(address))}
    officer.post(address, data)
    officer.post(address, data | {"text": "Rapat kedua"})
    assert model.objects.count() - before == 2


def test_the_same_token_of_somebody_else_does_nothing_of_theirs_away(world, log_in):
    address, typed, model = forms(world)["note"]
    before = model.objects.count()
    data = typed | {"once": token_on(log_in(world.officer).get(address))}
    log_in(world.officer).post(address, data)
    log_in(world.supervisor).post(address, data)
    assert model.objects.count() - before == 2


BODY = {"body_name": "PT Toko Contoh Nusantara", "body_short_name": "Tokonusa", "body_kind": "private"}


def judged_by_what_stands(world):
    """Forms that what the first press did would stand against: {what: (who presses, its address, what is typed)}"""
    case, agency = make_incident(world), world.agency_b
    double = agencies.propose_agency(by=world.officer, name="Badan Ganda Lain", kind="private")
    today = timezone.localdate().strftime("%d-%m-%Y")
    ended = {"seen": agency.version, "ended_on": today, "successor": world.agency_a.pk, "reason": "UU"}
    return {
        "report with a body": ("officer", "/insiden/baru/", {"summary": "Basis data dijual"} | BODY),
        "body": ("officer", "/instansi/tambah/", BODY),
        "part of a new body": ("officer", f"/insiden/{case}/libatkan/", BODY | {"role": "named"}),
        "part": ("officer", f"/insiden/{case}/libatkan/", {"agency": agency.pk, "role": "named"}),
        "drafts to a new body": (
            "officer",
            f"/insiden/{case}/permintaan/",
            DRAFT | BODY | {"agencies": [world.agency_a.pk], "body_role": "processor"},
        ),
        "address": (
            "administrator",
            "/instansi/narahubung/",
            {"agency": agency.pk, "office": "Humas", "email": "humas@b.example"},
        ),
        "end": ("administrator", f"/instansi/{agency.pk}/akhiri/", ended),
        "merge": (
            "administrator",
            f"/instansi/{double.pk}/gabung/",
            {"seen": double.version, "into": agency.pk, "reason": "Sama"},
        ),
    }


@pytest.mark.parametrize(
    "what",
    ["report with a body", "body", "part of a new body", "part", "drafts to a new body", "address", "end", "merge"],
)
def test_a_second_press_is_answered_before_what_the_first_did_stands_against_it(world, log_in, what):
    who, address, typed = judged_by_what_stands(world)[what]
    browser = log_in(getattr(world, who))
    data = typed | {"once": token_on(browser.get(address))}
    if what == "end":  # its day is read back, and that page is the one pressed twice
        data["read_back"] = browser.post(address, data).context["form"]["read_back"].value()
    first = browser.post(address, data)
    events, bodies = CaseEvent.objects.count(), Agency.objects.count()
    second = browser.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302) and first["Location"] == second["Location"]
    assert (CaseEvent.objects.count(), Agency.objects.count()) == (events, bodies)


def test_a_list_taken_in_twice_by_the_same_press_is_answered_as_the_first_time(world, log_in):
    browser, page = log_in(world.administrator), "/instansi/impor/"
    shown = browser.post(page, {"file": SimpleUploadedFile("d.csv", b"nama;jenis\nDinas Impor Uji;private\n")})
    data = {"table": shown.context["form"].carried, "approved": shown.context["plan"].digest}
    data |= {"once": token_on(shown)}
    answers = [browser.post(page, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_another_file_of_the_same_name_and_size_is_another_deed(world, log_in):
    case, officer = make_incident(world), log_in(world.officer)
    page = f"/insiden/{case}/terdampak/daftar/"
    token = token_on(officer.get(page))
    for name in (b"Dinas A", b"Dinas B", b"Dinas B"):
        officer.post(page, {"once": token, "pasted": "", "file": SimpleUploadedFile("d.csv", b"nama;data\n" + name)})
    assert sorted(case.affected.values_list("name", flat=True)) == ["Dinas A", "Dinas B"]
    assert CaseEvent.objects.filter(incident=case, action="list_affected").count() == 2


@pytest.mark.asvs(40)
def test_an_invitation_goes_to_its_address_once_and_no_press_shows_it(world, log_in, mailoutbox):
    browser = log_in(world.administrator)
    typed = {"email": "baru@uji.example", "name": "Orang Baru", "role": "officer", "unit": world.unit.pk}
    typed |= {"once": token_on(browser.get("/orang/angkat/"))}
    answers = [browser.post("/orang/angkat/", typed) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == ["/orang/"] * 2
    page = browser.get("/orang/").content.decode()
    assert "baru@uji.example" in page and "/sandi/atur/" not in page
    assert Appointment.objects.filter(user__email="baru@uji.example").count() == 1
    postroom.write_receipts(timezone.now())
    postroom.send_account_mails(timezone.now())
    sent = {mail.to[0]: mail.body for mail in mailoutbox}
    assert "/sandi/atur/" in sent.pop("baru@uji.example")
    assert sent.keys() == {world.auditor.email} and "/sandi/" not in sent[world.auditor.email]


def test_a_button_that_asks_nothing_is_answered_at_its_second_press_as_at_its_first(world, log_in):
    """It posts the version its page showed, which the first press has moved."""
    request = make_request(world, "draft")
    report = cases.report(by=world.officer, summary="Data dijual", seen_at=timezone.now())
    officer = log_in(world.officer)
    pages = ((f"/permintaan/{request.pk}/", "ajukan", "submit"), (f"/insiden/{report}/", "jadikan", "promote"))
    for page, button, done in pages:
        shown = officer.get(page).content.decode()
        form = re.search(rf'<form[^>]*action="({page}{button}/)".*?</form>', shown, re.DOTALL)
        data = dict(re.findall(r'name="(seen|once)" value="([^"]+)"', form[0]))
        answers = [officer.post(form[1], data) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302], button
        assert answers[0]["Location"] == answers[1]["Location"]
        assert CaseEvent.objects.filter(action=done).count() == 1


# Forms that do no deed: they open a page, keep a draft that the record does not know, change what is one's own, or
# answer a challenge that counts once (log-in, passkeys).
NO_DEED = {
    "account/login.html",
    "account/login_form.html",
    "incidents/approvals/list.html",
    "incidents/portal/draft_file.html",
    "incidents/portal/question_form.html",
    "layout/language.html",
    "mfa/passkey_button.html",
    "mfa/webauthn/add_form.html",
    "notifications/check/match.html",
    "notifications/inbox/show.html",
    "notifications/inbox/digest.html",
}


def test_every_form_that_does_a_deed_carries_its_token():
    folder = settings.BASE_DIR / "templates"
    posts = {path for path in folder.rglob("*.html") if 'method="post"' in path.read_text()}
    without = {path.relative_to(folder).as_posix() for path in posts if "{% once %}" not in path.read_text()}
    assert without == NO_DEED
