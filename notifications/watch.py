"""Is the post room alive? A heartbeat row says so; every staff page asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property

from incidents.plain.clocks import Instant
from incidents.record import wall_clock
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
    seal_possible: bool
    log_sealed: bool

    # Counted when a page says them: a monitor does not, nor does a page whose bands are silent anyway.
    @cached_property
    def late(self) -> int:
        return Message.objects.due(self.at, waited=SILENCE).count()

    @cached_property
    def given_up(self) -> int:
        return Message.objects.given_up().count()

    @cached_property
    def stuck_letters(self) -> int:
        return postroom.stuck_letters(self.at).count()

    @cached_property
    def untold_acts(self) -> int:
        return postroom.untold_acts(self.at).count()


def note_silence(at: Instant) -> None:
    """Called at the start of a sweep: when the last one is too long ago, what lies between is written down, once."""
    last = Heartbeat.objects.filter(part=Heartbeat.Part.SWEEP).first()
    if last and at - last.at > SILENCE:
        Silence.objects.get_or_create(began_at=last.at, defaults={"ended_at": at})


def _lives(beat: Heartbeat | None, at: Instant) -> bool:
    """A heartbeat from the future is no sign of life: its clock was wrong, and nobody knows when it beat."""
    return beat is not None and -AHEAD <= at - beat.at <= SILENCE


def _ahead(beats: Iterable[Heartbeat], at: Instant) -> Instant | None:
    """The latest instant of the record or the engine that lies ahead of the wall clock."""
    found = [wall_clock.ahead(at), *(beat.at for beat in beats if beat.at > at + AHEAD)]
    return max(filter(None, found), default=None)


def look(at: Instant | None = None) -> Watch:
    """The state of the post room at `at`."""
    at = at or timezone.now()
    beats = {row.part: row for row in Heartbeat.objects.all()}
    sweep = beats.get(Heartbeat.Part.SWEEP)
    pulse = beats.get(Heartbeat.Part.BEAT)
    told = beats.get(Heartbeat.Part.NOTICES)
    letters = beats.get(Heartbeat.Part.LETTERS)
    mailbox = beats.get(Heartbeat.Part.MAILBOX)
    seal = beats.get(Heartbeat.Part.SEAL)
    log = beats.get(Heartbeat.Part.LOG)
    return Watch(
        at=at,
        last_beat=sweep.at if sweep else None,
        ahead=_ahead(beats.values(), at),
        alive=_lives(sweep, at),
        # Until its first pulse beat is judged by the sweep, which may come first in a new installation.
        beat_alive=_lives(pulse or sweep, at),
        all_told=told.well if told else True,
        letters_possible=letters.well if letters else True,
        seal_possible=seal.well if seal else True,
        log_sealed=log.well if log else True,
        mailbox_readable=not settings.BOUNCE_MAILBOX_URL or mailbox is None or mailbox.well,
    )
