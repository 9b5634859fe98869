"""Golden: one letter of each kind, measured in the PDF itself. Text, order and place of parts, archival structure, look.

After a wanted change of form: WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/notifications/test_every_letter.py, then
read the difference and run again.
"""

import functools
import io
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pdfua
import pikepdf
import pytest
from django.db import transaction
from PIL import Image, ImageChops

from incidents.plain import letter_kinds
from notifications.letters import html, pdf, seal
from tests import certificates, every_letter, letter_matrix

GOLDEN = Path(__file__).parent / "golden"
NAMES = (
    "permintaan",
    "permintaan-2023",
    "permintaan-untuk-tanda-tangan",
    "permintaan-pemegang-salinan",
    "surat-kedua",
    "pemanggilan",
    "peringatan",
    "perpanjangan",
    "penolakan-perpanjangan",
    "penerimaan",
    "penarikan",
    "penarikan-penerimaan",
    "ralat",
    "undangan",
    "pembatalan",
    "pemberitahuan",
    "hasil-penanganan",
    "rekomendasi",
    "teguran",
    "teguran-tanpa-butir",
    "perintah",
    "pelimpahan",
    "pencabutan",
    "ralat-surat",
    "jawaban-pengaduan",
    "tanda-terima",
)
LETTERS = [name for name in NAMES if name != "tanda-terima"]
MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM

pytestmark = pytest.mark.django_db  # pytest-django makes a database only when some test of the run says this


@pytest.fixture(scope="module")
def contents(states, django_db_blocker):
    """{name: content}: a letter is drawn from its content alone, so the record may be gone when it is."""
    with django_db_blocker.unblock():
        states.enter("empty")
        with transaction.atomic():
            found = every_letter.tell(every_letter.world())
            transaction.set_rollback(True)
    found["permintaan-untuk-tanda-tangan"] = to_be_signed(found["permintaan"])
    assert set(found) == set(NAMES)
    assert {content["kind"] for content in found.values()} == set(letter_kinds.KINDS)
    return found


def to_be_signed(content, zone="Asia/Jayapura", signing="bsre"):
    """The same letter as it is approved for a person's signature, to a body elsewhere."""
    waits = {"signing": signing, "zone": zone, "due_at": None, "due_on": "2026-11-12"}
    return {name: value for name, value in content.items() if name != "started_at"} | waits


@pytest.fixture(scope="module")
def drawn(contents):
    return {name: pdf.letter(content) for name, content in contents.items()}


