"""Whether a test has changed anything yet, and its transaction taken to another database as long as it has not."""

import re
from contextlib import contextmanager

from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection
from django.utils import timezone, translation

_now = timezone.now

READS = re.compile(r"\s*(SELECT|SAVEPOINT|RELEASE SAVEPOINT|BEGIN|SET)\b", re.IGNORECASE)
# Somebody signs in: that hangs on no case, and is done once more after a move.
SIGNS_IN = re.compile(
    r'\s*(INSERT INTO "django_session"|DELETE FROM "django_session"|UPDATE "incidents_user" SET "last_login")'
)
OF_A_TRANSACTION = ("in_atomic_block", "savepoint_ids", "savepoint_state", "atomic_blocks", "needs_rollback")


class Ground:
    """What the test of this moment stands on. Writing, a setting, the language or the clock of its own: it is touched."""

    def __init__(self):
        self.touched, self.signed_in = True, []
        connection.execute_wrappers.append(self._sees)
        setting_changed.connect(self._touch)

    def end(self):
        connection.execute_wrappers.remove(self._sees)
        setting_changed.disconnect(self._touch)

    def begin(self):
        self.touched, self.signed_in = False, []

    def is_untouched(self):
        ours = timezone.now is _now and translation.get_language() == settings.LANGUAGE_CODE
        return ours and not self.touched and connection.in_atomic_block and not connection.run_on_commit

    def _touch(self, **_):
        self.touched = True

    def _sees(self, execute, sql, params, many, context):
        if not self.touched and not (isinstance(sql, str) and READS.match(sql)):
            if isinstance(sql, str) and SIGNS_IN.match(sql):
                self.signed_in.append((sql, params))
            else:
                self.touched = True
        return execute(sql, params, many, context)

    @contextmanager
    def moved(self):
        """The transaction goes on in the database to which the block leads the connection."""
        held, signed_in = {name: getattr(connection, name) for name in OF_A_TRANSACTION}, self.signed_in
        self.touched = True
        connection.in_atomic_block, connection.savepoint_ids, connection.atomic_blocks = False, [], []
        connection.rollback()
        connection.set_autocommit(True)
        yield
        connection.ensure_connection()
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        for name, value in held.items():
            setattr(connection, name, value)
        for savepoint in filter(None, connection.savepoint_ids):
            connection._savepoint(savepoint)
        self.begin()
        with connection.cursor() as cursor:
            for sql, params in signed_in:
                cursor.execute(sql, params)
