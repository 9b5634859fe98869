"""Two versions of a thing against each other: what differs alone, in words, each with the act that last touched it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from incidents.actions import agencies, cases, clarifications, complaints, counter_questions, people, translations, work
from incidents.models import (
    AccessEntry,
    Appointment,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    ComplainantSheet,
    Complaint,
    ComplaintAnswer,
    Letter,
    RegisterEntry,
    SheetFile,
)
from incidents.plain.complainants import Person
from incidents.record import keyset, parts_of_a_case, parts_of_things, versions
from incidents.record.trail import history_models
from tests.world import answer_request, draft_request, fresh, make_incident, make_request, says

MOST = 90  # queries of a page that compares a whole case: one for each kind of thing and of name


def acts(thing):
    rows = CaseEvent.objects.filter(subject_type=thing._meta.model_name, subject_id=str(thing.pk))
    return list(rows.order_by("recorded_at"))


def differing(thing, older, newer, reader):
    """{(what, field): (before, after, act)} of the two versions."""
    found = versions.find(thing._meta.model_name, thing.pk, reader)
    with translation.override("en"):
        compared = versions.compare(found, older.recorded_at, newer.recorded_at, reader)
        return {
            (each.table, one.change.label): (one.change.old, one.change.new, one.event or each.event)
            for each in compared
            for one in each.differences
        }


def amended(world, case, **facts):
    return cases.amend(case, by=world.officer, seen=fresh(case).version, reason="x", **facts)


def test_only_what_differs_is_told_with_the_last_act_that_touched_it(world, an_incident):
    born = acts(an_incident)[-1]
    for title in ("Judul kedua", "Judul ketiga"):
        amended(world, an_incident, title=title)
    amended(world, an_incident, summary=f"{an_incident.summary} lagi")
    *_rest, titled, last = acts(an_incident)
    found = differing(an_incident, born, last, world.auditor)
    assert found["Incident", "Title"] == (an_incident.title, "Judul ketiga", titled)
    assert found["Incident", "What is known"][2] == last
    assert set(found) == {("Incident", "Title"), ("Incident", "What is known")}


def test_what_was_changed_and_changed_back_differs_in_nothing(world, an_incident):
    born = acts(an_incident)[-1]
    amended(world, an_incident, title="Sebentar")
    amended(world, an_incident, title=an_incident.title)
    assert differing(an_incident, born, acts(an_incident)[-1], world.auditor) == {}


def test_a_long_text_is_told_word_by_word_and_a_case_with_what_stands_in_it(world, an_incident, log_in):
    says(world, an_incident, statement="Sudah ada sebelumnya")
    made = an_incident.events.order_by("recorded_at").last()
    says(world, an_incident, said_by="Pembeli")
    amended(world, an_incident, summary=f"{an_incident.summary} dan sesudahnya")
    last = acts(an_incident)[-1]
    address = f"/jejak/versi/incident/{an_incident.pk}/"
    page = unescape(log_in(world.auditor).get(address, {"from": made.pk, "to": last.pk}).content.decode())
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition("<main")[2]))
    assert "sekarang: dan sesudahnya" in told and "Pembeli" in told
    assert "<ins>" in page and f"/jejak/peristiwa/{last.pk}/" in page
    assert "Sudah ada sebelumnya" not in told


def test_a_draft_is_compared_with_its_questions(world, an_incident):
    draft = draft_request(world, an_incident)
    before = acts(draft)[-1]
    questions = [(q.heading, f"{q.text} Sebutkan.") for q in draft.questions.all()]
    clarifications.edit(draft, by=world.officer, seen=draft.version, questions=questions)
    found = differing(draft, before, acts(draft)[-1], world.auditor)
    assert any(what == "Question" for what, _field in found)
    assert all(event.action == "edit" for *_words, event in found.values())


def test_a_body_with_its_names_an_appointment_and_a_rule_have_versions(world, log_in):
    body = world.agency_a
    born = acts(body)[0]
    agencies.amend_agency(body, by=world.administrator, seen=fresh(body).version, zone="Asia/Makassar")
    found = differing(body, born, acts(body)[-1], world.auditor)
    assert [before for before, after, event in found.values() if event.action == "amend_agency"]
    post = world.liaison_b.appointments.get()
    people.end_appointment(post, by=world.administrator, reason="x")
    auditor, officer = log_in(world.auditor), log_in(world.officer)
    for kind, key in (
        ("agency", body.pk),
        ("appointment", post.pk),
        ("clockrule", ClockRule.objects.earliest("pk").pk),
    ):
        assert auditor.get(f"/jejak/versi/{kind}/{key}/").status_code == 200
        assert officer.get(f"/jejak/versi/{kind}/{key}/").status_code == 404
    assert Appointment.history.filter(id=post.pk).count() == 2


def test_a_restricted_case_has_no_versions_for_whoever_may_not_know_of_it(world, an_incident, log_in):
    address = f"/jejak/versi/incident/{an_incident.pk}/"
    assert log_in(world.supervisor).get(address).status_code == 200
    work.restrict(an_incident, by=world.officer, seen=fresh(an_incident).version, reason="Saksi")
    assert log_in(world.supervisor).get(address).status_code == 404
    assert log_in(world.auditor).get(address).status_code == 200
    assert log_in(world.liaison_a).get(address).status_code == 403


def test_two_acts_are_chosen_on_the_history_without_script(world, an_incident, log_in):
    amended(world, an_incident, title="Judul kedua")
    page = log_in(world.officer).get(f"/insiden/{an_incident}/riwayat/").content.decode()
    assert f'action="/jejak/versi/incident/{an_incident.pk}/"' in page
    keys = {name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("from", "to")}
    assert keys["from"] == keys["to"] == [str(event.pk) for event in reversed(acts(an_incident))]
    # turned round: the older is compared with the newer all the same
    asked = {"from": keys["from"][0], "to": keys["to"][-1]}
    answer = log_in(world.officer).get(f"/jejak/versi/incident/{an_incident.pk}/", asked)
    assert answer.context["older"].recorded_at < answer.context["newer"].recorded_at
    assert AccessEntry.objects.filter(actor=world.officer, subject_type="incident").first().asked


@pytest.mark.parametrize("asked", [{"from": "x"}, {"from": "0", "to": "²"}, {"to": "9" * 40}])
def test_an_address_that_names_no_two_acts_says_so(world, an_incident, log_in, asked):
    answer = log_in(world.auditor).get(f"/jejak/versi/incident/{an_incident.pk}/", asked)
    assert answer.status_code == 200 and answer.context["fault"] and answer.context["newer"] is None
    for nothing in ("incident/99999999", "nothing/1", "storedfile/1", f"incident/{10**30}"):
        assert log_in(world.auditor).get(f"/jejak/versi/{nothing}/").status_code == 404


def test_a_long_life_asks_as_little_as_a_short_one_and_a_choice_stays_on_each_page(
    world, an_incident, log_in, monkeypatch
):
    monkeypatch.setattr(keyset, "SIZE", 3)
    make_request(world, "open", incident=an_incident)
    auditor, address = log_in(world.auditor), f"/jejak/versi/incident/{an_incident.pk}/"
    asked, first = [], acts(an_incident)[0]
    for size in range(2):
        for n in range(2 + 6 * size):
            amended(world, an_incident, title=f"Judul {size} {n}")
        with CaptureQueriesContext(connection) as queries:
            page = auditor.get(address, {"from": first.pk, "to": acts(an_incident)[-1].pk})
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries.captured_queries))
    assert asked[0] == asked[1] <= MOST, asked
    assert first in page.context["shown"] and str(first.pk) in page.context["query"]
    other = make_incident(world)
    assert auditor.get(address, {"from": first.pk, "to": acts(other)[0].pk}).context["fault"]


def test_two_versions_ask_for_what_was_written_in_between_and_for_no_other_kind(world, log_in):
    """Of a case with letters, answers and assertions a new title asks for as little as of one in which nothing stands."""
    rich, plain, auditor = make_request(world, "answered").incident, make_incident(world), log_in(world.auditor)
    says(world, rich)
    asked = []
    for case in (plain, rich):
        before = CaseEvent.objects.filter(incident=case).latest("recorded_at")
        amended(world, case, title="Judul lain")
        last = acts(case)[-1]
        address = f"/jejak/versi/incident/{case.pk}/"
        auditor.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = auditor.get(address, {"from": before.pk, "to": last.pk})
        assert [each.differences[0].change.new for each in page.context["compared"]]
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries.captured_queries))
    assert asked[0] == asked[1] <= LITTLE, asked


def test_two_acts_on_a_thing_are_compared_with_as_few_questions_however_many_lie_between(world, an_incident, log_in):
    auditor, asked, first = log_in(world.auditor), [], acts(an_incident)[-1]
    address = f"/jejak/versi/incident/{an_incident.pk}/"
    auditor.get(address)
    for size in range(2):
        for n in range(60):
            amended(world, an_incident, title=f"Judul {size} {n}")
        last = acts(an_incident)[-1]
        with CaptureQueriesContext(connection) as queries:
            page = auditor.get(address, {"from": first.pk, "to": last.pk})
        assert first not in page.context["page"].rows and first in page.context["shown"]
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries.captured_queries))
    assert asked[0] == asked[1] <= LITTLE, asked


LITTLE = 15  # questions of a page that compares two acts on one thing, with the bell and the band that every page of staff has


# Columns by which a thing only names another: it stands alone, or in something else.
NAMES = {
    "StoredFile": "files stay what they are",
    "Evidence": "what rests on it stands in the case",
    "DataCategory": "a list", "SanctionRegime": "a list", "ClockRule": "a rule", "LadderRung": "a rule", "QuestionSet": "a rule",
    "RegisterEntry": "a number",
}  # fmt: skip
NAMED_BY = {
    ("Agency", "merged_into"), ("Agency", "parent"), ("Agency", "successor"), ("FurtherSuccessor", "heir"), ("ToldApart", "agency"), ("ToldApart", "other"),
    ("Incident", "merged_into"), ("Likeness", "other"), ("Relation", "other"), ("KnownActor", "merged_into"),
    ("Complaint", "merged_into"), ("Assertion", "corrects"), ("Contact", "deputy_of"), ("PastLetter", "follows"),
    ("ClarificationRequest", "follows"), ("ClarificationRequest", "follows_outside"), ("ClarificationRequest", "replaces"), ("Question", "repeats"), ("Question", "reply"),
    ("Question", "deadline"), ("CounterQuestion", "about"), ("Answer", "question"), ("Letter", "about"), ("Letter", "copy_of"),
    ("ParliamentSheet", "supersedes"), ("CaseLetter", "takes_back"), ("CaseLetter", "corrects"), ("CaseLetter", "revoked_with"), ("Commitment", "shown_by"), ("Commitment", "activity"),
    ("Activity", "assertion"), ("ActorPart", "assertion"), ("Figure", "assertion"),
}  # fmt: skip
# What stands in a case, or in a complaint that few may see, is not told by the page of whom it names.
ELSEWHERE = {
    "Agency": {model for model, _column in parts_of_a_case.SHOWN} | {Complaint, Letter},
    "KnownActor": {model for model, _column in parts_of_a_case.SHOWN},
    "Unit": {CaseLetter, ClarificationRequest, ComplaintAnswer, RegisterEntry},
    "Complaint": {ComplainantSheet},
    "ComplainantSheet": {SheetFile},
}


def test_whatever_stands_in_a_thing_is_compared_with_it():
    tracked = [model for model, _history in history_models()]
    silent = []
    for model in tracked:
        for column in model._meta.concrete_fields:
            owner = column.related_model if column.is_relation else None
            if owner not in tracked or owner.__name__ in NAMES or (model.__name__, column.name) in NAMED_BY:
                continue
            compared = {part for part, _column in parts_of_things.PARTS.get(owner, ())}
            if model not in compared | ELSEWHERE.get(owner.__name__, set()):
                silent.append(f"{model.__name__}.{column.name} of {owner.__name__}")
    assert silent == []


def test_what_stands_in_a_part_is_compared_with_the_whole():
    for owner, parts in parts_of_things.PARTS.items():
        compared = {model for model, _column in parts}
        for part in compared - ELSEWHERE.get(owner.__name__, set()):
            within = {model for model, _column in parts_of_things.PARTS.get(part, ())}
            assert within <= compared, f"{part.__name__} in {owner.__name__}"


def test_a_case_and_a_complaint_are_compared_with_the_letter_to_whoever_complained(world, an_incident):
    about = {"incident": an_incident, "way": "phone", "text": "Data dipakai orang"}
    complaint = complaints.enter(
        by=world.officer, person=Person(name="Sri Wahyuningsih", email="sri.w@contoh.example"), **about
    )
    entered = acts(complaint)[-1]
    answer = complaints.draft_answer(complaint, by=world.officer, text="Laporan Saudara kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    answered = acts(answer)[-1]
    for thing in (an_incident, complaint):
        tables = {table for table, _field in differing(thing, entered, answered, world.auditor)}
        assert {"Letter", "Answer to a complainant"} <= tables, (thing, tables)


def test_a_request_is_compared_with_what_was_asked_back_answered_and_translated(world):
    row = make_request(world, "open")
    born = acts(row)[-1]
    counter_questions.ask_back(fresh(row), by=world.liaison_a, seen=fresh(row).version, text="Data pemilih yang mana?")
    counter_questions.answer_back(fresh(row), by=world.officer, seen=None, text="Daftar tahun 2014")
    answered = acts(row)[-1]
    found = differing(row, born, answered, world.officer)
    assert found["Question of the agency", "Question of the agency"][1] == "Data pemilih yang mana?"
    assert found["Question of the agency", "Answer of the ministry"][1] == "Daftar tahun 2014"
    answer_request(world, fresh(row))
    facts = {"response": row.responses.get(), "language": "en", "text": "Tidak ada data kami"}
    translations.translate(fresh(row), by=world.officer, seen=None, **facts)
    later = differing(row, answered, acts(row)[-1], world.officer)
    assert later["Translation", "Translation of the ministry"][1] == "Tidak ada data kami"
    told = {table for table, _field in later}
    assert "Answer" in told and "Question of the agency" not in told
    page = versions.find("clarificationrequest", row.pk, world.officer).events(world.officer)
    assert {"ask_back", "answer_back", "translate"} <= set(page.values_list("action", flat=True))
