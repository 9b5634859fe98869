"""A body that has two copies of one joint letter by now, by a successor or a double: it owes each point once and is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    case_letter_content,
    case_letters,
    dissolution,
    doubles,
    follow_ups,
    judgements,
    revival,
    work,
)
from incidents.models import CaseEvent, CaseLetter, Commitment, FollowUp
from incidents.plain import letter_kinds
from incidents.record import authority, deeds
from incidents.reports import ending_bodies, workload
from incidents.reports.waiting import keys
from incidents.workflow import Action
from notifications import postroom
from notifications.mails import settled
from notifications.models import Message
from tests.canary import legible
from tests.meetings import issue
from tests.states import step
from tests.world import appointed_to_another_unit, fresh, make_incident

POINTS = "Mengganti kunci\nMenyandikan cadangan"


@step
def joint(world, within=timedelta(days=2), kind=letter_kinds.RECOMMENDATION):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted}
    facts |= {
        "butir": POINTS,
        "done_by": case_letter_content.done_by_facts(timezone.now().replace(microsecond=0) + within),
    }
    bodies, said = [world.agency_a, world.agency_b], {"facts": facts, "subject": "Rekomendasi", "joint": True}
    rows = case_letters.draft(make_incident(world), by=world.officer, kind=kind, agencies=bodies, **said)
    return issue(world, rows)


def end(world):
    return dissolution.end_agency(
        fresh(world.agency_a),
        by=world.administrator,
        ended_on=timezone.localdate(),
        reason="Lebur",
        successor=fresh(world.agency_b),
    )


def one(world, how):
    """One body has both copies from now on: B."""
    if how == "successor":
        end(world)
    else:
        doubles.merge_agency(fresh(world.agency_a), by=world.administrator, into=fresh(world.agency_b), reason="Sama")


def told(kind):
    return Message.objects.filter(kind=kind).exclude(state="skipped").values_list("recipient", flat=True)


def came(world, row, **more):
    said = {"kind": "report", "channel": "email", "came_at": timezone.now(), "text": "Sudah"} | more
    return follow_ups.record_follow_up(fresh(row), by=world.officer, seen=None, **said)


def states(rows):
    return [[(each.status, each.due_at) for each in row.demands.order_by("pk")] for row in rows]


both_ways = pytest.mark.parametrize("how", ["successor", "double"])


@both_ways
def test_it_is_reminded_once_for_the_letter_whichever_copy(world, how):
    rows = joint(world)
    one(world, how)
    now = timezone.now()
    postroom.write_receipts(now)
    due = list(told("demand_due"))
    assert "surat@b.example" in due and len(due) == len(set(due)), "each address once"
    [number] = {str(row.letter) for row in fresh_all(rows)}
    [mail] = {m.commitment.case_letter.letter for m in Message.objects.filter(kind="demand_due")}
    assert str(mail) == number
    postroom.write_receipts(now + timedelta(days=3))
    over = list(told("demand_over"))
    assert over and len(over) == len(set(over))


def fresh_all(rows):
    return [CaseLetter.objects.get(pk=row.pk) for row in rows]


def test_what_was_reminded_of_before_is_not_reminded_of_again_by_the_copy_that_came(world):
    joint(world)
    postroom.write_receipts(timezone.now())
    before = sorted(told("demand_due"))
    one(world, "successor")
    postroom.write_receipts(timezone.now())
    assert sorted(told("demand_due")) == before


@both_ways
@pytest.mark.parametrize("answered", [0, 1])
def test_an_answer_to_one_copy_answers_the_point_of_both(world, how, answered):
    rows = joint(world)
    one(world, how)
    said = came(world, rows[answered])
    other = rows[1 - answered].demands.order_by("pk")[0]
    work.keep(other, by=world.officer, seen=None)
    assert states(rows)[0] == states(rows)[1] and [each[0] for each in states(rows)[0]] == ["kept", "open"]
    points = Commitment.objects.filter(what="Mengganti kunci")
    assert {(each.shown_by, each.judged_by) for each in points} == {(said, world.officer)}
    judgements.unsettle(fresh(other), by=world.officer, seen=None, reason="Salah tekan")
    assert {each.status for each in points.all()} == {"open"}
    judgements.waive(fresh(other), by=world.supervisor, seen=None, reason="Tidak perlu")
    assert {each.status for each in points.all()} == {"dropped"}
    postroom.write_receipts(timezone.now())
    mails = list(told("released"))
    assert mails and len(mails) == len(set(mails)), "one mail to each address"
    words = FollowUp.objects.filter(kind="released").order_by("pk")
    assert {each.case_letter for each in words} == set(rows), "read on the page of either"
    work.miss(rows[0].demands.get(what="Menyandikan cadangan"), by=world.officer, seen=None, reason="Tidak ada")
    assert not Commitment.objects.filter(status="open").exists()


def test_more_time_for_one_copy_is_time_for_both(world):
    rows = joint(world)
    one(world, "successor")
    later = timezone.now().replace(microsecond=0) + timedelta(days=9)
    follow_ups.postpone(fresh(rows[1]), by=world.supervisor, seen=None, due_at=later, reason="Lelang")
    assert {due for row in states(rows) for _status, due in row} == {later}
    assert FollowUp.objects.filter(kind="postponed").count() == 2


def test_time_that_the_other_body_alone_had_been_given_shortens_and_lengthens_nothing_of_its_own(world):
    rows = joint(world)
    first, own = rows[0].demands.first().due_at, rows[1].demands.first().due_at
    later = first + timedelta(days=9)
    follow_ups.postpone(fresh(rows[0]), by=world.supervisor, seen=None, due_at=later, reason="Lelang")
    one(world, "successor")
    assert [{due for _status, due in row} for row in states(rows)] == [{later}, {own}]
    postroom.write_receipts(timezone.now() + timedelta(days=12))
    assert {m.planned_for for m in Message.objects.filter(kind="demand_over")} == {own}, "by the due that came first"


def test_the_desk_and_the_load_of_the_owner_and_the_portal_count_a_point_once(world, log_in):
    rows = joint(world, within=timedelta(hours=10))
    at = timezone.now() + timedelta(hours=11)

    def counted():
        [load] = [each.owed for each in workload.workload(world.supervisor, at) if each.person == world.officer]
        return len(list(keys.commitments(world.officer, at))), load

    assert counted() == (4, 4)
    one(world, "successor")
    assert counted() == (2, 2)
    portal = log_in(fresh(world.liaison_b))
    home = portal.get("/untuk-kami/?semua=1").content.decode()
    assert home.count("perlu dilaksanakan") == 1 and all(row.get_absolute_url() in home for row in rows)
    for row, other in (rows, rows[::-1]):
        for reader in (portal, log_in(world.officer)):
            page = reader.get(row.get_absolute_url()).content.decode()
            assert "salinan lain surat ini" in page and f">{other.reference}<" in page


def test_each_copy_has_its_own_points_again_once_the_end_is_undone(world):
    rows = joint(world)
    end(world)
    revival.revive_agency(
        fresh(world.agency_a),
        by=world.administrator,
        reason="Keliru",
        plan=revival.plan_of_revival(fresh(world.agency_a)).digest,
    )
    came(world, rows[0])
    work.keep(rows[0].demands.order_by("pk")[0], by=world.officer, seen=None)
    assert [[status for status, _due in row] for row in states(rows)] == [["kept", "open"], ["open", "open"]]


def undone(world):
    plan = revival.plan_of_revival(fresh(world.agency_a)).digest
    revival.revive_agency(fresh(world.agency_a), by=world.administrator, reason="Keliru", plan=plan)


@pytest.mark.parametrize("judge", ["keep", "miss", "waive", "all"])
def test_what_the_other_did_of_its_own_copy_the_body_whose_end_was_a_mistake_still_owes(world, judge):
    rows = joint(world)
    due = first(rows[0]).due_at
    end(world)
    came(world, rows[1])
    own = list(rows[1].demands.order_by("pk")) if judge == "all" else [first(rows[1])]
    for point in own:
        if judge == "waive":
            judgements.waive(point, by=world.supervisor, seen=None, reason="Tidak perlu")
        elif judge == "miss":
            work.miss(point, by=world.officer, seen=None, reason="Tidak ada")
        else:
            work.keep(point, by=world.officer, seen=None)
    settled = [point.status for point in rows[1].demands.order_by("pk")]
    undone(world)
    assert fresh(rows[0]).agency == world.agency_a
    points = Commitment.objects.filter(case_letter=rows[0])
    assert {(each.agency, each.status, each.shown_by) for each in points} == {(world.agency_a, "open", None)}
    assert all(each.due_at >= due and each.in_time_until == each.due_at for each in points)
    assert [point.status for point in rows[1].demands.order_by("pk")] == settled, "what it did of its own is done"


def test_what_the_other_did_of_the_copy_that_it_had_taken_over_stays_done(world):
    rows = joint(world)
    end(world)
    came(world, rows[0])
    work.keep(first(rows[0]), by=world.officer, seen=None)
    undone(world)
    assert [[status for status, _due in row] for row in states(rows)] == [["kept", "open"], ["kept", "open"]]


def test_what_a_double_did_of_its_copy_the_one_body_has_done_of_the_other(world):
    rows = joint(world)
    said = came(world, rows[0])
    work.keep(rows[0].demands.order_by("pk")[0], by=world.officer, seen=None)
    one(world, "double")
    assert [[status for status, _due in row] for row in states(rows)] == [["kept", "open"], ["kept", "open"]]
    assert {each.shown_by for each in Commitment.objects.filter(status="kept")} == {said}


def first(row):
    return row.demands.order_by("pk")[0]


def test_a_judgement_taken_back_after_two_turned_out_to_be_one_opens_the_point_of_both(world):
    rows = joint(world)
    came(world, rows[0])
    work.keep(first(rows[0]), by=world.officer, seen=None)
    one(world, "double")
    judgements.unsettle(first(rows[0]), by=world.officer, seen=None, reason="Salah tekan")
    assert {each.status for row in rows for each in row.demands.all()} == {"open"}


def test_what_a_double_was_released_from_the_one_body_owes_on_neither(world):
    rows = joint(world)
    judgements.waive(first(rows[0]), by=world.supervisor, seen=None, reason="Tidak perlu")
    one(world, "double")
    assert [[status for status, _due in row] for row in states(rows)] == [["dropped", "open"], ["dropped", "open"]]


def postponed(row, kind="postponed"):
    return set(FollowUp.objects.filter(case_letter=row, kind=kind).values_list("due_at", flat=True))


def test_more_time_is_for_all_that_the_body_owes_of_the_letter_wherever_that_stands(world):
    """Point 1 is owed on the successor's own copy alone: it was done on the other one, by the body before."""
    rows = joint(world)
    came(world, rows[0])
    work.keep(first(rows[0]), by=world.officer, seen=None)
    one(world, "successor")
    later = timezone.now().replace(microsecond=0) + timedelta(days=9)
    elsewhere = appointed_to_another_unit(world)
    for owed in Commitment.objects.filter(status="open"):  # asked of each that is moved, whosever copy it stands on
        with pytest.raises(authority.OfAnotherUnit):
            deeds.foresee(Action.REDATE, on=owed, by=elsewhere)
    follow_ups.postpone(fresh(rows[0]), by=world.supervisor, seen=None, due_at=later, reason="Lelang")
    assert {each.due_at for each in Commitment.objects.filter(status="open")} == {later}
    assert postponed(rows[0]) == postponed(rows[1]) == {later}


