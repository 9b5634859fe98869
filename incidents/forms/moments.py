"""Instants that people type: in the product's own order, day month year hour.minute, in WIB, whatever the browser speaks. One
that sets or dates something legal is read back in words before it counts."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..plain import clocks, dates, spans
from ..plain.clocks import WIB, Instant, local
from ..plain.not_none import not_none
from . import untouched

READ_BACK = "read_back"  # the code of what is no fault: it only asks for a second press
OTHER = "other"
WITH_FILE = "+"  # after the token of a page that was shown when a file had come along
LETTERS = str.maketrans("0123456789", "ghijklmnop")  # no guard takes a token for somebody's number
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}")


def token(what: Any) -> str:
    """What stands for `what` in a hidden field: the same again only where it is the same."""
    return hashlib.sha256(repr(what).encode()).hexdigest().translate(LETTERS)


@contextmanager
def reading(unread: ValidationError) -> Iterator[None]:
    """Whatever keeps a typed instant, day or span from being read, as the fault that stands at its field."""
    try:
        yield
    except spans.WrongWeekday as fault:
        raise wrong_weekday(fault) from None
    except spans.OutOfReach:
        raise out_of_reach() from None
    except spans.Unsaid:
        raise ValidationError(
            _("The year is missing, or the day. Write them as well, as far as they are known: night of 3 May 2021."),
            code="unsaid",
        ) from None
    except (ValueError, OverflowError, KeyError):
        raise unread from None


def out_of_reach() -> ValidationError:
    return ValidationError(
        _("This year is out of reach. Enter one from %(first)d to %(last)d."),
        code="reach",
        params={"first": spans.EARLIEST, "last": spans.LATEST},
    )


def wrong_weekday(fault: spans.WrongWeekday) -> ValidationError:
    """The weekday that is, for whoever typed another beside its date."""
    language = not_none(get_language())
    day, weekday = dates.date_in_words(fault.day, language), dates.DAYS[language][fault.day.weekday()]
    return ValidationError(
        _("%(day)s is a %(weekday)s. Write the day that is meant, or leave out the weekday."),
        code="weekday",
        params={"day": day, "weekday": weekday},
    )


class Moment(forms.CharField):
    """A day and hour typed in WIB: 29 November 2026 14.28, 29-11-2026 14.28. Cleans to an instant, or None when left empty."""

    default_error_messages = {
        "unread": _(
            "“%(text)s” is not a day and hour. Write day, month, year, hour and minute: 29 November 2026 14.28."
        ),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day, month, year, hour.minute in WIB: 29 November 2026 14.28."))
        super().__init__(max_length=60, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        there = local(value)
        form = "%H.%M.%S" if there.second else "%H.%M"
        return f"{dates.date_in_words(there, not_none(get_language()))} {there:{form}}"

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, datetime) else super().to_python(value)

    def clean(self, value: Any) -> Any:
        text = self.to_python(value)
        self.validate(text)
        if not text:
            return None
        unread = ValidationError(self.error_messages["unread"], params={"text": str(text)[:40]})
        with reading(unread):
            instant = text if isinstance(text, datetime) else exact(text)
            if not spans.within_reach(instant):
                raise spans.OutOfReach
        self.run_validators(instant)
        return instant

    def run_validators(self, value: Any) -> None:
        if isinstance(value, datetime):  # the length of the text is the widget's
            for check in self.validators:
                if getattr(check, "code", "") not in ("max_length", "null_characters_not_allowed"):
                    check(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        shown = self.prepare_value(initial)
        return bool(super().has_changed(shown, data)) and not untouched.says_the_same(self, shown, data)


class Day(forms.DateField):
    """A day from which something holds, in the product's own order: 29 November 2026, 29-11-2026. Cleans to a date."""

    widget = forms.TextInput

    default_error_messages = {
        "invalid": _("This is not a day. Write day, month and year: 29 November 2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day, month, year: 29 November 2026."))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        return dates.date_in_words(value, not_none(get_language())) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        with reading(ValidationError(self.error_messages["invalid"], code="invalid")):
            span = spans.parse(str(value))
            span = spans.exactly(str(value)) if span.precision == spans.ABOUT else span  # a year cut short
            if span.precision != spans.DAY or span.is_range:
                raise ValueError("no day")
        return clocks.day(span.start)


def exact(text: str) -> datetime:
    """The instant that `text` names, to the minute or to the second: as people write it, in WIB unless it says WITA or
    WIT, or as machines do (ISO 8601). Raises ValueError."""
    if _ISO.match(text.strip()):
        instant = datetime.fromisoformat(text.strip())
        return instant if instant.tzinfo else instant.replace(tzinfo=WIB)
    return spans.instant(text)


