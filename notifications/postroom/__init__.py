"""The post room: writes the receipts that are due, makes letters, sends mail, and reports back to the record.

Each outward step is claim in a short transaction, work with no transaction open, outcome in a transaction of its own.
"""

from .account_mails import send_account_mails
from .bundle_making import bundles_to_make, make_bundle, remove_old_bundles
from .export_making import exports_to_make, make_export, remove_old_exports
from .head_mails import send_head_mails, tell_missed_verification, write_head_mails
from .head_stamps import stamp_newest_head
from .heads_outside import heads_from_outside, heads_in
from .letter_making import AlreadyStored, draft_next_letters, letters_to_make, make_letter, stuck_letters
from .outcomes import facts_of, tells_supervisors
from .receipts import untold_acts, write_receipts
from .sending import BATCH, claim, deliver_messages, is_final, waiting

__all__ = [
    "BATCH",
    "AlreadyStored",
    "bundles_to_make",
    "claim",
    "deliver_messages",
    "draft_next_letters",
    "exports_to_make",
    "facts_of",
    "heads_from_outside",
    "heads_in",
    "is_final",
    "letters_to_make",
    "make_bundle",
    "make_export",
    "make_letter",
    "remove_old_bundles",
    "remove_old_exports",
    "send_account_mails",
    "send_head_mails",
    "stamp_newest_head",
    "stuck_letters",
    "tell_missed_verification",
    "tells_supervisors",
    "untold_acts",
    "waiting",
    "write_head_mails",
    "write_receipts",
]
