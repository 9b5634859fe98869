"""What a page saves quietly, against its buttons, its colleagues and a session that ends: in whatever order it arrives."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incidents.actions import intake
from incidents.models import AnswerDraft, Incident, IntakeFile, Saving
from incidents.plain import guard
from tests.samples import picture
from tests.second_factor import known, log_in_by_page
from tests.world import make_request

NIK = "3171011203850001"
INTAKE = "/insiden/baru/"


@pytest.fixture
def page(world, log_in):
    return Page(log_in(world.liaison_a), f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/")


@pytest.fixture
def report(world, log_in):
    return Page(log_in(world.officer), INTAKE)


class Page:
    """One opened page: its token, what it was read beside, and what it sends."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        opened = client.get(address)
        self.html, self.token = opened.content.decode(), opened.context["page_token"]
        self.fields = {"page": self.token}
        if "stands" in opened.context["form"].fields:
            self.fields["stands"] = opened.context["form"]["stands"].value()

    def again(self):
        return Page(self.client, self.address)

    def saves(self, turn, **words):
        return self.client.post(self.address, self.fields | words, headers={"X-Autosave": str(turn)})

    def presses(self, button, **words):
        return self.client.post(self.address, self.fields | words | {button: "1"})


def standing():
    return AnswerDraft.objects.get().text


def test_each_opened_page_has_a_token_of_its_own(page):
    assert page.token and page.token != page.again().token
    assert f'name="page" value="{page.token}"' in page.html


def test_a_page_never_meets_its_own_words_as_somebody_elses(page):
    """The answer to a saving was lost on the way: the page still says it has read nothing, and goes on all the same."""
    assert page.saves(1, text="Kata pertama").status_code == 200
    assert page.saves(2, text="Kata pertama dan kedua").status_code == 200
    assert page.presses("stay", text="Kata ketiga").status_code == 302
    assert standing() == "Kata ketiga"


def test_a_saving_that_arrives_after_a_later_one_changes_nothing(page):
    page.saves(2, text="Kata kedua")
    assert page.saves(1, text="Kata pertama").status_code == 409
    assert standing() == "Kata kedua"


def test_a_saving_that_arrives_after_the_button_changes_nothing(page):
    """Not even where it would put back exactly what was read."""
    page.presses("stay", text="Mula-mula")
    page = page.again()
    page.saves(1, text="Diubah")
    page.presses("stay", text="Mula-mula")
    assert page.saves(2, text="Diubah lagi").status_code == 409
    assert standing() == "Mula-mula"


def test_a_colleagues_words_are_met_whichever_page_wrote_first(page):
    other = page.again()
    page.saves(1, text="Kata satu")
    assert other.presses("stay", text="Kata dua").status_code == 409
    other = page.again()
    assert other.presses("stay", text="Kata satu, lalu dua").status_code == 302
    assert page.saves(2, text="Kata satu saja").status_code == 409
    assert page.presses("stay", text="Kata satu saja").status_code == 409
    assert standing() == "Kata satu, lalu dua"


def test_a_page_that_shows_a_colleagues_words_does_not_save_over_them_quietly(page):
    other = page.again()
    page.presses("stay", text="Kata satu")
    both = other.presses("stay", text="Kata dua").content.decode()
    assert "data-autosave" in page.html and "data-autosave" not in both and "data-unkept" in both


@pytest.mark.parametrize("number", ["", "x", "²", "-1", "9" * 40])
def test_a_saving_without_a_sound_number_comes_before_all_others(page, number):
    page.saves(1, text="Benar")
    header = {"X-Autosave": number.encode().decode("latin-1")}
    late = page.client.post(page.address, page.fields | {"text": "Salah"}, headers=header)
    assert late.status_code == 409 and standing() == "Benar"


def test_a_made_up_token_is_none(page):
    page.fields["page"] = "x\x00y" * 40
    assert page.saves(1, text="Kata").status_code == 200
    assert AnswerDraft.objects.get().page == ""


def test_the_script_is_told_when_a_question_is_closed_meanwhile(page):
    send = page.presses("send", text="Jawaban").headers["Location"]
    form = page.client.get(send).context["form"]
    data = {name: form[name].value() for name in ("seen", "drafts", "name")} | {"office": "PPDP", "declaration": "on"}
    assert page.client.post(send, data).status_code == 302
    late = page.saves(9, text="Terlambat")
    assert late.status_code == 409 and late.json()["faults"] == ["Pertanyaan ini tidak dapat dijawab lagi."]


def test_the_words_of_a_report_do_not_come_back_as_a_draft(world, report):
    report.saves(1, summary="Data dijual")
    assert report.presses("report", summary="Data dijual di forum").status_code == 302
    assert report.saves(2, summary="Data dijual").status_code == 409
    assert intake.draft_of(world.officer) is None and Incident.objects.get().summary == "Data dijual di forum"
    assert 'id="id_summary"' in report.again().html and "Data dijual" not in report.again().html


def test_the_first_saving_of_a_report_may_be_the_late_one(world, report):
    report.presses("report", summary="Data dijual")
    assert report.saves(1, summary="Data dijual").status_code == 409
    assert intake.draft_of(world.officer) is None
    assert report.again().saves(1, summary="Yang berikut").status_code == 200


