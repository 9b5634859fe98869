"""Several letters approved with one press: each is a deed of its own, and what became of each is said."""

from datetime import timedelta

from django.utils import timezone

from incidents.actions import cases, clarifications, deadlines, next_letter, people
from incidents.models import User
from incidents.record import deeds
from incidents.workflow import Role
from tests.world import answer_request, appointed_to_another_unit, draft_request, fresh, make_incident, make_request

AT = "/persetujuan/terbitkan/"


def looked_at(browser, *rows):
    return browser.post(AT, {"letter": [row.pk for row in rows]})


def pressed(browser, page, *rows, forced=()):
    """What the next page says after the press, for `rows` as `page` showed them."""
    seen = {f"seen-{row.pk}": f"{row.version}.{row.digest}" for row in page.context["letters"]}
    data = {"letter": [row.pk for row in rows], "issue": "1", **seen, **dict(forced)}
    answer = browser.post(AT, data, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


def test_what_speaks_against_a_letter_is_shown_before_and_said_after_the_press(world, log_in, the_ladder):
    first = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    second = next_letter.draft_next(first, by=world.officer)
    second = clarifications.submit(second, by=world.officer, seen=second.version)
    wished = timezone.now() + timedelta(hours=20)
    deadlines.ask_extension(fresh(first), by=world.liaison_a, seen=None, reason="Waktu", wished_at=wished)
    supervisor = log_in(world.supervisor)
    page = looked_at(supervisor, second)
    assert "diminta atau diusulkan dan belum diputuskan" in page.content.decode()
    assert f'value="{second.pk}" checked' not in page.content.decode()
    [words] = pressed(supervisor, page, second)
    assert second.reference in words and "diminta atau diusulkan dan belum diputuskan" in words
    assert fresh(second).status == "awaiting_approval"


def test_one_letter_that_is_refused_hides_nothing_of_those_that_went_out(world, log_in):
    """A case whose last event lies ahead of the clock; a letter that a colleague has issued meanwhile."""
    rows = [make_request(world, "awaiting_approval") for _ in range(3)]
    ahead = timezone.now() + timedelta(minutes=10)
    cases.note(rows[1].incident, by=world.officer, text="Jam peladen salah", at=ahead)
    supervisor = log_in(world.supervisor)
    page = looked_at(supervisor, *rows)
    clarifications.send_back(rows[2], by=world.other_supervisor, seen=rows[2].version, reason="Ubah")
    words = pressed(supervisor, page, *rows)
    assert [fresh(row).status for row in rows] == ["open", "awaiting_approval", "draft"]
    assert "1 surat diterbitkan." in words and len(words) == 3
    assert any(rows[1].reference in each and "jam" in each.lower() for each in words)
    assert any(rows[2].reference in each for each in words)


def test_a_letter_that_is_not_theirs_is_left_out_and_says_why(world, log_in):
    """The other side of the case, and a letter of another unit: shown as left out; a press forced all the same is refused."""
    facts = {"by": world.administrator, "email": "p@uji.example", "name": "Pe"}
    post = people.appoint(people.Post(Role.LIAISON, agency=world.agency_a), password="x" * 12, **facts)
    answered = make_request(world, "open")
    answer_request(world, answered, numbers=[1], by=post.user)
    people.end_appointment(post, by=world.administrator, reason="Pindah")
    people.appoint(people.Post(Role.SUPERVISOR, unit=world.unit), **facts | {"by": deeds.SYSTEM})
    free = make_request(world, "awaiting_approval")
    other_side = make_request(world, "awaiting_approval", incident=answered.incident, agency=world.agency_b)
    supervisor = log_in(User.objects.get(email="p@uji.example"))
    page = looked_at(supervisor, free, other_side)
    assert [row.pk for row in page.context["letters"]] == [free.pk]
    assert "pernah bertindak dalam kasus ini untuk pihak lain" in page.content.decode()
    words = pressed(supervisor, page, free, other_side, forced={f"seen-{other_side.pk}": f"{other_side.version}.x"})
    assert (fresh(free).status, fresh(other_side).status) == ("open", "awaiting_approval")
    assert "1 surat diterbitkan." in words and any("untuk pihak lain" in each for each in words)

    elsewhere = log_in(appointed_to_another_unit(world))
    page = looked_at(elsewhere, other_side)
    assert page.context["letters"] == [] and "diangkat pada satuan kerja itu" in page.content.decode()


def test_the_letter_of_a_drill_is_marked_and_mails_the_ticked_address_alone(world, log_in):
    drill = make_incident(world, drill=True)
    row = draft_request(world, drill)
    row = clarifications.submit(row, by=world.officer, seen=row.version)
    real = world.agency_a.contacts.get().email
    supervisor = log_in(world.supervisor)
    page = looked_at(supervisor, row)
    assert "LATIHAN" in page.content.decode() and f'name="mail_to-{row.pk}" value="{real}"' in page.content.decode()
    assert "tidak ada yang disurati" not in page.content.decode()
    seen = {f"seen-{each.pk}": f"{each.version}.{each.digest}" for each in page.context["letters"]}
    supervisor.post(AT, {"letter": row.pk, "issue": "1", f"mail_to-{row.pk}": real, **seen})
    assert (fresh(row).status, fresh(row).drill_addresses) == ("open", real)


def test_a_refusal_never_says_that_nothing_was_sent(world, log_in):
    """The page cannot know what was done before, here or in another system."""
    row = make_request(world, "awaiting_approval")
    answer = log_in(world.supervisor).post(f"/permintaan/{row.pk}/terbitkan/", {"seen": 0, "digest": "x"})
    assert answer.status_code == 409 and "terkirim" not in answer.content.decode()
