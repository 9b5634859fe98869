"""HTML to PDF/A by WeasyPrint, and a PDF's pages as pictures by PDFium. Nothing is fetched from network or disk
beyond the fonts and the style sheet the product ships."""

import functools
import gc
import io
import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from incidents.actions.letter_content import Content
from incidents.letters import glyphs
from incidents.plain import signs

from . import annex, courtesy, html, tagged, unbroken

logger = logging.getLogger(__name__)
VARIANT = "pdf/a-3a"
STYLES = tuple(f"css/letter/{name}.css" for name in ("paper", "parts", "courtesy", "report"))
FONTS_ALONE = Path(__file__).parent / "fonts.conf"


class Unavailable(RuntimeError):
    """This machine cannot make PDFs: WeasyPrint's system libraries are missing."""


@functools.cache
def _weasyprint() -> tuple[Any, Any, list[Any]]:
    """Fonts and style sheets are read once for each process: a fresh configuration a letter costs a third more."""
    try:
        with _our_fonts_alone():
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration

            fonts = FontConfiguration()
    except OSError as missing:
        raise Unavailable(
            "WeasyPrint's libraries are missing: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from missing
    sources = [settings.BASE_DIR / "static" / style for style in STYLES]
    css = [weasyprint.CSS(filename=source, font_config=fonts, url_fetcher=_fetch) for source in sources]
    return weasyprint, fonts, css


@contextmanager
def _our_fonts_alone() -> Iterator[None]:
    """Fontconfig, loaded inside, sees no font of the machine: what is installed changes no letter. Programs that this
    process starts later see them as ever."""
    name, before = "FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE")
    os.environ[name] = str(FONTS_ALONE)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured in FontConfig")  # as it should be
            yield
    finally:
        os.environ.pop(name)
        os.environ.update({name: before} if before else {})


def available() -> bool:
    """True when this process can make letters."""
    try:
        _weasyprint()
    except Unavailable:
        return False
    return True


def _fetch(url: str, *args: Any, **kwargs: Any) -> Any:
    """Only our fonts and data: addresses. Whatever else a letter's text might name is refused."""
    from weasyprint.urls import URLFetcher

    name = url.rsplit("/", 1)[-1]
    if url.startswith("data:"):
        return URLFetcher(allowed_protocols=["data"]).fetch(url)
    if name in glyphs.FONTS and url == (glyphs.FOLDER / name).as_uri():
        return URLFetcher(allowed_protocols=["file"]).fetch(url)
    raise ValueError(f"a letter fetches nothing: {url[:80]}")


def render(html: str, attachments: Iterable[Any] = ()) -> bytes:
    """The bytes of the PDF. Raises Unavailable when the libraries are missing."""
    weasyprint, fonts, css = _weasyprint()
    with _one_knot():
        document = weasyprint.HTML(string=glyphs.written_out(signs.clean(html)), url_fetcher=_fetch, base_url=None)
        made: bytes = document.write_pdf(
            stylesheets=css,
            font_config=fonts,
            pdf_variant=VARIANT,
            pdf_tags=True,
            output_intent="srgb",
            attachments=list(attachments),
            finisher=tagged.finish,
        )
        return made


@contextmanager
def _one_knot() -> Iterator[None]:
    """A laid-out document is one knot of cycles: nothing of it can be collected before it is done, and all of it after.
    So the collector rests meanwhile, then looks at what is young. Saves its time, and 15 MB of a worker's memory."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(0)


def letter(content: Content) -> bytes:
    """The letter from its frozen content; one that asks carries the request as data inside. The same content gives the
    same bytes: what is attached bears the letter's own date."""
    return render(unbroken.bound(html.render(content)), _data(content) if content.get("questions") else [])


def draft(content: Content) -> bytes:
    """The letter before it is issued, marked DRAF, behind it the courtesy copy that goes with it; it carries nothing."""
    behind = courtesy.text(content, draft=True) if "courtesy" in content else ""
    return render(unbroken.bound(html.render(content, draft=True, behind=behind)))


def courtesy_copy(content: Content) -> bytes:
    """The courtesy copy of an issued letter, from the same content: a paper of its own, always the same bytes."""
    return render(unbroken.bound(courtesy.render(content)))


def _data(content: Content) -> list[Any]:
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


def pages(data: bytes) -> int:
    """How many pages the PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return len(document)


def picture(data: bytes, page: int, *, scale: float = 1.6) -> bytes:
    """Page `page` (from 1) as PNG; scale 1 is 72 dots an inch. In shades of grey, as letters are, but where an emblem stands.

    Raises IndexError for a page that is not there."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        out = io.BytesIO()
        drawn = document[page - 1]
        emblem = next(drawn.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]), None)
        drawn.render(scale=scale, grayscale=emblem is None).to_pil().save(out, "PNG", compress_level=3)
    return out.getvalue()
