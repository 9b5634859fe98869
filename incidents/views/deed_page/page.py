"""The page of any deed, and of one on what an administrator keeps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from ...actions import letter_content
from ...errors import DomainError
from ...forms import Guarded, ReasonForm, SeenForm, on_paper, untouched
from ...models import Incident
from ...record import deeds, events
from ...workflow import TRANSITIONS, Action, Weight
from .. import kept_form
from ..base import SignedIn, case_of, done, require, told


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

    def as_it_stands(self) -> str:
        """Back to the thing, for whoever asked for this page by its address: it says that there is nothing to do here now."""
        messages.info(self.request, _("That cannot be done now: this is how it stands."))
        return self.cancel_url()

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
            if form.errors and not getattr(form, "only_asks", False):
                form.ask_for_files_again()
            return super().form_invalid(form)
        form.cleaned_data = {"seen": 0}  # pressed by no page of ours: a version that nothing has
        return self.form_valid(form)

    def refused(self, form: Guarded, refusal: DomainError) -> HttpResponse:
        if not self.asks:
            raise refusal
        form.add_error(None, told(refusal))
        form.ask_for_files_again()
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
        return Head(self.label(), self.label(), str(self.on or ""), sentence=self.sentence())

    def sentence(self) -> str:
        return self.lead(self.on) if callable(self.lead) else self.lead

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        facts = {"action": self.action, "on": self.on, "head": self.head(), "now": timezone.now()}
        if self.letter:
            facts |= {"letter_content": self.letter, "digest": letter_content.digest(self.letter)}
        return super().get_context_data(**context) | facts


class RegisterDeed(DeedPage):
    """A deed on what an administrator keeps: bodies, people, their addresses."""

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.filter(**self.only)
