"""Lists of past cases as somebody sends them."""

from incidents.actions import past_case_entering, past_case_list
from incidents.forms import tables
from incidents.forms.lists import rows_of
from incidents.forms.past_case_list import COLUMNS, CaseRow
from tests.lists_of_bodies import as_csv

HEADS = [words[0].capitalize() for words in COLUMNS.values()]


def cells(**facts):
    """A row that tells this and nothing else."""
    return [facts.get(fact, "") for fact in COLUMNS]


def read(rows):
    return rows_of(tables.of_text(as_csv(rows)), CaseRow)


def planned(world, *rows):
    """What becomes of rows under the heads of such a list."""
    return past_case_list.plan(read([HEADS, *rows]), by=world.officer).rows


def take(world, rows):
    found = read(rows)
    return past_case_entering.take_in(
        found, by=world.officer, approved=past_case_list.plan(found, by=world.officer).digest
    )
