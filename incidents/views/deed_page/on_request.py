"""The pages of deeds on a clarification request: here, at the agency that was asked, and with a letter that goes out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Textarea
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions import acceptance_reversal, letter_decisions, letter_facts, request_succession
from ...actions.agencies import stands_for
from ...errors import DomainError
from ...forms import Guarded, in_english
from ...letters import courtesy
from ...record import access_log
from ...workflow import possible
from ...workflow.rows import ALIVE
from ..base import moves_of, told, visible_clarification
from .page import DeedPage, Head


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
        return self.as_it_stands() if asked and self.idle() else ""

    def cancel_url(self) -> str:
        return reverse(self.back, args=[self.on.pk])

    def head(self) -> Head:
        heading = f"{self.label()}: {self.on.agency.short_name}"
        return Head(f"{self.label()} {self.on}", heading, self.sentence(), [(str(self.on), self.cancel_url())])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        access_log.look(self.request, self.on)
        return super().get_context_data(**context) | {"clarification": self.on}


class OfWhatWentOut(ClarificationDeed):
    """A deed on a letter that is out, or has been: what was withdrawn before it went out was handed to nobody and asked nobody, and
    nobody said anything of it."""

    def idle(self) -> bool:
        return super().idle() or self.on.issued_at is None


class UndoneDecision(ClarificationDeed):
    """A decision that is taken back while the case is worked on. Where it has ended the page says which way leads there: nobody looks
    for a button."""

    def elsewhere(self) -> str:
        over = self.on.incident.status not in ALIVE and possible(self.action, self.on.status)
        return "" if over else super().elsewhere()

    def sentence(self) -> str:
        try:
            acceptance_reversal.check_worked_on(self.on)
        except DomainError as refusal:
            return told(refusal)
        return super().sentence()


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

    def sentence(self) -> str:
        """And who reads the letter, where the body that was asked exists no more."""
        heir = stands_for(self.on.agency)
        if heir == self.on.agency or not self.on.issued_at:
            return super().sentence()
        if heir is None:
            return told(request_succession.NobodyFollows(self.on))
        words = _("%(body)s exists no more: the letter goes to %(heir)s, and so does what is still to be done on this.")
        whose = words % {"body": self.on.agency.short_name, "heir": heir.short_name}
        return f"{super().sentence()} {whose}".strip()

    def get_form(self, form_class: type[Guarded] | None = None) -> Guarded:
        form: Guarded = super().get_form(form_class)
        for field in [form.fields[name] for name in self.says.values() if name in form.fields]:
            if self.sends_letter and isinstance(field.widget, Textarea):
                field.help_text = _("Stands in the letter as it is typed: write whole sentences.")
        if (
            self.sends_letter
            and letter_facts.WHY in self.says
            and courtesy.wanted_by([stands_for(self.on.agency) or self.on.agency])
        ):
            form.fields["english"] = in_english.reason()
        return form

    def letter_content(self, form: Guarded) -> dict[str, Any] | None:
        if not self.sends_letter:
            return None
        typed = form.facts()
        facts = {placeholder: typed[name] for placeholder, name in self.says.items()}
        facts["english"] = typed.get("english", "")
        return letter_decisions.content(self.on, self.kind, timezone.now(), self.request.user, **facts)

    def button(self) -> str:
        return _("Look at the letter") if self.sends_letter and not self.letter else self.label()
