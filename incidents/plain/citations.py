"""Provisions that a letter cites, one a line, in the order of the rank of what they stand in (UU 12/2011, Pasal 7 and 8). Pure."""

import re
from collections.abc import Iterable

# From the highest down; of two names that begin alike the longer one first.
RANKS = (
    ("Undang-Undang Dasar",),
    ("Peraturan Pemerintah Pengganti Undang-Undang", "Undang-Undang"),
    ("Peraturan Pemerintah",),
    ("Peraturan Presiden", "Keputusan Presiden"),
    ("Peraturan Menteri", "Keputusan Menteri"),
)
_RANK_OF = {name: rank for rank, names in enumerate(RANKS) for name in names}
_LONGEST_FIRST = sorted(_RANK_OF, key=lambda name: -len(name))
_KIND = re.compile("|".join(_LONGEST_FIRST))
_NUMBERED = re.compile(r"Nomor (\d+) Tahun (\d{4})")
_CITED = re.compile(r"(?P<act>.+?), (?P<articles>Pasal \d.*)")
_LISTED = re.compile(r",? serta (?=Pasal)|, (?=Pasal)")
_NAMES_ONE = re.compile(r"\b(?:Undang-Undang|Peraturan|UU|PP|Perpres|Permen\w*)\b.*\d")
_ARTICLE = re.compile(r"Pasal (\d+)")
Place = tuple[int, int, int]


def ranked(lines: Iterable[str]) -> list[str]:
    """Each provision once: by rank, of one rank the older first, and what stands in one act in one line. A line that names no
    kind of act stays behind the one before it: somebody put it there."""
    ordered: list[tuple[Place, str]] = []
    for line in dict.fromkeys(lines):
        place = _place(line) or (ordered[-1][0] if ordered else (-1, 0, 0))
        ordered.append((place, line))
    return _together([line for _place_of, line in sorted(ordered, key=lambda each: each[0])])


def untitled(lines: Iterable[str]) -> list[str]:
    """Those that name an act by its number and not by its title, as official letters cite it: `… tentang …`."""
    return [line for line in lines if _NAMES_ONE.search(line) and " tentang " not in line]


def _place(line: str) -> Place | None:
    """The rank of the act that `line` names first, its year and its number."""
    kind = _KIND.search(line)
    if kind is None:
        return None
    numbered = _NUMBERED.search(line, kind.start())
    number, year = (int(each) for each in numbered.groups()) if numbered else (0, 0)
    return _RANK_OF[kind[0]], year, number


def _together(lines: Iterable[str]) -> list[str]:
    acts: dict[str, list[str]] = {}
    for line in lines:
        cited = _CITED.fullmatch(line)
        acts.setdefault(cited["act"] if cited else line, []).extend(_LISTED.split(cited["articles"]) if cited else [])
    return [", ".join(filter(None, [act, _joined(articles)])) for act, articles in acts.items()]


def _joined(articles: Iterable[str]) -> str:
    *first, last = sorted(dict.fromkeys(articles), key=_first) or [""]
    return f"{', '.join(first)}{',' if len(first) > 1 else ''} serta {last}" if first else last


def _first(articles: str) -> int:
    found = _ARTICLE.search(articles)
    return int(found[1]) if found else 0
