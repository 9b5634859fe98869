"""Letters from the record and their replies, corrected: whatever entering asks is asked again, from both sides."""

from html import unescape

import pytest

from incidents.actions import cases, corrections, outcomes, past_cases
from incidents.actions import past_letters as rules
from incidents.models import Agency, FollowUp, Involvement, PastLetter, PastReply, followed_letters
from incidents.models.past_letters import past_kinds
from incidents.plain import letter_kinds
from incidents.plain.spans import parse
from incidents.record import cited_numbers, deeds
from tests.sent_form import Form
from tests.typed_rows import past_case, past_letter, past_reply, struck
from tests.world import fresh

QUESTIONS = "Apa yang bocor?\nSejak kapan?"


def revise(browser, slug, row, **typed):
    """The answer to a correction that an officer sends from its page."""
    address = f"/entri/{slug}/{row.pk}/perbaiki/"
    return browser.post(address, Form(browser.get(address).content.decode()).as_sent() | {"reason": "Keliru"} | typed)


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def letters(world):
    """S-1 to agency A with two questions, S-2 that follows it, and a reply that answers the first question of S-1."""
    case = past_case(world)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="processor")
    first = past_letter(world, case, number="S-1", asked=QUESTIONS)
    second = past_letter(world, case, "12 Mei 2020", number="S-2", kind="second_letter", follows=first)
    reply = past_reply(world, first, "10 Mei 2020", kind="part", number="R-1", answers=[{"number": 1, "text": "Surel"}])
    return first, second, reply


@pytest.mark.parametrize(
    "asked",
    ["Siapa pengendalinya?\nApa yang bocor?", "", "Sejak kapan?\nApa yang bocor?", "Siapa yang membocorkan?"],
)
def test_a_question_that_was_answered_keeps_its_place_and_its_words(world, log_in, letters, asked):
    first, _second, reply = letters
    answer = revise(log_in(world.officer), "surat-arsip", first, asked=asked)
    assert answer.status_code == 422 and "R-1 menjawab pertanyaan 1" in words(answer)
    assert fresh(first).asked == QUESTIONS and fresh(reply).answers == [{"number": 1, "text": "Surel"}]


@pytest.mark.parametrize(
    "asked", ["Apa yang bocor?\nMulai kapan?\nLewat apa?", "Apa yang bocor?", " apa yang  Bocor?\n"]
)
def test_a_question_that_nobody_answered_is_put_right(world, log_in, letters, asked):
    first, _second, reply = letters
    assert revise(log_in(world.officer), "surat-arsip", first, asked=asked).status_code == 302
    assert fresh(first).asked.split() == asked.split() and fresh(reply).answers == [{"number": 1, "text": "Surel"}]


def test_a_letter_whose_questions_were_answered_is_no_notice_and_a_reply_in_full_answers_each(world, log_in, letters):
    first, _second, reply = letters
    browser = log_in(world.officer)
    answer = revise(browser, "surat-arsip", first, kind="outcome_notice")
    assert (
        answer.status_code == 422
        and "tidak menanyakan" in words(answer)
        and fresh(first).kind == "clarification_request"
    )
    answer = revise(browser, "balasan-arsip", reply, kind="full")
    assert answer.status_code == 422 and "pertanyaan 2" in words(answer) and fresh(reply).kind == "part"
    assert revise(browser, "balasan-arsip", reply, kind="full", q2="Maret").status_code == 302


def test_a_correction_of_a_reply_writes_no_answer_that_nobody_touched(world, log_in, letters):
    first, _second, reply = letters
    with deeds.record(deeds.Action.REVISE, on=first, by=world.officer, reason="Dari masa sebelum ini") as deed:
        deed.on.asked = ""
        deed.on.save()
    assert revise(log_in(world.officer), "balasan-arsip", reply, text="Terlampir").status_code == 302
    assert fresh(reply).text == "Terlampir" and fresh(reply).answers == [{"number": 1, "text": "Surel"}]


