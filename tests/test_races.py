"""Two people at once, on real connections: one wins, the others are told, no number is burnt or doubled."""

import threading
import time
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction
from django.test import Client
from django.utils import timezone

from incidents.actions import (
    assertions,
    cases,
    evidence,
    handover,
    law,
    letter_content,
    letter_decisions,
    letter_issuing,
    merging,
    past_case_entering,
    past_case_list,
    people,
    rule_withdrawals,
    rules,
    work,
)
from incidents.actions.lists import Row
from incidents.models import (
    Absence,
    AccessEntry,
    Appointment,
    CaseEvent,
    ClarificationRequest,
    ClockRule,
    Incident,
    Letter,
    RegisterEntry,
    Sequence,
)
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.record.triggers.append_only import append_only_tables
from incidents.workflow import Role
from notifications import postroom
from tests.at_once import at_once
from tests.world import PASSWORD, answer_request, appoint, make_incident, make_request

pytestmark = pytest.mark.real


def test_whoever_enters_a_list_of_past_cases_holds_up_nobody_who_works_on_a_case_of_today(real_world):
    """All its rows are one act, which takes as long as they do: its numbers are a series of their own, its cases are new."""
    world, entered, worked = real_world, threading.Event(), threading.Event()
    facts = {"began": parse("2020"), "source": "news", "agency": "Ins A", "role": "controller"}
    rows = [Row(n, facts | {"file_number": f"{n}/2020", "title": f"Kasus lama {n}"}, ()) for n in range(2, 12)]
    digest = past_case_list.plan(rows, by=world.officer).digest

    def enter():
        try:
            with transaction.atomic():
                taken = past_case_entering.take_in(rows, by=world.officer, approved=digest)
                entered.set()
                assert worked.wait(30), "held up by the list"
        finally:
            entered.set()
        return taken.counts["new"]

    def work_meanwhile():
        entered.wait()
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10s'")
        case = make_incident(world)
        cases.involve(case, by=world.officer, agency=world.agency_a, role="origin")
        number = make_request(world, "open", incident=case).letter.register_entry.number
        worked.set()
        return number

    several, number = at_once(enter, work_meanwhile)
    assert several == 10 and isinstance(number, str), (several, number)


@pytest.mark.asvs(10)
def test_four_supervisors_issue_at_once_one_letter_leaves(real_world, mailbox, settings):
    """One number, one letter, one mail for each recipient, three conflict pages."""
    world = real_world
    supervisors = [world.supervisor, world.other_supervisor]
    for n in (3, 4):
        email = f"atasan{n}@uji.example"
        people.appoint(
            people.Post(Role.SUPERVISOR, unit=world.unit),
            by=deeds.SYSTEM,
            email=email,
            name=f"Atasan {n}",
            password=PASSWORD,
        )
        supervisors.append(type(world.supervisor).objects.get(email=email))
    clarification = make_request(world, "awaiting_approval")
    clients = [Client() for _ in supervisors]
    for client, person in zip(clients, supervisors, strict=True):
        client.force_login(person)
    page = clients[0].get(f"/permintaan/{clarification.pk}/terbitkan/")
    data = {"seen": page.context["clarification"].version, "digest": page.context["digest"]}
    answers = at_once(
        *[lambda c=c: c.post(f"/permintaan/{clarification.pk}/terbitkan/", data).status_code for c in clients]
    )
    assert sorted(answers) == [302, 409, 409, 409]
    assert list(RegisterEntry.objects.values_list("sequence", flat=True)) == [1]
    assert Letter.objects.count() == 1 and CaseEvent.objects.filter(action="issue").count() == 1
    settings.EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port

    def a_round():
        postroom.write_receipts(timezone.now())
        for pk in postroom.letters_to_make():
            with suppress(postroom.AlreadyStored):
                postroom.make_letter(pk)
        postroom.deliver_messages()

    for _ in range(2):
        assert not [r for r in at_once(a_round, a_round, a_round) if isinstance(r, Exception)]
    assert [to for to, _ in mailbox.of("letter")] == [["surat@a.example"]]
    assert CaseEvent.objects.filter(action="store_letter").count() == 1


