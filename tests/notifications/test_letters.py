"""The letter: drawn from frozen content alone, made once, official in form, fetching nothing."""

import hashlib
import io
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta

import jsonschema
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from incidents import files
from incidents.actions import clarifications, letter_content, letter_signs
from incidents.forms import RequestForm
from incidents.letters import glyphs
from incidents.record import transparency
from incidents.templatetags.words import grouped
from notifications import postroom
from notifications.letters import annex, html, pdf
from notifications.postroom import letter_making
from tests.processes import BASE
from tests.world import answer_request, draft_request, make_incident, make_request


def text_of(data, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    path = tmp_path / "letter.pdf"
    path.write_bytes(data)
    raw = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"- ?(\d+) ?-", r"-\1-", " ".join(raw.split()))


def made(world):
    clarification = make_request(world, "open")
    postroom.make_letter(clarification.letters.get().pk)
    return clarification.letters.select_related("file").get()


def test_the_letter_says_what_it_must(world, tmp_path):
    letter = made(world)
    text = text_of(files.read(letter.file), tmp_path)
    content = letter.content
    for part in (
        "KEMENTERIAN KOMUNIKASI DAN DIGITAL",
        content["number"],
        "Sifat",
        "Segera",
        "Hal",
        "Hal surat uji",
        "Kepala Instansi A",
        "Pasal 46 UU 27/2022",
        "3 x 24 (tiga kali dua puluh empat) jam",
        "terhitung sejak surat ini diterbitkan pada",
        "WIB",
        "Direktur Jenderal Pengawasan Ruang Digital",
        content["check_code"],
        "DAFTAR PERTANYAAN",
        "Data apa yang terungkap?",
        "Kapan diketahui?",
        "-2-",
    ):
        assert part in text, part
    assert "DRAF" not in text and "CONTOH" not in text and "{#" not in text and "{{" not in text


def test_the_file_is_archival_tagged_and_alone(world):
    letter = made(world)
    with pikepdf.open(io.BytesIO(files.read(letter.file))) as document:
        assert document.Root.MarkInfo.Marked and str(document.Root.Lang) == "id"
        assert "/OutputIntents" in document.Root and not document.is_encrypted
        with document.open_metadata() as meta:
            assert meta.pdfa_status.upper() == "3A"
        fonts = [f for page in document.pages for f in page.Resources.Font.values()]
        assert fonts and all("LiberationSans" in str(f.BaseFont).replace("-", "") for f in fonts)
        assert b"/JavaScript" not in files.read(letter.file)


def test_bytes_and_hash_are_stored_once(world):
    letter = made(world)
    first = files.read(letter.file)
    assert hashlib.sha256(first).hexdigest() == letter.file.sha256
    postroom.make_letter(letter.pk)
    with pytest.raises(postroom.AlreadyStored):
        letter_making._store(letter, files.keep(ContentFile(b"%PDF-other", "x.pdf")), None, {})
    letter.refresh_from_db()
    assert files.read(letter.file) == first


def test_the_loser_of_two_workers_leaves_no_file_behind(world, settings):
    clarification = make_request(world, "open")
    letter = clarification.letters.get()
    real = pdf.letter

    def other_worker_first(content):
        pdf.letter = real
        postroom.make_letter(letter.pk)
        return real(content)

    pdf.letter = other_worker_first
    try:
        with pytest.raises(postroom.AlreadyStored):
            postroom.make_letter(letter.pk)
    finally:
        pdf.letter = real
    assert len([p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]) == 1


def test_the_same_content_gives_the_same_bytes_in_any_process_hash_seed_and_zone(world, tmp_path):
    content = make_request(world, "open").letters.get().content
    here = hashlib.sha256(pdf.letter(content)).hexdigest()
    assert hashlib.sha256(pdf.letter(content)).hexdigest() == here
    source = tmp_path / "content.json"
    source.write_text(json.dumps(content))
    code = (
        "import django, hashlib, json, sys; django.setup(); from notifications.letters import pdf;"
        "print(hashlib.sha256(pdf.letter(json.load(open(sys.argv[1])))).hexdigest())"
    )
    for seed, zone in (("1", "Asia/Jayapura"), ("4711", "America/New_York")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TANGGAP_MODE": "test", "PYTHONPATH": "."}
        environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path / "var")}
        command = [sys.executable, "-c", code, str(source)]
        there = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, check=True)
        assert there.stdout.strip() == here, (seed, zone)


