"""The supervisor's first page: what waits for them, and what they should know of."""

from datetime import timedelta

from django.utils import timezone

from tests.world import make_incident, make_request


def test_overdue_replays_do_not_stand_among_living_letters_on_the_approvals_page(world, log_in):
    now = timezone.now()
    past = now - timedelta(days=900)
    replayed = make_incident(world, at=past, replay=True, seen_at=past)
    make_request(world, "open", incident=replayed, issued_at=past + timedelta(hours=2))
    living = make_request(world, "open", issued_at=now - timedelta(hours=80))
    page = log_in(world.supervisor).get("/persetujuan/")
    assert [row.incident.replay for row in page.context["overdue"]] == [False]
    assert page.context["overdue"][0].pk == living.pk
