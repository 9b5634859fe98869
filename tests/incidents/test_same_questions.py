"""Letters after letters: question sets, the ladder, reissues, answers that answer two letters, single acceptance."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import agencies, cases, clarifications, deadlines, next_letter, replies, reply_drafts
from incidents.forms import opening_values
from incidents.models import ClarificationRequest, LadderRung
from incidents.plain.answer_values import Asked
from incidents.record import deeds
from notifications import postroom
from notifications.models import Message
from tests.sent_form import press
from tests.states import step
from tests.world import answer_request, draft_request, issue_request, make_incident, make_request


def fresh(clarification):
    return type(clarification).objects.get(pk=clarification.pk)


def issue(world, clarification):
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    return issue_request(world, clarification)


@step
def overdue(world):
    return make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))


def test_the_set_that_fits_the_failure_and_the_part_comes_first(world):
    setup_data.load_questions(deeds.SYSTEM)
    today = timezone.localdate()
    case = make_incident(world, failures=["loss"])
    first = opening_values.sets_for(case, [world.agency_a.pk], today)[0]
    assert first.code == "ketersediaan"
    case = make_incident(world, failures=[])
    assert opening_values.sets_for(case, [world.agency_a.pk], today)[0].code == "pokok"
    held = cases.record(by=world.officer, title="Dugaan", seen_at=timezone.now())
    cases.involve(held, by=world.officer, agency=world.agency_a, role="copy_holder")
    first = opening_values.sets_for(held, [world.agency_a.pk], date(2026, 12, 1))[0]
    assert first.code == "pemegang-salinan", "and not what a controller is asked"
    agencies.amend_agency(world.agency_a, by=world.administrator, reason="Keliru", kind="foreign")
    both = [world.agency_a.pk, world.agency_b.pk]
    first, last = opening_values.sets_for(held, both[:1], today)[0], opening_values.sets_for(held, both, today)[-1]
    assert first.code == last.code == "badan-asing" and "Pasal" not in str(first.questions)
    assert all(
        not q.text.strip() == ""
        for s in opening_values.sets_for(case, [], today)
        for q in opening_values.questions_of(s)
    )


def test_a_set_is_dated_and_the_request_keeps_the_one_it_began_with(world, log_in):
    setup_data.load_questions(deeds.SYSTEM)
    before, after = (
        opening_values.common_questions(timezone.datetime(y, 1, 1).date())["questions"] for y in (2021, 2026)
    )
    assert len(before) < len(after) and "Pemberitahuan kepada lembaga" in {q.heading for q in after}
    case = make_incident(world, failures=["disclosure"])
    officer = log_in(world.officer)
    address = f"/insiden/{case}/permintaan/?agency={world.agency_a.pk}"
    assert len(officer.get(address).context["questions"].forms) == 14
    swap = officer.post(address, {"use_set": "pokok", "subject": "Diketik", "agencies": [world.agency_a.pk]})
    assert len(swap.context["questions"].forms) == 8 and "Diketik" in swap.content.decode()
    data = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
    data |= {"agencies": [world.agency_a.pk], "set": "pokok", "q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0}
    data |= {"q-0-heading": "Jumlah", "q-0-text": "Berapa?", "q-0-kind": "number", "q-0-section": "B"}
    officer.post(address, data)
    clarification = case.requests.get()
    question = clarification.questions.get()
    assert (clarification.question_set.code, question.kind, question.section) == ("pokok", "number", "B")


@pytest.mark.parametrize(
    ("kind", "typed", "text", "kept", "shown"),
    [
        ("number", "204,8 juta", "Paling banyak", 204_800_000, "204.800.000"),
        ("yes_no", "yes", "Menurut log", "yes", "Ya"),
        ("instant", "27 November 2023", "Dari laporan", None, "27 November 2023"),
    ],
)
def test_a_structured_answer_is_kept_sent_and_shown(world, log_in, kind, typed, text, kept, shown):
    case = make_incident(world)
    clarification = clarifications.draft(
        case,
        by=world.officer,
        agency=world.agency_a,
        questions=[Asked("Pokok", "Apa?", kind, "B")],
        subject="Hal",
        opening="Pembuka",
        basis="Pasal 46",
    )
    clarification = issue(world, clarification)
    liaison = log_in(world.liaison_a)
    page = f"/permintaan/{clarification.pk}/pertanyaan/1/"
    answer = liaison.post(page, {"stands": "", "value": typed, "text": text})
    assert answer.status_code == 302
    again = liaison.get(page).content.decode()
    assert text in again and (shown in again or kind == "yes_no")
    response = answer_it(world, clarification)
    answered = response.answers.get()
    assert (answered.value == kept or kind == "instant") and answered.text == text
    for person in (world.officer, world.liaison_a):
        assert shown in log_in(person).get(f"/tanda-terima/{response.pk}/").content.decode()
    assert shown in log_in(world.officer).get(f"/permintaan/{clarification.pk}/").content.decode()


def answer_it(world, clarification):
    clarification = fresh(clarification)
    written = reply_drafts.drafts_of(clarification)
    return replies.answer(
        clarification,
        by=world.liaison_a,
        seen=clarification.version,
        seen_drafts=reply_drafts.fingerprint(written),
        name="N",
        office="J",
    )


def test_yes_without_a_reason_is_kept_and_not_sent(world, log_in):
    case = make_incident(world)
    clarification = clarifications.draft(
        case,
        by=world.officer,
        agency=world.agency_a,
        questions=[Asked("Bocor", "Bocor?", "yes_no"), ("Lain", "Apa?")],
        subject="Hal",
        opening="x",
        basis="y",
    )
    clarification = issue(world, clarification)
    first, second = clarification.questions.all()
    reply_drafts.save(first, by=world.liaison_a, text="", value="yes")
    with pytest.raises(deeds.Conflict):
        answer_it(world, clarification)
    reply_drafts.save(second, by=world.liaison_a, text="Ini")
    page = log_in(world.liaison_a).get(f"/permintaan/{clarification.pk}/kirim/").content.decode()
    assert "Belum lengkap" in page and "Kirim 1 jawaban" in page
    assert answer_it(world, clarification).kind == "partial"
    assert fresh(first).status == "open" and first.draft.value == "yes"


def test_a_number_that_is_none_is_refused_and_stays_typed(world, log_in):
    case = make_incident(world)
    clarification = clarifications.draft(
        case,
        by=world.officer,
        agency=world.agency_a,
        questions=[Asked("Jumlah", "Berapa?", "number")],
        subject="Hal",
        opening="x",
        basis="y",
    )
    clarification = issue(world, clarification)
    page = log_in(world.liaison_a).post(
        f"/permintaan/{clarification.pk}/pertanyaan/1/", {"stands": "", "value": "banyak"}
    )
    assert "bukan angka" in page.content.decode() and "banyak" in page.content.decode()


def climb(world, clarification, now):
    """The next letter as the product drafts it at `now`, issued; None when there is none."""
    postroom.draft_next_letters(now)
    following = ClarificationRequest.objects.filter(follows=clarification).first()
    if following is None:
        return None
    assert str(clarification.letter) in following.opening
    assert list(following.questions.values_list("heading", flat=True)) == ["Data", "Waktu"]
    if following.rung.meets:
        with pytest.raises(clarifications.MeetingMissing):
            clarifications.submit(following, by=world.officer, seen=following.version)
        following = clarifications.edit(
            following,
            by=world.officer,
            seen=following.version,
            questions=[(q.heading, q.text) for q in following.questions.all()],
            meeting_at=now + timedelta(days=4),
            meeting_place="Ruang Rapat",
        )
    return issue(world, following)


def test_the_ladder_climbs_one_step_at_a_time_and_ends(world, the_ladder):
    clarification, seen, start = overdue(world), [], timezone.now()
    for _ in range(5):
        now = start + timedelta(days=5 * len(seen) + 1)
        with patch.object(timezone, "now", return_value=now):
            if clarification.meeting_at:
                held = {"kind": "meeting", "text": "Menjawab semua", "happened_at": clarification.meeting_at}
                came = {"summons": clarification, "participants": "Sekretaris"}
                cases.note(clarification.incident, by=world.officer, **held, **came)
            following = climb(world, clarification, now)
        if following is None:
            break
        seen.append(following.rung.code)
        assert following.letter.kind == seen[-1]
        clarification = following
    assert seen == ["second_letter", "summons", "warning"]
    summons = ClarificationRequest.objects.get(rung__code="summons")
    assert summons.letter.content["meeting"]["place"] == "Ruang Rapat"


def test_the_rung_is_that_of_its_day(world, the_ladder):
    from datetime import date

    before, after = (LadderRung.objects.on(date(y, 2, 1)).get(code="summons") for y in (2026, 2027))
    assert (before.notice, after.notice, after.notice_unit) == (None, 3, "hari_kerja") and not after.verified


def test_who_answers_the_second_letter_has_answered_the_first(world, the_ladder):
    """Two letters, the same questions: both clocks stop at the same instant, and nobody is reminded any more."""
    first = overdue(world)
    second = issue(world, next_letter.draft_next(first, by=deeds.SYSTEM))
    answer_request(world, second, numbers=[1])
    assert [q.status for q in fresh(first).questions.all()] == ["answered", "open"]
    answer_request(world, fresh(second))
    first, second = fresh(first), fresh(second)
    assert (first.status, second.status) == ("answered", "answered")
    assert first.answered_at == second.answered_at
    events = first.incident.events.filter(action="carry")
    assert events.count() == 2 and {e.actor_name for e in events} == {"Sistem"}
    answers = first.incident.events.filter(action="answer").values_list("act_id", flat=True)
    assert set(events.values_list("act_id", flat=True)) == set(answers)


def test_who_answers_the_first_letter_late_has_answered_the_second(world, the_ladder, log_in):
    first = overdue(world)
    second = issue(world, next_letter.draft_next(first, by=deeds.SYSTEM))
    answer_request(world, fresh(first))
    assert fresh(second).status == "answered"
    page = log_in(world.liaison_a).get(f"/permintaan/{second.pk}/pertanyaan/1/").content.decode()
    assert "Dijawab melalui" in page and str(first.letter) in page


def test_a_question_is_shown_as_answered_by_the_reply_that_answered_it(world, the_ladder, log_in):
    """Answered, returned, asked in a second letter, denied there: not through the answer that was sent back."""
    now = timezone.now()
    first = make_request(world, "open", issued_at=now - timedelta(hours=80))
    answer_request(world, first, numbers=[1], at=now - timedelta(hours=79))
    first = fresh(first)
    returned = {first.questions.get(number=1): "Kurang"}
    facts = dict(seen=first.version, reason="Kurang", due_at=now - timedelta(hours=4), at=now - timedelta(hours=76))
    replies.send_again(first, by=world.officer, questions=returned, **facts)
    second = fresh(issue(world, next_letter.draft_next(fresh(first), by=world.officer)))
    said = dict(kind="denial", text="Tidak ada yang bocor", name="N", office="J")
    denial = replies.reply(second, by=world.liaison_a, seen=second.version, **said)
    page = log_in(world.liaison_a).get(f"/permintaan/{second.pk}/pertanyaan/1/").content.decode()
    assert str(first.letter) not in page
    assert [q.answered_elsewhere for q in second.questions.all()] == [None, None]
    assert {q.reply for q in [*second.questions.all(), *first.questions.all()]} == {denial}
    assert [q.answered_elsewhere for q in first.questions.all()] == list(second.questions.all())


def test_an_answer_to_any_letter_of_the_chain_is_named(world, the_ladder):
    """A third letter's answer reaches the first, which only the second repeats."""
    first = overdue(world)
    second = issue(world, next_letter.draft_next(first, by=deeds.SYSTEM))
    third = issue(world, next_letter.reissue(second, by=world.officer))
    answer_request(world, fresh(third), numbers=[2])
    assert fresh(first).questions.get(number=2).answered_elsewhere == third.questions.get(number=2)


