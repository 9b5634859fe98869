"""How much looking into files may cost, in seconds of processor time: one file, all of one request, all that one person sends; how many
files and bytes one person sends within a day. And how many are looked into at once: the others who work here go on meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
        before = cache.get_many([f"sent:{person}:files", f"sent:{person}:kilobytes"])
        count = before.get(f"sent:{person}:files", 0) + self.files
        megabytes = (before.get(f"sent:{person}:kilobytes", 0) + self.kilobytes) / 1024
        if count > settings.MOST_FILES_A_DAY or megabytes > settings.MOST_MB_A_DAY:
            self.files -= 1
            self.kilobytes -= -(-size // 1024)
            raise ValidationError(
                _("You have sent as many files as are taken in within a day. Send the next ones tomorrow.")
            )

    def note(self) -> None:
        """At the end of the request: what came in counts for a day."""
        if self.files and (person := self.person()):
            _count(f"sent:{person}:files", self.files, A_DAY)
            _count(f"sent:{person}:kilobytes", self.kilobytes, A_DAY)

    def seconds(self) -> int:
        """What the next file may take. Raises ValidationError where nothing is left."""
        if self.left < 1:
            raise ValidationError(_("These files take too long to be looked at together. Send fewer at once."))
        if (key := self._key()) and cache.get(key, 0) >= PER_PERSON:
            raise ValidationError(
                _("The files that you have sent took very long to be looked at. Send the next one in ten minutes.")
            )
        return int(min(PER_FILE, self.left))

    def spend(self, seconds: float) -> None:
        if seconds < NOTED:
            return
        self.left -= seconds
        if key := self._key():
            _count(key, round(seconds), WINDOW)

    def _key(self) -> str:
        person = self.person()
        return f"looks:{person}" if person else ""


def _count(key: str, more: int, seconds: int) -> None:
    cache.add(key, 0, seconds)
    with suppress(ValueError):  # its time ended just now
        cache.incr(key, more)


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
