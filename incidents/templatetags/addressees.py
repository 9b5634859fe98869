"""How and when a body is reached, in the reader's words, for templates."""

from django import template

from ..letters import courtesy
from ..reports import by_post, office_hours, telephones
from ..reports import given_addresses as given

register = template.Library()


@register.simple_tag
def hours_of_office(agency, start, due_at):
    """What the office hours of a body leave of the time up to a due, in sentences; none where nobody says its hours."""
    return office_hours.told(agency, start, due_at) if start and due_at else []


@register.simple_tag
def office_now(agency, at):
    """Whether the office of a body is open now, and until or from when; "" where nobody says its hours."""
    return office_hours.open_or_shut(agency, at)


@register.simple_tag
def numbers_of(agency, at):
    """Under which numbers a body is called."""
    return telephones.of(agency, at)


@register.filter
def goes_by_post(agency, at):
    """That a letter to a body without an address for mail goes by post, and where to; "" for any other."""
    return by_post.said(agency, at)


@register.filter
def goes_abroad(agency):
    """Whether a letter to a body goes with a courtesy copy in English."""
    return courtesy.wanted_by([agency])


@register.filter
def given_addresses(agency, recipients):
    """That an address among these was given by somebody and is not confirmed, a sentence each."""
    return given.said(agency, [to.address for to in recipients])


@register.filter
def given_by(contact):
    """The act by which its address was given, as long as nobody has confirmed it."""
    return given.given_by(contact)
