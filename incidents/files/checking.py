"""What refuses an upload: empty, too large (`keeping.MAX_MB`), of a kind that does not come in, not what its name says, not readable,
acting by itself when it is opened. What is left to a person is on the upload as `seen` (`inspected.Seen`)."""

import json
import logging
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from ..inspection import child, kinds
from ..plain import guard
from . import budget, scanning
from .inspected import Seen, in_words
from .keeping import MAX_BYTES, MAX_MB
from .kinds import KINDS, clean_name, extension_of, kind_of

logger = logging.getLogger(__name__)
PATIENCE = 40  # seconds of the clock, while others work as well
AT_HAND = 64 * 1024  # bytes of plain text that are looked at without a process of its own
MARKED = ("eml",)  # cannot be saved anew without what it carries: a person says why it comes in
ROOT = Path(child.__file__).resolve().parents[2]
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from incidents.inspection.child import main; sys.exit(main(*sys.argv[1:]))"


def check(upload: Any) -> None:
    """Refuse what may not come in. Raises ValidationError in the user's language.

    `upload` is Django's UploadedFile; what a person decides is left on it as `upload.seen`.
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
    budget.current().take(upload.size)
    upload.seek(0)
    other = ValidationError(
        _("%(name)s is not a valid %(extension)s file. Its content does not match its name."),
        params={**shown, "extension": extension_of(name)},
    )
    if not kind.is_one(upload.read(2048)):
        raise other
    told = _told(upload, extension_of(name))
    upload.seek(0)
    if told == child.MISMATCH:
        raise other
    if isinstance(told, int):
        raise ValidationError(
            _("%(name)s cannot be read: it is damaged, locked or too large to open. Save it again."), params=shown
        )
    refuse_malware(upload)
    upload.seen = Seen.of(told)
    if upload.seen.active and extension_of(name) not in MARKED:
        raise ValidationError(
            _(
                "%(name)s holds what acts by itself, or hides, when somebody opens it: %(what)s. Print it to a "
                "new PDF, or save it without that, and send the result."
            ),
            params={**shown, "what": in_words(upload.seen.active)},
        )


def refuse_malware(upload: Any) -> None:
    """Where a scanner is configured it is asked; while that is away the upload is marked, and held where it is kept."""
    if not scanning.is_on():
        return
    upload.seek(0)
    try:
        found = scanning.malware_in(upload.chunks())
    except scanning.Away:
        upload.unscanned = True
        return
    finally:
        upload.seek(0)
    if found:
        logger.warning("an upload was refused: %s", found)
        raise ValidationError(
            _("%(name)s holds known malware (%(what)s) and is not taken in."),
            params={"name": clean_name(upload.name), "what": found},
        )


def seen(upload: Any) -> Seen:
    """What a look into a checked upload saw."""
    found: Seen = upload.seen
    return found


def text_in(name: str, content: bytes) -> str | None:
    """The text of a file that came in once; None when it, or any of it, cannot be read: nobody can say what stands there."""
    told = _told(ContentFile(content), extension_of(name), "text")
    return None if isinstance(told, int) or told["unread"] else str(told["text"])


def _told(upload: Any, extension: str, *more: str) -> dict[str, Any] | int:
    """What a look into `upload` told, in a process of its own; why there is none, as that process ended."""
    upload.seek(0)
    if extension in kinds.PLAIN and upload.size <= AT_HAND:
        return child.seen(extension, upload.read(), budget.PER_FILE, with_text="text" in more)
    now = budget.current()
    seconds = now.seconds()
    with budget.in_turn(now.person()), tempfile.NamedTemporaryFile(suffix=f".{extension}") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        command = [sys.executable, "-I", "-c", START, str(ROOT), extension, copy.name, str(seconds), *more]
        told: dict[str, Any] = {}
        code = child.UNREADABLE
        began = time.monotonic()
        with suppress(subprocess.TimeoutExpired):
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env={})  # noqa: S603
            code = done.returncode
            told = json.loads(done.stdout) if code == 0 else {}
        now.spend(told.get("seconds", min(time.monotonic() - began, seconds)))
    return told or code
