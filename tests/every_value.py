"""A world in which every field of every tracked model is filled once and empty once, as far as it can be, by real deeds."""

import uuid
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.samples import pdf, picture
from tests.states import made_once
from tests.world import answer_request, draft_request, fresh, make_incident, make_request, report, says


def fill(world):
    """The world, once everything has been said in it."""
    from incidents import setup_data
    from incidents.record import deeds

    for load in (
        setup_data.load_categories,
        setup_data.load_ladder,
        setup_data.load_questions,
        setup_data.load_reminders,
    ):
        load(deeds.SYSTEM)
    _rules(world)
    _anomalies(world)
    _bodies_and_people(world)
    _actors(world)
    _cases(world)
    case = _case_file(world)
    _actor_parts(world, case)
    _law(world, case)
    _work(world, case)
    _corrections(world)
    _complaints(world)
    _past(world)
    _handover(world)
    _letters(world)
    _answers(world)
    _working_days(world)
    _for_parliament(world)
    _removals(world)
    return world


every_value = made_once("every_value", lambda world: fill(world), upon="world")


def upload(name="bukti.pdf"):
    return SimpleUploadedFile(name, picture() if name.endswith("png") else pdf(name))


def _rules(world):
    from incidents.actions import rules, work_calendar
    from incidents.record import deeds

    by, day = world.administrator, timezone.localdate() + timedelta(days=400)
    ends = {"effective_from": day, "effective_to": day + timedelta(days=9)}
    rules.enact_rule(
        reason="Uji",
        by=by,
        code="lain",
        applies_to="Pengendali kepada subjek",
        legal_basis="Pasal 1",
        start_event="issued",
        length=48,
        unit="jam",
        verified=True,
        note="Catatan",
        **ends,
    )
    rules.enact_rule(
        reason="Uji",
        by=by,
        code="tanpa-jangka",
        applies_to="Pengendali",
        legal_basis="Pasal 2",
        start_event="not_stated",
        length=None,
        unit="hari",
        effective_from=day,
    )
    rung = {"legal_basis": "Pasal 35", "subject": "Hal", "after_hours": 24, "title": "Langkah"}
    rules.enact_rung(
        reason="Uji",
        by=by,
        number=9,
        code="langkah",
        meets=True,
        notice=72,
        verified=True,
        note="Catatan",
        **rung,
        **ends,
    )
    rules.enact_reminders(
        reason="Lebih sering",
        by=by,
        effective_from=timezone.now() + timedelta(days=1),
        reminders=[
            {"hours": -48, "to": ["agency"]},
            {"hours": 0, "to": ["agency", "officer"]},
            {"hours": 1, "to": ["supervisors"]},
        ],
    )
    rules.enact_reminders(reason="Uji", by=by, effective_from=timezone.now() + timedelta(days=2), reminders=[])
    step = {"code": "second_letter", "title": "Surat kedua", "subject": "Hal", "meets": False, "legal_basis": "Aturan"}
    rules.enact_rung(reason="Uji", by=by, number=2, after_hours=24, effective_from=day, **step)
    rules.enact_template(by=by, kind="acceptance", effective_from=day, reason="Uji", body="Isi", closing="Penutup")
    rules.enact_template(
        by=by,
        kind=step["code"],
        effective_from=day,
        reason="Uji",
        subject="Hal",
        opening="Pembuka",
        body="Isi {tenggat}",
        closing="Penutup",
    )
    rules.enact_template(by=by, kind="to_foreign", effective_from=day, reason="Uji", body="Kalimat", basis="Aturan")
    rules.enact_questions(
        reason="Uji",
        by=by,
        code="uji",
        title="Set uji",
        failures=["disclosure", "late_notice"],
        roles=["copy_holder"],
        legal_basis="Pasal 46",
        note="Catatan",
        questions=[
            {"section": "A", "kind": "yes_no", "heading": "Benar?", "text": "Apakah benar?"},
            {"section": "", "kind": "number", "heading": "Jumlah", "text": "Berapa?"},
        ],
        **ends,
    )
    rules.enact_questions(
        reason="Uji",
        by=by,
        code="kosong",
        title="Tanpa pertanyaan",
        questions=[],
        legal_basis="Pasal 46",
        effective_from=day,
    )
    rules.enact_category(
        reason="Uji", by=by, code="Z", kind="general", name="Uji", article="Pasal 4", note="Catatan", **ends
    )
    kept = {"name": "Uji retensi", "content": "case", "years": 5, "basis": "Jadwal retensi, butir 1", "verified": True}
    rules.enact_retention(reason="Uji", by=by, code="R", note="Catatan", **kept, **ends)
    rules.enact_retention(
        reason="Uji", by=by, code="R-2", effective_from=day, **(kept | {"name": "Uji lain", "verified": False})
    )
    rules.enact_regime(
        reason="Uji",
        by=by,
        code="uji",
        name="Rezim uji",
        basis="Pasal 57",
        imposed_by="Lembaga",
        measures=["Teguran", "Denda"],
        fines=["Denda"],
        reprimands=["Teguran"],
        reprimand_basis=["Aturan Uji, Pasal 57"],
        provisions=["Pasal 14 ayat (1) Aturan"],
        note="Catatan",
        **ends,
    )
    nothing = {"code": "kosong", "name": "Tanpa tindakan", "basis": "Pasal 1", "imposed_by": "Lembaga"}
    rules.enact_regime(reason="Uji", by=by, measures=[], effective_from=day, **nothing)
    rules.enact_signing(by=deeds.SYSTEM, mode="unsigned", reason="Uji")
    for year, leave in ((2030, "5 Februari 2030: Cuti bersama"), (2031, "")):
        first = f"1 Januari {year}: Tahun Baru Masehi"
        work_calendar.confirm_calendar(year, reason="Uji", by=by, holidays=first, joint_leave=leave, basis="SKB 1")


def _anomalies(world):
    from incidents.actions import anomalies

    by, day = world.auditor, timezone.localdate()
    facts = {"by": by, "reason": "Pemeriksaan", "effective_from": day}
    ended = anomalies.enact_anomaly(code="night", limits={"begins": 22, "ends": 5}, **facts)
    anomalies.end_anomaly(ended, by=by, effective_to=day + timedelta(days=1), reason="Selesai")
    anomalies.enact_anomaly(code="conflict", limits={}, **facts)
    anomalies.look_at_finding(by=by, code="night", finding="0", words="Giliran malam, tercatat di daftar jaga")


