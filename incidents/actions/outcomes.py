"""What an outcome asks of a case before it is closed with it: what it says, and no more. Nobody makes anything up to close."""

from collections.abc import Callable, Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from ..errors import DomainError
from ..models import (
    Activity,
    CaseLetter,
    Commitment,
    Incident,
    Involvement,
    PastLetter,
    Sanction,
    followed_letters,
    past_letters,
    reprimands,
)
from ..plain import letter_kinds, measures
from ..plain.assertion_weighing import ELSEWHERE
from ..plain.not_none import not_none
from ..translatable import _
from ..workflow import AssertionStatus, RequestStatus
from . import other_authorities

# By them the ministry decides nothing about what people say: nobody's word has to be assessed for them.
UNDECIDED = frozenset(
    {
        Incident.Outcome.NOT_COMPETENT,
        Incident.Outcome.NO_REPLY,
        Incident.Outcome.TOO_LITTLE,
        Incident.Outcome.TO_POLICE,
        Incident.Outcome.TO_SECTOR,
        Incident.Outcome.WITH_POLICE,
        Incident.Outcome.OTHER_AUTHORITY,
    }
)
# They say that a breach is proven: what it was, of which data, how grave.
PROVEN = frozenset(
    {
        Incident.Outcome.PROVEN,
        Incident.Outcome.RECOMMENDATION,
        Incident.Outcome.REPRIMAND,
        Incident.Outcome.SANCTION_ALONE,
        Incident.Outcome.SANCTION,
    }
)
# They say what the ministry imposed.
IMPOSED = PROVEN - {Incident.Outcome.PROVEN, Incident.Outcome.RECOMMENDATION}
# Nobody closes a case with it now: of a case from the record alone its end may be told nowhere.
OF_A_FILE = frozenset({Incident.Outcome.UNTOLD})


def in_letter(outcome: str) -> str:
    """How a letter tells `outcome`: in Indonesian, whatever the reader reads."""
    return f"Hasil penanganan: {named(outcome)}."


def named(outcome: str) -> str:
    """What a letter calls it."""
    with translation.override("id"):
        return str(Incident.Outcome(outcome).label)


class Lacks(DomainError):
    message = _("This outcome says what is not on record yet: %(what)s. Record it first, or choose another outcome.")


class MeasureTaken(Lacks):
    message = _("On record is a recommendation, a reprimand, an order or a sanction: then choose another outcome.")


def check(incident: Incident, outcome: str) -> None:
    """Raises MeasureTaken where `outcome` says that none was needed, Lacks while the case does not say what it does."""
    if outcome == Incident.Outcome.PROVEN and not (incident.replay or _without_measure(incident)):
        raise MeasureTaken(incident)
    if missing := lacking(incident, outcome):
        raise Lacks(incident, what="; ".join(missing))


def lacking(incident: Incident, outcome: str) -> list[str]:
    """What `outcome` says and the case does not, in the reader's words, each with where it is recorded; nothing of a case that is
    re-entered: what the public record does not tell, nobody makes up."""
    if incident.replay:
        return []
    there: dict[str, bool] = {}
    if outcome in PROVEN:
        there = {
            gettext("Kind of failure"): bool(incident.failures),
            gettext("Kinds of data"): incident.categories.exists(),
            gettext("Severity"): incident.severity != Incident.Severity.UNKNOWN,
        }
    there |= {gettext(words): on_record(incident) for words, on_record in STATES[outcome].items()}
    return [name for name, known in there.items() if not known]


def _issued(incident: Incident, kind: letter_kinds.LetterKind) -> bool:
    """Whether a letter of `kind` went out in the case, from here or outside, and was not taken back."""
    ours = CaseLetter.objects.in_force().filter(incident=incident, kind=kind.code)
    return ours.exists() or past_letters.in_force(incident, kind).exists()


def _recommended(incident: Incident) -> bool:
    """By a letter of ours; or otherwise, as at a meeting, and then it stands among what happened."""
    return _issued(incident, letter_kinds.RECOMMENDATION) or _recommended_otherwise(incident)


