"""The second set: public cases of 2021 to 2024, facts only, each marked as such. Days as reported, hours of entry invented."""

from ..actions import assertions, incoming_reply, law, replies, sanctions, work
from ..models import Activity, Incident, Involvement, Relation, Response, SanctionRegime
from ..plain import spans
from .articles import OURS
from .teller import Teller, wib

KIND, ROLE, SOURCE = Activity.Kind, Involvement.AgencyRole, Incident.Source
MARK = (
    "Kumpulan kedua: kasus publik, hanya fakta yang diberitakan; hari menurut pemberitaan, jamnya rekaan. "
    f"Yang {OURS}: peran instansi, isi surat, penilaian, angka yang dipakai, dan keputusan atas kasus ini."
)
NEWS_2021 = "Pemberitaan Mei 2021"
ANTARA_2021 = "Antara, Oktober 2021"
NEWS_2023 = "Pemberitaan 2023"
TIRTO = "tirto.id, 21 September 2024"


def _tell(officer, supervisor, *start, summary, **facts):
    return Teller(officer, supervisor, *start, source=SOURCE.NEWS, summary=f"{summary}\n\n{MARK}", **facts)


def bpjs_2021(officer, supervisor):
    t = _tell(
        officer,
        supervisor,
        *(2021, 5, 20, 20, 0),
        title="Dugaan kebocoran data peserta BPJS Kesehatan",
        source_note=NEWS_2021,
        failures=[Incident.Failure.DISCLOSURE],
        summary="Penelusuran sejak 20 Mei 2021; sampel 100.002 baris disebut cocok dengan susunan data peserta.",
    )
    t.involve("bpjs-kesehatan", ROLE.CONTROLLER, "Data peserta")
    t.day(2021, 5, 21, 9, 0)
    sample = t.says(
        "records",
        "Sampel berisi 100.002 baris; susunannya (Noka, Kode Kantor) sama dengan data peserta.",
        "Kementerian Komunikasi dan Informatika",
        "21 Mei 2021",
        NEWS_2021,
        agency="kominfo",
        amount=100_002,
        bound="exactly",
        unit="baris",
    )
    t.assess(
        sample,
        "partly_verified",
        f"Susunan sampel dibandingkan; isi tidak. Penilaian {OURS}.",
        "Hasil penelusuran, 21 Mei 2021",
    )
    t.do(
        assertions.adopt,
        topic="records",
        assertion=sample,
        bound="at_least",
        reason=f"Hanya sampel yang dihitung; seluruhnya belum diketahui. Keputusan {OURS}.",
    )
    t.happens(KIND.SUMMONS, "Direksi BPJS Kesehatan dipanggil.", "21 Mei 2021", NEWS_2021)
    for host, done in (("bayfiles", "dipenuhi"), ("mega", "dipenuhi"), ("anonfiles", "masih berjalan")):
        t.happens(KIND.TAKEDOWN, f"Pemutusan tautan unduhan di {host}: {done}.", "21 Mei 2021", NEWS_2021)
    return t.case


def kpai_2021(officer, supervisor):
    """The letter on 21 October, a first reply the same day, a second letter on the 22nd, then a summons."""
    t = _tell(
        officer,
        supervisor,
        *(2021, 10, 21, 8, 0),
        title="Dugaan kebocoran data KPAI",
        source_note=ANTARA_2021,
        failures=[Incident.Failure.DISCLOSURE],
        summary="Surat permintaan klarifikasi 21 Oktober 2021; keterangan awal diberikan hari itu juga; surat kedua 22 Oktober.",
    )
    t.involve("kpai", ROLE.CONTROLLER, "Data pengaduan")
    first = t.ask(
        "kpai",
        "Sehubungan dengan pemberitaan mengenai dugaan kebocoran data, dengan hormat kami meminta penjelasan Saudara.",
        wib(2021, 10, 21, 10, 0),
    )
    t.day(2021, 10, 21, 16, 0)
    replies.record_reply(
        first,
        incoming_reply.Reply(
            name="KPAI",
            office="tidak diberitakan",
            kind=Response.Kind.INTERIM,
            text="Keterangan awal pada hari yang sama; bentuk dan isinya tidak diberitakan.",
            received_at=wib(2021, 10, 21, 15, 0),
            channel=Response.Channel.OTHER,
            document=ANTARA_2021,
        ),
        by=officer,
        seen=first.version,
        at=t.tick(),
    )
    t.day(2021, 10, 22, 9, 0)
    t.ask(
        "kpai",
        "Menindaklanjuti keterangan awal tanggal 21 Oktober 2021, dengan hormat kami meminta data tambahan.",
        wib(2021, 10, 22, 10, 0),
        subject="Permintaan Data Tambahan atas Dugaan Kegagalan Pelindungan Data Pribadi",
    )
    t.day(2021, 10, 22, 15, 0)
    t.happens(KIND.SUMMONS, "Pimpinan KPAI dipanggil.", "Oktober 2021", ANTARA_2021)
    return t.case