def test_a_letter_and_a_receipt_bear_the_head_that_was_newest_when_they_were_frozen_and_bear_it_when_drawn_again(
    world, tmp_path
):
    before = make_request(world, "open").letter
    assert "log" not in before.content and "Segel catatan" not in text_of(pdf.letter(before.content), tmp_path)
    transparency.seal_all(timezone.now())
    clarification, head = make_request(world, "open"), transparency.newest()
    answer_request(world, clarification)
    transparency.seal_all(timezone.now())
    assert transparency.newest() != head
    letter, receipt = clarification.letters.get(response=None), clarification.letters.get(response__isnull=False)
    for row in (letter, receipt):
        assert row.content["log"] == {"size": head.size, "root": head.root}
        assert row.content_digest == letter_content.digest(row.content)
    said = f"Segel catatan sebelum surat ini: {head.size} daun, akar berawal {grouped(head.root[:32])}."
    drawn = pdf.letter(letter.content)
    assert said in text_of(drawn, tmp_path) and pdf.letter(letter.content) == drawn
    assert f"{head.size} daun, akar {grouped(head.root)}" in text_of(pdf.letter(receipt.content), tmp_path)


def test_of_a_past_that_is_entered_later_no_head_speaks(world):
    transparency.seal_all(timezone.now())
    assert "log" not in make_request(world, "open", issued_at=timezone.now() - timedelta(days=3)).letter.content


def test_the_request_lies_in_the_letter_as_data_that_fits_the_published_schema(world, the_ladder):
    letter = made(world)
    schema = json.loads((BASE / "static/schema/permintaan-klarifikasi-1.json").read_text())
    with pikepdf.open(io.BytesIO(files.read(letter.file))) as document:
        [name] = document.attachments
        attached = document.attachments[name]
        data = json.loads(attached.get_file().read_bytes())
        assert name == "permintaan.json" and attached.get_file().mime_type == "application/json"
        assert {(str(each.F), str(each.AFRelationship)) for each in document.Root.AF} == {("permintaan.json", "/Data")}
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    assert data["due_at"] == letter.content["due_at"] and data["number"] == letter.content["number"]
    assert [(q["number"], q["kind"]) for q in data["questions"]] == [(1, "text"), (2, "text")]
    summons = letter.content | {"meeting": {"at": "2026-11-25T03:00:00+00:00", "place": "Jakarta"}}
    jsonschema.validate(json.loads(annex.request_json(summons)), schema)
    signed_later = letter.content | {"due_at": None}
    jsonschema.validate(json.loads(annex.request_json(signed_later)), schema), "a signature still to come"


def test_live_rows_are_never_read_for_a_letter(world, tmp_path):
    from incidents.models import AgencyName
    from incidents.record import deeds

    clarification = make_request(world, "open")
    with deeds.record("amend", on=clarification.incident, by=world.officer, reason="x"):
        name = AgencyName.objects.get(agency=world.agency_a)
        name.head_office = "Kepala Instansi Berganti"
        name.save()
    postroom.make_letter(clarification.letters.get().pk)
    letter = clarification.letters.get()
    assert "Kepala Instansi A" in text_of(files.read(letter.file), tmp_path)


def test_the_draft_is_marked_and_has_blanks_where_issue_fills_in(world, tmp_path):
    clarification = make_request(world, "awaiting_approval")
    content = letter_content.draft_content(clarification, timezone.now())
    text = text_of(pdf.render(html.render(content, draft=True)), tmp_path)
    assert "diberikan saat terbit" in text and "DRAF" in text and "B-1/" not in text


@pytest.mark.parametrize("typed", ["Pasal 46 UU 27/2022.\nPP 71/2019;", "Pasal 46 UU 27/2022\nPP 71/2019"])
def test_a_list_whose_lines_were_typed_with_their_stops_has_one_at_the_end_of_each(world, typed):
    clarification = draft_request(world, make_incident(world), basis=typed)
    paper = html.render(letter_content.draft_content(clarification, timezone.now(), world.supervisor), draft=True)
    assert "<li>Pasal 46 UU 27/2022;</li>" in paper and "<li>PP 71/2019;</li>" in paper
    assert ", Pasal 46.</li>" in paper, "of the clause for its addressee, the last one"


def test_the_demos_letter_says_contoh(world, tmp_path, settings):
    settings.DEMO = True
    content = make_request(world, "open").letters.get().content
    assert "CONTOH" in text_of(pdf.render(html.render(content)), tmp_path)


