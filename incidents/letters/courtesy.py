"""The courtesy copy: what a letter that goes abroad says in English, frozen with it.

The fixed words are shipped (data/english_letters.csv, data/english_clauses.csv), each for one edition of the Indonesian ones: what an
administrator words anew has none. What people wrote in Indonesian has the English that they gave. What has none is left out here: the copy
says it in Indonesian, and that it is not translated.
"""

import csv
import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..models import Agency
from ..models.zones import is_abroad
from ..plain.letter_kinds.clauses import CLAUSE_OF
from . import wordings

SHIPPED, SHIPPED_CLAUSES = wordings.DATA / "english_letters.csv", wordings.DATA / "english_clauses.csv"
SHIPPED_TEXTS = wordings.DATA / "english_texts.csv"
FORM = "courtesy/1"
ABROAD = (Agency.Kind.FOREIGN, Agency.Kind.INTERNATIONAL)
Content = dict[str, Any]


@functools.cache
def shipped() -> dict[tuple[str, date], dict[str, str]]:
    """{(kind or clause, first day): its texts in English}"""
    rows = [*wordings.dated(SHIPPED, "kind"), *wordings.dated(SHIPPED_CLAUSES, "clause")]
    return {(code, begins): texts for code, begins, texts in rows}


@functools.cache
def _texts() -> dict[str, str]:
    with open(SHIPPED_TEXTS, encoding="utf-8", newline="") as file:
        return {row["text"]: row["english"] for row in csv.DictReader(file)}


def in_english(text: str) -> str:
    """What a shipped subject, question or other fixed text says in English; "" for a text that was changed, or is somebody's own."""
    return _texts().get(text, "")


def wanted_by(agencies: Iterable[Agency]) -> bool:
    """Whether a letter to these goes with one: to a body of another state or of several, or one with its seat in another."""
    return any(each.kind in ABROAD or is_abroad(each.country) for each in agencies)


def of(
    content: Content,
    day: date,
    *,
    facts: Mapping[str, str],
    clauses: Mapping[str, Iterable[str]],
    own: Mapping[str, Any] | None = None,
    particulars: list[dict[str, str]] | None = None,
) -> Content:
    """What the letter with this draft `content` of `day` freezes of its courtesy copy. `facts` are its placeholders in English; `clauses`
    those that it says to its addressee, by their place; `own` what its author wrote, in English, by the part of the letter; `particulars` its lines."""
    own = dict(own or {})
    said = {place: _clauses(codes, day) for place, codes in clauses.items()}
    facts = {name: words for name, words in {**facts, **said, **own.pop("facts", {})}.items() if words}
    found: Content = {"template": FORM, "facts": facts}
    if wording := _wording(content["kind"], day):
        found["wording"] = wording
        if content["subject"] == wordings.filled(content["wording"]["subject"], content.get("facts", {})):
            found["subject"] = wordings.filled(wording["subject"], facts)
    for part in ("subject", "agenda"):
        if words := in_english(content.get(part, "")):
            found[part] = words
    if particulars:
        found["particulars"] = particulars
    return {"courtesy": found | {part: words for part, words in own.items() if words}}


def lines_as(text: str, said: Sequence[Any]) -> list[str]:
    """The lines of `text`, one for each of `said`; none where they are more or fewer: nobody knows then which is which."""
    given = [line.strip() for line in text.splitlines() if line.strip()]
    return given if len(given) == len(said) else []


def of_questions(text: str, asked: Sequence[dict[str, Any]]) -> list[str]:
    """What a letter asks in English, one for each: the lines that its author gave, else what is shipped; [] where all have none."""
    given = lines_as(text, asked) or [in_english(each["text"]) for each in asked]
    return given if any(given) else []


def _wording(kind: str, day: date) -> dict[str, str] | None:
    begins = wordings.edition_on(kind, day)
    return shipped().get((kind, begins)) if begins else None


def _clauses(codes: Iterable[str], day: date) -> str:
    """Their sentences, one after the other; "" where one has no English."""
    said = []
    for code in codes:
        if not wordings.clause_on(CLAUSE_OF[code], day).sentence:
            continue
        begins = wordings.edition_on(code, day)
        texts = shipped().get((code, begins)) if begins else None
        if texts is None:
            return ""
        said.append(texts["sentence"])
    return " ".join(said)
