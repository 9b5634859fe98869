"""Provisions as letters name them and laws list them: which articles of which act a line names, and whether a list holds them. Pure.

`Pasal 14 ayat (1) huruf f Peraturan Pemerintah Nomor 71 Tahun 2019`, or the act first, as legal bases are cited. A list names its
provisions as its law does: `Pasal 4, Pasal 5 ayat (1) dan ayat (2), dan Pasal 98 ayat (1) Peraturan …`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Begins a line of a list that stands for every act which no line of it names; behind "kecuali" the acts that it leaves out.
OTHER_ACTS = "peraturan perundang-undangan lain"
EXAMPLE = "Pasal 14 ayat (1) Peraturan Pemerintah Nomor 71 Tahun 2019"

Place = tuple[str, ...]  # article, paragraph, letter, number; "" for what is not named

_ACT = re.compile(r"\b((?:Undang-Undang|Peraturan)\b[^\d;]*?) Nomor (\d[\w./-]*)(?: Tahun (\d{4}))?", re.I)
_TITLE = re.compile(r"(?:,? (?:tentang|sebagaimana) .+)?", re.I)
_ARTICLE = re.compile(r"\bPasal \d", re.I)
_LEVELS = ("pasal", "ayat", "huruf", "angka")
_UP_TO = "sampai dengan"
_PART = re.compile(
    r"pasal (?P<pasal>\d+[a-z]?)\b|(?:ayat ?)?\((?P<ayat>\d+[a-z]?)\)|angka (?P<angka>\d+)\b"
    rf"|(?P<upto>{_UP_TO}|s\.d\.)|(?P<between>dan/atau|dan|serta|juncto|jo\.|,)|(?:huruf )?(?P<huruf>[a-z])\b",
    re.I,
)


@dataclass(frozen=True)
class Cited:
    """What a line names: articles of one act. `year` is the one in the act's number, None for an act that is numbered without."""

    act: str
    year: int | None
    places: tuple[Place, ...]


def read(line: str) -> Cited | None:
    """What `line` names; None where that is no article with the kind and number of its act, or of several acts at once."""
    line = " ".join(line.split()).rstrip(".;")
    act = _ACT.search(line)
    if act is None:
        return None
    before, behind = line[: act.start()].rstrip(" ,"), line[act.end() :]
    article = _ARTICLE.search(behind)
    if before and not article and _TITLE.fullmatch(behind):
        places = _places(before)
    elif article and not before and _TITLE.fullmatch(behind[: article.start()].rstrip(" ,")):
        places = _places(behind[article.start() :])
    else:  # on both sides of the act, on none, or something else beside it
        return None
    return Cited(_name(act), int(act[3]) if act[3] else None, places) if places else None


def holds(listed: Iterable[str], named: Cited) -> bool:
    """Whether every article that is `named` stands in a list, by itself or within one that does."""
    own: list[Place] = []
    acts: set[str] = set()
    others = False
    for line in listed:
        if line.casefold().startswith(OTHER_ACTS):
            others, acts = True, acts | {_name(act) for act in _ACT.finditer(line[len(OTHER_ACTS) :])}
        elif cited := read(line):
            acts.add(cited.act)
            own += cited.places if cited.act == named.act else ()
    if named.act not in acts:
        return others
    return all(any(_within(place, each) for each in own) for place in named.places)


def is_line_of_list(line: str) -> bool:
    """Whether `line` may stand in a list."""
    return line.casefold().startswith(OTHER_ACTS) or read(line) is not None


def _name(act: re.Match[str]) -> str:
    """An act by its kind and number, however the name of who made it is written: `peraturan menteri 20 2016`."""
    return " ".join([*act[1].casefold().split()[:2], act[2].casefold(), act[3] or ""])


def _within(place: Place, listed: Place) -> bool:
    return all(part in ("", own) for part, own in zip(listed, place, strict=True))


def _places(text: str) -> tuple[Place, ...]:
    """The places that a list of articles names, one after the other; none for what is no such list."""
    found: list[Place] = []
    at: list[str] = []  # the place that is being read, down to its last part
    ranging, more, end = False, False, 0
    for part in _PART.finditer(text):
        if text[end : part.start()].strip():
            return ()
        end = part.end()
        if part["between"] or part["upto"]:
            ranging, more = ranging or bool(part["upto"]), True
            continue
        level = next(n for n, name in enumerate(_LEVELS) if part[name])
        value = part[_LEVELS[level]].casefold()
        if not at and level:
            return ()
        if ranging:
            if len(at) != level + 1 or not (between := _between(at[level], value)):
                return ()
            found += [_place([*at[:level], each]) for each in between]
        elif at and level < len(at):
            found.append(_place(at))
        at = [*at[:level], *[""] * (level - len(at)), value]
        ranging = more = False
    return () if text[end:].strip() or more or not at else (*dict.fromkeys(found), _place(at))


def _place(parts: list[str]) -> Place:
    return (*parts, *[""] * (len(_LEVELS) - len(parts)))


def _between(first: str, last: str) -> list[str]:
    """From the first up to the last, without the last; none where that cannot be counted."""
    if first.isdecimal() and last.isdecimal():
        return [str(n) for n in range(int(first), min(int(last), int(first) + 500))]
    if first.isalpha() and last.isalpha():
        return [chr(n) for n in range(ord(first), ord(last))]
    return []