def _recommended_what(incident: Incident) -> bool:
    """As _recommended(), and what is asked for is on record: of a letter from the record by the commitments that name it."""
    ours = CaseLetter.objects.in_force().filter(incident=incident, kind=letter_kinds.RECOMMENDATION.code)
    points = Commitment.objects.filter(past_letter=OuterRef("pk"))
    outside = past_letters.in_force(incident, letter_kinds.RECOMMENDATION).filter(Exists(points))
    return ours.exists() or outside.exists() or _recommended_otherwise(incident)


def _recommended_otherwise(incident: Incident) -> bool:
    return incident.activities.filter(kind=Activity.Kind.RECOMMENDATION).exists()


def _reprimanded(incident: Incident) -> bool:
    """By a letter of ours, or by whoever may: then it stands among the sanctions."""
    recorded = any(each.measure in not_none(each.regime).reprimands for each in _in_force(incident))
    return recorded or bool(reprimands.by_letter_alone(incident))


def _sanctioned(incident: Incident) -> bool:
    return bool(_in_force(incident))


def _without_measure(incident: Incident) -> bool:
    ordered = _issued(incident, letter_kinds.ORDER)
    return not (ordered or _recommended(incident) or _reprimanded(incident) or _sanctioned(incident))


def _in_force(incident: Incident) -> list[Sanction]:
    return _not_annulled(incident, _by_our_law(incident))


def _not_annulled(incident: Incident, rows: QuerySet[Sanction]) -> list[Sanction]:
    """Those that nobody annulled: of an annulled one it is as if it never was. What was lifted, as once its addressee had
    complied, was imposed all the same. What befell it after the case was closed changes nothing of how that was closed."""

    def annulled(each: Sanction) -> bool:
        turns = [row.turn for row in each.developments.all()]
        until = incident.closed_at
        so_far = [turn for turn in turns if until is None or turn.at < until]
        return measures.standing(each.amount, so_far).ended == measures.Turn.ANNULLED

    return [each for each in rows.prefetch_related("developments") if not annulled(each)]


def _by_our_law(incident: Incident) -> QuerySet[Sanction]:
    """What another authority imposed by a law of its own is none of what the case is closed as."""
    return Sanction.objects.filter(incident=incident, regime__isnull=False).select_related("regime")


def _elsewhere(incident: Incident) -> QuerySet[Sanction]:
    return Sanction.objects.filter(incident=incident, regime__isnull=True)


def _decided_elsewhere(incident: Incident) -> bool:
    return bool(_not_annulled(incident, _elsewhere(incident)))


def _ended_elsewhere(incident: Incident) -> bool:
    return _decided_elsewhere(incident) or other_authorities.examined_elsewhere(incident)


def _from_the_record(incident: Incident) -> bool:
    return incident.past


def speaks_against(incident: Incident, outcome: str) -> str:
    """What speaks against telling `outcome` of a past case: on record is what others did, and nothing of the kind by the ministry; or
    that the ministry took a measure where none is told; "" where nothing does. Its file may know of more than is on record."""
    if outcome == Incident.Outcome.PROVEN and not _without_measure(incident):
        return gettext(MeasureTaken.message)
    if outcome in IMPOSED and _decided_elsewhere(incident) and not _by_our_law(incident).exists():
        decided_by = ", ".join(sorted(set(_elsewhere(incident).values_list("decided_by", flat=True))))
        words = gettext(
            "What is on record was imposed by another authority (%(who)s), not by the ministry: then choose “%(outcome)s”."
        )
        return words % {"who": decided_by, "outcome": Incident.Outcome.OTHER_AUTHORITY.label}
    if outcome == Incident.Outcome.TO_POLICE and other_authorities.reported_to_police(incident):
        letters = PastLetter.objects.filter(incident=incident, kind=letter_kinds.REFERRAL.code)
        if not other_authorities.to_police(incident) and not letters.exists():
            words = gettext(
                "On record is a report by others to law enforcement and no referral by the ministry: then choose “%(outcome)s”."
            )
            return words % {"outcome": Incident.Outcome.WITH_POLICE.label}
    return ""


