"""Parts for what people do: forms that do one deed, buttons, fields written by hand, and what is wrong with an input."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..forms.moments import ReadsBack
from .parts import show, trimmed

register = template.Library()


@register.simple_block_tag(takes_context=True)
def deed_form(
    context: Context,
    content: SafeString,
    *,
    form: BaseForm | None = None,
    extra: BaseFormSet | None = None,
    row_name: str = "",
    action: str = "",
    seen: int | None = None,
    approved: str = "",
    button: str = "",
    icon: str = "",
    weight: str = "main",
    cancel: str = "",
    acts: str = "",
    files: bool = False,
    keep: bool = True,
    kind: str = "",
) -> SafeString:
    """A form that does one deed: token, what is wrong with `form` (and `extra`, a formset), the content, the buttons.

    `form` also decides whether files are sent along. `seen`: the version the page showed; `approved`: the digest of the
    letter it showed. `button`, `icon`, `weight` (main, revoke or ""): the button that does it, beside `cancel` (where
    to) and `acts` (a fragment: further buttons). Without `button` the content brings its own. `keep`: what was typed
    survives a lost session. `kind`: wide for one button as wide as the column (visitors), stack to space the content.
    """
    many = files or bool(form and form.is_multipart())
    facts = {"action": action, "seen": seen, "approved": approved, "files": many, "keep": keep, "kind": kind}
    foot = {"button": button, "icon": icon, "weight": weight, "cancel": cancel, "acts": acts}
    faults = error_summary(form, extra, row_name) if form is not None else ""
    return show("deed_form", content=content, faults=faults, csrf_token=context.get("csrf_token"), **facts, **foot)


@register.simple_tag
def link_button(url: str, label: str, *, kind: str = "", icon: str = "", about: str = "") -> SafeString:
    """A button that leads to a page, where no move of the workflow is meant (those come by `act_button`).

    `kind`: main, revoke, link, wide, or several of them. `about`: of what, for readers by ear, where many stand alike.
    """
    return show("link_button", url=url, label=label, kind=kind, icon=icon, about=about)


@register.simple_tag(takes_context=True)
def post_button(
    context: Context, url: str, label: str, *, kind: str = "", icon: str = "", about: str = "", seen: int | None = None
) -> SafeString:
    """A button that does something at one press, as a form of its own; for moves of the workflow see `act_button`.

    `seen`: the version of what the page showed. The rest as `link_button` has it.
    """
    facts = {"url": url, "label": label, "kind": kind, "icon": icon, "about": about, "seen": seen}
    return show("post_button", csrf_token=context.get("csrf_token"), **facts)


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """Every field of a form, hidden ones bare."""
    return show("fields", form=form)


@register.simple_block_tag
def field(content: SafeString, label: str, id: str, *, help: str = "", optional: bool = False) -> SafeString:  # noqa: A002
    """A control written by hand with its label, such as a filter; Django's own fields come by `fields`.

    `id` is the control's; help gets the id `<id>-help`.
    """
    return show("hand_field", content=trimmed(content), label=label, id=id, help=help, optional=optional)


@register.simple_tag
def filter_select(
    name: str,
    label: str,
    choices: Iterable[tuple[Any, str]],
    chosen: str = "",
    *,
    id: str = "",  # noqa: A002
) -> SafeString:
    """A choice among `choices` (value, label) that narrows a list; "All" stands first."""
    pairs = [(str(value), text) for value, text in choices]
    return show("filter_select", name=name, label=label, choices=pairs, chosen=str(chosen or ""), id=id or name)


@register.filter
def problem(form: BaseForm | str, extra: BaseFormSet | None = None) -> str:
    """ "Error: " before a page's title when its form, or the rows of `extra`, came back with errors; else ""."""
    wrong = bool(isinstance(form, BaseForm) and form.errors) or bool(extra and extra.total_error_count())
    wrong = wrong and not _only_asks(form)
    return gettext("Error") + ": " if wrong else ""


def _only_asks(form: BaseForm | str) -> bool:
    return isinstance(form, ReadsBack) and form.only_asks


@register.simple_tag
def error_summary(form: BaseForm, extra: BaseFormSet | None = None, row_name: str = "") -> SafeString:
    """All that is wrong with an input, above it, each a link to its field; and what was held, with ways out.

    What was only read back, and waits for a second press, is no fault and not said to be one.
    `extra` is a formset of rows below; `row_name` is what one of them is called, "Question" unless said.
    """
    return show("error_summary", form=form, extra=extra, row_name=row_name, asks=_only_asks(form))
