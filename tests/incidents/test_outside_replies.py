"""A reply on paper: one document that as a whole answers some of the questions, as the portal has it; put right, and struck."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import clarifications, evidence
from incidents.models import ClarificationRequest, Response
from incidents.plain import clocks
from tests.sent_form import Form, press
from tests.world import answer_request, draft_request, fresh, issue_request, make_incident

HOUR = timedelta(hours=1)
WHOLE = "Dijawab oleh dokumen secara keseluruhan: "


@pytest.fixture
def of_nine(world):
    """A letter with nine questions, issued twenty hours ago."""
    start = timezone.now() - 21 * HOUR
    case = make_incident(world, at=start, seen_at=start)
    row = draft_request(world, case, at=start + timedelta(minutes=1))
    asked = [(f"Hal {number}", f"Apa tentang hal {number}?") for number in range(1, 10)]
    row = clarifications.edit(row, by=world.officer, seen=row.version, questions=asked, at=start + timedelta(minutes=2))
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=start + timedelta(minutes=3))
    return fresh(issue_request(world, row, at=start + HOUR))


def page_of(clarification):
    return f"/permintaan/{clarification.pk}/catat-balasan/"


def keys(clarification, *numbers):
    return [str(each.pk) for each in clarification.questions.filter(number__in=numbers)]


def typed_in(browser, clarification, hours=2, **facts):
    """What a browser sends of the page once somebody has typed what stands on every paper."""
    came = clocks.local(clarification.issued_at + hours * HOUR).strftime("%d-%m-%Y %H.%M")
    paper = {"received_at": came, "channel": "letter", "document": "B-7/2026", "name": "Sari", "office": "PPDP"}
    return Form(browser.get(page_of(clarification)).content.decode()).as_sent() | paper | facts


def as_a_whole(browser, clarification, *numbers, **facts):
    typed = typed_in(browser, clarification, kind="whole", questions=keys(clarification, *numbers), **facts)
    return press(browser, page_of(clarification), typed)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def standing(clarification):
    return {each.number: each.status for each in clarification.questions.order_by("number")}


def test_one_document_answers_seven_of_nine_questions_and_the_two_others_stay_open(world, of_nine, log_in):
    browser = log_in(world.officer)
    assert as_a_whole(browser, of_nine, *range(1, 8)).status_code == 302
    response = Response.objects.get()
    assert response.kind == "partial" and response.document == "B-7/2026"
    said = {each.question.number: each.text for each in response.answers.all()}
    assert said == dict.fromkeys(range(1, 8), WHOLE + "B-7/2026")
    assert standing(of_nine) == dict.fromkeys(range(1, 8), "answered") | {8: "open", 9: "open"}
    assert fresh(of_nine).status == "open"
    assert WHOLE + "B-7/2026" in text_of(log_in(world.liaison_a).get(f"/permintaan/{of_nine.pk}/pertanyaan/7/"))
    last = fresh(of_nine)
    ninth = last.questions.get(number=9)
    typed = {"document": "B-8/2026", f"q{ninth.pk}": "Tidak ada"}
    assert as_a_whole(browser, last, 8, **typed).status_code == 302
    said = {each.question.number: each.text for each in Response.objects.last().answers.all()}
    assert said == {8: WHOLE + "B-8/2026", 9: "Tidak ada"} and fresh(of_nine).status == "answered"


def test_whoever_ticks_some_and_chooses_no_such_kind_is_told_and_nothing_of_it_is_lost(world, of_nine, log_in):
    browser = log_in(world.officer)
    first, ticked = of_nine.questions.get(number=1), keys(of_nine, 2, 3)
    typed = typed_in(browser, of_nine, questions=ticked, **{f"q{first.pk}": "Ya"})
    answer = press(browser, page_of(of_nine), typed)
    assert answer.status_code == 200 and not Response.objects.exists()
    assert "kind" in answer.context["form"].errors
    again = Form(answer.content.decode()).as_sent()
    assert again["questions"] == ticked and again[f"q{first.pk}"] == "Ya"
    none = press(browser, page_of(of_nine), typed | {"kind": "whole", "questions": []})
    assert "Centang pertanyaan" in text_of(none) and not Response.objects.exists()


def test_what_nobody_ticked_otherwise_answers_nothing_beside_what_is_typed(world, of_nine, log_in):
    """Every open question is ticked to begin with, for the kind that is chosen there: no other kind answers them by that."""
    browser, second = log_in(world.officer), of_nine.questions.get(number=2)
    assert press(browser, page_of(of_nine), typed_in(browser, of_nine, **{f"q{second.pk}": "Ya"})).status_code == 302
    assert [each.question for each in Response.objects.get().answers.all()] == [second]


def test_its_number_that_was_typed_wrong_is_put_right_where_each_answer_points_to_it(world, of_nine, log_in):
    browser = log_in(world.officer)
    first = of_nine.questions.get(number=1)
    as_a_whole(browser, of_nine, 1, 2, 3, **{f"q{first.pk}": "Ya, sejak Maret"})
    response = Response.objects.get()
    address = f"/entri/balasan/{response.pk}/perbaiki/"
    assert address in browser.get(f"/permintaan/{of_nine.pk}/").content.decode()
    typed = Form(browser.get(address).content.decode()).as_sent()
    assert browser.post(address, typed | {"document": "B-70/2026", "reason": "Salah ketik"}).status_code == 302
    said = {each.question.number: each.text for each in Response.objects.get().answers.all()}
    assert said == {1: "Ya, sejak Maret", 2: WHOLE + "B-70/2026", 3: WHOLE + "B-70/2026"}
    told = text_of(log_in(world.auditor).get(f"/insiden/{of_nine.incident}/riwayat/"))
    assert "B-70/2026" in told
    read = text_of(log_in(world.supervisor).get(f"/permintaan/{of_nine.pk}/"))
    assert WHOLE + "B-70/2026" in read and WHOLE + "B-7/2026" not in read


def test_struck_it_leaves_every_question_asked_that_it_answered(world, of_nine, log_in):
    browser = log_in(world.officer)
    as_a_whole(browser, of_nine, *range(1, 10))
    response = Response.objects.get()
    assert response.kind == "full" and fresh(of_nine).status == "answered"
    address = f"/entri/balasan/{response.pk}/coret/"
    typed = Form(browser.get(address).content.decode()).as_sent() | {"reason": "Surat perkara lain"}
    assert browser.post(address, typed).status_code == 302
    now = ClarificationRequest.objects.get(pk=of_nine.pk)
    assert now.status == "open" and set(standing(now).values()) == {"open"} and not now.lateness(timezone.now())
    assert as_a_whole(browser, now, 4).status_code == 302, "what is true is entered anew"
    assert [number for number, status in standing(now).items() if status == "answered"] == [4]


def test_a_document_that_had_come_before_the_answers_in_the_portal_answers_what_is_ticked(world, of_nine, log_in):
    """Found afterwards: the page offers what is answered as well, and ticks none of it; its scan shows when it came."""
    answer_request(world, of_nine)
    browser, now = log_in(world.officer), fresh(of_nine)
    assert now.status == "answered"
    assert "questions" not in typed_in(browser, now)
    refused = as_a_whole(browser, now, 1, 2)
    assert "pindaian" in text_of(refused).lower() and Response.objects.count() == 1
    piece = evidence.attach(of_nine.incident, by=world.officer, upload=SimpleUploadedFile("surat.txt", b"isi"))
    assert as_a_whole(browser, now, 1, 2, evidence=piece.pk).status_code == 302
    first = now.questions.get(number=1)
    assert first.first_answered_at < first.answered_at and fresh(of_nine).status == "answered"
