"""Each body with what it itself was asked and answered, wherever one took the place of another."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from incidents.actions import (
    agencies,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    cases,
    clarifications,
    dissolution,
    follow_ups,
    law,
    letter_content,
    next_letter,
    people,
    replies,
    revival,
    work,
)
from incidents.errors import DomainError
from incidents.models import Agency, Appointment, ClarificationRequest, Involvement, User
from incidents.models.succession import held_by
from incidents.plain import holders, letter_kinds
from incidents.reports import figures, late_bodies, notification_duties, request_by_body
from incidents.reports.chronology import BodiesThen
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from tests.world import answer_request, fresh, issue_request, mail_left, make_request


def end(world, agency, successor=None):
    """Its last day is today; the case and its requests know of it from now on."""
    how = dict(by=world.administrator, ended_on=timezone.localdate(), reason="Perpres 1/2026")
    dissolution.end_agency(fresh(agency), successor=successor and fresh(successor), **how)


def revive(world, agency):
    plan = revival.plan_of_revival(fresh(agency)).digest
    revival.revive_agency(fresh(agency), by=world.administrator, reason="Keliru", plan=plan)


def said(clarification):
    """[(body, what came back)] of every turn, as the page of the case has it."""
    rows = ClarificationRequest.objects.filter(pk=clarification.pk).select_related("agency")
    return [(str(turn.agency), str(holders.came_back(turn))) for turn in request_by_body.of(rows)]


def letter(world, clarification, kind, came=None):
    how = dict(name="N", office="J", kind=kind, text="Bantah", received_at=came or timezone.now(), channel="letter")
    row = fresh(clarification)
    replies.record_reply(row, replies.Reply(**how), by=world.officer, seen=row.version)


def test_each_body_is_said_to_have_answered_what_it_answered_itself(world):
    third = agencies.add_agency(by=world.administrator, name="Badan Ketiga", kind="central")
    clarification = make_request(world, "open")
    assert said(clarification) == [("Ins A", "silent")]
    answer_request(world, fresh(clarification), numbers=[1])
    assert said(clarification) == [("Ins A", "in_part")]
    end(world, world.agency_a, world.agency_b)
    assert said(clarification) == [("Ins A", "in_part"), ("Ins B", "silent")]
    end(world, world.agency_b, third)
    assert said(clarification) == [("Ins A", "in_part"), ("Ins B", "said_nothing"), ("Badan Ketiga", "silent")]
    letter(world, clarification, "interim")
    assert said(clarification)[-1] == ("Badan Ketiga", "word"), "word that an answer will come answers nothing"
    letter(world, clarification, "denial")
    assert said(clarification)[1:] == [("Ins B", "said_nothing"), ("Badan Ketiga", "answered")]


def test_paper_of_before_is_an_answer_of_the_body_before_and_of_no_other(world):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=50))
    end(world, world.agency_a, world.agency_b)
    letter(world, clarification, "denial", clarification.issued_at + timedelta(hours=10))
    assert said(clarification) == [("Ins A", "answered"), ("Ins B", "answered_before")]


@pytest.mark.parametrize("status", ["draft", "awaiting_approval"])
def test_a_body_of_a_draft_was_asked_nothing(world, status):
    clarification = make_request(world, status)
    end(world, world.agency_a, world.agency_b)
    assert said(clarification) == [("Ins B", "drafted")]


def test_what_was_given_back_was_never_anybody_elses(world):
    clarification = make_request(world, "open")
    end(world, world.agency_a, world.agency_b)
    revive(world, world.agency_a)
    assert said(clarification) == [("Ins A", "silent")]


def test_the_pages_of_the_case_and_of_both_bodies_say_the_same(world, log_in):
    long_ago = timezone.now() - timedelta(hours=80)
    clarification = make_request(world, "open", issued_at=long_ago)
    answer_request(world, fresh(clarification), numbers=[1])
    end(world, world.agency_a, world.agency_b)
    browser = log_in(world.officer)

    def page(url, *args):
        return " ".join(browser.get(reverse(url, args=args)).content.decode().split())

    case = page("incidents:incident", clarification.incident.reference)
    table = case.split("Siapa memegang data", 1)[1].split("</table>", 1)[0]
    of_a, of_b = (next(row for row in table.split("<tr") if f'"strong"> {name}' in row) for name in ("Ins A", "Ins B"))
    assert "Dijawab sebagian" in of_a and "Beralih kepada Ins B" in of_a and "lewat tenggat" in of_a
    assert "?agency=" not in of_a and "Belum menjawab" in of_b and "lewat pada Ins A" in of_b
    for body, words in ((world.agency_a, "Beralih kepada Ins B"), (world.agency_b, "lewat pada Ins A")):
        html = page("incidents:agency", body.pk)
        assert clarification.reference in html and words in html, body
    assert "Dijawab sebagian" in page("incidents:agency", world.agency_a.pk)
    for liaison in (world.liaison_b, world.officer):
        answered = fresh(clarification)
        if answered.status == "open":
            answer_request(world, answered, by=User.objects.get(pk=world.liaison_b.pk))
        portal = log_in(User.objects.get(pk=liaison.pk)).get(clarification.get_absolute_url()).content.decode()
        assert "yang lewat pada Ins A" in portal, "answered late, by the due of the body before"
    past = log_in(User.objects.get(pk=world.liaison_b.pk)).get(reverse("incidents:portal") + "?semua=1")
    assert "lewat pada Ins A" in past.content.decode()


def test_the_last_name_of_an_ended_body_was_borne_until_its_end(world, log_in):
    end(world, world.agency_a, world.agency_b)
    ended = Agency.objects.get(pk=world.agency_a.pk)
    names = log_in(world.officer).get(reverse("incidents:agency", args=[ended.pk])).content.decode()
    panel = names.split("Nama", 1)[1].split("Surat memuat nama", 1)[0]
    assert "sekarang" not in panel


# --- a random life: ends, undone ends, names, answers, reports, in any order ------------------------------------------
STEPS = ("answer", "paper", "report", "keep", "more time", "name", "end 0", "end 1", "undo 0", "undo 1", "alone 1")
LONG_AGO = date(2020, 1, 1)
REFUSALS = (DomainError, PermissionDenied)


class Life:
    """A case in which the first of three bodies is asked, owes by a letter and has to notify; `step` does one thing if it can be
    done, by whoever may do it then."""

    def __init__(self, world):
        self.world = world
        names, known = [f"Badan {n} {timezone.now():%f}" for n in range(3)], dict(kind="central", valid_from=LONG_AGO)
        self.bodies = [agencies.add_agency(by=world.administrator, name=name, **known) for name in names]
        issued_at = timezone.now() - timedelta(hours=100)
        self.request = make_request(world, "open", agency=self.bodies[0], issued_at=issued_at)
        self.case = self.request.incident
        part = cases.involve(self.case, by=world.officer, agency=self.bodies[0], role="controller")
        self.liaison = people.appoint(
            people.Post("liaison", agency=self.bodies[0]),
            by=world.administrator,
            email=f"l{timezone.now():%f}@p.example",
            name="L",
        ).user
        knew = dict(started=timezone.now() - timedelta(hours=5), start_source="Surat")
        self.duty = law.track_duty(part, by=world.officer, **knew)
        self.letter = self._recommended()
        self.wrote = {}  # {key of a follow-up: whose it was when it was written}

    def _recommended(self):
        kind = letter_kinds.RECOMMENDATION
        facts = {wanted.name: "Isi" for wanted in kind.wanted} | {"butir": "Satu\nDua"}
        facts |= {"done_by": case_letter_content.done_by_facts(timezone.now() + timedelta(days=9))}
        said = dict(kind=kind, agencies=[self.bodies[0]], facts=facts, subject="Rekomendasi")
        [row] = case_letters.draft(self.case, by=self.world.officer, **said)
        digest = letter_content.digest(case_letter_content.content(row, timezone.now(), self.world.supervisor))
        case_letter_issuing.issue({row: (row.version, digest)}, by=self.world.supervisor)
        return fresh(row)

    def who(self, agency):
        """Somebody who answers for a body by now."""
        post = Appointment.objects.on(timezone.now()).filter(agency=agency, role="liaison").first()
        return User.objects.get(pk=post.user_id) if post else None

    def step(self, name):
        what, _space, which = name.partition(" ")
        world, row, letter = self.world, fresh(self.request), fresh(self.letter)
        if what == "answer" and (by := self.who(row.agency)):
            still = list(row.questions.filter(status="open").values_list("number", flat=True))
            answer_request(world, row, by=by, numbers=still[:1])
        elif what == "paper":
            letter_of(world, row, "partial", row.issued_at + timedelta(hours=80))
        elif what == "report" and (by := self.who(letter.agency)):
            said = follow_ups.report_back(letter, by=by, seen=None, text="x", name="N", office="J")
            self.wrote[said.pk] = letter.agency
        elif what == "keep" and (owed := letter.demands.filter(status="open").first()):
            work.keep(owed, by=world.officer, seen=None)
        elif what == "more":
            later = timezone.now() + timedelta(days=30)
            follow_ups.postpone(letter, by=world.supervisor, seen=None, due_at=later, reason="x")
        elif what == "name":
            named = dict(name=f"Nama {timezone.now():%f}", short_name=f"N{timezone.now():%f}", head_office="Kepala")
            now = fresh(row.agency)
            agencies.rename_agency(now, by=world.administrator, valid_from=timezone.localdate(), **named)
        elif what == "end":
            end(world, self.bodies[int(which)], self.bodies[int(which) + 1])
        elif what == "alone":
            end(world, self.bodies[int(which)])
        elif what == "undo" and revival.plan_of_revival(fresh(self.bodies[int(which)])):
            revive(world, self.bodies[int(which)])


def letter_of(world, row, kind, came):
    how = dict(name="N", office="J", kind="denial" if kind == "partial" else kind, text="x", received_at=came)
    replies.record_reply(row, replies.Reply(**how, channel="letter"), by=world.officer, seen=row.version)


def agree(life):
    """What the pages, figures, mails and the chronology say of who was asked, who answered, who knew and who owes is the same."""
    row, letter = fresh(life.request), fresh(life.letter)
    told = request_by_body.of(ClarificationRequest.objects.filter(pk=row.pk).select_related("agency"))
    chain = [turn.agency for turn in told]
    assert chain[-1] == row.agency and all(a != b for a, b in pairwise(chain))
    assert [turn.until for turn in told[:-1]] == [turn.since for turn in told[1:]]
    replied = [reply for turn in told for reply in turn.replies]
    assert len(told) == 1 or sorted(reply.pk for reply in replied) == sorted(row.responses.values_list("pk", flat=True))
    for turn in told:
        assert all(held_by(row, reply.received_at) == turn.agency for reply in turn.replies)
        wrote = holders.came_back(turn) in ("in_part", "answered", "word")
        assert turn.is_whole or turn.status != "open" or bool(turn.replies) == wrote
    for body in life.bodies:
        found = ClarificationRequest.objects.filter(request_by_body.asked_of(fresh(body)), pk=row.pk).exists()
        assert found == (body in chain), "its own page has its past, and nobody else's"
    owed = late_bodies.of(ClarificationRequest.objects.filter(pk=row.pk).select_related("agency"))[row.pk]
    request_by_body.tell_with_whom_late([row], timezone.now())
    if row.late_with:
        assert owed.by == row.late_with.body, "figures and clocks lay a lateness on the same body"
    parts = Involvement.objects.filter(incident=life.case, role="controller").select_related("agency")
    standing = notification_duties.of(life.case, parts).values()
    assert [each.part.agency for each in standing if each.knew] == [life.bodies[0]], "its clock began before any end"
    [owes] = [each for each in standing if each.duty and each.duty.pk == life.duty.pk]
    assert bool(owes.came_from) == (owes.part.agency != life.bodies[0])
    assert BodiesThen(life.case).of(life.duty, life.duty.started_at) in (None, life.bodies[0])
    assert {each.agency for each in letter.demands.filter(status="open")} <= {letter.agency}
    assert {each.pk: each.agency for each in letter.follow_ups.filter(pk__in=life.wrote)} == life.wrote
    for body in life.bodies:
        if (by := life.who(body)) and by.agency_ids == [body.pk]:
            assert ClarificationRequest.objects.visible_to(by).filter(pk=row.pk).exists() == (body == row.agency)
    assert not (row.status == "open" and fresh(row.agency).ended_on), "nobody is awaited who exists no more"
    now = timezone.now()
    postroom.write_receipts(now)
    mails = Message.objects.filter(Q(request=row) | Q(case_letter=letter)).exclude(recipient="-")
    for message in mails.exclude(state="skipped"):
        words = " ".join(compose.make(message, at=now).body.split())
        assert not ("ditunggu sampai" in words and row.present_due < now), message.kind


@settings(max_examples=10, deadline=None, phases=(Phase.generate,))  # a life is soon told: none is made shorter
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=7))
def test_in_a_random_life_all_say_the_same_of_who_was_asked_answered_knew_and_owes(world, steps):
    life = Life(world)
    for name in steps:
        with suppress(*REFUSALS):
            life.step(name)
    agree(life)


def declined(world, clarification, came=None):
    row, how = fresh(clarification), dict(name="N", office="J", kind="declined", ground="secrecy", text="Rahasia")
    word = replies.Reply(**how, received_at=came or timezone.now(), channel="letter")
    replies.record_reply(row, word, by=world.officer, seen=row.version)


def test_who_declined_is_said_to_have_declined_also_after_another_took_its_place(world, log_in):
    clarification = make_request(world, "open")
    declined(world, clarification)
    assert said(clarification) == [("Ins A", "declined")]
    end(world, world.agency_a, world.agency_b)
    assert said(clarification) == [("Ins A", "declined"), ("Ins B", "silent")]
    page = log_in(world.officer).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert "Ins A · Menolak menjawab: Kewajiban kerahasiaan" in page, "the body is named"


def test_a_successor_that_says_nothing_is_silent_whatever_the_body_before_it_answered(world):
    issued = timezone.now() - timedelta(hours=10)
    clarification = make_request(world, "open", issued_at=issued)
    mail_left(clarification, at=issued + timedelta(hours=1))
    answer_request(world, clarification, numbers=[1], at=issued + timedelta(hours=2))
    end(world, world.agency_a, world.agency_b)
    today, later = timezone.localdate(), timezone.now() + timedelta(days=5)
    [row], _both = figures.by_agency(world.officer, today - timedelta(days=9), today, later)
    assert (row.agency, row.silent, row.late, row.replies) == (world.agency_b, 1, 0, [])


def test_what_the_body_before_declined_counts_for_no_successor(world):
    issued = timezone.now() - timedelta(hours=10)
    clarification = make_request(world, "open", issued_at=issued)
    mail_left(clarification, at=issued + timedelta(hours=1))
    declined(world, clarification, issued + timedelta(hours=2))
    end(world, world.agency_a, world.agency_b)
    today, later = timezone.localdate(), timezone.now() + timedelta(days=5)
    [row], _both = figures.by_agency(world.officer, today - timedelta(days=9), today, later)
    assert (row.agency, row.silent, row.declined) == (world.agency_b, 1, 0)


def issued_ago(world, hours):
    """A request to the first body, issued so long ago, its mail sent in time."""
    at = timezone.now() - timedelta(hours=hours)
    row = make_request(world, "open", issued_at=at)
    mail_left(row, at=at + timedelta(minutes=1))
    return fresh(row)


def returned(world, row, number=1):
    """A question that was answered is asked again, with time after everything else is due."""
    row = fresh(row)
    back, until = {row.questions.get(number=number): "Kurang"}, timezone.now() + timedelta(hours=70)
    return replies.send_again(row, by=world.officer, seen=None, questions=back, reason="Kurang", due_at=until)


def answers(world, row, *numbers):
    """Whoever has the request by now answers these questions."""
    row = fresh(row)
    liaison = world.liaison_a if row.agency == world.agency_a else world.liaison_b
    return answer_request(world, row, by=User.objects.get(pk=liaison.pk), numbers=numbers or None)


def counted(world, later=400):
    """The figures of each body as they will be in so many hours."""
    today, at = timezone.localdate(), timezone.now() + timedelta(hours=later)
    return {row.agency: row for row in figures.by_agency(world.officer, today - timedelta(days=30), today, at)[0]}


def test_a_successor_that_answers_what_the_body_before_it_had_answered_is_late_and_not_silent(world):
    row = issued_ago(world, 50)
    answers(world, row, 1)
    returned(world, row)
    end(world, world.agency_a, world.agency_b)
    answers(world, row, 1)
    assert said(row)[-1] == ("Ins B", "in_part")
    found = counted(world)[world.agency_b]
    assert (found.silent, found.late, len(found.replies)) == (0, 1, 1)


@pytest.mark.parametrize("word", ["answer", "interim"])
def test_the_first_reply_of_a_successor_is_its_own_whatever_the_body_before_it_said(world, word):
    row = issued_ago(world, 20)
    if word == "answer":
        answers(world, row, 1)
    else:
        letter(world, row, "interim")
    end(world, world.agency_a, world.agency_b)
    answers(world, row, *((2,) if word == "answer" else ()))
    found = counted(world)[world.agency_b]
    assert (found.in_time, found.replies) == (1, found.answers), "its first reply was its complete answer"


def test_a_successor_that_answers_by_another_letter_of_the_chain_has_answered_this_one(world, the_ladder):
    row = issued_ago(world, 80)
    after = next_letter.draft_next(fresh(row), by=world.officer)
    issue_request(world, clarifications.submit(after, by=world.officer, seen=after.version))
    end(world, world.agency_a, world.agency_b)
    answers(world, after, 1)
    assert said(row) == said(after) == [("Ins A", "said_nothing"), ("Ins B", "in_part")]
    assert request_by_body.of([fresh(row)])[-1].first_reply_at == request_by_body.of([fresh(after)])[-1].first_reply_at


WORDS = ("return", "end", "answer 1", "answer 2", "interim")


@settings(max_examples=12, deadline=None, phases=(Phase.generate,))
@given(hours=st.sampled_from([10, 50, 60]), steps=st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))
def test_in_a_random_life_the_figures_say_of_each_body_what_its_turn_says(world, hours, steps):
    with transaction.atomic():
        live(world, issued_ago(world, hours), steps)
        transaction.set_rollback(True)  # the next life begins where this one did


def live(world, row, steps):
    for name in steps:
        what, _space, number = name.partition(" ")
        still = fresh(row).questions
        with suppress(*REFUSALS):
            if what == "return" and (given := still.filter(status="answered").first()):
                returned(world, row, given.number)
            elif what == "end" and fresh(row).agency == world.agency_a:
                end(world, world.agency_a, world.agency_b)
            elif what == "answer" and still.filter(status="open", number=number).exists():
                answers(world, row, int(number))
            elif what == "interim" and fresh(row).status == "open":
                letter(world, row, "interim")
    told = {turn.agency: turn for turn in request_by_body.of([fresh(row)])}
    [(body, found)] = counted(world).items()
    turn = told[body]
    assert not (found.silent and turn.answered_in_part) and (not found.late or turn.answered_in_part)
    assert bool(found.replies) == bool(turn.first_reply_at)
