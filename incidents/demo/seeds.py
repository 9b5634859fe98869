"""Two seed cases from the public record, KPU 2018 and 2020, and what the third shares with them. Facts and figures with their source; the hours
of entry are invented, and no official decision is added to what was reported."""

from ..actions import assertions, work
from ..models import Activity, Incident, Involvement
from ..plain import spans
from .teller import Teller, wib

KIND, ROLE, SOURCE = Activity.Kind, Involvement.AgencyRole, Incident.Source
DETIK = "detikNews, 6 Juli 2018"
LIPUTAN6 = "Liputan6.com, 22 Mei 2020"
TRIBUN = "Tribunnews, 29 November 2023"
MERAPI = "Harian Merapi/Antara, 3 Desember 2023"
LAW_JUSTICE = "law-justice.co, 4 Desember 2023"
UNSOURCED = "Pemberitaan November 2023, sumber belum dipastikan"
REPLAYED = "Rekonstruksi dari catatan publik: hari menurut pemberitaan, jamnya rekaan."


def kpu_2018(officer, supervisor):
    """July 2018: KPU meets the ministry and the police about attacks on its systems; what each offers is a commitment."""
    t = Teller(
        officer,
        supervisor,
        *(2018, 7, 6, 17, 30),
        title="Gangguan pada sistem teknologi informasi KPU",
        source=SOURCE.NEWS,
        source_note=DETIK,
        happened=spans.parse("Juli 2018"),
        summary=(
            "Situs dan aplikasi KPU diretas pada masa pilkada; KPU menyebutnya kejahatan yang mengganggu suasana "
            f"pilkada. Kebocoran data pribadi tidak disebut.\n\n{REPLAYED}"
        ),
    )
    t.involve("kpu", ROLE.CONTROLLER, "Pemilik sistem yang diganggu")
    t.involve("kominfo", ROLE.COORDINATION, "Dukungan jaringan dan aplikasi")
    t.involve("polri", ROLE.LAW_ENFORCEMENT, "Direktorat Siber")
    t.says(
        "course",
        "Aplikasi KPU diretas; gangguan pada situs mengganggu suasana hasil pilkada.",
        "Viryan Aziz, Komisioner KPU",
        "6 Juli 2018",
        DETIK,
        agency="kpu",
    )
    meeting = t.happens(
        KIND.MEETING,
        "Dibahas penanganan masalah teknologi informasi KPU. Kesamaan pemahaman bahwa sistem KPU perlu didukung penuh "
        "demi keberhasilan pilkada dan Pemilu.",
        "5 Juli 2018",
        DETIK,
        participants="KPU; Menteri Komunikasi dan Informatika; Direktorat Siber Mabes Polri; pihak infrastruktur TI lain",
    )
    t.do(
        work.commit,
        who="Kominfo",
        agency=t.agency["kominfo"],
        activity=meeting,
        what="Memfasilitasi kebutuhan jaringan dan penyelesaian aplikasi yang diretas",
    )
    t.do(
        work.commit,
        who="Direktorat Siber Polri",
        agency=t.agency["polri"],
        activity=meeting,
        what="Dukungan kebijakan hukum atas kejahatan terhadap situs KPU",
    )
    return t.case


