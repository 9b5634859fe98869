"""Demo data, entered through the real actions at earlier instants: the KPU case of 2023 as a replay, and living cases
relative to now. Bodies called "Instansi Contoh" are invented; nothing here says anything about a real agency that
the public record does not."""

from datetime import date, datetime, timedelta

from . import deeds, registry
from .actions import cases, clarifications, drafts, letters, people
from .clocks import WIB
from .forms import default_questions, new_request
from .models import Activity, Agency, ClarificationRequest, Incident, Involvement, Unit, User
from .workflow import Role

PASSWORD = "contoh-tanggap-2026"  # noqa: S105  (printed at start; the demo listens on loopback only)
LOGINS = (
    (Role.OFFICER, "petugas@tanggap.example", "Petugas A", ""),
    (Role.SUPERVISOR, "atasan@tanggap.example", "Atasan A", ""),
    (Role.LIAISON, "narahubung@contoh-a.example", "Narahubung A", "contoh-a"),
    (Role.AUDITOR, "auditor@tanggap.example", "Auditor A", ""),
    (Role.ADMINISTRATOR, "admin@tanggap.example", "Administrator A", ""),
)
MORE_LOGINS = (
    (Role.SUPERVISOR, "atasan.b@tanggap.example", "Atasan B", ""),
    (Role.LIAISON, "narahubung@contoh-b.example", "Narahubung B", "contoh-b"),
)
INVENTED = (
    ("a", "Asia/Jakarta"),
    ("b", "Asia/Makassar"),
    ("c", "Asia/Jakarta"),
    ("d", "Asia/Jayapura"),
    ("e", "Asia/Jakarta"),
)
TRIBUN = "Tribunnews, 29 November 2023"
MERAPI = "Harian Merapi/Antara, 3 Desember 2023"
LAW_JUSTICE = "law-justice.co, 4 Desember 2023"


def load(now):
    """Load what is not there yet. Returns True when something was loaded."""
    if Incident.objects.exists():
        return False
    _registry()
    _people()
    officer, supervisor = (User.objects.get(email=email) for _, email, _, _ in LOGINS[:2])
    kpu_2023(officer, supervisor)
    living_cases(officer, supervisor, now)
    return True


def stale(now):
    """True when a living case no longer shows what it was made for: its due or first reminder is long past."""
    first = ClarificationRequest.objects.filter(incident__replay=False, issued_at__isnull=False).with_clock()
    latest = first.order_by("-due_at").first()
    return bool(latest and latest.due_at < now)


def _registry():
    registry.load_rules(deeds.SYSTEM)
    registry.load_units(deeds.SYSTEM, letter_code="CONTOH", classification="PDP.01")
    registry.load_agencies(deeds.SYSTEM)
    for letter, zone in INVENTED:
        big = letter.upper()
        agency = people.register_agency(
            by=deeds.SYSTEM,
            code=f"contoh-{letter}",
            zone=zone,
            names=[
                {
                    "name": f"Instansi Contoh {big}",
                    "short_name": f"Contoh {big}",
                    "head_office": f"Kepala Instansi Contoh {big}",
                    "place": {"Asia/Makassar": "Denpasar", "Asia/Jayapura": "Jayapura"}.get(zone, "Jakarta"),
                    "valid_from": date(2020, 1, 1),
                }
            ],
        )
        for office, mailbox in ((f"Sekretariat Instansi Contoh {big}", "surat"), ("Narahubung PPDP", "narahubung")):
            people.register_contact(
                agency,
                by=deeds.SYSTEM,
                office=office,
                email=f"{mailbox}@contoh-{letter}.example",
                is_ppdp=mailbox == "narahubung",
                valid_from=date(2020, 1, 1),
            )
    people.register_contact(
        Agency.objects.get(code="kpu"),
        by=deeds.SYSTEM,
        office="Sekretariat Jenderal",
        email="surat@kpu.example",
        valid_from=date(2020, 1, 1),
    )


def _people():
    unit = Unit.objects.get(code="pdp", valid_to__isnull=True)
    for role, email, name, agency in LOGINS + MORE_LOGINS:
        people.appoint(
            by=deeds.SYSTEM,
            email=email,
            name=name,
            role=role,
            password=PASSWORD,
            unit=unit if role in (Role.OFFICER, Role.SUPERVISOR) else None,
            agency=Agency.objects.get(code=agency) if agency else None,
        )


def _wib(*parts):
    return datetime(*parts, tzinfo=WIB)


