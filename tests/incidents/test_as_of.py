"""A case as it stood: against snapshots of a random life, and without anything of today in it."""

import os
import random
import re
from datetime import date, timedelta

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from incidents.actions import (
    agencies,
    cases,
    clarifications,
    complaints,
    deadlines,
    follow_ups,
    replies,
    work,
)
from incidents.forms import Moment
from incidents.models import (
    AccessEntry,
    CaseEvent,
    ClarificationRequest,
    Deadline,
    Incident,
    Involvement,
    Letter,
    Sending,
)
from incidents.models.record import HistoryRow
from incidents.record import as_of, clocks_then, parts_of_a_case, trail
from incidents.record.names_then import bodies_at
from incidents.views import as_of as page_of
from incidents.workflow import Action
from notifications.models import Message
from notifications.postroom import after_sending, bounces, outcomes, receipts
from tests import plain_state, removed
from tests.life_of_a_case import CLOSED, DEEDS, MERGED, OF_LETTERS, WHO, Life
from tests.moves import lay_notes
from tests.one_of_everything import (
    objects,  # noqa: F401  (a fixture)
    recommended,
)
from tests.world import (
    answer_request,
    draft_request,
    fresh,
    issue_request,
    make_incident,
    make_request,
    says,
)

EVERYTHING = 100_000  # things of one page


def columns(row, of):
    return {column.attname: getattr(row, column.attname) for column in of._meta.concrete_fields}


def state_at(case, at):
    """All that stood at an instant, on a page of any length."""
    return as_of.page(case, at, size=EVERYTHING).state


def pages_of(case, at, size):
    """All pages of an instant, as one goes on from each to the next."""
    found = [as_of.page(case, at, size=size)]
    while mark := found[-1].after:
        found.append(as_of.page(case, at, after=mark, size=size))
    return found


def rows_on(pages):
    """(table, history key) of all that stands on these pages, in its order."""
    return [(model, row.pk) for page in pages for model, rows in page.state.items() for row in rows]


def requests_at(case, at):
    return state_at(case, at)[ClarificationRequest]


def rebuilt(state):
    """{table: {key: columns}} as the page of a past instant has it."""
    return {model: {row.instance.pk: columns(row, model) for row in rows} for model, rows in state.items()}


def living(case):
    """The same, of the rows as they stand in the database now: what the page must say of this instant ever after."""
    paths = {"id": "pk", "request": "request__incident", "response": "response__request__incident"}
    paths |= {
        "answer": "answer__response__request__incident",
        "counter_question": "counter_question__request__incident",
    }
    paths |= {how: f"{how}__incident" for how in ("assertion", "follow_up", "share", "complaint")}
    found = {
        model: {row.pk: columns(row, model) for row in model._base_manager.filter(**{paths.get(how, how): case.pk})}
        for model, how in as_of.SHOWN
    }
    for model, other in parts_of_a_case.BETWEEN_TWO.items():
        found[model] |= {row.pk: columns(row, model) for row in model._base_manager.filter(**{other: case.pk})}
    to_people = Letter._base_manager.filter(complaint_answer__complaint__incident=case.pk)
    found[Letter] |= {row.pk: columns(row, Letter) for row in to_people}
    return found


# What such a life must have changed more than once, or its snapshots prove nothing of it: how grave the case was, whose, who might know
# of it, whether it was over; dues, recipients, letters.
LIVED_THROUGH = (
    (Incident, "severity"),
    (Incident, "owner_id"),
    (Incident, "restricted"),
    (Incident, "status"),
    (Deadline, "due_at"),
    (ClarificationRequest, "mail_to"),
    (ClarificationRequest, "status"),
    (Sending, "recipient"),
    (Letter, "content_digest"),
    (Letter, "unsigned_id"),
)


def a_random_life(world, dice, look):
    """What `look` saw of a case after each act of a random life, with its instant, and the acts."""
    life, kept = Life(world, dice), []
    early, late = dice.sample([CLOSED, ()], k=2)
    turns = [*MERGED, *dice.sample(DEEDS, k=len(DEEDS)), *early, *OF_LETTERS, *dice.sample(DEEDS, k=9), *late]
    for life.n, turn in enumerate(turns, 1):
        getattr(life, turn)()
        at = timezone.now()
        kept.append((at, look(life.case, at)))
    return life.case, kept, turns


