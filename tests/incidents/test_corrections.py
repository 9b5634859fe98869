"""What a person typed wrong: put right or struck out by them or their superior, both versions kept, counted nowhere."""

import inspect
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.forms import ChoiceField, FileField
from django.utils import timezone

from incidents.actions import (
    arrival,
    assertions,
    cases,
    corrections,
    counter_questions,
    evidence,
    judgements,
    law,
    merging,
    not_ours_to_correct,
    people,
    sanctions,
    shares,
    striking_conditions,
    work,
)
from incidents.actions.from_outside import FromOutside
from incidents.forms.fields import When
from incidents.forms.moments import Moment
from incidents.forms.typed_figures import Figure
from incidents.models import (
    Assertion,
    CaseEvent,
    Evidence,
    Finding,
    Involvement,
    NotificationDuty,
    still_open,
)
from incidents.models.assertions import still_said
from incidents.plain import assertion_weighing
from incidents.plain.spans import parse
from incidents.record import deeds, search
from incidents.reports import case_file
from incidents.views.button_addresses import ENTRIES
from incidents.views.buttons import buttons_of
from tests.typed_rows import CHANGED, one_of_each, struck
from tests.world import fresh, make_incident, make_request, says

KINDS = [*ENTRIES.values()]
STRUCK_ALONE = {"keterlibatan", "bukan-pelaku", "terdampak", "terjemahan", "penilaian", "penilaian-pernyataan", "angka"}
REVISABLE = [kind for kind in KINDS if kind not in STRUCK_ALONE]
PAGES = {
    "temuan": "hukum/",
    "sanksi": "hukum/",
    "penilaian": "hukum/",
    "perkembangan": "hukum/",
    "kegiatan": "kegiatan/",
    "keikutsertaan": "kegiatan/",
    "komitmen": "kegiatan/",
    "bukti": "bukti/",
    "pernyataan": "pernyataan/",
    "keterlibatan": "",
    "peran-pelaku": "",
    "kontak-pelaku": "",
    "bukan-pelaku": "",
    "terdampak": "terdampak/",
    "surat-arsip": "surat/",
    "balasan-arsip": "surat/",
}
MONTHS = {"Maret": "03", "Mei": "05", "November": "11"}


@pytest.fixture
def entries(world, an_incident):
    return one_of_each(world, an_incident)


def address(kind, row, deed="perbaiki"):
    return f"/entri/{kind}/{row.pk}/{deed}/"


