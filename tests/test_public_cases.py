"""The seed cases and the public cases of 2021 to 2024, walked: every fact in a place of its own, with its source."""

from datetime import date

import pytest

from incidents.demo import public
from incidents.demo.articles import OURS
from incidents.models import Assertion, CaseEvent, ClarificationRequest, Incident, User
from incidents.plain import holders, spans
from incidents.record import search
from tests.public_cases import told

__all__ = ["told"]  # a fixture

SEEDS = ("INS-2018-0001", "INS-2020-0001", "INS-2023-0001")


def case(reference):
    return Incident.objects.get(reference=reference)


def test_each_case_is_a_replay_and_the_second_set_is_marked(told):
    assert set(SEEDS) < set(Incident.objects.values_list("reference", flat=True))
    assert not Incident.objects.filter(replay=False).exists()
    second = Incident.objects.exclude(reference__in=SEEDS)
    assert second.count() == 6
    for each in second:
        assert public.MARK in each.summary and each.source_note
    for each in Incident.objects.filter(reference__in=SEEDS):
        assert public.MARK not in each.summary and "Rekonstruksi" in each.summary


def test_every_word_act_and_finding_has_its_source(told):
    assert all(a.source and a.said_by and (a.said or a.reported_by) for a in Assertion.objects.all())
    for each in Incident.objects.all():
        assert all(a.source and a.happened for a in each.activities.all()), each
        assert all(f.source and f.found for f in each.findings.all()), each
    assert not CaseEvent.objects.filter(incident__isnull=False, replay=False).exists()


def test_2018_the_meeting_and_what_each_body_owes(told):
    each = case("INS-2018-0001")
    meeting = each.activities.get(kind="meeting")
    took_part = {part.agency.code: part.capacity for part in meeting.parts.all()}
    assert took_part == {"kpu": "", "kominfo": "Menkominfo", "polri": "Cyber Crime Mabes Polri"}
    assert meeting.happened.precision == "day" and "Viryan Aziz" in meeting.speaker
    owed = dict(each.commitments.values_list("agency__code", "what"))
    assert "jaringan" in owed["kominfo"] and "aplikasi" in owed["kominfo"] and "hukum" in owed["polri"]


def test_2020_claim_denial_age_and_the_outcome(told):
    each = case("INS-2020-0001")
    rows = each.assertions.all()
    denial = rows.get(topic="denial")
    assert denial.agency.code == "dukcapil" and denial.amount is None
    assert [spans.in_words(a.dated, "id") for a in rows if a.dated] == ["15 November 2013"]
    assert {int(a.amount) for a in rows if a.amount} == {190_000_000, 200_000_000}
    leak = rows.get(topic="origin")
    assert leak.status == "denied" and "@underthebreach" in leak.said_by and leak.said is None
    assert "Pasal 38 ayat 5" in rows.get(topic="holder").statement
    assert (each.status, each.outcome) == ("closed", "old_or_open")
    found = {str(h.agency): h for h in holders.holders(each.involvements.all(), [], each.assertions.all())}
    assert found["Dukcapil"].denials and found["Parpol"].roles[0].holds.startswith("Salinan softcopy")
    assert found["KPU"].roles[0].known.precision == "day"


def test_2023_price_sample_claims_similarity_and_holders(told):
    each = case("INS-2023-0001")
    rows = each.assertions.all()
    figures = {(a.topic, int(a.amount), a.unit) for a in rows if a.amount}
    assert figures == {
        ("price", 2, "BTC"),
        ("rate", 571_559_477, "Rp per BTC"),
        ("subjects", 252, "orang"),
        ("subjects", 204_807_203, "orang"),
        ("records", 252_327_304, "baris"),
    }
    assert all("belum dipastikan" in a.source for a in rows.filter(topic__in=("records", "subjects")) if a.amount > 252)
    assert rows.get(topic="similarity").status == "claimed"
    fields = rows.filter(topic="fields").first().statement
    assert all(word in fields for word in ("NIK", "NKK", "TPS", "tanggal lahir"))
    assert "Konsulat" in rows.get(topic="whose").statement and "kpu.go.id" in rows.get(topic="system").statement
    holders = set(each.involvements.filter(role="copy_holder").values_list("agency__code", flat=True))
    assert holders == {"bawaslu", "parpol"}
    kinds = set(each.activities.values_list("kind", flat=True))
    assert kinds == {"statement", "task_force", "coordination", "briefing", "assignment"}
    force = each.activities.get(kind="task_force")
    assert {part.agency.code for part in force.parts.all()} == {"bssn", "polri", "bin", "kominfo", "kpu"}
    assert [s.channel for s in each.sendings.all()] == ["mail", "electronic"]
    assert {c.category.code for c in each.categories.all()} >= {"U-f.nik", "U-f.nkk", "U-b", "U-f.lahir"}
    assert [f.confidence for f in each.findings.all()] == ["unstated", "unstated"]
    assert each.figures.last().assertion is None
    duty = each.duties.get()
    assert (duty.agency.code, duty.due_at, duty.length, duty.unit) == ("kpu", None, 72, "jam")


