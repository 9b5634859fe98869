"""What was drafted, and told, while a body was thought to have ended: once the end is undone, nothing of it goes out to the
body that only seemed to follow, nothing of it stands in the undoing's way, and whoever was told hears that it went back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import (
    acceptance_reversal,
    agencies,
    case_letter_conditions,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    clarifications,
    dissolution,
    follow_ups,
    issuing_conditions,
    judgements,
    letter_content,
    letter_decisions,
    next_letter,
    replies,
    revival,
    revival_plan,
    revocation_without_letter,
    work,
)
from incidents.models import CaseEvent, CaseLetter, ClarificationRequest, succession
from incidents.plain import clocks, holders, letter_kinds
from incidents.record import deeds, untold_letters
from incidents.reports import figures, request_by_body, waiting
from incidents.reports.waiting import keys
from notifications import postroom
from notifications.mails import compose
from notifications.models import Message
from tests.moves import choose_signing
from tests.world import answer_request, fresh, issue_request, make_incident, make_request

POINTS = ("Mengganti kunci akses", "Menyandikan cadangan")


def end(world, successor=True):
    dissolution.end_agency(
        fresh(world.agency_a),
        by=world.administrator,
        ended_on=timezone.localdate(),
        reason="Lebur",
        successor=fresh(world.agency_b) if successor else None,
    )


def revive(world):
    body = fresh(world.agency_a)
    plan = revival.plan_of_revival(body).digest
    return revival.revive_agency(body, by=world.administrator, reason="Keliru", plan=plan)


def drafted(world, kind=letter_kinds.RECOMMENDATION, to=None, case=None, **more):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in kind.wanted}
    due = case_letter_content.done_by_facts(timezone.now().replace(microsecond=0) + timedelta(days=30))
    facts |= {"butir": "\n".join(POINTS), "done_by": due}
    to = to or [world.agency_a]
    case = case or make_incident(world)
    return case_letters.draft(
        case, by=world.officer, kind=kind, agencies=to, facts=facts, subject="Rekomendasi", **more
    )


def issued(world, row):
    digest = letter_content.digest(case_letter_content.content(row, timezone.now(), world.supervisor))
    case_letter_issuing.issue({row: (row.version, digest)}, by=world.supervisor)
    return fresh(row)


def out(world, **more):
    [row] = drafted(world, **more)
    return issued(world, row)


def taken_back(world, row):
    row = fresh(row)
    [back] = case_letters.take_back(row, by=world.officer, seen=row.version, facts={"alasan": "Keliru"}, subject="P")
    return back


@pytest.fixture
def drawn(monkeypatch):
    from notifications.letters import pdf

    monkeypatch.setattr(pdf, "letter", lambda content: b"%PDF-1.7")


@pytest.mark.parametrize("kind", [letter_kinds.RECOMMENDATION, letter_kinds.OUTCOME_NOTICE, letter_kinds.REFERRAL])
def test_a_revocation_drafted_to_the_successor_that_is_none_does_not_go_out(world, kind):
    row = out(world, kind=kind)
    end(world)
    back = taken_back(world, row)
    revive(world)
    assert (fresh(row).agency, fresh(back).agency) == (world.agency_a, world.agency_b)
    with pytest.raises(case_letter_conditions.WrittenToAnother) as refused:
        issued(world, fresh(back))
    assert "Ins A" in str(refused.value) and fresh(back).status == "draft"
    assert {point.status for point in row.demands.all()} <= {"open"}, "nothing of it is released"
    case_letters.drop(fresh(back), by=world.supervisor, seen=fresh(back).version, reason="Ternyata tidak berakhir")
    anew = issued(world, taken_back(world, row))
    assert anew.agency == world.agency_a and "yang kini" not in str(anew.letter.content["facts"])


def test_a_signature_is_not_taken_for_a_revocation_to_a_body_that_follows_no_more(world):
    row = out(world)
    end(world)
    choose_signing(world, "outside")
    back = issued(world, taken_back(world, row))
    assert back.status == "awaiting_signature"
    revive(world)
    assert isinstance(
        case_letter_conditions.objection(fresh(back), timezone.now()), case_letter_conditions.WrittenToAnother
    )


def test_a_reissue_drafted_to_the_successor_that_is_none_takes_no_request_s_place(world):
    first = make_request(world, "open")
    end(world)
    anew = next_letter.reissue(fresh(first), by=world.officer)
    assert anew.agency == world.agency_b
    anew = clarifications.submit(anew, by=world.officer, seen=anew.version)
    revive(world)
    with pytest.raises(issuing_conditions.NotItsLetter) as refused:
        issue_request(world, fresh(anew))
    assert "Ins A" in str(refused.value)
    assert (fresh(first).status, fresh(first).agency) == ("open", world.agency_a)
    letter_decisions.withdraw(fresh(anew), by=world.supervisor, seen=fresh(anew).version, reason="Ternyata tidak")
    again = next_letter.reissue(fresh(first), by=world.officer)
    assert again.agency == world.agency_a and "yang kini" not in again.opening


def test_a_next_letter_drafted_to_the_successor_that_is_none_does_not_go_out(world, the_ladder):
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    end(world)
    after = next_letter.draft_next(fresh(first), by=world.officer)
    after = clarifications.submit(after, by=world.officer, seen=after.version)
    revive(world)
    with pytest.raises(issuing_conditions.OfAnotherBody):
        issue_request(world, fresh(after))


def test_a_reissue_meant_for_another_body_goes_there_whoever_has_the_letter_by_now(world):
    first = make_request(world, "open", agency=world.agency_b)
    anew = next_letter.reissue(first, by=world.officer, agency=world.agency_a)
    anew = clarifications.submit(anew, by=world.officer, seen=anew.version)
    dissolution.end_agency(fresh(world.agency_b), by=world.administrator, ended_on=timezone.localdate(), reason="Bubar")
    assert not [each for each in issuing_conditions.objections(fresh(anew), timezone.now())]


def test_an_undo_is_not_stopped_by_a_dropped_draft_that_another_replaced(world, log_in):
    """The revocation that waited for its signature was dropped by the end, and drafted anew."""
    row = out(world)
    choose_signing(world, "outside")
    back = issued(world, taken_back(world, row))
    end(world)
    assert fresh(back).status == "dropped"
    anew = taken_back(world, row)
    shown = {words: (come, stay) for words, come, stay in revival.plan_of_revival(fresh(world.agency_a)).counts}
    assert shown[revival_plan.AWAITING] == (1, 0) and shown[revival_plan.KINDS[CaseLetter].words] == (0, 1)
    revive(world)
    assert (fresh(back).status, fresh(anew).status) == ("dropped", "draft")
    assert not fresh(world.agency_a).ended_on


def test_whoever_was_told_that_a_letter_s_demands_are_theirs_hears_that_they_went_back(world, drawn):
    row = out(world)
    end(world)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    revive(world)
    postroom.write_receipts(timezone.now())
    told = Message.objects.filter(case_letter=row, event__action="give_back_letter")
    assert {(each.kind, each.recipient) for each in told} == {
        ("letter_given_back", "surat@a.example"),
        ("letter_given_back", "officer@uji.example"),
        ("letter_gone_back", "surat@b.example"),
    }
    to_b = compose.make(told.get(kind="letter_gone_back"), at=timezone.now())
    assert "Ins B tidak perlu melaksanakan" in " ".join(to_b.body.split()) and row.get_absolute_url() not in to_b.body
    to_a = compose.make(told.get(recipient="surat@a.example"), at=timezone.now())
    assert "kembali kepada Instansi A" in " ".join(to_a.body.split()) and "2 butir" in to_a.body
    postroom.deliver_messages(timezone.now())
    assert {each.skip_reason for each in told.all()} == {""}


def test_whoever_was_never_told_of_a_letter_hears_nothing_of_its_going_back(world):
    row = out(world)
    end(world)
    postroom.write_receipts(timezone.now())
    revive(world)
    postroom.write_receipts(timezone.now())
    postroom.deliver_messages(timezone.now())
    to_b = Message.objects.filter(case_letter=row, recipient="surat@b.example").exclude(kind="result_letter")
    assert set(to_b.values_list("kind", "skip_reason")) == {
        ("letter_handed_on", "moved_on"),
        ("letter_gone_back", "untold"),
    }


def test_a_draft_handed_on_goes_to_the_successor_s_addresses_and_one_given_back_to_those_chosen(world):
    [row] = drafted(world, mail_to={world.agency_a.pk: "surat@a.example"})
    end(world)
    assert (fresh(row).agency, fresh(row).mail_to) == (world.agency_b, "")
    revive(world)
    assert (fresh(row).agency, fresh(row).mail_to) == (world.agency_a, "surat@a.example")


def test_a_draft_passes_on_where_the_successor_s_own_of_that_act_was_dropped(world):
    own, other = drafted(world, to=[world.agency_a, world.agency_b])
    case_letters.drop(other, by=world.supervisor, seen=other.version, reason="Tidak perlu")
    end(world)
    assert (fresh(own).agency, fresh(own).status) == (world.agency_b, "draft")


def test_a_referral_to_a_body_that_nobody_follows_is_not_taken_back_and_the_reason_is_said(world):
    row = out(world, kind=letter_kinds.REFERRAL)
    end(world, successor=False)
    with pytest.raises(case_letter_conditions.NobodyToTell) as refused:
        taken_back(world, row)
    assert "Ins A" in str(refused.value)


def test_an_answer_of_the_successor_s_keeps_the_request_and_its_acceptance_says_whom_it_was_asked_of(world):
    row = make_request(world, "open")
    end(world)
    answer_request(world, fresh(row), by=type(world.liaison_b).objects.get(pk=world.liaison_b.pk))
    revive(world)
    row = fresh(row)
    assert row.agency == world.agency_b
    assert (
        letter_content.whose_before(row.letter, row.agency)
        == "kepada Kepala Instansi A, yang kini ditangani instansi penerima surat ini"
    )


def test_what_the_seeming_successor_answered_in_part_stays_its_to_answer_and_every_page_says_whose_it_was(
    world, log_in
):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=50))
    end(world)
    answer_request(world, fresh(row), by=fresh(world.liaison_b), numbers=[1])
    revive(world)
    row = fresh(row)
    assert (row.status, row.agency) == ("open", world.agency_b), "who has answered a part answers the rest"
    [first, second] = request_by_body.of(ClarificationRequest.objects.filter(pk=row.pk).select_related("agency"))
    assert (first.agency, first.passed_to, holders.came_back(first)) == (world.agency_a, world.agency_b, "said_nothing")
    assert (second.agency, holders.came_back(second)) == (world.agency_b, "in_part")
    for reader, of_staff in ((world.officer, True), (world.liaison_b, False)):
        page = " ".join(log_in(fresh(reader)).get(row.get_absolute_url()).content.decode().split())
        assert (
            "Semula diminta dari Ins A." in page and "hal itu dibatalkan" in page and "yang tidak ada lagi" not in page
        )
        assert "hanya diminta dari Ins B" in page and ("surat yang menggantikan surat ini" in page) == of_staff
    assert log_in(fresh(world.liaison_a)).get(row.get_absolute_url()).status_code == 404
    later = timezone.now() + timedelta(hours=60)
    by_body, _everybody = figures.by_agency(world.officer, *[clocks.day(row.issued_at)] * 2, later)
    assert [str(each.agency) for each in by_body] == ["Ins B"], "its due passed with whoever has it"
    instead = next_letter.reissue(row, by=world.officer, agency=fresh(world.agency_a))
    assert instead.agency == world.agency_a and instead.questions.count() == 1, "what is open is asked of it anew"


def test_a_request_that_was_taken_up_with_the_seeming_successor_is_named_as_staying_there(world, log_in):
    row = make_request(world, "closed")
    end(world)
    acceptance_reversal.unaccept(row, by=world.supervisor, seen=fresh(row).version, reason="Keliru")
    assert (fresh(row).agency, fresh(row).status) == (world.agency_b, "answered")
    counts = {str(kind): (back, stays) for kind, back, stays in revival.plan_of_revival(fresh(world.agency_a)).counts}
    assert counts[str(revival_plan.KINDS[ClarificationRequest].words)] == (0, 1)
    page = log_in(world.administrator).get(f"/instansi/{world.agency_a.pk}/batal-akhiri/").content.decode()
    assert re.search(r"<t[hd][^>]*>\s*Permintaan\s*</t[hd]>\s*<td[^>]*>\s*0\s*</td>\s*<td[^>]*>\s*1\s*</td>", page)
    revive(world)
    assert fresh(row).agency == world.agency_b
    assert str(row) in CaseEvent.objects.get(action="give_back_parts").details["stays"]
    shown = log_in(world.officer).get(row.get_absolute_url()).content.decode()
    assert "Semula diminta dari Ins A." in " ".join(shown.split())


def with_another(world):
    """A request that the seeming successor has answered in part, with what waits for a decision about whom it is asked of."""
    row = make_request(world, "open")
    end(world)
    answer_request(world, fresh(row), by=fresh(world.liaison_b), numbers=[1])
    return row, lambda: [key for key, *_ in keys.with_another(world.officer, timezone.now())]


@pytest.mark.parametrize("decided", ["anew", "stays", "answered", "withdrawn"])
def test_whom_to_ask_for_the_rest_waits_on_the_desk_until_it_is_decided(world, log_in, decided):
    row, waiting = with_another(world)
    officer = log_in(world.officer)
    assert waiting() == [] and "Tetap pada instansi lain" not in officer.get("/meja/").content.decode()
    revive(world)
    assert waiting() == [row.pk] and "Tetap pada instansi lain" in officer.get("/meja/").content.decode()
    page = officer.get(row.get_absolute_url()).content.decode()
    assert f"/permintaan/{row.pk}/tetap-dituju/" in page and f"/permintaan/{row.pk}/terbitkan-ulang/" in page
    if decided == "anew":
        instead = next_letter.reissue(fresh(row), by=world.officer, agency=fresh(world.agency_a))
        assert waiting() == []
        letter_decisions.withdraw(instead, by=world.supervisor, seen=instead.version, reason="Tidak jadi")
        assert waiting() == [row.pk], "nobody asks the other any more"
        return
    if decided == "stays":
        facts = {"seen": fresh(row).version, "reason": "Ins B memegang datanya"}
        assert officer.post(f"/permintaan/{row.pk}/tetap-dituju/", facts).status_code == 302
        assert "tetap-dituju" not in officer.get(row.get_absolute_url()).content.decode()
        with pytest.raises(deeds.Conflict):
            clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Lagi")
    elif decided == "answered":
        answer_request(world, fresh(row), by=fresh(world.liaison_b))
    else:
        letter_decisions.withdraw(fresh(row), by=world.supervisor, seen=None, reason="Selesai")
    assert waiting() == []


def test_what_was_decided_before_the_end_was_undone_decides_nothing_of_it(world):
    row, waiting = with_another(world)
    replies.redirect(fresh(row), by=fresh(world.liaison_b), seen=None, text="Bukan kami")
    clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Penerusnya")
    revive(world)
    assert waiting() == [row.pk]


def test_a_request_that_went_back_waits_for_nobody(world):
    row = make_request(world, "open")
    end(world)
    revive(world)
    assert fresh(row).agency == world.agency_a
    assert list(keys.with_another(world.officer, timezone.now())) == []


@pytest.fixture
def settled(world):
    """A letter with two points, both of which its body did before it ended."""
    row = out(world)
    said = {"kind": "report", "channel": "email", "came_at": timezone.now(), "text": "Sudah"}
    follow_ups.record_follow_up(row, by=world.officer, seen=None, **said)
    for point in row.demands.all():
        work.keep(point, by=world.officer, seen=None)
    return fresh(row)


def open_again(world, point):
    return judgements.unsettle(fresh(point), by=world.supervisor, seen=None, reason="Salah tekan")


def test_a_letter_that_passed_on_with_a_judgement_taken_back_is_the_body_s_again_when_its_end_is_undone(
    world, settled, drawn
):
    end(world)
    first, second = settled.demands.order_by("pk")
    assert open_again(world, first).agency == fresh(settled).agency == world.agency_b
    shown = {words: come for words, come, _stay in revival.plan_of_revival(fresh(world.agency_a)).counts}
    assert shown == shown | {"Outstanding commitments": 1, "Letters that ask for what is not done yet": 1}
    revive(world)
    assert fresh(settled).agency == fresh(first).agency == fresh(second).agency == world.agency_a
    assert (fresh(first).status, fresh(first).who, fresh(second).status) == ("open", "Ins A", "kept")
    assert succession.passed_on([fresh(settled)]) == {}, "it was never the other's"
    work.keep(fresh(first), by=world.officer, seen=None)


def test_a_point_opened_again_after_its_letter_had_passed_on_goes_back_with_it(world):
    row = out(world)
    said = {"kind": "report", "channel": "email", "came_at": timezone.now(), "text": "Sudah"}
    follow_ups.record_follow_up(row, by=world.officer, seen=None, **said)
    first, second = row.demands.order_by("pk")
    work.keep(first, by=world.officer, seen=None)
    end(world)
    assert open_again(world, first).agency == fresh(second).agency == world.agency_b
    revive(world)
    assert {point.agency for point in row.demands.all()} == {fresh(row).agency} == {world.agency_a}


def test_what_the_seeming_successor_has_done_of_it_since_stays_its_own(world, settled):
    end(world)
    first = open_again(world, settled.demands.order_by("pk")[0])
    work.keep(fresh(first), by=world.officer, seen=None)
    revive(world)
    assert (fresh(first).agency, fresh(first).status) == (world.agency_b, "kept")


def test_a_promise_opened_again_is_the_body_s_again_when_its_end_is_undone(world):
    case = make_incident(world)
    promised = work.commit(case, by=world.officer, who="Ins A", what="Mengirim daftar", agency=world.agency_a)
    work.keep(promised, by=world.officer, seen=None)
    end(world)
    assert open_again(world, promised).agency == world.agency_b
    revive(world)
    assert (fresh(promised).agency, fresh(promised).who) == (world.agency_a, "Ins A")


def test_a_letter_that_passed_on_twice_over_is_its_first_body_s_again(world, settled):
    end(world)
    third = agencies.register_agency(
        by=world.administrator,
        code="C",
        names=[
            {
                "name": "Instansi C",
                "short_name": "Ins C",
                "head_office": "Kepala Instansi C",
                "valid_from": timezone.localdate(),
            }
        ],
    )
    dissolution.end_agency(
        fresh(world.agency_b),
        by=world.administrator,
        ended_on=timezone.localdate(),
        reason="Lebur",
        successor=fresh(third),
    )
    first = open_again(world, settled.demands.order_by("pk")[0])
    assert fresh(settled).agency == first.agency == third
    revive(world)
    assert fresh(settled).agency == fresh(first).agency == world.agency_a


@pytest.mark.parametrize("kind", [letter_kinds.RECOMMENDATION, letter_kinds.INFORMATION], ids=lambda kind: kind.code)
def test_a_body_whose_letter_was_revoked_at_the_seeming_successor_reads_so_and_is_told_by_a_letter_of_its_own(
    world, log_in, drawn, kind
):
    row = out(world, kind=kind)
    end(world)
    first = issued(world, taken_back(world, row))
    assert not untold_letters.untold(fresh(row)), "the successor heard of it"
    assert untold_on_the_desk(world, row) == ""
    revive(world)
    row = fresh(row)
    assert untold_on_the_desk(world, row) == f"/surat-perkara/{row.pk}/tarik-kembali/"
    assert "belum diberi tahu" in log_in(world.officer).get("/meja/").content.decode()
    assert (row.agency, first.agency, row.taker) == (world.agency_a, world.agency_b, first)
    assert untold_letters.untold(row) and row.ended_at == first.issued_at
    officer, portal = log_in(world.officer), log_in(fresh(world.liaison_a))
    page = officer.get(row.get_absolute_url()).content.decode()
    assert "belum diberi tahu" in page and f"/surat-perkara/{row.pk}/tarik-kembali/" in page
    for address in (row.get_absolute_url(), "/untuk-kami/?semua=1"):
        page = portal.get(address).content.decode()
        assert "berlaku" in page and str(first.letter) not in page and first.get_absolute_url() not in page
    assert "belum menerima surat yang memberitahukannya" in portal.get(row.get_absolute_url()).content.decode()
    drafted = taken_back(world, row)
    assert untold_on_the_desk(world, row) == "", "a letter to it is on its way"
    second = issued(world, drafted)
    row = fresh(row)
    assert untold_on_the_desk(world, row) == ""
    assert (second.agency, row.taker, row.ended_at) == (world.agency_a, second, first.issued_at), (
        "ended when it first was"
    )
    assert not untold_letters.untold(row)
    with pytest.raises(case_letter_conditions.TakenBackAlready):
        taken_back(world, row)
    page = portal.get(row.get_absolute_url()).content.decode()
    assert str(second.letter) in page and "belum menerima surat" not in page
    assert "belum diberi tahu" not in officer.get(row.get_absolute_url()).content.decode()


def untold_on_the_desk(world, row):
    """Where the officer's desk says that the letter's body waits to be told; "" where it does not."""
    lines = waiting.for_desk(world.officer, timezone.now())[:50]
    found = [line.url for line in lines if line.row == row and line.queue.keys is keys.untold]
    return found[0] if found else ""


def test_a_body_that_is_back_waits_on_the_desk_to_be_told_of_what_was_revoked_without_a_letter(world):
    row = out(world)
    end(world, successor=False)
    revocation_without_letter.revoke_unheard(fresh(row), by=world.supervisor, seen=None, reason="Bubar")
    assert untold_on_the_desk(world, row) == ""
    revive(world)
    assert untold_on_the_desk(world, row)
    issued(world, taken_back(world, row))
    assert untold_on_the_desk(world, row) == ""


@pytest.mark.parametrize("became", ["withdrawn", "replaced", "answered", "open"])
def test_a_body_that_is_back_reads_what_became_of_its_letter_that_stayed_with_the_seeming_successor(
    world, log_in, became
):
    row = make_request(world, "open")
    letter = str(row.letter)
    end(world)
    if became == "withdrawn":
        letter_decisions.withdraw(fresh(row), by=world.supervisor, seen=None, reason="Keliru")
    elif became == "replaced":
        anew = next_letter.reissue(fresh(row), by=world.officer)
        issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    else:
        answer_request(world, fresh(row), by=fresh(world.liaison_b), numbers=[1] if became == "open" else None)
    revive(world)
    assert fresh(row).agency == world.agency_b
    page = " ".join(log_in(fresh(world.liaison_a)).get("/untuk-kami/").content.decode().split())
    said = {
        "withdrawn": "Kementerian menarik permintaan ini",
        "replaced": "Kementerian mengganti surat ini",
        "answered": "Tidak ada lagi yang ditanyakan kepada instansi Saudara",
        "open": "datang dengan surat tersendiri",
    }
    told = page.partition("tetap pada instansi lain")[2]
    assert letter in told and "Ins B" in told and said[became] in told
    assert log_in(fresh(world.liaison_a)).get(row.get_absolute_url()).status_code == 404
    theirs = log_in(fresh(world.liaison_b)).get("/untuk-kami/?semua=1").content.decode()
    assert "tetap pada instansi lain" not in theirs


def test_a_letter_is_taken_back_by_one_letter_at_a_time(world):
    row = out(world)
    taken_back(world, row)
    with pytest.raises(case_letter_conditions.TakenBackAlready):
        taken_back(world, row)
