"""Who may do a deed to this very thing: the door, the buttons, the lists and the warning that nobody can give one answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import case_letter_content, case_letters, letter_decisions, people
from incidents.models import CaseLetter, ClarificationRequest, Unit, User
from incidents.plain import letter_kinds
from incidents.record import authority, deeds
from incidents.reports import who_may_decide
from incidents.views.buttons import buttons_of
from incidents.workflow import TRANSITIONS, Action, Role, Subject
from tests.meetings import issue
from tests.typed_rows import grounds
from tests.world import answer_request, appointed_to_another_unit, fresh, issue_request, make_incident, make_request


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

    who = {"by": deeds.SYSTEM, "email": elsewhere.email, "name": elsewhere.name}
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
    # To release a point that a letter set, or to move its due, speaks for its unit as well.
    of_points = {Action.WAIVE, Action.REDATE}
    assert makes - of_points <= by_supervisors


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
    people.appoint(people.Post(Role.SUPERVISOR, unit=world.unit), **facts | {"by": deeds.SYSTEM})
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
        people.Post(Role.SUPERVISOR, unit=world.unit), by=deeds.SYSTEM, email=drafter.email, name=drafter.name
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


# --- sanctions ----------------------------------------------------------------------------------------------------


def reprimand(world):
    kind = letter_kinds.REPRIMAND
    facts = {each.name: f"Isi {each.name}" for each in kind.wanted}
    facts["done_by"] = case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))
    how = {"by": world.officer, "kind": kind, "agencies": [world.agency_a], "subject": "Teguran"}
    case = make_incident(world)
    facts |= grounds(case, world.officer)
    return case_letters.draft(case, facts=facts, **how)


def signs(world, mode, **own):
    """A supervisor of the world's unit who signs so."""
    post = people.Post(Role.SUPERVISOR, unit=world.unit, mode=mode, **own)
    until = timezone.now() + timedelta(days=2) if mode in ("plh", "plt") else None
    who = {"by": deeds.SYSTEM, "email": f"{mode}@uji.example", "name": mode.upper(), "valid_to": until}
    return User.objects.get(pk=people.appoint(post, **who).user_id)


def another_letterhead(world, **facts):
    """The next letterhead of the world's unit, from today on."""
    names = ("code", "ministry", "name", "address", "place", "signatory_office", "letter_code", "classification")
    names += ("number_template", "sanctions_for", "mandate")
    same = {name: getattr(world.unit, name) for name in names} | facts
    return people.register_unit(reason="Uji", by=world.administrator, valid_from=timezone.localdate(), **same)


def test_a_reprimand_is_signed_in_the_name_of_who_imposes_it_and_cites_the_mandate(world):
    rows = reprimand(world)
    issue(world, rows)
    content = CaseLetter.objects.get(pk=rows[0].pk).letter.content
    said = [content[name] for name in ("signatory_office", "signatory_mode", "signatory_own", "signatory_name")]
    assert said == ["Menteri", "an", world.unit.signatory_office, "Supervisor"]
    assert content["basis"][0].endswith("Pasal 100 ayat (1), ayat (2) huruf a, dan ayat (3)")
    assert content["basis"][1:] == ["Mandat uji"]


@pytest.mark.parametrize(
    ("mode", "own"),
    [
        ("plh", {}),
        ("plt", {}),
        ("an", {"office": "Direktur"}),
        ("ub", {"office": "Kepala Subdirektorat", "through_office": "Direktur"}),
    ],
)
def test_nobody_imposes_a_sanction_in_anothers_place_and_page_and_door_say_so(world, log_in, mode, own):
    [row], deputy = reprimand(world), signs(world, mode, **own)
    assert not authority.may(Action.ISSUE_LETTER, row, deputy, row.incident)
    with pytest.raises(authority.WithoutMandate):
        issue(world, [row], by=deputy)
    refused = log_in(deputy).post(f"/surat-perkara/{row.pk}/terbitkan/", {f"seen-{row.pk}": f"{row.version}.x"})
    assert refused.status_code == 403 and "Teguran adalah sanksi" in refused.content.decode()
    assert fresh(row).status == "draft"


def test_without_a_mandate_on_its_letterhead_a_unit_imposes_none_and_everybody_is_told_why(world):
    [row] = reprimand(world)
    another_letterhead(world, sanctions_for="", mandate="")
    with pytest.raises(authority.WithoutMandate):
        issue(world, [row])
    assert "Teguran adalah sanksi" in who_may_decide.nobody(fresh(row), timezone.now())


def test_the_office_that_imposes_sanctions_itself_signs_its_own_and_needs_no_mandate(world):
    another_letterhead(world, signatory_office="Menteri", sanctions_for="Menteri", mandate="")
    rows = reprimand(world)
    issue(world, rows)
    content = CaseLetter.objects.get(pk=rows[0].pk).letter.content
    assert (content["signatory_office"], content["signatory_mode"], len(content["basis"])) == ("Menteri", "", 1)


def test_no_shipped_letterhead_claims_a_mandate_that_nobody_gave(db):
    from incidents import setup_data

    setup_data.load_units(deeds.SYSTEM, letter_code="X", classification="Y")
    assert set(Unit.objects.values_list("sanctions_for", "mandate")) == {("", "")}
