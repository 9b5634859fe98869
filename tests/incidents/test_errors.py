"""What a verb refuses: told at the form that asked, or by a page of its own, with the input kept and nothing stored."""

import re
import uuid
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from incidents import files
from incidents.actions import (
    agencies,
    bodies_told_apart,
    case_letter_content,
    case_letters,
    cases,
    clarifications,
    counter_questions,
    deadlines,
    evidence,
    law,
    letter_content,
    overtaken,
    past_cases,
    people,
    work,
)
from incidents.errors import DomainError
from incidents.forms.typed_words import typed
from incidents.models import (
    AgencyName,
    CaseEvent,
    CaseLetter,
    DataCategory,
    QuestionSet,
    ReminderPolicy,
    SanctionRegime,
    StoredFile,
    Unit,
)
from incidents.models.record import HistoryRow
from incidents.plain import letter_kinds
from incidents.record import deeds
from incidents.record.races import BROKEN_BY_THE_SLOWER, OF_SUCCESSION, OURS, broken_rule, rules_of
from incidents.record.triggers import overlapping_rules
from incidents.workflow import Action
from tests.one_of_everything import sheet_for_parliament
from tests.removed import closed, proposed
from tests.typed_rows import past_case
from tests.world import QUESTIONS, make_incident, make_request

REASON = "Alasan yang sudah diketik"


def kinds_of(error=DomainError):
    for kind in error.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_every_refusal_says_something_of_its_own_and_has_a_status():
    kinds = list(kinds_of())
    assert len(kinds) > 10
    for kind in set(kinds) - {files.TooMany, people.ConflictOfInterest}:  # these say what their limit or rule says
        assert kind.message and kind.message != DomainError.message and kind.status in (409, 410, 422), kind


def test_no_verb_raises_a_bare_conflict_each_says_what_changed_in_words_of_its_own():
    """The door alone does, with who did what since; it cannot know more."""
    bare = re.compile(r"(?<!class )\b(?:deeds\.)?Conflict\(")
    rooms = [path for room in ("incidents", "notifications") for path in (settings.BASE_DIR / room).rglob("*.py")]
    found = {path.name for path in rooms if bare.search(re.sub(r"^class .*$", "", path.read_text(), flags=re.M))}
    assert found == {"deeds.py"}
    words = [kind.message for kind in kinds_of(overtaken.Overtaken)]
    assert len(words) > 30 and len(set(words)) == len(words) and deeds.Conflict.message not in words


def test_who_was_quicker_and_what_they_did_stands_beside_what_changed(world, log_in):
    case = make_incident(world)
    case = work.restrict(case, by=world.supervisor, seen=case.version, reason="Peka sekali")
    answer = log_in(world.supervisor).post(f"/insiden/{case}/batasi/", {"seen": case.version, "reason": REASON})
    page = answer.content.decode()
    assert answer.status_code == 409 and "sudah dibatasi" in page and "Peka sekali" in page.replace(REASON, "")
    assert REASON in page, "what was typed is kept"


def test_a_refusal_on_the_next_page_looks_like_one_and_is_read_out(world, log_in):
    """A letter with a sign that no font of ours has is not handed over."""
    clarification = make_request(world, "draft")
    with deeds.record(Action.EDIT, on=clarification, by=world.officer) as deed:
        deed.on.subject = "Hal ꦥ"
        deed.on.save()
    at = {"seen": clarification.version + 1}
    page = log_in(world.officer).post(f"/permintaan/{clarification.pk}/ajukan/", at, follow=True).content.decode()
    [how] = [how for how, says in re.findall(r"<p ([^>]+)>(.*?)</p>", page, re.DOTALL) if "ꦥ" in says]
    assert how == 'class="warn" role="alert"' and 'class="said"' not in page


def refused(browser, path, data, status, words):
    """The form stands on the page with the reason and what was typed; no event was written."""
    events = CaseEvent.objects.count()
    answer = browser.post(path, data)
    page = answer.content.decode()
    assert answer.status_code == status, path
    assert words in page and 'role="alert"' in page and answer.context["form"].non_field_errors()
    assert all(str(text) in page for name, text in data.items() if name != "seen")
    assert CaseEvent.objects.count() == events


def test_a_case_with_open_letters_is_not_merged_and_the_page_says_so(world, log_in):
    into, case = make_incident(world), make_request(world, "open").incident
    data = {"seen": case.version, "into": into.reference, "reason": REASON}
    refused(log_in(world.officer), f"/insiden/{case}/satukan/", data, 409, "masih terbuka")