def test_every_instant_of_a_random_life_is_rebuilt_as_it_stood(world, log_in):
    """Its rows, its pages to their last part, and what the tables and the pages of then said (below)."""
    auditor = log_in(world.auditor)
    looker = plain_state.Looker(auditor)

    def look(case, at):
        return living(case), plain_state.mains_of_the_past(auditor, case, at), looker(case, at)

    case, kept, turns = a_random_life(world, random.Random(20261127), look)
    for model, column in LIVED_THROUGH:
        seen = {str({key: row[column] for key, row in rows[model].items()}) for _at, (rows, *_rest) in kept}
        assert len(seen) > (1 if model is Incident else 2), (model, column, "hardly changed in this life", turns)
    mains = {}
    for n, (at, (rows, then, _stood)) in enumerate(kept):
        assert rebuilt(state_at(case, at)) == rows, turns[: n + 1]
        mains[at] = plain_state.mains_of_the_past(auditor, case, at)
        assert mains[at] == then, turns[: n + 1]
    _says_what_stood([(at, stood) for at, (_rows, _page, stood) in kept], mains, turns, 20261127)
    pages = pages_of(case, at, 7)
    assert rows_on(pages) == rows_on([as_of.page(case, at, size=EVERYTHING)]) and len(pages) > 5
    back = [pages[-1]]
    while mark := back[0].before:
        back.insert(0, as_of.page(case, at, before=mark, size=7))
    assert rows_on(back) == rows_on(pages) and all(len(rows_on([page])) <= 7 for page in back)


def seeds():
    """That which every run tries beside the life above; AS_OF_SEED names another, or is `random` for one that none tried before."""
    given = os.environ.get("AS_OF_SEED")
    if given == "random":
        return [random.SystemRandom().randrange(10**9)]
    return [int(given or 7)]


def _says_what_stood(kept, mains, turns, seed):
    """Against what does not read history: plain SQL of the tables, and the pages of the case, both as they were at the instant."""
    ever = set().union(*(state.dues for _at, state in kept))
    for n, (at, state) in enumerate(kept):
        place = f"AS_OF_SEED={seed}: {turns[: n + 1]}"
        page = plain_state.told(mains[at])
        assert page.things == state.things, place
        assert page.marks == state.marks, place
        assert state.marks_on_pages <= page.marks, place
        assert {due for due in ever if due in page.text} == state.dues, place
        assert page.clocks == state.clocks, place
        assert page.addresses == state.addresses, place
        assert plain_state.COMPLAINED not in page.text, "who complained is locked"
    assert len(kept[-1][1].things) > 12, ("this life was poor", turns)
    fates = {words for _at, state in kept for _letter, _address, words in state.addresses}
    assert len(fates) > 2, ("no letter went far in this life", turns)
    assert len(set().union(*(state.marks_on_pages for _at, state in kept))) > 5, "pages say what was typed"


def test_the_page_of_each_instant_says_what_the_tables_and_the_pages_of_then_said(world, log_in):
    auditor = log_in(world.auditor)
    for seed in seeds():
        case, kept, turns = a_random_life(world, random.Random(seed), plain_state.Looker(auditor))
        mains = {at: plain_state.mains_of_the_past(auditor, case, at) for at, _state in kept}
        _says_what_stood(kept, mains, turns, seed)


