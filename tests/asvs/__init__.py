"""The items of OWASP ASVS 5.0 that this product is held to: level 2, and what was chosen of level 3, each in a line of ours.

A test that fails where an item is broken is marked with its number: `@pytest.mark.asvs(15, 18)`. `make asvs` runs those tests and
tells of each item; `make asvs-bite` takes guards away one by one, and shows that the marked tests see it.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).resolve().parent.parent.parent
MARK = re.compile(r"^@pytest\.mark\.asvs\(([\d, ]+)\)$", re.MULTILINE)


class Item(NamedTuple):
    """`lacks`: what of it is not built, or is proved by no test. Such an item does not pass, whatever its tests say."""

    ids: str
    says: str
    lacks: str = ""


ITEMS = {
    1: Item("1.2.1", "what somebody typed is shown as typed, on pages, in mails and in letters"),
    2: Item("1.2.4", "no question in an address breaks a page or reaches the database as words of its own"),
    3: Item("1.2.5", "no command goes through a shell"),
    4: Item("1.2.10", "no cell of a sheet that leaves is a formula"),
    5: Item("1.3.6", "what draws letters fetches nothing from network or disk but what is shipped"),
    6: Item("1.3.7", "a wording has the blanks of its kind alone, and is no template"),
    7: Item("2.2.1 2.2.2", "the server itself refuses impossible instants, dues, sizes and choices"),
    8: Item("2.3.1", "no move out of its order: nothing is answered before its letter or after its end"),
    9: Item("2.3.3", "a letter is issued whole or not at all, whatever stands still or dies meanwhile"),
    10: Item("2.3.4", "of two who press at once one wins, and the other is told"),
    11: Item(
        "2.3.5", "what could do harm is done by two", lacks="one supervisor alone closes a case and withdraws a letter"
    ),
    12: Item(
        "2.4.1", "what a machine could do by the thousand is counted", lacks="exports and invitations are not counted"
    ),
    13: Item(
        "3.3.1 3.3.2 3.3.3 3.3.4",
        "cookies are of this host alone, secure, out of reach of scripts, and stay at home",
    ),
    14: Item("3.4.1", "browsers are told for a year to come by TLS alone"),
    15: Item("3.4.3", "every answer forbids scripts and styles that are not ours, and no page runs into that"),
    16: Item("3.4.4", "no browser guesses what a file is"),
    17: Item("3.4.5", "no address of ours is told to another host"),
    18: Item("3.4.6", "nobody frames a page"),
    19: Item("3.4.8", "no other page holds a window of ours"),
    20: Item("3.5.1 3.5.3", "what changes something is a form of our own page; what is only read changes nothing"),
    21: Item("3.6.1", "no page has a browser ask another host"),
    22: Item("3.7.2", "no address leads on to another host"),
    23: Item("5.2.1", "nothing larger than its place takes is taken in, or read"),
    24: Item("5.2.2", "a file is what its name says, and holds nothing that acts by itself"),
    25: Item("5.2.3", "what unpacks to far more than it is comes to nothing"),
    26: Item("5.2.4", "one person, one body and one case have a share of the room"),
    27: Item("5.2.6", "a picture of more points than a camera has is not opened"),
    28: Item("5.3.2", "no name that somebody typed becomes a path"),
    29: Item("5.4.1 5.4.2", "a file leaves as a download, under a name that is a name whatever signs it has"),
    30: Item("5.4.3", "a known virus is held"),
    31: Item(
        "14.2.8",
        "where a photo was taken is not shown with it",
        lacks="not built: what a photo says of itself stays in it",
    ),
    32: Item("6.2.1–6.2.11", "twelve signs or more, as many as one likes, none of those that everybody tries"),
    33: Item("6.3.1", "guessing is slow, and locks nobody out"),
    34: Item("6.3.2", "no account of the demo is known to production"),
    35: Item("6.3.3", "who has no second factor reaches the page on which it is set up, and no other"),
    36: Item("6.3.7", "who has changed a password or a factor is told by mail"),
    37: Item("6.3.8", "who asks for an unknown address learns nothing, by words or by work"),
    38: Item("6.4.1", "an invitation opens once, and not for ever"),
    39: Item("6.4.3", "a forgotten password does not get past the second factor"),
    40: Item("6.4.6", "who appoints sets nobody's password, and sees no link to one"),
    41: Item("6.5.1", "no code counts twice"),
    42: Item("6.5.5", "a code is over soon"),
    43: Item("7.2.4", "a session has another key once somebody has proved who they are"),
    44: Item(
        "7.3.1 7.3.2",
        "a session ends without use, and after a day's work",
    ),
    45: Item("7.4.1", "the cookie of whoever has logged out opens nothing"),
    46: Item("7.4.2", "who is disabled is out at the next click"),
    47: Item("7.4.3 7.5.2", "one sees where one is logged in, and ends it"),
    48: Item("7.4.5", "who is sure that somebody's account is not theirs ends its sessions"),
    49: Item("7.5.1 7.5.3", "what weighs is asked once more"),
    50: Item("8.2.1", "every address answers every role as one table says"),
    51: Item("8.2.2", "whoever may not know of a thing finds no trace of it: another agency's, a restricted case's"),
    52: Item("8.2.3", "what a form does not ask is not taken; no agency sees what is the ministry's own"),
    53: Item("8.3.1", "an auditor changes nothing of the record, and the role for reports nothing at all"),
    54: Item("8.3.2", "a role that ended counts no more at the next click"),
    55: Item("8.4.1", "a liaison acts for the agency of the letter and for no other"),
    56: Item(
        "11.3.2 11.3.3",
        "what is locked cannot be altered unseen, and opens nowhere but in its place",
        lacks="the texts of a sheet are bound to no row: of two sheets they could be exchanged",
    ),
    57: Item("11.4.2", "passwords are kept as Argon2id"),
    58: Item(
        "11.5.1",
        "what opens a door has 128 bits, and the database holds no more than its hash",
        lacks="the key of a session stands in the database as it is",
    ),
    59: Item(
        "13.4.1 13.4.2 13.4.5",
        "nothing of how it is made or runs is shown",
    ),
    60: Item("13.4.6", "no answer says which server it is"),
    61: Item("13.2.4", "whom the product calls stands in one list"),
    62: Item(
        "14.2.1", "no address carries what opens a door, or a person's data", lacks="what is searched for stands in it"
    ),
    63: Item("14.2.6", "who complained and how they are reached is shown to the few, and each look is noted"),
    64: Item(
        "14.2.7",
        "what need not be kept goes",
        lacks="what a law lets go of waits for a person; drafts and expired proofs go by night",
    ),
    65: Item("14.3.1 14.3.2 14.3.3", "nothing stays in a browser"),
    66: Item("16.2.1 16.2.2", "a line of the log says when in UTC, who, from where and what"),
    67: Item("16.2.5", "no line of the log holds a secret or the words of a case"),
    68: Item("16.3.1 16.3.2", "who came in, who did not, and who was refused is on record"),
    69: Item("16.4.1", "nobody forges a line of the log"),
    70: Item("16.4.2", "the database refuses to rewrite what happened, and what its owner rewrites is found"),
    71: Item("16.5.1", "a fault tells nothing but by which tag it is found"),
    72: Item("16.5.2", "pages work on while Redis or the relay does not, and say so"),
    73: Item(
        "10.5.1 10.5.2 10.5.4",
        "who logs in elsewhere is who they are here",
        lacks="not built: nobody logs in elsewhere",
    ),
}


class Marked(NamedTuple):
    items: tuple[int, ...]
    path: str
    test: str


@cache
def marked() -> tuple[Marked, ...]:
    """Every test that is marked, as it stands in its file."""
    found = []
    for file in sorted((BASE / "tests").rglob("test_*.py")):
        text = file.read_text()
        for mark in MARK.finditer(text):
            test = re.compile(r"^def (test_\w+)", re.MULTILINE).search(text, mark.end())
            assert test, f"a mark without a test in {file}"
            numbers = tuple(int(each) for each in mark[1].split(",") if each.strip())
            found.append(Marked(numbers, file.relative_to(BASE).as_posix(), test[1]))
    return tuple(found)


def proofs_of(number: int) -> list[str]:
    """The tests that prove an item, by file and name."""
    return [f"{each.path}::{each.test}" for each in marked() if number in each.items]