def test_a_case_with_open_ends_is_not_closed_and_the_page_says_so(world, log_in):
    case = make_request(world, "open").incident
    data = {"seen": case.version, "outcome": "no_breach", "reason": REASON}
    refused(log_in(world.supervisor), f"/insiden/{case}/tutup/", data, 409, "tidak dapat ditutup")


def test_a_quoted_text_is_not_destroyed_and_the_page_says_so(world, an_incident, log_in):
    piece = evidence.attach(an_incident, by=world.officer, text="Kutipan")
    data = {"seen": piece.version, "reason": REASON}
    refused(log_in(world.supervisor), f"/bukti/{piece.pk}/musnahkan/", data, 422, "Hanya berkas")


def test_somebody_who_serves_elsewhere_is_no_colleague_and_the_page_says_so(world, log_in):
    agencies.amend_agency(world.agency_a, by=world.administrator, mail_domains="uji.example")
    clarification = make_request(world, "open")
    data = {"seen": clarification.version, "name": "Orang Lain", "email": world.officer.email}
    refused(log_in(world.liaison_a), f"/permintaan/{clarification.pk}/rekan/", data, 422, "tidak dapat diajak")


def test_a_letter_that_nobody_may_sign_is_not_decided_and_the_page_says_so(world, log_in, settings):
    clarification = make_request(world, "open")
    supervisor, path = log_in(world.supervisor), f"/permintaan/{clarification.pk}/tarik/"
    settings.PRODUCTION = True  # nobody has chosen how letters are signed
    data = {"seen": clarification.version, "reason": REASON}
    data |= {"approved": supervisor.post(path, data).context["digest"]}
    refused(supervisor, path, data, 409, "belum ditetapkan")


def test_what_no_form_can_show_is_answered_by_a_page_that_says_what_happened(world, log_in, settings):
    clarification = make_request(world, "awaiting_approval")
    supervisor, path = log_in(world.supervisor), f"/permintaan/{clarification.pk}/terbitkan/"
    settings.PRODUCTION = True  # nobody has chosen how letters are signed
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), world.supervisor))
    answer = supervisor.post(path, {"seen": clarification.version, "digest": digest, "note": REASON})
    page = answer.content.decode()
    assert answer.status_code == 409 and "belum ditetapkan" in page and REASON in page
    assert f'href="/permintaan/{clarification.pk}/"' in page and "Tidak dilakukan" in page
    clarification.refresh_from_db()
    assert clarification.status == "awaiting_approval"


# --- somebody was quicker -----------------------------------------------------------------------------------------
def again(rule, world):
    """Does twice what the rule allows once, through the door, as two people would whose pages both said yes."""
    officer, admin = world.officer, world.administrator
    if rule == "one_next_letter_at_a_time":
        return drafted_after(world, "follows")
    if rule == "one_reissue_of_a_letter_at_a_time":
        return drafted_after(world, "replaces")
    if rule == "one_wish_for_more_time_at_a_time":
        clarification = make_request(world, "open")
        wish = dict(by=world.liaison_a, reason="x", wished_at=timezone.now() + timedelta(days=9))
        return lambda: deadlines.ask_extension(clarification, seen=None, **wish)
    if rule == "one_question_back_at_a_time":
        clarification = make_request(world, "open")
        return lambda: counter_questions.ask_back(clarification, by=world.liaison_a, seen=None, text="x")
    if rule == "one_present_contact_for_each_address_of_an_agency":
        day = timezone.localdate()
        return lambda: agencies.register_contact(
            world.agency_a, by=admin, office="PPDP", email="PPDP@a.example", valid_from=day
        )
    if rule == "two_bodies_are_told_apart_once":
        return lambda: bodies_told_apart.tell_bodies_apart(world.agency_a, by=admin, other=world.agency_b, reason="x")
    if rule == "one_wording_of_a_kind_in_each_version":
        return wording(admin)
    if rule == "incidents_reminderpolicy_effective_from_key":
        return policy(admin)
    if rule == "incidents_agency_code_key":
        return lambda: agencies.register_agency(by=admin, code="baru", names=[])
    if rule == "a_body_takes_part_once_at_a_time":
        meeting = cases.note(make_incident(world), by=officer, text="Rapat", kind="meeting")
        return lambda: work.join(meeting, by=officer, agency=world.agency_a)
    if rule == "one_letter_at_a_time_takes_another_back":
        return about_a_letter(world, letter_kinds.INVITATION, "takes_back", letter_kinds.TAKEN_BACK_BY)
    if rule == "one_erratum_of_a_letter_at_a_time":
        return about_a_letter(world, letter_kinds.INFORMATION, "corrects", letter_kinds.CORRECTED_BY)
    if rule == "a_sheet_of_an_instant_is_issued_once":
        at = timezone.now()
        return lambda: sheet_for_parliament(world, at)
    if rule == "incidents_parliamentsheet_supersedes_id_key":
        earlier = sheet_for_parliament(world)
        return lambda: sheet_for_parliament(world, supersedes=earlier, superseding_why="Angka diperbaiki")
    if rule == "an_old_file_is_entered_once":
        return old_file(world)
    if rule == "one_removal_of_a_thing_at_a_time":
        case = closed(world, make_incident(world))
        return lambda: proposed(world, case, "case")
    case, other = make_incident(world), make_incident(world)
    part = case.involvements.first()
    return {
        "an_agency_has_each_role_once_in_a_case": lambda: cases.involve(
            case, by=officer, agency=world.agency_a, role="origin"
        ),
        "a_duty_of_a_part_is_followed_once_at_a_time": lambda: law.track_duty(part, by=officer),
        "two_cases_are_related_once_in_a_way": lambda: work.relate(
            case, by=officer, other=other, kind="related", why="x"
        ),
    }[rule]