def test_a_reply_written_under_other_questions_is_not_taken_for_the_present_ones(world, log_in):
    letter = past_letter(world, past_case(world), asked=QUESTIONS)
    browser, address = log_in(world.officer), f"/surat-arsip/{letter.pk}/balasan/"
    typed = Form(browser.get(address).content.decode()).as_sent() | {
        "kind": "part",
        "received": "10-5-2020",
        "channel": "mail",
        "q1": "Surel",
    }
    corrections.revise(letter, by=world.officer, seen=1, reason="Terbalik", asked="Sejak kapan?\nApa yang bocor?")
    assert browser.post(address, typed).status_code == 409 and not PastReply.objects.exists()


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ({"dated": "11-5-2020"}, "R-1 akan mendahului S-1"),
        ({"dated": "13-5-2020"}, "S-2 akan mendahului S-1"),
        ({"agency": "B"}, "menyusul surat kepada instansi yang sama"),
        ({"follows": "S-2", "dated": "12-5-2020"}, "saling menyusul"),
    ],
)
def test_a_corrected_letter_agrees_with_what_follows_and_answers_it(world, log_in, letters, typed, answered):
    first, second, reply = letters
    if "follows" in typed:
        struck(reply, by=world.officer)
    facts = {"agency": world.agency_b.pk, "follows": second.pk}
    answer = revise(log_in(world.officer), "surat-arsip", first, **{n: facts.get(n, v) for n, v in typed.items()})
    assert answer.status_code == 422 and answered in words(answer)
    assert (fresh(first).agency, fresh(first).dated, fresh(first).follows) == (
        world.agency_a,
        parse("8 Mei 2020"),
        None,
    )


def test_a_longer_circle_of_letters_is_refused_too(world, letters):
    first, second, reply = letters
    struck(reply, by=world.officer)
    third = past_letter(world, second.incident, "12 Mei 2020", number="S-3", kind="summons", follows=second)
    with pytest.raises(rules.Circle):
        corrections.revise(first, by=world.officer, seen=1, reason="x", follows=third, dated=parse("12 Mei 2020"))


def test_a_reply_is_not_corrected_into_a_time_before_its_letter(world, letters):
    reply = letters[2]
    with pytest.raises(rules.OutOfOrder):
        corrections.revise(reply, by=world.officer, seen=1, reason="x", received=parse("7 Mei 2020"))


def test_a_letter_that_asks_again_and_names_none_before_it_is_asked_for_that(world, log_in, letters):
    first, _second, _reply = letters
    browser, page = log_in(world.officer), f"/insiden/{first.incident}/surat-arsip/"
    typed = {"number": "S-3", "dated": "13-5-2020", "agency": world.agency_a.pk, "channel": "post"}
    assert browser.post(page, typed | {"kind": "extension", "follows": first.pk}).status_code == 302
    answer = browser.post(page, again := typed | {"kind": "summons", "number": "S-4"})
    assert "tidak menyusul surat mana pun" in words(answer)
    read_back = {"read_back": answer.context["form"]["read_back"].value()}
    assert browser.post(page, again | read_back).status_code == 302 and PastLetter.objects.count() == 4
    shown = browser.get(f"/insiden/{first.incident}/").content.decode()
    more_time = PastLetter.objects.get(kind="extension")
    assert [shown.count(f"#surat-{each.pk}") for each in (first, more_time)] == [2, 1], "by the one nothing was asked"


@pytest.mark.parametrize("number", ["S-1", "s-1", "S -1", "S\u20111", " s \u2013 1"])
def test_a_letter_in_another_spelling_is_entered_already(world, log_in, letters, number):
    first, second, _reply = letters
    browser = log_in(world.officer)
    typed = {
        "kind": "clarification_request",
        "number": number,
        "dated": "8-5-2020",
        "agency": world.agency_a.pk,
        "channel": "post",
    }
    answer = browser.post(f"/insiden/{first.incident}/surat-arsip/", typed)
    assert answer.status_code == 200 and "sudah dientri" in words(answer)
    with pytest.raises(rules.EnteredTwice):
        corrections.revise(second, by=world.officer, seen=1, reason="x", number=number.strip())
    assert PastLetter.objects.count() == 2


