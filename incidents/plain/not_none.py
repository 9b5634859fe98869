"""What may be missing in general and cannot be missing here. Pure."""

from typing import TypeVar

T = TypeVar("T")


def not_none(value: T | None) -> T:
    """`value`, which the rules say is there by now. Raises LookupError, a fault of ours, when it is not."""
    if value is None:
        raise LookupError("something is missing that cannot be missing here")
    return value