def test_a_body_is_told_nothing_of_an_answer_of_the_one_asked_before_it(world, log_in):
    first = make_request(world, "open")
    answer_request(world, first, numbers=[1])
    first = fresh(first)
    question = first.questions.get(number=1)
    facts = dict(seen=first.version, reason="Kurang", due_at=question.deadline.due_at)
    replies.send_again(first, by=world.officer, questions={question: "Kurang"}, **facts)
    to_b = fresh(issue(world, next_letter.reissue(fresh(first), by=world.officer, agency=world.agency_b)))
    said = dict(kind="denial", text="Tidak ada yang bocor", name="N", office="J")
    replies.reply(to_b, by=world.liaison_b, seen=to_b.version, **said)
    for person, page in (
        (world.liaison_b, f"/permintaan/{to_b.pk}/pertanyaan/1/"),
        (world.officer, f"/permintaan/{to_b.pk}/"),
    ):
        assert "Dijawab melalui" not in log_in(person).get(page).content.decode()


@pytest.mark.parametrize(
    "reworded", [{"text": "Berapa nasabah di luar negeri?"}, {"kind": "number"}, {"heading": "Jumlah"}]
)
def test_a_question_that_asks_something_else_is_not_answered_by_the_old_answer(world, the_ladder, reworded):
    first = overdue(world)
    second = next_letter.draft_next(first, by=deeds.SYSTEM)
    asked = [Asked(q.heading, q.text, q.kind, q.section, q.pk) for q in second.questions.all()]
    asked[0] = asked[0]._replace(**reworded)
    second = clarifications.edit(fresh(second), by=world.officer, seen=second.version, questions=asked)
    second = issue(world, second)
    answer_request(world, fresh(first))
    assert [q.status for q in fresh(second).questions.all()] == ["open", "answered"]


