"""Restricted cases: who is not named finds no trace of them."""

import pytest
from django.test import Client
from django.utils import timezone

from incidents.actions import cases, merging, people, work
from incidents.forms.work import AdmitForm
from incidents.models import Incident, User
from incidents.record import deeds
from incidents.reports import who_may_decide
from notifications.mails.recipients import recipients
from notifications.notices import BY_KIND
from tests.world import PASSWORD, fresh, make_incident, make_request, report

WORDS = "Frasa yang sangat khas"


@pytest.fixture
def hidden(world):
    """A restricted case with a letter that waits, a note and a report of the same words."""
    clarification = make_request(world, "awaiting_approval")
    case = clarification.incident
    cases.note(case, by=world.officer, text=WORDS)
    work.commit(case, by=world.officer, who="Ins A", what="Janji yang khas", due=case.seen_at)
    work.restrict(case, by=world.officer, seen=case.version, reason="Menyangkut pejabat")
    return Incident.objects.get(pk=case.pk)


PLACES = (
    "/meja/",
    "/insiden/",
    "/persetujuan/",
    "/kotak-keluar/",
    f"/cari/?q={WORDS.split()[-1]}",
    "/cari/?status=open",
    "/insiden/?shelf=open",
)


@pytest.mark.asvs(51)
def test_who_is_not_named_finds_no_trace_of_a_restricted_case(world, hidden, log_in):
    supervisor, clarification = log_in(world.supervisor), hidden.requests.get()
    for place in PLACES:
        page = supervisor.get(place).content.decode()
        for word in (hidden.reference, hidden.title, WORDS, "Janji yang khas"):
            assert word not in page, (place, word)
    parts = ("", "pernyataan/", "bukti/", "kegiatan/", "hukum/", "riwayat/", "catat/", "tutup/", "bagikan/")
    assert {supervisor.get(f"/insiden/{hidden.reference}/{part}").status_code for part in parts} == {404}
    for path in ("", "terbitkan/", "pratinjau.pdf"):
        assert supervisor.get(f"/permintaan/{clarification.pk}/{path}").status_code == 404


def test_nobody_hears_by_mail_of_what_they_may_not_know(world, hidden):
    clarification = hidden.requests.get()
    submitted = BY_KIND["submitted"]
    assert recipients(submitted, clarification, timezone.now()) == []
    work.admit(hidden, by=world.officer, user=world.supervisor, why="Menerbitkan suratnya")
    assert [r.address for r in recipients(submitted, clarification, timezone.now())] == [world.supervisor.email]


def test_an_admitted_person_sees_it_until_the_admission_ends(world, hidden, log_in):
    page = f"/insiden/{hidden.reference}/"
    supervisor = log_in(world.supervisor)
    row = work.admit(hidden, by=world.officer, user=world.supervisor, why="Atasan perkara")
    assert supervisor.get(page).status_code == 200
    work.exclude(row, by=world.officer, reason="Pindah tugas")
    assert supervisor.get(page).status_code == 404
    with pytest.raises(deeds.Conflict):
        work.exclude(row, by=world.officer, reason="Dua kali")


def test_auditors_see_it_and_everybody_again_when_it_is_lifted(world, hidden, log_in):
    page = f"/insiden/{hidden.reference}/"
    assert log_in(world.auditor).get(page).status_code == 200
    work.unrestrict(hidden, by=world.supervisor, seen=hidden.version, reason="Sudah diumumkan")
    assert log_in(world.supervisor).get(page).status_code == 200


def test_a_merge_target_that_may_not_be_seen_does_not_exist(world, hidden, log_in):
    case = make_incident(world)
    from incidents.forms import MergeForm

    def tried(reference):
        data = {"into": reference, "reason": "x", "seen": case.version}
        return MergeForm(data, user=world.supervisor, on=case).errors["into"]

    assert tried(hidden.reference) == tried("INS-1999-0001")


def test_a_case_merged_into_a_hidden_one_does_not_name_it(world, hidden, log_in):

    case = cases.report(by=world.officer, summary="Laporan lain", seen_at=hidden.seen_at)
    merging.merge(case, hidden, by=world.officer, seen=case.version, reason="Sama")
    supervisor = log_in(world.supervisor)
    for place in (f"/insiden/{case.reference}/", "/insiden/", "/insiden/?shelf=aside"):
        page = supervisor.get(place).content.decode()
        assert hidden.reference not in page and hidden.title not in page
    assert hidden.reference in log_in(world.officer).get(f"/insiden/{case.reference}/").content.decode()


