"""With which body a person, or an address, stood at an instant, where something about a letter of one body is told of them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models.functions import Lower

from ..models import Appointment, Contact
from ..plain.clocks import Instant

Had = list[tuple[Instant, int]]  # since when, which body; the latest last


def of_addresses(addresses: Iterable[str]) -> defaultdict[str, Had]:
    """{address, in small letters: the bodies that had it}: an address passes on with its body, and one may serve several."""
    found: defaultdict[str, Had] = defaultdict(list)
    rows = Contact.history.annotate(address=Lower("email")).filter(address__in=list(addresses)).order_by("history_date")
    for address, at, agency in rows.values_list("address", "history_date", "agency"):
        found[address].append((at, agency))
    return found


def had_address(bodies: Had, at: Instant, letter: int | None) -> int | None:
    """Whose address it was at `at`: of the body whose the letter was then, if that ever had it; else of whoever had it last."""
    if any(body == letter for _since, body in bodies):
        return letter
    before = [body for since, body in bodies if since <= at]
    return next(reversed(before or [body for _since, body in bodies]), None)


def post_held(posts: list[Appointment], at: Instant, letter: int | None) -> Appointment | None:
    """The appointment that somebody held at `at`, else the last they had; of several, the one with the body whose the letter was
    then, for nobody else of a body opens it."""
    held = [post for post in posts if post.valid_from <= at and not (post.valid_to and post.valid_to <= at)]
    of_the_body = [post for post in held if letter and post.agency_id == letter]
    return next(reversed(of_the_body or held or posts), None)