@pytest.mark.parametrize("number", ["R-1", "r -1"])
def test_a_reply_is_entered_once_for_each_letter(world, log_in, letters, number):
    first, second, _reply = letters
    typed = {"kind": "full", "number": number, "received": "20-5-2020", "channel": "post"}
    answer = log_in(world.officer).post(f"/surat-arsip/{first.pk}/balasan/", typed)
    assert answer.status_code == 422 and "sudah dientri" in words(answer)
    past_reply(world, second, "20 Mei 2020", number=number)  # it answers another letter too
    assert PastReply.objects.count() == 2


def test_a_reply_without_a_number_is_entered_once_too(world):
    letter = past_letter(world, past_case(world))
    past_reply(world, letter, "10 Mei 2020", text="Menyusul", kind="interim")
    with pytest.raises(rules.EnteredTwice):
        past_reply(world, letter, "10 Mei 2020", text="Menyusul", kind="interim")
    past_reply(world, letter, "10 Mei 2020", text="Terlampir", kind="full")


def test_a_part_given_by_mistake_is_struck_and_old_letters_to_its_body_stay(world, log_in):
    case = past_case(world)
    letter, part = past_letter(world, case, number="S-1"), case.involvements.get()
    browser, address = log_in(world.officer), f"/entri/keterlibatan/{part.pk}/coret/"
    assert browser.post(address, {"seen": part.version, "reason": "Salah"}).status_code == 302
    assert Involvement.everything.get(pk=part.pk).struck_at
    page = browser.get(f"/insiden/{case}/surat/")
    assert page.status_code == 200 and "S-1" in words(page) and letter.agency.short_name in words(page)


@pytest.mark.parametrize("number", ["045/pdp/2020", "045 /PDP/2020", "045/PDP/2020 "])
def test_a_file_in_another_spelling_is_entered_already_and_found(world, log_in, number):
    case = past_case(world, file_number="045/PDP/2020")
    typed = {"title": "Lagi", "began": "Mei 2020", "tlp": "amber", "file_number": number}
    answer = log_in(world.officer).post("/insiden/dari-arsip/", typed)
    assert answer.status_code == 422 and "sudah" in words(answer)
    with pytest.raises(past_cases.FileTaken):
        past_case(world, file_number=number)
    assert cited_numbers.find(world.officer, number).incidents == {case.pk}


def test_a_letter_that_was_answered_keeps_its_addressee(world, log_in, letters):
    case = letters[0].incident
    third = past_letter(world, case, "20 Mei 2020", number="S-3")
    answer = revise(log_in(world.officer), "surat-arsip", third, agency=world.agency_b.pk)
    assert answer.status_code == 302 and fresh(third).agency == world.agency_b
    past_reply(world, third, "21 Mei 2020", number="R-3")
    answer = revise(log_in(world.officer), "surat-arsip", third, agency=world.agency_a.pk)
    assert "R-3 menjawab surat ini, yang ditujukan kepada Ins B" in words(answer)
    assert fresh(third).agency == world.agency_b


