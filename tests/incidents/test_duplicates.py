"""Likely duplicates: what two reports both name."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import cases, duplicates, evidence, merging, overtaken, work
from incidents.models import Likeness
from incidents.plain import mentions
from tests.world import fresh, make_incident, report


def test_a_new_case_and_a_body_that_joins_it_name_what_a_look_at_all_of_it_finds(world):
    cases_of = (
        report(world, "“Jimbo” menjual data Ins A"),
        make_incident(world, summary="Di https://forum.example/t/1"),
    )
    several = [(world.agency_a, "Pengendali"), (world.agency_b, "Pengendali")]
    cases.involve_several(cases_of[0], by=world.officer, bodies=several, role="controller", act_id=uuid.uuid4())
    for case in cases_of:
        kept = set(case.mentions.values_list("kind", "value"))
        assert {("agency", "a"), ("agency", "b")} < kept
        duplicates.refresh(case)
        assert set(case.mentions.values_list("kind", "value")) == kept


def test_likely_duplicates_are_found_by_what_both_name(world):
    first = report(world, "Akun “Jimbo” menjual data Ins A di https://forum.example/t/1 seharga 2 BTC")
    now = timezone.now()

    def likely(text, **how):
        return [
            (c.reference, kinds) for c, kinds, _ in duplicates.likely_duplicates(world.officer, text, at=now, **how)
        ]

    assert likely("Ada di forum.example/t/1 lagi") == [(first.reference, ["address"])]
    assert likely("Ins A, katanya 2 BTC") == [(first.reference, ["agency", "price"])]
    assert likely("Ins A diberitakan lagi") == [(first.reference, ["agency"])]
    assert likely("si jimbo muncul lagi") == [(first.reference, ["name"])]
    assert likely("Ins B diberitakan") == [] == likely("")
    assert likely("ada yang menjual seharga 2 BTC") == [], "many ask a round price"
    assert likely("Ins A, katanya 2 dolar") == [(first.reference, ["agency"])], "the same number of another currency"
    far = now + timedelta(days=400)
    assert duplicates.likely_duplicates(world.officer, "Ins A diberitakan", at=far) == []
    assert duplicates.likely_duplicates(world.liaison_a, "“Jimbo”", at=now) == []


def test_an_exact_price_is_recognised_in_any_spelling(world):
    first = report(world, "Dijual Rp571.559.477")
    [(case, kinds, _days)] = duplicates.likely_duplicates(world.officer, "571 559 477 rupiah", at=timezone.now())
    assert (case.reference, kinds) == (first.reference, ["price"])


def test_days_apart_are_counted_from_the_day_typed(world, log_in):
    first = report(world, "Akun “Jimbo” menjual data Ins A")
    day = timezone.localtime(first.seen_at).date() - timedelta(days=9)
    data = {"summary": "“Jimbo” lagi", "seen_at": f"{day:%d-%m-%Y} 23.50", "report": ""}
    assert log_in(world.officer).post("/insiden/baru/", data).status_code == 302
    asked = Likeness.objects.get()
    assert (asked.other, asked.days) == (first, 9)


def asked_on(world, log_in, case):
    """Which cases the page of `case` asks about, and whether it offers to merge each; the desk asks likewise."""
    officer = log_in(world.officer)
    page = officer.get(f"/insiden/{case}/")
    found = [
        (str(row.stands), f"/insiden/{case}/satukan/?into={row.stands}" in page.content.decode())
        for row in page.context["likenesses"]
    ]
    asked = Likeness.objects.visible_to(world.officer).unanswered().filter(incident=case)
    assert len(found) == asked.count()
    return found


def test_the_question_ends_when_the_other_is_merged_into_this_one_or_put_aside(world, log_in):
    merged, aside = make_incident(world), report(world)
    case = report(world, likely=[(merged, ["account"], 0), (aside, ["account"], 0)])
    assert asked_on(world, log_in, case) == [(str(merged), True), (str(aside), True)]
    merging.merge(fresh(merged), case, by=world.officer, seen=fresh(merged).version, reason="Sama")
    assert asked_on(world, log_in, case) == [(str(aside), True)]
    cases.dismiss(fresh(aside), by=world.officer, seen=fresh(aside).version, reason="Bukan")
    assert asked_on(world, log_in, case) == []


def test_the_question_leads_on_to_where_the_other_was_merged(world, log_in):
    other, third = make_incident(world), make_incident(world)
    case = report(world, likely=[(other, ["account"], 0)])
    merging.merge(fresh(other), third, by=world.officer, seen=fresh(other).version, reason="Sama")
    assert asked_on(world, log_in, case) == [(str(third), True)]
    officer = log_in(world.officer)
    data = {"seen": fresh(case).version, "into": str(third), "reason": "Sama"}
    assert officer.post(f"/insiden/{case}/satukan/", data).status_code == 302
    assert fresh(case).merged_into == third


def test_the_question_leads_on_to_the_last_case_into_which_the_other_was_merged(world, log_in):
    other, between, last = (make_incident(world) for _n in range(3))
    case = report(world, likely=[(other, ["account"], 0)])
    for double, into in ((other, between), (between, last)):
        merging.merge(fresh(double), fresh(into), by=world.officer, seen=fresh(double).version, reason="Sama")
    assert asked_on(world, log_in, case) == [(str(last), True)]
    work.restrict(last, by=world.officer, seen=fresh(last).version, reason="Peka")
    assert not Likeness.objects.visible_to(world.other_supervisor).unanswered().exists()
    merging.merge(fresh(last), fresh(case), by=world.officer, seen=fresh(last).version, reason="Sama")
    assert asked_on(world, log_in, case) == []


def test_what_is_perhaps_the_same_as_a_closed_case_is_told_apart_and_not_merged(world, log_in):
    other = make_incident(world)
    case = report(world, likely=[(other, ["account"], 0)])
    work.close(fresh(other), by=world.supervisor, seen=fresh(other).version, outcome="no_breach", reason="Selesai")
    assert asked_on(world, log_in, case) == [(str(other), False)]
    merging.tell_apart(Likeness.objects.get(), by=world.officer, seen=fresh(case).version, reason="Lain")
    assert asked_on(world, log_in, case) == []


def test_what_was_told_apart_says_why_on_the_page_of_the_case_and_is_compared_again_with_a_reason(world, log_in):
    other, (officer, superior) = make_incident(world), (log_in(world.officer), log_in(world.supervisor))
    case = report(world, likely=[(other, ["account"], 0)])
    row = Likeness.objects.get()
    apart, again = (f"/kemiripan/{row.pk}/{move}/" for move in ("bedakan", "bandingkan-lagi"))
    assert officer.get(again).status_code == 404
    officer.post(apart, {"seen": fresh(case).version, "reason": " "})
    assert asked_on(world, log_in, case) == [(str(other), True)]
    officer.post(apart, {"seen": fresh(case).version, "reason": "Forum lain"})
    for each, away in ((case, other), (other, case)):
        page, then = (superior.get(f"/insiden/{each}/{tab}").content.decode() for tab in ("", "pada/"))
        assert "Forum lain" in page and again in page and f"/insiden/{away}/" in page, "either of the two says so"
        assert f"Forum lain ({world.officer.name})" in then and str(away) in then
    assert asked_on(world, log_in, case) == []
    work.restrict(fresh(other), by=world.officer, seen=fresh(other).version, reason="Peka")
    assert again not in log_in(world.other_supervisor).get(f"/insiden/{case}/").content.decode()
    work.unrestrict(fresh(other), by=world.supervisor, seen=fresh(other).version, reason="Selesai")
    assert superior.post(again, {"seen": fresh(case).version, "reason": "Unggahan sama"}).status_code == 302
    assert asked_on(world, log_in, case) == [(str(other), True)]
    for each in (case, other):
        page, then = (officer.get(f"/insiden/{each}/{tab}").content.decode() for tab in ("", "pada/"))
        apart = page[page.index('class="struck"') :]
        assert again not in page and "Forum lain" in apart and "Unggahan sama" in apart
        assert "Forum lain" in then and "Unggahan sama" in then
    assert "Unggahan sama" in officer.get(f"/insiden/{case}/riwayat/").content.decode()
    with pytest.raises(overtaken.TakenBackAlready):
        merging.compare_cases_again(row, by=world.officer, seen=None, reason="Lagi")


def test_evidence_taken_in_brings_back_no_name_that_was_put_right_meanwhile(world):
    """Whoever takes it in may have read the case before."""
    case = report(world, "Data Ins B dijual")
    read_before = fresh(case)
    cases.amend(case, by=world.officer, seen=case.version, reason="Keliru", title="x", summary="Data dijual")
    evidence.attach(read_before, by=world.officer, text="https://forum.example/1", kind="address")
    assert set(case.mentions.values_list("kind", flat=True)) == {"address"}


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Dinas Contoh", "kebocoran di DINAS CONTOH kemarin", True),
        ("BSSN", "bſſn memberi tahu", True),  # a long s is an s where no case is heeded
        ("Izmir Data", "İZMİR DATA dijual", True),
        ("OJK", "projoJK dijual", False),
        ("OJK", "tidak disebut", False),
    ],
)
def test_a_body_is_named_in_whatever_case_as_a_word_of_its_own(name, text, named):
    found = mentions.named_in(text, [("x", [name])])
    assert ((mentions.AGENCY, "x") in found) is named


def test_of_a_thousand_bodies_only_those_that_a_text_may_name_are_looked_for(monkeypatch):
    looked = []
    really = mentions._is_named
    monkeypatch.setattr(mentions, "_is_named", lambda name, text: looked.append(name) or really(name, text))
    names = [(str(n), [f"PT Contoh {n:04d}"]) for n in range(1000)]
    assert (mentions.AGENCY, "7") in mentions.named_in("Data PT Contoh 0007 dijual", names)
    assert looked == ["PT Contoh 0007"]
