"""Sessions of people: ended before their time."""

from django.contrib.sessions.models import Session

from ..models import User


def end(person: User, *, but: str | None = None) -> int:
    """End every session of `person`, except the one of the key `but`; how many there were."""
    others = Session.objects.exclude(pk=but or "")
    theirs = [each.pk for each in others if each.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
