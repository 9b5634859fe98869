"""The page on which an administrator ends a rule or a letterhead that nothing follows."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ..actions import rule_ends as verbs
from ..actions.rule_withdrawals import RESTS
from ..forms.rule_ends import EndRuleForm
from ..reports import rule_gaps
from ..workflow import Action, Weight
from .button_addresses import ENDING, KEPT
from .deed_page import Head, RegisterDeed

KINDS = {KEPT[thing]: model for model in RESTS for thing in ENDING if thing == model._meta.model_name}


class _End(RegisterDeed):
    """What lacks it afterwards stands above the form, and is read back with the day."""

    def get_object(self, **address: Any) -> Any:
        self.model = KINDS.get(address["kind"])
        if self.model is None:
            raise Http404("nothing of this kind ends by itself")
        return super().get_object(pk=address["pk"])

    @property
    def on_letters(self) -> bool:
        return bool(self.model._meta.model_name == "unit")

    def cancel_url(self) -> str:
        return reverse("notifications:templates" if self.on_letters else "incidents:rules")

    def head(self) -> Head:
        above = _("Letters: letterhead, wording and signature") if self.on_letters else _("Rules")
        kept = _("What ran by it keeps it. Another may begin from a later day.")
        sentence = " ".join([*rule_gaps.told(self.on), kept])
        return Head(self.label(), self.label(), str(self.on), crumbs=[(above, self.cancel_url())], sentence=sentence)


end_rule = _End.page(Action.END_RULE, verbs.end_rule, EndRuleForm, weight=Weight.REVOKE)
