"""A drill is a drill everywhere: on its letters, mails and pages, on a register of its own, mailed to nobody who was not
meant; and no case becomes one, or stops being one, once a letter has a number."""

import pytest
from django.utils import timezone

from incidents.actions import agencies, cases, letter_content, letter_issuing, merging, reply_drafts
from incidents.actions.drills import DrillFixed, NotAcross
from incidents.models import Incident, Letter, RegisterEntry
from notifications.letters import html
from notifications.models import Message
from tests import meetings
from tests.exporting import taken
from tests.notifications.conftest import work
from tests.sent_form import Form
from tests.world import answer_request, draft_request, fresh, make_incident, make_request

pytestmark = pytest.mark.usefixtures("drawn_letters")
REAL, EXERCISE = "surat@a.example", "latihan@a.example"
TAKES_PART = {"office": "Tim latihan", "email": EXERCISE, "exercise": True}


@pytest.fixture
def drill(world):
    return make_incident(world, drill=True)


@pytest.fixture
def exercised(world):
    """The agency has a contact that takes part in drills."""
    agencies.register_contact(world.agency_a, by=world.administrator, **TAKES_PART, valid_from=timezone.localdate())


def mailed(request, kind="letter"):
    rows = Message.objects.filter(request=request, kind=kind, state=Message.State.SENT)
    return sorted(rows.values_list("recipient", flat=True))


def issue_by_page(world, log_in, row, **typed):
    shown = log_in(world.supervisor).get(f"/permintaan/{row.pk}/terbitkan/")
    facts = {"seen": row.version, "digest": shown.context["digest"], **typed}
    return shown.content.decode(), log_in(world.supervisor).post(f"/permintaan/{row.pk}/terbitkan/", facts)


def test_the_letter_says_that_it_is_a_drill_and_says_so_for_ever(world, drill):
    letter = make_request(world, "open", incident=drill).letter
    assert letter.content["drill"] is True
    page = html.render(letter.content)
    assert "LATIHAN" in page.split("</div>")[0] and "mark-across" in page
    assert "LATIHAN: tidak ditandatangani." in page and "tidak menimbulkan kewajiban hukum" in page
    real = html.render(make_request(world, "open").letter.content)
    assert "LATIHAN" not in real


def test_drafts_receipts_and_letters_about_the_letter_are_marked(world, drill):
    from incidents.actions import letter_decisions

    row = make_request(world, "awaiting_approval", incident=drill)
    draft = html.render(letter_content.draft_content(row, timezone.now(), world.supervisor), draft=True)
    assert "DRAF" in draft and "LATIHAN" in draft
    row = make_request(world, "open", incident=drill)
    answer_request(world, row)
    row = fresh(row)
    letter_decisions.withdraw(row, by=world.supervisor, seen=row.version, reason="Selesai")
    kinds = {letter.kind: letter.content["drill"] for letter in Letter.objects.filter(request=row)}
    assert set(kinds) == {"clarification_request", "receipt", "withdrawal"} and all(kinds.values())
    assert "LATIHAN" in html.render(Letter.objects.get(kind="receipt").content)


def test_drills_have_a_register_of_their_own_and_leave_no_hole_in_the_official_one(world, drill, log_in):
    first = make_request(world, "open").letter
    practice = make_request(world, "open", incident=drill).letter
    second = make_request(world, "open").letter
    numbers = [str(letter) for letter in (first, practice, second)]
    assert numbers[0].startswith("B-1/") and numbers[2].startswith("B-2/")
    assert numbers[1].startswith("LATIHAN/B-1/")
    assert list(RegisterEntry.objects.order_by("pk").values_list("drill", "sequence")) == [
        (False, 1),
        (True, 1),
        (False, 2),
    ]
    auditor = log_in(world.auditor)
    official = auditor.get("/surat/register/")
    rows = [str(letter) for letter in official.context["page"]]
    assert rows == [numbers[2], numbers[0]]
    drills = auditor.get("/surat/register/", {"register": "drills"})
    assert [str(letter) for letter in drills.context["page"]] == [numbers[1]]
    assert "LATIHAN" in drills.content.decode()


