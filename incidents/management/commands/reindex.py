"""Builds the search index and the mentions by which duplicates are found afresh: after a restore. After an upgrade that finds
more, `setup` does so by itself."""

from django.core.management.base import BaseCommand

from incidents.actions import reindexing


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"{reindexing.rebuild()} entries.")
