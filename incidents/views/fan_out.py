"""One sitting in which several bodies are asked: whom, what each is asked, the letter beside it, one press for all of them.

Every button but the last two keeps what was typed and stores no letter, so that the page works without a script. "Add to the
list" is a deed of its own: the body plays a part in the case from then on.
"""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..actions import agencies, cases, fan_out, letter_content, letter_issuing, past_or_present
from ..errors import DomainError
from ..forms import AddBodyForm, FanOutForm, NewQuestions, beginning, opening_values
from ..forms.fan_out import MOST_AT_ONCE
from ..models import Agency, ClarificationRequest, Incident, QuestionSet
from ..plain import clocks
from ..plain.answer_values import Asked
from ..record import deeds, sent_forms
from ..reports import addressees
from ..workflow import Action, Subject
from . import autosave, fan_out_said, kept_form
from .base import SignedIn, done, number_of, require, told, visible_case

ASIDE = ("add_body", "add_row", "use_set", "adapt", "same", "preview")  # buttons that store no letter


def draft(request: SignedIn, reference: str) -> HttpResponse:
    """New requests: the questions of the set that fits the case, the basis of the rule in force today."""
    require(request, Action.DRAFT)
    case = visible_case(request, reference)
    past_or_present.check_move(Action.DRAFT, case)
    sitting = _Sitting(request, case)
    if request.method == "POST":
        if "preview" in request.POST and autosave.is_quiet(request):
            return render(request, "incidents/requests/fan_out/preview.html", sitting.context())
        if "add_body" in request.POST:
            sitting.add_body()
        elif not any(name in request.POST for name in ASIDE) and (answer := sitting.send()):
            return answer
    return render(request, "incidents/requests/fan_out.html", sitting.context())


