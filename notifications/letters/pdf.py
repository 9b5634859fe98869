"""HTML to PDF/A by WeasyPrint, and a PDF's pages as pictures by PDFium. Nothing is fetched from network or disk
beyond the fonts and the style sheet the product ships."""

import functools
import gc
import io
import logging
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings

from incidents.plain import signs

from . import annex, html

logger = logging.getLogger(__name__)
VARIANT = "pdf/a-3a"
STYLES = ("css/letter/paper.css", "css/letter/parts.css")
ALLOWED_FONTS = (
    "LiberationSans-Regular.ttf",
    "LiberationSans-Bold.ttf",
    # What Liberation lacks: Arabic, Chinese with Japanese and Korean, emoji. A name in them is printed, not boxed.
    "NotoSansArabic-Regular.ttf",
    "DroidSansFallback.ttf",
    "NotoEmoji-Regular.ttf",
)


class Unavailable(RuntimeError):
    """This machine cannot make PDFs: WeasyPrint's system libraries are missing."""


@functools.cache
def _weasyprint():
    """Fonts and style sheets are read once for each process: a fresh configuration a letter costs a third more."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as missing:
        raise Unavailable(
            "WeasyPrint's libraries are missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from missing
    fonts = FontConfiguration()
    sources = [settings.BASE_DIR / "static" / style for style in STYLES]
    css = [weasyprint.CSS(filename=source, font_config=fonts, url_fetcher=_fetch) for source in sources]
    return weasyprint, fonts, css


def available():
    """True when this process can make letters."""
    try:
        _weasyprint()
    except Unavailable:
        return False
    return True


def _fetch(url, *args, **kwargs):
    """Only our fonts and data: addresses. Whatever else a letter's text might name is refused."""
    from weasyprint.urls import URLFetcher

    name = url.rsplit("/", 1)[-1]
    if url.startswith("data:"):
        return URLFetcher(allowed_protocols=["data"]).fetch(url)
    if name in ALLOWED_FONTS and url == (settings.BASE_DIR / "static" / "fonts" / name).as_uri():
        return URLFetcher(allowed_protocols=["file"]).fetch(url)
    raise ValueError(f"a letter fetches nothing: {url[:80]}")


def render(html, attachments=()) -> bytes:
    """The bytes of the PDF. Raises Unavailable when the libraries are missing."""
    weasyprint, fonts, css = _weasyprint()
    with _one_knot():
        document = weasyprint.HTML(string=signs.clean(html), url_fetcher=_fetch, base_url=None)
        return document.write_pdf(
            stylesheets=css,
            font_config=fonts,
            pdf_variant=VARIANT,
            pdf_tags=True,
            output_intent="srgb",
            attachments=list(attachments),
        )


@contextmanager
def _one_knot():
    """A laid-out document is one knot of cycles: nothing of it can be collected before it is done, and all of it after.
    So the collector rests meanwhile, then looks at what is young. Saves its time, and 15 MB of a worker's memory."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


def letter(content) -> bytes:
    """The letter from its frozen content; one that asks carries the request as data inside. The same content gives the
    same bytes: what is attached bears the letter's own date."""
    return render(html.render(content), _data(content) if content.get("questions") else [])


def _data(content):
    weasyprint, _fonts, _css = _weasyprint()
    day = datetime.fromisoformat(content["date"])
    data = weasyprint.Attachment(
        string=annex.request_json(content),
        url_fetcher=_fetch,
        name=annex.NAME,
        description="Permintaan klarifikasi sebagai data",
        created=day,
        modified=day,
        relationship="Data",
    )
    return [data]


def pages(data) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def picture(data, page, *, scale=1.6) -> bytes:
    """Page `page` (from 1) as PNG in shades of grey, as letters are; scale 1 is 72 dots an inch.

    Raises IndexError for a page that is not there."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        out = io.BytesIO()
        document[page - 1].render(scale=scale, grayscale=True).to_pil().save(out, "PNG", compress_level=3)
    return out.getvalue()
