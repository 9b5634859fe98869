"""Pictures must open and be of a size that a page can show. What is written beside their points, or behind them, is read; no words
in the picture are."""

import io
from typing import Any

from .look import Look, Unreadable
from .readings import readings, words_between

PIXELS = 120_000_000  # a telephone takes 108 million


def read_picture(raw: bytes, look: Look) -> None:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(io.BytesIO(raw)) as picture:
        if picture.width * picture.height > PIXELS:
            raise Unreadable("too many pixels")
        picture.verify()
    with Image.open(io.BytesIO(raw)) as picture:  # nothing else can be asked of one that was verified
        said = [*picture.info.values()]
        try:
            exif = picture.getexif()
            said += [*exif.values(), *exif.get_ifd(0x8769).values()]
        except Exception:  # noqa: BLE001, S110  # what a camera wrote beside it is broken: the picture is not
            pass
    told = [_words(each) for each in said]
    known = " ".join("\n".join(told).split())
    for each in [*told, *(line for line in words_between(raw).split("\n") if line not in known)]:
        look.take(each)


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "\n".join(readings(value[:65536])) if isinstance(value, bytes) and len(value) > 15 else ""
