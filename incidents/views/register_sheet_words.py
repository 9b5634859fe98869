"""What narrows the lines of the registers of letters, said on their sheets."""

from django.utils.translation import gettext as _

from ..models import Agency, Letter, Unit


def narrowed(chosen: dict[str, str], kind: str) -> str:
    """What narrows the lines of a register, in the words of its page's own filters; `kind` is that of the letters."""
    agency = Agency.objects.filter(code=chosen["agency"]).first()
    code = chosen.get("unit", "")
    unit = Unit.objects.filter(code=code).order_by("valid_from").last()
    said = {
        _("Status"): dict(Letter.Standing.choices).get(chosen.get("state", "")),
        _("Kind"): kind,
        _("Unit"): unit.name if unit else code,
        _("Year"): chosen["year"],
        _("Agency"): agency.short_name if agency else chosen["agency"],
        _("Case"): chosen["case"],
        _("Number"): chosen["q"],
    }
    return " · ".join(f"{name}: {value}" for name, value in said.items() if value)
