"""One message to one mail: a kind names its templates, the words live there. No mail carries case facts.

Mails are in Indonesian: they are the ministry's correspondence, not interface. Each goes as plain text and as HTML made
from the same words.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from incidents.actions import same_questions
from incidents.models import CaseEvent, Letter
from incidents.models.questions import open_then
from incidents.models.succession import held_by, overdue_with, passed_on
from incidents.plain import clocks, letter_kinds, mail_addresses, numbers
from incidents.plain.clocks import Instant
from incidents.plain.dates import instant_also_in
from incidents.plain.not_none import not_none
from incidents.record import locked_files
from incidents.workflow import Action, RequestStatus, Subject

from ..letters import unbroken
from ..models import Message
from ..notices import Audience, Kind
from . import calendar, carried, complainants, dues, flowed, sender

HOUR = timedelta(hours=1)
MOVING = (Kind.HANDED_ON, Kind.GIVEN_BACK, Kind.GONE_BACK)  # they tell of it themselves


class Mail(EmailMultiAlternatives):
    """A mail; from which address it leaves ("": its From line's), and whether its arrival is to be told."""

    envelope_from = ""
    wants_receipt = False

    def message(self, *args: Any, **kwargs: Any) -> Any:
        """As it leaves: its text in short lines that a mail program joins again."""
        whole = self.body
        try:
            self.body = flowed.flowed(str(whole))
            made = super().message(*args, **kwargs)
        finally:
            self.body = whole
        text: Any = next(part for part in made.walk() if part.get_content_type() == "text/plain")
        text.set_param("format", "flowed")
        text.set_param("delsp", "yes")
        return made


def make(message: Message, *, at: Instant) -> Mail:
    """The mail for this receipt, complete and unsent, as it is at the instant `at`."""
    letter, brought = carried.enclosed(message), carried.by(message)
    context = _about(message) | {"address": settings.SITE_URL + _page(message)} | sender.of(message, at, brought)
    context |= {"hours": _hours(message, context["due_at"], at), "still_asked": _still_asked(message)}
    context["told_before"] = _accepted_before(message)
    context |= _dues(message, context["due_at"], at) | _whose(message, context["due_at"], at)
    asks = message.kind == Kind.LETTER and context["due_at"] and not context["first_over"]
    context["english_due"] = instant_also_in(context["due_at"], "en", context["zone"]) if asks else ""
    mail = _mail(message.notice.templates, context, complainants.address(message), message.message_id, message.kind)
    mail.extra_headers["X-Tanggap-Reference"] = message.matter.reference
    mail.envelope_from = _envelope(message)
    mail.wants_receipt = brought is not None and not brought.to_person  # a receipt would repeat the address
    if letter:
        file = not_none(letter.file)
        mail.attach(file.name, locked_files.read(file), file.content_type)
        if letter.courtesy:
            mail.attach(letter.courtesy.name, locked_files.read(letter.courtesy), letter.courtesy.content_type)
    if message.notice.entry:
        for entry in calendar.entries(message):
            mail.attach(*entry)
    return mail


def make_digest(messages: Sequence[Message]) -> Mail:
    """One mail for all that waited for a person's daily digest; the same set makes the same Message-ID."""
    first, names = messages[0], sorted(str(message.mail_id) for message in messages)
    mail_id = uuid.uuid5(uuid.NAMESPACE_URL, f"tanggap:digest:{':'.join(names)}")
    entries = [_about(message) | {"address": settings.SITE_URL + _page(message)} for message in messages]
    context = _site() | {"message": first, "entries": entries, "address": settings.SITE_URL + _inbox(), "digest": True}
    context["drill"] = all(entry["drill"] for entry in entries)
    return _mail("digest", context, first.recipient, f"<{mail_id}@{settings.MAIL_DOMAIN}>", "digest")


def _mail(name: str, context: dict[str, Any], recipient: str, message_id: str, kind: str) -> Mail:
    with translation.override("id"):
        subject = " ".join(render_to_string(f"notifications/emails/{name}.subject.txt", context).split())
        greeting, body = (
            render_to_string(f"notifications/emails/{part}.txt", context).strip() for part in ("parts/greeting", name)
        )
        body = f"{greeting}\n\n{body}\n"
        if context["drill"]:
            subject = f"[LATIHAN] {subject}"
            body = render_to_string("notifications/emails/parts/drill.txt", context).strip() + f"\n\n{body}"
        for part in ("passed_on", "not_attached", "in_english", "sign_off"):
            if words := render_to_string(f"notifications/emails/parts/{part}.txt", context).strip():
                body = f"{body}\n{words}\n"
        opened, why = (
            render_to_string(f"notifications/emails/parts/{part}.txt", context).strip()
            for part in ("opened", "why_you_get_this")
        )
        html = render_to_string(
            "notifications/emails/mail.html", context | {"subject": subject, "body": body, "why": why}
        )
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "X-Tanggap-Kind": kind}
    text = f"{body}\n{opened}\n\n{why}\n"
    reply_to = [context["reply_to"]] if context.get("reply_to") else None
    line = sender.line(context.get("sender"))
    mail = Mail(subject, text, line, [recipient], headers=headers, reply_to=reply_to)
    mail.attach_alternative(unbroken.bound_in_mail(html), "text/html")
    return mail


