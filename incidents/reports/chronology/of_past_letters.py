"""Lines about letters that went out before the product: entered from paper, with their dues and what came back."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import Incident, PastLetter, PastReply
from .source import ALWAYS, BODY, Source, Telling


def _letters(case: Incident) -> str:
    return reverse("incidents:correspondence", args=[case.reference])


def _past(letter: PastLetter) -> dict[str, str]:
    return {"kind": letter.get_kind_display(), "agency": letter.agency.short_name_at(letter.dated_at)}


def _past_letter(letter: PastLetter) -> Telling:
    return Telling(
        _("%(kind)s to %(agency)s") % _past(letter),
        f"{_letters(letter.incident)}#surat-{letter.pk}",
        text=letter.subject,
        source=", ".join(filter(None, (letter.number, letter.source))),
        evidence=letter.evidence,
    )


def _past_due(letter: PastLetter) -> Telling:
    return Telling(
        _("Due of the letter to %(agency)s") % _past(letter),
        f"{_letters(letter.incident)}#surat-{letter.pk}",
        text=letter.period,
        source=", ".join(filter(None, (letter.number, letter.source))),
        evidence=letter.evidence,
    )


def _past_reply(reply: PastReply) -> Telling:
    return Telling(
        _("Answer of %(agency)s") % _past(reply.letter)
        + f" · {': '.join(filter(None, (reply.get_kind_display(), reply.get_ground_display())))}",
        f"{_letters(reply.incident)}#surat-{reply.letter_id}",
        text=reply.text,
        repeats=reply.letter,
        who=", ".join(filter(None, (reply.signed_by, reply.office))),
        source=", ".join(filter(None, (reply.number, reply.source))),
        evidence=reply.evidence,
    )


def _past_answer(reply: PastReply) -> Telling:
    effect = reply.get_effect_display()
    return Telling(
        _("The question of %(agency)s answered") % _past(reply.letter) + (f" · {effect}" if effect else ""),
        f"{_letters(reply.incident)}#surat-{reply.letter_id}",
        text=reply.answer,
        repeats=reply.letter,
        source=reply.source,
        evidence=reply.evidence,
    )


_PAPER: dict[str, Any] = {
    "bodies": ("agency",),
    "established": ALWAYS,
    "joins": ("incident", "agency", "evidence"),
    "fetches": ("agency__names",),
}
_PAPER_TEXTS = ("number", "subject", "office", "period", "source", *BODY)

_REPLY: dict[str, Any] = {
    "bodies": ("letter__agency",),
    "established": ALWAYS,
    "only": Q(letter__struck_at__isnull=True),
    "joins": ("incident", "letter__agency", "evidence"),
    "fetches": ("letter__agency__names",),
}
_REPLY_TEXTS = ("number", "text", "answer", "signed_by", "office", "source", "letter__agency__names__short_name")

SOURCES = (
    Source("past_letter", "letters", PastLetter, "dated", _past_letter, texts=(*_PAPER_TEXTS, "dated_words"), **_PAPER),
    Source("past_due", "dues", PastLetter, "due", _past_due, texts=(*_PAPER_TEXTS, "due_words"), **_PAPER),
    Source("past_reply", "answers", PastReply, "received", _past_reply, texts=(*_REPLY_TEXTS, "received_words"), **_REPLY),
    Source("past_answer", "answers", PastReply, "settled", _past_answer, texts=(*_REPLY_TEXTS, "settled_words"), **_REPLY),
)  # fmt: skip
