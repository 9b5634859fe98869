"""How far the record is sealed, what waits for the seal, and whether it was verified last night."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings

from ..models import HeadStamp, TreeHead, Verification
from ..plain.clocks import Instant
from ..record import declarations, heads_gone, lesser_runs, log_keys, restores, transparency
from ..record.heads_gone import Gone

EACH_NIGHT = timedelta(hours=26)  # from one verification to the end of the next, with what a night's may take longer


@dataclass(frozen=True)
class SealState:
    """`newest`: the last head; `unsealed`: events and reads that it does not hold; `watch`: when it was verified last;
    `stamp`: the last time stamp of a head; `unstamped`: stamps are to be had, and none was since the last night; `unwitnessed`: nobody
    outside is mailed the newest head; `declared`: a sentence for each restore, and each loss of heads held outside, that is declared."""

    newest: TreeHead | None
    unsealed: int
    watch: "Watched"
    stamp: HeadStamp | None
    unstamped: bool
    unwitnessed: bool
    declared: "Declared"


class Declared(NamedTuple):
    """A sentence for each declared restore, and for each declaration that heads held outside are gone for good."""

    restores: list[str]
    gone: list[str]


@dataclass(frozen=True)
class Watched:
    """`last`: the last verification that counts; `whole`: the last of them that reached every place outside; `standing`: what found
    something before `last`, and no verification since saw as much; `beside`: one since then that looked at less,
    of these the last that found something, or the last; `bound`: by when the next is to have ended, None while nothing is sealed;
    `overdue`: that instant is over; `hours`: so long ago the last one ended."""

    last: Verification | None
    whole: Verification | None
    standing: Verification | None
    beside: Verification | None
    bound: Instant | None
    overdue: bool
    hours: int

    @property
    def proved(self) -> bool:
        """Whether the record was verified in time and nothing was found: for who may know no more."""
        return not (self.overdue or self.alarm or _found(self.beside))

    @property
    def alarm(self) -> bool:
        """Whether the last that counts found something, or one before that it does not take back."""
        return _found(self.last) or _found(self.standing)

    @property
    def alone(self) -> bool:
        """Whether the last verification was held against no head from outside: it sees nothing of a tail that was cut."""
        return self.last is not None and lesser_runs.held_against_none(self.last)

    @property
    def unreached(self) -> list[str]:
        """Which places outside the last verification did not reach."""
        return self.last.unreached if self.last else []


def seal_state(at: Instant) -> SealState:
    """The state of the seal at the instant `at`."""
    unsealed = transparency.unsealed()
    newest, stamp = transparency.newest(), transparency.newest_stamp()
    late, nobody = unstamped(newest, stamp, at), not settings.LOG_WITNESSES
    return SealState(newest, unsealed, watched(at), stamp, late, nobody, declared())


def watched(at: Instant) -> Watched:
    """Whether each night's verification came, as of the instant `at`."""
    counting = Verification.objects.counting().order_by("-ended_at")
    last = whole = counting.first()
    if last and last.unreached:
        whole = counting.whole().first()
    begun = last.ended_at if last else TreeHead.objects.order_by("size").values_list("sealed_at", flat=True).first()
    bound = begun + EACH_NIGHT if begun else None
    hours = int((at - last.ended_at).total_seconds() // 3600) if last else 0
    overdue = bound is not None and at > bound
    return Watched(last, whole, standing(last) if last else None, _beside(last), bound, overdue, hours)


def standing(verification: Verification) -> Verification | None:
    """The last alarm of before that nothing up to it puts out."""
    return next(iter(alarms_standing(verification)), None)


def alarms_standing(verification: Verification) -> list[Verification]:
    """The alarms of before that nothing up to it puts out, the last first: only what reached every place outside and was held against as
    many heads, as new, does. Whoever keeps it from a head, or empties the setting that says where heads are, would else put one out by
    that; heads that are gone for good are declared so. None where it found something itself."""
    if verification.found:
        return []
    counting = Verification.objects.counting().filter(ended_at__lte=verification.ended_at).order_by("-ended_at")
    alarms = counting.alarms()
    after = [] if verification.unreached else [verification]
    left = [alarm for alarm in alarms.defer("discrepancies") if not _put_out(alarm, after, [])]
    if not left:
        return []
    clean = counting.whole().exclude(pk__in=alarms.order_by().values("pk")).filter(ended_at__gt=left[-1].ended_at)
    after, gone = [*clean.defer("discrepancies")], _gone()
    return [alarm for alarm in left if not _put_out(alarm, after, gone)]


def _put_out(alarm: Verification, clean: list[Verification], gone: list[Gone]) -> bool:
    """Whether one of these, which found nothing, came after it and saw as much."""
    return any(each.ended_at > alarm.ended_at and lesser_runs.sees_as_much(each, alarm, gone) for each in clean)


def _gone() -> list[Gone]:
    """Which heads outside are declared gone; without a key nothing is judged, so nothing is taken for declared."""
    try:
        return heads_gone.declared()
    except log_keys.NoKey:
        return []


def _beside(last: Verification | None) -> Verification | None:
    """What looked at less since the last that counts can find something, but takes back nothing, not even of its own kind."""
    runs = Verification.objects.carried_out().filter(lesser=True).alarms_first()
    return (runs.filter(ended_at__gt=last.ended_at) if last else runs).first()


def _found(verification: Verification | None) -> bool:
    """Whether something is not as it was sealed, by a verification that there was."""
    return verification is not None and verification.found


def declared() -> "Declared":
    """What is declared of the log, in the language of the page. Without a key nothing is judged, and the page says that."""
    rows = declarations.rows()
    try:
        found = restores.listed(rows), heads_gone.listed(rows)
    except log_keys.NoKey:
        return Declared([], [])
    return Declared(*([said.in_language() for said in each] for each in found))


def unstamped(newest: TreeHead | None, stamp: HeadStamp | None, at: Instant) -> bool:
    """Whether time stamps are to be had, and at the instant `at` none was since the night before."""
    late = newest is not None and (stamp is None or stamp.stamped_at < at - EACH_NIGHT)
    return bool(settings.TSA_URL) and late