def posted(page, **changes):
    """What a browser would send back of the form on this page, with `changes`."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
    return data | changes


def page_of(kind, row):
    """Where an entry stands: on a page of its case, or of the letter on which it came back."""
    return f"/insiden/{row.incident}/{PAGES[kind]}" if kind in PAGES else row.get_absolute_url()


def text_of(answer):
    return unescape(answer.content.decode())


@pytest.mark.parametrize("kind", REVISABLE)
def test_every_entry_is_put_right_on_its_page_and_both_versions_stay(world, entries, log_in, kind):
    row, browser = entries[kind], log_in(world.officer)
    field, new = CHANGED[kind]
    page = browser.get(address(kind, row))
    old = page.context["form"][field].value()
    answer = browser.post(address(kind, row), posted(page, **{field: new, "reason": "Salah ketik"}), follow=True)
    assert answer.status_code == 200 and "Entri diperbaiki" in text_of(answer)
    shown = text_of(browser.get(page_of(kind, row)))
    assert new in shown or new in re.sub(r"<[^>]+>", "", shown)
    assert "Salah ketik" in shown and all(word in shown for word in str(old).split())
    event = CaseEvent.objects.get(action="revise")
    assert (event.reason, event.actor, event.subject_id) == ("Salah ketik", world.officer, str(row.pk))
    history = text_of(log_in(world.auditor).get(f"/insiden/{row.incident}/riwayat/"))
    assert "Entri diperbaiki" in history and "Salah ketik" in history


@pytest.mark.parametrize("kind", REVISABLE)
def test_what_nobody_touched_is_not_written(world, entries, log_in, kind):
    row, browser = entries[kind], log_in(world.officer)
    page = browser.get(address(kind, row))
    answer = browser.post(address(kind, row), posted(page, reason="Tidak ada"), follow=True)
    assert "Tidak ada yang diubah" in text_of(answer)
    assert not CaseEvent.objects.filter(action="revise").exists()


def respelt(bound):
    """What a field of a page shows, in another spelling of the same."""
    value, field = bound.value(), bound.field
    if isinstance(field, (When, Moment)) and value:
        return re.sub(r"(\d+) (Maret|Mei|November) (\d{4})", lambda d: f"{int(d[1]):02}-{MONTHS[d[2]]}-{d[3]}", value)
    if isinstance(field, Figure) and value:
        return f"{value},0"
    return f"{value} " if isinstance(value, str) and not field.widget.is_hidden and value else value


@pytest.mark.parametrize("kind", REVISABLE)
def test_another_spelling_of_what_stands_is_no_correction(world, entries, log_in, kind):
    row, browser = entries[kind], log_in(world.officer)
    form = browser.get(address(kind, row)).context["form"]
    spelt = {
        each.html_name: respelt(each) or "" for each in form if not isinstance(each.field, (ChoiceField, FileField))
    }
    assert any(spelt[each.html_name] != (each.value() or "") for each in form if each.html_name in spelt)
    typed = {each.html_name: "" if each.value() is None else each.value() for each in form} | spelt
    answer = browser.post(address(kind, row), typed | {"reason": "Ejaan"}, follow=True)
    assert "Tidak ada yang diubah" in text_of(answer), form.errors
    assert not CaseEvent.objects.filter(action="revise").exists()


@pytest.mark.parametrize("kind", REVISABLE)
def test_one_field_put_right_changes_no_other(world, entries, log_in, kind):
    row, browser = entries[kind], log_in(world.officer)
    field, new = CHANGED[kind]
    page = browser.get(address(kind, row))
    browser.post(address(kind, row), posted(page, **{field: new, "reason": "Salah ketik"}))
    before, after = row.history.order_by("history_id")[:2]
    names = {change.field for change in after.diff_against(before).changes}
    assert names - {"version"} == {field}


@pytest.mark.parametrize("kind", KINDS)
def test_every_entry_is_struck_on_its_page_and_stays_to_be_read(world, entries, log_in, kind):
    row, browser = entries[kind], log_in(world.officer)
    page = browser.get(address(kind, row, "coret"))
    assert page.status_code == 200
    answer = browser.post(address(kind, row, "coret"), {"reason": "Salah kasus", "seen": row.version}, follow=True)
    assert "Entri dicoret" in text_of(answer)
    shown = text_of(log_in(world.auditor).get(page_of(kind, row)))
    assert "Salah kasus" in shown and world.officer.name in shown and "Entri dicoret" in shown
    kept = type(row).everything.get(pk=row.pk)
    assert kept.struck_at and not type(row).objects.filter(pk=row.pk).exists()
    for deed in ("perbaiki", "coret"):
        assert browser.get(address(kind, row, deed)).status_code == 404
    assert not buttons_of(type(row).everything.with_recorded().get(pk=row.pk), world.officer).every


@pytest.mark.parametrize("kind", KINDS)
def test_only_whoever_typed_it_in_and_their_superior_correct_it(world, entries, log_in, kind):
    row = entries[kind]
    people.appoint(
        people.Post("officer", unit=world.unit), by=world.administrator, email="lain@uji.example", name="Petugas Lain"
    )
    from incidents.models import User

    other = User.objects.get(email="lain@uji.example")
    assert log_in(other).get(address(kind, row, "coret")).status_code == 403
    with pytest.raises(PermissionDenied):
        corrections.strike(row, by=other, seen=row.version, reason="x")
    assert not {"revise", "strike"} & set(buttons_of(row, other).beside)
    assert log_in(world.auditor).get(address(kind, row, "coret")).status_code == 403
    assert "strike" in buttons_of(row, world.officer).beside
    corrections.strike(row, by=world.supervisor, seen=row.version, reason="Keliru")
    assert type(row).everything.get(pk=row.pk).struck_at


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_happens_to_what_was_struck_any_more(world, entries, kind):
    row = struck(entries[kind], by=world.officer)
    for deed in (corrections.strike, corrections.revise):
        with pytest.raises(deeds.Conflict):
            deed(row, by=world.officer, seen=row.version, reason="Lagi")


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_says_why(world, entries, log_in, kind):
    row = entries[kind]
    answer = log_in(world.officer).post(address(kind, row, "coret"), {"reason": " ", "seen": row.version})
    assert answer.status_code == 200 and not type(row).everything.get(pk=row.pk).struck_at


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_corrections_of_one_version_one_wins(world, entries, kind):
    row = entries[kind]
    corrections.strike(row, by=world.officer, seen=row.version, reason="Pertama")
    with pytest.raises(deeds.Conflict):
        corrections.strike(row, by=world.supervisor, seen=row.version, reason="Kedua")


def test_a_merged_case_says_why_nothing_in_it_is_corrected(world, log_in):
    case, into = make_incident(world), make_incident(world)
    row = law.find(case, by=world.officer, text="Mirip", confidence="low", found=parse("2023"))
    merging.merge(fresh(case), into, by=world.officer, seen=fresh(case).version, reason="Sama")
    answer = log_in(world.officer).post(address("temuan", row, "coret"), {"reason": "x", "seen": row.version})
    assert answer.status_code == 409 and "dipisahkan lagi" in text_of(answer)
    assert not buttons_of(Finding.objects.with_recorded().get(pk=row.pk), world.officer).every


def test_a_struck_assertion_counts_in_no_figure_range_or_contradiction(world, an_incident, log_in):
    low = says(world, an_incident, amount=252, unit="orang", said_by="Penjual")
    high = says(world, an_incident, amount=9_999_999, unit="orang", said_by="Salah ketik")
    assert assertion_weighing.contradictions(an_incident.assertions.all())[low] == [high]
    assertions.adopt(an_incident, by=world.officer, topic="subjects", assertion=high, reason="Dipakai")
    struck(high, by=world.officer)
    rows = list(an_incident.assertions.all())
    assert rows == [low] and not assertion_weighing.contradictions(rows)[low]
    [found] = [each for each in case_file.figures(an_incident, rows) if each["topic"] == "subjects"]
    assert [(r.low, r.high) for r in found["ranges"]] == [(252, 252)] and found["shaken"]
    page = log_in(world.officer).get(f"/insiden/{an_incident}/pernyataan/subjects/")
    assert "9.999.999" in text_of(page) and 'class="struck"' in text_of(page)
    assert [p["assertion"] for scale in page.context["scales"] for p in scale] == [low]
    assert (
        high
        not in log_in(world.officer)
        .get(f"/insiden/{an_incident}/pernyataan/subjects/angka/")
        .context["form"]
        .fields["assertion"]
        .queryset
    )


def test_a_struck_word_stands_against_no_closing_and_is_not_found(world, an_incident):
    word = says(world, an_incident, statement="Kata yang langka sekali", topic="denial")
    owed = work.commit(an_incident, by=world.officer, who="A", what="Log")
    for row in (word, owed):
        struck(row, by=world.officer)
    assert not any(rows.filter(incident=an_incident).exists() for rows in still_open.against_closing().values())
    assert an_incident not in search.cases(world.officer, "langka sekali")


def test_what_was_struck_leaves_its_number_to_nobody(world, an_incident):
    first = says(world, an_incident)
    struck(first, by=world.officer)
    assert says(world, an_incident).number == first.number + 1
    found = law.find(an_incident, by=world.officer, text="x", confidence="low", found=parse("2023"))
    struck(found, by=world.officer)
    assert law.find(an_incident, by=world.officer, text="x", confidence="low", found=parse("2023")).label == "T-02"
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    struck(piece, by=world.officer)
    assert evidence.attach(an_incident, by=world.officer, text="Kutipan").label == "B-02"


def test_a_body_involved_by_mistake_may_be_involved_again_and_is_offered_no_letter(world, an_incident, log_in):
    part = cases.involve(an_incident, by=world.officer, agency=world.agency_a, role="origin")
    for each in (part, *Involvement.objects.filter(incident=an_incident, agency=world.agency_a).exclude(pk=part.pk)):
        struck(each, by=world.officer)
    form = log_in(world.officer).get(f"/insiden/{an_incident}/permintaan/").context["form"]
    assert world.agency_a not in form.fields["agencies"].queryset
    page = text_of(log_in(world.officer).get("/cari/", {"agency": "a"}))
    assert an_incident.reference not in page
    again = cases.involve(an_incident, by=world.officer, agency=world.agency_a, role="origin")
    assert list(Involvement.objects.filter(agency=world.agency_a, incident=an_incident)) == [again]


def test_a_struck_controller_has_no_duty_that_runs(world, an_incident):
    from django.utils import timezone

    part = an_incident.involvements.first()
    law.track_duty(part, by=world.officer, started=timezone.now())
    assert NotificationDuty.objects.running().count() == 1
    struck(part, by=world.officer)
    assert not NotificationDuty.objects.running().exists()


def test_a_body_that_was_written_to_is_not_struck(world, log_in):
    clarification = make_request(world, "open")
    part = clarification.incident.involvements.get(agency=clarification.agency)
    with pytest.raises(corrections.WentOut) as met:
        struck(part, by=world.officer)
    assert clarification.reference in str(met.value)
    answer = log_in(world.officer).post(address("keterlibatan", part, "coret"), {"reason": "x", "seen": part.version})
    assert answer.status_code == 422 and "tidak dicoret" in text_of(answer)


def test_a_part_given_by_mistake_is_struck_and_the_invitation_to_its_body_stays(world, an_incident, log_in):
    """A letter gives nobody a part (decision 72), so it holds none either; whoever was asked by one answers for something."""
    from tests.one_of_everything import invited

    invited(world, an_incident, world.agency_a)
    struck(an_incident.involvements.get(agency=world.agency_a), by=world.officer)
    [letter] = an_incident.case_letters.filter(agency=world.agency_a)
    assert "bukan pihak dalam kasus ini" in log_in(world.officer).get(letter.get_absolute_url()).content.decode()
    asked = make_request(world, "open")
    with pytest.raises(corrections.WentOut):
        struck(asked.incident.involvements.get(agency=asked.agency), by=world.officer)


def test_a_shared_piece_is_not_struck(world, an_incident):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    shares.share(an_incident, by=world.officer, agency=world.agency_b, text="x", tlp="green", evidence=[piece])
    with pytest.raises(not_ours_to_correct.Shown, match="Ins B"):
        struck(piece, by=world.officer)


def test_a_piece_on_which_something_rests_is_not_struck_before_that(world, an_incident):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    word = says(world, an_incident, evidence=piece)
    with pytest.raises(corrections.Rested) as met:
        struck(piece, by=world.officer)
    assert word.label in str(met.value)
    struck(word, by=world.officer)
    struck(piece, by=world.officer)
    assert not Evidence.objects.filter(pk=piece.pk).exists()


def test_the_scan_of_a_question_that_came_on_paper_is_struck_after_the_question(world):
    row = make_request(world, "open")
    piece = evidence.attach(row.incident, by=world.officer, text="Pindaian")
    paper = FromOutside("W", timezone.now(), "letter", "B-9", piece)
    asked = counter_questions.record_question(row, by=world.officer, seen=None, text="Data yang mana?", paper=paper)
    with pytest.raises(corrections.Rested) as met:
        struck(piece, by=world.officer)
    assert row.reference in str(met.value)
    struck(asked, by=world.officer)
    assert struck(piece, by=world.officer).struck_at


def test_every_entry_that_names_a_piece_of_evidence_is_asked_before_the_piece_is_struck():
    """A new relation to a piece that `striking_conditions` does not ask about would let it be struck from under what rests on it."""
    source = inspect.getsource(striking_conditions)
    naming = {
        relation.related_model.__name__
        for relation in Evidence._meta.get_fields(include_hidden=True)
        if relation.one_to_many and relation.auto_created and not hasattr(relation.related_model, "history_date")
    }
    assert {"CounterQuestion", "Assertion", "Sending"} <= naming
    asked = {name for name in naming if f"{name}.objects" in source}
    assert naming == asked


def test_a_piece_that_only_an_assessment_of_before_rests_on_is_struck_and_its_page_says_so(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    word = says(world, an_incident, amount=252, unit="orang")
    how = {"by": world.officer, "reason": "Cocok"}
    word = assertions.assess(word, seen=word.version, status="verified", evidence=piece, **how)
    with pytest.raises(corrections.Rested):
        struck(piece, by=world.officer)
    assertions.assess(word, seen=word.version, status="claimed", **how)
    struck(piece, by=world.officer, reason="Salah berkas")
    page = unescape(log_in(world.auditor).get(f"/insiden/{an_incident}/pernyataan/subjects/").content.decode())
    told = "setelah penilaian ini:"
    assert told in page and page.count(told) == 1 and "Salah berkas" in page
    assert world.officer.name in page.split(told)[0].rsplit("dicoret", 1)[1]


def test_an_agencys_own_denial_is_not_corrected_by_the_ministry(world, log_in):
    from django.utils import timezone

    from incidents.actions import replies

    row = make_request(world, "open")
    letter = replies.Reply("K", "K", kind="denial", text="Bukan kami", received_at=timezone.now(), channel="letter")
    replies.record_reply(row, letter, by=world.officer, seen=row.version)
    word = Assertion.objects.get(topic="denial")
    for deed in (corrections.revise, corrections.strike):
        with pytest.raises(corrections.AgencysOwnWords):
            deed(word, by=world.supervisor, seen=word.version, reason="x")


def test_the_topic_of_the_figure_in_use_is_not_changed_under_it(world, an_incident):
    word = says(world, an_incident, amount=252, unit="orang")
    assertions.adopt(an_incident, by=world.officer, topic="subjects", assertion=word, reason="Dipakai")
    for facts in ({"topic": "records"}, {"amount": None}):
        with pytest.raises(corrections.InUse):
            corrections.revise(word, by=world.officer, seen=word.version, reason="x", **facts)


def test_a_figure_typed_with_its_unit_is_put_right_with_its_unit(world, an_incident, log_in):
    word = says(world, an_incident, topic="subjects", amount=252, unit="orang")
    browser = log_in(world.officer)
    page = browser.get(address("pernyataan", word))
    browser.post(address("pernyataan", word), posted(page, amount="±84 KK", unit="", reason="Salah satuan"))
    word.refresh_from_db()
    assert (word.amount, word.unit, word.bound) == (84, "KK", "about")


def test_the_bodies_of_a_struck_activity_go_with_it(world, an_incident):
    meeting = cases.note(an_incident, by=world.officer, kind="meeting", text="Rapat", bodies=[world.agency_a])
    struck(meeting, by=world.officer)
    assert not an_incident.participations.exists()
    assert an_incident.participations(manager="everything").get().struck_at


def test_since_until_and_for_whom_a_body_plays_its_part_stand_on_the_case(world, an_incident, log_in):
    browser = log_in(world.officer)
    data = {"agency": world.agency_b.pk, "role": "processor", "on_behalf_of": world.agency_a.pk}
    browser.post(f"/insiden/{an_incident}/libatkan/", data | {"since": "2019", "until": "Maret 2023"})
    part = Involvement.objects.get(incident=an_incident, role="processor")
    assert (part.since.precision, part.until.precision, part.on_behalf_of) == ("year", "month", world.agency_a)
    page = re.sub(r"\s+", " ", text_of(browser.get(f"/insiden/{an_incident}/")))
    assert "untuk Ins A" in page and "sejak 2019" in page and "Maret 2023" in page
    page = browser.get(f"/keterlibatan/{part.pk}/")
    browser.post(f"/keterlibatan/{part.pk}/", posted(page, since="2020", reason="Salah tahun"))
    part.refresh_from_db()
    assert part.since == parse("2020") and part.until == parse("Maret 2023")


def test_what_ends_before_it_begins_is_refused(world, an_incident, log_in):
    data = {"agency": world.agency_b.pk, "role": "processor", "since": "2020", "until": "2019"}
    answer = log_in(world.officer).post(f"/insiden/{an_incident}/libatkan/", data)
    assert answer.status_code == 200 and "until" in answer.context["form"].errors


def test_the_queries_of_a_page_do_not_grow_with_its_corrections(world, an_incident, log_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = log_in(world.officer)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            browser.get(f"/insiden/{an_incident}/hukum/")
        return len(seen)

    def find_and_strike():
        struck(
            law.find(an_incident, by=world.officer, text="x", confidence="low", found=parse("2023")), by=world.officer
        )

    find_and_strike()
    browser.get(f"/insiden/{an_incident}/hukum/")
    once = queries()
    for _n in range(6):
        find_and_strike()
    assert queries() == once


def revised(world, row, **facts):
    row = type(row).everything.get(pk=row.pk)
    return corrections.revise(row, by=world.officer, seen=row.version, reason="Salah ketik", **facts)


def chosen(world, case, word, reason="Terbukti"):
    return assertions.adopt(case, by=world.officer, topic="subjects", assertion=word, reason=reason)


@pytest.mark.parametrize(
    "facts", [{"amount": 20}, {"unit": "baris"}, {"bound": "at_most"}, {"said_by": "Lain"}, {"amount_to": 900}]
)
def test_the_figure_in_use_is_not_changed_under_the_ministry(world, an_incident, facts):
    word = says(world, an_incident, amount=252, unit="orang", said_by="Penjual")
    chosen(world, an_incident, word)
    with pytest.raises(corrections.InUse):
        revised(world, word, **facts)
    assert Assertion.objects.get(pk=word.pk).amount == 252


def test_figures_used_so_far_read_as_they_stood_when_they_were_chosen(world, an_incident, log_in):
    word = says(world, an_incident, amount=204_000_000, unit="orang", said_by="Penjual")
    chosen(world, an_incident, word, "204 juta terbukti")
    chosen(world, an_incident, None, "Keliru")
    word = revised(world, word, amount=20_400_000)
    chosen(world, an_incident, word, "Dibaca ulang")
    page = text_of(log_in(world.officer).get(f"/insiden/{an_incident}/pernyataan/subjects/"))
    told = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("tidak ada yang dihapus") :]).split())
    assert re.search(r"204.000.000 orang \(P-01\) 204 juta terbukti .*20.400.000 orang \(P-01\) Dibaca ulang", told), (
        told
    )


def test_words_that_were_assessed_are_put_right_after_they_are_claimed_again(world, an_incident):
    word = says(world, an_incident, amount=252, unit="orang", said_by="Penjual")
    word = assertions.assess(
        word, by=world.officer, seen=word.version, status="verified", reason="Cocok dengan DPT", document="BA 1"
    )
    same = revised(world, word, source="Forum, utas 2")
    assert same.status == "verified", "where it was found is not what is said"
    with pytest.raises(corrections.Assessed):
        revised(world, word, amount=20)
    same = assertions.assess(same, by=world.officer, seen=same.version, status="claimed", reason="Salah ketik")
    assert revised(world, same, amount=20).amount == 20


def test_a_sanction_is_not_corrected_into_a_time_before_its_law(world, entries, log_in):
    row = entries["sanksi"]
    with pytest.raises(sanctions.NotInForce):
        revised(world, row, decided=parse("1 Januari 2015"))
    browser = log_in(world.officer)
    page = browser.get(address("sanksi", row))
    answer = browser.post(address("sanksi", row), posted(page, decided="1-1-2015", reason="Salah"))
    assert answer.status_code == 422 and "1-1-2015" in text_of(answer)


def test_a_word_takes_the_place_of_one_of_its_speaker_and_never_in_a_ring(world, an_incident):
    first = says(world, an_incident, amount=1, unit="orang", said_by="KPU")
    second = says(world, an_incident, amount=2, unit="orang", said_by="KPU", corrects=first)
    third = says(world, an_incident, amount=3, unit="orang", said_by="KPU", corrects=second)
    with pytest.raises(assertions.Ring):
        revised(world, first, corrects=third)
    for row in (first, second):
        with pytest.raises(assertions.NoSuccession):
            revised(world, row, said_by="BSSN")
    with pytest.raises(corrections.Rested, match="P-03"):
        struck(second, by=world.officer)
    revised(world, third, corrects=first)
    struck(second, by=world.officer)
    rows = Assertion.objects.filter(incident=an_incident)
    assert [row.label for row in still_said(rows)] == ["P-03"]


def test_a_withdrawn_correction_leaves_the_word_before_it_open_at_closing(world, an_incident):
    first = says(world, an_incident, amount=1, unit="orang", said_by="KPU")
    second = says(world, an_incident, amount=2, unit="orang", said_by="KPU", corrects=first)
    open_words = lambda: set(still_open.against_closing()["assertions"].filter(incident=an_incident))  # noqa: E731
    assert open_words() == {second}
    assertions.assess(second, by=world.officer, seen=second.version, status="withdrawn", reason="Ditarik", document="x")
    assert open_words() == {first}


def test_the_worth_of_another_price_is_put_right_with_it(world, an_incident):
    row = says(world, an_incident, topic="price", amount=2, unit="BTC", worth=1_143_118_954, worth_source="Kurs")
    with pytest.raises(corrections.WorthOfBefore):
        revised(world, row, amount=20)
    assert revised(world, row, amount=20, worth=11_431_189_540).worth == 11_431_189_540


@pytest.mark.parametrize(
    ("facts", "put_right"),
    [
        ({"amount_to": 9}, {"worth": 5_144_035_293}),
        ({"amount": 1, "amount_to": 2}, {"worth": 571_559_477}),
        ({"said": parse("2 Desember 2023")}, {"worth_source": "Kurs 2 Desember 2023"}),
        ({"said": None}, {"worth": None, "worth_source": ""}),
    ],
)
def test_a_range_or_a_day_put_otherwise_asks_for_the_worth(world, an_incident, facts, put_right):
    what = {"amount": 2, "amount_to": 6, "unit": "BTC", "worth": 3_429_356_862, "worth_source": "Kurs"}
    row = says(world, an_incident, topic="price", said=parse("29 November 2023"), **what)
    with pytest.raises(corrections.WorthOfBefore):
        revised(world, row, **facts)
    assert revised(world, row, **facts, **put_right).worth == put_right.get("worth", 3_429_356_862)


def test_the_day_of_a_price_known_more_exactly_keeps_its_worth(world, an_incident):
    what = {"amount": 2, "unit": "BTC", "worth": 1_143_118_954, "worth_source": "Kurs"}
    row = says(world, an_incident, topic="price", said=parse("November 2023"), **what)
    assert revised(world, row, said=parse("29 November 2023")).worth == 1_143_118_954


def test_nothing_that_stands_rests_on_what_was_struck(world, an_incident):
    said = says(world, an_incident, amount=252, unit="orang")
    statement = cases.note(
        an_incident, by=world.officer, kind="statement", text="Kata juru bicara", happened=parse("2024")
    )
    statement.assertion = said
    with deeds.record(
        deeds.Action.REVISE, on=statement, by=world.officer, seen=statement.version, reason="Tautan"
    ) as deed:
        deed.on.assertion = said
        deed.on.save()
    meeting = cases.note(an_incident, by=world.officer, kind="meeting", text="Rapat", happened=parse("2024"))
    work.commit(an_incident, by=world.officer, who="Ins A", what="Log server", activity=meeting)
    for row in (said, meeting):
        with pytest.raises(corrections.Rested):
            struck(row, by=world.officer)


def test_a_body_under_a_sanction_is_not_struck_out(world, entries):
    body = entries["sanksi"].incident.involvements.get(agency=world.agency_b, role="controller")
    sanctions.sanction(
        body.incident,
        by=world.officer,
        agency=world.agency_b,
        regime=entries["sanksi"].regime,
        measure=entries["sanksi"].measure,
        decided_by="Menteri",
        decided=parse("2024"),
    )
    struck(entries["keterlibatan"], by=world.officer)  # it has another part in the case
    with pytest.raises(corrections.Rested):
        struck(body, by=world.officer)


def test_the_receipt_of_a_letter_handed_over_is_not_struck_from_under_its_arrival(world):
    request = make_request(world, "open")
    piece = evidence.attach(request.incident, by=world.officer, text="Tanda terima", origin="Kurir")
    facts = {"received_at": request.issued_at, "received_by": "Sekretariat", "evidence": piece}
    arrival.hand_deliver(request, by=world.officer, seen=request.version, **facts)
    with pytest.raises(corrections.Rested) as refusal:
        struck(piece, by=world.officer)
    assert request.reference in str(refusal.value.facts)


def owed_by(world, due_at):
    return work.commit(make_incident(world), by=world.officer, who="Ins A", what="Log", due=due_at)


def put(world, row, due_at):
    return corrections.revise(fresh(row), by=world.officer, seen=None, reason="Salah ketik", due=due_at)


@pytest.mark.parametrize("due", [None, timezone.now() + timedelta(days=4)])
def test_the_due_of_what_was_judged_is_corrected_after_its_judgement_is_taken_back(world, due):
    row = owed_by(world, due)
    work.keep(fresh(row), by=world.officer, seen=None)
    with pytest.raises(corrections.JudgedByIt):
        put(world, row, timezone.now() - timedelta(days=1))
    assert fresh(row).due_at == due and fresh(row).late_by is None
    judgements.unsettle(fresh(row), by=world.officer, seen=None, reason="Keliru")
    assert put(world, row, timezone.now() + timedelta(days=9)).in_time_until > timezone.now()


def test_a_day_that_has_passed_is_no_correction_of_one_that_runs(world):
    right = timezone.now() + timedelta(days=4)
    row = owed_by(world, right)
    with pytest.raises(corrections.PassedAlready):
        put(world, row, timezone.now() - timedelta(days=26))
    assert fresh(row).in_time_until == right
    assert put(world, row, None).in_time_until is None


def test_a_day_that_had_passed_when_it_was_typed_was_never_a_due(world, log_in):
    row = owed_by(world, timezone.now() - timedelta(days=26))
    right = timezone.now() + timedelta(days=4)
    assert put(world, row, right).in_time_until == right
    assert work.keep(fresh(row), by=world.officer, seen=None).late_by is None
    page = log_in(world.officer).get(f"/insiden/{row.incident}/kegiatan/").content.decode()
    assert "dipindah setelah tenggat ini lewat" not in page and "terlambat" not in page