def _site() -> dict[str, Any]:
    return {
        "password_address": settings.SITE_URL + reverse("account_reset_password"),
        "notices_address": settings.SITE_URL + _inbox(),
        "sample": settings.DEMO,
    }


def _about(message: Message) -> dict[str, Any]:
    """What the words of a mail may say of its matter: numbers and dates, no facts of the case."""
    matter: Any = message.matter  # each kind of it has a letter and an incident, or None
    letter, brought = matter.letter, carried.by(message)
    row = dues.row(message) if message.request_id else None
    about = _site() | {
        "message": message,
        "drill": bool(matter.incident and matter.incident.drill),
        "reference": matter.reference,
        "number": str(letter) if letter else "",
        "addressee": letter.agency.short_name_at(letter.issued_at or message.event.recorded_at) if letter else "",
        "carried": brought,
        "closed": carried.closed(brought) if brought else "",
        "copy": message.audience == Audience.COPY,
        "step": letter.kind if letter else "",
        **_of_letter(letter),
        "agency": _body(message),
        "addressed": _addressed(matter, letter),
        "due_at": row.due_at if row else getattr(matter, "counted_due", None),
        "due_is_latest": getattr(matter, "due_is_latest", False),
        "meeting": _meeting(letter),
        "receipt": brought if brought and brought.response_id else None,
        "zone": "",
        "asked_back_at": _asked_back_at(message),
        "due_again": _due_again(message),
        "open_questions": _open_questions(message),
        "runs": bool(message.request_id and matter.status == RequestStatus.OPEN and matter.waiting_rows),
        "routine": message.notice.routine,
        "of_no_unit": bool(message.complaint_id and matter.unit is None),
        "to_agency": message.audience in (*sender.OF_BODY, Audience.COLLEAGUE),
    }
    return about | complainants.told(message)


def _body(message: Message) -> str:
    """The body of whose act, or of which, a mail tells: whose the request was when that was done. A reminder is to who has it."""
    matter: Any = message.matter
    if (message.request_id or message.case_letter_id) and message.after_due is None:
        return held_by(matter, message.told_at).name
    return matter.agency.name if matter.agency else ""


def _addressed(matter: Any, letter: Letter | None) -> str:
    """To whom a letter of a case went, in its own words, and whose it is by now where that has another name."""
    if letter is None or not letter.case_letter_id:
        return ""
    was, now = letter.own_addressee["agency"], matter.agency.name
    how = "kini" if not_none(letter.agency).becomes(matter.agency) else "kini ditangani"
    return was if was == now else f"{was} ({how} {now})"


def _open_questions(message: Message) -> int | None:
    """How many questions of a request waited for an answer when it passed to another body; None for any other mail."""
    tells = message.request_id and message.kind in (Kind.HANDED_ON, Kind.GIVEN_BACK)
    return len(open_then(message.matter.pk, message.told_at)) if tells else None


def _dues(message: Message, due_at: Instant | None, at: Instant) -> dict[str, Any]:
    """The dues that stood when it was done, each with whether it has passed when the mail leaves; `due_over`: all of them have,
    `first_over`: the one that the mail is about. A mail on its way does not say that something is awaited up to a day that is over."""
    tells = message.request_id and message.after_due is None
    standing = dues.then(not_none(message.request), message.told_at) if tells else []
    told = [(due, clocks.passed(due.at, at)) for due in standing]
    first = bool(due_at and clocks.passed(due_at, at))
    return {"dues": told, "first_over": first, "due_over": all(passed for _due, passed in told) if told else first}


def _whose(message: Message, due_at: Instant | None, at: Instant) -> dict[str, Any]:
    """Of a reminder `late_with`: with whom the due went by, where that is the body before. Of an act `passed_to`, `passed_at`: who
    has the request by now, where that is another than whose it was when it was done. `said_by`: who had said, or wished for, what
    is decided, where that was the body before."""
    if not message.request_id or message.kind in MOVING:
        return {}
    matter, done_at = not_none(message.request), message.told_at
    if message.after_due is not None:
        return {"late_with": overdue_with(matter, due_at, at) if due_at else None}
    passed = passed_on([matter]).get(matter.pk, [])
    then = held_by(matter, done_at, passed)
    found: dict[str, Any] = {}
    if later := [each for each in passed if each.at > done_at]:
        found = {"passed_to": matter.agency.name, "passed_at": later[-1].at}
    if (asked_at := _asked_at(message)) and (before := held_by(matter, asked_at, passed)) != then:
        found |= {"said_by": before.short_name_at(asked_at)}
    return found