@pytest.mark.asvs(1, 5)
def test_typed_markup_in_a_draft_is_printed_as_typed_and_fetches_nothing(world, tmp_path, trap):
    nasty = (
        f'<img src="http://127.0.0.1:{trap.port}/x"><style>@import "http://127.0.0.1:{trap.port}/y";</style>'
        f"<link rel=stylesheet href=file:///etc/passwd>{{{{ settings.SECRET_KEY }}}} {{% load x %}}"
    )
    clarification = make_request(world, "awaiting_approval")
    content = letter_content.draft_content(clarification, timezone.now()) | {"opening": nasty, "subject": nasty}
    content["addressee"] = {"office": nasty, "agency": nasty, "place": nasty}
    content["questions"] = [{"number": 1, "heading": nasty, "text": nasty}]
    text = text_of(pdf.render(html.render(content, draft=True)), tmp_path)
    trap.own_knock()
    assert trap.knocks == 1 and "root:" not in text
    assert "settings.SECRET_KEY" in text and "<img" in text


@pytest.mark.asvs(5)
@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/x", "file:///etc/passwd", "file:///x/LiberationSans-Regular.ttf", "ftp://x"]
)
def test_the_fetcher_refuses_everything_but_our_fonts(url):
    with pytest.raises(ValueError, match="fetches nothing"):
        pdf._fetch(url)


def test_a_long_letter_keeps_its_pages_in_order(world, tmp_path):
    clarification = make_request(world, "awaiting_approval")
    content = letter_content.draft_content(clarification, timezone.now())
    content["questions"] = [{"number": n, "heading": f"Pokok {n}", "text": "Kata " * 120} for n in range(1, 41)]
    content["opening"] = "Panjang " * 600
    data = pdf.render(html.render(content, draft=True))
    text = text_of(data, tmp_path)
    assert pdf.pages(data) > 6 and "Pokok 40" in text and f"-{pdf.pages(data)}-" in text
    assert pdf.picture(data, 2).startswith(b"\x89PNG")
    with pytest.raises(IndexError):
        pdf.picture(data, 999)


STRANGE = ["ꦥꦩꦺꦫꦶꦤ꧀ꦠꦃ", "ᬓᬦ᭄ᬢᭀᬃ", "สวัสดี", "சென்னை", "\uf0b7"]


@pytest.mark.parametrize("text", [*STRANGE, "日本 العربية é “Ж” 🧨 • – ½"])
def test_every_sign_of_a_letter_has_a_glyph_of_our_own_fonts(world, text, caplog):
    content = make_request(world, "open").letter.content | {"opening": f"Sehubungan dengan {text} yang beredar."}
    log = logging.getLogger("weasyprint")
    log.addHandler(caplog.handler)
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        data = pdf.letter(content)
    finally:
        log.removeHandler(caplog.handler)
        log.setLevel(level)
    assert not [line for line in caplog.messages if "notdef" in line.lower()]
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(f.BaseFont).partition("+")[2] for page in document.pages for f in page.Resources.Font.values()}
    assert {font.partition("-")[0] for font in fonts} <= {"Liberation", "Noto", "Droid"}
    assert fonts <= {"Liberation-Sans", "Liberation-Sans-Bold", "Noto-Sans-Arabic", "Droid-Sans-Fallback", "Noto-Emoji"}


def test_no_font_of_the_machine_enters_a_letter():
    data = pdf.render('<html lang="id"><body style="font-family: DejaVu Sans, serif">x <code>y</code></body></html>')
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(f.BaseFont).partition("+")[2] for page in document.pages for f in page.Resources.Font.values()}
    assert fonts <= {"Liberation-Sans", "Liberation-Sans-Bold", "Noto-Sans-Arabic", "Droid-Sans-Fallback", "Noto-Emoji"}
    assert "FONTCONFIG_FILE" not in os.environ


@pytest.mark.parametrize("text", STRANGE)
def test_a_sign_no_letter_shows_is_named_where_it_is_typed_and_before_submission(world, text):
    form = RequestForm({"opening": f"Sehubungan dengan {text}"}, on=make_request(world, "draft"))
    [words] = form.errors["opening"]
    assert f"U+{ord(text[0]):04X}" in words
    draft = make_request(world, "draft")
    draft = clarifications.edit(
        draft, by=world.officer, seen=draft.version, questions=[("Data", f"Apa {text} itu?")], opening="x"
    )
    with pytest.raises(letter_signs.NotShown) as refusal:
        clarifications.submit(draft, by=world.officer, seen=draft.version)
    assert text[0] in str(refusal.value) and "Apa" in str(refusal.value)
    assert type(draft).objects.get(pk=draft.pk).status == "draft"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_what_no_font_shows_is_written_out(text):
    assert not glyphs.missing(glyphs.written_out(text))
