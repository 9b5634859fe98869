"""Frozen content to HTML. Nothing but the content decides what the letter says; live rows are never read.

The emblem is the picture of the very hash that the content names.
"""

import base64
import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from incidents.actions.letter_content import Content
from incidents.letters import emblems
from incidents.letters.wordings import PLACEHOLDER
from incidents.models import Letter
from incidents.plain import lengths, numbers
from incidents.plain.dates import DAYS, beside_wib, date_in_words, hour_elsewhere, instant_also_in, instant_in_words
from incidents.plain.letter_kinds import ASKED, DONE_BY, REPORTED

URGENCIES = {"biasa": "Biasa", "segera": "Segera", "sangat segera": "Sangat Segera"}
SECURITIES = {"B": "Biasa", "T": "Terbatas", "R": "Rahasia"}
BEFORE_OFFICE = {"plh": "Plh. ", "plt": "Plt. ", "an": "a.n. ", "ub": "a.n. "}
LONG_FOOTS = ("drill", "sample")  # what these say, and BSrE, takes a line of the foot each
ENDED_BY_FORM = ("basis", "demands")  # lists whose lines the form ends, all but the last with a semicolon
STRONG = ("tenggat", "tenggat_baru", "tenggat_lama", DONE_BY)
# What letters and receipts frozen without a sentence of their own say of their value as evidence.
FOOT_BEFORE = (
    "UU ITE No. 11 Tahun 2008 Pasal 5 ayat (1): “Informasi Elektronik dan/atau Dokumen Elektronik dan/atau hasil cetaknya "
    "merupakan alat bukti hukum yang sah.”"
)
BLANK_START = mark_safe('<span class="blank">hari, tanggal, dan pukul terbit</span>')
BLANK_DAY = mark_safe('<span class="blank">hari dan tanggal dihitung saat disetujui</span>')
BLANK_DUE = mark_safe('<span class="blank">hari, tanggal, dan pukul dihitung saat terbit</span>')


def render(content: Content, *, draft: bool = False, behind: str = "") -> str:
    """The letter as HTML. With `draft`, what issuing fills in stands as shaded blanks under a DRAF mark; `behind` stands after it."""
    template, version = content["template"].split("/")
    context = {
        **content,
        "draft": draft,
        "behind": behind,
        "nature": nature(content),
        "foot": content.get("foot", FOOT_BEFORE),
        "counted_from_signature": content.get("signing") in Letter.BY_HAND and "period" in content,
        "date_words": _day(content.get("date")),
        **_meeting(content),
        "before_office": BEFORE_OFFICE.get(content.get("signatory_mode", ""), ""),
        "picture": content.get("picture") or (emblems.shown(content["emblem"]) if content.get("emblem") else ""),
        "qr": qr(content["check_url"]) if content.get("check_url") else "",
        "short_of_room": sum([content.get("signing") == "bsre", *(bool(content.get(mark)) for mark in LONG_FOOTS)]) > 1,
        "how_many_copies": len(content.get("addressees") or [1]) + len(content.get("copies") or ()),
        "annexes": any(content.get(of) for of in ("questions", "addressees_annexed")) or _hands_over(content),
        **{part: [_unended(line) for line in content[part]] for part in ENDED_BY_FORM if content.get(part)},
    }
    if "wording" in content:
        filled = filler(content, draft)
        context |= {part: filled(content["wording"][part]) for part in ("body", "closing")}
        context["opening"] = content["opening"] or filled(content["wording"]["opening"])
    if content.get("received_at"):
        context |= _receipt(content)
    return render_to_string(f"notifications/letters/{template}.{version}.html", context)


def _hands_over(content: Content) -> bool:
    """Whether papers go along with it, as a referral says."""
    return bool(content.get("facts", {}).get("diserahkan"))


def _unended(line: str) -> str:
    """A line of a list without the stop that somebody typed at its end: the form sets its own."""
    return line[:-1] if line.endswith((".", ";")) else line


def nature(content: Content) -> str:
    """The line Sifat: urgency and security, each in its own word; what is ordinary in both is said once."""
    urgency, security = URGENCIES.get(content.get("urgency", ""), ""), SECURITIES.get(content.get("security", ""), "")
    return "/".join(dict.fromkeys(word for word in (urgency, security if security != "Biasa" else "") if word))


def filler(content: Content, draft: bool) -> Callable[[str], SafeString]:
    """Fills the placeholders of a wording. What comes from people is escaped; nothing in a text is ever run."""
    facts = {
        **content.get("facts", {}),
        "jumlah_pertanyaan": content.get("facts", {}).get(
            "jumlah_pertanyaan", numbers.with_words(len(content.get("questions", ())))
        ),
        "portal": content["portal"],
        "acuan": content["reference"],
        "sapaan": content.get("salutation", "Saudara"),  # as every letter said before it froze one
    }
    if content.get("period"):
        facts["tenggat"] = _due(content, draft)
    fill = filling(facts)
    # The sentences of a letter that may ask for nothing, with placeholders of their own: what to do by when, and how to report it.
    for name in (ASKED, REPORTED):
        facts[name] = (
            fill(render_to_string(f"notifications/letters/letter.1/{name}.txt")) if content.get("demands") else ""
        )
    return fill


