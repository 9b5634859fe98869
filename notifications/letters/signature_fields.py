"""The fields of signatures in a PDF that comes back: which annotations are such and no more, and where their pictures stand."""

from collections.abc import Mapping
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, StreamObject

from .mismatch import Mismatch
from .pdf_objects import Entries, File, entries, items
from .same_pages import Place

FORM = {"/Fields", "/SigFlags", "/DR", "/DA", "/Q", "/NeedAppearances"}
# A field that does something (/A, /AA) or is another one has more than these. What it is called (/T, /TU) is its own affair.
FIELD = {"/Type", "/Subtype", "/FT", "/Ff", "/T", "/TU", "/V", "/Parent", "/Kids", "/Lock", "/SV", "/DA", "/Q", "/DR"}
FIELD |= {"/Rect", "/F", "/P", "/AP", "/MK", "/BS", "/Border", "/NM", "/M", "/StructParent"}
# Flags of an annotation (12.5.3) with which it looks alike on each screen and on paper: not NoZoom, NoRotate, NoView, ToggleNoView.
ALIKE = 1 | 2 | 4 | 64 | 128 | 512


def notes(page: Entries) -> list[Any]:
    return list(items(page["/Annots"])) if "/Annots" in page else []


def is_form_of_signatures(file: File) -> bool:
    """Whether the form holds nothing but signatures that were given, and that somebody judges."""
    form = entries(file.root).get("/AcroForm")
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
    return own.keys() <= FORM and all(_is_plain(each) and _is_given(each, file) for each in fields)


def _is_plain(field: Any) -> bool:
    found = field.get_object()
    return isinstance(found, DictionaryObject) and {*found} <= FIELD and _is_of_signature(found)


def _is_given(field: Any, file: File) -> bool:
    """Of a field in several parts the parts are asked."""
    found = field.get_object()
    return bool(entries(found).get("/Kids")) or _signature(found) in file.signatures


def _is_of_signature(field: Any) -> bool:
    kind = _inherited(field, "/FT")
    return kind is not None and bool(kind.get_object() == "/Sig")


def _inherited(field: Any, key: str) -> Any:
    for _level in range(8):
        if key in field:
            return field.raw_get(key)
        if "/Parent" not in field:
            return None
        field = field["/Parent"]
    return None


def _signature(field: Any) -> Any:
    return getattr(_inherited(field, "/V"), "reference", None)


def is_field(note: Any, signatures: Mapping[Any, bool]) -> bool:
    """Whether an annotation is the field of one of `signatures`, and no more than that. What only says that it is one was read by
    nobody who judges signatures."""
    found = note.get_object()
    if not _is_plain(note) or _signature(found) not in signatures or entries(found).get("/Subtype") != "/Widget":
        return False
    own = entries(found)
    looks = entries(own["/AP"].get_object()) if "/AP" in own else {}
    pictures = all(isinstance(each.get_object(), StreamObject) for each in looks.values())
    flags = int(own["/F"].get_object()) if "/F" in own else 0
    return looks.keys() <= {"/N"} and pictures and not flags & ~ALIKE


def places(file: File) -> list[Place]:
    """Where the pictures of signatures stand. Each has one, or none, and a time stamp none. Raises Mismatch."""
    found = []
    undrawn = {each for each, is_signature in file.signatures.items() if is_signature}
    for n, page in enumerate(file.pages):
        for each in notes(page):
            own = entries(each.get_object())
            # A program may draw by /MK where no picture is.
            if is_field(each, file.signatures) and {"/AP", "/MK"} & {*own}:
                xs, ys = ([float(own["/Rect"].get_object()[at]) for at in side] for side in ((0, 2), (1, 3)))
                if min(xs) < max(xs) and min(ys) < max(ys):
                    if (signature := _signature(each.get_object())) not in undrawn:
                        raise Mismatch("annotated", str(n + 1))
                    undrawn.remove(signature)
                    found.append(Place(n, (min(xs), min(ys), max(xs), max(ys))))
    return found
