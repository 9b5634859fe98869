"""A complaint that was merged into another one by mistake comes back: its number, its state, its wait; and its code tells its own again."""

import re

import pytest
from django.urls import reverse

from incidents.actions import complaints, merging, people, removals, work
from incidents.actions.complaint_merge_reversal import unmerge
from incidents.models import CaseEvent, Complaint
from incidents.plain.complainants import Person
from incidents.record import authority, complainant_sheets, deeds, merged_meanwhile
from incidents.record.removal import scopes
from incidents.reports.waiting.of_complaints import QUEUES_OF_COMPLAINTS
from tests.sent_form import Form, press
from tests.world import fresh, make_incident

ONE = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")
OTHER = Person(name="Bagus Prakoso", email="bagus@contoh.example")


def entered(world, person=ONE, **facts):
    return complaints.enter(by=world.officer, person=person, way="phone", text="Data saya dipakai", **facts)


def colleague_of(world):
    post = people.Post("officer", unit=world.unit)
    return people.appoint(post, by=world.administrator, email="rekan@uji.example", name="Rekan Uji").user


def joined(world, double, into, **facts):
    by, seen = facts.get("by", world.officer), fresh(double).version
    return complaints.merge(fresh(double), by=by, seen=seen, into=into, reason="Sama")


def parted(world, double, **facts):
    by = facts.get("by", world.officer)
    return unmerge(double, by=by, seen=fresh(double).version, reason=facts.get("reason", "Dua orang"))


def told(client, complaint):
    """What the page of a complainant's code says, of itself alone."""
    page = client.post("/adukan/kode/", {"kode": complainant_sheets.new_code(complaint)}).content.decode()
    return re.sub(r"\s+", " ", page.partition("<h1")[2].partition("<form")[0])


