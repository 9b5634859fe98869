"""Calendar entries (RFC 5545) attached to mails: the due of a request, set, moved or ended; a meeting. No case facts.

The UID belongs to the request or the letter of the case and stays, one more for each due beside the first; SEQUENCE counts the
changes, so that calendars move or cancel the same entry.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from incidents.models.succession import moves_until
from incidents.plain import clocks, mail_addresses, signs
from incidents.plain.not_none import not_none

from ..models import Message
from ..notices import Audience, CalendarEntry, Kind, time_notices
from . import dues

BEFORE_MEETING = (timedelta(hours=24), timedelta(hours=1))  # of a meeting nothing reminds but the calendar

File = tuple[str, bytes, str]  # its name, its bytes, its content type


def entries(message: Message) -> list[File]:
    """The entries that this mail carries, a file each."""
    if message.notice.entry in (CalendarEntry.MEETING, CalendarEntry.MEETING_ENDS):
        return [_meeting(message)]
    ended = message.notice.entry == CalendarEntry.DUE_ENDS
    files = _end_of_dues(message) if ended else [_dues(message)]
    return files + ([_summons(message, ended=ended)] if _tells_of_meeting(message) else [])


def _tells_of_meeting(message: Message) -> bool:
    """Whether the letter of the request calls to a meeting, and this mail brings it, passes it on or takes it back."""
    letter, entry = message.matter.letter, message.notice.entry
    brings = entry == CalendarEntry.DUE_ENDS or message.kind in (Kind.LETTER, Kind.HANDED_ON)
    return bool(brings and letter and letter.content.get("meeting"))


def _summons(message: Message, *, ended: bool) -> File:
    """The meeting to which a summons calls, an entry of its own beside the due of the written answer."""
    clarification = not_none(message.request)
    letter = not_none(clarification.letter)
    passed_on = moves_until(clarification, message.told_at)
    words = f"Pertemuan sesuai surat Nomor {letter}"
    event = _event(message, clarification, words, sequence=passed_on + int(ended), part=".rapat")
    event.add("dtstart", clocks.local(datetime.fromisoformat(letter.content["meeting"]["at"])))
    _held(event, letter.content["meeting"]["place"], ended=ended)
    return _calendar([event], "rapat", "CANCEL" if ended else "PUBLISH")


def _dues(message: Message) -> File:
    """Each due that stands, an entry of its own; what was another one before and stands no more is taken out."""
    clarification, at = not_none(message.request), message.told_at
    row = not_none(dues.row(message))  # the one whose due the mail names
    standing = dues.then(clarification, at) or [dues.Due(row.due_at, ())]
    events = []
    for n in range(max(len(standing), dues.most_at_once(clarification, at))):
        due = standing[n] if n < len(standing) else None
        which = due.questions if due and len(standing) > 1 else ""
        event = _due(message, n, due.at if due else standing[-1].at, which)
        event.add("status", "CONFIRMED" if due else "CANCELLED")
        _remind(event, _before(due.at) if due else ())
        events.append(event)
    return _calendar(events, "tenggat", "PUBLISH")


def _before(due_at: datetime) -> list[timedelta]:
    """How long before this due a calendar rings: when the reminders of its policy leave to the body."""
    offsets = [
        not_none(n.offset)
        for n in time_notices()
        if n.before_due and Audience.AGENCY in n.to and n.covers(due_at + not_none(n.offset))
    ]
    return [-offset for offset in offsets]


def _end_of_dues(message: Message) -> list[File]:
    """A file for each: one that cancels names one entry alone (RFC 5546 3.2.5)."""
    clarification, at = not_none(message.request), message.event.recorded_at
    files = []
    for n in range(dues.most_at_once(clarification, at)):
        event = _due(message, n, not_none(clarification.row_told_by(message.event)).due_at, "")
        event.add("status", "CANCELLED")
        files.append(_calendar([event], "tenggat" if n == 0 else f"tenggat-{n + 1}", "CANCEL"))
    return files


def _due(message: Message, n: int, due_at: datetime, questions: str) -> Event:
    """The n-th due of a request. Each row of the clock is one change, each passing to another body as well; the end is one more."""
    clarification = not_none(message.request)
    rows = clarification.deadline_rows
    ended = message.notice.entry == CalendarEntry.DUE_ENDS
    changes = len(rows) if ended else rows.index(not_none(dues.row(message)))
    words = f"Tenggat jawaban surat Nomor {clarification.letter}"
    if questions:
        words += f", pertanyaan {questions}"
    sequence = moves_until(clarification, message.told_at) + changes
    event = _event(message, clarification, words, sequence=sequence, n=n)
    event.add("dtstart", due_at)
    event.add("dtend", due_at)
    event.add("transp", "TRANSPARENT")  # a due takes no time of anybody's day
    return event


def _meeting(message: Message) -> File:
    """The meeting as the letter says it, its hours in WIB. Published: nobody's answer by mail would be read here."""
    matter: Any = message.matter  # a letter of a case
    letter, called_by = matter.letter, matter.takes_back or matter
    ended = message.notice.entry == CalendarEntry.MEETING_ENDS
    meeting = letter.content["meeting"]
    event = _event(message, called_by, f"Rapat sesuai surat Nomor {called_by.letter}", sequence=int(ended))
    event.add("dtstart", clocks.local(datetime.fromisoformat(meeting["at"])))
    if meeting["until"]:
        event.add("dtend", clocks.local(datetime.fromisoformat(meeting["until"])))
    _held(event, meeting["place"], ended=ended)
    return _calendar([event], "rapat", "CANCEL" if ended else "PUBLISH")


def _held(event: Event, place: str, *, ended: bool) -> None:
    event.add("location", signs.one_line(place))
    event.add("status", "CANCELLED" if ended else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if ended else "OPAQUE")
    _remind(event, () if ended else BEFORE_MEETING)


def _event(message: Message, matter: Any, summary: str, *, sequence: int, n: int = 0, part: str = "") -> Event:
    event = Event()
    name = matter.reference.replace("/", "-") + (f".{n + 1}" if n else part)
    event.add("uid", f"{name}@{settings.MAIL_DOMAIN}")
    event.add("sequence", sequence)
    event.add("dtstamp", message.event.recorded_at.replace(microsecond=0))
    drill = matter.incident.drill
    event.add("summary", f"LATIHAN: {summary}" if drill else summary)
    event.add("description", f"LATIHAN. Acuan {matter.reference}." if drill else f"Acuan {matter.reference}.")
    event.add("url", settings.SITE_URL + matter.get_absolute_url())
    # Whoever publishes or cancels an entry says who they are (RFC 5546 3.2.1, 3.2.5).
    organizer = vCalAddress(f"mailto:{mail_addresses.on_the_way(settings.DEFAULT_FROM_EMAIL)}")
    organizer.params["cn"] = vText(signs.one_line(matter.letter.content["letterhead"]["unit"]))
    event.add("organizer", organizer)
    return event


def _remind(event: Event, spans: Iterable[timedelta]) -> None:
    for before in spans:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", -before)
        event.add_component(alarm)


def _calendar(events: Sequence[Event], name: str, method: str) -> File:
    calendar = Calendar()
    calendar.add("prodid", f"-//Tanggap//{name.split('-')[0].capitalize()}//ID")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return f"{name}.ics", calendar.to_ical(), f"text/calendar; method={method}"  # RFC 6047 2.4