def test_a_letter_of_an_old_case_went_to_whoever_had_no_part_in_it_as_well(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    page = f"/insiden/{case.reference}/surat-arsip/"
    groups = dict(browser.get(page).context["form"].fields["agency"].choices)
    assert {pk for rows in groups.values() if isinstance(rows, list) for pk, _words in rows} == {
        world.agency_a.pk,
        world.agency_b.pk,
    }
    typed = {"kind": "referral", "dated": "1 Juni 2020", "agency": world.agency_b.pk, "channel": "post"}
    assert browser.post(page, typed).status_code == 302
    assert PastLetter.objects.get().agency == world.agency_b
    assert not Involvement.objects.filter(agency=world.agency_b).exists()
    body = f"/instansi/{world.agency_b.pk}/"
    assert f"/insiden/{case.reference}/surat/#surat-{PastLetter.objects.get().pk}" in browser.get(body).content.decode()
    assert case.reference not in log_in(world.administrator).get(body).content.decode(), "no case of theirs to know of"


def test_every_kind_of_letter_to_a_body_is_one_of_the_past_as_well(world, log_in):
    """Also one that is added to the table one day: whoever answers a complainant names a person, and no other kind is left out."""
    kinds = dict(past_kinds())
    left_out = {kind.code for kind in letter_kinds.TABLE} - kinds.keys()
    assert left_out == {letter_kinds.COMPLAINT_ANSWER.code} and kinds.keys() - letter_kinds.KINDS.keys() == {"other"}
    page = log_in(world.officer).get(f"/insiden/{past_case(world)}/surat-arsip/")
    assert kinds.keys() <= {code for code, _label in page.context["form"].fields["kind"].choices}
    assert {str(kind) for kind in FollowUp.CAME} <= set(PastReply.Kind.values)


@pytest.mark.parametrize("kind", [code for code, _label in past_kinds()])
def test_a_letter_of_each_kind_is_entered_and_one_that_asks_nothing_answers_no_question(world, kind):
    letter = past_letter(world, past_case(world), kind=kind, asked=QUESTIONS)
    answer = {"kind": "part", "answers": [{"number": 1, "text": "Surel"}]}
    if letter.tells_only:
        with pytest.raises(rules.AsksNothing):
            past_reply(world, letter, "10 Mei 2020", **answer)
    else:
        assert past_reply(world, letter, "10 Mei 2020", **answer).pk
    assert past_reply(world, letter, "11 Mei 2020", kind="receipt", number="TT-1").pk


def test_what_another_authority_registered_and_what_came_of_it_stand_with_the_referral(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    referral = past_letter(world, case, kind="referral", agency=world.agency_b)
    page = f"/surat-arsip/{referral.pk}/balasan/"
    receipt = {"kind": "receipt", "received": "11 Mei 2020", "number": "LP/B/12/2020", "channel": "post"}
    result = {"kind": "result", "received": "2021", "number": "SP2HP/3", "channel": "post", "text": "Dihentikan"}
    assert [browser.post(page, typed).status_code for typed in (receipt, result)] == [302, 302]
    told = words(browser.get(f"/insiden/{case}/surat/"))
    assert "Konfirmasi penerimaan LP/B/12/2020" in told and "Hasilnya SP2HP/3" in told


@pytest.mark.parametrize("kind", PastReply.FOLLOW_UPS)
def test_what_came_of_a_letter_is_no_answer_to_one_that_asks_for_it(world, log_in, kind):
    case = past_case(world)
    asking, order = past_letter(world, case), past_letter(world, case, kind="order", number="S-9")
    typed = {"kind": str(kind), "received": "11 Mei 2020", "channel": "post"}
    browser = log_in(world.officer)
    answer = browser.post(f"/surat-arsip/{asking.pk}/balasan/", typed)
    assert answer.status_code == 422 and "meminta jawaban" in words(answer)
    assert browser.post(f"/surat-arsip/{order.pk}/balasan/", typed).status_code == 302
    answer = revise(browser, "surat-arsip", order, kind="clarification_request")
    assert answer.status_code == 422 and "meminta jawaban" in words(answer) and fresh(order).kind == "order"


NEW_BODY = {"body_name": "PT Contoh Tak Terdaftar", "body_short_name": "Takdaftar", "body_kind": "private"}


def test_an_addressee_that_is_not_in_the_list_is_added_where_the_letter_is_entered(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    page = f"/insiden/{case}/surat-arsip/"
    typed = {"kind": "order", "number": "S-9", "dated": "11 Mei 2020", "channel": "post", **NEW_BODY}
    assert "body_name" in browser.get(page).content.decode()
    assert browser.post(page, typed).status_code == 302
    letter = PastLetter.objects.get(number="S-9")
    assert letter.agency.name == "PT Contoh Tak Terdaftar" and not letter.agency.confirmed_at
    assert not case.involvements.filter(agency=letter.agency).exists()


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ({"agency": "A", **NEW_BODY}, "jangan keduanya"),
        ({"follows": "S-1", **NEW_BODY}, "instansi lain"),
        ({}, "Pilih instansi"),
    ],
)
def test_a_letter_names_one_addressee_and_where_it_is_refused_no_body_is_added(world, log_in, letters, typed, answered):
    first, _second, _reply = letters
    facts = {"agency": world.agency_a.pk, "follows": first.pk}
    sent = {"kind": "order", "dated": "11 Mei 2020", "channel": "post"} | {n: facts.get(n, v) for n, v in typed.items()}
    answer = log_in(world.officer).post(f"/insiden/{first.incident}/surat-arsip/", sent)
    assert answer.status_code in (200, 422) and answered in words(answer)
    assert not Agency.objects.filter(names__short_name="Takdaftar").exists() and PastLetter.objects.count() == 2


@pytest.mark.parametrize("kind", PastReply.OF_ANOTHER)
def test_a_letter_that_was_said_to_be_wrongly_addressed_is_no_letter_without_a_reply(world, an_incident, kind):
    """The ministry asks whoever was named, or writes to the right address; a body that promises an answer afterwards is silent again."""
    letter = past_letter(world, an_incident, due="11 Mei 2020")
    assert not outcomes.lacking(an_incident, "no_reply")
    past_reply(world, letter, "9 Mei 2020", kind="interim")
    assert not outcomes.lacking(an_incident, "no_reply")
    past_reply(world, letter, "10 Mei 2020", kind=kind, text="Yang berwenang Dinas Kesehatan")
    assert outcomes.lacking(an_incident, "no_reply")
    past_reply(world, letter, "11 Mei 2020", kind="wish", text="Mohon tambahan waktu")
    assert not outcomes.lacking(an_incident, "no_reply")


def test_more_time_that_names_no_letter_is_read_as_of_the_only_one_it_can_be_about_and_never_changes_nothing(
    world, log_in
):
    case, officer = past_case(world), log_in(world.officer)
    page = f"/insiden/{case}/surat-arsip/"
    typed = {"kind": "extension", "number": "P-1", "dated": "10-5-2020", "due": "20-5-2020", "channel": "post"}
    typed |= {"agency": world.agency_a.pk}
    past_letter(world, case, "1 Mei 2020", number="S-B", agency=world.agency_b)
    first = past_letter(world, case, number="S-1", due="12 Mei 2020")
    asked = officer.post(page, typed).context["form"]
    assert asked.only_asks and "S-1" in str(asked.errors["follows"])
    assert officer.post(page, asked.data.dict()).status_code == 302
    more = PastLetter.objects.get(number="P-1")
    assert more.follows == first and followed_letters.of(first).due == parse("20 Mei 2020")
    told = past_letter(world, case, "9 Mei 2020", number="S-I", kind="information")
    for kind, follows in (("revocation", first), ("withdrawal", told), ("extension", told)):
        refused = officer.post(page, typed | {"kind": kind, "number": "P-2", "follows": follows.pk}).context["form"]
        assert "yang dapat dimaksudnya" in refused.errors["follows"].as_text() and not refused.only_asks, kind
    with pytest.raises(rules.SpeaksOfNone):
        corrections.revise(first, by=world.officer, seen=None, reason="Salah", kind="information")
    past_letter(world, case, "9 Mei 2020", number="S-2", kind="second_letter", follows=first)
    which = officer.post(page, typed | {"number": "P-2"}).context["form"]
    assert "beberapa" in str(which.errors["follows"]) and not which.only_asks
    bare = past_letter(world, past_case(world), kind="withdrawal")
    assert "tidak mengubah tenggat" in words(officer.get(f"/insiden/{bare.incident}/surat/"))
