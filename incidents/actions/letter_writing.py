"""A letter is written: its number on the register, its check code, its frozen content, the row it stands in; and voided."""

import secrets
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, gettext

from ..errors import NOT_NOW, DomainError
from ..models import (
    ClarificationRequest,
    ComplaintAnswer,
    Letter,
    Pending,
    RegisterEntry,
    StoredFile,
    Unit,
)
from ..plain import clocks, letter_numbers
from ..plain.clocks import Instant
from ..plain.dates import date_in_words
from ..plain.not_none import not_none
from ..record import complainant_sheets, deeds, transparency
from ..translatable import _
from . import letter_signs
from .letter_content import Content, Matter, T, digest, issued_content, unit_on

KeptFields = dict[str, Any]  # the fields of a StoredFile: see files.Kept
# Without I, L, O, U, 0 and 1: read aloud on the telephone, typed from paper. 8 of 30 signs: about 39 bits.
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8


class SigningNotChosen(DomainError):
    """Nobody has said how letters are signed here, so none is issued: an administrator chooses by a deed."""

    status = NOT_NOW
    message = _("Nobody has chosen how letters are signed. An administrator does, under Letters.")


class NoEmblem(DomainError):
    """The letterhead has no emblem: in its place the letter would say that one belongs there."""

    status = NOT_NOW
    message = _(
        "The letterhead of %(unit)s has no emblem, and no letter goes out with its place left empty. An administrator enters it with "
        "the next letterhead, under Letters."
    )


class NoLetterhead(DomainError):
    """The unit is none any more on that day, and nothing follows it."""

    status = NOT_NOW
    message = _(
        "%(unit)s ended on %(day)s and nothing follows it: no letter is issued under it. An administrator enacts its next "
        "letterhead under Letters, or the case is handed over to another unit and the letter drafted anew there."
    )


def lacks(draft: Content) -> DomainError | None:
    """What an administrator has to do first, before a letter with this content is issued; None where nothing is missing. Where
    no real letter is written, and in a drill, the place of an emblem may stay empty."""
    if not draft["signing"]:
        return SigningNotChosen()
    if settings.PRODUCTION and not draft["drill"] and "emblem" not in draft:
        return NoEmblem(unit=draft["letterhead"]["unit"])
    return None


def new_check_code() -> str:
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def put_on_register(deed: deeds.Deed[T], unit: Unit, security: str, *, drill: bool) -> RegisterEntry:
    """Take the next number of the unit and year and write the register's line; a drill's on the register of drills."""
    year = clocks.day(deed.at).year
    sequence = deed.take(f"drill letter:{unit.code}" if drill else f"letter:{unit.code}", year)
    parts = {"unit": unit.letter_code, "classification": unit.classification}
    number = letter_numbers.number(
        unit.number_template, security=security, n=sequence, day=clocks.day(deed.at), parts=parts
    )
    return RegisterEntry.objects.create(
        unit=unit,
        unit_code=unit.code,
        year=year,
        drill=drill,
        sequence=sequence,
        number=f"LATIHAN/{number}" if drill else number,
    )


def write(
    deed: deeds.Deed[T],
    matter: Matter,
    draft: Content,
    *,
    due_at: Instant | None = None,
    instead_of: Letter | None = None,
    **fields: Any,
) -> Letter:
    """The letter with its frozen content, on the register, without bytes yet: a worker draws those. One that a person
    signs is not issued before the signature. `instead_of`: the same letter as it was drawn before and nobody signed, whose number
    is void. `fields` as freeze() has them. Raises SigningNotChosen, NoEmblem, letter_signs.NotShown, NoLetterhead."""
    if missing := lacks(draft):
        missing.on = matter
        raise missing
    letter_signs.refuse_what_no_font_shows(matter, draft)
    today = clocks.day(deed.at)
    unit = unit_on(matter.unit, today)
    if unit.valid_to and unit.valid_to <= today:
        raise NoLetterhead(matter, unit=unit.name, day=date_in_words(unit.valid_to, not_none(get_language())))
    entry = put_on_register(deed, unit, draft["security"], drill=draft["drill"])
    if instead_of:
        void_for(instead_of, deed, entry.number)
    return freeze(deed, matter, draft, number=entry.number, due_at=due_at, register_entry=entry, **fields)


