"""What takes a letter back: which letters of an act it cites, whom it tells, and which others end with it. A joint letter has one
number, so it is in force with all of its addressees or with none; each body is told once."""

from collections.abc import Sequence

from ..models import CaseLetter
from ..plain.not_none import not_none
from ..record.untold_letters import on_its_way, untold
from ..workflow import CaseLetterStatus
from .agencies import stands_for


def may_be_told(row: CaseLetter) -> bool:
    """Whether somebody is there to whom a letter that takes `row` back could go, and who has not read of it yet."""
    return bool(stands_for(row.agency)) and (row.ended_at is None or untold(row))


def out_with(row: CaseLetter) -> list[CaseLetter]:
    """All that went out in one act with `row`, as it stands."""
    rows = CaseLetter.objects.filter(act_id=row.act_id, status=CaseLetterStatus.ISSUED).order_by("pk")
    return list(rows.select_related("incident", "agency", "revoked_with__agency"))


def is_ready(row: CaseLetter) -> bool:
    """Whether a letter that takes `row` back may be drafted: none is on its way, and somebody is left to be told."""
    return may_be_told(row) and not on_its_way(row)


def once_each(rows: Sequence[CaseLetter]) -> list[CaseLetter]:
    """Of issued letters those that are to be taken back: all, where each has a number of its own; of the copies of a joint one that
    have come to one body, by a successor or a double, the one that went to itself."""
    return told_once([row for row in rows if is_ready(row)])


def told_once(ready: Sequence[CaseLetter]) -> list[CaseLetter]:
    """Of letters to bodies that are there each that has a number of its own, and of a joint one a copy for each body."""
    own = dict[int, CaseLetter]()
    for row in ready:
        body = not_none(stands_for(row.agency)).pk
        if body not in own or not_none(own[body].letter).agency_id != body == not_none(row.letter).agency_id:
            own[body] = row
    return [row for row in ready if not row.joint or row in own.values()]


def ending_with(row: CaseLetter, taken: CaseLetter) -> list[CaseLetter]:
    """Beside `taken` what ends when `row` takes that back, and no letter of its own says so: what went out in the same act to bodies
    that exist no more and nobody follows, and the copies of a joint letter that have come to the addressee."""
    acts = CaseLetter.objects.filter(takes_back__act_id=taken.act_id).exclude(status=CaseLetterStatus.DROPPED)
    rows = CaseLetter.objects.in_force().filter(act_id=taken.act_id).exclude(pk__in=acts.values("takes_back"))
    bodies = [(each, stands_for(each.agency)) for each in rows.select_related("agency").order_by("pk")]
    return [each for each, body in bodies if body is None or (taken.joint and body == row.agency)]


def left_out(row: CaseLetter) -> CaseLetter | None:
    """A copy of the joint letter that `row` takes back or corrects of which that would not hold: its body gets no copy of `row`."""
    taken = row.earlier
    if taken is None or not taken.joint:
        return None
    told = {each.agency_id for each in row.fellows}
    rows = CaseLetter.objects.in_force().filter(act_id=taken.act_id).select_related("agency").order_by("pk")
    bodies = [(each, stands_for(each.agency)) for each in rows]
    return next((each for each, body in bodies if body and body.pk not in told), None)


def may_fall_out(row: CaseLetter) -> bool:
    """Whether the copy for this one addressee of a joint draft may be dropped alone: of what takes a letter back, or
    corrects it, only one of two to the same body."""
    others = [each for each in row.fellows if each.pk != row.pk]
    return bool(others) and (row.earlier is None or any(each.agency_id == row.agency_id for each in others))
