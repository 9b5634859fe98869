"""Cases of 2019 to 2026, told from public facts, entered as past through the pages alone and closed as they ended.

Facts carry over, sentences do not: each fact cites who published it. Where it stands is a row with its own columns (PLACES); none
is kept in a text alone. What the public record does not tell (numbers of letters, days of closing) stays as inexact as it is.
`pytest tests/test_old_cases.py -s` prints the table: case, fact, and the columns in which it stands.

A case is closed here with what ended it, and by whom: by the ministry, by another authority, or with the police on a report of the body
itself. Where no source found says how it ended (END_UNTOLD), it is closed as that, with no day; of the present year it stays open (RUNNING):
- Malindo: the authority of Malaysia was still looking into it on 25 September 2019, when it was last written about.
- BPJS Kesehatan: on 25 October 2021 the inquiry was over and a decision "soon" to be published; none was found.
- MyPertamina: no reply yet on 23 November 2022 is no end.
- BSI: no decision yet on 12 June 2023; what sanctions there are "if there was a leak" was said, not that one was imposed.
- PDNS: forensics had begun in June 2024; what the prosecutors looked into from 2025 on is how the centre was procured.
- Instagram: still looked into on 16 January 2026, the year in which this is told.

A measure by a law that is none of the ministry's regimes (a fine of Singapore, a warning of DKPP) is a row among the sanctions that
says so: with that law, its authority and the amount. No figure counts it as one of the ministry's, nor the case that ended by it.
"""

import pytest
from django.test import Client

from incidents.actions import outcomes
from incidents.models import (
    Activity,
    ActorPart,
    AffectedBody,
    Assertion,
    CaseEvent,
    Incident,
    Involvement,
    PastLetter,
    PastReply,
    RegisterEntry,
    Sanction,
)
from incidents.plain.spans import parse
from notifications.models import Message
from tests.clerk import Clerk, Pick
from tests.states import made_once

SOURCES = {
    "malindo": (
        "https://katadata.co.id/amp/digital/nasional/5e9a4e6d0c96f/kominfo-ungkap-sumber-kebocoran-data-penumpang-lion-air-pekan-depan",
        "https://ekonomi.bisnis.com/read/20190919/98/1150453/kebocoran-data-lion-air-kemenkominfo-sudah-lapor-ke-otoritas-malaysia-",
        "https://www.thejakartapost.com/news/2019/09/19/lion-air-leak-puts-data-protection-spotlight.html",
        "https://infokomputer.grid.id/amp/121858341/lion-air-pastikan-data-penumpang-asal-indonesia-aman",
        "https://kumparan.com/kumparantech/ada-7-8-juta-data-penumpang-malindo-air-yang-bocor-2-dari-indonesia-1rwHf4wxZtc",
        "https://tekno.kompas.com/read/2019/09/24/15040007/data-jutaan-penumpang-bocor-malindo-air-salahkan-dua-mantan-pegawai",
    ),
    "telkomsel": (
        "https://inet.detik.com/cyberlife/d-5082895/balada-kebocoran-data-denny-siregar",
        "https://m.cyberthreat.id/read/7582",
        "https://ngopibareng.id/read/tagar-boikot-telkomsel-trending-1702285/amp",
        "https://www.borneonews.co.id/berita/176976",
    ),
    "tokopedia": (
        "https://katadata.co.id/amp/digital/e-commerce/5eaf7ca65def6",
        "https://inet.detik.com/security/d-5000576",
        "https://www.cnbcindonesia.com/tech/20211025134818-37-286329",
        "https://m.cyberthreat.id/read/11682",
        "http://m.cyberthreat.id/read/9279/Kominfo-Pastikan-Investigasi-Kebocoran-Data-Pengguna-Tokopedia-Rampung-Apa-Sanksinya",
        "https://ekrut.com/media/data-pengguna-tokopedia-tersebar-di-facebook",
    ),
    "reddoorz": (
        "https://www.straitstimes.com/tech/tech-news/59-million-customers-hit-by-reddoorz-data-breach",
        "https://marketing-interactive.com/personal-data-protection-commission-fines-reddoorz-sgs-site-operator-over-data-breach",
        "https://sonora.id/read/422423858/marak-kasus-kebocoran-data-dunia-maya-bisa-kah-pengguna-menuntut",
    ),
    "bpjs": (
        "https://amp.kontan.co.id/news/kominfo-panggil-direksi-bpjs-kesehatan-terkait-bocor-data-279-juta-penduduk-indonesia",
        "https://m.tribunnews.com/nasional/2021/05/22/kebocoran-data-bpjs-kesehatan-masih-misteri-siapa-yang-sebenarnya-bermain",
        "https://wartakota.tribunnews.com/2021/05/21",
        "https://pelayananpublik.id/2021/05/29/data-peserta-bpjs-bocor-siapa-pelakunya-ini-kata-bssn",
        "https://www.cnbcindonesia.com/tech/20211025134818-37-286329",
    ),
    "ehac": (
        "https://tekno.kompas.com/read/2021/08/31/19020037",
        "https://amp.koran-jakarta.com/kebocoran-ehac-terus-diselidiki",
        "https://news.republika.co.id/berita/qz272y436",
        "https://fbeta.republika.co.id/berita/qz1ujl484/polri-tegaskan-tak-ada-kebocoran-data-di-sistem-ehac",
    ),
    "mypertamina": ("https://suara.com/tekno/2022/11/23/174229",),
    "bsi": (
        "https://katadata.co.id/amp/infografik/646430d4c668a",
        "https://uzone.id/amp/lockbit-jadi-biang-kerok-gangguan-bsi-15-juta-data-pengguna-terancam",
        "https://viva.co.id/digital/digilife/1602350-kominfo-minta-bsi-klarifikasi-terkait-kebocoran-data",
        "https://www.bloombergtechnoz.com/detail-news/8251/kominfo-dua-kali-periksa-bsi-soal-kasus-kebocoran-data-nasabah",
    ),
    "kpu": (
        "https://mercusuar.co/data-kpu-bocor-cak-imin-ini-menunjukkan",
        "https://tvonenews.com/berita/nasional/170432-menkominfo-bela-kpu-soal-kebocoran-dpt-pemilu-2024?page=all",
        "https://infobanknews.com/bos-kpu-telusuri-dugaan-204-juta-dpt-yang-bocor-dan-dijual",
        "https://jogja.antaranews.com/amp/berita/687585/dpt-pemilu-2024-bocor-dkpp-beri-sanksi-peringatan-kepada-kpu-ri",
        "https://news.okezone.com/read/2024/05/15/337/3008790/dpt-pemilu-bocor-dkpp-beri-sanksi-peringatan-ke-ketua-dan-anggota-kpu-ri",
    ),
    "pdns": (
        "https://liveinsert.com/technology/pusat-data-nasional-diserang-ransomware-hacker-minta-tebusan-rp131-miliar",
        "https://www.medcom.id/foto/grafis/GNlPrQGN",
        "https://www.cnnindonesia.com/teknologi/20240624160211-192-1113524/pemerintah-tak-akan-penuhi-tuntutan-rp131-miliar-dari-peretas-pdns/amp",
        "https://www.idntimes.com/news/indonesia/profil-brain-cipher-hacker-pdns-00-bbwlv-jt2dgh/amp",
        "https://katadata.co.id/amp/digital/teknologi/66857be7c68b2/hacker-ransomware-resmi-beri-kunci-akses-pdn-gratis-ini-kata-ahli-it",
    ),
    "bca": (
        "https://tempo.co/ekonomi/bca-data-nasabah-yang-diklaim-kelompok-peretas-bjorka-keliru-kami-pastikan-aman--1203682",
        "https://katadata.co.id/digital/teknologi/68df72d155253/ahli-it-menduga-akun-bjorka-dikelola-lebih-dari-satu-orang",
        "https://www.inews.id/techno/internet/bjorka-peretas-49-juta-data-nasabah-bank-ditangkap-ini-harus-dilakukan-bila-data-kena-hack/all",
    ),
    "instagram": (
        "https://www.bloombergtechnoz.com/detail-news/96608/kata-komdigi-ri-soal-data-pengguna-instagram-diduga-bocor/2",
        "https://www.cnbcindonesia.com/tech/20260119105804-37-703289/pemilik-instagram-dipanggil-komdigi-soal-17-juta-akun-bocor/amp",
        "https://ketik.com/berita/data-175-juta-pengguna-instagram-diduga-bocor-komdigi-minta-klarifikasi-meta",
    ),
}
END_UNTOLD = {"malindo", "bpjs", "mypertamina", "bsi", "pdns"}  # the reasons stand above
RUNNING = {"instagram"}
TEXTS = {"summary", "text", "statement", "reason", "title", "note", "asked", "description"}  # prose: no place of a fact


