"""`make pictures`: starts the demo in a folder of its own, plays one case through it by hand, and takes every screen.

Widths 390 and 1280, light and dark. The letters' pages are taken from the PDFs that arrived by mail. All of it goes
to var/pictures; with SHOWN=1 those that README and the guides show are renewed in docs/pictures as well.
"""

import email
import email.policy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

BASE = Path(__file__).resolve().parent.parent
OUT = BASE / "var" / "pictures"
SHOWN = BASE / "docs" / "pictures"
PASSWORD = "contoh-tanggap-2026"
PEOPLE = {
    "officer": "petugas@tanggap.example",
    "supervisor": "atasan@tanggap.example",
    "liaison": "narahubung@contoh-a.example",
    "liaison-b": "narahubung@contoh-b.example",
    "auditor": "auditor@tanggap.example",
    "administrator": "admin@tanggap.example",
}
UNKNOWN = "/v/ZZZZ-ZZZZ/"  # a code of no letter: 404
REFUSALS = ("403 (Forbidden)", "409 (Conflict)")  # the auditor at the desk; who comes second to a letter or an answer
VIEWS = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))


class Camera:
    def __init__(self, browser, site):
        self.browser, self.site, self.complaints = browser, site, []
        self.pages = {}

    def page(self, who, width=1280, scheme="light"):
        """A page of `who`, logged in once for each view; None is the public."""
        key = (who, width, scheme)
        if key not in self.pages:
            size = {"width": width, "height": 844 if width < 500 else 900}
            page = self.browser.new_context(viewport=size, color_scheme=scheme, locale="id-ID").new_page()
            page.on("console", self.hear)
            self.pages[key] = page
            if who:
                page.goto(f"{self.site}/masuk/")
                page.fill("#id_login", PEOPLE[who])
                page.fill("#id_password", PASSWORD)
                page.click("form[action='/masuk/'] button")
        return self.pages[key]

    def hear(self, message):
        """What the browser complains of; it also names each refused page, and some are refused on purpose."""
        address = message.location["url"]
        meant = message.text.endswith(REFUSALS) or address.endswith(UNKNOWN)
        if message.type in ("error", "warning") and not meant:
            self.complaints.append(f"{message.text} {address}")

    def take(self, who, name, path, views=VIEWS):
        for width, scheme in views:
            page = self.page(who, width, scheme)
            page.goto(self.site + path)
            self.shoot(page, f"{who or 'public'}-{name}-{width}-{scheme}", width)

    def shoot(self, page, name, width):
        page.wait_for_load_state("networkidle")
        page.screenshot(path=OUT / f"{name}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            self.complaints.append(f"{name} scrolls sideways")


TWO = ((1280, "light"), (390, "light"))
UNSENT = "Belum terkirim"  # as desk and approvals say of a letter whose mails have not left


def let_letters_leave(camera):
    """A desk of the first seconds says of each letter that nothing shows its arrival; the engine is about to send them."""
    page = camera.page("officer")
    until = time.monotonic() + 120
    page.goto(f"{camera.site}/meja/")
    while page.get_by_text(UNSENT).count():
        if time.monotonic() > until:
            raise SystemExit("the demo's letters did not leave")
        time.sleep(1)
        page.reload()


def press(page, name):
    """The button, and the page behind it: a button waits for a saving under way."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def case_file(camera):
    """Intake with a held number and a likely duplicate; every page of the richest case; search with and without hits."""
    camera.take("officer", "intake", "/insiden/baru/")
    for width in (1280, 390):
        page = camera.page("officer", width)
        page.goto(f"{camera.site}/insiden/baru/")
        page.fill("#id_summary", "“Jimbo” menawarkan lagi, 2 BTC, KPU. Pada sampel tertulis 3171011203850001")
        press(page, "Simpan laporan")
        camera.shoot(page, f"officer-intake-held-{width}-light", width)
        page.get_by_label("Samarkan").check()
        page.set_input_files("#id_files", str(OUT / "public-login-390-light.png"))
        page.get_by_text("Berkas asli tersimpan").wait_for() if width == 390 else page.wait_for_timeout(1500)
        press(page, "Simpan laporan")
        camera.shoot(page, f"officer-intake-duplicates-{width}-light", width)
    camera.shoot(page, "officer-report-390-light", 390)
    report = page.url.removeprefix(camera.site)
    camera.take("officer", "report", report, ((1280, "light"),))
    for view in ("kesampingkan", "satukan"):
        camera.take("officer", view, f"{report}{view}/", TWO)
    kpu, drill = "/insiden/INS-2023-0001/", "/insiden/LAT-2026-0002/"
    for name, path in (
        ("ledger", "pernyataan/"),
        ("topic", "pernyataan/subjects/"),
        ("work", "kegiatan/"),
        ("law", "hukum/"),
    ):
        camera.take("officer", f"kpu-{name}", kpu + path)
    for name, path in (
        ("drill", ""),
        ("drill-topic", "pernyataan/subjects/"),
        ("drill-law", "hukum/"),
        ("claim", "pernyataan/catat/"),
        ("adopt", "pernyataan/subjects/angka/"),
        ("categorize", "hukum/jenis-data/"),
        ("rate", "hukum/keparahan/"),
        ("find", "hukum/temuan/"),
        ("sanction", "hukum/sanksi/"),
        ("commit", "kegiatan/janji/"),
        ("share", "bagikan/"),
        ("restrict", "batasi/"),
    ):
        camera.take("officer", name, drill + path, TWO)
    camera.take("officer", "evidence", f"{report}bukti/", TWO)
    page.goto(f"{camera.site}{report}bukti/")
    page.get_by_role("link", name="B-01").first.click()
    camera.shoot(page, "officer-piece-390-light", 390)
    camera.take("officer", "piece", page.url.removeprefix(camera.site), ((1280, "light"),))
    camera.take("supervisor", "close-with-open-ends", f"{drill}tutup/", TWO)
    camera.take("officer", "kpu-2020", "/insiden/INS-2020-0001/", TWO)
    camera.take("officer", "kpu-2018-work", "/insiden/INS-2018-0001/kegiatan/", TWO)
    camera.take("officer", "search", "/cari/?q=membocorkan", TWO)
    camera.take("officer", "search-nothing", "/cari/?q=tidak-ada&status=closed", TWO)
    camera.take("officer", "shelf-empty", "/insiden/?shelf=aside", TWO)


def exchange(camera, request):
    """Replies that are no answers, more time asked and granted, answers returned, the second letter of the replay."""
    for name, path in (("reply", "balas"), ("more-time", "minta-waktu"), ("not-for-us", "bukan-kami")):
        camera.take("liaison", name, f"{request}{path}/", TWO)
    page = camera.page("liaison", 390)
    page.goto(f"{camera.site}{request}minta-waktu/")
    page.fill("#id_reason", "Pemeriksaan forensik selesai besok.")
    press(page, "Kirim")
    camera.shoot(page, "liaison-more-time-asked-390-light", 390)
    camera.take("supervisor", "extend", f"{request}perpanjang/", TWO)
    page = camera.page("supervisor")
    page.goto(f"{camera.site}{request}perpanjang/")
    page.fill("#id_reason", "Beralasan; jawaban sebagian sudah diterima.")
    press(page, "Tinjau surat")
    camera.shoot(page, "supervisor-extension-letter-1280-light", 1280)
    press(page, "Perpanjang tenggat")
    camera.shoot(page, "supervisor-extended-1280-light", 1280)
    camera.take("liaison", "request-extended", request, TWO)
    for name, path in (("return", "minta-lengkapi"), ("record-reply", "catat-balasan")):
        camera.take("officer", name, f"{request}{path}/", TWO)
    camera.take("officer", "second-letter", "/permintaan/2/", TWO)
    for name, path in (
        ("question-kinds", "pertanyaan/3/"),
        ("question-instant", "pertanyaan/4/"),
        ("colleague", "rekan/"),
    ):
        camera.take("liaison", name, f"{request}{path}", TWO)
    two_at_one_answer(camera, f"{request}pertanyaan/5/")
    for name, path in (("reissue", "terbitkan-ulang"), ("hand-delivery", "serah")):
        camera.take("officer", name, f"{request}{path}/", TWO)
    page = camera.page("officer")
    page.goto(camera.site + request)
    press(page, "Nilai jawaban ini memadai")
    camera.shoot(page, "officer-one-accepted-1280-light", 1280)
    camera.take("officer", "performance", "/kinerja/")
    camera.take("officer", "performance-empty", "/kinerja/?first=2001-01-01&last=2001-12-31", ((390, "light"),))
    camera.take("officer", "agency", "/instansi/7/", TWO)
    for name, path in (("agency-amend", "ubah"), ("agency-rename", "nama")):
        camera.take("administrator", name, f"/instansi/7/{path}/", TWO)
    sheets(camera, request)


def two_at_one_answer(camera, path):
    """Two colleagues of one agency: the second meets both texts."""
    pages = [camera.page("liaison", width) for width in (1280, 390)]
    for page in pages:
        page.goto(camera.site + path)
    for page, text in zip(pages, ("Kata sandi semua akun diganti.", "Akses dari luar ditutup."), strict=True):
        page.fill("#id_text", text)
        press(page, "Simpan dan tetap di halaman ini")
    camera.shoot(pages[1], "liaison-two-texts-390-light", 390)


def sheets(camera, request):
    """The receipt and the sheet of figures as PDF, seen as pictures."""
    import pypdfium2

    page = camera.page("liaison", 1280)
    page.goto(camera.site + request)
    page.get_by_role("link", name="Tanda terima").first.click()
    receipt = page.get_by_role("link", name="Tanda terima sebagai PDF").get_attribute("href")
    figures = camera.page("officer", 1280)
    figures.goto(f"{camera.site}/kinerja/lembar.pdf")
    figures.select_option("#id_ready", "audit")
    with figures.expect_download() as sheet:
        figures.get_by_role("button", name="Ambil berkas").click()  # a file, no page, comes back
    read = stored(page, camera.site + receipt), sheet.value.path().read_bytes()
    for name, data in zip(("receipt", "figures"), read, strict=True):
        with pypdfium2.PdfDocument(data) as document:
            document[0].render(scale=1.5).to_pil().save(OUT / f"sheet-{name}.png")


def stored(page, address):
    """The bytes of a paper that the engine makes after the deed: until then its address says so with 503."""
    until = time.monotonic() + 120
    while not (answer := page.request.get(address)).ok:
        if time.monotonic() > until:
            raise SystemExit(f"{address} answers {answer.status}")
        time.sleep(1)
    return answer.body()


def letter_pages(camera, request, reference):
    """Decisions as letters, the register, the correspondence of a case, wording, and a letter signed outside."""
    supervisor = camera.page("supervisor", 390)
    supervisor.goto(f"{camera.site}{request}ralat/")
    for name, text in (("where_1", "Kop"), ("reads_1", "REPUBLIK INDONESIA"), ("should_read_1", "Republik Indonesia")):
        supervisor.fill(f"#id_{name}", text)
    press(supervisor, "Tinjau surat")
    camera.shoot(supervisor, "supervisor-correction-390-light", 390)
    press(supervisor, "Ralat surat")
    camera.take("supervisor", "corrected-letter", request, ((1280, "light"), (1280, "dark")))
    camera.take("officer", "register", "/surat/register/")
    camera.take("auditor", "register-empty", "/surat/register/?year=1999", TWO)
    camera.take("officer", "correspondence", f"/insiden/{reference}/surat/")
    camera.take("administrator", "wording", "/surat/susunan/")
    page = camera.page("administrator")
    page.goto(f"{camera.site}/surat/susunan/extension/")
    page.fill("#id_reason", "Nota dinas contoh")
    press(page, "Tinjau surat")
    camera.shoot(page, "administrator-wording-preview-1280-light", 1280)
    camera.take("administrator", "enact-wording", "/surat/susunan/clarification_request/", TWO)
    camera.take("administrator", "enact-signing", "/surat/susunan/tanda-tangan/", TWO)


def messages(camera, reference):
    """What people were told, what is to come, what holds; the mails as their readers see them."""
    camera.take("officer", "notices", "/pemberitahuan/")
    camera.take("liaison", "notices", "/pemberitahuan/", ((390, "light"), (390, "dark")))
    camera.take("auditor", "notices-empty", "/pemberitahuan/", ((1280, "light"),))
    camera.take("officer", "to-come", "/kotak-keluar/akan-datang/")
    camera.take("officer", "told-of-a-case", f"/kotak-keluar/?insiden={reference}", TWO)
    camera.take("auditor", "silences", "/kotak-keluar/keheningan/", TWO)
    camera.take("administrator", "reminders", "/pengingat/", TWO)
    camera.take("administrator", "enact-reminders", "/pengingat/tetapkan/")


def mails(browser, folder):
    """One mail of each kind as HTML, on a phone and beside a list of mails."""
    found = {}
    for path in sorted((folder / "mail").glob("*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        found.setdefault(mail["X-Tanggap-Kind"], mail)
    for kind in ("letter", "before_24", "answered", "submitted"):
        if kind in found:
            for width in (640, 390):
                page = browser.new_page(viewport={"width": width, "height": 500})
                page.set_content(found[kind].get_body(("html",)).get_content())
                page.screenshot(path=OUT / f"mail-{kind}-{width}.png", full_page=True)


def ladder(camera, folder):
    """A letter that came back, several approvals at once, the summons after the second letter."""
    page = camera.page("officer")
    for notice in returned(folder, "LAT-2026-0003/K1"):
        page.goto(f"{camera.site}/kotak-keluar/kembali/")
        page.set_input_files(
            "#id_file", files=[{"name": "kembali.eml", "mimeType": "message/rfc822", "buffer": notice}]
        )
        press(page, "Baca pemberitahuan")
    camera.shoot(page, "officer-came-back-1280-light", 1280)
    camera.take("officer", "returned-mail", "/kotak-keluar/kembali/", TWO)
    camera.take("officer", "desk-alarm", "/meja/", TWO)
    page.goto(f"{camera.site}/meja/")
    page.locator(".task", has_text="LAT-2026-0001/K2").get_by_role("link").last.click()
    camera.shoot(page, "officer-second-letter-drafted-1280-light", 1280)
    second = page.url.removeprefix(camera.site)
    press(page, "Ajukan untuk disetujui")
    supervisor = camera.page("supervisor")
    supervisor.goto(f"{camera.site}/persetujuan/")
    for box in supervisor.get_by_role("checkbox").all():
        box.check()
    camera.shoot(supervisor, "supervisor-chosen-1280-light", 1280)
    press(supervisor, "Tinjau surat terpilih")
    camera.shoot(supervisor, "supervisor-several-1280-light", 1280)
    press(supervisor, "Terbitkan surat yang dicentang")
    camera.shoot(supervisor, "supervisor-several-issued-1280-light", 1280)
    page.goto(camera.site + second)
    # Offered once something came or the due has passed; here the officer does not wait for either.
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    answer = page.request.post(
        f"{camera.site}{second}surat-berikutnya/",
        form={"csrfmiddlewaretoken": token},
        headers={"Referer": camera.site + second},
    )
    page.goto(answer.url)
    camera.shoot(page, "officer-summons-1280-light", 1280)
    page.get_by_role("link", name="Isi", exact=True).click()
    page.fill("#id_meeting_place", "Ruang Rapat Direktorat Jenderal")
    camera.take("officer", "summons-edit", page.url.removeprefix(camera.site), TWO)
    camera.take("officer", "question-sets", "/insiden/LAT-2026-0004/permintaan/", ((390, "light"),))
    page.goto(f"{camera.site}/insiden/LAT-2026-0004/permintaan/")
    page.locator("summary", has_text="Paket pertanyaan").click()
    camera.shoot(page, "officer-question-sets-open-1280-light", 1280)


def returned(folder, reference):
    """Notices of a mail server for every mail of a letter, as RFC 3464 has them."""
    import email
    import email.policy

    for path in sorted(folder.glob("mail/*.eml")):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if (mail["X-Tanggap-Kind"], mail["X-Tanggap-Reference"]) == ("letter", reference):
            yield (
                'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n--B\r\n'
                "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
                f"Final-Recipient: rfc822; {mail['To']}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n--B\r\nContent-Type: text/rfc822-headers\r\n\r\n"
                f"Message-ID: {mail['Message-ID']}\r\n\r\n--B--\r\n"
            ).encode()


def play(camera):
    """The story by hand; every screen on the way is taken."""
    camera.take(None, "login", "/masuk/")
    camera.take(None, "check-form", "/v/")
    let_letters_leave(camera)
    camera.take("officer", "desk", "/meja/")
    camera.take("officer", "cases", "/insiden/")
    camera.take("officer", "kpu-2023", "/insiden/INS-2023-0001/")
    camera.take("officer", "kpu-request", "/permintaan/1/")
    camera.take("officer", "partial-answer", "/permintaan/4/")
    case_file(camera)
    page = camera.page("officer")
    page.goto(f"{camera.site}/insiden/baru/")
    page.fill("#id_summary", "Dugaan kebocoran daftar pelanggan. Jumlahnya belum diketahui.")
    press(page, "Simpan dan jadikan insiden")
    camera.shoot(page, "officer-new-case-empty-1280-light", 1280)
    case = page.url.removeprefix(camera.site)
    for view, path in (
        ("libatkan", "libatkan"),
        ("catat", "kegiatan/catat"),
        ("bukti-tambah", "bukti/tambah"),
        ("ubah", "ubah"),
    ):
        camera.take("officer", view, f"{case}{path}/", TWO)
    page.goto(f"{camera.site}{case}libatkan/")
    page.select_option("#id_agency", label="Contoh A")
    page.select_option("#id_role", "controller")
    press(page, "Libatkan instansi")
    camera.take("officer", "new-request", f"{case}permintaan/", ((1280, "light"), (390, "light")))
    page.goto(f"{camera.site}{case}permintaan/")
    page.get_by_label("Contoh A", exact=True).check()
    page.fill(
        "#id_opening", "Sehubungan dengan informasi pada forum daring, dengan hormat kami meminta penjelasan Saudara."
    )
    press(page, "Simpan draf")
    request = page.url.removeprefix(camera.site)
    camera.take("officer", "draft", request, ((1280, "light"), (390, "light")))
    page.goto(camera.site + request)
    press(page, "Ajukan untuk disetujui")

    camera.take("supervisor", "approvals", "/persetujuan/")
    camera.take("supervisor", "issue", f"{request}terbitkan/")
    camera.take("supervisor", "send-back", f"{request}kembalikan/", ((1280, "light"), (390, "light")))
    late, page = camera.page("supervisor", 390, "light"), camera.page("supervisor")
    late.goto(f"{camera.site}{request}terbitkan/")
    page.goto(f"{camera.site}{request}terbitkan/")
    press(page, "Terbitkan surat")
    camera.shoot(page, "supervisor-issued-1280-light", 1280)
    press(late, "Terbitkan surat")
    camera.shoot(late, "supervisor-conflict-390-light", 390)
    camera.take("supervisor", "withdraw", f"{request}tarik/", ((1280, "light"),))

    time.sleep(6)
    camera.take("liaison", "portal", "/untuk-kami/?semua=1")
    camera.take("liaison", "request", request)
    camera.take("liaison", "question", f"{request}pertanyaan/1/")
    page = camera.page("liaison", 390, "light")
    for number, text in (
        (1, "Tidak ditemukan akses tidak sah pada peladen kami."),
        (2, "Nama dan alamat. Jumlahnya belum diketahui."),
    ):
        page.goto(f"{camera.site}{request}pertanyaan/{number}/")
        page.fill("#id_text", text)
        if number == 1:
            page.get_by_label("Tidak", exact=True).check()
            page.set_input_files("#files", str(OUT / "public-login-390-light.png"))
        press(page, "Simpan dan tetap di halaman ini")
    camera.shoot(page, "liaison-question-saved-390-light", 390)
    camera.take("liaison", "send", f"{request}kirim/")
    page.goto(f"{camera.site}{request}kirim/")
    page.fill("#id_office", "Pejabat Pelindungan Data Pribadi")
    press(page, "Kirim 2 jawaban")
    camera.shoot(page, "liaison-send-error-390-light", 390)
    page.check("#id_declaration")
    press(page, "Kirim 2 jawaban")
    camera.take("liaison", "receipt", page.url.removeprefix(camera.site))

    exchange(camera, request)
    code = camera.page("officer")
    code.goto(camera.site + request)
    check = code.locator("dd a[href^='/v/']").first.get_attribute("href")
    camera.take("officer", "answered-in-part", request)
    camera.take("officer", "outbox", "/kotak-keluar/")
    messages(camera, case.split("/")[2])
    letter_pages(camera, request, case.split("/")[2])
    camera.take(None, "check", check)
    camera.take(None, "check-unknown", UNKNOWN, ((390, "light"),))
    camera.take(None, "demo-mails", "/contoh/surel/", ((1280, "light"), (390, "light")))
    camera.take("auditor", "trail", "/jejak/")
    camera.take("auditor", "history", f"{case}riwayat/")
    camera.take("auditor", "empty", "/jejak/?case=INS-1999", ((1280, "light"), (390, "light")))
    camera.take("auditor", "not-yours", "/meja/", ((390, "light"),))
    camera.take("administrator", "people", "/orang/")
    camera.take("administrator", "agencies", "/instansi/")
    camera.take("administrator", "contact", "/instansi/narahubung/", ((1280, "light"), (390, "light")))
    camera.take("administrator", "appoint", "/orang/angkat/", ((1280, "light"), (390, "light")))


def specimens(folder):
    """The pages of one letter of each kind, as `make specimens` writes them."""
    environment = {**os.environ, "PICTURES": str(OUT)}
    subprocess.run([sys.executable, "-m", "tests.specimens", str(folder)], cwd=BASE, env=environment, check=True)


def renew():
    """The pictures that README and the guides show. 256 colours are enough for flat screens, and small in git; an octree keeps
    the colour of a state that has few pixels."""
    from PIL import Image

    for shown in SHOWN.glob("*.png"):
        with Image.open(OUT / shown.name) as picture:
            flat = picture.convert("RGB").quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            flat.save(shown, optimize=True)


def main():
    folder = Path(tempfile.mkdtemp(prefix="tanggap-pictures-"))
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "TANGGAP_MODE")}
    environment |= {"VAR_DIR": str(folder), "PORT": "8123", "SWEEP_SECONDS": "3"}
    demo = subprocess.Popen(
        [sys.executable, "-m", "config.demo"],
        cwd=BASE,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        site = next(line.split()[1].rstrip("/") for line in demo.stdout if line.startswith("Tanggap:"))
        time.sleep(5)
        with sync_playwright() as playwright:
            camera = Camera(playwright.chromium.launch(executable_path="/usr/bin/chromium"), site)
            play(camera)
            ladder(camera, folder)
            mails(camera.browser, folder)
        specimens(folder / "specimens")
        print("\n".join(camera.complaints) or "no complaint of the browser, nothing scrolls sideways")
        if os.environ.get("SHOWN"):
            renew()
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
