"""Fails whoever writes a tracked table or an event outside a deed, in every process of the suite.

In worker and web processes the offence is also noted in the file of WRITE_GUARD_FILE, which the tests read.
"""

import os
import re

from django.db.backends.signals import connection_created

WRITE = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


def guarded_tables():
    from django.apps import apps

    from incidents.models import CaseEvent
    from incidents.models.record import AppendOnly, HistoryRow

    in_deed, once = {CaseEvent._meta.db_table}, set()
    for model in apps.get_models():
        if issubclass(model, AppendOnly):
            once.add(model._meta.db_table)
        if issubclass(model, HistoryRow):
            in_deed |= {model._meta.db_table, model.instance_type._meta.db_table}
    return in_deed, once


class Guard:
    def __init__(self):
        self.in_deed, self.once = guarded_tables()

    def __call__(self, execute, sql, params, many, context):
        match = WRITE.match(sql if isinstance(sql, str) else "")
        if match:
            from incidents.record import deeds
            from incidents.workflow import Action

            verb, table = match.group(1).upper(), match.group(2)
            removed = verb == "UPDATE" and getattr(deeds.current(), "action", None) == Action.REMOVE
            if table in self.once and verb != "INSERT INTO" and not removed:  # on PostgreSQL a function does it
                self.offence(f"{verb} {table}: rows are written once")
            if table in self.in_deed and deeds.current() is None:
                self.offence(f"{verb} {table} outside a deed")
        return execute(sql, params, many, context)

    def offence(self, text):
        if path := os.environ.get("WRITE_GUARD_FILE"):
            with open(path, "a") as file:
                file.write(text + "\n")
        raise AssertionError(text)


def install():
    guard = Guard()

    def watch(connection, **kwargs):
        if guard not in connection.execute_wrappers:
            connection.execute_wrappers.append(guard)

    connection_created.connect(watch, weak=False)
    return guard
