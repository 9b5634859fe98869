"""Saving what nobody touched changes nothing: every form that changes what stands, opened and sent as it stands, and every
field of it that was left alone, kept at the precision it was given in."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from incidents import setup_data
from incidents.actions import agencies, cases, clarifications, complaints, law
from incidents.models import CaseEvent, DataCategory, Incident, Question
from incidents.plain import spans
from incidents.plain.answer_values import Asked
from incidents.plain.complainants import Person
from incidents.record import deeds
from incidents.record.trail import history_models
from incidents.urls import urlpatterns
from tests.every_value import every_value  # noqa: F401  (a fixture)
from tests.sent_form import Form
from tests.states import step
from tests.world import draft_request, fresh, make_incident, make_request

ODD = "  Ada spasi di tepi  \r\nbaris kedua\n\nbaris keempat "


def rows_kept():
    return {history.__name__: history.objects.count() for _tracked, history in history_models()}


def open_and_send(browser, address, **typed):
    page = browser.get(address)
    assert page.status_code == 200, address
    sent = Form(page.content.decode()).as_sent()
    assert set(typed) <= set(sent), (address, typed, sorted(sent))
    return browser.post(address, sent | typed)


@step
def things(world):
    """{name of the page of a form that changes what stands: its address}, each with odd values in all its fields."""
    case = make_incident(world)
    case = cases.amend(
        case,
        by=world.officer,
        seen=case.version,
        reason="Uji",
        summary=ODD,
        source_note=" tepi ",
        seen_at=timezone.now() - timedelta(hours=3, seconds=17, microseconds=5),
        happened=spans.parse("20 November 2023 s.d. 28 November 2023"),
    )
    part = case.involvements.first()
    part = cases.amend_involvement(
        part, by=world.officer, seen=part.version, reason="Uji", known=spans.parse("2021"), holds=" Salinan "
    )
    duty = law.track_duty(
        part, by=world.officer, started=timezone.now() - timedelta(hours=2, seconds=7), start_source=" Surat "
    )
    duty = law.amend_duty(duty, by=world.officer, seen=duty.version, names_data=True, names_course=False)
    law.categorize(case, by=world.officer, claimed=DataCategory.objects.on(timezone.localdate())[:2], basis="Sampel")
    inputs = {"context": 3, "malicious": True, "identification": "0.75", "confidentiality": "0.5"}
    inputs |= {"integrity": "0.25", "availability": "0"}
    law.rate(case, by=world.officer, many=True, **_decimal(inputs))
    asked = [Asked("Data", ODD, "number", "A"), Asked("Waktu", "Kapan?", "instant")]
    row = draft_request(world, case)
    row = clarifications.edit(
        row, by=world.officer, seen=row.version, questions=asked, opening=ODD, copies="Menteri\nDirektur\n"
    )
    agencies.amend_agency(world.agency_a, by=world.administrator, mail_domains="a.example\nb.example\n")
    piece = case.evidence.first() or _address(world, case)
    letter = _invitation(world, case)
    person = Person(name=" Siti  Aminah ", email="siti@warga.example", phone="0811 222 333", post=" Jalan 1 ")
    complaint = complaints.enter(
        by=world.officer, person=person, incident=case, way="letter", text=ODD, wanted=" Jelas "
    )
    return {
        "amend": reverse("incidents:amend", args=[case.reference]),
        "amend_involvement": reverse("incidents:amend_involvement", args=[part.pk]),
        "amend_duty": reverse("incidents:amend_duty", args=[duty.pk]),
        "amend_affected": reverse("incidents:amend_affected", args=[_affected(case, world).pk]),
        "categorize": reverse("incidents:categorize", args=[case.reference]),
        "rate": reverse("incidents:rate", args=[case.reference]),
        "reclassify": reverse("incidents:reclassify", args=[piece.pk]),
        "correct_custody": reverse("incidents:correct_custody", args=[_given_away(world, piece).pk]),
        "correct_wish": reverse("incidents:correct_wish", args=[_wished(world).pk]),
        "edit": reverse("incidents:edit", args=[row.pk]),
        "edit_letter": reverse("incidents:edit_letter", args=[letter.pk]),
        "amend_agency": reverse("incidents:amend_agency", args=[world.agency_a.pk]),
        "rename_agency": reverse("incidents:rename_agency", args=[world.agency_a.pk]),
        "correct_name": reverse("incidents:correct_name", args=[world.agency_a.pk]),
        "amend_contact": reverse("incidents:amend_contact", args=[world.agency_a.contacts.first().pk]),
        "amend_person": reverse("incidents:amend_person", args=[world.liaison_b.appointments.get().pk]),
        "correct_appointment": reverse("incidents:correct_appointment", args=[_deputy(world).pk]),
        "amend_actor": reverse("incidents:amend_actor", args=[_actor(world).pk]),
        "amend_complaint": reverse("incidents:amend_complaint", args=[complaint.pk]),
        "amend_sheet": reverse("incidents:amend_sheet", args=[complaint.pk]),
        "amend_sheet_file": reverse("incidents:amend_sheet_file", args=[_sent(world, complaint).pk]),
    }


def _deputy(world):
    """Until an instant with its seconds, which no page shows."""
    from incidents.actions import people

    post, until = people.Post("supervisor", unit=world.unit, mode="plh"), timezone.now() + timedelta(days=3)
    return people.appoint(post, by=deeds.SYSTEM, email="plh@uji.example", name="Plh", valid_to=until)


def _sent(world, complaint):
    from django.core.files.base import ContentFile

    from incidents.actions import sheet_files

    sheet, upload = complaint.sheet, ContentFile(b"Saya mengadu", "surat.txt")
    about = {"about": "Surat pengaduan", "way": "letter"}
    return sheet_files.add(sheet, by=world.officer, seen=sheet.version, uploads=[upload], **about).files.get()


def _decimal(inputs):
    from decimal import Decimal

    return {name: Decimal(value) if isinstance(value, str) else value for name, value in inputs.items()}


def _address(world, case):
    from incidents.actions import evidence

    return evidence.attach(case, by=world.officer, text="https://forum.example/2", kind="address")


def _wished(world):
    """A letter about which more time was asked for on paper, with the odd signs that a form could lose."""
    from incidents.actions import wishes_on_paper
    from incidents.actions.from_outside import FromOutside

    row = make_request(world, "open")
    paper = FromOutside("Kepala  Biro", row.issued_at, "letter", "Nomor 8")
    until = row.present_due + timedelta(hours=30)
    wishes_on_paper.record_wish(row, by=world.officer, seen=None, reason=ODD, wished_at=until, paper=paper)
    return row


def _given_away(world, piece):
    from incidents.actions import evidence

    return evidence.hand_over(piece, by=world.officer, seen=piece.version, holder="  Polda  Jabar ", reason="Forensik")


def _actor(world):
    from incidents.actions import actors

    return actors.register_actor(by=world.officer, name="  Jimbo  ", kind="seller", note=ODD)


def _affected(case, world):
    from incidents.actions import affected

    affected.list_affected(case, by=world.officer, bodies=[affected.Named("Dinas Contoh", "Basis data", "affected")])
    return case.affected.get()


def _invitation(world, case):
    from incidents.actions import case_letter_content, case_letters
    from incidents.plain import letter_kinds

    start = timezone.now() + timedelta(days=9, seconds=41)
    meeting = case_letter_content.meeting_facts(start, None, "Ruang 1")
    facts = {"meeting": meeting} | {wanted.name: f"{wanted.name}\nbaris" for wanted in letter_kinds.INVITATION.wanted}
    [letter] = case_letters.draft(
        case,
        by=world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[world.agency_a],
        subject="Undangan",
        security="B",
        urgency="segera",
        copies="Menteri\n",
        facts=facts,
    )
    return letter


CHANGES_WHAT_STANDS = (
    *("amend", "amend_involvement", "amend_affected", "amend_duty", "categorize", "rate", "reclassify"),
    *("edit", "edit_letter", "amend_agency", "rename_agency", "amend_complaint", "amend_sheet", "amend_sheet_file"),
    "amend_actor",
    "correct_custody",
    "correct_wish",
    "correct_name",
    "amend_contact",
    "amend_person",
    "correct_appointment",
)
BY_ADMINISTRATORS = (
    *("amend_agency", "rename_agency", "correct_name", "amend_contact", "amend_person"),
    "correct_appointment",
)


def test_every_form_that_amends_or_renews_is_among_those_tried():
    found = {
        each.name
        for each in urlpatterns
        if (facts := getattr(each.callback, "view_initkwargs", {})).get("amends") or facts.get("renews")
    }
    assert found <= set(CHANGES_WHAT_STANDS)


@pytest.mark.parametrize("page", CHANGES_WHAT_STANDS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_sent_as_it_stands_it_changes_nothing(every_value, log_in, page, language):  # noqa: F811
    world = every_value
    address = things(world)[page]
    browser = log_in(world.administrator if page in BY_ADMINISTRATORS else world.officer)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    before, events = rows_kept(), CaseEvent.objects.count()
    form = Form(browser.get(address).content.decode()).sent
    answer = open_and_send(browser, address, **({"reason": "Tanpa sebab"} if "reason" in form else {}))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert rows_kept() == before and CaseEvent.objects.count() == events
    said = browser.get(answer.url).content.decode()
    assert "Nothing was changed" in said or "Tidak ada yang diubah" in said


def test_another_spelling_of_what_stands_changes_nothing(every_value, log_in):  # noqa: F811
    address, officer = things(every_value)["amend"], log_in(every_value.officer)
    title, events = Incident.objects.latest("pk").title, CaseEvent.objects.count()
    spelt = {"happened": "20-28 November 2023", "title": f" {title} ", "reason": "Ejaan"}
    answer = open_and_send(officer, address, **spelt)
    assert answer.status_code == 302 and CaseEvent.objects.count() == events
    assert "Tidak ada yang diubah" in officer.get(answer.url).content.decode()


def changed_columns(model):
    """The columns in which the last two versions of the last row that was written differ."""
    new = model.history.latest("history_id")
    old = new.prev_record
    return {c.name for c in model._meta.concrete_fields if getattr(old, c.attname) != getattr(new, c.attname)}


def test_one_field_of_a_case_touched_is_one_field_written(every_value, log_in):  # noqa: F811
    address = things(every_value)["amend"]
    open_and_send(log_in(every_value.officer), address, title="Judul lain", reason="Salah ketik")
    assert changed_columns(Incident) == {"title", "version"}


def test_one_field_of_a_duty_touched_is_one_field_written(every_value, log_in):  # noqa: F811
    from incidents.models import NotificationDuty

    address = things(every_value)["amend_duty"]
    open_and_send(log_in(every_value.officer), address, names_response="True")
    assert changed_columns(NotificationDuty) == {"names_response", "version"}


def test_one_field_of_a_letter_touched_is_one_field_written(every_value, log_in):  # noqa: F811
    from incidents.models import CaseLetter, ClarificationRequest

    pages = things(every_value)
    questions = Question.history.count()
    officer = log_in(every_value.officer)
    open_and_send(officer, pages["edit"], subject="Hal lain")
    assert changed_columns(ClarificationRequest) == {"subject", "version"}
    assert Question.history.count() == questions
    open_and_send(officer, pages["edit_letter"], subject="Undangan lain")
    assert changed_columns(CaseLetter) == {"subject", "version"}


def test_a_verb_changes_what_it_is_given_and_nothing_else(world):
    case = make_incident(world, happened=spans.parse("2021"))
    case = cases.amend(case, by=world.officer, seen=case.version, reason="Uji", attacks=["ransomware"])
    assert case.happened == spans.parse("2021")
    case = cases.amend(case, by=world.officer, seen=case.version, reason="Uji", happened=None)
    assert case.happened is None


# --- rows are known by their identity ---------------------------------------------------------------------------------
def test_leaving_out_the_first_question_leaves_the_others_theirs(world, log_in):
    case = make_incident(world)
    row = draft_request(world, case)
    first, second = row.questions.all()
    officer, address = log_in(world.officer), reverse("incidents:edit", args=[row.pk])
    open_and_send(officer, address, **{"q-0-text": "Data apa yang terungkap, tepatnya?"})
    page = Form(officer.get(address).content.decode()).as_sent()
    answer = officer.post(address, page | {"q-0-DELETE": "on"})
    assert answer.status_code == 302, (page, answer.content.decode()[-4000:])
    [left] = fresh(row).questions.all()
    assert left.pk == second.pk and (left.number, left.heading) == (1, second.heading)
    kinds = list(Question.history.filter(id=second.pk).order_by("history_id").values_list("history_type", flat=True))
    assert kinds == ["+", "~"]  # numbered anew, reworded never
    assert Question.history.filter(id=first.pk).latest("history_id").history_type == "-"


@pytest.mark.parametrize("order", [(1, 0), (0, None, 1), (None, 1, 0), (1,)])
def test_questions_keep_their_rows_in_whatever_order_they_come(world, order):
    row = draft_request(world, make_incident(world))
    stood = list(row.questions.all())
    asked = [
        Asked("Baru", "Apa?") if n is None else Asked(stood[n].heading, stood[n].text, key=stood[n].pk) for n in order
    ]
    clarifications.edit(row, by=world.officer, seen=row.version, questions=asked)
    found = list(fresh(row).questions.order_by("number"))
    assert [q.number for q in found] == list(range(1, len(order) + 1))
    assert [q.heading for q in found] == [each.heading for each in asked]
    assert [q.pk for n, q in zip(order, found, strict=True) if n is not None] == [
        stood[n].pk for n in order if n is not None
    ]


def test_a_question_of_another_letter_cannot_be_taken_over(world):
    one, other = (draft_request(world, make_incident(world)) for _ in range(2))
    foreign = other.questions.first()
    asked = [Asked("Data", "Apa?", key=foreign.pk)]
    clarifications.edit(one, by=world.officer, seen=one.version, questions=asked)
    assert fresh(foreign).request_id == other.pk and fresh(one).questions.get().pk != foreign.pk


def test_the_basis_of_what_stands_is_kept_when_it_alone_is_typed(world, log_in):
    setup_data.load_categories(deeds.SYSTEM)
    case = make_incident(world)
    named, other, third = DataCategory.objects.on(timezone.localdate())[:3]
    law.categorize(case, by=world.officer, claimed=[named, other])
    officer, address = log_in(world.officer), reverse("incidents:categorize", args=[case.reference])
    open_and_send(officer, address, basis="Laporan forensik 12")
    assert set(case.categories.values_list("basis", "state")) == {("Laporan forensik 12", "claimed")}
    open_and_send(officer, address, basis="Surat 7", **{f"c{third.pk}": "confirmed"})
    assert dict(case.categories.values_list("category", "basis")) == {
        named.pk: "Laporan forensik 12",
        other.pk: "Laporan forensik 12",
        third.pk: "Surat 7",
    }
    refused = open_and_send(officer, address, basis="Forensik menyangkal", **{f"c{third.pk}": ""})
    assert "sebutkan alasannya" in refused.content.decode() and case.categories.count() == 3
    why = "Sampel bukan dari sini"
    open_and_send(officer, address, basis="Forensik menyangkal", reason=why, **{f"c{third.pk}": ""})
    assert CaseEvent.objects.filter(action="categorize").latest("recorded_at").reason == why
    last = case.events.filter(action="categorize").order_by("recorded_at").last()
    assert last.details["source"] == "Forensik menyangkal" and case.categories.count() == 2
