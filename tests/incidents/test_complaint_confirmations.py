"""How the receipt of a complaint was confirmed by people, and what they answered otherwise than by a letter: told, put right, struck."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from incidents.actions import complaint_amendments, complaint_answers, complaints, mistaken_complaints, overtaken
from incidents.actions import complaint_confirmations as verbs
from incidents.models import CaseEvent, ComplaintAnswer
from incidents.plain import clocks
from incidents.plain.complainants import Person
from incidents.plain.spans import in_words, parse
from incidents.record import complainant_sheets
from incidents.views.buttons import buttons_of
from tests.canary import swept
from tests.sent_form import press
from tests.world import fresh

WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example")


def entered(world, person=WHO, received="3 Mei 2021"):
    return complaints.enter(by=world.officer, person=person, way="letter", text="Data dijual", received=parse(received))


def moves_of(complaint, user):
    return buttons_of(complaint, user).moves


def test_a_confirmation_by_letter_of_before_is_told_with_its_day_put_right_and_struck(world, log_in):
    complaint, officer = entered(world), log_in(world.officer)
    page = reverse("incidents:note_confirmation", args=[complaint.pk])
    assert page in officer.get(complaint.get_absolute_url()).content.decode()

    def typed(**facts):
        return {"way": "letter", "confirmed": "10 Mei 2021", "seen": fresh(complaint).version} | facts

    assert press(officer, page, typed(confirmed="2 Mei 2021")).status_code != 302, "not before it came"
    assert press(officer, page, typed(confirmed="1 Januari 2099")).status_code != 302, "not before it happens"
    assert press(officer, page, typed()).status_code == 302
    swept()
    row = fresh(complaint)
    assert (row.confirmed_way, in_words(row.confirmed, "id"), row.acknowledged_at) == ("letter", "10 Mei 2021", None)
    assert WHO.email not in [sent.to[0] for sent in mail.outbox] and not row.codes.exists()
    assert "10 Mei 2021" in officer.get(row.get_absolute_url()).content.decode()
    assert press(officer, page, typed(way="phone")).status_code == 200, "put right with a reason"
    assert press(officer, page, typed(way="phone", reason=f"Bukan {WHO.name}")).status_code == 200, "nobody is named"
    press(officer, page, typed(way="phone", confirmed="Mei 2021", reason="Salah ketik"))
    assert fresh(complaint).confirmed_way == "phone"
    strike = reverse("incidents:strike_confirmation", args=[complaint.pk])
    assert "Mei 2021" in officer.get(strike).content.decode()
    assert press(officer, strike, {"reason": "Surat lain", "seen": fresh(complaint).version}).status_code == 302
    row = fresh(complaint)
    assert (row.confirmed_way, row.confirmed) == ("", None) and row.history.filter(confirmed_way="letter").exists()
    assert "strike_confirmation" not in moves_of(row, world.officer)
    with pytest.raises(overtaken.StruckAlready):
        verbs.strike(row, by=world.officer, seen=row.version, reason="Lagi")


def test_what_was_pressed_by_mistake_is_struck_unless_its_mail_left(world):
    nobody = entered(world, Person(name="X Y"))
    complaints.acknowledge(nobody, by=world.officer, seen=1)
    swept()
    assert verbs.strike(nobody, by=world.officer, seen=None, reason="Keliru").acknowledged_at is None
    complaint_amendments.amend(nobody, by=world.officer, seen=None, reason="Cap pos", received=parse("1 Juni 2021"))
    mailed = entered(world)
    complaints.acknowledge(mailed, by=world.officer, seen=1)
    for _before_and_after in range(2):
        with pytest.raises(verbs.WentOut):
            verbs.strike(fresh(mailed), by=world.officer, seen=None, reason="Keliru")
        swept()
    assert "strike_confirmation" not in moves_of(fresh(mailed), world.officer)
    verbs.note(fresh(mailed), by=world.officer, seen=None, way="phone")
    assert verbs.strike(fresh(mailed), by=world.officer, seen=None, reason="Bukan lewat telepon").acknowledged_at
    with pytest.raises(verbs.WentOut):
        verbs.strike(fresh(mailed), by=world.officer, seen=None, reason="Lagi")
    assert "strike_confirmation" not in moves_of(fresh(mailed), world.officer)
    by_form = complaints.submit(person=Person(name="X Y"), text="Data bocor")
    complaints.take_up(by_form, by=world.supervisor, seen=1)
    assert "strike_confirmation" not in moves_of(fresh(by_form), world.supervisor)


def test_it_did_not_come_after_it_was_confirmed_or_answered(world):
    complaint = entered(world)
    complaints.conclude(complaint, by=world.officer, seen=1, outcome="no_data", reason="Bukan data pribadi")
    verbs.note(
        complaint, by=world.officer, seen=None, way="counter", confirmed=parse("10 Mei 2021")
    )  # also after its end
    for day, told in (("11 Mei 2021", "confirmed"), ("13 Mei 2021", "answered")):
        with pytest.raises(complaint_amendments.ConfirmedBefore):
            complaint_amendments.amend(complaint, by=world.officer, seen=None, reason="x", received=parse(day))
        if told == "confirmed":
            verbs.strike(complaint, by=world.officer, seen=None, reason="Keliru")
            given(complaint, world.officer, on=clocks.day(parse("12 Mei 2021").start))


def given(complaint, by, way="counter", on=None):
    facts = {"text": "Hak Saudara dijelaskan.", "way": way, "on": on or clocks.day(timezone.now()), "who": "Loket"}
    return complaint_answers.tell(complaint, by=by, **facts)


def test_a_complaint_answered_orally_is_concluded_as_answered_without_a_letter(world, log_in, client):
    complaint, officer = entered(world), log_in(world.officer)
    page = reverse("incidents:tell_answer", args=[complaint.pk])
    assert page in officer.get(complaint.get_absolute_url()).content.decode()
    typed = {"way": "counter", "on_day": "12-05-2021", "who": "Loket 3", "text": "Haknya dijelaskan."}
    assert press(officer, page, typed | {"text": f"Kepada {WHO.name}"}).status_code == 200, "nobody is named"
    assert press(officer, page, typed | {"on_day": "01-05-2021"}).status_code != 302, "not before it came"
    tomorrow = clocks.day(timezone.now()) + timedelta(days=1)
    assert press(officer, page, typed | {"on_day": f"{tomorrow:%d-%m-%Y}"}).status_code != 302, "not before it is given"
    with pytest.raises(complaints.NoAnswerWent):
        complaints.conclude(complaint, by=world.officer, seen=None, outcome="answered", reason="Dijawab")
    assert press(officer, page, typed).status_code == 302
    swept()
    answer = ComplaintAnswer.objects.get()
    assert (answer.status, answer.handed_by, answer.letter) == ("told", "Loket 3", None) and not mail.outbox
    put_right = reverse("incidents:hand_over_answer", args=[answer.pk])
    assert "Perbaiki jawaban dengan cara lain" in officer.get(put_right).content.decode()
    changed = typed | {"way": "phone", "on_day": "13-05-2021", "text": "Haknya dijelaskan lagi."}
    changed |= {"reason": "Salah", "seen": answer.version}
    assert press(officer, put_right, changed).status_code == 302
    assert answer.history.filter(text="Haknya dijelaskan.").exists()
    code = complainant_sheets.new_code(complaint)
    shown = client.post("/adukan/kode/", {"kode": code}).content.decode()
    assert "lewat telepon" in shown and "13 Mei 2021" in shown
    complaints.conclude(complaint, by=world.officer, seen=None, outcome="answered", reason="Dijawab")
    strike = complaint_answers.strike_handing_over
    with pytest.raises(complaint_answers.ConcludedByIt):
        strike(fresh(answer), by=world.officer, seen=None, reason="Keliru")
    complaints.reopen(fresh(complaint), by=world.supervisor, seen=None, reason="Ditinjau")
    with pytest.raises(mistaken_complaints.WasToldOtherwise):
        mistaken_complaints.annul(fresh(complaint), by=world.supervisor, seen=None, reason="Percobaan")
    assert strike(fresh(answer), by=world.officer, seen=None, reason="Keliru").status == "dropped"
    assert CaseEvent.objects.get(action="strike_handing_over").reason == "Keliru"
    assert "Haknya dijelaskan lagi." in officer.get(complaint.get_absolute_url()).content.decode()


def test_what_was_answered_otherwise_to_a_complaint_that_counts_no_more_is_refused(world):
    complaint, other = entered(world), entered(world)
    complaints.merge(complaint, by=world.officer, seen=1, into=other, reason="Sama")
    assert "tell_answer" not in moves_of(fresh(complaint), world.officer)
    with pytest.raises(overtaken.ComplaintMerged):
        given(fresh(complaint), world.officer)