def kpu_2023(officer, supervisor):
    """KPU, November–December 2023, from the public record. Days are as reported; the hours are invented."""
    kind = Activity.Kind
    case = cases.record(
        by=officer,
        at=_wib(2023, 11, 27, 22, 14),
        seen_at=_wib(2023, 11, 27, 21, 50),
        replay=True,
        title="Dugaan kebocoran Daftar Pemilih Tetap Pemilu 2024",
        source=Incident.Source.SOCIAL_MEDIA,
        source_note="Akun X @p4c3n0g3 tentang penjual anonim “Jimbo” (Tribunnews, 29 November 2023)",
        severity=Incident.Severity.UNKNOWN,
        summary=(
            "Penjual anonim “Jimbo” menawarkan data yang disebut berasal dari KPU seharga 2 BTC "
            "(1 BTC setara Rp571.559.477). Sampel menurut pemberitaan memuat 252 orang dengan ruas NIK, NKK, nomor KTP, "
            "TPS, e-KTP, jenis kelamin, dan tanggal lahir, termasuk data konsulat dan kedutaan. Jumlah subjek "
            "seluruhnya belum diketahui.\n\nPutar ulang dari catatan publik: hari menurut pemberitaan, jamnya rekaan."
        ),
    )
    agency = {a.code: a for a in Agency.objects.all()}
    roles = Involvement.AgencyRole
    for minute, (code, role, why) in enumerate(
        (
            ("kpu", roles.CONTROLLER, "Penyelenggara DPT"),
            ("dukcapil", roles.ORIGIN, "Koordinasi asal data kependudukan (Harian Merapi, 3 Desember 2023)"),
            ("bssn", roles.COORDINATION, "Anggota gugus tugas"),
            ("polri", roles.LAW_ENFORCEMENT, "Anggota gugus tugas, siber"),
            ("bin", roles.COORDINATION, "Anggota gugus tugas"),
            ("kominfo", roles.COORDINATION, "Anggota gugus tugas"),
        )
    ):
        cases.involve(case, by=officer, agency=agency[code], role=role, why=why, at=_wib(2023, 11, 28, 8, minute))
    row = clarifications.draft(
        case,
        by=officer,
        agency=agency["kpu"],
        questions=default_questions(),
        at=_wib(2023, 11, 28, 8, 30),
        **new_request(case, date(2023, 11, 28)),
        opening=(
            "Sehubungan dengan informasi yang beredar pada media sosial sejak 27 November 2023 mengenai penawaran data "
            "Daftar Pemilih Tetap (DPT) Pemilu 2024 oleh akun anonim “Jimbo”, dengan hormat kami meminta penjelasan "
            "Saudara. Penelusuran awal kami masih menggunakan data sekunder dan belum dapat dijadikan kesimpulan."
        ),
        copies="Menteri Komunikasi dan Informatika\nKepala Badan Siber dan Sandi Negara",
    )
    row = clarifications.submit(row, by=officer, seen=row.version, at=_wib(2023, 11, 28, 9, 5))
    _issue(row, supervisor, _wib(2023, 11, 28, 10, 0))
    told = (
        (
            kind.STATEMENT,
            _wib(2023, 11, 29, 12, 0),
            TRIBUN,
            "Ketua KPU: salinan lunak DPT tidak hanya berada di pusat data KPU; partai politik peserta Pemilu dan Bawaslu juga memegangnya karena diamanatkan undang-undang.",
        ),
        (
            kind.MEETING,
            _wib(2023, 11, 29, 13, 0),
            TRIBUN,
            "Gugus tugas BSSN, Siber Polri, BIN, dan Kominfo bekerja bersama tim KPU menelusuri kebenaran dugaan.",
        ),
        (kind.BRIEFING, _wib(2023, 11, 29, 15, 5), MERAPI, "Rapat kerja Menteri dengan Komisi I DPR."),
        (
            kind.ASSIGNMENT,
            _wib(2023, 12, 2, 11, 0),
            MERAPI,
            "Menteri menugaskan Direktur Jenderal Aplikasi Informatika meneliti penyebab dan cara mengantisipasinya.",
        ),
        (
            kind.NOTE,
            _wib(2023, 12, 2, 11, 30),
            MERAPI,
            "Permintaan klarifikasi telah dikirim kepada KPU melalui surel. Data yang dikumpulkan masih sekunder, dari sumber publik; belum dapat disimpulkan.",
        ),
        (
            kind.FINDING,
            _wib(2023, 12, 4, 8, 20),
            LAW_JUSTICE,
            "Ditemukan kemiripan antara data yang ditawarkan dan data pada situs web KPU. Belum merupakan kesimpulan.",
        ),
        (
            kind.STATEMENT,
            _wib(2023, 12, 4, 9, 0),
            LAW_JUSTICE,
            "Belum diketahui ada klarifikasi tertulis dari KPU; jawaban seharusnya dalam 3x24 jam. Koordinasi dengan BSSN, Polri, dan KPU; langkah telah disampaikan kepada Komisi I DPR.",
        ),
    )
    with_bawaslu = False
    for what, at, source, text in told:
        cases.note(case, by=officer, kind=what, text=text, source=source, happened_at=at, at=at + timedelta(minutes=20))
        if not with_bawaslu:
            with_bawaslu = True
            why = "Memegang salinan lunak DPT menurut Ketua KPU (Tribunnews, 29 November 2023)"
            cases.involve(
                case,
                by=officer,
                agency=agency["bawaslu"],
                role=roles.COPY_HOLDER,
                why=why,
                at=at + timedelta(minutes=30),
            )
    return row


