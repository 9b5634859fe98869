"""What its author says in English of a letter that goes abroad, asked beside the Indonesian words: see letters.courtesy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..actions.case_letters import of_one_act
from ..letters import courtesy
from ..models import CaseLetter
from ..plain.letter_kinds import BASIS, DEMANDS, FOUND, REGIME, LetterKind
from .fields import area
from .on_paper import OnPaper

PREFIX = "english_"
IF_EMPTY = _(
    "For the courtesy translation. Left empty, shipped words are there in English, and what you wrote stands there in Indonesian, marked "
    "as not translated."
)
EACH_A_LINE = _(
    "One a line, as many and in the same order as the Indonesian ones; or none: shipped questions are there in English anyway."
)
LINES = ("questions", DEMANDS)  # parts that are lists
OFFERED = (BASIS, FOUND, REGIME)  # what is chosen, or cited


class InEnglish(OnPaper):
    """A form of such a letter; of any other it asks nothing more."""

    def ask_in_english(self, parts: Iterable[tuple[str, Any]]) -> None:
        """Ask for each of these parts, named as the letter keeps it, with the label of its Indonesian field."""
        for name, label in parts:
            field = forms.CharField(
                label=_("%(what)s, in English") % {"what": label},
                help_text=EACH_A_LINE if name in LINES else IF_EMPTY,
                widget=forms.TextInput if name == "subject" else area(3),
                max_length=200 if name == "subject" else 20_000,
                required=False,
            )
            self.fields[f"{PREFIX}{name}"] = field
        self.printed = (*self.printed, *self.english_names)

    def ask_of_draft(self, kind: LetterKind) -> None:
        """Of a letter of the case when its draft is changed: whom it goes to is known then."""
        edited = isinstance(self.on, CaseLetter) and self.on.kind == kind.code
        if edited and courtesy.wanted_by(each.agency for each in of_one_act(self.on)):
            # What puts slips right quotes.
            own = [each for each in kind.wanted if not kind.corrects and each.name not in OFFERED]
            self.ask_in_english([("subject", _("Subject of the letter")), *((e.name, _(e.label)) for e in own)])

    @property
    def english_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith(PREFIX)]

    @property
    def english_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.english_names]

    def in_english(self) -> dict[str, str]:
        """What was given, by part; each text in lines of its own, whatever a browser makes of them."""
        given = {name.removeprefix(PREFIX): self.cleaned_data[name] for name in self.english_names}
        kept = {name: "\n".join(text.splitlines()).strip() for name, text in given.items()}
        return {name: text for name, text in kept.items() if text}

    def refuse_other_counts(self, part: str, asked: Sequence[Any]) -> bool:
        """Whether a list in English has another number of lines than there are Indonesian ones; its field says so."""
        given = [line for line in self.cleaned_data.get(f"{PREFIX}{part}", "").splitlines() if line.strip()]
        if not given or len(given) == len(asked):
            return False
        words = _("%(given)d lines in English, %(asked)d in Indonesian.")
        self.add_error(f"{PREFIX}{part}", ValidationError(words, params={"given": len(given), "asked": len(asked)}))
        return True


def reason() -> forms.CharField:
    """The reason of a decision that goes out as a letter, in English."""
    return forms.CharField(
        label=_("Reason, in English"), help_text=IF_EMPTY, widget=area(3), max_length=20_000, required=False
    )


def initial_of(english: dict[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": text for name, text in english.items()}
