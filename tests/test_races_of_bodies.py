"""Bodies moved, ended and merged at the same moment, on real connections: one wins, the others are told, nothing is left behind."""

import pytest
from django.apps import apps
from django.utils import timezone

from incidents.actions import affected, agencies, cases, dissolution, doubles, hierarchy, people, shares, work
from incidents.models import (
    Agency,
    AgencyName,
    Appointment,
    ClarificationRequest,
    Commitment,
    Contact,
    Involvement,
    Participation,
    Share,
)
from incidents.record import deeds
from tests.at_once import at_once
from tests.world import draft_request

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


def appoint_liaison(world, case, agency):
    return people.appoint(
        people.Post("liaison", agency=agency), by=world.administrator, email=f"{agency.code}@uji.example", name="Baru"
    )


def register_address(world, case, agency):
    where = dict(office="Sekretariat", email="baru@uji.example", valid_from=timezone.localdate())
    return agencies.register_contact(agency, by=world.administrator, **where)


def end_address(world, case, agency):
    return agencies.end_contact(Contact.objects.get(agency=agency), by=world.administrator, reason="Pindah")


def involve(world, case, agency):
    return cases.involve(case, by=world.officer, agency=agency, role="controller")


def share(world, case, agency):
    return shares.share(case, by=world.officer, agency=agency, text="Ringkas", tlp="amber")


def list_affected(world, case, agency):
    return affected.list_affected(case, by=world.officer, bodies=[affected.Named(agency.name)])


def put_under(world, case, agency):
    return agencies.amend_agency(world.agency_b, by=world.administrator, parent=agency)


def draft(world, case, agency):
    return draft_request(world, case, agency=agency)


def commit(world, case, agency):
    return work.commit(case, by=world.officer, who="Badan", what="Laporan", agency=agency)


def take_part(world, case, agency):
    return cases.note(case, by=world.officer, kind="task_force", text="Bersama", bodies=[agency])


ACTS = (
    appoint_liaison,
    register_address,
    end_address,
    involve,
    share,
    list_affected,
    put_under,
    draft,
    commit,
    take_part,
)


def naming(agency):
    """Every row of the record that names a body, its own names aside."""
    columns = [(model, f.name) for model in apps.get_models() if hasattr(model, "history") for f in model._meta.fields]
    found = [(model, name) for model, name in columns if model._meta.get_field(name).related_model is Agency]
    return [row for model, name in found if model is not AgencyName for row in every(model).filter(**{name: agency})]


def every(model):
    return getattr(model, "everything", model._default_manager).all()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("how", ["merge", "end"])
def test_nothing_hangs_on_a_body_that_went_away_at_the_same_moment(real_world, act, how):
    world, heir = real_world, body(real_world, "Penerus Tetap")
    for n in range(2):
        old = body(world, f"Badan {'XY'[n]} Pergi")
        case = cases.record(by=world.officer, title="Kasus", seen_at=timezone.now())
        email = dict(office="Lama", email="lama@uji.example", valid_from=timezone.localdate())
        agencies.register_contact(old, by=world.administrator, **email)

        def goes(old=old):
            if how == "merge":
                return doubles.merge_agency(old, by=world.administrator, into=heir, reason="Sama")
            return dissolution.end_agency(
                old, by=world.administrator, ended_on=timezone.localdate(), reason="UU", successor=heir
            )

        seen = fresh(old)
        results = at_once(lambda seen=seen, case=case: act(world, case, seen), goes)
        refused = [each for each in results if isinstance(each, Exception)]
        assert all(isinstance(each, deeds.Conflict | agencies.BodyEnded) for each in refused), results
        left, gone = naming(old), fresh(old)
        if gone.merged_into_id:
            assert not left, (results, left)
        if gone.ended_on:
            present = [row for row in left if isinstance(row, Contact) and row.valid_to is None]
            now = timezone.now()
            present += [
                row for row in left if isinstance(row, Appointment) and not (row.valid_to and row.valid_to <= now)
            ]
            present += [row for row in left if isinstance(row, Agency) and row.parent_id == old.pk]
            present += [row for row in left if isinstance(row, Share | Commitment | ClarificationRequest)]
            present += [row for row in left if isinstance(row, Participation) and row.left_at is None]
            parts = [row for row in left if isinstance(row, Involvement) and row.until_at is None]
            assert not present and not parts, (results, present, parts)
        if act is end_address and not refused:
            address = Contact.objects.filter(email="lama@uji.example", agency__in=[old, heir])
            assert not address.filter(agency=old, valid_to__isnull=True).exists(), "what was ended stays ended"
        agencies.amend_agency(world.agency_b, by=world.administrator, parent=None)
        for each in Contact.objects.filter(agency=heir, valid_to__isnull=True):
            agencies.end_contact(each, by=world.administrator, reason="Uji")
