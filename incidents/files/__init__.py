"""Files of the case: which kinds come in (`kinds`), what refuses one (`checking`), what a look into it says (`inspected`) and may cost
(`budget`), their bytes (`keeping`), the rows of a list (`sheets`), the picture of a letterhead (`emblems`)."""

from .checking import check, seen, text_in
from .emblems import Unfit, redrawn
from .inspected import Seen, in_words, notes, remark_of
from .keeping import (
    HELP,
    MAX_BYTES,
    MAX_MB,
    PER_ANSWER,
    PER_PAPER,
    PER_REPORT,
    PER_SHEET,
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
from .kinds import ACCEPT, WORDS, clean_name, content_type, extension_of, is_picture

__all__ = [
    "ACCEPT",
    "HELP",
    "MAX_BYTES",
    "MAX_MB",
    "PER_ANSWER",
    "PER_PAPER",
    "PER_REPORT",
    "PER_SHEET",
    "WORDS",
    "Kept",
    "Limit",
    "Seen",
    "TooMany",
    "Unfit",
    "Upload",
    "check",
    "clean_name",
    "content_type",
    "digest_of",
    "discard",
    "extension_of",
    "full_path",
    "in_words",
    "is_picture",
    "keep",
    "keeping",
    "notes",
    "read",
    "redrawn",
    "remark_of",
    "seen",
    "text_in",
]