def test_a_file_is_kept_once_though_it_was_sent_again(world, report, settings):
    data = picture()
    for turn in (1, 2):
        report.saves(turn, summary="Lihat", files=[SimpleUploadedFile("t.png", data)])
    assert IntakeFile.objects.count() == 1
    report.saves(3, summary="Lihat", files=[SimpleUploadedFile("lain.png", data)])
    report.presses("report", summary="Lihat", files=[SimpleUploadedFile("t.png", data)])
    assert Incident.objects.get().evidence.count() == 2
    assert len([path for path in settings.FILES_ROOT.rglob("*") if path.is_file()]) == 2


def test_taking_a_file_out_takes_nothing_else_along(world, report):
    """Whatever was typed stands there again, the facts that no draft keeps too; of a number that may not be kept, its ends."""
    report.saves(1, summary="Lihat", files=[SimpleUploadedFile("t.txt", b"isi")])
    words = {"summary": f"NIK {NIK}", "title": "Judul sementara", "happened": "2022", "drill": "on"}
    address = f"{INTAKE}berkas/{IntakeFile.objects.get().pk}/hapus/"
    back = report.client.post(address, report.fields | words, follow=True)
    form, html = back.context["form"], back.content.decode()
    covered = words | {"summary": "NIK " + guard.find(NIK)[0].masked}
    assert {name: form[name].value() for name in words} == covered and not IntakeFile.objects.exists()
    assert "data-unkept" in html and "Sesi Saudara berakhir" not in html
    assert report.again().html.count("Judul sementara") == 0


def test_two_pages_whose_session_ended_both_come_back(world, client):
    known(client, world.liaison_a)
    clarification = make_request(world, "open")
    first, second = (f"/permintaan/{clarification.pk}/pertanyaan/{n}/" for n in (1, 2))
    client.post(first, {"text": "Jawaban satu", "next": "1"})
    client.post(second, {"text": "Jawaban dua", "next": "1"})
    log_in_by_page(client, world.liaison_a)
    for address, words in ((second, "Jawaban dua"), (first, "Jawaban satu")):
        page = client.get(address)
        assert page.context["form"]["text"].value() == words and "data-unkept" in page.content.decode()


def test_a_report_sent_without_a_session_comes_back_whole(world, client):
    known(client, world.officer)
    client.post(INTAKE, {"summary": "Data dijual", "title": "Judul", "report": ""})
    assert not Incident.objects.exists()
    log_in_by_page(client, world.officer)
    page = client.get(INTAKE)
    assert (page.context["form"]["summary"].value(), page.context["form"]["title"].value()) == ("Data dijual", "Judul")
    assert "Sesi Saudara berakhir" in page.content.decode()


def test_what_a_page_kept_before_its_session_ended_is_no_colleagues(page, world):
    page.saves(1, text="Disimpan diam-diam")
    page.client.session.flush()
    page.presses("stay", text="Disimpan diam-diam, lalu dilanjutkan")
    log_in_by_page(page.client, world.liaison_a)
    back = page.client.get(page.address)
    stands = back.context["form"]["stands"].value()
    sent = {"text": "Sudah lengkap", "stands": stands, "page": back.context["page_token"], "stay": "1"}
    assert page.client.post(page.address, sent).status_code == 302


def test_the_script_of_an_ended_session_leaves_the_others_alone(page, world):
    """No session of its own, which would take the place of the one somebody has just begun on another tab."""
    page.client.session.flush()
    page.client.cookies.clear()
    assert page.saves(1, text="Kata").status_code == 302
    assert not page.client.cookies.get("tanggap_sesi")


def test_a_form_older_than_its_session_brings_its_words_back(world):
    """Logged in again on another tab: the token in the form is of before."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.liaison_a)
    address = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    browser.get(address)
    old = {"csrfmiddlewaretoken": "x" * 64, "text": "Ditulis sebelumnya"}
    back = browser.post(address, old, headers={"Origin": "http://testserver"}, follow=True)
    assert back.redirect_chain == [(address, 302)] and "Ditulis sebelumnya" in back.content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', back.content.decode())[1]
    again = browser.post(
        address, old | {"csrfmiddlewaretoken": token, "stay": "1"}, headers={"Origin": "http://testserver"}
    )
    assert again.status_code == 302 and standing() == "Ditulis sebelumnya"


@pytest.mark.asvs(20)
@pytest.mark.parametrize("origin", ["https://jahat.example", "null", None])
def test_a_foreign_page_puts_no_words_into_anybodys_form(world, origin):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.liaison_a)
    address = f"/permintaan/{make_request(world, 'open').pk}/pertanyaan/1/"
    headers = {"Origin": origin} if origin else {}
    assert browser.post(address, {"text": "Bukan kata saya"}, headers=headers).status_code == 403
    assert "Bukan kata saya" not in browser.get(address).content.decode()


def test_the_order_of_savings_is_that_of_their_page(world):
    draft = AnswerDraft(page="a", turn=3)
    assert draft.is_past(Saving("a", 2)) and not draft.is_past(Saving("a", 4)) and not draft.is_past(Saving("a"))
    assert not draft.is_past(Saving("b", 1)) and not AnswerDraft().is_past(Saving("", 1))
    draft.sign(Saving("a"))
    assert draft.is_past(Saving("a", 4)) and not draft.is_past(Saving("a"))