def test_a_denial_answers_both_letters(world, the_ladder, log_in):
    first = overdue(world)
    second = issue(world, next_letter.draft_next(first, by=deeds.SYSTEM))
    said = dict(kind="denial", text="Log wajar", name="N", office="J")
    replies.reply(second, by=world.liaison_a, seen=second.version, **said)
    assert fresh(first).status == "answered" and first.incident.assertions.filter(topic="denial").count() == 1


def test_a_second_letter_does_not_go_out_for_what_was_answered_meanwhile(world, the_ladder, log_in):
    first = overdue(world)
    second = next_letter.draft_next(first, by=deeds.SYSTEM)
    second = clarifications.submit(second, by=world.officer, seen=second.version)
    answer_request(world, first, numbers=[2])
    page = log_in(world.supervisor).get(f"/permintaan/{second.pk}/terbitkan/").content.decode()
    assert "Sudah dijawab setelah surat ini disusun" in page
    with pytest.raises(deeds.Conflict):
        issue_request(world, second)


def test_an_officer_may_ask_more_before_the_due(world, the_ladder, log_in):
    """KPAI 2021: an interim word the same day, the second letter the next."""
    clarification = make_request(world, "open")
    answer_request(world, clarification, numbers=[1])
    log_in(world.officer).post(f"/permintaan/{clarification.pk}/surat-berikutnya/")
    second = fresh(clarification).follow_up
    assert second.questions.get().heading == "Waktu" and "keterangan tambahan" not in second.opening
    assert "sebagian keterangan" in second.opening


