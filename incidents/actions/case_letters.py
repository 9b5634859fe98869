"""Deeds on letters of the case that ask nothing, such as an invitation: drafted to one agency or several, then issued.

What such a letter wants to be filled in, and whether it calls to a meeting, its kind says (plain.letter_kinds).
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from ..models import Agency, CaseLetter, Incident, Letter, StoredFile, User
from ..plain import clocks, letter_kinds
from ..plain.clocks import WIB
from ..plain.dates import DAYS, date_in_words, hour_elsewhere, hours_in_words, instant_in_words
from ..plain.known import known
from ..plain.letter_kinds import OUTCOME_NOTICE, LetterKind
from ..record import deeds, sent_forms
from ..workflow import LETTERS_NOT_OUT, Action, CaseLetterStatus, IncidentStatus
from . import (
    case_letter_stands,
    drills,
    follow_ups,
    joint_letters,
    letter_content,
    letter_decisions,
    letter_writing,
    meanwhile,
    past_cases,
    taking_back,
)
from .agencies import check_exists, stands_for

Shown = Mapping[CaseLetter, tuple[int, str]]
"""What a person saw of several letters: of each its version and the digest of its content."""

Recipients = Mapping[int, str]
"""{key of an agency: the addresses chosen for its letter, one a line}; who is left out gets it at every address on file."""


def draft(
    incident: Incident,
    *,
    by: User,
    kind: LetterKind,
    agencies: Iterable[Agency],
    facts: dict[str, Any],
    mail_to: Recipients = MappingProxyType({}),
    joint: bool = False,
    at: datetime | None = None,
    **fields: str,
) -> list[CaseLetter]:
    """Draft the same letter to each of `agencies`, in one act; `joint`: as one letter of one number that names all of them.
    `facts` is what its kind wants, ready for JSON."""
    act_id = sent_forms.new_act()
    rows = [
        CaseLetter(
            incident=incident,
            agency=each,
            kind=kind.code,
            act_id=act_id,
            joint=joint,
            facts=_stamped(kind.code, facts, incident),
            mail_to=mail_to.get(each.pk, ""),
            **fields,
        )
        for each in agencies
    ]
    with transaction.atomic():
        return [_draft(rows, n, by, _step(at, n)) for n in range(len(rows))]


def take_back(
    invited: CaseLetter, *, by: User, seen: int, facts: dict[str, Any], at: datetime | None = None, **fields: str
) -> list[CaseLetter]:
    """Draft what takes back all that went out in one act with `invited`, a joint letter jointly. `seen` is its version. Raises
    Conflict: it is not in force, its meeting has begun, nobody is left to be told, or somebody was quicker. A body that has
    several copies of a joint letter by now gets one."""
    kind, act_id = letter_kinds.TAKEN_BACK_BY[invited.kind], sent_forms.new_act()
    if not stands_for(invited.agency):
        raise case_letter_stands.NobodyToTell(invited, body=invited.agency.short_name)
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=invited.incident_id)  # of two at once the later sees the earlier
        every = taking_back.out_with(invited)
        if invited in every and not taking_back.is_ready(every[every.index(invited)]):
            raise case_letter_stands.TakenBackAlready(invited)
        if not any(each == invited and each.version == seen for each in every):
            raise meanwhile.LetterTouched(invited)
        drafted = [
            CaseLetter(
                incident=each.incident,
                agency=stands_for(each.agency),
                kind=kind.code,
                act_id=act_id,
                joint=each.joint,
                takes_back=each,
                facts=facts,
                mail_to=each.mail_to if stands_for(each.agency) == each.agency else "",
                **fields,
            )
            for each in taking_back.once_each(every)
        ]
        rows = [_draft(drafted, n, by, _step(at, n)) for n in range(len(drafted))]
        for row in rows:  # of a joint one each copy is judged with the others
            case_letter_stands.check(row, row.drafted_at)
        return rows


def may_be_drafted(incident: Incident, kind: LetterKind) -> bool:
    """Whether a letter of `kind` has its place in a case as it stands: those of the result in a closed one as well."""
    return incident.status == IncidentStatus.OPEN or (kind.after_closing and incident.status == IncidentStatus.CLOSED)


def _draft(rows: list[CaseLetter], n: int, by: User, at: datetime | None) -> CaseLetter:
    row = rows[n]
    row.drafted_by = by
    past_cases.check_present(row.incident)
    if not may_be_drafted(row.incident, row.kind_row):
        raise meanwhile.NoPlaceForLetter(row.incident)
    with deeds.record(Action.DRAFT_LETTER, on=row, by=by, at=at, act_id=row.act_id) as deed:
        check_exists(row.agency, deed.at)
        row.number = CaseLetter.objects.filter(incident=row.incident_id).count() + 1
        row.reference = f"{row.incident.reference}/S{row.number}"
        row.drafted_at, row.unit = deed.at, known(deed.unit)
        row.save()
        deed.details = joint_letters.told(rows, n, deed.at)
    return row


def _stamped(kind: str, facts: dict[str, Any], incident: Incident) -> dict[str, Any]:
    """What a letter says; with a notice of outcome the outcome that the case has as it is written."""
    return facts | {case_letter_stands.OUTCOME: incident.outcome} if kind == OUTCOME_NOTICE.code else facts


def _step(at: datetime | None, n: int) -> datetime | None:
    """The `at` of the n-th deed of an act that is entered with an earlier instant."""
    return at and at + timedelta(microseconds=n)


def of_one_act(row: CaseLetter) -> list[CaseLetter]:
    """The letters drafted together with `row` that are still drafts, `row` itself first when it is one."""
    rows = CaseLetter.objects.filter(act_id=row.act_id).awaiting_approval().select_related("agency", "incident", "unit")
    return sorted(rows.prefetch_related("agency__names"), key=lambda each: (each.pk != row.pk, each.pk))


def edit(
    row: CaseLetter,
    *,
    by: User,
    seen: int,
    facts: dict[str, Any],
    mail_to: Recipients = MappingProxyType({}),
    **fields: str,
) -> CaseLetter:
    """Change what the letters of one act say, as far as they are drafts; of those in `mail_to` also to which addresses they
    go. `seen` is the version of `row`."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        rows = of_one_act(row) or [row]
        for n, each in enumerate(rows):
            version = seen if each.pk == row.pk else None
            with deeds.record(Action.EDIT_LETTER, on=each, by=by, seen=version, act_id=act_id) as deed:
                said = {**fields, "facts": _stamped(each.kind, facts, deed.on.incident)}
                for name, value in said.items():
                    setattr(deed.on, name, value)
                deed.on.mail_to = mail_to.get(deed.on.agency_id, deed.on.mail_to)
                deed.on.save()
                deed.details = joint_letters.told(rows, n, deed.at)
    return row


