"""Hostile input in every field and upload of every form of the case file: a clear error or safe text, nothing half stored."""

import io
import itertools
import resource
import zipfile
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from incidents.models import CaseEvent, Evidence
from tests.one_of_everything import objects  # noqa: F401  (a fixture)
from tests.routes import CHANGES, EVERYBODY, OFFICER, OK, STRANGER, TABLE, address
from tests.samples import office, pdf, picture
from tests.world import fresh, make_request

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>"
TEMPLATE = "{{ 3177100|add:4200177 }}{% load static %}${7*7}"
FORMULA = '=HYPERLINK("http://evil.example";"x")'
TURNING = "\u202egnp.exe\u202c \u200f\u2066"
UNSEEN = "sub\x0bjek\u200b \u00ad\x01\u2060\ufeff\x85"
ZALGO = "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A"
NASTY = {
    "oversized": "A" * 60_000,  # in each field of the longest form together less than the door refuses unread (below)
    "nul": "teks\x00teks",
    "markup": MARKUP + TEMPLATE,  # each alone is shown as typed (below); nothing refuses one for the other
    "formula": FORMULA + "'; DROP TABLE incidents_incident; --\r\n\r\nSet-Cookie: x=1",
    # Signs that turn, hide or heap up: short enough together for every field, and none is refused for another.
    "direction": TURNING + UNSEEN + ZALGO * 2,
    "surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\uffff",
    "number": "1" * 400,
    "superscript": "²",
    "foreign_digits": "٣",
    "negative": "-99999999999999999999",
    "infinite": "NaN",
}
FORMS = [
    name
    for name in CHANGES
    if name.split(":")[1] not in ("question", "answer", "acknowledge", "remove_draft_file", "discard_intake_file")
]


FILLED_BY = ("officer", "supervisor", "administrator")
_fields = {}  # who → address → fields of the form there; read once, as each test finds the same objects


@pytest.fixture
def forms(world, objects, log_in):  # noqa: F811
    """{who: {address: fields}} of every form that somebody may open."""
    for who in FILLED_BY if not _fields else ():
        browser = log_in(getattr(world, who))
        opened = [name for name in FORMS if TABLE[name][who] == OK]
        pages = {at: browser.get(at) for at in (address(name, objects["own"], world) for name in opened)}
        shown = {at: page.context["form"] for at, page in pages.items() if "form" in (page.context or {})}
        _fields[who] = {at: list(form.fields) for at, form in shown.items() if pages[at].status_code == 200}
    return _fields


@pytest.mark.asvs(1, 7)
@pytest.mark.parametrize("kind", NASTY)
def test_no_field_of_any_form_breaks_or_runs(world, forms, log_in, kind):
    """Every field at once, each form, as one of those who may, another with each text: never an exception, never markup."""
    text, turn = NASTY[kind], list(NASTY).index(kind)
    browsers = {who: log_in(getattr(world, who)) for who in forms}
    all_forms, reached = {path: fields for mine in forms.values() for path, fields in mine.items()}, 0
    for path, fields in all_forms.items():
        may = [who for who, mine in forms.items() if path in mine]
        answer = browsers[may[turn % len(may)]].post(path, dict.fromkeys(fields, text) | {"seen": text})
        assert answer.status_code in (200, 302, 400, 403, 404, 409, 422), (path, answer.status_code)
        body = answer.content.decode()
        assert "<script>alert(1)" not in body and "<img src=x" not in body and "<svg onload" not in body, path
        assert not (answer.status_code == 200 and "7377277" in body and TEMPLATE in text), path
        reached += answer.status_code != 400
    assert len(all_forms) > 140 and reached > 0.9 * len(all_forms), (reached, len(all_forms))


@pytest.mark.asvs(23)
def test_what_is_larger_than_the_door_is_refused_unread(world, an_incident, log_in):
    sent = {"kind": "note", "text": "A" * 1_500_000, "source": "A" * 1_500_000}
    assert log_in(world.officer).post(f"/insiden/{an_incident}/kegiatan/catat/", sent).status_code == 413