def _held_elsewhere(incident: Incident) -> bool:
    """Whether somebody's word that stands says who holds the data, or where they come from; or a body plays that part."""
    said = incident.assertions.filter(topic__in=ELSEWHERE)
    named = incident.involvements.filter(role__in=(Involvement.AgencyRole.COPY_HOLDER, Involvement.AgencyRole.ORIGIN))
    return said.exclude(status__in=(AssertionStatus.WITHDRAWN, AssertionStatus.DENIED)).exists() or named.exists()


def _waited(incident: Incident) -> bool:
    """Whether a letter had no answer, nor one since it was closed as that, whether it went out from here or outside; a case without any may
    have asked by telephone or of somebody who complained. What was answered, though not sufficiently, was replied to."""
    asked = incident.requests.filter(issued_at__isnull=False)
    outside = incident.past_letters.filter(kind__in=letter_kinds.ASKING, struck_at__isnull=True)
    silent = asked.filter(status=RequestStatus.NOT_ANSWERED).exclude(questions__first_answered_at__isnull=False)
    if silent.exists() or followed_letters.unanswered(incident):
        return True
    return not (asked.exists() or outside.exists())


_RECOMMENDATION = {
    _(
        "a recommendation (a letter of the case that was issued, one from the record of which it is entered what it asks for, or an activity "
        "under Activities)"
    ): _recommended_what
}
_SANCTION = {_("a sanction under Law that was not annulled"): _sanctioned}
# What an outcome says and the case must say as well. The others say what their grounds do, which nobody closes a case without: why it is
# none of the ministry's, what was not to be learnt, what the data turned out to be.
_BY_ITS_GROUNDS: Mapping[str, Callable[[Incident], bool]] = {}
STATES: Mapping[str, Mapping[str, Callable[[Incident], bool]]] = {
    Incident.Outcome.PROVEN: {
        _(
            "that no measure was taken (on record is a recommendation, a reprimand, an order or a sanction)"
        ): _without_measure
    },
    Incident.Outcome.RECOMMENDATION: _RECOMMENDATION,
    Incident.Outcome.REPRIMAND: {
        _(
            "a reprimand that was not annulled (a letter of the case that was issued, or a sanction under Law)"
        ): _reprimanded
    },
    Incident.Outcome.SANCTION_ALONE: _SANCTION,
    Incident.Outcome.SANCTION: {**_SANCTION, **_RECOMMENDATION},
    Incident.Outcome.NO_REPLY: {
        _(
            "a request that was closed without an answer, and had none since (on its own page), or a letter from the record that nothing answered"
        ): _waited
    },
    Incident.Outcome.TO_POLICE: {
        _(
            "a referral (a letter of the case that was issued, or an activity in which the body takes part) to a body whose part is law enforcement"
        ): other_authorities.to_police
    },
    Incident.Outcome.TO_SECTOR: {
        _(
            "a referral (a letter of the case that was issued, or an activity in which the body takes part) to a body whose part is not law enforcement"
        ): other_authorities.to_sector
    },
    Incident.Outcome.WITH_POLICE: {
        _(
            "a report to law enforcement (under Activities) in which a body takes part whose part is law enforcement"
        ): other_authorities.reported_to_police
    },
    Incident.Outcome.OTHER_AUTHORITY: {
        _(
            "a measure of another authority that was not annulled (under Law), or an examination that another authority carried out and concluded, with its name and what came of it (under Activities)"
        ): _ended_elsewhere
    },
    Incident.Outcome.UNTOLD: {_("that the case was entered from the record"): _from_the_record},
    Incident.Outcome.OTHER_SOURCE: {
        _("who the other holder is (an assertion, or a body that holds the data or is their origin)"): _held_elsewhere
    },
    Incident.Outcome.TOO_LITTLE: _BY_ITS_GROUNDS,
    Incident.Outcome.NOT_COMPETENT: _BY_ITS_GROUNDS,
    Incident.Outcome.NO_BREACH: _BY_ITS_GROUNDS,
    Incident.Outcome.NO_PERSONAL_DATA: _BY_ITS_GROUNDS,
    Incident.Outcome.OLD_OR_OPEN: _BY_ITS_GROUNDS,
    Incident.Outcome.FABRICATED: _BY_ITS_GROUNDS,
}