def content(row: CaseLetter, at: datetime, by: User | None = None) -> dict[str, Any]:
    """What the letter says before issue; a joint one the same in every copy."""
    kind, facts, copies = row.kind_row, row.facts, row.fellows or [row]
    found = letter_content.base_content(row, kind.code, at, by, subject=row.subject) | {"opening": ""}
    found |= joint_letters.said(copies, clocks.day(at))
    meeting, zones = row.meeting, joint_letters.zones(copies)
    lines = _meeting_lines(meeting, zones) if meeting else []
    lines += [{"label": w.on_letter, "words": facts[w.name]} for w in kind.wanted if w.on_letter and facts[w.name]]
    found |= {"facts": {wanted.name: facts[wanted.name] for wanted in kind.wanted}, "particulars": lines}
    if kind.demands and row.done_by:
        found["demands"] = letter_content.lines(facts[letter_kinds.DEMANDS])
        found["facts"][letter_kinds.DONE_BY] = _in_words(row.done_by, zones)
    if letter_kinds.BASIS in facts:
        found["basis"] = letter_content.lines(facts[letter_kinds.BASIS])
    if row.takes_back:
        first = known(row.takes_back.letter)
        cited = {"nomor_asal": str(first), "tanggal_asal": date_in_words(first.date, "id")}
        subject = f"{first.content['subject']} {joint_letters.passed_on(copies)}".strip()
        found["facts"] |= cited | {"hal_asal": subject}
    return found | ({"meeting": meeting} if meeting else {})