def _actors(world):
    from incidents.actions import actors, mistaken_actors
    from incidents.plain.spans import parse

    by = world.officer
    seller = actors.register_actor(by=by, name="Jimbo", kind="seller", note="Menjual data pemilih", drill=False)
    double = actors.register_actor(by=by, name="Jimbo2", kind="unknown", drill=True)
    again = actors.register_actor(by=by, name="jimbo_", kind="account")
    facts = {"since": parse("awal 2021"), "source": "Tangkapan layar"}
    alias = actors.add_alias(seller, by=by, name="@jimbo", place="Telegram", **facts)
    actors.add_alias(double, by=by, name="jimb0", place="Forum")
    actors.take_back_alias(alias, by=by, reason="Salah akun")
    for reliability in "ac":
        judged = actors.judge_actor(seller, by=by, reliability=reliability, reason="Sampel cocok sebagian")
    actors.take_back_judgement(judged, by=by, reason="Salah pelaku")
    nobody = actors.register_actor(by=by, name="Uji", kind="unknown")
    mistaken_actors.annul_actor(nobody, by=by, seen=None, reason="Percobaan")
    actors.merge_actor(again, by=by, into=seller, reason="Dompet sama")


def _actor_parts(world, case):
    from incidents.actions import activities, actor_contacts, actor_parts, evidence
    from incidents.plain.spans import parse

    by = world.officer
    said = says(world, case, topic="price", amount=2, unit="BTC", said_by="@jimbo7")
    piece = evidence.attach(case, by=by, text="Kutipan", description="Forum")
    facts = {"evidence": piece, "assertion": said, "basis": "Tangkapan layar"}
    part = actor_parts.link_actor(case, by=by, role="offered", name="jimbo7", kind="seller", **facts)
    actor_parts.link_actor(case, by=by, role="published", actor=part.actor, basis="Kabar")
    tried = {"by": by, "actor": part.actor, "channel": "forum"}
    actor_contacts.record_contact(case, side="ministry", outcome="silent", tried=parse("3 Mei 2023 10.00"), **tried)
    refused = {"who": "Redaksi", "text": "Menolak bicara", "source": "Laporan"}
    actor_contacts.record_contact(
        case, side="journalist", outcome="refused", tried=parse("awal 2023"), **tried, **refused
    )
    actor_parts.link_actor(case, by=by, role="reported", actor=part.actor, assertion=said)
    happened = {"kind": "tracing", "text": "Pemilik akun", "actor": part.actor, "outcome": "ongoing"}
    activities.note(case, by=by, **happened, done_by=[world.agency_b], about=[world.agency_a])
    says(world, case, topic="links", amount=2, out_of=3, unit="tautan", said_by="Kominfo")
    says(world, case, topic="ransom", payment="unpaid", said_by="Direksi")
    from incidents.actions import actors

    says(world, case, said_by="Sandi")
    for name, where in (("Sandi", ""), ("Kebocoran", "title")):
        other = actors.register_actor(by=by, name=name if not where else fresh(case).title.split()[0], kind="seller")
        actor_parts.not_this_actor(fresh(case), by=by, actor=other, reason="Nama orang lain")


def _bodies_and_people(world):
    from incidents import files
    from incidents.actions import (
        agencies,
        agency_merge_reversal,
        agency_merge_reversal_plan,
        bodies_told_apart,
        dissolution,
        doubles,
        mistaken_bodies,
        people,
        proposals,
    )
    from incidents.models import Unit
    from incidents.record import deeds

    by, today = world.administrator, timezone.localdate()
    agencies.amend_agency(
        world.agency_a,
        by=by,
        kind="private",
        sector="trade",
        parent=world.agency_b,
        mail_domains="a.example\nb.example",
    )
    shop = {"kind": "private", "sector": "trade", "country": "Singapura", "mail_domains": "toko.example"}
    reached = {"phone": "021-5550100", "post_address": "Jalan Contoh 1", "office_hours": "Senin–Jumat 08.00–16.00"}
    agencies.amend_agency(world.agency_b, by=by, **reached)
    double = agencies.propose_agency(by=world.officer, name="PT Toko Ganda", **shop)
    doubles.merge_agency(double, by=by, into=world.agency_b, reason="Sama")
    agency_merge_reversal.unmerge_agency(
        double, by=by, reason="Bukan satu", plan=agency_merge_reversal_plan.plan_of_reversal(fresh(double)).digest
    )
    doubles.merge_agency(fresh(double), by=by, into=fresh(world.agency_b), reason="Sama")
    for _n in range(2):
        told = bodies_told_apart.tell_bodies_apart(world.agency_a, by=by, other=world.agency_b, reason="Dua badan")
        bodies_told_apart.compare_again(told, by=by, reason="Dibandingkan lagi")
    none = mistaken_bodies.annul_agency(
        agencies.propose_agency(by=world.officer, name="PT Salah Ketik", **shop), by=by, seen=1, reason="Percobaan"
    )
    mistaken_bodies.reinstate_agency(none, by=by, seen=none.version, reason="Ada")
    gone = agencies.propose_agency(by=world.officer, name="Badan Lama", **shop)
    halves = dict(successor=world.agency_b, further=[world.agency_a])
    dissolution.end_agency(gone, by=by, ended_on=today, reason="Perpres", **halves)
    agencies.amend_agency(world.agency_b, by=by, mail_domains="")
    first = agencies.register_contact(
        world.agency_a,
        by=by,
        office="Tata usaha",
        name="Pak A",
        email="tu@a.example",
        phone="021-5550100",
        is_ppdp=True,
        valid_from=today,
    )
    second = agencies.register_contact(
        world.agency_a, by=by, office="Wakil", email="wakil@a.example", deputy_of=first, valid_from=today
    )
    agencies.rename_agency(
        world.agency_b,
        by=by,
        name="Instansi Baru",
        short_name="Ins Baru",
        head_office="Ketua",
        valid_from=today,
        institution="Kementerian Dalam Negeri",
        salutation="Yang Mulia",
        attention="Kepala Biro Hukum",
    )
    agencies.confirm_contact(first, by=by)
    agencies.end_contact(second, by=by, reason="Pindah")
    people.register_unit(
        reason="Uji",
        by=by,
        code="lain",
        ministry="Kementerian",
        name="Unit lain",
        address="Jalan",
        place="Jakarta",
        phone="021-5550100",
        email="surat@lain.example",
        site="lain.example",
        contact_name="Rina",
        contact_phone="021-5550111",
        contact_email="rina@lain.example",
        signatory_office="Direktur",
        sanctions_for="Menteri",
        mandate="Keputusan Menteri Nomor 1",
        letter_code="L",
        classification="K",
        number_template="{n}/{unit}",
        valid_from=today,
        valid_to=today + timedelta(days=3),
    )
    unit = Unit.objects.get(code="pdp", valid_to=None)
    drawn = files.redrawn(picture(size=(100, 100)))
    same = {name: getattr(unit, name) for name in ("ministry", "name", "address", "place", "signatory_office")}
    same |= {name: getattr(unit, name) for name in ("letter_code", "classification", "number_template")}
    people.register_unit(reason="Uji", by=by, code="berlambang", picture=drawn, valid_from=today, **same)
    named = {"office": "Kepala Subdirektorat", "through_office": "Direktur", "rank": "Pembina (IV/a)"}
    behalf = people.Post("supervisor", unit=unit, mode="ub", **named)
    until = timezone.now() + timedelta(days=2)
    deputy = people.appoint(behalf, by=deeds.SYSTEM, email="wakil@uji.example", name="Wakil", valid_to=until)
    people.end_appointment(deputy, by=by, reason="Selesai")
    from tests.one_of_everything import proposed

    row = proposed(world)
    proposals.confirm_change(row, by=by, seen=row.version)
    proposals.propose_signing(by=row.proposed_by, mode="outside", reason="Keputusan uji")


