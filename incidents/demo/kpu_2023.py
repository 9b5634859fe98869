"""KPU 2023 from three articles: the standing acceptance test of the clock, and of everything around it. The day of the letter and
of the second one, and the large figures, are from other reports; they say so."""

from ..actions import assertions, cases, law, next_letter
from ..models import ActorPart, DataCategory, Incident, KnownActor, Sending
from ..plain import clocks
from ..record import deeds
from . import ministry_2023
from .articles import ELSEWHERE, LAW_JUSTICE, MERAPI, OURS, TRIBUN
from .seeds import KIND, REPLAYED, ROLE, SOURCE, why
from .teller import Teller, wib

OTHER_REPORTS = f"Pemberitaan November 2023 {ELSEWHERE}, sumber belum dipastikan"
TWEETS, SELLER = "Akun X @p4c3n0g3", "Akun anonim “Jimbo”"
HERMAN = "Herman Khaeron, Wakil Komandan Alpha TKN Prabowo-Gibran"
HASYIM = "Hasyim Asy'ari, Ketua KPU"
SUMMARY = (
    "Data dari KPU, disebut DPT Pemilu 2024, dijual oleh “Jimbo” menurut akun X @p4c3n0g3; harganya menurut Tribunnews 2 BTC. "
    "Jumlah orang yang terdampak belum diketahui.\n\n"
    f"{REPLAYED} Hari kasus ini dicatat, hari suratnya (28 November 2023), dan angka di atas satu juta menurut pemberitaan "
    f"{ELSEWHERE}."
)


def tell(officer, supervisor):
    """KPU, November–December 2023: the standing acceptance test of the clock, and of everything around it."""
    t = Teller(
        officer,
        supervisor,
        *(2023, 11, 27, 22, 14),
        title="Dugaan kebocoran Daftar Pemilih Tetap Pemilu 2024",
        source=SOURCE.SOCIAL_MEDIA,
        source_note="Akun X @p4c3n0g3",
        seen_at=wib(2023, 11, 27, 21, 50),
        failures=[Incident.Failure.DISCLOSURE],
        summary=SUMMARY,
    )
    t.day(2023, 11, 28, 8, 0)
    t.involve("kpu", ROLE.CONTROLLER, f"Datanya disebut dari KPU; perannya {OURS}")
    for what, speaker, topic, amount, unit in (
        ("252.327.304 baris data.", "Penjual", "records", 252_327_304, "baris"),
        ("204.807.203 data unik sesudah disaring.", "Peneliti luar", "subjects", 204_807_203, "orang"),
    ):
        t.says(topic, what, speaker, "November 2023", OTHER_REPORTS, amount=amount, unit=unit)
    t.day(2023, 11, 28, 8, 30)
    clarification = t.ask(
        "kpu",
        "Sehubungan dengan informasi yang beredar pada media sosial mengenai penawaran data Daftar Pemilih Tetap (DPT) Pemilu "
        "2024 oleh akun anonim “Jimbo”, dengan hormat kami meminta penjelasan Saudara. Penelusuran awal kami masih "
        "menggunakan data sekunder dan belum dapat dijadikan kesimpulan.",
        wib(2023, 11, 28, 10, 0),
        copies="Menteri Komunikasi dan Informatika\nKepala Badan Siber dan Sandi Negara",
    )
    t.day(2023, 11, 29, 18, 20)
    t.take_in(TRIBUN)
    _offered(t)
    _campaign_team(t)
    _holders(t)
    t.day(2023, 12, 1, 10, 1)
    next_letter.draft_next(t.case.requests.get(), by=deeds.SYSTEM, at=t.at)
    t.day(2023, 12, 3, 11, 30)
    t.take_in(MERAPI)
    ministry_2023.minister(t)
    ministry_2023.tracing(t)
    t.was_sent(clarification, Sending.Channel.MAIL, ministry_2023.SEMUEL, MERAPI.at(14))
    t.day(2023, 12, 4, 18, 0)
    t.take_in(LAW_JUSTICE)
    ministry_2023.at_the_ministry(t)
    t.was_sent(clarification, Sending.Channel.ELECTRONIC, ministry_2023.USMAN, LAW_JUSTICE.at(3))
    _breach(t)
    return clarification


