"""The agency's receipt as PDF: drawn from what was recorded with the answer, which nothing changes any more."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from incidents.actions import letters
from incidents.clocks import WIB

from . import pdf


def content(response):
    """What the receipt says. Instants aware, lateness in whole minutes against the due that counted then."""
    request = response.request
    day = response.received_at.astimezone(WIB).date()
    unit = letters.unit_on(request.unit, day)
    answers = list(response.answers.all())
    return {
        "response": response,
        "row": request,
        "letterhead": {"ministry": unit.ministry, "unit": unit.name, "address": unit.address},
        "agency": request.agency.name_on(day).name,
        "answers": answers,
        "files": [("–", f.file) for f in response.files.all()]
        + [(answer.question.number, f.file) for answer in answers for f in answer.files.all()],
        "late": response.lateness_minutes,
        "sample": settings.DEMO,
    }


def render(response) -> bytes:
    """The PDF of a receipt. Raises pdf.Unavailable when this machine cannot make PDFs."""
    with translation.override("id"):
        return pdf.render(render_to_string("notifications/letters/receipt.1.html", content(response)))
