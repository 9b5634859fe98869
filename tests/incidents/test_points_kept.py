"""Several points of a letter are kept by one press, as one report shows; the others stay owed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as translated

from incidents.actions import case_letter_content, case_letters, follow_ups, points_kept, work
from incidents.models import CaseEvent, CaseLetter, Commitment
from incidents.plain import letter_kinds
from incidents.record import deeds
from tests.meetings import issue
from tests.world import make_incident


@pytest.fixture
def letter(world):
    """A recommendation of three points, out to agencies A and B as one joint letter: the copy of A."""
    due = case_letter_content.done_by_facts(timezone.now().replace(microsecond=0) + timedelta(days=30))
    rows = case_letters.draft(
        make_incident(world),
        by=world.officer,
        kind=letter_kinds.RECOMMENDATION,
        agencies=[world.agency_a, world.agency_b],
        joint=True,
        facts={"pertimbangan": "Cadangan terbuka", "butir": "Kunci\nSandi\nAudit", "done_by": due},
        subject="Rekomendasi",
    )
    return next(row for row in issue(world, rows) if row.agency == world.agency_a)


def page(letter):
    return f"/surat-perkara/{letter.pk}/butir-terlaksana/"


def reported(world, letter):
    said = {"text": "Kunci dan sandi selesai", "number": "R-1", "channel": "letter", "came_at": timezone.now()}
    follow_ups.record_follow_up(letter, by=world.officer, seen=None, kind="report", **said)
    return letter.follow_ups.latest("pk")


def statuses(letter):
    return list(Commitment.objects.filter(case_letter=letter).order_by("pk").values_list("status", flat=True))


def test_what_one_report_shows_is_kept_by_one_press_and_the_rest_stays_owed(world, log_in, letter):
    officer = log_in(world.officer)
    assert page(letter) not in officer.get(letter.get_absolute_url()).content.decode(), "nothing came back yet"
    assert officer.get(page(letter)).status_code == 302
    said = reported(world, letter)
    assert page(letter) in officer.get(letter.get_absolute_url()).content.decode()
    first, second, third = Commitment.objects.filter(case_letter=letter).order_by("pk")
    typed = {"points": [first.pk, second.pk], "shown_by": said.pk, "seen": letter.version}
    told = officer.post(page(letter), typed, follow=True).content.decode()
    assert statuses(letter) == ["kept", "kept", "open"]
    assert translated("Still owed, with the due that it has: %(points)s.") % {"points": "Audit"} in told
    third.refresh_from_db()
    assert third.due_at and third.shown_by is None
    acts = CaseEvent.objects.filter(action="keep").values_list("act_id", flat=True)
    assert len(acts) == 2 and len(set(acts)) == 1
    other = CaseLetter.objects.exclude(pk=letter.pk).get()
    assert statuses(other) == ["open"] * 3, "the copy of another body is that body's"


def test_all_or_none_where_a_colleague_was_quicker_with_one_of_them(world, letter):
    said, every = reported(world, letter), list(Commitment.objects.filter(case_letter=letter).order_by("pk"))
    work.keep(every[1], by=world.officer, seen=None)
    with pytest.raises(deeds.Conflict):
        points_kept.keep_several(letter, by=world.officer, points=every, shown_by=said)
    assert statuses(letter) == ["open", "kept", "open"]


def test_nothing_ticked_is_no_judgement(world, log_in, letter):
    said = reported(world, letter)
    answer = log_in(world.officer).post(page(letter), {"shown_by": said.pk, "seen": letter.version})
    assert "points" in answer.context["form"].errors and statuses(letter) == ["open"] * 3
