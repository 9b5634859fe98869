"""What stands out of order is shown to whoever audits and whoever appoints, as long as it lasts; what an auditor asks of the
record by dated rules is found in it, and nothing else is."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.db.models import DateField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from incidents.actions import anomalies as verbs
from incidents.actions import (
    assertions,
    corrections,
    deadlines,
    follow_ups,
    judgements,
    law,
    letter_decisions,
    people,
    replies,
    work,
)
from incidents.models import (
    AccessEntry,
    AnomalyRule,
    Appointment,
    Assertion,
    CaseEvent,
    ClarificationRequest,
    Deadline,
    Incident,
    User,
)
from incidents.plain import clocks, spans
from incidents.plain.anomaly_kinds import KINDS, TABLE
from incidents.record import deeds, field_changes
from incidents.record.dues import ANY, OWED, SHOWN
from incidents.record.trail import history_models
from incidents.reports import anomalies
from incidents.reports.anomalies.asked import ROWS
from incidents.workflow import Action, Role
from tests.moves import perform
from tests.sent_form import Form, press
from tests.typed_rows import paper_on_a_result, past_case, past_letter, said_to, struck
from tests.world import (
    answer_request,
    appoint,
    appoint_past_the_rule,
    duty,
    fresh,
    issue_request,
    make_incident,
    make_request,
    owed,
    says,
)


def test_a_deputy_may_supervise_the_own_unit_for_days_and_is_shown_as_long_as_that_lasts(world, log_in):
    soon = timezone.now() + timedelta(days=3)
    appoint(world, Role.SUPERVISOR, email=world.officer.email, mode="plh", valid_to=soon)
    assert list(anomalies.conflicts_of_interest(timezone.now())) == [world.officer]
    assert not anomalies.conflicts_of_interest(soon + timedelta(seconds=1))
    for reader, page in ((world.administrator, "/orang/"), (world.auditor, "/audit/")):
        assert "pelaksana harian atau pelaksana tugas" in log_in(reader).get(page).content.decode()


def test_whoever_supervised_themselves_before_the_rule_is_shown(world, log_in):
    both = appoint_past_the_rule(world.officer, Role.SUPERVISOR, unit=world.unit)
    assert list(anomalies.conflicts_of_interest(timezone.now())) == [both]
    assert "Tak seorang pun menjadi atasan" in log_in(world.auditor).get("/audit/").content.decode()


def test_an_auditor_who_once_worked_on_cases_is_shown_as_one_who_audits_their_own_acts(world, log_in):
    make_request(world, "open")
    for row in Appointment.objects.filter(user=world.officer):
        people.end_appointment(row, by=world.administrator, reason="Pindah")
    people.appoint(people.Post(Role.AUDITOR), by=deeds.SYSTEM, email=world.officer.email, name="x")
    person = User.objects.get(pk=world.officer.pk)
    assert person in anomalies.conflicts_of_interest(
        timezone.now()
    ) and world.auditor not in anomalies.conflicts_of_interest(timezone.now())
    for who, address in ((world.auditor, "/audit/"), (world.administrator, "/orang/")):
        assert "yang mereka kerjakan sendiri" in log_in(who).get(address).content.decode()


NIGHT = {"begins": 22, "ends": 5}
TABLES = (CaseEvent, Incident, ClarificationRequest, Deadline, Assertion)


def asked(world, code, days_ago=400, **limits):
    """A rule by which the record is asked from so many days ago on."""
    began = clocks.day(timezone.now()) - timedelta(days=days_ago)
    return verbs.enact_anomaly(by=world.auditor, code=code, limits=limits, effective_from=began, reason="Pemeriksaan")


def found(rule):
    return anomalies.found(rule, timezone.now())


def acts(rule):
    return [row.action for row in found(rule).order_by("pk")]


def at_hour(hour, days_ago=3):
    """So many days ago, at this hour in Jakarta."""
    return clocks.day_begins(clocks.day(timezone.now()) - timedelta(days=days_ago)) + timedelta(hours=hour)


def test_more_time_is_found_where_the_due_had_passed_and_not_where_it_had_not(world):
    now = timezone.now()
    late, timely = (make_request(world, "open", issued_at=now - timedelta(hours=hours)) for hours in (80, 2))
    for request in (late, timely):
        due = now + timedelta(days=9)
        deadlines.extend(fresh(request), by=world.supervisor, seen=fresh(request).version, due_at=due, reason="Diminta")
    [one] = found(asked(world, "dues", hours=0))
    assert (one.action, one.subject_id) == ("extend", str(late.pk))
    assert not found(asked(world, "dues", hours=24)).exists()


def moved_late(world):
    """Every way by which a due is moved after it had passed, a thing of a case of its own for each; the names of the acts that did it."""
    now, by = timezone.now(), world.supervisor
    asks = {"by": by, "seen": None, "reason": "Diminta"}

    def letter(status="open", hours=100):
        return make_request(world, status, issued_at=now - timedelta(hours=hours))

    def of_result():
        row = paper_on_a_result(world).case_letter
        return row, row.demands.get()

    deadlines.extend(letter(), due_at=now + timedelta(days=9), **asks)
    late = letter()
    answer_request(world, late, numbers=[1, 2])
    perform(Action.RETURN, fresh(late), world, world.officer)
    stopped = letter()
    perform(Action.STOP_WAITING, stopped, world, by)
    perform(Action.WAIT_AGAIN, fresh(stopped), world, by)
    in_time = letter(hours=200)
    said = [said_to(in_time)(number) for number in (1, 2)]
    facts = {"answers": said, "channel": "mail", "received_at": in_time.issued_at + timedelta(hours=2)}
    struck(replies.record_reply(in_time, replies.Reply("N", "J", **facts), by=world.officer, seen=None), by=by)
    result, point = of_result()
    later = {"due_at": point.due_at + timedelta(days=20), "at": point.due_at + timedelta(days=1)}
    follow_ups.postpone(result, **asks, **later)
    _result, point = of_result()
    judgements.waive(fresh(point), **asks)
    judgements.unsettle(fresh(point), **asks, at=point.due_at + timedelta(days=5))
    for due in (timedelta(days=2), None):
        own = owed(world)
        facts = {"at": own.due_at + timedelta(days=1), "due": due and own.due_at + due}
        corrections.revise(own, by=world.officer, seen=None, reason="Keliru", **facts)
    known = {"started": now - timedelta(hours=9), "start_source": "Surat"}
    law.amend_duty(duty(world), by=world.officer, seen=None, reason="Keliru", **known)
    past = past_letter(world, past_case(world), due="11 Mei 2020")
    corrections.revise(past, by=world.officer, seen=None, reason="Keliru", due=spans.parse("21 Mei 2020"))
    return sorted("extend return wait_again unanswer redate unsettle revise revise amend_duty revise".split())


def test_every_way_by_which_a_due_is_moved_after_it_had_passed_is_found_and_the_trail_names_each(world, log_in):
    expected = moved_late(world)
    assert sorted(acts(asked(world, "dues", hours=0))) == expected
    browser = log_in(world.auditor)
    [link] = re.findall(r'href="([^"]+)">Siapa yang menetapkan', browser.get("/audit/").content.decode())
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(unescape(link)).content.decode()
    assert sum(query["sql"].startswith("SELECT") for query in queries) <= 15
    for action in (*expected, "postpone", "issue", "demand", "commit", "track_duty", "enter_letter"):
        for event in CaseEvent.objects.filter(action=action):
            assert str(event.pk) in page, action


# What bears the name of a due and is none that anybody owes by, or moves only together with one.
NO_DUE_OF_ITS_OWN = {
    ("Deadline", "due_before"),  # the due before this row of the clock
    (
        "ClarificationRequest",
        "completed_due_at",
    ),  # the due by which the first complete answer was judged, once and for all
    ("Response", "due_at"),  # the due by which a reply was judged when it came, which never changes
    ("FollowUp", "due_at"),  # what more time gave, which is what each point that was given it is owed by
    ("NotificationDuty", "due_from"),  # the bound of a due known in bounds, which moves with it
    *(
        ("Commitment", f"{name}_due_{part}") for name in ("told", "passed") for part in ("at", "until")
    ),  # due_at as told
    ("Deadline", "due_at"),  # never changed: a question moves to another row
    ("PastLetter", "due_until"),  # the end of a day, of which due_at is the beginning
}


def test_whatever_is_a_due_is_asked_for_when_it_moves_and_found_by_its_name():
    owed_by = {(model.__name__, path) for model, path in OWED} | {("Question", "in_time_until")}
    for tracked, _history in history_models():
        for column in tracked._meta.concrete_fields:
            if isinstance(column, DateField) and re.search("due|in_time|deadline", column.name):
                known = owed_by | NO_DUE_OF_ITS_OWN | {("Commitment", "in_time_until")}
                assert (tracked.__name__, column.name) in known, (tracked, column)
    for language in ("id", "en"):
        with translation.override(language):
            found = {column for _table, columns in field_changes.find(gettext(ANY)).columns for column in columns}
            assert found == {each.field for each in SHOWN}
    with translation.override("en"):
        assert field_changes.find("Setiap tenggat"), "a question that was kept in another language"


@pytest.mark.parametrize(("hour", "is_night"), [(21.9, False), (22, True), (3, True), (5, False), (12, False)])
def test_night_is_that_of_jakarta_from_its_first_hour_up_to_its_last(world, hour, is_night):
    make_incident(world, at=at_hour(hour), seen_at=at_hour(hour))
    assert ("record" in acts(asked(world, "night", **NIGHT))) == is_night
    by_day = asked(world, "night", days_ago=399, begins=1, ends=4)
    assert ("record" in acts(by_day)) == (hour == 3)


def test_an_answer_at_night_is_no_night_edit_of_the_ministry(world):
    request = make_request(world, "open", issued_at=at_hour(12))
    answer_request(world, request, at=at_hour(23))
    assert "answer" not in acts(asked(world, "night", **NIGHT))


def test_what_was_recorded_long_after_it_happened_is_found(world):
    case = make_incident(world)
    says(world, case)
    assert acts(asked(world, "late", days=7)) == ["claim"]
    past_case(world)
    assert acts(asked(world, "late", days_ago=399, days=7)) == ["claim"]


def test_the_first_copy_of_a_day_that_was_too_many_is_found_once_for_each_person(world):
    for who, hours in ((world.officer, (8, 9, 10, 11)), (world.supervisor, (8, 9))):
        for hour in hours:
            facts = {"kind": AccessEntry.Kind.DOWNLOAD, "actor": who, "actor_name": str(who), "at": at_hour(hour)}
            AccessEntry.objects.create(**facts)
    [one] = found(asked(world, "exports", number=2))
    assert (one.actor, one.at) == (world.officer, at_hour(10))
    assert not found(asked(world, "exports", days_ago=2, number=2)).exists()
    assert not found(asked(world, "exports", days_ago=399, number=4)).exists()


@pytest.mark.parametrize(("number", "days", "first"), [(2, 1, 0.4), (3, 1, None), (3, 2, 20), (4, 2, None)])
def test_copies_that_are_spread_over_nights_and_days_are_counted_together(world, number, days, first):
    """One late at night, two soon after midnight, one in the evening of that day, which is more than 24 hours after none of them but the
    first."""
    taken = {hour: took(world, at_hour(hour)) for hour in (-5, 0.2, 0.4, 20)}
    rows = found(asked(world, "exports", number=number, days=days))
    assert list(rows) == ([taken[first]] if first is not None else [])
    if days == 1:  # a rule from before there was such a limit counts within a day
        assert list(found(asked(world, "exports", days_ago=399, number=number))) == list(rows)


def test_a_bundle_that_is_noted_on_what_it_is_of_as_well_is_one_copy(world):
    for subject in ("proofbundle", "incident"):
        took(world, at_hour(9), subject_type=subject, path="/jejak/bukti/1.zip")
    assert not found(asked(world, "exports", number=1)).exists()
    took(world, at_hour(10))
    assert found(asked(world, "exports", days_ago=399, number=1)).count() == 1


def took(world, at, **more):
    facts = {"kind": AccessEntry.Kind.DOWNLOAD, "actor": world.officer, "actor_name": "x", "at": at, **more}
    return AccessEntry.objects.create(**facts)


def test_a_legal_act_is_found_where_the_role_for_it_is_new_and_not_of_who_held_it_before(world):
    now, newly = timezone.now(), User.objects.get(pk=appoint(world, Role.SUPERVISOR).user_id)
    backdated = {"email": "mundur@uji.example", "valid_from": now - timedelta(days=90)}
    named_early = User.objects.get(pk=appoint(world, Role.SUPERVISOR, **backdated).user_id)
    held_long = User.objects.create_user("lama@uji.example", "Lama")
    post = Appointment(user=held_long, role=Role.SUPERVISOR, unit=world.unit, valid_from=now - timedelta(days=90))
    with deeds.record("appoint", on=post, by=deeds.SYSTEM, at=post.valid_from):
        post.save()
    for by in (newly, named_early, fresh(held_long)):
        issue_request(world, make_request(world, "awaiting_approval"), by=by)
    rows = found(asked(world, "posts", hours=24)).order_by("recorded_at")
    assert [(row.action, row.actor) for row in rows] == [("issue", newly), ("issue", named_early)]


def test_what_a_deputy_does_in_the_own_unit_is_found_and_what_they_do_as_officer_is_not(world):
    make_incident(world)
    assert not found(asked(world, "conflict")).exists()
    soon = timezone.now() + timedelta(days=3)
    both = User.objects.get(
        pk=appoint(world, Role.SUPERVISOR, email=world.officer.email, mode="plh", valid_to=soon).user_id
    )
    row = make_request(world, "open")
    letter_decisions.withdraw(fresh(row), by=both, seen=fresh(row).version, reason="Keliru")
    rows = found(asked(world, "conflict"))
    assert [(row.action, row.actor_role) for row in rows] == [("withdraw", "supervisor")]


def test_a_letter_made_and_a_mail_sent_long_after_their_act_are_found(world):
    request = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=9))
    issue = request.incident.events.get(action="issue")
    for hours, late_acts in ((1, []), (5, ["store_letter"])):
        with deeds.record(
            "store_letter",
            on=request,
            by=deeds.SYSTEM,
            at=issue.recorded_at + timedelta(hours=hours),
            act_id=issue.act_id,
        ):
            pass
        late = [act for act in acts(asked(world, "silence", hours=2)) if act != "issue"]  # no engine runs here
        assert late == late_acts


def test_an_assertion_verified_just_before_its_case_was_closed_is_found(world):
    case = make_incident(world)
    early, late = (says(world, case, topic=topic) for topic in ("subjects", "records"))
    assertions.assess(early, by=world.officer, seen=None, status="verified", reason="Log")
    assertions.assess(fresh(late), by=world.officer, seen=None, status="partly_verified", reason="Log")
    rule = asked(world, "verified", hours=24)
    assert not found(rule).exists()
    work.close(case, by=world.supervisor, seen=None, outcome="no_breach", reason="Selesai")
    assert [row.subject_id for row in found(rule)] == [str(early.pk)]


def test_a_look_into_a_restricted_case_from_outside_is_found_and_none_from_inside(world):
    case, open_case = make_incident(world), make_incident(world)
    work.restrict(case, by=world.officer, seen=None, reason="Peka")
    facts = {"subject_type": "incident", "at": timezone.now()}
    for who in (world.officer, world.supervisor, world.auditor, world.liaison_a):
        for about in (case, open_case):
            for kind in (AccessEntry.Kind.READ, AccessEntry.Kind.SEARCH):
                AccessEntry.objects.create(kind=kind, actor=who, actor_name=str(who), subject_id=about.pk, **facts)
    path = f"/insiden/{case.reference}/tutup/"
    AccessEntry.objects.create(kind="refused", at=timezone.now(), actor=world.supervisor, actor_name="x", path=path)
    rule = asked(world, "restricted")
    assert [(row.kind, row.actor) for row in found(rule).order_by("kind")] == [
        ("read", world.supervisor),
        ("refused", world.supervisor),
    ]
    work.admit(fresh(case), by=world.officer, user=world.supervisor, why="Menangani")
    AccessEntry.objects.create(
        **facts | {"at": timezone.now()}, kind="read", actor=world.supervisor, subject_id=case.pk
    )
    assert found(rule).count() == 2


def test_an_auditor_switches_a_kind_on_changes_it_from_a_day_on_and_ends_it(world, log_in):
    make_incident(world)
    before = {model: model.objects.exclude(pk=None).count() for model in TABLES[1:]}
    browser, url, today = log_in(world.auditor), "/audit/anomali/night/tetapkan/", clocks.day(timezone.now())
    sent = Form(browser.get(url).content.decode()).as_sent()
    assert (sent["begins"], sent["ends"]) == ("22", "5")
    began = today - timedelta(days=30)
    for day, begins in ((began, "23"), (today, "20"), (today, "21")):
        sent = Form(browser.get(url).content.decode()).as_sent() | {"begins": begins, "reason": "Pemeriksaan"}
        assert press(browser, url, sent | {"effective_from": f"{day:%d-%m-%Y}"}).status_code == 302
    first, last = AnomalyRule.objects.order_by("effective_from")
    assert (first.effective_from, first.effective_to, first.limits) == (began, today, {"begins": 23, "ends": 5})
    assert (last.effective_from, last.effective_to, last.limits) == (today, None, {"begins": 21, "ends": 5})
    end = f"/audit/anomali/aturan/{last.pk}/akhiri/"
    sent = Form(browser.get(end).content.decode()).as_sent() | {"reason": "Selesai"}
    assert "pilih hari setelahnya" in press(browser, end, sent | {"effective_to": f"{today:%d-%m-%Y}"}).content.decode()
    assert press(browser, end, sent).status_code == 302
    assert fresh(last).effective_to == today + timedelta(days=1)
    sent = Form(browser.get(end).content.decode()).as_sent() | {"reason": "Selesai"}
    assert press(browser, end, sent).status_code == 409
    of_rules = CaseEvent.objects.filter(subject_type="anomalyrule")
    assert set(of_rules.values_list("actor_role", "incident")) == {("auditor", None)}
    assert not of_rules.filter(reason="").exists()
    assert before == {model: model.objects.exclude(pk=None).count() for model in TABLES[1:]}
    page = browser.get("/audit/anomali/").content.decode()
    assert "Malam mulai: 21 (jam, WIB)" in page and "bukan tuduhan" in page


def test_a_rule_that_was_ended_and_is_put_right_ends_when_it_was_ended(world):
    today = clocks.day(timezone.now())
    begun, ended = today - timedelta(days=30), today - timedelta(days=10)
    facts = {"by": world.auditor, "code": "night", "effective_from": begun, "reason": "Pemeriksaan"}
    rule = verbs.enact_anomaly(limits={"begins": 22, "ends": 5}, **facts)
    verbs.end_anomaly(rule, by=world.auditor, effective_to=ended, reason="Selesai")
    right = verbs.enact_anomaly(limits={"begins": 23, "ends": 5}, **facts)
    assert (right.limits["begins"], right.effective_to) == (23, ended)


def test_what_was_looked_at_says_so_with_name_and_instant_and_stays_in_the_list(world, log_in):
    says(world, make_incident(world))
    asked(world, "late", days=7)
    browser = log_in(world.auditor)
    page = browser.get("/audit/anomali/late/").content.decode()
    [event] = CaseEvent.objects.filter(action="claim")
    look = f"/audit/anomali/late/temuan/{event.pk}/"
    assert look in page and f"/jejak/peristiwa/{event.pk}/" in page and event.incident.reference in page
    assert press(browser, look, Form(browser.get(look).content.decode()).as_sent()).status_code == 200
    assert press(browser, look, {"words": "Ditemukan pada arsip rilis pers"}).status_code == 302
    again = browser.get("/audit/anomali/late/").content.decode()
    assert look in again and f"Diperiksa oleh {world.auditor}" in again and "Ditemukan pada arsip" in again
    other = CaseEvent.objects.exclude(pk=event.pk).filter(incident__isnull=False).first()
    assert browser.get(f"/audit/anomali/late/temuan/{other.pk}/").status_code == 404
    for unknown in ("late/temuan/x", "late/temuan/7", "tiada", "dues/temuan/7"):
        assert browser.get(f"/audit/anomali/{unknown}/").status_code == 404


def test_the_first_page_counts_what_was_recorded_since_the_last_visit(world, log_in):
    says(world, make_incident(world))
    asked(world, "late", days=7)
    page = " ".join(re.sub("<[^>]+>", " ", log_in(world.auditor).get("/audit/").content.decode()).split())
    assert "Dicatat lama sesudah terjadi 1" in page
    later = timezone.now() + timedelta(seconds=1)
    assert [(kind.code, n) for kind, n in anomalies.since(world.auditor, later, later)] == [("late", 0)]


@pytest.mark.parametrize("path", ["", "late/", "restricted/", "exports/", "silence/", "roles/", "back/"])
def test_pages_of_anomalies_ask_few_questions_however_many_rules_and_findings_there_are(world, log_in, path):
    for code, kind in KINDS.items():
        for days_ago in (400, 300, 200):
            asked(
                world, code, days_ago=days_ago, **{each.name: each.lowest for each in kind.parameters} | NIGHT_OF[code]
            )
    browser, numbers = log_in(world.auditor), []
    browser.get("/audit/anomali/")
    for _n in range(2):
        for drill in (True, False):
            case = make_incident(world, drill=drill)
            says(world, case)
            work.restrict(case, by=world.officer, seen=None, reason="Peka")
            for kind, who in (("read", world.supervisor), ("download", world.supervisor), ("download", world.officer)):
                facts = {"subject_type": "incident", "subject_id": case.pk, "at": timezone.now()}
                AccessEntry.objects.create(kind=kind, actor=who, actor_name="x", **facts)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"/audit/anomali/{path}").content.decode()
        numbers.append(sum(query["sql"].startswith("SELECT") for query in queries))
    assert numbers[0] == numbers[1] <= 15, "\n".join(query["sql"][:160] for query in queries)
    assert path not in ("late/", "restricted/") or ("LATIHAN" in page and case.reference in page)


NIGHT_OF = dict.fromkeys(KINDS, {}) | {"night": {"begins": 22, "ends": 5}}


def test_every_kind_has_its_query_and_asks_in_both_languages():
    assert set(ROWS) == set(KINDS)
    for kind in TABLE:
        for language in ("id", "en"):
            with translation.override(language):
                assert gettext(kind.asks).endswith("?") or "." in gettext(kind.asks)
        with translation.override("id"):
            assert gettext(kind.label) != kind.label


def test_a_role_that_was_given_and_taken_away_again_is_found_and_one_that_was_held_is_not(world):
    now = timezone.now()
    short, held = (appoint(world, Role.SUPERVISOR, email=f"{who}@uji.example") for who in ("sebentar", "lama"))
    rule = asked(world, "roles", hours=72)
    assert not found(rule).exists()
    people.end_appointment(short, by=world.administrator, reason="Selesai")
    [ended] = found(rule)
    assert (ended.action, ended.subject_id, ended.actor) == ("end_appointment", str(short.pk), world.administrator)
    appoint(world, Role.SUPERVISOR, email="sehari@uji.example", mode="plh", valid_to=now + timedelta(days=1))
    appoint(world, Role.SUPERVISOR, email="sebulan@uji.example", mode="plh", valid_to=now + timedelta(days=30))
    given = appoint(world, Role.SUPERVISOR, email="sebentar@uji.example")
    assert set(found(rule).values_list("action", "subject_id")) == {
        ("end_appointment", str(short.pk)),
        ("appoint", str(Appointment.objects.get(user__email="sehari@uji.example").pk)),
        ("appoint", str(given.pk)),  # lost and got again
    }
    assert not found(asked(world, "roles", days_ago=399, hours=1)).filter(subject_id=held.pk).exists()


def test_what_of_a_case_was_changed_and_changed_back_is_found_and_what_stayed_is_not(world):
    case, rule = make_incident(world), asked(world, "back", days=7)
    work.restrict(case, by=world.officer, seen=None, reason="Peka")
    rated(world, case, "high")
    rated(world, case, "low")
    assert not found(rule).exists()
    work.unrestrict(fresh(case), by=world.supervisor, seen=None, reason="Keliru")
    assert acts(rule) == ["unrestrict"]
    rated(world, case, "high")
    assert sorted(acts(rule)) == ["rate", "unrestrict"]
    assert found(rule).get(action="rate") == CaseEvent.objects.filter(action="rate").latest("recorded_at")


def test_what_came_back_after_longer_than_the_limit_is_no_change_to_and_fro(world):
    now = timezone.now()
    case = make_incident(world, at=now - timedelta(days=60), seen_at=now - timedelta(days=60))
    for level, days_ago in (("high", 50), ("low", 30), ("high", 10)):
        rated(world, case, level, at=now - timedelta(days=days_ago))
    assert not found(asked(world, "back", days=19)).exists()
    assert acts(asked(world, "back", days_ago=399, days=21)) == ["rate"]


def rated(world, case, level, **when):
    half = dict.fromkeys(("identification", "confidentiality", "integrity", "availability"), Decimal("0.5"))
    facts = {"context": 1, "malicious": False, "many": False, "unintelligible": False, **half, **when}
    law.rate(fresh(case), by=world.officer, level_set=level, reason="Dinilai", **facts)
