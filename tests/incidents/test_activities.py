"""What happened in a case: who did it, about whom it was, which actor, and what came of it, each in a place of its own."""

from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from incidents.actions import activities, actor_contacts, actor_parts, cases, corrections, doubles, work
from incidents.models import Activity, Participation
from incidents.models.activities import ABOUT_A_LETTER, OUTCOMES
from incidents.plain.spans import parse
from incidents.reports import actors as report
from tests.clerk import Clerk, Pick
from tests.typed_rows import struck
from tests.world import fresh, make_incident

NOTE = {"kind": Pick("Pemeriksaan"), "text": "Forensik", "happened": "22 Mei 2023", "source": "Siaran pers"}


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def clerk(world, log_in):
    return Clerk(log_in(world.officer))


def seller(world, case, name="Kotz"):
    part = actor_parts.link_actor(case, by=world.officer, role="offered", name=name, kind="seller", basis="Forum")
    return part.actor


def test_of_two_examinations_each_has_its_day_its_examiner_whose_it_was_and_its_result(world, an_incident, clerk):
    page = f"/insiden/{an_incident}/kegiatan/catat/"
    sides = {"done_by": [Pick("Ins B")], "about": [Pick("Ins A")]}
    clerk.fill(page, **NOTE, **sides, outcome=Pick("Belum selesai"))
    clerk.fill(page, **NOTE | {"happened": "12 Juni 2023"}, **sides, outcome=Pick("Ditemukan kekurangan"))
    first, second = an_incident.activities.order_by("happened_at")
    assert (first.outcome, second.outcome) == ("ongoing", "faults") and first.happened_at < second.happened_at
    for each in (first, second):
        assert {part.side: part.agency for part in each.parts.all()} == {
            "does": world.agency_b,
            "subject": world.agency_a,
        }
    shown = text_of(clerk.browser.get(f"/insiden/{an_incident}/kegiatan/"))
    for words in ("Ditemukan kekurangan", "Belum selesai", "– Melaksanakan", "– Menjadi pokok kegiatan"):
        assert words in shown, words
    told = text_of(clerk.browser.get(reverse("incidents:chronology", args=[an_incident.reference])))
    assert "Pemeriksaan · Ditemukan kekurangan" in told and "Ins B, tentang Ins A" in told


def test_who_is_traced_stands_with_the_case_and_with_the_actor_and_by_whom(world, an_incident, clerk):
    kotz = seller(world, an_incident)
    facts = {"kind": Pick("Penelusuran"), "actor": Pick("Kotz"), "outcome": Pick("Teridentifikasi")}
    clerk.fill(f"/insiden/{an_incident}/kegiatan/catat/", **NOTE | facts, done_by=[Pick("Ins B")])
    assert fresh(an_incident).activities.get().actor == kotz
    for page in (an_incident, kotz):
        shown = text_of(clerk.browser.get(page.get_absolute_url()))
        assert (
            "Penelusuran pelaku" in shown and "Teridentifikasi" in shown and "Ins B" in shown and "22 Mei 2023" in shown
        )
    told = text_of(clerk.browser.get(reverse("incidents:chronology", args=[an_incident.reference]), {"q": "Kotz"}))
    assert "Penelusuran pelaku · Kotz · Teridentifikasi" in told


def test_whoever_may_not_know_of_the_case_learns_from_the_actor_of_no_tracing(world, an_incident):
    kotz, hidden = seller(world, an_incident), make_incident(world)
    actor_parts.link_actor(hidden, by=world.officer, role="offered", actor=kotz, basis="Forum")
    for case in (an_incident, hidden):
        activities.note(case, by=world.officer, kind="tracing", text="Jejak", actor=kotz, outcome="ongoing")
    work.restrict(hidden, by=world.officer, reason="Sensitif", seen=fresh(hidden).version)
    assert [len(each.about) for each in report.in_cases(fresh(kotz), world.supervisor)] == [1]
    assert sorted(len(each.about) for each in report.in_cases(fresh(kotz), world.auditor)) == [1, 1]


def test_only_who_has_a_part_in_the_case_is_traced_in_it_and_that_part_is_not_struck_from_under_it(world, an_incident):
    other = make_incident(world)
    kotz = seller(world, other)
    with pytest.raises(actor_contacts.NoPartHere):
        activities.note(an_incident, by=world.officer, kind="tracing", text="Jejak", actor=kotz)
    activities.note(other, by=world.officer, kind="tracing", text="Jejak", actor=kotz)
    with pytest.raises(corrections.Rested):
        struck(kotz.parts.get(), by=world.officer)


def test_what_came_of_it_is_put_right_and_both_versions_stay(world, an_incident, clerk):
    row = activities.note(an_incident, by=world.officer, kind="takedown", text="Tautan", outcome="ongoing")
    address = f"/entri/kegiatan/{row.pk}/perbaiki/"
    clerk.fill(address, outcome=Pick("Dilaksanakan sebagian"), reason="Dua sudah diputus")
    assert fresh(row).outcome == "partly"
    shown = text_of(clerk.browser.get(reverse("incidents:history", args=[an_incident.reference])))
    assert "Belum selesai" in shown and "Dilaksanakan sebagian" in shown