LISTS = (
    "/insiden/",
    "/surat/register/",
    "/surat/register.xlsx",
    "/cari/",
    "/jejak/",
    "/kinerja/",
    "/kinerja/lembar.xlsx",
    "/kotak-keluar/",
    "/kotak-keluar/akan-datang/",
    "/instansi/",
    "/orang/",
    "/meja/",
    "/persetujuan/",
    "/v/",
)
ASKED = (
    "agency",
    "apa",
    "action",
    "actor",
    "case",
    "drill",
    "end",
    "first",
    "insiden",
    "into",
    "keadaan",
    "keputusan",
    "kind",
    "kode",
    "last",
    "page",
    "q",
    "register",
    "role",
    "seed",
    "shelf",
    "start",
    "state",
    "status",
    "topic",
    "unit",
    "year",
)


@pytest.mark.asvs(2)
@pytest.mark.parametrize("kind", NASTY)
def test_no_question_in_an_address_breaks_a_page(world, objects, log_in, kind):  # noqa: F811
    """Every list, and every page of the case that takes something from its address, asked all at once, by one of those who
    may, by another with each text: what stands in an address is read alike for both."""
    case, text, turn = objects["own"]["incident"], NASTY[kind][:300], list(NASTY).index(kind)
    of_case = [
        f"/insiden/{case}/{part}"
        for part in ("permintaan/", "surat/invitation/", "libatkan/", "satukan/", "pernyataan/catat/")
    ]
    browsers = {who: log_in(getattr(world, who)) for who in EVERYBODY if who != STRANGER}
    for path in (*LISTS, *of_case):
        may = [who for who in browsers if TABLE[resolve(path).view_name][who] == OK]
        who = may[turn % len(may)]
        answer = browsers[who].get(path, dict.fromkeys(ASKED, text))
        assert answer.status_code in (200, 302, 400, 404, 429), (who, path, answer.status_code)


def who_may(name):
    return next((who for who in EVERYBODY if TABLE[name][who] == OK and who != STRANGER), OFFICER)


@pytest.mark.asvs(2)
@pytest.mark.parametrize("odd", [10**30, 99_999, "²" * 200])
def test_no_key_in_an_address_breaks_a_page(world, objects, log_in, odd):  # noqa: F811
    browsers, found, asked = {who: log_in(getattr(world, who)) for who in EVERYBODY if who != STRANGER}, [], 0
    for name in TABLE:
        match, browser = resolve(address(name, objects["own"], world)), browsers[who_may(name)]
        browser.raise_request_exception = False
        for key in match.captured_kwargs:
            with suppress(NoReverseMatch):
                answer = browser.get(path := reverse(name, kwargs=match.kwargs | {key: odd}))
                found += [(path, repr(answer.exc_info))] if answer.status_code == 500 else []
                asked += 1
    assert not found and asked > 20


