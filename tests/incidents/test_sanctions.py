"""A measure of another authority, with its law and amount, counted as none of the ministry's; and what befell a measure afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from incidents.actions import corrections, developments, outcomes, sanctions, work
from incidents.models import Development, Sanction, SanctionRegime
from incidents.plain import spans
from incidents.plain.spans import parse
from incidents.record import search
from incidents.reports import chronology
from incidents.reports.parliament import words
from tests.sent_form import Form, press
from tests.sheets import drawn
from tests.world import fresh, make_incident, proven


def test_a_measure_of_another_authority_bears_its_law_and_amount_and_is_counted_apart(world, log_in):
    case = make_incident(world)
    proven(world, case)
    browser, page = log_in(world.officer), f"/insiden/{case}/hukum/sanksi/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    sent |= {"agency": world.agency_a.pk, "measure": "other", "decided_by": "PDPC Singapura", "decided": "1 Maret 2024"}
    whole = {"other_measure": "Denda", "basis": "PDPA 2012", "amount": "74.000", "currency": "SGD"}
    for name, typed in (("basis", {"basis": ""}), ("currency", {"currency": ""}), ("currency", {"currency": "dolar"})):
        answer = press(browser, page, sent | whole | typed)
        assert name in answer.context["form"].errors, typed
    ours = next(
        key
        for _name, group in answer.context["form"].fields["measure"].choices
        if isinstance(group, list)
        for key, _ in group
    )
    assert "measure" in press(browser, page, sent | whole | {"measure": ours}).context["form"].errors
    assert press(browser, page, sent | whole).status_code == 302
    row = Sanction.objects.get()
    assert (row.regime, row.basis, row.told) == (None, "PDPA 2012", "Denda (SGD 74.000)")
    shown = " ".join(browser.get(f"/insiden/{case}/hukum/").content.decode().split())
    assert "Denda (SGD 74.000)" in shown and "bukan sanksi Kementerian" in shown
    _window, lines = chronology.page(case, chronology.Asked(text="PDPC"), 20)
    assert [line.telling.title.endswith("oleh lembaga lain: Denda (SGD 74.000)") for line in lines] == [True]

    # It is put right as what it is, and no case is closed by it as one that the ministry sanctioned.
    page = f"/entri/sanksi/{row.pk}/perbaiki/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    assert (sent["measure"], sent["other_measure"], sent["amount"]) == ("other", "Denda", "74.000")
    assert press(browser, page, sent | {"amount": "74.500", "reason": "Salah ketik"}).status_code == 302
    assert (fresh(row).amount, fresh(row).basis, fresh(row).regime) == (74_500, "PDPA 2012", None)
    with pytest.raises(outcomes.Lacks):
        work.close(fresh(case), by=world.supervisor, seen=None, outcome="sanction_alone", reason="Selesai")
    of = drawn()
    assert of["figures"]["elsewhere:Denda"] == of["figures"]["sanction:-"] == 1
    (apart,) = (table for table in words.tables(of) if table.key == words.ELSEWHERE)
    assert [(line.label, line.cases) for line in apart.lines] == [("Denda", 1)] and apart.total is None

    # That authority's decision ends it; the sheet says whose that is, and says nothing of it before there is one.
    assert [table.note for table in words.tables(of) if table.key == "outcome"] == [""]
    told = {"decided_by": "PDPC", "document": "A-1", "grounds": "Keliru", "befell": parse("1 Mei 2024")}
    voided = developments.record_development(row, by=world.officer, kind="annulled", **told)
    with pytest.raises(outcomes.Lacks, match="dibatalkan"):
        work.close(fresh(case), by=world.supervisor, seen=None, outcome="other_authority", reason="Putusan Singapura")
    corrections.strike(voided, by=world.officer, seen=None, reason="Perkara lain")
    work.close(fresh(case), by=world.supervisor, seen=None, outcome="other_authority", reason="Putusan Singapura")
    (ended,) = (table for table in words.tables(drawn()) if table.key == "outcome")
    assert [line.key for line in ended.lines] == ["outcome:other_authority"] and ended.note == words.BY_OTHERS


def test_what_befell_a_sanction_is_told_on_its_day_counted_and_put_right(world, log_in):
    case = make_incident(world)
    proven(world, case)
    regime = SanctionRegime.objects.exclude(fines=[]).on(timezone.localdate()).first()
    by_law = {"agency": world.agency_a, "regime": regime, "decided_by": "Menteri", "decided": parse("1 Maret 2024")}
    fine = {"measure": regime.fines[0], "amount": 1_000_000, "currency": "IDR"}
    row = sanctions.sanction(case, by=world.officer, **by_law, **fine)
    unnamed = sanctions.sanction(case, by=world.officer, **by_law, measure=regime.fines[0])
    before = timezone.now()
    browser, page = log_in(world.officer), f"/sanksi/{row.pk}/perkembangan/"

    def befell(kind, day, to=page, **typed):
        sent = Form(browser.get(to).content.decode()).as_sent() | {"kind": kind, "befell": day, "document": "Surat 1"}
        return press(browser, to, sent | typed)

    said = {"decided_by": "PTUN Jakarta", "grounds": "Kewenangan tidak terbukti"}
    for kind, day, typed, refusal in (
        ("annulled", "1 Mei 2024", {}, "Tulis siapa yang memutuskan"),
        ("paid", "1 Mei 2024", {}, "Tulis berapa yang dibayar"),
        ("paid", "1 Mei 2024", {"amount": "1.000.001"}, "melebihi yang dijatuhkan"),
        ("reduced", "1 Mei 2024", said, "menjadi apa sanksi itu diringankan"),
        ("reduced", "1 Mei 2024", said | {"became": "separuh"}, "tulis dengan angka menjadi berapa"),
        ("paid", "1 Mei 2024", {"amount": "999.999"}, "tidak lunas"),
        ("objected", "1 Mei 2023", said, "sebelum sanksi diputuskan"),
        ("objected", "1 Mei 2024", said | {"amount": "5"}, "Hanya untuk pembayaran"),
    ):
        assert refusal in befell(kind, day, **typed).content.decode(), (kind, typed)
    unpriced = befell("paid", "1 Mei 2024", to=f"/sanksi/{unnamed.pk}/perkembangan/", amount="5")
    assert "Jumlah sanksi ini belum tercatat" in unpriced.content.decode() and not Development.objects.exists()

    assert befell("paid_part", "Mei 2024", amount="400.000").status_code == 302
    assert "melebihi" in befell("paid", "Juli 2024", amount="600.001").content.decode()
    assert befell("reduced", "1 Juni 2024", amount="700.000", **said).status_code == 302
    for kind, amount, refusal in (("paid_part", "300.001", "lebih dari denda itu"), ("paid", "299.999", "tidak lunas")):
        assert refusal in befell(kind, "Agustus 2024", amount=amount).content.decode(), kind
    assert befell("annulled", "awal 2025", document="Putusan 12/G/2024/PTUN.JKT", **said).status_code == 302
    shown = " ".join(browser.get(f"/insiden/{case}/hukum/").content.decode().split())
    assert "Dibatalkan" in shown and "awal 2025" in shown and "dibayar: IDR 400.000" in shown
    _window, lines = chronology.page(case, chronology.Asked(text="12/G/2024"), 20)
    assert [line.telling.title.endswith(": Dibatalkan") for line in lines] == [True]
    assert case in search.cases(world.officer, "kewenangan terbukti")

    of = drawn()
    assert of["figures"][f"sanction:{regime.fines[0]}"] == of["figures"]["befell:annulled"] == 1
    with override("en"):
        (line,) = (each for table in words.tables(of) for each in table.lines if each.key.startswith("sanction:"))
    said_so = (
        "imposed: 2 · of these annulled: 1 · of these reduced: 1 · amount imposed: IDR 1,000,000 · paid: IDR 400,000"
    )
    assert line.value == f"{said_so} · without an amount on record: 1"
    assert "annulled" not in drawn(before)["measures"][line.key]

    # The appeal restored it; then it turns out to be of another case: struck with its sanction, by whoever may.
    assert befell("restored", "Juni 2025", **said).status_code == 302
    assert "befell:annulled" not in drawn()["figures"]
    with pytest.raises(developments.MoreThanImposed):
        corrections.revise(fresh(row), by=world.officer, seen=None, reason="Salah", amount=300_000)
    page = f"/entri/perkembangan/{Development.objects.get(kind='paid_part').pk}/perbaiki/"
    sent = Form(browser.get(page).content.decode()).as_sent()
    assert press(browser, page, sent | {"amount": "450.000", "reason": "Salah ketik"}).status_code == 302
    corrections.strike(fresh(row), by=world.officer, seen=None, reason="Perkara lain")
    assert not Development.objects.exists() and Development.everything.count() == 4
    assert "befell:paid" not in drawn()["figures"]


def test_what_befell_a_sanction_before_the_case_ended_or_was_decided_of_it_is_no_officers_alone_after_the_end(world):
    case = make_incident(world)
    proven(world, case)
    regime = SanctionRegime.objects.exclude(fines=[]).on(timezone.localdate()).first()
    by_law = {"agency": world.agency_a, "regime": regime, "decided_by": "Menteri", "decided": parse("1 Maret 2024")}
    row = sanctions.sanction(case, by=world.officer, **by_law, measure=regime.fines[0], amount=9_000, currency="IDR")
    work.close(fresh(case), by=world.supervisor, seen=None, outcome="sanction_alone", reason="Selesai")
    told = {"decided_by": "PTUN", "document": "12/G", "grounds": "Tanpa wewenang"}
    now, before = spans.at_minute(timezone.now()), parse("1 Mei 2024")
    for kind, befell, facts in (
        ("annulled", now, told),
        ("lifted", before, told),
        ("paid_part", before, {"document": "Bukti", "amount": 1_000}),
    ):
        with pytest.raises(developments.ForASuperior):
            developments.record_development(row, by=world.officer, kind=kind, befell=befell, **facts)
    paid = {"kind": "paid_part", "document": "Bukti", "amount": 1_000}
    later = spans.at_minute(timezone.now() + timedelta(minutes=1))
    part = developments.record_development(row, by=world.officer, befell=later, **paid)
    developments.record_development(row, by=world.supervisor, kind="annulled", befell=before, **told)
    assert drawn()["figures"]["befell:annulled"] == 1
    more = by_law | {"measure": regime.fines[0], "amount": 1_000, "currency": "IDR"}
    with pytest.raises(sanctions.DecidedBeforeTheEnd):
        sanctions.sanction(fresh(case), by=world.officer, **more)
    news = sanctions.sanction(fresh(case), by=world.officer, **more | {"decided": later})
    why = {"by": world.officer, "seen": None, "reason": "Salah ketik"}  # by a correction no more than by the entry
    with pytest.raises(sanctions.DecidedBeforeTheEnd):
        corrections.revise(news, **why, decided=parse("1 Mei 2024"))
    for facts in ({"befell": before}, {"kind": "lifted", "amount": None} | told):
        with pytest.raises(developments.ForASuperior):
            corrections.revise(part, **why, **facts)
    corrections.revise(news, **why, document="SK 9")
    developments.record_development(fresh(news), by=world.supervisor, kind="annulled", befell=later, **told)
    with pytest.raises(developments.ForASuperior):  # what a superior decided on goes with it
        corrections.strike(fresh(news), **why)
    corrections.revise(fresh(news), **why | {"by": world.supervisor}, decided=parse("1 Mei 2024"))
    sanctions.sanction(fresh(case), by=world.supervisor, **more)
