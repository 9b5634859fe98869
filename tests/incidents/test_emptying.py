"""After a removal of all content of a case its word stands in no column of any table: each is filled with it, by real acts or else by
hand, and a column where it may stay is named below with its reason in law. A new column is filled as well, whoever forgot it."""

import os
import uuid

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast
from django.utils import timezone

from incidents.actions import complaints, removals, work
from incidents.models import (
    AccessEntry,
    AnswerDraft,
    CaseEvent,
    DraftFile,
    Export,
    IntakeDraft,
    IntakeFile,
    LastLook,
    Mention,
    ProofBundle,
    SavedQuestion,
    StoredFile,
)
from incidents.plain.complainants import Person
from incidents.record import access_log, discrepancies, trail, transparency, verification
from incidents.record.removal import content
from incidents.record.removal.scopes import events_of, written_in
from notifications.models import Message, StrayMail
from tests.every_value import every_value  # noqa: F401  (a state)
from tests.incoming_kinds import came_by_mail
from tests.removed import closed, planted, proposed
from tests.states import committed
from tests.tamper.bench import as_owner, defenceless
from tests.world import make_incident

pytestmark = pytest.mark.real
WORD = "Quaggafikri"
SHORTEST_NAME = 6  # signs: a column of fewer holds no name
TEXTS = (models.CharField, models.TextField, models.JSONField)
AS_AN_ADDRESS = {"path": f"/cari/?q={WORD}", "query": f"q={WORD}"}
HISTORY = dict(trail.history_models())
real_every_value = committed("every_value")

# Why a word may stand there all the same → where. Models in OF_NO_CASE are bodies, offices, rules and registers: no content of a case.
MAY_STAND = {
    "who answers for what was done with the data, and when (UU 27/2022 Art. 16(2)h, 31)": """
        CaseEvent.actor_name CaseEvent.actor_role CaseEvent.actor_agency AccessEntry.actor_name User.name User.email User.password
        EmailAddress.email EmailConfirmation.key Session.session_data Group.name""",
    "to whom it was sent: the proof that somebody was told (UU 27/2022 Art. 46(1))": "Message.recipient HeadMail.recipient AccountMail.recipient",
    "numbers, provisions and units, by which a matter is found: no personal data (Art. 1(1))": """
        Incident.reference Incident.report_reference Incident.file_number Complaint.reference ClarificationRequest.reference
        ClarificationRequest.basis CaseLetter.reference Response.receipt FollowUp.number PastLetter.number PastReply.number
        Sanction.basis NotificationDuty.basis NotificationDuty.days_off NotificationDuty.unconfirmed Assertion.unit
        Removal.reference""",
    "written by the product alone: hashes, keys, states, codes: no personal data (Art. 1(1))": """
        CaseEvent.subject_type CaseEvent.subject_id CaseEvent.status_from CaseEvent.status_to AccessEntry.subject_type
        AccessEntry.subject_id AccessEntry.nonce StoredFile.content_type StoredFile.sha256 StoredFile.path DraftFile.content_type
        DraftFile.sha256 DraftFile.path IntakeFile.content_type IntakeFile.sha256 IntakeFile.path ExportFile.name ExportFile.sha256
        AnswerDraft.page IntakeDraft.page SavedQuestion.page Letter.check_code Letter.content_digest Letter.draft_digest TreeHead.root TreeHead.peaks
        TreeHead.checkpoint HeadStamp.token HeadStamp.authority HeadMail.last_error AccountMail.last_error Authenticator.data Leaf.hash Verification.emptied Verification.outside
        Verification.missing Verification.unreached Verification.restores Verification.gone Verification.unnamed LogDeclaration.statement LogDeclaration.lost ProofBundle.key
        ProofBundle.sha256 ProofBundle.path Export.path IndexedBy.digest ComplaintCode.digest Mention.kind SearchEntry.kind
        SearchEntry.key HeldFile.path HeldFile.malware Sequence.scope Message.kind Message.skip_reason StrayMail.key IncomingMail.key IncomingMail.sha256
        Incident.failures Incident.harmed Incident.attacks Permission.name
        Permission.codename ContentType.app_label ContentType.model""",
}
KEPT = {place for places in MAY_STAND.values() for place in places.split()}
DAYS = "_words"  # a day as it was said: a form takes nothing that is none


