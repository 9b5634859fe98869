"""Whether the files that a form brings find room in their case: said at the field that brings the first of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from ..record import room_for_files


def find_room(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """`form.on` is the case that takes them, or a thing in it; where there is none yet, there is room."""
    sent = [(name, each) for name, value in cleaned.items() for each in (value if isinstance(value, list) else [value])]
    uploads = [(name, each) for name, each in sent if isinstance(each, UploadedFile)]
    try:
        room_for_files.check(getattr(form, "on", None), [upload for _name, upload in uploads])
    except room_for_files.NoRoom as full:
        form.add_error(uploads[0][0], ValidationError(gettext(full.message), params=full.facts))
