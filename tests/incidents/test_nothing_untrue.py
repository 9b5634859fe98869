"""Nothing untrue to close: what nobody can find out is said so, outcomes ask for what they say and no more, figures as told."""

from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone

from incidents.actions import (
    activities,
    assertions,
    case_letter_content,
    case_letters,
    cases,
    closing_conditions,
    corrections,
    developments,
    outcomes,
    sanctions,
    work,
)
from incidents.models import Incident, SanctionRegime, Unit
from incidents.models.assertions import still_said
from incidents.plain import assertion_weighing, letter_kinds
from incidents.plain.assertion_weighing import COUNTED, EVERYWHERE
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.reports.case_file import figures
from incidents.reports.parliament import words
from incidents.workflow import Action
from tests.meetings import issue
from tests.sheets import counted, drawn
from tests.typed_rows import grounds
from tests.world import make_incident, proven, says

CLAIM = {"statement": "Kata orang", "said_by": "Penjual", "source": "forum", "bound": "exactly"}
REFERRED = ["to_police", "to_sector"]
BY_OTHERS = ["with_police", "other_authority"]
UNDECIDED = ["too_little", "no_reply", "not_competent", *REFERRED, *BY_OTHERS]
PROVEN = ["proven", "recommendation", "reprimand", "sanction", "sanction_alone"]


def text_of(answer):
    return unescape(answer.content.decode())


def fresh(case):
    return Incident.objects.get(pk=case.pk)


def close(world, case, outcome):
    case = fresh(case)
    return work.close(case, by=world.supervisor, seen=case.version, outcome=outcome, reason="Dasar hasil")


def test_a_word_may_end_as_what_cannot_be_established(world, an_incident, log_in):
    word = says(world, an_incident, amount=252, unit="orang")
    data = {"status": "unestablished", "reason": "Situsnya sudah hilang", "seen": word.version}
    answer = log_in(world.officer).post(f"/pernyataan/{word.pk}/nilai/", data, follow=True)
    assert "Tidak dapat dipastikan" in text_of(answer)
    assert not work.open_ends(an_incident)
    assert close(world, an_incident, "no_breach").outcome == "no_breach"


def test_what_cannot_be_established_is_no_figure_to_use(world, an_incident, log_in):
    word = says(world, an_incident, amount=252, unit="orang")
    assertions.adopt(an_incident, by=world.officer, topic="subjects", assertion=word, reason="Dipakai")
    assertions.assess(word, by=world.officer, seen=word.version, status="unestablished", reason="Tidak ada jejak")
    [found] = [each for each in figures(an_incident, an_incident.assertions.all()) if each["topic"] == "subjects"]
    assert found["shaken"] and [(r.low, r.high) for r in found["ranges"]] == [(252, 252)]
    form = log_in(world.officer).get(f"/insiden/{an_incident}/pernyataan/subjects/angka/").context["form"]
    assert word not in form.fields["assertion"].queryset


@pytest.mark.parametrize("outcome", UNDECIDED)
def test_an_outcome_that_decides_nothing_asks_for_no_assessment(world, an_incident, outcome):
    says(world, an_incident, amount=252, unit="orang")
    if outcome in REFERRED:
        referred(world, an_incident, outcome)
    if outcome in BY_OTHERS:
        with pytest.raises(outcomes.Lacks):
            close(world, an_incident, outcome)
        others_did_it(world, an_incident)
    assert close(world, an_incident, outcome).outcome == outcome


@pytest.mark.parametrize("outcome", sorted({str(each) for each in Incident.Outcome} - {*UNDECIDED}))
def test_any_other_outcome_waits_until_words_are_assessed(world, an_incident, outcome):
    says(world, an_incident, amount=252, unit="orang")
    with pytest.raises(work.NotYet):
        close(world, an_incident, outcome)


@pytest.mark.parametrize(
    "outcome",
    sorted({str(each) for each in Incident.Outcome} - {*PROVEN, *REFERRED, *BY_OTHERS, "other_source", "untold"}),
)
def test_an_outcome_without_a_proven_breach_asks_for_no_kind_of_data_and_no_severity(world, an_incident, outcome):
    assert close(world, an_incident, outcome).severity == "unknown"