def _asked_at(message: Message) -> Instant | None:
    """When the body said, or wished for, what this mail decides; None for a mail that decides nothing of it."""
    at = message.event.recorded_at
    if message.kind == Kind.UPHELD:
        said = CaseEvent.objects.filter(subject_type=Subject.REQUEST, subject_id=str(message.request_id))
        said = said.filter(action__in=(Action.REDIRECT, Action.RECORD_REDIRECT), recorded_at__lt=at)
        return said.order_by("happened_at").values_list("happened_at", flat=True).last()
    if message.kind == Kind.ANSWERED_BACK:
        return _asked_back_at(message)
    if message.kind in (Kind.EXTENDED, Kind.REFUSED):
        wishes = not_none(message.request).extension_requests.filter(decided_at=at)
        return wishes.values_list("asked_at", flat=True).last()
    return None


def _asked_back_at(message: Message) -> Instant | None:
    """When the agency had asked what this mail says to be answered; None for any other mail."""
    answers = message.kind == Kind.ANSWERED_BACK
    return datetime.fromisoformat(message.event.details["asked_at"]) if answers else None


def _due_again(message: Message) -> Instant | None:
    """The due that follows from a judgement taken back; None where it is what it was, and for any other mail."""
    named = message.event.details.get("due_at") if message.kind == Kind.REJUDGED else None
    return named and datetime.fromisoformat(named)


def _hours(message: Message, due_at: Instant | None, at: Instant) -> int | None:
    """Of a reminder the hours that are left, or have passed, when it leaves; whatever threshold it was written for: less than
    so many are left, more than so many have passed. None for all other mails."""
    if message.after_due is None or due_at is None:
        return None
    return max(1, -((at - due_at) // HOUR)) if message.after_due < 0 else (at - due_at) // HOUR


def _still_asked(message: Message) -> list[str]:
    """The numbers of the letters by which the same is asked on of whoever is told that this one was taken back."""
    told = message.kind == Kind.WITHDRAWN
    return [str(other.letter) for other in same_questions.still_asked(not_none(message.request))] if told else []


def _accepted_before(message: Message) -> bool:
    """Whether whoever gets the letter that accepts the answers has heard by a mail that they are accepted."""
    if message.kind != Kind.ACCEPTED_BY_LETTER:
        return False
    same = Message.objects.filter(request=message.request_id, recipient=message.recipient, kind=Kind.ACCEPTED)
    accepted_at = not_none(message.request).accepted_at  # None where it was taken back by now
    return bool(accepted_at and same.filter(state__in=Message.LEFT, event__recorded_at=accepted_at).exists())


def _of_letter(letter: Letter | None) -> dict[str, Any]:
    """What the mail that brings a letter says of what stands in it: how many questions, unless the letter is none to be mailed; and what
    the ministry does next if nobody answers, as the letter says it."""
    if letter is None or not letter.is_asking:
        return {}
    asked = "" if carried.closed(letter) else numbers.with_words(len(letter.content["questions"]))
    return {"asked": asked, "what_follows": letter.content.get("facts", {}).get(letter_kinds.FOLLOWS, "")}


def _meeting(letter: Letter | None) -> dict[str, Any] | None:
    """{at, place} of the meeting to which the letter calls, `at` UTC; None for other letters."""
    meeting = letter.content.get("meeting") if letter else None
    return meeting and {"at": datetime.fromisoformat(meeting["at"]), "place": meeting["place"]}


def _envelope(message: Message) -> str:
    """An address of its own for each mail (VERP), so that whatever comes back names it; "" without one configured."""
    returns = settings.BOUNCE_ADDRESS
    return mail_addresses.marked(returns, message.mail_id.hex) if returns else ""


def _page(message: Message) -> str:
    if message.audience == Audience.COMPLAINANT:
        return reverse("incidents:complaint_status")
    if message.audience == Audience.COPY:  # where anybody checks it: the case is none of theirs
        return str(not_none(carried.by(message)).content["check_url"]).removeprefix(settings.SITE_URL)
    if message.audience == Audience.FORMER:  # the request is none of theirs any more
        return reverse("incidents:portal")
    return message.matter.get_absolute_url()


def _inbox() -> str:
    return reverse("notifications:inbox")
