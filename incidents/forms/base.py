"""What every form shares: the do-not-store guard over texts and files, the version that its page showed, a reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .. import files
from ..models import Incident, User
from ..plain import guard, signs
from .fields import area
from .room import find_room

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND_WORDS = {
    guard.IDENTITY: _("NIK or NKK"),
    guard.PHONE: _("telephone number"),
    guard.CARD: _("payment card number"),
}


NO_WORDS = "---------"  # Django's own for "nothing chosen", which says it to nobody


AS_IT_IS = _("Take the file in as it is")
NO_MARKS: Mapping[str, Mapping[str, int]] = {}


class Way(models.TextChoices):
    """What becomes of a held number."""

    MASK = "mask", _("Mask")
    HASH = "hash", _("Keep only a keyed hash and the name of the column")
    KEEP = "keep", pgettext_lazy("guard", "Not such a number, keep as it is")


class Guarded(forms.Form):
    """A form none of whose texts may hold a number that points at a person, unless somebody says what to do with it.

    `ways` are the choices this form's users have; `kinds` what is looked for. A form that is not valid because of a
    held number has it in `held`; the choice comes back in the fields `guard` and `guard_reason`. `remarks` is what
    the deed has to say about it. `file_ways` are choices for files alone; what of a file in an unguarded field acts by itself is held there too. `on` is what the deed is done to, `user` who does it. Of the fields in `either` one at least is needed:
    the mark beside each says so. Those in `conditional` are needed where another says so: the help of each names where.
    """

    ways: tuple[Way, ...] = ()
    file_ways: tuple[Way, ...] = ()
    kinds: tuple[str, ...] = guard.EVERY
    unguarded: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()

    def __init__(self, *args: Any, on: Any = None, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.user = on, user
        self.held: list[dict[str, Any]] = []
        self.remarks: dict[str, Any] = {}
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == NO_WORDS:
                field.empty_label = _("Choose")

    def kinds_in(self, name: str) -> tuple[str, ...]:
        """What is looked for in the field of this name."""
        return self.kinds

    def facts(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        return dict(self.cleaned_data)

    @property
    def case(self) -> Incident:
        """The case that the deed is done to, or in."""
        return self.on if isinstance(self.on, Incident) else cast(Incident, self.on.incident)

    @property
    def offered(self) -> "list[tuple[str, StrOrPromise]]":
        """The choices for what is held: a file can only be kept as it is, or exchanged for a covered copy."""
        if all(held["file"] for held in self.held):
            return [(Way.KEEP.value, AS_IT_IS)] if Way.KEEP in self._ways_of_files else []
        return [(way.value, way.label) for way in self.ways]

    @property
    def _ways_of_files(self) -> tuple[Way, ...]:
        return self.ways + self.file_ways

    @property
    def held_file(self) -> bool:
        """Whether a file is held: no browser sends one twice."""
        return any(held["file"] for held in self.held)

    @property
    def held_numbers(self) -> bool:
        return any(held["count"] for held in self.held)

    @property
    def chosen_way(self) -> str:
        return self.data.get(self.add_prefix("guard"), "")

    @property
    def way_reason(self) -> str:
        return signs.one_line(self.data.get(self.add_prefix("guard_reason"), ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._leave_out_the_unseen(cleaned)
        for name, value in list(cleaned.items()):
            guarded = name not in self.unguarded
            if guarded and isinstance(value, str) and (found := guard.find(value, self.kinds_in(name))):
                self._hold(name, found, value)
            for upload in value if isinstance(value, list) else [value]:
                if isinstance(upload, UploadedFile) and (guarded or hasattr(upload, "seen")):
                    self._hold_file(name, upload, guarded)
        self._hold_divided(cleaned)
        find_room(self, cleaned)
        return cleaned

    def ask_for_files_again(self) -> None:
        """Where what was sent was not taken in: no browser sends a file twice, and nobody is to believe that it lies here. Beside what is
        wrong with the one file that came nothing more is said."""
        for name in [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]:
            sent = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            uploads = [each for each in (sent if isinstance(sent, list) else [sent]) if isinstance(each, UploadedFile)]
            if uploads and not (len(uploads) == 1 and name in self.errors):
                names = ", ".join(_without_numbers(each.name or "") for each in uploads)
                words = _(
                    "Nothing was stored: choose it again when you send, no browser sends a file twice: %(names)s."
                )
                self.add_error(name, ValidationError(words, code="choose_again", params={"names": names}))

    def _hold_divided(self, cleaned: dict[str, Any]) -> None:
        """An identity number of which one field holds the beginning and the next one that is filled in the rest."""
        texts = [(name, text) for name in self.fields if isinstance(text := cleaned.get(name), str) and text.strip()]
        for (first, head), (second, tail) in pairwise(texts):
            found = guard.divided(head, tail)
            if found is None or {first, second} & {*self.unguarded} or guard.IDENTITY not in self.kinds_in(second):
                continue
            remark = self.remarks.get("guard", {})
            if self.chosen_way == Way.KEEP and Way.KEEP in self.ways and self.way_reason:
                told = {"way": Way.KEEP, "count": 1, "kinds": [found.kind], "reason": self.way_reason[:500]}
                self.remarks["guard"] = {**remark, second: told}
                continue
            number = {"kind": KIND_WORDS[found.kind], "masked": found.masked}
            self.held.append({"field": second, "file": "", "numbers": [number], "count": 1, "notes": ()})
            self.add_error(second, held_number([found]))

    def _leave_out_the_unseen(self, cleaned: dict[str, Any]) -> None:
        """The door did so for what came by an address or a form; a field of one line is also kept to that line."""
        for name, field in self.fields.items():
            typed = cleaned.get(name)
            if not isinstance(typed, str) or isinstance(field, forms.ChoiceField):
                continue
            kept = signs.one_line(typed) if isinstance(field.widget, forms.TextInput) else signs.clean(typed)
            if typed and not kept.strip() and field.required:
                self.add_error(name, ValidationError(field.error_messages["required"], code="required"))
            else:
                cleaned[name] = kept

    def _hold(self, name: str, found: list[guard.Found], text: str) -> None:
        way = self.chosen_way if self.chosen_way in self.ways else ""
        if way == Way.KEEP and not self._says_why:
            self._hold_back(name, found, _("Say why this is not such a number; the reason is recorded."))
        elif not way:
            self._hold_back(name, found)
        else:
            if way != Way.KEEP:
                word = _hashed if way == Way.HASH else _masked
                self.cleaned_data[name] = guard.replace(text, found, word)
            self._remark(self._remarked(name), way, found)

    def _hold_file(self, name: str, upload: UploadedFile, guarded: bool) -> None:
        """Its numbers, what of it was not looked at, what acts by itself: somebody looks, and says why it comes in as it is."""
        seen = files.seen(upload)
        found = [each for each in seen.held if guarded and each.kind in self.kinds_in(name)]
        unread = seen.unread if guarded else {}
        if not (found or unread or seen.active):
            return
        if self.chosen_way == Way.KEEP and Way.KEEP in self._ways_of_files:
            if self._says_why:
                marks = {"unread": unread, "active": seen.active}
                upload.remark = self._remark({}, Way.KEEP, found, marks)  # type: ignore[attr-defined]  # a draft keeps it
                self._remark(self._remarked(name), Way.KEEP, found, marks)
                return
            fault = _("Say why the file comes in as it is; the reason is recorded.")
        else:
            fault = None
        self._hold_back(name, found, fault, upload.name or "", files.notes(unread, seen.active))

    @property
    def _says_why(self) -> bool:
        return bool(self.way_reason) and not guard.find(self.way_reason)

    def _hold_back(
        self,
        name: str,
        found: list[guard.Found],
        fault: "StrOrPromise | None" = None,
        file: str = "",
        notes: "Sequence[StrOrPromise]" = (),
    ) -> None:
        kept = [{"kind": KIND_WORDS[f.kind], "masked": f.masked} for f in found[:5]]
        self.held.append({"field": name, "file": file, "numbers": kept, "count": len(found), "notes": notes})
        for said in [fault] if fault else [*([held_number(found)] if found else ()), *notes]:
            self.add_error(name, said if isinstance(said, ValidationError) else ValidationError(said, code="held"))

    def _remarked(self, name: str) -> dict[str, Any]:
        """What the event says of a field, of all its files together."""
        told: dict[str, Any] = self.remarks.setdefault("guard", {}).setdefault(name, {})
        return told

    def _remark(
        self,
        told: dict[str, Any],
        way: str,
        found: list[guard.Found],
        marks: Mapping[str, Mapping[str, int]] = NO_MARKS,
    ) -> dict[str, Any]:
        told |= {"way": way, "count": told.get("count", 0) + len(found)}
        told["kinds"] = sorted({*told.get("kinds", ()), *(f.kind for f in found)})
        for mark, codes in marks.items():
            if codes:
                told[mark] = dict(Counter(told.get(mark, {})) + Counter(codes))
        if way == Way.KEEP:
            told["reason"] = self.way_reason[:500]
        return told


def _without_numbers(name: str) -> str:
    return guard.replace(name, guard.find(name), _masked)


def _masked(found: guard.Found) -> str:
    return found.masked


def _hashed(found: guard.Found) -> str:
    key = settings.GUARD_KEY.encode()
    return f"[{found.kind}:{guard.keyed_hash(key, found.digits)}]"


def held_number(found: Sequence[guard.Found]) -> ValidationError:
    """The message names where the number stands without repeating it."""
    return ValidationError(
        _(
            "%(count)d number(s) shaped like a NIK, NKK, telephone or card number held here (%(masked)s). "
            "Nothing of this form was stored. Leave them out, or choose what becomes of them."
        ),
        code="held_number",
        params={"count": len(found), "masked": ", ".join(f.masked for f in found[:3])},
    )


class SeenForm(Guarded):
    """A button with the version its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class SaysWhy(Guarded):
    """What is enacted from a day on, ended or taken back says why: one field, the last of its form."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=area(2),
        max_length=500,
        help_text=_("Such as the minute or decision behind it. Kept in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "reason"])


class SuccessorForm(SaysWhy):
    """What follows a rule that holds, with the key of the last one that its page knew of: 0 before the first, nothing where
    no page was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReasonForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), widget=area(3), max_length=2000)


class FromAgency(SeenForm):
    """An agency names its people, telephone included: only identity and card numbers are held. What it proves with may hold them: then
    it says why."""

    ways = (Way.MASK,)
    file_ways = (Way.KEEP,)
    kinds = (guard.IDENTITY, guard.CARD)
