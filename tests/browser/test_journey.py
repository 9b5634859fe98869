"""One case through the browser: recorded, asked, issued, mailed, answered in parts on a phone, accepted, audited."""

import pytest

from incidents import setup_data
from incidents.models import ClarificationRequest, Incident
from incidents.record import deeds
from tests.browser.fixtures import fits
from tests.processes import until
from tests.samples import picture

pytestmark = pytest.mark.real


@pytest.mark.asvs(15, 21)
def test_one_case_from_log_in_to_history(real_world, site, engine, enter, mailbox, tmp_path):
    world = real_world
    setup_data.load_questions(deeds.SYSTEM)
    evidence = tmp_path / "tangkapan layar.png"
    evidence.write_bytes(picture())

    officer = enter(world.officer, typed=True)
    officer.get_by_role("link", name="Insiden baru").click()
    officer.fill("#id_summary", "Sampel memuat 3171011203850001")
    officer.get_by_role("button", name="Simpan dan jadikan insiden").click()
    assert "mirip NIK" in officer.locator(".summary").inner_text()
    assert officer.input_value("#id_summary") == "Sampel memuat 3171011203850001"
    assert not Incident.objects.exists()
    officer.fill("#id_summary", "Sampel memuat nama dan alamat")
    officer.get_by_role("button", name="Simpan dan jadikan insiden").click()
    reference = Incident.objects.get().reference
    assert reference in officer.locator("main").inner_text()

    officer.get_by_role("link", name="Libatkan instansi").click()
    officer.select_option("#id_agency", label="Ins A")
    officer.select_option("#id_role", "controller")
    officer.get_by_role("button", name="Libatkan instansi").click()
    officer.get_by_role("link", name="Tambah bukti").click()
    officer.set_input_files("#id_file", str(evidence))
    officer.get_by_role("button", name="Tambah bukti").click()
    officer.get_by_role("link", name="Ringkasan").click()
    officer.get_by_role("link", name="Tambah catatan").click()
    officer.fill("#id_text", "Telepon dengan sekretariat")
    officer.get_by_role("button", name="Tambah catatan").click()

    officer.get_by_role("link", name="Permintaan baru").click()
    officer.get_by_label("Ins A", exact=True).check()
    officer.fill("#id_opening", "Sehubungan dengan informasi pada forum daring.")
    for n in range(2, 8):
        officer.locator(f"details:has(#id_q-{n}-DELETE) > summary").last.click()
        officer.check(f"#id_q-{n}-DELETE")
    officer.get_by_role("button", name="Simpan draf").click()
    officer.get_by_role("button", name="Ajukan untuk disetujui").click()
    clarification = ClarificationRequest.objects.get()
    assert (clarification.status, clarification.questions.count()) == ("awaiting_approval", 2)

    supervisor = enter(world.supervisor, typed=True)
    assert "Menunggu persetujuan" in supervisor.title() or "Persetujuan" in supervisor.title()
    supervisor.get_by_role("link", name="Tinjau surat").click()
    page_one = supervisor.locator(".paper img").first
    assert page_one.evaluate("i => i.decode().then(() => i.naturalWidth)") > 800
    supervisor.get_by_role("button", name="Terbitkan surat").click()
    assert "Surat terbit, jangka waktu mulai" in supervisor.locator(".said").inner_text()
    assert (
        "71" in supervisor.locator(".clock .left").inner_text()
        or "72" in supervisor.locator(".clock .left").inner_text()
    )

    until(lambda: mailbox.of("letter"), "the letter's mail")
    [(to, mail)] = mailbox.of("letter")
    assert (
        to == ["surat@a.example"]
        and f"{site}/permintaan/{clarification.pk}/" in mail.get_body(("plain",)).get_content()
    )

    liaison = enter(world.liaison_a, typed=True, width=390)
    assert liaison.url == f"{site}/permintaan/{clarification.pk}/" and fits(liaison)
    liaison.get_by_role("button", name="Konfirmasi surat diterima").click()
    liaison.get_by_role("link", name="Mulai menjawab").click()
    assert fits(liaison)
    liaison.get_by_label("Tidak", exact=True).check()
    liaison.fill("#id_text", "Tidak ditemukan akses tidak sah.")
    liaison.set_input_files("#files", str(evidence))
    liaison.get_by_role("button", name="Simpan dan lanjut").click()
    liaison.wait_for_url("**/pertanyaan/2/")
    liaison.get_by_role("link", name="Kembali ke daftar pertanyaan").click()
    liaison.get_by_role("link", name="Periksa dan kirim").click()
    assert fits(liaison)
    liaison.fill("#id_office", "Pejabat Pelindungan Data Pribadi")
    liaison.check("#id_declaration")
    liaison.get_by_role("button", name="Kirim 1 jawaban").click()
    assert "Jawaban bagian 1 diterima" in liaison.locator("h1").inner_text() and fits(liaison)
    liaison.get_by_role("link", name="Lanjut ke pertanyaan 2").click()
    liaison.fill("#id_text", "Nama dan alamat, jumlahnya belum diketahui.")
    liaison.get_by_role("button", name="Simpan dan kembali ke daftar").click()
    liaison.get_by_role("link", name="Periksa dan kirim").click()
    liaison.fill("#id_office", "Pejabat Pelindungan Data Pribadi")
    liaison.check("#id_declaration")
    liaison.get_by_role("button", name="Kirim 1 jawaban").click()
    assert "Jawaban bagian 2 diterima" in liaison.locator("h1").inner_text()

    until(lambda: len(mailbox.of("answered")) == 2, "the officer's notices")
    officer.goto(f"{site}/meja/")
    officer.get_by_role("link", name="Tinjau jawaban").click()
    assert "Nama dan alamat, jumlahnya belum diketahui." in officer.locator("main").inner_text()
    officer.get_by_role("button", name="Nilai semua jawaban memadai").click()
    clarification.refresh_from_db()
    assert clarification.status == "closed"

    auditor = enter(world.auditor, typed=True)
    assert auditor.title().startswith("Audit")
    auditor.goto(f"{site}/insiden/{reference}/riwayat/")
    story = auditor.locator("main").inner_text()
    for line in (
        "Insiden dicatat",
        "Instansi dilibatkan",
        "Bukti diterima",
        "Catatan ditambahkan",
        "Permintaan disusun",
        "Diajukan untuk disetujui",
        "Surat terbit, jangka waktu mulai",
        "Surat dibuat dan disimpan",
        "Surel terkirim",
        "Penerimaan surat dikonfirmasi",
        "Jawaban diterima",
        "Jawaban dinilai memadai",
    ):
        assert line in story, line
    assert auditor.locator("main form[method=post]").count() == 0, "what an auditor may ask, they ask by an address"

    officer.goto(f"{site}/v/{clarification.letter.check_code}/")
    assert "Surat ini tercatat" in officer.locator("h1").inner_text()