def _cases(world):
    from incidents.actions import cases, merging, mistaken_cases
    from incidents.plain import spans

    by = world.officer
    whole = report(world, source="forum", source_note="forum.example", tlp="red", happened=spans.parse("2021"))
    whole = cases.promote(whole, by=by, seen=whole.version)
    for facts in (
        {
            "failures": ["disclosure", "late_notice"],
            "summary": "Lain",
            "harmed": ["integrity"],
            "attacks": ["ransomware", "supplier"],
        },
        {"summary": "", "source_note": "", "failures": [], "happened": None, "harmed": [], "attacks": []},
        {"happened": spans.parse("20 November 2023 s.d. 28 November 2023")},
    ):
        whole = cases.amend(whole, by=by, seen=whole.version, reason="Uji", **facts)
    other = report(world, replay=True)
    other = cases.dismiss(other, by=by, seen=other.version, reason="Bukan")
    other = cases.reconsider(other, by=by, seen=other.version, reason="Ternyata")
    other = merging.merge(other, whole, by=by, seen=other.version, reason="Sama")
    other = merging.separate(other, by=by, seen=other.version, reason="Tidak")
    mistaken = cases.promote(report(world), by=by, seen=1)
    mistaken = mistaken_cases.annul(mistaken, by=world.supervisor, seen=mistaken.version, reason="Percobaan")
    mistaken_cases.reinstate(mistaken, by=world.supervisor, seen=mistaken.version, reason="Ternyata kasus")
    drill = report(world, drill=True, likely=[(whole, ["address", "agency"], 3), (other, ["name"], 1)])
    told = merging.tell_apart(drill.likenesses.first(), by=by, seen=fresh(drill).version, reason="Lain")
    merging.compare_cases_again(told, by=by, seen=fresh(drill).version, reason="Mungkin sama")


def _case_file(world):
    from incidents.actions import affected, assertions, cases, evidence
    from incidents.models import Involvement
    from incidents.plain import spans

    by, case = world.officer, make_incident(world)
    part = cases.involve(
        case,
        by=by,
        agency=world.agency_b,
        role="copy_holder",
        why="Menerima salinan",
        holds="Salinan 2014",
        according_to="Instansi A",
        known=spans.parse("November 2023"),
        known_source="Surat",
        on_behalf_of=world.agency_a,
        since=spans.parse("2014"),
        until=spans.parse("2019"),
    )
    empty = {"why": "", "holds": "", "according_to": "", "known_source": "", "known": None}
    empty |= {"on_behalf_of": None, "until": None}
    cases.amend_involvement(part, by=by, seen=part.version, reason="Keliru", **empty)
    assert Involvement.objects.get(pk=part.pk).known_at is None
    affected.list_affected(
        case,
        by=by,
        bodies=[
            affected.Named("Instansi A", "Basis data", "affected", "Catatan", "central"),
            affected.Named("Dinas X"),
        ],
    )
    row = case.affected.get(name="Instansi A")
    affected.amend_affected(row, by=by, reason="Uji", seen=row.version, agency=None, data="", note="", state="restored")
    file = evidence.attach(
        case,
        by=by,
        upload=upload(),
        description="Surat",
        origin="Surel",
        tlp="green",
        collected=spans.parse("2021"),
    )
    address = evidence.attach(case, by=by, text="https://forum.example/1", kind="address")
    evidence.attach(case, by=by, upload=upload("a.png"), kind="capture", annex_of=address)
    gone = {"gone": spans.parse("awal 2022"), "reason": "Penyidikan"}
    file = evidence.hand_over(file, by=by, seen=file.version, holder="Polri", **gone)
    file = evidence.reclassify(file, by=by, seen=file.version, tlp="clear", reason="Terbuka")
    evidence.destroy(file, by=world.supervisor, seen=file.version, reason="Perintah")
    evidence.release(address, by=by, seen=address.version, holder="Pelapor", reason="Diminta")
    said = says(
        world,
        case,
        amount=204_807_203,
        unit="orang",
        agency=world.agency_a,
        evidence=address,
        bound="at_least",
        said=spans.parse("27 November 2023 22.10"),
        reported_by="Akun lain",
        dated=spans.parse("15 November 2013"),
    )
    asked = says(
        world, case, topic="ransom", amount=2, amount_to=3, unit="BTC", worth=1_143_118_954, worth_source="Bursa"
    )
    says(world, case, topic="ransom", amount=4, unit="BTC", corrects=asked)
    asked = assertions.assess(asked, by=by, seen=asked.version, status="unestablished", reason="Tidak dapat diperiksa")
    says(world, case, topic="denial", said_by="Dukcapil", said=None)
    said = assertions.assess(
        said,
        by=by,
        seen=said.version,
        status="partly_verified",
        reason="Sampel",
        evidence=address,
        document="Nota 1",
    )
    assertions.assess(said, by=by, seen=said.version, status="verified", reason="Lagi")
    assertions.adopt(case, by=by, topic="subjects", assertion=said, reason="Dipakai", bound="at_most")
    assertions.adopt(case, by=by, topic="subjects", reason="Belum diketahui")
    cases.note(
        case,
        by=by,
        kind="statement",
        text="Siaran",
        participants="Menteri",
        source="Situs",
        speaker="Menteri",
        place="Jakarta",
        assertion=said,
        happened=spans.parse("Desember 2023"),
    )
    cases.note(case, by=by, text="Catatan")
    return fresh(case)


