"""The page of a deed that records a paper: its scans are taken into the evidence of the case by the same press, or nothing is."""

from typing import Any, cast

from django.db import transaction

from ... import files
from ...actions import evidence
from ...forms import Guarded
from ...forms.outside_portal import PIECE, SCAN, WithScan
from ...models import Incident
from .page import DeedPage


class TakesScan(DeedPage):
    """Mixed in before the page whose form is a WithScan: the verb is given the chosen piece, or the one made of the first file; what
    came besides is laid to it."""

    def perform(self, form: Guarded, **approved: str) -> Any:
        uploads = form.cleaned_data.pop(SCAN, None)
        if not uploads:
            return super().perform(form, **approved)
        facts = cast(WithScan, form).taken_as()
        case = cast(Incident, self.case)
        # of what the verb refuses no byte stays either
        with (
            files.keeping(uploads, files.PER_PAPER) as kept,
            transaction.atomic(),
        ):
            letter = form.cleaned_data.get(PIECE)
            form.cleaned_data[PIECE] = evidence.attach_paper(case, letter, kept, by=self.request.user, **facts)
            return super().perform(form, **approved)