def test_of_time_that_a_copy_did_not_get_its_page_says_nothing(world):
    rows = joint(world)
    now = timezone.now().replace(microsecond=0)
    long, short = now + timedelta(days=9), now + timedelta(days=5)
    follow_ups.postpone(fresh(rows[0]), by=world.supervisor, seen=None, due_at=long, reason="Lelang")
    one(world, "successor")
    follow_ups.postpone(fresh(rows[1]), by=world.supervisor, seen=None, due_at=short, reason="Pindah")
    assert (postponed(rows[0]), postponed(rows[1])) == ({long}, {short})
    assert [{due for _status, due in row} for row in states(rows)] == [{long}, {short}]


def test_that_a_judgement_was_taken_back_is_said_only_where_it_had_been_made(world):
    rows = joint(world)
    came(world, rows[0])
    work.keep(first(rows[0]), by=world.officer, seen=None)
    one(world, "successor")
    judgements.unsettle(first(rows[0]), by=world.officer, seen=None, reason="Salah tekan")
    assert postponed(rows[0], "rejudged") and not postponed(rows[1], "rejudged")


def test_what_was_settled_with_the_body_before_is_still_the_successor_s_own_to_do(world):
    rows = joint(world)
    came(world, rows[0])
    work.keep(rows[0].demands.order_by("pk")[0], by=world.officer, seen=None)
    one(world, "successor")
    assert [[status for status, _due in row] for row in states(rows)] == [["kept", "open"], ["open", "open"]]