@pytest.mark.parametrize("outcome", PROVEN)
def test_a_proven_breach_says_what_it_was(world, an_incident, outcome, log_in):
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, outcome)
    data = {"outcome": outcome, "reason": "Terbukti", "seen": fresh(an_incident).version}
    answer = log_in(world.supervisor).post(f"/insiden/{an_incident}/tutup/", data)
    assert answer.status_code == 422 and "Jenis kegagalan" in text_of(answer) and "Keparahan" in text_of(answer)
    case = proven(world, an_incident)
    if outcome == "proven":  # it says no more than that, and that the ministry took no measure
        [letter] = went_out(world, case, letter_kinds.RECOMMENDATION)
    with pytest.raises(outcomes.MeasureTaken if outcome == "proven" else outcomes.Lacks):
        close(world, case, outcome)
    if outcome == "proven":
        said = {"facts": {"alasan": "Keliru"}, "subject": "Pencabutan"}
        issue(world, case_letters.take_back(letter, by=world.officer, seen=letter.version, **said))
        assert close(world, case, outcome).outcome == outcome
        with pytest.raises(closing_conditions.ClosedAgainstIt):  # nor is one of before its end told afterwards
            impose(world, fresh(case), "denda", by=world.supervisor)
        with pytest.raises(closing_conditions.ClosedAgainstIt):
            cases.note(fresh(case), by=world.officer, kind="recommendation", text="Dianjurkan", happened=parse("2023"))
        told = [
            (line.label, line.cases)
            for table in words.tables(drawn())
            if table.key == "outcome"
            for line in table.lines
        ]
        assert told == [("Terbukti: tidak perlu tindakan", 1)]
        return
    if outcome == "sanction":
        impose(world, case, "denda")
        with pytest.raises(outcomes.Lacks):  # it says that something was recommended as well
            close(world, case, outcome)
    if outcome == "sanction_alone":
        impose(world, case, "denda")
    else:
        went_out(world, case, letter_kinds.REPRIMAND if outcome == "reprimand" else letter_kinds.RECOMMENDATION)
    assert close(world, case, outcome).outcome == outcome


def went_out(world, case, kind):
    """A letter of the case of this kind was issued."""
    wanted = {each.name: f"Isi {each.name}" for each in kind.wanted}
    if kind.sanction:
        wanted |= grounds(case, world.officer)
    if kind.demands:
        wanted["done_by"] = case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))
    how = {"by": world.officer, "kind": kind, "agencies": [world.agency_a], "subject": "Hal"}
    return issue(world, case_letters.draft(case, facts=wanted, **how))


def referred(world, case, outcome):
    """A referral in force, to a body that plays the part which the outcome names, or none."""
    if outcome == "to_police" and not case.involvements.filter(role="law_enforcement").exists():
        cases.involve(case, by=world.officer, agency=world.agency_a, role="law_enforcement")
    return went_out(world, case, letter_kinds.REFERRAL)


def impose(world, case, word, by=None):
    """A measure that is called so, by the regime of today that knows one."""
    today = timezone.localdate()
    regime = next(each for each in SanctionRegime.objects.on(today) if any(word in m for m in each.measures))
    measure = next(each for each in regime.measures if word in each)
    facts = {"agency": world.agency_a, "regime": regime, "measure": measure, "decided_by": "Lembaga"}
    return sanctions.sanction(case, by=by or world.officer, decided=parse("2023"), **facts)


@pytest.mark.parametrize("outcome", REFERRED)
def test_a_case_is_referred_by_a_letter_and_one_that_was_taken_back_refers_nothing(world, an_incident, outcome, log_in):
    data = {"outcome": outcome, "reason": "Ranah pidana", "seen": fresh(an_incident).version}
    answer = log_in(world.supervisor).post(f"/insiden/{an_incident}/tutup/", data)
    assert answer.status_code == 422 and "pelimpahan (surat kasus yang sudah terbit" in text_of(answer)
    assert f'href="/insiden/{an_incident}/surat/"' in text_of(answer), "where it is drafted"
    [first] = referred(world, an_incident, outcome)
    said = {"facts": {"alasan": "Keliru alamat"}, "subject": "Pencabutan"}
    back = case_letters.take_back(first, by=world.officer, seen=first.version, **said)
    issue(world, back)
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, outcome)
    went_out(world, an_incident, letter_kinds.REFERRAL)
    assert close(world, an_incident, outcome).outcome == outcome


