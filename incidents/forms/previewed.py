"""A rule that is shown before it is enacted: with its words read back stands what it would change by the record as it is.

The second press counts only where both are as they were shown. Who typed something else is shown that; who typed nothing else and
finds the record changed is told so.
"""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from .. import rule_previews
from ..plain.not_none import not_none
from ..rule_previews.shape import Preview, Version
from .moments import ReadsBack, token

if TYPE_CHECKING:
    from .base import Guarded

    class _Form(ReadsBack, Guarded):
        pass
else:
    _Form = ReadsBack

BETWEEN = "-"  # what was typed, and what it would change, in the token of a preview


class Previewed(_Form):
    """Placed before the form it is mixed into. `model` is whose row is enacted; `preview` what its page shows while the form asks for the
    second press."""

    model: Any
    preview: Preview | None = None

    def version(self) -> tuple[Any, Any]:
        """(the rule as it was typed, not saved; the row that holds on its first day, or None)."""
        rule = self.model(**{name: value for name, value in self.facts().items() if name != "reason"})
        return rule, self.model.objects.in_force(getattr(rule, rule.named_by), rule.effective_from)

    def shown(self) -> Preview:
        """What the version that was typed would change."""
        rule, before = self.version()
        return rule_previews.of(Version(rule, before, not_none(self.user), timezone.now()))

    def typed_beside(self) -> Any:
        """What was typed of the same version in other forms of the page."""

    def token_of(self, words: dict[str, list[str]]) -> str:
        self.preview = self.shown()
        typed = {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "seen")}
        said = (typed, self.typed_beside(), get_language()), (words, self.preview)
        return BETWEEN.join(map(token, said))

    def _ask(self, shown_by: str, words: dict[str, list[str]]) -> None:
        shown = self.data.get(self.add_prefix("read_back"), "")
        if shown and shown.split(BETWEEN)[0] == shown_by.split(BETWEEN)[0]:
            said = gettext("Since the press before something has changed in the record: this is how it stands now.")
            words = {name: [said, *lines] for name, lines in words.items()}
        words = {name: [*lines, gettext("What it changes stands above.")] for name, lines in words.items()}
        super()._ask(shown_by, words)