def test_what_the_replays_judge_and_decide_is_marked_as_ours(told):
    for each in Incident.objects.all():
        assert OURS in each.summary
        assert all(OURS in judged.grounds for a in each.assertions.all() for judged in a.assessments.all()), each
        assert all(OURS in figure.reason for figure in each.figures.all()), each
        assert all(OURS in sanction.note for sanction in each.sanctions.all()), each
        assert all(OURS in event.reason for event in each.events.filter(action="close")), each


def test_no_letter_of_the_replays_cites_an_act_that_came_after_it(told):
    issued = {
        str(r): (r.issued_at.date(), str(r.letter.content))
        for r in ClarificationRequest.objects.filter(issued_at__isnull=False)
    }
    assert len(issued) == 5
    for reference, (day, words) in issued.items():
        assert ("27 Tahun 2022" in words) == (day >= date(2022, 10, 17)), reference
        assert "33 Tahun 2026" not in words, reference


def test_the_second_set_holds_what_was_reported(told):
    def kinds(each):
        return sorted(each.activities.values_list("kind", flat=True))

    by_body = {each.involvements.first().agency.code: each for each in Incident.objects.exclude(reference__in=SEEDS)}
    bpjs = by_body["bpjs-kesehatan"]
    assert kinds(bpjs) == ["summons", "takedown", "takedown", "takedown"]
    assert bpjs.figures.last().assertion.amount == 100_002 and bpjs.figures.last().bound == "at_least"
    kpai = by_body["kpai"]
    assert [r.issued_at.date().isoformat() for r in kpai.requests.all()] == ["2021-10-21", "2021-10-22"]
    reply = kpai.requests.first().responses.get()
    assert (reply.kind, reply.document) == ("interim", public.ANTARA_2021)
    assert kpai.requests.first().first_reply_at and not kpai.requests.last().first_reply_at
    assert "UU 27/2022" not in kpai.requests.first().basis and "Pasal 46" not in kpai.requests.first().basis
    assert kinds(by_body["bank-jatim"]) == ["summons"] and by_body["bank-jatim"].requests.count() == 1
    bsi = by_body["bsi"]
    assert (bsi.status, bsi.outcome, bsi.sanctions.get().measure) == ("closed", "reprimand", "teguran tertulis")
    dukcapil = by_body["dukcapil"]
    assert dukcapil.assertions.get(topic="records").amount == 337_000_000
    assert dukcapil.commitments.get().agency.code == "bssn"
    assert "PP 71/2019" in by_body["djp"].requests.get().basis
    assert bsi.duties.get().basis == "Pasal 46 ayat (1) UU 27/2022"


@pytest.mark.parametrize("words", ["jimbo", "pemilih", "p4c3n0g3", "Bawaslu", "membocorkan pemilih", "INS-2023-0001"])
def test_the_2023_case_is_found_by_different_words(told, words):
    assert case("INS-2023-0001") in search.cases(told, words)


def test_an_interim_reply_is_not_called_silence(told, log_in):
    page = log_in(told).get("/meja/").content.decode()
    assert "Balasan sementara diterima; pertanyaan masih terbuka." in page


def test_every_page_of_every_case_opens_for_staff_and_auditor(told, log_in):
    auditor = User.objects.get(email="auditor@tanggap.example")
    for person in (told, auditor):
        browser = log_in(person)
        for each in Incident.objects.all():
            for part in ("", "pernyataan/", "pernyataan/subjects/", "bukti/", "kegiatan/", "hukum/", "riwayat/"):
                answer = browser.get(f"/insiden/{each}/{part}")
                assert answer.status_code == 200, (each, part)


def test_bodies_of_2023_stand_under_their_names_of_then(told, log_in):
    page = log_in(told).get("/insiden/INS-2023-0001/").content.decode()
    assert "Kominfo" in page and "Komdigi" not in page