@pytest.fixture(scope="module")
def laid_out(drawn, tmp_path_factory):
    """The text of a letter by its name as it stands on its pages, read once for all that ask."""
    folder = tmp_path_factory.mktemp("text")
    return functools.cache(lambda name: poppler("pdftotext", drawn[name], folder, "-layout"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Opened once for all letters: to parse its key costs as much as to draw one."""
    path = tmp_path_factory.mktemp("segel") / "segel.p12"
    certificates.make(path)
    yield path
    seal._seal.cache_clear()


def poppler(tool, data, tmp_path, *arguments):
    if not shutil.which(tool):
        pytest.fail(f"{tool} is missing: apt-get install poppler-utils")
    source = tmp_path / "letter.pdf"
    source.write_bytes(data)
    command = [tool, *arguments, str(source), "-"]
    out = subprocess.run(command, check=True, capture_output=True).stdout
    return out.decode(errors="replace")  # poppler parts the halves of an emoji where a word ends


def words_of(data, tmp_path):
    """[(page from 1, x0, y0, x1, y1, word)] in points from the top left, in reading order."""
    tree = ET.fromstring(poppler("pdftotext", data, tmp_path, "-bbox"))  # noqa: S314  written by pdftotext just now
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        (number, *(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "")
        for number, page in enumerate(tree.iter(f"{space}page"), start=1)
        for word in page.iter(f"{space}word")
    ]


def flat(text):
    return " ".join(text.split())


def said(content):
    """The text of a letter that nobody has to see on paper: from its form, without drawing it."""
    return " ".join(letter_matrix.lines(content))


def golden(path, present, same):
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(present)
        return
    if not path.exists():
        pytest.fail(f"{path.name} is missing: see this file's first lines")
    assert same(path.read_bytes(), present), f"{path.name} differs: see this file's first lines"


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_word_for_word_what_was_approved_as_golden(laid_out, name):
    kept = "\n".join(line.rstrip() for line in laid_out(name).splitlines()).encode()
    golden(GOLDEN / f"{name}.txt", kept, lambda a, b: a.decode() == b.decode())


@pytest.fixture(scope="module")
def matrix(states, django_db_blocker):
    """{kind: {(day, addressee): the lines of the letter, or why there is none}}."""
    with django_db_blocker.unblock():
        states.enter("empty")
        with transaction.atomic():
            found = letter_matrix.tell()
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("kind", letter_kinds.KINDS)
def test_what_each_addressee_reads_in_each_year_is_what_was_approved_as_golden(matrix, kind):
    kept = letter_matrix.page(kind, matrix[kind]).encode()
    golden(GOLDEN / f"matrix-{kind}.txt", kept, lambda a, b: a.decode() == b.decode())


def test_no_letter_of_the_matrix_cites_what_did_not_hold_on_its_day(matrix):
    cells = [(day, "\n".join(told)) for of_kind in matrix.values() for (day, _who), told in of_kind.items()]
    assert all(int(year) <= day.year for day, said in cells for year in re.findall(r"Tahun (\d{4})", said))
    assert {day.year for day, said in cells if "33 Tahun 2026" in said} == {2027}
    asked = matrix[letter_kinds.CLARIFICATION_REQUEST.code].items()
    abroad = ["\n".join(told) for (_day, who), told in asked if who == letter_matrix.ABROAD]
    questions = [said.split("DAFTAR PERTANYAAN")[1].split("Narahubung |")[0] for said in abroad]
    assert questions and all("Pasal" not in each for each in questions), "by the law of this country nothing is asked"


@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_looks_as_it_did(drawn, name):
    """At 60 dots an inch, with tolerance: another rasterizer smooths edges otherwise, a moved line it does not forgive."""
    shot = Image.open(io.BytesIO(pdf.picture(drawn[name], 1, scale=60 / 72))).convert("L")

    def alike(before, after):
        then, now = (Image.open(io.BytesIO(data)).convert("L") for data in (before, after))
        if then.size != now.size:
            return False
        far = ImageChops.difference(then, now).point(lambda v: 255 if v > 96 else 0).histogram()[255]
        return far < then.size[0] * then.size[1] * 0.003

    out = io.BytesIO()
    shot.quantize(16).save(out, "PNG", optimize=True)
    golden(GOLDEN / f"{name}.png", out.getvalue(), alike)


def test_a_moved_line_would_be_seen(drawn):
    shot = Image.open(io.BytesIO(pdf.picture(drawn["permintaan"], 1, scale=60 / 72))).convert("L")
    moved = ImageChops.offset(shot, 0, 3)
    far = ImageChops.difference(shot, moved).point(lambda v: 255 if v > 96 else 0).histogram()[255]
    assert far > shot.size[0] * shot.size[1] * 0.003


@pytest.mark.parametrize("name", LETTERS)
def test_the_parts_stand_in_their_order_and_within_the_margins(drawn, contents, tmp_path, name):
    words = words_of(drawn[name], tmp_path)
    foot = PAGE_HEIGHT - 27 * MM
    first = [word for word in words if word[0] == 1 and word[4] <= foot]

    def top(start, after=0.0):
        return next(w[2] for w in first if w[5].startswith(start) and w[2] > after)

    addressed = top("Yth.")
    ys = [top("KEMENTERIAN"), top("Nomor"), top("Sifat"), top("Lampiran"), top("Hal"), addressed, top("di", addressed)]
    assert ys == sorted(ys) and len(set(ys)) == len(ys)
    # Place and date stand level with Nomor, at the right.
    year = contents[name]["date"][:4]
    assert any(w[5] == year and abs(w[2] - top("Nomor")) < 2 and w[3] > 150 * MM for w in first)
    of_the_head = (w for w in first if w[2] < addressed and w[1] < 45 * MM)  # a subject names numbers as well
    labels = [w for w in of_the_head if w[5] in ("Nomor", "Sifat", "Lampiran", "Hal")]
    assert len({round(w[1]) for w in labels}) == 1, "labels aligned"
    content = [w for w in words if w[4] <= foot and not re.fullmatch(r"-|\d+", w[5])]
    assert min(w[1] for w in content) >= 30 * MM - 0.5, "left margin 3 cm"
    assert max(w[3] for w in content) <= PAGE_WIDTH - 20 * MM + 0.5, "right margin 2 cm"
    assert max(w[4] for w in content) <= PAGE_HEIGHT - 25 * MM + 0.5, "bottom margin 2.5 cm"
    signed = contents[name]["signatory_name"].split()[0]
    name_at = max(w[:3] for w in words if w[5] == signed)
    closing = [w for w in words if w[5] in ("terima", "kasih.") and w[4] <= foot]
    assert name_at > max(w[:3] for w in closing)[:1], "signed after the closing"
    if contents[name]["copies"]:
        assert max(w[:3] for w in words if w[5] == "Tembusan:") > name_at[:1]


@pytest.mark.parametrize("more", [{}, {"signing": "bsre"}, {"drill": True}, {"sample": True, "drill": True}])
def test_the_head_of_the_log_moves_nothing_and_stands_where_the_foot_has_room(contents, tmp_path, more):
    content = {**contents["permintaan"], **more}
    bare = {key: value for key, value in content.items() if key != "log"}
    with_it, without = (words_of(pdf.letter(each), tmp_path) for each in (content, bare))
    foot = PAGE_HEIGHT - 27 * MM
    assert [w for w in with_it if w[4] <= foot] == [w for w in without if w[4] <= foot]
    assert any(w[5] == "Segel" for w in with_it) == (len(more) < 2)
    assert max(w[4] for w in with_it) <= PAGE_HEIGHT - 4 * MM, "no printer prints nearer to the edge"


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_numbered_from_the_second_on(laid_out, name):
    pages = laid_out(name).split("\f")[:-1]
    assert not re.search(r"^\s*- ?\d+ ?-$", pages[0], re.M)
    for number, text in enumerate(pages[1:], start=2):
        assert re.sub(r"\s", "", text).startswith(f"-{number}-")


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n.startswith(("permintaan", "surat", "pemanggilan", "peringatan"))]
)
def test_an_annex_is_numbered_and_headed_with_the_letters_number(laid_out, contents, name):
    last = flat(laid_out(name).split("\f")[-2])
    assert "Lampiran Surat " in last and contents[name]["number"] in last and "DAFTAR PERTANYAAN" in last
    assert "Tanggal" in last


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_archival(drawn, contents, name):
    """What a validator would ask first (ISO 19005-3, level A); none could be had, see docs/decisions/0126."""
    with pikepdf.open(io.BytesIO(drawn[name])) as document:
        assert not document.check_pdf_syntax()
        root = document.Root
        with document.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "A")
            assert about["dc:title"] == document.docinfo["/Title"]
        [intent] = root.OutputIntents
        assert str(intent.S) == "/GTS_PDFA1" and intent.DestOutputProfile.read_bytes()
        assert str(root.Lang) == "id" and root.MarkInfo.Marked and root.StructTreeRoot.K is not None
        assert root.Outlines.First.Title, "bookmarks"
        assert not document.is_encrypted and "/AA" not in root and "/OpenAction" not in root
        asks = bool(contents[name].get("questions"))
        assert list(document.attachments) == (["permintaan.json"] if asks else [])
        assert [each.F for each in root.get("/AF", [])] == (["permintaan.json"] if asks else []), "named once"
        # A tool that is no reader of PDF finds them too.
        assert b"<pdfuaid:part>1</pdfuaid:part>" in drawn[name]
        assert f"<xmp:CreateDate>{contents[name]['date']}</xmp:CreateDate>".encode() in drawn[name]
        fonts = set()
        for page in document.pages:
            assert "/AA" not in page and "/JS" not in page
            for font in page.Resources.Font.values():
                assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont)), "a subset"
                assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes(), "embedded"
                assert "/ToUnicode" in font
                fonts.add(str(font.BaseFont)[8:])
        assert all(font.replace("-", "").startswith("LiberationSans") for font in fonts), fonts
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert str(each.get("/S", "")) not in ("/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData")


def read_aloud(document):
    """(The elements of its structure in the order they are read, {page: the numbers of what they mark there})."""
    elements, marks = [], {page.obj.objgen: set() for page in document.pages}

    def walk(kid, page):
        if isinstance(kid, pikepdf.Array):
            for each in kid:
                walk(each, page)
        elif isinstance(kid, pikepdf.Dictionary):
            elements.append(kid)
            walk(kid.get("/K", pikepdf.Array()), kid.get("/Pg", page))
        else:
            marks[page.objgen].add(int(kid))

    walk(document.Root.StructTreeRoot.K, None)
    return elements, marks


def printed(page):
    """(numbers of what is marked, how often something is drawn outside every mark)."""
    marked, depth, outside = set(), 0, 0
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
        if operator == "BDC" and "/MCID" in step.operands[1]:
            marked.add(int(step.operands[1].MCID))
        outside += operator in ("Tj", "TJ", "Do") and not depth
    return marked, outside


@pytest.mark.parametrize("name", ["permintaan", "pemanggilan", "undangan", "ralat-surat", "tanda-terima"])
def test_all_that_is_printed_is_read_aloud_or_is_no_content(drawn, tmp_path, name):
    """PDF/UA-1 (ISO 14289-1): what `pdfua` asks, and what it does not."""
    (tmp_path / "letter.pdf").write_bytes(drawn[name])
    assert not [str(each) for each in pdfua.validate(tmp_path / "letter.pdf").findings]
    with pikepdf.open(io.BytesIO(drawn[name])) as document:
        elements, marks = read_aloud(document)
        for page in document.pages:
            assert printed(page) == (marks[page.obj.objgen], 0)
        kinds = [str(each.S) for each in elements]
        assert [kind for kind in kinds if re.fullmatch(r"/H\d", kind)] in (["/H1"], ["/H1", "/H2"])
        said = [str(each.Alt) for each in elements if each.S == "/Figure"]
        assert sum(alt.startswith("Kode QR ke alamat pemeriksaan") for alt in said) == 1, "once, not on each page"
        assert kinds.count("/Table") == sum(each.S == "/THead" for each in elements), "no table lays out a page"
        assert all(each.A.Scope == "/Column" for each in elements if each.S == "/TH")


@pytest.mark.parametrize("name", NAMES)
def test_the_seal_holds_on_every_kind_and_leaves_the_drawn_bytes_alone(
    drawn, contents, certificate, tmp_path, settings, name
):
    settings.SEAL_PKCS12, settings.SEAL_PASSWORD = str(certificate), certificates.PASSWORD
    sealed = seal.seal(drawn[name], contents[name])
    assert sealed.startswith(drawn[name])
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    command = ["pdfsig", "-nocert", str(tmp_path / "sealed.pdf")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said and "Total document signed" in said


def test_the_letterhead_is_that_of_the_letters_day(laid_out):
    then, now = flat(laid_out("permintaan-2023")), flat(laid_out("permintaan"))
    assert "KEMENTERIAN KOMUNIKASI DAN INFORMATIKA" in then and "DIGITAL" not in then
    assert "KEMENTERIAN KOMUNIKASI DAN DIGITAL" in now and "INFORMATIKA" not in now


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("permintaan", ["Direktur Jenderal Pengawasan Ruang Digital,", "Bambang Contoh"]),
        ("surat-kedua", ["Plh. Direktur Jenderal Pengawasan Ruang Digital,", "Sri Contoh"]),
        ("perpanjangan", ["Plt. Direktur Jenderal Pengawasan Ruang Digital,", "Agus Contoh"]),
        (
            "pemanggilan",
            [
                "a.n. Direktur Jenderal Pengawasan Ruang Digital",
                "Direktur Pengendalian Ruang Digital,",
                "Dewi Contoh",
            ],
        ),
        (
            "peringatan",
            [
                "a.n. Direktur Jenderal Pengawasan Ruang Digital",
                "Direktur Pengendalian Ruang Digital",
                "u.b.",
                "Kepala Subdirektorat Pelindungan Data Pribadi,",
                "Joko Contoh",
            ],
        ),
    ],
)
def test_the_signature_names_the_offices_in_whose_place_it_stands(laid_out, name, lines):
    text = flat(laid_out(name))
    places = [text.index(line) for line in lines]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Makassar", "WIB; WITA = WIB + 1 jam"),
        ("Asia/Jayapura", "WIB; WIT = WIB + 2 jam"),
    ],
)
@pytest.mark.parametrize("signing", ["outside", "bsre"])
def test_a_letter_that_a_person_signs_bears_its_date_and_the_day_of_its_due_at_the_hour_of_the_signature(
    contents, signing, zone, clock
):
    text = said(to_be_signed(contents["permintaan"], zone, signing))
    assert (
        "paling lambat 3 x 24 (tiga kali dua puluh empat) jam terhitung sejak waktu tanda tangan elektronik surat ini, "
        f"yakni sampai dengan Kamis, 12 November 2026 pada waktu yang sama ({clock}), melalui" in text
    )
    assert text.count("9 November 2026") == 2, "in the head, and in the annex"
    assert "kode di samping, beserta waktu tanda tangan dan tenggatnya." in text


def test_a_letter_of_working_days_that_a_person_signs_says_its_due_to_the_minute(contents):
    days = {"hours": None, "days": 3, "days_kind": "hari_kerja", "period": "3 (tiga) hari kerja"}
    content = contents["permintaan"] | days | {"signing": "outside", "due_at": "2026-11-12T16:59:59+00:00"}
    text = said(content)
    assert (
        "paling lambat 3 (tiga) hari kerja terhitung sejak tanggal surat ini, yakni sampai dengan Kamis, 12 November 2026 "
        "pukul 23.59 WIB, melalui" in text
    )


def test_start_and_due_stand_in_the_letter_in_both_zones_so_that_its_reader_can_count(contents):
    text = said(contents["permintaan"] | {"zone": "Asia/Jayapura"})
    assert (
        "paling lambat 3 x 24 (tiga kali dua puluh empat) jam terhitung sejak surat ini diterbitkan pada Senin, 9 November "
        "2026 pukul 09.04 WIB (11.04 WIT), yakni sampai dengan Kamis, 12 November 2026 pukul 09.04 WIB (11.04 WIT)"
        in text
    )


OTHER_SCRIPTS = "محمد بن أحمد · 王小明 · 山田太郎 · 김철수 · 📄✅🔒 · Ελένη · Иван"


# What no line parts, and no page.
WHOLE = (
    "B-1/CONTOH/PDP.01/11/2026",
    "23 November 2026",
    "pukul 09.04 WIB",
    "(11.04 WIT)",
    "INS-2026-0001/K1",
    "Undang-Undang",
    "Bapak/Ibu",
    "Pasal 46",
    "ayat (1)",
    "https://tanggap.example",
    "(021) 5550111",
)
CITED = (
    "surat kepada Bapak/Ibu Nomor B-1/CONTOH/PDP.01/11/2026 tanggal 23 November 2026, pukul 09.04 WIB (11.04 WIT), "
    "dengan acuan INS-2026-0001/K1 menurut Pasal 46 ayat (1) Undang-Undang Nomor 27 Tahun 2022, "
    "melalui https://tanggap.example atau (021) 5550111"
)


def on_one_line(words, phrase):
    """How often the words of `phrase` stand beside each other on one line."""
    wanted = phrase.split()
    runs = (words[n : n + len(wanted)] for n in range(len(words)))
    alike = (run for run in runs if [w[5].rstrip(",;") for w in run] == wanted)
    return sum(len({(w[0], round(w[4])) for w in run}) == 1 for run in alike)


def test_the_longest_letter_breaks_no_page(contents, tmp_path):
    questions = [
        {"number": n, "heading": f"Pokok {n}", "text": f"Awal{n} " + "kata " * (50 + n) + f"{CITED} akhir{n}"}
        for n in range(1, 41)
    ]
    questions[6]["text"] = "Awal7 " + "x" * 2400 + " " + "panjang " * 320 + "akhir7"
    questions[7]["heading"] = questions[8]["text"] = OTHER_SCRIPTS
    copies = [f"Kepala Kantor Wilayah ke-{n} dengan nama yang panjang sekali" for n in range(1, 13)]
    # Each time the same words begin elsewhere in their line.
    opening = "\n\n".join("i" * n + f" {CITED}" for n in range(1, 25))
    content = contents["permintaan"] | {"copies": copies, "subject": OTHER_SCRIPTS, "opening": opening}
    content |= {"questions": [{"kind": "text", **question} for question in questions]}
    content |= {"signatory_mode": "ub", "signatory_own": "Kepala Subdirektorat Pelindungan Data Pribadi"}
    content |= {"signatory_name": "Raden Mas Bambang Contoh Kusumaningrat Adiwijaya"}
    content["addressee"] = {"office": f"Kepala {OTHER_SCRIPTS}", "agency": OTHER_SCRIPTS, "place": "Jakarta"}
    data = pdf.letter(content)
    assert len(questions[6]["text"]) >= 4900
    words = words_of(data, tmp_path)
    page_of = {word[5]: word[0] for word in words}
    for n in range(1, 41):
        if n not in (7, 9):
            assert page_of[f"Awal{n}"] == page_of[f"akhir{n}"], "a question stands on one page"
    assert page_of["Awal7"] < page_of["akhir7"], "but one that is longer than that"
    assert {word[0] for word in words if word[5].startswith("ke-")} == {page_of["Adiwijaya"]}, "all copies, by the name"
    assert sum(word[5].startswith("ke-") for word in words) == 12
    assert on_one_line(words, "a.n. Direktur Jenderal Pengawasan Ruang Digital") == 1
    body = [w for w in words if w[4] <= PAGE_HEIGHT - 27 * MM]
    for phrase in WHOLE:
        assert on_one_line(body, phrase) >= 24 + 38, phrase
    assert min(w[1] for w in body) >= 30 * MM - 0.5 and max(w[3] for w in body) <= PAGE_WIDTH - 20 * MM + 0.5
    assert {w[0] for w in body} == set(range(1, pdf.pages(data) + 1)), "no empty page"
    with pikepdf.open(io.BytesIO(data)) as document:
        fonts = {str(f.BaseFont)[8:] for page in document.pages for f in page.Resources.Font.values()}
        assert not document.check_pdf_syntax()
    ours = ("LiberationSans", "NotoSansArabic", "DroidSansFallback", "NotoEmoji")
    assert all(font.replace("-", "").startswith(ours) for font in fonts), fonts
    assert all(any(font.replace("-", "").startswith(one) for font in fonts) for one in ours), fonts
    text = flat(poppler("pdftotext", data, tmp_path, "-layout"))
    for part in ("王小明", "山田太郎", "김철수", "Ελένη", "Иван"):
        assert part in text


NASTY = (
    '<img src="http://127.0.0.1:{port}/a"><style>@import "http://127.0.0.1:{port}/b";'
    "p{{background:url(http://127.0.0.1:{port}/c)}}</style>"
    '<svg><image href="http://127.0.0.1:{port}/d"/></svg><link rel=attachment href=file:///etc/passwd>'
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>&b;&amp;'
    "{{{{ settings.SECRET_KEY }}}} {{% load static %}} {{tenggat}} {{nomor_asal.__class__}} ${{x}}"
)
FORM = (
    "template",
    "kind",
    "wording",
    "signing",
    "sample",
    "security",
    "urgency",
    "number",
    "date",
    "started_at",
    "due_at",
    "due_on",
    "zone",
)
FORM += (
    "check_code",
    "check_url",
    "signatory_mode",
    "received_at",
    "reply",
    "channel",
    "at",
    "about",
    "sha256",
    "root",
)


def spoiled(value, nasty):
    """Everything that people type, whatever it stands in, replaced by `nasty`."""
    if isinstance(value, dict):
        return {k: v if k in FORM else spoiled(v, nasty) for k, v in value.items()}
    if isinstance(value, list):
        return [spoiled(v, nasty) for v in value]
    return nasty if isinstance(value, str) else value


class Tags(HTMLParser):
    """{(tag, names of its attributes)} of a text."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, *(name for name, _value in attrs)))


@pytest.fixture(scope="module")
def form(contents):
    """What letters are made of: a line that one leaves out stands in another."""
    return set().union(*(Tags(html.render(content)).found for content in contents.values()))


@pytest.mark.asvs(1)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_was_typed_becomes_a_part_of_the_form(contents, form, name):
    assert Tags(html.render(spoiled(contents[name], NASTY.format(port=1)))).found <= form
    assert not Tags(NASTY).found & form, "what was typed would be seen"


# One letter with each part of the form: what else is typed into others is escaped as above.
WITH_EACH_PART = ("permintaan", "pemanggilan", "ralat", "undangan", "teguran", "jawaban-pengaduan", "tanda-terima")


@pytest.mark.asvs(1, 5)
@pytest.mark.parametrize("name", WITH_EACH_PART)
def test_attack_letters_fetch_nothing_and_print_what_was_typed(contents, tmp_path, trap, name):
    data = pdf.letter(spoiled(contents[name], NASTY.format(port=trap.port)))
    trap.own_knock()
    assert trap.knocks == 1, "only the test's own knock: the trap works"
    text = "".join(poppler("pdftotext", data, tmp_path).split())
    for typed in ("<img", "@import", "<svg>", "&b;&amp;", "{{settings.SECRET_KEY}}", "{%loadstatic%}", "${x}"):
        assert typed in text, typed
    assert "root:" not in text
    with pikepdf.open(io.BytesIO(data)) as document:
        assert set(document.attachments) <= {"permintaan.json"}
