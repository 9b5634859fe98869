"""With which words a letter that follows another begins: which letters came before, what they asked until when, and what came of it.
In Indonesian for the letter, in English for its courtesy copy; the words are templates."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from ..letters import addressing, courtesy
from ..models import Agency, ClarificationRequest, Letter, PastLetter
from ..plain import clocks, letter_kinds, numbers, spans
from ..plain.clocks import Instant
from ..plain.dates import date_in_words
from ..plain.not_none import not_none
from ..workflow import GIVEN_UP
from . import letter_content

Cited = dict[str, Any]
HOW_MANY: dict[str, Callable[[int], str]] = {
    "id": lambda count: f"{numbers.with_words(count)} pertanyaan",
    "en": numbers.of_questions,
}


def of_step(name: str, before: ClarificationRequest, agency: Agency, at: Instant, language: str, **words: Any) -> str:
    """The words of the step `name` after the request `before`; what went to the body whose place `agency` took is not said to be its
    own. In English "" where that is to be said: its words are Indonesian alone."""
    cited = _chain(before, agency, language)
    asked = HOW_MANY[language](before.questions.count())
    return _said(name, cited, agency, at, language, asked=asked, carries=True, **words)


def of_reissue(replaced: ClarificationRequest, at: Instant, language: str) -> str:
    """That the letter takes the place of another."""
    cited = [_letter(not_none(replaced.letter), replaced.agency, language)]
    return _said("reissue", cited, replaced.agency, at, language)


def after_outside(name: str, letter: PastLetter, agency: Agency, at: Instant, language: str, **words: Any) -> str:
    """The words of the step `name` after a letter that went out outside the product, as far as is known of that; in English "" where
    its day stands in somebody's own words."""
    if language == "en" and not_none(letter.dated).words:
        return ""
    return _said(name, [_outside(letter, agency, language)], agency, at, language, **words)


def _said(name: str, cited: list[Cited], agency: Agency, at: Instant, language: str, **words: Any) -> str:
    handed_on = cited[-1]["handed_on"]
    if language == "en" and any(each["handed_on"] for each in cited):
        return ""
    for each, follows in zip(cited, _between(len(cited), language), strict=True):
        each["follows"] = follows
    words |= {"cited": cited, "handed_on": handed_on, "zone": agency.zone}
    words["sapaan"] = addressing.salutation([agency], clocks.day(at), letter_kinds.CLARIFICATION_REQUEST)
    with translation.override(language):
        folder = "incidents/requests/openings" if language == "id" else "incidents/requests/openings/en"
        return as_a_paragraph(render_to_string(f"{folder}/{name}.txt", words))


def _between(count: int, language: str) -> list[str]:
    """What stands behind each of so many cited letters: a dan b; a, b, dan c."""
    last, comma = {"id": " dan", "en": " and"}[language], "," if count > 2 else ""
    return [*[","] * (count - 2), f"{comma}{last}", ""] if count > 1 else [""]


def _chain(last: ClarificationRequest, agency: Agency, language: str) -> list[Cited]:
    """`last` and the letters that it follows, the earliest first; what was taken back is not followed up."""
    letters: list[Letter] = []
    outside: PastLetter | None = None
    each: ClarificationRequest | None = last
    while each:
        if each == last or each.status not in GIVEN_UP:
            letters.append(not_none(each.letter))
        outside, each = each.follows_outside, each.follows
    found = [_letter(letter, agency, language) for letter in reversed(letters)]
    found = [_outside(outside, agency, language), *found] if outside else found
    return [{**found[0], "subject": _subject(letters[-1], language)}, *found[1:]] if not outside else found


def _letter(letter: Letter, agency: Agency, language: str) -> Cited:
    dated, handed_on = date_in_words(letter.date, language), letter_content.whose_before(letter, agency)
    return {"number": str(letter), "dated": dated, "on_a_day": True, "handed_on": handed_on}


def _outside(letter: PastLetter, agency: Agency, language: str) -> Cited:
    dated, before = not_none(letter.dated), letter.agency.name_on(clocks.day(letter.dated_at))
    return {
        "number": letter.number,
        "dated": spans.in_words(dated, language),
        "on_a_day": dated.precision in (spans.DAY, spans.MINUTE),
        "handed_on": letter_content.in_its_place(letter.agency, not_none(before).name, agency),
    }


def _subject(letter: Letter, language: str) -> str:
    said: str = letter.content["subject"]
    return said if language == "id" else letter.content.get("courtesy", {}).get("subject") or courtesy.in_english(said)


def as_a_paragraph(text: str) -> str:
    """The words of a template alone, the first with a capital."""
    words_alone = " ".join(text.split())
    return words_alone[:1].upper() + words_alone[1:]
