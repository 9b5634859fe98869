"""The 95 facts of the five seed articles, in our own words: where each stands in its article, on which page the product shows it,
and what must stand there in one row with the article and the paragraph. What the product does not hold says why."""

from typing import NamedTuple

from incidents.demo.articles import DETIK, LAW_JUSTICE, LIPUTAN6, MERAPI, TRIBUN, Article

CASES = {
    DETIK: "INS-2018-0001",
    LIPUTAN6: "INS-2020-0001",
    TRIBUN: "INS-2023-0001",
    MERAPI: "INS-2023-0001",
    LAW_JUSTICE: "INS-2023-0001",
}
# Parts of a case: what each page calls one row of itself (XPath).
CASE, SAID, DONE, LAW, PROOF, LETTER = "", "pernyataan/", "kegiatan/", "hukum/", "bukti/", "surat"


class Fact(NamedTuple):
    number: int
    article: Article
    paragraph: int
    fact: str
    page: str
    words: tuple[str, ...] = ()
    because: str = ""


def _facts(article: Article, *rows: tuple) -> list[Fact]:
    return [Fact(row[0], article, *row[1:]) for row in rows]


FACTS = [
    *_facts(
        MERAPI,
        (1, 3, "Published 3 December 2023, 11.00 WIB, from a press release", PROOF, ("© Harian Merapi", "pukul 11.00")),
        (2, 5, "The voter list in KPU's system leaked", SAID, ("DPT di sistem KPU bocor", "Harian Merapi")),
        (3, 5, "The ministry is still tracing", LAW, ("masih melacak",)),
        (
            4,
            6,
            "The minister ordered Ditjen Aptika to trace",
            DONE,
            ("Penugasan", "Ditjen Aptika", "Budi Arie Setiadi"),
        ),
        (5, 7, "It is to finish the case", DONE, ("Ditjen Aptika Kementerian Kominfo", "Menuntaskan kasus")),
        (6, 9, "To research the cause and how to anticipate it", DONE, ("apa penyebabnya", "mengantisipasinya")),
        (7, 10, "Coordination with KPU, Dukcapil, BSSN", DONE, ("Koordinasi", "KPU", "Dukcapil", "BSSN")),
        (8, 10, "Its purpose: to investigate", DONE, ("Koordinasi", "menyelidiki")),
        (9, 11, "A warning to all who organise elections", SAID, ("peringatan seluruh pihak", "Budi Arie Setiadi")),
        (10, 11, "No mutual blame, no discrediting of KPU", SAID, ("saling menyalahkan", "mendiskreditkan KPU")),
        (11, 13, "The perpetrator is being verified by law enforcement", SAID, ("diverifikasi", "penegak hukum")),
        (12, 13, "A warning to KPU too", SAID, ("peringatan juga buat KPU",)),
        (
            13,
            14,
            "Semuel asked KPU for clarification",
            SAID,
            ("Klarifikasi telah diminta", "Semuel Abrijani Pangerapan"),
        ),
        (14, 14, "By a letter sent by e-mail", LETTER, ("Surel", "Semuel Abrijani Pangerapan")),
        (15, 15, "First tracing from what is public already", LAW, ("Penelusuran awal", "sudah ada di publik")),
        (16, 15, "Nothing can be concluded yet", LAW, ("belum bisa menyimpulkan",)),
        (17, 15, "No deep audit yet", LAW, ("belum masuk pengauditan",)),
        (18, 16, "Secondary data: social media, what the perpetrator spread", LAW, ("sekunder", "pelakunya sebarkan")),
        (19, 15, "Said by Semuel", LAW, ("sekunder", "Semuel Abrijani Pangerapan")),
        (
            20,
            4,
            "Minister before Komisi I, Parliament, 29 November",
            DONE,
            ("29 November 2023", "Komisi I", "Komplek Parlemen"),
        ),
    ),
    *_facts(
        LAW_JUSTICE,
        (
            21,
            3,
            "Usman Kansong is Director General of information",
            SAID,
            ("Usman Kansong", "Direktur Jenderal Informasi"),
        ),
        (22, 3, "The ministry wrote to KPU electronically", LETTER, ("Secara elektronik", "Usman Kansong")),
        (23, 3, "In accordance with the PDP law", SAID, ("bersurat secara elektronik", "UU Pelindungan Data Pribadi")),
        (24, 5, "KPU ought to answer within 3x24 hours", SAID, ("3x24 jam",)),
        (25, 5, "He will look whether it has", SAID, ("nanti dicek",)),
        (
            26,
            5,
            "Said at the ministry on 4 December 2023",
            DONE,
            ("4 Desember 2023", "Kantor Kementerian Kominfo", "Usman Kansong"),
        ),
        (27, 6, "The ministry has also traced", LAW, ("Penelusuran oleh Kominfo",)),
        (28, 8, "Similarity with the data on KPU's website", LAW, ("kemiripan", "website KPU")),
        (29, 8, "A similarity for now, judged no further", SAID, ("Sementara ditemukan kemiripan", "Diklaim")),
        (30, 8, "Offered by the anonymous account Jimbo", SAID, ("akun anonim “Jimbo”",)),
        (31, 9, "Coordination with BSSN, Polri and KPU", DONE, ("Koordinasi", "BSSN", "Polri", "KPU")),
        (32, 9, "So that it does not happen again", DONE, ("Koordinasi", "menghindari hal ini terjadi lagi")),
        (33, 9, "In elections and at other operators", DONE, ("pemilu", "penyelenggara sistem elektronik lainnya")),
        (34, 11, "Komisi I was told of the steps taken", DONE, ("Paparan", "Langkah-langkah", "Komisi I")),
        (35, 11, "Quoted from Kontan", SAID, ("dikutip dari Kontan",)),
        (
            36,
            12,
            "Jimbo claims to have hacked kpu.go.id and got voter data",
            SAID,
            ("“Jimbo”", "meretas situs kpu.go.id"),
        ),
        (37, 12, "The site affected: kpu.go.id", SAID, ("Situs kpu.go.id", "“Jimbo”")),
        (38, 13, "Leaked: NIK", LAW, ("NIK",)),
        (39, 13, "Leaked: number of the family card", LAW, ("Nomor Kartu Keluarga",)),
        (40, 13, "Leaked: full name", LAW, ("Nama lengkap",)),
        (41, 13, "Leaked: sex", LAW, ("Jenis kelamin",)),
    ),
    *_facts(
        LIPUTAN6,
        (42, 7, "@underthebreach: data of millions at KPU leaked", SAID, ("Jutaan data penduduk", "@underthebreach")),
        (43, 7, "When the account said so is not told", SAID, ("Jutaan data penduduk", "waktunya tidak disebut")),
        (44, 4, "Published 22 May 2020, 11.44 WIB", PROOF, ("© Liputan6.com", "pukul 11.44")),
        (45, 8, "Dukcapil's head: check with KPU", SAID, ("dikroscek ke KPU", "Zudan Arif Fakrulloh")),
        (46, 9, "No leak from Dukcapil", SAID, ("Dari Dukcapil tidak ada kebocoran", "Zudan Arif Fakrulloh")),
        (47, 9, "Said on 22 May 2020", SAID, ("Dari Dukcapil tidak ada kebocoran", "22 Mei 2020")),
        (48, 10, "No disturbance at the e-KTP server", SAID, ("server KTP elektronik",)),
        (49, 11, "A closed network, not open to the public", SAID, ("jaringannya tertutup", "tidak dibuka untuk umum")),
        (50, 13, "Logs and traffic show nothing suspicious", SAID, ("log dan trafiknya",)),
        (51, 13, "The public need not worry", SAID, ("Masyarakat tidak perlu khawatir",)),
        (52, 8, "Dukcapil's part: it speaks on the claim", CASE, ("Dukcapil", "Disebut dalam kasus", "dari kami")),
        (53, 15, "It is the soft file of the 2014 list", SAID, ("soft file DPT Pemilu 2014", "Viryan Aziz")),
        (54, 15, "In PDF", CASE, ("Soft file DPT Pemilu 2014 (PDF)",)),
        (55, 15, "Issued by regulation and open to the public", SAID, ("sesuai regulasi", "bersifat terbuka")),
        (56, 15, "The picture's metadata: 15 November 2013", SAID, ("Tanggal data: 15 November 2013",)),
        (57, 18, "Article 38(5) of Law 8/2012", SAID, ("Pasal 38 ayat 5", "Nomor 8 Tahun 2012")),
        (
            58,
            18,
            "Regency KPUs give it to parties there and in districts",
            SAID,
            ("KPU kabupaten/kota", "di kecamatan"),
        ),
        (
            59,
            18,
            "Soft copy or disc, in a format that cannot be altered",
            CASE,
            ("Parpol", "softcopy atau cakram padat"),
        ),
        (60, 18, "Within 7 days", SAID, ("paling lambat 7 hari",)),
        (61, 20, "KPU has been at work since last night", DONE, ("sejak tadi malam", "Viryan Aziz")),
        (62, 20, "It checks its servers and coordinates with others", DONE, ("server data", "pihak-pihak terkait")),
        (63, 21, "The presidential list of 2014: 190 million", SAID, ("190.000.000", "Viryan Aziz")),
        (64, 21, "Not 200 million", SAID, ("200.000.000", "bertentangan dengan")),
        (65, 21, "Nobody says how many people are affected", CASE, ("Jumlah orang terdampak", "Belum diketahui")),
    ),
    *_facts(
        TRIBUN,
        (66, 11, "The campaign team asks KPU to mend it at once", SAID, ("secepatnya membenahi", "Herman Khaeron")),
        (67, 13, "At the parliament building on 29 November 2023", DONE, ("Gedung DPR RI", "29 November 2023", "TKN")),
        (68, 12, "So that the result is legitimate", SAID, ("legitimate",)),
        (69, 15, "Bawaslu and DKPP are asked to act", SAID, ("Bawaslu hingga DKPP",)),
        (70, 16, "The team draws no conclusion", SAID, ("mengambil kesimpulan",)),
        (71, 17, "KPU is asked to protect voter data better", SAID, ("sistem pengamanan data pemilih",)),
        (72, 22, "@p4c3n0g3 disclosed the sale", SAID, ("“Jimbo” menjual data", "Akun X @p4c3n0g3", "Tribunnews")),
        (73, 24, "The paper itself tells of fields and of 252", SAID, ("252 orang", "Tribunnews")),
        (74, 23, "Price: 2 BTC", SAID, ("2 BTC",)),
        (75, 23, "1 BTC = Rp571,559,477: a rate, no price", SAID, ("Rp571.559.477 per BTC",)),
        (76, 24, "Information of 252 people, printed so", SAID, ("memuat informasi dari 252 orang", "252 orang")),
        (77, 24, "Fields", SAID, ("NIK, NKK, nomor KTP, TPS, e-KTP, jenis kelamin, hingga tanggal lahir",)),
        (78, 25, "Data of consulates general, embassies, consulates", SAID, ("Konsulat Jenderal", "Kedutaan Besar")),
        (79, 26, "KPU's chair: not only at KPU's data centre", SAID, ("tidak hanya berada pada data center", "Hasyim")),
        (80, 30, "KPU's own holding is known from its chair", CASE, ("data center KPU", "menurut", "Hasyim Asy'ari")),
        (81, 29, "Parties and Bawaslu hold it too", CASE, ("Bawaslu", "Pemegang salinan", "Hasyim Asy'ari")),
        (82, 31, "Because the election law orders it", SAID, ("UU Pemilu mengamanatkan",)),
        (
            83,
            32,
            "Task force BSSN, Polri cyber, BIN, Kominfo",
            DONE,
            ("Gugus tugas", "BSSN", "Cybercrime", "BIN", "Kominfo"),
        ),
        (84, 9, "cekdptonline.kpu.go.id asks for a NIK", SAID, ("cekdptonline.kpu.go.id", "NIK")),
    ),
    *_facts(
        DETIK,
        (85, 6, "KPU met the ministry and the cyber police", DONE, ("Pertemuan", "KPU", "Kominfo", "Polri")),
        (86, 7, "On 5 July 2018", DONE, ("Pertemuan", "5 Juli 2018")),
        (
            87,
            7,
            "The Minister, police headquarters, others",
            DONE,
            ("Menkominfo", "Cyber Crime Mabes Polri", "pihak lain"),
        ),
        (88, 13, "A shared understanding of how KPU's IT matters", DONE, ("kesamaan pemahaman",)),
        (89, 8, "The ministry facilitates network needs", DONE, ("Kominfo", "kebutuhan jaringan")),
        (90, 10, "Hacked applications too", DONE, ("Kominfo", "aplikasi yang diretas")),
        (91, 11, "The cyber police help on legal policy", DONE, ("Cyber Crime Polri", "kebijakan hukum")),
        (92, 11, "The attacks are a crime that disturbs the elections", SAID, ("kejahatan", "kondusivitas pilkada")),
        (93, 12, "The elections were over", SAID, ("sudah selesai",)),
        (94, 12, "When it happened is not told", CASE, ("Terjadi", "Belum diketahui")),
        (95, 7, "Viryan Aziz tells it when asked on 6 July", DONE, ("Viryan Aziz", "saat dihubungi 6 Juli 2018")),
    ),
]
