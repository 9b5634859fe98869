"""KPU 2023 from the public record: the standing acceptance test of the clock, and of everything around it."""

from ..actions import assertions, law, next_letter
from ..models import DataCategory, Incident
from ..plain import spans
from ..plain.clocks import WIB
from ..record import deeds
from .seeds import KIND, LAW_JUSTICE, MERAPI, REPLAYED, ROLE, SOURCE, TRIBUN, UNSOURCED
from .teller import Teller, wib


def tell(officer, supervisor):
    """KPU, November–December 2023: the standing acceptance test of the clock, and of everything around it."""
    t = Teller(
        officer,
        supervisor,
        *(2023, 11, 27, 22, 14),
        title="Dugaan kebocoran Daftar Pemilih Tetap Pemilu 2024",
        source=SOURCE.SOCIAL_MEDIA,
        source_note="Akun X @p4c3n0g3 tentang penjual anonim “Jimbo” (Tribunnews, 29 November 2023)",
        seen_at=wib(2023, 11, 27, 21, 50),
        failure=Incident.Failure.DISCLOSURE,
        summary=(
            "Penjual anonim “Jimbo” menawarkan data yang disebut berasal dari KPU seharga 2 BTC "
            "(1 BTC setara Rp571.559.477). Sampel menurut pemberitaan memuat 252 orang dengan ruas NIK, NKK, nomor KTP, "
            "TPS, e-KTP, jenis kelamin, dan tanggal lahir, termasuk data konsulat dan kedutaan. Jumlah subjek "
            f"seluruhnya belum diketahui.\n\n{REPLAYED}"
        ),
    )
    t.day(2023, 11, 28, 8, 0)
    t.involve("kpu", ROLE.CONTROLLER, "Penyelenggara DPT", holds="Pusat data KPU", according_to="Sumber resmi")
    t.involve("dukcapil", ROLE.ORIGIN, "Koordinasi asal data kependudukan (Harian Merapi, 3 Desember 2023)")
    t.involve("bssn", ROLE.COORDINATION, "Anggota gugus tugas")
    t.involve("polri", ROLE.LAW_ENFORCEMENT, "Anggota gugus tugas, siber")
    t.involve("bin", ROLE.COORDINATION, "Anggota gugus tugas")
    t.involve("kominfo", ROLE.COORDINATION, "Anggota gugus tugas")
    jimbo, said = "Penjual anonim “Jimbo”", "27 November 2023 s.d. 28 November 2023"
    t.says("course", "Meretas situs kpu.go.id dan memperoleh data pemilih.", jimbo, said, LAW_JUSTICE)
    t.says("price", "Data ditawarkan seharga 2 BTC.", jimbo, said, TRIBUN, amount=2, unit="BTC")
    t.says(
        "subjects",
        "Sampel memuat informasi 252 orang. Angka dikutip seperti tercetak.",
        jimbo,
        said,
        TRIBUN,
        amount=252,
        bound="at_least",
        unit="orang",
    )
    t.says(
        "fields",
        "NIK, NKK, nomor KTP, TPS, e-KTP, jenis kelamin, tanggal lahir; juga data konsulat jenderal, kedutaan besar, "
        "dan konsulat.",
        jimbo,
        said,
        TRIBUN,
    )
    t.says("records", "252.327.304 baris data.", jimbo, said, UNSOURCED, amount=252_327_304, unit="baris")
    t.says(
        "subjects",
        "204.807.203 data unik sesudah disaring.",
        "Peneliti luar",
        "November 2023",
        UNSOURCED,
        amount=204_807_203,
        unit="orang",
    )
    t.day(2023, 11, 28, 8, 30)
    clarification = t.ask(
        "kpu",
        "Sehubungan dengan informasi yang beredar pada media sosial sejak 27 November 2023 mengenai penawaran data "
        "Daftar Pemilih Tetap (DPT) Pemilu 2024 oleh akun anonim “Jimbo”, dengan hormat kami meminta penjelasan "
        "Saudara. Penelusuran awal kami masih menggunakan data sekunder dan belum dapat dijadikan kesimpulan.",
        wib(2023, 11, 28, 10, 0),
        copies="Menteri Komunikasi dan Informatika\nKepala Badan Siber dan Sandi Negara",
    )
    t.day(2023, 11, 29, 12, 20)
    holder = t.says(
        "holder",
        "Salinan lunak DPT tidak hanya berada di pusat data KPU; partai politik peserta Pemilu dan Bawaslu juga "
        "memegangnya karena diamanatkan undang-undang.",
        "Hasyim Asy’ari, Ketua KPU",
        "29 November 2023",
        TRIBUN,
        agency="kpu",
    )
    t.happens(
        KIND.STATEMENT,
        "Ketua KPU kepada media: salinan lunak DPT juga dipegang partai politik peserta Pemilu dan Bawaslu.",
        "29 November 2023",
        TRIBUN,
        assertion=holder,
    )
    for code in ("bawaslu", "parpol"):
        t.involve(
            code,
            ROLE.COPY_HOLDER,
            "Memegang salinan lunak DPT menurut Ketua KPU (Tribunnews, 29 November 2023)",
            holds="Salinan lunak DPT",
            according_to="Ketua KPU, P-07",
        )
    t.happens(
        KIND.MEETING,
        "Gugus tugas bekerja bersama tim KPU menelusuri kebenaran dugaan kebocoran.",
        "29 November 2023",
        TRIBUN,
        participants="KPU; BSSN; Siber Polri; BIN; Kominfo",
    )
    t.happens(KIND.BRIEFING, "Rapat kerja Menteri dengan Komisi I DPR.", "29 November 2023", MERAPI)
    _december(t)
    return clarification


