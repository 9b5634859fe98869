"""The draft of a letter as PDF, kept for ten minutes under the digest of its content: page and pictures ask for the same."""

from django.core.cache import cache

from incidents.actions import letters

from . import compose, pdf

KEPT_SECONDS = 600


def draft(content) -> bytes:
    """The PDF of a draft content, marked DRAF. Raises pdf.Unavailable when this machine cannot make PDFs."""
    key = f"preview:{letters.digest(content)}"
    data = cache.get(key)
    if data is None:
        data = pdf.render(compose.html(content, draft=True))
        cache.set(key, data, KEPT_SECONDS)
    return data


def pages(content):
    """The page numbers of the draft, from 1; none when this machine cannot make PDFs."""
    try:
        return range(1, pdf.pages(draft(content)) + 1)
    except pdf.Unavailable:
        return range(0)
