"""How much looking into files may cost, in seconds of processor time: one file, all of one request, all that one person sends; how many
files and bytes one person sends within a day. And how many are looked into at once: the others who work here go on meanwhile."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PER_FILE, PER_REQUEST = 20, 40
PER_PERSON, WINDOW = 120, 600  # seconds, within so many of the clock
A_DAY = 24 * 3600  # seconds
NOTED = 1  # second; a file that takes less costs nothing: a list brings three hundred
TURNS, PAUSE, TURN_ENDS = 40, 0.05, 10  # tries, seconds, seconds: a request that died in its turn stops nobody
AT_ONCE, IN_LINE = 2, 3  # of one web process, whose other threads answer

_running, _line = BoundedSemaphore(AT_ONCE), BoundedSemaphore(IN_LINE)
# Whose file has a place: one each, for many small files cost nothing and would fill the line.
_sending: set[str] = set()
_taking = Lock()


@dataclass
class Budget:
    """Of one request. `person` says by which key its sender is known."""

    person: Callable[[], str] = str
    left: float = PER_REQUEST
    files: int = 0  # of this request
    kilobytes: int = 0

    def take(self, size: int) -> None:
        """A file of so many bytes comes in. Raises ValidationError where its sender has sent enough today."""
        self.files += 1
        self.kilobytes += -(-size // 1024)
        if not (person := self.person()):
            return
        count, kilobytes = _counted(f"taken:{person}") or (0, 0)
        megabytes = (kilobytes + self.kilobytes) / 1024
        if count + self.files > settings.MOST_FILES_A_DAY or megabytes > settings.MOST_MB_A_DAY:
            self.files -= 1
            self.kilobytes -= -(-size // 1024)
            raise ValidationError(
                _("You have sent as many files as are taken in within a day. Send the next ones tomorrow.")
            )

    def note(self) -> None:
        """At the end of the request: what came in counts for a day."""
        if self.files and (person := self.person()):
            _count(f"taken:{person}", A_DAY, self.files, self.kilobytes)

    def seconds(self) -> int:
        """What the next file may take. Raises ValidationError where nothing is left."""
        if self.left < 1:
            raise ValidationError(_("These files take too long to be looked at together. Send fewer at once."))
        if (key := self._key()) and sum(_counted(key)) >= PER_PERSON:
            raise ValidationError(
                _("The files that you have sent took very long to be looked at. Send the next one in ten minutes.")
            )
        return int(min(PER_FILE, self.left))

    def spend(self, seconds: float) -> None:
        if seconds < NOTED:
            return
        self.left -= seconds
        if key := self._key():
            _count(key, WINDOW, round(seconds))

    def _key(self) -> str:
        person = self.person()
        return f"looked:{person}" if person else ""


def _counted(key: str) -> tuple[int, ...]:
    _ends, *counts = cache.get(key) or (0.0,)
    return tuple(counts)


def _count(key: str, seconds: int, *more: int) -> None:
    """Adds to what is counted for so long from the first time on. The cache's own counting up begins its time anew, with another one, and
    loses what two requests count together: so one goes after the other."""
    mine, turn = False, f"{key}:turn"
    for _again in range(TURNS):
        if mine := cache.add(turn, 1, TURN_ENDS):
            break
        time.sleep(PAUSE)
    now = time.time()
    ends, *counts = cache.get(key) or (now + seconds, *(0 for _each in more))
    cache.set(key, (ends, *(sum(both) for both in zip(counts, more, strict=True))), max(1, ends - now))
    if mine:
        cache.delete(turn)


_now: ContextVar[Budget | None] = ContextVar("looks", default=None)


@contextmanager
def of_request(person: Callable[[], str]) -> Iterator[None]:
    budget = Budget(person)
    token = _now.set(budget)
    try:
        yield
    finally:
        _now.reset(token)
        budget.note()


def current() -> Budget:
    """That of the request; outside of one each file has its own."""
    return _now.get() or Budget()


@contextmanager
def in_turn(person: str = "") -> Iterator[None]:
    """Raises ValidationError at once where others wait already, or another file of this person does: no more than IN_LINE requests
    stand still for files."""
    with _taking:
        if person in _sending or not _line.acquire(blocking=False):
            raise ValidationError(_("Other files are being looked at just now. Send this one again in a minute."))
        if person:
            _sending.add(person)
    try:
        with _running:
            yield
    finally:
        _sending.discard(person)
        _line.release()
