"""`make migrations`, until the first release: draws the first migration of each app anew from its models.

What `makemigrations` spreads over many steps, because a step may know only what came before it, becomes one: every
table, by name, with all of its columns in the order of the model, and with its indexes and constraints.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("TANGGAP_MODE", "development")

import django  # noqa: E402
from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402

from incidents.migrations._tables import CreateTables  # noqa: E402

APPS = ("incidents", "notifications")
NAME = "0001_initial"


def tables(app, operations):
    """The steps of `operations` as one CreateModel for each table. Raises TypeError for a step of another kind."""
    found = {}
    for step in operations:
        if isinstance(step, CreateModel):
            found[step.name_lower] = step
        elif isinstance(step, AddField):
            found[step.model_name_lower].fields.append((step.name, step.field))
        elif isinstance(step, AddIndex):
            found[step.model_name_lower].options.setdefault("indexes", []).append(step.index)
        elif isinstance(step, AddConstraint):
            found[step.model_name_lower].options.setdefault("constraints", []).append(step.constraint)
        else:
            raise TypeError(f"a first migration has no {step!r}")
    for table in found.values():
        columns = [column.name for column in apps.get_model(app, table.name)._meta.local_fields]
        table.fields.sort(key=lambda field: columns.index(field[0]))
    return sorted(found.values(), key=lambda table: table.name)


def main():
    files = {app: BASE / app / "migrations" / f"{NAME}.py" for app in APPS}
    for file in files.values():
        file.unlink(missing_ok=True)
    django.setup()
    call_command("makemigrations", *APPS, name="initial", include_header=False, verbosity=0)
    for app, file in files.items():
        migration = import_module(f"{app}.migrations.{NAME}").Migration(NAME, app)
        migration.operations = [CreateTables(tables(app, migration.operations))]
        file.write_text(MigrationWriter(migration, include_header=False).as_string())


if __name__ == "__main__":
    main()