@pytest.mark.parametrize(("outcome", "other"), [("to_police", "to_sector"), ("to_sector", "to_police")])
def test_a_referral_to_the_police_is_none_to_a_sector_body_and_the_other_way_round(world, an_incident, outcome, other):
    referred(world, an_incident, outcome)
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, other)
    assert close(world, an_incident, outcome).outcome == outcome


@pytest.mark.parametrize(("outcome", "other"), [("to_police", "to_sector"), ("to_sector", "to_police")])
def test_a_referral_that_went_out_otherwise_is_one_while_its_body_takes_part_in_it(world, an_incident, outcome, other):
    told = {"kind": "referral", "text": "Dilimpahkan dengan surat S-1/2021", "happened": parse("2021")}
    cases.note(an_incident, by=world.officer, **told)
    if outcome == "to_police":
        cases.involve(an_incident, by=world.officer, agency=world.agency_a, role="law_enforcement")
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, outcome)  # to whom, the record does not say
    note = cases.note(an_incident, by=world.officer, bodies=[world.agency_a], **told)
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, other)
    corrections.strike(note, by=world.officer, seen=note.version, reason="Keliru")
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, outcome)
    cases.note(an_incident, by=world.officer, bodies=[world.agency_a], **told)
    assert close(world, an_incident, outcome).outcome == outcome


def others_did_it(world, case):
    """A body reports to the police, of which one part is law enforcement, and is fined by a law that is none of the ministry's."""
    cases.involve(case, by=world.officer, agency=world.agency_a, role="law_enforcement")
    told = {
        "text": "Laporan sendiri",
        "happened": parse("2021"),
        "done_by": [world.agency_b],
        "about": [world.agency_a],
    }
    report = cases.note(case, by=world.officer, kind="police_report", **told)
    fined = {"regime": None, "basis": "Undang-undang lain", "measure": "Denda", "decided_by": "Otoritas lain"}
    sanctions.sanction(case, by=world.officer, agency=world.agency_b, decided=parse("2023"), **fined)
    return report


def test_what_a_body_reported_itself_is_no_referral_by_the_ministry(world, an_incident, log_in):
    """Nor does it become one by a correction: who carries a referral out is the ministry, under any of its names."""
    report = others_did_it(world, an_incident)
    with pytest.raises(activities.ReferredByAnother):
        corrections.revise(report, by=world.officer, seen=report.version, reason="Keliru jenis", kind="referral")
    for outcome in REFERRED:
        with pytest.raises(outcomes.Lacks):
            close(world, an_incident, outcome)
    browser, address = log_in(world.officer), f"/insiden/{an_incident}/kegiatan/catat/"
    typed = {"kind": "referral", "text": "x", "done_by": [world.agency_b.pk], "about": [world.agency_a.pk]}
    assert list(browser.post(address, typed).context["form"].errors) == ["kind"]
    bare = cases.note(fresh(an_incident), by=world.officer, kind="referral", text="Dilimpahkan")
    does = {"agency": world.agency_b.pk, "side": "does"}
    answer = browser.post(f"/kegiatan/{bare.pk}/ikut-serta/", does)
    assert list(answer.context["form"].errors) == ["side"], "nor does it become one afterwards"
    ministry = world.agency_b.names.get()
    with deeds.record(Action.RENAME_AGENCY, on=world.agency_b, by=world.administrator):
        ministry.name = Unit.objects.first().ministry
        ministry.save()
    assert browser.post(address, typed).status_code == 302
    assert close(world, an_incident, "to_police").outcome == "to_police"


