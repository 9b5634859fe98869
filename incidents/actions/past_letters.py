"""What holds between letters that were entered from the record and the replies to them, from whichever side it is entered or corrected."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..errors import DomainError
from ..models import Agency, Commitment, Incident, PastLetter, PastReply, RegisterEntry
from ..models.cited import key_of
from ..plain import chains, letter_kinds
from ..plain.cited import key
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..translatable import _
from ..workflow import GIVEN_UP, CommitmentStatus

# By what a reply without a number is known as one that is entered already.
ALIKE = ("number", "kind", "text", "answers", "received_at", "received_until")


class OfAnotherCase(DomainError):
    message = _("A letter follows one to the same agency in the same case, and a reply answers a letter of its case.")


class OutOfOrder(DomainError):
    message = _("%(later)s would lie before %(earlier)s: nothing follows or answers what was not yet written.")


class Circle(DomainError):
    message = _("%(later)s and %(earlier)s would each follow the other.")


class QuestionAnswered(DomainError):
    """Answers name the number of their question: another one in its place would be answered by what was never said to it."""

    message = _(
        "%(reply)s answers question %(number)d, which keeps its place and its words. Take that answer out of the reply first, "
        "then correct the question and enter the answer again."
    )


class FollowedHere(DomainError):
    """The next letter goes to the body that got this one, or to who stands for that."""

    message = _(
        "%(request)s follows this letter and goes to %(agency)s. Withdraw it first, or enter the other letter anew."
    )


class AnsweredByAnother(DomainError):
    """Who answered a letter is who got it: the reply is no word of another body."""

    message = _(
        "%(reply)s answers this letter, which went to %(agency)s. Strike that reply, or enter the other letter anew."
    )


class EnteredTwice(DomainError):
    message = _("%(number)s is entered already.")


class OnTheRegister(DomainError):
    """What the product numbered went out of it, or never did: it is not entered as a letter of another origin."""

    message = _(
        "%(number)s is a number of the official register: that letter was made here. How it was sent is recorded on its own page."
    )


class AsksNothing(DomainError):
    """A notice tells something, and asks for no answer."""

    message = _(
        "Letters of this kind ask nothing, and %(reply)s answers questions of %(letter)s. Give it another kind, or strike the reply."
    )


class AsksForAnAnswer(DomainError):
    """What was done, and what came of it, is told of a letter that asked for that: questions are answered, or they are not."""

    message = _(
        "%(letter)s asks for an answer, and %(reply)s would tell what was done or what came of it. Say how it answers, or give the "
        "letter another kind."
    )


class SpeaksOfNone(DomainError):
    """What gives more time or takes back has its effect on a letter: one that leads to none would say so and change nothing."""

    message = _(
        "%(letter)s follows no letter that it could be about. More time and a withdrawal are of a letter that asks for an answer, a "
        "revocation of a letter of the result."
    )


class AsksItOfNobody(DomainError):
    """What is owed by a letter is asked by that of who owes it."""

    message = _(
        "%(letter)s does not ask this of %(who)s: a letter that asks for something to be done asks the body that it went to, or who "
        "took the place of that. Strike or correct “%(what)s” first, then the letter."
    )


class NotInFull(DomainError):
    message = _(
        "%(reply)s would be an answer in full, and question %(number)d has none. Enter that answer too, or say that it is in part."
    )


def check_letter(letter: PastLetter, *, asked_before: str | None = None) -> None:
    """A letter as it is to be stored, under the lock of its case. `asked_before` is what it asked until now.

    Raises OnTheRegister, OfAnotherCase, OutOfOrder, Circle, SpeaksOfNone, QuestionAnswered, AnsweredByAnother, FollowedHere,
    EnteredTwice, AsksNothing, AsksForAnAnswer, NotInFull, AsksItOfNobody.
    """
    same = PastLetter.objects.filter(incident=letter.incident_id, agency=letter.agency_id).exclude(pk=letter.pk)
    if letter.number and same.alias(cited=key_of("number")).filter(cited=key(letter.number)).exists():
        raise EnteredTwice(letter, number=letter.number)
    if is_on_the_register(letter.incident, letter.number):
        raise OnTheRegister(letter, number=letter.number)
    earlier = PastLetter.everything.get(pk=letter.follows_id) if letter.follows_id else None
    if earlier:
        _check_next(letter, earlier)
    if letter.pk is None:
        check_speaks(letter, earlier)
        return
    _check_circle(letter, earlier)
    check_speaks(letter, earlier)
    for each in PastLetter.objects.filter(follows=letter):
        _check_next(each, letter)
    for each in PastLetter.objects.filter(
        incident=letter.incident_id, kind__in=letter_kinds.SPEAKS_OF, follows__isnull=False
    ):
        check_speaks(each, _before(each, letter), letter)
    for owed in Commitment.objects.filter(past_letter=letter).select_related("agency"):
        check_point(owed, letter)
    _check_addressee(letter)
    for reply in PastReply.objects.filter(letter=letter):
        check_order(reply, letter)
        _check_answers(reply, letter, asked_before)
        check_kinds(reply, letter, PastReply.objects.filter(letter=letter))


def is_on_the_register(case: Incident, number: str) -> bool:
    """Whether the product gave that number out. The numbers in an old file are of before, and of other registers."""
    given = RegisterEntry.objects.alias(cited=key_of("number")).filter(cited=key(number))
    return bool(number) and not case.past and given.exists()


def check_point(owed: Commitment, letter: PastLetter) -> None:
    """Whether `letter`, as it is to be stored, asks for it. Raises AsksItOfNobody."""
    asks = letter.asks_for_deeds and letter.incident_id == owed.incident_id
    if not (asks and owed.agency and letter.agency.becomes(owed.agency)):
        raise AsksItOfNobody(owed, letter=letter, who=owed.who, what=owed.what)


def what_shows(letter: PastLetter) -> QuerySet[PastReply]:
    """What came back to it and shows that something was done."""
    return PastReply.objects.filter(letter=letter, kind__in=PastReply.SHOWS)


def kept_by(reply: PastReply) -> QuerySet[Commitment]:
    """What its letter asks for and was judged to be done, where nothing but this reply shows that."""
    others = what_shows(reply.letter).exclude(pk=reply.pk)
    kept = Commitment.objects.filter(past_letter=reply.letter, status=CommitmentStatus.KEPT)
    return kept.none() if reply.kind not in PastReply.SHOWS or others.exists() else kept


def check_reply(reply: PastReply) -> None:
    """A reply as it is to be stored, under the lock of its case. Raises OfAnotherCase, OutOfOrder, EnteredTwice, AsksNothing,
    AsksForAnAnswer, NotInFull."""
    letter = PastLetter.everything.get(pk=reply.letter_id)
    if letter.incident_id != reply.incident_id:
        raise OfAnotherCase(reply)
    check_order(reply, letter)
    others = PastReply.objects.filter(letter=letter).exclude(pk=reply.pk)
    check_kinds(reply, letter, others)
    for each in leaning_on(reply):
        check_kinds(each, letter, [reply, *others])
    if reply.number:
        double = others.alias(cited=key_of("number")).filter(cited=key(reply.number)).exists()
    else:
        alike = {name: getattr(reply, name) for name in ALIKE}
        double = others.filter(**alike).exists()
    if double:
        raise EnteredTwice(reply, number=reply)


def check_speaks(letter: PastLetter, earlier: PastLetter | None, changed: PastLetter | None = None) -> None:
    """Raises SpeaksOfNone for more time, a withdrawal or a revocation that follows a letter, and none by way of it that it could be
    about. One that names none stands for itself: what it is about may not be on record. `changed` is as it is to be stored."""
    before = chains.walked(earlier, lambda each: _before(each, changed))
    if letter.speaks_of and before and not any(each.kind in letter.speaks_of for each in before):
        raise SpeaksOfNone(letter, letter=letter)


def _before(letter: PastLetter, changed: PastLetter | None) -> PastLetter | None:
    return changed if changed and letter.follows_id == changed.pk else letter.follows


def may_speak_of(
    case: Incident, kind: str, agency: Agency, dated: Span, leave_out: int | None = None
) -> list[PastLetter]:
    """The letters in a case that one of `kind` to this body, of this day, may be about; none for a kind that is about none."""
    kinds = letter_kinds.SPEAKS_OF.get(kind, ())
    rows = PastLetter.objects.filter(incident=case, kind__in=kinds, dated_at__lt=dated.end).exclude(pk=leave_out or 0)
    return [each for each in rows.select_related("agency") if each.agency.becomes(agency)]


def check_order(reply: PastReply, letter: PastLetter) -> None:
    """Raises OutOfOrder where a reply came before its letter was written; of one day both may be."""
    if not_none(reply.received).end <= letter.dated_at:
        raise OutOfOrder(reply, later=reply, earlier=letter)


def leaning_on(reply: PastReply) -> list[PastReply]:
    """The answers in full to the letter that leave a question to `reply`, as it stood until now."""
    if reply.pk is None:
        return []
    others = list(PastReply.objects.filter(letter=reply.letter_id).exclude(pk=reply.pk))
    return [each for each in others if _first_left(each, reply.letter, others) is not None]


def check_kinds(reply: PastReply, letter: PastLetter, replies: Iterable[PastReply]) -> None:
    """Whether such a letter brings such a reply. Raises AsksForAnAnswer where that tells what was done, of a letter that owes an
    answer; of a reply that answers questions one by one AsksNothing where letters of the kind ask none, NotInFull where it is said
    to be in full and some question has no answer, neither in it nor in one of the `replies` that may have come before it."""
    if reply.kind in PastReply.FOLLOW_UPS and letter.kind in PastLetter.ASKING:
        raise AsksForAnAnswer(reply, letter=letter, reply=reply)
    if not reply.answered:
        return
    if letter.tells_only:
        raise AsksNothing(reply, letter=letter, reply=reply)
    left = _first_left(reply, letter, replies)
    if left is not None:
        raise NotInFull(reply, reply=reply, number=left)


def _first_left(reply: PastReply, letter: PastLetter, replies: Iterable[PastReply]) -> int | None:
    """The first question without an answer when `reply` came, where that says that it answers in full question by question."""
    if reply.kind != PastReply.Kind.FULL or not reply.answered:
        return None
    came = [each for each in replies if each.pk != reply.pk and each.received_at < not_none(reply.received).end]
    answered = {number for each in (reply, *came) for number, _said in each.answered}
    return next((number for number, _question in letter.questions if number not in answered), None)


def _check_next(later: PastLetter, earlier: PastLetter) -> None:
    if later.incident_id != earlier.incident_id or not earlier.agency.becomes(later.agency):
        raise OfAnotherCase(later)
    if not_none(later.dated).end <= earlier.dated_at:
        raise OutOfOrder(later, later=later, earlier=earlier)


def _check_circle(letter: PastLetter, earlier: PastLetter | None) -> None:
    passed = {letter.pk}
    while earlier is not None:
        if earlier.pk in passed:
            raise Circle(letter, later=letter, earlier=not_none(letter.follows))
        passed.add(earlier.pk)
        earlier = earlier.follows


def _check_addressee(letter: PastLetter) -> None:
    stood = PastLetter.everything.select_related("agency").get(pk=letter.pk)
    request = letter.requests_after.exclude(status__in=GIVEN_UP).first()
    if request and stood.agency_id != letter.agency_id:
        raise FollowedHere(letter, request=request.reference, agency=request.agency.short_name)
    reply = PastReply.objects.filter(letter=letter).first()
    if reply and stood.agency_id != letter.agency_id:
        agency = stood.agency.short_name_at(stood.dated_at)
        raise AnsweredByAnother(letter, reply=reply, agency=agency)


def _check_answers(reply: PastReply, letter: PastLetter, asked_before: str | None) -> None:
    asked, before = dict(letter.questions), dict(PastLetter(asked=asked_before or "").questions)
    for number, _said in reply.answered:
        if asked_before is not None and _words(asked.get(number)) != _words(before.get(number)):
            raise QuestionAnswered(letter, reply=reply, number=number)


def _words(question: str | None) -> list[str]:
    return (question or "").casefold().split()
