"""What an approver last saw of a letter, and what changed since. Nobody's record: a look changes nothing but itself."""

from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Appointment, ClarificationRequest, LastLook, Letter, User
from ..plain import dates, letter_kinds
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import trail
from . import letter_content
from .letter_content import Content

SHOWN = 16  # signs of the hash of a picture, by which two are told apart


def changes_since(
    clarification: ClarificationRequest, user: User, content: Content, at: Instant
) -> tuple[list[trail.Change], Instant | None]:
    """[trail.Change, …] between what `user` saw at the last look and `content`, and the instant of that look (UTC, or
    None at the first one). A reload shows the same again: the look before counts until the letter is another one."""
    # Two tabs of the same person at once: the later one sees what the earlier wrote.
    first = {"content": content, "at": at}
    look, made = LastLook.objects.get_or_create(request=clarification, user=user, defaults=first)
    if not made and letter_content.digest(look.content) != letter_content.digest(content):
        look.before, look.before_at = look.content, look.at
        look.content, look.at = content, at
        look.save()
    if not look.before:
        return [], None
    return _compare(_told(look.before), _told(content)), look.before_at


def _compare(before: dict[str, str], after: dict[str, str]) -> list[trail.Change]:
    names = dict.fromkeys([*before, *after])
    return [
        trail.Change(
            name,
            before.get(name, ""),
            after.get(name, ""),
            words=trail.word_diff(before.get(name, ""), after.get(name, "")),
        )
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def _told(content: Content) -> dict[str, str]:
    """The parts of a letter that a person reads, each under its name, in words."""
    addressee = content["addressee"]
    told = {
        _("Letterhead"): " · ".join(content["letterhead"].values()),
        _("Contact person of letters"): " · ".join(content.get("contact", {}).values()),
        _("Emblem"): content.get("emblem", "")[:SHOWN],
        _("Addressed to"): " · ".join(addressee.values()),
        _("Salutation"): content.get("salutation", ""),
        _("Subject of the letter"): content["subject"],
        _("Security"): _label(ClarificationRequest.Security, content["security"]),
        _("Urgency"): _label(ClarificationRequest.Urgency, content["urgency"]),
        _("Opening paragraph"): content["opening"],
        _("Legal basis"): "\n".join(content["basis"]),
        _("Meeting"): _meeting(content.get("meeting")),
        _("Period"): content["period"],
        _("Wording"): "\n".join([content["wording"]["body"], content["wording"]["closing"]]),
        _("Duty that the letter recalls"): content.get("facts", {}).get(letter_kinds.DUTY, ""),
        _("What follows if nobody answers"): content.get("facts", {}).get(letter_kinds.FOLLOWS, ""),
        _("Copies to"): "\n".join(content["copies"]),
        _("Signing office"): " · ".join(
            filter(
                None,
                [
                    _label(Appointment.Mode, content["signatory_mode"]),
                    content["signatory_office"],
                    content["signatory_name"],
                    content.get("signatory_rank"),
                ],
            )
        ),
        _("Signature"): _label(Letter.Signing, content["signing"]),
    }
    question = _("Question")
    return told | {f"{question} {q['number']}": f"{q['heading']}\n{q['text']}" for q in content["questions"]}


def _label(choices: type[TextChoices], value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def _meeting(meeting: Content | None) -> str:
    """When and where, as the page's language says it."""
    if not meeting:
        return ""
    instants = [datetime.fromisoformat(meeting[name]) for name in ("at", "until") if meeting.get(name)]
    said = [dates.instant_in_words(instant, not_none(get_language())) for instant in instants]
    return " · ".join([*said, meeting["place"]])