def test_the_sheet_of_the_register_holds_no_drill(world, drill, log_in):
    import io

    from django.urls import reverse
    from openpyxl import load_workbook

    make_request(world, "open")
    make_request(world, "open", incident=drill)
    cells = {}
    for name in ("", "drills"):
        answer = taken(log_in(world.auditor), reverse("incidents:register_sheet"), {"register": name})
        sheet = load_workbook(io.BytesIO(answer)).active
        cells[name] = [row[0].value for row in sheet.iter_rows()]
    assert len(cells[""]) == len(cells["drills"]) == 4
    assert cells[""][3].startswith("B-1/") and cells["drills"][3].startswith("LATIHAN/B-1/")
    assert cells["drills"][0].startswith("LATIHAN")


def test_a_drill_mails_only_who_takes_part_in_drills(world, drill, exercised):
    row = make_request(world, "open", incident=drill)
    real = make_request(world, "open")
    work()
    assert mailed(row) == [EXERCISE]
    assert mailed(real) == [EXERCISE, REAL]


def test_without_a_contact_that_takes_part_nobody_is_mailed_and_the_receipt_says_so(world, drill):
    row = make_request(world, "open", incident=drill)
    work()
    [receipt] = Message.objects.filter(request=row, kind="letter")
    assert (receipt.state, receipt.skip_reason) == ("skipped", "no_contact")


def test_a_real_address_gets_a_drills_mail_only_when_its_approver_ticks_that_very_address(world, drill, log_in):
    row = make_request(world, "awaiting_approval", incident=drill)
    page, answer = issue_by_page(world, log_in, row)
    assert f'name="mail_to" value="{REAL}"' in page and answer.status_code == 302
    work()
    assert mailed(row) == []
    row = make_request(world, "awaiting_approval", incident=drill)
    issue_by_page(world, log_in, row, mail_to=[REAL, "orang@lain.example"])
    agencies.register_contact(
        world.agency_a, by=world.administrator, office="Baru", email="baru@a.example", valid_from=timezone.localdate()
    )
    work()
    assert mailed(row) == [REAL], "neither an address of nobody, nor one that came later"
    assert fresh(row).drill_addresses == REAL


def test_the_page_of_a_letter_of_the_case_says_that_nobody_takes_part_where_nobody_does(world, drill, log_in):
    [draft] = meetings.invite(world, drill, [world.agency_a])
    page, nobody = f"/surat-perkara/{draft.pk}/terbitkan/", "Tidak ada kontak instansi ini yang ikut latihan"
    assert nobody in log_in(world.supervisor).get(page).content.decode()
    body = fresh(world.agency_a)
    agencies.register_contact(body, by=world.administrator, **TAKES_PART, valid_from=timezone.localdate())
    shown = log_in(world.supervisor).get(page).content.decode()
    assert EXERCISE in shown and nobody not in shown


def test_a_real_letter_asks_for_no_second_confirmation(world, log_in):
    row = make_request(world, "awaiting_approval")
    page, _answer = issue_by_page(world, log_in, row)
    assert "mail_to" not in page
    work()
    assert mailed(row) == [REAL]


def test_subject_body_and_calendar_of_its_mails_say_latihan(world, drill, exercised, mailoutbox):
    row = make_request(world, "open", incident=drill)
    answer_request(world, row)
    work()
    assert len(mailoutbox) >= 2
    for mail in mailoutbox:
        assert mail.subject.startswith("[LATIHAN] ") and mail.body.startswith("LATIHAN. ")
        assert "LATIHAN" in mail.alternatives[0][0]
    entries = [part for mail in mailoutbox for part in mail.attachments if str(part[0]).endswith(".ics")]
    assert entries and all("SUMMARY:LATIHAN" in str(part[1]) for part in entries)


def test_a_mail_of_a_real_case_does_not(world, mailoutbox):
    make_request(world, "open")
    work()
    assert mailoutbox and not any("LATIHAN" in mail.subject + mail.body for mail in mailoutbox)


