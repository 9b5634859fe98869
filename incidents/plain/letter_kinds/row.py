"""What is known of a kind of letter: the columns of the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ...workflow import Action


class Part(StrEnum):
    """The part that a letter takes in the exchange with an agency."""

    ASKS = "asks"  # the letter of a request: questions, a clock
    ABOUT = "about"  # decides on, takes back or corrects the letter that asks
    RECEIPT = "receipt"  # says what the agency has sent; on no register
    ALONE = "alone"  # belongs to the case and an agency, to no request: asks nothing, starts no clock
    TO_PERSON = "to_person"  # answers who complained: named in its sealed file alone, everywhere else by a number


@dataclass(frozen=True)
class Wanted:
    """One thing that the officer fills in for a letter that stands alone; `name` is its placeholder as well.

    With `on_letter`, the word before the colon, it is a line of the letter's table; without, it is a paragraph: the wording
    uses it. It may stay empty where it is not `needed`.
    """

    name: str
    label: str
    help: str = ""
    on_letter: str = ""
    rows: int = 1
    longest: int = 300
    needed: bool = True


@dataclass(frozen=True)
class LetterKind:
    """One row of the table.

    `file_name` is what its file is called, after "surat" and before the reference; a receipt's before its number. `made_by` are the
    acts that bring such a letter, `told_by` the kind of mail that carries it to the agency ("" when none does). `placeholders` may
    stand in its wording; without those in `needed` the letter would not say what it is for. `legal`: its act has legal effect.
    `meets`: it calls to a meeting, so that its day, hour and place are asked for, printed, and sent as a calendar entry.
    `takes_back` names the kinds that it takes back: it is drafted from the page of such a letter, to whom that went.
    `corrects` names the kinds of which it puts slips right: drafted as what takes back, it changes nothing of what that asks for.
    `after_closing`: it may be drafted in a closed case as well; `of_report`: also before it is one, and of a report that was
    dismissed. `demands`: it asks that things be done by a day, or, where its points are not `needed`, may do so; each stands as a
    commitment of its own once it is issued, and the body reports on them. `refers`: it hands a matter on, so that a receipt and what came of it are awaited. `sanction`: it imposes
    one, which few may. `joint`: it may go to several bodies as one letter of one number, which names them all. `salutation`: how it speaks to
    whom it goes to, where they wish for no other. `wanted` and `hint`
    are for the form of a letter that stands alone; `sample` is what an invented letter of this kind says.
    """

    code: str
    label: str
    file_name: str
    part: Part
    made_by: tuple[Action, ...]
    told_by: str
    placeholders: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    legal: bool = True
    meets: bool = False
    takes_back: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
    after_closing: bool = False
    of_report: bool = False
    demands: bool = False
    refers: bool = False
    sanction: bool = False
    joint: bool = False
    salutation: str = "Saudara"
    wanted: tuple[Wanted, ...] = ()
    hint: str = ""
    sample: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        return self.part == Part.ASKS

    @property
    def of_another(self) -> bool:
        """Whether it is drafted from the page of a letter that it takes back or corrects, to whom that went."""
        return bool(self.takes_back or self.corrects)

    @property
    def comes_back(self) -> bool:
        """Whether something is awaited, or may be, of whoever gets it: what was done, what came of it."""
        return self.demands or self.refers

    @property
    def disputable(self) -> bool:
        """Whether its body may object to the letter itself, whatever it asks for: what it imposes (PP 33/2026 Art. 197), what it hands on."""
        return self.sanction or self.refers

    @property
    def tells_only(self) -> bool:
        """Whether nothing is asked by it: no answer, no deed, no coming."""
        return not (self.asks or self.comes_back or self.meets)

    @property
    def alone(self) -> bool:
        return self.part == Part.ALONE