def begin(clerk, **facts):
    """The reference of a case entered on its page, which is found from the list of cases."""
    page = clerk.follow("/insiden/", "Entri kasus lama")
    return clerk.fill(page, **facts).rstrip("/").rpartition("/")[2]


def involve(clerk, case, role, name, short_name, **facts):
    """A body of the list where it stands there already, else one that is added in the same form."""
    page = f"/insiden/{case}/libatkan/"
    there = clerk.is_offered(page, "agency", short_name)
    body = {"agency": Pick(short_name)} if there else {"body_name": name, "body_short_name": short_name, **facts}
    clerk.fill(page, role=Pick(role), **body)


def says(clerk, case, about, said_by, source, said, **facts):
    typed = {"topic": Pick(about), "said_by": said_by, "source": source, "said": said}
    clerk.fill(f"/insiden/{case}/pernyataan/catat/", **typed, **facts)


def happened(clerk, case, kind, day, text, source, **facts):
    clerk.fill(f"/insiden/{case}/kegiatan/catat/", kind=Pick(kind), happened=day, text=text, source=source, **facts)


def actor(clerk, case, name, kind, did, **facts):
    clerk.fill(f"/insiden/{case}/pelaku/", name=name, kind=Pick(kind), role=Pick(did), **facts)


def letter(clerk, case, kind, dated, agency, source, **facts):
    """A letter to a body of the list, or where `agency` is empty to one that is added in the same form."""
    typed = {"kind": Pick(kind), "dated": dated, "source": source} | ({"agency": Pick(agency)} if agency else {})
    clerk.fill(clerk.follow(f"/insiden/{case}/surat/", "Entri surat"), channel=Pick("Cara lain"), **typed, **facts)


def ends(clerk, case, outcome, day, grounds):
    page = clerk.follow(f"/insiden/{case}/", "Entri hasil kasus")
    clerk.fill(page, outcome=Pick(outcome), ended=day, reason=grounds)


def untold(clerk, case, grounds):
    page = clerk.follow(f"/insiden/{case}/", "Entri hasil kasus")
    clerk.fill(page, outcome=Pick("Hasil tidak disebut"), reason=grounds)


def malindo(clerk):
    case = begin(
        clerk,
        title="Data penumpang Malindo Air beredar di forum",
        began="19 September 2019",
        source=Pick("Pemberitaan"),
        source_note="@underthebreach",
        failures=[Pick("Kebocoran")],
        attacks=[Pick("Melalui pemasok")],
        harmed=[Pick("Kerahasiaan")],
        body_name="Malindo Airways Sdn Bhd",
        body_short_name="Malindo Air",
        body_country="Malaysia",
    )
    bisnis, kumparan = "Bisnis.com, 19 September 2019", "kumparanTECH, 26 September 2019"
    involve(clerk, case, "Prosesor", "GoQuo (M) Sdn Bhd", "GoQuo", body_country="Malaysia")
    authority = {"body_kind": Pick("Badan negara lain"), "body_country": "Malaysia"}
    involve(clerk, case, "Koordinasi", "Jabatan Perlindungan Data Peribadi", "JPDP Malaysia", **authority)
    group = {"body_country": "Indonesia"}
    involve(clerk, case, "Disebut dalam kasus", "PT Lion Mentari Airlines", "Lion Air", **group)
    rows = {"amount": "35 juta", "bound": Pick("paling sedikit"), "statement": "Data pelanggan grup"}
    post = {"source": "The Jakarta Post, 19 September 2019", "reported_by": "The Jakarta Post"}
    says(clerk, case, "Jumlah baris", "@underthebreach", said="September 2019", **rows, **post)
    people = {"statement": "Penumpang yang terkait", "amount": "7,8 juta"}
    says(clerk, case, "Jumlah orang", "Ferdinandus Setu", kumparan, "26 September 2019", **people)
    safe = {"statement": "Data penumpang di Indonesia aman", "agency": Pick("Lion Air")}
    says(clerk, case, "Bantahan", "Danang Mandala Prihantoro", "InfoKomputer, September 2019", "September 2019", **safe)
    cloud = {"body_name": "Amazon Web Services, Inc.", "body_short_name": "AWS", "body_country": "Amerika Serikat"}
    seen = "Katadata, 20 September 2019"
    letter(clerk, case, "Permintaan klarifikasi", "18 September 2019 s.d. 19 September 2019", "", seen, **cloud)
    came = {"speaker": "Daniel Putut Kuncoro Adi", "bodies": [Pick("Lion Air")]}
    happened(clerk, case, "Pertemuan", "19 September 2019", "Grup memberi penjelasan", bisnis, **came)
    both = [Pick("JPDP Malaysia"), Pick("Malindo Air")]
    happened(clerk, case, "Pertemuan", "25 September 2019", "Pengamanan data", kumparan, place="Putrajaya", bodies=both)
    kompas = "Kompas, 24 September 2019"
    actor(clerk, case, "Mantan pegawai GoQuo", "Belum diketahui", "Disebut", basis=kompas)
    traced = {"actor": Pick("Mantan pegawai"), "outcome": Pick("Teridentifikasi"), "done_by": [Pick("Malindo Air")]}
    happened(clerk, case, "Penelusuran", "24 September 2019", "Siaran pers maskapai", kompas, **traced)
    examined = {"done_by": [Pick("JPDP Malaysia")], "about": [Pick("Malindo Air")], "outcome": Pick("Belum selesai")}
    happened(clerk, case, "Pemeriksaan", "25 September 2019", "Investigasi di Malaysia", kumparan, **examined)
    untold(clerk, case, f"Masih diselidiki di Malaysia: {kumparan}")
    return case