def old_file(world):
    """The door, without the question that enter_case() puts first."""

    def again():
        with patch.object(past_cases, "check_file"):
            past_case(world, file_number="045/PDP/2020")

    return again


def about_a_letter(world, kind, link, by_what):
    """The door, without the question that take_back() and correct() put first."""
    facts = {"meeting": case_letter_content.meeting_facts(timezone.now() + timedelta(days=3), None, "Aula")}
    facts |= {wanted.name: "x" for wanted in kind.wanted}
    case = make_incident(world)
    [row] = case_letters.draft(case, by=world.officer, kind=kind, agencies=[world.agency_a], facts=facts, subject="s")

    def again():
        number = CaseLetter.objects.count() + 1
        also = CaseLetter(incident=case, agency=world.agency_a, kind=by_what[kind.code].code, facts={}, subject="x")
        also.unit, also.drafted_by, also.number = world.unit, world.officer, number
        setattr(also, link, row)
        with deeds.record(Action.DRAFT_LETTER, on=also, by=world.officer) as deed:
            also.reference, also.drafted_at = f"{case.reference}/S{number}", deed.at
            also.save()

    return again


def drafted_after(world, link):
    clarification = make_request(world, "open")
    words = {"subject": "Hal", "opening": "x", "basis": "y", "security": "B", "urgency": "segera", link: clarification}
    return lambda: clarifications.draft(
        clarification.incident, by=world.officer, agency=world.agency_a, questions=QUESTIONS, **words
    )


def wording(admin):
    from incidents.models import LetterTemplate

    def enact():
        row = LetterTemplate(
            kind="warning", version=7, effective_from=timezone.localdate(), subject="x", opening="x", body="x"
        )
        with deeds.record(Action.ENACT_TEMPLATE, on=row, by=admin, reason="x"):
            row.save()

    return enact


def policy(admin):
    start = timezone.now() + timedelta(days=1)

    def enact():
        row = ReminderPolicy(effective_from=start, reminders=[])
        with deeds.record(Action.ENACT_REMINDERS, on=row, by=admin, reason="x"):
            row.save()

    return enact


@pytest.mark.parametrize("rule", sorted(BROKEN_BY_THE_SLOWER))
def test_whoever_was_slower_reads_that_it_changed_meanwhile(world, rule):
    act = again(rule, world)
    act()
    events = CaseEvent.objects.count()
    with pytest.raises(deeds.Conflict) as met:
        act()
    assert broken_rule(met.value.__cause__) == rule and CaseEvent.objects.count() == events
    assert str(met.value) == BROKEN_BY_THE_SLOWER[rule] != deeds.Conflict.message, (
        "by which rule, not that something changed"
    )


def test_every_unique_rule_is_one_that_a_slower_person_breaks_or_one_of_ours():
    """A new rule of the database is classed where it is born: else its race ends in a fault of ours, or is hidden as one of
    theirs."""
    models = [m for m in apps.get_models() if m._meta.app_label == "incidents" and not issubclass(m, HistoryRow)]
    keys = {f"{model._meta.db_table}_{model._meta.pk.column}_key" for model in models}
    kept = {name for model in models for name in rules_of(model).values()} - keys
    kept |= {words["constraint"] for words in overlapping_rules.tables()}
    classes = (BROKEN_BY_THE_SLOWER, OF_SUCCESSION, OURS)
    assert sum(len(each) for each in classes) == len(frozenset().union(*classes))
    assert kept == frozenset().union(*classes)


