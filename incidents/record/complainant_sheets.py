"""Opens and locks what stands on a complainant's sheet; the codes by which a complainant asks how it stands.

A sheet is one encrypted text (Fernet: AES-128 with HMAC-SHA-256). Live row, history and the payload of its event hold the
same ciphertext, so that the record proves that a sheet changed, when and by whom, and says nothing of whom it names.
"""

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import ComplainantSheet, Complaint, ComplaintCode, SheetFile
from ..plain import mail_addresses
from ..plain.complainants import Person

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that nobody mistakes for each other
ADDRESSEE = "addressee_locked"  # where a letter's content keeps whom it names
PARTS, SIGNS = 3, 4  # a code is read out as XXXX-XXXX-XXXX: 60 bits


def _locks() -> MultiFernet:
    """The first key locks, every key opens: a new one is put in front of those of before."""
    keys = [hashlib.sha256(f"sheet:{key}".encode()).digest() for key in settings.SHEET_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def write(sheet: ComplainantSheet, person: Person) -> None:
    """Put `person` onto the sheet, locked. It is saved by the deed."""
    sheet.sealed = _locks().encrypt(json.dumps(asdict(person)).encode()).decode() if person.known else ""
    sheet.email_print = _print("email", person.email.casefold())
    sheet.phone_print = _print("phone", person.number)


def read(sheet: ComplainantSheet) -> Person:
    """Who complained. Whoever shows it to a person notes the look first (record.access_log).

    Raises cryptography.fernet.InvalidToken when no key opens it.
    """
    return Person(**json.loads(_locks().decrypt(sheet.sealed.encode()))) if sheet.sealed else Person()


def tell_of(file: SheetFile, *, name: str, about: str) -> None:
    """Put onto a file of a sheet what it was called and what it is, locked. It is saved by the deed."""
    file.sealed = lock(json.dumps({"name": name, "about": about}).encode()).decode()


def told_of(file: SheetFile) -> dict[str, str]:
    """What it was called (`name`) and what it is (`about`); both empty where a removal took them. As read() of a sheet."""
    told: dict[str, str] = json.loads(unlock(file.sealed.encode())) if file.sealed else {"name": "", "about": ""}
    return told


def lock(data: bytes) -> bytes:
    """Bytes that name who complained, as they are kept."""
    return _locks().encrypt(data)


def unlock(data: bytes) -> bytes:
    """What lock() locked. Raises cryptography.fernet.InvalidToken when no key opens it."""
    return _locks().decrypt(data)


def addressee_of(sheet: ComplainantSheet) -> str:
    """Name and postal address for a letter, locked, as they stand on the sheet now; "" where neither is known."""
    person = read(sheet)
    kept = {"name": person.name, "post": person.post}
    return lock(json.dumps(kept).encode()).decode() if any(kept.values()) else ""


def still_names(content: dict[str, Any], sheet: ComplainantSheet) -> bool:
    """Whether a letter names whoever stands on the sheet now, at the same postal address."""
    locked = addressee_of(sheet)
    now, then = (json.loads(unlock(each.encode())) if each else {} for each in (locked, content.get(ADDRESSEE)))
    return bool(now == then)


def with_addressee(content: dict[str, Any]) -> dict[str, Any]:
    """What a letter says with the name and the address that are locked in it, for the moment in which it is drawn."""
    locked = content.get(ADDRESSEE)
    if not locked:
        return content
    person = json.loads(unlock(locked.encode()))
    named = {"office": person["name"] or content["addressee"]["office"], "agency": "", "place": ""}
    return content | {
        "addressee": named | {"lines": [line.strip() for line in person["post"].splitlines() if line.strip()]}
    }


def of_same_person(sheet: ComplainantSheet) -> QuerySet[Complaint]:
    """Other complaints whose sheets name the same address or number."""
    prints = {name: getattr(sheet, name) for name in ("email_print", "phone_print")}
    same = Q(pk__in=[])
    for name, value in prints.items():
        same |= Q(**{f"sheet__{name}": value}) if value else Q(pk__in=[])
    return Complaint.objects.filter(same).exclude(pk=sheet.complaint_id)


def of_address(addresses: Iterable[str]) -> Complaint | None:
    """The complaint whose sheet names one of these mail addresses: of several the latest, one that counts before the others."""
    prints = {_print("email", each) for address in addresses for each in mail_addresses.spellings(address)}
    found = Complaint.objects.filter(sheet__email_print__in=prints) if prints else Complaint.objects.none()
    return max(found, key=lambda each: (each.counts, each.received_at, each.pk), default=None)


def _print(kind: str, value: str) -> str:
    return keyed(f"{kind}:{value}") if value else ""


def keyed(text: str) -> str:
    """The prints stay comparable: they follow the oldest key, which is never dropped."""
    return hmac.new(settings.SHEET_KEYS[-1].encode(), text.encode(), hashlib.sha256).hexdigest()


def new_code(complaint: Complaint, *, of: str = "") -> str:
    """A code for the complainant, kept as its keyed hash alone. `of` the token of a form: the same form gives the same
    code, so that a second press of one page shows what the first one did."""
    signs = _signs(keyed(f"code-of:{of}")) if of else "".join(secrets.choice(ALPHABET) for _n in range(PARTS * SIGNS))
    ComplaintCode.objects.get_or_create(
        digest=_digest(signs), defaults={"complaint": complaint, "made_at": timezone.now()}
    )
    return "-".join(signs[n : n + SIGNS] for n in range(0, PARTS * SIGNS, SIGNS))


def by_code(typed: str) -> Complaint | None:
    """The complaint to which this code was given, however it is grouped and whatever word stands before it; None for any other."""
    signs = "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())[-PARTS * SIGNS :]
    found = ComplaintCode.objects.filter(digest=_digest(signs)).select_related("complaint__merged_into").first()
    return found.complaint if found else None


def _digest(signs: str) -> str:
    return keyed(f"code:{signs}")


def _signs(digest: str) -> str:
    number = int(digest, 16)
    return "".join(ALPHABET[(number >> 5 * n) % 32] for n in range(PARTS * SIGNS))
