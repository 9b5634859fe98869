"""Living cases around now, all of them drills with invented bodies, and a report that waits for a decision."""

from datetime import timedelta

from ..actions import assertions, cases, clarifications, law, replies, reply_drafts, work
from ..actions.assertions import Claim
from ..forms.opening_values import common_questions, new_request
from ..models import Activity, Agency, DataCategory, Incident, Involvement, User
from ..plain import answer_values, clocks
from ..plain.spans import at_minute, the_day
from .teller import issue


def load(officer, supervisor, now):
    """Five cases around now: 41 hours left, 5 hours left and half answered, for approval, overdue, about to remind."""
    plan = (
        ("a", "Salinan daftar peserta pada media pindah", timedelta(hours=-31)),
        ("b", "Akses tidak sah ke arsip peserta", timedelta(hours=-67)),
        ("d", "Berkas kepegawaian di mesin pencari", timedelta(hours=-75)),
        ("e", "Formulir layanan terbuka untuk umum", timedelta(hours=-48, seconds=75)),
    )
    for letter, title, ago in sorted(plan, key=lambda p: p[2]):
        clarification = _living(officer, letter, title, now + ago - timedelta(hours=3))
        clarification = clarifications.submit(
            clarification, by=officer, seen=clarification.version, at=now + ago - timedelta(hours=2)
        )
        clarification = issue(clarification, supervisor, now + ago)
        if letter == "b":
            _answer_in_part(
                clarification, User.objects.get(email="narahubung@contoh-b.example"), now - timedelta(hours=20)
            )
            _ledger(clarification.incident, officer, now)
    clarification = _living(officer, "c", "Surel salah kirim berisi daftar pelanggan", now - timedelta(hours=3))
    clarifications.submit(clarification, by=officer, seen=clarification.version, at=now - timedelta(hours=2))
    cases.report(
        by=officer,
        at=now - timedelta(minutes=40),
        seen_at=now - timedelta(minutes=46),
        drill=True,
        source=Incident.Source.FORUM,
        summary="Latihan: akun @contoh_penjual menawarkan “daftar peserta Contoh A” seharga 0,3 BTC di forum-contoh.example/t/48213. Jumlahnya tidak disebut.",
    )


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
        at=at + timedelta(minutes=20),
        **common_questions(clocks.day(at)),
        **new_request(case, clocks.day(at)),
        opening="Sehubungan dengan informasi yang beredar pada forum daring, dengan hormat kami meminta penjelasan Saudara atas dugaan kegagalan pelindungan Data Pribadi. Surat ini bagian dari latihan.",
    )


def _answer_in_part(clarification, liaison, at):
    day = clocks.day(at)
    kinds = DataCategory.objects.on(day).filter(code__in=("U-a", "U-f.alamat"))
    known = at_minute(at - timedelta(hours=50))
    answers: tuple[tuple[answer_values.Value, str], ...] = (
        (
            "no",
            "Tidak ditemukan akses tidak sah pada peladen utama. Satu salinan pada media pindah belum dapat ditelusuri.",
        ),
        ([{"code": k.code, "name": k.name} for k in kinds], "Susunan ruas sama dengan salinan kami."),
        (120, "Paling sedikit; seluruhnya belum diketahui."),
        (answer_values.keep_span(known), "Diketahui pada pemeriksaan rutin; cara terjadinya masih diperiksa."),
        (None, "Salinan pada media pindah ditarik dari tiga unit. Pencatatan penyerahan diperbarui."),
    )
    for question, (value, text) in zip(clarification.questions.all(), answers, strict=False):
        reply_drafts.save(question, by=liaison, text=text, value=value)
    replies.answer(
        clarification,
        by=liaison,
        seen=clarification.version,
        seen_drafts=reply_drafts.fingerprint(reply_drafts.drafts_of(clarification)),
        name="Narahubung B",
        office="Pejabat Pelindungan Data Pribadi",
        at=at,
    )


def _ledger(case, officer, now):
    """What a seller and the agency say about the half-answered case, the statute's clock, a commitment."""
    agency = case.involvements.get().agency
    at = now - timedelta(hours=19)
    offered = Claim(
        topic="subjects",
        statement="12.000 peserta.",
        said_by="Penjual di forum",
        source="forum-contoh.example",
        said=at_minute(now - timedelta(hours=69)),
        amount=12_000,
        unit="orang",
    )
    assertions.claim(case, offered, by=officer, at=at)
    counted = Claim(
        topic="subjects",
        statement="Paling sedikit 120; seluruhnya belum diketahui.",
        said_by=agency.short_name,
        source="Jawaban bagian 1",
        said=at_minute(now - timedelta(hours=20)),
        amount=120,
        bound="at_least",
        unit="orang",
        agency=agency,
    )
    least = assertions.claim(case, counted, by=officer, at=at + timedelta(minutes=1))
    denied = Claim(
        topic="denial",
        statement="Tidak ditemukan akses tidak sah pada peladen utama.",
        said_by=agency.short_name,
        source=counted.source,
        said=counted.said,
        agency=agency,
    )
    assertions.claim(case, denied, by=officer, at=at + timedelta(minutes=2))
    assertions.assess(
        least,
        by=officer,
        seen=least.version,
        status="partly_verified",
        reason="Daftar pada media pindah dihitung bersama instansi.",
        document="Jawaban K1 bagian 1",
        at=at + timedelta(minutes=3),
    )
    assertions.adopt(
        case,
        by=officer,
        topic="subjects",
        assertion=least,
        bound="at_least",
        reason="Yang sudah dihitung; klaim 12.000 belum ada buktinya.",
        at=at + timedelta(minutes=4),
    )
    law.track_duty(
        case.involvements.get(),
        by=officer,
        started=(now - timedelta(hours=60)).replace(second=0, microsecond=0),
        start_source="Jawaban bagian 1, pertanyaan 3",
        at=at + timedelta(minutes=5),
    )
    day = clocks.day(now)
    claimed = DataCategory.objects.on(day).filter(code__in=("U-a", "U-f.alamat"))
    law.categorize(case, by=officer, claimed=list(claimed), basis="Jawaban bagian 1", at=at + timedelta(minutes=6))
    meeting = cases.note(
        case,
        by=officer,
        kind=Activity.Kind.MEETING,
        text="Disepakati pemeriksaan bersama atas media pindah.",
        participants="Petugas A; Narahubung B",
        happened=at_minute(at),
        at=at + timedelta(minutes=7),
    )
    work.commit(
        case,
        by=officer,
        who=agency.short_name,
        agency=agency,
        activity=meeting,
        what="Daftar media pindah yang ditarik",
        due=the_day(now + timedelta(hours=20)),
        at=at + timedelta(minutes=8),
    )