def _handover(world):
    from incidents.actions import handover
    from tests.one_of_everything import away

    absence = away(world)
    handover.return_early(absence, by=world.supervisor, reason="Batal")
    case = make_incident(world)
    handover.assign(case, by=world.officer, seen=case.version, to=absence.deputy, reason="Pindah tugas")


def _corrections(world):
    from tests.typed_rows import one_of_each, struck

    for row in one_of_each(world, make_incident(world)).values():
        struck(row, by=world.officer)


def _complaints(world):
    """One with all that there is to say, ended; one that says the least, merged into it; one that nobody took up."""
    from incidents.actions import (
        complaint_answers,
        complaint_confirmations,
        complaints,
        mistaken_complaints,
        sheet_files,
    )
    from incidents.plain.complainants import Person
    from incidents.plain.spans import parse
    from tests.canary import swept

    person = Person(name="Pengadu", email="pengadu@uji.example", phone="081200002222", post="Jalan 1")
    said = {"text": "Data dipakai", "happened": "Ditelepon", "wanted": "Dihapus", "about": "Toko"}
    case = make_incident(world)
    full = complaints.enter(by=world.officer, person=person, incident=case, agency=world.agency_a, way="letter", **said)
    complaints.acknowledge(full, by=world.officer, seen=1)
    answer = complaints.draft_answer(full, by=world.officer, text="Kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    complaints.amend_sheet(
        full.sheet, by=world.officer, reason="Uji", seen=1, person_name="", person_email="", person_phone=""
    )
    for came in (parse("awal 2021"), None):
        sent = {"uploads": [upload("surat.pdf")], "about": "Surat", "way": "letter", "came": came}
        sheet_files.add(full.sheet, by=world.officer, seen=fresh(full.sheet).version, **sent)
    struck, said = full.sheet.files.all()
    sheet_files.strike(struck, by=world.officer, seen=4, reason="Milik orang lain")
    sheet_files.amend(said, by=world.officer, seen=5, reason="Salah ketik", way="mail")
    double = complaints.submit(person=person, text="Data dipakai", about="")
    complaints.merge(double, by=world.supervisor, seen=1, into=full, reason="Orang yang sama")
    handed = {"way": "post", "on": timezone.localdate(), "who": "Tata Usaha"}
    complaint_answers.hand_over(answer, by=world.officer, seen=fresh(answer).version, **handed)
    complaint_answers.strike_handing_over(answer, by=world.officer, seen=fresh(answer).version, reason="Surat lain")
    complaint_answers.hand_over(answer, by=world.officer, seen=fresh(answer).version, **handed)
    complaint_answers.tell(full, by=world.officer, text="Dijelaskan", **(handed | {"way": "counter"}))
    complaint_confirmations.note(full, by=world.officer, seen=2, way="phone", confirmed=None)
    complaints.conclude(full, by=world.officer, seen=3, outcome="answered", reason="Dijawab")
    nobody = complaints.enter(
        by=world.officer, person=Person(), way="phone", text="Tanpa nama", received=parse("awal 2021")
    )
    complaints.assign(nobody, by=world.officer, seen=1, to=world.supervisor, reason="Bertukar")
    mistaken = complaints.enter(by=world.officer, person=Person(), way="phone", text="Percobaan")
    mistaken_complaints.annul(mistaken, by=world.supervisor, seen=1, reason="Percobaan")
    mistaken_complaints.reinstate(mistaken, by=world.supervisor, seen=2, reason="Ternyata ada")
    for opened in (True, False):
        complaints.switch_form(by=world.administrator, opened=opened, reason="Uji")


def _past(world):
    from incidents.actions import cases, past_cases, work
    from incidents.plain.spans import parse
    from tests.typed_rows import past_case, past_letter, past_reply

    case = past_case(world, file_number="12/2020", summary="Lama")
    scan = evidence_of(world, case)
    words = {"subject": "Hal", "asked": "Apa?\nKapan?", "period": "3 x 24 jam", "source": "Berkas", "evidence": scan}
    first = past_letter(world, case, office="Direktur", due="11 Mei 2020", **words)
    second = past_letter(world, case, "12 Mei 2020", kind="second_letter", number="", follows=first)
    said = {"number": "R-1", "signed_by": "Direktur", "office": "Hukum", "text": "Sebagian", "source": "Berkas"}
    said |= {"language": "en", "translation": "Sebagian, kata kementerian"}
    answers = [{"number": 1, "text": "Surel"}]
    past_reply(world, first, "Mei 2020", kind="part", evidence=scan, answers=answers, **said)
    past_reply(world, second, "13 Mei 2020 10.00", kind="declined", ground="secrecy")
    order = past_letter(world, case, "1 Juni 2020", kind="order", number="P-1")
    owed = {"who": "Instansi A", "what": "Ganti kunci", "agency": world.agency_a, "past_letter": order}
    work.commit(case, by=world.officer, **owed)
    answered = {"answer": "Data pelanggan", "settled": parse("13 Mei 2020"), "effect": "stays"}
    past_reply(world, second, "12 Mei 2020", kind="asked_back", **answered)
    ended = {"outcome": "no_reply", "ended": parse("2021"), "reason": "Menurut berkas"}
    case = past_cases.enter_outcome(fresh(case), by=world.officer, seen=fresh(case).version, **ended)
    other = past_case(world, "2019")
    cases.amend(other, by=world.officer, seen=fresh(other).version, reason="Uji", began=parse("Maret 2019"))


def evidence_of(world, case):
    from incidents.actions import evidence

    return evidence.attach(case, by=world.officer, upload=upload("surat.pdf"))