def test_to_whom_a_letter_went_and_what_had_become_of_its_mail_is_shown_as_of_each_instant(world, an_incident, log_in):
    def told(at):
        rows = log_in(world.auditor).get(f"/insiden/{an_incident}/pada/", {"at": at.isoformat()}).context["addresses"]
        return [(row.address, [mail.became for mail in row.mails]) for row in rows]

    request = draft_request(world, an_incident)
    drafted = timezone.now()
    request = clarifications.submit(request, by=world.officer, seen=request.version)
    request = issue_request(world, request)
    assert not request.mail_to
    issued = timezone.now()
    receipts.write_receipts(timezone.now())
    written = timezone.now()
    [mail] = Message.objects.filter(request=request, audience="agency")
    outcomes.settle([outcomes.Outcome(mail, Action.SEND_MESSAGE, "sent")], timezone.now())
    sent = timezone.now()
    late = {"office": "X", "email": "lain@a.example", "valid_from": date(2020, 1, 1)}
    agencies.register_contact(world.agency_a, by=world.administrator, **late)
    found = bounces.Returned(bounces.Verdict.BOUNCED, (mail.mail_id,), (mail.recipient,), "5.1.1", "no user")
    after_sending.note_returned(found, timezone.now())
    assert told(drafted) == [("surat@a.example", [])]
    assert told(issued) == []
    assert told(written) == [("surat@a.example", ["menunggu dikirim dengan surel"])]
    assert told(sent) == [("surat@a.example", ["dikirim dengan surel"])]
    assert told(timezone.now()) == [("surat@a.example", ["kembali"])]
    case = fresh(an_incident)
    work.restrict(case, by=world.officer, seen=case.version, reason="Saksi")
    page = log_in(world.other_supervisor).get(f"/insiden/{an_incident}/pada/", {"at": sent.isoformat()})
    assert page.status_code == 404 and "surat@a.example" not in page.content.decode()


def test_a_case_of_thousands_of_notes_stands_on_pages_that_ask_and_hold_no_more_than_those_of_a_small_one(
    world, log_in
):
    def asked(**place):
        with CaptureQueriesContext(connection) as queries:
            page = auditor.get(f"/insiden/{case}/pada/", {"at": at.isoformat(), **place})
        return page, len(queries)

    case, auditor = make_incident(world), log_in(world.auditor)
    for _copy in range(2):
        make_request(world, "open", incident=case)
    cases.note(case, by=world.officer, text="Catatan pertama")
    at = timezone.now()
    asked()
    _page, few = asked()
    lay_notes(case, world.officer, 3_000)
    at, seen, place, marks = timezone.now(), [], {}, set()
    while True:
        page, many = asked(**place)
        pieces = [piece for section in page.context["sections"] for piece in section.pieces]
        assert len(pieces) <= as_of.SIZE and many <= few, (place, few)
        seen += pieces
        assert page.content.decode().count("<article") == len(pieces)
        if not (mark := page.context["page"].after):
            break
        assert f"after={mark}" in page.content.decode() and mark not in marks, mark
        marks.add(mark)
        place = {"after": str(mark)}
    texts = [words for piece in seen for _name, words in piece.facts if words.startswith("Catatan nomor ")]
    assert texts == [f"Catatan nomor {n}" for n in range(3_000)]
    assert seen == [
        each
        for section in as_of.in_words(state_at(case, at), at, world.auditor, bodies_at(at))
        for each in section.pieces
    ]


# Questions of a page on which something of every kind stands: one for each table that holds it, and few for what it names.
MOST_AS_OF, MOST_COMPARED = 66, 76


# Kinds of which that case has none: what came of a request is asked of random lives, what is typed of past cases by their own tests.
NOT_ON_IT = {
    *("SeverityRating", "ExposedCategory", "Figure", "Assessment", "Finding", "Removal"),
    *("ActorPart", "ActorContact", "ActorDismissal", "PastLetter", "PastReply"),
    *("ExtensionRequest", "CounterQuestion", "CounterQuestionFile", "OutsideWord", "Sending"),
}