class Offered(forms.ChoiceField):
    """An instant out of those offered, each in its full words and exact to the second, or another that is typed beside it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.RadioSelect, required=False, **kwargs)

    def offer(self, instants: Iterable[tuple[Instant, str]], *, chosen: str = "") -> None:
        """`instants` with what each is; what was `chosen` on a page that is a minute old stays a choice."""
        words = {at.isoformat(): f"{said}: {in_words(at)}" for at, said in instants}
        if chosen not in words and (instant := offered_before(chosen)):
            words[chosen] = in_words(instant)
        self.choices = [*words.items(), (OTHER, _("Another instant, typed below"))]


def offered_before(text: str) -> Instant | None:
    """The instant that a page offered as `text`; None for anything else."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo and spans.within_reach(instant) else None


def in_words(instant: Instant | date) -> str:
    if not isinstance(instant, datetime):
        language = not_none(get_language())
        return f"{dates.DAYS[language][instant.weekday()]}, {dates.date_in_words(instant, language)}"
    return dates.instant_in_words(instant, not_none(get_language()), seconds=bool(instant.second))


def said_so(known_as: spans.Span) -> str:
    """When something came: its instant where somebody named the minute, else the words in which it is known."""
    return in_words(known_as.start) if known_as.is_exact else spans.in_words(known_as, not_none(get_language()))


def read_so(typed: Instant | date | spans.Span) -> str:
    """How a typed moment is read; of one known in words alone that they are kept, and between what it is judged by them."""
    if isinstance(typed, spans.Span) and not typed.is_exact:
        language = not_none(get_language())
        said = {"words": spans.in_words(typed, language), "bounds": spans.bounds_in_words(typed, language)}
        if said["bounds"]:
            return gettext("Kept as “%(words)s”: judged as from %(bounds)s.") % said
        return gettext("Read as %(words)s.") % said
    instant = typed.start if isinstance(typed, spans.Span) else typed
    return gettext("Read as %(words)s.") % {"words": in_words(instant)}


class ReadsBack(forms.Form):
    """A form whose typed instants are read back in words: the first press shows them, the second, which says so, counts.

    Every form in which somebody types what dates something legal is one, whichever page draws it. `reads_back` names its
    fields. Placed before the form it is mixed into. What else is to be read, `read_as` says. What is wrong is said first. A file that
    came with the first press is asked for again, for no browser sends one twice; without it the second press asks too.
    """

    reads_back: tuple[str, ...] = ()

    read_back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's hook behind every clean(), which the stubs leave out
        cleaned, shown = self.cleaned_data, self.cleaned_data.pop("read_back", "")
        # An instant that was offered in words needs no reading back; whatever else was typed beside it does.
        chosen = self.data.get(self.add_prefix("until"), OTHER) not in ("", OTHER)
        offered = getattr(self, "sets", "") if chosen else ""
        typed = {name: cleaned[name] for name in self._changed() if name != offered and cleaned.get(name)}
        if not self.errors and (words := self.read_as(cleaned, typed)):
            attached = _files_in(cleaned)
            words |= {name: [_choose_again(uploads)] for name, uploads in attached.items()}
            shown_by = self.token_of(words) + (WITH_FILE if attached else "")
            if shown_by != shown:
                if shown.endswith(WITH_FILE) and not attached:
                    words |= {
                        name: [gettext("No file came along this time. Choose it again.")] for name in self._files()
                    }
                self._ask(shown_by, words)

    @property
    def only_asks(self) -> bool:
        """Whether nothing of an input is wrong: it was read back, and a second press is asked for."""
        faults = [fault for each in self.errors.as_data().values() for fault in each]
        return bool(faults) and all(fault.code == READ_BACK for fault in faults)

    def read_as(self, cleaned: dict[str, Any], typed: dict[str, Any]) -> dict[str, list[str]]:
        """{field: what is read beside it}; `typed` are the moments that were typed."""
        return {name: [read_so(at)] for name, at in typed.items()}

    def token_of(self, words: dict[str, list[str]]) -> str:
        """What comes back with the second press: it stands for all that was read at the first one."""
        return token(words)

    def _files(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]

    def _changed(self) -> list[str]:
        """What was typed here: a moment that stands as it stood was read back when it was typed."""
        return [name for name in self.reads_back if name in self.changed_data]

    def _ask(self, shown_by: str, words: dict[str, list[str]]) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which a page may not write in
        data[self.add_prefix("read_back")] = shown_by
        self.data = data
        for name, lines in words.items():
            asks = [] if name in self._files() else [gettext("If that is right, press the button once more.")]
            for line in [*lines, *asks]:
                self.add_error(name, ValidationError(line, code=READ_BACK))


def _files_in(cleaned: dict[str, Any]) -> dict[str, list[UploadedFile]]:
    """{field: the files that came in it}, of those in which any came."""
    sent = {name: value if isinstance(value, list) else [value] for name, value in cleaned.items()}
    found = {name: [each for each in values if isinstance(each, UploadedFile)] for name, values in sent.items()}
    return {name: uploads for name, uploads in found.items() if uploads}


def _choose_again(uploads: list[UploadedFile]) -> str:
    named = ", ".join(upload.name or "" for upload in uploads)
    return gettext("Choose it again for the second press, no browser sends a file twice: %(names)s.") % {"names": named}
