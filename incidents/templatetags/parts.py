"""The parts every page is built of: each a tag with a typed signature and one file in `templates/parts/`.

A part takes plain values, or markup that the page names with `{% fragment as … %}`; it shows what it is given and asks
nothing of the database. `/dev/parts/` (development and demo) shows each in every state. Forms and buttons: `form_parts`;
the clock: `clock_parts`.
"""

from collections.abc import Iterable
from typing import Any, Literal, get_args

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

Look = Literal["aman", "segera", "kritis", "lewat", "tepat", "telat", "tunggu", "selesai"]
LOOKS = frozenset(get_args(Look))


def trimmed(content: str) -> SafeString:
    """Rendered markup without the white space around it, which would show where a part sets it in a line."""
    return mark_safe(content.strip())  # noqa: S308  (a template's own output)


def show(part: str, **facts: Any) -> SafeString:
    """The markup of a part, without the line end of its file: beside an inline part that would show as a gap."""
    return trimmed(render_to_string(f"parts/{part}.html", facts))


@register.simple_block_tag
def fragment(content: SafeString) -> SafeString:
    """A piece of markup with a name, to hand to a part: `{% fragment as acts %}…{% endfragment %}`."""
    return trimmed(content)


# --- the page ---------------------------------------------------------------------------------------------------------
@register.simple_block_tag
def page_head(
    content: SafeString, title: str, *, lead: str = "", crumbs: str = "", chips: str = "", case: Any = None
) -> SafeString:
    """The head of a staff page: the way here, the title, a sentence or chips under it. Inside stand its buttons.

    `crumbs` and `chips` are fragments; `lead` says what the page is for. `case`: in which the page stands, or what
    else says that it is of a drill: that is said first.
    """
    facts = {"title": title, "lead": lead, "crumbs": crumbs, "chips": chips, "case": case}
    return show("page_head", acts=trimmed(content), **facts)


@register.simple_block_tag
def panel(
    content: SafeString,
    title: str = "",
    *,
    icon: str = "",
    note: str = "",
    acts: str = "",
    kind: str = "",
    inside: str = "",
    label: str = "",
) -> SafeString:
    """A box with a heading, for one matter of a page.

    `note`: a quiet remark beside the heading. `acts`: a fragment there, such as a button. `kind`: alarm, likely, effect
    or verdict. `inside`: wraps the content as `body` (text), `body stack` (things below each other), `rows` or
    `timeline`; a table stands without. `label` names a panel that has no heading to readers by ear.
    """
    facts = {"title": title, "icon": icon, "note": note, "acts": acts, "kind": kind, "inside": inside, "label": label}
    return show("panel", content=content, **facts)


@register.simple_tag
def group(title: str, *, icon: str = "", note: str = "", id: str = "") -> SafeString:  # noqa: A002  (the heading's)
    """The heading of one group of rows inside a panel: the desk's "Drafts", a day of the trail. `id`: what leads here."""
    return show("group", title=title, icon=icon, note=note, id=id)


@register.simple_block_tag
def tabs(content: SafeString, label: str) -> SafeString:
    """Pages that belong together, beside each other. Inside stand `tab`s; `label` names them to readers by ear."""
    return show("tabs", content=content, label=label)


@register.simple_tag
def tab(url: str, text: str, *, here: bool = False, count: int | None = None) -> SafeString:
    """One of `tabs`; `here` marks the page one is on, `count` says how many things stand there."""
    return show("tab", url=url, text=text, here=here, count=count)


@register.simple_tag
def pager(page: Page, query: str = "", name: str = "page") -> SafeString:
    """Previous, next and how many there are, under a list; nothing where one page holds all. `query` keeps the filters;
    `name` is what the address calls the number, where two lists stand on one page."""
    return show("pager", page=page, query=query, name=name)


