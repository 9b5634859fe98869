"""Forms that put right what was typed wrong: the very form it was typed into, beginning with what stands, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Activity
from ..models.corrections import Entry
from ..plain.spans import Span
from . import untouched
from .actor_contacts import ActorContactForm
from .actors import ActorPartForm
from .arrival import CallWordsForm, SendOutsideForm
from .assertions import ClaimForm
from .base import Guarded, SeenForm
from .commitments import CommitForm, kept_field, kept_in_case
from .counter_questions import QuestionWordsForm
from .developments import DevelopmentForm
from .evidence import DescribeForm
from .fields import ByWhen, When
from .follow_ups import RecordFollowUpForm
from .law import FindForm
from .outside_replies import ReplyWordsForm
from .outside_words import OutsideWordForm
from .past_letters import PastLetterForm
from .past_replies import PastReplyForm
from .sanctions import SanctionForm
from .work import JoinForm, NoteForm


class Correction(SeenForm):
    """Mixed in before the form that an entry was typed into; `on` is the entry."""

    reason = forms.CharField(label=_("Why is this corrected?"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = field.required or isinstance(field, When) and not self._may_be_empty(name)
        self.order_fields([name for name in self.fields if name != "reason"])

    def _may_be_empty(self, name: str) -> bool:
        return bool(self.on._meta.get_field(f"{name}_at").null)

    def facts(self) -> dict[str, Any]:
        """What differs: the fields that were touched, and what their values say of others (a unit, who promised)."""
        touched = self.fields.keys() - untouched.fields(self) | untouched.ASIDE
        return {name: value for name, value in self.cleaned_data.items() if self._differs(name, value, name in touched)}

    def _differs(self, name: str, value: Any, touched: bool) -> bool:
        """Whether the form made another value of it than the entry has: of what was touched, and of what follows from it.
        `204,8 juta` for 204.800.000 is none."""
        if name in untouched.ASIDE or not hasattr(self.on, name):
            return touched
        stands = getattr(self.on, name)
        if isinstance(value, (Span, datetime)):
            return touched  # an instant is shown less exactly than it is kept
        if value is None:
            return touched and stands is not None
        return bool(untouched.plain(value) != untouched.plain(stands) if isinstance(value, str) else value != stands)

    def changes_nothing(self) -> bool:
        return not self.facts().keys() - untouched.ASIDE


class PartForm(JoinForm):
    """How a body takes part, and up to when it did, if it has left."""

    left = When(label=_("Took part up to"), required=False, help_text=_("Empty: it still takes part."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.on.left is None:
            del self.fields["left"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        left, since = cleaned.get("left"), cleaned.get("joined") or self.on.activity.happened
        if left and left.end <= since.start:
            self.add_error("left", _("This lies before the body took part."))
        return cleaned


class OwedForm(CommitForm):
    """What is owed, with what a correction of its due does not do; and when it was kept, if that was told."""

    reads_back = ("due", "kept")

    due = ByWhen(
        label=_("By when"),
        required=False,
        help_text=_(
            "Moved after it has passed it makes nobody punctual, unless it had passed already when it was typed."
        ),
    )
    kept = kept_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].required = True  # whoever takes that back says that it was judged by mistake
        if self.on.kept is None:
            del self.fields["kept"]

    def clean_kept(self) -> Span:
        return kept_in_case(self.cleaned_data["kept"], self.case)


def correcting(form_class: type[Guarded], without: tuple[str, ...] = ()) -> type[Correction]:
    """The form that corrects what `form_class` takes in, all fields but those that are entries of their own."""
    return type(f"Correcting{form_class.__name__}", (Correction, form_class), dict.fromkeys(without))


CORRECTIONS: dict[str, type[Correction]] = {
    "finding": correcting(FindForm),
    "sanction": correcting(SanctionForm),
    "development": correcting(DevelopmentForm),
    "activity": correcting(NoteForm, without=("bodies", "done_by", "about")),
    "participation": correcting(PartForm),
    "commitment": correcting(OwedForm),
    "evidence": correcting(DescribeForm),
    "assertion": correcting(ClaimForm),
    "pastletter": correcting(PastLetterForm),
    "pastreply": correcting(PastReplyForm),
    "followup": correcting(RecordFollowUpForm),
    "response": correcting(ReplyWordsForm),
    "counterquestion": correcting(QuestionWordsForm),
    "outsideword": correcting(OutsideWordForm),
    "sending": correcting(SendOutsideForm),
    "actorpart": correcting(ActorPartForm),
    "actorcontact": correcting(ActorContactForm),
}
CALL = correcting(CallWordsForm)


def form_for(row: Entry) -> type[Correction]:
    """The form that puts `row` right: of a call about a letter the one in which that stands."""
    return CALL if isinstance(row, Activity) and row.request_id else CORRECTIONS[row._meta.model_name or ""]
