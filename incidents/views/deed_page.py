"""A page of one deed: a form, a verb, and back to where the outcome shows.

`CaseDeed` inside a case, `ClarificationDeed` on a request, `AgencyDeed` where the agency that was asked does it,
`RegisterDeed` on what an administrator keeps. Most need no class of their own:

    commit = CaseDeed.page(Action.COMMIT, work.commit, CommitForm, back="incidents:work")
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from ..actions import letter_content, letter_decisions, past_cases
from ..errors import DomainError
from ..forms import Guarded, ReasonForm, SeenForm, on_paper, untouched
from ..models import Incident
from ..record import deeds, events
from ..workflow import TRANSITIONS, Action, Subject, Weight, possible
from ..workflow.rows import ALIVE
from . import kept_form
from .base import SignedIn, case_of, done, moves_of, require, told, visible_case, visible_clarification


@dataclass(frozen=True)
class Head:
    """What stands above the form: the window's title, the heading, a muted note under it, the way here, a sentence."""

    title: str
    heading: str
    note: str = ""
    crumbs: Sequence[tuple[str, str]] = ()  # (text, address)
    sentence: str = ""


class DeedPage(FormView):
    """One deed on one page: its form; when that is valid, the verb; then back to where the outcome shows.

    404 when `on`, what the deed is done to, is nothing the reader may know of; 403 when none of their roles has such a
    move. The form is given both `on` and `user`. What the verb refuses stands at the form, with the input kept; not a
    Conflict: that shows what changed, and the middleware has the page for it.

    A move that asks nothing (see the table) has no page: one press posts the version that was seen.

    A page with `amends` changes what stands there: the verb is given only the facts that somebody touched, and where
    nobody touched any, nothing is done and that is said. One with `renews` adds another row beside what stands; where
    that would be the same again, nothing is done either.

    A deed that sends a letter has `letter_content`: the letter is shown first, and the second press, which carries its
    digest, decides. A letter changed in between is shown anew.

    What was sent after its session had ended comes back in the form (`kept_form`).
    """

    http_method_names = ["get", "head", "post", "options"]  # noqa: RUF012  (declared so by Django)
    request: SignedIn
    template_name = "incidents/deed.html"
    layout = "staff.html"
    form_class: type[Guarded] = ReasonForm

    action: Any = None  # an Action
    verb: Any = None  # called as verb(on, by=user, **form.facts()), unless the page has a `perform` of its own
    model: Any = None  # `on` is one of its rows that are visible to the user …
    only: Mapping[str, Any] = {}  # … and that are so
    back = ""  # the name of the page where Cancel leads, and that shows the outcome, unless …
    onto = ""  # … what the verb returned has a page of this name
    begins: Any = None  # a function of `on`: {field: what stands there to begin with}
    prefilled: Mapping[str, str | None] = {}  # {field: else}, for fields that the address may fill in
    amends = renews = False
    lead: Any = ""  # a sentence above the form, or a function of `on` that says it
    above: Sequence[str] = ()  # templates above the form
    weight = Weight.MAIN  # of the button

    on: Any = None
    result: Any = None  # what the verb returned
    letter: dict[str, Any] | None = None  # what is shown before it goes out

    @classmethod
    def page(
        cls,
        action: Action,
        verb: Callable[..., Any] | None = None,
        form_class: type[Guarded] = ReasonForm,
        **facts: Any,
    ) -> Callable[..., HttpResponseBase]:
        """The view of one deed; `facts` are attributes of this class."""
        return cls.as_view(action=action, verb=verb, form_class=form_class, **facts)

    def dispatch(self, request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        if not self.asks and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        require(self.request, self.action)
        self.on = self.get_object(**address)
        if elsewhere := self.elsewhere():
            kept_form.say_what_is_lost(self.request)
            return redirect(elsewhere)
        return super().dispatch(request, *args, **address)

    @property
    def case(self) -> Incident | None:
        """The case in which it is done; None for what stands in none."""
        return case_of(self.on)

    @property
    def asks(self) -> bool:
        return TRANSITIONS[self.action].asks

    def get_object(self, **address: Any) -> Any:
        """What the deed is done to, or 404. None where the deed brings it forth."""
        if self.model is None:
            return None
        return get_object_or_404(self.get_queryset(), **address)

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.visible_to(self.request.user).filter(**self.only)

    def elsewhere(self) -> str:
        """Where to go instead when there is nothing to do here; "" to stay."""
        return ""

    def get_form_class(self) -> type[Guarded]:
        return self.form_class if self.asks else SeenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method != "POST" and (sent := kept_form.sent(self.request)):
            kwargs["data"] = sent
        return kwargs | {"on": self.on, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        given = {name: self.request.GET.get(name, default) for name, default in self.prefilled.items()}
        stands = self.begins(self.on) if self.begins else {}
        return {"seen": getattr(self.on, "version", None), **stands, **given}

    def letter_content(self, form: Guarded) -> dict[str, Any] | None:
        """The letter that goes out with the deed, as it would be now; None for a deed without one."""
        return None

    def perform(self, form: Guarded, **approved: str) -> Any:
        facts = untouched.changed(form) if self.amends else form.facts()
        return self.verb(self.on, by=self.request.user, **facts, **approved)

    def changes_nothing(self, form: Guarded) -> bool:
        return (self.amends or self.renews) and untouched.nothing_touched(form)

    def form_valid(self, form: Guarded) -> HttpResponse:
        if self.changes_nothing(form):
            messages.info(self.request, _("Nothing was changed."))
            return redirect(self.cancel_url())
        approved = {}
        if content := self.letter_content(form):
            if on_paper.name_what_no_font_shows(form, content):
                return self.form_invalid(form)
            self.letter, approved = content, {"approved": letter_content.digest(content)}
            if self.request.POST.get("approved") != approved["approved"]:
                return self.form_invalid(form)
        try:
            with events.remark(form.remarks):
                self.result = self.perform(form, **approved)
        except deeds.Conflict:
            raise
        except DomainError as refusal:
            return self.refused(form, refusal)
        done(self.request, self.action)
        return self.onwards()

    def form_invalid(self, form: Guarded) -> HttpResponse:
        if self.asks:
            return super().form_invalid(form)
        form.cleaned_data = {"seen": 0}  # pressed by no page of ours: a version that nothing has
        return self.form_valid(form)

    def refused(self, form: Guarded, refusal: DomainError) -> HttpResponse:
        if not self.asks:
            raise refusal
        form.add_error(None, told(refusal))
        return self.render_to_response(self.get_context_data(form=form), status=refusal.status)

    def onwards(self) -> HttpResponse:
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse(self.onto, args=[self.result.pk]) if self.onto else self.cancel_url()

    def cancel_url(self) -> str:
        return reverse(self.back)

    def label(self) -> str:
        return _(TRANSITIONS[self.action].label)

    def button(self) -> str:
        return self.label()

    def beside(self) -> list[tuple[str, str]]:
        """Where else one may go from the button: (text, address)."""
        return []

    def head(self) -> Head:
        return Head(self.label(), self.label(), str(self.on or ""))

    def sentence(self) -> str:
        return self.lead(self.on) if callable(self.lead) else self.lead

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        facts = {"action": self.action, "on": self.on, "head": self.head(), "now": timezone.now()}
        if self.letter:
            facts |= {"letter_content": self.letter, "digest": letter_content.digest(self.letter)}
        return super().get_context_data(**context) | facts


class CaseDeed(DeedPage):
    """A deed inside a case: on the case itself, or on a row in it."""

    back = "incidents:incident"

    def get_object(self, **address: Any) -> Any:
        return super().get_object(**address) if self.model else visible_case(self.request, address["reference"])

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("incident")

    @property
    def case(self) -> Incident:
        return self.on if isinstance(self.on, Incident) else self.on.incident

    def elsewhere(self) -> str:
        """Back to a case that ended, where it has no such move any more: nobody fills in a form that cannot be sent. Raises
        what past_cases.check_move() raises."""
        if self.request.method != "POST":
            past_cases.check_move(self.action, self.case)
        status, move = self.case.status, TRANSITIONS[self.action]
        of_case = isinstance(self.on, Incident) and move.subject == Subject.INCIDENT
        allowed = possible(self.action, status) if of_case else not move.within or status in move.within
        if self.request.method == "POST" or not self.asks or allowed or status in ALIVE:
            return ""
        words = _("“%(move)s” is not possible here: %(case)s has the status “%(status)s”.")
        says = {"move": self.label(), "case": self.case, "status": self.case.get_status_display()}
        messages.warning(self.request, words % says)
        return reverse("incidents:incident", args=[self.case.reference])

    def get_success_url(self) -> str:
        self.case.refresh_from_db(fields=["reference"])  # promoted, it has another
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse(self.back, args=[self.case.reference])

    def head(self) -> Head:
        crumbs = [(str(self.case), reverse("incidents:incident", args=[self.case.reference]))]
        title = f"{self.label()} {self.case}"
        return Head(title, self.label(), self.case.marked_title, crumbs, self.sentence())

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"incident": self.case}


class ClarificationDeed(DeedPage):
    """A deed on a clarification request. Where the table does not allow it now, its page leads to the request's own."""

    back = "incidents:request"
    above: Sequence[str] = ("incidents/requests/deed/due.html",)
    shown_when_idle = False

    def get_object(self, **address: Any) -> Any:
        return visible_clarification(self.request, address["pk"])

    def idle(self) -> bool:
        """There is nothing to do here now, for this person."""
        return self.action not in moves_of(self.request.user, self.on)

    def elsewhere(self) -> str:
        asked = self.request.method != "POST" and not self.shown_when_idle
        return self.cancel_url() if asked and self.idle() else ""

    def cancel_url(self) -> str:
        return reverse(self.back, args=[self.on.pk])

    def head(self) -> Head:
        heading = f"{self.label()}: {self.on.agency.short_name}"
        return Head(f"{self.label()} {self.on}", heading, self.sentence(), [(str(self.on), self.cancel_url())])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return super().get_context_data(**context) | {"clarification": self.on}


class AgencyDeed(ClarificationDeed):
    """A deed of the agency that was asked, on its own pages."""

    layout = "visitor.html"
    template_name = "incidents/portal/deed.html"
    above = ()

    def head(self) -> Head:
        return Head(self.label(), self.label(), sentence=self.sentence())


class LetterDeed(ClarificationDeed):
    """A decision that goes out as a letter: the very letter is shown first, the second press decides."""

    above = (*ClarificationDeed.above, "incidents/requests/deed/letter.html")
    kind: Any = None  # a LetterKind
    says: Mapping[str, str] = {}  # what its wording leaves open: {placeholder: name among the form's facts}

    @property
    def sends_letter(self) -> bool:
        """False where the decision concerns nobody outside yet."""
        return True

    def get_form(self, form_class: type[Guarded] | None = None) -> Guarded:
        form: Guarded = super().get_form(form_class)
        for field in [form.fields[name] for name in self.says.values() if name in form.fields]:
            if self.sends_letter and isinstance(field.widget, Textarea):
                field.help_text = _("Stands in the letter as it is typed: write whole sentences.")
        return form

    def letter_content(self, form: Guarded) -> dict[str, Any] | None:
        if not self.sends_letter:
            return None
        typed = form.facts()
        facts = {placeholder: typed[name] for placeholder, name in self.says.items()}
        return letter_decisions.content(self.on, self.kind, timezone.now(), self.request.user, **facts)

    def button(self) -> str:
        return _("Look at the letter") if self.sends_letter and not self.letter else self.label()


class RegisterDeed(DeedPage):
    """A deed on what an administrator keeps: bodies, people, their addresses."""

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.filter(**self.only)