def appointed(world, name, *units):
    """Somebody new: an officer of each of these units."""
    email = f"{name.lower()}@uji.example"
    for unit in units:
        post = people.Post("officer", unit=unit)
        people.appoint(post, by=world.administrator, email=email, name=name, password=PASSWORD)
    return User.objects.get(email=email)


def end_all(world, person):
    """The administrator ends every appointment of `person`. Returns what was said."""
    said = []
    for each in person.appointments.filter(valid_to__isnull=True):
        browser = Client()
        browser.force_login(world.administrator)
        page = browser.post(f"/orang/{each.pk}/akhiri/", {"reason": "Pindah"}, follow=True)
        said += [str(message) for message in page.context["messages"]]
    return said


@pytest.mark.asvs(54)
def test_an_admission_does_not_outlive_the_appointment_it_was_given_under(world, hidden, log_in):
    expert = appointed(world, "Ahli", world.unit)
    work.admit(hidden, by=world.officer, user=expert, why="Ahli forensik")
    page = f"/insiden/{hidden.reference}/"
    assert log_in(expert).get(page).status_code == 200
    end_all(world, expert)
    assert "penunjukan itu sudah berakhir" in log_in(world.officer).get(f"{page}kegiatan/").content.decode()
    again = appointed(world, "Ahli", world.unit)
    assert again == expert and log_in(again).get(page).status_code == 404
    assert again in who_may_decide.locked_out(hidden, world.officer, timezone.now())
    assert again in AdmitForm(on=hidden, user=world.officer).fields["user"].queryset
    row = work.admit(hidden, by=world.officer, user=again, why="Kembali bertugas")
    assert log_in(again).get(page).status_code == 200
    assert list(hidden.admissions.filter(user=again, ended_at__isnull=True)) == [row]
    with pytest.raises(deeds.Conflict):
        work.admit(hidden, by=world.officer, user=again, why="Dua kali")


def test_whoever_ends_an_appointment_is_told_what_it_leaves_to_nobody(world, hidden, log_in):
    """How many cases and letters, not which: an administrator knows of no case."""
    work.admit(hidden, by=world.officer, user=world.supervisor, why="Menerbitkan")
    said = end_all(world, world.supervisor)
    assert any("1 surat dari kasus terbatas" in words for words in said)
    said += end_all(world, world.officer)
    assert any("1 kasus terbatas" in words for words in said)
    assert not any(hidden.reference in words or hidden.title in words for words in said)
    page = log_in(world.auditor).get(f"/insiden/{hidden.reference}/kegiatan/").content.decode()
    assert "tidak menjabat saat ini" in page


def test_nothing_is_said_where_somebody_still_works_on_the_case(world, hidden):
    expert = appointed(world, "Ahli", world.unit)
    work.admit(hidden, by=world.officer, user=expert, why="Ahli")
    work.admit(hidden, by=world.officer, user=world.supervisor, why="Menerbitkan")
    assert not any("kasus terbatas" in words for words in end_all(world, expert))


@pytest.mark.parametrize("how", ["relation", "likeness", "merge"])
def test_the_history_of_one_case_does_not_give_away_a_restricted_one(world, log_in, how):
    outsider = appointed(world, "Lain", world.unit)
    secret = make_incident(world, title="Rahasia")
    case = report(world, likely=[(secret, ["account"], 0)]) if how == "likeness" else make_incident(world)
    if how == "relation":
        work.relate(case, by=world.officer, other=secret, kind="same_data", why="Kolom sama")
    if how == "merge":
        merging.merge(case, secret, by=world.officer, seen=fresh(case).version, reason="Sama")
    work.restrict(secret, by=world.officer, seen=fresh(secret).version, reason="Peka")
    for reader, named in ((outsider, False), (world.officer, True), (world.auditor, True)):
        page = log_in(reader).get(f"/insiden/{case}/riwayat/").content.decode()
        assert (secret.reference in page) is named, (reader, how)
        assert named or "kasus lain" in page


def test_the_register_offers_no_body_that_was_written_to_in_a_restricted_case_alone(world, log_in):
    request = make_request(world, "open", agency=world.agency_b)
    register = log_in(appointed(world, "Lain", world.unit))
    assert list(register.get("/surat/register/").context["agencies"]) == [world.agency_b]
    case = fresh(request.incident)
    work.restrict(case, by=world.officer, seen=case.version, reason="Peka")
    assert not register.get("/surat/register/").context["agencies"]
