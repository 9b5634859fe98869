"""What a form field's name says of what it holds: a secret, or what its page had written into it. Pure."""

import re
from collections.abc import Iterable, Sequence

SECRETS = ("pass", "totp")  # parts of the names of fields that hold one
_OF_THE_PAGE = re.compile(
    r"csrfmiddlewaretoken|once|seen(-\d+)?|carried|digest|drafts|approved|page|guard|stands|letter|set|(.*[-_])?(read_back|FORMS)"
)
OF_A_COMPLAINANT = "person_"  # how the names of fields begin that hold something of a complainant (plain.complainants)
CARRIED = frozenset({"table", "carried"})  # a list or a picture that was looked at, which its page carries along unseen
SHORTEST = 4  # signs: what is shorter is a choice or a key, not words


def holds_secret(field: str) -> bool:
    """True for a passphrase, a password or a one-time code: never shown, never kept, never changed."""
    return any(part in field.lower() for part in SECRETS)


def is_private(field: str) -> bool:
    """True for what no page gives back and nothing keeps for later: a secret, or who complained."""
    return holds_secret(field) or holds_identity(field)


def holds_identity(field: str) -> bool:
    """True for what belongs on a complainant's sheet alone: kept nowhere else, shown on no other page."""
    return field.startswith(OF_A_COMPLAINANT)


def typed(fields: Iterable[tuple[str, Sequence[str]]], shortest: int = SHORTEST) -> list[str]:
    """The words that a person typed into `fields` (name, values): no secret, nothing that the page itself had written. Where it
    is known what the fields are, `shortest` may be 1: a figure is words too."""
    shown = [(name, texts) for name, texts in fields if not is_private(name) and not _OF_THE_PAGE.fullmatch(name)]
    return [text for _name, texts in shown for text in texts if text.strip() and len(text) >= shortest]
