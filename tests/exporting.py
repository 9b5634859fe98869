"""Taking something out as a file, as people do: the page asks what for, then the file comes."""

import io
import zipfile
from urllib.parse import urlencode

import pypdfium2
from django.urls import reverse

# Every page of the product that gives many rows as a file at once.
EXPORTS = (
    "incidents:register_sheet",
    "incidents:record_register_sheet",
    "incidents:chronology_sheet",
    "incidents:performance_sheet",
    "notifications:performance_pdf",
    "incidents:parliament_csv",
    "incidents:parliament_xlsx",
    "notifications:parliament_pdf",
    "incidents:issued_file",
)
WHY = {"ready": "audit", "words": "Pemeriksaan tahunan"}


def taken(browser, address, asked=None, why=WHY):
    """The bytes of the file that an export gives, after its page was read and its form sent."""
    address = f"{address}?{urlencode(asked)}" if asked else address
    assert b'name="ready"' in browser.get(address).content, address
    answer = browser.post(address, why)
    assert "attachment" in answer.headers.get("Content-Disposition", ""), answer.content.decode()[:2000]
    return answer.content


def made(browser, kind, asked=None):
    """The bytes of an export that the engine makes: asked for on its page, made, and taken from where the page says that it lies."""
    from incidents.models import Export
    from notifications import tasks

    ask = f"{reverse('notifications:ask_export', args=[kind])}?{urlencode(asked or {})}"
    assert b'name="ready"' in browser.get(ask).content, ask
    answer = browser.post(ask, WHY)
    export = Export.objects.latest("asked_at")
    assert answer.headers["Location"] == reverse("incidents:export", args=[export.pk]), answer.content.decode()[:2000]
    tasks.make_export(export.pk)
    return b"".join(browser.get(reverse("notifications:export_parcel", args=[export.pk])).streaming_content)


def words_in(data):
    """All that a file says to whoever opens it: what is packed is unpacked, pages of a PDF are read as text."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            return "\n".join(f"{name}\n{words_in(parcel.read(name))}" for name in parcel.namelist())
    if data.startswith(b"%PDF-"):
        pages = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    return data.decode("utf-8", "replace")