def test_an_authority_that_found_nothing_decided_too_and_a_body_that_examined_itself_did_not(world, an_incident):
    held, part = world.agency_a, an_incident.involvements.get(agency=world.agency_b)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Polisi", role="law_enforcement")
    looked_into = {"by": world.officer, "kind": "examination", "happened": parse("2021"), "about": [held]}

    def examined(doer, outcome, text="Diperiksa"):
        return cases.note(fresh(an_incident), text=text, done_by=[doer], outcome=outcome, **looked_into)

    examined(world.agency_b, "ongoing")
    cases.note(
        fresh(an_incident), text="Audit sendiri", outcome="nothing", **looked_into | {"about": [], "done_by": [held]}
    )
    with pytest.raises(outcomes.Lacks, match="pemeriksaan"):
        close(world, an_incident, "other_authority")
    examined(world.agency_b, "nothing", "Penyelidikan dihentikan")
    assert close(world, an_incident, "other_authority").outcome == "other_authority"


def test_what_others_did_closes_no_case_as_sanctioned_and_only_a_file_may_tell_of_no_end(world, an_incident, log_in):
    others_did_it(world, an_incident)
    for outcome in ("sanction_alone", "reprimand", "untold"):
        with pytest.raises(outcomes.Lacks):
            close(world, proven(world, an_incident), outcome)
    page = text_of(log_in(world.supervisor).get(f"/insiden/{an_incident}/tutup/"))
    assert 'value="other_authority"' in page and 'value="untold"' not in page


@pytest.mark.parametrize("who", ["an assertion", "a body that holds a copy"])
def test_another_holder_is_named_before_a_case_is_closed_by_it(world, an_incident, who):
    with pytest.raises(outcomes.Lacks):
        close(world, an_incident, "other_source")
    if who == "an assertion":
        word = says(world, an_incident, topic="holder", statement="Ada pada pemasok", agency=world.agency_b)
        assertions.assess(word, by=world.officer, seen=word.version, status="denied", reason="Bukan")
        with pytest.raises(outcomes.Lacks):
            close(world, an_incident, "other_source")
        word = says(world, an_incident, topic="holder", statement="Ada pada mitra", agency=world.agency_b)
        assertions.assess(word, by=world.officer, seen=word.version, status="verified", reason="Cocok", document="BA 1")
    else:
        cases.involve(an_incident, by=world.officer, agency=world.agency_b, role="copy_holder", holds="Salinan")
    assert close(world, an_incident, "other_source").outcome == "other_source"


def test_every_outcome_has_its_row_of_what_the_case_must_say():
    assert set(outcomes.STATES) == set(Incident.Outcome)


def test_what_is_a_reprimand_is_a_row_of_the_regime_and_no_word_of_the_code(world, an_incident):
    case = proven(world, an_incident)
    impose(world, case, "tertulis")
    [sanction] = case.sanctions.all()
    assert outcomes.lacking(case, "reprimand") == [] and sanction.measure in sanction.regime.reprimands
    corrections.strike(sanction, by=world.officer, seen=sanction.version, reason="Salah")
    impose(world, case, "penghentian")
    assert len(outcomes.lacking(case, "reprimand")) == 1


@pytest.mark.parametrize("way", ["a letter", "a written warning on record"])
def test_a_reprimand_is_a_letter_or_a_measure_of_that_name_and_a_fine_is_none(world, an_incident, way):
    case = proven(world, an_incident)
    impose(world, case, "denda")
    with pytest.raises(outcomes.Lacks):
        close(world, case, "reprimand")
    if way == "a letter":
        went_out(world, case, letter_kinds.REPRIMAND)
    else:
        impose(world, case, "tertulis")
    assert close(world, case, "reprimand").outcome == "reprimand"


