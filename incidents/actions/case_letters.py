"""Letters of the case, such as an invitation, until they go out: drafted to one agency or several, edited, dropped.

What such a letter wants to be filled in, and whether it calls to a meeting, its kind says (plain.letter_kinds).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction

from ..models import Agency, CaseLetter, Incident, User
from ..plain import letter_kinds
from ..plain.letter_kinds import OUTCOME_NOTICE, LetterKind
from ..plain.not_none import not_none
from ..record import deeds, sent_forms
from ..workflow import LETTERS_NOT_OUT, Action, CaseLetterStatus
from . import (
    case_letter_conditions,
    joint_letters,
    letter_revocation,
    letter_writing,
    overtaken,
    past_or_present,
)
from .agencies import check_exists, stands_for

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
    **fields: Any,
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
        return [_draft(rows, n, by, step(at, n)) for n in range(len(rows))]


def take_back(
    invited: CaseLetter, *, by: User, seen: int, facts: dict[str, Any], at: datetime | None = None, **fields: Any
) -> list[CaseLetter]:
    """Draft what takes back all that went out in one act with `invited`, a joint letter jointly. `seen` is its version. Raises
    Conflict: it is not in force, its meeting has begun, nobody is left to be told, or somebody was quicker. A body that has
    several copies of a joint letter by now gets one."""
    kind = letter_kinds.TAKEN_BACK_BY[invited.kind]
    if not stands_for(invited.agency):
        raise case_letter_conditions.NobodyToTell(invited, body=invited.agency.short_name)
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=invited.incident_id)  # of two at once the later sees the earlier
        every = letter_revocation.out_with(invited)
        if invited in every and not letter_revocation.is_ready(every[every.index(invited)]):
            raise case_letter_conditions.TakenBackAlready(invited)
        if not any(each == invited and each.version == seen for each in every):
            raise overtaken.LetterTouched(invited)
        told = letter_revocation.once_each(every)
        return _draft_about(told, kind, link="takes_back", by=by, facts=facts, at=at, **fields)


def correct(
    wrong: CaseLetter, *, by: User, seen: int, facts: dict[str, Any], at: datetime | None = None, **fields: Any
) -> list[CaseLetter]:
    """Draft what puts a slip right in all that went out in one act with `wrong` and is in force, jointly in a joint letter. `seen` is
    its version. Raises Conflict: it is in force no longer, nobody is left to be told, it would name another due, or somebody was quicker."""
    kind = letter_kinds.CORRECTED_BY[wrong.kind]
    if not stands_for(wrong.agency):
        raise case_letter_conditions.NobodyToTell(wrong, body=wrong.agency.short_name)
    with transaction.atomic():
        Incident.objects.select_for_update().get(pk=wrong.incident_id)  # of two at once the later sees the earlier
        every = [each for each in letter_revocation.out_with(wrong) if not each.ended_at and stands_for(each.agency)]
        if not any(each == wrong and each.version == seen for each in every):
            raise overtaken.LetterTouched(wrong)
        if CaseLetter.objects.filter(corrects__in=every, status__in=LETTERS_NOT_OUT).exists():
            raise case_letter_conditions.CorrectedAlready(wrong)
        told = letter_revocation.told_once(every)
        return _draft_about(told, kind, link="corrects", by=by, facts=facts, at=at, **fields)


def _draft_about(
    every: Iterable[CaseLetter],
    kind: LetterKind,
    *,
    link: str,
    by: User,
    facts: dict[str, Any],
    at: datetime | None,
    **fields: Any,
) -> list[CaseLetter]:
    """In one act, a letter of `kind` about each of `every`, which its column `link` names: to whoever stands for its body, where that is
    another one at every address on file. Raises what case_letter_conditions.check() does."""
    act_id = sent_forms.new_act()
    drafted = [
        CaseLetter(
            incident=each.incident,
            agency=stands_for(each.agency),
            kind=kind.code,
            act_id=act_id,
            joint=each.joint,
            facts=facts,
            mail_to=each.mail_to if stands_for(each.agency) == each.agency else "",
            **{link: each},
            **fields,
        )
        for each in every
    ]
    rows = [_draft(drafted, n, by, step(at, n)) for n in range(len(drafted))]
    for row in rows:  # of a joint one each copy is judged with the others
        case_letter_conditions.check(row, row.drafted_at)
    return rows


def may_be_drafted(incident: Incident, kind: LetterKind) -> bool:
    """Whether a letter of `kind` has its place in a case as it stands: those of the result in a closed one as well."""
    return incident.takes(kind)


def _draft(rows: list[CaseLetter], n: int, by: User, at: datetime | None) -> CaseLetter:
    row = rows[n]
    row.drafted_by = by
    past_or_present.check_present(row.incident)
    if not may_be_drafted(row.incident, row.kind_row):
        raise overtaken.NoPlaceForLetter(row.incident)
    if why := case_letter_conditions.not_bound(row):
        raise why
    with deeds.record(Action.DRAFT_LETTER, on=row, by=by, at=at, act_id=row.act_id) as deed:
        check_exists(row.agency, deed.at)
        row.number = CaseLetter.objects.filter(incident=row.incident_id).count() + 1
        row.reference = f"{row.incident.reference}/S{row.number}"
        row.drafted_at, row.unit = deed.at, not_none(deed.unit)
        row.save()
        deed.details = joint_letters.told(rows, n, deed.at)
    return row


def _stamped(kind: str, facts: dict[str, Any], incident: Incident) -> dict[str, Any]:
    """What a letter says; with a notice of outcome the outcome that the case has as it is written."""
    return facts | {case_letter_conditions.OUTCOME: incident.outcome} if kind == OUTCOME_NOTICE.code else facts


def step(at: datetime | None, n: int) -> datetime | None:
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
    **fields: Any,
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


def drop(
    row: CaseLetter, *, by: User, seen: int, reason: str, whole: bool = True, at: datetime | None = None
) -> CaseLetter:
    """It will not go out; a number that was given is void. A joint draft may go to all but one, without `whole`; once numbered it names
    them all. Raises TakesBackTheWhole, CorrectsTheWhole: what takes a joint letter back, or corrects it, goes to all of its addressees."""
    alone = row.status == CaseLetterStatus.DRAFT and not whole
    if alone and row.joint and len(row.fellows) > 1 and not letter_revocation.may_fall_out(row):
        refusal = case_letter_conditions.CorrectsTheWhole if row.corrects else case_letter_conditions.TakesBackTheWhole
        raise refusal(row)
    others = [] if alone else [each for each in row.fellows if each.pk != row.pk and each.status in LETTERS_NOT_OUT]
    rows, act_id = [row, *others], sent_forms.new_act()
    with transaction.atomic():
        return [
            _drop(rows, n, by=by, seen=None if n else seen, reason=reason, at=step(at, n), act_id=act_id)
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
