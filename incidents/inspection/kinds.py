"""Which reader reads what: a file that comes in by its extension, what it holds by its bytes."""

import io
import re
import zipfile

from .archives import GZIP, ZIP, opened, parts_of_tar, parts_of_zip, unpacked_gzip
from .look import (
    DAMAGED,
    DDE,
    DEEP,
    DEPTH,
    MACROS,
    OBJECT,
    PREFIXED,
    PROGRAM,
    SCRIPT,
    UNKNOWN,
    Look,
    Unfinished,
    Unreadable,
)
from .readings import is_text, readings, words_between

PLAIN = ("csv", "txt")
TABLES = ("csv", "tsv")
PICTURES = ("png", "jpg", "jpeg")
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
READ = (*PLAIN, *PICTURES, *MAIN, "pdf", "eml")
PICTURE_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
BMP = re.compile(rb"BM.{4}\0{4}", re.DOTALL)  # reserved, and zero
JPEG_XR = b"II\xbc\x01"
DRAWING = re.compile(rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", re.DOTALL)  # WMF, EMF
OF_CMS = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
# The signature of a mail, with nothing in it that is signed: no eContent (RFC 5652, 5.2), in DER or without lengths.
SIGNATURE = re.compile(rb"\x30.{1,5}%b\x02.{0,99}?(?:\x30\x0b%b\x01|\x30\x80%b\x01\0\0)" % ((OF_CMS,) * 3), re.DOTALL)
SCRIPTED = ("htm", "html", "xhtml", "svg")
DDE_CELL = re.compile(r"\|\s?'[^'\n]{1,500}'!")  # =cmd|' /C calc'!A0, which a spreadsheet asks for on opening
MAIL_SIGNS = (b"received:", b"return-path:", b"mime-version:", b"from:", b"delivered-to:", b"message-id:")
RTF = b"{\\rt"  # enough for Word
# What a double click starts, whatever stands in it.
STARTED = frozenset(
    "exe com scr pif msi msp dll cpl bat cmd ps1 vbs vbe js jse wsf wsh hta lnk jar reg sh app apk iso img chm url".split()
)


def read(kind: str, raw: bytes, look: Look) -> None:
    """A file that comes in as one of this kind. Raises Unreadable, Mismatch, Unfinished."""
    if kind in (*PLAIN, *PICTURES, "pdf"):
        _look_behind(raw, look)
    if kind in PLAIN:
        read_plain(raw, look, kind)
    elif kind in PICTURES:
        from .pictures import read_picture

        read_picture(raw, look)
    elif kind in MAIN:
        from .office import read_office

        read_office(raw, look, MAIN[kind], into)
    elif kind == "pdf":
        from .pdf import read_pdf

        read_pdf(raw, look, into)
    elif kind == "eml":
        from .mail import read_mail

        read_mail(raw, look, into)
    else:
        raise Unreadable(kind)


def read_plain(raw: bytes, look: Look, kind: str = "") -> None:
    for text in readings(raw):
        look.take(text)
        if kind in TABLES and DDE_CELL.search(text):
            look.active[DDE] = 1


def into(name: str, raw: bytes, look: Look) -> None:
    """What a file holds: by its bytes, for a name may say anything. What cannot be read is counted, and stops nothing. Raises
    Unfinished."""
    look.go_on()
    if look.depth >= DEPTH:
        look.unread[DEEP] += 1
        return
    look.depth += 1
    try:
        _into(name.lower(), raw, look)
    except Unfinished:
        raise
    except Exception:  # each reader has its own ways to give up
        look.unread[DAMAGED] += 1
    finally:
        look.depth -= 1


def _into(name: str, raw: bytes, look: Look) -> None:
    from .office import OLE, PROGRAMS, TYPES, VBA, read_office

    look.take(name)
    if raw.startswith(PROGRAMS) or raw.startswith(b"#!") or name.rpartition(".")[2] in STARTED:
        look.active[PROGRAM] += 1
    elif b"%PDF-" in raw[:1029]:
        read("pdf", raw, look)
    elif raw.startswith(ZIP):
        with opened(raw) as archive:
            if TYPES in archive.namelist():
                read_office(raw, look, "", into)
                return
            for inner, part in parts_of_zip(archive, len(raw), look):
                into(inner, part, look)
    elif raw.startswith(GZIP):
        into(name.removesuffix(".gz").removesuffix(".tgz"), unpacked_gzip(raw, look), look)
    elif raw[257:262] == b"ustar":
        if is_text(raw):  # it only looks like one, or an editor shows what is in it
            _read_text(name, raw, look)
        for inner, part in parts_of_tar(raw, look):
            into(inner, part, look)
    elif raw.startswith(PICTURE_SIGNS) or BMP.match(raw) or raw[8:12] == b"WEBP":
        read("png", raw, look)
    elif raw.startswith(JPEG_XR) or DRAWING.match(raw) or SIGNATURE.match(raw):
        look.take(words_between(raw))
        _look_behind(raw, look)
    elif raw.startswith(OLE):  # Office before 2007, Outlook: its words cannot be taken out of it for certain
        look.unread[UNKNOWN] += 1
        if VBA in raw:
            look.active[MACROS] += 1
        read_plain(raw, look)
    elif name.endswith(".eml") or raw[:4096].lower().lstrip().startswith(MAIL_SIGNS):
        read("eml", raw, look)
    elif is_text(raw):
        _read_text(name, raw, look)
    else:
        look.unread[UNKNOWN] += 1


def _read_text(name: str, raw: bytes, look: Look) -> None:
    kind = name.rpartition(".")[2]
    if raw.lstrip()[:1] == b"<" or kind in SCRIPTED:
        from .markup import read_html

        for text in readings(raw):
            read_html(text, look)
            if "<script" in text.lower():
                look.active[SCRIPT] = 1
    if raw.lstrip().startswith(RTF) and b"\\objdata" in raw:
        look.active[OBJECT] += 1
    read_plain(raw, look, kind)
    _look_behind(raw, look)


def _look_behind(raw: bytes, look: Look) -> None:
    if ZIP in raw and zipfile.is_zipfile(io.BytesIO(raw)):
        look.active[PREFIXED] += 1
