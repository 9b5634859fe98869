"""Who looked at what: of a thing everybody, of a person everything, and an auditor's own looks beside the others'."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.actions import complaints, counter_questions, evidence, work
from incidents.models import AccessEntry, User
from incidents.plain.complainants import Person
from incidents.record import access_log, keyset
from incidents.reports import reads
from incidents.workflow import Role
from tests.moves import perform
from tests.one_of_everything import objects  # noqa: F401  (a fixture)
from tests.typed_rows import paper_on_a_result
from tests.world import appoint, fresh, make_incident, make_request

MOST = 15  # questions that a page may ask the database


def lines(browser, **query):
    return [entry for entry, _words, _case in browser.get("/jejak/pembacaan/", query).context["lines"]]


def test_everybody_who_looked_at_what_stands_in_a_case_is_found_by_its_number(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    for person, address in (
        (world.officer, f"/bukti/{piece.pk}/"),
        (world.supervisor, f"/insiden/{an_incident}/riwayat/"),
    ):
        assert log_in(person).get(address).status_code == 200
    auditor = log_in(world.auditor)
    auditor.get(f"/insiden/{an_incident}/")
    found = lines(auditor, case=str(an_incident))
    assert [(entry.actor, entry.kind) for entry in found] == [
        (world.auditor, "read"), (world.supervisor, "read"), (world.officer, "read"),
    ]  # fmt: skip
    assert lines(auditor, on=f"evidence:{piece.pk}") == [found[-1]]
    assert world.officer in [entry.actor for entry in lines(auditor, person=world.officer.name)]
    assert lines(auditor, kind="download") == [] == lines(auditor, case="INS-1999-0001")


def test_looks_at_who_complained_are_found_by_the_numbers_of_the_complaint_and_of_its_case(world, an_incident, log_in):
    who = Person(name="Pengadu", email="pengadu@uji.example")
    complaint = complaints.enter(by=world.officer, person=who, incident=an_incident, way="letter", text="Data dipakai")
    assert log_in(world.officer).get(reverse("incidents:sheet", args=[complaint.pk])).status_code == 200
    auditor = log_in(world.auditor)
    for number in (complaint.reference, str(an_incident)):
        found = auditor.get("/jejak/pembacaan/", {"case": number}).context["lines"]
        assert [(entry.actor, entry.subject_type, case) for entry, _words, case in found] == [
            (world.officer, "complainantsheet", an_incident)
        ], number


def test_what_was_refused_in_a_case_is_found_by_its_number_and_by_no_other(world, an_incident, log_in):
    other = make_incident(world)
    assert log_in(world.officer).get(f"/insiden/{an_incident}/tutup/").status_code == 403
    auditor = log_in(world.auditor)
    assert [entry.kind for entry in lines(auditor, case=str(an_incident))] == ["refused"]
    assert lines(auditor, case=str(other)) == []


def test_each_page_of_a_restricted_case_that_an_auditor_reads_is_noted_of_others_that_they_opened_it(
    world, an_incident, log_in
):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Saksi")
    auditor, pages = log_in(world.auditor), (f"/insiden/{an_incident}/", f"/insiden/{an_incident}/bukti/")
    for person in (auditor, log_in(world.officer)):
        for page in pages:
            assert person.get(page).status_code == 200
    looks = AccessEntry.objects.of(fresh(an_incident)).exclude(kind="log_in")
    told = [(world.auditor, page) for page in pages] + [(world.officer, pages[0])]
    assert sorted((look.actor.pk, look.path) for look in looks) == sorted((who.pk, page) for who, page in told)


def test_whoever_opens_the_words_of_a_letter_in_any_form_leaves_one_entry_until_something_is_done(world, log_in):
    draft = make_request(world, "awaiting_approval")
    paper = paper_on_a_result(world).case_letter
    answered = make_request(world, "answered", incident=paper.incident)
    reply, officer = answered.responses.get(), log_in(world.officer)
    looks = AccessEntry.objects.filter(kind="read", actor=world.officer).order_by("pk")
    pages = {
        draft: [f"/permintaan/{draft.pk}/pratinjau-1.png", draft.get_absolute_url()],
        answered: [answered.get_absolute_url(), reverse("incidents:return", args=[answered.pk])],
        reply: [reverse("incidents:receipt", args=[reply.pk])],
        paper: [paper.get_absolute_url()],
    }
    for _again in range(2):
        for addresses in pages.values():
            for address in addresses:
                assert officer.get(address).status_code == 200, address
    opened = [(look.subject_type, look.subject_id) for look in looks]
    assert opened == [(thing._meta.model_name, str(thing.pk)) for thing in pages]
    assert set(reads.cases_of(looks, world.auditor).values()) == {draft.incident, paper.incident}
    perform("send_back", draft, world, world.supervisor)
    with CaptureQueriesContext(connection) as asked:
        officer.get(draft.get_absolute_url())
        officer.get(draft.get_absolute_url())
    assert looks.filter(subject_type="clarificationrequest", subject_id=str(draft.pk)).count() == 2
    assert (
        sum("accessentry" in query["sql"] for query in asked.captured_queries) == 3
    )  # of each page one, and what is noted
    log_in(world.supervisor).get(f"/insiden/{answered.incident}/kronologi/")
    told = looks.model.objects.filter(actor=world.supervisor, kind="read").values_list("subject_type", "subject_id")
    repeated = {("followup", str(each.pk)) for each in paper.follow_ups.exclude(text="")}
    assert repeated and repeated <= {*told}, "what the chronology repeats"
    log_in(world.auditor).get(f"/insiden/{answered.incident}/kronologi/")
    assert looks.model.objects.by(world.auditor).first().subject_type == "incident"
    for number in (answered.reference, str(answered.incident)):
        found = {entry.subject_type for entry in lines(log_in(world.auditor), case=number, person=world.officer.email)}
        assert {"clarificationrequest", "response"} <= found


def test_a_page_that_says_its_script_asks_is_read_all_the_same(world, an_incident, log_in):
    auditor = log_in(world.auditor)
    for ask in (auditor.get, auditor.post):
        ask(f"/insiden/{an_incident}/", headers={"X-Autosave": "1"})
    assert AccessEntry.objects.of(an_incident).filter(actor=world.auditor).count() == 2


def test_what_stands_in_a_case_and_has_an_address_of_its_own_is_noted_as_a_look_into_that_case(
    world, an_incident, log_in
):
    letter = paper_on_a_result(world).case_letter
    facts = {"way": "phone", "text": "Data saya dipakai", "incident": letter.incident}
    complaint = complaints.enter(by=world.officer, person=Person(name="Sri"), **facts)
    answered = make_request(world, "answered", incident=letter.incident)
    receipt = reverse("incidents:receipt", args=[answered.responses.get().pk])
    pages = [letter.get_absolute_url(), complaint.get_absolute_url(), receipt]
    auditor = log_in(world.auditor)
    for page in pages:
        assert auditor.get(page).status_code == 200
    looks = list(AccessEntry.objects.by(world.auditor).filter(kind="read").order_by("pk"))
    assert [look.path for look in looks] == pages
    assert set(reads.cases_of(looks, world.auditor).values()) == {letter.incident} and len(looks) == 3


def test_what_an_auditor_searches_is_noted_with_what_they_asked(world, an_incident, log_in):
    auditor = log_in(world.auditor)
    auditor.get("/jejak/", {"actor": "Officer", "legal": "1", "before": "", "kind": ""})
    [search] = AccessEntry.objects.by(world.auditor).filter(kind="search")
    assert (search.path.partition("?")[0], search.asked) == ("/jejak/", {"actor": "Officer", "legal": "1"})


def test_whoever_asks_the_page_of_a_case_for_something_looked_at_the_case(world, an_incident, log_in):
    log_in(world.auditor).get(f"/insiden/{an_incident}/kronologi/", {"all": "1"})
    [look] = AccessEntry.objects.of(an_incident)
    assert (look.kind, look.asked) == ("read", {"all": "1"})


def test_a_look_at_the_past_of_a_case_names_the_instant_that_was_asked(world, an_incident, log_in):
    at, auditor = an_incident.events.last().recorded_at, log_in(world.auditor)
    auditor.get(f"/insiden/{an_incident}/pada/", {"at": at.isoformat()})
    [look] = AccessEntry.objects.of(an_incident)
    assert look.asked == {"at": at.isoformat()}
    assert "sebagaimana adanya pada" in auditor.get("/jejak/pembacaan/").content.decode()


@pytest.mark.asvs(68)
def test_log_ins_and_refusals_are_found_by_person_and_kind(world, log_in):
    assert log_in(world.officer).get("/audit/").status_code == 403
    access_log.log(AccessEntry.Kind.LOG_IN_FAILED, None, actor_name="siapa@uji.example")
    auditor = log_in(world.auditor)
    assert [entry.actor for entry in lines(auditor, kind="refused")] == [world.officer]
    assert [entry.kind for entry in lines(auditor, person="siapa@uji.example")] == ["log_in_failed"]


def test_pages_of_reads_follow_each_other_and_ask_as_little_of_many_as_of_few(world, an_incident, log_in, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 5)
    auditor, asked = log_in(world.auditor), []
    make_request(world, "open", incident=an_incident)
    auditor.get("/jejak/pembacaan/")
    for _size in range(2):
        for _n in range(12):
            access_log.log(AccessEntry.Kind.READ, None, an_incident, actor=world.officer)
        with CaptureQueriesContext(connection) as queries:
            page = auditor.get("/jejak/pembacaan/", {"case": str(an_incident)}).context["page"]
        asked.append(sum(query["sql"].startswith("SELECT") for query in queries.captured_queries))
    assert asked[0] == asked[1] <= MOST, asked
    seen = [*page.rows]
    while page.older:
        page = auditor.get("/jejak/pembacaan/", {"case": str(an_incident), "before": str(page.older)}).context["page"]
        seen += page.rows
    assert len({entry.pk for entry in seen}) == len(seen) == 24


@pytest.mark.parametrize(
    "typed", ["start=kemarin", "on=x", "on=incident:1:2", "before=2026-01-01_1", "kind=x", "before=_²"]
)
def test_an_address_that_means_nothing_is_answered_in_words(world, log_in, typed):
    assert log_in(world.auditor).get(f"/jejak/pembacaan/?{typed}").status_code == 200


def test_a_period_shows_what_was_read_in_it_alone(world, an_incident, log_in):
    old = timezone.now() - timedelta(days=40)
    AccessEntry.objects.create(kind="read", actor=world.officer, actor_name="Officer", at=old)
    auditor = log_in(world.auditor)
    assert lines(auditor, end=f"{old + timedelta(days=2):%d-%m-%Y}")[0].at == old
    assert old not in [entry.at for entry in lines(auditor, start=f"{old + timedelta(days=2):%d-%m-%Y}")]


@pytest.mark.asvs(68)
def test_who_was_not_let_in_is_found_by_what_the_address_names_and_learns_no_more(world, log_in):
    row = make_request(world, "open")
    case = fresh(row.incident)
    work.restrict(case, by=world.supervisor, seen=case.version, reason="Saksi")
    appoint(world, Role.OFFICER, email="baru@uji.example")
    stranger = log_in(User.objects.get(email="baru@uji.example"))
    tried = [f"/insiden/{case}/", f"/insiden/{case}/riwayat/", f"/permintaan/{row.pk}/", f"/surat/{row.letter.pk}/"]
    unknown = stranger.get("/permintaan/999999/")
    for address in tried:
        answer = stranger.get(address)
        assert answer.status_code == 404
        assert str(case) not in answer.content.decode().replace(address, "")
        assert len(answer.content) - len(unknown.content) < 400, "the page of what is not there"
    assert log_in(world.liaison_b).get(f"/permintaan/{row.pk}/").status_code == 404
    refused = AccessEntry.objects.filter(kind="refused")
    assert {entry.path for entry in refused} == set(tried), "of what is not there nothing is noted"
    auditor = log_in(world.auditor)
    found = lines(auditor, case=str(case), kind="refused")
    assert len(found) == len(tried) + 1 and {entry.actor for entry in found} >= {world.liaison_b}
    assert lines(auditor, case=row.reference, kind="refused")


def test_what_is_refused_of_a_request_is_found_by_its_number_and_by_that_of_its_case(world, log_in):
    row = make_request(world, "open")
    assert log_in(world.officer).get(f"/permintaan/{row.pk}/perpanjang/").status_code == 403
    for number in (row.reference, str(row.incident)):
        assert [entry.kind for entry in lines(log_in(world.auditor), case=number, kind="refused")] == ["refused"]


def test_copies_of_the_files_of_a_request_are_found_by_its_number(world, log_in):
    row = make_request(world, "open")
    sent = SimpleUploadedFile("a.txt", b"isi", "text/plain")
    asked = counter_questions.ask_back(row, by=world.liaison_a, seen=None, text="Data yang mana?", uploads=[sent])
    access_log.log(AccessEntry.Kind.DOWNLOAD, None, asked.files.get(), actor=world.officer)
    for number in (row.reference, str(row.incident)):
        [found] = lines(log_in(world.auditor), case=number, kind="download")
        assert (found.subject_type, found.actor) == ("counterquestionfile", world.officer)


DOORS = {
    "Bukti segel": "/jejak/bukti/",
    "Siapa yang membuka": "/jejak/pembacaan/",
    "Siapa yang tahu": "/jejak/pengetahuan/",
}
ADDRESSES = {"evidence": "piece", "share": "shared", "response": "receipt", "export": "export"}
# Pages of things that are looked at or acted on, and the doors of an auditor that each has.
PAGES = {
    "incident": "all",
    "request": "all",
    "case_letter": "all",
    "evidence": "all",
    "share": "all",
    "response": "all",
    "removal": "all",
    "complaint": "all",
    "parliament_sheet": "proof looked",
    "export": "looked",
}


def test_each_page_of_a_thing_leads_an_auditor_to_its_proof_to_who_looked_and_to_who_knew(world, log_in, objects):  # noqa: F811
    auditor, officer, things = log_in(world.auditor), log_in(world.officer), objects["own"]
    words = dict(zip(("proof", "looked", "knew"), DOORS, strict=True))
    for name, doors in PAGES.items():
        thing = things[name]
        page = (
            reverse(f"incidents:{ADDRESSES[name]}", args=[thing.pk]) if name in ADDRESSES else thing.get_absolute_url()
        )
        shown = auditor.get(page).content.decode()
        links = {}
        for address, inside in re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', shown, re.S):
            links.setdefault(" ".join(re.sub("<[^>]+>", " ", inside).split()), unescape(address))
        for door in words if doors == "all" else doors.split():
            address = links[words[door]]
            assert address.startswith(DOORS[words[door]]), (name, door, address)
            opened = auditor.get(address)
            assert opened.status_code == 200
            if door == "looked":
                assert world.auditor in {entry.actor for entry, *_rest in opened.context["lines"]}, (name, address)
            if door == "knew":
                assert opened.context["lines"] or name == "evidence", (name, address)
            if door == "proof":
                form = opened.context["form"]
                assert form.initial["number"], (name, address)
        assert not any(each in officer.get(page).content.decode() for each in DOORS.values()), name