def kpu_2020(officer, supervisor):
    """May 2020: a claim on the voter list; Dukcapil denies; KPU says it is the open list of 2014."""
    t = Teller(
        officer,
        supervisor,
        *(2020, 5, 22, 12, 0),
        title="Klaim kebocoran data penduduk di KPU",
        source=SOURCE.SOCIAL_MEDIA,
        source_note="Akun Twitter @underthebreach (Liputan6.com, 22 Mei 2020)",
        seen_at=wib(2020, 5, 21, 21, 0),
        summary=(
            "Akun @underthebreach menyatakan jutaan data penduduk di KPU bocor. Dukcapil menyangkal; KPU menyatakan "
            f"berkasnya DPT Pemilu 2014 yang terbuka menurut undang-undang.\n\n{REPLAYED}"
        ),
    )
    t.involve(
        "kpu",
        ROLE.CONTROLLER,
        "Penyelenggara DPT",
        holds="Soft file DPT Pemilu 2014 (PDF)",
        according_to="Viryan Aziz, KPU",
        known=spans.parse("21 Mei 2020"),
        known_source="KPU bekerja “sejak tadi malam” (Liputan6.com, 22 Mei 2020)",
    )
    t.involve("dukcapil", ROLE.ORIGIN, "Asal data kependudukan")
    t.involve(
        "parpol",
        ROLE.COPY_HOLDER,
        "Menerima salinan DPT menurut Pasal 38 ayat (5) UU 8/2012",
        holds="Salinan DPT dalam format yang tidak dapat diubah",
        according_to="KPU",
    )
    leak = t.says(
        "origin", "Jutaan data penduduk di KPU bocor.", "Akun Twitter @underthebreach", "21 Mei 2020", LIPUTAN6
    )
    denial = t.says(
        "denial",
        "Dari Dukcapil tidak ada kebocoran data. Tidak ada gangguan pada server KTP elektronik, jaringannya tertutup; "
        "log dan trafiknya tidak menunjukkan hal yang mencurigakan.",
        "Zudan Arif Fakrulloh, Dirjen Dukcapil",
        "22 Mei 2020",
        LIPUTAN6,
        agency="dukcapil",
    )
    age = t.says(
        "age",
        "Data itu soft file DPT Pemilu 2014; metadata gambarnya tertanggal 15 November 2013.",
        "Viryan Aziz, Komisioner KPU",
        "22 Mei 2020",
        LIPUTAN6,
        agency="kpu",
    )
    size = t.says(
        "subjects",
        "Jumlah DPT Pilpres 2014 tidak sampai 200 juta, melainkan 190 juta.",
        "Viryan Aziz, Komisioner KPU",
        "22 Mei 2020",
        LIPUTAN6,
        agency="kpu",
        amount=190_000_000,
        bound="about",
        unit="orang",
    )
    t.says(
        "other",
        "Berkas itu dikeluarkan sesuai regulasi dan terbuka untuk kebutuhan publik (Pasal 38 ayat (5) UU 8/2012).",
        "Viryan Aziz, Komisioner KPU",
        "22 Mei 2020",
        LIPUTAN6,
        agency="kpu",
    )
    t.happens(
        KIND.EXAMINATION,
        "KPU memeriksa kondisi internal (server data) dan berkoordinasi dengan pihak terkait.",
        "21 Mei 2020 s.d. 22 Mei 2020",
        LIPUTAN6,
        participants="KPU",
    )
    t.day(2020, 5, 23, 9, 0)
    paper = "Keterangan KPU dan Dukcapil, Liputan6.com 22 Mei 2020"
    t.assess(age, "partly_verified", "Metadata gambar disebut; berkas aslinya tidak diperiksa di sini.", paper)
    t.assess(leak, "denied", "KPU dan Dukcapil menyangkal; berkasnya disebut data lama yang terbuka.", paper)
    t.assess(denial, "partly_verified", "Bertumpu pada keterangan Dukcapil tentang log dan trafik.", paper)
    t.assess(size, "partly_verified", "Angka dari penyelenggara daftar itu sendiri.", paper)
    t.do(
        assertions.adopt,
        topic="subjects",
        assertion=size,
        bound="about",
        reason="Angka penyelenggara daftar, untuk daftar 2014 seluruhnya; yang beredar belum dihitung.",
    )
    t.case.refresh_from_db()
    work.close(
        t.case,
        by=supervisor,
        seen=t.case.version,
        outcome=Incident.Outcome.OLD_OR_OPEN,
        reason=(
            "Menurut KPU berkasnya DPT Pemilu 2014 yang terbuka. Penutupan ini bagian dari rekonstruksi; keputusan resmi "
            "tidak diketahui."
        ),
        at=t.tick(),
    )
    return t.case
