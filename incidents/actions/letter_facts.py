"""What the placeholders of a letter about a letter stand for, as far as the request tells it, in words."""

from collections.abc import Callable

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

Fact = str | int | Instant | None
WHY = "alasan"
FILLED_WHEN_DRAWN = ("acuan", "portal", "sapaan")
PASSED = (
    "(tenggat ini telah lewat; penjelasan yang disampaikan sesudahnya tetap kami terima dan dicatat dengan waktunya)"
)


def known(clarification: ClarificationRequest, name: str, kind: LetterKind, at: Instant) -> Fact:
    """What the placeholder `name` stands for, as far as the request tells it."""
    first = clarification.letter
    found: dict[str, Callable[[], Fact]] = {
        "nomor_asal": lambda: str(first),
        "tanggal_asal": lambda: date_in_words(not_none(first).date, "id"),
        "hal_asal": lambda: _subject_of(not_none(first), clarification),
        "tenggat_lama": lambda: _stays(clarification, kind, at),
        "waktu_jawaban": lambda: _complete_at(clarification),
        "jumlah_pertanyaan": lambda: numbers.with_words(clarification.questions.count()),
        "permohonan": lambda: _wish(clarification, at),
        "masih_berlaku": lambda: _asked_on(clarification),
    }
    return found[name]()


def with_a_stop(sentence: str) -> str:
    """`sentence` with a stop behind it, where whoever typed it set none."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _wish(clarification: ClarificationRequest, at: Instant) -> str:
    """The body's own wish for more time that is decided at `at`, by the day it came; "" where it asked for none."""
    waits = Q(decision=ExtensionRequest.Decision.PENDING) | Q(decided_at=at)
    wish = clarification.extension_requests.filter(waits, proposed_with__isnull=True, struck_at__isnull=True).last()
    came = span_of(wish, "asked") if wish else None
    if came is None:
        return ""
    day = came.precision in (spans.DAY, spans.MINUTE) or came.is_exact
    words = date_in_words(clocks.day(came.start), "id") if day else spans.in_words(came, "id")
    return f"permohonan perpanjangan waktu {'tanggal' if day else 'bertanggal'} {words} atas"


def _asked_on(clarification: ClarificationRequest) -> str:
    """Which letters still ask, where this one is taken back; "" where none does."""
    letters = [not_none(other.letter) for other in same_questions.still_asked(clarification)]
    if not letters:
        return ""
    cited = [f"Nomor {letter} tanggal {date_in_words(letter.date, 'id')}" for letter in letters]
    return f"Surat kami {_listed(cited)} tetap berlaku, dan jawabannya tetap kami tunggu."


def _listed(parts: list[str]) -> str:
    return " dan ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def told(clarification: ClarificationRequest, due_at: Instant) -> Instant | str:
    """The due that a letter names, `due_at`; where open questions keep a later one, which of them has which."""
    zone = clarification.agency.zone
    waiting = clarification.questions.filter(status=QuestionStatus.OPEN).select_related("deadline").order_by("number")
    dues: dict[Instant, list[str]] = {}
    for question in waiting:
        dues.setdefault(not_none(question.deadline).due_at, []).append(str(question.number))
    if set(dues) <= {due_at}:
        return due_at
    return "; ".join(f"{words(due, zone)} (pertanyaan {', '.join(dues[due])})" for due in sorted(dues))


def _stays(clarification: ClarificationRequest, kind: LetterKind, at: Instant) -> Fact:
    """The due as it is; a refusal that comes after it asks for nothing that cannot be done any more."""
    due_at = not_none(clarification.present_due)
    stays, late = told(clarification, due_at), kind == letter_kinds.REFUSAL and clocks.passed(due_at, at)
    return f"{words(stays, clarification.agency.zone)} {PASSED}" if late else stays


def _subject_of(letter: Letter, clarification: ClarificationRequest) -> str:
    """What the letter was about; and whom it went to, where that is not the body that is written to now."""
    return f"{letter.content['subject']} {letter_content.whose_before(letter, clarification.agency)}".strip()


def _complete_at(clarification: ClarificationRequest) -> Fact:
    """When, as exactly as is known, what answers the letter had come in full; of what came before it left, the day on which that came."""
    received = [each.reply.received for each in clarification.questions.select_related("reply") if each.reply]
    came = max(received, default=not_none(clarification.answered), key=lambda each: each.start)
    return came.start if came.is_exact else spans.in_words(came, "id")


def words(value: Fact, zone: str) -> str:
    """Instants in words, beside WIB in the agency's own `zone` where that is another; texts as typed."""
    if not isinstance(value, Instant):
        return str(value).strip()
    return instant_also_in(value, "id", zone)
