"""How a point of a letter was judged: by which of what came back, and taken back with a reason by who judged it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from incidents.actions import (
    agencies,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    corrections,
    dissolution,
    follow_ups,
    judgements,
    letter_content,
    not_ours_to_correct,
    people,
    work,
)
from incidents.models import CaseEvent, CaseLetter, Commitment, FollowUp, Incident, User
from incidents.plain import letter_kinds
from incidents.record import deeds
from incidents.reports.waiting import keys
from incidents.templatetags.words import long
from incidents.views.buttons import buttons_of
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from tests import meetings
from tests.sent_form import press
from tests.typed_rows import paper_on_a_result, struck
from tests.world import appointed_to_another_unit, make_incident


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def paper(world):
    """Typed in by the officer; the letter asks for one thing, and its body has reported that it is done as well."""
    return paper_on_a_result(world)


@pytest.fixture
def owed(paper):
    return paper.case_letter.demands.get()


@pytest.fixture
def colleague(world):
    post = people.Post("officer", unit=world.unit)
    people.appoint(post, by=world.administrator, email="lain@uji.example", name="Petugas Lain")
    return User.objects.get(email="lain@uji.example")


def close(world, case):
    case = Incident.objects.get(pk=case.pk)
    return work.close(case, by=world.supervisor, seen=case.version, outcome="old_or_open", reason="Selesai")


def keep(world, owed, **more):
    return work.keep(fresh(owed), by=world.officer, seen=None, **more)


def take_back(owed, by, **more):
    return judgements.unsettle(fresh(owed), by=by, seen=None, reason="Salah tekan", **more)


JUDGED = {
    "kept": keep,
    "missed": lambda w, o: work.miss(fresh(o), by=w.officer, seen=None, reason="Tidak ada"),
    "dropped": lambda w, o: judgements.waive(fresh(o), by=w.supervisor, seen=None, reason="Tidak perlu"),
}


@pytest.mark.parametrize("how", JUDGED)
def test_a_judgement_is_taken_back_by_who_judged_or_a_superior_and_judged_anew(world, owed, colleague, how):
    close(world, owed.incident)
    JUDGED[how](world, owed)
    with pytest.raises(PermissionDenied):
        take_back(owed, colleague)
    assert "unsettle" not in buttons_of(Commitment.objects.with_recorded().get(pk=owed.pk), colleague).beside
    judge = world.supervisor if how == "dropped" else world.officer
    assert "unsettle" in buttons_of(Commitment.objects.with_recorded().get(pk=owed.pk), judge).beside
    due, again = owed.due_at, take_back(owed, judge)
    assert (again.status, again.settled_at, again.shown_by, again.judged_by) == ("open", None, None, None)
    assert due <= again.due_at < due + timedelta(minutes=1) and owed.case_letter_id in [
        key for key, *_ in keys.reported(world.officer, timezone.now())
    ]
    JUDGED[how](world, owed)
    take_back(owed, world.supervisor)
    assert [e.status_from for e in CaseEvent.objects.filter(action="unsettle")] == [how, how]


def test_a_point_of_a_letter_is_released_by_a_supervisor_of_its_unit_alone_and_its_body_is_told_why(
    world, owed, log_in
):
    with pytest.raises(work.AskedByLetter):
        work.drop(fresh(owed), by=world.officer, seen=None, reason="Tidak perlu")
    for person in (world.officer, world.administrator, appointed_to_another_unit(world)):
        with pytest.raises(PermissionDenied):
            judgements.waive(fresh(owed), by=person, seen=None, reason="Tidak perlu")
    offered = buttons_of(Commitment.objects.with_recorded().get(pk=owed.pk), world.officer).beside
    assert "waive" not in offered and "drop" not in offered and "miss" in offered
    letter, browser = owed.get_absolute_url(), log_in(world.supervisor)
    address = f"/janji/{owed.pk}/lepas-butir/"
    assert address in browser.get(letter).content.decode()
    seen = fresh(owed).version
    assert "reason" in press(browser, address, {"seen": seen, "reason": ""}).context["form"].errors
    assert press(browser, address, {"seen": seen, "reason": "Sudah dilakukan lebih dulu"}).status_code == 302
    released = fresh(owed)
    assert (released.status, released.judged_by) == ("dropped", world.supervisor)
    assert told("released") == [("surat@a.example", "sent", "")]
    page = log_in(world.liaison_a).get(letter).content.decode()
    assert f"{owed.what}: Sudah dilakukan lebih dulu" in page and "Satu butir dilepas" in page


def test_a_body_that_was_mailed_of_a_release_is_mailed_when_that_is_taken_back_read_or_not(world, owed):
    judgements.waive(fresh(owed), by=world.supervisor, seen=None, reason="Tidak perlu")
    take_back(owed, world.supervisor)
    assert told("released") == told("rejudged") == [("surat@a.example", "sent", "")]


def test_what_a_body_reported_waits_for_its_judge_when_another_point_is_released(world, owed):
    before = [key for key, *_ in keys.reported(world.officer, timezone.now())]
    assert owed.case_letter_id in before
    judgements.waive(fresh(owed), by=world.supervisor, seen=None, reason="Tidak perlu")
    take_back(owed, world.supervisor)
    assert [key for key, *_ in keys.reported(world.officer, timezone.now())] == before


def test_what_is_open_has_no_judgement_and_a_stale_page_takes_none_back(world, owed):
    with pytest.raises(deeds.Conflict):
        take_back(owed, world.officer)
    seen = keep(world, owed).version
    take_back(owed, world.officer)
    keep(world, owed)
    with pytest.raises(deeds.Conflict):
        judgements.unsettle(fresh(owed), by=world.officer, seen=seen, reason="Salah tekan")


def told(kind="rejudged"):
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    return [(m.recipient, m.state, m.skip_reason) for m in Message.objects.filter(kind=kind)]


def test_the_body_is_mailed_only_what_it_had_read_and_reads_why_on_its_page(world, owed, log_in):
    keep(world, owed)
    take_back(owed, world.officer)
    assert told() == [("surat@a.example", "skipped", "untold")]
    keep(world, owed)
    page, liaison = owed.get_absolute_url(), log_in(world.liaison_a)
    assert "ditunjukkan oleh: Laporan" in " ".join(liaison.get(page).content.decode().split())
    take_back(owed, world.officer)
    assert told()[1:] == [("surat@a.example", "sent", "")]
    assert f"{owed.what}: Salah tekan" in liaison.get(page).content.decode()


def test_it_stays_as_late_as_what_shows_it_came_whoever_judges_again(world, owed):
    due, hour = owed.due_at, timedelta(hours=1)
    said = dict(by=world.liaison_a, seen=None, text="Selesai", name="Wati", office="PPDP")
    follow_ups.report_back(CaseLetter.objects.get(pk=owed.case_letter_id), **said, at=due + 5 * hour)
    first = keep(world, owed, at=due + 6 * hour).late_by
    take_back(owed, world.officer, at=due + 7 * hour)
    assert keep(world, owed, at=due + 8 * hour).late_by == first > 4 * hour


def test_the_earlier_report_may_be_named_as_what_shows_it(world, owed, log_in):
    early, last = owed.case_letter.follow_ups.all()
    assert (early.kind, last.number) == ("report", "B-7")
    page = f"/janji/{owed.pk}/ditepati/"
    officer = log_in(world.officer)
    choices = officer.get(page).context["form"].fields["shown_by"].queryset
    assert list(choices) == [early, last]
    assert press(officer, page, {"seen": fresh(owed).version}).status_code == 200 and fresh(owed).status == "open"
    press(officer, page, {"seen": fresh(owed).version, "shown_by": early.pk})
    assert fresh(owed).shown_by == early


@pytest.mark.parametrize("kind", ["receipt", "nothing"])
def test_a_receipt_and_a_word_that_nothing_is_done_are_not_offered_and_show_nothing(world, owed, log_in, kind):
    said = follow_ups.record_follow_up(
        fresh(owed.case_letter),
        by=world.officer,
        seen=None,
        kind=kind,
        channel="letter",
        came_at=timezone.now(),
        number="B-9",
    )
    assert (
        said not in log_in(world.officer).get(f"/janji/{owed.pk}/ditepati/").context["form"].fields["shown_by"].queryset
    )
    with pytest.raises(follow_ups.NothingShows):
        keep(world, owed, shown_by=said)
    assert keep(world, owed).shown_by != said


def test_what_another_letter_got_shows_nothing_of_this_one(world, owed):
    other = paper_on_a_result(world)
    with pytest.raises(follow_ups.NothingShows):
        keep(world, owed, shown_by=other)


def test_a_page_of_what_nothing_shows_yet_says_so_and_leads_back(world, owed, log_in, monkeypatch):
    monkeypatch.setattr(FollowUp, "SHOWS", (FollowUp.Kind.RESULT,))
    answer = log_in(world.officer).get(f"/janji/{owed.pk}/ditepati/", follow=True)
    assert "Belum ada yang menunjukkan" in answer.content.decode() and answer.redirect_chain


def revise(row, by, **facts):
    row = fresh(row)
    return corrections.revise(row, by=by, seen=row.version, reason="Salah ketik", **facts)


def test_paper_is_put_right_in_a_closed_case_and_what_was_read_before_judges_nothing(world, paper, owed):
    close(world, paper.incident)
    seen = fresh(owed).version
    assert revise(paper, world.officer, kind="nothing", text="Belum ada").kind == "nothing"
    with pytest.raises(deeds.Conflict):
        work.keep(fresh(owed), by=world.officer, seen=seen)
    with pytest.raises(deeds.Conflict):
        follow_ups.ask_more(paper.case_letter, by=world.officer, seen=paper.case_letter.version, reason="x")
    assert struck(paper, by=world.supervisor).struck_at
    assert list(fresh(paper.case_letter).follow_ups.values_list("channel", flat=True)) == ["portal"]


CHANGES = {"kind": "nothing", "text": "Belum", "came_at": None}


@pytest.mark.parametrize("fact", CHANGES)
def test_what_a_point_was_judged_by_is_not_rewritten_under_the_judgement(world, paper, owed, fact):
    keep(world, owed, shown_by=paper)
    with pytest.raises(corrections.ShowsIt) as refusal:
        revise(paper, world.officer, **{fact: CHANGES[fact] or timezone.now()})
    assert owed.what in str(refusal.value)
    with pytest.raises(corrections.ShowsIt):
        struck(paper, by=world.officer)
    assert revise(paper, world.officer, number="B-70", name="Wati").number == "B-70"
    take_back(owed, world.officer)
    assert struck(paper, by=world.officer).struck_at


def test_what_the_body_sent_and_what_it_was_told_is_none_of_ours_to_correct(world, paper, log_in):
    letter = paper.case_letter
    own = letter.follow_ups.get(channel="portal")
    asked = follow_ups.ask_more(fresh(letter), by=world.officer, seen=None, reason="Belum lengkap")
    for row, why in ((own, not_ours_to_correct.SentByTheBody), (asked, corrections.WentOut)):
        with pytest.raises(why):
            revise(row, world.supervisor, text="Lain")
        with pytest.raises(why):
            struck(row, by=world.supervisor)
        assert not buttons_of(FollowUp.objects.with_recorded().get(pk=row.pk), world.supervisor).every
    page = log_in(world.officer).get(letter.get_absolute_url()).content.decode()
    assert f"/tindak-lanjut/{paper.pk}/coret/" in page and f"/tindak-lanjut/{own.pk}/coret/" not in page


def test_struck_paper_is_read_by_the_ministry_and_not_by_the_body(world, paper, log_in):
    struck(paper, by=world.officer, reason="Surat dari kasus lain")
    address = paper.case_letter.get_absolute_url()
    page = log_in(world.auditor).get(address).content.decode()
    assert "Surat dari kasus lain" in page and paper.text in page
    page = log_in(world.liaison_a).get(address).content.decode()
    assert paper.text not in page and "Surat dari kasus lain" not in page


def test_when_it_came_is_after_the_letter_and_not_in_the_future_and_says_whose_it_is(world, paper):
    issued_at = paper.case_letter.issued_at
    for instant in (issued_at - timedelta(seconds=1), timezone.now() + timedelta(days=1)):
        with pytest.raises(follow_ups.NotWhenItCame):
            revise(paper, world.officer, came_at=instant)
    before = timezone.now()
    dissolution.end_agency(
        world.agency_a, by=world.administrator, ended_on=timezone.localdate(), reason="Lebur", successor=world.agency_b
    )
    assert revise(paper, world.officer, came_at=timezone.now()).agency == world.agency_b
    assert revise(paper, world.officer, came_at=before).agency == world.agency_a


def test_what_a_revocation_released_is_not_taken_back(world, owed):
    letter = fresh(owed.case_letter)
    [back] = case_letters.take_back(
        letter, by=world.officer, seen=letter.version, facts={"alasan": "Keliru"}, subject="Pencabutan"
    )
    digest = letter_content.digest(case_letter_content.content(back, timezone.now(), world.supervisor))
    case_letter_issuing.issue({back: (back.version, digest)}, by=world.supervisor)
    assert not fresh(owed).may_be_judged_anew
    with pytest.raises(follow_ups.NothingAwaited):
        take_back(owed, world.supervisor)
    assert CaseLetter.objects.get(pk=letter.pk).taken_back_by


def test_a_judgement_of_a_promise_is_taken_back_until_the_case_is_closed(world, log_in):
    case = make_incident(world)
    owed = work.commit(case, by=world.officer, who="Ins A", what="Log")
    officer = log_in(world.officer)
    typed = {"seen": owed.version, "kept": f"{timezone.localtime():%d-%m-%Y}"}
    assert press(officer, f"/janji/{owed.pk}/ditepati/", typed).status_code == 302
    assert fresh(owed).judged_by == world.officer and not told()
    press(officer, f"/janji/{owed.pk}/tarik-penilaian/", {"seen": fresh(owed).version, "reason": "Salah tekan"})
    assert fresh(owed).status == "open"
    keep(world, owed)
    close(world, case)
    with pytest.raises(judgements.Decided):
        take_back(owed, world.officer)
    assert "unsettle" not in buttons_of(Commitment.objects.with_recorded().get(pk=owed.pk), world.officer).beside


def two_points(world):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in letter_kinds.RECOMMENDATION.wanted}
    facts |= {"butir": "Satu\nDua", "done_by": case_letter_content.done_by_facts(timezone.now() + timedelta(days=30))}
    case, to = make_incident(world), [world.agency_a]
    of = dict(by=world.officer, kind=letter_kinds.RECOMMENDATION, agencies=to, facts=facts, subject="R")
    row = meetings.issue(world, case_letters.draft(case, **of))[0]
    follow_ups.report_back(row, by=world.liaison_a, seen=None, text="Sudah", name="N", office="O")
    return row, list(row.demands.order_by("pk"))


@pytest.mark.parametrize("in_time", [True, False])
def test_a_point_that_is_open_again_has_the_time_that_all_that_is_outstanding_got_meanwhile(world, in_time):
    row, (one, two) = two_points(world)
    due = one.due_at
    keep(world, one)
    given, longer = due + timedelta(days=-2 if in_time else 1), due + timedelta(days=20)
    follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=longer, reason="Data besar", at=given)
    take_back(one, world.officer, at=due + timedelta(days=3))
    of_one, of_two = ((each.due_at, each.in_time_until) for each in map(fresh, (one, two)))
    assert of_two == (longer, longer if in_time else due)
    assert of_one[0] == of_one[1] >= longer, "nothing was owed of it when the due passed"
    postroom.write_receipts(due + timedelta(days=3, minutes=5))
    assert not Message.objects.filter(kind="demand_over").exists()


@pytest.mark.parametrize("how", ["dropped", "kept"])
def test_what_was_not_owed_when_its_due_passed_has_the_time_that_was_left_and_is_not_late(world, owed, how):
    JUDGED[how](world, owed)
    settled, due = fresh(owed).settled_at, owed.due_at
    back = due + timedelta(days=5)
    again = take_back(owed, world.supervisor, at=back)
    given = back.replace(microsecond=0) + (due.replace(microsecond=0) - settled.replace(microsecond=0))
    assert (again.due_at, again.in_time_until) == (given, given)
    [told_of] = CaseEvent.objects.filter(action="unsettle")
    assert told_of.details["due_at"] == given.isoformat() and told_of.reason
    letter, words = fresh(owed.case_letter), dict(text="Sudah", name="W", office="P")
    said = follow_ups.report_back(letter, by=world.liaison_a, seen=None, at=back + timedelta(hours=1), **words)
    done = work.keep(fresh(owed), by=world.officer, seen=None, shown_by=said, at=back + timedelta(hours=2))
    assert done.late_by is None


def test_what_was_late_when_it_was_judged_is_as_late_once_that_is_taken_back(world, owed):
    due = owed.due_at
    judgements.waive(fresh(owed), by=world.supervisor, seen=None, reason="Tidak perlu", at=due + timedelta(days=1))
    again = take_back(owed, world.supervisor, at=due + timedelta(days=5))
    assert (again.due_at, again.in_time_until) == (due, due)


def test_the_mail_of_a_judgement_taken_back_names_the_due_that_follows_from_it(world, owed):
    judgements.waive(fresh(owed), by=world.supervisor, seen=None, reason="Tidak perlu")
    again = take_back(owed, world.supervisor, at=owed.due_at + timedelta(days=2))
    postroom.write_receipts(owed.due_at + timedelta(days=2, minutes=1))
    mail = compose.make(Message.objects.filter(kind="rejudged").first(), at=timezone.now())
    words = " ".join(mail.body.split())
    named = " ".join(long(again.due_at).split())
    assert f"batas waktunya kini {named}" in words and "tidak berubah" not in words


@pytest.mark.parametrize("all_judged", [True, False])
def test_a_point_that_is_open_again_is_the_successors_whatever_else_is_outstanding(world, all_judged):
    heir = agencies.register_agency(
        by=deeds.SYSTEM,
        code="heir",
        zone="Asia/Jakarta",
        names=[{"name": "Instansi W", "short_name": "Ins W", "head_office": "Kepala", "valid_from": date(2020, 1, 1)}],
    )
    row, (one, two) = two_points(world)
    keep(world, one)
    if all_judged:
        keep(world, two)
    body, today = fresh(world.agency_a), timezone.localdate()
    dissolution.end_agency(body, by=world.administrator, ended_on=today, reason="Lebur", successor=heir)
    take_back(one, world.officer)
    owing = {(each.agency, each.who) for each in fresh(row).demands.all() if each.status == "open"}
    assert owing == {(heir, "Ins W")} and fresh(row).agency == heir
    report = dict(text="Sudah lagi", name="N", office="O")
    assert follow_ups.report_back(fresh(row), by=fresh(world.liaison_a), seen=None, **report).agency == heir
    longer = fresh(one).due_at + timedelta(days=9)
    assert follow_ups.postpone(fresh(row), by=world.supervisor, seen=None, due_at=longer, reason="Lebur").agency == heir
