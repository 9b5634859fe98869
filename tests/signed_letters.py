"""A letter that waits for a person's signature, and what comes back signed."""

from datetime import timedelta

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import letter_content, letter_issuing, rules
from incidents.models import ClarificationRequest
from incidents.record import deeds
from notifications import postroom
from notifications.letters import same_pages
from tests import altered_letters, certificates
from tests.moves import lay_out
from tests.states import step
from tests.world import make_request


@pytest.fixture
def p12(tmp_path):
    path = tmp_path / "orang.p12"
    certificates.make(path, elliptic=True)
    return path


@step
def approved(world, mode="outside", at=None, *, drawn=True):
    """A letter approved for a person's signature, at the instant `at`, its PDF drawn for real; or laid out a minute later."""
    begun = at and at - timedelta(hours=2)
    rules.enact_signing(by=deeds.SYSTEM, mode=mode, reason="Keputusan uji", at=begun)
    clarification = make_request(world, "awaiting_approval", issued_at=at)
    content = letter_content.draft_content(clarification, at or timezone.now(), world.supervisor)
    how = {"by": world.supervisor, "seen": clarification.version, "at": at}
    clarification = letter_issuing.approve(clarification, approved_digest=letter_content.digest(content), **how)
    if drawn:
        postroom.make_letter(clarification.letter.pk)
    else:
        laid_out(clarification.letter, at)
    return ClarificationRequest.objects.get(pk=clarification.pk)


def laid_out(letter, at):
    """The bytes that go out for signature, a minute after `at`, without the beauty of a drawn letter."""
    with deeds.record("store_letter", on=letter.matter, by=deeds.SYSTEM, at=at + timedelta(minutes=1)) as deed:
        lay_out(letter, deed)


def address(letter):
    return f"/surat/{letter.pk}/tanda-tangan/"


def bring_back(browser, clarification, data):
    upload = SimpleUploadedFile("surat.pdf", data, content_type="application/pdf")
    return browser.post(address(clarification.letter), {"seen": clarification.version, "file": upload})


def box_of(data):
    """(page, left, bottom, right, top) of the box for the signature, in points."""
    with pypdfium2.PdfDocument(data) as document:
        found = same_pages.box_of(document)
    return found.page, *found.rect


def stamped(data, text="Ditandatangani secara elektronik oleh Supervisor", lines=1):
    """The letter with `text` printed in the box for the signature, as systems do that draw a visible signature into the page."""
    page, left, bottom, _right, _top = box_of(data)

    def change(document):
        for n in range(lines):
            altered_letters.words(document, (left + 4, bottom + 3 + n), text, page=page)

    return altered_letters.rewritten(data, change)