def _law(world, case):
    from incidents.actions import developments, law, sanctions
    from incidents.models import DataCategory, SanctionRegime
    from incidents.plain import spans

    by, now = world.officer, timezone.now()
    first, second = DataCategory.objects.on(timezone.localdate())[:2]
    law.categorize(case, by=by, claimed=[first], basis="Sampel")
    law.categorize(case, by=by, confirmed=[second], reason="Yang lain")
    known, unknown = case.involvements.filter(role="controller")
    duty = law.track_duty(known, by=by, started=now - timedelta(hours=200), start_source="Surat")
    duty = law.amend_duty(
        duty,
        by=by,
        seen=duty.version,
        reason="Penyidikan",
        authority=now - timedelta(hours=2),
        subjects=now - timedelta(hours=1),
        subjects_how="Surel",
        names_data=True,
        names_course=False,
        names_response=True,
        names_contact=False,
        exception="c",
        exception_statute="UU 1",
        public_notice="given",
        public_grounds="Banyak",
        public=now,
    )
    empty = dict.fromkeys(("names_data", "names_course", "names_response", "names_contact", "public"))
    empty |= dict.fromkeys(("exception", "exception_statute", "subjects_how", "public_grounds", "start_source"), "")
    empty |= dict.fromkeys(("started", "authority", "subjects"))
    law.amend_duty(duty, by=by, seen=duty.version, reason="Keliru", **empty)
    told = {name: spans.parse("awal 2024") for name in ("started", "authority", "subjects", "public")}
    about = law.track_duty(unknown, by=by, **told)
    law.strike_duty(about, by=by, seen=about.version, reason="Keliru dipantau")
    law.track_duty(fresh(unknown), by=by)
    old = make_incident(world, seen_at=now.replace(year=2021))
    law.track_duty(old.involvements.first(), by=by)
    inputs = {"context": 3, "malicious": True}
    parts = {"identification": "0.75", "confidentiality": "0.5", "integrity": "0.25", "availability": "0"}
    law.rate(
        case, by=by, many=True, unintelligible=False, level_set="low", reason="Alasan", **inputs, **_decimals(parts)
    )
    law.rate(make_incident(world), by=by, **inputs, **_decimals(parts))
    found = {"confidence": "medium", "found": spans.parse("2023")}
    piece = case.evidence.get(number=2)
    law.find(
        case,
        by=by,
        text="Mirip",
        method="Banding",
        source="Uji",
        said_by="Direktur",
        place="Jakarta",
        evidence=piece,
        **found,
    )
    law.find(case, by=by, text="Lain", **found)
    regime = SanctionRegime.objects.on(timezone.localdate()).first()
    imposed = {"agency": world.agency_a, "regime": regime, "measure": regime.measures[0], "decided_by": "Lembaga"}
    sanctions.sanction(case, by=by, decided=spans.parse("2023"), document="SK 1", note="Catatan", **imposed)
    plain = sanctions.sanction(case, by=by, decided=spans.parse("2023"), **imposed)
    fined = imposed | {"regime": None, "measure": "Denda", "basis": "PDPA 2012", "amount": 74_000, "currency": "SGD"}
    fine = sanctions.sanction(case, by=by, decided=spans.parse("2023"), **fined)
    paper = {"document": "Putusan 1", "decided_by": "Pengadilan"}
    for kind, facts in (
        ("reduced", {"amount": 70_000, "grounds": "Keadaan usaha"}),
        ("paid_part", {"amount": 1_000}),
        *((kind, {"grounds": "Cukup"}) for kind in ("lifted", "annulled", "restored", "upheld")),
        *((kind, {}) for kind in ("objected", "carried_out")),
        ("paid", {"amount": 69_000, "decided_by": ""}),
    ):
        befell = spans.parse("awal 2024")
        developments.record_development(fine, by=by, kind=kind, befell=befell, **paper | facts)
    became = {"became": "Teguran", "grounds": "Keadaan usaha"}
    developments.record_development(plain, by=by, kind="reduced", befell=befell, **paper | became)


def _decimals(parts):
    from decimal import Decimal

    return {name: Decimal(value) for name, value in parts.items()}


def _work(world, case):
    from incidents.actions import corrections, shares, work
    from incidents.plain import spans

    by, other = world.officer, make_incident(world)
    meeting = case.activities.first()
    owed = work.commit(
        case,
        by=by,
        who="Instansi A",
        what="Log",
        source="Siaran",
        agency=world.agency_a,
        due=timezone.now() + timedelta(days=2),
        activity=meeting,
    )
    work.keep(owed, by=by, seen=owed.version)
    part = work.join(meeting, by=by, agency=world.agency_a, capacity="Anggota", joined=spans.parse("2023"))
    work.leave(part, by=by, left=spans.parse("1 Maret 2024"), reason="Selesai")
    work.join(meeting, by=by, agency=world.agency_b)
    work.commit(case, by=by, who="Polri", what="Lain")
    long_ago = timezone.now() - timedelta(days=30)
    before = make_incident(world, at=long_ago, seen_at=long_ago)
    moved = {"due": spans.the_day(long_ago + timedelta(days=9)), "at": long_ago + timedelta(hours=1)}
    late = work.commit(before, by=by, who="Instansi B", what="Daftar", **moved)
    corrections.revise(late, by=by, seen=late.version, reason="Diundur", due=spans.parse("akhir 2099"))
    relation = work.relate(case, by=by, other=other, kind="same_data", why="Kolom sama")
    work.unrelate(relation, by=by, reason="Keliru")
    case = work.restrict(fresh(case), by=by, seen=fresh(case).version, reason="Peka")
    work.exclude(work.admit(case, by=by, user=world.supervisor, why="Menyetujui"), by=by, reason="Selesai")
    work.admit(case, by=by, user=world.supervisor, why="Menyetujui")
    work.unrestrict(case, by=world.supervisor, seen=case.version, reason="Terbuka")
    shared = shares.share(
        case, by=by, agency=world.agency_b, text="Ringkasan", tlp="amber", evidence=[case.evidence.get(number=2)]
    )
    shares.unshare(shared, by=by, reason="Selesai")
    empty = make_incident(world)
    empty = work.close(empty, by=world.supervisor, seen=empty.version, outcome="no_breach", reason="Bukan")
    work.reopen(empty, by=world.supervisor, seen=empty.version, reason="Ada lagi")


def _followed_up(world, case):
    from incidents.actions import case_letter_content, case_letter_issuing, case_letters, evidence, follow_ups, work
    from incidents.plain import letter_kinds

    by, signs, soon = world.officer, world.supervisor, timezone.now() + timedelta(days=30)
    facts = {
        "pertimbangan": "Kunci lama",
        "butir": "Ganti kunci\nSandikan",
        "done_by": case_letter_content.done_by_facts(soon),
    }
    [row] = case_letters.draft(
        case, by=by, kind=letter_kinds.RECOMMENDATION, agencies=[world.agency_a], subject="Rekomendasi", facts=facts
    )
    case_letter_issuing.issue(
        {row: (row.version, _digest(case_letter_content.content(row, timezone.now(), signs)))}, by=signs
    )
    row = fresh(row)
    said = {"text": "Selesai", "name": "Wati", "office": "PPDP", "uploads": [upload("laporan.pdf")]}
    follow_ups.report_back(row, by=world.liaison_a, seen=row.version, number="B-1", **said)
    scan = evidence.attach(case, by=by, upload=upload("surat.pdf"))
    paper = {"kind": "receipt", "channel": "letter", "came_at": timezone.now(), "number": "B-2", "evidence": scan}
    follow_ups.record_follow_up(row, by=by, seen=fresh(row).version, **paper)
    paper |= {"kind": "wish", "number": "B-3", "wished_at": soon + timedelta(days=5)}
    follow_ups.record_follow_up(row, by=by, seen=fresh(row).version, **paper)
    follow_ups.turn_down(row, by=signs, seen=fresh(row).version, reason="Tidak beralasan")
    word = {"kind": "word", "channel": "phone", "came_at": timezone.now(), "text": "Kami keberatan"}
    follow_ups.record_follow_up(row, by=by, seen=fresh(row).version, **word)
    follow_ups.ask_more(row, by=by, seen=fresh(row).version, reason="Belum lengkap")
    follow_ups.postpone(row, by=signs, seen=fresh(row).version, due_at=soon + timedelta(days=9), reason="Pengadaan")
    owed = row.demands.first()
    work.keep(owed, by=by, seen=owed.version)
    kop = ("Kop", "REPUBLIK INDONESIA", "Republik Indonesia")
    places = {
        f"{part}_{n}": words for n in letter_kinds.PLACES for part, words in zip(letter_kinds.SLIP, kop, strict=True)
    }
    case_letters.correct(fresh(row), by=by, seen=fresh(row).version, facts=places, subject="Ralat")


