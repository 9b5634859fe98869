"""How far an answer to a complainant is: said by the code and by the pages exactly as it is, and asked before it counts as given."""

import smtplib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from incidents.actions import cases, complaint_answers, complaints, merging, overtaken, people
from incidents.models import Incident
from incidents.plain import clocks
from incidents.plain.complainants import Person
from incidents.plain.dates import date_in_words
from incidents.record import complainant_sheets, complaint_answers_out, deeds
from incidents.views.buttons import buttons_of
from notifications import postroom
from notifications.models import Message
from notifications.postroom import after_sending
from tests.canary import CANARY, legible, swept
from tests.sent_form import press
from tests.world import fresh, report

BY_PHONE = Person(name=CANARY.name, phone=CANARY.phone)


@pytest.fixture(autouse=True)
def letters_of_words():
    with legible():
        yield


def issued(world, who=CANARY, **facts):
    entered = {"way": "phone", "text": "Data dipakai orang"} | facts
    complaint = complaints.enter(by=world.officer, person=who, **entered)
    answer = complaints.draft_answer(complaint, by=world.officer, text="Laporan Saudara kami tindak lanjuti.")
    return complaints.send_answer(answer, by=world.supervisor, seen=1)


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({CANARY.email: (550, b"5.1.1 unknown")})


def today():
    return clocks.day(timezone.now())


def handed(answer, by, **facts):
    facts = {"way": "post", "on": today(), "who": "Bagian Tata Usaha"} | facts
    return complaint_answers.hand_over(answer, by=by, seen=fresh(answer).version, **facts)


def waits(world, settings):
    return issued(world)


def sent(world, settings):
    answer = issued(world)
    swept()
    return answer


