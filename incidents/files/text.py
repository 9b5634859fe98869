"""Reads the text of a file that somebody else made, in a process of its own with a limit on memory and time.

    python -I incidents/files/text.py KIND PATH

Prints the text (for the do-not-store guard) and ends with 0; ends with 3 when the file cannot be read as what it
says it is. A hostile file can at most kill this process. Knows no Django.
"""

import resource
import sys
import zipfile
from email import policy
from email.parser import BytesParser
from html import unescape as html_unescape
from re import sub
from tempfile import NamedTemporaryFile
from xml.sax.saxutils import unescape

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 20  # of processor time
TEXT = 8 * 1024 * 1024  # signs of text that are looked at
PAGES = 400
PIXELS = 60_000_000
UNREADABLE = 3
PLAIN = ("csv", "txt")  # the bytes are the text
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def decoded(raw: bytes) -> str:
    """The text of a plain file."""
    return raw.decode("utf-16" if raw.startswith(UTF16) else "utf-8", "replace")


def text_of_pdf(path: str) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    out, size = [], 0
    for number in range(min(len(document), PAGES)):
        page = document[number].get_textpage().get_text_range()
        out.append(page)
        size += len(page)
        if size > TEXT:
            break
    return "\n".join(out)


def text_of_image(path: str) -> str:
    """No text is read from pictures; they must open and be of a size a page can show."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(path) as picture:
        if picture.width * picture.height > PIXELS:
            raise ValueError("too many pixels")
        picture.verify()
    return ""


def text_of_office(path: str) -> str:
    """The texts of a DOCX or XLSX, cell by cell, without unpacking more than is looked at."""
    out, size = [], 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith(".xml") or "theme" in entry.filename or "styles" in entry.filename:
                continue
            with archive.open(entry) as part:
                raw = part.read(TEXT - size if size < TEXT else 0).decode("utf-8", "replace")
            size += len(raw)
            # The end of a cell or paragraph parts two numbers; the end of a run inside one does not.
            parted = sub(r"</(?:si|c|v|w:p|w:tc)>|<w:(?:tab|br|cr)\b[^>]*>", "\n", raw)
            out.append(unescape(sub(r"<[^>]*>", "", parted)))
    return "\n".join(out)


def text_of_mail(path: str) -> str:
    """Subject, texts and what is attached, each as a file of its kind alone would be read; a mail in a mail likewise."""
    with open(path, "rb") as file:
        mail = BytesParser(policy=policy.default).parse(file)
    out = []
    for part in mail.walk():
        out += [str(part.get(name, "")) for name in ("subject", "content-description")] + [part.get_filename("")]
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        if part.get_content_maintype() == "text":
            text = raw[:TEXT].decode(part.get_content_charset("utf-8") or "utf-8", "replace")
            out.append(_as_read(text) if part.get_content_subtype() == "html" else text)
        elif (kind := part.get_filename("").rpartition(".")[2].lower()) in READERS:
            out.append(_attached(kind, raw))
        elif kind in PLAIN:
            out.append(decoded(raw[:TEXT]))
    return "\n".join(out)


def _attached(kind: str, raw: bytes) -> str:
    with NamedTemporaryFile(suffix=f".{kind}") as copy:
        copy.write(raw)
        copy.flush()
        return READERS[kind](copy.name)


def _as_read(html: str) -> str:
    """The words of HTML as a reader sees them: bold digits in the middle part no number, the end of a cell does."""
    parted = sub(r"</(?:p|div|td|th|li|tr)>|<br\b[^>]*>", "\n", html)
    return html_unescape(sub(r"<[^>]*>", "", parted))


READERS = {
    "pdf": text_of_pdf,
    "png": text_of_image,
    "jpg": text_of_image,
    "jpeg": text_of_image,
    "docx": text_of_office,
    "xlsx": text_of_office,
    "eml": text_of_mail,
}


def main(kind: str, path: str) -> int:
    limit()
    try:
        text = READERS[kind](path)
    except BaseException as fault:  # whatever a hostile file provokes, it is one thing: not readable
        sys.stderr.write(f"{type(fault).__name__}\n")
        return UNREADABLE
    sys.stdout.buffer.write(text[:TEXT].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
