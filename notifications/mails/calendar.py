"""The due as a calendar entry (RFC 5545) attached to the mails that set, move or end it. No case facts.

The UID belongs to the request and stays; SEQUENCE counts the changes, so that calendars move or cancel the same entry.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from ..notices import Entry

ALARMS = (timedelta(hours=24), timedelta(hours=4))  # before the due


def entry(message):
    """(file name, bytes, content type) of the entry that this mail carries."""
    clarification = message.request
    rows = clarification.deadline_rows
    ended = message.notice.entry == Entry.DUE_ENDS
    # Each row of the clock is one change; the end is one more.
    shown = next((n for n, row in enumerate(rows) if row.event_id == message.event_id), len(rows) - 1)
    due_at = rows[shown].due_at
    event = Event()
    event.add("uid", f"{clarification.reference.replace('/', '-')}@{settings.MAIL_DOMAIN}")
    event.add("sequence", len(rows) if ended else shown)
    event.add("dtstamp", message.event.recorded_at.replace(microsecond=0))
    event.add("dtstart", due_at)
    event.add("dtend", due_at)
    event.add("summary", f"Tenggat jawaban surat Nomor {clarification.letter}")
    event.add("description", f"Acuan {clarification.reference}.")
    event.add("url", settings.SITE_URL + reverse("incidents:request", args=[clarification.pk]))
    event.add("status", "CANCELLED" if ended else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a due takes no time of anybody's day
    if not ended:
        for before in ALARMS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", f"Tenggat jawaban surat Nomor {clarification.letter}")
            alarm.add("trigger", -before)
            event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Tanggap//Tenggat//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if ended else "PUBLISH")
    calendar.add_component(event)
    return "tenggat.ics", calendar.to_ical(), "text/calendar"
