"""What a report names that another may name too: addresses, accounts, sellers, prices, agencies. Pure.

Two reports that share such a mention are likely to speak of the same thing; a person decides.
"""

import re
from collections.abc import Iterable

Mention = tuple[str, str]  # its kind, and what was mentioned
ADDRESS, ACCOUNT, NAME, PRICE, AGENCY = "address", "account", "name", "price", "agency"
LONGEST = 200
MOST = 60
MOST_WORDS = 300

# With a scheme, or a host with a path: people type both.
_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"'“”]+|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/[^\s<>\"'“”]*", re.IGNORECASE
)
_ACCOUNT = re.compile(r"(?<![\w.])@[A-Za-z0-9_]{3,40}\b")
_NAME = re.compile(r"[“\"‘']([^\s“”\"‘’'][^“”\"‘’'\n]{1,38}[^\s“”\"‘’'])[”\"’']")
_PRICE = re.compile(
    r"(?<![\d.,])(\d{1,15}(?:[.,]\d{1,9}){0,6})\s?(btc|bitcoin|xmr|eth|usdt|usd|dolar|dollars?)\b|(?:us\$|\$|rp\.?)\s?(\d{1,15}(?:[.,]\d{1,9}){0,6})(?:\s?(ribu|juta|miliar|milyar|triliun))?",
    re.IGNORECASE,
)
_UNITS = {"bitcoin": "btc", "dolar": "usd", "dollar": "usd", "dollars": "usd"}


def addresses(text: str | None) -> list[str]:
    """Web addresses as typed, in order, without closing punctuation."""
    return list(dict.fromkeys(found.rstrip(".,;:!?)]}") for found in _ADDRESS.findall(text or "")))[:MOST]


def named_in(text: str | None, agencies: Iterable[tuple[str, Iterable[str]]] = ()) -> set[Mention]:
    """{(kind, value)} of `text`. `agencies` holds (code, [names]) of the bodies to look for."""
    text = text or ""
    found = {(ADDRESS, _plain(address)) for address in addresses(text)}
    found |= {(ACCOUNT, account.lower()) for account in _ACCOUNT.findall(text)}
    found |= {(NAME, " ".join(name.lower().split())) for name in _NAME.findall(text)}
    for number, unit, sum_of, size in _PRICE.findall(text):
        value = f"{number} {_UNITS.get(unit.lower(), unit.lower())}" if number else f"{sum_of} {size.lower()}"
        found.add((PRICE, value.strip()))
    for code, names in agencies:
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names if len(name) >= 3):
            found.add((AGENCY, code))
    return {(kind, value[:LONGEST]) for kind, value in sorted(found)[:MOST]}


def spoken(text: str | None) -> set[Mention]:
    """Names and accounts that `text` may mention without quotes or @: each word, and two or three words together.

    Only for looking up what others have named; most of these are nobody's name.
    """
    words = re.findall(r"[\w-]+", (text or "").lower())[:MOST_WORDS]
    grams = {" ".join(words[n : n + size]) for size in (1, 2, 3) for n in range(len(words) - size + 1)}
    return {(NAME, gram) for gram in grams if len(gram) > 2} | {
        (ACCOUNT, f"@{word}") for word in words if len(word) > 2
    }


def _plain(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.lower()).split("#")[0].rstrip("/")
