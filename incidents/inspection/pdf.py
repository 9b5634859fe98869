"""PDF: the words of its pages, and of what lies beside them: attachments, forms, annotations, descriptions; what acts by itself
(ISO 32000-1)."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pikepdf
import pypdfium2

from .look import DAMAGED, LAUNCH, MEDIA, REMOTE, REST, SCRIPT, Into, Look, Unreadable
from .markup import digits, read_xml
from .readings import words_between

PAGES = 5000
LONGEST = 1_000_000  # bytes of a string
# 12.6.4, what an action does, and 12.5.6, what an annotation is. A link that somebody presses is neither.
ACTIONS = {"/JavaScript": SCRIPT, "/Rendition": MEDIA, "/Launch": LAUNCH, "/SubmitForm": REMOTE, "/ImportData": REMOTE}
ON_OPENING = {"/URI": REMOTE, "/GoToR": REMOTE, "/GoToE": REMOTE}
SHOWN = {"/RichMedia": MEDIA, "/Movie": MEDIA, "/Screen": MEDIA, "/3D": MEDIA}
KINDS = (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)


def read_pdf(raw: bytes, look: Look, into: Into) -> None:
    """Raises Unreadable for one that is damaged or locked; Unfinished."""
    try:
        with pikepdf.open(io.BytesIO(raw), suppress_warnings=True) as pdf:
            _Objects(look, into).read(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError) as fault:
        raise Unreadable("no PDF") from fault
    look.take(words_between(raw.rpartition(b"%%EOF")[2]))
    document = pypdfium2.PdfDocument(raw)
    for number in range(len(document)):
        if number >= PAGES or look.is_over:
            look.unread[REST] = 1
            return
        look.take(document[number].get_textpage().get_text_range())


class _Objects:
    """Every object, reached from a page or not: a reader may find it as well."""

    def __init__(self, look: Look, into: Into) -> None:
        self.look, self.into = look, into
        self.boxes: list[str] = []  # one digit in each box of a form
        self.opened: set[tuple[int, int]] = set()

    def read(self, pdf: pikepdf.Pdf) -> None:
        for each in chain([pdf.trailer], pdf.objects):
            within = [each] if isinstance(each, KINDS) else []
            while within:  # however deep, however many: what acts by itself may be the last
                self.look.go_on()
                within += self._read(within.pop())
        self.look.take("\t".join(self.boxes))

    def _read(self, thing: Any) -> Iterator[Any]:
        """What it holds that is no object of its own, the last first."""
        if isinstance(thing, pikepdf.Array):
            values, is_signature = [("", each) for each in thing], False
        else:
            self._mark(thing)
            values, is_signature = [*thing.items()], "/ByteRange" in thing
        for key, value in values:
            if isinstance(value, pikepdf.String):
                if not (is_signature and key == "/Contents"):
                    self._take(key, str(value)[:LONGEST])
        yield from (each for _key, each in reversed(values) if isinstance(each, KINDS) and not each.is_indirect)

    def _mark(self, thing: Any) -> None:
        action = str(thing.get("/S", ""))
        if action in ACTIONS or "/JS" in thing:
            self.look.active[ACTIONS.get(action, SCRIPT)] += 1
        if (shown := str(thing.get("/Subtype", ""))) in SHOWN:
            self.look.active[SHOWN[shown]] += 1
        for each in _on_opening(thing):
            if (action := str(each.get("/S", ""))) in ON_OPENING:
                self.look.active[ON_OPENING[action]] += 1
        if isinstance(files := thing.get("/EF"), pikepdf.Dictionary):
            for _key, file in files.items():
                self._open(file, str(thing.get("/UF", thing.get("/F", ""))))
        if str(thing.get("/Type", "")) == "/EmbeddedFile":
            self._open(thing, "")
        if str(thing.get("/Type", "")) == "/Metadata":
            self._read_form(thing)
        for part in _streams(thing.get("/XFA")):
            self._read_form(part)

    def _take(self, key: str, text: str) -> None:
        if key == "/V" and 0 < digits(text) == len(text.strip()) < 10:
            self.boxes.append(text)
        elif digits(text) >= 10:
            self.look.take(text)

    def _open(self, file: Any, name: str) -> None:
        if not isinstance(file, pikepdf.Stream) or file.objgen in self.opened:
            return
        self.opened.add(file.objgen)
        if (content := self._content(file)) is not None:
            self.into(name, content, self.look)

    def _read_form(self, stream: Any) -> None:
        """Words in XML: a description, a form; there a script as well."""
        if not isinstance(stream, pikepdf.Stream) or (content := self._content(stream)) is None:
            return
        if b"<script" in content.replace(b"\0", b"").lower():
            self.look.active[SCRIPT] += 1
        try:
            read_xml(content, self.look)
        except Unreadable:
            self.look.unread[DAMAGED] += 1

    def _content(self, stream: Any) -> bytes | None:
        try:
            content = bytes(stream.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError):
            self.look.unread[DAMAGED] += 1
            return None
        self.look.unpacked += len(content)
        return content


def _on_opening(thing: Any) -> Iterator[Any]:
    """What is done when the file, or a page of it, is opened: an action, or several of them by the occasion."""
    for key in ("/OpenAction", "/AA"):
        if isinstance(found := thing.get(key), pikepdf.Dictionary):
            yield found
            yield from (value for _key, value in found.items() if isinstance(value, pikepdf.Dictionary))


def _streams(form: Any) -> list[Any]:
    """A form in XML is one stream, or an array of names and streams."""
    return list(form) if isinstance(form, pikepdf.Array) else [form]