def test_a_reissue_has_its_own_clock_and_the_old_one_is_replaced(world, log_in):
    old = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=20))
    log_in(world.officer).post(
        f"/permintaan/{old.pk}/terbitkan-ulang/", {"seen": old.version, "agency": world.agency_a.pk}
    )
    new = fresh(old).reissue
    assert fresh(old).status == "open" and str(old.letter) in new.opening
    with pytest.raises(deeds.Conflict):
        next_letter.reissue(fresh(old), by=world.officer)
    new = issue(world, new)
    old = fresh(old)
    assert (old.status, old.replaced_by, old.clock(timezone.now())) == ("replaced", world.supervisor, None)
    assert new.deadlines.get().due_at > old.deadlines.get().due_at + timedelta(hours=19)
    acts = old.incident.events.filter(action__in=["issue", "replace"]).order_by("-recorded_at")[:2]
    assert len({e.act_id for e in acts}) == 1
    postroom.write_receipts(timezone.now() + timedelta(hours=60))
    told = Message.objects.filter(request=old).values_list("kind", flat=True)
    assert "replaced" in told
    postroom.deliver_messages(timezone.now() + timedelta(hours=61))
    assert set(Message.objects.filter(request=old, state="skipped").values_list("skip_reason", flat=True)) <= {
        "replaced",
        "before_load",
        "moved_on",
    }
    page = log_in(world.liaison_a).get(f"/permintaan/{old.pk}/").content.decode()
    assert "digantikan" in page.lower() or "mengganti" in page.lower()
    assert str(new.letter) in page
    check = log_in(world.auditor).get(f"/v/{old.letter.check_code}/").content.decode()
    assert "Diganti" in check


