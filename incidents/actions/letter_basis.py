"""What a letter of a request rests on: by the clock rule of its day and the step of the ladder, unless an officer wrote otherwise. What is
cited beside it for its addressee alone is added when the letter is drawn."""

from datetime import date

from ..models import ClarificationRequest, ClockRule, LadderRung
from ..plain import citations
from . import letter_content


def basis_on(day: date) -> str:
    """What a letter drafted on `day` cites to begin with, one basis a line; "" when no rule is in force."""
    rule = ClockRule.objects.in_force(letter_content.RULE, day)
    return _one_a_line(rule) if rule else ""


def _one_a_line(rule: ClockRule) -> str:
    return "\n".join(citations.ranked(_parts(rule.legal_basis)))


def _parts(legal_basis: str) -> list[str]:
    """The provisions of a rule, which semicolons part."""
    return letter_content.lines(legal_basis.replace(";", "\n"))


def _with_step(basis: str, rung: LadderRung | None) -> str:
    """`basis`, and what the step of the ladder rests on beside it: a step stands on its own provision, not on that of asking alone."""
    return "\n".join(citations.ranked([*letter_content.lines(basis), *(_parts(rung.legal_basis) if rung else [])]))


def _is_given(clarification: ClarificationRequest) -> bool:
    """Whether its basis is what a rule and a step gave at some time, and no officer's words."""
    number = clarification.rung.number if clarification.rung else None
    steps: list[LadderRung | None] = [None, *(LadderRung.objects.filter(number=number) if number else [])]
    rules = [_one_a_line(rule) for rule in ClockRule.objects.filter(code=letter_content.RULE)]
    return clarification.basis in {_with_step(rule, step) for rule in rules for step in steps}


def present_basis(clarification: ClarificationRequest, day: date) -> str:
    """The basis of `clarification` as a letter of `day` cites it: what an officer wrote stands; what rule and step gave that
    held when it was drafted gives way to what those of `day` give."""
    return basis_of_step(clarification.rung, day) if _is_given(clarification) else clarification.basis


def basis_after(before: ClarificationRequest, rung: LadderRung | None, day: date) -> str:
    """What a letter that follows or replaces `before` cites, as a letter of the step `rung` drafted on `day`."""
    return basis_of_step(rung, day) if _is_given(before) else _with_step(before.basis, rung)


def basis_of_step(rung: LadderRung | None, day: date) -> str:
    """What a letter of the step `rung` cites by the rules of `day`."""
    present = rung and (LadderRung.objects.in_force(rung.number, day) or rung)
    return _with_step(basis_on(day), present)
