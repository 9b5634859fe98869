"""What is asked about the bodies that a case affects: a list pasted or brought along, and one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.affected import Named
from ..models import AffectedBody, Agency
from ..models.record import choices
from ..plain import body_names
from ..workflow import AffectedStatus
from . import tables
from .base import Guarded, SaysWhy, SeenForm
from .cases import STAFF_WAYS
from .fields import Upload, area, chosen, offer
from .lists import PlainCells, Word
from .unlisted_bodies import MOST_SHOWN, picked_as

STATES = choices(AffectedStatus)
COLUMNS = {
    "name": ("nama", "name", "nama instansi", "instansi"),
    "data": ("data", "layanan", "data terdampak"),
    "state": ("keadaan", "state", "status"),
    "note": ("catatan", "note"),
    "kind": ("jenis", "jenis badan", "kind"),
}
MOST_NAMED = 5


class _RowForm(PlainCells):
    name = forms.CharField(max_length=200)
    data = forms.CharField(max_length=300, required=False)  # type: ignore[assignment]  # a field, which Django takes off the class
    state = Word(STATES)
    note = forms.CharField(max_length=300, required=False)
    kind = Word(Agency.Kind.choices)


class AffectedListForm(Guarded):
    """Bodies one a line, with what is affected and the state behind a tab or semicolon; or the same as a file. What changes rows that
    stand comes twice: looked at, and with why."""

    unguarded = ("pasted", "file", "table")  # each cell is looked at by itself
    either = ("pasted", "file")

    pasted = forms.CharField(
        label=_("Bodies"),
        widget=area(10),
        required=False,
        max_length=200_000,
        help_text=_(
            "One body a line: name; what is affected; state; note; kind of body. As copied from a sheet, or parted by semicolons."
        ),
    )
    file = Upload(
        label=_("Or a list"),
        required=False,
        help_text=_("CSV or XLSX, at most 2,000 rows."),
    )

    table = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000_000)

    bodies: list[Named]
    carried = ""  # the rows of a file that is brought, for the second press

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("approved"):
            self.ask_why()

    def ask_why(self) -> None:
        """What stands would change: that is looked at first, and has its reason."""
        self.fields["reason"] = forms.CharField(label=_("Why is this changed?"), max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = "file" if cleaned.get("file") else "pasted"
        if self.errors.keys() - {"reason"}:
            return cleaned
        try:
            table = self._table(cleaned)
            self.bodies = _bodies(table)
            if name == "file":
                self.carried = tables.as_text(table)
        except ValidationError as fault:
            self.add_error(name, fault)
        return cleaned

    @staticmethod
    def _table(typed: dict[str, Any]) -> tables.Table:
        """A file that is brought, else what was pasted, else the file that was looked at before and is carried along."""
        if typed.get("file"):
            return tables.read(typed["file"])
        if typed["pasted"] or not typed["table"]:
            return tables.pasted(typed["pasted"])
        return tables.of_text(typed["table"], ",")

    def facts(self) -> dict[str, Any]:
        return {"bodies": self.bodies, "reason": self.cleaned_data.get("reason", "")}


def _bodies(table: tables.Table) -> list[Named]:
    """The bodies that a table names; all of them, or ValidationError with the lines that cannot be read."""
    heads = _has_heads(table)
    facts = tables.heads_of(table[0], COLUMNS, ("name",)) if heads else list(COLUMNS)
    found: list[Named] = []
    lines: dict[str, tuple[int, Named]] = {}
    faults = []
    for line, cells in enumerate(table, start=1):
        if not any(cells) or (line == 1 and heads):
            continue
        typed, said = tables.under_heads(facts, cells)
        if "\n" in typed.get("name", ""):
            said.append(gettext("A name stands in one line; a quotation mark holds several together."))
        form = _RowForm(typed)
        if form.is_valid() and not said:
            named = Named(**form.cleaned_data)
            first, same = lines.setdefault(body_names.in_full(named.name), (line, named))
            if first == line:
                found.append(named)
            elif named != replace(same, name=named.name):
                said = [gettext("The same body as line %(line)d, and something else of it.") % {"line": first}]
        said += [str(words) for errors in form.errors.values() for words in errors]
        if said:
            faults.append(gettext("Line %(line)d: %(what)s") % {"line": line, "what": " ".join(said)})
    if faults:
        raise ValidationError(faults[:MOST_NAMED])
    if not found:
        raise ValidationError(_("Name at least one body."))
    return found


def _has_heads(table: tables.Table) -> bool:
    """Whether the first row names the columns: one is called a name, or several are called as columns are."""
    known = {tables.head(word): fact for fact, words in COLUMNS.items() for word in words}
    facts = {known.get(tables.head(cell)) for cell in table[0]} - {None} if table else set()
    return "name" in facts or len(facts) > 1


class AmendAffectedForm(SeenForm):
    ways = STAFF_WAYS

    name = forms.CharField(label=_("Affected body"), max_length=200)
    state = forms.ChoiceField(label=_("State"), choices=STATES)
    data = forms.CharField(  # type: ignore[assignment]  # a field, which Django takes off the class
        label=_("What is affected"), max_length=300, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of body"), choices=chosen(Agency.Kind.choices, _("Not yet known")), required=False
    )
    agency = forms.ModelChoiceField(label=_("Agency on file"), queryset=Agency.objects.none(), required=False)
    reason = forms.CharField(label=_("Why is this changed?"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", Agency.objects.to_pick(), picked_as)


def none_of(bodies: Iterable[Agency]) -> str:
    """The choice that says that none of these very bodies is meant: of one added since it says nothing."""
    return "-".join(["none", *(str(body.pk) for body in bodies)])


class ChooseAffectedForm(Guarded):
    """What is asked of those chosen to be written to: which body on file one may be, and of what kind the others are."""

    rows = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind of the bodies of which the list says none"),
        choices=chosen(Agency.Kind.choices, _("Choose")),
        required=False,
    )

    def __init__(self, *args: Any, chosen_rows: Sequence[AffectedBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen_rows = chosen_rows
        self.initial["rows"] = ",".join(str(row.pk) for row in chosen_rows)
        self.added = [row for row in chosen_rows if row.agency_id is None]
        on_file = body_names.Called((body, body.words) for body in Agency.objects.to_pick()) if self.added else None
        self.alike = {row: on_file.similar([row.name], MOST_SHOWN) for row in self.added} if on_file else {}
        for row, bodies in self.alike.items():
            if bodies:
                self.fields[f"same_{row.pk}"] = forms.ChoiceField(
                    label=gettext("Which body is %(name)s?") % {"name": row.name},
                    choices=[
                        *((body.pk, body.picked_as) for body in bodies),
                        (none_of(bodies), _("None of these: add it")),
                    ],
                    widget=forms.RadioSelect,
                    error_messages={
                        "invalid_choice": _("The bodies of a similar name are others than before. Look at them again.")
                    },
                )
        for row in self.lacking:
            self.fields[f"kind_{row.pk}"] = forms.ChoiceField(
                label=row.name, choices=chosen(Agency.Kind.choices, _("As said for all")), required=False
            )
        if not self.lacking:
            del self.fields["kind"]

    @property
    def lacking(self) -> list[AffectedBody]:
        """Those that would be added and of which nobody has said what they are."""
        return [row for row in self.added if not row.kind]

    @property
    def asked_of_all(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name == "kind" or name.startswith("same_")]

    @property
    def asked_of_each(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("kind_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known_as = self._known_as(cleaned)
        lacking = [row for row in self.lacking if row.pk not in known_as and not self._kind(cleaned, row)]
        if lacking:
            self.add_error("kind", _("Say what kind of bodies these are; of one of another kind, say so below."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        found = self.cleaned_data
        kinds = {row.pk: self._kind(found, row) for row in self.added}
        return {"rows": self.chosen_rows, "kinds": kinds, "known_as": self._known_as(found)}

    def _kind(self, cleaned: dict[str, Any], row: AffectedBody) -> str:
        return row.kind or cleaned.get(f"kind_{row.pk}") or cleaned.get("kind") or ""

    def _known_as(self, cleaned: dict[str, Any]) -> dict[int, Agency]:
        said = {row: cleaned.get(f"same_{row.pk}") for row in self.added}
        return {row.pk: body for row in self.added for body in self.alike[row] if str(body.pk) == said[row]}


class StrikeAffectedForm(SaysWhy):
    """Why those chosen, or a list, are struck out; what was shown of it goes along."""

    ways = STAFF_WAYS
    unguarded = ("rows", "of", "plan")

    rows = forms.CharField(widget=forms.HiddenInput, required=False)
    of = forms.UUIDField(widget=forms.HiddenInput, required=False)
    plan = forms.CharField(widget=forms.HiddenInput)
