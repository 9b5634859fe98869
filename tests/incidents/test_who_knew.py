"""Who knew what, and since when: each way as the record has it, and none that it does not have."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incidents.actions import (
    agencies,
    arrival,
    complaints,
    corrections,
    counter_questions,
    dissolution,
    evidence,
    people,
    replies,
    shares,
    translations,
    work,
)
from incidents.models import AccessEntry, AnswerFile, CaseEvent, User
from incidents.plain.complainants import Person
from incidents.record import access_log
from incidents.reports import ways_of_knowing, who_knew
from incidents.reports.facts_of_a_case import Facts, Wanted, key_of
from incidents.workflow import Role
from notifications import postroom
from tests.canary import legible, swept
from tests.typed_rows import one_of_each, paper_on_a_result
from tests.world import answer_request, fresh, make_request, says

MOST = 18  # queries of the report, whatever stands in the case
PAGE = "/jejak/pengetahuan/"


def told(world, case, about=None):
    """{(person's name or address, fact): [ways, the first first]}"""
    with translation.override("en"):
        lines = who_knew.Knowledge(case, world.auditor, Wanted(about)).lines
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
    assert found["surat@a.example", key(asked)] == [ways_of_knowing.SENT]
    assert ("surat@a.example", key(asked.incident)) not in found
    assert found[world.supervisor.name, key(asked)][0] == ways_of_knowing.DID


def test_who_opened_it_in_the_portal_took_a_copy_and_answered_is_told_in_that_order(world, asked, log_in):
    log_in(world.liaison_a).get(f"/permintaan/{asked.pk}/")
    access_log.log(AccessEntry.Kind.DOWNLOAD, None, asked.letter, actor=world.liaison_a)
    answer_request(world, asked, by=world.liaison_a)
    found = told(world, asked.incident)
    ways = [ways_of_knowing.OPENED, ways_of_knowing.DOWNLOADED, ways_of_knowing.ANSWERED]
    assert found[world.liaison_a.name, key(asked)] == ways
    [reply] = asked.responses.all()
    assert found[world.liaison_a.name, key(reply)] == [ways_of_knowing.ANSWERED]
    assert not [who for who, _fact in found if who == world.liaison_b.name]
    for each in AnswerFile.objects.all():
        assert key(each) in {fact for _who, fact in found}


def test_an_assertion_is_known_to_who_recorded_it_and_a_look_at_the_case_says_no_more_than_that(world, asked, log_in):
    piece = says(world, asked.incident)
    log_in(world.auditor).get(f"/insiden/{asked.incident}/")
    found = told(world, asked.incident)
    assert [who for who, fact in found if fact == key(piece)] == [world.officer.name]
    assert found[world.auditor.name, key(asked.incident)] == [ways_of_knowing.READ]


def test_what_was_shared_is_told_of_the_liaisons_of_its_body_and_of_who_opened_it(world, asked, log_in):
    share = shares.share(asked.incident, by=world.officer, agency=world.agency_b, text="Ringkas", tlp="amber")
    assert told(world, asked.incident)[world.liaison_b.name, key(share)] == [ways_of_knowing.SHARED]
    assert log_in(world.liaison_b).get(f"/dibagikan/{share.pk}/").status_code == 200
    found = told(world, asked.incident)
    assert found[world.liaison_b.name, key(share)] == [ways_of_knowing.SHARED, ways_of_knowing.OPENED]
    assert found[world.officer.name, key(share)] == [ways_of_knowing.DID]
    assert {who for who, fact in found if fact == key(share)} == {world.liaison_b.name, world.officer.name}
    assert bodies(world, asked.incident)[world.liaison_b.name, key(share)] == "Ins B"
    for person in ("", world.liaison_b.email):
        page = log_in(world.auditor).get(PAGE, {"case": str(asked.incident), "all": "1", "person": person})
        assert "Berbagi (Ins B)" in page.content.decode() and world.liaison_b.name in page.content.decode()


def test_who_answered_for_the_body_only_after_its_share_had_ended_is_not_told_of_it(world, asked):
    share = shares.share(asked.incident, by=world.officer, agency=world.agency_b, text="Ringkas", tlp="amber")
    shares.unshare(share, by=world.officer, reason="Salah instansi")
    post = people.Post(Role.LIAISON, agency=world.agency_b)
    people.appoint(post, by=world.administrator, email="baru@b.example", name="Baru")
    found = {who for who, fact in told(world, asked.incident) if fact == key(share)}
    assert found == {world.liaison_b.name, world.officer.name}


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


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        found = act()
    return found, len(captured)


def test_pages_of_facts_follow_each_other_and_together_are_what_is_printed(world, asked, log_in, monkeypatch):
    monkeypatch.setattr(who_knew, "SIZE", 3)
    answer_request(world, asked, by=world.liaison_a)
    for person in (world.officer, world.supervisor, world.auditor, world.liaison_a):
        access_log.log(AccessEntry.Kind.READ, None, says(world, asked.incident), actor=person)
    auditor, seen, facts, after = log_in(world.auditor), [], [], ""
    auditor.get(PAGE, {"case": str(asked.incident)})  # a look at the case: the first of the auditor's, and a line
    while True:
        answer = auditor.get(PAGE, {"case": str(asked.incident), "after": after})
        page = [line for line, _steps in answer.context["lines"]]
        assert len(answer.context["facts"]) <= 3 and "Semua dalam satu" in answer.content.decode()
        seen += [(line.place, line.person.body, line.steps) for line in page]
        facts += [place for place, _words in answer.context["facts"]]
        if not (after := answer.context["more"]):
            break
    whole = auditor.get(PAGE, {"case": str(asked.incident), "all": "1"})
    printed = [(line.place, line.person.body, line.steps) for line, _steps in whole.context["lines"]]
    assert printed == seen
    assert facts == [place for place, _words in whole.context["facts"]] and len(facts) == len(set(facts)) > 6
    assert timezone.now() > printed[0][2][0].at


def test_a_page_asks_as_little_of_many_facts_as_of_few_and_reads_no_more_of_them(world, asked):
    answer_request(world, asked, by=world.liaison_a)
    who_knew.Knowledge(asked.incident, world.auditor)  # who is asked for their roles once
    questions = [
        lambda: who_knew.Knowledge(asked.incident, world.auditor, size=8),
        lambda: who_knew.Knowledge(asked.incident, world.auditor, Wanted(after=key(asked)), size=4),
        lambda: who_knew.Knowledge(asked.incident, world.auditor, person="liaison", size=4),
    ]
    before = [queries_of(question) for question in questions]
    for n in range(12):
        says(world, asked.incident, amount=n + 1)
    after = [queries_of(question) for question in questions]
    assert [count for _found, count in before] == [count for _found, count in after]
    assert max(count for _found, count in after) <= MOST
    assert len(after[0][0].facts) == 8 and after[0][0].more


def test_whoever_is_asked_for_is_found_on_whatever_page_the_fact_would_stand(world, asked, log_in, monkeypatch):
    monkeypatch.setattr(who_knew, "SIZE", 2)
    with legible():
        swept(letters=False)
        postroom.make_letter(asked.letter.pk)
        swept(letters=False)
    answer_request(world, asked, by=world.liaison_a)
    for n in range(3):
        says(world, asked.incident, amount=n + 1)
    [reply] = asked.responses.all()
    access_log.log(AccessEntry.Kind.DOWNLOAD, None, asked.letter, actor=world.other_supervisor)
    whole = who_knew.Knowledge(asked.incident, world.auditor).lines
    for words in ("LIAISON A", "surat@a", world.other_supervisor.email, "officer"):
        own = [line.place for line in whole if words.lower() in line.person.name.lower()]
        found, after = [], ""
        while True:
            query = {"case": str(asked.incident), "person": words, "after": after}
            answer = log_in(world.auditor).get(PAGE, query)
            found += [line.place for line, _steps in answer.context["lines"]]
            if not (after := answer.context["more"]):
                break
        assert found == own and own, words
    facts = Facts(asked.incident, Wanted(people={world.liaison_a.pk: world.liaison_a.email}, words="liaison a"), None)
    assert key(reply) in facts.by_key and not [kind for kind, _key in facts.by_key if kind == "assertion"]


def test_one_fact_alone_is_shown_where_it_is_chosen(world, asked, log_in):
    piece = says(world, asked.incident)
    place = ":".join(key(piece))
    answer = log_in(world.auditor).get(PAGE, {"case": str(asked.incident), "fact": place})
    assert [line.fact.key for line, _steps in answer.context["lines"]] == [key(piece)] and key_of(place) == key(piece)
    assert [key_of(text) for text in ("x", "assertion:²", "letter:1", "assertion:" + "9" * 19)] == [None] * 4


def bodies(world, case):
    """{(name or address, fact): the body under which it stands}"""
    with translation.override("en"):
        lines = who_knew.Knowledge(case, world.auditor).lines
    return {(line.person.name.partition(" (")[0], line.fact.key): line.person.body for line in lines}


def end(world, agency, successor):
    day = timezone.localdate()
    dissolution.end_agency(fresh(agency), by=world.administrator, ended_on=day, successor=successor, reason="Perpres")


def mailed(row):
    with legible():
        swept(letters=False)
        postroom.make_letter(row.letter.pk)
        swept(letters=False)


def test_a_body_that_answers_and_an_administrator_who_ends_it_know_of_the_letter_and_not_of_its_case(world, asked):
    answer_request(world, asked, by=world.liaison_a, numbers=[1])
    case = fresh(asked.incident)
    work.restrict(case, by=world.officer, seen=case.version, reason="Saksi")
    end(world, world.agency_a, world.agency_b)
    found = told(world, asked.incident)
    assert (world.liaison_a.name, key(asked)) in found
    of_the_case = {who for who, fact in found if fact == key(asked.incident)}
    assert world.officer.name in of_the_case
    assert not of_the_case & {world.liaison_a.name, world.administrator.name}


def test_a_mail_stays_with_the_body_whose_the_letter_was_when_it_went(world, asked):
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="X", email="Surat.Resmi@A.example", valid_from=date(2020, 1, 1)
    )
    agencies.register_contact(
        world.agency_b, by=world.administrator, office="X", email="surat@a.example", valid_from=date(2020, 1, 1)
    )
    mailed(asked)
    for _turn in ("before its end", "after it"):
        found = bodies(world, asked.incident)
        assert {found["surat@a.example", key(asked)], found["surat.resmi@a.example", key(asked)]} == {"Ins A"}
        if world.agency_a.ended_on is None:
            end(world, world.agency_a, world.agency_b)
            world.agency_a.refresh_from_db()


def test_whoever_serves_two_bodies_answers_for_the_one_whose_letter_it_is(world, asked):
    second = people.Post(Role.LIAISON, agency=world.agency_b)
    people.appoint(second, by=world.administrator, email=world.liaison_a.email, name=world.liaison_a.name)
    answer_request(world, asked, by=User.objects.get(pk=world.liaison_a.pk))
    assert bodies(world, asked.incident)[world.liaison_a.name, key(asked)] == "Ins A"


def test_copies_of_translations_and_of_files_of_a_question_are_told(world, asked):
    question = counter_questions.ask_back(
        asked, by=world.liaison_a, seen=None, text="Data yang mana?", uploads=[SimpleUploadedFile("a.txt", b"isi")]
    )
    answer_request(world, asked, by=world.liaison_a)
    made = translations.translate(
        fresh(asked),
        by=world.officer,
        seen=None,
        response=asked.responses.get(),
        language="en",
        upload=SimpleUploadedFile("id.txt", b"isi", "text/plain"),
    )
    copies = (made, question.files.get())
    for copy in copies:
        access_log.log(AccessEntry.Kind.DOWNLOAD, None, copy, actor=world.liaison_a)
    found = told(world, asked.incident)
    assert all(found[world.liaison_a.name, key(copy)] == [ways_of_knowing.DOWNLOADED] for copy in copies)


def test_who_has_no_account_and_was_handed_sent_or_answered_a_letter_is_told_as_somebody_recorded_it(world, asked):
    """What was struck is said of nobody; put right, it is said of whom it names now."""
    by = {"by": world.officer, "seen": None}
    scan = evidence.attach(asked.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    for name in ("Keliru", "Agendaris"):
        handed = {"received_at": timezone.now(), "received_by": name, "evidence": scan}
        arrival.hand_deliver(fresh(asked), **by, **handed)
        if name == "Keliru":
            arrival.strike_delivery(fresh(asked), **by, reason="Salah")
    sent = {"channel": "courier", "said_by": "Kurir", "source": "Resi", "recipient": "Loket lama"}
    for row in (arrival.send_outside(fresh(asked), **by, **sent), arrival.send_outside(fresh(asked), **by, **sent)):
        corrections.revise(row, by=world.officer, seen=row.version, recipient="Loket baru", reason="Salah ketik")
    corrections.strike(fresh(row), by=world.officer, seen=fresh(row).version, reason="Dua kali")
    said = replies.Reply("Wati", "PPDP", "interim", "x", received_at=timezone.now(), channel="letter", document="B-1")
    replies.record_reply(fresh(asked), said, **by)
    found, reply = told(world, asked.incident), asked.responses.get()
    on_paper = {"Agendaris": "handed", "Loket baru": "sent_outside", "Wati": "answered_outside"}
    for name, way in on_paper.items():
        assert found[name, key(asked)] == [way] and bodies(world, asked.incident)[name, key(asked)] == "Ins A"
    assert found["Wati", key(reply)] == ["answered_outside"]
    assert not {"Keliru", "Loket lama"} & {name for name, _fact in found}
    for name in on_paper:
        lines = who_knew.Knowledge(asked.incident, world.auditor, person=name).lines
        assert {line.fact.key for line in lines} == {key(asked)} | ({key(reply)} if name == "Wati" else set())


def test_whatever_somebody_typed_into_a_case_is_something_that_they_know(world, an_incident, log_in):
    """Findings, meetings, commitments, sanctions; the letters and replies of an old file; what was said by telephone about a letter."""
    typed, by = one_of_each(world, an_incident), {"by": world.officer, "seen": None}
    names = {"temuan": "T-01", "sanksi": typed["sanksi"].measure, "komitmen": "Log server", "kegiatan": "Note"}
    with translation.override("en"):
        names |= {kind: str(typed[kind]) for kind in ("surat-arsip", "balasan-arsip")}
    for kind, name in names.items():
        row = typed[kind]
        with translation.override("en"):
            mine = [line for line in who_knew.Knowledge(row.incident, world.auditor).lines if line.fact.key == key(row)]
        assert [line.person.name.partition(" (")[0] for line in mine] == [world.officer.name], kind
        assert name in mine[0].fact.words and mine[0].steps[0].way == ways_of_knowing.DID, kind
    asked = typed["pengiriman"].letter.request
    call = arrival.telephone(fresh(asked), **by, outcome="reached", text="Sudah diterima")
    about = {fact for _who, fact in told(world, an_incident, about=key(asked))}
    assert key(call) in about and key(typed["kegiatan"]) not in about
    numbers = {f"{an_incident} {piece.label}": piece for piece in (typed["pernyataan"], typed["bukti"])}
    for number, piece in (numbers | {"S-78/2020": typed["balasan-arsip"].letter}).items():
        answer = log_in(world.auditor).get(PAGE, {"case": number})
        assert [place for place, _words in answer.context["facts"]] == [":".join(key(piece))], number
    mine = who_knew.Knowledge(an_incident, world.auditor, person=world.officer.email).facts
    assert {key(call), key(typed["temuan"])} <= mine.keys()


def test_what_followed_a_letter_is_called_by_what_it_is(world):
    paper = paper_on_a_result(world)
    with translation.override("en"):
        lines = who_knew.Knowledge(paper.incident, world.auditor).lines
    [said] = {line.fact.words for line in lines if line.fact.key == key(paper)}
    assert said == "Follow-up (Report on what was done)"


def test_a_mail_about_what_a_letter_of_the_case_asks_for_told_of_that_letter_and_not_of_the_case(world):
    paper = paper_on_a_result(world)
    letter, case = paper.case_letter, paper.incident
    point = letter.demands.get()
    with legible():
        swept(letters=False)
        postroom.make_letter(letter.letter.pk)
        swept(letters=False)
        over = point.due_at + timedelta(minutes=1)
        postroom.write_receipts(over)
        postroom.deliver_messages(over)
    work.keep(fresh(point), by=world.officer, seen=fresh(point).version, at=over + timedelta(minutes=1))
    assert CaseEvent.objects.filter(subject_type="commitment", details__recipient="surat@a.example").exists()
    for about in (None, key(letter)):
        found = told(world, case, about=about)
        assert ways_of_knowing.SENT in found["surat@a.example", key(letter)]
        assert ("surat@a.example", key(case)) not in found
        assert ways_of_knowing.DID in found[world.officer.name, key(letter)]
