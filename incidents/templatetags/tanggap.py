"""What templates need to show the record: icons, titles of events, labels of moves and roles. Decides nothing."""

import uuid
from datetime import datetime
from functools import lru_cache

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from .. import workflow
from ..actions import letter_writing
from ..models import Incident
from ..plain import citations, dates, mail_addresses
from ..record import event_titles, sent_forms
from ..record.subject_words import subject_words as said_of
from ..translatable import _
from ..workflow import TRANSITIONS
from . import parts

register = template.Library()
ENDS_OF_PERIOD = {"first": _("From"), "last": _("Up to")}


@register.simple_tag
def icon(name, label=""):
    """An icon of the sprite. Always beside a word, so hidden from readers by ear unless `label` is given."""
    return _drawn(conditional_escape(name), conditional_escape(label))


@lru_cache(maxsize=1000)
def _drawn(name, label):
    """A page has two dozen icons, and few are new: their markup is put together once."""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')  # noqa: S308
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', role, static("img/icons.svg"), name)


@register.simple_tag
def once():
    """The token by which a form that is posted twice as it is does what it does once; see record/sent_forms.py."""
    return format_html('<input type="hidden" name="{}" value="{}">', sent_forms.FIELD, uuid.uuid4())


@register.simple_tag(takes_context=True)
def case_tab(context: Context, route: str, reference: str, text: str, *, here: str, count: int | None = None):
    """One page of a case, as a tab; marked when the page says that it is `here`."""
    return parts.tab(reverse(route, args=[reference]), text, here=context.get("tab") == here, count=count)


@register.filter
def initials(name):
    return "".join(word[0] for word in str(name).split()[:2]).upper()


@register.filter
def subject_words(row):
    """What an act or a look was on, in the reader's language."""
    return said_of(row)


@register.filter
def event_title(event):
    return event_titles.title(event)


@register.filter
def event_mark(event):
    return event_titles.mark(event)


@register.filter
def event_about(event):
    """What an event was about, to stand right after its title; "" where the title says all."""
    facts = event.details
    if facts.get("label"):
        reached = mail_addresses.somebody(facts.get("recipient", ""))
        about = mail_label(facts) + (f", {reached}" if reached else "")
    elif facts.get("agency"):
        about = event_bodies(event) or facts["agency"]
    elif facts.get("number"):
        about = format_html('<span class="nowrap">{}</span>', facts["number"])
    elif facts.get("file"):
        about = facts["file"]
    elif facts.get("part"):
        words = gettext("part %(part)s, %(n)s of %(of)s questions")
        about = words % {"part": facts["part"], "n": facts["answers"], "of": facts["questions"]}
    else:
        return ""
    if event.action == workflow.Action.POSTPONE and facts.get("due_at"):
        about += f" · {dates.instant_in_words(datetime.fromisoformat(facts['due_at']), get_language() or 'id')}"
    return format_html(": {}", about)


@register.filter
def event_bodies(event):
    """Which body took the place of which, or is gone and followed by nobody; "" for any other event."""
    before, after = event.details.get("agency"), event.details.get("for")
    aside = event.details.get("drafts", 0)
    if event.action == workflow.Action.DIVIDE_BODIES and aside:
        words = gettext("unsent drafts laid aside: %(n)d") % {"n": aside}
        return f"{before} · {words}"
    if before and after:
        words = gettext("unsent drafts of %(body)s laid aside: %(n)d") % {"n": aside, "body": before}
        said = f" · {words}" if aside else ""
        return f"{before} → {after}{said}"
    return before if event.action in (workflow.Action.LOSE_BODY, workflow.Action.BREAK_OFF_LETTER) else ""


@register.filter
def translated(text):
    """A label that a pure module marked for the catalogue."""
    return gettext(text) if text else ""


@register.filter
def told(refusal):
    """What a refusal tells the reader, with its facts."""
    return gettext(refusal.message) % refusal.facts


@register.filter
def lacks(content):
    """What has to be done first, in words, before a letter with this content is issued; "" where nothing is missing."""
    missing = letter_writing.lacks(content)
    return told(missing) if missing else ""


@register.filter
def untitled(lines):
    """Legal bases that a letter would cite without the title of what they stand in."""
    return "; ".join(citations.untitled(lines or ()))


@register.filter
def mail_label(details):
    """Which mail an event tells of."""
    return event_titles.mail_in_words(details)


@register.filter
def asked_label(name):
    """What a part of what an export was asked for is called: the ends of a period as on the form that asks them."""
    return gettext(ENDS_OF_PERIOD[name]) if name in ENDS_OF_PERIOD else name


@register.filter
def role_name(role):
    return gettext(workflow.ROLE_LABELS[role]) if role in workflow.ROLE_LABELS else role


@register.filter
def label_of(action):
    """The words on the button of an action."""
    return gettext(TRANSITIONS[action].label)


@register.simple_tag(takes_context=True)
def if_visible(context, case):
    """`case`, or None when the reader may not know of it."""
    return case and Incident.objects.visible_to(context["user"]).filter(pk=case.pk).first()
