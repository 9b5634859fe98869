"""Lists of bodies as somebody sends them, and the files that any list comes in."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from incidents.actions import agency_list
from incidents.forms import tables
from incidents.forms.agency_list import BodyRow
from incidents.forms.lists import rows_of

HEADS = ["Nama", "Nama singkat", "Jenis", "Sektor", "Induk", "Domain", "Telepon", "Kontak", "Surel", "Kode"]


GOOD = 285


def cells(n):
    name = f"PT Contoh Usaha {n:03d}"
    parent = "PT Contoh Usaha 000" if n % 50 == 7 else ""
    mail = [f"Sekretariat {n}", f"kontak{n}@usaha{n}.example"] if n % 3 == 0 else ["", ""]
    return [name, f"Usaha{n:03d}", "Korporasi swasta", "trade", parent, f"usaha{n}.example", "021-5550100", *mail, ""]


def faulty():
    """Fifteen rows that cannot be taken in, each for a reason of its own."""

    def row(name, **wrong):
        base = dict(zip(HEADS, [name, "", "private", *[""] * 7], strict=True))
        return list((base | wrong).values())

    return [
        row(""),
        row("PT Salah Jenis", Jenis="bank gelap"),
        row("PT Salah Sektor", Sektor="antariksa"),
        row("PT Salah Domain", Domain="bukan domain"),
        row("PT Salah Surel", Surel="kantor@@x"),
        row("PT Tanpa Induk", Induk="Induk Entah"),
        row("PT Kode Entah", Kode="tidak-ada"),
        row("PT Contoh Usaha 005"),
        row("Contoh Usaha 006 Tbk"),
        row("Instansi Aa"),
        row("PT " + "Panjang " * 40),
        row("PT Nomor 3174012505990001"),
        row("PT Aksara \u0e01"),
        row("PT Singkat", **{"Nama singkat": "S" * 80}),
        row("Instansi C", Kode="a"),
    ]


def table():
    rows = [cells(n) for n in range(GOOD)]
    wrong = faulty()
    for n, row in enumerate(wrong):
        rows.insert(20 * (n + 1), row)  # scattered, each after the row that it doubles
    return [HEADS, *rows]


def as_csv(rows, delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def as_xlsx(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(content, name="daftar.csv"):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def take(world, rows):
    found = rows_of(tables.of_text(as_csv(rows)), BodyRow)
    return agency_list.take_in(found, by=world.administrator, approved=agency_list.plan(found).digest)
