"""What all spellings of the number in a column share, as the database reckons it: see plain.cited."""

from functools import reduce

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from ..plain.cited import DASHES, SPACES


def key_of(column: str) -> Lower:
    """plain.cited.key() of `column`, for a query or a rule of its table."""
    signs = [(sign, "") for sign in SPACES] + [(sign, "-") for sign in DASHES]
    plain: Combinable = F(column)
    return Lower(reduce(lambda text, pair: Replace(text, *map(Value, pair)), signs, plain))
