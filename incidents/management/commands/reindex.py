"""Builds the search index and the mentions by which duplicates are found afresh: after a restore, or when what is indexed changed."""

from django.core.management.base import BaseCommand
from django.db import transaction

from incidents.actions import duplicates
from incidents.models import Incident
from incidents.record import search


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        with transaction.atomic():
            count = search.rebuild()
            for case in Incident.objects.order_by("pk").iterator():
                duplicates.refresh(case)
        self.stdout.write(f"{count} entries.")