def telkomsel(clerk):
    case = begin(
        clerk,
        title="Data seorang pelanggan diunggah akun anonim",
        began="5 Juli 2020",
        source=Pick("Media sosial"),
        source_note="@opposite6891",
        failures=[Pick("Kebocoran")],
        attacks=[Pick("Orang dalam")],
        harmed=[Pick("Kerahasiaan")],
        body_name="PT Telekomunikasi Selular",
        body_short_name="Telkomsel",
        body_kind=Pick("BUMN"),
    )
    detik, cyberthreat = "detikInet, 7 Juli 2020", "Cyberthreat.id, 15 Juli 2020"
    involve(clerk, case, "Penegak hukum", "Kepolisian Negara Republik Indonesia", "Polri")
    fields = {"statement": "NIK, KK, alamat, IMEI", "reported_by": "detikInet"}
    says(clerk, case, "Jenis data", "@opposite6891", detik, "5 Juli 2020", **fields)
    asked = {"asked": "Apakah terjadi pencurian atau kebocoran data pelanggan?"}
    letter(clerk, case, "Permintaan klarifikasi", "5 Juli 2020 s.d. 7 Juli 2020", "Telkomsel", detik, **asked)
    actor(clerk, case, "@opposite6891", "Akun", "Menyebarkan", assertion=Pick("P-01"))
    actor(clerk, case, "FPH", "Belum diketahui", "Disebut", basis=cyberthreat)
    police, told = {"done_by": [Pick("Polri")], "actor": Pick("FPH")}, {"speaker": "Reinhard Hutagaol"}
    report = {"done_by": [Pick("Telkomsel")], "about": [Pick("Polri")]}
    tempo = "Tempo, 11 Juli 2020"
    happened(clerk, case, "Laporan ke penegak hukum", "8 Juli 2020", "Laporan ke Bareskrim", tempo, **report)
    caught = {"outcome": Pick("Ditangkap"), **police, **told}
    happened(clerk, case, "Penelusuran", "9 Juli 2020 s.d. 10 Juli 2020", "Oleh Dittipidsiber", cyberthreat, **caught)
    ends(clerk, case, "Ditangani penegak hukum", "10 Juli 2020", "Jumpa pers Bareskrim, 10 Juli 2020")
    return case


def tokopedia(clerk):
    case = begin(
        clerk,
        title="Penawaran data pengguna Tokopedia",
        began="3 Mei 2020",
        source=Pick("Media sosial"),
        source_note="@underthebreach, 2 Mei 2020",
        failures=[Pick("Kebocoran")],
        body_name="PT Tokopedia",
        body_short_name="Tokopedia",
        body_kind=Pick("Korporasi swasta"),
    )
    katadata, detik = "Katadata, 4 Mei 2020", "detikInet, 3 Mei 2020"
    involve(clerk, case, "Koordinasi", "Badan Siber dan Sandi Negara", "BSSN")
    seller = {"said_by": "Penjual di forum", "reported_by": "@underthebreach"}
    says(
        clerk,
        case,
        "Jumlah orang",
        source=katadata,
        said="2 Mei 2020",
        statement="91 juta catatan",
        amount="91 juta",
        **seller,
    )
    price = {"amount": "5.000", "unit": "USD", "worth": "73,4 juta", "worth_source": "kurs Rp14.600, Katadata"}
    says(clerk, case, "Harga yang diminta", source=katadata, said="2 Mei 2020", statement="Dijual", **seller, **price)
    given = {"statement": "Diunggah untuk diunduh siapa pun", "amount": "gratis", "reported_by": "Ekrut"}
    says(clerk, case, "Harga yang diminta", "@Cellibis", "Ekrut, Juli 2020", "3 Juli 2020", **given)
    asked = "Sudahkah pemilik akun diberi tahu?\nSudahkah sistem diamankan?\nApa penyebabnya?"
    letter(clerk, case, "Permintaan klarifikasi", "2 Mei 2020 s.d. 3 Mei 2020", "Tokopedia", detik, asked=asked)
    clerk.fill(
        clerk.follow(f"/insiden/{case}/surat/", "Entri balasan"),
        kind=Pick("Menjawab sebagian"),
        received="3 Mei 2020",
        channel=Pick("Cara lain"),
        q1="Sudah",
        q2="Sudah",
        source=detik,
    )
    happened(
        clerk, case, "Pertemuan", "4 Mei 2020", "Penjelasan direksi", katadata, bodies=[Pick("BSSN"), Pick("Tokopedia")]
    )
    cnbc, speaker = "CNBC Indonesia, 25 Oktober 2021", {"speaker": "Dedy Permadi"}
    happened(clerk, case, "Pernyataan", "25 Oktober 2021", "Sudah diberi sanksi administratif", cnbc, **speaker)
    cyberthreat, since = "Cyberthreat.id, 19 November 2020", "3 Mei 2020 s.d. 19 November 2020"
    mended = {"speaker": "Dedy Permadi", "about": [Pick("Tokopedia")]}
    happened(clerk, case, "Rekomendasi", since, "Perbaikan celah sistem", cyberthreat, **mended)
    imposed = {"agency": Pick("Tokopedia"), "measure": Pick("teguran tertulis"), "decided": since}
    clerk.fill(f"/insiden/{case}/hukum/sanksi/", decided_by="Kementerian Komunikasi dan Informatika", **imposed)
    ends(clerk, case, "Terbukti: sanksi dan rekomendasi", "November 2020", cyberthreat)
    return case


def reddoorz(clerk):
    case = begin(
        clerk,
        title="Penawaran data pelanggan RedDoorz",
        began="September 2020",
        source=Pick("Pemberitaan"),
        failures=[Pick("Kebocoran")],
        harmed=[Pick("Kerahasiaan")],
        body_name="Commeasure Pte. Ltd.",
        body_short_name="RedDoorz",
        body_country="Singapura",
        known="19 September 2020",
    )
    times, sonora = "The Straits Times, 16 November 2021", "Sonora.ID, dari Kompas.com dan Teguh Aprianto"
    authority = {"body_kind": Pick("Badan negara lain"), "body_country": "Singapura"}
    involve(clerk, case, "Koordinasi", "Personal Data Protection Commission", "PDPC Singapura", **authority)
    people = {"statement": "Pelanggan", "amount": "5,9 juta", "bound": Pick("paling banyak")}
    says(clerk, case, "Jumlah orang", "PDPC Singapura", times, "11 November 2021", **people)
    price = {"statement": "Dijual", "amount": "2.000", "unit": "USD", "worth": "28,2 juta", "worth_source": sonora}
    price["reported_by"] = "Teguh Aprianto"
    says(clerk, case, "Harga yang diminta", "Penjual di forum", sonora, "September 2020 s.d. Oktober 2020", **price)
    examined = {"done_by": [Pick("PDPC Singapura")], "about": [Pick("RedDoorz")], "outcome": Pick("Ditemukan")}
    until = "25 September 2020 s.d. 11 November 2021"
    happened(clerk, case, "Pemeriksaan", until, "Pengamanan basis data", times, **examined)
    fined = {"agency": Pick("RedDoorz"), "measure": Pick("Tindakan lembaga lain"), "other_measure": "Denda"}
    fined |= {"basis": "Personal Data Protection Act 2012", "amount": "74.000", "currency": "SGD", "document": times}
    clerk.fill(f"/insiden/{case}/hukum/sanksi/", decided_by="PDPC Singapura", decided="11 November 2021", **fined)
    ends(clerk, case, "Diputus lembaga lain", "11 November 2021", f"Denda oleh PDPC Singapura: {times}")
    return case


