"""What changed since the approver's last look."""

from incidents.actions import clarifications
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
