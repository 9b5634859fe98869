"""To whom a letter of the case goes: bodies of the case, others of the directory, one that is named in the draft. Whoever is written
to has no part in the case by that, and reads its letter alone."""

import pytest
from django.utils import timezone
from django.utils.translation import gettext as translated

from incidents.actions import agencies, case_letters, cases, dissolution, people, work
from incidents.models import Agency, CaseLetter, FollowUp, Incident, Involvement, User
from incidents.plain import letter_kinds
from incidents.record import deeds
from incidents.views.cases import WRITTEN
from incidents.workflow import Role
from tests.meetings import issue
from tests.sent_form import press
from tests.world import make_incident

KIND = letter_kinds.REFERRAL
SAYS = {"dasar": "Pasal 1", "pokok": "Dugaan akses tanpa hak", "diserahkan": "", "subject": "Pelimpahan", "copies": ""}
SAYS |= {"security": "B", "urgency": "biasa", "look_for": "", "body_name": ""}


@pytest.fixture
def police(world):
    """A body of the directory with a liaison of its own, which plays a part in no case."""
    body = agencies.add_agency(by=deeds.SYSTEM, name="Kepolisian Contoh", short_name="Polisi", kind="central")
    agencies.register_contact(
        body, by=deeds.SYSTEM, office="Sekretariat", email="surat@polisi.example", valid_from=timezone.localdate()
    )
    people.appoint(people.Post(Role.LIAISON, agency=body), by=deeds.SYSTEM, email="l@polisi.example", name="Penyidik")
    return body


def closed_case(world):
    case = make_incident(world)
    work.close(case, by=world.supervisor, seen=case.version, outcome=Incident.Outcome.OLD_OR_OPEN, reason="Data lama")
    return Incident.objects.get(pk=case.pk)


def address(case, kind=KIND):
    return f"/insiden/{case.reference}/surat/{kind.code}/"


def refer(world, case, *bodies):
    facts = {wanted.name: f"Isi {wanted.name}" for wanted in KIND.wanted}
    return case_letters.draft(case, by=world.officer, kind=KIND, agencies=bodies, facts=facts, subject="Pelimpahan")


def test_a_closed_case_is_referred_to_a_body_that_had_no_part_in_it(world, police, log_in):
    case, officer = closed_case(world), log_in(world.officer)
    form = officer.get(address(case)).context["form"]
    assert police.pk not in dict(form.fields["agencies"].choices), "nobody scrolls through the whole directory"
    found = officer.post(address(case), SAYS | {"look_for": "kepolisian", "find": "1"})
    form = found.context["form"]
    assert found.status_code == 200 and not form.errors and not CaseLetter.objects.exists()
    assert dict(form.fields["agencies"].choices)[police.pk] == f"Polisi · {translated('no part in this case')}"
    assert form["pokok"].value() == SAYS["pokok"], "what was typed stays"
    answer = press(officer, address(case), SAYS | {"agencies": [police.pk]})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    row = CaseLetter.objects.get()
    assert row.agency == police and not Involvement.objects.filter(agency=police).exists()
    words = translated("%(body)s plays no part in this case: it gets this letter, and reads nothing else of the case.")
    assert words % {"body": "Polisi"} in officer.get(f"/surat-perkara/{row.pk}/").content.decode()
    summary = officer.get(f"/insiden/{case.reference}/").content.decode()
    assert translated("Written to, without a part in this case:") in summary and f"/surat-perkara/{row.pk}/" in summary


def test_of_many_letters_to_bodies_without_a_part_the_summary_draws_the_latest_and_says_how_many_more_there_are(
    world, log_in
):
    case = closed_case(world)
    bodies = [
        agencies.add_agency(by=deeds.SYSTEM, name=f"Dinas Contoh {n}", short_name=f"Dinas {n}", kind="regional")
        for n in range(WRITTEN + 2)
    ]
    refer(world, case, *bodies)
    page = log_in(world.officer).get(f"/insiden/{case.reference}/")
    assert [row.agency for row in page.context["written_to"]] == bodies[::-1][:WRITTEN]
    assert "Tidak ditampilkan: 2 lagi." in page.content.decode()


def test_whoever_is_written_to_reads_its_letter_and_nothing_else_of_the_case(world, police, log_in):
    case = closed_case(world)
    [other] = issue(world, refer(world, case, world.agency_a))
    [row] = refer(world, case, police)
    liaison = log_in(User.objects.get(email="l@polisi.example"))
    own = f"/surat-perkara/{row.pk}/"
    assert liaison.get(own).status_code == 404, "not before it is issued"
    issue(world, [row])
    assert liaison.get(own).status_code == 200
    shut = (f"/surat-perkara/{other.pk}/", f"/insiden/{case.reference}/", f"/insiden/{case.reference}/surat/")
    assert {liaison.get(page).status_code for page in shut} <= {403, 404}
    assert log_in(world.liaison_a).get(own).status_code == 404
    typed = {"kind": "receipt", "text": "", "number": "LP/B/12", "name": "W", "office": "PPDP", "seen": row.version + 1}
    page = f"{own}laporkan/"
    typed["seen"] = liaison.get(page).context["form"].initial["seen"]
    assert press(liaison, page, typed).status_code == 302
    assert FollowUp.objects.get().number == "LP/B/12"


