"""The content of a letter, frozen at issue. From this JSON alone the letter is drawn, now and in ten years.

The draft content leaves out what issuing fills in (number, date, check code, due); its digest is what a supervisor
approves. Letters are in Indonesian whatever the reader's language: they are official documents. What the letters about
a letter say stands in `letter_decisions`; the row it becomes is written by
`letter_writing`.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from ..errors import NOT_NOW, DomainError
from ..letters import addressees, addressing, courtesy, letterheads, wordings
from ..models import (
    Agency,
    CaseLetter,
    ClarificationRequest,
    ClockRule,
    ComplaintAnswer,
    LadderRung,
    Letter,
    Question,
    SigningPolicy,
    Unit,
    User,
)
from ..models.work_calendar import years_off
from ..plain import citations, clocks, letter_copies, letter_kinds, numbers, periods
from ..plain.answer_values import Asked
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record.canonical import digest as digest
from ..translatable import _

T = TypeVar("T", bound=Model)
Content = dict[str, Any]  # what JSON keeps of a letter
ToAgency = ClarificationRequest | CaseLetter
Matter = ToAgency | ComplaintAnswer
RULE = "clarification"
FORM = "letter/1"
STARTS: dict[str, str] = {ClockRule.Start.ISSUED: "diterbitkan"}


class NoRule(DomainError):
    """No clock rule was in force on that day, so nobody can say when an answer would be due."""

    status = NOT_NOW
    message = _("No clock rule for letters is in force on %(day)s. An administrator enacts one.")


def rule_on(day: date) -> ClockRule:
    """The rule for clarification letters in force on `day`. Raises NoRule when none is."""
    rule = ClockRule.objects.in_force(RULE, day)
    if rule is None:
        raise NoRule(day=day.isoformat())
    return rule


def unit_on(unit: Unit, day: date) -> Unit:
    """The row of this unit in force on `day`: its letterhead and signing office then, or `unit` itself."""
    return Unit.objects.in_force(unit.code, day) or unit


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def signing_at(at: Instant) -> str:
    """How a letter approved at `at` is signed; "" in production when nobody chose. A sample is never signed: nobody
    may take it for a letter."""
    if settings.DEMO:
        return Letter.Signing.UNSIGNED
    policy = SigningPolicy.objects.in_force(at)
    if policy:
        return Letter.Signing(policy.mode)
    if settings.SEAL_PKCS12:
        return Letter.Signing.SEALED
    return "" if settings.PRODUCTION else Letter.Signing.UNSIGNED


def signing_of(matter: Matter, at: Instant) -> str:
    """How a letter for `matter` approved at `at` is signed. A drill's never is: nobody may take it for a letter."""
    return Letter.Signing.UNSIGNED if _is_drill(matter) else signing_at(at)


def _is_drill(matter: Matter) -> bool:
    return bool(matter.incident and matter.incident.drill)


def signed_by_machine(matter: Matter) -> Letter.Signing:
    """How what no person signs is signed, such as a receipt: with the organisation's seal where there is one."""
    sealed = settings.SEAL_PKCS12 and not settings.DEMO and not _is_drill(matter)
    return Letter.Signing.SEALED if sealed else Letter.Signing.UNSIGNED


def kind_of(clarification: ClarificationRequest) -> str:
    """The code of the kind of letter that asks this clarification."""
    return (
        letter_kinds.KINDS[clarification.rung.code].code
        if clarification.rung
        else letter_kinds.CLARIFICATION_REQUEST.code
    )