def _offered(t):
    """What was on offer, as the paper tells it after the account's post."""
    told_of = t.says("origin", "“Jimbo” menjual data dari KPU.", TWEETS, "", TRIBUN.at(22), reported_by="Tribunnews")
    ours = f"Tempatnya pada daftar pelaku {OURS}; siapa di balik nama itu tidak diketahui."
    t.acts(ActorPart.Role.OFFERED, "Jimbo", KnownActor.Kind.SELLER, told_of, f"Nama anonim ({TRIBUN.at(22)}). {ours}")
    account = f"Akun X yang menulis tentang Jimbo ({TRIBUN.at(22)}). {ours}"
    t.acts(ActorPart.Role.REPORTED, "@p4c3n0g3", KnownActor.Kind.ACCOUNT, told_of, account)
    told = {"said_by": "Tribunnews", "said": "29 November 2023"}
    t.says("price", "Data itu dijual dengan 2 BTC.", source=TRIBUN.at(23), amount=2, unit="BTC", **told)
    t.says(
        "rate",
        "1 BTC setara dengan Rp571.559.477.",
        source=TRIBUN.at(23),
        amount=571_559_477,
        unit="Rp per BTC",
        **told,
    )
    t.says(
        "subjects", "Data itu memuat informasi dari 252 orang.", source=TRIBUN.at(24), amount=252, unit="orang", **told
    )
    t.says(
        "fields", "NIK, NKK, nomor KTP, TPS, e-KTP, jenis kelamin, hingga tanggal lahir.", source=TRIBUN.at(24), **told
    )
    t.says(
        "whose",
        "Termasuk data dari Konsulat Jenderal, Kedutaan Besar, dan Konsulat Republik Indonesia.",
        source=TRIBUN.at(25),
        **told,
    )
    t.says(
        "other",
        "Lokasi TPS dicari di situs cekdptonline.kpu.go.id, hanya dengan memasukkan NIK.",
        source=TRIBUN.at(9),
        **told,
    )


def _campaign_team(t):
    said = {"said_by": HERMAN, "said": "29 November 2023", "agency": "tkn"}
    asks = t.says(
        "other",
        "KPU diminta secepatnya membenahi kasus data DPT Pemilu 2024 yang diduga bocor dan dijual, agar hasil Pemilu 2024 "
        "legitimate.",
        source=TRIBUN.at(11, 12),
        **said,
    )
    t.says("other", "Bawaslu hingga DKPP juga diminta turun tangan.", source=TRIBUN.at(15), **said)
    t.says("other", "TKN tidak ingin cepat mengambil kesimpulan.", source=TRIBUN.at(15, 16), **said)
    t.says("other", "KPU diminta memperkuat sistem pengamanan data pemilih.", source=TRIBUN.at(17), **said)
    t.happens(
        KIND.STATEMENT,
        "Keterangan TKN Prabowo-Gibran mengenai kasus data DPT Pemilu 2024.",
        "29 November 2023",
        TRIBUN.at(11, 13),
        speaker=HERMAN,
        place="Gedung DPR RI, Jakarta",
        bodies=("tkn",),
        assertion=asks,
    )
    t.involve("dkpp", ROLE.NAMED, why("Diminta turun tangan oleh TKN Prabowo-Gibran", TRIBUN.at(15)))


