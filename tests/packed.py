"""ZIPs as somebody packs them, and as somebody packs them who means harm."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile


def packed(parts, *, method=zipfile.ZIP_DEFLATED):
    """The bytes of a ZIP of (name or ZipInfo, content)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def as_upload(data, name="arsip.zip"):
    return SimpleUploadedFile(name, data, "application/zip")