class _Sitting:
    """What stands on the page: what was sent, else what a new request begins with. `judged`: say what is wrong with it."""

    def __init__(self, request: SignedIn, case: Incident) -> None:
        self.request, self.case, self.now = request, case, timezone.now()
        self.today = clocks.day(self.now)
        sent = kept_form.sent(request)
        self.sent: QueryDict | None = sent.copy() if sent is not None else None
        self.judged = False
        self.adder: AddBodyForm | None = None
        self.opened: set[int] = set()  # bodies whose part of the page stands open

    # --- what is there -----------------------------------------------------------------------------------------------
    @cached_property
    def bodies(self) -> list[addressees.Addressee]:
        return addressees.of_case(self.case, self.now)

    @cached_property
    def sets(self) -> list[QuestionSet]:
        found: list[QuestionSet] = opening_values.sets_for(self.case, self.ticked, self.today)
        return found

    @property
    def set(self) -> QuestionSet | None:
        """The question set chosen, else the one that fits best."""
        code = self.sent and (self.sent.get("use_set") or self.sent.get("set"))
        return next((each for each in self.sets if each.code == code), self.sets[0] if self.sets else None)

    @property
    def ticked(self) -> list[int]:
        """The bodies to be asked: those that were ticked; to begin with those that the address names, else all that answer
        for something in the case and were not asked yet."""
        if self.sent is not None:
            return [pk for pk in map(number_of, self.sent.getlist("agencies")) if pk is not None]
        if named := [pk for pk in map(number_of, self.request.GET.getlist("agency")) if pk is not None]:
            return named[:MOST_AT_ONCE]
        return [each.agency.pk for each in self.bodies if each.to_be_asked][:MOST_AT_ONCE]

    # --- the forms ---------------------------------------------------------------------------------------------------
    @cached_property
    def form(self) -> FanOutForm:
        bodies = [each.agency for each in self.bodies]
        if self.sent is None or not self.judged:
            begins = opening_values.new_request(self.case, self.today) | {"agencies": self.ticked}
            form = FanOutForm(on=self.case, user=self.request.user, bodies=bodies, initial=begins)
            return form if self.sent is None else self._as_typed(form, bodies, begins)
        return FanOutForm(self.sent, on=self.case, user=self.request.user, bodies=bodies)

    def _as_typed(self, form: FanOutForm, bodies: list[Agency], begins: dict[str, Any]) -> FanOutForm:
        """What was typed, before anything of it is judged."""
        sent = self.sent or QueryDict()
        several = forms.CheckboxSelectMultiple
        typed = {
            name: field.widget.value_from_datadict(sent, MultiValueDict(), name)
            for name, field in form.fields.items()
            if name in sent or isinstance(field.widget, several)
        }
        return FanOutForm(on=self.case, user=self.request.user, bodies=bodies, initial=begins | typed)

    @cached_property
    def questions(self) -> Any:
        """What everybody is asked who is asked nothing of their own."""
        if self.sent is None or "use_set" in self.sent or "q-TOTAL_FORMS" not in self.sent:
            return beginning(opening_values.questions_of(self.set), "q")
        return self._rows("q", more=self.sent.get("add_row") == "1")

    @cached_property
    def own(self) -> dict[int, Any]:
        """{key of a body: the questions it is asked instead}."""
        if self.sent is None:
            return {}
        found = {}
        for each in self.bodies:
            pk = each.agency.pk
            if str(pk) == self.sent.get("adapt"):
                self.opened.add(pk)
                found[pk] = beginning(self._asked("q"), _prefix(pk))
            elif f"{_prefix(pk)}-TOTAL_FORMS" in self.sent and str(pk) != self.sent.get("same"):
                more = self.sent.get("add_row") == _prefix(pk)
                self.opened |= {pk} if more else set()
                found[pk] = self._rows(_prefix(pk), more=more)
        return found

    def _rows(self, prefix: str, *, more: bool = False) -> Any:
        if self.judged:
            return NewQuestions(self.sent, prefix=prefix)
        return beginning([*self._asked(prefix, emptied=True), *([Asked("", "")] if more else [])], prefix)

    def _asked(self, prefix: str, *, emptied: bool = False) -> list[Any]:
        """The rows as they were typed, without those left out; `emptied`: and, as they stand, those without words."""
        sent = self.sent or QueryDict()
        rows = NewQuestions(sent, prefix=prefix)
        found = []
        for row in rows.forms if rows.management_form.is_valid() else ():
            names = ("heading", "text", "kind", "section", "DELETE")
            typed = {name: sent.get(row.add_prefix(name), "") for name in names}
            if emptied or (typed["text"].strip() and not typed["DELETE"]):
                asked = Asked(typed["heading"], typed["text"], typed["kind"], typed["section"])
                found.append(typed if emptied else asked)
        return found

    # --- what is done ------------------------------------------------------------------------------------------------
    def add_body(self) -> None:
        """A body on file, or one that is named here, plays a part in the case from now on, and is ticked."""
        key = self._added_before()
        if not key:
            self.adder = form = AddBodyForm(self.sent, on=self.case, user=self.request.user)
            if not form.is_valid():
                return
            try:
                key = str(self._involve(form).pk)
            except deeds.DoneAlready:
                key = self._added_before()
            except DomainError as refusal:
                form.add_error(None, told(refusal))
                return
            done(self.request, Action.INVOLVE)
            self.adder = None
        sent = self.sent if self.sent is not None else QueryDict(mutable=True)
        sent.appendlist("agencies", key)
        for name in AddBodyForm.base_fields:
            sent.pop(name, None)

    def _added_before(self) -> str:
        """The key of the body that this very form, sent again as it was, brought in at its first press; "" for none."""
        first = sent_forms.first_event(self.request.user.pk)
        if not first:
            return ""
        return first.subject_id if first.subject_type == Subject.AGENCY else self.request.POST.get("other", "")

    def _involve(self, form: AddBodyForm) -> Agency:
        with transaction.atomic():
            body = form.body()
            agency: Agency = form.cleaned_data.get("other") or agencies.propose_agency(
                by=self.request.user, within=self.case, **body or {}
            )
            cases.involve(self.case, by=self.request.user, agency=agency, role=form.role)
        return agency

    def send(self) -> HttpResponse | None:
        """Draft, and hand to the supervisors where that was pressed; None when something must be put right first."""
        self.judged = True
        ticked = set(self.ticked)
        wrong = [
            each.agency
            for each in self.bodies
            if each.agency.pk in ticked and each.agency.pk in self.own and not self.own[each.agency.pk].is_valid()
        ]
        for agency in wrong:
            words = _("%(agency)s: its own questions need correcting.") % {"agency": agency.short_name}
            self.form.add_error(None, words)
        if not all([self.form.is_valid(), self.questions.is_valid()]):
            return None
        submitted = "submit" in self.request.POST
        with transaction.atomic():
            chosen = list(self.form.cleaned_data["agencies"])
            if self.form.named_one:
                chosen.append(self._involve(self.form))
            outcome = fan_out.fan_out(
                self.case,
                by=self.request.user,
                letters=self._letters(chosen),
                submitted=submitted,
                question_set=self.set,
                **self.form.facts(),
            )
            transaction.set_rollback(not outcome.drafted)  # a body that was named is not brought in for nothing
        if not outcome.drafted:
            for agency, refusal in outcome.refused:
                self.form.add_error(None, fan_out_said.refused(agency, refusal))
            return None
        fan_out_said.say(self.request, outcome, self.now, submitted=submitted)
        if len(outcome.drafted) == 1:
            return redirect("incidents:request", pk=outcome.drafted[0].pk)
        return redirect("incidents:incident", reference=self.case.reference)

    def _letters(self, chosen: Collection[Agency]) -> list[fan_out.Addressed]:
        shared, to = self.questions.questions(), self.form.recipients()
        own = {each.pk: self.own[each.pk].questions() for each in chosen if each.pk in self.own}
        return [fan_out.Addressed(each, tuple(own.get(each.pk, shared)), to.get(each.pk, "")) for each in chosen]

    # --- what is shown -----------------------------------------------------------------------------------------------
    def context(self) -> dict[str, Any]:
        own, ticked = self.own, set(self.ticked)
        rows = []
        for each in self.bodies:
            pk = each.agency.pk
            each.ticked, each.own = pk in ticked, own.get(pk)
            name = f"mail_to_{pk}"
            each.recipients = self.form[name] if name in self.form.fields else None
            wrong = bool(each.own and (each.own.total_error_count() if self.judged else 0))
            each.opened = pk in self.opened or wrong
            rows.append(each)
        return {
            "form": self.form,
            "adder": self.adder or self.form,
            "questions": self.questions,
            "incident": self.case,
            "action": Action.DRAFT,
            "sets": self.sets,
            "chosen": self.set,
            "bodies": rows,
            "count": sum(each.ticked for each in rows),
            "due": letter_issuing.due_if_issued(self.now),
            "now": self.now,
            **self._preview(),
        }

    def _preview(self) -> dict[str, Any]:
        """The letter to the body whose preview was asked for, as it would go out by what was typed so far."""
        wanted = number_of(self.sent.get("preview", "")) if self.sent else None
        agency = next((each.agency for each in self.bodies if each.agency.pk == wanted), None)
        if agency is None or self.request.user.unit is None:
            return {"shown": None}
        own = self.own.get(agency.pk)
        typed = {name: self.form[name].value() or "" for name in FanOutForm.FACTS}
        typed |= {"copies": self.form.copies_as_typed(), "contact_person": self.form.contact_as_typed()}
        matter = ClarificationRequest(incident=self.case, agency=agency, unit=self.request.user.unit, **typed)
        asked = self._asked("q" if own is None else _prefix(agency.pk))
        try:
            letter = letter_content.draft_content(matter, self.now, questions=asked)
        except DomainError as refusal:
            return {"shown": agency, "letter": None, "no_letter": told(refusal)}
        return {"shown": agency, "letter": letter, "unsaved": matter}


def _prefix(pk: int) -> str:
    return f"own{pk}"
