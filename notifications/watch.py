"""Is the post room alive? A heartbeat row says so; every staff page asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Value
from django.utils import timezone
from django.utils.functional import cached_property

from incidents.models import CaseEvent, Verification
from incidents.plain.clocks import Instant
from incidents.record import discrepancies
from incidents.record.wall_clock import AHEAD

from . import postroom
from .models import Heartbeat, Message, Silence

SILENCE = timedelta(minutes=3)
UNSEALED = timedelta(minutes=10)
"""So long nothing that was recorded may wait for its seal while the sealer runs."""


@dataclass(frozen=True)
class Watch:
    """What the staff's pages show: `last_beat` in UTC or None, what waits longer than it should; `ahead` an instant that
    was written down and has not come yet, or None."""

    at: datetime
    last_beat: datetime | None
    ahead: datetime | None
    alive: bool
    beat_alive: bool
    all_told: bool
    letters_possible: bool
    mailbox_readable: bool
    replies_readable: bool
    seal_possible: bool
    log_sealed: bool
    files_whole: bool
    scanner_answers: bool

    # Counted when a page says them: a monitor does not, nor does a page whose bands are silent anyway.
    @cached_property
    def late(self) -> int:
        return Message.objects.due(self.at, waited=SILENCE).count()

    @property
    def given_up(self) -> int:
        return self._on_every_page["given_up"]

    @property
    def stuck_letters(self) -> int:
        return self._on_every_page["stuck_letters"]

    @cached_property
    def _on_every_page(self) -> dict[str, int]:
        """How many of what every page of staff says, in one question."""
        counted = {"given_up": Message.objects.given_up(), "stuck_letters": postroom.stuck_letters(self.at)}
        first, second = (
            rows.order_by().annotate(of=Value(name)).values("of").annotate(n=Count("pk")).values_list("of", "n")
            for name, rows in counted.items()
        )
        return dict.fromkeys(counted, 0) | dict(first.union(second, all=True))

    @cached_property
    def untold_acts(self) -> int:
        return postroom.untold_acts(self.at).count()


def note_silence(at: Instant) -> None:
    """Called at the start of a sweep: when the last one is too long ago, what lies between is written down, once."""
    last = Heartbeat.objects.filter(part=Heartbeat.Part.SWEEP).first()
    if last and at - last.at > SILENCE:
        Silence.objects.get_or_create(began_at=last.at, defaults={"ended_at": at})


def note_files(verification: Verification) -> None:
    """Called after a verification of everything: whether the files are as they came in, and no other lies there."""
    well = not verification.unnamed and not discrepancies.of_files(verification.discrepancies)
    Heartbeat.beat(Heartbeat.Part.FILES, verification.ended_at, well=well)


def _lives(beat: Heartbeat | None, at: Instant) -> bool:
    """A heartbeat from the future is no sign of life: its clock was wrong, and nobody knows when it beat."""
    return beat is not None and -AHEAD <= at - beat.at <= SILENCE


def _beats() -> tuple[dict[str, Heartbeat], Instant | None]:
    """(the heartbeats by their part, the instant of the record's latest event), in one question: every page of staff asks it."""
    record, columns = "", ("part", "at", "well")
    latest = (
        CaseEvent.objects.order_by().annotate(part=Value(record)).values("part").annotate(latest=Max("recorded_at"))
    )
    rows = Heartbeat.objects.values_list(*columns).union(latest.values_list("part", "latest", Value(True)), all=True)
    found = {part: (at, well) for part, at, well in rows}
    last, _well = found.pop(record, (None, True))
    return {part: Heartbeat(part=part, at=at, well=well) for part, (at, well) in found.items()}, last


def _ahead(instants: Iterable[Instant], at: Instant) -> Instant | None:
    """The latest of the instants that lies ahead of the wall clock."""
    return max((each for each in instants if each > at + AHEAD), default=None)


def look(at: Instant | None = None) -> Watch:
    """The state of the post room at `at`."""
    at = at or timezone.now()
    beats, latest = _beats()
    sweep = beats.get(Heartbeat.Part.SWEEP)
    pulse = beats.get(Heartbeat.Part.BEAT)
    told = beats.get(Heartbeat.Part.NOTICES)
    letters = beats.get(Heartbeat.Part.LETTERS)
    mailbox = beats.get(Heartbeat.Part.MAILBOX)
    replies = beats.get(Heartbeat.Part.REPLIES)
    seal = beats.get(Heartbeat.Part.SEAL)
    log = beats.get(Heartbeat.Part.LOG)
    scanner = beats.get(Heartbeat.Part.SCANNER)
    kept = beats.get(Heartbeat.Part.FILES)
    return Watch(
        at=at,
        last_beat=sweep.at if sweep else None,
        ahead=_ahead([*(beat.at for beat in beats.values()), *filter(None, [latest])], at),
        alive=_lives(sweep, at),
        # Until its first pulse beat is judged by the sweep, which may come first in a new installation.
        beat_alive=_lives(pulse or sweep, at),
        all_told=told.well if told else True,
        letters_possible=letters.well if letters else True,
        seal_possible=seal.well if seal else True,
        log_sealed=log.well if log else True,
        files_whole=kept.well if kept else True,
        scanner_answers=not settings.CLAMD_URL or scanner is None or scanner.well,
        mailbox_readable=not settings.BOUNCE_MAILBOX_URL or mailbox is None or mailbox.well,
        replies_readable=not settings.REPLY_MAILBOX_URL or replies is None or replies.well,
    )
