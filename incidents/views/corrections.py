"""Pages that put right or strike out what a person typed into a case: one of each, for every kind of entry."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..actions import corrections as verbs
from ..forms import Guarded, ReasonForm
from ..forms.corrections import form_for
from ..models import (
    Activity,
    ActorContact,
    ActorDismissal,
    ActorPart,
    AffectedBody,
    Assertion,
    Assessment,
    Commitment,
    CounterQuestion,
    Development,
    Evidence,
    Figure,
    Finding,
    FollowUp,
    Involvement,
    OutsideWord,
    Participation,
    PastLetter,
    PastReply,
    Response,
    Sanction,
    Sending,
    SeverityRating,
    Translation,
)
from ..models.corrections import Entry
from ..models.typed_facts import as_typed
from ..record.names import name_at
from ..workflow import Action, Thing, offered_on
from .button_addresses import ENTRIES
from .deed_page import AfterTheEnd, TakesScan

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MODELS: dict[Thing, type[Entry]] = {
    Thing.FINDING: Finding,
    Thing.SANCTION: Sanction,
    Thing.DEVELOPMENT: Development,
    Thing.ACTIVITY: Activity,
    Thing.PARTICIPATION: Participation,
    Thing.COMMITMENT: Commitment,
    Thing.EVIDENCE: Evidence,
    Thing.ASSERTION: Assertion,
    Thing.ASSESSMENT: Assessment,
    Thing.FIGURE: Figure,
    Thing.INVOLVEMENT: Involvement,
    Thing.PAST_LETTER: PastLetter,
    Thing.PAST_REPLY: PastReply,
    Thing.FOLLOW_UP: FollowUp,
    Thing.SENDING: Sending,
    Thing.REPLY: Response,
    Thing.QUESTION_BACK: CounterQuestion,
    Thing.OUTSIDE_WORD: OutsideWord,
    Thing.TRANSLATION: Translation,
    Thing.RATING: SeverityRating,
    Thing.ACTOR_PART: ActorPart,
    Thing.ACTOR_CONTACT: ActorContact,
    Thing.ACTOR_DISMISSAL: ActorDismissal,
    Thing.AFFECTED: AffectedBody,
}
THINGS = {slug: thing for thing, slug in ENTRIES.items()}
# Where an entry stands, if not on a page of its own.
PAGES: dict[Thing, str] = {
    Thing.FINDING: "incidents:law",
    Thing.RATING: "incidents:law",
    Thing.SANCTION: "incidents:law",
    Thing.DEVELOPMENT: "incidents:law",
    Thing.ACTIVITY: "incidents:work",
    Thing.PARTICIPATION: "incidents:work",
    Thing.COMMITMENT: "incidents:work",
    Thing.EVIDENCE: "incidents:case_evidence",
    Thing.ASSERTION: "incidents:assertions",
    Thing.INVOLVEMENT: "incidents:incident",
    Thing.ACTOR_PART: "incidents:incident",
    Thing.ACTOR_CONTACT: "incidents:incident",
    Thing.ACTOR_DISMISSAL: "incidents:incident",
    Thing.AFFECTED: "incidents:affected",
    Thing.PAST_LETTER: "incidents:correspondence",
    Thing.PAST_REPLY: "incidents:correspondence",
}


# What else striking one does, or what is done instead where nothing was typed wrong.
STRUCK: "dict[Thing, StrOrPromise]" = {
    Thing.ASSESSMENT: _("Where it is the last one, the assertion is again what the assessment before it says."),
    Thing.FIGURE: _("Where it is the figure in use, the one chosen before it is in use again, or none."),
    Thing.ASSERTION: _("If a speaker took something back, assess it as withdrawn instead."),
}

ASIDE = {"reason", "seen", "measure", "other_measure", "read_back", "scan"}  # no facts of the row by these names


class _Correction(AfterTheEnd):
    """Whoever typed an entry in, or a superior, and nobody else."""

    thing: Thing

    def get_object(self, **address: Any) -> Any:
        thing = THINGS.get(address["kind"])
        if thing is None or self.action not in {action for action, _offer in offered_on(thing)}:
            raise Http404("no such entry")
        self.thing, self.model = thing, MODELS[thing]
        return super().get_object(pk=address["pk"])

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.visible_to(self.request.user).select_related(self.model.of_case)

    def elsewhere(self) -> str:
        """Back to a case that was merged: it goes on in another one."""
        if self.request.method == "POST" or verbs.takes_corrections(self.on):
            return super().elsewhere()
        return self.back_to_the_ended_case()

    def cancel_url(self) -> str:
        if self.thing not in PAGES:
            return str(self.on.get_absolute_url())
        mark = f"#{self.on.label}" if hasattr(self.on, "label") else ""
        return reverse(PAGES[self.thing], args=[self.case.reference]) + mark

    def sentence(self) -> str:
        row: Any = self.on
        shown = (
            "statement",
            "what",
            "in_lists",
            "text",
            "grounds",
            "reason",
        )  # of a quoted text what stands for it: its page alone shows its words
        words = next(filter(None, (getattr(row, each, "") for each in shown)), "")
        name = name_at(row, row.incident.seen_at)
        return f"{name}: {words}" if words and words != name else name


class _Revise(TakesScan, _Correction):
    def get_form_class(self) -> type[Guarded]:
        return form_for(self.on)

    def get_initial(self) -> dict[str, Any]:
        names = self.get_form_class().base_fields.keys() - ASIDE
        return super().get_initial() | {name: as_typed(self.on, name) for name in names}

    def changes_nothing(self, form: Guarded) -> bool:
        return form.changes_nothing()  # type: ignore[attr-defined]  # every Correction has it


revise = _Revise.page(Action.REVISE, verbs.revise)


class _Strike(_Correction):
    @property
    def besides(self) -> "StrOrPromise":
        """What else striking an entry of this kind does, or what is done where it was true once; "" for the others."""
        return STRUCK.get(self.thing, "")


strike = _Strike.page(
    Action.STRIKE,
    verbs.strike,
    ReasonForm,
    above=("incidents/record/after_the_end.html", "incidents/record/strike.html"),
)
