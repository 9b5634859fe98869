"""The pictures that letterheads bear. A letter names the picture by its hash, so what it shows never changes: bytes of another hash
are not drawn.
"""

import base64

from .. import files
from ..models import StoredFile, Unit

NAME = "lambang.png"


class Gone(RuntimeError):
    """The bytes of a picture that a letter names are not there as they came in."""


def of(unit: Unit) -> dict[str, str]:
    """What a letter under the letterhead of `unit` freezes of its emblem; nothing where it has none."""
    return {"emblem": unit.emblem.sha256} if unit.emblem else {}


def shown(digest: str) -> str:
    """The picture of this hash as a data: address. Raises Gone."""
    kept = StoredFile.objects.filter(sha256=digest, name=NAME).order_by("stored_at").first()
    if kept is None:
        raise Gone(f"the emblem {digest} is unknown")
    try:
        return as_address(files.read(kept))
    except (FileNotFoundError, files.Altered) as why:
        raise Gone(f"the emblem {digest} is not there as it came in") from why


def as_address(content: bytes) -> str:
    """A PNG as a data: address, which nothing has to be fetched for."""
    return "data:image/png;base64," + base64.b64encode(content).decode()
