"""What changed since the approver's last look."""

import re

from django.db.models import QuerySet
from django.utils import timezone

from incidents.actions import approvers_last_look, clarifications, letter_content
from incidents.models import LastLook
from tests.world import make_request


def test_the_approver_sees_what_changed_since_the_last_look(world, log_in):
    clarification, supervisor = make_request(world, "awaiting_approval"), log_in(world.supervisor)
    address = f"/permintaan/{clarification.pk}/terbitkan/"
    assert "Berubah sejak" not in supervisor.get(address).content.decode()
    clarifications.send_back(clarification, by=world.supervisor, seen=clarification.version, reason="Perbaiki")
    clarification.refresh_from_db()
    questions = [("Data", "Data apa yang terungkap?"), ("Waktu", "Kapan tepatnya diketahui?"), ("Baru", "Siapa?")]
    clarification = clarifications.edit(
        clarification, by=world.officer, seen=clarification.version, questions=questions, subject="Hal surat lain"
    )
    clarification = clarifications.submit(clarification, by=world.officer, seen=clarification.version)
    for _ in range(2):  # a reload shows it again
        page = supervisor.get(address).content.decode()
        changes = page.split("Berubah sejak")[1].split('class="two approve"')[0]
        assert "<ins>tepatnya</ins>" in changes and "<ins>lain</ins>" in changes and "Pertanyaan 3" in changes
        assert "Pertanyaan 1" not in changes
    assert "Berubah sejak" not in log_in(world.other_supervisor).get(address).content.decode(), "first look"
    assert LastLook.objects.count() == 2


def test_what_changed_is_said_in_words_and_not_as_the_record_keeps_it(world):
    summons = make_request(world, "awaiting_approval")
    content = letter_content.draft_content(summons, timezone.now(), world.supervisor) | {"security": "B"}
    content["meeting"] = {"at": "2026-12-26T04:41:10.651970+00:00", "place": "Ruang 1"}
    approvers_last_look.changes_since(summons, world.supervisor, content, timezone.now())
    changed = content | {"security": "R", "urgency": "biasa", "signing": "bsre", "signatory_mode": "plt"}
    changed["meeting"] = {"at": "2026-12-27T04:41:10.651970+00:00", "place": "Ruang 2"}
    changes, _at = approvers_last_look.changes_since(summons, world.supervisor, changed, timezone.now())
    said = " ".join(f"{each.old} {each.new}" for each in changes)
    assert "Minggu, 27 Desember 2026 pukul 11.41 WIB · Ruang 2" in said and "Rahasia" in said and "BSrE" in said
    assert not re.search(r"\d{4}-\d\d-\d\dT|\bbsre\b", said)


def test_two_tabs_that_look_at_once_are_one_look(world, monkeypatch):
    """The second tab finds nothing yet, and the first has written meanwhile."""
    clarification, now = make_request(world, "awaiting_approval"), timezone.now()
    content = letter_content.draft_content(clarification, now, world.supervisor)
    LastLook.objects.create(request=clarification, user=world.supervisor, content=content, at=now)
    real = QuerySet.get

    def finds_nothing(self, *args, **kwargs):
        monkeypatch.setattr(QuerySet, "get", real)
        raise LastLook.DoesNotExist

    monkeypatch.setattr(QuerySet, "get", finds_nothing)
    assert approvers_last_look.changes_since(clarification, world.supervisor, content, now) == ([], None)
    assert LastLook.objects.count() == 1
