"""The draft of a letter as PDF, kept for ten minutes under the digest of its content: page and pictures ask for the same."""

import base64

from django.core.cache import cache

from incidents.actions import letter_content
from incidents.actions.letter_content import Content

from . import pdf

KEPT_SECONDS = 600


def draft(content: Content) -> bytes:
    """The PDF of a draft content, marked DRAF. Raises pdf.Unavailable when this machine cannot make PDFs."""
    key = f"preview:{letter_content.digest(content)}"
    data: bytes | None = cache.get(key)
    if data is None:
        data = pdf.draft(content)
        cache.set(key, data, KEPT_SECONDS)
    return data


def pages(content: Content) -> range:
    """The page numbers of the draft, from 1; none when this machine cannot make PDFs."""
    try:
        return range(1, pdf.pages(draft(content)) + 1)
    except pdf.Unavailable:
        return range(0)


def pictures(content: Content) -> list[str]:
    """The pages of the draft as data: addresses, for a page that shows a letter no address leads to."""
    pages_as_png = (pdf.picture(draft(content), number) for number in pages(content))
    return ["data:image/png;base64," + base64.b64encode(png).decode() for png in pages_as_png]
