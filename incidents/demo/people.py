"""The demo's people and bodies: one log-in for each role, invented agencies, and the public bodies of the replays."""

from datetime import date

from django.utils import timezone

from .. import setup_data
from ..actions import agencies, people
from ..models import Agency, Unit
from ..record import deeds
from ..workflow import Role

PASSWORD = "contoh-tanggap-2026"  # noqa: S105  (printed at start; the demo listens on loopback only)
LOGINS = (
    (Role.OFFICER, "petugas@tanggap.example", "Petugas A", ""),
    (Role.SUPERVISOR, "atasan@tanggap.example", "Atasan A", ""),
    (Role.LIAISON, "narahubung@contoh-a.example", "Narahubung A", "contoh-a"),
    (Role.AUDITOR, "auditor@tanggap.example", "Auditor A", ""),
    (Role.ADMINISTRATOR, "admin@tanggap.example", "Administrator A", ""),
)
MORE_LOGINS = (
    (Role.ADMINISTRATOR, "admin.b@tanggap.example", "Administrator B", ""),
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
# (code, kind, name, short name, head office): bodies that stand in the public cases.
PUBLIC_BODIES = (
    ("dpr", "central", "Dewan Perwakilan Rakyat Republik Indonesia", "DPR", "Ketua Dewan Perwakilan Rakyat"),
    (
        "dkpp",
        "central",
        "Dewan Kehormatan Penyelenggara Pemilu",
        "DKPP",
        "Ketua Dewan Kehormatan Penyelenggara Pemilu",
    ),
    ("tkn", "civil", "Tim Kampanye Nasional Prabowo-Gibran", "TKN Prabowo-Gibran", "Ketua Tim Kampanye Nasional"),
    ("parpol", "civil", "Partai politik peserta Pemilu", "Parpol", "Ketua Umum Partai Politik"),
    ("bpjs-kesehatan", "central", "BPJS Kesehatan", "BPJS Kesehatan", "Direktur Utama BPJS Kesehatan"),
    ("kpai", "central", "Komisi Perlindungan Anak Indonesia", "KPAI", "Ketua Komisi Perlindungan Anak Indonesia"),
    ("bank-jatim", "state_owned", "Bank Jatim", "Bank Jatim", "Direktur Utama Bank Jatim"),
    ("bsi", "state_owned", "Bank Syariah Indonesia", "BSI", "Direktur Utama Bank Syariah Indonesia"),
    ("djp", "central", "Direktorat Jenderal Pajak", "DJP", "Direktur Jenderal Pajak"),
)


MANDATE = {
    "sanctions_for": "Menteri Komunikasi dan Digital",
    "mandate": "Keputusan Menteri Komunikasi dan Digital tentang mandat penjatuhan sanksi administratif (CONTOH)",
}


def load_setup_data():
    setup_data.load_law(deeds.SYSTEM)
    setup_data.load_units(deeds.SYSTEM, letter_code="CONTOH", classification="PDP.01", **MANDATE)
    setup_data.load_agencies(deeds.SYSTEM)
    for letter, zone in INVENTED:
        big = letter.upper()
        agency = agencies.register_agency(
            by=deeds.SYSTEM,
            code=f"contoh-{letter}",
            zone=zone,
            mail_domains=f"contoh-{letter}.example",
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
            agencies.register_contact(
                agency,
                by=deeds.SYSTEM,
                office=office,
                email=f"{mailbox}@contoh-{letter}.example",
                is_ppdp=mailbox == "narahubung",
                exercise=True,  # the living cases of the demo are drills
                # One address that nobody has confirmed, so that the desk shows what becomes of it.
                confirmed_at=None if (letter, mailbox) == ("d", "surat") else timezone.now(),
                valid_from=date(2020, 1, 1),
            )
    agencies.register_contact(
        Agency.objects.get(code="kpu"),
        by=deeds.SYSTEM,
        office="Sekretariat Jenderal",
        email="surat@kpu.example",
        valid_from=date(2020, 1, 1),
    )


def load_people():
    unit = Unit.objects.get(code="pdp", valid_to__isnull=True)
    for role, email, name, agency in LOGINS + MORE_LOGINS:
        post = people.Post(
            role,
            unit=unit if role in (Role.OFFICER, Role.SUPERVISOR) else None,
            agency=Agency.objects.get(code=agency) if agency else None,
        )
        people.appoint(post, by=deeds.SYSTEM, email=email, name=name, password=PASSWORD)


def load_public_bodies():
    """Bodies of the public record that the shipped registry does not hold. No contact: nothing is ever mailed to them."""
    for code, kind, name, short_name, head_office in PUBLIC_BODIES:
        names = [{"name": name, "short_name": short_name, "head_office": head_office, "valid_from": date(2000, 1, 1)}]
        agencies.register_agency(by=deeds.SYSTEM, code=code, kind=kind, names=names)
