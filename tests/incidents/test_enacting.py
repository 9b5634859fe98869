"""What an administrator keeps in the browser beside the clocks: ladder, questions, kinds of data, sanctions, letterheads."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from incidents import setup_data
from incidents.actions import people, rules
from incidents.forms import SaysWhy, question_lines
from incidents.forms.enacting import CategoryForm, QuestionSetForm, RegimeForm
from incidents.models import CaseEvent, DataCategory, LadderRung, QuestionSet, RegisterEntry, SanctionRegime, Unit
from incidents.plain import dates, letter_numbers
from tests.sent_form import Form, press
from tests.world import fresh, make_request


@pytest.fixture
def browser(law_loaded, log_in):
    return log_in(law_loaded.administrator)


PAGES = {
    "tangga": (LadderRung, "title"),
    "pertanyaan": (QuestionSet, "title"),
    "jenis-data": (DataCategory, "name"),
    "sanksi": (SanctionRegime, "name"),
}


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def filled(browser, url, **facts):
    """The form of `url` as its page shows it, with `facts` typed."""
    return Form(browser.get(url).content.decode()).as_sent() | {"reason": "Rapat 3 November"} | facts


@pytest.mark.parametrize("page", PAGES)
def test_what_follows_a_rule_begins_with_its_words_and_ends_it_on_its_day(browser, page):
    model, named = PAGES[page]
    old = model.objects.filter(effective_to=None, effective_from__lte=timezone.localdate()).first()
    url = f"/aturan/{page}/tetapkan/?follows={old.pk}"
    data = filled(browser, url, effective_from=dates.date_in_words(soon(), "id"), **{named: "Nama baru"})
    assert press(browser, url, data).status_code == 302
    new = model.objects.latest("pk")
    assert (getattr(new, named), new.effective_from, fresh(old).effective_to) == ("Nama baru", soon(), soon())
    same = {each.name for each in model._meta.concrete_fields}
    same -= {"id", named, "effective_from", "effective_to", "verified"}
    assert {name: getattr(new, name) for name in same} == {name: getattr(old, name) for name in same}


@pytest.mark.parametrize("page", PAGES)
def test_the_same_again_follows_nothing(browser, page):
    model, _named = PAGES[page]
    old = model.objects.filter(effective_to=None, effective_from__lte=timezone.localdate()).first()
    url = f"/aturan/{page}/tetapkan/?follows={old.pk}"
    answer = browser.post(url, filled(browser, url, effective_from=dates.date_in_words(soon(), "id")))
    assert "Tidak ada yang berbeda" in answer.content.decode()
    assert fresh(old).effective_to is None


def test_a_first_rule_of_a_name_is_enacted_and_none_twice(browser):
    url = "/aturan/jenis-data/tetapkan/"
    data = filled(
        browser, url, name="Data lokasi", kind="general", article="Pasal 4", effective_from=f"{soon():%d-%m-%Y}"
    )
    assert press(browser, url, data).status_code == 302
    assert DataCategory.objects.get(code="data-lokasi").name == "Data lokasi"
    assert "Nama ini sudah ada" in browser.post(url, data).content.decode()


def test_a_new_step_of_the_ladder_is_the_next_number(browser):
    url = "/aturan/tangga/tetapkan/"
    facts = {"title": "Peringatan kedua", "code": "warning", "subject": "Peringatan Kedua", "after_hours": "24"}
    facts |= {"legal_basis": "Pasal 36", "effective_from": f"{soon():%d-%m-%Y}"}
    last = LadderRung.objects.order_by("number").last().number
    assert press(browser, url, filled(browser, url, **facts)).status_code == 302
    assert LadderRung.objects.latest("pk").number == last + 1


def test_a_past_day_is_refused_in_words_and_keeps_what_was_typed(browser):
    old = SanctionRegime.objects.filter(effective_to=None).first()
    url = f"/aturan/sanksi/tetapkan/?follows={old.pk}"
    data = filled(browser, url, name="Nama yang diketik", effective_from="1 Januari 2024")
    answer = press(browser, url, data)
    assert answer.status_code == 422
    assert "Nama yang diketik" in answer.content.decode()
    assert fresh(old).name != "Nama yang diketik"


def test_a_fine_that_is_no_measure_and_a_provision_without_its_regulation_are_named(browser):
    url = "/aturan/sanksi/tetapkan/"
    facts = {"name": "X", "basis": "Pasal 1", "imposed_by": "Menteri", "measures": "teguran", "fines": "denda"}
    facts |= {"reprimand_basis": "Peraturan Uji, Pasal 1", "effective_from": f"{soon():%d-%m-%Y}"}
    typed = filled(browser, url, provisions="Pasal 35\nperaturan perundang-undangan lain", **facts)
    said = browser.post(url, typed).content.decode()
    assert "Bukan salah satu tindakan di atas: denda" in said and "jenis, nomor, dan tahunnya: Pasal 35<" in said
    said = browser.post(url, typed | {"provisions": ""}).content.decode()
    assert "Sebutkan ketentuan yang pelanggarannya dapat ditegur dengan surat." in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_questions_come_back_from_their_lines_as_they_were(law_loaded, language):
    with translation.override(language):
        for row in QuestionSet.objects.all():
            assert question_lines.read(question_lines.written(row.questions)) == row.questions


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Apa yang terjadi?", "Baris 2 bukan bagian"),
        ("Z | Teks | Judul | Apa?", "Baris 2: bagian ditulis"),
        ("A | Gambar | Judul | Apa?", "Baris 2: pertanyaan dijawab dengan"),
        (f"A | text | {'j' * 121} | Apa?", "Baris 2 terlalu panjang"),
        ("A | text | Judul | ", "Baris 2 bukan bagian"),
    ],
)
def test_a_line_that_is_no_question_is_named(browser, line, fault):
    url = "/aturan/pertanyaan/tetapkan/"
    facts = {"title": "Lain", "questions": f"- | text | Benar | Apa?\n{line}", "legal_basis": "Pasal 46"}
    answer = browser.post(url, filled(browser, url, effective_from=f"{soon():%d-%m-%Y}", **facts))
    assert fault in answer.content.decode()
    assert not QuestionSet.objects.filter(title="Lain").exists()


def test_what_is_over_is_followed_by_nothing_more(browser):
    page = browser.get("/aturan/").content.decode()
    over = QuestionSet.objects.filter(effective_to__lte=timezone.localdate()).first()
    assert over
    assert f'pertanyaan/tetapkan/?follows={over.pk}"' not in page
    assert f'pertanyaan/tetapkan/?follows={QuestionSet.objects.filter(effective_to=None).first().pk}"' in page


# Letterheads

LETTERHEAD = "/surat/susunan/kop/"


def number_of(unit):
    """Of an ordinary first letter of today."""
    today = timezone.localdate()
    return f"B-1/{unit.letter_code}/{unit.classification}/{today:%m/%Y}"


def test_the_next_letterhead_is_shown_on_a_letter_then_holds_from_its_day(world, log_in):
    browser, unit = log_in(world.administrator), world.unit
    url = f"{LETTERHEAD}?follows={unit.pk}"
    data = filled(browser, url, name="Direktorat Baru", effective_from=dates.date_in_words(soon(), "id"))
    shown = browser.post(url, data)
    assert shown.context["letter_content"]["letterhead"]["unit"] == "Direktorat Baru"
    assert f"Mulai {dates.DAYS['id'][soon().weekday()]}" in shown.content.decode()
    assert f"nomor suratnya seperti {number_of(unit)}." in shown.content.decode()
    assert press(browser, url, data).status_code == 302
    new = Unit.objects.latest("pk")
    assert (new.code, new.name, new.valid_from) == (unit.code, "Direktorat Baru", soon())
    assert fresh(unit).valid_to == soon()
    assert Unit.objects.in_force(unit.code, timezone.localdate()) == unit


def test_a_letterhead_to_come_is_put_right_and_one_that_has_begun_is_not(world):
    names = ("ministry", "address", "place", "signatory_office", "letter_code", "classification", "number_template")
    facts = {name: getattr(world.unit, name) for name in names} | {"code": world.unit.code}
    coming = people.register_unit(reason="Uji", by=world.administrator, name="Salh tulis", valid_from=soon(), **facts)
    people.register_unit(reason="Uji", by=world.administrator, name="Benar", valid_from=soon(), **facts)
    assert fresh(coming).name == "Benar"
    assert CaseEvent.objects.filter(action="register_unit", details__put_right=True).count() == 1
    between = people.register_unit(reason="Uji", by=world.administrator, name="Antara", valid_from=soon(7), **facts)
    assert (between.valid_to, fresh(world.unit).valid_to) == (soon(), soon(7))
    with pytest.raises(people.LetterheadBegins):
        people.register_unit(
            reason="Uji", by=world.administrator, name="Ganti", valid_from=world.unit.valid_from, **facts
        )


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{n}/{unit}", "Tanpa {YYYY} nomornya akan sama"),
        ("{n.__class__}/{n}/{YYYY}", "Ini tidak akan diisi: {n.__class__}"),
        ("{n}/{YYYY}/{", "Ini tidak akan diisi: {"),
        ("{n:>9}/{n}/{YYYY}", "Ini tidak akan diisi: {n:&gt;9}"),
    ],
)
def test_a_number_template_that_could_not_be_filled_in_is_refused(world, log_in, template, said):
    browser, url = log_in(world.administrator), f"{LETTERHEAD}?follows={world.unit.pk}"
    answer = browser.post(url, filled(browser, url, number_template=template, effective_from=f"{soon():%d-%m-%Y}"))
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sanctions_for": "Menteri", "mandate": ""}, "Sebutkan keputusan yang menjadi dasar"),
        ({"sanctions_for": "", "mandate": "Keputusan Menteri 1"}, "Sebutkan mandat dari jabatan siapa"),
        ({"contact_phone": "(021) 5550111"}, "Sebutkan siapa yang dihubungi di sini"),
        ({"contact_name": "Rina"}, "Sebutkan cara menghubungi narahubung"),
    ],
)
def test_a_letterhead_names_whose_mandate_it_has_and_how_its_contact_is_reached(world, log_in, typed, said):
    browser, url = log_in(world.administrator), f"{LETTERHEAD}?follows={world.unit.pk}"
    day = f"{soon():%d-%m-%Y}"
    answer = browser.post(url, filled(browser, url, effective_from=day, **typed))
    assert said in answer.content.decode()
    given = {"sanctions_for": "Menteri", "mandate": "Keputusan Menteri Nomor 7 Tahun 2026"}
    assert press(browser, url, filled(browser, url, effective_from=day, **given)).status_code == 302
    assert Unit.objects.latest("pk").mandate == given["mandate"]


def test_two_units_never_give_out_one_number(world, log_in):
    browser, unit = log_in(world.administrator), world.unit
    facts = {name: getattr(unit, name) for name in ("ministry", "address", "place", "signatory_office")}
    facts |= {name: getattr(unit, name) for name in ("letter_code", "classification", "number_template")}
    data = filled(browser, LETTERHEAD, name="Direktorat Lain", effective_from=f"{soon():%d-%m-%Y}", **facts)
    assert "nomornya akan sama" in browser.post(LETTERHEAD, data).content.decode()
    assert press(browser, LETTERHEAD, data | {"letter_code": "LAIN"}).status_code == 302
    assert Unit.objects.get(code="direktorat-lain").letter_code == "LAIN"


def test_a_letter_is_numbered_by_the_template_of_its_unit(world):
    make_request(world)
    assert RegisterEntry.objects.get().number == number_of(world.unit)


def test_what_is_no_name_in_a_template_stays_as_it_is_written():
    parts = {"unit": "U", "classification": "K"}
    number = letter_numbers.number("{n}/{x}/{YYYY}", security="B", n=7, day=date(2026, 1, 2), parts=parts)
    assert number == "7/{x}/2026"


def test_rules_are_followed_in_the_moment_in_which_another_enacts(law_loaded):
    """Of two who enact for one day, before anything followed it, the later puts the earlier right; history keeps both."""
    facts = {"code": "lain", "kind": "general", "article": "Pasal 4", "effective_from": soon()}
    first = rules.enact_category(reason="Uji", by=law_loaded.administrator, name="Satu", **facts)
    second = rules.enact_category(reason="Uji", by=law_loaded.administrator, name="Dua", **facts)
    assert first.pk == second.pk
    assert [row.name for row in DataCategory.history.filter(id=first.pk).order_by("history_id")] == ["Satu", "Dua"]


@pytest.mark.parametrize(
    ("model", "named", "form"),
    [
        (DataCategory, "name", CategoryForm),
        (SanctionRegime, "name", RegimeForm),
        (QuestionSet, "title", QuestionSetForm),
    ],
)
def test_no_rule_is_the_first_of_a_name_that_another_has_whatever_its_code(law_loaded, model, named, form):
    typed = "  " + getattr(model.objects.first(), named).upper().replace(" ", "  ")
    assert "Buka" in "".join(form({named: typed}).errors[named])


ENACTED_AT = {
    "clock rule": ("incidents:enact_rule", ()),
    "step of the ladder": ("incidents:enact_rung", ()),
    "question set": ("incidents:enact_questions", ()),
    "category of data": ("incidents:enact_category", ()),
    "sanction regime": ("incidents:enact_regime", ()),
    "retention": ("incidents:enact_retention", ()),
    "letterhead": ("notifications:register_unit", ()),
    "working days": ("incidents:confirm_calendar", (2027,)),
    "reminders": ("notifications:enact_reminders", ()),
    "signature": ("notifications:enact_signing", ()),
    "wording": ("notifications:enact_template", ("extension",)),
}


@pytest.mark.parametrize("what", ENACTED_AT)
def test_whatever_is_enacted_asks_why_in_the_same_last_field(browser, what):
    name, address = ENACTED_AT[what]
    form = browser.get(reverse(name, args=address)).context["form"]
    reason = form.fields["reason"]
    assert isinstance(form, SaysWhy) and reason.required and reason is not SaysWhy.base_fields["reason"]
    assert list(form.fields).index("reason") > list(form.fields).index(next(iter(form.visible_fields())).name)
    assert browser.post(reverse(name, args=address), {"reason": " "}).context["form"].errors["reason"]


@pytest.mark.parametrize("page", PAGES)
def test_why_a_rule_was_enacted_stands_beside_it_and_in_the_trail(browser, log_in, law_loaded, page):
    model, named = PAGES[page]
    old = model.objects.filter(effective_to=None, effective_from__lte=timezone.localdate()).first()
    url = f"/aturan/{page}/tetapkan/?follows={old.pk}"
    facts = {"effective_from": dates.date_in_words(soon(), "id"), named: "Nama baru"}
    press(browser, url, filled(browser, url, reason="Keputusan 17/2026", **facts))
    new = model.objects.latest("pk")
    assert model.history.get(id=new.pk).history_change_reason == "Keputusan 17/2026"
    shown = browser.get("/aturan/").content.decode()
    assert f"{law_loaded.administrator.name}, " in shown and "Keputusan 17/2026" in shown
    assert setup_data.SHIPPED not in shown, "nobody enacted what came with the product"
    auditor = log_in(law_loaded.auditor)
    assert "Keputusan 17/2026" in auditor.get("/jejak/").content.decode()
    right = filled(browser, url, reason="Salah ketik", **facts | {named: "Nama benar"})
    press(browser, url, right)
    shown = browser.get("/aturan/").content.decode()
    assert "Keputusan 17/2026" in shown and "Salah ketik" in shown, "both, for both changed it"