def reminders_of(kind):
    return list(Message.objects.filter(kind=kind, recipient="surat@a.example").order_by("written_at"))


@pytest.mark.parametrize(("kind", "ahead"), [("demand_due", 0), ("demand_over", 3)])
def test_a_reminder_leaves_for_the_other_points_when_the_first_is_settled_meanwhile(world, kind, ahead):
    letter = joint(world)[0]
    at = timezone.now() + timedelta(days=ahead)
    postroom.write_receipts(at)
    came(world, letter)
    first, second = list(letter.demands.order_by("pk"))
    work.keep(fresh(first), by=world.officer, seen=None)
    [mail] = reminders_of(kind)
    assert mail.commitment == first and not settled.settled_of([mail]), "the bell still asks"
    with legible():
        postroom.deliver_messages(at)
    [mail] = reminders_of(kind)
    assert (mail.state, mail.skip_reason) == ("sent", "")
    work.keep(fresh(second), by=world.officer, seen=None)
    assert settled.settled_of([mail]) == {mail.pk}


def test_a_reminder_of_what_is_all_settled_does_not_leave_and_what_is_owed_again_is_told_anew(world):
    letter = joint(world)[0]
    at = letter.demands.first().due_at + timedelta(seconds=1)
    postroom.write_receipts(at)
    for n, point in enumerate(letter.demands.order_by("pk"), start=1):
        judgements.waive(
            fresh(point), by=world.supervisor, seen=None, reason="Tidak perlu", at=at + timedelta(seconds=n)
        )
    with legible():
        postroom.deliver_messages(at + timedelta(minutes=1))
    assert {(mail.state, mail.skip_reason) for mail in reminders_of("demand_over")} == {("skipped", "moved_on")}
    first = list(letter.demands.order_by("pk"))[0]
    back = at + timedelta(minutes=2)
    again = judgements.unsettle(fresh(first), by=world.supervisor, seen=None, reason="Salah tekan", at=back)
    assert again.due_at == first.due_at, "late as it was"
    postroom.write_receipts(back + timedelta(minutes=1))
    with legible():
        postroom.deliver_messages(back + timedelta(minutes=2))
    assert [mail.state for mail in reminders_of("demand_over")] == ["skipped", "sent"]


def test_the_page_that_ends_a_body_counts_each_point_of_two_copies_once(world):
    joint(world)
    one(world, "double")
    found = ending_bodies.fates(fresh(world.agency_b), timezone.now())
    assert [each.number for each in found if each.what == "Komitmen yang belum selesai"] == [2]


@pytest.mark.parametrize("opened", [0, 1])
def test_what_a_body_read_on_either_copy_it_is_told_of_when_that_is_taken_back(world, log_in, opened):
    rows = joint(world)
    end(world)
    came(world, rows[0])
    [point, *_rest] = rows[0].demands.order_by("pk")
    work.keep(point, by=world.officer, seen=None)
    assert log_in(fresh(world.liaison_b)).get(rows[opened].get_absolute_url()).status_code == 200
    judgements.unsettle(fresh(point), by=world.officer, seen=None, reason="Salah")
    assert CaseEvent.objects.get(action="unsettle").details["read"]
    postroom.write_receipts(timezone.now())
    assert "surat@b.example" in told("rejudged")