def test_every_rule_that_follows_another_of_its_name_is_kept_apart_by_an_exclusion_that_is_told_as_a_conflict(world):
    """Two administrators enact the same at once: the slower one reads so, whichever of the rules refuses."""
    start = timezone.localdate() + timedelta(days=9)
    for row in (
        DataCategory(code="baru", kind="general", name="x", article="x", effective_from=start),
        SanctionRegime(code="baru", name="x", basis="x", imposed_by="x", measures=[], effective_from=start),
        QuestionSet(code="baru", title="x", questions=[], legal_basis="x", effective_from=start),
    ):
        for turn in (1, 2):
            row.pk, row._state.adding = None, True
            try:
                with deeds.record(Action.ENACT_RULE, on=row, by=world.administrator, reason="x"):
                    row.save()
            except deeds.Conflict as met:
                assert turn == 2 and broken_rule(met.__cause__).startswith(("one_", row._meta.model_name))
            else:
                assert turn == 1


def double_number(deed, world):
    request = make_letter_row()
    request.save()


def make_letter_row():
    from incidents.models import RegisterEntry

    unit = Unit.objects.get(code="pdp", valid_to=None)
    return RegisterEntry(unit=unit, unit_code="pdp", year=2026, sequence=1, number="B-1")


def double_path(deed, world):
    StoredFile.objects.create(
        name="a.txt", content_type="text/plain", size=1, sha256="0" * 64, path="aa/1", stored_at=deed.at
    )


def double_name(deed, world):
    AgencyName.objects.create(
        agency=world.agency_a, name="Nama", short_name="N", head_office="Kepala", valid_from=timezone.localdate()
    )


@pytest.mark.parametrize("write", [double_number, double_path, double_name])
def test_any_other_double_is_a_fault_of_ours_and_stays_one(world, an_incident, write):
    """A number given out twice is no race that a person can settle by looking again: it must be loud."""
    with pytest.raises(IntegrityError), deeds.record(Action.NOTE, on=an_incident, by=world.officer) as deed:
        write(deed, world)
        write(deed, world)
    assert deeds.current() is None


def test_a_broken_rule_that_is_no_double_stays_a_fault_too(world, an_incident):
    with pytest.raises(IntegrityError) as met, deeds.record(Action.NOTE, on=an_incident, by=world.officer) as deed:
        AgencyName.objects.create(
            agency=world.agency_a,
            name="Nama",
            short_name="N",
            head_office="Kepala",
            valid_from=date(1900, 1, 2),
            valid_to=date(1900, 1, 1),
        )
        deed.details = {"act": str(uuid.uuid4())}
    assert broken_rule(met.value) == ""


def test_a_form_that_the_status_of_its_case_allows_no_more_is_not_shown(world, log_in):
    """Nobody types a page full of words to be told that the case was closed before."""
    case = cases.report(by=world.officer, summary="Iklan", seen_at=timezone.now())
    case = cases.dismiss(case, by=world.officer, seen=case.version, reason="Iklan biasa")
    browser = log_in(world.officer)
    for page in ("kegiatan/janji", "pernyataan/catat", "libatkan", "hukum/temuan"):
        answer = browser.get(f"/insiden/{case}/{page}/", follow=True)
        assert answer.redirect_chain == [(f"/insiden/{case}/", 302)], page
        assert "tidak dapat dilakukan" in answer.content.decode(), page


def test_what_was_typed_is_handed_back_under_its_labels_and_no_code_with_it():
    """A text is recognised, a choice stands in its words, and nothing of the machine's is read."""
    sent = {
        "subject": "Hal yang diketik", "urgency": "segera", "q-0-kind": "yes_no", "q-0-section": "pokok",
        "q-0-text": "Apakah benar?", "seen": "12345",
    }  # fmt: skip
    shown = {str(text): label for label, text in typed((name, [text]) for name, text in sent.items())}
    assert shown.keys() >= {"Hal yang diketik", "Apakah benar?", "Ya atau tidak, dengan alasan"}
    assert shown["Hal yang diketik"] == "Hal surat" and not shown.keys() & {"yes_no", "pokok", "segera", "12345"}
