"""The agency's first page, as its liaisons see it."""

from incidents.actions import people
from incidents.models import User
from incidents.workflow import Role
from tests.world import make_request


def test_the_heading_of_a_liaison_of_two_bodies_names_both(world, log_in):
    people.appoint(
        people.Post(Role.LIAISON, agency=world.agency_b), by=world.administrator, email=world.liaison_a.email, name="x"
    )
    make_request(world, "open", agency=world.agency_b)
    page = log_in(User.objects.get(pk=world.liaison_a.pk)).get("/untuk-kami/?semua=1").content.decode()
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert "Ins A" in heading and "Ins B" in heading


def test_a_withdrawn_request_has_nothing_left_to_answer_for_the_body_that_was_asked(world, log_in):
    request = make_request(world, "withdrawn")
    page = log_in(world.liaison_a).get(f"/permintaan/{request.pk}/").content.decode()
    assert page.count("Tidak ditanyakan lagi") == request.questions.count()
    assert "belum dijawab" not in page and "Belum diisi" not in page
    open_one = log_in(world.liaison_a).get(f"/permintaan/{make_request(world, 'open').pk}/").content.decode()
    assert "2 belum dijawab" in open_one and "Belum diisi" in open_one