def test_a_reissue_to_another_body_says_nothing_of_it_to_the_first(world, log_in):
    old = make_request(world, "open")
    new = issue(world, next_letter.reissue(old, by=world.officer, agency=world.agency_b))
    page = log_in(world.liaison_a).get(f"/permintaan/{old.pk}/").content.decode()
    assert str(new.letter) not in page and "Ins B" not in page
    assert log_in(world.liaison_b).get(f"/permintaan/{new.pk}/").status_code == 200


def test_what_was_answered_meanwhile_is_not_replaced(world):
    old = make_request(world, "open")
    new = next_letter.reissue(old, by=world.officer)
    new = clarifications.submit(new, by=world.officer, seen=new.version)
    answer_request(world, old)
    with pytest.raises(deeds.Conflict):
        issue_request(world, new)
    assert fresh(new).status == "withdrawn" and fresh(old).status == "answered"
    assert not new.letters.exists() and not new.deadlines.exists()


def test_one_answer_is_accepted_and_another_returned(world, log_in):
    clarification = make_request(world, "answered")
    log_in(world.officer).post(f"/permintaan/{clarification.pk}/terima/1/", {"seen": clarification.version})
    clarification = fresh(clarification)
    first, second = clarification.questions.all()
    assert (clarification.status, first.status, second.status) == ("answered", "accepted", "answered")
    with pytest.raises(deeds.Conflict):
        clarifications.accept_question(clarification, by=world.officer, seen=clarification.version, question=first)
    due = clarification.deadlines.get().due_at
    with pytest.raises(deeds.Conflict):
        replies.send_again(
            clarification, by=world.officer, seen=clarification.version, questions={first: "x"}, reason="x", due_at=due
        )
    clarification = replies.send_again(
        fresh(clarification),
        by=world.officer,
        seen=clarification.version,
        questions={second: "Jam"},
        reason="x",
        due_at=due,
    )
    assert [q.status for q in clarification.questions.all()] == ["accepted", "open"]
    answer_request(world, fresh(clarification))
    clarification = clarifications.accept(fresh(clarification), by=world.officer, seen=fresh(clarification).version)
    assert {q.status for q in clarification.questions.all()} == {"accepted"}


def test_several_letters_are_looked_at_and_issued_at_once(world, log_in):
    rows = [make_request(world, "awaiting_approval") for _ in range(3)]
    supervisor = log_in(world.supervisor)
    data = {"letter": [r.pk for r in rows]}
    page = supervisor.post("/persetujuan/terbitkan/", data)
    assert page.status_code == 200 and page.content.decode().count("Kepala Instansi A") == 3
    assert not ClarificationRequest.objects.filter(status="open").exists()
    marks = {f"seen-{r.pk}": f"{r.version}.{r.digest}" for r in page.context["letters"]}
    clarifications.send_back(rows[1], by=world.supervisor, seen=rows[1].version, reason="Ubah")
    back = fresh(rows[1])
    clarifications.edit(back, by=world.officer, seen=back.version, questions=[("Lain", "Apa?")])
    back = fresh(rows[1])
    clarifications.submit(back, by=world.officer, seen=back.version)
    answer = supervisor.post("/persetujuan/terbitkan/", data | marks | {"issue": "1"}, follow=True)
    assert [fresh(r).status for r in rows] == ["open", "awaiting_approval", "open"]
    words = answer.content.decode()
    assert "2 surat diterbitkan" in words and rows[1].reference in words


def test_who_drafted_a_letter_does_not_issue_it_among_several(world, log_in):
    from incidents.actions import people
    from incidents.workflow import Role

    people.appoint(
        people.Post(Role.SUPERVISOR, unit=world.unit, mode="plh"),
        by=deeds.SYSTEM,
        email=world.officer.email,
        name=world.officer.name,
        valid_to=timezone.now() + timedelta(days=1),
    )
    clarification = make_request(world, "awaiting_approval")
    page = log_in(world.officer).post("/persetujuan/terbitkan/", {"letter": [clarification.pk]})
    assert page.context["letters"] == []


def test_a_summons_is_not_issued_for_a_meeting_that_is_over(world, the_ladder, log_in):
    """It waited for its approval too long: the page says so, the door refuses."""
    second = issue(world, next_letter.draft_next(overdue(world), by=deeds.SYSTEM))
    summons = next_letter.draft_next(second, by=world.officer)
    near = timezone.now() + timedelta(minutes=30)
    asked = [(q.heading, q.text) for q in summons.questions.all()]
    facts = dict(questions=asked, meeting_at=near, meeting_place="Ruang Rapat")
    summons = clarifications.edit(summons, by=world.officer, seen=summons.version, **facts)
    summons = clarifications.submit(summons, by=world.officer, seen=summons.version)
    with pytest.raises(deeds.Conflict):
        issue_request(world, fresh(summons), at=near + timedelta(minutes=1))
    assert fresh(summons).status == "awaiting_approval"


