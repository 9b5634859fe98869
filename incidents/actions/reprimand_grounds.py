"""What a letter of reprimand rests on: a sanction regime of the day of the breach by which the ministry reprimands, provisions whose
violation that regime sanctions, and findings of the case."""

from collections.abc import Iterator, Sequence

from ..models import CaseLetter, Finding, Incident, SanctionRegime
from ..plain import letter_kinds, provisions, spans
from ..record import deeds
from ..translatable import _
from . import letter_content, sanctions, statute

# What stands before the words of a day, by how exactly it is known.
BEFORE_DAY = {spans.MINUTE: "tanggal ", spans.DAY: "tanggal ", spans.MONTH: "bulan ", spans.YEAR: "tahun "}


class NoRegime(deeds.Conflict):
    message = _(
        "This letter names no sanction regime of the day of the breach by which the ministry reprimands: %(what)s. Change the draft; one "
        "that waits for its signature is dropped and drafted anew."
    )


class NoProvision(deeds.Conflict):
    message = _(
        "“%(what)s” names no article with its regulation. Write one provision a line, its regulation with kind, number and year: %(example)s."
    )


class NotThereYet(deeds.Conflict):
    message = _("“%(what)s” stands in a regulation of a year after the breach.")


class SanctionedByAnother(deeds.Conflict):
    message = _("The violation of “%(what)s” is sanctioned by %(another)s, not by %(regime)s: choose that regime.")


class NotSanctioned(deeds.Conflict):
    message = _(
        "“%(what)s” is none of the provisions whose violation %(regime)s sanctions. That a letter was not answered is no ground by itself: "
        "Article 35 gives the ministry a power, and whoever gets the letter no duty."
    )


def regimes_for(incident: Incident) -> list[SanctionRegime]:
    """By which of those of the day of the breach the ministry reprimands in writing: they say what its letter cites."""
    rows = sanctions.regimes_for(incident).order_by("effective_from", "pk")
    return [regime for regime in rows if regime.reprimand_basis and regime.written_reprimand]


def regime_of(row: CaseLetter) -> SanctionRegime | None:
    """The one that a letter names, as long as it is one of regimes_for()."""
    named = row.facts.get(letter_kinds.REGIME)
    return next((regime for regime in regimes_for(row.incident) if regime.name == named), None)


def faults(incident: Incident, regime: SanctionRegime, named: Sequence[str]) -> Iterator[deeds.Conflict]:
    """What speaks against a reprimand by `regime` for the violation of these provisions, each of which is a line."""
    for line in named or ("–",):
        cited = provisions.read(line)
        if cited is None:
            yield NoProvision(incident, what=line, example=provisions.EXAMPLE)
        elif cited.year and cited.year > statute.day_of(incident).year:
            yield NotThereYet(incident, what=line)
        elif not provisions.holds(regime.provisions, cited):
            others = (each for each in regimes_for(incident) if provisions.holds(each.provisions, cited))
            if another := next(others, None):
                yield SanctionedByAnother(incident, what=line, another=another.name, regime=regime.name)
            else:
                yield NotSanctioned(incident, what=line, regime=regime.name)


def objections(row: CaseLetter) -> Iterator[deeds.Conflict]:
    """What speaks against issuing this reprimand by what it says it rests on; its findings are judged elsewhere."""
    if regime := regime_of(row):
        yield from faults(row.incident, regime, _lines(row, letter_kinds.VIOLATED))
    else:
        yield NoRegime(row, what=row.facts.get(letter_kinds.REGIME) or "–")


def said(row: CaseLetter) -> dict[str, str]:
    """How the letter says it: the regime's own name of its measure, provisions and findings in a row, each finding with its day."""
    regime = regime_of(row)
    standing = {each.label: each for each in row.incident.findings.all()}
    found = [_dated(label, standing.get(label)) for label in _lines(row, letter_kinds.FOUND)]
    return {
        letter_kinds.MEASURE: regime.written_reprimand if regime else "",
        letter_kinds.VIOLATED: _in_a_row(_lines(row, letter_kinds.VIOLATED)),
        letter_kinds.FOUND: _in_a_row(found),
    }


def basis(row: CaseLetter) -> list[str]:
    """By which provisions the measure is imposed."""
    regime = regime_of(row)
    return list(regime.reprimand_basis) if regime else []


def _lines(row: CaseLetter, name: str) -> list[str]:
    return letter_content.lines(row.facts.get(name, ""))


def _dated(label: str, finding: Finding | None) -> str:
    """`nomor T-01 tanggal 12 November 2026`: the number means nothing to who reads the letter, the day does."""
    found = finding and finding.found
    if not found:
        return f"nomor {label}"
    when = spans.in_words(found, "id")
    known = not found.words and BEFORE_DAY.get(found.precision)
    return f"nomor {label} {known}{when}" if known else f"nomor {label} ({when})"


def _in_a_row(parts: Sequence[str]) -> str:
    """What stands one a line, as a sentence lists it."""
    *first, last = parts or [""]
    return f"{', '.join(first)}{',' if len(first) > 1 else ''} dan {last}" if first else last
