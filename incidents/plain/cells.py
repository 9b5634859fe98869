"""Cells of a table that a spreadsheet program opens: what somebody typed never becomes a formula, nor hides what it is. Pure."""

from . import signs

# With which some program begins a formula, also after what it trims, in full width too (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(text: str) -> str:
    """`text` for a cell of a CSV: what would be taken for a formula begins with an apostrophe, signs nobody sees are left out."""
    shown = signs.clean(text)
    return f"'{shown}" if shown.startswith(FORMULA) else shown
