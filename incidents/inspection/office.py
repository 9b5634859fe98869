"""DOCX and XLSX: the words of every part, cell by cell as they stand in a row, and what in them acts by itself (ECMA-376)."""

import io
import re
import zipfile
from typing import Any

from lxml import etree

from .archives import opened, parts_of_zip
from .look import BOMB, DDE, MACROS, OBJECT, PROGRAM, RATIO, REMOTE, SMALL, Into, Look, Mismatch, Unreadable
from .markup import Words, local, parse_xml, read_xml
from .readings import BOM8, BOM16, readings

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VBA = "_VBA_PROJECT".encode("utf-16-le")  # a folder of the compound file that macros lie in ([MS-OVBA] 2.2.1)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
TYPES = "[Content_Types].xml"
# How a part is related to others, by the end of its type: what a relation outside may be, and what acts by itself.
# A link is opened by whoever presses it; another workbook, however it is found, is updated by whoever says so.
OUTSIDE = frozenset(
    "hyperlink externallinkpath externallinklongpath xlpathmissing xlstartup xlalternatestartup xllibrary".split()
)
OWN_DISK = re.compile(r"file:///[a-z]:[\\/]", re.IGNORECASE)  # of whoever opens it: nothing is fetched
RELATED = {
    "vbaproject": MACROS,
    "wordvbadata": MACROS,
    "xlmacrosheet": MACROS,
    "xlintlmacrosheet": MACROS,
    "dialogsheet": MACROS,
    "oleobject": OBJECT,
    "control": OBJECT,
    "activexcontrolbinary": OBJECT,
    "afchunk": OBJECT,
}
TYPED = {"macroenabled": MACROS, "vbaproject": MACROS, "macrosheet": MACROS, "activex": OBJECT, "oleobject": OBJECT}
NAMED = {"vbaproject": MACROS, "macrosheets/": MACROS, "activex/": OBJECT}
DDE_FIELD = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
# cmd|' /C calc'!A0, but for texts and names in quotes, in which a line may stand as it likes.
DDE_FORMULA = re.compile(r"\"[^\"]*\"|'[^']*'|(\|\s?['\"])")


class _Sheet(Words):
    """A sheet, its shared texts in the cells that show them, or any other part."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.shared, self.is_shared, self.inside = shared, False, ""
        self.fields: list[str] = []
        self.formula = self.index = ""
        self.dde = False

    def start(self, tag: str, attributes: Any) -> None:
        super().start(tag, attributes)
        self.inside = local(tag)
        if self.inside == "c":
            self.is_shared = attributes.get("t") == "s"
        self.dde |= self.inside == "ddelink"
        self.fields += [value for name, value in attributes.items() if local(name) == "instr"]

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "v" and self.is_shared and self.index.isdecimal() and len(self.index) < 9:
            place = int(self.index)
            self.seen.append(self.shared[place] if place < len(self.shared) else "")
        if name == "f":
            self.dde |= any(each[1] for each in DDE_FORMULA.finditer(self.formula))
        if name in ("v", "f"):
            self.index = self.formula = ""
        super().end(tag)
        self.inside = ""

    def data(self, text: str) -> None:
        if self.inside == "v" and self.is_shared:
            self.index += text
        elif self.inside == "f":
            self.formula += text
            self.beside.append(text)
        elif self.inside == "instrtext":
            self.fields.append(text)
        else:
            super().data(text)

    @property
    def asks_a_program(self) -> bool:
        return self.dde or bool(DDE_FIELD.search("".join(self.fields)))


class _Shared(Words):
    """The texts that cells of several sheets share, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.now: list[str] = []

    def start(self, tag: str, attributes: Any) -> None:
        super().start(tag, attributes)
        if local(tag) == "si":
            self.now = []

    def data(self, text: str) -> None:
        super().data(text)
        self.now.append(text)

    def end(self, tag: str) -> None:
        super().end(tag)
        if local(tag) == "si":
            self.texts.append("".join(self.now).strip())


def read_office(raw: bytes, look: Look, main: str, into: Into) -> None:
    """`main` is the part that it must have ("": whatever Office document), `into` looks into a part of another kind. Raises Mismatch,
    Unreadable."""
    with opened(raw) as archive:
        names = {each.filename for each in archive.infolist()}
        if main and not {TYPES, main} <= names:
            raise Mismatch(main)
        for name in names:
            _mark(NAMED, name.lower(), look)
        shared = _shared(archive, look)
        reached = set()
        for name, part in parts_of_zip(archive, len(raw), look):
            reached.add(name)
            _read_part(name, part, look, shared, into)
        if not look.active[BOMB] and any(name.lower().endswith((".rels", ".xml")) for name in names - reached):
            raise Unreadable("a part that may act")


def _read_part(name: str, part: bytes, look: Look, shared: list[str], into: Into) -> None:
    if part.startswith(OLE):
        look.active[MACROS if VBA in part else OBJECT] += 1
        look.take("\n".join(readings(part)))
    elif part.startswith(PROGRAMS):
        look.active[PROGRAM] += 1
    elif _is_xml(part):
        if name.lower() == TYPES.lower() or name.lower().endswith(".rels"):
            _read_relations(part, look)
        sheet = _Sheet(shared)
        try:
            read_xml(part, look, sheet)
        except Unreadable:
            if not name.lower().endswith(".svg"):
                raise
            into(name, part, look)  # drawn by programs that name its vocabulary, as no part of a letter may
        if sheet.asks_a_program:
            look.active[DDE] += 1
    elif "printerSettings" in name or name.lower().endswith((".odttf", ".fntdata", ".emf", ".wmf", ".vml")):
        look.take("\n".join(readings(part)))  # of a kind that shows nothing, or a drawing: whatever words stand in it
    elif part:
        into(name, part, look)


def _is_xml(part: bytes) -> bool:
    head = part[:64].removeprefix(BOM8)
    head = head[2:] if head.startswith(BOM16) else head
    return head.replace(b"\0", b"").lstrip().startswith(b"<")


def _read_relations(part: bytes, look: Look) -> None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.parse(io.BytesIO(part), parser).getroot()
    for each in root.iter("*") if root is not None else ():
        kind = each.get("Type", "").rpartition("/")[2].lower()
        is_outside = each.get("TargetMode", "").lower() == "external" and not OWN_DISK.match(each.get("Target", ""))
        if is_outside and kind not in OUTSIDE:
            look.active[REMOTE] += 1
        elif kind in RELATED:
            look.active[RELATED[kind]] += 1
        _mark(TYPED, each.get("ContentType", "").lower(), look)


def _mark(known: dict[str, str], text: str, look: Look) -> None:
    for mark, what in known.items():
        if mark in text:
            look.active[what] += 1
            return


def _shared(archive: zipfile.ZipFile, look: Look) -> list[str]:
    """Of XLSX: read first, whatever their place in the file, and searched with the other parts."""
    try:
        entry = archive.getinfo("xl/sharedStrings.xml")
        if entry.file_size > max(SMALL, min(look.room(), RATIO * entry.compress_size)):
            return []  # a bomb, as parts_of_zip() says
        words = _Shared()
        parse_xml(archive.read(entry), words, look)
    except (KeyError, RuntimeError, ValueError, OSError, NotImplementedError, zipfile.BadZipFile):
        return []
    return words.texts