def by_hand(world, case):
    """{model: key} of what no deed writes, of the case: drafts, looks, mails, what was asked and found."""
    now, request = timezone.now(), case.requests.first()
    questions = [*request.questions.all()]
    event = CaseEvent.objects.filter(incident=case).earliest("recorded_at")
    bytes_of = {"content_type": "text/plain", "size": 3, "sha256": "0" * 64}
    draft = AnswerDraft.objects.create(
        question=questions[0], text=WORD, value={"text": WORD}, saved_at=now, saved_by=world.liaison_a
    )
    AnswerDraft.objects.create(aside_of=questions[0], text=WORD, saved_at=now, saved_by=world.liaison_a)
    typed, _new = IntakeDraft.objects.update_or_create(user=world.officer, defaults={"text": WORD, "saved_at": now})
    asked = {"asked_by": world.auditor, "asked_at": now, "reason": WORD}
    report = discrepancies.Report()
    report.find("its bytes are missing", discrepancies.of_event(event))
    report.find("its bytes are missing", discrepancies.of_file(StoredFile.objects.get(name=f"{WORD}.txt")))
    found = verification.keep(report, now, now)
    rows = [
        draft,
        DraftFile.objects.create(draft=draft, name=WORD, path=uuid.uuid4().hex, **bytes_of),
        typed,
        IntakeFile.objects.create(draft=typed, name=WORD, path=uuid.uuid4().hex, added_at=now, **bytes_of),
        LastLook.objects.create(request=request, user=world.supervisor, content={"a": WORD}, before={"a": WORD}),
        Export.objects.create(
            kind="chronology", label=case.reference, manifest=f'{{"reason": "{WORD}"}}', asked={"q": WORD}, **asked
        ),
        ProofBundle.objects.create(kind="event", key=str(event.pk), label=case.reference, language="id", **asked),
        SavedQuestion.objects.create(user=world.auditor, page="/jejak/", name=WORD, query=f"q={WORD}"),
        StrayMail.objects.create(key="1:1", sender=WORD, note=WORD, read_at=now),
        came_by_mail(WORD, request),
        Message.objects.create(
            event=event,
            request=request,
            kind="letter",
            audience="agency",
            recipient="x@a.example",
            recipient_name=WORD,
            planned_for=now,
            next_try_at=now,
        ),
        Mention.objects.create(incident=case, kind="name", value=WORD),
        access_log.log(AccessEntry.Kind.READ, None, case, actor=world.auditor, reason=WORD),
        found,
        event,
    ]
    return {type(row): row.pk for row in rows}


def columns():
    """(model, column) of each column of each table that takes a name."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            longest = getattr(column, "max_length", None)
            fits = longest is None or longest >= SHORTEST_NAME
            is_day = column.name.endswith(DAYS)
            if isinstance(column, TEXTS) and fits and not (column.choices or column.primary_key or is_day):
                yield model, column


def named(model, column):
    of = getattr(model, "instance_type", model)
    return f"{of.__name__}.{column.name}"


def holding(model, column):
    """Whether the word stands in the column, in some row."""
    rows = models.QuerySet(model).annotate(as_text=Cast(column.attname, models.TextField()))
    return rows.filter(as_text__icontains=WORD[:SHORTEST_NAME]).exists()


def with_word(column, value):
    """What a column is to hold so that the word stands in it, in the form in which the product reads it."""
    if isinstance(column, models.JSONField) and isinstance(value, list):
        return [*value, {"number": "1", "text": WORD}]
    if isinstance(column, models.JSONField):
        return (value or {}) | {"text": WORD}
    return AS_AN_ADDRESS.get(column.name, WORD[: column.max_length])


def filled(case, keys):
    """Fill every column that may not keep the word and does not hold it yet; [what could not be filled]."""
    event = CaseEvent.objects.filter(incident=case).earliest("recorded_at")
    own, wanting = {model: min(keys) for model, _history, keys in written_in(events_of(case))}, []
    for model, column in columns():
        of = getattr(model, "instance_type", model)
        if named(model, column) in KEPT or of in content.OF_NO_CASE or holding(model, column):
            continue
        if of in HISTORY and of not in own and (row := of._base_manager.order_by("pk").last()):
            own[of] = row.pk  # of another case: it becomes one of this, as what wrote it is an act of this case
            models.QuerySet(HISTORY[of]).filter(**{of._meta.pk.attname: row.pk}).update(event_id=event.pk)
        key = own.get(of) or keys.get(of) or models.QuerySet(of).values_list("pk", flat=True).order_by("pk").last()
        if key is None:
            wanting.append(f"{named(model, column)}: there is no row")
            continue
        rows = models.QuerySet(model).filter(**{of._meta.pk.attname: key})
        try:
            with transaction.atomic():
                rows.update(**{column.attname: with_word(column, rows.values_list(column.attname, flat=True)[0])})
        except IntegrityError:
            continue  # the database itself takes no such word there
    return wanting


def test_the_word_of_a_case_that_goes_stands_in_no_column_but_those_named_here(
    real_every_value, django_capture_on_commit_callbacks
):
    world = real_every_value
    case = planted(world, WORD)
    work.relate(case, by=world.officer, other=make_incident(world), kind="related", why=WORD)
    complaint = complaints.enter(by=world.officer, person=Person(name=WORD), incident=case, way="phone", text=WORD)
    ended = {"outcome": "in_case", "reason": WORD, "despite": True}
    complaints.conclude(complaint, by=world.officer, seen=complaint.version, **ended)
    keys = by_hand(world, case)
    case = closed(world, case)
    row = proposed(world, case, "case")
    transparency.seal_all(timezone.now())
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run, defenceless(run):
        wanting = filled(case, keys)
    removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")
    still = {named(model, column) for model, column in columns() if holding(model, column)}
    assert wanting == [] and still - KEPT == set()
