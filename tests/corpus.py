"""Every hostile file at the door, and what it costs: a table of file → refused, marked or read, seconds of processor and memory, and the
time of the log-in page meanwhile, beside its time while nothing comes in. Some minutes; no part of the suite.

    .venv/bin/python -m tests.corpus
"""

import io
import os
import statistics
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("TANGGAP_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment  # noqa: E402

from incidents import files  # noqa: E402
from incidents.files import checking  # noqa: E402
from incidents.forms.base import Guarded  # noqa: E402
from incidents.forms.fields import Upload, Uploads  # noqa: E402
from tests.hostile_files import FILES, NIK, OLE, attached, deep, docx, drawn, mail, packed, xlsx  # noqa: E402
from tests.samples import pdf, picture  # noqa: E402

MEGABYTE = 1024 * 1024
WITHIN = 0.2  # seconds that the log-in page may take longer than its idle time
EVERY = 0.1  # seconds between two looks at it


def pages(count):
    """A PDF of so many pages, each with a number."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(NIK))) as document:
        for _n in range(count - 1):
            document.pages.append(document.pages[0])
        document.save(out)
    return out.getvalue()


def parts(count):
    return docx("<w:p/>", *((f"word/p{n}.xml", "<x/>") for n in range(count)))


def many_boxes():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        fields = [
            document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, V=pikepdf.String(str(n % 10))))
            for n in range(20_000)
        ]
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        document.save(out)
    return out.getvalue()


def stored(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def apng():
    """A picture that says it has a thousand frames."""
    raw, head = picture(), b"acTL" + struct.pack(">II", 1000, 0)
    return raw[:33] + struct.pack(">I", 8) + head + struct.pack(">I", zlib.crc32(head)) + raw[33:]


def of(piece, size):
    return piece * (size // len(piece))


# What costs time or memory: the worst cases of patterns, readers and unpackers.
HEAVY = {
    "8 MB of digits": ("txt", lambda: of(b"31", 8 * MEGABYTE)),
    "8 MB of digits with blanks": ("txt", lambda: of(b"3 1 ", 8 * MEGABYTE)),
    "8 MB of an empty table": ("csv", lambda: of(b"-,-\n", 8 * MEGABYTE)),
    "8 MB of telephone numbers": ("csv", lambda: of(b"0812-3456-7890\n", 8 * MEGABYTE)),
    "8 MB of numbers of people": ("csv", lambda: of(f"{NIK};a\n".encode(), 8 * MEGABYTE)),
    "25 MB of text": ("txt", lambda: of(b"kata demi kata. ", 25 * MEGABYTE - 1)),
    "8 MB of O and l": ("txt", lambda: of(b"OlOl0", 8 * MEGABYTE)),
    "8 MB of marks": ("txt", lambda: of("\u0301".encode(), 8 * MEGABYTE)),
    "8 MB of ampersands": ("csv", lambda: of(b"&#51;", 8 * MEGABYTE)),
    "8 MB of formulas": ("csv", lambda: of(b'=A1&"|"&\'\n', 8 * MEGABYTE)),
    "docx, 8 MB of <": ("docx", lambda: docx("<w:p/>", ("word/a.html", b"<" * 8 * MEGABYTE))),
    "docx, a megabyte of open tags": ("docx", lambda: docx("<w:p/>", ("word/a.xml", b"<a>" * 350_000))),
    "docx, a million attributes": (
        "docx",
        lambda: docx("<w:p/>", ("word/a.xml", "<a " + " ".join(f'b{n}=""' for n in range(200_000)) + "/>")),
    ),
    "docx, 6,000 parts": ("docx", lambda: parts(6_000)),
    "docx, 300 MB out of 300 kB": ("docx", lambda: docx("<w:p/>", ("word/a.xml", bytes(300 * MEGABYTE)))),
    "xlsx, 200,000 cells": ("xlsx", lambda: xlsx("<row>" + "<c><v>31</v></c>" * 200_000 + "</row>")),
    "xlsx, 100,000 formulas": ("xlsx", lambda: xlsx("<row>" + '<c><f>"a"&amp;"b"</f></c>' * 100_000 + "</row>")),
    "pdf, 600 pages": ("pdf", lambda: pages(600)),
    "pdf, 20,000 fields": ("pdf", many_boxes),
    "pdf, 20 MB attached": ("pdf", lambda: attached("a.csv", of(f"{NIK};a\n".encode(), 20 * MEGABYTE))),
    "png, 50,000 × 50,000": ("png", lambda: drawn(50_000, 50_000)),
    "png, a thousand frames": ("png", apng),
    "png, 20 MB behind": ("png", lambda: picture() + of(b"31", 20 * MEGABYTE)),
    "mail, archives forty deep": ("eml", lambda: mail(("a.zip", deep(40, "a.csv", NIK)))),
    "mail, a hundred archives": ("eml", lambda: mail(*((f"{n}.zip", packed(("a.csv", NIK))) for n in range(100)))),
    "mail, 15 MB of text": ("eml", lambda: mail(text=("kata " * 12 + "\n") * 250_000)),
    "mail, 10 MB of <": ("eml", lambda: mail(text="<" * 900 + "\n", subtype="html") + b"<" * 10 * MEGABYTE),
    "mail, a stored archive of 15 MB": ("eml", lambda: mail(("a.zip", stored("a.csv", of(b"31", 15 * MEGABYTE))))),
    "mail, old Office of 15 MB": ("eml", lambda: mail(("a.doc", OLE + bytes(15 * MEGABYTE)))),
    "an empty file": ("txt", lambda: b""),
    "one larger than any": ("txt", lambda: b"a" * (files.MAX_BYTES + 1)),
    "a program by another name": ("pdf", lambda: b"MZ" + bytes(90)),
    "a page by another name": ("png", lambda: b"<html><script>x</script>"),
    "a kind that is none": ("exe", lambda: b"MZ"),
}


class Spent:
    """Seconds of processor, and megabytes, of the process that looked; None where none was needed."""

    seconds: float | None = None
    megabytes: float | None = None


def measuring(spent):
    """subprocess.run, which notes what the process took."""

    def run(command, *, timeout, **_more):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}) as child:
            ends = threading.Timer(timeout, child.kill)
            ends.start()
            out = child.stdout.read()
            _pid, status, usage = os.wait4(child.pid, 0)
            ends.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
        spent.seconds, spent.megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        return subprocess.CompletedProcess(command, child.returncode, out, b"")

    return run


def judged(kind, data):
    """What becomes of a file at the door."""
    upload = SimpleUploadedFile(f"a.{kind}", data)
    try:
        files.check(upload)
    except ValidationError as refusal:
        return "refused", refusal.code or " ".join(refusal.messages)[:70]
    seen = files.seen(upload)
    marks = [*seen.unread, *seen.active, *(["numbers"] if seen.held else [])]
    return ("marked" if marks else "read"), " ".join(marks)


def doors():
    """The fields of forms that take a file in, and whether each asks the same check."""
    kinds, found = [Guarded], {}
    for kind in kinds:
        kinds += kind.__subclasses__()
        for name, field in kind.base_fields.items():
            if isinstance(field, Upload | Uploads):
                found[f"{kind.__name__}.{name}"] = type(field).clean.__qualname__
    return found


def main():
    table, browser = [], Client()

    def page():
        began = time.monotonic()
        assert browser.get("/masuk/").status_code == 200
        return time.monotonic() - began

    page()
    corpus = {name: row[:2] for name, row in FILES.items()} | HEAVY
    print(f"{len(corpus)} files; {len(doors())} fields take files in, each through files.check()\n")
    idle = statistics.median(page() for _n in range(30))
    done = threading.Event()

    def work():
        for name, (kind, made) in corpus.items():
            spent, data = Spent(), made()
            checking.subprocess = type(
                "Measured", (), {"run": measuring(spent), "TimeoutExpired": subprocess.TimeoutExpired}
            )
            began = time.monotonic()
            outcome, why = judged(kind, data)
            table.append(
                (name, kind, len(data), outcome, why, spent.seconds, spent.megabytes, time.monotonic() - began)
            )
        done.set()

    threading.Thread(target=work, daemon=True).start()
    times = []
    while not done.wait(EVERY):
        times.append(page())
    print(f"{'file':44} {'kind':5} {'kB':>7} {'outcome':8} {'cpu s':>6} {'MB':>5} {'s':>6}  why")
    for name, kind, size, outcome, why, cpu, memory, seconds in table:
        costs = f"{cpu:6.2f} {memory:5.0f}" if cpu is not None else f"{'–':>6} {'–':>5}"
        print(f"{name[:44]:44} {kind:5} {size / 1024:7.0f} {outcome:8} {costs} {seconds:6.2f}  {why}")
    worst = [row[6] for row in table if row[6]], [row[5] for row in table if row[5]]
    print(f"\nmost memory {max(worst[0]):.0f} MB, most processor {max(worst[1]):.1f} s")
    late = sum(each > idle + WITHIN for each in times)
    print(
        f"log-in page: idle {idle * 1000:.0f} ms; meanwhile {len(times)} times, median {statistics.median(times) * 1000:.0f} ms, "
        f"worst {max(times) * 1000:.0f} ms, {late} of them more than {WITHIN * 1000:.0f} ms late"
    )
    return 1 if late > len(times) / 100 else 0


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        settings.FILES_ROOT = Path(folder)
        setup_test_environment()
        setup_databases(verbosity=0, interactive=False)
        sys.exit(main())
