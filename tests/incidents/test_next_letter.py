"""A letter that comes after another goes to the body that got that one; to another body a letter is a first one."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    activities,
    agencies,
    cases,
    clarifications,
    corrections,
    issuing_conditions,
    letter_content,
    next_letter,
    openings,
    replies,
)
from incidents.models import ClarificationRequest, LadderRung
from incidents.plain import dates
from incidents.record import deeds
from tests.sent_form import Form
from tests.states import step
from tests.world import QUESTIONS, answer_request, draft_request, fresh, issue_request, make_incident, make_request

HOUR = timedelta(hours=1)


@step
def overdue(world):
    return make_request(world, "open", issued_at=timezone.now() - 73 * HOUR)


def as_shown(page):
    """What a browser sends back of the page of a draft."""
    fields = [*page.context["form"], *(field for row in page.context["questions"].forms for field in row)]
    count = len(page.context["questions"].forms)
    shown = {field.html_name: field.value() for field in fields if field.value() is not None}
    return shown | {"q-TOTAL_FORMS": count, "q-INITIAL_FORMS": count}


def second_letter(world):
    return next_letter.draft_next(overdue(world), by=world.officer)


def reissued(world):
    return next_letter.reissue(make_request(world, "open"), by=world.officer)


@pytest.mark.parametrize("after", [second_letter, reissued])
def test_a_letter_drafted_after_another_is_sent_to_no_other_body(world, the_ladder, log_in, after):
    drafted = after(world)
    officer, address = log_in(world.officer), f"/permintaan/{drafted.pk}/sunting/"
    page = officer.get(address)
    answer = officer.post(address, as_shown(page) | {"agency": world.agency_b.pk})
    assert answer.status_code == 200 and "agency" in answer.context["form"].errors
    with pytest.raises(clarifications.OfAnotherBody):
        clarifications.edit(drafted, by=world.officer, seen=drafted.version, questions=[], agency=world.agency_b)
    assert fresh(drafted).agency == world.agency_a
    assert officer.post(address, as_shown(page) | {"subject": "Hal lain"}).status_code == 302
    assert fresh(drafted).subject == "Hal lain"


def test_a_next_letter_that_stands_with_another_body_is_not_issued(world, the_ladder):
    """However it came there: no row of before this was refused goes out."""
    second = second_letter(world)
    with deeds.record("edit", on=second, by=world.officer) as deed:
        deed.on.agency = world.agency_b
        deed.on.save()
    second = clarifications.submit(fresh(second), by=world.officer, seen=fresh(second).version)
    assert [type(each) for each in issuing_conditions.objections(second, timezone.now())] == [
        issuing_conditions.OfAnotherBody
    ]
    with pytest.raises(issuing_conditions.OfAnotherBody):
        issue_request(world, second)


def test_a_second_letter_that_goes_to_another_body_instead_is_its_first(world, the_ladder, log_in):
    """Nothing accuses it of the silence of the one that was asked before, nor names letters to that one."""
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    second = issue_request(world, clarifications.submit(second, by=world.officer, seen=second.version))
    to_b = next_letter.reissue(second, by=world.officer, agency=world.agency_b)
    assert (to_b.follows, to_b.rung, to_b.replaces) == (None, None, second)
    assert (to_b.subject, to_b.opening, to_b.urgency) == (first.subject, first.opening, first.urgency)
    to_b = fresh(issue_request(world, clarifications.submit(to_b, by=world.officer, seen=to_b.version)))
    assert to_b.letter.kind == "clarification_request"
    page = log_in(world.liaison_b).get(f"/permintaan/{to_b.pk}/").content.decode()
    shown = page + str(to_b.letter.content)
    assert first.opening in str(to_b.letter.content)
    assert not [word for word in (str(first.letter), str(second.letter), "Ins A") if word in shown]


def test_what_a_reissue_said_of_the_letter_before_does_not_reach_another_body(world):
    first = make_request(world, "open")
    anew = next_letter.reissue(first, by=world.officer)
    anew = issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    assert str(first.letter) in anew.opening
    assert next_letter.reissue(anew, by=world.officer, agency=world.agency_b).opening == first.opening


def test_an_agency_that_was_not_asked_anew_still_gets_its_next_letter(world, the_ladder):
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    with pytest.raises(clarifications.OfAnotherBody):
        clarifications.edit(second, by=world.officer, seen=second.version, questions=[], agency=world.agency_b)
    assert ClarificationRequest.objects.get(follows=first).agency == first.agency


def second_is_out(world):
    row = second_letter(world)
    return fresh(issue_request(world, clarifications.submit(row, by=world.officer, seen=row.version)))


def part(world, row):
    answer_request(world, row, numbers=[1])


def interim(world, row):
    replies.reply(row, by=world.liaison_a, seen=row.version, kind="interim", text="Diperiksa", name="N", office="J")


@pytest.mark.parametrize(
    ("came", "says"), [(part, "telah menerima sebagian keterangan"), (interim, "yang belum menjawab pertanyaan kami")]
)
def test_a_second_letter_that_is_written_anew_says_what_has_come_since(world, the_ladder, came, says):
    second = second_is_out(world)
    assert "belum menerima jawaban tertulis" in second.opening
    came(world, second)
    anew = next_letter.reissue(fresh(second), by=world.officer)
    assert says in anew.opening and "belum menerima jawaban tertulis" not in anew.opening
    anew = issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    assert says in str(anew.letter.content)


def test_each_step_cites_what_came_before_it_in_order_with_what_was_asked_until_when(world, the_ladder):
    agencies.amend_agency(world.agency_a, by=world.administrator, zone="Asia/Jayapura")
    second = second_is_out(world)
    first = second.follows
    due = dates.instant_also_in(first.present_due, "id", "Asia/Jayapura")
    assert (
        " WIT)" in due
        and (
            f"surat kami Nomor {first.letter} tanggal {dates.date_in_words(first.letter.date, 'id')} hal Hal surat uji, "
            f"yang meminta penjelasan Saudara atas 2 (dua) pertanyaan paling lambat {due}, sampai dengan tenggat tersebut"
        )
        in second.opening
    )
    assert second.opening.endswith(
        "Jawaban atas surat ini sekaligus menjawab pertanyaan yang sama dalam surat sebelumnya."
    )
    summons = next_letter.draft_next(second, by=world.officer)
    assert f"Hal surat uji dan Nomor {second.letter} tanggal" in summons.opening
    words = {"due_at": second.present_due, "overdue": True, "replied": False, "spoke": False}
    warning = openings.of_step("warning", second, second.agency, timezone.now(), "en", **words)
    assert warning.startswith(f"Our letters No. {first.letter} of ") and f" and No. {second.letter} of " in warning
    assert ", the last of which asked for your explanation in reply to 2 questions by " in warning
    # What follows silence is the next step of the ladder, told as the practice that it is; of another state no step is told.
    now = timezone.now()
    told = [letter_content.draft_content(row, now)["facts"]["tindak_lanjut"] for row in (first, second, summons)]
    steps = zip(("klarifikasi kedua", "pemanggilan", "bukan sanksi"), told, strict=True)
    assert all(step in said and "menurut kebiasaan kami" in said for step, said in steps)
    agencies.amend_agency(world.agency_a, by=world.administrator, kind="foreign")
    assert letter_content.draft_content(fresh(first), now)["facts"]["tindak_lanjut"] == ""


@pytest.mark.parametrize("came", [part, interim])
def test_a_second_letter_written_anew_is_not_issued_when_a_reply_to_the_one_before_came_meanwhile(
    world, the_ladder, came
):
    second = second_is_out(world)
    anew = next_letter.reissue(second, by=world.officer)
    anew = clarifications.submit(anew, by=world.officer, seen=anew.version)
    came(world, fresh(second))
    with pytest.raises(issuing_conditions.NotAnyMore):
        issue_request(world, fresh(anew))


@pytest.mark.parametrize("step", ["second_letter", "summons", "warning"])
def test_a_letter_after_a_return_does_not_call_unanswered_what_was_answered_in_part(world, the_ladder, step):
    first = make_request(world, "open", issued_at=timezone.now() - 71 * HOUR)
    answer_request(world, first)
    first, due = fresh(first), dict(due_at=timezone.now() + 2 * HOUR, reason="x")
    question = {first.questions.get(number=1): "Kurang lengkap"}
    first = replies.send_again(first, by=world.officer, seen=first.version, questions=question, **due)
    told = {"due_at": first.present_due, "overdue": True, "replied": True, "spoke": True}
    words = openings.of_step(step, first, first.agency, timezone.now(), "id", **told)
    assert "belum dijawab lengkap" in words
    for word in ("belum dijawab.", "baru dijawab sebagian", "belum dijawab secara tertulis"):
        assert word not in words


def test_whoever_drafts_a_second_letter_after_one_reads_why_not(world, the_ladder):
    first = overdue(world)
    next_letter.draft_next(first, by=world.officer)
    with pytest.raises(next_letter.DraftedAlready):
        next_letter.draft_next(first, by=world.officer)
    other = make_request(world, "open")
    next_letter.reissue(other, by=world.officer)
    with pytest.raises(next_letter.DraftedAlready):
        next_letter.reissue(other, by=world.officer)


def summoned(world, meeting_at, case=None, agency=None, ago=100):
    """A summons to a meeting at `meeting_at`, drafted so many hours ago, whose own due has passed."""
    now = timezone.now()
    case = case or make_incident(world, at=now - 110 * HOUR, seen_at=now - 110 * HOUR)
    row = draft_request(world, case, agency=agency, at=now - ago * HOUR)
    rung = LadderRung.objects.in_force(3, timezone.localdate())
    fields = {"questions": QUESTIONS, "rung": rung, "meeting_at": meeting_at, "meeting_place": "Ruang Rapat"}
    row = clarifications.edit(row, by=world.officer, seen=row.version, at=now - (ago - 1) * HOUR, **fields)
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=now - (ago - 2) * HOUR)
    return fresh(issue_request(world, row, at=now - (ago - 3) * HOUR))


@pytest.mark.parametrize("by", ["officer", "system"])
def test_nothing_follows_a_summons_before_its_meeting_was_held_and_its_record_is_kept(world, the_ladder, by):
    by = deeds.SYSTEM if by == "system" else world.officer
    to_come = summoned(world, timezone.now() + 24 * HOUR)
    with pytest.raises(issuing_conditions.MeetingToCome):
        next_letter.draft_next(to_come, by=by)
    held = summoned(world, timezone.now() - 2 * HOUR)
    with pytest.raises(issuing_conditions.MeetingUnrecorded):
        next_letter.draft_next(held, by=by)
    recorded(world, held)
    assert next_letter.draft_next(fresh(held), by=by).rung.code == "warning"


def recorded(world, summons, **facts):
    """The record of the meeting to which `summons` called."""
    facts = {"participants": "Sekretaris", "happened_at": timezone.now() - HOUR, "summons": summons} | facts
    return cases.note(summons.incident, by=world.officer, **{"kind": "meeting", "text": "Menjelaskan"} | facts)


def test_a_warning_follows_the_record_of_its_own_summons_that_says_who_came(world, the_ladder, log_in):
    held = summoned(world, timezone.now() - 2 * HOUR)
    other = summoned(world, timezone.now() - 2 * HOUR, held.incident, world.agency_b, ago=90)
    cases.note(held.incident, by=world.officer, kind="meeting", text="Koordinasi", bodies=[world.agency_a])
    recorded(world, other)
    with pytest.raises(issuing_conditions.MeetingUnrecorded):
        next_letter.draft_next(fresh(held), by=world.officer)
    browser, page = log_in(world.officer), f"/insiden/{held.incident}/kegiatan/catat/"
    said = Form(browser.get(page).content.decode()).as_sent() | {"kind": "meeting", "text": "Menjelaskan"}
    said |= {"summons": str(held.pk), "happened": f"{timezone.localtime() - 60 * HOUR:%d-%m-%Y %H.%M}"}
    came = {"participants": "Sekretaris"}
    for typed, why in (
        ({}, "siapa yang hadir"),
        (came | {"kind": "note"}, "pilih salah satu"),
        (came, "bukan catatannya"),
    ):
        assert why in browser.post(page, said | typed).content.decode(), why
    kept = recorded(world, held)
    warning = next_letter.draft_next(fresh(held), by=world.officer)
    with pytest.raises(activities.NobodySaidWhoCame):
        corrections.revise(kept, by=world.officer, seen=kept.version, reason="Keliru", participants="")
    corrections.strike(kept, by=world.officer, seen=fresh(kept).version, reason="Keliru")
    assert issuing_conditions.MeetingUnrecorded in map(type, issuing_conditions.objections(warning, timezone.now()))


def test_a_meeting_noted_before_is_corrected_to_name_its_letter_and_a_warning_says_when_its_record_is_struck(
    world, the_ladder, log_in
):
    held, browser = summoned(world, timezone.now() - 2 * HOUR), log_in(world.officer)
    facts = {"kind": "meeting", "text": "Menjelaskan", "participants": "Sekretaris"}
    kept = cases.note(held.incident, by=world.officer, happened_at=timezone.now() - HOUR, **facts)
    with pytest.raises(issuing_conditions.MeetingUnrecorded) as refused:
        next_letter.draft_next(held, by=world.officer)
    assert "correct that entry" in refused.value.message
    page = f"/entri/kegiatan/{kept.pk}/perbaiki/"
    put_right = Form(browser.get(page).content.decode()).as_sent()
    put_right |= {"summons": str(held.pk), "reason": "Catatan panggilan"}
    assert browser.post(page, put_right).status_code == 302
    warning = next_letter.draft_next(fresh(held), by=world.officer)
    warning = issue_request(world, clarifications.submit(warning, by=world.officer, seen=warning.version))
    page, told = f"/permintaan/{warning.pk}/", "Catatan pertemuan menurut surat sebelumnya tidak berlaku lagi"
    assert told not in browser.get(page).content.decode()
    corrections.strike(kept, by=world.officer, seen=fresh(kept).version, reason="Keliru")
    assert told in browser.get(page).content.decode()
    recorded(world, held)
    assert told not in browser.get(page).content.decode()


def test_each_step_prints_what_it_rests_on_beside_the_basis_of_asking(world, the_ladder):
    held = summoned(world, timezone.now() - 2 * HOUR)
    recorded(world, held)
    warning = next_letter.draft_next(held, by=world.officer)
    basis = warning.basis.splitlines()
    assert basis[0] == held.basis and any("Nomor 20 Tahun 2016 tentang" in line for line in basis[1:])
    assert len(basis) == len(set(basis))


def test_the_last_step_is_a_warning_and_no_sanction(the_ladder):
    for rung in LadderRung.objects.filter(code="warning"):
        assert "Bukan sanksi" in rung.note and "Teguran" not in rung.subject + rung.title
        assert not {"Pasal 36", "Pasal 100"} & set(re.findall(r"Pasal \d+", rung.legal_basis))
