"""What the placeholders of a letter about a letter stand for, as far as the request tells it, in words."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from ..models import ClarificationRequest, ExtensionRequest, Letter
from ..models.record import span_of
from ..plain import clocks, letter_kinds, numbers, spans
from ..plain.clocks import Instant
from ..plain.dates import date_in_words, instant_also_in
from ..plain.letter_kinds import LetterKind
from ..plain.not_none import not_none
from ..workflow import QuestionStatus
from . import letter_content, same_questions

Dues = tuple[tuple[Instant, str], ...]  # several dues, each with the numbers of the questions that keep it
HOW_MANY: dict[str, Callable[[int], str]] = {"id": numbers.with_words, "en": numbers.of_questions}
Fact = str | int | Instant | date | Dues | None
WHY = "alasan"
FILLED_WHEN_DRAWN = ("acuan", "portal", "sapaan")
PASSED = {
    "id": "(tenggat ini telah lewat; penjelasan yang disampaikan sesudahnya tetap kami terima dan dicatat dengan waktunya)",
    "en": "(this time has passed; an explanation submitted after it is still received, and recorded with its time)",
}


def known(clarification: ClarificationRequest, name: str, kind: LetterKind, at: Instant, language: str = "id") -> Fact:
    """What the placeholder `name` stands for, as far as the request tells it; in English for a courtesy copy."""
    first = clarification.letter
    found: dict[str, Callable[[], Fact]] = {
        "nomor_asal": lambda: str(first),
        "tanggal_asal": lambda: not_none(first).date,
        "hal_asal": lambda: _subject_of(not_none(first), clarification, language),
        "tenggat_lama": lambda: _stays(clarification, kind, at, language),
        "waktu_jawaban": lambda: _complete_at(clarification, language),
        "jumlah_pertanyaan": lambda: HOW_MANY[language](clarification.questions.count()),
        "permohonan": lambda: _wish(clarification, at, language),
        "masih_berlaku": lambda: _asked_on(clarification, language),
    }
    return found[name]()


def with_a_stop(sentence: str) -> str:
    """`sentence` with a stop behind it, where whoever typed it set none."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _wish(clarification: ClarificationRequest, at: Instant, language: str) -> str:
    """The body's own wish for more time that is decided at `at`, by the day it came; "" where it asked for none."""
    waits = Q(decision=ExtensionRequest.Decision.PENDING) | Q(decided_at=at)
    wish = clarification.extension_requests.filter(waits, proposed_with__isnull=True, struck_at__isnull=True).last()
    came = span_of(wish, "asked") if wish else None
    if came is None:
        return ""
    day = came.precision in (spans.DAY, spans.MINUTE) or came.is_exact
    words = date_in_words(clocks.day(came.start), language) if day else spans.in_words(came, language)
    if language == "en":
        return f"the request for more time {'of' if day else 'dated'} {words} concerning"
    return f"permohonan perpanjangan waktu {'tanggal' if day else 'bertanggal'} {words} atas"


def _asked_on(clarification: ClarificationRequest, language: str) -> str:
    """Which letters still ask, where this one is taken back; "" where none does."""
    letters = [not_none(other.letter) for other in same_questions.still_asked(clarification)]
    if not letters:
        return ""
    if language == "en":
        cited = [f"No. {letter} of {date_in_words(letter.date, 'en')}" for letter in letters]
        ours = "letter" if len(cited) == 1 else "letters"
        return f"Our {ours} {_listed(cited, 'and')} in force as before, and we continue to await the reply."
    cited = [f"Nomor {letter} tanggal {date_in_words(letter.date, 'id')}" for letter in letters]
    return f"Surat kami {_listed(cited, 'dan')} tetap berlaku, dan jawabannya tetap kami tunggu."


def _listed(parts: list[str], last: str) -> str:
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def told(clarification: ClarificationRequest, due_at: Instant) -> Instant | Dues:
    """The due that a letter names, `due_at`; where open questions keep a later one, which of them has which."""
    waiting = clarification.questions.filter(status=QuestionStatus.OPEN).select_related("deadline").order_by("number")
    dues: dict[Instant, list[str]] = {}
    for question in waiting:
        dues.setdefault(not_none(question.deadline).due_at, []).append(str(question.number))
    if set(dues) <= {due_at}:
        return due_at
    return tuple((due, ", ".join(dues[due])) for due in sorted(dues))


def _stays(clarification: ClarificationRequest, kind: LetterKind, at: Instant, language: str) -> Fact:
    """The due as it is; a refusal that comes after it asks for nothing that cannot be done any more."""
    due_at = not_none(clarification.present_due)
    stays, late = told(clarification, due_at), kind == letter_kinds.REFUSAL and clocks.passed(due_at, at)
    return f"{words(stays, clarification.agency.zone, language)} {PASSED[language]}" if late else stays


def _subject_of(letter: Letter, clarification: ClarificationRequest, language: str) -> str:
    """What the letter was about; and whom it went to, where that is not the body that is written to now. In English what its own
    courtesy copy says, "" where it says nothing of the kind."""
    another = letter_content.whose_before(letter, clarification.agency)
    if language == "en":
        return "" if another else str(letter.content.get("courtesy", {}).get("subject", ""))
    return f"{letter.content['subject']} {another}".strip()


def _complete_at(clarification: ClarificationRequest, language: str) -> Fact:
    """When, as exactly as is known, what answers the letter had come in full; of what came before it left, the day on which that came."""
    received = [each.reply.received for each in clarification.questions.select_related("reply") if each.reply]
    came = max(received, default=not_none(clarification.answered), key=lambda each: each.start)
    return came.start if came.is_exact else spans.in_words(came, language)


def words(value: Fact, zone: str, language: str = "id") -> str:
    """Days and instants in words, these beside WIB in the agency's own `zone` where that is another; texts as typed."""
    if isinstance(value, Instant):
        return instant_also_in(value, language, zone)
    if isinstance(value, date):
        return date_in_words(value, language)
    if isinstance(value, tuple):
        asked = {"id": "pertanyaan", "en": "questions"}[language]
        return "; ".join(f"{words(due, zone, language)} ({asked} {which})" for due, which in value)
    return str(value).strip()
