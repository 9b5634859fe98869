"""One look into a file: the text that was read, what was not read, what acts by itself; and how much one look may take."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from ..plain import guard

TEXT = 32 * 1024 * 1024  # signs of text that are looked at
UNPACKED = 200 * 1024 * 1024  # bytes of all that is packed into a file, at whatever depth
# A part that unpacks to more than so many times its bytes is refused; what has less than a megabyte (bytes) harms nobody.
RATIO, SMALL = 100, 1024 * 1024
DEPTH = 4  # a table in a letter in an archive in a mail
PARTS = 5000  # of one container
MOST = 1000  # numbers of a kind that are counted
BLOCK, OVERLAP = 256 * 1024, 3000  # signs searched at a time; what two blocks share, more than any number takes

# What was not looked at, and what acts by itself, each by the word that the record keeps. Their words for people: files/inspected.py.
REST, UNKNOWN, LOCKED, DEEP, DAMAGED = "rest", "unknown", "locked", "deep", "damaged"
UNREAD = (REST, UNKNOWN, LOCKED, DEEP, DAMAGED)
MACROS, REMOTE, OBJECT, DDE, SCRIPT, LAUNCH, MEDIA, PROGRAM, PREFIXED, BOMB = (
    "macros remote object dde script launch media program prefixed bomb".split()
)
ACTIVE = (MACROS, REMOTE, OBJECT, DDE, SCRIPT, LAUNCH, MEDIA, PROGRAM, PREFIXED, BOMB)


class Unreadable(ValueError):
    """The file is damaged, locked or too large to open."""


class Mismatch(ValueError):
    """The file is not what its name says."""


class Unfinished(Exception):
    """The time was over before all was reached that may act by itself: nobody can say that nothing does."""


@dataclass
class Look:
    """What was seen so far. `seconds` is the processor time that all of it may take; half of it reads, the rest searches."""

    seconds: float
    began: float = field(default_factory=time.thread_time)
    unread: Counter[str] = field(default_factory=Counter)
    active: Counter[str] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)
    signs: int = 0
    unpacked: int = 0
    depth: int = 0

    @property
    def spent(self) -> float:
        return time.thread_time() - self.began

    def go_on(self) -> None:
        """Before each thing that may act by itself. Raises Unfinished."""
        if not self.has_time():
            raise Unfinished

    @property
    def is_over(self) -> bool:
        """Whether no more text is taken. Says so in what was not looked at."""
        if self.signs <= TEXT and self.has_time():
            return False
        self.unread[REST] = 1
        return True

    def has_time(self) -> bool:
        return self.spent <= self.seconds * 0.5

    def take(self, text: str) -> None:
        """Text to be searched, apart from what was taken before."""
        if not text or self.is_over:
            return
        if self.signs + len(text) > TEXT:
            self.unread[REST] = 1
            text = text[: TEXT - self.signs]
        self.signs += len(text) + 1
        self.texts.append(text)

    def room(self) -> int:
        """Bytes that may still be unpacked."""
        return UNPACKED - self.unpacked

    def found(self) -> list[guard.Found]:
        """What points at people in all that was taken. A number stands in one text, or goes on in the next."""
        text = "\n".join(self.texts)
        found: list[guard.Found] = []
        start = ended = 0
        while start < len(text) and len(found) < MOST:
            if self.spent > self.seconds * 0.8:
                self.unread[REST] = 1
                break
            cut = text.rfind("\n", start + BLOCK - OVERLAP, start + BLOCK) + 1 or start + BLOCK
            for each in guard.find(text[start : cut + OVERLAP], most=MOST):
                if ended <= start + each.start < cut:
                    found.append(each)
                    ended = start + each.end
            start = cut
        return found[:MOST]


Into = Callable[[str, bytes, Look], None]  # looks into what a file holds: its name, its bytes
