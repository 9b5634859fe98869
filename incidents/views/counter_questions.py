"""What an agency asks about the letter that asks it: its page in the portal, the ministry's two, and the files of both."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, gettext_lazy

from ..actions import counter_questions
from ..forms import AnswerBackForm, AskBackForm, RecordQuestionForm
from ..models import AccessEntry, ClarificationRequest, CounterQuestionFile
from ..record import access_log
from ..workflow import Action, RequestStatus
from .base import SignedIn, send
from .deed_page import AgencyDeed, ClarificationDeed, OfWhatWentOut, TakesScan


class _AskBack(AgencyDeed):
    def idle(self) -> bool:
        """One question waits at a time: whoever has more to ask takes it back and asks all of it."""
        return super().idle() or bool(self.on.question_back)


class _RecordQuestion(TakesScan, OfWhatWentOut):
    pass


class _AnswerBack(ClarificationDeed):
    """The question stands above the answer."""

    above = ("incidents/requests/deed/asked_back.html", *ClarificationDeed.above)

    def idle(self) -> bool:
        return super().idle() or not self.on.question_back


def _what_a_question_does(on: ClarificationRequest) -> str:
    if on.status == RequestStatus.OPEN:
        return gettext("A question about the letter is no reply to it: the due stays as it is.")
    return gettext(
        "The letter asks nothing any more. What came while it asked is kept with the day it came, waits for nobody, and moves no due that has ended."
    )


ask_back = _AskBack.page(
    Action.ASK_BACK,
    counter_questions.ask_back,
    AskBackForm,
    lead=gettext_lazy(
        "An officer of the ministry answers you here, and you are told by mail. Asking answers nothing and does not stop the clock."
    ),
)
record_question = _RecordQuestion.page(
    Action.RECORD_QUESTION,
    counter_questions.record_question,
    RecordQuestionForm,
    lead=_what_a_question_does,
)
answer_back = _AnswerBack.page(
    Action.ANSWER_BACK,
    counter_questions.answer_back,
    AnswerBackForm,
    lead=gettext_lazy("The agency is told by mail and reads your answer with its request."),
)
take_back_question = AgencyDeed.page(Action.TAKE_BACK_QUESTION, counter_questions.take_back_question)


def counter_question_file(request: SignedIn, pk: int) -> FileResponse:
    found = get_object_or_404(CounterQuestionFile.objects.visible_to(request.user).select_related("file"), pk=pk)
    response = send(found.file)
    access_log.log(AccessEntry.Kind.DOWNLOAD, request, found)
    return response
