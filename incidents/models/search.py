"""The search index of cases."""

from django.db import models

from .cases import Incident


class SearchEntry(models.Model):
    """The words of one thing of the record, kept for searching. Derived inside each deed, not part of the record.

    `stems` holds the Indonesian stems of `text` between spaces: what SQLite searches, where PostgreSQL has its own.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="search_entries")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    text = models.TextField()
    stems = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_indexed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class IndexedBy(models.Model):
    """What the index was built by: the digest of the code that says which words are kept. One row, none before the first time."""

    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