def _issue(row, supervisor, at):
    digest = letters.digest(letters.draft_content(row, at))
    return clarifications.issue(row, by=supervisor, seen=row.version, approved_digest=digest, at=at)


def living_cases(officer, supervisor, now):
    """Five cases around now: 41 hours left, 5 hours left and half answered, for approval, overdue, about to remind."""
    plan = (
        ("a", "Salinan daftar peserta pada media pindah", timedelta(hours=-31)),
        ("b", "Akses tidak sah ke arsip peserta", timedelta(hours=-67)),
        ("d", "Berkas kepegawaian di mesin pencari", timedelta(hours=-75)),
        ("e", "Formulir layanan terbuka untuk umum", timedelta(hours=-48, seconds=75)),
    )
    for letter, title, ago in sorted(plan, key=lambda p: p[2]):
        row = _living(officer, letter, title, now + ago - timedelta(hours=3))
        row = clarifications.submit(row, by=officer, seen=row.version, at=now + ago - timedelta(hours=2))
        row = _issue(row, supervisor, now + ago)
        if letter == "b":
            _answer_in_part(row, User.objects.get(email="narahubung@contoh-b.example"), now - timedelta(hours=20))
    row = _living(officer, "c", "Surel salah kirim berisi daftar pelanggan", now - timedelta(hours=3))
    clarifications.submit(row, by=officer, seen=row.version, at=now - timedelta(hours=2))


def _living(officer, letter, title, at):
    agency = Agency.objects.get(code=f"contoh-{letter}")
    case = cases.record(
        by=officer,
        at=at,
        seen_at=at - timedelta(minutes=25),
        title=f"Latihan: {title.lower()}",
        source=Incident.Source.FORUM,
        drill=True,
        summary="Kasus latihan dengan instansi rekaan. Belum diketahui jumlah subjek yang terdampak.",
    )
    cases.involve(case, by=officer, agency=agency, role=Involvement.AgencyRole.CONTROLLER, at=at + timedelta(minutes=5))
    return clarifications.draft(
        case,
        by=officer,
        agency=agency,
        questions=default_questions(),
        at=at + timedelta(minutes=20),
        **new_request(case, at.astimezone(WIB).date()),
        opening="Sehubungan dengan informasi yang beredar pada forum daring, dengan hormat kami meminta penjelasan Saudara atas dugaan kegagalan pelindungan Data Pribadi. Surat ini bagian dari latihan.",
    )


def _answer_in_part(row, liaison, at):
    texts = (
        "Tidak ditemukan akses tidak sah pada peladen utama. Satu salinan pada media pindah belum dapat ditelusuri.",
        "Susunan ruas sama dengan salinan kami. Jumlah subjek paling sedikit 120, seluruhnya belum diketahui.",
        "Diketahui pada pemeriksaan rutin; cara terjadinya masih diperiksa.",
        "Salinan pada media pindah ditarik dari tiga unit. Pencatatan penyerahan diperbarui.",
    )
    for question, text in zip(row.questions.all(), texts, strict=False):
        drafts.save(question, by=liaison, text=text)
    clarifications.answer(
        row,
        by=liaison,
        seen=row.version,
        seen_drafts=clarifications.fingerprint(clarifications.drafts_of(row)),
        name="Narahubung B",
        office="Pejabat Pelindungan Data Pribadi",
        at=at,
    )