def _revoked_with_others(world, case):
    """A letter to a body that nobody follows ends with the one that takes back the other of its act; alone, by a word."""
    from incidents.actions import agencies, case_letter_content, case_letters, dissolution, revocation_without_letter
    from incidents.plain import letter_kinds

    by, today = world.officer, timezone.localdate()
    gone = agencies.add_agency(by=world.administrator, name="Badan yang Bubar", kind="central")
    agencies.register_contact(
        gone, by=world.administrator, office="Sekretariat", email="tu@bubar.example", valid_from=today
    )
    starts = timezone.now() + timedelta(days=9)
    facts = {wanted.name: "Isi" for wanted in letter_kinds.INVITATION.wanted}
    facts |= {"meeting": case_letter_content.meeting_facts(starts, None, "Ruang 1")}
    said = {"security": "B", "urgency": "segera"}
    rows = case_letters.draft(
        case,
        by=by,
        kind=letter_kinds.INVITATION,
        agencies=[world.agency_b, gone],
        subject="Undangan",
        facts=facts,
        **said,
    )
    _issue_all(world, rows)
    facts = {wanted.name: "Isi" for wanted in letter_kinds.INFORMATION.wanted}
    alone = case_letters.draft(
        case, by=by, kind=letter_kinds.INFORMATION, agencies=[gone], subject="Informasi", facts=facts, **said
    )
    _issue_all(world, alone)
    dissolution.end_agency(fresh(gone), by=world.administrator, ended_on=today, reason="Bubar")
    first, facts = fresh(rows[0]), {wanted.name: "Ditunda" for wanted in letter_kinds.CANCELLATION.wanted}
    back = case_letters.take_back(first, by=by, seen=first.version, facts=facts, subject="Pembatalan", **said)
    _issue_all(world, back)
    revocation_without_letter.revoke_unheard(fresh(alone[0]), by=world.supervisor, seen=None, reason="Bubar")


def _issue_all(world, rows):
    from incidents.actions import case_letter_content, case_letter_issuing

    shown = {}
    for row in map(fresh, rows):
        shown[row] = (row.version, _digest(case_letter_content.content(row, timezone.now(), world.supervisor)))
    case_letter_issuing.issue(shown, by=world.supervisor)


def _letters(world):
    from incidents.actions import (
        after_outside,
        arrival,
        case_letter_content,
        case_letter_issuing,
        case_letters,
        cases,
        clarifications,
        evidence,
        letter_decisions,
        letter_issuing,
        letter_writing,
        next_letter,
    )
    from incidents.models import QuestionSet
    from incidents.plain import letter_kinds, spans
    from incidents.record import deeds
    from incidents.workflow import Action
    from tests.moves import SIGNED
    from tests.typed_rows import past_letter
    from tests.world import issue_request

    by, case = world.officer, make_incident(world)
    meets = {"at": timezone.now() + timedelta(days=9), "until": None, "place": "Ruang 1"}
    for until, agenda in ((meets["at"] + timedelta(hours=2), "Klarifikasi"), (None, "Tindak lanjut")):
        rows = case_letters.draft(
            case,
            by=by,
            kind=letter_kinds.INVITATION,
            agencies=[world.agency_a, world.agency_b] if until else [world.agency_a],
            joint=bool(until),
            subject="Undangan",
            security="B",
            urgency="segera",
            copies="Menteri" if until else "",
            contact_person=by if until else None,
            mail_to={world.agency_a.pk: "tu@a.example"} if until else {},
            facts={"meeting": case_letter_content.meeting_facts(meets["at"], until, meets["place"]), "acara": agenda}
            | {wanted.name: "Peserta" for wanted in letter_kinds.INVITATION.wanted if wanted.name != "acara"},
        )
        row = fresh(rows[0])
        if until:
            digest = _digest(case_letter_content.content(row, timezone.now(), world.supervisor))
            case_letter_issuing.issue({fresh(each): (each.version, digest) for each in rows}, by=world.supervisor)
            row = fresh(row)
            facts = {wanted.name: "Ditunda" for wanted in letter_kinds.CANCELLATION.wanted}
            said = {"subject": "Pembatalan", "security": "B", "urgency": "segera"}
            case_letters.take_back(row, by=by, seen=row.version, facts=facts, **said)
        else:
            case_letters.drop(row, by=world.supervisor, seen=row.version, reason="Batal")
    _followed_up(world, case)
    _revoked_with_others(world, case)
    first = draft_request(world, case)
    first = clarifications.edit(
        first,
        by=by,
        seen=first.version,
        questions=[("Data", "Data apa?", "categories", "A"), ("Waktu", "Kapan?", "instant")],
        copies="Menteri",
        contact_person=by,
        mail_to="tu@a.example",
        question_set=QuestionSet.objects.first(),
    )
    first = clarifications.edit(
        first, by=by, seen=first.version, questions=[("Data", "Data apa?")], copies="", mail_to=""
    )
    first = clarifications.submit(first, by=by, seen=first.version)
    first = clarifications.send_back(first, by=world.supervisor, seen=first.version, reason="Perbaiki")
    first = clarifications.submit(first, by=by, seen=first.version)
    first = issue_request(world, first)
    scan = evidence.attach(case, by=by, upload=upload("resi.pdf"))
    arrival.hand_deliver(
        first, by=by, seen=first.version, received_at=timezone.now(), received_by="Tata usaha", evidence=scan
    )
    first = fresh(first)
    told = {"channel": "mail", "said_by": "Menteri", "source": "Siaran"}
    arrival.send_outside(first, by=by, seen=first.version, **told)
    arrival.send_outside(
        first,
        by=by,
        seen=first.version,
        recipient="tu@a.example",
        sent=spans.parse(f"{timezone.localdate():%d-%m-%Y}"),
        evidence=scan,
        **told,
    )
    for outcome, whom in (("reached", "Bu Sri, Sekretariat"), ("nobody", "")):
        arrival.telephone(
            first, by=by, seen=None, outcome=outcome, spoke_with=whom, text="Akan dijawab" if whom else ""
        )
    first = fresh(first)
    clarifications.acknowledge(first, by=world.liaison_a, seen=first.version)
    first = fresh(first)
    silent = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    second = next_letter.draft_next(silent, by=deeds.SYSTEM)
    with deeds.record(Action.STORE_LETTER, on=first, by=deeds.SYSTEM) as deed:
        letter = first.letter
        letter.file = letter_writing.stored(deed, SIGNED | {"path": uuid.uuid4().hex})
        letter.courtesy = letter_writing.stored(deed, SIGNED | {"path": uuid.uuid4().hex})
        letter.save()
    second = _issued(world, second)
    summons = next_letter.draft_next(second, by=by)
    summons = clarifications.edit(
        summons,
        by=by,
        seen=summons.version,
        questions=[("Data", "Data apa?")],
        meeting_at=timezone.now(),
        meeting_place="Ruang 2",
        english={"opening": "As no reply has come."},
    )
    kept = {"kind": "meeting", "text": "Menjelaskan", "participants": "Sekretaris", "summons": summons}
    cases.note(summons.incident, by=by, **kept)
    letter_decisions.withdraw(summons, by=world.supervisor, seen=summons.version, reason="Tidak jadi")
    outside = past_letter(world, first.incident, number="S-81/2020", asked="Data apa?")
    after_outside.draft_next(outside, by=by)
    make_request(world, "replaced")
    make_request(world, "broken_off")
    make_request(world, "not_answered")
    make_request(world, "insufficient")
    signed = make_request(world, "awaiting_signature")
    file, details = SIGNED | {"path": uuid.uuid4().hex}, {"signed_at": timezone.now().isoformat()}
    letter_issuing.issue_signed(signed, by=world.supervisor, seen=signed.version, file=file, details=details)
    waiting = make_request(world, "awaiting_signature")
    clarifications.send_back(waiting, by=world.supervisor, seen=waiting.version, reason="Salah ketik")
    _choose(world, "unsigned")


