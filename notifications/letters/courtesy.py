"""The courtesy copy of a letter as HTML: its frozen content in English, a paper of its own beside the letter.

What has no English stands in Indonesian, and the copy says so of it: nothing is left out, nothing translated by a machine.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from incidents.actions.letter_content import Content
from incidents.models import Letter
from incidents.plain.dates import DAYS, beside_wib, date_in_words, instant_also_in
from incidents.plain.letter_kinds import ASKED, REPORTED

from . import html

NAME = "terjemahan-tidak-resmi-en"  # behind the name of its letter's file
URGENCIES = {"biasa": "Ordinary", "segera": "Urgent", "sangat segera": "Very urgent"}
SECURITIES = {"B": "", "T": "Limited", "R": "Secret"}
BEFORE_OFFICE = {"plh": "Acting ", "plt": "Acting ", "an": "On behalf of ", "ub": "On behalf of "}
SINCE = {"diterbitkan": "the issue of this letter"}
DAYS_KINDS = {"hari_kalender": "calendar days", "hari_kerja": "working days", "hari": "days"}
BLANK = '<span class="blank">{}</span>'
NOT_TRANSLATED = mark_safe(' <span class="untranslated">[not translated]</span>')


def render(content: Content) -> str:
    """The whole paper of an issued letter's courtesy copy."""
    context = {**content, "text": text(content), "title": content["courtesy"].get("subject") or content["subject"]}
    return render_to_string("notifications/letters/courtesy.1.html", context)


def text(content: Content, *, draft: bool = False) -> SafeString:
    """What it says, without the paper around it: so it stands behind the preview of its letter."""
    english: Content = content["courtesy"]
    fill = _filler(content, draft)
    wording = english.get("wording")
    context = {
        **content,
        "draft": draft,
        "date_words": _day(content.get("date")),
        "nature": _nature(content),
        "before_office": BEFORE_OFFICE.get(content.get("signatory_mode", ""), ""),
        "subject": english.get("subject") or untranslated(content["subject"]),
        "particulars": _particulars(content),
        **_meeting(content),
        **_asked(content),
    }
    if wording:
        context |= {part: fill(wording[part]) for part in ("opening", "body", "closing")}
    else:
        said = html.filler(content, draft)
        context |= {part: untranslated(said(content["wording"][part])) for part in ("opening", "body", "closing")}
    if content["opening"]:
        context["opening"] = english.get("opening") or untranslated(content["opening"])
    return render_to_string("notifications/letters/courtesy.1/text.html", context)


def untranslated(words: str) -> SafeString | str:
    """What stands in Indonesian, said to be so; line by line, so that paragraphs stay what they are."""
    safe = isinstance(words, SafeString)
    lines = [mark_safe(line) if safe else line for line in words.split("\n")]  # noqa: S308  safe before
    if not words.strip():
        return ""
    said = [format_html('<span lang="id">{}</span>', line) if line.strip() else "" for line in lines]
    return mark_safe("\n".join(said)) + NOT_TRANSLATED  # noqa: S308  each line is escaped above


def _filler(content: Content, draft: bool) -> Callable[[str], SafeString]:
    english, said = content["courtesy"]["facts"], content.get("facts", {})
    facts: dict[str, Any] = {name: english.get(name) or untranslated(words) for name, words in said.items()}
    facts |= {name: words for name, words in english.items() if name not in facts}
    facts |= {"portal": content["portal"], "acuan": content["reference"]}
    if "hours" in content:
        facts["tenggat"] = _due(content, draft)
    fill = html.filling(facts)
    for name in (ASKED, REPORTED):
        found = f"notifications/letters/courtesy.1/{name}.txt"
        facts[name] = fill(render_to_string(found)) if content.get("demands") else ""
    return fill


def _due(content: Content, draft: bool) -> SafeString:
    """Until when, as the letter says it."""
    zone, length = content.get("zone"), _period(content)
    if content["signing"] in Letter.BY_HAND:
        return _due_signed(content, draft, length)
    since = SINCE[content["start"]]
    started, due = (_instant(content.get(at), zone) for at in ("started_at", "due_at"))
    if draft:
        started, due = format_html(BLANK, "time of issue"), format_html(BLANK, "counted at issue")
    since = format_html("{} on {}", since, started) if started else since
    if not due:
        return format_html("within {} of {}", length, since)
    return format_html("within {} of {}, that is by {}", length, since, due)


def _due_signed(content: Content, draft: bool, length: str) -> SafeString:
    hours, zone = content["hours"], content.get("zone")
    if not hours:
        due = format_html(BLANK, "counted at issue") if draft else _instant(content["due_at"], zone)
        return format_html("within {} of the date of this letter, that is by {}", length, due)
    since = format_html("within {} of the time of the electronic signature of the Indonesian letter", length)
    if hours % 24 or not (draft or content.get("due_on")):
        return since
    if draft:
        return format_html("{}, that is by {} at the same hour", since, format_html(BLANK, "day counted at approval"))
    day = date.fromisoformat(content["due_on"])
    words = f"{DAYS['en'][day.weekday()]}, {date_in_words(day, 'en')}"
    return format_html("{}, that is by {} at the same hour ({})", since, words, beside_wib(zone, day, "en"))


def _period(content: Content) -> str:
    """3 x 24 hours; 3 working days"""
    if hours := content["hours"]:
        return f"{hours} hours" if hours % 24 else f"{hours // 24} x 24 hours"
    return f"{content['days']} {DAYS_KINDS[content['days_kind']]}"


def _nature(content: Content) -> str:
    urgency, security = URGENCIES.get(content.get("urgency", ""), ""), SECURITIES.get(content.get("security", ""), "")
    return "/".join(filter(None, (urgency, security)))


def _particulars(content: Content) -> list[dict[str, Any]]:
    """The lines of the letter's table, each with its words in English or as they stand."""
    pairs = zip(content.get("particulars") or (), content["courtesy"].get("particulars") or (), strict=False)
    return [{"label": en["label"], "words": _of_line(said["words"], en["words"])} for said, en in pairs]


def _of_line(said: str, english: str) -> SafeString | str:
    """What is the same in both is a name, of the place of a meeting: it is no English, and nobody translates it."""
    if said == english:
        return format_html('<span lang="id">{}</span>', said)
    return english or untranslated(said)


def _asked(content: Content) -> dict[str, Any]:
    """Questions and points, one beside the other in order; those without English as they stand."""
    english: Content = content["courtesy"]
    found: dict[str, Any] = {}
    if questions := content.get("questions"):
        given = english.get("questions") or [""] * len(questions)
        found["questions"] = [{**question, "english": words} for question, words in zip(questions, given, strict=True)]
    if demands := content.get("demands"):
        given = english.get("demands") or [""] * len(demands)
        found["demands"] = [words or untranslated(said) for said, words in zip(demands, given, strict=True)]
    return found


def _meeting(content: Content) -> dict[str, Any]:
    if not content.get("meeting") or content.get("particulars"):
        return {}
    day, _at, hour = _instant(content["meeting"]["at"], content.get("zone")).partition(" at ")
    agenda = content.get("agenda") and (content["courtesy"].get("agenda") or untranslated(content["agenda"]))
    return {"meeting_day": day, "meeting_hour": hour, "agenda": agenda}


def _day(written: str | None) -> str:
    return date_in_words(date.fromisoformat(written), "en") if written else ""


def _instant(written: str | None, zone: str | None = None) -> str:
    return instant_also_in(datetime.fromisoformat(written), "en", zone or "") if written else ""
