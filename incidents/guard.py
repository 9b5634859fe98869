"""The do-not-store guard: finds numbers shaped like a NIK or NKK in text. The tracker must not become the next leak.

A NIK has 16 digits PPKKCC DDMMYY SSSS: province, regency or city, district, date of birth with 40 added to the day
for women, serial from 0001. A NKK has the same shape with the date of issue. Structure is checked, so that a
reference number of 16 digits is not taken for a NIK. Pure: no Django, no database.
"""

import re

# Kepmendagri 2025; a number keeps the province of its first registration, so 94 stays in use for all of Papua.
PROVINCES = frozenset(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96".split()
)
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Every digit of any script counts, and one separator may stand between two digits: people group them to be read.
_SEPARATOR = r"[\s.\-_/\u00a0\u2009\u200b\u2010-\u2015]"
_CANDIDATE = re.compile(rf"\d(?:{_SEPARATOR}?\d){{15,}}")


def identity_numbers(text: str) -> list[str]:
    """The stretches of `text` shaped like a NIK or NKK, as typed, in order."""
    found = []
    for match in _CANDIDATE.finditer(text or ""):
        typed = match.group()
        digits = [(i, str(int(c))) for i, c in enumerate(typed) if c.isdigit()]
        unbroken = len(digits) == len(typed)
        # A longer unbroken run is some other number; a spaced run may hold several side by side.
        if unbroken and len(digits) != 16 and len(digits) % 16:
            continue
        start = 0
        while start + 16 <= len(digits):
            window = "".join(d for _, d in digits[start : start + 16])
            if is_identity_number(window) and _stands_alone(typed, digits, start):
                found.append(typed[digits[start][0] : digits[start + 15][0] + 1])
                start += 16
            else:
                start += 1
    return found


def is_identity_number(digits: str) -> bool:
    """True when 16 `digits` have the structure of a NIK or NKK."""
    if len(digits) != 16 or digits[:2] not in PROVINCES:
        return False
    regency, district = int(digits[2:4]), int(digits[4:6])
    day, month = int(digits[6:8]) % 40 if int(digits[6:8]) > 40 else int(digits[6:8]), int(digits[8:10])
    if not (1 <= regency <= 79 and regency != 70 and district >= 1 and digits[12:] != "0000"):
        return False
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]


def _stands_alone(typed, digits, start):
    """True when the 16 digits from `start` are not a piece cut out of a longer unbroken run."""
    first, last = digits[start][0], digits[start + 15][0]
    before = first == 0 or not typed[first - 1].isdigit()
    after = last == len(typed) - 1 or not typed[last + 1].isdigit()
    whole_run_of_sixteens = typed.isdigit() and len(typed) % 16 == 0 and start % 16 == 0
    return (before and after) or whole_run_of_sixteens