def test_an_issued_reprimand_is_a_sanction_by_itself_counted_once_and_while_it_stands(
    world, an_incident, log_in, monkeypatch
):
    case, by = proven(world, an_incident), world.officer
    [letter] = went_out(world, case, letter_kinds.REPRIMAND)
    alone, taken = {"by_letter": 1}, {"subject": "Pencabutan", "facts": {"alasan": "Keliru"}}
    assert counted(drawn(), "sanction") == alone
    at, browser, page = timezone.now(), log_in(by), f"/insiden/{case}/hukum/"
    assert str(letter.letter) in browser.get(page).content.decode()

    # Recorded under Law as well it is one, and what befalls it is told there: annulled by a court, nobody closes the case with it.
    impose(world, case, "tertulis")
    [recorded] = case.sanctions.all()
    assert counted(drawn(), "sanction") == {recorded.measure: 1} and counted(drawn(at), "sanction") == alone
    assert str(letter.letter) not in browser.get(page).content.decode()
    told = {"decided_by": "PTUN", "document": "12/G", "grounds": "Tanpa wewenang", "befell": parse("2024")}
    voided = developments.record_development(recorded, by=by, kind="annulled", **told)
    with pytest.raises(outcomes.Lacks, match="dibatalkan"):
        close(world, case, "reprimand")
    corrections.strike(voided, by=by, seen=voided.version, reason="Perkara lain")
    assert outcomes.lacking(case, "reprimand") == []
    corrections.strike(recorded, by=by, seen=recorded.version, reason="Perkara lain")

    assert counted(drawn(), "sanction") == alone
    monkeypatch.setattr(sanctions, "check_in_force", lambda *_: None)
    spoken = SanctionRegime.objects.get(code="permen20")
    facts = {"agency": world.agency_a, "regime": spoken, "measure": "peringatan lisan", "decided_by": "Menteri"}
    by_mouth = sanctions.sanction(case, by=by, decided=parse("2023"), **facts)
    assert counted(drawn(), "sanction") == alone | {by_mouth.measure: 1}, "one by word of mouth hides no letter"
    assert str(letter.letter) in browser.get(page).content.decode()
    corrections.strike(by_mouth, by=by, seen=by_mouth.version, reason="Perkara lain")
    issue(world, case_letters.take_back(letter, by=by, seen=letter.version, **taken))
    assert counted(drawn(), "sanction") == {"-": 1} and counted(drawn(at), "sanction") == alone


def test_what_was_recommended_otherwise_than_by_a_letter_counts_until_it_is_struck(world, an_incident):
    case = proven(world, an_incident)
    said = cases.note(case, by=world.officer, kind="recommendation", text="Kunci diganti", happened=parse("2024"))
    assert outcomes.lacking(case, "recommendation") == []
    corrections.strike(said, by=world.officer, seen=said.version, reason="Salah kasus")
    assert len(outcomes.lacking(case, "recommendation")) == 1


def test_of_a_case_entered_again_nobody_makes_up_a_severity(world):
    assert close(world, make_incident(world, replay=True), "reprimand").severity == "unknown"


def test_several_failures_harms_and_attacks_stand_on_the_case(world, an_incident, log_in):
    browser, address = log_in(world.officer), f"/insiden/{an_incident}/ubah/"

    def say(**facts):
        form = browser.get(address).context["form"]
        browser.post(address, {bound.html_name: bound.value() for bound in form if bound.value()} | facts)
        return fresh(an_incident)

    say(attacks=["ransomware"], harmed=["confidentiality", "availability"], failures=["disclosure"], reason="Diketahui")
    case = say(attacks=["supplier", "ransomware"], failures=["late_notice", "disclosure", "late_notice"], reason="Juga")
    several = (["disclosure", "late_notice"], ["confidentiality", "availability"], ["ransomware", "supplier"])
    assert (case.failures, case.harmed, case.attacks) == several, "each once, in the order of the form"
    page = text_of(browser.get(f"/insiden/{case}/"))
    assert "Kerahasiaan; Ketersediaan" in page and "Ransomware; Melalui pemasok atau prosesor" in page
    history = text_of(log_in(world.auditor).get(f"/insiden/{case}/riwayat/"))
    assert "Kerahasiaan; Ketersediaan" in history
    assert "<ins>Melalui pemasok atau prosesor</ins>" in history and "Ransomware;" in history, "which one was added"


