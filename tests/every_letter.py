"""One letter of each kind, each the outcome of the real actions at fixed instants: for golden tests and specimens."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from incidents import setup_data
from incidents.actions import (
    acceptance_reversal,
    agencies,
    case_letter_content,
    case_letter_issuing,
    case_letters,
    cases,
    clarifications,
    complaints,
    deadlines,
    letter_content,
    letter_decisions,
    letter_issuing,
    next_letter,
    people,
    replies,
    reply_drafts,
)
from incidents.forms.opening_values import common_questions, new_request
from incidents.models import CaseLetter, ClarificationRequest, Incident, Involvement, Unit, User
from incidents.plain import letter_kinds
from incidents.plain.complainants import Person
from incidents.record import complainant_sheets, deeds
from incidents.workflow import Role
from tests.typed_rows import a_finding

CODE = "7KQ4-M2XD"
MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)  # Monday, 09.00 WIB
IN_2023 = datetime(2023, 11, 28, 3, 0, tzinfo=UTC)
OPENING = (
    "Sehubungan dengan unggahan pada sebuah forum daring tanggal 8 November 2026 yang menawarkan data yang disebut "
    "berasal dari sistem layanan Instansi Contoh A, kami telah melakukan penelusuran awal. Sampel yang terlihat memuat "
    "kolom identitas dan kontak; kebenarannya belum dapat kami pastikan."
)
COPIES = "Menteri Komunikasi dan Digital\nKepala Badan Siber dan Sandi Negara\nKepala Badan Reserse Kriminal Polri"
SLIPS = [
    {"where": "Alinea pembuka", "reads": "tanggal 8 November 2026", "should_read": "tanggal 7 November 2026"},
    {"where": "Alinea pembuka", "reads": "sistem layanan", "should_read": "sistem pelayanan"},
]


def world():
    """The unit with its letterheads of 2016 and 2024, an agency, and supervisors who sign in each of the five ways."""
    system = deeds.SYSTEM
    setup_data.load_law(system)
    mandate = {
        "sanctions_for": "Menteri Komunikasi dan Digital",
        "mandate": "Keputusan Menteri tentang mandat (contoh)",
    }
    setup_data.load_units(system, letter_code="CONTOH", classification="PDP.01", **mandate)
    agency = agencies.register_agency(
        by=system,
        code="contoh-a",
        zone="Asia/Jakarta",
        names=[
            {
                "name": "Instansi Contoh A",
                "short_name": "Contoh A",
                "head_office": "Kepala Instansi Contoh A",
                "valid_from": date(2020, 1, 1),
            }
        ],
    )
    unit = Unit.objects.get(code="pdp", valid_to=None)
    found = SimpleNamespace(agency=agency, unit=unit)
    ends = datetime(2099, 1, 1, tzinfo=UTC)
    people_of = {
        "officer": (Role.OFFICER, {"unit": unit}),
        "direct": (Role.SUPERVISOR, {"unit": unit}),
        "plh": (Role.SUPERVISOR, {"unit": unit, "mode": "plh"}),
        "plt": (Role.SUPERVISOR, {"unit": unit, "mode": "plt"}),
        "an": (Role.SUPERVISOR, {"unit": unit, "mode": "an", "office": "Direktur Pengendalian Ruang Digital"}),
        "ub": (
            Role.SUPERVISOR,
            {
                "unit": unit,
                "mode": "ub",
                "through_office": "Direktur Pengendalian Ruang Digital",
                "office": "Kepala Subdirektorat Pelindungan Data Pribadi",
            },
        ),
        "liaison": (Role.LIAISON, {"agency": agency}),
    }
    names = iter("Ratna Contoh,Bambang Contoh,Sri Contoh,Agus Contoh,Dewi Contoh,Joko Contoh,Wati Contoh".split(","))
    for who, (role, where) in people_of.items():
        until = ends if where.get("mode") in ("plh", "plt") else None
        post, email = people.Post(role, **where), f"{who}@surat.example"
        people.appoint(post, by=system, email=email, name=next(names), valid_to=until)
        setattr(found, who, User.objects.get(email=f"{who}@surat.example"))
    return found


class Teller:
    """Does the deeds of one case, each a minute after the one before."""

    def __init__(self, world, at, role=Involvement.AgencyRole.CONTROLLER, **facts):
        self.world, self.at = world, at
        case = cases.record(by=world.officer, title="Dugaan kebocoran data layanan", seen_at=at, at=at, **facts)
        cases.involve(case, by=world.officer, agency=world.agency, role=role, at=self.tick())
        self.case = Incident.objects.get(pk=case.pk)

    def tick(self, **later):
        self.at += timedelta(**(later or {"minutes": 1}))
        return self.at

    def draft(self, **facts):
        day = self.at.date()
        values = common_questions(day) | new_request(self.case, day)
        values |= {"opening": OPENING, "copies": COPIES} | facts
        return clarifications.draft(
            self.case, by=self.world.officer, agency=self.world.agency, at=self.tick(), **values
        )

    def issue(self, clarification, who):
        clarification = clarifications.submit(
            clarification, by=self.world.officer, seen=clarification.version, at=self.tick()
        )
        signer = getattr(self.world, who)
        at = self.tick()
        digest = letter_content.digest(letter_content.draft_content(clarification, at, signer))
        clarification = letter_issuing.issue(
            clarification, by=signer, seen=clarification.version, approved_digest=digest, at=at
        )
        return ClarificationRequest.objects.get(pk=clarification.pk)

    def answer(self, clarification):
        for question in clarification.questions.filter(status="open"):
            reply_drafts.save(question, by=self.world.liaison, text="Penjelasan tertulis.")
        mark = reply_drafts.fingerprint(reply_drafts.drafts_of(clarification))
        replies.answer(
            clarification,
            by=self.world.liaison,
            seen=clarification.version,
            seen_drafts=mark,
            name="Wati Contoh",
            office="PPDP",
            at=self.tick(),
        )
        return ClarificationRequest.objects.get(pk=clarification.pk)


TEXT_QUESTIONS = [
    ("Pengakuan atau penyangkalan", "Apakah telah terjadi kegagalan pelindungan Data Pribadi? Sebutkan dasarnya."),
    ("Data yang terungkap", "Jenis Data Pribadi yang terungkap dan rentang waktu datanya."),
]


def tell(found):
    """{name: content} of one letter of each kind, and of the letterhead of 2023."""
    old = Teller(found, IN_2023)
    told = {"permintaan-2023": old.issue(old.draft(copies=""), "direct").letter}
    main = Teller(found, MORNING)
    first = main.issue(main.draft(), "direct")
    told["permintaan"] = first.letter
    seen = {"seen": first.version}
    deadlines.ask_extension(
        first,
        by=found.liaison,
        reason="Log masih diperiksa",
        wished_at=main.at + timedelta(days=5),
        at=main.tick(),
        **seen,
    )
    first = ClarificationRequest.objects.get(pk=first.pk)
    deadlines.refuse_extension(
        first, by=found.direct, seen=first.version, reason="Bagian yang diketahui dapat dikirim.", at=main.tick()
    )
    first = ClarificationRequest.objects.get(pk=first.pk)
    deadlines.extend(
        first,
        by=found.plt,
        seen=first.version,
        due_at=MORNING + timedelta(days=4),
        reason="Pemeriksaan log membutuhkan waktu.",
        at=main.tick(),
    )
    first = ClarificationRequest.objects.get(pk=first.pk)
    letter_decisions.correct(first, by=found.direct, seen=first.version, corrections=SLIPS, at=main.tick())
    main.at = MORNING + timedelta(days=4, hours=1)
    second = main.issue(next_letter.draft_next(first, by=found.officer, at=main.tick(), now=main.at), "plh")
    told["surat-kedua"] = second.letter
    main.at += timedelta(days=3, hours=1)
    summons = next_letter.draft_next(second, by=found.officer, at=main.tick(), now=main.at)
    asked = [(q.heading, q.text, q.kind, q.section) for q in summons.questions.all()]
    summons = clarifications.edit(
        summons,
        by=found.officer,
        seen=summons.version,
        questions=asked,
        meeting_at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
        meeting_place="Ruang Rapat Contoh, Jl. Medan Merdeka Barat No. 9, Jakarta",
        at=main.tick(),
    )
    summons = main.issue(summons, "an")
    told["pemanggilan"] = summons.letter
    main.at = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    held = {"happened_at": datetime(2026, 11, 23, 3, 0, tzinfo=UTC), "at": main.tick()}
    held |= {"summons": summons, "participants": "Tidak ada yang hadir"}
    cases.note(main.case, by=found.officer, kind="meeting", text="Ditunggu satu jam.", **held)
    warning = main.issue(next_letter.draft_next(summons, by=found.officer, at=main.tick(), now=main.at), "ub")
    told["peringatan"] = warning.letter
    letter_decisions.withdraw(warning, by=found.direct, seen=warning.version, reason="Keliru alamat", at=main.tick())

    other = Teller(found, MORNING + timedelta(days=1))
    clarification = other.answer(other.issue(other.draft(questions=TEXT_QUESTIONS), "direct"))
    clarifications.accept(clarification, by=found.officer, seen=clarification.version, at=other.tick())
    clarification = ClarificationRequest.objects.get(pk=clarification.pk)
    letter_decisions.confirm_acceptance(clarification, by=found.direct, seen=clarification.version, at=other.tick())
    about = {"refusal": "penolakan-perpanjangan", "extension": "perpanjangan", "correction": "ralat"}
    told |= {about[each.kind]: each for each in first.letters.filter(kind__in=about)}
    told["penarikan"] = warning.letters.get(kind="withdrawal")
    told["penerimaan"], told["tanda-terima"] = (
        clarification.letters.get(kind="acceptance"),
        clarification.letters.get(kind="receipt"),
    )
    teller = Teller(found, MORNING + timedelta(days=2))
    invited = invitation(teller)
    told |= {"undangan": invited.letter, "pembatalan": cancellation(teller, invited)}
    told |= results(Teller(found, MORNING + timedelta(days=4)))
    holder = Teller(found, MORNING + timedelta(days=3), Involvement.AgencyRole.COPY_HOLDER)
    told["permintaan-pemegang-salinan"] = holder.issue(holder.draft(questions=TEXT_QUESTIONS), "direct").letter
    told["jawaban-pengaduan"] = answered_complaint(Teller(found, MORNING + timedelta(days=5))).letter
    told["penarikan-penerimaan"] = acceptance_revoked(Teller(found, MORNING + timedelta(days=6)))
    last = Teller(found, MORNING + timedelta(days=7))
    reprimand = of_the_case(last, letter_kinds.REPRIMAND, asks=False)
    told["teguran-tanpa-butir"] = reprimand.letter
    told["ralat-surat"] = of_the_case(last, letter_kinds.ERRATUM, of=reprimand).letter
    return {name: steady(complainant_sheets.with_addressee(letter.content)) for name, letter in told.items()}


def acceptance_revoked(teller):
    """What takes a letter of acceptance back."""
    found, row = teller.world, teller.answer(teller.issue(teller.draft(questions=TEXT_QUESTIONS), "direct"))
    row = clarifications.accept(row, by=found.officer, seen=row.version, at=teller.tick())
    row = letter_decisions.confirm_acceptance(row, by=found.direct, seen=row.version, at=teller.tick())
    why = "Penjelasan yang dimaksud adalah penjelasan atas surat lain."
    acceptance_reversal.revoke_acceptance(row, by=found.direct, seen=row.version, reason=why, at=teller.tick())
    return row.letters.get(kind="acceptance_revoked")


def answered_complaint(teller, text=None):
    """The answer to somebody who complained, issued."""
    who = Person(name="Sri Wahyuningsih", post="Jalan Contoh Nomor 12\nKelurahan Contoh\nBandung 40111")
    complaint = complaints.enter(by=teller.world.officer, person=who, way="letter", text="Data dipakai", at=teller.at)
    answer = complaints.draft_answer(complaint, by=teller.world.officer, text=text or ANSWER, at=teller.tick())
    return complaints.send_answer(answer, by=teller.world.direct, seen=1, at=teller.tick())


ANSWER = (
    "Pengaduan Saudara telah kami periksa dan kami tangani bersama pengendali Data Pribadi yang bersangkutan.\n\n"
    "Pengendali Data Pribadi telah menghapus data Saudara dari layanan yang tidak Saudara gunakan, dan menyampaikan "
    "bukti penghapusannya kepada kami."
)


def invitation(teller):
    """The letter of an invitation to a coordination meeting."""
    meeting = case_letter_content.meeting_facts(
        datetime(2026, 11, 18, 3, 0, tzinfo=UTC),
        datetime(2026, 11, 18, 5, 0, tzinfo=UTC),
        "Ruang Rapat Contoh, Jl. Medan Merdeka Barat No. 9, Jakarta",
    )
    facts = {
        "meeting": meeting,
        "acara": "Menyamakan kronologi dan jumlah Subjek Data Pribadi yang terdampak.\nPembagian tugas pemberitahuan.",
        "peserta": "Kepala unit pengelola sistem layanan\nPejabat pelindungan Data Pribadi",
    }
    [row] = case_letters.draft(
        teller.case,
        by=teller.world.officer,
        kind=letter_kinds.INVITATION,
        agencies=[teller.world.agency],
        facts=facts,
        subject="Undangan Rapat Koordinasi",
        copies=COPIES,
        at=teller.tick(),
    )
    at = teller.tick()
    digest = letter_content.digest(case_letter_content.content(row, at, teller.world.direct))
    case_letter_issuing.issue({row: (row.version, digest)}, by=teller.world.direct, at=at)
    return CaseLetter.objects.get(pk=row.pk)


def cancellation(teller, invited):
    [row] = case_letters.take_back(
        invited,
        by=teller.world.officer,
        seen=invited.version,
        facts={"alasan": "Rapat ditunda sampai laporan forensik selesai."},
        subject="Pembatalan Undangan Rapat Koordinasi",
        copies=COPIES,
        at=teller.tick(),
    )
    at = teller.tick()
    digest = letter_content.digest(case_letter_content.content(row, at, teller.world.direct))
    case_letter_issuing.issue({row: (row.version, digest)}, by=teller.world.direct, at=at)
    return CaseLetter.objects.get(pk=row.pk).letter


WRITTEN = {
    letter_kinds.INFORMATION.code: {
        "isi": "Laporan pengendali telah kami terima pada 10 November 2026 dan sedang kami telaah.\n\n"
        "Langkah berikutnya kami sampaikan dengan surat tersendiri."
    },
    letter_kinds.OUTCOME_NOTICE.code: {
        "hasil": "Hasil penanganan: terbukti, dengan rekomendasi.",
        "pertimbangan": "Data yang ditawarkan berasal dari cadangan sistem yang tidak dilindungi.",
    },
    letter_kinds.RECOMMENDATION.code: {
        "pertimbangan": "Cadangan sistem layanan disimpan tanpa sandi dan kunci akses lama masih berlaku.",
        "butir": "Mengganti seluruh kunci akses sistem cadangan\nMenyandikan cadangan dan mengujinya setiap bulan\n"
        "Menyampaikan laporan audit keamanan oleh pihak ketiga",
    },
    letter_kinds.REPRIMAND.code: {
        "rezim": "PP 71/2019",
        "ketentuan": "Pasal 14 ayat (1) Peraturan Pemerintah Nomor 71 Tahun 2019",
        "temuan": "T-01",
        "pertimbangan": "Cadangan sistem layanan disimpan tanpa sandi.",
        "butir": "Melindungi cadangan sistem layanan",
    },
    letter_kinds.ORDER.code: {
        "dasar": "Peraturan Pemerintah Nomor 71 Tahun 2019 tentang Penyelenggaraan Sistem dan Transaksi Elektronik, Pasal 35 ayat (2)",
        "pertimbangan": "Salinan data masih dapat diunduh tanpa izin.",
        "butir": "Menutup akses ke salinan data\nMemberi tahu Subjek Data Pribadi yang terdampak",
    },
    letter_kinds.REFERRAL.code: {
        "dasar": "Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik",
        "pokok": "Dugaan akses tanpa hak ke sistem cadangan layanan, yang diketahui pada 8 November 2026.",
        "diserahkan": "Bersama surat ini diserahkan kronologi dan daftar bukti.",
    },
    letter_kinds.REVOCATION.code: {"alasan": "Hasil yang disebut di dalamnya keliru."},
    letter_kinds.ERRATUM.code: {name: "" for name in letter_kinds.SLIP_FIELDS}
    | {"bagian_1": "Alinea pertama", "tertulis_1": "dengan ini", "seharusnya_1": "bersama ini"}
    | {"bagian_2": "Alinea keempat", "tertulis_2": "tanpa sandi", "seharusnya_2": "tanpa penyandian"},
}
SUBJECTS = {
    letter_kinds.INFORMATION.code: "Pemberitahuan Penanganan",
    letter_kinds.OUTCOME_NOTICE.code: "Pemberitahuan Hasil Penanganan",
    letter_kinds.RECOMMENDATION.code: "Rekomendasi atas Hasil Penanganan",
    letter_kinds.REPRIMAND.code: "Teguran Tertulis",
    letter_kinds.ORDER.code: "Perintah Tindak Lanjut",
    letter_kinds.REFERRAL.code: "Pelimpahan Penanganan",
    letter_kinds.REVOCATION.code: "Pencabutan Surat",
    letter_kinds.ERRATUM.code: "Ralat Surat",
}


def results(teller):
    """{name: letter} of one letter of each kind of result, and of what takes one back."""
    rows = {kind.file_name: of_the_case(teller, kind) for kind in letter_kinds.RESULTS}
    last = list(rows.values())[-1]
    return {name: row.letter for name, row in rows.items()} | {
        letter_kinds.REVOCATION.file_name: of_the_case(teller, letter_kinds.REVOCATION, of=last).letter,
    }


def of_the_case(teller, kind, of=None, asks=True):
    """One letter of the case, issued; `of` is the one that it revokes, or corrects. Without `asks` it asks that nothing be done."""
    written = WRITTEN[kind.code] | ({} if asks else {letter_kinds.DEMANDS: ""})
    if kind.demands and asks:
        written = written | {"done_by": case_letter_content.done_by_facts(datetime(2026, 12, 14, 9, 0, tzinfo=UTC))}
    facts = {"facts": written, "subject": SUBJECTS[kind.code], "copies": COPIES, "at": teller.tick()}
    if of:
        verb = case_letters.correct if kind.corrects else case_letters.take_back
        [row] = verb(of, by=teller.world.officer, seen=of.version, **facts)
    else:
        to = {"kind": kind, "agencies": [teller.world.agency]}
        if kind.sanction and not teller.case.findings.exists():
            a_finding(teller.case, teller.world.officer, teller.at - timedelta(seconds=1), "12 November 2026")
        [row] = case_letters.draft(teller.case, by=teller.world.officer, **to, **facts)
    at = teller.tick()
    digest = letter_content.digest(case_letter_content.content(row, at, teller.world.direct))
    case_letter_issuing.issue({row: (row.version, digest)}, by=teller.world.direct, at=at)
    return CaseLetter.objects.get(pk=row.pk)


def steady(content):
    """The content with a check code and a head of the log that are the same each time; everything else follows from the fixed instants."""
    steady_code = {"check_code": CODE, "check_url": content["check_url"].replace(content["check_code"], CODE)}
    return content | steady_code | {"log": {"size": 204_807, "root": hashlib.sha256(b"contoh").hexdigest()}}
