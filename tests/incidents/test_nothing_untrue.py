"""Nothing untrue to close: what nobody can find out is said so, outcomes ask for what they say and no more, figures as told."""

from decimal import Decimal
from html import unescape

import pytest

from incidents.actions import assertions, corrections, outcomes, sanctions, work
from incidents.models import Incident
from incidents.models.assertions import still_said
from incidents.plain import assertion_weighing
from incidents.plain.assertion_weighing import COUNTED, EVERYWHERE
from incidents.plain.spans import parse
from incidents.reports.case_file import figures
from tests.world import make_incident, proven, says

CLAIM = {"statement": "Kata orang", "said_by": "Penjual", "source": "forum", "bound": "exactly"}
UNDECIDED = ["too_little", "no_reply", "not_competent", "to_police", "to_sector"]
PROVEN = ["recommendation", "reprimand", "sanction"]


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
    assert close(world, an_incident, outcome).outcome == outcome


@pytest.mark.parametrize("outcome", sorted({str(each) for each in Incident.Outcome} - {*UNDECIDED}))
def test_any_other_outcome_waits_until_words_are_assessed(world, an_incident, outcome):
    says(world, an_incident, amount=252, unit="orang")
    with pytest.raises(work.NotYet):
        close(world, an_incident, outcome)


@pytest.mark.parametrize("outcome", sorted({str(each) for each in Incident.Outcome} - {*PROVEN}))
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
    if outcome == "sanction":
        with pytest.raises(outcomes.Lacks):
            close(world, case, outcome)
        from django.utils import timezone

        from incidents.models import SanctionRegime

        regime = SanctionRegime.objects.on(timezone.localdate()).first()
        facts = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
        sanctions.sanction(case, by=world.officer, decided=parse("2023"), **facts)
    assert close(world, case, outcome).outcome == outcome


def test_of_a_case_entered_again_nobody_makes_up_a_severity(world):
    assert close(world, make_incident(world, replay=True), "reprimand").severity == "unknown"


def test_several_harms_and_the_kind_of_attack_stand_on_the_case(world, an_incident, log_in):
    browser = log_in(world.officer)
    form = browser.get(f"/insiden/{an_incident}/ubah/").context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form} | {
        "harmed": ["confidentiality", "availability"],
        "attack": "ransomware",
        "reason": "Diketahui",
    }
    browser.post(f"/insiden/{an_incident}/ubah/", data)
    case = fresh(an_incident)
    assert (case.harmed, case.attack) == (["confidentiality", "availability"], "ransomware")
    page = text_of(browser.get(f"/insiden/{case}/"))
    assert "Kerahasiaan, Ketersediaan" in page and "Ransomware" in page
    history = text_of(log_in(world.auditor).get(f"/insiden/{case}/riwayat/"))
    assert "Kerahasiaan, Ketersediaan" in history


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