def test_ransom_access_and_sale_are_three_prices(world, an_incident):
    for topic, amount in (("price", 2), ("access", 1), ("ransom", 131)):
        says(world, an_incident, topic=topic, amount=amount, unit="BTC", statement=topic)
    rows = list(an_incident.assertions.all())
    assert not any(assertion_weighing.contradictions(rows).values())
    found = {each["topic"]: each["ranges"][0].high for each in figures(an_incident, rows) if each["ranges"]}
    assert found == {"price": 2, "access": 1, "ransom": 131}


@pytest.mark.parametrize("topic", sorted(set(COUNTED) - set(EVERYWHERE)))
def test_a_topic_that_not_every_case_has_shows_once_somebody_says_something(world, an_incident, log_in, topic):
    browser = log_in(world.officer)
    assert topic not in [each["topic"] for each in browser.get(f"/insiden/{an_incident}/").context["figures"]]
    unit = {"volume": "GB", "downtime": "jam", "access": "BTC", "ransom": "USD"}.get(topic, "")
    answer = browser.post(
        f"/insiden/{an_incident}/pernyataan/catat/", CLAIM | {"topic": topic, "amount": "30", "unit": unit}, follow=True
    )
    assert answer.status_code == 200
    word = an_incident.assertions.get()
    assertions.adopt(an_incident, by=world.officer, topic=topic, assertion=word, reason="Dipakai")
    [found] = [each for each in browser.get(f"/insiden/{an_incident}/").context["figures"] if each["topic"] == topic]
    assert found["figure"].assertion == word and word.unit


def test_three_days_are_seventy_two_hours_and_a_terabyte_is_a_thousand_gigabytes(world, an_incident):
    for topic, one, other in (("downtime", (3, "hari"), (72, "jam")), ("volume", (1, "TB"), (1000, "GB"))):
        first = says(world, an_incident, topic=topic, amount=one[0], unit=one[1])
        second = says(world, an_incident, topic=topic, amount=other[0], unit=other[1], said_by="Lain")
        third = says(world, an_incident, topic=topic, amount=9, unit=one[1], said_by="Ketiga")
        against = assertion_weighing.contradictions(list(an_incident.assertions.all()))
        assert against[first] == [third] and against[second] == [third]


def test_a_range_stands_in_one_row(world, an_incident, log_in):
    browser = log_in(world.officer)
    data = CLAIM | {"topic": "subjects", "amount": "190 juta", "amount_to": "200 juta"}
    browser.post(f"/insiden/{an_incident}/pernyataan/catat/", data)
    word = an_incident.assertions.get()
    assert (word.amount, word.amount_to, word.unit) == (190_000_000, 200_000_000, "orang")
    inside = says(world, an_incident, amount=195_000_000, unit="orang", said_by="Lain")
    outside = says(world, an_incident, amount=252, unit="orang", said_by="Ketiga")
    against = assertion_weighing.contradictions(list(an_incident.assertions.all()))
    assert inside not in against[word] and outside in against[word]
    page = " ".join(text_of(browser.get(f"/insiden/{an_incident}/pernyataan/")).split())
    assert "190.000.000 orang sampai 200.000.000 orang" in page
    [found] = [each for each in figures(an_incident, [word]) if each["topic"] == "subjects"]
    assert [(r.low, r.high) for r in found["ranges"]] == [(190_000_000, 200_000_000)]
    assert browser.get(f"/insiden/{an_incident}/pernyataan/subjects/").status_code == 200


def test_a_part_of_a_whole_stands_in_one_row(world, an_incident, log_in):
    browser = log_in(world.officer)
    browser.post(
        f"/insiden/{an_incident}/pernyataan/catat/", CLAIM | {"topic": "links", "amount": "2", "out_of": "3 tautan"}
    )
    word = an_incident.assertions.get()
    assert (word.amount, word.out_of, word.unit) == (2, 3, "tautan")
    assertions.adopt(an_incident, by=world.officer, topic="links", assertion=word, reason="Dipakai")
    for page in ("", "pernyataan/", "pernyataan/links/"):
        assert "2 dari 3 tautan" in " ".join(text_of(browser.get(f"/insiden/{an_incident}/{page}")).split()), page
    with pytest.raises(corrections.InUse):
        corrections.revise(word, by=world.officer, seen=word.version, reason="x", out_of=5)


