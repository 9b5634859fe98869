"""To which of the addresses that a body has on file what is mailed about a letter goes: as it goes now, and as it would have gone then."""

from typing import Any

from ..models import Contact


def of_letter(letter: Any, present: list[Contact], *, drill: bool) -> list[Contact]:
    """Of the addresses `present` those chosen for the letter, every one where none was; of a drill only who takes part in drills, and
    the real addresses that its approver confirmed."""
    rows = _chosen(letter, present)
    if drill:
        confirmed = set(getattr(letter, "drill_addresses", "").lower().split())
        rows = [each for each in rows if each.exercise or each.email.lower() in confirmed]
    return rows


def _chosen(matter: Any, present: list[Contact]) -> list[Contact]:
    """Of the addresses `present` those chosen for this matter; for one that has ended meanwhile whoever stands in for it, for one that
    was put right since the right one.
    All of them where none was chosen, or none of those is left: a letter goes to somebody. Of what has legal effect the
    data protection officer is told in any case (UU 27/2022 Art. 54(1)d), or whoever stands in for them."""
    wanted = set(getattr(matter, "mail_to", "").lower().split())
    if not wanted:
        return present
    there = {each.email.lower() for each in present}
    found = {
        each.pk
        for each in present
        if each.email.lower() in wanted
        or each.addresses_before & (wanted - there)
        or (each.deputy_of and each.deputy_of.email.lower() in wanted - there)
    }
    if found and getattr(matter, "tells_ppdp", False):
        found |= {each.pk for each in _officers_of_protection(present)}
    return [each for each in present if each.pk in found] or present


def _officers_of_protection(present: list[Contact]) -> list[Contact]:
    """The body's data protection officers; where none of them is there any more, their deputies."""
    own = [each for each in present if each.is_ppdp]
    return own or [each for each in present if each.deputy_of and each.deputy_of.is_ppdp]
