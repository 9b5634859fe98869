"""Every line of the log: JSON, in UTC, with the request that it belongs to; no secret, and of a fault its kind and place alone, for what
it says may be words of a case."""

import re
import traceback
from contextvars import ContextVar
from functools import cache
from smtplib import SMTPException
from urllib.parse import urlsplit

import structlog
from celery import current_task
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

now: ContextVar = ContextVar("request", default=None)  # the request that this thread answers
HIDDEN = "***"
FRAMES = 12  # of a fault, the innermost
# Faults that speak of machines, not of cases; what a relay answers (an OSError) names addresses of mails.
TOLD, UNTOLD = (OSError, ImproperlyConfigured), SMTPException
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# What an address carries may open something: the link to a new password, the code of a letter, anything long that nobody reads.
_IN_AN_ADDRESS = re.compile(
    rf"(?<=/sandi/atur/)[^/\s]+|(?<=/v/)[^/\s]+|(?<=/)(?!{_UUID}\b)[\w:.=-]{{20,}}(?=[/\s]|$)|(?<=\S)\?\S+=\S*"
)
_OF_AN_URL = re.compile(r"(?<=://)[^/\s@]+(?=@)")
_NAMED = re.compile(
    r"(?i)(passw\w*|passphrase|sandi|token|secret|otp|csrf\w*|sessionid|authorization|cookie)(['\"]?\s*[:=]\s*)(?!\s)[^\s,;]+"
)


@cache
def _secrets():
    """What this process was given and nobody may read: keys, passwords, also those inside addresses."""
    found = set()
    for name in dir(settings):
        if re.search(r"(KEYS?|PASSWORD|TOKEN|_URL)$", name):
            value = getattr(settings, name)
            for each in value if isinstance(value, list | tuple) else [value]:
                if isinstance(each, str):
                    found.add(urlsplit(each).password if "://" in each else "" if name.endswith("_URL") else each)
    return [each for each in found if each and len(each) > 7 and not each.startswith("/")]


def redacted(text):
    for secret in _secrets():
        text = text.replace(secret, HIDDEN)
    text = _OF_AN_URL.sub(HIDDEN, text)
    return _NAMED.sub(rf"\1\2{HIDDEN}", _IN_AN_ADDRESS.sub(HIDDEN, text))


def of_the_request(_logger, _method, line):
    """Whose request it is; nobody is asked for: who is not known yet is not looked up for a line of the log."""
    if request := now.get():
        user = getattr(request, "_cached_user", None)
        line |= {"request": request.tag, "user": user and user.pk, "address": request.origin}
    elif current_task:
        line |= {"task": current_task.name, "request": current_task.request.id}
    return line


def facts(_logger, _method, line):
    return line | getattr(line["_record"], "facts", {})


def _is_told(fault):
    return isinstance(fault, TOLD) and not isinstance(fault, UNTOLD)


def fault_in_short(_logger, _method, line):
    """Of the fault, and of each that it came of, which it is and where; its words only where they are of machines."""
    fault = line.pop("exc_info", None)
    fault = fault[1] if isinstance(fault, tuple) else fault
    if not isinstance(fault, BaseException):
        return line
    kinds: list[str] = []
    at: BaseException | None = fault
    while at is not None and len(kinds) < FRAMES:
        kinds.append(f"{type(at).__name__}: {at}" if _is_told(at) else type(at).__name__)
        at = at.__cause__ or at.__context__
    frames = traceback.extract_tb(fault.__traceback__)[-FRAMES:]
    line |= {"fault": kinds, "at_line": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}
    if not _is_told(fault):
        for words in filter(None, (repr(fault), str(fault))):
            line["event"] = line["event"].replace(words, type(fault).__name__)
    return line


def without_secrets(_logger, _method, line):
    return {name: _without(value) for name, value in line.items()}


def _without(value):
    if isinstance(value, list):
        return [_without(each) for each in value]
    return redacted(value) if isinstance(value, str) else value


class Lines(structlog.stdlib.ProcessorFormatter):
    """The formatter of all handlers, of our own lines and of those of libraries alike."""

    def __init__(self):
        stamp = structlog.processors.TimeStamper(fmt="iso", utc=True, key="at")
        each: list[structlog.types.Processor] = [
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            of_the_request,
            facts,
            fault_in_short,
            without_secrets,
            stamp,
            self.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ]
        super().__init__(processors=each)
