"""Files of the case: which kinds come in (`kinds`), what refuses one (`checking`), their text (`text`), their bytes (`keeping`),
the rows of a list (`sheets`), the picture of a letterhead (`emblems`)."""

from .checking import check, held, text_in
from .emblems import Unfit, redrawn
from .keeping import (
    HELP,
    MAX_BYTES,
    MAX_MB,
    PER_ANSWER,
    PER_PAPER,
    PER_REPORT,
    Kept,
    Limit,
    TooMany,
    Upload,
    digest_of,
    discard,
    full_path,
    keep,
    keeping,
    read,
)
from .kinds import ACCEPT, WORDS, clean_name, extension_of, is_picture

__all__ = [
    "ACCEPT",
    "HELP",
    "MAX_BYTES",
    "MAX_MB",
    "PER_ANSWER",
    "PER_PAPER",
    "PER_REPORT",
    "WORDS",
    "Kept",
    "Limit",
    "TooMany",
    "Unfit",
    "Upload",
    "check",
    "clean_name",
    "digest_of",
    "discard",
    "extension_of",
    "full_path",
    "held",
    "is_picture",
    "keep",
    "keeping",
    "read",
    "redrawn",
    "text_in",
]
