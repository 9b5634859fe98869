"""The case file through its deeds: reports and what becomes of them, the ledger, holders, merging, closing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.actions import assertions, cases, duplicates, evidence, law, merging, work
from incidents.models import CaseEvent, Incident
from incidents.plain import holders, spans
from incidents.record import deeds
from tests.states import made_once
from tests.world import answer_request, make_incident, make_request

SAID = spans.parse("27 November 2023")


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def report(world, text="Akun “Jimbo” menawarkan data Ins A, 2 BTC", **facts):
    return cases.report(by=world.officer, summary=text, seen_at=timezone.now(), **facts)


def says(world, case, topic="subjects", said_by="Penjual", **facts):
    facts = {"statement": "Kata orang", "source": "forum", "said": SAID, **facts}
    return assertions.claim(case, by=world.officer, topic=topic, said_by=said_by, **facts)


def test_a_report_becomes_a_case_and_both_numbers_lead_to_it(world, log_in):
    case = report(world)
    assert (case.status, case.reference[:4], case.title) == ("report", "LAP-", case.summary)
    number = case.reference
    case = cases.promote(case, by=world.officer, seen=case.version)
    assert case.status == "open" and case.reference.startswith("INS-") and case.report_reference == number
    answer = log_in(world.officer).get(f"/insiden/{number}/")
    assert answer.headers["Location"] == f"/insiden/{case.reference}/"


def test_a_dismissed_report_stays_and_can_be_taken_up_again(world, log_in):
    case = report(world)
    with pytest.raises(ValueError, match="reason"):
        cases.dismiss(case, by=world.officer, seen=case.version, reason=" ")
    case = cases.dismiss(case, by=world.officer, seen=case.version, reason="Iklan biasa")
    assert case.reference in log_in(world.auditor).get("/insiden/?shelf=aside").content.decode()
    with pytest.raises(deeds.Conflict):
        cases.amend(case, by=world.officer, seen=case.version, reason="x", title="x", seen_at=case.seen_at)
    assert cases.reconsider(case, by=world.officer, seen=case.version, reason="Muncul lagi").status == "report"


def test_drills_are_numbered_apart(world):
    drill = cases.record(by=world.officer, title="Latihan", seen_at=timezone.now(), drill=True)
    real = cases.record(by=world.officer, title="Nyata", seen_at=timezone.now())
    practised = report(world, drill=True)
    assert (drill.reference[:4], real.reference[:4], practised.reference[:7]) == ("LAT-", "INS-", "LAPLAT-")
    assert drill.reference.endswith("0001") and real.reference.endswith("0001")
    assert cases.promote(practised, by=world.officer, seen=practised.version).reference.startswith("LAT-")


def test_four_words_stand_side_by_side_and_unknown_is_no_zero(world, an_incident):
    sample = says(world, an_incident, amount=Decimal(252), bound="at_least", unit="orang")
    says(world, an_incident, amount=Decimal(204_807_203), unit="orang", said_by="Peneliti")
    says(world, an_incident, topic="similarity", said_by="Ditjen IKP", statement="Mirip dengan data situs web")
    says(world, an_incident, topic="denial", said_by="Dukcapil", agency=world.agency_b, statement="Log normal")
    assert [str(a) for a in an_incident.assertions.all()] == ["P-01", "P-02", "P-03", "P-04"]
    assert sample.status == "claimed"
    for wrong in (dict(amount=Decimal(0)), dict(topic="denial", amount=Decimal(3))):
        with pytest.raises(IntegrityError), transaction.atomic():
            says(world, an_incident, **wrong)


def test_each_change_of_state_stands_with_its_evidence(world, an_incident):
    word = says(world, an_incident, amount=Decimal(252), unit="orang")
    piece = evidence.attach(an_incident, by=world.officer, text="Banding susunan: 5 dari 7 kolom cocok")
    word = assertions.assess(
        word, by=world.officer, seen=word.version, status="partly_verified", reason="Susunan cocok", evidence=piece
    )
    word = assertions.assess(
        word, by=world.officer, seen=word.version, status="partly_verified", reason="Tetap", document="Rapat 4/12"
    )
    rows = [(a.status_from, a.status, a.evidence, a.document) for a in word.assessments.all()]
    assert rows == [
        ("claimed", "partly_verified", piece, ""),
        ("partly_verified", "partly_verified", None, "Rapat 4/12"),
    ]
    with pytest.raises(deeds.Conflict):
        assertions.assess(word, by=world.officer, seen=1, status="verified", reason="Lama", document="x")
    with pytest.raises(PermissionDenied):
        assertions.assess(word, by=world.auditor, seen=word.version, status="verified", reason="x", document="x")


def test_the_figure_in_use_is_chosen_and_the_earlier_ones_stay(world, an_incident, log_in):
    word = says(world, an_incident, amount=Decimal(252), unit="orang")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/").content.decode()
    assert "Belum diketahui" in page and "252 orang" in page
    assertions.adopt(an_incident, by=world.officer, topic="subjects", reason="Belum ada dasar")
    assertions.adopt(
        an_incident, by=world.officer, topic="subjects", assertion=word, bound="at_least", reason="Sampel dihitung"
    )
    assert [f.assertion for f in an_incident.figures.all()] == [None, word]
    page = log_in(world.officer).get(f"/insiden/{an_incident}/pernyataan/subjects/").content.decode()
    assert "paling sedikit" in page and "Sampel dihitung" in page and "Belum ada dasar" in page
    assertions.assess(word, by=world.officer, seen=word.version, status="denied", reason="Palsu", document="Surat")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/").content.decode()
    assert "bertumpu pada pernyataan yang tidak berlaku lagi" in page


def test_a_figure_of_another_case_or_topic_is_never_used(world, an_incident):
    foreign = says(world, make_incident(world), amount=Decimal(5), unit="orang")
    price = says(world, an_incident, topic="price", amount=Decimal(2), unit="BTC")
    silent = says(world, an_incident)
    for word in (foreign, price, silent):
        with pytest.raises(ValueError, match="no figure"):
            assertions.adopt(an_incident, by=world.officer, topic="subjects", assertion=word, reason="x")


def test_the_matrix_has_one_row_for_each_body_with_what_came_back(world, an_incident):
    cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="copy_holder", holds="Salinan lunak")
    says(world, an_incident, topic="denial", agency=world.agency_b, said_by="Kepala B")
    request = make_request(world, "open", incident=an_incident)

    def rows():
        found = holders.holders(
            an_incident.involvements.all(), an_incident.requests.all(), an_incident.assertions.all()
        )
        return {str(h.agency): (len(h.roles), h.reply, bool(h.denials)) for h in found}

    assert rows() == {"Ins A": (1, "silent", False), "Ins B": (2, "not_asked", True)}
    answer_request(world, request, numbers=[1])
    assert rows()["Ins A"] == (1, "in_part", False)
    answer_request(world, fresh(request))
    assert rows()["Ins A"] == (1, "answered", False)


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
    far = now + timedelta(days=400)
    assert duplicates.likely_duplicates(world.officer, "Ins A diberitakan", at=far) == []
    assert duplicates.likely_duplicates(world.liaison_a, "“Jimbo”", at=now) == []


def test_a_case_merges_only_when_its_letters_are_done(world):
    into, request = make_incident(world), make_request(world, "open")
    case = request.incident
    with pytest.raises(merging.Unfinished):
        merging.merge(case, into, by=world.officer, seen=case.version, reason="Sama")
    assert fresh(case).status == "open" and not CaseEvent.objects.filter(action__in=["merge", "absorb"]).exists()
    with pytest.raises(deeds.Conflict):
        merging.merge(into, into, by=world.officer, seen=into.version, reason="Diri sendiri")


ACTS = ("note", "claim", "attach", "merge", "separate", "relate")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 2)), max_size=12))
def test_merging_loses_no_event_and_no_row(world, plan):
    """Whatever is done, merged and taken apart in whatever order: events and rows only ever grow, in their own case."""
    with transaction.atomic():
        rows = [report(world, f"Laporan {n}") for n in range(3)]
        for act, one, other in plan:
            case, into = fresh(rows[one]), fresh(rows[other])
            before = {r.pk: set(r.events.values_list("pk", flat=True)) for r in rows}
            kept = {r.pk: (r.assertions.count(), r.evidence.count(), r.activities.count()) for r in rows}
            try:
                with transaction.atomic():
                    do(world, act, case, into)
            except (deeds.Conflict, IntegrityError):
                pass
            for row in rows:
                assert before[row.pk] <= set(row.events.values_list("pk", flat=True))
                now = (row.assertions.count(), row.evidence.count(), row.activities.count())
                assert all(a <= b for a, b in zip(kept[row.pk], now, strict=True))
                merged = fresh(row)
                assert (merged.status == "merged") == (merged.merged_into_id is not None)
        transaction.set_rollback(True)


def do(world, act, case, into):
    if act == "note":
        cases.note(case, by=world.officer, text="Catatan")
    elif act == "claim":
        says(world, case)
    elif act == "attach":
        evidence.attach(case, by=world.officer, text="Kutipan")
    elif act == "merge":
        merging.merge(case, into, by=world.officer, seen=case.version, reason="Sama")
    elif act == "separate":
        merging.separate(case, by=world.officer, seen=case.version, reason="Ternyata lain")
    else:
        work.relate(case, by=world.officer, other=into, kind="related", why="Mirip")


def test_closing_waits_for_everything_open_and_keeps_the_outcome(world, log_in):
    request = make_request(world, "answered")
    case = request.incident
    word = says(world, case, amount=Decimal(5), unit="orang")
    owed = work.commit(case, by=world.officer, who="Ins A", what="Laporan")
    with pytest.raises(work.NotYet) as met:
        work.close(case, by=world.supervisor, seen=case.version, outcome="no_breach", reason="x")
    assert set(met.value.open) == {"requests", "assertions", "commitments"}
    page = log_in(world.supervisor).get(f"/insiden/{case}/tutup/").content.decode()
    assert request.reference in page and "P-01" in page and "Laporan" in page
    from incidents.actions import clarifications

    clarifications.accept(request, by=world.officer, seen=request.version)
    assertions.assess(word, by=world.officer, seen=word.version, status="verified", reason="Benar", document="x")
    work.keep(owed, by=world.officer, seen=owed.version)
    with pytest.raises(PermissionDenied):
        work.close(case, by=world.officer, seen=case.version, outcome="no_breach", reason="x")
    case = work.close(case, by=world.supervisor, seen=case.version, outcome="recommendation", reason="Terbukti")
    assert (case.status, case.outcome) == ("closed", "recommendation")
    with pytest.raises(deeds.Conflict):
        says(world, case)
    case = work.reopen(case, by=world.supervisor, seen=case.version, reason="Data baru")
    assert (case.status, case.outcome, case.closed_at) == ("open", "", None)


def test_a_gap_of_more_than_a_day_shows_itself(world, an_incident, log_in):
    heard = timezone.now() - timedelta(hours=41, minutes=2)
    cases.note(an_incident, by=world.officer, text="Telepon", happened=spans.at_minute(heard))
    cases.note(an_incident, by=world.officer, text="Baru saja")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/kegiatan/").content.decode()
    assert page.count("jam kemudian") == 1 and "dicatat 41 jam kemudian" in page


def test_a_report_that_came_in_twice_is_joined_in_one_act(world):
    first, second = report(world), report(world, "Lagi: “Jimbo”")
    merged = merging.merge(second, first, by=world.officer, seen=second.version, reason="Penjual sama")
    assert merged.merged_into == first
    acts = CaseEvent.objects.filter(action__in=["merge", "absorb"])
    assert acts.count() == 2 and len(set(acts.values_list("act_id", flat=True))) == 1
    apart = merging.separate(merged, by=world.officer, seen=merged.version, reason="Ternyata lain")
    assert (apart.status, apart.merged_into) == ("report", None)
    assert Incident.objects.count() == 2


def test_a_duty_follows_the_statute_of_its_day_and_keeps_it(world):
    early = cases.record(by=world.officer, title="2021", seen_at=spans.parse("20-05-2021 10.00").start)
    late = cases.record(by=world.officer, title="2023", seen_at=spans.parse("27-11-2023 10.00").start)
    row = {
        case: law.track_duty(
            cases.involve(case, by=world.officer, agency=world.agency_a, role="controller"), by=world.officer
        )
        for case in (early, late)
    }
    assert (row[early].rule, row[early].hours) == (None, None)
    assert row[late].basis == "Pasal 46 ayat (1) UU 27/2022" and row[late].due_at is None
    start = spans.parse("28-11-2023 08.00").start
    duty = law.amend_duty(row[late], by=world.officer, seen=row[late].version, started_at=start, start_source="KPU")
    assert duty.due_at == start + timedelta(hours=72)
    before = duty.due_at
    rule = duty.rule
    with deeds.record("enact_rule", on=type(rule)(code="x"), by=deeds.SYSTEM) as deed:
        rule.length = 24
        rule.save()
        deed.on.effective_from, deed.on.length, deed.on.unit = start.date(), 1, "jam"
        deed.on.start_event, deed.on.legal_basis, deed.on.applies_to = "known", "x", "x"
        deed.on.save()
    assert fresh(duty).due_at == before


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        ("2022-10-16", None),
        ("2022-10-17", "Pasal 46 ayat (1) UU 27/2022"),
        ("2027-01-15", "Pasal 46 ayat (1) UU 27/2022"),
        ("2027-01-16", "Pasal 114 PP 33/2026"),
    ],
)
def test_the_rule_changes_on_the_very_day(world, day, basis):
    from datetime import date

    rule = law.duty_rule(date.fromisoformat(day))
    assert (rule and rule.legal_basis) == basis


def test_a_notice_in_time_and_one_second_late(world, an_incident):
    duty = law.track_duty(an_incident.involvements.first(), by=world.officer)
    start = timezone.now().replace(microsecond=0) - timedelta(days=5)
    due = start + timedelta(hours=72)
    for told, state in ((due, "tepat"), (due + timedelta(seconds=1), "telat")):
        duty = law.amend_duty(
            duty, by=world.officer, seen=duty.version, started_at=start, authority_at=told, subjects_at=start
        )
        assert duty.clock(timezone.now()).state == state
    duty = law.amend_duty(
        duty, by=world.officer, seen=duty.version, subjects_at=None, exception="b", exception_statute="KUHAP"
    )
    assert duty.fulfilled_at == due + timedelta(seconds=1)


def test_another_severity_than_the_formulas_needs_a_reason(world, an_incident):
    inputs = dict(
        context=2,
        identification=Decimal(1),
        confidentiality=Decimal("0.5"),
        integrity=Decimal(0),
        availability=Decimal(0),
        malicious=True,
    )
    law.rate(an_incident, by=world.officer, **inputs)
    assert fresh(an_incident).severity == "high"
    with pytest.raises(IntegrityError), transaction.atomic():
        law.rate(an_incident, by=world.officer, level_set="very_high", **inputs)
    law.rate(an_incident, by=world.officer, level_set="very_high", reason="Pemilu", **inputs)
    assert fresh(an_incident).severity == "very_high" and an_incident.ratings.count() == 2


def test_a_measure_belongs_to_its_regime(world, an_incident):
    from incidents.models import SanctionRegime

    regime = SanctionRegime.objects.get(code="permen20")
    with pytest.raises(ValueError, match="no measure"):
        law.sanction(
            an_incident,
            by=world.officer,
            agency=world.agency_a,
            regime=regime,
            measure="denda administratif",
            decided_by="Menteri",
            decided=SAID,
        )


def cases_of_3_and_of_30(world):
    """Of everything."""
    made = []
    for size in (3, 30):
        case = make_incident(world)
        for n in range(size):
            piece = evidence.attach(case, by=world.officer, text=f"Kutipan {n}")
            word = says(world, case, amount=Decimal(n + 1), unit="orang", evidence=piece, agency=world.agency_a)
            assertions.assess(word, by=world.officer, seen=1, status="verified", reason="x", evidence=piece)
            cases.note(case, by=world.officer, text=f"Catatan {n}", assertion=word)
            work.commit(case, by=world.officer, who="A", what="x", agency=world.agency_a)
            law.find(case, by=world.officer, text="x", confidence="low", found=SAID, evidence=piece)
            work.share(case, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[piece])
        assertions.adopt(case, by=world.officer, topic="subjects", assertion=word, reason="x")
        made.append(case)
    return made


small_and_large = made_once("small_and_large", cases_of_3_and_of_30, upon="world")


@pytest.mark.parametrize("part", ["", "pernyataan/", "pernyataan/subjects/", "bukti/", "kegiatan/", "hukum/"])
def test_the_number_of_queries_does_not_grow_with_the_case(world, small_and_large, log_in, part):
    """A case of 3 and a case of 30 of everything cost the same questions to the database."""
    officer, counts = log_in(world.officer), []
    for case in small_and_large:
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(f"/insiden/{case}/{part}").status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0], counts
