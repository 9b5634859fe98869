"""The auditor's stream: each mail in the line of what it told of, every filter, the same cost at any size."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from incidents.actions import cases, deadlines, doubles, follow_ups
from incidents.actions import work as case_work
from incidents.models import CaseEvent
from incidents.plain import dates, spans
from incidents.record import dues, field_changes, keyset, page_candidates, stream
from incidents.record.about_bodies import About
from incidents.workflow import Action
from notifications.models import Message
from notifications.postroom import outcomes
from notifications.postroom.outcomes import Outcome
from tests.notifications.conftest import drawn_letters  # noqa: F401  (a fixture)
from tests.notifications.conftest import work as round_of_work
from tests.states import step
from tests.typed_rows import paper_on_a_result, past_case, past_letter
from tests.world import duty, fresh, make_request

MOST = 15  # questions that a page may ask the database


QUERIES = ("", "field=Judul&by=people", "agency=a&start=1-1-2026", "legal=1&actor=Officer&action=issue")


def asked_by(browser, query):
    """How many questions the page of the trail asks, beside those that keep the session."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/jejak/?{query}").status_code == 200
    return sum(query["sql"].lstrip("(").startswith("SELECT") for query in queries.captured_queries)


def lines_of(user, **question):
    return stream.page(stream.Question(**question), user).lines


def walked_both_ways(question, user):
    """The keys of all that answers it, as pages of two lines show them: older and older, and back."""
    rows = stream.lines(question.events(user)).order_by("-recorded_at", "-pk")
    everything, seen = [event.pk for event in rows], []
    page = stream.page(question, user, size=2)
    while True:
        seen += [line.event.pk for line in page.lines]
        if page.older is None:
            break
        page = stream.page(question, user, before=page.older, size=2)
    assert seen == everything
    back = [line.event.pk for line in page.lines]
    while page.newer:
        page = stream.page(question, user, after=page.newer, size=2)
        back = [line.event.pk for line in page.lines] + back
    assert back == everything
    return everything


