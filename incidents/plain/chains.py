"""One thing after the other, as each names the next: a walk that ends whatever they name. Pure."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def all_of(first: T, following: Callable[[T], Iterable[T]]) -> list[T]:
    """`first` and all that follows it, each once, near ones first."""
    found = [first]
    for thing in found:
        found += [each for each in dict.fromkeys(following(thing)) if each not in found]
    return found


def walked(first: T | None, following: Callable[[T], T | None]) -> list[T]:
    """`first` and what follows it, each once: where a thing names one that was there before, the walk is over."""
    found: list[T] = []
    while first is not None and first not in found:
        found.append(first)
        first = following(first)
    return found