@pytest.mark.parametrize(
    "typed",
    [
        {"topic": "links", "amount": "4", "out_of": "3"},
        {"topic": "links", "amount": "", "out_of": "3"},
        {"topic": "price", "amount": "2", "unit": "BTC", "out_of": "3"},
        {"topic": "bodies", "amount": "2", "out_of": "3 layanan"},
        {"topic": "links", "amount": "2", "payment": "paid"},
        {"topic": "subjects", "amount": "0"},
        {"topic": "rate", "amount": "gratis", "unit": "Rp per BTC"},
        {"topic": "price", "amount": "0", "amount_to": "5 USD"},
        {"topic": "price", "amount": "gratis", "bound": "about"},
        {"topic": "access", "amount": "gratis", "worth": "9"},
        {"topic": "ransom", "amount": "gratis", "payment": "paid"},
    ],
)
def test_a_whole_is_no_less_than_its_part_and_only_what_has_a_price_is_paid_or_free(world, an_incident, log_in, typed):
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", CLAIM | typed)
    assert answer.status_code == 200 and answer.context["form"].errors and not an_incident.assertions.exists()


def test_a_ransom_is_demanded_by_one_and_refused_by_another_and_who_says_it_was_paid_is_contradicted(
    world, an_incident, log_in
):
    browser, address = log_in(world.officer), f"/insiden/{an_incident}/pernyataan/catat/"
    browser.post(address, CLAIM | {"topic": "ransom", "amount": "8 juta", "unit": "USD", "said_by": "Brain Cipher"})
    browser.post(address, CLAIM | {"topic": "ransom", "amount": "", "payment": "refused", "said_by": "Menteri"})
    browser.post(address, CLAIM | {"topic": "ransom", "amount": "", "payment": "paid", "said_by": "Akun"})
    demanded, refused, paid = an_incident.assertions.order_by("number")
    assert (demanded.payment, refused.payment, refused.amount) == ("", "refused", None)
    against = assertion_weighing.contradictions([demanded, refused, paid])
    assert against == {demanded: [], refused: [paid], paid: [refused]}
    for page in ("pernyataan/", "pernyataan/ransom/"):
        assert "Ditolak: tidak akan dibayar" in text_of(browser.get(f"/insiden/{an_incident}/{page}")), page
    [card] = [each for each in browser.get(f"/insiden/{an_incident}/").context["figures"] if each["topic"] == "ransom"]
    assert card["payments"] == ["Ditolak: tidak akan dibayar", "Dibayar"]
    told = text_of(browser.get(f"/insiden/{an_incident}/kronologi/"))
    assert "Ditolak: tidak akan dibayar" in told
    corrections.revise(paid, by=world.officer, seen=paid.version, reason="Salah catat", payment="unknown")
    history = text_of(browser.get(f"/insiden/{an_incident}/riwayat/"))
    assert "Tidak diketahui apakah dibayar" in history


