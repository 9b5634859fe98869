"""What a verification finds in a record that nobody altered: nothing."""

from django.utils import timezone

from incidents.models import StoredFile
from incidents.record import transparency, verification
from tests.moves import SIGNED


def altered():
    """Seals what was recorded and gives what is found wrong with it, as text. Signed letters that a test invents have no
    bytes: that theirs are missing is left out, and nobody else's."""
    transparency.seal_all(timezone.now())
    invented = {str(pk) for pk in StoredFile.objects.filter(sha256=SIGNED["sha256"]).values_list("pk", flat=True)}
    return [str(each) for each in verification.verify().discrepancies if each.where.given.get("file") not in invented]
