"""A new officer at 22.00, counted: screens, required fields, actions; and what the case page says without a click."""

import pytest

from incidents.actions import intake
from incidents.demo.people import LOGINS
from incidents.models import Evidence, Incident, IntakeDraft, User
from tests.browser.fixtures import fits

pytestmark = pytest.mark.real

PASTE = """
() => {
  const canvas = document.createElement("canvas"); canvas.width = canvas.height = 20;
  return new Promise((done) => canvas.toBlob((blob) => {
    const data = new DataTransfer(); data.items.add(new File([blob], "image.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true })); done();
  }));
}
"""


@pytest.fixture
def officer(real_kpu):
    return User.objects.get(email=LOGINS[0][1])


class Counter:
    """Counts what a person does; looking costs nothing."""

    def __init__(self, page):
        self.page, self.actions, self.screens = page, 0, set()
        page.on("framenavigated", lambda frame: self.screens.add(frame.url.split("?")[0]))

    def click(self, role, name):
        self.actions += 1
        self.page.get_by_role(role, name=name).first.click()

    def type(self, where, text):
        self.actions += 1
        self.page.fill(where, text)


def test_a_new_officer_takes_a_report_in_and_finds_the_case(officer, site, enter):
    page = enter(officer)
    by_hand = Counter(page)
    by_hand.click("link", "Insiden baru")
    labels = page.locator("form[data-intake] label:visible").all_inner_texts()
    required = [label for label in labels if "boleh kosong" not in label and "Tempel" not in label]
    assert required == ["Apa yang terlihat?"]
    by_hand.type("#id_summary", "Akun “penjual-baru” menawarkan daftar alumni, 0,1 BTC")
    by_hand.click("button", "Simpan laporan")
    page.get_by_text("Laporan dicatat").first.wait_for()
    report = Incident.objects.get(status="report")
    assert (report.tlp, report.source, report.severity, report.happened) == ("amber", "unknown", "unknown", None)
    assert report.reference in page.url and by_hand.actions <= 5
    assert by_hand.screens == {f"{site}/insiden/baru/", page.url}

    for words in ("jimbo", "membocorkan pemilih", "p4c3n0g3"):
        page.fill("#finder", words)
        page.press("#finder", "Enter")
        page.get_by_role("link", name="Dugaan kebocoran Daftar Pemilih Tetap Pemilu 2024").first.wait_for()

    page.get_by_role("link", name="Dugaan kebocoran Daftar Pemilih Tetap Pemilu 2024").first.click()
    text = page.locator("main").inner_text()
    letter = Incident.objects.get(reference="INS-2023-0001").requests.first().letter
    for fact in (
        "diklaim: 252 orang sampai 204,8 juta orang",
        "Diklaim",
        str(letter),
        "Lewat tenggat",
        "hari lewat",
    ):
        assert fact in text, fact
    why = page.locator(".figures a").first
    why.click()
    assert "Jumlah orang terdampak" in page.locator("h1").inner_text()


def test_what_is_pasted_is_stamped_and_a_likely_duplicate_shows_before_saving(officer, site, enter):
    page = enter(officer)
    page.goto(f"{site}/insiden/baru/")
    page.fill("#id_summary", "“Jimbo” menawarkan lagi, 2 BTC, lewat @p4c3n0g3")
    page.evaluate(PASTE)
    page.get_by_text("Berkas asli tersimpan").wait_for()
    page.get_by_text("Mungkin sudah tercatat").wait_for()
    assert "INS-2023-0001" in page.locator("[data-part=likely]").inner_text()
    assert IntakeDraft.objects.get().files.count() == 1 and Incident.objects.count() == 1
    page.locator("[name=same_as][value='INS-2023-0001']").check()
    page.get_by_role("button", name="Simpan laporan").click()
    page.get_by_text("Disatukan ke kasus lain").first.wait_for()
    assert "INS-2023-0001" in page.url
    report = Incident.objects.exclude(reference="INS-2023-0001").get()
    assert report.status == "merged" and Evidence.objects.get(kind="capture")
    assert intake.draft_of(officer) is None


def test_a_keyboard_slides_over_the_instants_of_a_case_and_goes_to_the_one_it_says(officer, site, enter):
    page = enter(officer, width=390)
    page.goto(f"{site}/insiden/INS-2023-0001/pada/")
    slider, said = page.get_by_role("slider", name="Saat-saat kasus ini"), page.locator("output")
    slider.focus()
    for pressed, nth in (("Home", 0), ("ArrowRight", 1)):
        page.keyboard.press(pressed)
        words = page.locator("#stop option").nth(nth).inner_text().strip()
        assert said.inner_text() == slider.get_attribute("aria-valuetext") == words and fits(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert said.inner_text() == words and words.partition(" · ")[0] in page.locator("main .panel p.muted").inner_text()


def test_without_script_an_instant_of_a_case_is_chosen_from_a_list(officer, site, enter):
    page = enter(officer, width=390, script=False)
    page.goto(f"{site}/insiden/INS-2023-0001/pada/")
    page.locator("#stop").select_option(index=1)
    chosen = page.locator("#stop").input_value()
    page.get_by_role("button", name="Tampilkan saat yang dipilih").click()
    assert page.locator("#stop").input_value() == chosen and fits(page)


def test_the_case_file_fits_a_phone_without_script(officer, site, enter):
    page = enter(officer, width=360, script=False)
    for part in ("", "pernyataan/", "pernyataan/subjects/", "bukti/", "kegiatan/", "hukum/", "pernyataan/catat/"):
        page.goto(f"{site}/insiden/INS-2023-0001/{part}")
        assert fits(page), part
    page.goto(f"{site}/insiden/baru/")
    assert fits(page)
    page.fill("#id_summary", "NIK 3171011203850001 terlihat")
    page.get_by_role("button", name="Simpan laporan").click()
    assert fits(page)
    page.get_by_label("Samarkan").check()
    page.get_by_role("button", name="Simpan laporan").click()
    assert Incident.objects.get(status="report").summary == "NIK 31••••••••••••01 terlihat"
