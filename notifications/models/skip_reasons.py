"""Why a mail was not sent, by the code that its receipt keeps."""

from django.utils.translation import gettext_noop

SKIP_REASONS = {
    "answered": gettext_noop("already answered"),
    "withdrawn": gettext_noop("request withdrawn"),
    "replaced": gettext_noop("replaced by a new letter"),
    "broken_off": gettext_noop("request broken off"),
    "stopped": gettext_noop("the answer is waited for no longer"),
    "due_set_later": gettext_noop("the due was set when that had passed"),
    "due_moved": gettext_noop("the due instant was moved"),
    "due_passed": gettext_noop("due has passed meanwhile"),
    "meeting_over": gettext_noop("the meeting was over by then"),
    "overtaken": gettext_noop("a later reminder is due already"),
    "reviewed": gettext_noop("reviewed meanwhile"),
    "untold": gettext_noop("nothing had been told that would have to be taken back"),
    "decided": gettext_noop("decided meanwhile"),
    "by_letter": gettext_noop("a letter that has been issued says it"),
    "taken_back": gettext_noop("cancelled meanwhile"),
    "mistaken": gettext_noop("entered by mistake, as was declared meanwhile"),
    "moved_on": gettext_noop("the matter has moved on"),
    "before_load": gettext_noop("its moment was before the data were loaded"),
    "no_contact": gettext_noop("no contact on file"),
    "left": gettext_noop("the recipient has left"),
    "names_another": gettext_noop("the letter names another person or address than the sheet does by now"),
    "removed": gettext_noop("its letter was removed under law"),
    "cancelled": gettext_noop("cancelled by a supervisor"),
}
