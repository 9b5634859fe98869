"""Which body stands under which is a tree, by whatever deed and at whatever moment a part of it is moved."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from incidents.actions import agencies, dissolution, doubles, hierarchy
from incidents.models import Agency
from incidents.plain import chains


def body(world, name, parent=None):
    added = agencies.propose_agency(by=world.officer, name=name, kind="private", parent=parent)
    return agencies.confirm_agency(added, by=world.administrator)


@pytest.fixture
def three_below(world):
    """A stands above a middle one, and under that one stand two."""
    middle = body(world, "Induk Tengah", world.agency_a)
    return middle, body(world, "Cucu Penerus", middle), body(world, "Daun Lain", middle)


def above(agency):
    return [Agency.objects.get(pk=pk).name for pk in hierarchy.chain(agency.pk)]


def test_a_walk_ends_where_it_comes_upon_what_was_there_before():
    after = {1: 2, 2: 3, 3: 2}
    assert chains.walked(1, after.get) == [1, 2, 3]
    assert chains.walked(None, after.get) == []


def test_a_body_is_no_part_of_its_own_part(world, three_below):
    middle, leaf, _other = three_below
    for parent in (world.agency_a, middle, leaf):
        with pytest.raises(hierarchy.InItself):
            agencies.amend_agency(world.agency_a, by=world.administrator, parent=parent)


def test_it_is_the_present_parents_that_count_and_not_those_a_page_has_loaded(world):
    seen = Agency.objects.select_related("parent").get(pk=world.agency_b.pk)
    agencies.amend_agency(world.agency_b, by=world.administrator, parent=world.agency_a)
    with pytest.raises(hierarchy.InItself):
        agencies.amend_agency(world.agency_a, by=world.administrator, parent=seen)


@pytest.mark.parametrize("way", ["end", "merge"])
def test_a_body_whose_place_a_part_of_its_part_takes_leaves_a_tree(world, three_below, way):
    middle, leaf, other = three_below
    direct, day = body(world, "Cabang Langsung", world.agency_a), timezone.localdate()
    agencies.amend_agency(world.agency_a, by=world.administrator, parent=world.agency_b)
    if way == "end":
        dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=day, reason="UU", successor=leaf)
    else:
        doubles.merge_agency(world.agency_a, by=world.administrator, into=leaf, reason="Sama")
    assert above(other) == ["Daun Lain", "Induk Tengah", "Instansi B"]
    assert above(leaf) == ["Cucu Penerus", "Induk Tengah", "Instansi B"]
    assert above(direct) == ["Cabang Langsung", "Cucu Penerus", "Induk Tengah", "Instansi B"]
    for each in (middle, leaf, other):
        agencies.amend_agency(each, by=world.administrator, phone="021-1")


def test_the_database_itself_refuses_a_body_under_itself(world, three_below):
    _middle, leaf, _other = three_below
    sql = f"UPDATE incidents_agency SET parent_id = {leaf.pk} WHERE id = {world.agency_a.pk}"
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        with pytest.raises(DatabaseError, match="a_body_never_stands_under_itself"), transaction.atomic():
            connection.cursor().execute(sql)
    finally:
        connection.execute_wrappers = wrappers
