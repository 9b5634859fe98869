"""The agency's side in Chromium: from the mail to a sent answer at three widths, with and without script, over a lost session."""

import pytest

from incidents.models import AnswerDraft, ClarificationRequest
from tests.browser.fixtures import fits
from tests.processes import until
from tests.second_factor import recovery_code, set_up
from tests.world import PASSWORD, make_request

pytestmark = pytest.mark.real

WIDTHS = (360, 768, 1280)
SESSION = "tanggap_sesi"


class Hand:
    """A person's hand: every tap counts, and every page it lands on."""

    def __init__(self, page):
        self.page, self.taps, self.screens = page, 0, []

    def look(self):
        self.page.wait_for_load_state()
        self.screens.append(self.page.url)
        assert fits(self.page), self.page.url

    def tap(self, target):
        self.taps += 1
        target.click()

    def type(self, selector, text):
        self.tap(self.page.locator(selector))
        self.page.locator(selector).press_sequentially(text) if len(text) < 40 else self.page.fill(selector, text)


def test_from_the_mail_to_a_sent_part_in_few_taps(real_world, site, engine, enter, mailbox):
    """At most 8 taps and 3 screens; the log-in is the browser's, who keeps the password."""
    clarification = make_request(real_world, "open")
    until(lambda: mailbox.of("letter"), "the letter's mail")
    [(_, mail)] = mailbox.of("letter")
    [link] = [w for w in mail.get_body(("plain",)).get_content().split() if w.startswith(f"{site}/permintaan/")]
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert "tenggat.ics" in names and any(n.endswith(".pdf") for n in names)
    page = enter(real_world.liaison_a, width=360)
    page.goto("about:blank")
    hand = Hand(page)
    hand.taps += 1
    page.goto(link)
    hand.look()
    hand.tap(page.get_by_role("link", name="Mulai menjawab"))
    hand.look()
    hand.type("#id_text", "Nama dan alamat.")
    hand.tap(page.get_by_role("button", name="Simpan, lalu periksa dan kirim"))
    page.wait_for_url("**/kirim/")
    hand.look()
    hand.type("#id_office", "PPDP")
    hand.tap(page.locator("#id_declaration"))
    hand.tap(page.get_by_role("button", name="Kirim 1 jawaban"))
    page.wait_for_url("**/tanda-terima/**")
    print(f"taps {hand.taps}, screens {len(hand.screens)}")
    assert hand.taps <= 8 and len(hand.screens) <= 3
    assert clarification.responses.get().kind == "partial"


@pytest.mark.parametrize("script", [True, False])
def test_the_whole_path_at_every_width_survives_a_lost_session(real_world, site, enter, script):
    set_up(real_world.liaison_a)
    for width in WIDTHS:
        clarification = make_request(real_world, "open")
        page = enter(real_world.liaison_a, width=width, script=script)
        hand = Hand(page)
        page.goto(f"{site}/permintaan/{clarification.pk}/")
        hand.look()
        page.get_by_role("button", name="Konfirmasi surat diterima").click()
        hand.look()
        page.get_by_text("Mengapa kami dimintai penjelasan?").click()
        assert "Pengendali" in page.locator("main").inner_text()
        page.get_by_role("link", name="Mulai menjawab").click()
        page.fill("#id_text", f"Ditulis pada lebar {width}")
        page.context.clear_cookies(name=SESSION)
        page.get_by_role("button", name="Simpan dan lanjut").click()
        page.wait_for_url("**/masuk/**")
        hand.look()
        assert not AnswerDraft.objects.filter(question__request=clarification).exists()
        page.fill("#id_login", real_world.liaison_a.email)
        page.fill("#id_password", PASSWORD)
        page.click("form[action='/masuk/'] button")
        page.fill("#id_code", recovery_code(real_world.liaison_a))
        page.get_by_role("button", name="Masuk").click()
        hand.look()
        assert page.input_value("#id_text") == f"Ditulis pada lebar {width}"
        page.get_by_role("button", name="Simpan dan lanjut").click()
        page.wait_for_url("**/pertanyaan/2/")
        hand.look()
        page.fill("#id_text", "Diketahui kemarin")
        page.get_by_role("button", name="Simpan, lalu periksa dan kirim").click()
        page.wait_for_url("**/kirim/")
        hand.look()
        page.fill("#id_office", "PPDP")
        page.check("#id_declaration")
        page.get_by_role("button", name="Kirim 2 jawaban").click()
        hand.look()
        assert "Jawaban bagian 1 diterima" in page.locator("h1").inner_text()
        page.goto(f"{site}/permintaan/{clarification.pk}/")
        hand.look()
        clarification = ClarificationRequest.objects.get(pk=clarification.pk)
        assert (clarification.status, clarification.delivered_how) == ("answered", "portal")
        enter.close()


def test_while_the_session_is_gone_the_page_says_that_nothing_is_kept(real_world, site, enter):
    clarification = make_request(real_world, "open")
    page = enter(real_world.liaison_a, width=360)
    page.goto(f"{site}/permintaan/{clarification.pk}/pertanyaan/1/")
    page.context.clear_cookies(name=SESSION)
    page.fill("#id_text", "Belum tersimpan")
    page.locator("#id_text").blur()
    page.locator("[data-saved]", has_text="Belum tersimpan").wait_for()
    assert not AnswerDraft.objects.exists()


def test_two_browsers_at_one_answer_meet(real_world, site, enter):
    clarification = make_request(real_world, "open")
    address = f"{site}/permintaan/{clarification.pk}/pertanyaan/1/"
    one, two = enter(real_world.liaison_a, width=390, script=False), enter(real_world.liaison_a, script=False)
    one.goto(address)
    two.goto(address)
    one.fill("#id_text", "Kata yang pertama")
    one.get_by_role("button", name="Simpan dan tetap di halaman ini").click()
    two.fill("#id_text", "Kata yang kedua")
    with two.expect_response(lambda r: r.request.method == "POST") as answered:
        two.get_by_role("button", name="Simpan dan tetap di halaman ini").click()
    assert answered.value.status == 409
    text = two.locator("main").inner_text()
    assert "Kata yang pertama" in text and two.input_value("#id_text") == "Kata yang kedua"
