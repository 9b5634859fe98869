"""Pages on which an administrator enacts what follows a dated rule, or a first one: ladder, questions, categories, sanctions."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..actions import rules
from ..forms import CategoryForm, Guarded, NextRule, QuestionSetForm, RegimeForm, RetentionForm, RungForm
from ..models import DataCategory, LadderRung, QuestionSet, RetentionRule, SanctionRegime
from ..workflow import Action
from .deed_page import Head, RegisterDeed


class _Enact(RegisterDeed):
    """`follows` in the address is the row whose words the form begins with; without it the rule is the first of its name."""

    back = "incidents:rules"
    above = ("incidents/rules/preview.html",)

    def get_object(self, **address: Any) -> Any:
        follows = self.request.GET.get("follows", "")
        return get_object_or_404(self.get_queryset(), pk=int(follows)) if follows.isdecimal() else None

    def get_initial(self) -> dict[str, Any]:
        form: type[NextRule] = self.form_class  # type: ignore[assignment]  # each page below has one
        return form.opening(self.on)

    def perform(self, form: Guarded, **approved: str) -> Any:
        return self.verb(by=self.request.user, **form.facts())

    def head(self) -> Head:
        sentence = _(
            "What ran by the row before keeps it. A rule is never changed, only followed by another from a day on."
        )
        crumbs = [(_("Rules"), reverse(self.back))]
        return Head(self.label(), self.label(), str(self.on or ""), crumbs=crumbs, sentence=sentence)


enact_rung = _Enact.page(Action.ENACT_RUNG, rules.enact_rung, RungForm, model=LadderRung)
enact_questions = _Enact.page(Action.ENACT_QUESTIONS, rules.enact_questions, QuestionSetForm, model=QuestionSet)
enact_category = _Enact.page(Action.ENACT_CATEGORY, rules.enact_category, CategoryForm, model=DataCategory)
enact_regime = _Enact.page(Action.ENACT_REGIME, rules.enact_regime, RegimeForm, model=SanctionRegime)
enact_retention = _Enact.page(Action.ENACT_RETENTION, rules.enact_retention, RetentionForm, model=RetentionRule)