def test_a_case_in_which_everything_stands_is_shown_and_compared_with_as_few_questions_however_much_it_is(
    world,
    log_in,
    objects,  # noqa: F811
):
    case, auditor = objects["own"]["incident"], log_in(world.auditor)

    def asked(address, **query):
        with CaptureQueriesContext(connection) as queries:
            assert auditor.get(address, query).context["incident" if "pada" in address else "compared"]
        return sum(each["sql"].lstrip("(").startswith("SELECT") for each in queries.captured_queries)

    def both():
        acts = CaseEvent.objects.filter(incident=case).order_by("recorded_at")
        ends = {"from": acts.first().pk, "to": acts.last().pk}
        return asked(f"/insiden/{case}/pada/"), asked(f"/jejak/versi/incident/{case.pk}/", **ends)

    both()
    few, then, stood = both(), timezone.now(), living(case)
    assert {kind.__name__ for kind, rows in stood.items() if not rows} == NOT_ON_IT, "of every other kind one"
    for _copy in range(2):
        make_request(world, "open", incident=case)
        says(world, case)
        recommended(world, case, world.agency_a, world.liaison_a)
    many = both()
    assert many <= few and many[0] <= MOST_AS_OF and many[1] <= MOST_COMPARED, (few, many)
    assert rebuilt(state_at(case, then)) == stood != living(case), "also the kinds that no random life brings forth"


def test_a_place_that_is_none_or_beyond_the_end_leads_to_the_first_page(world, an_incident, log_in):
    auditor, address = log_in(world.auditor), f"/insiden/{an_incident}/pada/"
    for place in (
        "",
        "x",
        "activity",
        "activity:",
        "activity:-1:2",
        "agency:1",
        "commitment:999999999999999999",
        "x:²",
    ):
        page = auditor.get(address, {"after": place})
        assert page.status_code == 200 and page.context["sections"] and not page.context["page"].before, place
    assert auditor.get(address, {"before": "incident:1"}).context["sections"]


def test_every_thing_of_a_case_is_shown_and_nothing_left_out():
    found = set()
    for model in apps.get_models():
        if issubclass(model, HistoryRow):
            tracked = model.instance_type
            targets = {column.related_model for column in tracked._meta.concrete_fields}
            if targets & {Incident, *(shown for shown, _how in as_of.SHOWN if shown is not Incident)}:
                found.add(tracked._meta.model_name)
    # what a complainant sent is read on their sheet alone, each look noted (decision 109)
    assert found - {"sheetfile"} == {model._meta.model_name for model, _how in as_of.SHOWN}


def test_a_complaint_that_is_behind_a_restricted_case_by_now_is_told_to_nobody_who_may_not_know_of_that_one(
    world, log_in
):
    case, secret = make_incident(world), make_incident(world)
    facts = {"way": "phone", "text": "Kata pengadu", "incident": case}
    complaint = complaints.enter(by=world.officer, person=WHO, **facts)
    answer = complaints.draft_answer(complaint, by=world.officer, text="Kata kementerian")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    at, address = timezone.now(), f"/insiden/{case}/pada/"
    supervisor, auditor = log_in(world.other_supervisor), log_in(world.auditor)
    said = ("Kata pengadu", "Kata kementerian", "Jawaban atas Pengaduan", str(complaint))
    for browser in (supervisor, auditor):
        page = browser.get(address, {"at": at.isoformat()}).content.decode()
        assert all(words in page for words in said) and WHO.name not in page
    complaints.link(fresh(complaint), by=world.officer, seen=fresh(complaint).version, incident=secret, reason="Lain")
    work.restrict(secret, by=world.officer, seen=fresh(secret).version, reason="Rahasia")
    now = supervisor.get(address, {"at": at.isoformat()}).content.decode()
    assert not [words for words in said if words in now], "not behind this case, nor any that they may know of"
    assert all(words in auditor.get(address, {"at": at.isoformat()}).content.decode() for words in said)
    assert not [words for words in said if words in auditor.get(address).content.decode()], "today it is elsewhere"


def test_a_removal_stands_in_its_case_since_it_was_proposed_and_says_where_in_words(world, log_in):
    case = removed.closed(world, removed.planted(world))
    before, auditor = timezone.now(), log_in(world.auditor)
    proposal = removed.proposed(world, case, "text", "activity")
    after = timezone.now()
    pages = [
        auditor.get(f"/insiden/{case}/pada/", {"at": at.isoformat()}).content.decode().partition("</form>")[2]
        for at in (before, after)
    ]
    assert [str(proposal) in page for page in pages] == [False, True]
    assert proposal.what in pages[1] and proposal.scope not in pages[1]


