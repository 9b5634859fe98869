"""The page on which a list is taken in: the first press shows what would become of each row, the second takes in what was shown."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from ..actions.lists import Plan, Row
from ..forms import Guarded
from ..forms.lists import ListForm, RowForm, Word
from .deed_page import RegisterDeed


class ListDeed(RegisterDeed):
    """`plan_of` says what would become of rows, `take_in` does it by one act; `said` what is said afterwards."""

    template_name = "incidents/lists/import.html"
    plan_of: Callable[[Iterable[Row]], Plan]
    take_in: Callable[..., Plan | None]
    said: Any = ""
    further: Any = ""  # what a row may be besides, said above the columns
    plan: Plan | None = None

    def form_valid(self, form: Guarded) -> HttpResponse:
        rows = cast(ListForm, form).rows
        approved = self.request.POST.get("approved", "")
        taken = self.take_in(rows, by=self.request.user, approved=approved) if approved else None
        if taken is None:
            self.plan = self.plan_of(rows)
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, self.words_of(taken))
        return redirect(self.cancel_url())

    def words_of(self, taken: Plan) -> str:
        """What is said of a list that came in."""
        return str(self.said) % self.counts_of(taken)

    def counts_of(self, taken: Plan) -> Mapping[str, int]:
        """What is counted of it."""
        return taken.counts

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A list that was sent when its session had ended is looked at anew: what became of it meanwhile stands there."""
        form = self.get_form()
        if form.is_bound and form.is_valid():
            self.plan = self.plan_of(cast(ListForm, form).rows)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        of = cast(type[ListForm], self.form_class).of
        columns = [(words[0], gettext(of.LABELS[fact]), *_told(of, fact)) for fact, words in of.COLUMNS.items()]
        facts = {"plan": self.plan, "columns": columns}
        return super().get_context_data(**context) | facts


def _told(of: type[RowForm], fact: str) -> tuple[bool, str]:
    """Whether a column is needed, and the words that it knows, where it knows only some."""
    field = of.base_fields[fact]
    return fact in of.needed, "; ".join(str(label) for _value, label in field.known) if isinstance(field, Word) else ""
