"""What an administrator types of a unit of the ministry: its letterhead, who signs, how its letters are numbered."""

import base64
import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..files import emblems
from ..letters import letterheads
from ..models import Unit
from ..plain import clocks, letter_numbers
from .addresses import Email
from .enacting import NextRule
from .moments import in_words
from .on_paper import OnPaper

TOLD = 12  # signs of the hash of a picture, by which two are told apart
LEFT_OUT = _(
    "Printed in the head of its letters and at the end of its mails, like the two below; what is empty is left out."
)
OWN = ("letter_code", "classification", "number_template")  # of a number, what is the unit's own


class EmblemFile(forms.FileField):
    """A picture for a letterhead. Cleans to what is kept and printed of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".png"}), allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> bytes:
        upload = super().clean(data, initial)
        return drawn(upload.read(emblems.MOST_BYTES + 1)) if upload else b""


def drawn(raw: bytes) -> bytes:
    """The picture `raw` as it is kept and printed. Raises ValidationError."""
    try:
        return files.redrawn(raw)
    except files.Unfit as fault:
        words = _("A PNG from %(least)d to %(most)d points a side, of at most %(kilobytes)d kB: this is none.")
        limits = {"least": emblems.LEAST, "most": emblems.MOST, "kilobytes": emblems.MOST_BYTES // 1024}
        raise ValidationError(words, params=limits) from fault


class UnitForm(OnPaper, NextRule):
    """A unit as it stands on its letters from a day on. `on` is the row that it follows; None for a unit that is new."""

    model = Unit
    named_after = "name"
    printed = (*letterheads.NAMES, "signatory_office", "sanctions_for", "mandate")

    ministry = forms.CharField(label=_("Ministry"), max_length=200)
    name = forms.CharField(label=_("Name"), max_length=200)
    address = forms.CharField(
        label=_("Address"), max_length=300, help_text=_("As it stands under the name: street and town.")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False, help_text=LEFT_OUT)
    email = Email(label=_("E-mail"), required=False)
    site = forms.CharField(label=_("Website"), max_length=120, required=False)
    contact_name = forms.CharField(
        label=_("Contact person of letters"),
        max_length=200,
        required=False,
        help_text=_("Whom its letters name for questions: a person or a desk. Empty: they name nobody."),
    )
    contact_phone = forms.CharField(label=_("Telephone of the contact person"), max_length=60, required=False)
    contact_email = Email(label=_("E-mail of the contact person"), required=False)
    place = forms.CharField(label=_("Place"), max_length=80, help_text=_("Where its letters are dated."))
    signatory_office = forms.CharField(label=_("Signing office"), max_length=200)
    sanctions_for = forms.CharField(
        label=_("Office that imposes sanctions"),
        max_length=200,
        required=False,
        help_text=_(
            "In its name (a.n.) the head of the unit signs reprimands. Empty: this unit imposes none. By Art. 100(3) PP 71/2019 it is the Minister."
        ),
    )
    mandate = forms.CharField(
        label=_("Mandate for sanctions"),
        max_length=300,
        required=False,
        help_text=_(
            "The decision that gives it, as a reprimand cites it. None is needed where that office signs itself."
        ),
    )
    letter_code = forms.CharField(label=_("Code in letter numbers"), max_length=40)
    classification = forms.CharField(label=_("Archive classification"), max_length=40)
    number_template = forms.CharField(
        label=_("Number template"),
        max_length=120,
        help_text=format_lazy(
            _("Filled in are {names}; nothing else is."), names=" ".join(f"{{{name}}}" for name in letter_numbers.NAMES)
        ),
    )

    picture = EmblemFile(
        label=_("Emblem"),
        required=False,
        help_text=_("A PNG, square at best: drawn anew on white, 22 mm wide. Without one the emblem stays as it is."),
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_400_000)
    bare = forms.BooleanField(label=_("Without an emblem"), required=False)
    unguarded = ("carried", "phone", "contact_phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (self.on and self.on.emblem):
            del self.fields["bare"]

    @classmethod
    def opening(cls, on: Any) -> dict[str, Any]:
        return {} if on is None else {name: getattr(on, name) for name in (*cls.printed, *OWN)}

    def clean_carried(self) -> bytes:
        """What was looked at once is looked at again: whoever sends it may have written it."""
        try:
            raw = base64.b64decode(self.cleaned_data["carried"], validate=True)
        except ValueError as fault:  # signs that are none of base64, or none of ASCII
            raise ValidationError(_("Choose the picture once more.")) from fault
        return drawn(raw) if raw else b""

    def clean_effective_from(self) -> Any:
        day = self.cleaned_data["effective_from"]
        if day < clocks.day(timezone.now()):
            raise ValidationError(_("A letterhead holds for letters still to come: choose today or a later day."))
        return day

    def clean_number_template(self) -> str:
        template: str = self.cleaned_data["number_template"]
        if odd := letter_numbers.odd(template):
            raise ValidationError(_("This is filled in nowhere: %(odd)s"), params={"odd": " ".join(odd)})
        if missing := letter_numbers.missing(template):
            raise ValidationError(
                _("Without %(missing)s letters would bear the same number."), params={"missing": " ".join(missing)}
            )
        return template

    def clean(self) -> dict[str, Any]:
        self._choose_picture()
        cleaned = super().clean()
        self._check_mandate(cleaned)
        self._check_contact(cleaned)
        if set(OWN) <= cleaned.keys() and (other := self._numbered_alike(cleaned)):
            fault = _("%(unit)s numbers its letters in the same way: they would bear the same numbers.")
            self.add_error("number_template", ValidationError(fault, params={"unit": other}))
        return cleaned

    def _check_mandate(self, cleaned: dict[str, Any]) -> None:
        """In another's name nobody imposes anything without a mandate, and a mandate is somebody's."""
        office, mandate = cleaned.get("sanctions_for"), cleaned.get("mandate")
        if office and office != cleaned.get("signatory_office") and not mandate:
            self.add_error(
                "mandate", _("Name the decision by which this unit imposes sanctions in that office's name.")
            )
        if mandate and not office:
            self.add_error("sanctions_for", _("Say whose mandate this is."))

    def _check_contact(self, cleaned: dict[str, Any]) -> None:
        """Whom letters name is named and can be reached."""
        name, ways = cleaned.get("contact_name"), [cleaned.get(f"contact_{way}") for way in ("phone", "email")]
        if any(ways) and not name:
            self.add_error("contact_name", _("Say whom this reaches."))
        if name and not any(ways) and not {"contact_phone", "contact_email"} & set(self.errors):
            self.add_error("contact_phone", _("Say how the contact person is reached: telephone, e-mail or both."))

    def _choose_picture(self) -> None:
        """A file that was just chosen counts before the one that its page carried along; from now on its page carries this one."""
        carried = self.cleaned_data.pop("carried", b"")
        picture = self.cleaned_data.get("picture") or carried
        if picture and self.cleaned_data.get("bare"):
            self.add_error("bare", _("A picture is chosen, and none: leave out one of the two."))
        self.cleaned_data["picture"] = b"" if picture and self._stands(picture) else picture
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a page may not write in
        data[self.add_prefix("carried")] = base64.b64encode(picture).decode()
        self.data = data
        if picture:
            words = _(
                "A picture is chosen and stays with this page (SHA-256 %(digest)s…): another one takes its place."
            )
            self.fields["picture"].help_text = words % {"digest": hashlib.sha256(picture).hexdigest()[:TOLD]}

    def _stands(self, picture: bytes) -> bool:
        """Whether it is the emblem of the row before, once more."""
        return bool(self.on and self.on.emblem and self.on.emblem.sha256 == hashlib.sha256(picture).hexdigest())

    @property
    def _otherwise(self) -> list[str]:
        """The picture counts by what it shows, from wherever it came."""
        found = [name for name in super()._otherwise if name not in ("picture", "carried")]
        return found + (["picture"] if self.cleaned_data.get("picture") else [])

    def _numbered_alike(self, cleaned: dict[str, Any]) -> Unit | None:
        """Another unit, now or to come, whose letters would bear the same numbers."""
        mine, day = example(cleaned), clocks.day(timezone.now())
        others = Unit.objects.exclude(code=self.on.code if self.on else "").exclude(valid_to__lte=day)
        return next((each for each in others if example({name: getattr(each, name) for name in OWN}) == mine), None)

    def facts(self) -> dict[str, Any]:
        """The row before lends its emblem, unless another one or none was chosen."""
        facts = super().facts()
        bare = facts.pop("bare", False)
        emblem = self.on.emblem if self.on and not bare else None
        return facts | {"valid_from": facts.pop("effective_from"), "emblem": emblem}

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """How its letters will be numbered; the letterhead itself is shown beside."""
        words = {"day": in_words(cleaned["effective_from"]), "number": example(cleaned)}
        said = [gettext("From %(day)s on its letters are numbered like %(number)s.") % words]
        if picture := cleaned.get("picture"):
            told = hashlib.sha256(picture).hexdigest()[:TOLD]
            said.append(gettext("They bear the emblem that the letter shows: SHA-256 %(hash)s….") % {"hash": told})
        elif cleaned.get("bare"):
            said.append(gettext("They bear no emblem any more."))
        return {"effective_from": said}


def example(unit: dict[str, Any]) -> str:
    """The number of an ordinary first letter of today by the template and codes in `unit`."""
    parts = {"unit": unit["letter_code"], "classification": unit["classification"]}
    day = clocks.day(timezone.now())
    return letter_numbers.number(unit["number_template"], security="B", n=1, day=day, parts=parts)
