"""Frozen content to HTML. Nothing but the content decides what the letter says; live rows are never read."""

import base64
import io
from datetime import date, datetime

import segno
from django.template.loader import render_to_string

from incidents.dates import date_in_words, instant_in_words

URGENCIES = {"biasa": "Biasa", "segera": "Segera", "sangat segera": "Sangat Segera"}
SECURITIES = {"B": "", "T": "Terbatas", "R": "Rahasia"}


def html(content, *, draft=False):
    """The letter as HTML. With `draft`, what issuing fills in stands as shaded blanks under a DRAF mark."""
    template, version = content["template"].split("/")
    context = {
        **content,
        "draft": draft,
        "nature": "/".join(filter(None, [URGENCIES[content["urgency"]], SECURITIES[content["security"]]])),
        "date_words": date_in_words(date.fromisoformat(content["date"]), "id") if content.get("date") else "",
        "due_words": instant_in_words(datetime.fromisoformat(content["due_at"]), "id") if content.get("due_at") else "",
        "meeting_words": _meeting_words(content),
        "acting": {"plh": "Plh. ", "plt": "Plt. "}.get(content.get("signatory_mode", ""), ""),
        "qr": qr(content["check_url"]) if content.get("check_url") else "",
    }
    return render_to_string(f"notifications/letters/{template}.{version}.html", context)


def _meeting_words(content):
    meeting = content.get("meeting")
    return instant_in_words(datetime.fromisoformat(meeting["at"]), "id") if meeting else ""


def qr(address):
    """The address as a QR code, in a data: URI the PDF can embed without fetching anything."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
