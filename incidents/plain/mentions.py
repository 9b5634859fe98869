"""What a report names that another may name too: addresses, accounts, sellers, prices, agencies. Pure.

Two reports that share such a mention are likely to speak of the same thing; a person decides.
"""

import re
from collections.abc import Iterable

from . import numbers, units

Mention = tuple[str, str]  # its kind, and what was mentioned
ADDRESS, ACCOUNT, NAME, PRICE, AGENCY = "address", "account", "name", "price", "agency"
LONGEST = 200
MOST = 60
MOST_WORDS = 300

# With a scheme, or a host with a path: people type both.
_ADDRESS = re.compile(
    r"\bhttps?://[^\s<>\"'“”]+|(?<![@\w.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/[^\s<>\"'“”]*", re.IGNORECASE
)
_DOTS = {0x130: "i", 0x131: "i"}  # to a pattern that heeds no case both are an i
_ACCOUNT = re.compile(r"(?<![\w.])@[A-Za-z0-9_]{3,40}\b")
_NAME = re.compile(r"[“\"‘']([^\s“”\"‘’'][^“”\"‘’'\n]{1,38}[^\s“”\"‘’'])[”\"’']")
_AMOUNT = r"\d{1,3}(?: \d{3})+|\d{1,15}(?:[.,]\d{1,9}){0,6}"
_SIZE = "|".join(sorted(units.SIZES, key=len, reverse=True))
_PRICE = re.compile(
    rf"(?<![\d.,])(?P<figure>(?:{_AMOUNT})(?:\s?(?:{_SIZE}))?)\s?(?P<unit>btc|bitcoin|xmr|eth|usdt|usd|dolar|dollars?|rupiah)\b"
    rf"|(?P<sign>us\$|\$|rp|idr|usd)\.?\s?(?P<sum>(?:{_AMOUNT})(?:\s?(?:{_SIZE})\b)?)",
    re.IGNORECASE,
)


def addresses(text: str | None) -> list[str]:
    """Web addresses as typed, in order, without closing punctuation."""
    return list(dict.fromkeys(found.rstrip(".,;:!?)]}") for found in _ADDRESS.findall(text or "")))[:MOST]


def named_in(text: str | None, agencies: Iterable[tuple[str, Iterable[str]]] = ()) -> set[Mention]:
    """{(kind, value)} of `text`. `agencies` holds (code, [names]) of the bodies to look for."""
    text = text or ""
    found = {(ADDRESS, _plain(address)) for address in addresses(text)}
    found |= {(ACCOUNT, account.lower()) for account in _ACCOUNT.findall(text)}
    found |= {(NAME, " ".join(name.lower().split())) for name in _NAME.findall(text)}
    found |= {(PRICE, price) for each in _PRICE.finditer(text) if (price := _price(each))}
    held = _folded(text)
    for code, names in agencies:
        if any(_is_named(name, text) for name in names if len(name) >= 3 and _folded(name) in held):
            found.add((AGENCY, code))
    return {(kind, value[:LONGEST]) for kind, value in sorted(found)[:MOST]}


def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _folded(text: str) -> str:
    """Without the difference of cases, as wide as re.IGNORECASE takes it. Of hundreds of bodies a text names few: only for those a
    pattern is compiled, which took longer than all else that is done with a case."""
    return text.translate(_DOTS).casefold()


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


def _price(found: re.Match[str]) -> str:
    """`571.559.477 idr`: the amount in figures and its currency, however they were written; "" when it is no amount."""
    try:
        amount = numbers.parse(found["figure"] or found["sum"])
    except ValueError:
        return ""
    return f"{numbers.exact(amount)} {units.unit_of(found['unit'] or found['sign']).key.lower()}"


def is_round(price: str) -> bool:
    """True for a price of one or two figures and noughts: 2 btc, 1.500 usd. Strangers name the same."""
    return len(re.sub(r"\D", "", price).strip("0")) <= 2
