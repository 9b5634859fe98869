"""Calendar entries (RFC 5545) attached to mails: the due of a request, set, moved or ended; a meeting. No case facts.

The UID belongs to the request or the letter of the case and stays; SEQUENCE counts the changes, so that calendars move
or cancel the same entry.
"""

from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from incidents.models.holding import moves_until
from incidents.plain import clocks, mail_addresses, signs

from ..notices import CalendarEntry

BEFORE_DUE = (timedelta(hours=24), timedelta(hours=4))
BEFORE_MEETING = (timedelta(hours=24), timedelta(hours=1))


def entry(message):
    """(file name, bytes, content type) of the entry that this mail carries."""
    of_meeting = message.notice.entry in (CalendarEntry.MEETING, CalendarEntry.MEETING_ENDS)
    return _meeting(message) if of_meeting else _due(message)


def _due(message):
    clarification, rows = message.matter, message.matter.deadline_rows
    ended = message.notice.entry == CalendarEntry.DUE_ENDS
    # Each row of the clock is one change, each passing to another body as well; the end is one more.
    row = clarification.row_told_by(message.event)  # the one whose due the mail names
    moves = moves_until(clarification, message.event.recorded_at)
    words = f"Tenggat jawaban surat Nomor {clarification.letter}"
    event = _event(message, clarification, words, sequence=moves + (len(rows) if ended else rows.index(row)))
    event.add("dtstart", row.due_at)
    event.add("dtend", row.due_at)
    event.add("status", "CANCELLED" if ended else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due takes no time of anybody's day
    _remind(event, () if ended else BEFORE_DUE)
    return _calendar(event, "tenggat", "CANCEL" if ended else "PUBLISH")


def _meeting(message):
    """The meeting as the letter says it, its hours in WIB. Published: nobody's answer by mail would be read here."""
    letter, called_by = message.matter.letter, message.matter.takes_back or message.matter
    ended = message.notice.entry == CalendarEntry.MEETING_ENDS
    meeting = letter.content["meeting"]
    event = _event(message, called_by, f"Rapat sesuai surat Nomor {called_by.letter}", sequence=int(ended))
    event.add("dtstart", clocks.local(datetime.fromisoformat(meeting["at"])))
    if meeting["until"]:
        event.add("dtend", clocks.local(datetime.fromisoformat(meeting["until"])))
    event.add("location", signs.one_line(meeting["place"]))
    event.add("status", "CANCELLED" if ended else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if ended else "OPAQUE")
    _remind(event, () if ended else BEFORE_MEETING)
    return _calendar(event, "rapat", "CANCEL" if ended else "PUBLISH")


def _event(message, matter, summary, *, sequence):
    event = Event()
    event.add("uid", f"{matter.reference.replace('/', '-')}@{settings.MAIL_DOMAIN}")
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


def _remind(event, spans):
    for before in spans:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event["summary"])
        alarm.add("trigger", -before)
        event.add_component(alarm)


def _calendar(event, name, method):
    calendar = Calendar()
    calendar.add("prodid", f"-//Tanggap//{name.capitalize()}//ID")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return f"{name}.ics", calendar.to_ical(), f"text/calendar; method={method}"  # RFC 6047 2.4
