"""What refuses an upload: empty, too large (`keeping.MAX_MB`), of a kind that does not come in, not what its name says, not readable."""

import subprocess
import sys
import tempfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from ..plain import guard
from . import text
from .keeping import MAX_BYTES, MAX_MB
from .kinds import KINDS, clean_name, extension_of, kind_of

INSPECTION_SECONDS = 40
MOST_HELD = 1000
PHONES_OF_A_LIST = 5  # a letterhead has a telephone; five mobile numbers are somebody's list


def check(upload: Any) -> None:
    """Refuse what may not come in. Raises ValidationError in the user's language.

    `upload` is Django's UploadedFile; its text is left on it as `upload.text` for `held`.
    """
    name = clean_name(upload.name)
    kind, shown = kind_of(name), {"name": name}
    if not upload.size:
        raise ValidationError(_("%(name)s is empty. Choose a file with content."), params=shown)
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("%(name)s is larger than %(limit)d MB. Split it or send a smaller copy."),
            params={**shown, "limit": MAX_MB},
        )
    if kind is None:
        raise ValidationError(
            _("%(name)s cannot be accepted. Allowed types: %(types)s."), params={**shown, "types": ", ".join(KINDS)}
        )
    if guard.find(name):
        raise ValidationError(_("The name of this file contains a number shaped like a personal one. Rename it."))
    upload.seek(0)
    if not kind.is_one(upload.read(2048), upload):
        raise ValidationError(
            _("%(name)s is not a valid %(extension)s file. Its content does not match its name."),
            params={**shown, "extension": extension_of(name)},
        )
    upload.text = _text(upload, extension_of(name))
    upload.seek(0)
    if upload.text is None:
        raise ValidationError(
            _("%(name)s cannot be read: it is damaged, locked or too large to open. Save it again."), params=shown
        )


def held(upload: Any) -> list[guard.Found]:
    """The numbers in a checked upload's text that point at people. Single telephone numbers are letterheads."""
    found = guard.find(upload.text, most=MOST_HELD)
    phones = [f for f in found if f.kind == guard.PHONE]
    return found if len({f.digits for f in phones}) >= PHONES_OF_A_LIST else [f for f in found if f not in phones]


def text_in(name: str, content: bytes) -> str | None:
    """The text of a file that came in once; None when it cannot be read."""
    return _text(ContentFile(content), extension_of(name))


def _text(upload: Any, extension: str) -> str | None:
    """The text of `upload`, read in a process of its own; None when it cannot be read."""
    upload.seek(0)
    if extension in text.PLAIN:
        return text.decoded(upload.read(text.TEXT))
    with tempfile.NamedTemporaryFile(suffix=f".{extension}") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        command = [sys.executable, "-I", text.__file__, extension, copy.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=INSPECTION_SECONDS, check=False, env={})  # noqa: S603
        except subprocess.TimeoutExpired:
            return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