def bpjs(clerk):
    case = begin(
        clerk,
        title="Penawaran data peserta jaminan kesehatan",
        began="20 Mei 2021",
        source=Pick("Forum"),
        source_note="RaidForums, akun Kotz",
        failures=[Pick("Kebocoran")],
        body_name="BPJS Kesehatan",
        body_kind=Pick("Badan publik pusat"),
    )
    kontan, tribun = "Kontan, 21 Mei 2021", "Tribunnews, 21-22 Mei 2021"
    involve(clerk, case, "Disebut", "Direktorat Jenderal Kependudukan dan Pencatatan Sipil", "Dukcapil")
    involve(clerk, case, "Penegak hukum", "Kepolisian Negara Republik Indonesia", "Polri")
    says(clerk, case, "Jumlah orang", "Kotz", kontan, "12 Mei 2021", statement="279 juta penduduk", amount="279 juta")
    says(
        clerk, case, "Harga yang diminta", "Kotz", kontan, "12 Mei 2021", statement="Dijual", amount="0,15", unit="BTC"
    )
    says(clerk, case, "Jumlah baris", "Kotz", kontan, "12 Mei 2021", statement="Sampel", amount="1 juta")
    says(
        clerk,
        case,
        "Jumlah baris",
        "Dedy Permadi",
        tribun,
        "21 Mei 2021",
        statement="Sampel diperiksa",
        amount="100.002",
    )
    says(
        clerk,
        case,
        "Kemiripan",
        "Dedy Permadi",
        tribun,
        "21 Mei 2021",
        statement="Strukturnya sama dengan data peserta",
    )
    denial = {"statement": "Bukan dari sistem Dukcapil", "agency": Pick("Dukcapil")}
    says(clerk, case, "Bantahan", "Zudan Arif Fakrulloh", tribun, "20 Mei 2021", **denial)
    letter(clerk, case, "Panggilan", "21 Mei 2021", "BPJS Kesehatan", kontan, office="Direksi BPJS Kesehatan")
    links = {"statement": "Tautan unduhan data", "amount": "2", "out_of": "3"}
    says(clerk, case, "Tautan atau akun", "Dedy Permadi", kontan, "21 Mei 2021", **links)
    partly = {"outcome": Pick("Dilaksanakan sebagian"), "assertion": Pick("P-07")}
    happened(clerk, case, "Permintaan pemutusan akses", "21 Mei 2021", "Tautan unduhan data", kontan, **partly)
    actor(clerk, case, "Kotz", "Penjual", "Menawarkan", assertion=Pick("P-01"))
    police = {"done_by": [Pick("Polri")], "actor": Pick("Kotz"), "outcome": Pick("Belum selesai")}
    told = {"speaker": "Anton Setiawan"}
    bssn = "pelayananpublik.id, 29 Mei 2021"
    happened(clerk, case, "Penelusuran", "29 Mei 2021", "Pemilik akun penjual", bssn, **police, **told)
    examined = {"speaker": "Dedy Permadi", "about": [Pick("BPJS Kesehatan")]}
    until, cnbc = "21 Mei 2021 s.d. 25 Oktober 2021", "CNBC Indonesia, 25 Oktober 2021"
    happened(clerk, case, "Pemeriksaan", until, "Penyelidikan selesai", cnbc, **examined)
    untold(clerk, case, f"Hasilnya akan diumumkan: {cnbc}")
    return case


def ehac(clerk):
    case = begin(
        clerk,
        title="Basis data e-HAC terbuka",
        began="31 Agustus 2021",
        happened="15 Juli 2021 s.d. 24 Agustus 2021",
        source=Pick("Peneliti"),
        source_note="vpnMentor",
        failures=[Pick("Kebocoran")],
        attacks=[Pick("Terbuka")],
        harmed=[Pick("Kerahasiaan")],
        body_name="Kementerian Kesehatan",
        body_short_name="Kemenkes",
        body_kind=Pick("Badan publik pusat"),
        known="21 Juli 2021",
    )
    kompas = "Kompas, 31 Agustus 2021"
    involve(clerk, case, "Koordinasi", "Badan Siber dan Sandi Negara", "BSSN")
    least = {"amount": "1,3 juta", "bound": Pick("paling sedikit")}
    says(clerk, case, "Jumlah orang", "vpnMentor", kompas, "31 Agustus 2021", statement="Pengguna terdampak", **least)
    says(clerk, case, "Sistem", "Anas Maruf", kompas, "31 Agustus 2021", statement="e-HAC versi lama")
    denial = {"statement": "Tidak bocor", "agency": Pick("Kemenkes")}
    says(clerk, case, "Bantahan", "Anas Maruf", "Koran Jakarta, 6 September 2021", "1 September 2021", **denial)
    both = [Pick("BSSN"), Pick("Kemenkes")]
    happened(clerk, case, "Pertemuan", "31 Agustus 2021", "Tindak lanjut", kompas, bodies=both)
    involve(clerk, case, "Penegak hukum", "Kepolisian Negara Republik Indonesia", "Polri")
    found = {"done_by": [Pick("Polri")], "about": [Pick("Kemenkes")], "outcome": Pick("Tidak ada temuan")}
    republika = "Republika, 7 September 2021: penyelidikan dihentikan, tidak ada data yang diambil"
    happened(
        clerk, case, "Pemeriksaan", "31 Agustus 2021 s.d. 7 September 2021", "Pengambilan data", republika, **found
    )
    ends(clerk, case, "Diputus lembaga lain", "6 September 2021 s.d. 7 September 2021", republika)
    return case


def mypertamina(clerk):
    case = begin(
        clerk,
        title="Penawaran data pengguna MyPertamina",
        began="November 2022",
        source=Pick("Forum"),
        source_note="Bjorka",
        body_name="PT Pertamina Patra Niaga",
        body_short_name="Patra Niaga",
        body_kind=Pick("BUMN"),
    )
    suara = "Suara.com, 23 November 2022"
    says(
        clerk, case, "Jumlah orang", "Bjorka", suara, "10 November 2022", statement="44 juta pengguna", amount="44 juta"
    )
    price = {"amount": "25.000", "unit": "USD", "worth": "392 juta", "worth_source": suara}
    says(clerk, case, "Harga yang diminta", "Bjorka", suara, "10 November 2022", statement="Dijual", **price)
    dated = "10 November 2022 s.d. 23 November 2022"
    letter(clerk, case, "Permintaan klarifikasi", dated, "Patra Niaga", suara)
    speaker = {"speaker": "Johnny G. Plate", "place": "Komisi I DPR"}
    happened(clerk, case, "Paparan", "23 November 2022", "Belum ada tanggapan tertulis", suara, **speaker)
    untold(clerk, case, f"Belum ada tanggapan tertulis: {suara}")
    return case


def bsi(clerk):
    case = begin(
        clerk,
        title="Serangan siber pada bank syariah",
        began="Mei 2023",
        happened="8 Mei 2023",
        source=Pick("Pemberitaan"),
        failures=[Pick("Kebocoran")],
        attacks=[Pick("Ransomware")],
        harmed=[Pick("Kerahasiaan"), Pick("Ketersediaan")],
        body_name="PT Bank Syariah Indonesia Tbk",
        body_short_name="BSI",
        body_kind=Pick("BUMN"),
    )
    katadata = "Katadata, 17 Mei 2023"
    involve(clerk, case, "Koordinasi", "Otoritas Jasa Keuangan", "OJK")
    seller = {"said_by": "LockBit", "reported_by": "@darktracer", "source": katadata, "said": "13 Mei 2023"}
    says(clerk, case, "Jumlah orang", statement="Pelanggan dan karyawan", amount="15 juta", **seller)
    says(clerk, case, "Volume", statement="Data internal", amount="1,5", unit="TB", **seller)
    denial = {"statement": "Data dan dana nasabah aman", "agency": Pick("BSI")}
    says(clerk, case, "Bantahan", "Gunawan A. Hartoyo", katadata, "16 Mei 2023", **denial)
    involve(clerk, case, "Koordinasi", "Badan Siber dan Sandi Negara", "BSSN")
    involve(clerk, case, "Koordinasi", "Kementerian Komunikasi dan Informatika", "Kominfo")
    speaker = {"speaker": "Usman Kansong", "bodies": [Pick("BSSN")]}
    happened(clerk, case, "Pernyataan", "16 Mei 2023", "Masih ditelusuri", "KompasTekno, 16 Mei 2023", **speaker)
    ours = {"speaker": "Semuel A. Pangerapan", "done_by": [Pick("Kominfo")], "about": [Pick("BSI")]}
    ours["outcome"] = Pick("Belum selesai")
    happened(clerk, case, "Pemeriksaan", "22 Mei 2023", "Klarifikasi; sampel didapat", "VIVA, 22 Mei 2023", **ours)
    second = "22 Mei 2023 s.d. 12 Juni 2023"
    happened(clerk, case, "Pemeriksaan", second, "Permintaan data", "Bloomberg Technoz, 12 Juni 2023", **ours)
    untold(clerk, case, "Belum ada keputusan: Bloomberg Technoz, 12 Juni 2023")
    return case