def test_no_two_things_of_a_page_are_called_alike(world, log_in):
    case = make_incident(world)
    row = make_request(world, "open", incident=case)
    for hours in (1, 2):
        due = fresh(row).present_due + timedelta(hours=hours)
        deadlines.extend(fresh(row), by=world.supervisor, seen=fresh(row).version, reason="Uji", due_at=due)
    for n in range(3):
        cases.note(case, by=world.officer, text=f"Catatan {n}")
    page = log_in(world.auditor).get(f"/insiden/{case}/pada/").content.decode()
    headings = [plain_state.text_of(found) for found in re.findall(r"<h3[^>]*>(.*?)</h3>", page, re.S)]
    assert len(headings) == len(set(headings)) > 8, headings


def test_a_body_and_its_part_are_called_as_they_were_called_then(world, log_in):
    case = make_incident(world)
    at = timezone.now()
    names = {"name": "Nama Baru", "short_name": "Baru", "head_office": "Kepala", "valid_from": date(2020, 6, 1)}
    agencies.rename_agency(world.agency_a, by=world.administrator, **names)
    part = Involvement.objects.get(incident=case, agency=world.agency_a)
    cases.amend_involvement(part, by=world.officer, seen=part.version, reason="Uji", holds="Salinan sesudahnya")
    page = log_in(world.auditor).get(f"/insiden/{case}/pada/", {"at": at.isoformat()}).content.decode()
    main = page.partition("<main")[2]
    assert "Ins A" in main and "Baru" not in main and "Salinan sesudahnya" not in main
    now = log_in(world.auditor).get(f"/insiden/{case}/pada/").content.decode()
    assert "Baru" in now and "Salinan sesudahnya" in now


def test_the_page_steps_from_act_to_act_and_each_look_is_recorded(world, an_incident, log_in):
    cases.note(an_incident, by=world.officer, text="Catatan terakhir")
    events = list(CaseEvent.objects.filter(incident=an_incident).order_by("recorded_at"))
    auditor, address, seen = log_in(world.auditor), f"/insiden/{an_incident}/pada/", []
    answer = auditor.get(address, {"at": events[0].recorded_at.isoformat()})
    while step := answer.context["steps"].next:
        seen.append(answer.context["steps"].last)
        answer = auditor.get(address, {"at": step.recorded_at.isoformat()})
        assert f"/jejak/peristiwa/{step.pk}/" in answer.content.decode()
    assert [*seen, answer.context["steps"].last] == events
    looks = AccessEntry.objects.of(an_incident).filter(actor=world.auditor, kind="read", path__startswith=address)
    assert [look.asked["at"] for look in looks] == [event.recorded_at.isoformat() for event in events]


OPTION = re.compile(r'<option value="([^"]+)"( selected)?>')


def test_each_instant_of_the_case_may_be_chosen_and_is_the_one_then_shown(world, an_incident, log_in):
    for text in ("Catatan", "Catatan terakhir"):
        cases.note(an_incident, by=world.officer, text=text)
    events = list(CaseEvent.objects.filter(incident=an_incident).order_by("recorded_at"))
    auditor, address = log_in(world.auditor), f"/insiden/{an_incident}/pada/"
    for event in events:
        page = auditor.get(address, {"at": event.recorded_at.isoformat()})
        offered = OPTION.findall(page.content.decode().partition("</select>")[0])
        assert [at for at, _chosen in offered] == [each.recorded_at.isoformat() for each in events]
        assert [at for at, chosen in offered if chosen] == [event.recorded_at.isoformat()]
        assert page.context["steps"].last == event


def test_one_steps_back_to_the_first_instant_and_a_long_life_offers_what_is_near(
    world, an_incident, log_in, monkeypatch
):
    for n in range(3):
        cases.note(an_incident, by=world.officer, text=f"Catatan {n}")
    instants = [event.recorded_at for event in CaseEvent.objects.filter(incident=an_incident).order_by("recorded_at")]
    auditor, address, seen = log_in(world.auditor), f"/insiden/{an_incident}/pada/", []
    event = auditor.get(address).context["steps"].last
    while event:
        seen.append(event.recorded_at)
        event = auditor.get(address, {"at": event.recorded_at.isoformat()}).context["steps"].previous
    assert seen == instants[::-1]
    assert "Saat-saat yang terdekat" not in auditor.get(address).content.decode()
    monkeypatch.setattr(page_of, "NEARBY", 2)
    page = auditor.get(address, {"at": instants[-2].isoformat()})
    steps = page.context["steps"]
    assert [stop.recorded_at for stop in steps.stops] == instants[
        -3:
    ] and "Saat-saat yang terdekat" in page.content.decode()
    assert (steps.first.recorded_at, steps.newest.recorded_at) == (instants[0], instants[-1])


