"""A supervisor goes through the letters that wait, one after another."""

from incidents.reports import letters_to_approve
from tests.world import appointed_to_another_unit, fresh, make_request


def page_of(row):
    return f"/permintaan/{row.pk}/terbitkan/"


def approve(browser, row):
    page = browser.get(page_of(row))
    seen = {"seen": page.context["clarification"].version, "digest": page.context["digest"]}
    return browser.post(page_of(row), seen)


def test_after_one_letter_is_approved_the_next_that_waits_is_shown_and_after_the_last_what_was_done(world, log_in):
    first, second, third = (make_request(world, "awaiting_approval") for _ in range(3))
    browser = log_in(world.supervisor)
    assert approve(browser, second).headers["Location"] == page_of(third), "the one behind it"
    answer = approve(browser, third)
    assert answer.headers["Location"] == page_of(first), "then round to the oldest"
    said = [str(message) for message in browser.get(page_of(first)).context["messages"]]
    assert any(third.reference in words for words in said)
    assert approve(browser, first).headers["Location"] == f"/permintaan/{first.pk}/"
    assert {fresh(row).status for row in (first, second, third)} == {"open"}


def test_a_letter_may_be_passed_over_and_stays(world, log_in):
    first, second = (make_request(world, "awaiting_approval") for _ in range(2))
    page = log_in(world.supervisor).get(page_of(first)).content.decode()
    assert f'href="{page_of(second)}"' in page and "Surat berikutnya" in page
    assert fresh(first).status == "awaiting_approval"


def test_what_this_supervisor_may_not_issue_is_no_next_letter(world):
    first, second = (make_request(world, "awaiting_approval") for _ in range(2))
    other = appointed_to_another_unit(world)
    assert letters_to_approve.after(world.supervisor, first) == [second]
    assert letters_to_approve.after(other, first) == []