def kpu(clerk):
    case = begin(
        clerk,
        title="Penawaran daftar pemilih tetap 2024",
        began="28 November 2023",
        source=Pick("Forum"),
        source_note="Jimbo, BreachForums",
        failures=[Pick("Kebocoran")],
        body_name="Komisi Pemilihan Umum",
        body_short_name="KPU",
        body_kind=Pick("Badan publik pusat"),
    )
    seen, antara = "Mercusuar, 29 November 2023", "ANTARA, 15 Mei 2024"
    involve(clerk, case, "Koordinasi", "Dewan Kehormatan Penyelenggara Pemilu", "DKPP")
    rows = {"statement": "Data pemilih", "amount": "252.327.304"}
    says(clerk, case, "Jumlah baris", "Jimbo", seen, "27 November 2023", **rows)
    price = {"statement": "Dijual", "amount": "2", "unit": "BTC", "worth": "1,14 miliar", "worth_source": seen}
    says(clerk, case, "Harga yang diminta", "Jimbo", seen, "27 November 2023", **price)
    asked = "tvOnenews, 29 November 2023"
    letter(clerk, case, "Permintaan klarifikasi", "28 November 2023", "KPU", asked)
    held = {"statement": "Juga partai politik dan Bawaslu", "agency": Pick("KPU")}
    says(clerk, case, "Siapa memegang", "Hasyim Asy'ari", "Infobank, 29 November 2023", "29 November 2023", **held)
    judged = {"done_by": [Pick("DKPP")], "about": [Pick("KPU")], "outcome": Pick("Ditemukan")}
    judged["speaker"] = "Heddy Lugito"
    happened(clerk, case, "Pemeriksaan", "14 Mei 2024", "Putusan 4-PKE-DKPP/I/2024", antara, **judged)
    warned = {"agency": Pick("KPU"), "measure": Pick("Tindakan lembaga lain"), "other_measure": "Peringatan"}
    warned |= {"basis": "Kode etik penyelenggara pemilu", "document": "Putusan 4-PKE-DKPP/I/2024"}
    clerk.fill(f"/insiden/{case}/hukum/sanksi/", decided_by="DKPP", decided="14 Mei 2024", **warned)
    grounds = f"Peringatan DKPP: {antara}"
    ends(clerk, case, "Diputus lembaga lain", "14 Mei 2024", grounds)
    return case


def pdns(clerk):
    case = begin(
        clerk,
        title="Pusat Data Nasional Sementara 2 terkunci",
        began="20 Juni 2024",
        happened="20 Juni 2024",
        source=Pick("Notifikasi BSSN"),
        failures=[Pick("Kehilangan")],
        attacks=[Pick("Ransomware"), Pick("Melalui pemasok")],
        harmed=[Pick("Ketersediaan")],
        body_name="PT Sigma Cipta Caraka",
        body_short_name="Telkomsigma",
        body_kind=Pick("BUMN"),
        role=Pick("Prosesor"),
    )
    press, idn = "Jumpa pers, 24 Juni 2024", "IDN Times, 3 Juli 2024"
    involve(clerk, case, "Koordinasi", "Badan Siber dan Sandi Negara", "BSSN")
    involve(clerk, case, "Penegak hukum", "Kepolisian Negara Republik Indonesia", "Polri")
    ransom = {"amount": "8 juta", "unit": "USD", "worth": "131,2 miliar", "worth_source": press}
    says(
        clerk,
        case,
        "Tebusan",
        "Brain Cipher",
        press,
        "24 Juni 2024",
        statement="Diminta",
        reported_by="Herlan Wijanarko",
        **ransom,
    )
    says(
        clerk,
        case,
        "Jumlah instansi",
        "Semuel A. Pangerapan",
        press,
        "24 Juni 2024",
        statement="Terdampak",
        amount="210",
    )
    says(clerk, case, "Jumlah layanan", "IDN Times", idn, "3 Juli 2024", statement="Lumpuh", amount="282")
    says(
        clerk,
        case,
        "Lama layanan terhenti",
        "IDN Times",
        idn,
        "3 Juli 2024",
        statement="Tidak dapat diakses",
        amount="13",
        unit="hari",
    )
    bodies = "Ditjen Imigrasi; layanan keimigrasian; restored\nLKPP; SIKaP; restored\nKota Kediri; ; restored"
    clerk.fill(f"/insiden/{case}/terdampak/daftar/", pasted=bodies)
    refused = {"statement": "Pemerintah tidak akan memenuhinya", "payment": Pick("Ditolak")}
    says(clerk, case, "Tebusan", "Budi Arie Setiadi", "CNN Indonesia, 24 Juni 2024", "24 Juni 2024", **refused)
    key = {
        "statement": "Kunci dekripsi diberikan",
        "amount": "gratis",
        "corrects": Pick("P-01"),
        "reported_by": "Katadata",
    }
    says(clerk, case, "Tebusan", "Brain Cipher", "Katadata, 3 Juli 2024", "3 Juli 2024", **key)
    forensic = {"done_by": [Pick("BSSN"), Pick("Polri")], "about": [Pick("Telkomsigma")]}
    forensic["outcome"] = Pick("Belum selesai")
    happened(clerk, case, "Pemeriksaan", "24 Juni 2024", "Forensik", press, **forensic)
    untold(clerk, case, f"Forensik baru dimulai: {press}")
    return case


def bca(clerk):
    case = begin(
        clerk,
        title="Klaim peretasan data nasabah bank",
        began="Februari 2025",
        source=Pick("Media sosial"),
        source_note="@bjorkanesiaaa",
        body_name="PT Bank Central Asia Tbk",
        body_short_name="BCA",
        body_kind=Pick("Korporasi swasta"),
        role=Pick("Disebut"),
    )
    tempo, katadata = "Tempo, 6 Februari 2025", "Katadata, 3 Oktober 2025"
    involve(clerk, case, "Penegak hukum", "Kepolisian Negara Republik Indonesia", "Polri")
    rows = {"statement": "Basis data nasabah", "amount": "4,9 juta"}
    says(clerk, case, "Jumlah baris", "@bjorkanesiaaa", tempo, "5 Februari 2025", **rows)
    denial = {"statement": "Informasi itu tidak benar", "agency": Pick("BCA")}
    says(clerk, case, "Bantahan", "Hera F. Haryn", tempo, "6 Februari 2025", **denial)
    actor(clerk, case, "@bjorkanesiaaa", "Akun", "Menyebarkan", assertion=Pick("P-01"))
    actor(clerk, case, "WFT", "Belum diketahui", "Disebut", basis=katadata)
    report = {"about": [Pick("Polri")], "participants": "Sebuah bank"}
    happened(clerk, case, "Laporan ke penegak hukum", "Februari 2025", "Laporan sebuah bank", katadata, **report)
    caught = {"outcome": Pick("Ditangkap"), "done_by": [Pick("Polri")], "actor": Pick("WFT"), "place": "Minahasa"}
    happened(clerk, case, "Penelusuran", "23 September 2025", "Oleh Polda Metro Jaya", katadata, **caught)
    press = "Rilis Polda Metro Jaya, 2 Oktober 2025: iNews, 3 Oktober 2025"
    ends(clerk, case, "Ditangani penegak hukum", "2 Oktober 2025", press)
    return case