def _meeting_lines(meeting: dict[str, Any], zones: Iterable[str]) -> list[dict[str, str]]:
    """Day, hours and place as a letter says them; the hours once more as they are where each agency is."""
    start, end = datetime.fromisoformat(meeting["at"]), meeting["until"] and datetime.fromisoformat(meeting["until"])
    day = clocks.local(start)
    hours = f"pukul {hours_in_words(start, end)}"
    if there := [hours_in_words(start, end, ZoneInfo(zone)) for zone in zones if zone != WIB.key]:
        hours += f" ({', '.join(there)})"
    return [
        {"label": "Hari, tanggal", "words": f"{DAYS['id'][day.weekday()]}, {date_in_words(day, 'id')}"},
        {"label": "Waktu", "words": hours},
        {"label": "Tempat", "words": meeting["place"]},
    ]


def _in_words(instant: datetime, zones: Iterable[str]) -> str:
    """As a letter says it: in WIB, and beside it as it is where each agency is."""
    there = ", ".join(filter(None, (hour_elsewhere(instant, zone, "id") for zone in zones)))
    return f"{instant_in_words(instant, 'id')} ({there})" if there else instant_in_words(instant, "id")


def done_by_facts(at: datetime) -> dict[str, str]:
    """Until when something is to be done, as `facts` keep it."""
    return {"at": _utc(at)}


def meeting_facts(at: datetime, until: datetime | None, place: str) -> dict[str, Any]:
    """A meeting as `facts` and a letter's content keep it."""
    return {"at": _utc(at), "until": until and _utc(until), "place": place}


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def issue(shown: Shown, *, by: User, mail_to: Collection[str] = (), at: datetime | None = None) -> None:
    """Approve letters of one act as they were shown: each gets its number and is issued, or where a person signs waits
    for its signature. All of them, or none. A joint letter gets one number, each addressee its copy. Raises Conflict: one was
    changed, or says what does not hold any more (case_letter_stands), or not all copies were shown; SigningNotChosen.
    `mail_to`: see drills.confirm()."""
    instant = at or timezone.now()
    signed_by_hand = any(letter_content.signing_of(row, instant) in Letter.BY_HAND for row in shown)
    action = Action.APPROVE_LETTER if signed_by_hand else Action.ISSUE_LETTER
    act_id = sent_forms.new_act()
    done: list[CaseLetter] = []
    first: Letter | None = None  # of a joint letter, to whose number its copies go
    text: dict[str, Any] | None = None
    with transaction.atomic():
        for n, (row, (seen, digest)) in enumerate(shown.items()):
            with deeds.record(action, on=row, by=by, seen=seen, at=_step(at, n), act_id=act_id) as deed:
                check_exists(deed.on.agency, deed.at)
                text = found = text or content(deed.on, deed.at, by)
                if letter_content.digest(found) != digest:
                    raise meanwhile.LetterChanged(deed.on)
                if deed.on.status != CaseLetterStatus.DRAFT or (found["signing"] in Letter.BY_HAND) != signed_by_hand:
                    raise meanwhile.ApprovedOtherwise(deed.on)
                case_letter_stands.check(deed.on, deed.at)
                if not signed_by_hand:
                    deed.on.issued_at = deed.at
                deed.on.status = CaseLetterStatus.AWAITING_SIGNATURE if signed_by_hand else CaseLetterStatus.ISSUED
                confirmed = drills.confirm(deed.on, mail_to, deed.at)
                deed.on.save()
                taken_back = deed.on.takes_back.letter if deed.on.takes_back else None
                if first:
                    letter = letter_writing.copy(deed, deed.on, first, about=taken_back)
                else:
                    letter = letter_writing.write(deed, deed.on, found, about=taken_back)
                first, text = (first or letter, text) if deed.on.joint else (None, None)
                if not signed_by_hand:
                    follow_ups.end_what_was_asked(deed)
                deed.details = joint_letters.told(list(shown), n, deed.at) | {"letter": str(letter)} | confirmed
            done.append(deed.on)
        if any(row.joint and set(row.fellows) != set(done) for row in done[:1]):
            raise meanwhile.AddresseesChanged(done[0])
        if not signed_by_hand:
            after = deed.after()
            for row in done:
                after = follow_ups.ask(row, by=by, act_id=act_id, at=after)


