"""A letter as its reader reads it, and which correction of its words is one of the pen alone. Pure.

An erratum puts right what stands in a letter. What a letter asks, until when and where to come is more than words: there a slip of the
pen is put right, and nothing else is changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# How one types what is printed: quotes and dashes as the keyboard has them, without what only parts a word at a line's end.
_AS_TYPED = str.maketrans(
    dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’‚", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00ad\u200b")
)
_AROUND = ".,;:!?()[]\"'-/"  # signs at either end of a word that are no letters of it
_TURNS_ROUND = frozenset("belum bukan jangan non tak tanpa tiada tidak".split())
ALIKE = 0.8  # of 1: from here two words are one, spelt differently
NEAR = 0.5
LOOKED_FOR, LONGEST_LOOKED_FOR = 10, 120  # words and signs: a page is answered while somebody waits


class Part(StrEnum):
    """What a passage of a letter is to whoever gets it."""

    WORDS = "words"
    ASKED = "asked"
    DUE = "due"
    MEETING = "meeting"


def as_read(text: str) -> str:
    """`text` on one line, with the signs of a keyboard."""
    return " ".join(text.translate(_AS_TYPED).split())


@dataclass(frozen=True)
class Printed:
    """`text` is the whole letter on one line, `parts` says of each sign of it to which part of the letter it belongs."""

    text: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, passages: Iterable[tuple[str, Part]]) -> "Printed":
        """From the passages of a letter, one after the other."""
        signs: list[tuple[str, Part]] = []
        for words, part in passages:
            for sign in words.translate(_AS_TYPED):
                if not sign.isspace():
                    signs.append((sign, part))
                elif signs and signs[-1][0] != " ":
                    signs.append((" ", part))
        return cls("".join(sign for sign, _part in signs), tuple(part for _sign, part in signs))

    def parts_of(self, reads: str) -> set[Part]:
        """The parts in which these words stand, wherever they do; none for words that do not stand in the letter."""
        words = as_read(reads)
        if not words:
            return set()
        before, after = (r"(?<!\w)" if words[0].isalnum() else ""), (r"(?!\w)" if words[-1].isalnum() else "")
        found = re.finditer(f"(?={before}({re.escape(words)}){after})", self.text)
        return {part for each in found for part in self.parts[each.start(1) : each.end(1)]}

    def nearest(self, reads: str) -> str:
        """The passage of as many words that is most like these, of many words like the first of them; "" where none is much like them."""
        wanted, words = " ".join(as_read(reads).split()[:LOOKED_FOR])[:LONGEST_LOOKED_FOR], self.text.split()
        length, matcher = len(wanted.split()), SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted.casefold())
        best, found = NEAR, ""
        for first in range(max(1, len(words) - length + 1)):
            passage = " ".join(words[first : first + length])
            matcher.set_seq1(passage.casefold())
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, found = matcher.ratio(), passage
        return found


def is_of_the_pen(reads: str, should_read: str) -> bool:
    """Whether only the spelling is put right: no word comes in, goes out or gives way to another, and no number changes."""
    old, new = _words(reads), _words(should_read)
    numbers, turned = (
        [[word for word in words if is_one(word)] for words in (old, new)]
        for is_one in (lambda word: any(sign.isdigit() for sign in word), _TURNS_ROUND.__contains__)
    )
    if numbers[0] != numbers[1] or turned[0] != turned[1]:
        return False
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(_same_words(step, old, new) for step in steps)


def _same_words(step: tuple[str, int, int, int, int], old: list[str], new: list[str]) -> bool:
    how, first, last, start, end = step
    if how == "equal":
        return True
    gone = old[first:last]
    if how == "delete":  # a word that was written twice
        length = len(gone)
        return gone in (old[max(0, first - length) : first], old[last : last + length])
    return how == "replace" and _alike("".join(gone), "".join(new[start:end]))


def _alike(one: str, other: str) -> bool:
    return sorted(one) == sorted(other) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _words(text: str) -> list[str]:
    words = (word.strip(_AROUND) for word in as_read(text).casefold().split())
    return [word for word in words if word]