def instagram(clerk):
    case = begin(
        clerk,
        title="Data pengguna Instagram beredar di forum",
        began="Januari 2026",
        source=Pick("Peneliti"),
        source_note="Malwarebytes",
        failures=[Pick("Kebocoran")],
        body_name="Meta Platforms, Inc.",
        body_short_name="Meta",
        body_country="Amerika Serikat",
    )
    bloomberg, cnbc = "Bloomberg Technoz, Januari 2026", "CNBC Indonesia, 19 Januari 2026"
    users = {"statement": "Pengguna Instagram", "amount": "17,5 juta", "reported_by": "Daily Mail"}
    says(clerk, case, "Jumlah orang", "Malwarebytes", bloomberg, "10 Januari 2026", **users)
    denial = {
        "statement": "Kata sandi tidak terbaca pihak lain",
        "reported_by": "Alexander Sabar",
        "agency": Pick("Meta"),
    }
    says(clerk, case, "Bantahan", "Meta", cnbc, "14 Januari 2026", **denial)
    letter(clerk, case, "Panggilan", "10 Januari 2026 s.d. 14 Januari 2026", "Meta", cnbc)
    happened(clerk, case, "Pertemuan", "14 Januari 2026", "Klarifikasi", cnbc, bodies=[Pick("Meta")])
    told = {"speaker": "Alexander Sabar"}
    happened(clerk, case, "Pernyataan", "16 Januari 2026", "Masih didalami", "Ketik, 17 Januari 2026", **told)
    return case


TELLERS = (malindo, telkomsel, tokopedia, reddoorz, bpjs, ehac, mypertamina, bsi, kpu, pdns, bca, instagram)


def enter_all(world):
    counted = {}
    for tell in TELLERS:
        browser = Client()
        browser.force_login(world.officer)
        clerk = Clerk(browser)
        case = tell(clerk)
        counted[tell.__name__] = (case, clerk.clicks, clerk.fields)
    return counted


old_cases = made_once("old_cases", enter_all, upon="world")


def day(name, text):
    span = parse(text)
    return {f"{name}_at": span.start, f"{name}_until": span.end, f"{name}_precision": span.precision}


