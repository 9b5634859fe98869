"""What a row of a list of past cases says of letters and of replies to them, beside the rows of its file before it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from ..errors import DomainError
from ..models import PastLetter, PastReply
from ..models.record import span_columns
from ..plain import chains, cited, letter_kinds
from . import past_letters
from .agency_list import Registry
from .lists import Row
from .past_case_columns import (
    AFTER,
    ANSWERS,
    BEFORE_THE_ROW,
    FOLLOWS,
    LABELS,
    LETTER,
    REPLY,
    before_the_end,
)
from .past_case_file import OldFile, RefusedRow
from .past_case_on_file import is_named, reply_of

Facts = Mapping[str, Any]
# By what a reply without a number is known as one that is told already, as past_letters.ALIKE.
ALIKE = tuple(column for column, fact in REPLY.items() if fact in (*past_letters.ALIKE, "received"))


def new_letter(row: Row, facts: dict[str, Any], file: OldFile, registry: Registry) -> bool:
    """Whether the row tells a letter, or a reply to one of a row before, that is not told yet."""
    line = _meant(facts, file)
    if line is None:
        number = cited.key(facts.get("letter_number", ""))
        for other, letter in file.letters.items():
            if number and (number, facts["agency"]) == (cited.key(letter.get("letter_number", "")), letter["agency"]):
                raise RefusedRow(gettext("Line %(line)d says something else of this letter.") % {"line": other})
        facts.setdefault("letter_kind", letter_kinds.CLARIFICATION_REQUEST.code)
        _check_end(facts, file, facts["letter_kind"])
        keep_letter(row, facts, file, registry)
        return True
    facts[ANSWERS] = line
    _check_end(facts, file, file.letters[line]["letter_kind"])
    reply = reply_of(facts)
    if not reply or (line, reply) in file.replies:
        return False
    _keep_reply(line, reply, file)
    return True


def keep_letter(row: Row, facts: dict[str, Any], file: OldFile, registry: Registry) -> None:
    """The letter of a row, and the reply to it, for the rows after it; it follows one of those before."""
    if "letter_dated" not in facts:
        return
    before = _letter_before(facts, file, registry) if FOLLOWS in facts else _only_one_meant(facts, file, registry)
    if before is not None:
        _check_speaks(facts, before, file)
        facts[AFTER] = file.after[row.line] = before
    file.letters[row.line] = _told_of_letter(facts)
    if reply := reply_of(facts):
        _keep_reply(row.line, reply, file)


def _meant(facts: Facts, file: OldFile) -> int | None:
    """The line of the letter that a row repeats; None where it tells one of its own. A row that may mean several of them means the
    one of which it says all that was said, and else none: whose reply it tells nobody could say."""
    said = _told_of_letter(facts)
    same = [line for line, letter in file.letters.items() if said.items() <= letter.items()]
    exactly = [line for line in same if file.letters[line] == said]
    if reply_of(facts) and len(same) > 1 and len(exactly) != 1:
        words = gettext("Lines %(lines)s tell of letters that this row may mean. Say of it what tells them apart.")
        raise RefusedRow(words % {"lines": ", ".join(map(str, same))})
    return next(iter(exactly or same), None)


def _told_of_letter(facts: Facts) -> dict[str, Any]:
    said = {column: facts[column] for column in ("agency", *LETTER) if column in facts}
    return said | ({FOLLOWS: cited.key(facts[FOLLOWS])} if FOLLOWS in facts else {})


def _letter_before(facts: Facts, file: OldFile, registry: Registry) -> int:
    """The line of the letter that this one follows, to the same body or to the one whose place it took: by its number, or by its
    day where no letter bears that as its number."""
    told, body = facts[FOLLOWS], registry.by_code[facts["agency"]]
    to_it = {
        line: letter
        for line, letter in file.letters.items()
        if facts["letter_dated"].end > letter["letter_dated"].start
        and (letter["agency"] == body.code or registry.by_code[letter["agency"]].becomes(body))
    }
    numbered = [line for line, each in to_it.items() if cited.key(each.get("letter_number", "")) == cited.key(told)]
    found = numbered or [line for line, each in to_it.items() if is_named(told, "", each["letter_dated"])]
    if len(found) > 1:
        words = gettext(
            "Lines %(lines)s tell of letters of this day to this body. Name the one it follows by its number."
        )
        raise RefusedRow(words % {"lines": ", ".join(map(str, found))})
    if not found:
        words = gettext("No row before tells of a letter “%(number)s” to this body, of this day or earlier.")
        raise RefusedRow(words % {"number": told})
    return found[0]


def _only_one_meant(facts: Facts, file: OldFile, registry: Registry) -> int | None:
    """The line of the letter that more time, a withdrawal or a revocation is about, where its row does not name it: the only one that it
    can be. None where none of those before is one, and for every other letter."""
    body, kinds = registry.by_code[facts["agency"]], letter_kinds.SPEAKS_OF.get(facts["letter_kind"], ())
    found = [
        line
        for line, each in file.letters.items()
        if each["letter_kind"] in kinds
        and facts["letter_dated"].end > each["letter_dated"].start
        and (each["agency"] == body.code or registry.by_code[each["agency"]].becomes(body))
    ]
    if len(found) > 1:
        words = gettext(
            "Lines %(lines)s tell of letters that this one may be about. Name the one it follows by its number."
        )
        raise RefusedRow(words % {"lines": ", ".join(map(str, found))})
    return next(iter(found), None)


def _check_speaks(facts: Facts, before: int, file: OldFile) -> None:
    kinds = letter_kinds.SPEAKS_OF.get(facts["letter_kind"], ())
    chain = chains.walked(before, file.after.get)
    if kinds and not any(file.letters[line]["letter_kind"] in kinds for line in chain):
        letter = PastLetter(kind=facts["letter_kind"], number=facts.get("letter_number", ""))
        raise RefusedRow(gettext(past_letters.SpeaksOfNone.message) % {"letter": letter})


def _check_end(facts: Facts, file: OldFile, kind: str) -> None:
    ended = file.case.get("ended")
    if ended and any(column in facts and ended.end <= facts[column].start for column in before_the_end(kind)):
        raise RefusedRow(f"{gettext(LABELS['ended'])}: {gettext(BEFORE_THE_ROW)}")


def _keep_reply(line: int, reply: Facts, file: OldFile) -> None:
    """One more reply to the letter of `line`, where it agrees with that and with those before it, as its page asks."""
    told = file.letters[line]
    letter = PastLetter(
        kind=told["letter_kind"], number=told.get("letter_number", ""), asked=told.get("letter_asked", "")
    )
    for each in reply.get("reply_answers", []):
        if each["number"] not in dict(letter.questions):
            words = gettext("Question %(number)d is none of the letter in line %(line)d.")
            raise RefusedRow(words % {"number": each["number"], "line": line})
    if reply["reply_kind"] == PastReply.Kind.PART and letter.questions and "reply_answers" not in reply:
        raise RefusedRow(gettext("Say under its question what it answers."))
    came = [each for of, each in file.replies if of == line]
    if any(_is_double(reply, each) for each in came):
        raise RefusedRow(gettext("A row before tells this reply, and says something else of it."))
    try:
        past_letters.check_kinds(
            _as_typed(reply, 0), letter, [_as_typed(each, n) for n, each in enumerate(came, start=1)]
        )
    except DomainError as refusal:
        raise RefusedRow(gettext(refusal.message) % refusal.facts) from None
    file.replies.append((line, dict(reply)))


def _is_double(reply: Facts, other: Facts) -> bool:
    number = cited.key(reply.get("reply_number", ""))
    if number:
        return number == cited.key(other.get("reply_number", ""))
    return all(reply.get(column) == other.get(column) for column in ALIKE)


def _as_typed(reply: Facts, key: int) -> PastReply:
    """The reply that a row tells, on no record yet: `key` tells it from those beside it."""
    return PastReply(
        pk=key,
        kind=reply["reply_kind"],
        number=reply.get("reply_number", ""),
        answers=reply.get("reply_answers", []),
        **span_columns("received", reply["reply_received"]),
    )