def base_content(
    matter: Matter,
    kind: str,
    at: Instant,
    by: User | None = None,
    *,
    subject: str = "",
    imposes: bool = False,
    signing: str = "",
) -> Content:
    """What every letter written for `matter` (a clarification request or a letter of the case) says. `at` decides which
    names, wording and letterhead are in force, `by` who signs and in whose place (plh., plt., a.n., u.b.); `signing` how, where that
    was chosen before. A seal is no signature of a person: what bears it names the office alone."""
    day, signing = clocks.day(at), signing or str(signing_of(matter, at))
    unit, wording = unit_on(matter.unit, day), wordings.on(kind, day)
    return {
        "template": FORM,
        "kind": str(kind),
        "wording": wording.frozen(),
        **letterheads.of(unit, letterheads.contact_of(matter, at)),
        **_signatory(unit, by, imposes=imposes, by_person=signing != Letter.Signing.SEALED),
        "security": matter.security,
        "urgency": matter.urgency,
        "subject": subject or wording.subject,
        **addressing.of(matter, day, letter_kinds.KINDS[kind]),
        "copies": letter_copies.offices(matter.copies),
        # What letters did not say before stands in the content: one approved without it is drawn without it.
        **({"copies_numbered": True} if matter.security == ClarificationRequest.Security.SECRET else {}),
        "reference": matter.reference,
        "portal": settings.SITE_URL,
        "signing": signing,
        "sample": settings.DEMO,
        "drill": _is_drill(matter),
        "foot": wordings.clause_on(letter_kinds.FOOT, day).sentence,
    }


def _signatory(unit: Unit, by: User | None, *, imposes: bool, by_person: bool) -> Content:
    """Who signs, and in whose place. A sanction is signed by the head of the unit in the name of the office that imposes it."""
    post = by.signs_as(unit) if by else None
    mode = "" if post is None or post.mode == post.Mode.DEFINITIVE else post.mode
    office, own, through = unit.signatory_office, post.office if post else "", post.through_office if post else ""
    if imposes and unit.sanctions_for not in ("", office):
        mode, office, own, through = "an", unit.sanctions_for, office, ""
    person = by if post and by_person else None
    return {
        "signatory_office": office,
        "signatory_mode": mode,
        "signatory_own": own,
        "signatory_through": through,
        "signatory_name": person.name if person else "",
        **({"signatory_rank": post.rank} if person and post and post.rank else {}),
    }


def whose_before(letter: Letter, agency: Agency) -> str:
    """What a letter to `agency` adds where it cites `letter`, which went to another body: which one, and whether `agency` takes
    the place of that, or only has the matter by now; "" for one that went to `agency` itself."""
    return in_its_place(not_none(letter.agency), letter.own_addressee["office"], agency)


def in_its_place(before: Agency, called: str, agency: Agency) -> str:
    """What whose_before() says of a letter to `before`, which it names as `called`."""
    if before == agency:
        return ""
    how = "digantikan" if before.becomes(agency) else "ditangani"
    return f"kepada {called}, yang kini {how} instansi penerima surat ini"


def told_to(clarification: ClarificationRequest, day: date) -> addressees.Told:
    """What letters of `day` about this request say to its addressee and not to others: UU 27/2022 Art. 46 binds controllers, joint ones
    too (Art. 18); of a processor the Act asks other things (Art. 52), of who holds a copy nothing that a letter could recall."""
    return addressees.told(addressees.clauses_of(clarification.incident, clarification.agency), day)


def with_words_for(told: addressees.Told, content: Content) -> Content:
    """`content` with what a letter says to its addressee alone, as it freezes that."""
    facts = content.get("facts", {}) | {letter_kinds.DUTY: told.sentence}
    return content | {"facts": facts} | ({"clauses": told.versions} if told.versions else {})


def _what_follows(clarification: ClarificationRequest, day: date, wording: Content) -> addressees.Told:
    """What the letter says that the ministry does next if nobody answers: nothing where the ladder ends, or where its wording has no
    place for it."""
    step = LadderRung.after(clarification.rung, day)
    says = any(f"{{{letter_kinds.FOLLOWS}}}" in str(text) for text in wording.values())
    return addressees.told(addressees.clause_of_next(step.code, clarification.agency) if step and says else (), day)


