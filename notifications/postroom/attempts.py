"""One thing of many that a sweep does: what fails blocks nothing else, and is counted, so that people see it."""

import logging
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded

logger = logging.getLogger(__name__)


def attempt(what: str, step: Callable[[], object]) -> bool:
    """Whether `step` could be done. The next sweep tries again what could not; the watch says so until then."""
    try:
        step()
    except SoftTimeLimitExceeded:  # the time of the whole task is up: that is no fault of this one
        raise
    except Exception:
        logger.exception("%s; the next sweep tries again", what)
        return False
    return True
