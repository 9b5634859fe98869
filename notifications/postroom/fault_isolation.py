"""One thing of many that a sweep does: what fails blocks nothing else, and is counted, so that people see it."""

import logging
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded

logger = logging.getLogger(__name__)


def fault_of(step: Callable[[], object], *, beyond: tuple[type[Exception], ...] = ()) -> Exception | None:
    """What went wrong with `step`, None for nothing. What is no fault of this one thing is raised: that the time of the
    whole task is up, and what is named as `beyond` it."""
    try:
        step()
    except (SoftTimeLimitExceeded, *beyond):
        raise
    except Exception as fault:
        return fault
    return None


def attempt(what: str, step: Callable[[], object]) -> bool:
    """Whether `step` could be done. The next sweep tries again what could not; the watch says so until then."""
    fault = fault_of(step)
    if fault:
        logger.error("%s; the next sweep tries again", what, exc_info=fault)
    return fault is None