def test_an_instant_before_the_case_one_to_come_and_none_are_answered_in_words(world, an_incident, log_in):
    auditor, address = log_in(world.auditor), f"/insiden/{an_incident}/pada/"
    for typed, words in (
        ("1 Januari 2020 12.00", "Belum ada apa pun dari kasus ini yang dicatat"),
        ("1 Januari 2090 12.00", "Saat ini belum tiba"),
        ("kemarin", "bukan hari"),
    ):
        page = auditor.get(address, {"at": typed})
        assert page.status_code == 200 and words in page.content.decode(), typed
        assert not page.context["sections"]


def test_the_instant_that_a_page_shows_brings_back_what_it_shows(world, an_incident, log_in):
    """Sent back untouched, and typed to the minute as the trail has it."""
    event = CaseEvent.objects.filter(incident=an_incident).latest("recorded_at")
    auditor, address = log_in(world.auditor), f"/insiden/{an_incident}/pada/"
    shown = auditor.get(address, {"at": event.recorded_at.isoformat()}).context["typed"]
    to_the_minute = Moment().prepare_value(event.recorded_at.replace(second=0, microsecond=0))
    for typed in (shown, to_the_minute):
        assert auditor.get(address, {"at": typed}).context["steps"].last == event, typed


def test_whoever_may_not_know_of_the_case_does_not_see_its_past(world, an_incident, log_in):
    work.restrict(an_incident, by=world.officer, seen=an_incident.version, reason="Rahasia")
    address = f"/insiden/{an_incident}/pada/"
    assert log_in(world.other_supervisor).get(address).status_code == 404
    assert log_in(world.auditor).get(address).status_code == 200


