"""The content of a letter, frozen at issue. From this JSON alone the letter is drawn, now and in ten years.

The draft content leaves out what issuing fills in (number, date, check code, due); its digest is what a supervisor
approves. Letters are in Indonesian whatever the reader's language: they are official documents.
"""

import hashlib
import secrets
from datetime import UTC

from django.conf import settings
from django.urls import reverse

from .. import clocks, deeds
from ..models import ClockRule, Letter, RegisterEntry, Unit

RULE = "clarification"
TEMPLATE = "clarification_request/1"
# Without I, L, O, U, 0 and 1: read aloud on the telephone, typed from paper. 8 of 30 signs: about 39 bits.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
UNITS_IN_WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()
STARTS = {
    ClockRule.Start.ISSUED: "diterbitkan",
    ClockRule.Start.RECEIVED: "diterima",
}


def in_words(number: int) -> str:
    """An Indonesian numeral in words, 0 to 999."""
    if number < 12:
        return UNITS_IN_WORDS[number]
    if number < 20:
        return f"{UNITS_IN_WORDS[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{UNITS_IN_WORDS[tens]} puluh {in_words(rest) if rest else ''}".strip()
    hundreds, rest = divmod(number, 100)
    head = "seratus" if hundreds == 1 else f"{UNITS_IN_WORDS[hundreds]} ratus"
    return f"{head} {in_words(rest) if rest else ''}".strip()


def period(hours: int) -> str:
    """A period as letters write it: 72 is "3 x 24 (tiga kali dua puluh empat) jam"."""
    if hours % 24 == 0:
        return f"{hours // 24} x 24 ({in_words(hours // 24)} kali dua puluh empat) jam"
    return f"{hours} ({in_words(hours)}) jam"


def rule_on(day):
    """The rule for clarification letters in force on `day`. Raises ClockRule.DoesNotExist when none is."""
    return ClockRule.objects.on(day).get(code=RULE)


def unit_on(unit, day):
    """The row of this unit in force on `day`: its letterhead and signing office then, or `unit` itself."""
    return Unit.objects.on(day).filter(code=unit.code).first() or unit


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def draft_content(request, at, by=None):
    """What the letter says, as far as it is known before issue. `at` decides which names and rules are in force, `by`
    whether the one who issues it does so as a deputy (plh., plt.): the letter says so."""
    day = at.astimezone(clocks.WIB).date()
    unit, rule, name = unit_on(request.unit, day), rule_on(day), request.agency.name_on(day)
    return {
        "template": TEMPLATE,
        "letterhead": {"ministry": unit.ministry, "unit": unit.name, "address": unit.address},
        "place": unit.place,
        "signatory_office": unit.signatory_office,
        "signatory_mode": by.acting_mode if by else "",
        "security": request.security,
        "urgency": request.urgency,
        "subject": request.subject,
        "addressee": {"office": name.head_office, "agency": name.name, "place": name.place},
        "opening": request.opening,
        "basis": lines(request.basis),
        "questions": [
            {"number": q.number, "heading": q.heading, "text": q.text, "kind": q.kind}
            for q in request.questions.order_by("number")
        ],
        "meeting": _meeting(request),
        "copies": lines(request.copies),
        "period": period(rule.length),
        "hours": rule.length,
        "start": STARTS[rule.start_event],
        "reference": request.reference,
        "portal": settings.SITE_URL.removeprefix("https://").removeprefix("http://"),
        "signing": _signing(),
        "sample": settings.DEMO,
    }


def _signing():
    """How a letter issued now will be signed. A sample is never sealed: nobody may take it for a letter."""
    sealed = settings.SEAL_PKCS12 and not settings.DEMO
    return str(Letter.Signing.SEALED if sealed else Letter.Signing.UNSIGNED)


def _meeting(request):
    """When and where a summons calls, None for other letters. The instant in UTC."""
    if not request.meeting_at:
        return None
    return {"at": request.meeting_at.astimezone(UTC).isoformat(), "place": request.meeting_place}


def issued_content(draft, *, number, at, due_at, check_code):
    """The draft completed with what issuing fills in. Instants in UTC, the date by Asia/Jakarta."""
    return {
        **draft,
        "number": number,
        "date": at.astimezone(clocks.WIB).date().isoformat(),
        "due_at": due_at.isoformat(),
        "check_code": check_code,
        "check_url": settings.SITE_URL + reverse("notifications:check", args=[check_code]),
    }


def digest(content) -> str:
    """SHA-256 of the content's canonical JSON, hex."""
    return hashlib.sha256(deeds.canonical_json(content).encode()).hexdigest()


def new_check_code():
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def put_on_register(deed, request, unit):
    """Take the next number of the unit and year and write the register's line."""
    day = deed.at.astimezone(clocks.WIB)
    sequence = deed.take(f"letter:{unit.code}", day.year)
    number = unit.number_template.format(
        security=request.security,
        n=sequence,
        unit=unit.letter_code,
        classification=unit.classification,
        MM=f"{day.month:02d}",
        YYYY=day.year,
    )
    return RegisterEntry.objects.create(unit=unit, unit_code=unit.code, year=day.year, sequence=sequence, number=number)


def write(deed, request, draft, due_at, unit):
    """The letter with its frozen content, on the register, without bytes yet: a worker draws those."""
    entry = put_on_register(deed, request, unit)
    code = new_check_code()
    content = issued_content(draft, number=entry.number, at=deed.at, due_at=due_at, check_code=code)
    return Letter.objects.create(
        kind=request.rung.code if request.rung else Letter.Kind.CLARIFICATION_REQUEST,
        request=request,
        register_entry=entry,
        issued_at=deed.at,
        check_code=code,
        content=content,
        content_digest=digest(content),
        draft_digest=digest(draft),
        signing=content["signing"],
    )
