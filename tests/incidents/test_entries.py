"""What rests on an entry, and the entry struck in the same moment: asked again at the door, whatever the verb."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from incidents.actions import (
    actor_parts,
    after_outside,
    arrival,
    assertions,
    cases,
    corrections,
    counter_questions,
    deadlines,
    developments,
    evidence,
    follow_ups,
    law,
    shares,
    translations,
    wishes_on_paper,
    work,
)
from incidents.actions.from_outside import FromOutside
from incidents.actions.replies import Reply, record_reply
from incidents.models.corrections import Entry
from incidents.plain.spans import parse
from incidents.record import deeds
from tests.one_of_everything import imposed, recommended
from tests.typed_rows import asked_on_paper, past_case, past_letter, past_reply, replied, said_outside, struck
from tests.typed_rows import paper_on_a_result as typed_paper
from tests.world import make_incident, make_request, says


def piece(world, case):
    return evidence.attach(case, by=world.officer, text="Kutipan")


def word(world, case):
    return says(world, case, amount=252, unit="orang", said_by="Penjual")


def activity(world, case):
    return cases.note(case, by=world.officer, kind="meeting", text="Rapat", happened=parse("2024"))


def part(world, case):
    return case.involvements.get(agency=world.agency_a)


def letter(world, case):
    return past_letter(world, case)


def find(world, case, row):
    return law.find(case, by=world.officer, text="Mirip", confidence="low", found=parse("2023"), evidence=row)


def claim(world, case, row):
    return says(world, case, amount=2, unit="orang", evidence=row)


def claim_again(world, case, row):
    return says(world, case, amount=2, unit="orang", said_by="Penjual", corrects=row)


def assess(world, case, row):
    said = word(world, case)
    how = {"status": "verified", "reason": "Cocok", "evidence": row}
    return assertions.assess(said, by=world.officer, seen=said.version, **how)


def assess_it(world, case, row):
    how = {"status": "verified", "reason": "Cocok", "document": "BA 1"}
    return assertions.assess(row, by=world.officer, seen=None, **how)


def adopt(world, case, row):
    return assertions.adopt(case, by=world.officer, topic="subjects", reason="Terbukti", assertion=row)


def note(world, case, row):
    return cases.note(case, by=world.officer, text="Kata juru bicara", happened=parse("2024"), assertion=row)


def offered_by(world, case, row):
    return actor_parts.link_actor(case, by=world.officer, role="offered", name="Jimbo", assertion=row)


def shown_by_it(world, case, row):
    return actor_parts.link_actor(case, by=world.officer, role="offered", name="Jimbo", evidence=row)


def commit(world, case, row):
    return work.commit(case, by=world.officer, who="Ins A", what="Log server", activity=row)


def commit_by_letter(world, case, row):
    point = {"who": "Ins A", "agency": world.agency_a, "what": "Log server"}
    return work.commit(case, by=world.officer, past_letter=row, **point)


def join(world, case, row):
    return work.join(row, by=world.officer, agency=world.agency_b)


def track(world, case, row):
    return law.track_duty(row, by=world.officer)


def share(world, case, row):
    return shares.share(case, by=world.officer, agency=world.agency_b, text="Ringkas", tlp="amber", evidence=[row])


def annex(world, case, row):
    return evidence.attach(case, by=world.officer, text="Lampiran", annex_of=row)


def send(world, case, row):
    request = make_request(world, "open", incident=case)
    how = {"channel": "hand", "said_by": "Kurir", "source": "Ekspedisi", "evidence": row}
    return arrival.send_outside(request, by=world.officer, seen=None, **how)


def hand_over(world, case, row):
    request = make_request(world, "open", incident=case)
    how = {"received_at": request.issued_at, "received_by": "Penerima", "evidence": row}
    return arrival.hand_deliver(request, by=world.officer, seen=None, **how)


def reply_outside(world, case, row):
    request = make_request(world, "open", incident=case)
    said = Reply("A", "B", kind="interim", text="x", channel="mail", received_at=timezone.now(), evidence=row)
    return record_reply(request, said, by=world.officer, seen=None)


def next_past_letter(world, case, row):
    return past_letter(world, case, "9 Mei 2020", number="S-2", kind="second_letter", follows=row)


def scanned_letter(world, case, row):
    return past_letter(world, case, number="S-3", evidence=row)


def past_answer(world, case, row):
    return past_reply(world, row, "10 Mei 2020")


def scanned_answer(world, case, row):
    return past_reply(world, letter(world, case), "10 Mei 2020", evidence=row)


def paper_on_a_result(world, case, row):
    letter = recommended(world, case, world.agency_a, world.liaison_a)["result"]
    how = {"kind": "report", "channel": "letter", "number": "B-7", "came_at": timezone.now()}
    return follow_ups.record_follow_up(letter, by=world.officer, seen=None, evidence=row, **how)


def question_outside(world, case, row):
    clarification = make_request(world, "open", incident=case)
    asked = FromOutside("Kepala", timezone.now(), "letter", "Nomor 7", row)
    return counter_questions.record_question(clarification, by=world.officer, seen=None, text="Data apa?", paper=asked)


def word_outside(world, case, row):
    return said_outside(world, case, row)


def wish_outside(world, case, row):
    clarification = make_request(world, "open", incident=case)
    paper = FromOutside("Kepala", timezone.now(), "letter", "Nomor 8", row)
    how = {"reason": "Log besar", "wished_at": clarification.present_due + timedelta(hours=24), "paper": paper}
    return wishes_on_paper.record_wish(clarification, by=world.officer, seen=None, **how)


def question(world, case):
    return asked_on_paper(world, case)


def propose(world, case, row):
    until = row.request.present_due + timedelta(hours=24)
    how = {"by": world.officer, "seen": None, "reason": "Baru dijawab", "wished_at": until, "answered": row}
    return deadlines.propose_extension(row.request, **how)


def reply(world, case):
    return replied(world, case)


def translate(world, case, row):
    facts = {"response": row, "language": "en", "text": "Being looked into"}
    return translations.translate(row.request, by=world.officer, seen=None, **facts)


def paper(world, case):
    return typed_paper(world)


def keep_by(world, case, row):
    owed = row.case_letter.demands.get()
    return work.keep(owed, by=world.officer, seen=None, shown_by=row)


def measure(world, case):
    return imposed(world, case, world.agency_a)


def befell(world, case, row):
    told = {"kind": "objected", "decided_by": "Instansi A", "document": "Surat 7/2024"}
    return developments.record_development(row, by=world.officer, befell=parse("2024"), **told)


def asking_letter(world, case):
    return past_letter(world, case, asked="Apa yang bocor?", due="11 Mei 2020")


def recommending_letter(world, case):
    return past_letter(world, case, kind="recommendation")


def next_letter_here(world, case, row):
    return after_outside.draft_next(row, by=world.officer)


# {what names an entry: (how that comes to be, how it is named)}
RESTING = {
    "Development.sanction": (measure, befell),
    "Evidence.annex_of": (piece, annex),
    "Finding.evidence": (piece, find),
    "Assertion.evidence": (piece, claim),
    "Assertion.corrects": (word, claim_again),
    "Assessment.evidence": (piece, assess),
    "Assessment.assertion": (word, assess_it),
    "Figure.assertion": (word, adopt),
    "Activity.assertion": (word, note),
    "ActorPart.assertion": (word, offered_by),
    "ActorPart.evidence": (piece, shown_by_it),
    "Commitment.activity": (activity, commit),
    "Commitment.past_letter": (recommending_letter, commit_by_letter),
    "Participation.activity": (activity, join),
    "NotificationDuty.involvement": (part, track),
    "SharedEvidence.evidence": (piece, share),
    "Sending.evidence": (piece, send),
    "Response.evidence": (piece, reply_outside),
    "CounterQuestion.evidence": (piece, question_outside),
    "OutsideWord.evidence": (piece, word_outside),
    "ExtensionRequest.evidence": (piece, wish_outside),
    "ExtensionRequest.proposed_with": (question, propose),
    "Translation.response": (reply, translate),
    "FollowUp.evidence": (piece, paper_on_a_result),
    "Commitment.shown_by": (paper, keep_by),
    "PastLetter.follows": (letter, next_past_letter),
    "PastLetter.evidence": (piece, scanned_letter),
    "PastReply.letter": (letter, past_answer),
    "PastReply.evidence": (piece, scanned_answer),
    "ClarificationRequest.follows_outside": (asking_letter, next_letter_here),
    "": (piece, hand_over),  # named in words alone
}

# Comes with what it names, by the same deed; a question is answered by the very reply that the product takes in.
BORN_WITH = {
    "Answer.response",
    "CounterQuestionFile.counter_question",
    "FollowUpFile.follow_up",
    "Letter.response",
    "Question.reply",
    "ResponseFile.response",
}


def test_every_column_that_names_an_entry_is_tried():
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if hasattr(model, "history")
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, Entry)
    }
    assert found - BORN_WITH == RESTING.keys() - {""}


@pytest.mark.parametrize("names", RESTING)
def test_nothing_new_rests_on_what_was_struck_a_moment_before(world, the_ladder, names):
    """The form was valid, the strike came first: whoever waited for it is told."""
    made, named = RESTING[names]
    case = past_case(world) if names.startswith("Past") else make_incident(world)
    row = made(world, case)
    loaded = type(row).objects.select_related(type(row).of_case).get(pk=row.pk)
    struck(row, by=world.officer)
    with pytest.raises(deeds.Conflict):
        named(world, case, loaded)


@pytest.mark.parametrize("names", RESTING)
def test_what_stands_may_be_rested_on(world, the_ladder, names):
    made, named = RESTING[names]
    case = past_case(world) if names.startswith("Past") else make_incident(world)
    named(world, case, made(world, case))


def test_the_scan_of_what_came_back_is_not_struck_from_under_it(world, an_incident):
    row = piece(world, an_incident)
    paper_on_a_result(world, an_incident, row)
    with pytest.raises(corrections.Rested):
        struck(row, by=world.officer)


def test_a_correction_names_no_struck_entry_either(world, an_incident):
    found, row = find(world, an_incident, None), piece(world, an_incident)
    struck(row, by=world.officer)
    with pytest.raises(deeds.Conflict):
        corrections.revise(found, by=world.officer, seen=found.version, reason="x", evidence=row)


def test_what_was_named_before_goes_on(world, an_incident):
    """A duty of a controller that was struck afterwards is still amended by its own page."""
    duty = track(world, an_incident, part(world, an_incident))
    struck(part(world, an_incident), by=world.officer)
    assert law.amend_duty(duty, by=world.officer, seen=None, reason="x", subjects=timezone.now())


def test_a_figure_is_chosen_as_it_was_shown(world, an_incident):
    row = word(world, an_incident)
    shown = type(row).objects.get(pk=row.pk)
    corrections.revise(row, by=world.officer, seen=row.version, reason="Salah ketik", amount=25)
    with pytest.raises(deeds.Conflict):
        adopt(world, an_incident, shown)
