"""What nobody touched: a form that changes what stands there writes only what came back other than it was shown.

A page shows less than the record keeps: an instant without its seconds, a text without what a browser does to its line
ends. So what came back is compared with what was shown, not with what is kept. Another spelling of the same (01-03-2024 for 1
Maret 2024, a space at the end) is no other value: both are read by the field, and compared as it reads them.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

ASIDE = frozenset({"seen", "reason"})  # how and why a deed is done, not what it changes


def fields(form: forms.BaseForm) -> set[str]:
    """The fields of a bound form that came back as its page showed them, or saying the same; of one that nobody could touch no
    browser sends anything."""
    return {name for name, field in form.fields.items() if field.disabled or _came_back(form, name)}


def _came_back(form: forms.BaseForm, name: str) -> bool:
    return says_the_same(form.fields[name], _shown(form, name), _sent(form, name))


def nothing_touched(form: forms.BaseForm) -> bool:
    """Whether everything came back as it was shown, leaving aside the version seen and the reason given."""
    return form.fields.keys() - ASIDE <= fields(form)


def changed(form: Any) -> dict[str, Any]:
    """The facts of a form whose fields were touched, and those that are no field of it."""
    left = fields(form) - ASIDE
    return {name: value for name, value in form.facts().items() if name not in left}


def says_the_same(field: forms.Field, shown: Any, sent: Any) -> bool:
    """Whether what was sent for `field` is what its page showed, in whatever spelling."""
    if shown == sent:
        return True
    chosen = isinstance(field, (forms.ChoiceField, forms.FileField))  # of what is chosen, each has one spelling
    if chosen or not isinstance(shown, str) or not isinstance(sent, str):
        return False
    try:
        return bool(field.clean(shown) == field.clean(sent))
    except ValidationError:
        return False


def _shown(form: forms.BaseForm, name: str) -> Any:
    field, widget = form.fields[name], form.fields[name].widget
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, (list, tuple)) else widget.decompress(value) or ()
        return plain([plain(each.format_value(part)) for each, part in zip(widget.widgets, parts, strict=True)])
    return plain(widget.format_value(value))


def _sent(form: forms.BaseForm, name: str) -> Any:
    widget = form.fields[name].widget
    sent = widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    return sent if isinstance(widget, forms.CheckboxInput) else plain(sent)


def plain(value: Any) -> Any:
    """A value as a browser sends it back: nothing for none, one choice as itself, several in no order."""
    if isinstance(value, (list, tuple)):
        found = [plain(each) for each in value]
        return found[0] if len(found) == 1 else sorted(found) or ""
    return "" if value is None else "\n".join(str(value).splitlines())
