"""The page's quiet saving against every button, in the orders that only a slow line or a slow hand brings about."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from incidents.actions import intake
from incidents.models import AnswerDraft, Incident
from incidents.record.sessions import LIFE
from tests.browser.fixtures import fits
from tests.processes import until
from tests.world import make_request

pytestmark = pytest.mark.real

SESSION = "tanggap_sesi"
NEXT, STAY = "Simpan dan lanjut", "Simpan dan tetap di halaman ini"
PASTE = """
([name, type]) => {
  const data = new DataTransfer();
  data.items.add(new File(["isi"], name, { type }));
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}
"""


class Line:
    """The line between page and server: holds the quiet savings, loses their answers (lossy), or them as well (cut)."""

    def __init__(self, page):
        self.page, self.held, self.mood, self.buttons = page, [], "open", 0
        page.route("**/*", self._pass)

    def _pass(self, route):
        quiet = "x-autosave" in route.request.headers
        self.buttons += route.request.method == "POST" and not quiet
        if not quiet or self.mood == "open":
            route.continue_()
        elif self.mood == "held":
            self.held.append(route)
        else:
            if self.mood == "lossy":
                route.fetch()
            route.fulfill(status=302, headers={"Location": "/masuk/"})

    def hold(self):
        self.mood = "held"

    def until_held(self, count=1):
        until(lambda: self.page.wait_for_timeout(50) or len(self.held) >= count, "the quiet saving")

    def release(self):
        self.mood = "open"
        for route in self.held:
            route.continue_()
        self.held = []


@pytest.fixture
def question(real_world, site, enter):
    """An opened question of a letter; `question.line` is the line to the server."""
    clarification = make_request(real_world, "open")
    page = enter(real_world.liaison_a, width=360)
    page.goto(f"{site}/permintaan/{clarification.pk}/pertanyaan/1/")
    page.line = Line(page)
    return page


@pytest.fixture
def report(real_world, site, enter):
    page = enter(real_world.officer)
    page.goto(f"{site}/insiden/baru/")
    page.line = Line(page)
    return page


def button(page, name):
    return page.get_by_role("button", name=name)


def write(page, text):
    """Typed, and the field left: half a second later the page saves."""
    page.fill("#id_text", text)
    page.locator("#id_text").blur()


def standing():
    return AnswerDraft.objects.get(question__number=1).text


@pytest.mark.parametrize("session", ["there", "gone"])
def test_what_the_page_says_moves_no_button_under_a_finger(question, session):
    """The words about the saving appear above the buttons: a slow press met another place than it was aimed at."""
    question.fill("#id_text", "Jawaban")
    if session == "gone":
        question.context.clear_cookies(name=SESSION)
    button(question, NEXT).scroll_into_view_if_needed()
    box = button(question, NEXT).bounding_box()
    question.mouse.move(box["x"] + box["width"] / 2, box["y"] + 8)
    with question.expect_request(lambda request: "x-autosave" in request.headers):
        question.mouse.down()
    question.wait_for_timeout(1500)
    assert button(question, NEXT).bounding_box() == box
    question.mouse.up()
    question.wait_for_url("**/pertanyaan/2/" if session == "there" else "**/masuk/**")


def test_the_button_waits_for_a_saving_under_way(question):
    question.line.hold()
    write(question, "Kata pertama")
    question.line.until_held()
    question.fill("#id_text", "Kata pertama dan kedua")
    button(question, NEXT).click()
    button(question, NEXT).click()
    assert question.line.buttons == 0 and "/pertanyaan/1/" in question.url
    question.line.release()
    question.wait_for_url("**/pertanyaan/2/")
    assert (standing(), question.line.buttons) == ("Kata pertama dan kedua", 1)


def test_the_button_does_not_wait_for_ever(question):
    question.line.hold()
    write(question, "Kata pertama")
    question.line.until_held()
    button(question, NEXT).click()
    question.wait_for_url("**/pertanyaan/2/")
    assert standing() == "Kata pertama"


def test_a_saving_whose_answer_was_lost_is_no_colleagues(question):
    question.line.mood = "lossy"
    write(question, "Kata pertama")
    question.locator("[data-saved]", has_text="Belum tersimpan").wait_for()
    assert standing() == "Kata pertama"
    question.line.mood = "open"
    question.fill("#id_text", "Kata pertama dan kedua")
    button(question, NEXT).click()
    question.wait_for_url("**/pertanyaan/2/")
    assert standing() == "Kata pertama dan kedua"


def test_a_double_click_is_one_click(question):
    question.fill("#id_text", "Jawaban")
    button(question, NEXT).dblclick()
    question.wait_for_url("**/pertanyaan/2/")
    assert question.line.buttons == 1


def test_another_button_of_the_page_takes_the_words_along(question):
    question.fill("#id_text", "Belum disimpan siapa pun")
    question.locator(".masthead .menu summary").last.click()
    button(question, "EN").click()
    question.get_by_role("button", name="Save and next question").wait_for()
    assert question.input_value("#id_text") == standing() == "Belum disimpan siapa pun"


def test_words_are_kept_when_the_page_is_left(question, site):
    question.on("dialog", lambda dialog: dialog.accept())
    question.fill("#id_text", "Ditinggalkan")
    question.goto(f"{site}/")
    until(lambda: AnswerDraft.objects.filter(text="Ditinggalkan").exists(), "what the left page sent")


def test_who_comes_back_goes_on_from_what_stands_there(question):
    """After one's own button without a question; a colleague's later words are met, not written over."""
    question.fill("#id_text", "Kata satu")
    button(question, NEXT).click()
    question.wait_for_url("**/pertanyaan/2/")
    question.go_back()
    assert question.input_value("#id_text") == "Kata satu"
    question.fill("#id_text", "Kata satu, diubah")
    button(question, NEXT).click()
    question.wait_for_url("**/pertanyaan/2/")
    AnswerDraft.objects.filter(question__number=1).update(text="Kata rekan", page="rekan")
    question.go_back(wait_until="load")
    assert question.input_value("#id_text") == "Kata satu, diubah"
    button(question, STAY).click()
    question.get_by_text("Kata rekan").wait_for()
    assert question.input_value("#id_text") == "Kata satu, diubah" and standing() == "Kata rekan"


def test_what_is_pasted_during_a_saving_is_kept_too(report, real_world):
    report.line.hold()
    report.fill("#id_summary", "Dijual di forum")
    report.locator("#id_summary").blur()
    report.line.until_held()
    report.evaluate(PASTE, ["a.txt", "text/plain"])
    report.evaluate(PASTE, ["b.txt", "text/plain"])
    report.line.release()
    report.get_by_text("b.txt").wait_for()
    assert sorted(f.name for f in intake.draft_of(real_world.officer).files.all()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("mood", ["held", "lossy", "cut"])
def test_what_is_pasted_right_before_the_button_becomes_evidence_once(report, mood):
    report.line.mood = mood
    report.fill("#id_summary", "Dijual di forum")
    report.evaluate(PASTE, ["a.txt", "text/plain"])
    if mood == "held":
        report.line.until_held()
    button(report, "Simpan laporan").click()
    if mood == "held":
        assert not Incident.objects.exists()
        report.line.release()
    report.wait_for_url("**/insiden/LAP-*/")
    assert [e.file.name for e in Incident.objects.get().evidence.all()] == ["a.txt"]


def test_a_refused_file_stops_the_button_and_says_why(report):
    report.line.hold()
    report.fill("#id_summary", "Dijual di forum")
    report.evaluate(PASTE, ["a.exe", "application/x-msdownload"])
    report.line.until_held()
    button(report, "Simpan laporan").click()
    report.line.release()
    report.locator("[data-saved]", has_text="a.exe").wait_for()
    assert not Incident.objects.exists()
    button(report, "Simpan laporan").click()
    report.wait_for_url("**/insiden/LAP-*/")


def unused(page, minutes):
    """As if nobody had used the session of `page` for so long, by the clock of the server and of the browser."""
    [key] = [each["value"] for each in page.context.cookies() if each["name"] == SESSION]
    session = SessionStore(key)
    session[LIFE] |= {"seen": session[LIFE]["seen"] - minutes * 60}
    session.save()
    page.clock.fast_forward(minutes * 60_000)


def test_the_end_of_a_session_is_said_before_and_whoever_stays_writes_on(question, enter):
    page, band = question, question.locator("[data-session-ends]")
    page.set_viewport_size({"width": 390, "height": 844})
    page.clock.install()
    page.reload()
    assert band.inner_text() == ""
    unused(page, 56)
    stay = page.get_by_role("button", name="Tetap masuk")
    stay.wait_for()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert band.bounding_box()["y"] >= 0 and fits(page), "it stays in sight"
    stay.click()
    stay.wait_for(state="hidden")
    page.route("**/akun/sesi/", lambda route: route.fulfill(status=502))
    for minutes in (56, 1):  # a server that starts anew is no end: it is asked again
        with page.expect_response("**/akun/sesi/"):
            page.clock.fast_forward(minutes * 60_000)
    page.unroute("**/akun/sesi/")
    unused(page, 61)
    band.get_by_text("Sesi Saudara sudah berakhir").wait_for()
    assert not stay.is_visible() and fits(page)
    enter.complaints[:] = [each for each in enter.complaints if "502" not in each]  # of the server that starts anew