def test_a_complaint_comes_back_on_its_page_as_it_was_and_says_what_was_answered_meanwhile(world, log_in, client):
    case = make_incident(world)
    wrong, other = entered(world, incident=case), entered(world, OTHER, incident=case)
    joined(world, wrong, other)
    answer = complaints.draft_answer(other, by=world.officer, text="Kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    complaints.conclude(other, by=world.officer, seen=1, outcome="in_case", reason="Ditangani")
    assert "sudah diakhiri" in told(client, wrong), "while it is merged its code tells how the other stands"
    browser, page = log_in(world.officer), reverse("incidents:unmerge_complaint", args=[wrong.pk])
    assert page in browser.get(wrong.get_absolute_url()).content.decode()
    form = browser.get(page).content.decode()
    assert str(answer.letter) in form
    assert press(browser, page, Form(form).as_sent() | {"reason": ""}).status_code == 200
    assert press(browser, page, Form(form).as_sent() | {"reason": "Nomornya sama, orangnya lain"}).status_code == 302
    back = fresh(wrong)
    assert (back.status, back.merged_into, back.reference) == ("in_hand", None, wrong.reference)
    assert (back.owner, back.incident, back.received_at) == (world.officer, case, wrong.received_at)
    assert Complaint.objects.counted().behind([case.pk]).count() == 2
    shown = browser.get(wrong.get_absolute_url()).content.decode()
    assert str(answer.letter) in shown and "Nomornya sama, orangnya lain" in shown and other.reference in shown
    assert CaseEvent.objects.get(action="unmerge_complaint").reason == "Nomornya sama, orangnya lain"


def test_each_code_tells_its_own_and_never_names_the_other(world, client):
    wrong, other = entered(world), entered(world, OTHER)
    joined(world, wrong, other)
    answer = complaints.draft_answer(other, by=world.officer, text="Rahasia Bagus")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    for shown in (told(client, wrong), told(client, other)):
        assert "Rahasia Bagus" not in shown and str(fresh(answer).letter) not in shown
    assert "Jawaban sudah" in told(client, other) and "Jawaban sudah" not in told(client, wrong), "it went to the other"
    assert wrong.reference in told(client, wrong) and other.reference not in told(client, wrong)
    before = told(client, other)
    assert wrong.reference not in before
    parted(world, wrong)
    mine = told(client, wrong)
    assert "sedang ditangani" in mine and "Belum ada jawaban" in mine and other.reference not in mine
    assert "keliru" in mine, "whoever looked before reads why it stands otherwise"
    assert told(client, other) == before, "nothing there says that another one was counted with it"


def test_what_nobody_had_taken_up_waits_again_since_it_came(world):
    wrong = complaints.submit(person=ONE, text="Data saya dipakai")
    other = entered(world, OTHER)
    joined(world, wrong, other, by=world.supervisor)
    with pytest.raises(authority.NotYours):
        parted(world, wrong)
    back = parted(world, wrong, by=world.supervisor)
    assert (back.status, back.owner) == ("received", None)
    queue = next(queue for queue in QUEUES_OF_COMPLAINTS if queue.move == "take_up_complaint")
    assert list(queue.keys(world.officer, back.received_until)) == [(back.pk, wrong.received_at, False)]


def test_a_chain_comes_apart_link_by_link(world):
    """The first goes along with the second into the third, and comes back with it, unless it was taken out before."""
    first, second, third = entered(world), entered(world), entered(world, OTHER)
    joined(world, first, second)
    joined(world, second, third)
    assert fresh(first).merged_into == third
    parted(world, second)
    assert (fresh(first).merged_into, fresh(second).merged_into) == (second, None)
    joined(world, second, third)
    parted(world, first)
    assert [fresh(each).merged_into for each in (first, second)] == [None, third]
    parted(world, second)
    assert [fresh(each).status for each in (first, second, third)] == ["in_hand"] * 3
    joined(world, first, second)
    joined(world, second, third)
    parted(world, first)
    joined(world, first, third)
    parted(world, second)
    assert fresh(first).merged_into == third, "what somebody merged anew stays where it was merged"


def test_what_was_answered_on_the_way_is_told_of_each_that_it_counted_with(world):
    first, second, third = entered(world), entered(world), entered(world, OTHER)
    before = complaints.draft_answer(second, by=world.officer, text="Sebelumnya")
    complaints.send_answer(before, by=world.supervisor, seen=1)
    joined(world, first, second)
    answers = [before]
    for head in (second, third):
        if head == third:
            joined(world, second, third)
        answers.append(complaints.draft_answer(head, by=world.officer, text="Jawaban"))
        complaints.send_answer(answers[-1], by=world.supervisor, seen=1)
    parted(world, first)
    later = complaints.draft_answer(third, by=world.officer, text="Sesudahnya")
    complaints.send_answer(later, by=world.supervisor, seen=1)
    meanwhile = merged_meanwhile.of(fresh(first), world.officer)
    assert meanwhile.other == third and meanwhile.answers == answers[1:]
    assert merged_meanwhile.of(third, world.officer) is None


def test_a_draft_that_went_with_the_merge_stays_dropped_and_another_may_be_written(world):
    wrong, other = entered(world), entered(world, OTHER)
    draft = complaints.draft_answer(wrong, by=world.officer, text="Konsep")
    joined(world, wrong, other)
    parted(world, wrong)
    assert fresh(draft).status == "dropped"
    assert complaints.draft_answer(fresh(wrong), by=world.officer, text="Lagi").status == "draft"


def test_the_other_says_when_it_ended_by_an_answer_that_is_not_its_own(world, log_in, client):
    wrong, other = entered(world), entered(world, OTHER)
    answer = complaints.draft_answer(wrong, by=world.officer, text="Kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    joined(world, wrong, other)
    complaints.conclude(other, by=world.officer, seen=1, outcome="answered", reason="Dijawab", despite=True)
    for shown in (told(client, wrong), told(client, other)):
        assert "sudah diakhiri" in shown and "tanpa jawaban" not in shown
    says = "Pengaduan ini berakhir sebagai dijawab, padahal"
    browser = log_in(world.officer)
    assert says not in browser.get(other.get_absolute_url()).content.decode()
    parted(world, wrong)
    assert says in browser.get(other.get_absolute_url()).content.decode()
    assert "Jawaban sudah" in told(client, wrong) and "Jawaban sudah" not in told(client, other)


def test_only_who_sees_to_it_takes_it_out_and_once(world, log_in):
    wrong, other = entered(world), entered(world, OTHER)
    joined(world, wrong, other)
    stranger = colleague_of(world)
    page = reverse("incidents:unmerge_complaint", args=[wrong.pk])
    assert log_in(stranger).get(page).status_code == 403
    seen = fresh(wrong).version
    unmerge(wrong, by=world.supervisor, seen=seen, reason="Dua orang")
    with pytest.raises(deeds.Conflict):
        unmerge(wrong, by=world.officer, seen=seen, reason="Lagi")
    assert log_in(world.officer).get(page).url == wrong.get_absolute_url()


def test_why_it_is_two_is_not_told_to_who_may_not_know_of_the_other(world, log_in):
    hidden = make_incident(world)
    work.restrict(hidden, by=world.officer, seen=hidden.version, reason="Peka")
    case = make_incident(world)
    wrong, other = entered(world, incident=case), entered(world, OTHER, incident=fresh(hidden))
    joined(world, wrong, other)
    answer = complaints.draft_answer(other, by=world.officer, text="Kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    parted(world, wrong, reason="Bank Jimbo bukan Toko")
    colleague = colleague_of(world)
    for person, may in ((colleague, False), (world.officer, True)):
        for address in (wrong.get_absolute_url(), f"/insiden/{case.reference}/riwayat/"):
            page = log_in(person).get(address).content.decode()
            named = (other.reference in page, "Bank Jimbo" in page)
            assert named == (may, may), (person, address)
        assert "Bank Jimbo" not in log_in(person).get(case.get_absolute_url()).content.decode(), "read by many"
        own = log_in(person).get(wrong.get_absolute_url()).content.decode()
        assert (str(fresh(answer).letter) in own) == may


def test_the_reason_names_neither_person(world, log_in):
    wrong, other = entered(world), entered(world, OTHER)
    browser, moved = log_in(world.officer), {}
    for name, typed in (("merge_complaint", {"into": other.reference}), ("unmerge_complaint", {})):
        page = reverse(f"incidents:{name}", args=[wrong.pk])
        for person in (ONE, OTHER):
            sent = typed | {"seen": fresh(wrong).version, "reason": f"{person.name} saja"}
            assert list(browser.post(page, sent).context["form"].errors) == ["reason"]
        moved[name] = browser.post(page, typed | {"seen": fresh(wrong).version, "reason": "Cek ulang"}).status_code
    assert set(moved.values()) == {302}
    for event in CaseEvent.objects.all():
        assert ONE.name not in event.payload and OTHER.name not in event.payload


def test_a_name_is_not_confirmed_to_who_may_not_open_its_sheet(world, log_in):
    """Whoever guesses would be told by the refusal that it is the one."""
    colleague = colleague_of(world)
    own = complaints.enter(by=colleague, person=ONE, way="phone", text="Sama")
    theirs = entered(world, OTHER)
    typed = {"into": theirs.reference, "seen": 1, "reason": f"{OTHER.name} juga"}
    page = reverse("incidents:merge_complaint", args=[own.pk])
    assert log_in(colleague).post(page, typed).status_code == 302


def test_nothing_of_who_complained_is_removed_once_it_counts_again(world):
    wrong, other = entered(world), entered(world, OTHER)
    joined(world, wrong, other)
    complaints.conclude(other, by=world.officer, seen=1, outcome="no_data", reason="Bukan data pribadi", despite=True)
    choice = scopes.of_sheet(wrong.sheet)
    waits = removals.propose(None, by=world.officer, choice=choice, ground="Pasal 16", reason="Ganda")
    parted(world, wrong)
    with pytest.raises(removals.Held):
        removals.remove(waits, by=world.supervisor, seen=waits.version, reason="Setuju")
    assert complainant_sheets.read(fresh(wrong).sheet) == ONE


def test_it_comes_back_behind_a_case_that_was_merged_meanwhile(world):
    case, kept = make_incident(world), make_incident(world)
    wrong, other = entered(world, incident=case), entered(world, OTHER, incident=kept)
    joined(world, wrong, other)
    merging.merge(fresh(case), fresh(kept), by=world.officer, seen=fresh(case).version, reason="Sama")
    parted(world, wrong)
    assert Complaint.objects.counted().behind([kept.pk]).count() == 2


def test_whoever_may_not_know_of_its_case_any_more_gets_it_not_back(world):
    case, colleague = make_incident(world), colleague_of(world)
    wrong = complaints.enter(by=colleague, person=ONE, way="phone", text="Sama", incident=case)
    joined(world, wrong, entered(world, OTHER), by=colleague)
    work.restrict(fresh(case), by=world.officer, seen=fresh(case).version, reason="Peka")
    assert parted(world, wrong).owner == world.officer
