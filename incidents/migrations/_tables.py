"""A step of a migration that makes many tables at once."""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateTables(Operation):
    """Django draws all models anew after each CreateModel, which for a hundred tables costs twelve seconds of processor.
    Here they are drawn once, when all are known; what the database is told is the same."""

    category = OperationCategory.ADDITION
    serialization_expand_args = ["tables"]

    def __init__(self, tables):
        self.tables = tables

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.tables)} tables"