def filling(facts: Mapping[str, Any]) -> Callable[[str], SafeString]:
    """Fills the placeholders of a text by `facts`, as they are by then. What comes from people is escaped."""

    def fill(text: str) -> SafeString:
        out, at = [], 0
        for found in PLACEHOLDER.finditer(text):
            before, value = text[at : found.start()], conditional_escape(facts.get(found[1], found[0]))
            if found[1] in STRONG:
                # The space goes inside: before an inline box WeasyPrint may break a full line after its first word.
                gap = " " if before.endswith(" ") else ""
                before, value = before.removesuffix(" "), format_html("<strong>{}{}</strong>", gap, value)
            out += [conditional_escape(before), value]
            # What is left out for this addressee leaves no gap.
            at = found.end() + (not value and text[found.end() : found.end() + 1] == " ")
        return mark_safe("".join([*out, conditional_escape(text[at:])]).strip())  # noqa: S308  each part is escaped above

    return fill


def _due(content: Content, draft: bool) -> SafeString:
    """Until when: the period in words, since when it runs and to when, so that a reader can count it."""
    period, since = format_html("paling lambat {} terhitung sejak", content["period"]), content["start"]
    if content["signing"] in Letter.BY_HAND:
        return _due_signed(content, draft, period)
    if content.get("due_at"):
        started, due = (_instant(content.get(at), content.get("zone")) for at in ("started_at", "due_at"))
        since = f"{since} pada {started}" if started else since
        return format_html("{} surat ini {}, yakni sampai dengan {}", period, since, due)
    if not draft:
        return format_html("{} surat ini {}", period, since)
    return format_html("{} surat ini {} pada {}, yakni sampai dengan {}", period, since, BLANK_START, BLANK_DUE)


def _due_signed(content: Content, draft: bool, period: SafeString) -> SafeString:
    """Where a person signs it runs since the signature, which is of the day of the letter: by that the day of the due is known, and
    of a period of days the very instant."""
    hours, zone = content["hours"], content.get("zone")
    if not hours:
        due = BLANK_DUE if draft else _instant(content["due_at"], zone)
        return format_html("{} tanggal surat ini, yakni sampai dengan {}", period, due)
    signed = format_html("{} waktu tanda tangan elektronik surat ini", period)
    if hours % 24 or not (draft or content.get("due_on")):
        return signed
    if draft:
        return format_html("{}, yakni sampai dengan {} pada waktu yang sama (WIB)", signed, BLANK_DAY)
    day = date.fromisoformat(content["due_on"])
    clock = beside_wib(zone, day, "id")
    return format_html("{}, yakni sampai dengan {} pada waktu yang sama ({})", signed, _weekday(day), clock)


def _weekday(day: date) -> str:
    return f"{DAYS['id'][day.weekday()]}, {date_in_words(day, 'id')}"


def _receipt(content: Content) -> dict[str, Any]:
    received_at = datetime.fromisoformat(content["received_at"])
    there, late = hour_elsewhere(received_at, content["zone"], "id"), timedelta(seconds=content["late_seconds"])
    by_day, late_words = content.get("received_as"), lengths.in_words(late, "id") if late else ""
    return {
        "received_words": by_day or instant_in_words(received_at, "id", seconds=True),
        "there": "" if by_day else there,
        "late_words": f"sedikitnya {late_words}" if by_day and late_words else late_words,
        "about_date_words": _day(content["about"]["date"]),
        "files": [file | {"size_words": _size(file["size"])} for file in content["files"]],
    }


def _size(count: int) -> str:
    """18.234.567 bita (18,2 MB): to the byte, and so that somebody can picture it."""
    exact = f"{numbers.exact(count, 'id')} bita"
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            shortly = f"{count / step:.1f}".replace(".", ",")
            return f"{exact} ({shortly} {unit})"
    return exact


def _meeting(content: Content) -> dict[str, str]:
    """Day and hour to which a letter that asks calls. A letter of the case says its meeting among its particulars."""
    if not content.get("meeting") or content.get("particulars"):
        return {}
    day, _between, hour = _instant(content["meeting"]["at"], content.get("zone")).partition(" pukul ")
    return {"meeting_day": day, "meeting_hour": hour}


def _day(text: str | None) -> str:
    return date_in_words(date.fromisoformat(text), "id") if text else ""


def _instant(text: str | None, zone: str | None = None) -> str:
    """In WIB, and beside it in the addressee's zone where that is another."""
    return instant_also_in(datetime.fromisoformat(text), "id", zone or "") if text else ""


def qr(address: str) -> str:
    """The address as a QR code, in a data: URI the PDF can embed without fetching anything."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
