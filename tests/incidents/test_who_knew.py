"""Who knew what, and since when: each way as the record has it, and none that it does not have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incidents.actions import complaints, work
from incidents.models import AccessEntry, AnswerFile
from incidents.plain.complainants import Person
from incidents.record import access_log
from incidents.reports import who_knew
from notifications import postroom
from tests.canary import legible, swept
from tests.world import answer_request, fresh, make_request, says

MOST = 15  # queries of the report, whatever stands in the case
PAGE = "/jejak/pengetahuan/"


def told(world, case, about=None):
    """{(person's name or address, fact): [ways, the first first]}"""
    with translation.override("en"):
        lines = who_knew.Knowledge(case, world.auditor, about).lines
    return {(line.person.name.partition(" (")[0], line.fact.key): [step.way for step in line.steps] for line in lines}


def key(thing):
    return (thing._meta.model_name, str(thing.pk))


@pytest.fixture
def asked(world, an_incident):
    return make_request(world, "open", incident=an_incident)


def test_a_mail_that_a_server_took_is_told_and_nothing_more(world, asked):
    with legible():
        swept(letters=False)
        postroom.make_letter(asked.letter.pk)
        swept(letters=False)
    found = told(world, asked.incident)
    assert found["surat@a.example", key(asked)] == [who_knew.SENT]
    assert ("surat@a.example", key(asked.incident)) not in found
    assert found[world.supervisor.name, key(asked)][0] == who_knew.DID


def test_who_opened_it_in_the_portal_took_a_copy_and_answered_is_told_in_that_order(world, asked, log_in):
    log_in(world.liaison_a).get(f"/permintaan/{asked.pk}/")
    access_log.log(AccessEntry.Kind.DOWNLOAD, None, asked.letter, actor=world.liaison_a)
    answer_request(world, asked, by=world.liaison_a)
    found = told(world, asked.incident)
    ways = [who_knew.OPENED, who_knew.DOWNLOADED, who_knew.ANSWERED]
    assert found[world.liaison_a.name, key(asked)] == ways
    [reply] = asked.responses.all()
    assert found[world.liaison_a.name, key(reply)] == [who_knew.ANSWERED]
    assert not [who for who, _fact in found if who == world.liaison_b.name]
    for each in AnswerFile.objects.all():
        assert key(each) in {fact for _who, fact in found}


def test_an_assertion_is_known_to_who_recorded_it_and_a_look_at_the_case_says_no_more_than_that(world, asked, log_in):
    piece = says(world, asked.incident)
    log_in(world.auditor).get(f"/insiden/{asked.incident}/")
    found = told(world, asked.incident)
    assert [who for who, fact in found if fact == key(piece)] == [world.officer.name]
    assert found[world.auditor.name, key(asked.incident)] == [who_knew.READ]


def test_of_one_letter_only_what_is_about_it_is_told(world, asked):
    other = make_request(world, "answered", incident=asked.incident, agency=world.agency_b)
    about = {fact for _who, fact in told(world, asked.incident, about=key(other))}
    assert key(other) in about and key(asked) not in about and key(asked.incident) not in about
    assert key(other.responses.get()) in about


def test_no_complainant_and_no_complaint_stands_there(world, asked, log_in):
    who = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="", post="")
    complaint = complaints.enter(
        by=world.officer, person=who, way="phone", text="Data saya dipakai", incident=asked.incident
    )
    log_in(world.officer).get(f"/pengaduan/{complaint.pk}/lembar/")
    with legible():
        swept()
    assert "complaint" not in {kind for _who, (kind, _key) in told(world, asked.incident)}
    page = log_in(world.auditor).get(PAGE, {"case": str(asked.incident)}).content.decode()
    assert "Sri" not in page and "sri.w" not in page and complaint.reference not in page


def test_only_an_auditor_asks_restricted_cases_too_and_each_look_is_recorded(world, asked, log_in):
    case = fresh(asked.incident)
    work.restrict(case, by=world.officer, seen=case.version, reason="Saksi")
    assert log_in(world.supervisor).get(PAGE).status_code == 403
    answer = log_in(world.auditor).get(PAGE, {"case": str(case), "person": "officer"})
    assert {line.person.name.partition(" (")[0] for line, _steps in answer.context["lines"]} == {world.officer.name}
    assert AccessEntry.objects.of(case).last().asked == {"case": str(case), "person": "officer"}


@pytest.mark.parametrize("typed", ["case=INS-1999-0001", "case=INS-", "case=%C2%B2&fact=x&after=y", "", "case=PGD"])
def test_an_address_that_names_no_one_case_is_answered_in_words(world, asked, log_in, typed):
    answer = log_in(world.auditor).get(f"{PAGE}?{typed}")
    assert answer.status_code == 200


def test_pages_follow_each_other_and_ask_as_little_of_many_as_of_few(world, asked, log_in, monkeypatch):
    monkeypatch.setattr(who_knew, "SIZE", 4)
    queries = []
    who_knew.Knowledge(asked.incident, world.auditor)  # who is asked for their roles once
    for _size in range(2):
        for person in (world.officer, world.supervisor, world.auditor, world.liaison_a):
            access_log.log(AccessEntry.Kind.READ, None, says(world, asked.incident), actor=person)
        with CaptureQueriesContext(connection) as captured:
            lines = who_knew.Knowledge(asked.incident, world.auditor).lines
        queries.append(len(captured))
    assert queries[0] == queries[1] <= MOST, queries
    auditor, seen, after = log_in(world.auditor), [], ""
    while True:
        answer = auditor.get(PAGE, {"case": str(asked.incident), "after": after})
        seen += [line.place for line, _steps in answer.context["lines"]]
        if not (after := answer.context["more"]):
            break
    assert len(seen) == len(set(seen)) >= len(lines)
    assert timezone.now() > lines[0].steps[0].at
