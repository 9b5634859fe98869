"""The fields of signatures in a PDF that comes back: which annotations are such and no more, and where their pictures stand."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject

from .pdf_objects import Entries, entries, items
from .same_pages import Place

FORM = {"/Fields", "/SigFlags", "/DR", "/DA", "/Q", "/NeedAppearances"}
# A field that does something (/A, /AA) or is another one has more than these. What it is called (/T, /TU) is its own affair.
FIELD = {"/Type", "/Subtype", "/FT", "/Ff", "/T", "/TU", "/V", "/Parent", "/Kids", "/Lock", "/SV", "/DA", "/Q", "/DR"}
FIELD |= {"/Rect", "/F", "/P", "/AP", "/MK", "/BS", "/Border", "/NM", "/M", "/StructParent"}
# Flags of an annotation (12.5.3) with which it looks alike on each screen and on paper: not NoZoom, NoRotate, NoView, ToggleNoView.
ALIKE = 1 | 2 | 4 | 64 | 128 | 512


def notes(page: Entries) -> list[Any]:
    return list(items(page["/Annots"])) if "/Annots" in page else []


def is_form_of_signatures(root: Any) -> bool:
    """Whether the form holds nothing but signatures that were given."""
    form = entries(root).get("/AcroForm")
    if form is None:
        return True
    own = entries(form.get_object())
    waiting = list(items(own["/Fields"])) if "/Fields" in own else []
    fields = []
    while waiting:
        fields.append(waiting.pop())
        kids = entries(fields[-1].get_object()).get("/Kids")
        if len(fields) > 1000:
            return False
        waiting += items(kids) if kids else []
    return own.keys() <= FORM and all(_is_plain(each) for each in fields)


def _is_plain(field: Any) -> bool:
    found = field.get_object()
    return isinstance(found, DictionaryObject) and {*found} <= FIELD and _inherited(found, "/FT") == "/Sig"


def _inherited(field: Any, key: str) -> Any:
    for _level in range(8):
        if key in field:
            return field[key]
        if "/Parent" not in field:
            return None
        field = field["/Parent"]
    return None


def is_field(note: Any) -> bool:
    """Whether an annotation is the field of a signature that was given, and no more than that."""
    found = note.get_object()
    if not _is_plain(note) or _inherited(found, "/V") is None or entries(found).get("/Subtype") != "/Widget":
        return False
    own = entries(found)
    looks = entries(own["/AP"].get_object()) if "/AP" in own else {}
    pictures = all(isinstance(each.get_object(), StreamObject) for each in looks.values())
    flags = int(own["/F"].get_object()) if "/F" in own else 0
    return looks.keys() <= {"/N"} and pictures and not flags & ~ALIKE


def places(n: int, page: Entries) -> Iterator[Place]:
    for each in notes(page):
        own = entries(each.get_object())
        if is_field(each) and {"/AP", "/MK"} & {*own}:  # a program may draw by /MK where no picture is
            xs, ys = ([float(own["/Rect"].get_object()[at]) for at in side] for side in ((0, 2), (1, 3)))
            if min(xs) < max(xs) and min(ys) < max(ys):
                yield Place(n, (min(xs), min(ys), max(xs), max(ys)))
