"""What the sheet says of sanctions beside the number of their cases: how many, what became of them, amounts imposed and paid."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ...plain import numbers
from ...plain.not_none import not_none
from .marks import BY_LETTER, NONE, Became
from .sheet import Content

BECAME = {
    Became.LIFTED: _("Lifted"),
    Became.ANNULLED: _("Annulled"),
    Became.REDUCED: _("Reduced"),
    Became.CONTESTED: _("Objection or appeal not yet decided"),
    Became.PAID: _("Paid in whole or in part"),
}
COUNTED = {
    "imposed": _("imposed: %(n)d"),
    Became.LIFTED: _("of these lifted: %(n)d"),
    Became.ANNULLED: _("of these annulled: %(n)d"),
    Became.REDUCED: _("of these reduced: %(n)d"),
    Became.CONTESTED: _("of these contested, not yet decided: %(n)d"),
}


def labels() -> tuple[Callable[[str], str], list[str]]:
    """The words of what became of a sanction by its code, and the codes in their order."""
    return (lambda code: str(BECAME[Became(code)])), [str(each) for each in BECAME]


def imposed_labels() -> tuple[Callable[[str], str], list[str]]:
    """The words of a sanction of the ministry by its code, and the codes that stand first."""
    said = {NONE: _("No sanction"), BY_LETTER: _("Reprimand by letter of the ministry")}
    return (lambda code: str(said.get(code, code))), [BY_LETTER]


def told(of: Content, key: str) -> str:
    """What stands beside the figure `key`; "" where the sheet says no more of it, as one that was drawn up before did."""
    if number := of.get("became", {}).get(key.removeprefix("befell:")):
        return gettext("sanctions: %(n)d") % {"n": number}
    found = of.get("measures", {}).get(key)
    if not found:
        return ""
    said = [str(words) % {"n": found[code]} for code, words in COUNTED.items() if found.get(code)]
    if found["amounts"]:
        said.append(gettext("amount imposed: %(sum)s") % {"sum": _sum(found["amounts"])})
        paid = _sum(found["paid_amounts"]) or gettext("nothing on record")
        said.append(gettext("paid: %(sum)s") % {"sum": paid})
        if found["without_amount"]:
            said.append(gettext("without an amount on record: %(n)d") % {"n": found["without_amount"]})
    return " · ".join(said)


def _sum(amounts: dict[str, str]) -> str:
    language = not_none(get_language())
    return ", ".join(f"{currency} {numbers.exact(Decimal(each), language)}" for currency, each in amounts.items())
