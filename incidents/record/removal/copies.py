"""The copies of what is removed, wherever they stand: a text whole, as words of their own; or its beginning where a column ended.

A shared beginning is no copy: formal texts begin alike. What names a form, a code or a place in JSON is none either, however it reads.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db import models

from ...models.access_log import LONGEST_PATH
from .content import OF_THE_FORM, fitting

SHORTEST = 6  # signs of a text whose copies are looked for: a shorter one stands by chance in many
BEGINS = 40  # so many signs of a longer one are enough to know a copy that was cut
CUT = ("…", "...")
CUT_SIGN = re.compile(r"%[0-9A-Fa-f]?$")
HALF = "\N{REPLACEMENT CHARACTER}"  # what is read of the first bytes of a sign whose last ones were cut off

# In the details of an event: what people typed, which goes with all content of a case; and what may bear a copy of it.
TYPED = frozenset(
    {
        "email",
        "file",
        "name",
        "reason",
        "received_by",
        "reported_by",
        "said_by",
        "source",
        "spoke_with",
        "text",
        "what",
        "who",
        "words",  # of a span, as somebody told it
    }
)
BEARING = TYPED | {"agency", "body", "bodies", "error", "for", "from", "into", "measure", "reply", "successor", "to"}


class Copies:
    """Copies of some texts; `short` takes their place. `any_case`: however they are written, as names on a forum are. `alone`: what is
    one where nothing else stands, or between commas: the short names of a body, which may be two letters."""

    def __init__(self, texts: Iterable[str], short: str, *, any_case: bool = False, alone: Iterable[str] = ()) -> None:
        self.texts = sorted(texts, key=len, reverse=True)
        self.short, self._case = short, re.IGNORECASE if any_case else re.NOFLAG
        self._alone = frozenset(alone)
        self._known = [(self._folded(text.split()[0]), text, _as_words(text, self._case)) for text in self.texts]

    def _folded(self, text: str) -> str:
        return text.casefold() if self._case else text

    def without(self, text: str, *, cut: bool = False) -> str:
        """A text without them. `cut`: its end may be where it was cut off, and not its own."""
        if self._alone:
            text = ", ".join(self.short if part in self._alone else part for part in text.split(", "))
        for first, whole, pattern in self._known:
            if first in self._folded(text):
                text = pattern.sub(lambda _found: self.short, text)
                text = self._without_cut(text, whole, self._case) if cut or text.endswith(CUT) else text
        return text

    def _without_cut(self, text: str, whole: str, case: re.RegexFlag = re.NOFLAG) -> str:
        """Without the beginning of `whole` that stands at the end, whatever white space stands between its words: of a text that
        repeats itself from where it began first."""
        bare = next((text.removesuffix(mark) for mark in CUT if text.endswith(mark)), text)
        folded = " ".join(whole.split())
        if len(folded) < BEGINS:
            return text
        for found in re.finditer(r"\s+".join(map(re.escape, folded[:BEGINS].split())), bare, case):
            rest = " ".join(bare[found.start() :].split())
            if re.match(re.escape(rest), folded, case):
                return text[: found.start()] + self.short
        return text

    def without_in(self, column: "models.Field[Any, Any]", text: str) -> str:
        """The same of what a column holds: as many words as it takes."""
        longest = getattr(column, "max_length", None)
        return fitting(column, self.without(text, cut=longest is not None and len(text) >= longest), self.short)

    def without_in_json(self, value: Any, name: str = "") -> Any:
        """The same of each text in JSON but those of a form: `name` is the key under which the value stands."""
        if name in OF_THE_FORM:
            return value
        if isinstance(value, dict):
            return {key: self.without_in_json(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return self._without_in_list(value, name)
        return self.without(value) if isinstance(value, str) else value

    def _without_in_list(self, value: list[Any], name: str) -> list[Any]:
        """Lines that one text was parted into are one copy together."""
        if not all(isinstance(each, str) for each in value):
            return [self.without_in_json(each, name) for each in value]
        together = "\n".join(value)
        left = self.without(together)
        return value if left == together else left.split("\n")

    def without_in_details(self, value: Any, name: str = "", *, whole: bool = False) -> Any:
        """The same of the details of an event, where people typed. `whole`: all that they typed there goes."""
        if isinstance(value, dict):
            return {key: self.without_in_details(each, key, whole=whole) for key, each in value.items()}
        if isinstance(value, list):
            return [self.without_in_details(each, name, whole=whole) for each in value]
        if not isinstance(value, str) or not value or name not in BEARING:
            return value
        return self.short if whole and name in TYPED else self.without(value, cut=True)

    def without_in_any_case(self, text: str) -> str:
        """The same of what somebody looked for, however they wrote it."""
        for _first, whole, pattern in self._known:
            text = re.sub(pattern.pattern, lambda _found: self.short, text, flags=re.IGNORECASE)
            text = self._without_cut(text, whole, re.IGNORECASE)
        return text

    def without_in_path(self, path: str) -> str:
        """The same of what an address was asked for; hashes and other filters stay."""
        page, mark, query = path.partition("?")
        if len(path) >= LONGEST_PATH:  # it may have been cut within a sign
            query = CUT_SIGN.sub("", query)
        asked = [(name, value.rstrip(HALF)) for name, value in parse_qsl(query, keep_blank_values=True)]
        left = [(name, self.without_in_any_case(value)) for name, value in asked]
        return path if left == asked else f"{page}{mark}{urlencode(left)}"[:LONGEST_PATH]


def _as_words(text: str, case: re.RegexFlag) -> "re.Pattern[str]":
    """A text as words of their own, whatever white space stands between them."""
    before, after = (r"(?<!\w)" if text[0].isalnum() else ""), (r"(?!\w)" if text[-1].isalnum() else "")
    return re.compile(before + r"\s+".join(map(re.escape, text.split())) + after, case)