# (case, the fact, the row that holds it, what its columns say)
PLACES = [
    ("malindo", "taken up on 19 September 2019", Incident, day("began", "19 September 2019") | {"past": True}),
    ("malindo", "through a supplier", Incident, {"attacks": ["supplier"]}),
    ("malindo", "a Malaysian company", Involvement, {"role": "controller", "agency__country": "Malaysia"}),
    ("malindo", "whose contractor was GoQuo", Involvement, {"role": "processor", "agency__names__short_name": "GoQuo"}),
    ("malindo", "looked into by the authority of Malaysia", Involvement, {"role": "coordination", "agency__kind": "foreign"}),
    ("malindo", "at least 35 million rows", Assertion, {"topic": "records", "amount": 35_000_000, "bound": "at_least", "said_by": "@underthebreach"}),
    ("malindo", "7.8 million passengers, 26 September", Assertion, {"topic": "subjects", "amount": 7_800_000} | day("said", "26 September 2019")),
    ("malindo", "passengers in Indonesia are safe, says the group", Assertion, {"topic": "denial", "agency__names__short_name": "Lion Air"}),
    ("malindo", "the cloud was written to by 19 September", PastLetter, {"agency__names__short_name": "AWS"} | day("dated", "18 September 2019 s.d. 19 September 2019")),
    ("malindo", "the group came on 19 September", Activity, {"kind": "meeting", "speaker": "Daniel Putut Kuncoro Adi"} | day("happened", "19 September 2019")),
    ("malindo", "Putrajaya, 25 September", Activity, {"place": "Putrajaya", "parts__agency__names__short_name": "JPDP Malaysia"} | day("happened", "25 September 2019")),
    ("malindo", "who did it was found by the airline, told on 24 September", Activity, {"kind": "tracing", "outcome": "identified", "actor__name": "Mantan pegawai GoQuo", "parts__side": "does", "parts__agency__names__short_name": "Malindo Air"} | day("happened", "24 September 2019")),
    ("malindo", "the authority of Malaysia had not finished on 25 September", Activity, {"kind": "examination", "outcome": "ongoing", "parts__side": "does", "parts__agency__names__short_name": "JPDP Malaysia"} | day("happened", "25 September 2019")),
    ("malindo", "no end is told", Incident, {"outcome": "untold", "ended_at": None, "status": "closed"}),
    ("telkomsel", "5 July 2020, by an insider", Incident, {"attacks": ["insider"]} | day("began", "5 Juli 2020")),
    ("telkomsel", "what was posted of the customer", Assertion, {"topic": "fields", "said_by": "@opposite6891"} | day("said", "5 Juli 2020")),
    ("telkomsel", "asked for its own look by 7 July", PastLetter, {"kind": "clarification_request"} | day("dated", "5 Juli 2020 s.d. 7 Juli 2020")),
    ("telkomsel", "an account published it", ActorPart, {"role": "published", "actor__name": "@opposite6891", "assertion__number": 1}),
    ("telkomsel", "the company reported it to the police on 8 July", Activity, {"kind": "police_report", "parts__side": "does", "parts__agency__names__short_name": "Telkomsel"} | day("happened", "8 Juli 2020")),
    ("telkomsel", "one was arrested by the police, 9 or 10 July", Activity, {"kind": "tracing", "outcome": "arrested", "actor__name": "FPH", "parts__side": "does", "parts__agency__names__short_name": "Polri"} | day("happened", "9 Juli 2020 s.d. 10 Juli 2020")),
    ("telkomsel", "with the police on the company's report, told on 10 July", Incident, {"outcome": "with_police"} | day("ended", "10 Juli 2020")),
    ("instagram", "January 2026, by a researcher", Incident, {"source": "researcher"} | day("began", "Januari 2026")),
    ("instagram", "17.5 million users", Assertion, {"topic": "subjects", "amount": 17_500_000, "said_by": "Malwarebytes", "reported_by": "Daily Mail"}),
    ("instagram", "Meta denies, as the ministry tells", Assertion, {"topic": "denial", "said_by": "Meta", "reported_by": "Alexander Sabar"}),
    ("instagram", "summoned by 14 January", PastLetter, {"kind": "summons"} | day("dated", "10 Januari 2026 s.d. 14 Januari 2026")),
    ("instagram", "a meeting on 14 January", Activity, {"kind": "meeting", "parts__agency__names__short_name": "Meta"} | day("happened", "14 Januari 2026")),
    ("instagram", "still looked into on 16 January", Activity, {"kind": "statement", "speaker": "Alexander Sabar"} | day("happened", "16 Januari 2026")),
    ("instagram", "still looked into", Incident, {"outcome": "", "ended_at": None, "status": "open"}),
    ("tokopedia", "taken up on 3 May 2020", Incident, day("began", "3 Mei 2020") | {"past": True}),
    ("tokopedia", "seen on social media", Incident, {"source": "social_media"}),
    ("tokopedia", "91 million, told by an account", Assertion, {"topic": "subjects", "amount": 91_000_000, "reported_by": "@underthebreach"}),
    ("tokopedia", "USD 5,000, Rp73.4 million that day", Assertion, {"topic": "price", "amount": 5000, "unit": "USD", "worth": 73_400_000}),
    ("tokopedia", "given away free on a forum, 3 July 2020", Assertion, {"topic": "price", "amount": 0, "said_by": "@Cellibis"} | day("said", "3 Juli 2020")),
    ("tokopedia", "a letter by 3 May", PastLetter, {"kind": "clarification_request"} | day("dated", "2 Mei 2020 s.d. 3 Mei 2020")),
    ("tokopedia", "two of three answered on 3 May", PastReply, {"kind": "part"} | day("received", "3 Mei 2020")),
    ("tokopedia", "directors heard on 4 May with BSSN", Activity, {"kind": "meeting", "parts__agency__names__short_name": "BSSN"} | day("happened", "4 Mei 2020")),
    ("tokopedia", "told on 25 October 2021 by whom", Activity, {"kind": "statement", "speaker": "Dedy Permadi"} | day("happened", "25 Oktober 2021")),
    ("tokopedia", "a written reprimand by the ministry, told on 19 November 2020", Sanction, {"measure": "teguran tertulis", "agency__names__short_name": "Tokopedia", "regime__code": "pp71", "decided_by": "Kementerian Komunikasi dan Informatika"} | day("decided", "3 Mei 2020 s.d. 19 November 2020")),
    ("tokopedia", "and a recommendation", Activity, {"kind": "recommendation", "speaker": "Dedy Permadi", "parts__side": "subject", "parts__agency__names__short_name": "Tokopedia"}),
    ("tokopedia", "its inquiry had just ended on 19 November 2020", Incident, {"outcome": "sanction"} | day("ended", "November 2020")),
    ("reddoorz", "a company of Singapore, which knew on 19 September 2020", Involvement, {"role": "controller", "agency__country": "Singapura"} | day("known", "19 September 2020")),
    ("reddoorz", "nearly 5.9 million customers", Assertion, {"topic": "subjects", "amount": 5_900_000, "bound": "at_most", "said_by": "PDPC Singapura"} | day("said", "11 November 2021")),
    ("reddoorz", "USD 2,000, Rp28.2 million", Assertion, {"topic": "price", "amount": 2000, "unit": "USD", "worth": 28_200_000, "reported_by": "Teguh Aprianto"} | day("said", "September 2020 s.d. Oktober 2020")),
    ("reddoorz", "the authority of Singapore found shortcomings", Activity, {"kind": "examination", "outcome": "faults", "parts__side": "does", "parts__agency__names__short_name": "PDPC Singapura"} | day("happened", "25 September 2020 s.d. 11 November 2021")),
    ("reddoorz", "fined S$74,000 by the authority of Singapore", Sanction, {"measure": "Denda", "amount": 74_000, "currency": "SGD", "decided_by": "PDPC Singapura", "regime": None, "agency__names__short_name": "RedDoorz"} | day("decided", "11 November 2021")),
    ("reddoorz", "ended by that authority's decision of 11 November 2021", Incident, {"outcome": "other_authority"} | day("ended", "11 November 2021")),
    ("bpjs", "traced since 20 May 2021", Incident, day("began", "20 Mei 2021")),
    ("bpjs", "279 million offered on 12 May", Assertion, {"topic": "subjects", "amount": 279_000_000, "said_by": "Kotz"} | day("said", "12 Mei 2021")),
    ("bpjs", "0.15 BTC", Assertion, {"topic": "price", "unit": "BTC", "amount__gt": 0.149, "amount__lt": 0.151}),
    ("bpjs", "a sample of a million, says the seller", Assertion, {"topic": "records", "amount": 1_000_000, "said_by": "Kotz"}),
    ("bpjs", "100,002 rows, says the ministry", Assertion, {"topic": "records", "amount": 100_002, "said_by": "Dedy Permadi"}),
    ("bpjs", "the structure is that of members' data", Assertion, {"topic": "similarity"} | day("said", "21 Mei 2021")),
    ("bpjs", "Dukcapil denies on 20 May", Assertion, {"topic": "denial", "agency__names__short_name": "Dukcapil"} | day("said", "20 Mei 2021")),
    ("bpjs", "directors summoned on 21 May", PastLetter, {"kind": "summons", "office": "Direksi BPJS Kesehatan"} | day("dated", "21 Mei 2021")),
    ("bpjs", "two links of three were cut off", Assertion, {"topic": "links", "amount": 2, "out_of": 3, "unit": "tautan"} | day("said", "21 Mei 2021")),
    ("bpjs", "takedown asked, done in part", Activity, {"kind": "takedown", "outcome": "partly", "assertion__topic": "links"} | day("happened", "21 Mei 2021")),
    ("bpjs", "the seller is traced by the police, told on 29 May 2021", Activity, {"kind": "tracing", "outcome": "ongoing", "actor__name": "Kotz", "speaker": "Anton Setiawan", "parts__side": "does", "parts__agency__names__short_name": "Polri"} | day("happened", "29 Mei 2021")),
    ("bpjs", "who offered it", ActorPart, {"role": "offered", "actor__name": "Kotz", "actor__kind": "seller", "assertion__number": 1}),
    ("bpjs", "looked into until 25 October 2021", Activity, {"kind": "examination", "speaker": "Dedy Permadi", "parts__side": "subject", "parts__agency__names__short_name": "BPJS Kesehatan"} | day("happened", "21 Mei 2021 s.d. 25 Oktober 2021")),
    ("bpjs", "police", Involvement, {"role": "law_enforcement", "agency__names__short_name": "Polri"}),
    ("bpjs", "no end is told", Incident, {"outcome": "untold", "ended_at": None, "status": "closed"}),
    ("ehac", "open from 15 July to 24 August 2021", Incident, {"attacks": ["exposed"]} | day("happened", "15 Juli 2021 s.d. 24 Agustus 2021")),
    ("ehac", "told to the ministry of health on 21 July", Involvement, day("known", "21 Juli 2021")),
    ("ehac", "at least 1.3 million", Assertion, {"amount": 1_300_000, "bound": "at_least", "said_by": "vpnMentor"}),
    ("ehac", "the old application", Assertion, {"topic": "system", "said_by": "Anas Maruf"}),
    ("ehac", "denied on 1 September", Assertion, {"topic": "denial"} | day("said", "1 September 2021")),
    ("ehac", "a meeting with BSSN on 31 August", Activity, {"kind": "meeting", "parts__agency__names__short_name": "BSSN"}),
    ("ehac", "the police found nothing, 7 September", Activity, {"kind": "examination", "outcome": "nothing", "parts__side": "does", "parts__agency__names__short_name": "Polri"} | day("happened", "31 Agustus 2021 s.d. 7 September 2021")),
    ("ehac", "it was the ministry of health's", Activity, {"kind": "examination", "parts__side": "subject", "parts__agency__names__short_name": "Kemenkes"}),
    ("ehac", "nobody took data: stopped on 6 or 7 September", Incident, {"outcome": "other_authority"} | day("ended", "6 September 2021 s.d. 7 September 2021")),
    ("mypertamina", "44 million on 10 November 2022", Assertion, {"amount": 44_000_000, "said_by": "Bjorka"} | day("said", "10 November 2022")),
    ("mypertamina", "USD 25,000, Rp392 million", Assertion, {"topic": "price", "amount": 25_000, "worth": 392_000_000}),
    ("mypertamina", "a letter by 23 November, no due told", PastLetter, {"due_at": None} | day("dated", "10 November 2022 s.d. 23 November 2022")),
    ("mypertamina", "no reply on record", PastLetter, {"replies": None, "kind": "clarification_request"}),
    ("mypertamina", "the minister in Parliament, 23 November", Activity, {"speaker": "Johnny G. Plate", "place": "Komisi I DPR"}),
    ("mypertamina", "no end is told", Incident, {"outcome": "untold", "ended_at": None, "status": "closed"}),
    ("bsi", "8 May 2023, ransomware", Incident, {"attacks": ["ransomware"], "harmed": ["confidentiality", "availability"]} | day("happened", "8 Mei 2023")),
    ("bsi", "15 million", Assertion, {"topic": "subjects", "amount": 15_000_000, "said_by": "LockBit", "reported_by": "@darktracer"}),
    ("bsi", "1.5 TB", Assertion, {"topic": "volume", "unit": "TB"}),
    ("bsi", "the bank denies on 16 May", Assertion, {"topic": "denial", "agency__names__short_name": "BSI"}),
    ("bsi", "traced with BSSN, said on 16 May", Activity, {"kind": "statement", "speaker": "Usman Kansong", "parts__agency__names__short_name": "BSSN"}),
    ("bsi", "examined on 22 May", Activity, {"kind": "examination", "outcome": "ongoing", "parts__side": "subject", "parts__agency__names__short_name": "BSI"} | day("happened", "22 Mei 2023")),
    ("bsi", "examined again by 12 June, no decision yet", Activity, {"kind": "examination", "outcome": "ongoing", "speaker": "Semuel A. Pangerapan", "parts__side": "does", "parts__agency__names__short_name": "Kominfo"} | day("happened", "22 Mei 2023 s.d. 12 Juni 2023")),
    ("bsi", "OJK", Involvement, {"role": "coordination", "agency__names__short_name": "OJK"}),
    ("bsi", "no end is told", Incident, {"outcome": "untold", "ended_at": None, "status": "closed"}),
    ("pdns", "20 June 2024, availability", Incident, {"harmed": ["availability"], "failures": ["loss"], "attacks": ["ransomware", "supplier"]} | day("happened", "20 Juni 2024")),
    ("pdns", "a processor", Involvement, {"role": "processor", "agency__names__short_name": "Telkomsigma"}),
    ("pdns", "USD 8 million, Rp131.2 billion", Assertion, {"topic": "ransom", "amount": 8_000_000, "worth": 131_200_000_000, "reported_by": "Herlan Wijanarko"}),
    ("pdns", "210 bodies", Assertion, {"topic": "bodies", "amount": 210}),
    ("pdns", "282 services", Assertion, {"topic": "services", "amount": 282}),
    ("pdns", "13 days", Assertion, {"topic": "downtime", "amount": 13, "unit": "hari"}),
    ("pdns", "immigration restored", AffectedBody, {"name": "Ditjen Imigrasi", "state": "restored"}),
    ("pdns", "the ransom will not be paid, says the minister", Assertion, {"topic": "ransom", "payment": "refused", "amount": None, "said_by": "Budi Arie Setiadi"} | day("said", "24 Juni 2024")),
    ("pdns", "the key was given free after all, 3 July 2024", Assertion, {"topic": "ransom", "amount": 0, "corrects__number": 1} | day("said", "3 Juli 2024")),
    ("pdns", "forensics by the police", Activity, {"kind": "examination", "parts__side": "does", "parts__agency__names__short_name": "Polri"} | day("happened", "24 Juni 2024")),
    ("pdns", "of the data centre's keeper", Activity, {"kind": "examination", "outcome": "ongoing", "parts__side": "subject", "parts__agency__names__short_name": "Telkomsigma"}),
    ("pdns", "no end is told", Incident, {"outcome": "untold", "ended_at": None, "status": "closed"}),
    ("kpu", "taken up on 28 November 2023", Incident, {"source": "forum"} | day("began", "28 November 2023")),
    ("kpu", "252,327,304 rows offered on 27 November", Assertion, {"topic": "records", "amount": 252_327_304, "said_by": "Jimbo"} | day("said", "27 November 2023")),
    ("kpu", "2 BTC, Rp1.14 billion", Assertion, {"topic": "price", "amount": 2, "unit": "BTC", "worth": 1_140_000_000}),
    ("kpu", "asked by a letter on 28 November", PastLetter, {"kind": "clarification_request"} | day("dated", "28 November 2023")),
    ("kpu", "parties and Bawaslu hold the data too, says KPU", Assertion, {"topic": "holder", "agency__names__short_name": "KPU"} | day("said", "29 November 2023")),
    ("kpu", "DKPP found fault with KPU on 14 May 2024", Activity, {"kind": "examination", "outcome": "faults", "speaker": "Heddy Lugito", "parts__side": "does", "parts__agency__names__short_name": "DKPP"} | day("happened", "14 Mei 2024")),
    ("kpu", "its members warned by DKPP, decision 4-PKE-DKPP/I/2024", Sanction, {"measure": "Peringatan", "decided_by": "DKPP", "document": "Putusan 4-PKE-DKPP/I/2024", "regime": None, "agency__names__short_name": "KPU"} | day("decided", "14 Mei 2024")),
    ("kpu", "ended by DKPP's decision of 14 May 2024", Incident, {"outcome": "other_authority"} | day("ended", "14 Mei 2024")),
    ("bca", "a bank that was named, February 2025", Involvement, {"role": "named", "agency__names__short_name": "BCA"}),
    ("bca", "4.9 million, claimed on 5 February", Assertion, {"topic": "records", "amount": 4_900_000, "said_by": "@bjorkanesiaaa"} | day("said", "5 Februari 2025")),
    ("bca", "the bank denies on 6 February", Assertion, {"topic": "denial", "agency__names__short_name": "BCA"} | day("said", "6 Februari 2025")),
    ("bca", "an account published it", ActorPart, {"role": "published", "actor__name": "@bjorkanesiaaa", "assertion__number": 1}),
    ("bca", "a bank that is not named reported to the police in February", Activity, {"kind": "police_report", "participants": "Sebuah bank", "parts__side": "subject", "parts__agency__names__short_name": "Polri"} | day("happened", "Februari 2025")),
    ("bca", "one was arrested by the police, 23 September", Activity, {"kind": "tracing", "outcome": "arrested", "actor__name": "WFT", "place": "Minahasa", "parts__side": "does", "parts__agency__names__short_name": "Polri"} | day("happened", "23 September 2025")),
    ("bca", "with the police on that report, told on 2 October", Incident, {"outcome": "with_police"} | day("ended", "2 Oktober 2025")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "fact", "model", "columns"), PLACES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_each_fact_stands_in_columns_of_its_own(old_cases, case, fact, model, columns):
    print(f"\n{case}: {fact} → {model.__name__}: {', '.join(columns)}")  # the table, with `-s`
    assert not {name.split("__")[0] for name in columns} <= TEXTS, fact
    reference = old_cases[case][0]
    at = {"reference": reference} if model is Incident else {"incident__reference": reference}
    assert model.objects.filter(**at, **columns).exists(), fact


def test_each_bears_the_year_it_began_in_is_closed_as_it_ended_and_nobody_was_mailed(old_cases):
    cases = Incident.objects.filter(past=True)
    assert old_cases.keys() == SOURCES.keys() == {case for case, *_rest in PLACES}
    assert cases.count() == len(TELLERS)
    of = {reference: name for name, (reference, _clicks, _fields) in old_cases.items()}
    assert {of[case.reference] for case in cases if case.status != "closed"} == RUNNING
    assert {of[case.reference] for case in cases if case.outcome == "untold"} == END_UNTOLD
    assert len(of) - len(RUNNING) - len(END_UNTOLD) == 6
    # What the ministry itself imposed or referred: one reprimand, told of by the ministry.
    ours = [*outcomes.IMPOSED, "to_police", "to_sector"]
    assert [of[case.reference] for case in cases.filter(outcome__in=ours)] == ["tokopedia"]
    years = [reference[:10] for reference, _clicks, _fields in old_cases.values()]
    assert years == [
        f"INS-{year}-A" for year in (2019, 2020, 2020, 2020, 2021, 2021, 2022, 2023, 2023, 2024, 2025, 2026)
    ]
    assert not Message.objects.exists() and not RegisterEntry.objects.exists()
    assert all(event.replay for event in CaseEvent.objects.filter(incident__in=cases))


def test_what_a_person_presses_and_fills_in_is_counted(old_cases, capsys):
    """Each case in at most 40 clicks and 90 fields: what it takes may fall, not rise unseen."""
    with capsys.disabled():
        for name, (reference, clicks, fields) in old_cases.items():
            print(f"\n{name} {reference}: {clicks} clicks, {fields} fields", end="")
    assert all(clicks <= 40 and fields <= 90 for _reference, clicks, fields in old_cases.values())
