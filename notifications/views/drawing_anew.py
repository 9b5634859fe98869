"""A letter that waits for a signature is drawn anew: the very letter as it would go out now, and one press."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from incidents.actions import drawing_anew, letter_content
from incidents.forms import IssueForm
from incidents.models import Letter
from incidents.plain import clocks
from incidents.record import access_log, authority
from incidents.views import kept_form
from incidents.views.base import SignedIn, done

from .signing import waiting


def draw_anew(request: SignedIn, pk: int) -> HttpResponse:
    """What is shown is what is drawn: the digest pins it."""
    letter, now = waiting(request, pk), timezone.now()
    move = drawing_anew.move_of(letter)
    if why := authority.refusal(move, letter.matter, request.user, letter.matter.incident):
        raise why
    content = drawing_anew.content(letter, now, request.user)
    form = IssueForm(kept_form.sent(request), initial={"seen": letter.matter.version})
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        drawing_anew.draw_anew(letter, by=request.user, seen=facts["seen"], approved=facts["approved_digest"])
        done(request, move)
        return redirect(letter.matter)
    access_log.look(request, letter)
    context = {
        "letter": letter,
        "matter": letter.matter,
        "content": content,
        "digest": letter_content.digest(content),
        "signing": dict(Letter.Signing.choices).get(content["signing"], ""),
        "date": clocks.day(now),
    }
    return render(request, "notifications/signature/draw_anew.html", context)
