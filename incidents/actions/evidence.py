"""Deeds on evidence: take it in as it is, with its hash; hand it over, release or destroy it with a reason."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language

from .. import files
from ..errors import DomainError
from ..models import Evidence, Incident, StoredFile, User, custody
from ..models.custody import Given
from ..models.record import put_span, span_columns
from ..plain.answer_values import keep_span
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, in_words
from ..record import deeds
from ..translatable import _
from ..workflow import Action, EvidenceStatus
from . import after_closing, duplicates


def attach(
    incident: Incident,
    *,
    by: User,
    upload: files.Upload | None = None,
    kept: files.Kept | None = None,
    text: str = "",
    kind: str | None = None,
    description: str = "",
    origin: str = "",
    tlp: str | None = None,
    collected: Span | None = None,
    with_paper: bool = False,
    annex_of: Evidence | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
) -> Evidence:
    """Take in a file (`upload` has passed files.check(); `kept` lies on disk already) or an address or text; also after the case has
    ended. `with_paper`: it is the scan of what came back on a letter of this case, and stays with that where the case was merged. All
    else goes into the case in which a merged one lives on: raises after_closing.LivesOn, LivesOnUnseen. `annex_of`: the piece it came with."""
    with files.keeping([upload] if upload else []) as made:
        kept = made[0] if made else kept
        fields = {"tlp": tlp} if tlp else {}
        row = Evidence(
            incident=incident,
            kind=kind or (Evidence.Kind.FILE if kept else Evidence.Kind.TEXT),
            text=text,
            sha256=kept.sha256 if kept else hashlib.sha256(text.encode()).hexdigest(),
            description=description,
            origin=origin,
            annex_of=annex_of,
            **span_columns("collected", collected),
            **fields,
        )
        with deeds.record(Action.ATTACH, on=row, by=by, at=at, happened_at=collected, act_id=act_id) as deed:
            if not with_paper:
                after_closing.check_own_file(Incident.objects.get(pk=incident.pk), by)
            row.number = (Evidence.everything.filter(incident=incident).aggregate(last=Max("number"))["last"] or 0) + 1
            row.holder = str(deed.unit or "")
            if kept:
                row.file = StoredFile.objects.create(stored_at=deed.at, **kept.fields())
            row.save()
            if row.kind == Evidence.Kind.ADDRESS:
                duplicates.refresh(incident)
            called = (
                text[:120] if row.kind == Evidence.Kind.ADDRESS else row.label
            )  # no word of a quote stands in a list
            deed.details = {"file": kept.name if kept else called, "evidence": row.label, "sha256": row.sha256}
            if annex_of:
                deed.details["annex_of"] = annex_of.label
    return row


def attach_paper(
    incident: Incident, letter: Evidence | None, kept: Iterable[files.Kept], *, by: User, **facts: Any
) -> Evidence | None:
    """Take in the files of one paper: each a piece of its own, laid as an annex to `letter`, or to the first of them where none is
    there yet. Returns the piece that the paper is known by; `facts` are what attach() asks of each."""
    for each in kept:
        piece = attach(incident, by=by, kept=each, with_paper=True, annex_of=letter, **facts)
        letter = letter or piece
    return letter


class AnnexToItself(DomainError):
    message = _("%(annex)s is laid to this piece, or is this piece: it cannot be its letter as well.")


def check_annex(evidence: Evidence) -> None:
    """Raises AnnexToItself."""
    above = evidence.annex_of
    while above is not None:
        if above.pk == evidence.pk:
            raise AnnexToItself(evidence, annex=not_none(evidence.annex_of).label)
        above = above.annex_of


class LiesThere(DomainError):
    """Nothing goes from a holder to themselves: the chain of custody would say that it moved."""

    message = _("It lies with “%(holder)s” already. Name whoever takes it.")


def check_moves(evidence: Evidence, source: str, holder: str) -> None:
    """Raises LiesThere."""
    if holder.casefold().split() == source.casefold().split():
        raise LiesThere(evidence, holder=source)


class BeforeItsTurn(DomainError):
    """A chain of custody goes forward: nothing is handed over that was not there yet."""

    message = _(
        "The handing over to “%(holder)s” would lie before %(before)s: before the piece was collected, or before the handing over "
        "that it follows."
    )


def check_days(evidence: Evidence, given: Iterable[Given], *, to: tuple[str, Span] | None = None) -> None:
    """Whether the days of a chain follow each other, with the next one, `to` whom and when. Raises BeforeItsTurn."""
    days = [(each.holder, each.gone) for each in given if each.gone and not each.struck]
    before = evidence.collected
    for holder, gone in (*days, *([to] if to else [])):
        if before and gone.end <= before.start:
            raise BeforeItsTurn(evidence, holder=holder, before=in_words(before, not_none(get_language())))
        before = gone


def hand_over(
    evidence: Evidence,
    *,
    by: User,
    seen: int | None,
    holder: str,
    reason: str,
    gone: Span | None = None,
    at: Instant | None = None,
) -> Evidence:
    """The original goes to somebody else (when: `gone`, as exactly as it is known); the case keeps its copy, its hash and who had it when.
    Raises LiesThere, BeforeItsTurn."""
    with deeds.record(Action.HAND_OVER, on=evidence, by=by, seen=seen, reason=reason, at=at, happened_at=gone) as deed:
        check_moves(deed.on, deed.on.holder, holder)
        _give(deed, holder, gone)
        deed.on.save()
    return deed.on


def _give(deed: deeds.Deed[Evidence], holder: str, gone: Span | None) -> None:
    deed.details = {"evidence": deed.on.label, "from": deed.on.holder, "to": holder}
    if gone:
        deed.details["gone"] = keep_span(gone)
        check_days(deed.on, custody.chain_of(deed.on), to=(holder, gone))
    deed.on.holder = holder
    put_span(deed.on, "held", gone)


def reclassify(
    evidence: Evidence, *, by: User, seen: int | None, tlp: str, reason: str, at: Instant | None = None
) -> Evidence:
    """From now on it may be shared as `tlp` says (TLP 2.0, FIRST); the act keeps how it was shared before."""
    with deeds.record(Action.RECLASSIFY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.details = {"evidence": deed.on.label, "from": deed.on.tlp, "to": str(tlp)}
        deed.on.tlp = tlp
        deed.on.save()
    return deed.on


def release(
    evidence: Evidence,
    *,
    by: User,
    seen: int | None,
    holder: str,
    reason: str,
    gone: Span | None = None,
    at: Instant | None = None,
) -> Evidence:
    """Give the evidence back or away for good, when: `gone`. Bytes and hash stay on record here. Raises BeforeItsTurn."""
    with deeds.record(Action.RELEASE, on=evidence, by=by, seen=seen, reason=reason, at=at, happened_at=gone) as deed:
        _give(deed, holder, gone)
        deed.on.status = EvidenceStatus.RELEASED
        deed.on.save()
    return deed.on


class NothingToDestroy(DomainError):
    """A text or address: it stands in the history, and only removal under law takes it from there."""

    message = _("Only files can be destroyed here; a text stands in the history.")


def destroy(evidence: Evidence, *, by: User, seen: int | None, reason: str, at: Instant | None = None) -> Evidence:
    """Destroy the bytes. Row, hash and history stay; the bytes go when the deed is certain."""
    with deeds.record(Action.DESTROY, on=evidence, by=by, seen=seen, reason=reason, at=at) as deed:
        if deed.on.file is None:
            raise NothingToDestroy(deed.on)
        deed.details = {"evidence": deed.on.label, "sha256": deed.on.sha256}
        deed.on.status, deed.on.holder = EvidenceStatus.DESTROYED, ""
        put_span(deed.on, "held", None)
        deed.on.save()
        path = deed.on.file.path
        transaction.on_commit(lambda: files.discard(path))
    return deed.on
