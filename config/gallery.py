"""The gallery of parts: every part of a page in every state, with what it takes. In development and the demo alone."""

import inspect
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from incidents.models import ClockRule
from incidents.plain import clocks
from incidents.plain.not_none import not_none
from incidents.templatetags import clock_parts, form_parts, parts

NOW = datetime(2023, 12, 4, 2, 12, tzinfo=UTC)  # Monday, 09.12 WIB
LOOKS = ("light", "dark")
SHELVES = (("The page", parts), ("Forms and buttons", form_parts), ("The clock", clock_parts))


@dataclass(frozen=True)
class Part:
    """A part as its page of the gallery tells it."""

    name: str
    takes: str
    says: str


def every_part() -> list[Part]:
    """All parts there are, by name."""
    tags = {name: tag for _, module in SHELVES for name, tag in module.register.tags.items()}
    return [_part(name, tag) for name, tag in sorted(tags.items())]


def _part(name: str, tag: Any) -> Part:
    takes = [str(p) for p in inspect.signature(tag).parameters.values() if p.name not in ("context", "content")]
    return Part(name, ", ".join(takes), inspect.getdoc(tag) or "")


class Timed(SimpleNamespace):
    """What a clock is drawn of: a request that is not in the database."""

    completed_at = counted_due = None
    late_before = False
    is_exact = True
    deadline_rows = [SimpleNamespace(started_at=datetime.max.replace(tzinfo=UTC))]  # none of them was returned

    def lateness(self, now: datetime) -> timedelta:
        reading = self.clock(now)
        return clocks.lateness(reading.due_at, now) if reading else timedelta(0)

    def clock(self, now: datetime) -> clocks.Reading | None:
        if not self.hours_ago:
            return None
        started = now - timedelta(hours=self.hours_ago)
        answered = self.answered_after and started + timedelta(hours=self.answered_after)
        due = started + timedelta(hours=self.hours)
        return clocks.read(started_at=started, due_at=due, now=now, answered_at=answered)


def _timed(key: int, name: str, hours_ago: float = 0, answered_after: float = 0, hours: int = 72) -> Timed:
    agency = SimpleNamespace(zone="Asia/Makassar", short_name="Contoh B")
    status = "open" if hours_ago else "draft"
    facts = {"agency": agency, "hours": hours, "length": hours, "status": status}
    facts["start_event"] = ClockRule.Start.KNOWN
    facts["get_start_event_display"] = lambda: ClockRule.Start.KNOWN.label
    return Timed(pk=key, name=name, hours_ago=hours_ago, answered_after=answered_after, **facts)


CLOCKS = [
    _timed(1, "waiting"),
    _timed(2, "safe", 31),
    _timed(3, "soon", 61.2),
    _timed(4, "critical", 67.5),
    _timed(5, "overdue", 143.2),
    _timed(6, "in time", 80, 50.3),
    _timed(7, "late", 90, 74.2),
    _timed(8, "of many days", 24, hours=400),
    _timed(9, "of years", 44_727),
]
STATES = (
    "draft",
    "awaiting_approval",
    "open",
    "answered",
    "accepted",
    "withdrawn",
    "partly_verified",
    "denied",
    "held",
)


class Sample(forms.Form):
    """Fields of every kind; bound and empty, it shows every error."""

    name = forms.CharField(label="Name", help_text="As it stands on the letter.")
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "–"), ("a", "One"), ("b", "Another")])
    ways = forms.ChoiceField(label="Way", choices=[("a", "By mail"), ("b", "By hand")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")
    mark = forms.CharField(widget=forms.HiddenInput, required=False)


class Held(Sample):
    """A form whose text held a number that points at a person."""

    held = [SimpleNamespace(file="", numbers=[SimpleNamespace(masked="31••••••••••••01", kind="NIK")])]
    offered = [("mask", "Mask it"), ("hash", "Keep a hash"), ("keep", "It is no such number")]
    chosen_way = "keep"


def _event(title: str, mark: str, **facts: Any) -> SimpleNamespace:
    shown = {"reason": "", "replay": False, "details": {}, "subject_type": "incident", "subject_label": ""}
    shown |= {"recorded_at": NOW, "actor_name": "Petugas A", "actor_agency": "", "action": title, "mark": mark}
    return SimpleNamespace(**shown | facts)


EVENTS = [
    _event("issue", "legal", details={"number": "B-121/DJ/2023"}, reason="A reason that was given."),
    _event("send_message", "", details={"label": "Letter", "recipient": "surat@contoh.example"}, actor_name="Sistem"),
    _event("note", "elsewhere", details={"text": "What somebody said to the press."}, replay=True),
]
CHANGES = [
    SimpleNamespace(
        kind="~",
        table="Case",
        label="INS-2023-0001",
        changes=[
            SimpleNamespace(label="Severity", words=[], old="low", new="high"),
            SimpleNamespace(label="Title", words=[("same", "A leak of"), ("del", "lists"), ("add", "a register")]),
        ],
    ),
    SimpleNamespace(
        kind="+", table="Letter", label="", changes=[SimpleNamespace(label="Number", words=[], new="B-121")]
    ),
]


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every part; `?look=` shows it light or dark whatever the browser prefers."""
    look = request.GET.get("look")
    pages = Paginator(range(25), 10)
    shown = {
        "look": look if look in LOOKS else "light",
        "looks": LOOKS,
        "parts": {part.name: part for part in every_part()},
        "now": NOW,
        "clocks": CLOCKS,
        "duty": _timed(9, "duty", 80, 71),
        "marks": [{"at": NOW + timedelta(hours=h), "hours": n, "sent": h < 0} for h, n in ((-7, 48), (17, 24))],
        "statuses": [_with_status(state) for state in STATES],
        "form": Sample(),
        "faulty": Sample({"text": "kept"}),
        "guarded": Held({"text": "kept"}),
        "pages": [pages.page(number) for number in (1, 2, 3)],
        "events": EVENTS,
        "changes": CHANGES,
        "file": SimpleNamespace(name="laporan.pdf", size=1_480_000, sha256="0123456789abcdef" * 4),
        "drill": SimpleNamespace(drill=True),
        "choices": [("a", "One"), ("b", "Another")],
        "looks_of_states": get_args(parts.Look),
    }
    return render(request, "gallery/gallery.html", shown)


def _with_status(status: str) -> SimpleNamespace:
    words = status.replace("_", " ").capitalize()
    return SimpleNamespace(status=status, get_status_display=lambda: words, _meta=SimpleNamespace(model_name="request"))


@login_not_required
def looks(request: HttpRequest) -> HttpResponse:
    """The colours of both looks under a class, from the one file that has them: the browser's own wish stands back."""
    tokens = Path(not_none(finders.find("css/tokens.css"))).read_text()
    light, dark = re.findall(r":root\s*{(.*?)}", tokens, re.DOTALL)
    sheet = f"body.light {{{light} color-scheme: light; }}\nbody.dark {{{dark} color-scheme: dark; }}\n"
    return HttpResponse(sheet, content_type="text/css")


urlpatterns = [
    path("dev/parts/", gallery, name="gallery"),
    path("dev/parts/looks.css", looks, name="gallery_looks"),
]
