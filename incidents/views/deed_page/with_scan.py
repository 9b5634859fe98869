"""The page of a deed that records a paper: its scan is taken into the evidence of the case by the same press, or neither is."""

from typing import Any, cast

from django.db import transaction

from ... import files
from ...actions import evidence
from ...forms import Guarded
from ...forms.outside_portal import SCAN, WithScan
from ...models import Incident
from .page import DeedPage


class TakesScan(DeedPage):
    """Mixed in before the page whose form is a WithScan: the verb is given the piece that was made of the scan, or the chosen one."""

    def perform(self, form: Guarded, **approved: str) -> Any:
        upload = form.cleaned_data.pop(SCAN, None)
        if not upload:
            return super().perform(form, **approved)
        facts = cast(WithScan, form).taken_as()
        case = cast(Incident, self.case)
        with files.keeping([upload]) as kept, transaction.atomic():  # of what the verb refuses no byte stays either
            piece = evidence.attach(case, by=self.request.user, kept=kept[0], with_paper=True, **facts)
            form.cleaned_data["evidence"] = piece
            return super().perform(form, **approved)