def copy(
    deed: deeds.Deed[T], matter: Matter, first: Letter, *, instead_of: Letter | None = None, **fields: Any
) -> Letter:
    """The joint letter `first` to another of its addressees: its number, check code and content, in a row of its own. `instead_of`
    as write() has it. `fields` are columns of Letter."""
    if instead_of:
        void_for(instead_of, deed, str(first))
    same = ("kind", "check_code", "content", "content_digest", "draft_digest", "signing", "register_entry")
    deed.pend(Pending.Job.LETTER)
    return Letter.objects.create(
        **_written_for(matter),
        **{name: getattr(first, name) for name in same},
        copy_of=first,
        cause_id=deed.event_id,
        issued_at=None if first.signing in Letter.BY_HAND else deed.at,
        **fields,
    )


def freeze(
    deed: deeds.Deed[T],
    matter: Matter,
    draft: Content,
    *,
    number: str,
    due_at: Instant | None = None,
    addressee: str = "",
    **fields: Any,
) -> Letter:
    """One letter's row from its draft content; `number` is the register's, or a receipt's own. `addressee`: whom it names where
    few may know, locked (record.complainant_sheets). The newest head of the log is frozen with it: a letter drawn again bears the same.
    `fields` are columns of Letter."""
    code = new_check_code()
    content = issued_content(draft, number=number, at=deed.at, due_at=due_at, check_code=code)
    content |= transparency.anchor(deed.at)
    if addressee:
        content[complainant_sheets.ADDRESSEE] = addressee
    deed.pend(Pending.Job.LETTER)
    return Letter.objects.create(
        kind=draft["kind"],
        **_written_for(matter),
        cause_id=deed.event_id,
        issued_at=None if draft["signing"] in Letter.BY_HAND else deed.at,
        check_code=code,
        content=content,
        content_digest=digest(content),
        draft_digest=digest(draft),
        signing=draft["signing"],
        **fields,
    )


DRAWN_ANEW = _("Not signed, and drawn anew under the number %(number)s of %(date)s.")


def void_for(letter: Letter, deed: deeds.Deed[T], number: str) -> None:
    """It was drawn anew under `number` before anybody signed it: the register says so of its own number."""
    with translation.override("id"):  # what stands for ever is not worded by who happened to click
        why = gettext(DRAWN_ANEW) % {"number": number, "date": date_in_words(clocks.day(deed.at), "id")}
    void(letter, deed, why)


def _written_for(matter: Matter) -> dict[str, Any]:
    if isinstance(matter, ComplaintAnswer):
        return {"complaint_answer": matter}
    link = "request" if isinstance(matter, ClarificationRequest) else "case_letter"
    return {"incident_id": matter.incident_id, "agency_id": matter.agency_id, link: matter}


def stored(deed: deeds.Deed[T], file: KeptFields) -> StoredFile:
    """The row of kept bytes; `file` is what files.keep() returned, as fields."""
    return StoredFile.objects.create(stored_at=deed.at, **file)


def void(letter: Letter, deed: deeds.Deed[T], why: str = "") -> None:
    """It will never go out: the number stays on the register with the reason (the deed's unless `why` says it), and is not
    given out again. That of a joint letter is void with the last of its copies."""
    letter.voided_at = deed.at
    letter.save()
    entry = not_none(letter.register_entry)
    if not entry.letters.filter(voided_at__isnull=True).exists():
        entry.void_reason = why or deed.reason
        entry.save()
    Pending.objects.filter(job=Pending.Job.LETTER, event=letter.cause_id).delete()
