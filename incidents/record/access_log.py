"""The access log: reads that matter, log-ins, refusals. Written beside the record, append-only, without a deed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in, user_logged_out
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_login_failed
from django.db.models import Exists, Model, OuterRef
from django.dispatch import Signal, receiver
from django.http import HttpRequest
from django.utils import timezone

from ..models import AccessEntry, CaseEvent, User
from ..models.access_log import LONGEST_PATH
from ..plain.not_none import not_none
from ..workflow import Role
from . import origins

Kind = AccessEntry.Kind
ONE_LOOK = timedelta(hours=1)  # within which a page of a letter that is opened again is the same look
_NOTED, _LOOKED_AT = "tanggap.noted", "tanggap.looked_at"
_WHERE = {"before", "after", "page"}  # which part of a list, not what it was asked for


def log(
    kind: str,
    request: HttpRequest | None,
    subject: Model | None = None,
    *,
    actor: User | None = None,
    actor_name: str = "",
    reason: str = "",
    asked: Mapping[str, str] | None = None,
) -> AccessEntry:
    """Note that the person of `request` did `kind` to `subject` (any model instance, or None), for `reason` where one is asked.
    `asked` is what the page was asked for beside its address, such as the instant of a case as it stood."""
    user = actor or getattr(request, "user", None)
    user = user if isinstance(user, User) else None
    entry = AccessEntry.objects.create(
        kind=kind,
        at=timezone.now(),
        actor=user,
        actor_name=(actor_name or str(user or "-"))[:200],
        subject_type=not_none(subject._meta.model_name) if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_label=str(subject)[:200] if subject else "",
        address=origins.address_of(request) if request else None,
        reason=reason,
        path=_address(request, asked or {}) if request else "",
    )
    if request:
        request.META[_NOTED] = True
    return entry


def _address(request: HttpRequest, asked: Mapping[str, str]) -> str:
    return "?".join(filter(None, (request.path, urlencode(asked))))[:LONGEST_PATH]


def note_page(request: HttpRequest) -> None:
    """Note that an auditor read this page, and what they asked it for, unless its view noted the look itself. Who asks the page of
    one thing for something, such as all its lines, looks at the thing: a search is of a list."""
    if _NOTED in request.META:
        return
    asked = {name: str(value) for name, value in request.GET.items() if value and name not in _WHERE}
    thing = request.META.get(_LOOKED_AT)
    log(Kind.SEARCH if asked and thing is None else Kind.READ, request, thing, asked=asked)


def look(request: HttpRequest, *things: Model) -> None:
    """Note that the person of `request` reads the words of these letters, replies or complaints on a page: of each once in an hour,
    unless something was done to it since, for then there is more to know. What an auditor reads is noted page by page (note_page)."""
    user = request.user
    if not things or not isinstance(user, User):
        return
    if Role.AUDITOR in user.roles:
        request.META.setdefault(_LOOKED_AT, things[0])
        return
    of_kind: dict[str, dict[str, Model]] = defaultdict(dict)
    for each in things:
        of_kind[not_none(each._meta.model_name)][str(each.pk)] = each
    for kind, rows in of_kind.items():
        lately = AccessEntry.objects.filter(kind=Kind.READ, actor=user, at__gt=timezone.now() - ONE_LOOK)
        done = CaseEvent.objects.filter(subject_type=kind, subject_id=OuterRef("subject_id"))
        seen = lately.exclude(Exists(done.filter(recorded_at__gte=OuterRef("at"))))
        seen = seen.filter(subject_type=kind, subject_id__in=list(rows))
        noted = set(seen.values_list("subject_id", flat=True))
        for each in (row for key, row in rows.items() if key not in noted):
            log(Kind.READ, request, each)


def looks_at(request: HttpRequest, thing: Model) -> None:
    """What the page of `request` is of, for whatever is noted of reading it."""
    request.META[_LOOKED_AT] = thing


@receiver(user_logged_in)
def note_log_in(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    log(Kind.LOG_IN, request, actor=user)


@receiver(user_logged_out)
def note_log_out(sender: object, request: HttpRequest, user: User | None, **kwargs: object) -> None:
    if user:
        log(Kind.LOG_OUT, request, actor=user)


@receiver(authentication_failed)
def note_wrong_code(sender: object, request: HttpRequest, user: User, **kwargs: object) -> None:
    """The password was right, the second factor was not; or it was asked for once more, and was not."""
    log(Kind.LOG_IN_FAILED, request, actor=user)


_OF_THE_ACCOUNT = {
    password_changed: Kind.PASSWORD_SET,
    password_reset: Kind.PASSWORD_SET,
    password_set: Kind.PASSWORD_SET,
    authenticator_added: Kind.FACTOR_ADDED,
    authenticator_removed: Kind.FACTOR_REMOVED,
    authenticator_reset: Kind.CODES_MADE,
}


@receiver(list(_OF_THE_ACCOUNT))
def note_change_of_account(
    sender: object,
    signal: Signal,
    request: HttpRequest,
    user: User,
    authenticator: Authenticator | None = None,
    **kwargs: object,
) -> None:
    """Recovery codes come and go with the factor that they stand in for: only those made anew are noted."""
    of_codes = authenticator is not None and authenticator.type == Authenticator.Type.RECOVERY_CODES
    if not of_codes or signal is authenticator_reset:
        log(_OF_THE_ACCOUNT[signal], request, actor=user)


@receiver(user_login_failed)
def note_failed_log_in(
    sender: object, credentials: Mapping[str, object], request: HttpRequest | None = None, **kwargs: object
) -> None:
    """The address tried is kept, the password never reaches this place."""
    tried = credentials.get("email") or credentials.get("username") or ""
    log(Kind.LOG_IN_FAILED, request, actor_name="".join(c for c in str(tried) if c.isprintable()))