def test_the_form_of_a_summons_asks_for_a_day_that_leaves_its_notice(world, the_ladder, log_in):
    second = issue(world, next_letter.draft_next(overdue(world), by=deeds.SYSTEM))
    summons = next_letter.draft_next(second, by=world.officer)
    officer = log_in(world.officer)
    page = officer.get(f"/permintaan/{summons.pk}/").content.decode()
    assert "Panggilan menyebut hari, jam, dan tempat" in page
    back = officer.post(f"/permintaan/{summons.pk}/ajukan/", {"seen": summons.version}, follow=True)
    assert back.redirect_chain[-1][0].endswith("/sunting/")
    form = back.context["form"].initial | {"agency": world.agency_a.pk, "q-TOTAL_FORMS": 1, "q-INITIAL_FORMS": 0}
    form |= {
        "q-0-heading": "A",
        "q-0-text": "B",
        "q-0-kind": "text",
        "meeting_place": "Ruang",
        "copies": "",
        "contact_person": "",
    }
    yesterday = (timezone.localtime() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    wrong = officer.post(f"/permintaan/{summons.pk}/sunting/", form | {"meeting_at": yesterday})
    assert "Pertemuan harus dimulai setelah" in wrong.content.decode() and "Ruang" in wrong.content.decode()
    later = (timezone.localtime() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    assert press(officer, f"/permintaan/{summons.pk}/sunting/", form | {"meeting_at": later}).status_code == 302
    assert fresh(summons).meeting_place == "Ruang"


def test_who_approves_hears_that_the_due_before_was_moved(world, the_ladder, log_in):
    first = overdue(world)
    second = next_letter.draft_next(first, by=deeds.SYSTEM)
    second = clarifications.submit(second, by=world.officer, seen=second.version)
    later = timezone.now() + timedelta(days=3)
    deadlines.extend(first, by=world.supervisor, seen=first.version, due_at=later, reason="x")
    page = log_in(world.supervisor).get(f"/permintaan/{second.pk}/terbitkan/").content.decode()
    assert "belum lewat" in page and str(first.letter) in page


def test_the_next_letter_is_offered_when_something_came_or_the_due_has_passed(world, the_ladder, log_in):
    clarification, officer = make_request(world, "open"), log_in(world.officer)
    assert "Susun sekarang" not in officer.get(f"/permintaan/{clarification.pk}/").content.decode()
    answer_request(world, clarification, numbers=[1])
    assert "Susun sekarang: Surat kedua" in officer.get(f"/permintaan/{clarification.pk}/").content.decode()


def test_all_that_was_answered_is_accepted_at_once_and_the_rest_stays_open(world, log_in):
    request, officer = draft_request(world, make_incident(world)), log_in(world.officer)
    asked = [Asked(heading, f"{heading}?") for heading in ("Sebab", "Data", "Tindakan")]
    request = issue(world, clarifications.edit(request, by=world.officer, seen=request.version, questions=asked))
    address, page = f"/permintaan/{request.pk}/terima-terjawab/", f"/permintaan/{request.pk}/"
    assert address not in officer.get(page).content.decode(), "nothing is answered yet"
    answer_request(world, request, numbers=[1, 3])
    request, due = fresh(request), request.deadlines.get().due_at
    assert address in officer.get(page).content.decode()
    told = officer.post(address, {"seen": request.version}, follow=True).content.decode()
    request = fresh(request)
    assert [q.status for q in request.questions.order_by("number")] == ["accepted", "open", "accepted"]
    assert request.status == "open" and request.accepted_at is None and request.present_due == due
    assert "Masih terbuka dengan tenggat yang ada: pertanyaan 2." in told
    assert address not in officer.get(page).content.decode()
    event = request.incident.events.get(action="accept_answered")
    assert event.details["questions"] == [1, 3]
    with pytest.raises(deeds.Conflict):
        clarifications.accept_answered(request, by=world.officer, seen=request.version)
    answer_request(world, request)
    assert fresh(request).status == "answered"