def _choose(world, mode):
    from tests.moves import choose_signing

    choose_signing(world, mode)


def _digest(content):
    from incidents.actions import letter_content

    return letter_content.digest(content)


def _issued(world, row):
    from incidents.actions import clarifications
    from tests.world import issue_request

    return issue_request(world, clarifications.submit(row, by=world.officer, seen=row.version))


def _asked_back(world, row, due, scan):
    """What the agency asks about the letter: answered with more time proposed, taken back, on paper."""
    from incidents.actions import counter_questions
    from incidents.actions.from_outside import FromOutside

    counter_questions.ask_back(
        row, by=world.liaison_a, seen=None, text="Data apa?", about=row.questions.first(), uploads=[upload("tanya.txt")]
    )
    more = counter_questions.MoreTime(due + timedelta(days=4), "Baru dijawab")
    counter_questions.answer_back(
        fresh(row), by=world.officer, seen=None, text="Semuanya", more_time=more, uploads=[upload("jawab.txt")]
    )
    counter_questions.ask_back(fresh(row), by=world.liaison_a, seen=None, text="Sampai kapan?")
    counter_questions.take_back_question(fresh(row), by=world.liaison_a, seen=None)
    paper = FromOutside("Kepala Biro", timezone.now(), "letter", "Nomor 7", scan)
    counter_questions.record_question(fresh(row), by=world.officer, seen=None, text="Untuk siapa?", paper=paper)


def _said_outside(world, row, scan):
    """What came on the letter outside the portal and answers nothing: by each way, of each kind."""
    from incidents.actions import outside_words
    from incidents.actions.from_outside import FromOutside

    for channel in ("letter", "mail", "hand", "phone", "other"):
        paper = FromOutside("Kepala Biro", row.issued_at, channel, "Nomor 6", scan)
        outside_words.record_receipt(fresh(row), by=world.officer, seen=None, text="Sudah di meja kami", paper=paper)
    for what in ("addressee", "address"):
        facts = {"what": what, "text": "Tanyakan Dinas", "paper": paper}
        outside_words.record_redirect(fresh(row), by=world.officer, seen=None, **facts)


def _found_afterwards(world, row):
    """What came on paper while the letter asked, and was found when it had its answer: one answered then, one that needs no answer, more time."""
    from incidents.actions import counter_questions, wishes_on_paper
    from incidents.actions.from_outside import FromOutside

    paper = FromOutside("Kepala Biro", row.issued_at, "letter", "Nomor 9")
    asked = {"by": world.officer, "seen": None, "text": "Untuk apa?", "paper": paper}
    counter_questions.record_question(row, **asked)
    for channel in ("mail", "hand", "phone", "other"):
        asked["paper"] = FromOutside("Kepala Biro", row.issued_at, channel, "")
        counter_questions.record_question(fresh(row), **asked)
    then = counter_questions.AnsweredThen("Lewat telepon: untuk memeriksa", timezone.now())
    counter_questions.record_question(fresh(row), answered=then, **asked)
    wish = {"wished_at": row.issued_at + timedelta(days=9), "reason": "Log besar", "paper": paper}
    wishes_on_paper.record_wish(fresh(row), by=world.officer, seen=None, **wish)


