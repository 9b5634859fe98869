"""Cells of a table that a spreadsheet program opens: what somebody typed never becomes a formula, nor hides what it is. Pure."""

import re

from . import signs

# With which some program begins a formula, also after what it trims, in full width too (OWASP, CSV injection).
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
FORMULA = (*SIGNS, "\t", "\r", "\n")

# A program that parts columns by another sign than a comma begins cells in the midst of a text: Excel where the comma is the decimal
# sign, as in Indonesian.
WITHIN = re.compile(rf"([;|\t\r\n][\s\"]*)([{re.escape(SIGNS)}])")

LONGEST = 32_767  # UTF-16 units: what programs that open an XLSX hold of a cell (Excel specifications and limits)


def harmless(text: str) -> str:
    """`text` for a cell of a CSV: what would be taken for a formula begins with an apostrophe, also after a sign by which some
    program parts columns; signs nobody sees are left out. A bundle's table goes by the same rule (`bundle_verifier`)."""
    shown = WITHIN.sub(r"\1'\2", signs.clean(text))
    return f"'{shown}" if shown.lstrip(" ").startswith(FORMULA) else shown


def fitting(text: str, end: str) -> str:
    """`text` for a cell of an XLSX: as far as one holds, then `end`, which says so; whole where it fits."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(end))].decode("utf-16-le", errors="ignore") + end
