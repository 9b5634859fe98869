"""Whether a PDF that comes back signed is, object by object, the one that was given out.

What signing writes is spared: the fields of signatures and their form, what proves them (ISO 32000-1, 12.7 and 12.8), and what
programs say of themselves in the metadata (same_metadata). All else of the catalogue and of each page is the same: actions, scripts,
layers, files, bookmarks, tags, boxes, fonts, notes. What is drawn on a page besides is judged by what it shows (same_pages).
"""

from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, StreamObject

from . import same_metadata
from .mismatch import Mismatch
from .pdf_objects import Entries, File, entries, items
from .same_pages import Place
from .signature_fields import is_field, is_form_of_signatures, notes, places

BY_SIGNING = {"/AcroForm", "/DSS", "/Extensions", "/Perms", "/Metadata", "/Version"}
# Compared in their own way; /Tabs tells the Tab key.
OF_A_PAGE = {"/Type", "/Parent", "/Annots", "/Contents", "/Resources", "/Tabs"}
HOW_STORED = {"/Length", "/Filter", "/DecodeParms", "/DL"}
# Of the tags, by their numbers: what they lead back to is compared.
INDICES = {"/ParentTree", "/ParentTreeNextKey", "/IDTree"}
# By these a drawing shows in one program, or on paper, and not in another (8.11, 8.9.5.4, 14.11.7, 8.10.4, 10.4, 8.6.5.6, 11.7.4): layers,
# which a program may judge by the words of the layer alone, pictures in the place of others, curves and screens that turn black into
# white, colours that stand for others, and what lets colours below show through in print.
NOT_ALIKE = {"/OC", "/Alternates", "/OPI", "/Ref", "/TR", "/TR2", "/HT", "/BG", "/BG2", "/UCR", "/UCR2", "/OP", "/op"}
NOT_ALIKE |= {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
LAYERS = ("/OCG", "/OCMD")
INKS = ("/Separation", "/DeviceN")  # a screen shows what stands for them, paper the ink (8.6.6.4)
FOR_PRINTERS = ("/PS",)  # drawn by printers alone (8.8.2)


def check(given: bytes, back: bytes) -> list[Place]:
    """Raises Mismatch. Returns where the pictures of signatures stand."""
    return _Comparison(File(given), File(back)).check()


class _Comparison:
    def __init__(self, given: File, back: File) -> None:
        self.given, self.back = given, back
        self.met: set[tuple[Any, Any]] = set()  # pairs of objects that are being compared, or were: trees may be rings

    def check(self) -> list[Place]:
        for page, (one, other) in enumerate(zip(self.given.pages, self.back.pages, strict=True), start=1):
            if not self.same_notes(one, other):
                raise Mismatch("annotated", str(page))
        spared = BY_SIGNING | {"/Pages", "/StructTreeRoot"}
        self.compare(entries(self.given.root, spared), entries(self.back.root, spared), "")
        same_metadata.check(self.given, self.back)
        if not self.same_tags():
            raise Mismatch("another_part", "/StructTreeRoot")
        if not is_form_of_signatures(self.back):
            raise Mismatch("another_part", "/AcroForm")
        for page, (one, other) in enumerate(zip(self.given.pages, self.back.pages, strict=True), start=1):
            where = f"halaman {page}: "
            self.compare(_without(one, OF_A_PAGE), _without(other, OF_A_PAGE), where)
            self.check_drawing(one, other, where)
            _check_shows_alike(other, where)
        return places(self.back)

    def compare(self, one: Entries, other: Entries, where: str) -> None:
        for key in sorted({*one, *other}):
            if key not in one or key not in other or not self.same(one[key], other[key]):
                raise Mismatch("another_part", f"{where}{key}")

    def same(self, one: Any, other: Any) -> bool:
        """Whether two objects, and all they lead to, are the same. A page is the same as the one that stands in its place."""
        waiting = [(one, other)]
        while waiting:
            one, other = waiting.pop()
            links = getattr(one, "reference", None), getattr(other, "reference", None)
            if None not in links:
                if links in self.met:
                    continue
                self.met.add(links)
            pages = self.given.numbers.get(links[0]), self.back.numbers.get(links[1])
            if pages != (None, None):
                if pages[0] != pages[1]:
                    return False
                continue
            one, other = one.get_object(), other.get_object()
            if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
                if not _same_bytes(one, other):
                    return False
                streams = isinstance(one, StreamObject)
                a, b = (entries(each, HOW_STORED if streams else frozenset()) for each in (one, other))
                if a.keys() != b.keys():
                    return False
                waiting += [(a[key], b[key]) for key in a]
            elif isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
                if len(one) != len(other):
                    return False
                waiting += zip(one.iterate(), other.iterate(), strict=True)
            elif not _same_value(one, other):
                return False
        return True

    def same_notes(self, one: Entries, other: Entries) -> bool:
        """Whether two pages bear the same annotations, beside the fields of signatures."""
        a = [each for each in notes(one) if not is_field(each, self.given.signatures)]
        b = [each for each in notes(other) if not is_field(each, self.back.signatures)]
        return len(a) == len(b) and all(self.same(*pair) for pair in zip(a, b, strict=True))

    def same_tags(self) -> bool:
        """Whether both are tagged alike, beside the tag that some programs give the field of a signature."""
        trees = [entries(each.root).get("/StructTreeRoot") for each in (self.given, self.back)]
        if None in trees:
            return trees == [None, None]
        waiting: list[tuple[Any, ...]] = [tuple(trees)]
        met = set()
        while waiting:
            pair = waiting.pop()
            links = tuple(getattr(each, "reference", None) for each in pair)
            if None not in links and links in met:
                continue
            met.add(links)
            one, other = (entries(each.get_object(), {"/P", *INDICES}) for each in pair)
            kids = [
                [kid for kid in items(each["/K"]) if not _is_tag_of_field(kid, file)] if "/K" in each else []
                for each, file in ((one, self.given), (other, self.back))
            ]
            if len(kids[0]) != len(kids[1]):
                return False
            a, b = _without(one, {"/K"}), _without(other, {"/K"})
            if a.keys() != b.keys() or not all(self.same(a[key], b[key]) for key in a):
                return False
            for kid in zip(*kids, strict=True):
                if all(_is_tag(each) for each in kid):
                    waiting.append(kid)
                elif not self.same(*kid):
                    return False
        return True

    def check_drawing(self, one: Entries, other: Entries, where: str) -> None:
        """A page is drawn by the strokes of the given one, with its fonts and pictures; more may stand before and after."""
        if _strokes(one) not in _strokes(other):
            raise Mismatch("another_part", f"{where}/Contents")
        mine, theirs = (
            entries(each["/Resources"].get_object()) if "/Resources" in each else {} for each in (one, other)
        )
        for kind, found in mine.items():
            if not isinstance(found.get_object(), DictionaryObject):
                continue  # /ProcSet, which says nothing since PDF 1.4
            named = entries(theirs[kind].get_object()) if kind in theirs else {}
            for name, thing in entries(found.get_object()).items():
                if name not in named or not self.same(thing, named[name]):
                    raise Mismatch("another_part", f"{where}{kind}{name}")


def _check_shows_alike(page: Entries, where: str) -> None:
    """What is drawn on a page, and the pictures of its signatures, show the same to everybody: only then is what one program
    shows, by which it is judged, what others read."""
    waiting = [page["/Resources"]] if "/Resources" in page else []
    waiting += [own["/AP"] for own in (entries(each.get_object()) for each in notes(page)) if "/AP" in own]
    met = set()
    while waiting:
        thing = waiting.pop()
        if link := getattr(thing, "reference", None):
            if link in met:
                continue
            met.add(link)
        found = thing.get_object()
        if isinstance(found, ArrayObject):
            if found and found[0] in INKS:
                raise Mismatch("another_part", f"{where}{found[0]}")
            waiting += found.iterate()
        elif isinstance(found, DictionaryObject):
            own = entries(found)
            if own.get("/Type") in LAYERS:
                raise Mismatch("another_part", f"{where}/OC")
            for key in sorted({"/Subtype", "/Subtype2"} & own.keys()):
                if own[key].get_object() in FOR_PRINTERS:
                    raise Mismatch("another_part", f"{where}{own[key]}")
            for key in sorted(NOT_ALIKE & own.keys()):
                value = own[key].get_object()
                # /Identity, /Default and false change nothing.
                if not (isinstance(value, NameObject) or (isinstance(value, BooleanObject) and not value)):
                    raise Mismatch("another_part", f"{where}{key}")
            waiting += own.values()


def _without(entries: Entries, spared: set[str]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if key not in spared}


def _same_bytes(one: DictionaryObject, other: DictionaryObject) -> bool:
    if not (isinstance(one, StreamObject) or isinstance(other, StreamObject)):
        return True
    if not (isinstance(one, StreamObject) and isinstance(other, StreamObject)):
        return False
    stored = [{key: repr(each[key]) for key in HOW_STORED & {*each}} for each in (one, other)]
    if stored[0] == stored[1] and one.encoded_data == other.encoded_data:
        return True
    return bool(one.data == other.data)


def _same_value(one: Any, other: Any) -> bool:
    if isinstance(one, BooleanObject) or isinstance(other, BooleanObject):
        return isinstance(one, BooleanObject) and isinstance(other, BooleanObject) and bool(one) == bool(other)
    return bool(one == other)


def _strokes(page: Entries) -> bytes:
    """What draws a page. A page that draws nothing has no /Contents."""
    return b"\n".join(each.get_object().data for each in items(page["/Contents"])) if "/Contents" in page else b""


def _is_tag(thing: Any) -> bool:
    found = thing.get_object()
    return isinstance(found, DictionaryObject) and "/S" in found


def _is_tag_of_field(tag: Any, file: File) -> bool:
    """Whether a tag says nothing but that the field of a signature stands there."""
    found = tag.get_object()
    if not isinstance(found, DictionaryObject):
        return False
    own = entries(found)
    if "/Obj" in own:
        return is_field(own["/Obj"], file.signatures)
    silent = own.keys() <= {"/Type", "/S", "/P", "/K", "/Pg"} and own.get("/S") == "/Form" and "/K" in own
    return (
        silent
        and all(_is_tag_of_field(kid, file) for kid in items(own["/K"]) if not _is_tag(kid))
        and not any(_is_tag(kid) for kid in items(own["/K"]))
    )