def draft_content(
    clarification: ClarificationRequest,
    at: Instant,
    by: User | None = None,
    rule: ClockRule | None = None,
    questions: Sequence[Asked] | None = None,
) -> Content:
    """What the letter that asks says, as far as it is known before issue; by `rule`, else by the one in force at `at`.
    `questions` are those of a request that is not on record yet."""
    rows = enumerate(questions, start=1) if questions is not None else _numbered(clarification)
    kind, day = kind_of(clarification), clocks.day(at)
    rule = rule or rule_on(day)
    told = told_to(clarification, day)
    found = base_content(clarification, kind, at, by, subject=clarification.subject) | {
        "zone": clarification.agency.zone,
        "opening": clarification.opening,
        "basis": citations.ranked([*lines(clarification.basis), *told.basis]),
        "questions": [{"number": number, "heading": q.heading, "text": q.text, "kind": q.kind} for number, q in rows],
        "meeting": _meeting(clarification),
        **({"agenda": letter_kinds.AGENDA} if clarification.meeting_at else {}),
        **_period(rule),
        "start": STARTS[rule.start_event],
        "clock_rule": rule.pk,
    }
    follows = _what_follows(clarification, day, found["wording"])
    found = with_words_for(told, found)
    found["facts"][letter_kinds.FOLLOWS] = follows.sentence
    if follows.versions:
        found["clauses"] = {**found.get("clauses", {}), **follows.versions}
    if not courtesy.wanted_by([clarification.agency]):
        return found
    facts = {"jumlah_pertanyaan": numbers.of_questions(len(found["questions"]))}
    own: dict[str, Any] = dict(clarification.english)
    own["questions"] = courtesy.of_questions(own.pop("questions", ""), found["questions"])
    clauses = {letter_kinds.DUTY: told.clauses, letter_kinds.FOLLOWS: follows.clauses}
    return found | courtesy.of(found, day, facts=facts, clauses=clauses, own=own)


def _numbered(clarification: ClarificationRequest) -> Iterable[tuple[int, Question]]:
    return ((question.number, question) for question in clarification.questions.order_by("number"))


def rule_of(content: Content) -> ClockRule:
    """The rule by which a frozen letter states its period. Letters frozen before they named it: that of their day."""
    named = content.get("clock_rule")
    return ClockRule.objects.get(pk=named) if named else rule_on(date.fromisoformat(content["date"]))


def _period(rule: ClockRule) -> Content:
    """How long the letter gives. Of a rule of days it says how many, and of which kind."""
    length = not_none(rule.length)
    told: Content = {"period": numbers.period(length, rule.unit)}
    if rule.unit == ClockRule.Unit.HOURS:
        return told | {"hours": length}
    return told | {"hours": None, "days": length, "days_kind": rule.unit}


def _due_of_the_day(draft: Content, at: Instant) -> Content:
    """The due of a letter signed at any hour of the day of `at`: the very instant of a period of days, the day of one of hours that
    ends at the hour of the signature; nothing where the hour decides the day too."""
    if not draft["hours"]:
        return {"due_at": periods.count(at, draft["days"], draft["days_kind"], years_off(at)).due_at.isoformat()}
    if timedelta(hours=draft["hours"]) % clocks.DAY:
        return {}
    return {"due_on": (clocks.day(at) + timedelta(hours=draft["hours"])).isoformat()}


def _meeting(clarification: ClarificationRequest) -> dict[str, str] | None:
    """When and where a summons calls, None for other letters. The instant in UTC."""
    if not clarification.meeting_at:
        return None
    return {"at": clarification.meeting_at.astimezone(UTC).isoformat(), "place": clarification.meeting_place}


def issued_content(
    draft: Content, *, number: str, at: Instant, check_code: str = "", due_at: Instant | None = None
) -> Content:
    """The draft completed with what issuing fills in. Instants in UTC, the date by Asia/Jakarta. Without `due_at` a letter
    that gives a period waits for its signature, of that date: it says of its due what that day decides."""
    told: Content = {"due_at": due_at.isoformat() if due_at else None}
    if "period" in draft:
        told |= {"started_at": clocks.second(at).isoformat()} if due_at else _due_of_the_day(draft, at)
    return {
        **draft,
        **told,
        "number": number,
        "date": clocks.day(at).isoformat(),
        "check_code": check_code,
        "check_url": settings.SITE_URL + reverse("notifications:check", args=[check_code]) if check_code else "",
    }
