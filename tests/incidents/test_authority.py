"""Who may do a deed to this very thing: the door, the buttons, the lists and the warning that nobody can give one answer."""

import pytest
from django.utils import timezone

from incidents.actions import letter_decisions, people
from incidents.models import ClarificationRequest, User
from incidents.record import authority, deeds
from incidents.reports import who_may_decide
from incidents.views.buttons import buttons_of
from incidents.workflow import TRANSITIONS, Action, Role, Subject
from tests.world import answer_request, appointed_to_another_unit, fresh, issue_request, make_request


def moves_of(clarification, person):
    row = ClarificationRequest.objects.with_own_hand(person).get(pk=clarification.pk)
    return {button.move for button in buttons_of(row, person).every}


def test_a_letter_is_issued_for_its_unit_and_everything_says_the_same(world, log_in):
    """Unless a supervisor of the letter's own unit is there: door, button, list and warning agree."""
    elsewhere, row = appointed_to_another_unit(world), make_request(world, "awaiting_approval")
    for name in ("supervisor", "other_supervisor"):
        post = getattr(world, name).appointments.get(role=Role.SUPERVISOR)
        people.end_appointment(post, by=world.administrator, reason="Pindah")
    assert "tidak ada atasan yang diangkat" in who_may_decide.nobody(fresh(row), timezone.now())
    with pytest.raises(authority.OfAnotherUnit):
        issue_request(world, row, by=elsewhere)
    assert Action.ISSUE not in moves_of(row, elsewhere)
    browser = log_in(elsewhere)
    assert row.reference not in browser.get("/persetujuan/").content.decode()
    digest = browser.get(f"/permintaan/{row.pk}/terbitkan/", follow=True).context.get("digest")
    data = {"seen": row.version, "digest": digest or "x"}
    refused = browser.post(f"/permintaan/{row.pk}/terbitkan/", data)
    assert refused.status_code == 403 and "Surat mewakili satuan kerjanya" in refused.content.decode()
    assert fresh(row).status == "awaiting_approval"

    who = {"by": world.administrator, "email": elsewhere.email, "name": elsewhere.name}
    people.appoint(people.Post(Role.SUPERVISOR, unit=world.unit), **who)
    both = User.objects.get(pk=elsewhere.pk)
    assert who_may_decide.nobody(fresh(row), timezone.now()) == "" and Action.ISSUE in moves_of(row, both)
    assert row.reference in log_in(both).get("/persetujuan/").content.decode()
    assert issue_request(world, row, by=both).status == "open"


def test_every_move_that_makes_a_letter_speaks_for_the_unit():
    """Whoever signs signs under the office of the unit; send back, drop and the like make no letter."""
    makes = {action for action, row in TRANSITIONS.items() if row.of_unit}
    by_supervisors = {
        action
        for action, row in TRANSITIONS.items()
        if row.subject in (Subject.REQUEST, Subject.CASE_LETTER, Subject.COMPLAINT_ANSWER)
        and row.by == {Role.SUPERVISOR}
    }
    assert by_supervisors - makes == {Action.SEND_BACK, Action.REPLACE, Action.DROP_LETTER}
    assert makes - {Action.WAIVE} <= by_supervisors, "to release a point that a letter set speaks for its unit as well"


def test_a_letter_that_waits_for_another_units_signature_or_decision_is_nobody_elses(world, log_in):
    elsewhere = appointed_to_another_unit(world)
    closed = make_request(world, "closed")
    waiting = make_request(world, "awaiting_signature")
    for person, theirs in ((elsewhere, False), (world.supervisor, True)):
        page = log_in(person).get("/persetujuan/").content.decode()
        assert (f"/surat/{fresh(waiting).letter.pk}/tanda-tangan/" in page) == theirs
        assert (f"/permintaan/{closed.pk}/surat-penerimaan/" in page) == theirs
    at = f"/surat/{fresh(waiting).letter.pk}/tanda-tangan/"
    assert [log_in(person).get(at).status_code for person in (elsewhere, world.supervisor)] == [403, 200]
    with pytest.raises(authority.OfAnotherUnit):
        letter_decisions.confirm_acceptance(closed, by=elsewhere, seen=closed.version)


def test_who_acted_for_the_other_side_is_offered_no_button_that_the_door_refuses(world, log_in):
    facts = {"by": world.administrator, "email": "p@uji.example", "name": "Pe"}
    post = people.appoint(people.Post(Role.LIAISON, agency=world.agency_a), **facts)
    row = make_request(world, "open")
    answer_request(world, row, numbers=[1], by=post.user)
    people.end_appointment(post, by=world.administrator, reason="Pindah")
    people.appoint(people.Post(Role.SUPERVISOR, unit=world.unit), **facts)
    changed = User.objects.get(email="p@uji.example")
    assert moves_of(row, changed) == set() and moves_of(make_request(world, "open"), changed)
    with pytest.raises(authority.OtherSide):
        letter_decisions.withdraw(fresh(row), by=changed, seen=None, reason="x")
    for name in ("supervisor", "other_supervisor"):
        post = getattr(world, name).appointments.get(role=Role.SUPERVISOR)
        people.end_appointment(post, by=world.administrator, reason="Pindah")
    waits = make_request(world, "awaiting_approval", incident=fresh(row.incident), agency=world.agency_b)
    assert "untuk pihak lain" in who_may_decide.nobody(waits, timezone.now())


def test_what_a_signature_would_be_refused_for_is_known_before_somebody_signs(world):
    row = make_request(world, "awaiting_approval")
    deeds.foresee(Action.ISSUE, on=row, by=world.supervisor, seen=row.version)
    with pytest.raises(deeds.Conflict):
        deeds.foresee(Action.ISSUE, on=row, by=world.supervisor, seen=row.version + 1)
    with pytest.raises(authority.NotYours):
        deeds.foresee(Action.ISSUE, on=row, by=world.officer, seen=row.version)


def test_the_page_of_a_refusal_says_why_in_the_readers_language(world, log_in):
    """Not the same sentence for everybody: another's case, the own hand, no such appointment."""
    row = make_request(world, "awaiting_approval")
    people.appoint(
        people.Post(Role.OFFICER, unit=world.unit), by=world.administrator, email="r@uji.example", name="Rekan"
    )
    colleague, drafter = User.objects.get(email="r@uji.example"), world.officer
    people.end_appointment(drafter.appointments.get(), by=world.administrator, reason="Naik jabatan")
    people.appoint(
        people.Post(Role.SUPERVISOR, unit=world.unit), by=world.administrator, email=drafter.email, name=drafter.name
    )
    issue = f"/permintaan/{row.pk}/terbitkan/"
    for person, method, address, indonesian, english in (
        (
            colleague,
            "get",
            f"/insiden/{row.incident}/serahkan/",
            "Hanya pemiliknya atau atasan",
            "the person whose it is",
        ),
        (User.objects.get(pk=drafter.pk), "post", issue, "Penyusun atau penyunting surat", "Whoever drafted or edited"),
        (world.auditor, "get", f"/insiden/{row.incident}/ubah/", "tidak mencakupnya", "does not cover it"),
    ):
        for language, words in (("id", indonesian), ("en", english)):
            browser = log_in(person)
            browser.cookies["bahasa"] = language
            data = {"seen": row.version, "digest": "x", "approved": "x"} if method == "post" else {}
            answer = getattr(browser, method)(address, data)
            assert answer.status_code == 403 and words in answer.content.decode(), (address, language)
