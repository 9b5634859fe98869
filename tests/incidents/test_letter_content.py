"""What a letter says: it cites the law in force on its day."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from incidents import setup_data
from incidents.actions import (
    agencies,
    cases,
    clarifications,
    letter_basis,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
)
from incidents.letters import addressees
from incidents.models import Agency, Incident, LadderRung
from incidents.plain import citations, letter_kinds
from incidents.plain.letter_kinds.clauses import TO_PRIVATE
from incidents.record import deeds
from notifications.letters import html
from tests.world import draft_request, enact_clock, fresh, issue_request, make_incident, make_request

LAWS = {"71 Tahun 2019": date(2019, 10, 10), "27 Tahun 2022": date(2022, 10, 17), "33 Tahun 2026": date(2027, 1, 16)}


@pytest.mark.parametrize(
    ("day", "cited"),
    [
        (date(2019, 10, 9), "Pasal 28 huruf c"),
        (date(2021, 10, 21), "Pasal 14 ayat (5)"),
        (date(2022, 10, 16), "Pasal 14 ayat (5)"),
        (date(2022, 10, 17), "Pasal 46 ayat (1)"),
        (date(2027, 1, 15), "Pasal 46 ayat (1)"),
        (date(2027, 1, 16), "Pasal 46 ayat (1)"),
        (date(2027, 1, 16), "Pasal 114"),
    ],
)
def test_what_is_said_to_an_addressee_cites_the_law_in_force_on_its_day(world, day, cited):
    assert cited in addressees.told([letter_kinds.TO_CONTROLLER], day).sentence
    for clause in letter_kinds.CLAUSES:
        told = addressees.told([clause], day)
        said = "\n".join([told.sentence, *told.basis])
        assert not [law for law, begins in LAWS.items() if law in said and begins > day], clause.code


def test_a_letter_of_2021_cites_nothing_of_2022(world):
    letter = make_request(world, "open", issued_at=datetime(2021, 10, 21, 3, 0, tzinfo=UTC)).letter
    own = letter.content["basis"][1:]  # behind what the officer wrote
    said = "\n".join([letter.content["facts"]["kewajiban"], *own])
    assert "2022" not in said and "71 Tahun 2019" in said


RANKS = ["Undang-Undang", "Peraturan Pemerintah", "Peraturan Presiden", "Peraturan Menteri"]
CITED = r"(Undang-Undang|Peraturan \w+).* Nomor \d+ Tahun \d{4} tentang .+, Pasal \d.*"


@pytest.mark.parametrize(
    "day",
    [date(2017, 1, 1), date(2021, 10, 21), date(2023, 11, 28), date(2024, 11, 5), date(2026, 11, 9), date(2027, 2, 1)],
)
def test_bases_stand_by_rank_each_once_with_its_title(world, the_ladder, day):
    """Of the first letter and of each step, to a private controller: all that a letter of that day may cite."""
    own = addressees.told([letter_kinds.TO_CONTROLLER, TO_PRIVATE], day).basis
    for rung in (None, *LadderRung.objects.on(day)):
        rows = citations.ranked([*letter_basis.basis_of_step(rung, day).splitlines(), *own])
        found = [re.fullmatch(CITED, row) for row in rows]
        assert all(found), rows
        names = [row[1] for row in found]
        assert names == sorted(names, key=RANKS.index) and len({row.split(", Pasal")[0] for row in rows}) == len(rows)
        assert not re.search(r"Kominfo|Permen|\b(UU|PP) |Perpres", " ".join(rows))
        assert any("174 Tahun 2024" in row for row in rows) == (day >= date(2024, 11, 5))


def test_what_has_no_rank_stays_behind_the_line_before_it_and_one_act_is_one_line():
    act, regulation = "Undang-Undang Nomor 27 Tahun 2022, Pasal 46", "Peraturan Menteri Nomor 1 Tahun 2020, Pasal 2"
    assert citations.ranked(["Nota", regulation, "Edaran", act]) == ["Nota", act, regulation, "Edaran"]
    assert citations.ranked([regulation, regulation.replace("2", "1", 1), f"{act[:-2]}9"])[0] == f"{act[:-2]}9"
    assert citations.untitled(
        ["Mandat uji", act, f"{act} dan PP 71/2019", "Undang-Undang Nomor 1 Tahun 2020 tentang X, Pasal 1"]
    ) == [
        act,
        f"{act} dan PP 71/2019",
    ]
    assert citations.ranked([act, f"{act[:-2]}9 ayat (1)"]) == [f"{act[:-2]}9 ayat (1) serta Pasal 46"]
    three = [f"{act[:-2]}9, Pasal 46, serta Pasal 47"]
    assert citations.ranked([f"{act} serta Pasal 9", f"{act[:-2]}47"]) == citations.ranked(three) == three


def given_role(world, *roles, agency=None):
    """A case in which agency A plays these parts, or `agency`."""
    case = cases.record(by=world.officer, title="Dugaan", seen_at=timezone.now() - timedelta(hours=1))
    for role in filter(None, roles):
        cases.involve(case, by=world.officer, agency=agency or world.agency_a, role=role)
    return Incident.objects.get(pk=case.pk)


def letters_of(world, case, kind, agency=None):
    """What the letter of `kind` says to agency A of this case, or to `agency`, tags left out."""
    clarification = draft_request(world, case, agency=agency, basis=letter_basis.basis_on(timezone.localdate()))
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    clarification = issue_request(world, clarification)
    now = timezone.now()
    if kind == "clarification_request":
        found = clarification.letter.content
    elif letter_kinds.KINDS[kind].asks:
        rung = LadderRung.objects.on(timezone.localdate()).get(code=kind)
        clarification.rung = rung
        found = letter_content.draft_content(clarification, now, world.supervisor)
    else:
        facts = {"tenggat_baru": now, "alasan": "x", "waktu_jawaban": now}
        facts = {name: value for name, value in facts.items() if name in letter_kinds.KINDS[kind].placeholders}
        found = letter_decisions.content(clarification, letter_kinds.KINDS[kind], now, world.supervisor, **facts)
    return " ".join(re.sub(r"<[^>]+>", " ", html.render(found, draft=True)).split())


@pytest.mark.parametrize(
    "kind", [kind.code for kind in letter_kinds.WORDED if "kewajiban" in kind.placeholders and not kind.alone]
)
def test_the_duty_to_notify_is_recalled_to_a_controller_in_every_letter_and_not_to_who_holds_a_copy(
    world, the_ladder, kind
):
    words = addressees.told([letter_kinds.TO_CONTROLLER], timezone.localdate()).sentence
    assert "Pasal 46 ayat (1)" in words
    assert words in letters_of(world, given_role(world, "copy_holder", "joint_controller"), kind)
    said = letters_of(world, given_role(world, "copy_holder"), kind)
    assert "Pasal 46" not in said and "{kewajiban}" not in said and "ucapkan terima kasih" in said


CONTROLLERS_ACT = "Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, Pasal 46;"
SHOULD_IT_BE_ONE = "Dalam hal penerima surat ini bertindak selaku Pengendali"


@pytest.mark.parametrize(
    ("roles", "kind", "says", "never"),
    [
        (["controller"], "central", CONTROLLERS_ACT, "Pasal 52"),
        (["processor"], "central", "Pelindungan Data Pribadi, Pasal 51 dan Pasal 52;", "Pasal 46"),
        (["copy_holder"], "central", "", "27 Tahun 2022"),
        (["coordination"], "central", "", "27 Tahun 2022"),
        (["suspected"], "central", SHOULD_IT_BE_ONE, CONTROLLERS_ACT),
        ([], "central", SHOULD_IT_BE_ONE, CONTROLLERS_ACT),
        (["controller"], "private", "Pasal 21 ayat (3) serta Pasal 35 ayat (1) dan ayat (2);", SHOULD_IT_BE_ONE),
        (["copy_holder"], "private", "Pasal 21 ayat (3)", "27 Tahun 2022"),
        (["controller"], "foreign", "menurut hukum negaranya", "27 Tahun 2022"),
    ],
)
def test_a_letter_cites_what_binds_its_addressee(world, the_ladder, roles, kind, says, never):
    name = {"name": "Badan C", "short_name": "C", "head_office": "Kepala Badan C", "valid_from": date(2020, 1, 1)}
    body = agencies.register_agency(by=world.administrator, code="c", zone="Asia/Jakarta", kind=kind, names=[name])
    case = given_role(world, *roles, agency=body)
    said = letters_of(world, case, "clarification_request", body).split("DAFTAR PERTANYAAN")[0]
    assert says in said and never not in said


@pytest.mark.parametrize(
    ("kinds", "binds", "within"),
    [
        (["central"], True, False),
        (["regional"], True, False),
        (["state_owned"], True, True),
        (["private"], True, True),
        (["person"], True, True),
        (["foreign"], False, False),
        (["international"], True, False),
        (["foreign", "central"], True, False),
    ],
)
def test_a_letter_of_the_result_says_by_kind_of_body_what_binds_it_and_how_it_may_object(world, kinds, binds, within):
    bodies = [Agency(kind=kind) for kind in kinds]
    found = addressees.clauses_of_result(letter_kinds.REPRIMAND, bodies)
    duty, objection = (
        addressees.told(found[place], timezone.localdate()).sentence for place in ("kewajiban", "keberatan")
    )
    assert (
        bool(duty) == binds
        and ("21 (dua puluh satu) hari kerja" in objection) == within
        and "secara tertulis" in objection
    )
    assert set(addressees.clauses_of_result(letter_kinds.ORDER, bodies)) == {"kewajiban"}
    assert not addressees.clauses_of_result(letter_kinds.REFERRAL, bodies)


def test_a_role_given_after_the_approver_looked_is_another_letter(world):
    case = given_role(world, "copy_holder")
    row = draft_request(world, case)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    seen = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    cases.involve(case, by=world.officer, agency=world.agency_a, role="controller")
    with pytest.raises(deeds.Conflict):
        letter_issuing.issue(row, by=world.supervisor, seen=row.version, approved_digest=seen)


def test_a_letter_that_is_out_keeps_what_it_said(world):
    case = given_role(world, "controller")
    row = draft_request(world, case)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    before = issue_request(world, row).letter.content
    involvement = case.involvements.get()
    cases.amend_involvement(involvement, by=world.officer, seen=involvement.version, reason="x", role="copy_holder")
    assert fresh(row).letter.content == before and before["facts"]["kewajiban"]


@pytest.fixture
def days_ago(world):
    """A letter submitted four days ago that cites what was in force then."""
    start = timezone.now() - timedelta(days=4)
    basis = letter_basis.basis_on(timezone.localtime(start).date())
    incident = make_incident(world, at=start, seen_at=start)
    clarification = draft_request(world, incident, at=start + timedelta(minutes=1), basis=basis)
    return clarifications.submit(
        clarification, by=world.officer, seen=clarification.version, at=start + timedelta(minutes=2)
    )


def test_who_issues_reads_that_the_law_changed_since_the_draft(world, log_in, days_ago):
    browser, page = log_in(world.supervisor), f"/permintaan/{days_ago.pk}/terbitkan/"
    assert "Hukum telah berubah" not in browser.get(page).content.decode()
    enact_clock(world, legal_basis="Aturan baru")
    assert "Hukum telah berubah" in browser.get(page).content.decode()


STEP = (
    "Peraturan Menteri Komunikasi dan Informatika Nomor 20 Tahun 2016 tentang Perlindungan Data Pribadi dalam Sistem Elektronik, "
    "Pasal 35 ayat (3) sampai dengan ayat (5)"
)  # what a second letter rests on


def test_the_next_letter_cites_what_came_into_force_since(world, days_ago):
    setup_data.load_ladder(deeds.SYSTEM)
    first = issue_request(world, days_ago, at=days_ago.submitted_at + timedelta(minutes=1))
    enact_clock(world, legal_basis="Aturan satu; Aturan dua")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == f"Aturan satu\nAturan dua\n{STEP}"


def test_what_an_officer_wrote_as_basis_stays(world):
    setup_data.load_ladder(deeds.SYSTEM)
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(days=4))
    enact_clock(world, legal_basis="Aturan satu")
    assert next_letter.draft_next(first, by=deeds.SYSTEM).basis == f"{first.basis}\n{STEP}", (
        "beside what the step rests on"
    )


def test_what_is_shipped_speaks_to_nobody_by_a_word_of_its_own_and_names_no_office_twice():
    """The letter speaks to its addressee, as that one wishes (decision 124); a set of questions goes to a commission and to a company."""
    asked = [row for _where, row in setup_data.rows(setup_data.DATA / "question_sets.csv")]
    assert not [row["text"] for row in asked if not row["effective_to"] and "Saudara" in row["text"]]
    for _where, row in setup_data.rows(setup_data.DATA / "agencies.csv"):
        office, under = row["head_office"].split(), (row["institution"] or row["name"]).split()
        tails = [" ".join(office[n:]) for n in range(len(office) - 1)]
        doubled = [tail for tail in tails if tail in " ".join(under)]
        assert " ".join(under) in row["head_office"] or not doubled, row["code"]


@pytest.mark.parametrize("code", ["pokok", "pengungkapan", "ketersediaan", "keterlambatan"])
def test_what_a_controller_is_asked_from_2027_on_asks_what_the_regulation_adds(code):
    asked = [row for _where, row in setup_data.rows(setup_data.DATA / "question_sets.csv") if row["code"] == code]
    then = [row for row in asked if row["effective_from"] == "2027-01-16"]
    said = " ".join(row["text"] for row in then)
    assert (
        then
        and {row["effective_to"] for row in then} == {""}
        and "Pasal 116" in said
        and "33/2026" in then[0]["legal_basis"]
    )
    assert "lembaga" in said and not [row for row in asked if row not in then and not row["effective_to"]]
