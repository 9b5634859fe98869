"""Who says what, with what it rests on; which figure is in use."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from incidents.actions import assertions, corrections, evidence, judged_words, work
from incidents.models import Assertion, Assessment, Figure
from incidents.plain import assertion_weighing, numbers
from incidents.record import deeds, search
from incidents.reports.chronology import Asked, places_of
from incidents.reports.chronology.lines import lines_of
from tests.sent_form import Form
from tests.typed_rows import struck
from tests.world import fresh, make_incident, says


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
    page = " ".join(log_in(world.officer).get(f"/insiden/{an_incident}/").content.decode().split())
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


def test_who_reports_stands_beside_who_speaks_and_the_data_carry_their_own_day(world, an_incident, log_in):
    officer, case = log_in(world.officer), an_incident
    facts = {
        "topic": "age",
        "statement": "Metadata gambarnya bertanggal 15 November 2013",
        "said_by": "Penjual Uji",
        "reported_by": "Akun @uji",
        "source": "Berita Uji, alinea 3",
        "dated": "15 November 2013",
    }
    assert officer.post(f"/insiden/{case}/pernyataan/catat/", facts).status_code == 302
    for page in ("pernyataan/", "pernyataan/age/", "riwayat/"):
        shown = officer.get(f"/insiden/{case}/{page}").content.decode()
        assert all(word in shown for word in ("Penjual Uji", "Akun @uji", "15 November 2013")), page
    assert "waktunya tidak disebut" in officer.get(f"/insiden/{case}/pernyataan/").content.decode()
    assert search.cases(world.officer, "@uji")


def test_an_exchange_rate_is_a_fact_of_its_own_and_no_price(world, an_incident, log_in):
    officer, case = log_in(world.officer), an_incident
    claim = f"/insiden/{case}/pernyataan/catat/"
    facts = {"statement": "1 BTC = Rp571.559.477", "said_by": "Media", "source": "Berita", "amount": "571.559.477"}
    assert officer.post(claim, facts | {"topic": "rate"}).status_code == 200, "without its unit a rate says nothing"
    assert "Rp per BTC" in officer.post(claim, facts | {"topic": "rate", "unit": "Rp"}).content.decode(), "of what?"
    assert officer.post(claim, facts | {"topic": "rate", "unit": "Rp per BTC"}).status_code == 302
    dollar = {"statement": "1 USD = Rp15.400", "amount": "Rp15.400/USD", "topic": "rate"}
    assert officer.post(claim, facts | dollar).status_code == 302
    again = {"amount": "Rp571.559.477 per BTC", "unit": "rupiah/bitcoin", "topic": "rate"}
    assert officer.post(claim, facts | again).status_code == 302
    scales = officer.get(f"/insiden/{case}/pernyataan/rate/").context["scales"]
    assert [len(scale) for scale in scales] == [2, 1], "each pair of currencies on a scale of its own"
    assert not assertion_weighing.contradict(*case.assertions.filter(topic="rate").order_by("pk")[:2])
    officer.post(claim, facts | {"topic": "price", "statement": "2 BTC", "amount": "2", "unit": "BTC"})
    front = officer.get(f"/insiden/{case}/").content.decode()
    figures = front[front.index("figures") :].partition("</section>")[0]
    assert "571" not in figures and "2" in figures
    assert "571.559.477" in officer.get(f"/insiden/{case}/pernyataan/rate/").content.decode()


def test_an_affected_system_stands_on_the_front_page_until_nobody_says_so_any_more(world, an_incident, log_in):
    row = says(world, an_incident, topic="system", statement="situs-uji.example", amount=None)
    officer = log_in(world.officer)
    assert "Sistem atau domain terdampak" in officer.get(f"/insiden/{an_incident}/").content.decode()
    assertions.assess(row, by=world.officer, seen=row.version, status="withdrawn", reason="Keliru", document="Surat")
    assert "Sistem atau domain terdampak" not in officer.get(f"/insiden/{an_incident}/").content.decode()


def test_two_sizes_of_one_list_contradict_each_other_and_count_nobody(world, an_incident):
    for amount in (190_000_000, 200_000_000):
        says(world, an_incident, topic="size", amount=Decimal(amount), unit="orang")
    one, other = an_incident.assertions.all()
    assert assertion_weighing.contradict(one, other)
    with pytest.raises(ValueError, match="carries no figure"):
        assertions.adopt(an_incident, by=world.officer, topic="size", assertion=one, reason="x")


def test_a_range_on_the_page_stays_within_its_unit(world, an_incident, log_in):
    for amount, unit in ((2, "BTC"), (3, "bitcoin"), (571_559_477, "Rp")):
        says(world, an_incident, topic="price", amount=Decimal(amount), unit=unit)
    for amount, unit in ((252, "orang"), (84, "KK")):
        says(world, an_incident, amount=Decimal(amount), unit=unit)
    page = " ".join(log_in(world.officer).get(f"/insiden/{an_incident}/").content.decode().split())
    assert "2 BTC sampai 3 BTC · Rp571,6 juta" in page
    assert "252 orang · 84 KK" in page
    topic = log_in(world.officer).get(f"/insiden/{an_incident}/pernyataan/price/")
    assert [[point["assertion"].unit for point in scale] for scale in topic.context["scales"]] == [
        ["BTC", "bitcoin"],
        ["Rp"],
    ]


@pytest.mark.parametrize(
    ("amount", "unit", "kept"),
    [
        ("±150 ribu orang", "", (150_000, "orang", "about")),
        ("84 KK", "", (84, "KK", "exactly")),
        ("2,5", "GB", (Decimal("2.5"), "GB", "exactly")),
        ("252", "", (252, "baris", "exactly")),
        ("Rp571.559.477,-", "rupiah", (571_559_477, "rupiah", "exactly")),
    ],
)
def test_a_figure_typed_with_its_unit_says_both(world, an_incident, log_in, amount, unit, kept):
    data = {"topic": "records", "statement": "x", "said_by": "y", "source": "z", "said": "2023", "bound": "exactly"}
    log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", data | {"amount": amount, "unit": unit})
    row = an_incident.assertions.get()
    assert (row.amount, row.unit, row.bound) == kept


def test_two_units_for_one_figure_are_asked_about(world, an_incident, log_in):
    data = {"topic": "records", "statement": "x", "said_by": "y", "source": "z", "said": "2023", "bound": "exactly"}
    answer = log_in(world.officer).post(
        f"/insiden/{an_incident}/pernyataan/catat/", data | {"amount": "84 KK", "unit": "orang"}
    )
    assert answer.context["form"].errors["unit"] and not an_incident.assertions.exists()


@pytest.mark.parametrize(
    ("low", "high", "taken"),
    [("190", "200 juta", False), ("190 juta", "200 juta", True), ("900.000", "1,2 juta", True)],
)
def test_a_range_whose_ends_are_written_unlike_is_asked_about(world, an_incident, log_in, low, high, taken):
    typed = {
        "topic": "subjects",
        "statement": "Data",
        "amount": low,
        "amount_to": high,
        "said_by": "KPU",
        "source": "S",
    }
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", typed)
    assert (answer.status_code == 302) is taken
    assert taken or "190 juta dan 200 juta" in answer.content.decode()


@pytest.mark.parametrize(
    ("amount", "up_to", "unit", "indonesian", "english"),
    [
        (200_000_000, None, "Rp", "Rp200.000.000", "Rp200,000,000"),
        (252, 204_807_203, "orang", "252 orang sampai 204.807.203 orang", "252 people to 204,807,203 people"),
        (1, None, "baris", "1 baris", "1 row"),
        (2, None, "juta rupiah", "Rp2 juta", "Rp2 million"),
        (3, None, "rows", "3 baris", "3 rows"),
        (571_559_477, None, "Rp per BTC", "Rp571.559.477 per BTC", "Rp571,559,477 per BTC"),
        (5, None, "jiwa", "5 jiwa", "5 people"),
        (7, None, "hari", "7 hari", "7 days"),
        (1, 2, "GB", "1 GB sampai 2 GB", "1 GB to 2 GB"),
        (4, None, "pulau", "4 pulau", "4 pulau"),
        (9, None, "", "9", "9"),
    ],
)
def test_a_figure_stands_with_its_unit_as_its_reader_writes_it(amount, up_to, unit, indonesian, english):
    assert numbers.counted(amount, unit, "id", up_to=up_to) == indonesian
    assert numbers.counted(amount, unit, "en", up_to=up_to) == english


def test_each_end_of_a_range_has_its_unit_and_every_figure_is_found_as_printed_or_typed(world, an_incident, log_in):
    says(world, an_incident, amount=Decimal(252), amount_to=Decimal(204_807_203), unit="orang", bound="exactly")
    says(world, an_incident, topic="price", amount=Decimal(200_000_000), unit="Rp")
    officer = log_in(world.officer)
    page = " ".join(officer.get(f"/insiden/{an_incident}/").content.decode().split())
    assert "252 orang sampai 204,8 juta orang" in page and "Rp200 juta" in page and "juta Rp" not in page
    for typed in ("Rp200.000.000", "200.000.000 Rp", "Rp200 juta", "200.000.000", "204.807.203 orang", "204.807.203"):
        assert an_incident.title in officer.get("/cari/", {"q": typed}).content.decode(), typed
    for other in ("807.203", "200.000", "20.000.000"):
        assert an_incident.title not in officer.get("/cari/", {"q": other}).content.decode(), other


@pytest.mark.parametrize(
    "figures",
    [
        {"amount": "0,000000001", "unit": "BTC"},
        {"amount": "1", "amount_to": "1,000000001", "unit": "BTC"},
        {"amount": "999.999.999.999.999,999999999", "unit": "BTC"},
        {"amount": "1,123456789", "unit": "BTC"},
        {"amount": "2", "unit": "BTC", "worth": "0,001"},
        {"amount": "2", "unit": "BTC", "worth": "1.000,125"},
    ],
)
def test_a_figure_is_kept_as_it_was_written_or_refused_at_its_field(world, an_incident, log_in, figures):
    """What its column cannot keep would be stored as another figure, or as none."""
    typed = {"topic": "price", "statement": "Dijual", "said_by": "Penjual", "source": "Forum", "bound": "exactly"}
    browser = log_in(world.officer)
    answer = browser.post(f"/insiden/{an_incident}/pernyataan/catat/", typed | figures)
    assert answer.status_code == 200 and "angka di belakang koma" in answer.content.decode()
    row = says(world, an_incident, topic="price", amount=2, unit="BTC")
    address = f"/entri/pernyataan/{row.pk}/perbaiki/"
    answer = browser.post(address, typed | figures | {"seen": row.version, "reason": "Salah ketik"})
    assert answer.status_code == 200 and "angka di belakang koma" in answer.content.decode()


def test_the_smallest_coin_that_is_kept_is_accepted(world, an_incident, log_in):
    typed = {"topic": "price", "statement": "Dijual", "said_by": "Penjual", "source": "Forum", "bound": "exactly"}
    page = f"/insiden/{an_incident}/pernyataan/catat/"
    assert log_in(world.officer).post(page, typed | {"amount": "0,00000001", "unit": "BTC"}).status_code == 302
    assert Assertion.objects.get().amount == Decimal("0.00000001")


@pytest.mark.parametrize(
    ("figures", "word"),
    [
        ({"amount": "Rp5 juta", "worth": "Rp9 juta"}, "Harganya dalam rupiah"),
        ({"amount": "5", "unit": "juta rupiah", "worth": "9.000.000"}, "Harganya dalam rupiah"),
        ({"amount": "Rp5 juta", "amount_to": "Rp9 juta", "worth": "10.000.000"}, "Harganya dalam rupiah"),
        ({"amount": "2", "unit": "BTC", "worth_source": "Bursa"}, "tulis nilainya pada hari itu"),
    ],
)
def test_a_worth_that_is_none_is_asked_about(world, an_incident, log_in, figures, word):
    typed = {"topic": "price", "statement": "Dijual", "said_by": "Penjual", "source": "Forum", "bound": "exactly"}
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/pernyataan/catat/", typed | figures)
    assert answer.status_code == 200 and word in answer.content.decode()
    assert not Assertion.objects.exists()


@pytest.mark.parametrize(
    ("text", "amount"), [("Rp1,5 M", "1500000000"), ("Rp 2 T", "2000000000000"), ("1,5 M", None), ("US$ 2 M", None)]
)
def test_m_and_t_are_miliar_and_triliun_beside_rupiah_and_nowhere_else(text, amount):
    if amount is None:
        with pytest.raises(ValueError):
            numbers.read(text)
    else:
        assert numbers.read(text) == (Decimal(amount), "Rp", False, True)


def chronology(case):
    return " ".join(f"{line.telling.title} {line.telling.text}" for line in lines_of(case, places_of(case, Asked())))


def test_an_assessment_on_the_wrong_word_is_struck_and_the_word_is_what_it_was(world, an_incident, log_in):
    word = says(world, an_incident, amount=Decimal(252), unit="orang", said_by="Penjual")
    by, proof = world.officer, {"reason": "Susunan cocok", "document": "BA 1"}
    word = assertions.assess(word, by=by, seen=None, status="partly_verified", **proof)
    wrong = {"status": "denied", "reason": "Maksudnya P-02", "document": "Surat"}
    word = assertions.assess(word, by=world.supervisor, seen=None, **wrong)
    first, second = word.assessments.all()
    with pytest.raises(PermissionDenied):
        struck(second, by=by)
    officer, superior, page = log_in(by), log_in(world.supervisor), f"/insiden/{an_incident}/pernyataan/subjects/"
    strike = f"/entri/penilaian-pernyataan/{second.pk}/coret/"
    assert strike not in officer.get(page).content.decode() and strike in superior.get(page).content.decode()
    superior.post(strike, {"seen": second.version, "reason": "Salah pernyataan"})
    assert fresh(word).status == "partly_verified" and list(word.assessments.all()) == [first]
    assert "Susunan cocok" in chronology(an_incident) and "Maksudnya P-02" not in chronology(an_incident)
    shown = officer.get(page).content.decode()
    assert "Maksudnya P-02" in shown and "Salah pernyataan" in shown and strike not in shown
    assert "Salah pernyataan" in officer.get(f"/insiden/{an_incident}/riwayat/").content.decode()
    struck(first, by=world.supervisor)
    assert fresh(word).status == "claimed" and Assessment.everything.count() == 2
    # What would stand again is of these very words: put right since, they are assessed anew first.
    for status in ("verified", "claimed"):
        word = assertions.assess(fresh(word), by=by, seen=None, status=status, **proof)
    corrections.revise(fresh(word), by=by, seen=None, reason="Salah ketik", amount=Decimal(253))
    with pytest.raises(judged_words.AssessAnewFirst):
        struck(word.assessments.last(), by=by)


def test_a_figure_chosen_by_mistake_is_struck_and_the_one_before_is_in_use_again(world, an_incident, log_in):
    few = says(world, an_incident, amount=Decimal(252), unit="orang", said_by="Penjual")
    many = says(world, an_incident, amount=Decimal(9000), unit="orang", said_by="Media")
    for word in (few, many):
        how = {"topic": "subjects", "assertion": word, "reason": f"Dari {word.said_by}"}
        last = assertions.adopt(an_incident, by=world.officer, **how)
    assert "Dari Media" in chronology(an_incident)
    officer, page = log_in(world.officer), f"/insiden/{an_incident}/pernyataan/subjects/"
    strike = f"/entri/angka/{last.pk}/coret/"
    assert strike in officer.get(page).content.decode()
    officer.post(strike, {"seen": last.version, "reason": "Salah pilih"})
    assert an_incident.figures.get().assertion == few and Figure.everything.count() == 2
    assert "Dari Media" not in chronology(an_incident)
    shown = officer.get(page)
    assert shown.context["figure"]["figure"].assertion == few and "Salah pilih" in shown.content.decode()
    last = assertions.adopt(an_incident, by=world.officer, topic="subjects", reason="Belum ada dasar")
    corrections.revise(few, by=world.officer, seen=None, reason="Salah ketik", amount=Decimal(251))
    with pytest.raises(judged_words.ChooseAnewFirst):
        struck(last, by=world.officer)
    work.close(fresh(an_incident), by=world.supervisor, seen=None, outcome="too_little", reason="Selesai")
    with pytest.raises(judged_words.EndedWithThisFigure):
        struck(fresh(last), by=world.supervisor)


def test_a_free_price_is_chosen_as_the_page_offers_it_and_is_exactly_so(world, an_incident, log_in):
    word = says(world, an_incident, topic="price", amount=Decimal(0), bound="exactly")
    officer, page = log_in(world.officer), f"/insiden/{an_incident}/pernyataan/price/angka/"
    typed = Form(officer.get(page).content.decode()).as_sent() | {"assertion": word.pk, "reason": "Dibagikan"}
    assert officer.post(page, typed).status_code == 302
    assert (an_incident.figures.get().assertion, an_incident.figures.get().bound) == (word, "exactly")