def refused(world, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    return sent(world, settings)


def tried_again(world, settings):
    answer = refused(world, settings)
    after_sending.retry(Message.objects.get(kind="complaint_answered"), by=world.supervisor)
    return answer


def cancelled(world, settings):
    answer = issued(world)
    postroom.write_receipts(timezone.now())
    after_sending.cancel(Message.objects.get(kind="complaint_answered"), by=world.supervisor, reason="Salah alamat")
    return answer


def without_mail(world, settings):
    return issued(world, BY_PHONE)


def skipped(world, settings):
    answer = issued(world, BY_PHONE)
    swept()
    return answer


def told(way):
    return lambda world, settings: handed(issued(world, BY_PHONE), world.officer, way=way)


AS_IT_IS = {  # (how that comes to be, how far it is, what whoever asks with the code reads, in English)
    "waits": (waits, "waits", "menunggu dikirim", "waits to be sent"),
    "sent": (sent, "sent", "dikirim kepada Anda dengan surel pada", "sent to you by e-mail on"),
    "refused": (refused, "failed", "tidak dapat disampaikan", "could not be delivered"),
    "tried again": (tried_again, "waits", "menunggu dikirim", "waits to be sent"),
    "cancelled": (cancelled, "by_hand", "masih akan dikirim dengan pos", "still to be posted"),
    "no address": (without_mail, "by_hand", "masih akan dikirim dengan pos", "still to be posted"),
    "skipped": (skipped, "by_hand", "masih akan dikirim dengan pos", "still to be posted"),
    "posted": (told("post"), "handed_over", "dikirim kepada Anda dengan pos pada", "sent to you by post on"),
    "given": (told("hand"), "handed_over", "diserahkan kepada Anda pada", "handed over to you on"),
    "told": (told("phone"), "handed_over", "lewat telepon pada", "told to you by telephone on"),
}


@pytest.mark.parametrize("how", AS_IT_IS)
def test_the_code_and_the_officer_are_told_exactly_how_far_it_is(world, client, log_in, settings, how):
    made, stage, words, english = AS_IT_IS[how]
    answer = made(world, settings)
    code = complainant_sheets.new_code(answer.complaint)
    page = " ".join(client.post("/adukan/kode/", {"kode": code}).content.decode().split())
    assert words in page and "cara yang Anda sebutkan" not in page
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert english in " ".join(client.post("/adukan/kode/", {"kode": code}).content.decode().split())
    [out] = complaint_answers_out.of([fresh(answer)])
    assert out.stage == stage
    if stage in ("sent", "handed_over"):
        assert date_in_words(today(), "id") in page
    shown = log_in(world.officer).get(answer.complaint.get_absolute_url())
    assert shown.context["out"][answer.pk].stage == stage and CANARY.email.encode() not in shown.content


@pytest.mark.parametrize("how", AS_IT_IS)
def test_who_ends_a_complaint_as_answered_is_asked_again_where_nothing_arrived(world, log_in, settings, how):
    made, stage, _words, _english = AS_IT_IS[how]
    complaint = made(world, settings).complaint
    page = reverse("incidents:conclude_complaint", args=[complaint.pk])
    typed = {"outcome": "answered", "reason": "Selesai", "seen": fresh(complaint).version}
    answer = press(log_in(world.officer), page, typed)
    if stage in complaint_answers_out.REACHED:
        assert answer.status_code == 302 and fresh(complaint).status == "concluded"
        return
    assert answer.status_code == 200 and "Belum ada jawaban yang sampai" in answer.content.decode()
    with pytest.raises(complaints.NotReached):
        complaints.conclude(complaint, by=world.officer, seen=None, outcome="answered", reason="Selesai")
    assert press(log_in(world.officer), page, typed | {"despite": "on"}).status_code == 302
    assert fresh(complaint).outcome == "answered"


def test_another_end_is_not_asked_about_the_answer(world):
    complaint = issued(world, BY_PHONE).complaint
    ended = complaints.conclude(complaint, by=world.officer, seen=None, outcome="taken_back", reason="Dicabut")
    assert ended.status == "concluded"


def test_how_a_printed_answer_went_is_noted_and_put_right_with_a_reason_by_who_sees_to_it(world, log_in):
    answer = issued(world, BY_PHONE)
    page, officer = reverse("incidents:hand_over_answer", args=[answer.pk]), log_in(world.officer)
    assert page in officer.get(answer.complaint.get_absolute_url()).content.decode()
    typed = {"way": "post", "on_day": f"{today():%d-%m-%Y}", "who": "Tata Usaha", "seen": fresh(answer).version}
    assert press(officer, page, typed | {"who": CANARY.name}).status_code == 200, "nobody is named"
    assert press(officer, page, typed).status_code == 302
    assert (fresh(answer).handed_way, fresh(answer).handed_on, fresh(answer).handed_by) == (
        "post",
        today(),
        "Tata Usaha",
    )
    with pytest.raises(ValueError):
        handed(answer, world.officer, way="hand")
    assert press(officer, page, typed | {"way": "hand", "seen": fresh(answer).version}).status_code == 200
    press(officer, page, typed | {"way": "hand", "reason": "Diambil sendiri", "seen": fresh(answer).version})
    assert fresh(answer).handed_way == "hand" and fresh(answer).history.count() == 4
    with pytest.raises(deeds.Conflict):
        complaint_answers.hand_over(answer, by=world.officer, seen=1, way="post", on=today(), who="x", reason="x")


@pytest.fixture
def colleague(world):
    post = people.Post("officer", unit=world.unit)
    return people.appoint(post, by=world.administrator, email="rekan@uji.example", name="Rekan Uji").user


def test_a_colleague_who_may_not_know_of_whom_notes_no_handing_over(world, colleague):
    answer = issued(world, BY_PHONE)
    with pytest.raises(PermissionDenied):
        handed(answer, colleague)
    assert "hand_over_answer" not in buttons_of(answer, colleague).beside


def test_a_handing_over_noted_by_mistake_is_struck_and_the_answer_is_still_to_be_handed_over(world, client, log_in):
    answer = handed(issued(world, BY_PHONE), world.officer)
    code = complainant_sheets.new_code(answer.complaint)
    page, officer = reverse("incidents:strike_handing_over", args=[answer.pk]), log_in(world.officer)
    assert page in officer.get(answer.complaint.get_absolute_url()).content.decode()
    shown = officer.get(page).content.decode()
    assert "Dikirim dengan pos" in shown and "Bagian Tata Usaha" in shown
    typed = {"reason": "Surat lain yang dikirim", "seen": fresh(answer).version}
    assert press(officer, page, {**typed, "reason": ""}).status_code == 200, "it says why"
    assert press(officer, page, {**typed, "reason": f"Bukan ke {CANARY.name}"}).status_code == 200, "nobody is named"
    assert press(officer, page, typed).status_code == 302
    row = fresh(answer)
    assert (row.handed_way, row.handed_on, row.handed_by, row.status) == ("", None, "", "sent")
    assert [out.stage for out in complaint_answers_out.of([row])] == ["by_hand"]
    assert "masih akan dikirim dengan pos" in client.post("/adukan/kode/", {"kode": code}).content.decode()
    shown = officer.get(answer.complaint.get_absolute_url()).content.decode()
    assert page not in shown and "Surat lain yang dikirim" in shown
    was, now = list(row.history.order_by("-history_id")[1:2]), row.history.latest("history_id")
    assert [(each.handed_way, each.handed_by) for each in (*was, now)] == [("post", "Bagian Tata Usaha"), ("", "")]
    trail = log_in(world.auditor).get(answer.complaint.get_absolute_url()).content.decode()
    assert "Bagian Tata Usaha" in trail and CANARY.name not in trail
    with pytest.raises(overtaken.HandedOverNoMore):
        complaint_answers.strike_handing_over(row, by=world.officer, seen=row.version, reason="Lagi")
    assert handed(row, world.officer, way="hand").handed_way == "hand", "it is noted anew, without a reason"


def test_a_handing_over_is_struck_by_whoever_noted_it_last_or_their_superior_and_nobody_else(world, colleague):
    answer = issued(world, BY_PHONE)
    complaints.assign(
        answer.complaint, by=world.officer, seen=fresh(answer.complaint).version, to=colleague, reason="x"
    )
    answer = fresh(handed(fresh(answer), colleague))
    strike = complaint_answers.strike_handing_over
    seen = answer.version
    with pytest.raises(PermissionDenied):  # sees to it no more, and did not note it
        strike(answer, by=world.officer, seen=seen, reason="Keliru")
    again = {"way": "hand", "on": today(), "who": "Loket", "reason": "Diambil sendiri"}
    answer = complaint_answers.hand_over(answer, by=world.supervisor, seen=seen, **again)
    assert "strike_handing_over" not in buttons_of(answer, colleague).beside
    with pytest.raises(PermissionDenied):  # put right by another: theirs by now
        strike(answer, by=colleague, seen=answer.version, reason="Keliru")
    assert "strike_handing_over" in buttons_of(answer, world.supervisor).beside
    assert strike(answer, by=world.supervisor, seen=answer.version, reason="Keliru").handed_way == ""


def test_it_is_handed_over_after_its_issue_and_not_in_the_future_and_only_once_issued(world):
    answer = issued(world, BY_PHONE)
    for day in (today() - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(complaint_answers.NotThatDay):
            handed(answer, world.officer, on=day)
    draft = complaints.draft_answer(answer.complaint, by=world.officer, text="Tambahan")
    with pytest.raises(deeds.Conflict):
        handed(draft, world.officer)


def test_the_history_of_a_complaint_tells_of_its_answers(world, log_in):
    answer = issued(world, BY_PHONE)
    handed(answer, world.officer)
    draft = complaints.draft_answer(answer.complaint, by=world.officer, text="Tambahan")
    complaints.drop_answer(draft, by=world.officer, seen=1, reason="Tidak perlu")
    page = log_in(world.auditor).get(answer.complaint.get_absolute_url())
    told = [entry.event.action for entry in page.context["entries"]]
    assert told == ["drop_answer", "draft_answer", "hand_over_answer", "send_answer", "draft_answer", "enter_complaint"]
    assert "Tidak perlu" in page.content.decode() and "Jawaban disampaikan kepada pengadu" in page.content.decode()


def test_that_its_case_was_dismissed_afterwards_is_said_where_it_ended_as_dealt_with_there(world, log_in):
    reported = report(world)
    ended, other = (
        complaints.enter(by=world.officer, person=BY_PHONE, incident=reported, way="phone", text="Data saya")
        for _n in range(2)
    )
    complaints.conclude(ended, by=world.officer, seen=1, outcome="in_case", reason="Ada kasusnya")
    complaints.conclude(other, by=world.officer, seen=1, outcome="no_data", reason="Bukan data")
    officer = log_in(world.officer)
    said = "kasusnya kemudian dikesampingkan"
    assert said not in officer.get(ended.get_absolute_url()).content.decode()
    reported = Incident.objects.get(pk=reported.pk)
    cases.dismiss(reported, by=world.officer, seen=reported.version, reason="Bukan kebocoran")
    page = officer.get(ended.get_absolute_url()).content.decode()
    assert said in page and "Bukan kebocoran" in page
    assert said not in officer.get(other.get_absolute_url()).content.decode()


def test_that_the_report_into_which_its_case_was_merged_was_dismissed_afterwards_is_said_too(world, log_in):
    first, kept = report(world), report(world)
    ended = complaints.enter(by=world.officer, person=BY_PHONE, incident=first, way="phone", text="Data saya")
    complaints.conclude(ended, by=world.officer, seen=1, outcome="in_case", reason="Ada kasusnya")
    merging.merge(first, kept, by=world.officer, seen=Incident.objects.get(pk=first.pk).version, reason="Sama")
    kept = Incident.objects.get(pk=kept.pk)
    cases.dismiss(kept, by=world.officer, seen=kept.version, reason="Bukan kebocoran")
    assert "Bukan kebocoran" in log_in(world.officer).get(ended.get_absolute_url()).content.decode()


def test_the_handing_over_by_which_a_complaint_was_concluded_is_struck_once_that_is_reopened(world, log_in):
    answer = handed(issued(world, BY_PHONE), world.officer)
    complaint, by = answer.complaint, world.officer
    complaints.conclude(complaint, by=by, seen=fresh(complaint).version, outcome="answered", reason="Dijawab")
    page, browser = reverse("incidents:strike_handing_over", args=[answer.pk]), log_in(by)
    typed = {"reason": "Surat lain yang dikirim", "seen": fresh(answer).version}
    refused = press(browser, page, typed)
    assert refused.status_code == 409 and "Buka lagi pengaduannya" in refused.content.decode()
    assert fresh(answer).handed_way and fresh(complaint).status == "concluded"
    complaints.reopen(complaint, by=world.supervisor, seen=fresh(complaint).version, reason="Belum sampai")
    strike = complaint_answers.strike_handing_over
    assert strike(fresh(answer), by=by, seen=fresh(answer).version, reason="Surat lain").handed_way == ""


def test_a_complaint_that_ended_although_nothing_had_reached_anybody_rests_on_no_later_handing_over(world):
    answer = issued(world, BY_PHONE)
    complaint, by = answer.complaint, world.officer
    how = {"outcome": "answered", "reason": "Tidak terjangkau", "despite": True}
    complaints.conclude(complaint, by=by, seen=fresh(complaint).version, **how)
    answer = handed(fresh(answer), by)
    struck = complaint_answers.strike_handing_over(answer, by=by, seen=answer.version, reason="Keliru")
    assert struck.handed_way == "" and fresh(complaint).status == "concluded"
