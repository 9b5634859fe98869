"""What a person decides of a mail that came in, apart from what it is entered as: to which letter or complainant's sheet it belongs, that it
is put aside, that it is decided anew."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.forms import Guarded
from incidents.views.deed_page import DeedPage, Head
from incidents.workflow import Action, Weight

from ..forms import AssignMailForm, LayToSheetForm, MailWhy
from ..models import IncomingMail
from ..models.incoming_mail import IncomingMailQuerySet
from ..postroom import incoming_decisions
from .incoming_mail import raw_of


class _MailDeed(DeedPage):
    model = IncomingMail
    back = "notifications:incoming_mails"

    def get_queryset(self) -> IncomingMailQuerySet:
        return IncomingMail.objects.visible_to(self.request.user).with_matter()

    def head(self) -> Head:
        crumbs = [(_("Incoming mail"), reverse(self.back)), (str(self.on), self.cancel_url())]
        return Head(f"{self.label()} {self.on}", self.label(), self.on.title, crumbs, self.sentence())

    def cancel_url(self) -> str:
        return str(self.on.get_absolute_url())

    def get_success_url(self) -> str:
        seen = self.get_queryset().filter(pk=self.on.pk).exists()  # it may stand in another case by now
        return self.cancel_url() if seen else reverse(self.back)


assign_mail = _MailDeed.page(
    Action.ASSIGN_MAIL,
    incoming_decisions.assign,
    AssignMailForm,
    lead=gettext_lazy("The mail then stands in the case of that letter, and is read by whoever may know of it."),
)


class _LayToSheet(_MailDeed):
    def perform(self, form: Guarded, **approved: str) -> Any:
        return self.verb(self.on, by=self.request.user, data=raw_of(self.on) or b"", **form.facts())


lay_mail_to_sheet = _LayToSheet.page(
    Action.LAY_MAIL_TO_SHEET,
    incoming_decisions.lay_to_sheet,
    LayToSheetForm,
    begins=lambda mail: {"number": str(mail.complaint or "")},
    lead=gettext_lazy(
        "The mail as it came becomes a file of the sheet: it opens to those who open the sheet, and each opening is recorded. The "
        "list of incoming mail says nothing of its sender, subject and words any more."
    ),
)
put_mail_aside = _MailDeed.page(
    Action.PUT_MAIL_ASIDE,
    incoming_decisions.put_aside,
    MailWhy,
    weight=Weight.REVOKE,
    lead=gettext_lazy("It is kept with the reason, and can be taken up again."),
)
take_mail_up = _MailDeed.page(
    Action.TAKE_MAIL_UP,
    incoming_decisions.take_up,
    MailWhy,
    lead=gettext_lazy("What was entered from it stays, until it is struck where it stands."),
)
