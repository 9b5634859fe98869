"""Lines about how letters of the product were sent where none of its mails took them, and what a body said of one outside that answers
nothing."""

from django.utils.translation import gettext as _

from ...models import OutsideWord, Sending
from ...plain.chronology import RestsOn
from ...plain.not_none import not_none
from .source import BODY, Source, Telling


def _sent(sending: Sending) -> Telling:
    letter = sending.letter
    body = not_none(letter.agency).short_name_at(sending.sent_at or not_none(letter.issued_at))
    return Telling(
        _("%(letter)s sent to %(agency)s outside Tanggap") % {"letter": letter, "agency": body},
        sending.get_absolute_url(),
        text=f"{sending.get_channel_display()} {sending.recipient}".strip(),
        who=sending.said_by,
        source=sending.source,
        rests_on=RestsOn.SAID,
        evidence=sending.evidence,
    )


def _said(word: OutsideWord) -> Telling:
    request = word.request
    names = {"agency": request.agency.short_name_at(word.received_at), "letter": request.reference}
    return Telling(
        _("%(agency)s on %(letter)s") % names + f" · {word.get_kind_display()}",
        request.get_absolute_url(),
        text=word.text,
        repeats=request,
        who=word.who,
        source=word.document,
        rests_on=RestsOn.SAID,
        evidence=word.evidence,
    )


_NUMBERS = ("letter__register_entry__number", "letter__request__reference", "letter__case_letter__reference")
SOURCES = (
    Source(
        "sent",
        "letters",
        Sending,
        "sent",
        _sent,
        bodies=("letter__agency",),
        texts=(*_NUMBERS, "recipient", "said_by", "source", "sent_words", *(f"letter__{name}" for name in BODY)),
        undated=True,
        joins=(
            "incident",
            "letter__agency",
            "letter__request",
            "letter__case_letter",
            "letter__register_entry",
            "evidence",
        ),
        fetches=("letter__agency__names",),
    ),
    Source(
        "said_outside",
        "answers",
        OutsideWord,
        "received",
        _said,
        case="request__incident",
        bodies=("request__agency",),
        passes="request",
        texts=(
            "request__reference",
            *(f"request__{name}" for name in BODY),
            "text",
            "who",
            "document",
            "received_words",
        ),
        joins=("request__incident", "request__agency", "evidence"),
        fetches=("request__agency__names",),
    ),
)
