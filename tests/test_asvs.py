"""The items of ASVS and their tests: each has its number, each mark an item, and what has no test is known."""

import re

from tests.asvs import BASE, ITEMS, MARK, marked, proofs_of
from tests.asvs.__main__ import verdict
from tests.asvs.bites import BITES

# Whoever marks the first test of one takes it out of here.
WITHOUT_A_TEST = {31, 62, 73}


def test_every_item_has_its_number_and_its_tests_or_is_known_to_have_none():
    assert [*ITEMS] == list(range(1, 74))
    ids = [each for item in ITEMS.values() for each in item.ids.split()]
    assert len(ids) == len(set(ids))
    found = {number for each in marked() for number in each.items}
    assert found <= ITEMS.keys() and ITEMS.keys() - found == WITHOUT_A_TEST


def test_every_mark_stands_as_it_is_read():
    """In a line of its own, above its test: otherwise pytest would run it and nobody would tell of it."""
    texts = [file.read_text() for file in (BASE / "tests").rglob("*.py") if file.name != "__init__.py"]
    written = [re.findall(r"pytest\.mark\.asvs\b", text) for text in texts]
    assert [len(each) for each in written] == [len(MARK.findall(text)) for text in texts]


def test_every_guard_that_is_taken_away_has_a_test_of_its_item():
    assert len(BITES) >= 20 and len({bite.guard for bite in BITES}) == len(BITES)
    assert [bite for bite in BITES if bite.test not in proofs_of(bite.item)] == []


def test_an_item_passes_by_all_of_its_tests_and_not_while_something_of_it_is_missing():
    whole, partly, absent = ITEMS[15], ITEMS[12], ITEMS[73]
    assert (verdict(whole, ["passed"]), verdict(whole, [])) == ("passed", "no test")
    assert verdict(whole, ["passed", "did not run"]) == verdict(partly, ["1 of 2 failed"]) == "FAILED"
    assert (verdict(partly, ["passed"]), verdict(absent, [])) == ("partly", "not built")
