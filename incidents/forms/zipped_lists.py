"""A list in a ZIP together with the files that it names: looked at once, laid aside, and known again at the second press."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .. import files
from ..actions.past_case_scans import Scans
from ..files import zip_archives
from . import tables
from .fields import Upload

ZIP = ".zip"
SALT = "list of past cases"
AGAIN = _("The ZIP lies here for a day, for whoever brought it. Bring it once more.")


class ZippedList(Upload):
    """A list by itself, or a ZIP; what is in that is looked at part by part."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join((*tables.ENDINGS, ZIP))

    def clean(self, data: Any, initial: Any = None) -> Any:
        packed = data and data.name.lower().endswith(ZIP)
        return forms.FileField.clean(self, data, initial) if packed else super().clean(data, initial)


def archive_of(upload: Any) -> tuple[tables.Table, zip_archives.ListArchive]:
    """The rows of the list in a ZIP, and the ZIP. Raises ValidationError."""
    archive = zip_archives.ListArchive(upload)
    with archive.unpacked(archive.list) as lies:
        return tables.read(lies), archive


def laid_aside(upload: Any, archive: zip_archives.ListArchive, named: Iterable[str]) -> Scans:
    """The ZIP on disk, and the files in it that the list names by these keys, each looked at."""
    names = set(named)
    looked = {
        key: archive.look_at(part) for key, part in archive.parts.items() if key in names and key not in archive.twice
    }
    spare = tuple(part.name for key, part in archive.parts.items() if key not in names)
    return Scans(zip_archives.keep(upload), looked, tuple(archive.twice), spare)


def signed(scans: Scans, who: int | None) -> str:
    """A receipt of a ZIP that was laid aside, for its page to carry along."""
    return signing.dumps({"who": who, **asdict(scans)}, salt=SALT, compress=True)


def receipt_of(carried: str, who: int | None) -> Scans:
    """The ZIP of which this is the receipt. Raises ValidationError where it is somebody else's, too old, or the ZIP is gone."""
    try:
        told = signing.loads(carried, salt=SALT, max_age=zip_archives.KEPT_FOR)
    except signing.BadSignature:
        raise ValidationError(AGAIN) from None
    if told.pop("who") != who or not files.full_path(told["path"]).is_file():
        raise ValidationError(AGAIN)
    looked = {key: zip_archives.Looked(**each) for key, each in told["looked"].items()}
    return Scans(told["path"], looked, tuple(told["twice"]), tuple(told["spare"]))
