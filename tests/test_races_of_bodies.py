"""Bodies moved, ended and merged at the same moment, on real connections: one wins, the others are told, nothing is left behind."""

import pytest
from django.utils import timezone

from incidents.actions import agencies, dissolution, hierarchy
from incidents.models import Agency
from incidents.record import deeds
from tests.at_once import at_once

pytestmark = pytest.mark.real


def body(world, name, parent=None):
    added = agencies.propose_agency(by=world.officer, name=name, kind="private", parent=parent)
    return agencies.confirm_agency(added, by=world.administrator)


def fresh(agency):
    return Agency.objects.get(pk=agency.pk)


def test_bodies_put_under_each_other_at_once_make_no_ring_and_block_nobody(real_world):
    """Two, and three in a circle: whoever comes last is told."""
    world, third = real_world, body(real_world, "Instansi C")
    for circle in [(world.agency_a, world.agency_b)] * 3 + [(world.agency_a, world.agency_b, third)] * 3:
        pairs = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        results = at_once(
            *[lambda p=p: agencies.amend_agency(p[0], by=world.administrator, parent=fresh(p[1])) for p in pairs]
        )
        lost = [each for each in results if isinstance(each, Exception)]
        assert lost and all(isinstance(each, hierarchy.InItself | deeds.Conflict) for each in lost), results
        for each in circle:
            agencies.amend_agency(each, by=world.administrator, parent=None)


def test_a_body_that_ends_while_its_successor_is_put_under_its_part_leaves_a_tree(real_world):
    world, day = real_world, timezone.localdate()
    for n in range(4):
        old, heir = body(world, f"Badan Lama {n} Satu"), body(world, f"Penerus {n} Dua")
        part = body(world, f"Bagian {n} Tiga", old)
        results = at_once(
            lambda o=old, h=heir: dissolution.end_agency(
                o, by=world.administrator, ended_on=day, reason="UU", successor=h
            ),
            lambda h=heir, p=part: agencies.amend_agency(h, by=world.administrator, parent=fresh(p)),
        )
        assert all(isinstance(each, Agency | hierarchy.InItself | deeds.Conflict) for each in results), results
        agencies.amend_agency(fresh(part), by=world.administrator, phone="021-1")