def _holders(t):
    """Who holds the list, according to KPU's chair; the task force that traces."""
    said = {"said_by": HASYIM, "said": "29 November 2023", "agency": "kpu"}
    holder = t.says(
        "holder",
        "Data DPT Pemilu 2024 dalam bentuk softcopy tidak hanya berada pada data center KPU; partai politik peserta Pemilu dan "
        "Bawaslu juga memegangnya.",
        source=TRIBUN.at(26, 29, 30),
        **said,
    )
    t.says(
        "holder",
        "UU Pemilu mengamanatkan KPU menyampaikan DPT softcopy kepada partai politik peserta Pemilu 2024 dan Bawaslu.",
        source=TRIBUN.at(31),
        **said,
    )
    t.happens(
        KIND.STATEMENT,
        "Keterangan Ketua KPU tentang siapa yang memegang DPT.",
        "29 November 2023",
        TRIBUN.at(29),
        speaker=HASYIM,
        bodies=("kpu",),
        assertion=holder,
    )
    part = t.case.involvements.get(role=ROLE.CONTROLLER)
    cases.amend_involvement(
        part,
        by=t.officer,
        seen=part.version,
        reason=f"{TRIBUN.at(30)}",
        holds="DPT Pemilu 2024 dalam bentuk softcopy pada data center KPU",
        according_to=f"{HASYIM} ({TRIBUN.at(30)})",
        at=t.tick(),
    )
    for code in ("bawaslu", "parpol"):
        t.involve(
            code,
            ROLE.COPY_HOLDER,
            why("Memegang DPT softcopy", TRIBUN.at(29, 31)),
            holds="DPT softcopy",
            according_to=f"{HASYIM} ({TRIBUN.at(29)})",
        )
    force = t.happens(
        KIND.TASK_FORCE,
        "Gugus Tugas, bersama tim dari KPU, menelusuri kebenaran dugaan kebocoran data itu.",
        "29 November 2023",
        TRIBUN.at(32),
        bodies=("bssn", "bin", "kominfo"),
    )
    t.takes_part("polri", force, "Cybercrime")
    t.takes_part("kpu", force, "tim dari KPU, bersama Gugus Tugas")
    for code, role in (
        ("bssn", ROLE.COORDINATION),
        ("polri", ROLE.LAW_ENFORCEMENT),
        ("bin", ROLE.COORDINATION),
        ("kominfo", ROLE.COORDINATION),
    ):
        t.involve(code, role, why("Anggota Gugus Tugas", TRIBUN.at(32)))


def _breach(t):
    """What the seller claims to have done, what is said to have leaked, what the ministry does not know."""
    t.says(
        "course",
        "Telah meretas situs kpu.go.id dan berhasil mendapatkan data pemilih dari situs tersebut.",
        SELLER,
        "",
        LAW_JUSTICE.at(12),
        reported_by="law-justice.co",
    )
    t.says("system", "Situs kpu.go.id", SELLER, "", LAW_JUSTICE.at(12), reported_by="law-justice.co")
    t.says(
        "fields",
        "NIK, Nomor KK, nama lengkap, jenis kelamin, dan lain-lain.",
        "law-justice.co",
        "4 Desember 2023",
        LAW_JUSTICE.at(13),
    )
    t.do(
        assertions.adopt,
        topic="subjects",
        reason=f"Jumlah seluruhnya belum diketahui; yang beredar masih klaim. Keputusan {OURS}.",
    )
    known = DataCategory.objects.on(clocks.day(t.at))
    claimed: list[DataCategory] = []
    for codes, basis in (
        (("U-f.ktp", "U-f.lahir", "U-f.tps"), f"{TRIBUN.at(24)}"),
        (("U-b", "U-f.nik", "U-f.nkk"), f"{TRIBUN.at(24)}; {LAW_JUSTICE.at(13)}"),
        (("U-a",), f"{LAW_JUSTICE.at(13)}"),
    ):
        claimed += known.filter(code__in=codes)
        t.do(law.categorize, claimed=claimed, basis=basis)
    law.track_duty(t.case.involvements.get(role=ROLE.CONTROLLER), by=t.officer, at=t.tick())
