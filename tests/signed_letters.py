"""A letter that waits for a person's signature, and what comes back signed."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import (
    letter_content,
    letter_issuing,
)
from incidents.models import ClarificationRequest
from notifications import postroom
from tests import certificates
from tests.moves import choose_signing
from tests.world import make_request


@pytest.fixture
def p12(tmp_path):
    path = tmp_path / "orang.p12"
    certificates.make(path)
    return path


def approved(world, mode="outside"):
    """A letter approved for a person's signature, its PDF drawn for real."""
    choose_signing(world, mode)
    clarification = make_request(world, "awaiting_approval")
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    clarification = letter_issuing.approve(
        clarification, by=world.supervisor, seen=clarification.version, approved_digest=digest
    )
    postroom.make_letter(clarification.letter.pk)
    return ClarificationRequest.objects.get(pk=clarification.pk)


def address(letter):
    return f"/surat/{letter.pk}/tanda-tangan/"


def bring_back(browser, clarification, data):
    upload = SimpleUploadedFile("surat.pdf", data, content_type="application/pdf")
    return browser.post(address(clarification.letter), {"seen": clarification.version, "file": upload})


def stamped(data, text="Ditandatangani secara elektronik oleh Supervisor", lines=1):
    """The page with a line printed on it, as systems do that draw a visible signature into the page."""
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        page.Resources.Font["/Cap"] = font
        drawn = "".join(f"BT /Cap 8 Tf 80 {160 + 9 * n} Td ({text}) Tj ET " for n in range(lines))
        page.contents_add(drawn.encode())
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()