def issued(world, *, hours):
    """A letter of so many hours ago whose mail and reminders have gone out since."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=hours))
    round_of_work()
    return clarification


def test_a_mail_stands_in_the_line_of_the_act_and_is_counted_there(world, drawn_letters):  # noqa: F811
    clarification = issued(world, hours=1)
    lines = lines_of(world.auditor)
    assert CaseEvent.objects.filter(action="send_message").exists()
    assert not [line for line in lines if line.event.action == "send_message"]
    [issue] = [line for line in lines if line.event.action == "issue"]
    assert issue.event.subject_id == str(clarification.pk) and issue.mails.counts == [("sent", 1)]
    assert issue.mails.addresses == 1


def test_a_reminder_is_one_line_of_its_own_however_many_addresses_it_went_to(world, drawn_letters):  # noqa: F811
    clarification = issued(world, hours=49)
    mail = Message.objects.get(kind="before_24")
    Message.objects.create(
        event=mail.event, request=clarification, kind="before_24", after_due=-24, audience="agency",
        recipient="kedua@uji.example", planned_for=mail.planned_for, next_try_at=mail.next_try_at,
    )  # fmt: skip
    second = Message.objects.get(recipient="kedua@uji.example")
    outcomes.settle([Outcome(second, Action.SEND_MESSAGE, Message.State.SENT)], timezone.now())
    reminders = [line for line in lines_of(world.auditor) if line.stands_for_mails and line.mails.addresses == 2]
    assert [line.mails.counts for line in reminders] == [[("sent", 1), ("skipped", 1)]]
    assert reminders[0].event.details["kind"] == "before_24"


def test_what_went_wrong_with_a_mail_stays_a_line_and_counts_in_that_of_its_act(world, drawn_letters):  # noqa: F811
    issued(world, hours=1)
    mail = Message.objects.get(kind="letter")
    Message.objects.filter(pk=mail.pk).update(state=Message.State.TO_SEND, settled_at=None)
    outcomes.settle([Outcome(mail, Action.GIVE_UP_MESSAGE, Message.State.GIVEN_UP)], timezone.now())
    [issue], [given_up] = (lines_of(world.auditor, action=action) for action in ("issue", "give_up_message"))
    assert issue.mails.counts == [("failed", 1)]
    assert given_up.mails is None


def test_whoever_asks_for_what_left_finds_it_though_its_act_is_not_asked_for(world, drawn_letters):  # noqa: F811
    issued(world, hours=1)
    [mail] = lines_of(world.auditor, action="send_message")
    after_the_act = CaseEvent.objects.get(action="issue").recorded_at + timedelta(microseconds=1)
    assert mail.stands_for_mails
    assert mail.event.pk in {line.event.pk for line in lines_of(world.auditor, start=after_the_act)}
    assert mail.event.pk in {line.event.pk for line in lines_of(world.auditor, by="machine")}


def test_people_or_machine_legal_acts_and_a_body_narrow_it(world, drawn_letters):  # noqa: F811
    mine = issued(world, hours=1)
    other = make_request(world, "open", agency=world.agency_b, incident=mine.incident)
    assert {line.event.actor_role for line in lines_of(world.auditor, by="machine")} == {"system"}
    assert "system" not in {line.event.actor_role for line in lines_of(world.auditor, by="people")}
    assert {line.event.action for line in lines_of(world.auditor, legal=True)} == {"issue"}
    of_a = {
        (line.event.subject_type, line.event.subject_id)
        for line in lines_of(world.auditor, about=About.of(world.agency_a.code))
    }
    assert ("clarificationrequest", str(mine.pk)) in of_a and ("clarificationrequest", str(other.pk)) not in of_a
    assert {line.event.action for line in lines_of(world.auditor, about=About.of(world.agency_a.code))} >= {
        "involve",
        "issue",
    }


def test_a_field_finds_the_acts_that_wrote_it_and_says_from_what_to_what(world, an_incident):
    for failure in ("disclosure", "loss"):
        facts = {"seen": fresh(an_incident).version, "failures": [failure], "reason": "Sampel"}
        cases.amend(fresh(an_incident), by=world.officer, **facts)
    cases.amend(fresh(an_incident), by=world.officer, seen=fresh(an_incident).version, title="Lain", reason="Judul")
    with translation.override("en"):
        found = lines_of(world.auditor, fields=field_changes.find("kind of failure"))
        amended = [line for line in found if line.event.action == "amend"]
        said = [(c.old, c.new) for line in amended for each in line.changes for c in each.changes]
    assert len(said) == 2 and said[0][0] == said[1][1] == "Leak or disclosure" != said[0][1]


@step
def amended_and_given_more_time(world, case):
    row = make_request(world, "open", incident=case)
    for n in range(5):
        facts = {"seen": fresh(case).version, "title": f"Judul {n}", "reason": "Sampel"}
        cases.amend(fresh(case), by=world.officer, **facts)
        due = fresh(row).present_due + timedelta(hours=1)
        deadlines.extend(fresh(row), by=world.supervisor, seen=None, reason="x", due_at=due)


@step
def asked_of_two_bodies(world, case):
    for agency in (world.agency_a, world.agency_b, world.agency_a):
        row = make_request(world, "open", incident=case, agency=agency)
        cases.note(case, by=world.officer, text="Catatan")
        due = fresh(row).present_due + timedelta(hours=1)
        deadlines.extend(fresh(row), by=world.supervisor, seen=None, reason="x", due_at=due)


@pytest.mark.parametrize("near", [1, 2, 3, 200])
def test_a_field_is_found_near_at_hand_or_far_and_the_pages_are_the_same(world, an_incident, monkeypatch, near):
    """Dues of two requests stand in one history, titles in another; walked both ways, whatever is read of each at once."""
    monkeypatch.setattr(page_candidates, "PER_SOURCE", near)
    amended_and_given_more_time(world, an_incident)
    for name, action in (("Judul", ""), ("Judul", "amend"), ("Tenggat", "issue"), ("Tenggat", ""), ("Alasan", "")):
        with translation.override("id"):
            fields = field_changes.find(name)
        question = stream.Question(fields=fields, action=action)
        assert walked_both_ways(question, world.auditor), (name, action)


@pytest.mark.parametrize("near", [1, 2, 3, 200])
def test_a_body_is_found_near_at_hand_or_far_and_the_pages_are_the_same(world, an_incident, monkeypatch, near):
    """What was done to its requests, and what wrote of it in the case, beside more that is about another body or none."""
    monkeypatch.setattr(page_candidates, "PER_SOURCE", near)
    asked_of_two_bodies(world, an_incident)
    for action in ("", "extend", "involve"):
        assert walked_both_ways(stream.Question(about=About.of(world.agency_a.code), action=action), world.auditor), (
            action
        )
    apart = walked_both_ways(stream.Question(about=About.of(world.agency_a.code)), world.auditor)
    doubles.merge_agency(world.agency_b, by=world.administrator, into=world.agency_a, reason="Satu badan, dua catatan")
    assert len(walked_both_ways(stream.Question(about=About.of(world.agency_a.code)), world.auditor)) > len(apart) + 3


def test_the_line_of_any_due_says_what_it_was_and_what_it_became(world, an_incident, log_in):
    amended_and_given_more_time(world, an_incident)
    duty(world, case=an_incident)
    case_work.commit(an_incident, by=world.officer, who="KPU", what="Lapor", due=spans.parse("2 Juni 2027"))
    auditor, query = log_in(world.auditor), urlencode({"field": gettext(dues.ANY)})
    past_letter(world, past_case(world), due="2 Juni 2020")
    letter = fresh(paper_on_a_result(world).case_letter)
    later = timezone.now() + timedelta(days=90)
    follow_ups.postpone(letter, by=world.supervisor, seen=letter.version, due_at=later, reason="Pengadaan")
    assert asked_by(auditor, query) <= MOST
    shown = auditor.get(f"/jejak/?{query}").context["page"].lines
    said = {line.event.action: [(c.old, c.new) for each in line.changes for c in each.changes] for line in shown}
    assert {"extend", "issue", "track_duty", "commit", "enter_letter", "postpone"} <= set(said), said
    assert [action for action, changes in said.items() if not changes] == [
        "postpone"
    ]  # the points that it moved say it
    moved = [said[action][0][0] for action in ("extend", "redate")]
    assert all(dates.instant_in_words(timezone.now(), "id")[-3:] == old[-3:] for old in moved), (
        "each says its old value"
    )
    assert all(new for changes in said.values() for _old, new in changes)


def test_every_field_of_the_record_can_be_asked_for(db):
    for language in ("id", "en"):
        with translation.override(language):
            assert all(field_changes.find(name.upper()) for name in field_changes.known_names())
    for name in field_changes.known_names():
        assert not CaseEvent.objects.filter(field_changes.find(name).written()).exists(), name


def test_pages_follow_each_other_without_a_gap_both_ways(world, an_incident, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 7)
    for n in range(12):
        cases.note(an_incident, by=world.officer, text=f"Catatan {n}")
    everything = [e.pk for e in CaseEvent.objects.order_by("-recorded_at", "-pk")]
    seen, page = [], stream.page(stream.Question(), world.auditor)
    while True:
        seen += [line.event.pk for line in page.lines]
        if page.older is None:
            break
        page = stream.page(stream.Question(), world.auditor, before=keyset.Place.read(str(page.older)))
    assert seen == everything
    back = [line.event.pk for line in page.lines]
    while page.newer:
        page = stream.page(stream.Question(), world.auditor, after=keyset.Place.read(str(page.newer)))
        back = [line.event.pk for line in page.lines] + back
    assert back == everything


def test_a_page_asks_as_little_of_a_long_record_as_of_a_short_one(world, drawn_letters, log_in):  # noqa: F811
    clarification, auditor, asked = issued(world, hours=1), log_in(world.auditor), []
    auditor.get("/jejak/")
    for _size in range(2):
        asked.append([asked_by(auditor, query) for query in QUERIES])
        for n in range(40):
            cases.note(clarification.incident, by=world.officer, text=f"Catatan {n}")
        make_request(world, "open", incident=clarification.incident)
        round_of_work()
    assert asked[0] == asked[1] and max(asked[1]) <= MOST
    assert len(auditor.get("/jejak/").context["page"].lines) == keyset.SIZE


def test_the_page_says_the_mails_in_words_and_leads_to_each_act(world, drawn_letters, log_in):  # noqa: F811
    clarification = issued(world, hours=1)
    auditor = log_in(world.auditor)
    page = auditor.get("/jejak/").content.decode()
    assert "ke 1 alamat: 1 terkirim" in page
    event = CaseEvent.objects.get(action="issue")
    assert f"/jejak/peristiwa/{event.pk}/" in page
    act = auditor.get(f"/jejak/peristiwa/{event.pk}/").content.decode()
    mail = CaseEvent.objects.get(action="send_message", cause=event)
    assert clarification.reference in act and f"/jejak/peristiwa/{mail.pk}/" in act
    assert str(event.pk) in auditor.get(f"/jejak/peristiwa/{mail.pk}/").content.decode()


def test_an_instant_is_as_good_as_a_day(world, an_incident, log_in):
    auditor, now = log_in(world.auditor), timezone.now()
    cases.note(an_incident, by=world.officer, text="Catatan")
    before = dates.instant_in_words(now - timedelta(minutes=2), "id")

    def noted(query):
        lines = auditor.get("/jejak/", query).context["page"].lines
        return [line for line in lines if line.event.action == "note"]

    assert noted({"start": before}) and not noted({"end": before})


@pytest.mark.parametrize(
    "typed",
    [
        "after=x",
        "before=2026-01-01_1",
        "before=_",
        "field=Tiada",
        "agency=tiada&by=x",
        "before=9999-12-31T23:59:59%2B00:00_00000000-0000-0000-0000-000000000000",
        "before=0001-01-01T00:00:00%2B14:00_00000000-0000-0000-0000-000000000000",
    ],
)
def test_an_address_that_means_nothing_is_answered(world, log_in, typed):
    assert log_in(world.auditor).get(f"/jejak/?{typed}").status_code == 200