def test_a_body_that_examined_itself_stands_on_both_sides_as_one_part(world, an_incident, clerk):
    sides = {"done_by": [Pick("Ins A"), Pick("Ins B")], "about": [Pick("Ins A")]}
    clerk.fill(f"/insiden/{an_incident}/kegiatan/catat/", **NOTE, **sides, outcome=Pick("Ditemukan kekurangan"))
    row = an_incident.activities.get()
    assert {part.agency: part.side for part in row.parts.all()} == {world.agency_a: "both", world.agency_b: "does"}
    shown = text_of(clerk.browser.get(f"/insiden/{an_incident}/kegiatan/"))
    assert "Ins A – Melaksanakan, tentang diri sendiri" in shown
    told = text_of(clerk.browser.get(reverse("incidents:chronology", args=[an_incident.reference])))
    assert "Ins A, tentang diri sendiri" in told
    clerk.fill(
        f"/entri/keikutsertaan/{row.parts.get(side='does').pk}/perbaiki/",
        side=Pick("Melaksanakan, tentang"),
        reason="Keliru",
    )
    assert {part.side for part in row.parts.all()} == {"both"}


def test_a_body_is_moved_to_its_side_where_it_was_entered_on_another(world, an_incident, clerk):
    row = activities.note(an_incident, by=world.officer, kind="examination", text="Audit", bodies=[world.agency_b])
    clerk.fill(
        f"/entri/keikutsertaan/{row.parts.get().pk}/perbaiki/", side=Pick("Melaksanakan"), reason="Ia pemeriksanya"
    )
    assert row.parts.get().side == "does"
    clerk.fill(
        f"/kegiatan/{row.pk}/ikut-serta/", agency=Pick("Ins A"), side=Pick("Menjadi pokok"), capacity="Pusat data"
    )
    assert row.parts.get(agency=world.agency_a).side == "subject"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "meeting", "outcome": "arrested"}, "outcome"),
        ({"kind": "examination", "outcome": "reached"}, "outcome"),
        ({"kind": "examination", "bodies": "a", "about": "a"}, "bodies"),
    ],
)
def test_what_is_of_no_such_kind_or_on_both_sides_is_asked_again(world, an_incident, log_in, typed, field):
    data = {"text": "Uji"} | {name: world.agency_a.pk if value == "a" else value for name, value in typed.items()}
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/kegiatan/catat/", data)
    assert field in answer.context["form"].errors and not an_incident.activities.exists()


def test_the_database_keeps_what_came_of_it_to_its_kind(world, an_incident):
    assert OUTCOMES.keys() <= {*Activity.Kind.values}
    assert {each for outcomes in OUTCOMES.values() for each in outcomes} | {*ABOUT_A_LETTER} == {*Activity.Outcome}
    for kind, outcome in (("meeting", "done"), ("call", "reached"), ("tracing", "faults")):
        with pytest.raises(IntegrityError), transaction.atomic():
            activities.note(an_incident, by=world.officer, kind=kind, text="Uji", outcome=outcome)


def test_bodies_that_become_one_stand_on_the_side_on_which_they_stood(world, an_incident):
    facts = {"by": world.officer, "kind": "examination", "text": "Audit", "about": [world.agency_b]}
    row = activities.note(an_incident, happened=parse("2023"), **facts)
    own = activities.note(an_incident, done_by=[world.agency_a], **facts)
    doubles.merge_agency(world.agency_b, by=world.administrator, into=world.agency_a, reason="Sama")
    part = Participation.objects.get(activity=row)
    assert (part.agency, part.side) == (world.agency_a, "subject")
    part = Participation.objects.get(activity=own)
    assert (part.agency, part.side) == (world.agency_a, "both"), "it examined itself"


def test_by_a_correction_nothing_becomes_so_that_could_not_have_been_entered_so(world, an_incident):
    body, by = world.agency_b, {"by": world.officer, "seen": None, "reason": "Salah ketik"}
    row = activities.note(
        an_incident, by=world.officer, kind="task_force", text="Gugus", happened=parse("1 Mei 2023"), done_by=[body]
    )
    work.join(row, by=world.officer, agency=world.agency_a, joined=parse("3 Mei 2023"))
    corrections.revise(row, **by, happened=parse("3 Mei 2023"))
    with pytest.raises(activities.TookPartBefore):
        corrections.revise(fresh(row), **by, happened=parse("4 Mei 2023"))
    with pytest.raises(activities.ReferredByAnother):
        corrections.revise(fresh(row), **by, kind="referral")
    corrections.revise(row.parts.get(agency=body), **by, side="takes_part")
    assert corrections.revise(fresh(row), **by, kind="referral").kind == "referral"


def test_a_note_takes_what_it_took_before(world, an_incident):
    row = cases.note(an_incident, by=world.officer, text="Rapat", kind="meeting", bodies=[world.agency_a])
    assert (row.outcome, row.actor, row.parts.get().side) == ("", None, "takes_part")