def _december(t):
    """1 to 4 December 2023: the due passes, the second letter lies drafted; assignment, own findings, no reply known."""
    t.day(2023, 12, 1, 10, 1)
    next_letter.draft_next(t.case.requests.get(), by=deeds.SYSTEM, at=t.at)
    t.day(2023, 12, 3, 11, 30)
    t.happens(
        KIND.ASSIGNMENT,
        "Menteri menugaskan Direktur Jenderal Aplikasi Informatika meneliti penyebab dan cara mengantisipasinya.",
        "2 Desember 2023",
        MERAPI,
    )
    t.happens(
        KIND.MEETING,
        "Koordinasi penyelidikan.",
        "2 Desember 2023",
        MERAPI,
        participants="Kominfo; KPU; Ditjen Dukcapil Kemendagri; BSSN",
    )
    t.do(
        law.find,
        text="Data yang dikumpulkan masih sekunder, dari media sosial dan yang disebarkan pelaku; belum dapat disimpulkan.",
        confidence="low",
        found=spans.parse("2 Desember 2023"),
        method="Pengumpulan data yang sudah ada di publik",
        source=MERAPI,
    )
    t.day(2023, 12, 4, 13, 0)
    similar = t.says(
        "similarity",
        "Ditemukan kemiripan antara data yang ditawarkan dan data pada situs web KPU.",
        "Usman Kansong, Dirjen IKP",
        "4 Desember 2023",
        LAW_JUSTICE,
        agency="kominfo",
    )
    t.do(
        law.find,
        text="Ada kemiripan dengan data pada situs web KPU. Belum merupakan kesimpulan.",
        confidence="medium",
        found=spans.parse("4 Desember 2023"),
        source=LAW_JUSTICE,
    )
    t.assess(similar, "partly_verified", "Kemiripan susunan; isi belum dibandingkan.", "Temuan T-02")
    t.happens(
        KIND.STATEMENT,
        "Belum diketahui ada klarifikasi tertulis dari KPU; jawaban seharusnya dalam 3x24 jam. Koordinasi dengan BSSN, "
        "Polri, dan KPU; langkah telah disampaikan kepada Komisi I DPR.",
        "4 Desember 2023",
        LAW_JUSTICE,
        assertion=similar,
    )
    t.do(
        assertions.adopt,
        topic="subjects",
        reason="Jumlah seluruhnya belum diketahui; yang beredar masih klaim penjual dan pihak luar.",
    )
    day = t.at.astimezone(WIB).date()
    codes = ("U-a", "U-b", "U-f.nik", "U-f.nkk", "U-f.ktp", "U-f.lahir", "U-f.tps")
    claimed = DataCategory.objects.on(day).filter(code__in=codes)
    t.do(law.categorize, claimed=list(claimed), basis=f"{TRIBUN}; {LAW_JUSTICE}")
    law.track_duty(t.case.involvements.get(role=ROLE.CONTROLLER), by=t.officer, at=t.tick())
