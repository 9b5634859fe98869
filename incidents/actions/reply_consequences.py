"""What a reply that was taken in means beside its own request: for the case it belongs to, and for other letters."""

from collections.abc import Iterable
from typing import Any

from ..models import Answer, Assertion, ClarificationRequest, Question, Response
from ..plain.assertion_weighing import Topic
from ..plain.spans import at_minute
from ..record import deeds
from ..workflow.rows import ALIVE
from . import assertions, same_questions
from .incoming_reply import pointing_to


def follow(deed: deeds.Deed[ClarificationRequest], response: Response, answered: list[Question]) -> None:
    """What a reply means for the case and for other letters, as the same act."""
    # In a case that is closed nobody weighs what is said: the reply itself is kept, and read when the case is reopened.
    if response.kind == Response.Kind.DENIAL and response.request.incident.status in ALIVE:
        _into_the_assertions(response, deed)
    same_questions.carry(deed, answered, response)


def _into_the_assertions(response: Response, deed: deeds.Deed[ClarificationRequest]) -> None:
    """A denial is an answer and enters the assertions: who denies, in their own words, from which document. The product
    enters it, as the same act: an agency writes in no other part of the case."""
    clarification = response.request
    assertions.claim(
        clarification.incident,
        assertions.Claim(
            topic=Topic.DENIAL,
            agency=clarification.agency,
            said=at_minute(response.received_at) if response.received.is_exact else response.received,
            **_words_of(response),
        ),
        by=deeds.SYSTEM,
        at=deed.after(),
        act_id=deed.act_id,
    )


def say(denied: Assertion, response: Response) -> None:
    """Put into `denied`, which the product made of a denial, what its reply says by now. Saves nothing."""
    for name, value in _words_of(response).items():
        setattr(denied, name, value)


def pointing_to_its_document(response: Response) -> list[Answer]:
    """The answers of `response` that stand in its document alone."""
    return list(response.answers.filter(text=pointing_to(response.document)))


def point_again(answers: Iterable[Answer], response: Response) -> None:
    """The document of `response` is called otherwise by now: what stands in it points to it by that name."""
    for answer in answers:
        answer.text = pointing_to(response.document)
        answer.save()


def _words_of(response: Response) -> dict[str, Any]:
    return {
        "statement": response.text,
        "said_by": f"{response.declared_name}, {response.declared_office}",
        "source": response.document or response.receipt,
        "evidence": response.evidence,
    }