@pytest.mark.asvs(2)
def test_no_page_is_asked_in_a_way_that_none_knows(world, objects):  # noqa: F811
    ways = itertools.cycle(("OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "KOCOK"))
    for name, way in zip(TABLE, ways, strict=False):
        answer = Client().generic(way, address(name, objects["own"], world))
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST"), (way, name)
        assert not answer.content and "default-src" in answer.headers["Content-Security-Policy"]


@pytest.mark.asvs(2)
def test_a_press_with_keys_that_are_no_numbers_issues_nothing(world, log_in):
    supervisor = log_in(world.supervisor)
    clarification = make_request(world, "awaiting_approval")
    at = "/persetujuan/terbitkan/"
    for text in (NASTY["superscript"], NASTY["foreign_digits"], NASTY["number"], "-1", "1.5"):
        assert supervisor.post(at, {"letter": text}).context["letters"] == []
        seen = {f"seen-{clarification.pk}": f"{text}.x", "letter": clarification.pk, "issue": "1"}
        assert supervisor.post(at, seen).status_code == 302
        rows = f"/insiden/{clarification.incident.reference}/permintaan/"
        assert log_in(world.officer).post(rows, {"add_row": "1", "q-TOTAL_FORMS": text}).status_code == 200
    assert fresh(clarification).status == "awaiting_approval"


@pytest.mark.asvs(1)
@pytest.mark.parametrize("text", [MARKUP, TEMPLATE, FORMULA, TURNING, (ZALGO * 50)[:150]])
def test_safe_text_is_shown_as_typed_on_every_page_of_the_case(world, objects, log_in, text):  # noqa: F811
    officer, case = log_in(world.officer), objects["own"]["incident"]
    for path, data in (
        ("kegiatan/catat/", {"kind": "note", "text": text, "source": text, "participants": text}),
        (
            "pernyataan/catat/",
            {"topic": "other", "statement": text, "said_by": text, "source": text, "said": "2023", "bound": "exactly"},
        ),
        ("bukti/tambah/", {"text": text, "description": text, "origin": text, "tlp": "red"}),
        ("hukum/temuan/", {"text": text, "confidence": "low", "found": "2023", "method": text}),
        ("kegiatan/janji/", {"who": text, "what": text}),
    ):
        assert officer.post(f"/insiden/{case}/{path}", data).status_code == 302, path
    for part in ("", "pernyataan/", "pernyataan/other/", "bukti/", "kegiatan/", "hukum/", "riwayat/"):
        page = officer.get(f"/insiden/{case}/{part}").content.decode()
        assert "<script>alert(1)" not in page and "<img src=x" not in page and "7377277" not in page, part
    found = officer.get("/cari/", {"q": text}).content.decode()
    assert "<script>alert(1)" not in found


def bomb():
    """Some 100 kB that unpack to 30 MB for each of 36 parts: together more than an office file may hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        for n in range(36):
            archive.writestr(f"xl/{n}.xml", b"0" * 30_000_000)
    return out.getvalue()


def flood():
    """A picture of 150 million pixels in a few kB: no telephone takes as many."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (15_000, 10_000)).save(out, "PNG")
    return out.getvalue()


def deep_mail():
    """Mail inside mail inside mail, 400 deep."""
    text = b"Subject: x\r\n\r\nisi"
    for n in range(400):
        edge = b"b%d" % n
        text = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n--%s--" % (edge, edge, text, edge)
    return text


def entity_bomb():
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l9;</x>'
    return office("[Content_Types].xml", contents=[("word/document.xml", xml)])


UPLOADS = {
    "kosong.pdf": b"",
    "rusak.pdf": b"%PDF-1.7 rusak",
    "rusak.png": b"\x89PNG\r\n\x1a\nrusak",
    "potong.png": picture()[:40],
    "program.pdf": b"MZ\x90\x00",
    "laman.png": b"<html><script>alert(1)</script>",
    "bom.xlsx": bomb,
    "banjir.png": flood,
    "makro.docx": lambda: office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "lain.docx": lambda: office("[Content_Types].xml", "xl/workbook.xml"),
    "tanpa-akhiran": b"isi",
    "a.svg": b"<svg/>",
    "a.html": b"<p>",
    "3171011203850001.txt": b"isi",
}


@pytest.mark.asvs(24, 25, 27)
@pytest.mark.parametrize("name", UPLOADS)
def test_no_hostile_upload_comes_in_anywhere(world, an_incident, log_in, settings, name):
    data = UPLOADS[name]
    data = data() if callable(data) else data
    officer, events = log_in(world.officer), CaseEvent.objects.count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path, field, more in (
        (f"/insiden/{an_incident}/bukti/tambah/", "file", {"tlp": "red"}),
        ("/insiden/baru/", "files", {"summary": "Sampel", "report": ""}),
    ):
        answer = officer.post(path, {field: SimpleUploadedFile(name, data)} | more)
        assert answer.status_code == 200 and answer.context["form"].errors.get(field), path
    assert CaseEvent.objects.count() == events and not Evidence.objects.exists()
    assert not [p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
    assert grown < 150_000, f"{grown} kB"


@pytest.mark.asvs(28, 29)
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("dalam.eml", deep_mail),
        ("entitas.docx", entity_bomb),
        ("rumus.csv", lambda: b'=HYPERLINK("http://evil.example")\n@SUM(1)'),
        (
            "skrip.pdf",
            lambda: pdf("x").replace(
                b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
            ),
        ),
        ("..\\..\\etc/passwd\u202e.txt", lambda: b"isi"),
    ],
)
def test_what_is_odd_but_readable_comes_in_as_inert_bytes(world, an_incident, log_in, name, data):
    """Nothing is unfolded, run or followed; it leaves only as a download that no browser opens."""
    officer, raw = log_in(world.officer), data()
    form = {"file": SimpleUploadedFile(name, raw), "tlp": "red"}
    officer.post(f"/insiden/{an_incident}/bukti/tambah/", form)
    row = Evidence.objects.first()
    if row is None:  # refused with a word is as good
        return
    answer = officer.get(f"/bukti/{row.pk}/berkas/")
    assert b"".join(answer.streaming_content) == raw
    assert answer.headers["Content-Disposition"].startswith("attachment") and "\u202e" not in row.file.name
    assert "sandbox" in answer.headers["Content-Security-Policy"]
