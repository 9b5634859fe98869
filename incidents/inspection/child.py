"""Looks into a file in a process of its own, with a limit on memory and time.

    python -I -c "…; from incidents.inspection.child import main; main(…)" KIND PATH SECONDS [text]

Prints what was seen as JSON and ends with 0; ends with 3 when the file cannot be read, with 4 when it is not what its name says. A
hostile file can at most end this process. Knows no Django.
"""

import json
import resource
import sys
from pathlib import Path

from . import kinds
from .look import REST, Look, Mismatch, Unfinished, Unreadable

MEMORY = 1024 * 1024 * 1024  # bytes
UNREADABLE, MISMATCH = 3, 4


def limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def seen(kind: str, raw: bytes, seconds: float, *, with_text: bool = False) -> dict[str, object]:
    """What a look at the file saw, as JSON takes it. Raises Unreadable, Mismatch, and whatever a hostile file provokes."""
    look = Look(seconds)
    try:
        kinds.read(kind, raw, look)
    except Unfinished as fault:
        if kind != "eml":  # what a mail carries a person answers for; the others are refused with what acts by itself
            raise Unreadable("unfinished") from fault
        look.unread[REST] = 1
    found = [] if with_text else look.found()
    told: dict[str, object] = {
        "found": [[each.kind, each.typed] for each in found],
        "unread": dict(look.unread),
        "active": dict(look.active),
        "seconds": round(look.spent, 3),
    }
    return told | ({"text": "\n".join(look.texts)} if with_text else {})


def main(kind: str, path: str, seconds: str, *more: str) -> int:
    limit(int(seconds))
    try:
        told = seen(kind, Path(path).read_bytes(), float(seconds), with_text="text" in more)
    except Mismatch:
        return MISMATCH
    except BaseException as fault:  # whatever a hostile file provokes, it is one thing: not readable
        sys.stderr.write(f"{type(fault).__name__}\n")
        return UNREADABLE
    sys.stdout.write(json.dumps(told))
    return 0