@register.simple_tag(takes_context=True)
def nav_item(context: Context, route: str, icon: str, label: str, *also: str) -> SafeString:
    """An entry of the main menu. It is marked on its own page and on those named by `also` (names of routes)."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match is not None and match.url_name in (route.rpartition(":")[2], *also)
    return show("nav_item", url=reverse(route), icon=icon, label=label, here=here)


# --- facts and lists --------------------------------------------------------------------------------------------------
@register.simple_block_tag
def facts(content: SafeString) -> SafeString:
    """A list of named facts. Inside stand `fact`s."""
    return show("facts", content=content)


@register.simple_block_tag
def fact(content: SafeString, label: str, *, note: str = "", kind: str = "") -> SafeString:
    """One named fact; `note` stands small under it. `kind`: mono for numbers and hashes, prose where lines count."""
    under = format_html(' <span class="meta">{}</span>', note) if note else mark_safe("")
    return show("fact", content=trimmed(content) + under, label=label, kind=kind)


@register.simple_block_tag
def table(content: SafeString, *heads: str, scrolls: str = "") -> SafeString:
    """A table whose rows become cards on a phone: give cells that need it `data-label`. Inside stand `<tr>`s.

    A head may be a fragment. `scrolls`: a wide table that scrolls sideways in its box instead, under this name.
    """
    return show("table", content=content, heads=heads, scrolls=scrolls)


@register.simple_block_tag
def task_link(
    content: SafeString,
    url: str,
    title: str,
    *,
    icon: str = "file-earmark-text",
    number: int | None = None,
    wraps: bool = False,
    file: bool = False,
) -> SafeString:
    """One line of a list of things to open, large enough for a thumb: stands in `<ul class="tasklist">`.

    Inside stands how far it is, or nothing. `number` takes the place of the icon; `wraps`: what is inside may be long;
    `file`: it is downloaded instead of opened.
    """
    facts = {"url": url, "title": title, "icon": icon, "number": number, "wraps": wraps, "file": file}
    return show("task_link", content=trimmed(content), **facts)


@register.simple_tag
def nothing(what: str, next: str = "") -> SafeString:  # noqa: A002  (what comes next, in the page's words)
    """What stands where a list would: nothing is here, and what would bring something."""
    return show("nothing", what=what, next=next)


@register.simple_tag
def count(number: int | str, word: str, look: str, icon: str, *, hot: bool = False, url: str = "") -> SafeString:
    """One figure of a row of counts. `hot`: the figure itself takes the colour of `look`. `url`: where what is counted
    stands; nothing leads there while there is none."""
    return show("count", number=number, word=word, look=look, icon=icon, hot=hot, url=url if number else "")


@register.simple_tag
def file(file: Any, url: str) -> SafeString:
    """A file that was handed in: name, size, hash, link. `file` has name, size and sha256."""
    return show("file", file=file, url=url)


@register.simple_tag
def timeline(events: Iterable[Any], *, days: bool = False) -> SafeString:
    """What happened, newest first as given; `days` puts each day's name above its events."""
    return show("timeline", events=events, days=days)


@register.simple_tag
def changes(objects: Iterable[Any]) -> SafeString:
    """What a deed changed, field by field, old against new."""
    return show("changes", objects=objects)


@register.simple_tag
def word_changes(words: Iterable[tuple[str, str]]) -> SafeString:
    """A text against its former wording: (op, words) with op add, del or same."""
    return show("word_changes", words=words)


# --- words in a line --------------------------------------------------------------------------------------------------
@register.simple_tag
def badge(word: str, look: Look = "tunggu", icon: str = "") -> SafeString:
    """A state in a word. `look`: aman, segera, kritis, lewat, tepat, telat, tunggu or selesai; any other has no colour, and is
    refused."""
    if look not in LOOKS:
        raise ValueError(f"no look of a badge: {look}")
    return show("badge", word=word, look=look, icon=icon)


@register.simple_tag
def chip(text: Any, *, label: str = "", kind: str = "") -> SafeString:
    """A fact under a page's title. `label` stands muted before it. `kind`: mono for references, strong for weight."""
    return show("chip", text=text, label=label, kind=kind)


@register.simple_tag
def mark(word: str, icon: str = "") -> SafeString:
    """A dashed remark about the whole thing: drill, replay, restricted, sample data."""
    return show("mark", word=word, icon=icon)


@register.simple_tag
def drill_mark(on: Any) -> SafeString:
    """That this is of a drill, wherever it is named: a case or an actor, a line of the trail; None where there is none."""
    return show("drill_mark") if getattr(on, "drill", False) else mark_safe("")


NOTICE_ICONS = {"warn": "exclamation-triangle-fill", "said": "check-circle-fill", "done": "patch-check-fill"}
NOTICE_ROLES = {"said": "status", "band": "alert"}


@register.simple_block_tag
def notice(content: SafeString, kind: str = "warn", *, icon: str = "", role: str = "") -> SafeString:
    """A sentence that must be seen.

    warn: mind this before you go on. reason: good to know, why it is so. done: it came out well. said: what the last
    deed did. band: across every page, the house itself has a fault. `icon` replaces the kind's own.
    """
    picture, role = icon or NOTICE_ICONS.get(kind, ""), role or NOTICE_ROLES.get(kind, "")
    return show("notice", content=trimmed(content), kind=kind, icon=picture, role=role)


@register.simple_tag
def reason(text: str) -> SafeString:
    """The reason somebody gave for a deed, under the word."""
    return show("reason", text=text)