def test_a_liaison_answers_on_a_phone_without_javascript(real_world, site, enter):
    from tests.world import make_request

    make_request(real_world, "open")
    page = enter(real_world.liaison_a, width=390, script=False)
    page.get_by_role("link", name="Mulai menjawab").click()
    page.fill("#id_text", "Jawaban tanpa skrip")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.fill("#id_text", "Jawaban kedua")
    page.get_by_role("button", name="Simpan dan kembali ke daftar").click()
    page.get_by_role("link", name="Periksa dan kirim").click()
    page.fill("#id_office", "PPDP")
    page.check("#id_declaration")
    page.get_by_role("button", name="Kirim 2 jawaban").click()
    assert "Jawaban bagian 1 diterima" in page.locator("h1").inner_text()
    assert fits(page)


def test_what_a_liaison_writes_is_kept_while_they_write(real_world, site, enter):
    """Leaving the field saves; a number shaped like a NIK is held at once; another device goes on from there."""
    from incidents.models import AnswerDraft
    from tests.world import make_request

    clarification = make_request(real_world, "open")
    page = enter(real_world.liaison_a, width=390)
    page.goto(f"{site}/permintaan/{clarification.pk}/pertanyaan/1/")
    page.fill("#id_text", "Ditulis di kereta")
    page.locator("#id_text").blur()
    page.locator("[data-saved]", has_text="Tersimpan").wait_for()
    assert AnswerDraft.objects.get().text == "Ditulis di kereta"
    other = enter(real_world.liaison_a)
    other.goto(f"{site}/permintaan/{clarification.pk}/pertanyaan/1/")
    assert other.input_value("#id_text") == "Ditulis di kereta"