def issue_signed(
    row: CaseLetter,
    *,
    by: User,
    seen: int,
    file: dict[str, Any],
    details: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> CaseLetter:
    """The signed bytes are here: with them the letter is issued, a joint one to every addressee. `file` is a StoredFile's
    fields, checked against what was given out for signature. Raises Conflict when it waits for none, or says what does not hold any more."""
    act_id = sent_forms.new_act()
    with transaction.atomic():
        rows = [row, *(each for each in row.fellows if each.pk != row.pk)]
        issued = [_issue_signed(rows, 0, by, seen, file, details, at, act_id)]
        kept = known(known(issued[0].on.letter).file)
        for n in range(1, len(rows)):
            issued.append(_issue_signed(rows, n, by, None, kept, details, _step(at, n), act_id))
        after = issued[-1].after()
        for deed in issued:
            after = follow_ups.ask(deed.on, by=by, act_id=act_id, at=after)
    return issued[0].on


def _issue_signed(
    rows: Sequence[CaseLetter],
    n: int,
    by: User,
    seen: int | None,
    file: dict[str, Any] | StoredFile,
    details: dict[str, Any] | None,
    at: datetime | None,
    act_id: uuid.UUID,
) -> deeds.Deed[CaseLetter]:
    with deeds.record(Action.ISSUE_LETTER, on=rows[n], by=by, seen=seen, at=at, act_id=act_id) as deed:
        letter = deed.on.letter
        waits = deed.on.status == CaseLetterStatus.AWAITING_SIGNATURE
        if not waits or letter is None or not letter.unsigned_id:
            raise meanwhile.SignedAlready(deed.on)
        check_exists(deed.on.agency, deed.at)
        case_letter_stands.check(deed.on, deed.at)
        deed.on.status, deed.on.issued_at = CaseLetterStatus.ISSUED, deed.at
        deed.on.save()
        deed.details = joint_letters.told(rows, n, deed.at)
        follow_ups.end_what_was_asked(deed)
        letter_decisions.take_signed(deed, letter, file, details)
    return deed


def drop(
    row: CaseLetter, *, by: User, seen: int, reason: str, whole: bool = True, at: datetime | None = None
) -> CaseLetter:
    """It will not go out; a number that was given is void. A joint draft may go to all but one, without `whole`; once numbered it names
    them all. Raises TakesBackTheWhole: what takes a joint letter back goes to all of its addressees."""
    alone = row.status == CaseLetterStatus.DRAFT and not whole
    if alone and row.joint and len(row.fellows) > 1 and not taking_back.may_fall_out(row):
        raise case_letter_stands.TakesBackTheWhole(row)
    others = [] if alone else [each for each in row.fellows if each.pk != row.pk and each.status in LETTERS_NOT_OUT]
    rows, act_id = [row, *others], sent_forms.new_act()
    with transaction.atomic():
        return [
            _drop(rows, n, by=by, seen=None if n else seen, reason=reason, at=_step(at, n), act_id=act_id)
            for n in range(len(rows))
        ][0]


def _drop(rows: Sequence[CaseLetter], n: int, **facts: Any) -> CaseLetter:
    with deeds.record(Action.DROP_LETTER, on=rows[n], **facts) as deed:
        if deed.on.letter:
            letter_writing.void(deed.on.letter, deed)
        deed.on.status = CaseLetterStatus.DROPPED
        deed.on.save()
        deed.details = joint_letters.told(rows, n, deed.at)
    return deed.on
