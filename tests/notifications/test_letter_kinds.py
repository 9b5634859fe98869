"""The table of letters and the table of mails: whole, and agreeing with each other."""

import pytest
from django.template.loader import get_template

from incidents.letters import wordings
from incidents.models import Letter, LetterTemplate
from incidents.models.letters import kind_choices, worded_choices
from incidents.plain import letter_kinds
from incidents.plain.letter_kinds import KINDS, TABLE
from notifications.notices import NOTICES, Audience, timed


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.code)
def test_the_mail_that_carries_a_letter_tells_its_addressee_of_its_act(kind):
    [notice] = [notice for notice in NOTICES if notice.kind == kind.told_by]
    addressee = Audience.COMPLAINANT if kind.part == letter_kinds.Part.TO_PERSON else Audience.AGENCY
    assert notice.after in kind.made_by and addressee in notice.to


def test_each_kind_is_carried_by_a_mail():
    assert all(kind.told_by for kind in TABLE)


def test_each_kind_has_a_name_and_a_file_name_of_its_own():
    assert len(KINDS) == len({kind.label for kind in TABLE}) == len({kind.file_name for kind in TABLE}) == len(TABLE)


def test_every_kind_but_the_receipt_has_a_shipped_wording_and_nothing_else_has():
    assert set(wordings.shipped()) == {kind.code for kind in letter_kinds.WORDED}
    assert [kind for kind in TABLE if kind not in letter_kinds.WORDED] == [letter_kinds.RECEIPT]
    assert all(set(kind.needed) <= set(kind.placeholders) and kind.needed for kind in letter_kinds.WORDED)


@pytest.mark.parametrize(("model", "choices"), [(Letter, kind_choices), (LetterTemplate, worded_choices)])
def test_a_new_kind_of_letter_is_no_migration(model, choices):
    """The migration names the function that gives the choices, not the choices."""
    *_, described = model._meta.get_field("kind").deconstruct()
    assert described["choices"] is choices


def test_every_clause_is_shipped_from_the_first_day_of_letters_on():
    shipped = wordings.shipped_clauses()
    assert set(shipped) == set(letter_kinds.CLAUSE_OF) and not set(shipped) & set(KINDS)
    assert {rows[0][0] for rows in shipped.values()} == {rows[0][0] for rows in wordings.shipped().values()}


@pytest.mark.parametrize("notice", [*NOTICES, timed(-48), timed(0), timed(24)], ids=lambda notice: notice.kind)
def test_every_mail_has_its_words(notice):
    for end in ("subject.txt", "txt"):
        assert get_template(f"notifications/emails/{notice.templates}.{end}")
