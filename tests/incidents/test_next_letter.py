"""A letter that comes after another goes to the body that got that one; to another body a letter is a first one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents.actions import clarifications, next_letter, still_stands
from incidents.models import ClarificationRequest
from incidents.record import deeds
from tests.world import fresh, issue_request, make_request

HOUR = timedelta(hours=1)


def overdue(world):
    return make_request(world, "open", issued_at=timezone.now() - 73 * HOUR)


def as_shown(page):
    """What a browser sends back of the page of a draft."""
    fields = [*page.context["form"], *(field for row in page.context["questions"].forms for field in row)]
    count = len(page.context["questions"].forms)
    shown = {field.html_name: field.value() for field in fields if field.value() is not None}
    return shown | {"q-TOTAL_FORMS": count, "q-INITIAL_FORMS": count}


def second_letter(world):
    return next_letter.draft_next(overdue(world), by=world.officer)


def reissued(world):
    return next_letter.reissue(make_request(world, "open"), by=world.officer)


@pytest.mark.parametrize("after", [second_letter, reissued])
def test_a_letter_drafted_after_another_is_sent_to_no_other_body(world, the_ladder, log_in, after):
    drafted = after(world)
    officer, address = log_in(world.officer), f"/permintaan/{drafted.pk}/sunting/"
    page = officer.get(address)
    answer = officer.post(address, as_shown(page) | {"agency": world.agency_b.pk})
    assert answer.status_code == 200 and "agency" in answer.context["form"].errors
    with pytest.raises(clarifications.OfAnotherBody):
        clarifications.edit(drafted, by=world.officer, seen=drafted.version, questions=[], agency=world.agency_b)
    assert fresh(drafted).agency == world.agency_a
    assert officer.post(address, as_shown(page) | {"subject": "Hal lain"}).status_code == 302
    assert fresh(drafted).subject == "Hal lain"


def test_a_next_letter_that_stands_with_another_body_is_not_issued(world, the_ladder):
    """However it came there: no row of before this was refused goes out."""
    second = second_letter(world)
    with deeds.record("edit", on=second, by=world.officer) as deed:
        deed.on.agency = world.agency_b
        deed.on.save()
    second = clarifications.submit(fresh(second), by=world.officer, seen=fresh(second).version)
    assert [type(each) for each in still_stands.objections(second, timezone.now())] == [still_stands.OfAnotherBody]
    with pytest.raises(still_stands.OfAnotherBody):
        issue_request(world, second)


def test_a_second_letter_that_goes_to_another_body_instead_is_its_first(world, the_ladder, log_in):
    """Nothing accuses it of the silence of the one that was asked before, nor names letters to that one."""
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    second = issue_request(world, clarifications.submit(second, by=world.officer, seen=second.version))
    to_b = next_letter.reissue(second, by=world.officer, agency=world.agency_b)
    assert (to_b.follows, to_b.rung, to_b.replaces) == (None, None, second)
    assert (to_b.subject, to_b.opening, to_b.urgency) == (first.subject, first.opening, first.urgency)
    to_b = fresh(issue_request(world, clarifications.submit(to_b, by=world.officer, seen=to_b.version)))
    assert to_b.letter.kind == "clarification_request"
    page = log_in(world.liaison_b).get(f"/permintaan/{to_b.pk}/").content.decode()
    shown = page + str(to_b.letter.content)
    assert first.opening in str(to_b.letter.content)
    assert not [word for word in (str(first.letter), str(second.letter), "Ins A") if word in shown]


def test_what_a_reissue_said_of_the_letter_before_does_not_reach_another_body(world):
    first = make_request(world, "open")
    anew = next_letter.reissue(first, by=world.officer)
    anew = issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    assert str(first.letter) in anew.opening
    assert next_letter.reissue(anew, by=world.officer, agency=world.agency_b).opening == first.opening


def test_an_agency_that_was_not_asked_anew_still_gets_its_next_letter(world, the_ladder):
    first = overdue(world)
    second = next_letter.draft_next(first, by=world.officer)
    with pytest.raises(clarifications.OfAnotherBody):
        clarifications.edit(second, by=world.officer, seen=second.version, questions=[], agency=world.agency_b)
    assert ClarificationRequest.objects.get(follows=first).agency == first.agency
