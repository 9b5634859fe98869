"""One thing after the other, as each names the next: a walk that ends whatever they name. Pure."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def walked(first: T | None, following: Callable[[T], T | None]) -> list[T]:
    """`first` and what follows it, each once: where a thing names one that was there before, the walk is over."""
    found: list[T] = []
    while first is not None and first not in found:
        found.append(first)
        first = following(first)
    return found