def test_twelve_incidents_at_once_have_no_gap_and_no_double(real_world):
    world = real_world

    def act(n):
        def record():
            if n % 4 == 3:  # every fourth breaks after taking its number
                with transaction.atomic():
                    cases.record(by=world.officer, title=f"Batal {n}", seen_at=timezone.now())
                    raise RuntimeError("rolled back")
            return cases.record(by=world.officer, title=f"Insiden {n}", seen_at=timezone.now())

        return record

    at_once(*[act(n) for n in range(12)])
    year = timezone.localtime().year
    references = sorted(Incident.objects.values_list("reference", flat=True))
    assert references == [f"INS-{year}-{n:04d}" for n in range(1, 10)]
    assert Sequence.objects.get(scope="incident").last == 9


def test_letters_of_one_unit_issued_at_once_run_on_without_gap(real_world):
    requests = [make_request(real_world, "awaiting_approval") for _ in range(6)]
    from tests.world import issue_request

    at_once(*[lambda r=r: issue_request(real_world, r) for r in requests])
    assert sorted(RegisterEntry.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.asvs(10)
def test_an_answer_and_a_withdrawal_at_once_one_wins(real_world):
    for _ in range(4):
        clarification = make_request(real_world, "open")
        results = at_once(
            lambda r=clarification: answer_request(real_world, r),
            lambda r=clarification: letter_decisions.withdraw(r, by=real_world.supervisor, seen=r.version, reason="x"),
        )
        lost = [r for r in results if isinstance(r, Exception)]
        assert len(lost) == 1 and isinstance(lost[0], deeds.Conflict)
        status = ClarificationRequest.objects.get(pk=clarification.pk).status
        assert status in ("answered", "withdrawn")


def test_two_colleagues_send_the_same_answer_once(real_world):
    clarification = make_request(real_world, "open")
    results = at_once(*[lambda: answer_request(real_world, clarification) for _ in range(2)])
    assert sum(isinstance(r, Exception) for r in results) == 1
    assert clarification.responses.count() == 1


@pytest.mark.asvs(70)
def test_events_and_history_cannot_be_rewritten_by_the_products_role(real_world):
    make_request(real_world, "answered")
    tables = append_only_tables()
    assert len(tables) > 15 and "incidents_caseevent" in tables and "incidents_historicalletter" in tables
    columns = {"incidents_caseevent": "reason", "incidents_accessentry": "path"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] == "tanggap_app"
    for table in tables:
        for sql in (
            f"UPDATE {table} SET {columns.get(table, 'history_change_reason')} = 'x'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
            f"DROP TRIGGER written_once ON {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        ):
            with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
                connection.execute_wrappers, kept = [], connection.execute_wrappers
                try:
                    cursor.execute(sql)
                finally:
                    connection.execute_wrappers = kept


def test_the_database_refuses_a_clock_that_is_changed_or_runs_backwards(real_world):
    make_request(real_world, "answered")
    later = "interval '100 days'"
    for sql in (
        f"UPDATE incidents_deadline SET due_at = due_at + {later}",
        "UPDATE incidents_deadline SET due_at = due_at - interval '1 hour'",
        "DELETE FROM incidents_deadline",
        f"UPDATE incidents_clarificationrequest SET withdrawn_at = issued_at - {later}, withdrawn_by_id = issued_by_id",
        f"UPDATE incidents_clarificationrequest SET replaced_at = issued_at - {later}, replaced_by_id = issued_by_id",
        f"UPDATE incidents_clarificationrequest SET submitted_at = issued_at + {later}",
        "UPDATE incidents_clockrule SET unit = 'hari' WHERE code = 'clarification'",
        "UPDATE incidents_clockrule SET start_event = 'received' WHERE code = 'clarification'",
    ):
        refused = pytest.raises((ProgrammingError, InternalError, IntegrityError))
        with refused, transaction.atomic(), connection.cursor() as cursor:
            connection.execute_wrappers, kept = [], connection.execute_wrappers
            try:
                cursor.execute(sql)
            finally:
                connection.execute_wrappers = kept


@pytest.mark.asvs(70)
def test_even_the_owner_meets_the_trigger(real_world):
    import os

    make_incident(real_world)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for sql in ("UPDATE incidents_caseevent SET reason = 'x'", "DELETE FROM incidents_historicalincident"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="written once"):
                owner.execute(sql)


def test_two_cases_merged_into_each_other_at_once_do_not_block(real_world):
    """Opposite directions: one wins, the other is told; no deadlock, no ring."""
    one, other = make_incident(real_world), make_incident(real_world)

    def merge(case, into):
        return merging.merge(case, into, by=real_world.officer, seen=case.version, reason="Sama")

    results = at_once(lambda: merge(one, other), lambda: merge(other, one))
    assert sorted(isinstance(r, deeds.Conflict) for r in results) == [False, True]
    assert sum(isinstance(r, Incident) for r in results) == 1
    assert sorted(Incident.objects.values_list("status", flat=True)) == ["merged", "open"]
    assert CaseEvent.objects.filter(action__in=["merge", "absorb"]).count() == 2


def test_two_officers_who_add_the_same_thing_at_once_add_it_once(real_world):
    """A second duty, relation or admission is refused by the database; whoever came second reads it as a conflict."""
    world, case, other = real_world, make_incident(real_world), make_incident(real_world)
    part, officer = case.involvements.first(), world.officer
    for act in (
        lambda: law.track_duty(part, by=officer),
        lambda: work.relate(case, by=officer, other=other, kind="related", why="x"),
        lambda: work.admit(case, by=officer, user=world.supervisor, why="x"),
        lambda: cases.involve(case, by=officer, agency=world.agency_a, role="origin"),
    ):
        results = at_once(act, act, act)
        assert sorted(isinstance(r, deeds.Conflict) for r in results) == [False, True, True], results
        assert sum(isinstance(r, Exception) for r in results) == 2, results


def test_numbers_of_assertions_and_evidence_have_no_double(real_world):
    case, officer = make_incident(real_world), real_world.officer
    said = assertions.Claim(topic="other", statement="x", said_by="x", source="x", said=parse("2023"))
    results = at_once(
        *[lambda: assertions.claim(case, said, by=officer)] * 4,
        *[lambda: evidence.attach(case, by=officer, text="Kutipan")] * 4,
    )
    assert sorted(str(r) for r in results) == [f"{kind}-{n:02d}" for kind in "BP" for n in range(1, 5)]


def test_one_report_is_decided_once(real_world):
    """Promoted, dismissed and merged at the same moment: one decision stands."""
    into, officer = make_incident(real_world), real_world.officer
    case = cases.report(by=officer, summary="Laporan", seen_at=timezone.now())
    results = at_once(
        lambda: cases.promote(case, by=officer, seen=case.version),
        lambda: cases.dismiss(case, by=officer, seen=case.version, reason="x"),
        lambda: merging.merge(case, into, by=officer, seen=case.version, reason="x"),
    )
    assert sorted(type(r).__name__ for r in results) == ["Conflict", "Conflict", "Incident"]


def test_administrators_who_end_each_other_leave_one(real_world):
    people.appoint(people.Post(Role.ADMINISTRATOR), by=deeds.SYSTEM, email="kedua@uji.example", name="Kedua")
    posts = list(Appointment.objects.filter(role=Role.ADMINISTRATOR).select_related("user"))
    ends = [
        lambda post=post, by=other.user: people.end_appointment(post, by=by, reason="Pindah")
        for post, other in zip(posts, reversed(posts), strict=True)
    ]
    results = at_once(*ends)
    # Whoever comes second is the last one, or is an administrator no longer: one of the two is said, by the order.
    refused = [each for each in results if isinstance(each, people.LastOfTheRole | PermissionDenied)]
    assert len(refused) == 1
    assert Appointment.objects.lasting(Role.ADMINISTRATOR, timezone.now()).count() == 1


def test_of_officers_who_name_each_other_as_deputies_at_once_nobody_is_away_and_stands_in(real_world):
    world, now = real_world, timezone.now()
    post = people.Post("officer", unit=world.unit)
    named = [
        people.appoint(post, by=world.administrator, email=f"o{n}@uji.example", name=f"O{n}").user for n in range(9)
    ]
    facts = {"by": world.supervisor, "valid_from": now, "valid_to": now + timedelta(days=3), "why": "Cuti"}
    for circle in (named[:2], named[2:4], named[4:6], named[6:9]):
        results = at_once(
            *[
                lambda p=person, d=deputy: handover.deputize(p, deputy=d, **facts)
                for person, deputy in zip(circle, [*circle[1:], circle[0]], strict=True)
            ]
        )
        assert sum(isinstance(each, Absence) for each in results) == 1, results
        assert all(isinstance(each, Absence | handover.AwayToo | handover.StandsIn) for each in results), results


@pytest.mark.asvs(12)
def test_of_many_checks_at_once_none_is_counted_together_with_another(real_world, monkeypatch):
    """On the cache of the product, which stands in the database."""
    import os

    from django.core.cache.backends.db import DatabaseCache
    from django.test import RequestFactory

    from incidents.views import rate_limits
    from notifications.views import check

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE checks (cache_key varchar(255) PRIMARY KEY, value text, expires timestamptz)")
        owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON checks TO tanggap_app")
    monkeypatch.setattr(rate_limits, "cache", DatabaseCache("checks", {}))
    monkeypatch.setattr(check, "CHECKS_A_MINUTE", 5)
    visitor = RequestFactory().get("/v/ABCD-EFGH/")
    refused = at_once(*[lambda: check._too_many(visitor) for _ in range(8)])
    assert sorted(refused) == [False] * 5 + [True] * 3


@pytest.mark.asvs(33)
def test_of_many_wrong_log_ins_at_once_each_is_counted(real_world, monkeypatch):
    """allauth counts under a lock of the cache, which holds where its keys are unique: on the product's own, in the database."""
    import os

    from allauth.core.internal import ratelimit
    from django.core.cache.backends.db import DatabaseCache

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE tries (cache_key varchar(255) PRIMARY KEY, value text, expires timestamptz)")
        owner.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON tries TO tanggap_app")
    kept = DatabaseCache("tries", {})
    monkeypatch.setattr(ratelimit, "cache", kept)
    # on a slow machine nobody is refused for the wait alone
    monkeypatch.setattr(ratelimit, "CACHE_LOCK_WAIT_TIMEOUT", 30)
    typed = {"login": real_world.officer.email, "password": "bukan ini"}
    tried = AccessEntry.objects.filter(kind=AccessEntry.Kind.LOG_IN_FAILED)
    before = tried.count()
    answers = at_once(*[lambda: Client().post("/masuk/", typed).status_code for _ in range(8)])
    assert set(answers) == {200}, answers
    assert tried.count() - before == 5, "five of one account in a quarter of an hour"
    Client().post("/masuk/", typed)
    assert tried.count() - before == 5


def test_two_who_wait_for_each_other_are_told_and_neither_meets_a_fault(real_world):
    """Two officers name each other deputy at once: what each holds the other waits for, and the database ends one of them."""
    day = timezone.localdate() + timedelta(days=3)
    for n in range(4):
        people_of_two = (f"{n}{side}" for side in "ab")
        pair = [
            appoint(real_world, Role.OFFICER, email=f"p{each}@uji.example", name=f"P{each}").user
            for each in people_of_two
        ]
        acts = []
        for own, other in zip(pair, reversed(pair), strict=True):
            client, data = Client(), {"deputy": other.pk, "valid_to": f"{day:%d-%m-%Y} 16.00", "why": "Cuti"}
            client.force_login(own)
            read = client.post(f"/beban-kerja/{own.pk}/wakil/", data).context["form"]["read_back"].value()
            data["read_back"] = read  # the page that both press from the same moment
            acts.append(lambda c=client, o=own, d=data: c.post(f"/beban-kerja/{o.pk}/wakil/", d).status_code)
        assert set(at_once(*acts)) <= {302, 409, 422}
        assert Absence.objects.filter(user__in=pair).count() <= 1


def _one_after_the_other(first, second):
    """Both begin at once; `first` has done what it does, and has not committed yet, when `second` comes."""
    begun = threading.Event()

    def holding():
        with transaction.atomic():
            done = first()
            begun.set()
            time.sleep(0.5)
        return done

    def coming():
        begun.wait(10)
        return second()

    return at_once(holding, coming)


@pytest.mark.parametrize("issued_first", [True, False])
@pytest.mark.parametrize("signed", [False, True])
def test_a_rule_is_withdrawn_or_followed_and_never_both(real_world, issued_first, signed):
    """A letter that is issued, or frozen for a signature, in the moment in which its rule is taken back."""
    world, today = real_world, timezone.localdate()
    if signed:
        rules.enact_signing(by=deeds.SYSTEM, mode=Letter.Signing.OUTSIDE, reason="x")
    facts = {"length": 48, "unit": "jam", "start_event": "issued", "legal_basis": "Peraturan Menteri"}
    rule = rules.enact_rule(reason="Uji", by=world.administrator, code="clarification", effective_from=today, **facts)
    request = make_request(world, "awaiting_approval")
    approve = letter_issuing.approve if signed else letter_issuing.issue
    digest = letter_content.digest(letter_content.draft_content(request, timezone.now(), world.supervisor))
    issue = lambda: approve(request, by=world.supervisor, seen=request.version, approved_digest=digest)  # noqa: E731
    withdraw = lambda: rule_withdrawals.withdraw_rule(rule, by=world.administrator, reason="Keliru")  # noqa: E731
    acts = (issue, withdraw) if issued_first else (withdraw, issue)
    done, told = _one_after_the_other(*acts)
    assert not isinstance(done, Exception), done
    assert isinstance(told, rules.Followed if issued_first else deeds.Conflict), told
    assert ClockRule.objects.filter(pk=rule.pk).exists() is issued_first


def test_a_rule_that_is_withdrawn_twice_at_once_is_a_conflict(real_world):
    world, today = real_world, timezone.localdate()
    facts = {"length": 48, "unit": "jam", "start_event": "issued", "legal_basis": "Peraturan Menteri"}
    rule = rules.enact_rule(reason="Uji", by=world.administrator, code="clarification", effective_from=today, **facts)
    results = at_once(
        *[lambda: rule_withdrawals.withdraw_rule(rule, by=world.administrator, reason="Keliru")] * 2,
    )
    assert sorted(type(each).__name__ for each in results) == ["ClockRule", "Conflict"]


def test_a_rule_is_put_right_or_followed_and_never_both(real_world):
    world, today = real_world, timezone.localdate()
    facts = {"unit": "jam", "start_event": "issued", "legal_basis": "Peraturan Menteri"}
    enact = lambda length: rules.enact_rule(  # noqa: E731
        reason="Uji", by=world.administrator, code="clarification", effective_from=today, length=length, **facts
    )
    enact(48)
    request = make_request(world, "awaiting_approval")
    digest = letter_content.digest(letter_content.draft_content(request, timezone.now(), world.supervisor))
    issue = lambda: letter_issuing.issue(request, by=world.supervisor, seen=request.version, approved_digest=digest)  # noqa: E731
    done, told = _one_after_the_other(issue, lambda: enact(72))
    assert not isinstance(done, Exception) and isinstance(told, rules.Followed), (done, told)
    assert request.deadlines.get().length == 48 == ClockRule.objects.get(effective_from=today).length
