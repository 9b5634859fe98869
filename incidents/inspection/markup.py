"""The words of XML and HTML as a reader sees them, and beside them what stands in attributes and comments. No entity of a file is
resolved, nothing is fetched."""

import re
from typing import Any

from lxml import etree

from .look import Look, Unreadable
from .readings import readings

# Bold digits in the middle part no number; the end of a cell, of a line, of a paragraph does. Cells of a row stand side by side.
BEFORE = {"tab": "\t", "br": "\n", "cr": "\n"}
CELLS = ("tc", "td", "th", "c")
AFTER = dict.fromkeys(CELLS, "\t") | dict.fromkeys(
    ("p", "tr", "row", "si", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "title", "option", "sheet", "table"), "\n"
)
TAG = re.compile(r"<[^<>]*>")
LEAST_DIGITS = 10  # of an attribute that is looked at: measures and keys of a layout have fewer


class Words:
    """What lxml tells while it reads: no tree is built."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.beside: list[str] = []
        self.within = 0  # cells

    def start(self, tag: str, attributes: Any) -> None:
        name = local(tag)
        self.within += name in CELLS
        self.seen.append(BEFORE.get(name, ""))
        self.beside += [value for value in attributes.values() if digits(value) >= LEAST_DIGITS]

    def end(self, tag: str) -> None:
        name = local(tag)
        self.within -= name in CELLS
        self.seen.append(" " if self.within and name not in CELLS and name in AFTER else AFTER.get(name, ""))

    def data(self, text: str) -> None:
        self.seen.append(text)

    def comment(self, text: str) -> None:
        self.beside.append(text)

    def pi(self, target: str, text: str | None = None) -> None:
        self.beside.append(text or "")

    def close(self) -> None:
        pass


def local(tag: str) -> str:
    """The name of an element without the vocabulary that it is of."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def read_xml(raw: bytes, look: Look, words: Words | None = None) -> None:
    """Raises Unreadable for what brings its own entities, Unfinished."""
    words = words or Words()
    parse_xml(raw, words, look)
    _take(words, look)


def parse_xml(raw: bytes, words: Words, look: Look) -> None:
    """Tells `words` what it reads. Raises Unreadable, Unfinished."""
    if any(mark in raw[:4096].replace(b"\0", b"").upper() for mark in (b"<!DOCTYPE", b"<!ENTITY")):
        raise Unreadable("entities")
    parser = etree.XMLParser(target=words, recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    _feed(parser, raw, look)
    if parser.error_log:  # a reader of another kind may go on where this one could not
        words.beside += [TAG.sub(between, text) for text in readings(raw) for between in ("", "\t")]


def read_html(text: str, look: Look) -> None:
    """Raises Unfinished."""
    words = Words()
    parser = etree.HTMLParser(target=words, no_network=True, huge_tree=False, encoding="utf-8")
    _feed(parser, text.encode("utf-8", "replace"), look)
    _take(words, look)


def _feed(parser: Any, raw: bytes, look: Look) -> None:
    try:
        for start in range(0, len(raw), 65536):
            look.go_on()
            parser.feed(raw[start : start + 65536])
        parser.close()
    except etree.XMLSyntaxError:
        pass  # it ends where nobody could read on; what came before is there


def _take(words: Words, look: Look) -> None:
    look.take("".join(words.seen))
    look.take(" ; ".join(words.beside))
