"""Fields that many forms have: a moment as exactly as it is known, files, rows that are chosen; and what is asked of an instant."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import files
from ..models import ClarificationRequest
from ..plain import office_hours, spans
from . import untouched
from .moments import Moment, exact, out_of_reach, reading

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choice = tuple[Any, Any]  # a value and its label, or the name of a group and its choices
LONG_TEXT = 20_000


class Offered(forms.TextInput):
    """A line of text for which some words are offered; others may be typed."""

    def __init__(self, words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = tuple(words)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        listed = f"{name}-offered"
        line = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.words))
        return format_html('{}<datalist id="{}">{}</datalist>', line, listed, options)


class Several(forms.MultipleChoiceField):
    """Ticks, none or several: each once, in the order in which they are offered, whoever ticked them in which."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices: Iterable[Choice], **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One or several. None: not yet known."))
        self.codes = [code for code, _label in choices]
        super().__init__(required=False, choices=choices, **kwargs)

    def clean(self, value: Any) -> list[str]:
        ticked = super().clean(value)
        return [code for code in self.codes if code in ticked]


class When(forms.CharField):
    """A moment of the world as exactly as it is known: a minute, a day, a month, a year, two of them with `s.d.` between, or
    the words in which somebody knows it ("awal 2021", "dini hari 3 Mei 2021").

    Cleans to a `spans.Span`, or None when left empty.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text", _("As exact as it is known: 27-11-2023 22.10, November 2023, early 2021, night of 3 May 2021.")
        )
        super().__init__(max_length=spans.LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return spans.in_words(value, "id") if isinstance(value, spans.Span) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Other words than its page showed: what stands is a span, what comes back its words."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        unread = _(
            "“%(text)s” is not a moment this page understands. Write 27-11-2023 22.10, 27-11-2023, November 2023 or early 2021."
        )
        with reading(ValidationError(unread, params={"text": text[:40]})):
            span = spans.parse(text)
        self.check(span)
        return span

    def check(self, span: spans.Span) -> None:
        """What is entered as having happened has happened."""
        not_in_future(max(span.start, spans.last_part(span)))


class Came(When):
    """When something reached the ministry, or left it: a day where no hour is known. It is the second that somebody typed."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text",
            _("A day where no hour is known: 29 November 2025; else with the hour in WIB: 29 November 2025 14.28."),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        exactly = isinstance(value, spans.Span) and value.is_exact and not value.words
        return Moment().prepare_value(value.start) if exactly else super().prepare_value(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.prepare_value(initial)
        return bool(super().has_changed(shown, data)) and not untouched.says_the_same(self, shown, data)

    def clean(self, value):
        span = super().clean(value)
        return spans.to_the_second(exact(str(value).strip())) if span and span.is_exact and not span.words else span


class ByWhen(Came):
    """By when something is owed, as exactly as it was said; it lies ahead, or did, and says when it ends."""

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text",
            _(
                "As exactly as it was said: 31 December 2027, late 2027, Q1 2027; with an hour only where one was named."
            ),
        )
        super().__init__(**kwargs)

    def check(self, span: spans.Span) -> None:
        if spans.is_open_after(span):
            raise ValidationError(_("This does not say by when at the latest."))
        if not spans.within_reach(span.end):
            raise out_of_reach()


class OfficeHours(forms.CharField):
    """When somebody is there, as people write it: kept as typed, refused where nothing could be counted by it."""

    def __init__(self, **kwargs):
        super().__init__(max_length=120, required=False, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        unread = _("“%(text)s” says no office hours this page understands. Write Senin–Jumat 08.00–16.00 WIB.")
        with reading(ValidationError(unread, params={"text": text[:40]})):
            if text:
                office_hours.read(text)
        return text


class Period(When):
    """A stretch of time to look in, in the same words; it may lie ahead, as dues do."""

    def check(self, span: spans.Span) -> None:
        pass


class SeveralRows(forms.ModelMultipleChoiceField):
    """Rows chosen by their keys. A key no database holds is no choice, rather than a fault of the database."""

    widget = forms.CheckboxSelectMultiple
    LONGEST_KEY = 18  # digits of a 64-bit key that surely fit

    def clean(self, value):
        if any(len(str(key)) > self.LONGEST_KEY for key in value or []):
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": "…"}, code="invalid_choice")
        return super().clean(value)


def not_in_future(instant: datetime | None) -> None:
    if instant and instant > timezone.now():
        raise ValidationError(_("This instant lies in the future. Enter when it happened, in WIB."))


def not_before_issue(received: spans.Span, clarification: ClarificationRequest, words: "StrOrPromise") -> spans.Span:
    """When it was received, as people type it: a day, or in minutes, though the letter was issued at a second of one."""
    return not_before(received, clarification.issued_at or received.start, words)


def not_before(received: spans.Span, asked_at: datetime, words: "StrOrPromise") -> spans.Span:
    """`received`, typed as a day or in minutes, is not all before `asked_at`, which has seconds: it begins with that instant where it
    began before. Within a minute that was typed it is that instant."""
    if spans.latest(received) < asked_at.replace(second=0, microsecond=0):
        raise ValidationError(words)
    return spans.within(received, asked_at, max(received.end, asked_at))


def chosen(choices: Iterable[Choice], words: "StrOrPromise | None" = None) -> list[Choice]:
    """`choices` behind an empty one: nobody decides by not looking."""
    return [("", words or _("Choose")), *choices]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def offer(
    form: forms.BaseForm, name: str, rows: models.QuerySet[Any], words: Callable[[Any], str] | None = None
) -> None:
    """Offer `rows` in the field `name`, each in its `words` (its own name without)."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    if words:
        field.label_from_instance = words  # type: ignore[assignment, method-assign]  # Django's way to word one field


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    return cast(forms.ChoiceField, form.fields[name])


class Upload(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(widget=forms.FileInput(attrs={"accept": files.ACCEPT}), allow_empty_file=True, **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload:
            files.check(upload)
        return upload


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class Uploads(forms.FileField):
    """Several files at once, each checked at the door. Cleans to a list, empty when none was chosen."""

    def __init__(self, *, limit: files.Limit = files.PER_ANSWER, id: str = "", **kwargs: Any) -> None:
        attrs = {"accept": files.ACCEPT} | ({"id": id} if id else {})
        super().__init__(widget=SeveralFilesInput(attrs=attrs), allow_empty_file=True, **kwargs)
        self.limit = limit

    def clean(self, data, initial=None):
        chosen = [each for each in data if each] if isinstance(data, (list, tuple)) else [data] if data else []
        try:
            self.limit.check(len(chosen))
        except files.TooMany as refusal:
            raise ValidationError(gettext(refusal.message), params=refusal.facts) from None
        for upload in chosen:
            super().clean(upload, initial)
            files.check(upload)
        return chosen