def test_an_open_request_says_how_long_it_had_then(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    due = clarification.present_due
    with translation.override("id"):
        for at, late in ((due - timedelta(hours=1), False), (due + timedelta(hours=1), True)):
            [clock] = clocks_then.clocks_then(requests_at(clarification.incident, at), at, bodies_at(at))
            assert (clock.runs, clock.late, clock.span) == (True, late, timedelta(hours=1))


def test_the_clock_of_a_past_instant_is_the_one_that_the_case_showed_at_it(world):
    """Answered in part and returned, so that two dues run at once; more time given after a due; answered in full."""
    issued = timezone.now() - timedelta(hours=80)
    row, officer = make_request(world, "open", issued_at=issued), world.officer
    answer_request(world, row, numbers=[1], at=issued + timedelta(hours=10))
    _agrees(row, issued + timedelta(hours=15))
    row = fresh(row)
    more, back = {"reason": "Kurang", "due_at": issued + timedelta(hours=90)}, {row.questions.get(number=1): "Kurang"}
    again = {"questions": back, "at": issued + timedelta(hours=20)}
    row = replies.send_again(row, by=officer, seen=row.version, **more, **again)
    due = issued.replace(microsecond=0) + timedelta(hours=72)
    for at in (due - timedelta(hours=1), due, due + timedelta(seconds=0.9), due + timedelta(seconds=1)):
        late = at >= due + timedelta(seconds=1)
        assert _agrees(row, at) == (due, late), "the other due runs on, and is not the one that comes first"
    more["due_at"], more["at"] = issued + timedelta(hours=100), issued + timedelta(hours=75)
    row = deadlines.extend(fresh(row), by=world.supervisor, seen=None, **more)
    for hours in (76, 79, 90.5, 101):
        _agrees(row, issued + timedelta(hours=hours))
    answer_request(world, row)
    assert not _agrees(row, timezone.now())[1]


def _agrees(row, at):
    """(due, late) of a request as the page of a past instant has it, when it is what the page of then had."""
    now = ClarificationRequest.objects.get(pk=row.pk).clock(at)
    [then] = clocks_then.clocks_then(requests_at(row.incident, at), at, bodies_at(at))
    assert (then.due_at, then.late, then.runs) == (now.due_at, now.state == "lewat", now.running)
    assert then.span == (now.span if now.running else None)
    return then.due_at, then.late


def test_a_past_that_was_entered_later_names_its_bodies_by_the_first_name_there_is(world):
    long_ago = timezone.now() - timedelta(days=900)
    case = make_incident(world, at=long_ago, seen_at=long_ago)
    at = long_ago + timedelta(minutes=1)
    words = str(as_of.in_words(state_at(case, at), at, world.auditor, bodies_at(at)))
    assert "Ins A" in words and "Ins B" in words


def test_what_the_ministry_said_after_a_letter_stands_there_as_its_own_word_and_nobody_signed_it(world):
    letter = recommended(world, make_incident(world), world.agency_a, world.liaison_a)["result"]
    follow_ups.ask_more(fresh(letter), by=world.officer, seen=None, reason="Bukti belum ada")
    at = timezone.now()
    with translation.override("id"):
        sections = as_of.in_words(state_at(letter.incident, at), at, world.officer, bodies_at(at))
        pieces = [piece for section in sections for piece in section.pieces if piece.table == "Tindak lanjut"]
        theirs, ours = pieces
        assert (theirs.name, ours.name) == ("Laporan tindak lanjut", "Diminta melengkapi")
        names = dict(ours.facts)
        assert not {"Jalur", "Diterima", "Dicatat oleh"} & names.keys()
        assert names["Dinyatakan oleh"] == world.officer.name and names["Kepada"] == "Ins A" and "Dinyatakan" in names
        assert {"Jalur", "Diterima"} <= dict(theirs.facts).keys()
        event = CaseEvent.objects.get(action="ask_more")
        [entry] = trail.entries([event], world.officer)
        [said] = [each for each in entry.objects if each.table == "Tindak lanjut"]
        assert not {"Jalur", "Diterima"} & {change.label for change in said.changes} and said.label == ours.name


def test_to_whom_a_letter_went_rests_on_what_was_sealed_whatever_somebody_does_to_the_outbox(
    world, an_incident, log_in
):
    """Of mails that left, failed and came back; one that still waits is read of the outbox, and said to be."""
    dua = {"office": "Kedua", "email": "dua@a.example", "valid_from": date(2020, 1, 1)}
    agencies.register_contact(world.agency_a, by=world.administrator, **dua)
    request = make_request(world, "open", incident=an_incident)
    receipts.write_receipts(timezone.now())
    first, second = Message.objects.filter(request=request, audience="agency").order_by("-recipient")
    outcomes.settle([outcomes.Outcome(first, Action.SEND_MESSAGE, "sent")], timezone.now())
    rows = Message.objects.filter(request=request)

    def told(at):
        page = log_in(world.auditor).get(f"/insiden/{an_incident}/pada/", {"at": at.isoformat()})
        found = [(row.address, [mail.became for mail in row.mails]) for row in page.context["addresses"]]
        return found, page.content.decode().count("menurut kotak keluar, yang tidak disegel")

    at, waits, mailed = timezone.now(), "menunggu dikirim dengan surel", "dikirim dengan surel"
    assert told(at) == ([("dua@a.example", [waits]), ("surat@a.example", [mailed])], 1)
    outcomes.settle([outcomes.Outcome(second, Action.SEND_MESSAGE, "sent")], at + timedelta(microseconds=1))
    assert told(at)[0][0] == ("dua@a.example", [waits]), "it did, then"
    both = [("dua@a.example", [mailed]), ("surat@a.example", [mailed])]
    assert told(timezone.now()) == (both, 0)
    rows.filter(pk=first.pk).update(recipient="lain@x.example")
    assert told(timezone.now()) == (both, 0)
    rows.delete()
    assert told(timezone.now()) == (both, 0)
