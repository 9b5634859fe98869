"""`make migrations`, until the first release: draws the first migration of each app anew from its models.

`makemigrations` gives every index and constraint a step of its own, and Django draws all models anew for each step.
Here they go into the table they belong to, unless a column of theirs is added later: a third less time in `migrate`.
"""

import os
import re
import sys
from importlib import import_module
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ.setdefault("TANGGAP_MODE", "development")

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402

APPS = ("incidents", "notifications")
NAME = "0001_initial"


def folded(operations):
    """The same operations with each index and constraint inside its CreateModel where all of its columns are."""
    tables = {step.name_lower: step for step in operations if isinstance(step, CreateModel)}
    late = [(step.model_name_lower, step.name) for step in operations if isinstance(step, AddField)]
    for step in operations:
        rule = step.index if isinstance(step, AddIndex) else getattr(step, "constraint", None)
        if rule is None:
            yield step
            continue
        words = re.findall(r"\w+?(?=__|\b)", str(rule.deconstruct()))
        if any(table == step.model_name_lower and column in words for table, column in late):
            yield step
        else:
            kind = "constraints" if isinstance(step, AddConstraint) else "indexes"
            tables[step.model_name_lower].options.setdefault(kind, []).append(rule)


def main():
    files = {app: BASE / app / "migrations" / f"{NAME}.py" for app in APPS}
    for file in files.values():
        file.unlink(missing_ok=True)
    django.setup()
    call_command("makemigrations", *APPS, name="initial", include_header=False, verbosity=0)
    for app, file in files.items():
        migration = import_module(f"{app}.migrations.{NAME}").Migration(NAME, app)
        migration.operations = list(folded(migration.operations))
        file.write_text(MigrationWriter(migration, include_header=False).as_string())


if __name__ == "__main__":
    main()
