"""Several bodies asked in one sitting: whom, what each is asked, the letter beside it, one press for all of them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents.actions import agencies, cases, dissolution, fan_out
from incidents.actions.fan_out import Addressed
from incidents.forms.fan_out import MOST_AT_ONCE
from incidents.models import Agency, CaseEvent, ClarificationRequest
from incidents.plain.answer_values import Asked
from incidents.record import authority
from incidents.workflow import Subject
from tests.typed_letter import ASKED, WORDS
from tests.typed_rows import past_letter
from tests.world import make_incident, make_request

ODD = "\ua9a5"  # a Javanese letter: no font of the letters has it


@pytest.fixture
def case(world):
    """A case of agencies A and B, in which C processes and the police help."""
    case = make_incident(world)
    cases.involve(case, by=world.officer, agency=body(world, "Polisi"), role="law_enforcement")
    cases.involve(case, by=world.officer, agency=body(world, "Badan C"), role="processor")
    return case


def body(world, name, **facts):
    return agencies.add_agency(by=world.administrator, name=name, kind="central", short_name=name, **facts)


def named(name):
    return Agency.objects.get(names__name=name)


def page_of(case):
    return reverse("incidents:draft", args=[case.reference])


def ticked(page):
    found = re.findall(r'name="agencies" value="(\d+)" checked', page.content.decode())
    return {Agency.objects.get(pk=pk).short_name for pk in found}


def own(agency, *questions):
    """The fields in which `agency` alone is asked."""
    prefix = f"own{agency.pk}"
    fields = {f"{prefix}-TOTAL_FORMS": len(questions), f"{prefix}-INITIAL_FORMS": 0}
    for n, (heading, text) in enumerate(questions):
        fields |= {f"{prefix}-{n}-heading": heading, f"{prefix}-{n}-text": text, f"{prefix}-{n}-kind": "text"}
    return fields


def to_both(world, **more):
    return WORDS | ASKED | {"agencies": [world.agency_a.pk, named("Badan C").pk]} | more


# --- whom -------------------------------------------------------------------------------------------------------------
def test_who_answers_for_something_is_ticked_to_begin_with_and_who_only_helps_is_not(world, log_in, case):
    assert ticked(log_in(world.officer).get(page_of(case))) == {"Ins A", "Ins B", "Badan C"}


def test_whom_the_address_names_is_ticked_alone(world, log_in, case):
    page = log_in(world.officer).get(f"{page_of(case)}?agency={world.agency_b.pk}")
    assert ticked(page) == {"Ins B"}


def test_who_was_asked_already_or_is_no_more_is_not_ticked_and_it_is_said(world, log_in, case):
    asked = make_request(world, "open", incident=case, agency=world.agency_a)
    dissolution.end_agency(
        named("Badan C"), by=world.administrator, ended_on=timezone.localdate(), successor=None, reason="Perpres"
    )
    page = log_in(world.officer).get(page_of(case))
    assert ticked(page) == {"Ins B"}
    assert "sudah diminta" in page.content.decode() and str(asked.letter) in page.content.decode()


def test_who_was_asked_by_a_letter_from_the_record_is_not_ticked_and_it_is_said_until_that_was_taken_back(
    world, log_in, case
):
    letter = past_letter(world, case, number="S-9/2020")
    past_letter(world, case, number="S-10/2020", kind="outcome_notice", agency=world.agency_b)
    page = log_in(world.officer).get(page_of(case))
    assert ticked(page) == {"Ins B", "Badan C"}, "a letter that asks nothing asks nobody"
    shown = " ".join(page.content.decode().split())
    assert "sudah diminta di luar Tanggap" in shown and "S-9/2020</a>, 8 Mei 2020" in shown
    assert "S-10/2020" not in shown
    past_letter(world, case, "9 Mei 2020", number="S-11/2020", kind="withdrawal", follows=letter)
    page = log_in(world.officer).get(page_of(case))
    assert ticked(page) == {"Ins A", "Ins B", "Badan C"} and "S-9/2020" not in page.content.decode()


def test_each_body_says_whom_its_letter_would_reach_and_when_it_would_be_due(world, log_in, case):
    day = timezone.localdate()
    for email, ppdp in (("p@b.example", True), ("q@b.example", False)):
        agencies.register_contact(
            world.agency_b,
            by=world.administrator,
            office="X",
            email=email,
            is_ppdp=ppdp,
            valid_from=day,
            confirmed_at=timezone.now(),
        )
    page = log_in(world.officer).get(page_of(case)).content.decode()
    assert "3 alamat, termasuk PPDP" in page and "tidak ada kontak surat tercatat" in page
    assert "WIT" in page, "agency B is in the east"


# --- one press --------------------------------------------------------------------------------------------------------
def test_one_press_submits_a_letter_to_each_by_deeds_of_its_own_in_one_act(world, log_in, case):
    answer = log_in(world.officer).post(page_of(case), to_both(world, submit="1"), follow=True)
    rows = ClarificationRequest.objects.filter(incident=case)
    assert {(row.agency.short_name, row.status) for row in rows} == {
        ("Ins A", "awaiting_approval"),
        ("Badan C", "awaiting_approval"),
    }
    events = CaseEvent.objects.filter(subject_id__in=[str(row.pk) for row in rows], subject_type=Subject.REQUEST)
    assert sorted(events.values_list("action", flat=True)) == ["draft", "draft", "submit", "submit"]
    assert events.values("act_id").distinct().count() == 1
    assert "2 surat diajukan" in answer.content.decode()


def test_the_other_button_saves_drafts_and_submits_nothing(world, log_in, case):
    answer = log_in(world.officer).post(page_of(case), to_both(world, save="1"), follow=True)
    assert set(ClarificationRequest.objects.filter(incident=case).values_list("status", flat=True)) == {"draft"}
    assert "2 draf disimpan" in answer.content.decode()


def test_the_button_says_how_many_are_ticked(world, log_in, case):
    page = log_in(world.officer).get(page_of(case)).content.decode()
    assert "Ajukan 3 surat" in page


def test_sixty_letters_go_by_one_press_and_more_than_the_most_are_refused_with_every_word_kept(world, log_in):
    case, browser = make_incident(world), log_in(world.officer)
    many = [body(world, f"Dinas {n}") for n in range(MOST_AT_ONCE)]
    for each in many:
        cases.involve(case, by=world.officer, agency=each, role="affected")
    assert len(ticked(browser.get(page_of(case)))) == MOST_AT_ONCE, "and the hundred and first waits"
    everybody = [world.agency_a.pk, *(each.pk for each in many)]
    refused = browser.post(page_of(case), WORDS | ASKED | {"agencies": everybody, "submit": "1"})
    assert refused.status_code == 200 and f"Paling banyak {MOST_AT_ONCE} surat" in refused.content.decode()
    assert "Pembuka" in refused.content.decode() and len(ticked(refused)) == MOST_AT_ONCE + 1
    browser.post(page_of(case), WORDS | ASKED | {"agencies": everybody[:60], "submit": "1"})
    assert ClarificationRequest.objects.filter(incident=case, status="awaiting_approval").count() == 60


# --- what each is asked -----------------------------------------------------------------------------------------------
def test_a_body_may_be_asked_questions_of_its_own(world, log_in, case):
    processor = named("Badan C")
    mine = own(processor, ("Kontrak", "Sejak kapan?"), ("Cadangan", "Ada?"))
    log_in(world.officer).post(page_of(case), to_both(world, submit="1", **mine))
    asked = {
        row.agency.short_name: [question.text for question in row.questions.order_by("number")]
        for row in ClarificationRequest.objects.filter(incident=case)
    }
    assert asked == {"Ins A": ["Apa?"], "Badan C": ["Sejak kapan?", "Ada?"]}


def test_adapting_begins_with_what_all_are_asked_and_stores_nothing(world, log_in, case):
    processor, browser = named("Badan C"), log_in(world.officer)
    page = browser.post(page_of(case), to_both(world, adapt=str(processor.pk))).content.decode()
    assert f'name="own{processor.pk}-0-text"' in page and page.count("Apa?") == 2 and "Pembuka" in page
    mine = own(processor, ("Kontrak", "Sejak kapan?"))
    page = browser.post(page_of(case), to_both(world, add_row=f"own{processor.pk}", **mine)).content.decode()
    assert f'name="own{processor.pk}-1-text"' in page and "Sejak kapan?" in page
    page = browser.post(page_of(case), to_both(world, same=str(processor.pk), **mine)).content.decode()
    assert "Sejak kapan?" not in page and "Pembuka" in page
    assert not case.requests.exists()


def test_what_stands_before_the_press_is_called_wrong_by_nobody(world, log_in, case):
    page = log_in(world.officer).post(page_of(case), {"add_row": "1", "subject": ""}).content.decode()
    assert 'aria-invalid="true"' not in page and "<title>Galat" not in page


def test_what_is_wrong_with_a_body_s_own_questions_is_said_with_its_name_and_its_part_stands_open(world, log_in, case):
    processor = named("Badan C")
    answer = log_in(world.officer).post(page_of(case), to_both(world, submit="1", **own(processor, ("", "Apa?"))))
    page = answer.content.decode()
    assert "Badan C: pertanyaannya sendiri perlu diperbaiki" in page and not case.requests.exists()
    assert re.search(r'<details class="own" open>', page)


def test_the_unfinished_questions_of_a_body_that_is_not_ticked_stop_nobody(world, log_in, case):
    left = own(named("Badan C"), ("", ""))
    log_in(world.officer).post(page_of(case), to_both(world, submit="1", **left) | {"agencies": [world.agency_a.pk]})
    assert [row.agency for row in case.requests.all()] == [world.agency_a]


def test_the_addresses_of_each_letter_are_chosen_on_the_page(world, log_in, case):
    for email in ("satu@c.example", "dua@c.example"):
        agencies.register_contact(
            named("Badan C"), by=world.administrator, office="X", email=email, valid_from=timezone.localdate()
        )
    to = {f"mail_to_{named('Badan C').pk}": ["dua@c.example"]}
    log_in(world.officer).post(page_of(case), to_both(world, submit="1", **to))
    assert {r.agency.short_name: r.mail_to for r in case.requests.all()} == {"Ins A": "", "Badan C": "dua@c.example"}


# --- refused ----------------------------------------------------------------------------------------------------------
def test_one_that_is_refused_stays_with_its_reason_and_the_others_go(world, log_in, case):
    gone, odd = named("Badan C"), body(world, "Badan D")
    name = {"name": f"Badan {ODD}", "short_name": "Badan D", "head_office": "Kepala", "place": "Jakarta"}
    agencies.amend_agency(odd, by=world.administrator, seen=odd.version, **name)
    cases.involve(case, by=world.officer, agency=odd, role="processor")
    dissolution.end_agency(
        gone, by=world.administrator, ended_on=timezone.localdate(), successor=world.agency_b, reason="Perpres"
    )
    chosen = to_both(world, submit="1") | {"agencies": [world.agency_a.pk, gone.pk, odd.pk]}
    page = log_in(world.officer).post(page_of(case), chosen, follow=True).content.decode()
    rows = {row.agency.pk: row.status for row in case.requests.all()}
    assert rows == {world.agency_a.pk: "awaiting_approval", odd.pk: "draft"}
    assert "1 surat diajukan" in page and "kini digantikan Ins B" in page and "Tulislah dengan huruf lain" in page


def test_where_every_letter_is_refused_the_page_keeps_every_word(world, log_in, case):
    gone = named("Badan C")
    dissolution.end_agency(
        gone, by=world.administrator, ended_on=timezone.localdate(), successor=world.agency_b, reason="Perpres"
    )
    answer = log_in(world.officer).post(page_of(case), to_both(world, submit="1") | {"agencies": [gone.pk]})
    page = answer.content.decode()
    assert answer.status_code == 200 and "kini digantikan Ins B" in page and "Pembuka" in page and "Apa?" in page
    assert not case.requests.exists()


def test_of_letters_that_are_nobody_s_to_draft_each_is_refused(world, case):
    letters = [Addressed(each, (Asked("A", "Apa?"),)) for each in (world.agency_a, named("Badan C"))]
    outcome = fan_out.fan_out(case, by=world.liaison_a, letters=letters, **WORDS)
    assert not outcome.drafted and not case.requests.exists()
    assert [(agency.short_name, type(why)) for agency, why in outcome.refused] == [
        ("Ins A", authority.NotYours),
        ("Badan C", authority.NotYours),
    ]


def test_a_whole_sitting_comes_back_after_a_lost_session(world, client, case):
    client.force_login(world.officer)
    client.session.flush()
    client.post(page_of(case), to_both(world, submit="1", **own(named("Badan C"), ("Kontrak", "Sejak kapan?"))))
    client.force_login(world.officer)
    back = client.get(page_of(case))
    page = back.content.decode()
    assert "Sejak kapan?" in page and "Pembuka" in page and ticked(back) == {"Ins A", "Badan C"}
    assert not case.requests.exists()


# --- bodies that are not in the case yet ------------------------------------------------------------------------------
def test_a_body_is_brought_into_the_case_from_the_page_and_ticked_and_what_was_typed_stays(world, log_in, case):
    other, browser = body(world, "PT Awan Contoh"), log_in(world.officer)
    more = {"add_body": "1", "other": other.pk, "body_role": "processor", "body_country": "Indonesia"}
    back = browser.post(page_of(case), to_both(world, **more))
    assert ticked(back) == {"Ins A", "Badan C", "PT Awan Contoh"} and "Pembuka" in back.content.decode()
    named_here = {"add_body": "1", "body_name": "PT Jaringan Contoh", "body_role": "processor", "body_kind": "private"}
    back = browser.post(page_of(case), to_both(world, **named_here))
    assert ticked(back) == {"Ins A", "Badan C", "PT Jaringan Contoh"}
    roles = case.involvements.filter(agency__names__name__startswith="PT").values_list("role", flat=True)
    assert list(roles) == ["processor", "processor"] and not case.requests.exists()


def test_a_name_like_one_on_file_is_asked_about_before_a_double_arises(world, log_in, case):
    body(world, "PT Awan Contoh")
    more = {"add_body": "1", "body_name": "Awan Contoh, PT", "body_role": "processor"}
    answer = log_in(world.officer).post(page_of(case), to_both(world, **more))
    assert "Awan Contoh, PT" in answer.content.decode() and "PT Awan Contoh" in answer.content.decode()
    assert Agency.objects.filter(names__name__contains="Awan").count() == 1


def test_the_page_sent_again_after_a_body_was_added_adds_it_once(world, log_in, case):
    browser = log_in(world.officer)
    token = re.search(r'name="once" value="([^"]+)"', browser.get(page_of(case)).content.decode())[1]
    more = to_both(world, add_body="1", body_name="PT Jaringan Contoh", body_role="processor", once=token)
    first, second = browser.post(page_of(case), more), browser.post(page_of(case), more)
    assert ticked(first) == ticked(second) == {"Ins A", "Badan C", "PT Jaringan Contoh"}
    assert Agency.objects.filter(names__name="PT Jaringan Contoh").count() == 1


# --- the letter beside it ---------------------------------------------------------------------------------------------
def test_the_letter_to_one_of_them_is_drawn_from_what_is_typed(world, log_in, case):
    processor = named("Badan C")
    mine = own(processor, ("Kontrak", "Sejak kapan?"))
    copies = {"copies": "Menteri <menteri@m.example>", "copies_known": [world.agency_a.contacts.get().pk]}
    page = log_in(world.officer).post(page_of(case), to_both(world, preview=str(processor.pk), **mine, **copies))
    assert page.context["letter"]["addressee"]["agency"] == "Badan C"
    told = " ".join(page.content.decode().split())
    assert page.context["letter"]["copies"] == ["Menteri", world.agency_a.contacts.get().office]
    assert 'Menteri <span class="meta">menteri@m.example' in told and '<span class="meta">surat@a.example' in told
    assert [question["text"] for question in page.context["letter"]["questions"]] == ["Sejak kapan?"]
    assert "data:image/png;base64," in page.content.decode() and not case.requests.exists()


def test_the_letter_that_is_shown_is_the_one_that_is_approved(world, log_in, case):
    from incidents.actions import letter_content

    browser = log_in(world.officer)
    typed = to_both(world, contact_person=world.officer.pk)
    shown = browser.post(page_of(case), typed | {"preview": str(world.agency_a.pk)}).context["letter"]
    browser.post(page_of(case), typed | {"submit": "1", "agencies": [world.agency_a.pk]})
    request = case.requests.get()
    approved = letter_content.draft_content(request, timezone.now() + timedelta(seconds=1))
    assert {**shown, "reference": ""} == {**approved, "reference": ""}
    assert approved["contact"] == {"name": world.officer.name, "email": world.officer.email}


def test_a_script_gets_the_letter_alone(world, log_in, case):
    answer = log_in(world.officer).post(
        page_of(case), to_both(world, preview=str(world.agency_a.pk)), headers={"X-Autosave": "0"}
    )
    assert "<html" not in answer.content.decode() and "data:image/png;base64," in answer.content.decode()
