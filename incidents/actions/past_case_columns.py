"""What the columns of a list of past cases say: of the case, of the part of a body, of a letter, of a reply, of the end."""

from ..plain import letter_kinds
from ..translatable import _

CASE = ("title", "began", "happened", "summary", "source", "source_note", "failures", "harmed", "attacks", "tlp")
PART = {"role": "role", "known": "known"}
LETTER = {
    "letter_kind": "kind",
    "letter_number": "number",
    "letter_dated": "dated",
    "letter_office": "office",
    "letter_channel": "channel",
    "letter_subject": "subject",
    "letter_asked": "asked",
    "letter_period": "period",
    "due": "due",
    "letter_source": "source",
    "letter_scan": "",  # of the evidence of the case
}
REPLY = {
    "reply_kind": "kind",
    "reply_ground": "ground",
    "reply_number": "number",
    "reply_received": "received",
    "reply_channel": "channel",
    "reply_signed_by": "signed_by",
    "reply_office": "office",
    "reply_text": "text",
    "reply_answers": "answers",
    "reply_language": "language",
    "reply_translation": "translation",
    "reply_answer": "answer",
    "reply_settled": "settled",
    "reply_effect": "effect",
    "reply_source": "source",
    "reply_scan": "",
}
SCANS = ("letter_scan", "reply_scan")  # name files of the ZIP in which the list came
FOLLOWS = "letter_follows"  # the number, or the day, of the letter that had not been answered
HOURS = {"letter_time": "letter_dated", "reply_time": "reply_received"}  # what is told beside a day is a part of it
END = ("outcome", "ended")  # and on what it rests, which stands in the history alone
LABELS = {
    "file_number": _("Number of the old file"),
    "title": _("Title"),
    "began": _("Taken up by the ministry"),
    "happened": _("Happened"),
    "summary": _("What is known"),
    "source": _("Source"),
    "source_note": _("Where it was seen"),
    "failures": _("Kind of failure"),
    "harmed": _("What was harmed"),
    "attacks": _("Kind of attack"),
    "tlp": _("TLP"),
    "agency": _("Agency that the case concerns"),
    "role": _("Role in the case"),
    "known": _("Known to it"),
    "letter_kind": _("Kind of letter"),
    "letter_number": _("Letter number"),
    "letter_dated": _("Date of the letter"),
    "letter_time": _("Hour of the letter"),
    "letter_office": _("Office addressed"),
    "letter_channel": _("Channel of the letter"),
    "letter_subject": _("Subject of the letter"),
    "letter_asked": _("What it asked"),
    "letter_period": _("Time it gave, in its own words"),
    "letter_source": _("Source of the letter"),
    "letter_scan": _("Scan of the letter"),
    "due": _("Due"),
    "letter_follows": _("Next letter after"),
    "reply_kind": _("Kind of reply"),
    "reply_ground": _("Declined because of"),
    "reply_number": _("Number of the reply"),
    "reply_received": _("Received"),
    "reply_time": _("Hour of the reply"),
    "reply_channel": _("Channel of the reply"),
    "reply_signed_by": _("Signed by"),
    "reply_office": _("Position"),
    "reply_text": _("What it says"),
    "reply_answers": _("Answers"),
    "reply_language": _("Language of the answer"),
    "reply_translation": _("Translation of the ministry"),
    "reply_answer": _("Answer of the ministry"),
    "reply_settled": _("When it was answered"),
    "reply_effect": _("Effect on the due"),
    "reply_source": _("Source of the reply"),
    "reply_scan": _("Scan of the reply"),
    "outcome": _("Outcome"),
    "ended": _("Closed"),
    "grounds": _("Grounds of the outcome"),
}
NEEDED = ("title", "began")  # of the first row of a file


def before_the_end(kind: str | None) -> tuple[str, ...]:
    """What of a letter of `kind` lies before the end of its case. Of a letter of the result nothing need: it is written, and answered,
    afterwards as well."""
    row = letter_kinds.KINDS.get(kind or "")
    return () if row and row.after_closing else ("letter_dated", "reply_received")


# Of a further row, what is worked out of it: the line of its case, of the letter that it answers, of the one that it follows.
OF, ANSWERS, AFTER = "of", "answers", "after"
BEFORE_THE_ROW = _("This lies before what this row says. Enter such a case on its own page.")