def test_portal_check_page_and_receipt_say_latihan(world, drill, log_in, client):
    row = make_request(world, "open", incident=drill)
    liaison = log_in(world.liaison_a)
    reply_drafts.save(row.questions.first(), by=world.liaison_a, text="Jawaban")
    pages = [
        f"/permintaan/{row.pk}/",
        f"/permintaan/{row.pk}/pertanyaan/1/",
        f"/permintaan/{row.pk}/kirim/",
        "/untuk-kami/?semua=1",
    ]
    for path in pages:
        answer = liaison.get(path)
        assert answer.status_code == 200 and "LATIHAN" in answer.content.decode(), path
    response = answer_request(world, row)
    from django.urls import reverse

    assert "LATIHAN" in liaison.get(reverse("incidents:receipt", args=[response.pk])).content.decode()
    checked = client.get(f"/v/{row.letter.check_code}/", follow=True).content.decode()
    assert "LATIHAN" in checked and "bukan surat dinas" in checked
    real = make_request(world, "open").letter
    assert "LATIHAN" not in client.get(f"/v/{real.check_code}/", follow=True).content.decode()


def test_nothing_of_a_drill_is_sealed_or_waits_for_a_signature(world, drill, settings):
    from tests.moves import choose_signing

    for mode in ("sealed", "outside", "bsre"):
        choose_signing(world, mode)
        row = make_request(world, "open", incident=drill)
        assert row.letter.signing == "unsigned" == row.letter.content["signing"]
    settings.SEAL_PKCS12 = "/nowhere.p12"
    response = answer_request(world, row)
    assert response.letter.signing == "unsigned"


def test_no_case_becomes_a_drill_or_stops_being_one_once_a_letter_has_a_number(world, drill, log_in):
    for case in (drill, make_incident(world)):
        make_request(world, "open", incident=case)
        case = fresh(case)
        with pytest.raises(DrillFixed):
            cases.amend(case, by=world.officer, seen=case.version, reason="Keliru", drill=not case.drill)
        assert Incident.objects.get(pk=case.pk).drill == case.drill
        cases.amend(case, by=world.officer, seen=case.version, reason="Judul", title="Lain", drill=case.drill)
        browser, address, case = log_in(world.officer), f"/insiden/{case}/ubah/", fresh(case)
        page = browser.get(address)
        assert page.context["form"].fields["drill"].disabled and "surat bernomor" in page.content.decode()
        unsaid = {name: value for name, value in Form(page.content.decode()).as_sent().items() if name != "drill"}
        browser.post(address, unsaid | {"reason": "Tidak ada yang berubah"})  # as browsers send it: nothing of it
        assert fresh(case).version == case.version and fresh(case).drill == case.drill


def test_a_drill_and_a_real_case_are_not_merged(world, drill):
    real = make_incident(world)
    with pytest.raises(NotAcross):
        merging.merge(real, drill, by=world.officer, seen=real.version, reason="Sama")
    with pytest.raises(NotAcross):
        merging.merge(drill, real, by=world.officer, seen=drill.version, reason="Sama")


def test_a_drill_and_a_real_case_say_nothing_of_each_other(world, drill, log_in):
    real, officer = make_incident(world), log_in(world.officer)
    for case, other in ((drill, real), (real, drill)):
        typed = {"kind": "related", "other": other.reference, "why": "Mirip"}
        page = officer.post(f"/insiden/{case}/kaitkan/", typed)
        assert page.status_code == 409 and "tidak disatukan dan tidak dikaitkan" in page.content.decode()
    assert not case.relations.exists()


def test_no_case_becomes_a_drill_beside_a_real_one_it_is_related_to(world):
    from incidents.actions import work as on_the_case

    one, other = make_incident(world), make_incident(world)
    on_the_case.relate(one, by=world.officer, other=other, kind="related", why="Mirip")
    for case in (fresh(one), fresh(other)):
        with pytest.raises(NotAcross):
            cases.amend(case, by=world.officer, seen=case.version, reason="Keliru", drill=True)


def test_the_approval_of_several_letters_mails_no_real_address_of_a_drill(world, drill):
    row = draft_request(world, drill)
    from incidents.actions import clarifications

    row = clarifications.submit(row, by=world.officer, seen=row.version)
    digest = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    row = letter_issuing.issue(row, by=world.supervisor, seen=row.version, approved_digest=digest)
    work()
    assert mailed(row) == []
