"""What the address of a page names, whoever asks: for what is noted of somebody who was not let in."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db.models import Model, UUIDField
from django.http import HttpRequest
from django.urls import ResolverMatch

from ..models import (
    Activity,
    Admission,
    AffectedBody,
    AnswerFile,
    Assertion,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    ComplaintAnswer,
    CounterQuestionFile,
    DraftFile,
    Evidence,
    FollowUpFile,
    Incident,
    Involvement,
    Letter,
    Likeness,
    NotificationDuty,
    Participation,
    PastLetter,
    Relation,
    Removal,
    Response,
    ResponseFile,
    Sanction,
    Share,
    SharedEvidence,
    SheetFile,
    Translation,
)
from ..record.trail import history_models
from ..reports.reads import IN_A_CASE
from .base import SignedIn
from .button_addresses import ENTRIES

# What the key in an address is the key of, by all of the address that comes before it; `notifications` adds its own. A case is named
# by its number; an entry and a version say themselves of which kind they are.
KEYS: dict[str, type[Model]] = {
    "permintaan/": ClarificationRequest,
    "surat-perkara/": CaseLetter,
    "surat/": Letter,
    "surat-arsip/": PastLetter,
    "bukti/": Evidence,
    "pengaduan/": Complaint,
    "pengaduan/jawaban/": ComplaintAnswer,
    "pengaduan/berkas/": SheetFile,
    "dibagikan/": Share,
    "dibagikan/berkas/": SharedEvidence,
    "berbagi/": Share,
    "berkas-balasan/": ResponseFile,
    "berkas-jawaban/": AnswerFile,
    "berkas-pertanyaan/": CounterQuestionFile,
    "berkas-terjemahan/": Translation,
    "berkas-draf/": DraftFile,
    "tindak-lanjut/": FollowUpFile,
    "tanda-terima/": Response,
    "keterlibatan/": Involvement,
    "terdampak/": AffectedBody,
    "pernyataan/": Assertion,
    "wajib-beritahu/": NotificationDuty,
    "sanksi/": Sanction,
    "kegiatan/": Activity,
    "keikutsertaan/": Participation,
    "janji/": Commitment,
    "kaitan/": Relation,
    "kemiripan/": Likeness,
    "izin/": Admission,
    "penghapusan/": Removal,
    "jejak/peristiwa/": CaseEvent,
}
ENTRY, VERSION = "entri/", "jejak/versi/"
_MODELS = {slug: apps.get_model("incidents", str(thing)) for thing, slug in ENTRIES.items()}
PART_OF = {
    SharedEvidence: "share",
    ComplaintAnswer: "complaint",
    SheetFile: "sheet.complaint",
    Response: "request",
    DraftFile: "draft.question.request",
}
# Whoever is refused at one of these is noted at it; of everything else at what it is a part of, mostly its case.
BY_ITSELF = tuple(model for model, _way in IN_A_CASE if model not in PART_OF)


def thing_at(request: HttpRequest) -> Any:
    """The case, or the thing in one, that the address of `request` names; None where it names none that is there."""
    return next(_things_at(request.resolver_match), None)


def hidden_at(request: SignedIn) -> Any:
    """The thing that the address names and whoever asks may not know of; None where there is none, or they may."""
    for thing in _things_at(request.resolver_match):
        rows: Any = getattr(type(thing), "everything", type(thing).objects)  # what was struck is hidden from nobody
        seen = getattr(rows, "visible_to", None)  # nobody looks at who complained but by its own page
        if seen is None or not seen(request.user).filter(pk=thing.pk).exists():
            return thing
    return None


def before_the_key(match: ResolverMatch) -> str:
    """The address as it stands before the first thing that is asked for in it."""
    return match.route.partition("<")[0]


def _things_at(match: ResolverMatch | None) -> Iterator[Any]:
    """What is noted of the row that the address names; of what compares two cases both."""
    row: Any = _row_at(match) if match else None
    if row is None:
        return
    if isinstance(row, BY_ITSELF):
        yield row
        return
    part_of = attrgetter(PART_OF.get(type(row), "incident"))(row)
    yield from filter(None, (part_of, getattr(row, "other", None)))
    if part_of is None and isinstance(row, CaseEvent):  # of a body, a rule: no case has it
        yield row


def _row_at(match: ResolverMatch) -> Model | None:
    address, before = match.kwargs, before_the_key(match)
    if reference := address.get("reference"):
        return Incident.objects.by_reference(reference).first()
    if "pk" not in address:
        return None
    if before == VERSION:
        return _versioned(address["kind"], address["pk"])
    model = _MODELS.get(address["kind"]) if before == ENTRY else KEYS.get(before)
    return model._base_manager.filter(pk=address["pk"]).first() if model else None


def _versioned(kind: str, key: int) -> Model | None:
    """What has versions of this kind: itself where it is looked at by itself, else the case in which its last version was made."""
    for model, history in history_models():
        if model._meta.model_name == kind and not isinstance(model._meta.pk, UUIDField):  # a number names none of those
            if model in BY_ITSELF:
                return model._base_manager.filter(pk=key).first()
            versions: Any = history.objects  # a history has the columns of its own model
            last = versions.filter(id=key).order_by("-history_id").values("event_id")[:1]
            event = CaseEvent.objects.filter(pk__in=last).select_related("incident").first()
            return event and event.incident
    return None