def bank_jatim_2021(officer, supervisor):
    t = _tell(
        officer,
        supervisor,
        *(2021, 10, 21, 8, 30),
        title="Dugaan kebocoran data Bank Jatim",
        source_note=ANTARA_2021,
        failures=[Incident.Failure.DISCLOSURE],
        summary="Diminta klarifikasi bersamaan dengan KPAI; belum menjawab; direksi dipanggil.",
    )
    t.involve("bank-jatim", ROLE.CONTROLLER, "Data nasabah")
    t.ask(
        "bank-jatim",
        "Sehubungan dengan pemberitaan mengenai dugaan kebocoran data, dengan hormat kami meminta penjelasan Saudara.",
        wib(2021, 10, 21, 10, 30),
    )
    t.day(2021, 10, 22, 15, 30)
    t.happens(KIND.SUMMONS, "Direksi Bank Jatim dipanggil; disebut prosedur yang biasa.", "Oktober 2021", ANTARA_2021)
    return t.case


def bsi_2023(officer, supervisor):
    t = _tell(
        officer,
        supervisor,
        *(2023, 5, 16, 9, 0),
        title="Dugaan kebocoran data nasabah BSI",
        source_note=NEWS_2023,
        happened=spans.parse("Mei 2023"),
        summary="Pertemuan dengan bank, sampel diperiksa dua kali; berakhir dengan teguran, perbaikan, dan rekomendasi.",
    )
    bank = t.involve("bsi", ROLE.CONTROLLER, "Data nasabah")
    t.happens(KIND.MEETING, "Pertemuan dengan BSI.", "Mei 2023", NEWS_2023, participants="Kominfo; BSI")
    for turn in ("pertama", "kedua"):
        t.happens(KIND.EXAMINATION, f"Sampel data diperiksa, kali {turn}.", "Mei 2023", NEWS_2023)
    t.happens(KIND.RECOMMENDATION, "Perbaikan dan rekomendasi kepada BSI.", "2023", NEWS_2023)
    law.track_duty(bank, by=officer, at=t.tick())
    regime = SanctionRegime.objects.get(code="pp71")
    t.do(
        sanctions.sanction,
        agency=t.agency["bsi"],
        regime=regime,
        measure="teguran tertulis",
        decided_by="Kementerian Komunikasi dan Informatika",
        decided=spans.parse("2023"),
        note=f"Diberitakan sebagai teguran; rezimnya {OURS}, disimpulkan dari istilah itu.",
    )
    t.case.refresh_from_db()
    work.close(
        t.case,
        by=supervisor,
        seen=t.case.version,
        outcome=Incident.Outcome.REPRIMAND,
        reason=f"Teguran, perbaikan, dan rekomendasi menurut pemberitaan. Penutupan ini {OURS}.",
        at=t.tick(),
    )
    return t.case


def dukcapil_2023(officer, supervisor):
    t = _tell(
        officer,
        supervisor,
        *(2023, 7, 16, 20, 0),
        title="Dugaan kebocoran data kependudukan Dukcapil",
        source_note=NEWS_2023,
        failures=[Incident.Failure.DISCLOSURE],
        summary="Klaim 337 juta baris; Dukcapil menyatakan susunannya berbeda; audit BSSN dilaporkan kepada Kominfo.",
    )
    t.involve("dukcapil", ROLE.CONTROLLER, "Data kependudukan")
    t.involve("bssn", ROLE.COORDINATION, "Audit")
    t.says(
        "records",
        "337 juta baris data ditawarkan.",
        "Penjual di forum",
        "Juli 2023",
        NEWS_2023,
        amount=337_000_000,
        bound="about",
        unit="baris",
    )
    t.says(
        "denial",
        "Susunan data yang beredar berbeda dengan susunan data Dukcapil.",
        "Ditjen Dukcapil",
        "Juli 2023",
        NEWS_2023,
        agency="dukcapil",
    )
    t.happens(KIND.SUMMONS, "Dukcapil dipanggil.", "Juli 2023", NEWS_2023)
    meeting = t.happens(
        KIND.EXAMINATION, "Audit oleh BSSN.", "Juli 2023", NEWS_2023, participants="BSSN; Ditjen Dukcapil"
    )
    t.do(
        work.commit,
        who="BSSN",
        agency=t.agency["bssn"],
        what="Hasil audit dilaporkan kepada Kominfo; sanksi menurut PP 71/2019 bergantung padanya",
        activity=meeting,
    )
    return t.case


def djp_2024(officer, supervisor):
    t = _tell(
        officer,
        supervisor,
        *(2024, 9, 19, 9, 0),
        title="Dugaan kebocoran data NPWP",
        source_note=TIRTO,
        failures=[Incident.Failure.DISCLOSURE],
        summary="Surat kepada DJP mengutip PP 71/2019.",
    )
    t.involve("djp", ROLE.CONTROLLER, "Data NPWP")
    t.ask(
        "djp",
        "Sehubungan dengan pemberitaan mengenai dugaan kebocoran data NPWP, dengan hormat kami meminta penjelasan Saudara.",
        wib(2024, 9, 20, 10, 0),
        basis="Pasal 14 ayat (5) dan Pasal 24 ayat (3) PP 71/2019",
    )
    return t.case


def load(officer, supervisor):
    """All of them, in the order they happened; those of October 2021 belong together."""
    bpjs_2021(officer, supervisor)
    kpai = kpai_2021(officer, supervisor)
    bank = bank_jatim_2021(officer, supervisor)
    why = "Diminta klarifikasi dan dipanggil pada hari-hari yang sama (Antara, Oktober 2021)"
    work.relate(bank, by=officer, other=kpai, kind=Relation.Kind.RELATED, why=why, at=wib(2021, 10, 22, 16, 0))
    bsi_2023(officer, supervisor)
    dukcapil_2023(officer, supervisor)
    djp_2024(officer, supervisor)