def _answers(world):
    from incidents.actions import (
        clarifications,
        deadlines,
        evidence,
        letter_decisions,
        replies,
        reply_drafts,
        translations,
        wishes_on_paper,
    )
    from incidents.actions.from_outside import FromOutside
    from incidents.plain import answer_values, spans

    case = make_incident(world)
    row = draft_request(world, case)
    asked = [(kind.title(), "Apa?", kind, "A") for kind in answer_values.Kind]
    row = _issued(world, clarifications.edit(row, by=world.officer, seen=row.version, questions=asked))
    values = {
        "text": None,
        "number": 204_807_203,
        "instant": answer_values.keep_span(spans.parse("2021")),
        "yes_no": "no",
        "categories": [{"code": "S-a", "name": "Data kesehatan"}, {"code": "U-a", "name": "Nama lengkap"}],
    }
    for question in row.questions.all():
        files = [upload()] if question.kind == "text" else []
        words = "" if question.kind in ("number", "instant") else "Penjelasan"
        reply_drafts.save(question, by=world.liaison_a, text=words, value=values[question.kind], uploads=files)
    answer_them(world, row)
    row = fresh(row)
    returned = {row.questions.first(): "Kurang lengkap"}
    due = row.questions.first().deadline.due_at
    replies.send_again(row, by=world.officer, seen=row.version, questions=returned, reason="Kurang", due_at=due)
    row = fresh(row)
    deadlines.ask_extension(
        row, by=world.liaison_a, seen=row.version, reason="Perlu", wished_at=due + timedelta(days=1)
    )
    row = fresh(row)
    deadlines.extend(row, by=world.supervisor, seen=row.version, due_at=due + timedelta(days=1), reason="Boleh")
    row = fresh(row)
    deadlines.ask_extension(row, by=world.liaison_a, seen=row.version, reason="Lagi", wished_at=due + timedelta(days=3))
    row = fresh(row)
    deadlines.refuse_extension(row, by=world.supervisor, seen=row.version, reason="Cukup")
    row = fresh(row)
    for channel in ("letter", "mail", "hand", "other"):
        piece = evidence.attach(case, by=world.officer, upload=upload(f"waktu-{channel}.pdf"))
        paper = FromOutside("Kepala Biro", timezone.now(), channel, "Nomor 8", piece)
        wish = {"reason": "Log besar", "wished_at": due + timedelta(days=4), "paper": paper}
        wishes_on_paper.record_wish(row, by=world.officer, seen=row.version, **wish)
        row = wishes_on_paper.strike_wish(row, by=world.officer, seen=row.version, reason="Salah catat")
    deadlines.ask_extension(row, by=world.liaison_a, seen=None, reason="Keliru", wished_at=due + timedelta(days=5))
    deadlines.take_back_wish(fresh(row), by=world.liaison_a, seen=None)
    row = fresh(row)
    _asked_back(world, fresh(row), due, evidence.attach(case, by=world.officer, upload=upload("tanya.pdf")))
    _said_outside(world, row, evidence.attach(case, by=world.officer, upload=upload("kabar.pdf")))
    row = fresh(row)
    who = {"name": "Kepala", "office": "PPDP"}
    replies.reply(
        row, by=world.liaison_a, seen=row.version, kind="interim", text="Diperiksa", uploads=[upload("log.pdf")], **who
    )
    row = fresh(row)
    for made in ({"text": "Diperiksa"}, {"upload": upload("terjemahan.pdf")}):
        facts = {"response": row.responses.last(), "language": "en"}
        translations.translate(row, by=world.officer, seen=None, **facts, **made)
    no = {"kind": "declined", "language": "en", "ground": "investigation", "text": "Berkas ada pada penyidik"}
    replies.reply(row, by=world.liaison_a, seen=row.version, **no, **who)
    row = fresh(row)
    scan = evidence.attach(case, by=world.officer, upload=upload("surat.pdf"))
    letter = replies.Reply(
        "Kepala",
        "Kepala",
        kind="denial",
        text="Bukan kami",
        received_at=timezone.now(),
        channel="letter",
        document="Nomor 1",
        evidence=scan,
    )
    replies.record_reply(row, letter, by=world.officer, seen=row.version)
    row = fresh(row)
    _found_afterwards(world, row)
    row = fresh(row)
    slips = [{"where": "Kop", "reads": "REPUBLIK INDONESIA", "should_read": "Republik Indonesia"}]
    letter_decisions.correct(row, by=world.supervisor, seen=row.version, corrections=slips)
    row = fresh(row)
    clarifications.accept(row, by=world.officer, seen=row.version)
    row = fresh(row)
    letter_decisions.confirm_acceptance(row, by=world.supervisor, seen=row.version)
    made = make_request(world, "open")
    answer_request(world, made)


def _for_parliament(world):
    from tests.one_of_everything import sheet_for_parliament

    sheet = sheet_for_parliament(world)
    sheet_for_parliament(world, supersedes=sheet, superseding_why="Angka diperbaiki")


def _working_days(world):
    """Clocks that pass over holidays of a year which nobody has confirmed."""
    from incidents.actions import law, rules

    facts = {"applies_to": "Pengendali", "legal_basis": "Pasal 3", "length": 90, "unit": "hari_kerja"}
    for code, start in (("clarification", "issued"), ("breach_notice", "not_stated")):
        rules.enact_rule(
            reason="Uji",
            by=world.administrator,
            code=code,
            start_event=start,
            effective_from=timezone.localdate(),
            **facts,
        )
    case = make_request(world, "open").incident
    law.track_duty(case.involvements.first(), by=world.officer, started=timezone.now())


def answer_them(world, row):
    """Send what is drafted."""
    from incidents.actions import replies, reply_drafts

    seen = reply_drafts.fingerprint(reply_drafts.drafts_of(row))
    return replies.answer(row, by=world.liaison_a, seen=row.version, seen_drafts=seen, name="Narahubung", office="PPDP")


def past(world):
    """A case of 2023 with a body that has another name since: (case, its name then, its name now)."""
    from incidents.actions import agencies, cases

    seen = timezone.now().replace(year=2023)
    case = cases.record(by=world.officer, title="Kasus lama", seen_at=seen, at=seen)
    cases.involve(case, by=world.officer, agency=world.agency_a, role="controller", at=seen + timedelta(seconds=1))
    then = world.agency_a.short_name_at(seen)
    agencies.rename_agency(
        world.agency_a,
        by=world.administrator,
        name="Instansi Baru",
        short_name="Ins Baru",
        head_office="Kepala",
        place="Jakarta",
        valid_from=date(2024, 10, 21),
    )
    return case, then, "Ins Baru"


def _removals(world):
    """One that was carried out, and one of a complaint that stands alone, which waits."""
    from incidents.actions import complaints, removals
    from incidents.plain.complainants import Person
    from incidents.record.removal import scopes
    from tests.removed import closed, planted, removed

    removed(world, closed(world, planted(world, "Kata yang dihapus")), "text", "activity")
    person = Person(name="Pengadu Lain", email="lain@uji.example")
    alone = complaints.enter(by=world.officer, person=person, way="phone", text="Data dipakai orang")
    complaints.conclude(
        alone, by=world.officer, seen=fresh(alone).version, outcome="no_data", reason="Bukan data pribadi", despite=True
    )
    choice = scopes.of_sheet(fresh(alone).sheet)
    removals.propose(None, by=world.officer, choice=choice, ground="Pasal 43 UU 27/2022", reason="Diminta")
