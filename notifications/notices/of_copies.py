"""The copies of letters (tembusan): whoever a letter prints as getting one gets it, as far as an address stands with the office, whatever
act brought the letter."""

from incidents.translatable import _
from incidents.workflow import Action

from .notice import COPY, Kind, Notice

BROUGHT_BY = {
    Kind.COPY: Action.ISSUE,
    Kind.COPY_EXTENDED: Action.EXTEND,
    Kind.COPY_REFUSED: Action.REFUSE_EXTENSION,
    Kind.COPY_ACCEPTED: Action.CONFIRM_ACCEPTANCE,
    Kind.COPY_REVOKED: Action.REVOKE_ACCEPTANCE,
    Kind.COPY_WITHDRAWN: Action.WITHDRAW,
    Kind.COPY_CORRECTED: Action.CORRECT,
    Kind.COPY_SIGNED: Action.FILE_SIGNED,
    Kind.COPY_OF_CASE: Action.ISSUE_LETTER,
}
OF_COPIES = tuple(
    Notice(kind, COPY, _("Copy of a letter"), after=act, words="copy", issued_only=True)
    for kind, act in BROUGHT_BY.items()
)
