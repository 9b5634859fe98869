"""What stands in a letter that went out. The post room draws letters; it says here, once, how to read one."""

from collections.abc import Callable, Iterable
from typing import Any

from ..plain.slips import Part, Printed

Reader = Callable[[dict[str, Any]], Iterable[tuple[str, Part]]]
_readers: list[Reader] = []


def reads_letters(reader: Reader) -> Reader:
    """Decorator: the function that gives the passages of a letter, one after the other, from its content."""
    _readers[:] = [reader]
    return reader


def printed(content: dict[str, Any]) -> Printed:
    """The letter of this content as its reader reads it."""
    return Printed.of(passage for reader in _readers for passage in reader(content))
