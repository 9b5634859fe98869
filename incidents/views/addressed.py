"""What the address of a page names, whoever asks: for what is noted of somebody who was not let in."""

from typing import Any

from django.http import HttpRequest

from ..models import (
    AnswerFile,
    CaseLetter,
    ClarificationRequest,
    Complaint,
    CounterQuestionFile,
    Evidence,
    Incident,
    Letter,
    ResponseFile,
    Share,
    Translation,
)
from .base import SignedIn

# By the first part of the address, where a key follows it; a case is named by its number.
NAMED_BY_KEY: dict[str, Any] = {
    "permintaan": ClarificationRequest,
    "surat-perkara": CaseLetter,
    "surat": Letter,
    "bukti": Evidence,
    "pengaduan": Complaint,
    "dibagikan": Share,
    "berkas-balasan": ResponseFile,
    "berkas-jawaban": AnswerFile,
    "berkas-pertanyaan": CounterQuestionFile,
    "berkas-terjemahan": Translation,
}


def thing_at(request: HttpRequest) -> Any:
    """The case, or the thing in one, that the address of `request` names; None where it names none that is there."""
    match = request.resolver_match
    if match is None:
        return None
    if reference := match.kwargs.get("reference"):
        return Incident.objects.by_reference(reference).first()
    model = NAMED_BY_KEY.get(request.path.split("/")[1])
    key = match.kwargs.get("pk")
    return model._base_manager.filter(pk=key).first() if model and isinstance(key, int) else None


def hidden_at(request: SignedIn) -> Any:
    """The thing that the address names and whoever asks may not know of; None where there is none, or they may."""
    thing = thing_at(request)
    if thing is None or type(thing).objects.visible_to(request.user).filter(pk=thing.pk).exists():
        return None
    return thing
