"""What another question set would change: the questions as the annex of a letter prints them, word by word."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from ..models import ClarificationRequest, Question
from ..record import trail
from ..workflow import RequestStatus
from .shape import NOTHING, Preview, Row, Table, Version


def told(version: Version) -> Preview:
    """Each question that is added, left out or worded otherwise; those that stay are counted."""
    before = version.before.questions if version.before else []
    rows = list(_rows(before, version.rule.questions))
    words = {"before": len(before), "after": len(version.rule.questions), "alike": len(before) - _touched(rows)}
    said = [_("Questions: %(before)d until then, %(after)d from then on. Unchanged: %(alike)d.") % words]
    if version.before:
        drafts = ClarificationRequest.objects.filter(question_set__code=version.rule.code, status=RequestStatus.DRAFT)
        said.append(
            _("Drafts that began with this set: %(n)d. They keep their questions; so does every letter.")
            % {"n": drafts.count()}
        )
    table = Table(_("Questions as the letter prints them"), _("Question"), rows)
    return Preview(said, [table] if rows else [])


def _touched(rows: list[Row]) -> int:
    """How many questions of before are worded otherwise or left out."""
    return sum(row.before != NOTHING for row in rows)


def _rows(before: list[dict[str, str]], after: list[dict[str, str]]) -> Iterator[Row]:
    """A question keeps its heading, or else its place among those whose headings are new."""
    pairs, left = _paired(before, after)
    for number, (old, new) in enumerate(pairs, start=1):
        was, now = _printed(old) if old else "", _printed(new)
        if was != now:
            words = trail.word_diff(was, now) if old else [("add", now)]
            yield Row(f"{number}. {new['heading']}", was or NOTHING, now, words)
    for old in left:
        yield Row(_("Left out: %(heading)s") % old, _printed(old), NOTHING, [("del", _printed(old))])


def _paired(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> tuple[list[tuple[dict[str, str] | None, dict[str, str]]], list[dict[str, str]]]:
    """([(question of before or None, question)], those of before that nothing takes up)."""
    named = {each["heading"].casefold(): each for each in before}
    taken = {id(named[each["heading"].casefold()]) for each in after if each["heading"].casefold() in named}
    found: list[tuple[dict[str, str] | None, dict[str, str]]] = []
    for number, each in enumerate(after):
        old = named.get(each["heading"].casefold())
        if old is None and number < len(before) and id(before[number]) not in taken:
            old = before[number]
            taken.add(id(old))
        found.append((old, each))
    return found, [each for each in before if id(each) not in taken]


def _printed(question: Mapping[str, str]) -> str:
    """Heading and text, and what the portal asks for: as the annex and the form of the answer have them."""
    kind = dict(Question.Kind.choices)[question["kind"]]
    part = f"{question['section']} · " if question["section"] else ""
    return f"{part}{question['heading']}. {question['text']} ({kind})"
