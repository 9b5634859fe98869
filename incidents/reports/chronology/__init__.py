"""One chronology of the world in a case, beside the log of what was entered: what happened when, who says so, from where.

`source` says what a kind of line is; `of_case`, `of_words`, `of_actors`, `of_letters`, `of_sendings` and `of_past_letters` are the
table of them; `lines` reads it."""

from .bodies_then import BodiesThen
from .lines import Asked, Line, page, places_of
from .source import KINDS, RULE

__all__ = ["KINDS", "RULE", "Asked", "BodiesThen", "Line", "places_of", "page"]
