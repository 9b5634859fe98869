"""How much looking into files may cost, in seconds of processor time: one file, all of one request, all that one person sends. And how
many are looked into at once: the others who work here go on meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PER_FILE, PER_REQUEST = 20, 40
PER_PERSON, WINDOW = 120, 600  # seconds, within so many of the clock
NOTED = 1  # second; a file that takes less costs nothing: a list brings three hundred
AT_ONCE, IN_LINE = 2, 3  # of one web process, whose other threads answer

_running, _line = BoundedSemaphore(AT_ONCE), BoundedSemaphore(IN_LINE)
_sending: set[str] = (
    set()
)  # whose file has a place: one each, for many small files cost nothing and would fill the line
_taking = Lock()


@dataclass
class Budget:
    """Of one request. `person` says by which key its sender is known."""

    person: Callable[[], str] = str
    left: float = PER_REQUEST

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
            cache.add(key, 0, WINDOW)
            with suppress(ValueError):  # its ten minutes ended just now
                cache.incr(key, round(seconds))

    def _key(self) -> str:
        person = self.person()
        return f"looks:{person}" if person else ""


_now: ContextVar[Budget | None] = ContextVar("looks", default=None)


@contextmanager
def of_request(person: Callable[[], str]) -> Iterator[None]:
    token = _now.set(Budget(person))
    try:
        yield
    finally:
        _now.reset(token)


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