@pytest.mark.parametrize(
    "kind", [each for each in letter_kinds.ALONE if not each.of_another], ids=lambda kind: kind.code
)
def test_every_letter_that_stands_alone_may_go_to_any_body_of_the_directory(world, police, log_in, kind):
    found = log_in(world.officer).post(address(make_incident(world), kind), {"look_for": "Polisi", "find": "1"})
    assert police.pk in dict(found.context["form"].fields["agencies"].choices)


def test_a_body_is_named_in_the_draft_and_waits_to_be_completed(world, log_in):
    case, officer = closed_case(world), log_in(world.officer)
    named = {"body_name": "Otoritas Jasa Contoh", "body_short_name": "OJC", "body_kind": "central"}
    answer = press(officer, address(case), SAYS | named | {"agencies": [world.agency_a.pk], "joint": "on"})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    new = Agency.objects.get(names__short_name="OJC")
    assert new.confirmed_at is None and [row.agency for row in CaseLetter.objects.all()] == [world.agency_a, new]
    assert all(row.joint for row in CaseLetter.objects.all()) and not Involvement.objects.filter(agency=new).exists()
    assert translated("To be completed") in officer.get(f"/instansi/{new.pk}/").content.decode()


def test_a_new_body_alone_is_no_joint_letter_and_nothing_is_stored(world, log_in):
    case, officer = closed_case(world), log_in(world.officer)
    answer = press(officer, address(case), SAYS | {"body_name": "Badan Tunggal Contoh", "joint": "on"})
    assert "joint" in answer.context["form"].errors
    assert not CaseLetter.objects.exists() and not Agency.objects.filter(names__name="Badan Tunggal Contoh").exists()


def test_nobody_is_not_an_addressee_and_a_similar_name_is_looked_at_first(world, police, log_in):
    case, officer = closed_case(world), log_in(world.officer)
    assert "agencies" in press(officer, address(case), SAYS).context["form"].errors
    answer = press(officer, address(case), SAYS | {"body_name": "Kepolisian  Contoh"})
    assert answer.context["form"].similar == [police] and not CaseLetter.objects.exists()


def test_what_nobody_is_called_is_said_and_a_body_that_has_ended_is_not_found(world, police, log_in):
    case, officer = closed_case(world), log_in(world.officer)
    vain = translated("No other body of the directory is called so. Add it below.")
    assert vain in officer.post(address(case), {"look_for": "Tidak Ada", "find": "1"}).content.decode()
    dissolution.end_agency(police, by=world.administrator, ended_on=timezone.localdate(), reason="Dibubarkan")
    assert vain in officer.post(address(case), {"look_for": "Polisi", "find": "1"}).content.decode()
    answer = press(officer, address(case), SAYS | {"agencies": [police.pk]})
    assert "agencies" in answer.context["form"].errors and not CaseLetter.objects.exists()


def report_of(world):
    return cases.report(by=world.officer, title="Laporan", summary="Penipuan lewat telepon", seen_at=timezone.now())


def test_a_report_that_is_no_case_is_referred_and_so_is_one_that_was_dismissed(world, police, log_in):
    report, officer = report_of(world), log_in(world.officer)
    offered = officer.get(f"/insiden/{report.reference}/surat/").content.decode()
    assert address(report) in offered and address(report, letter_kinds.RECOMMENDATION) not in offered
    answer = press(officer, address(report), SAYS | {"agencies": [police.pk]})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    [row] = issue(world, [CaseLetter.objects.get()])
    assert row.status == "issued" and row.reference == f"{report.reference}/S1"
    report = cases.dismiss(Incident.objects.get(pk=report.pk), by=world.officer, seen=None, reason="Bukan kewenangan")
    [second] = refer(world, report, world.agency_a)
    issue(world, [second])
    back = officer.get(f"/surat-perkara/{row.pk}/catat-balasan/")
    assert back.status_code == 200, "their receipt is kept, whatever became of the report"


def test_no_other_letter_is_drafted_on_a_report(world):
    with pytest.raises(deeds.Conflict):
        case_letters.draft(
            report_of(world),
            by=world.officer,
            kind=letter_kinds.RECOMMENDATION,
            agencies=[world.agency_a],
            facts={},
            subject="x",
        )