def test_what_was_given_away_is_free_and_no_price_that_nobody_knows(world, an_incident, log_in):
    browser, address = log_in(world.officer), f"/insiden/{an_incident}/pernyataan/catat/"
    browser.post(address, CLAIM | {"topic": "price", "amount": "5.000", "unit": "USD", "said_by": "Penjual"})
    browser.post(address, CLAIM | {"topic": "price", "amount": "Gratis", "unit": "USD", "said_by": "Pengunggah"})
    browser.post(address, CLAIM | {"topic": "access", "amount": "US$0", "said_by": "Pengunggah"})
    sold, free, entry = an_incident.assertions.order_by("number")
    assert (free.amount, free.unit, entry.amount, entry.unit) == (0, "", 0, "")
    assert assertion_weighing.contradictions([sold, free, entry]) == {sold: [free], free: [sold], entry: []}
    card = " ".join(text_of(browser.get(f"/insiden/{an_incident}/")).split())
    assert "diklaim : US$5.000 · gratis" in card.replace("diklaim:", "diklaim :")
    page = text_of(browser.get(f"/insiden/{an_incident}/pernyataan/access/"))
    assert "gratis" in page and "Belum ada yang menyebut angka" not in page
    assert "Harga akses yang diminta · gratis" in text_of(browser.get(f"/insiden/{an_incident}/kronologi/"))
    about = {"assertion": free.pk, "bound": "about", "reason": "Unggahannya terbuka", "seen": ""}
    assert browser.post(f"/insiden/{an_incident}/pernyataan/price/angka/", about).status_code == 302
    assert an_incident.figures.get().bound == "exactly", "what is free is exactly that, whatever was chosen"
    [used] = [each for each in browser.get(f"/insiden/{an_incident}/").context["figures"] if each["topic"] == "price"]
    assert used["figure"].assertion == free
    for word in ("gratis", "free"):
        assert free.label in text_of(browser.get("/cari/", {"q": word})), word
    corrections.revise(entry, by=world.officer, seen=entry.version, reason="Salah catat", amount=3, unit="BTC")
    assert "gratis" in text_of(browser.get(f"/insiden/{an_incident}/riwayat/"))


@pytest.mark.parametrize("low, high", [("200 juta", "190 juta"), ("", "190 juta"), ("5", "5"), ("5 orang", "9 KK")])
def test_a_range_goes_up_and_in_one_unit(world, an_incident, log_in, low, high):
    data = CLAIM | {"topic": "subjects", "amount": low, "amount_to": high}
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", data)
    assert "amount_to" in answer.context["form"].errors


def test_a_price_has_its_currency_and_its_worth_that_day(world, an_incident, log_in):
    browser = log_in(world.officer)
    data = CLAIM | {"topic": "price", "amount": "2 BTC", "worth": "Rp1.143.118.954", "worth_source": "Kurs 29 Nov 2023"}
    browser.post(f"/insiden/{an_incident}/pernyataan/catat/", data)
    word = an_incident.assertions.get()
    assert (word.amount, word.unit, word.worth) == (2, "BTC", Decimal("1143118954"))
    for page in ("", "price/"):
        shown = " ".join(text_of(browser.get(f"/insiden/{an_incident}/pernyataan/{page}")).split())
        assert "Rp1.143.118.954" in shown and "Kurs 29 Nov 2023" in shown
    refused = browser.post(
        f"/insiden/{an_incident}/pernyataan/catat/", CLAIM | {"topic": "subjects", "amount": "5", "worth": "9"}
    )
    assert "worth" in refused.context["form"].errors


def test_a_speaker_who_corrects_their_word_is_counted_once(world, an_incident, log_in):
    first = says(world, an_incident, amount=200_000_000, unit="orang", said_by="Penjual")
    browser = log_in(world.officer)
    data = CLAIM | {"topic": "subjects", "amount": "105 juta", "corrects": first.pk, "said_by": "penjual"}
    browser.post(f"/insiden/{an_incident}/pernyataan/catat/", data)
    later = an_incident.assertions.get(corrects=first)
    rows = list(an_incident.assertions.all())
    assert still_said(rows) == [later]
    [found] = [each for each in figures(an_incident, rows) if each["topic"] == "subjects"]
    assert [(r.low, r.high) for r in found["ranges"]] == [(105_000_000, 105_000_000)]
    page = text_of(browser.get(f"/insiden/{an_incident}/pernyataan/"))
    assert "dikoreksi oleh pembicaranya" in page and "menyusul dan mengoreksi" in page and "bertentangan" not in page
    ends = work.open_ends(an_incident)["assertions"]
    assert ends == [later]
    corrections.strike(later, by=world.officer, seen=later.version, reason="Tidak pernah diucapkan")
    assert still_said(an_incident.assertions.all()) == [first] and work.open_ends(an_incident)["assertions"] == [first]


def test_nobody_corrects_another_speaker(world, an_incident, log_in):
    first = says(world, an_incident, amount=5, unit="orang", said_by="KPU")
    data = CLAIM | {"topic": "subjects", "amount": "6", "corrects": first.pk}
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", data)
    assert "corrects" in answer.context["form"].errors
