"""The rules in force and those to come, and the working days by which days are counted."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import rule_withdrawals, rules, work_calendar
from ..forms import ClockRuleForm, SaysWhy, WorkCalendarForm
from ..forms.moments import in_words
from ..models import (
    CaseEvent,
    ClockRule,
    DataCategory,
    LadderRung,
    LetterTemplate,
    QuestionSet,
    ReminderPolicy,
    RetentionRule,
    SanctionRegime,
    Unit,
    User,
    WorkCalendar,
)
from ..models.work_calendar import years_off
from ..plain import clocks, periods
from ..record import enacted_by
from ..workflow import STAFF, Action, Role, Thing, Weight
from .base import SignedIn, require_role
from .button_addresses import KEPT
from .buttons import Buttons, buttons_of
from .deed_page import Head, RegisterDeed

EARLIEST = 2000
KINDS = {model: KEPT[Thing(str(model._meta.model_name))] for model in rule_withdrawals.RESTS if model != ReminderPolicy}
ON_LETTERS = (Unit, LetterTemplate)
READERS = (*STAFF, Role.AUDITOR, Role.ADMINISTRATOR)


def all_rules(request: SignedIn) -> HttpResponse:
    """Clocks, ladder, question sets, kinds of data, sanctions: their days, their basis, who read them in the gazette. The working days."""
    require_role(request, *READERS)
    today = clocks.day(timezone.now())
    context = {
        "clocks": _dated(ClockRule.objects.order_by("code", "-effective_from"), today, request.user),
        "ladder": _dated(LadderRung.objects.order_by("number", "-effective_from"), today, request.user),
        "question_sets": _dated(QuestionSet.objects.order_by("code", "-effective_from"), today, request.user),
        "categories": _dated(DataCategory.objects.order_by("code", "-effective_from"), today, request.user),
        "retentions": _dated(RetentionRule.objects.order_by("code", "-effective_from"), today, request.user),
        "regimes": _dated(SanctionRegime.objects.order_by("code", "-effective_from"), today, request.user),
        "years": [_year(year, request.user) for year in _years(today)],
        "to_confirm": work_calendar.years_to_confirm(today),
        "buttons": buttons_of(None, request.user, on=Thing.RULES),
    }
    return render(request, "incidents/rules/show.html", context)


def _dated(found: Iterable[Any], today: date, user: User) -> list[tuple[Any, str, Buttons, list[CaseEvent]]]:
    """Each row with its state on `today`, with what `user` may do to it, and with who enacted it and why."""
    rows = list(found)
    told = enacted_by.deeds_of(rows)
    return [(row, row.state_on(today), buttons_of(row, user), told[row.pk]) for row in rows]


def _years(today: Any) -> list[int]:
    known = set(WorkCalendar.objects.values_list("year", flat=True))
    return sorted(known | {today.year, today.year + 1}, reverse=True)


def _year(year: int, user: User) -> dict[str, Any]:
    """One year's days off, and who confirmed them by which deed."""
    now = timezone.now()
    row, off = WorkCalendar.objects.in_force(now, year), years_off(now)(year)
    deed = row and CaseEvent.objects.get(action=Action.CONFIRM_CALENDAR, subject_id=row.pk)
    return {
        "year": year,
        "row": row,
        "deed": deed,
        "holidays": periods.write(off.holidays).splitlines(),
        "joint_leave": periods.write(off.joint_leave).splitlines(),
        "buttons": buttons_of(row or WorkCalendar(year=year), user),
    }


def _known_of(year: int) -> dict[str, Any]:
    """What the form begins with: the year as it was confirmed last, else as the package knows it."""
    now = timezone.now()
    off, row = years_off(now)(year), WorkCalendar.objects.in_force(now, year)
    words: dict[str, Any] = {"holidays": periods.write(off.holidays), "joint_leave": periods.write(off.joint_leave)}
    seen = rules.last_of(WorkCalendar.objects.filter(year=year))
    return words | {"basis": row.basis if row else "", "seen": seen}


class _Confirm(RegisterDeed):
    """Whoever holds the joint decree corrects what the package knows, and says which decree it is."""

    back = "incidents:rules"
    above = ("incidents/rules/preview.html",)

    def get_object(self, **address: Any) -> int:
        year: int = address["year"]
        if not EARLIEST <= year <= clocks.day(timezone.now()).year + 2:
            raise Http404("no such year")
        return year

    def head(self) -> Head:
        heading = f"{self.label()} {self.on}"
        sentence = _("Compare each day with the joint decree. Clocks that run keep the due they were given.")
        return Head(heading, heading, crumbs=[(_("Rules"), reverse(self.back))], sentence=sentence)


class _Enact(RegisterDeed):
    """The rule of the same code that holds until then ends, in the same deed."""

    back = "incidents:rules"
    above = ("incidents/rules/preview.html",)

    def head(self) -> Head:
        sentence = _(
            "Clocks that run keep the rule they started with. A rule is never changed, only followed by another."
        )
        return Head(self.label(), self.label(), crumbs=[(_("Rules"), reverse(self.back))], sentence=sentence)


def _enact(_nothing: None, *, by: User, **facts: Any) -> ClockRule:
    return rules.enact_rule(by=by, **facts)


class _Withdraw(RegisterDeed):
    """Entered by mistake: while nothing was done by it, it is as if it had not been, and history says so."""

    def get_object(self, **address: Any) -> Any:
        self.model = next((model for model, kind in KINDS.items() if kind == address["kind"]), None)
        if self.model is None:
            raise Http404("nothing of this kind is kept")
        return super().get_object(pk=address["pk"])

    def cancel_url(self) -> str:
        return reverse("notifications:templates" if self.model in ON_LETTERS else "incidents:rules")

    def head(self) -> Head:
        kept = _(
            "History keeps this one, who withdrew it and why. What something was done by stands: another follows it."
        )
        sentence = f"{self._what_holds_then()} {kept}"
        above = _("Letters: letterhead, wording and signature") if self.model in ON_LETTERS else _("Rules")
        return Head(self.label(), self.label(), str(self.on), crumbs=[(above, self.cancel_url())], sentence=sentence)

    def _what_holds_then(self) -> str:
        if ended := rule_withdrawals.ended_before(self.on):
            words = _("What stood before it ends on %(day)s and holds no longer than that.")
            return words % {"day": in_words(ended)}
        if rule_withdrawals.stands_before(self.on):
            return _("What stood before it holds on.")
        if self.model is WorkCalendar:
            return _(
                "No calendar of %(year)s is confirmed then: working days are counted by the days off that the product knows of, until "
                "one is."
            ) % {"year": self.on.year}
        return _("Nothing of its name stood before it: then there is none.")


withdraw_rule = _Withdraw.page(Action.WITHDRAW_RULE, rule_withdrawals.withdraw_rule, SaysWhy, weight=Weight.REVOKE)
confirm_calendar = _Confirm.page(
    Action.CONFIRM_CALENDAR, work_calendar.confirm_calendar, WorkCalendarForm, begins=_known_of
)
enact_rule = _Enact.page(Action.ENACT_RULE, _enact, ClockRuleForm)
