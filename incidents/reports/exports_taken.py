"""Of which cases somebody has a copy who took the trail, or who looked, as a file: what was asked by a number of the case or of
something in it. A file of everything is found under the exports alone: it was asked for none."""

from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Trim, Upper

from ..models import Export, Incident, Letter, Response
from ..record.cited_numbers import Cited

TYPED = ExpressionWrapper(OuterRef("typed"), TextField())


def of(cited: Cited) -> Q:
    """Looks at exports that were narrowed to this case or to something in it, by whichever of its numbers, also by a beginning."""
    cases = Incident.objects.filter(pk__in=cited.incidents).alias(typed=TYPED)
    counted_in_it = Q(typed__startswith=F("reference")) | ~Q(report_reference="") & Q(
        typed__startswith=F("report_reference")
    )
    beginning = Q(reference__startswith=F("typed")) | Q(report_reference__startswith=F("typed"))
    old_file = ~Q(file_number="") & Q(file_number__iexact=F("typed"))
    letters = Letter.objects.filter(incident__in=cited.incidents)
    letters = letters.filter(Q(register_entry__number__iexact=TYPED) | Q(check_code=TYPED))
    receipts = Response.everything.filter(request__incident__in=cited.incidents, receipt__iexact=TYPED)
    exports = Export.objects.filter(kind__in=(Export.Kind.TRAIL, Export.Kind.READS))
    exports = exports.alias(typed=Upper(Trim(KT("asked__case")))).exclude(Q(typed=None) | Q(typed=""))
    exports = exports.filter(
        Exists(cases.filter(counted_in_it | beginning | old_file)) | Exists(letters) | Exists(receipts)
    )
    return Q(
        subject_type="export", subject_id__in=[str(key) for key in exports.order_by().values_list("pk", flat=True)]
    )
