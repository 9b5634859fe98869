"""Of what somebody has a copy who took a bundle of proofs: the thing it is of, which the look is noted on as well; and of a period
every case, request and act in it, which is asked when somebody reads who looked."""

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.functions import TruncDate

from ..models import AccessEntry, CaseEvent, Incident, ProofBundle
from ..plain.clocks import WIB
from ..record.cited_numbers import Cited

Kind = ProofBundle.Kind


def thing_of(bundle: ProofBundle) -> Model | None:
    """What a bundle is of: the case, the act, the request or letter, or what somebody had looked at. None where that is a period, or is
    on record no more. A look at nothing that has a page, as a log-in, is looked at itself."""
    if bundle.kind == Kind.PERIOD:
        return None
    if bundle.kind == Kind.CASE:
        return Incident.objects.filter(pk=bundle.key).first()
    if bundle.kind == Kind.EVENT:
        return CaseEvent.objects.filter(pk=bundle.key).first()
    if bundle.kind == Kind.LOOK:
        look = AccessEntry.objects.get(pk=bundle.key)
        return _row(look.subject_type, look.subject_id) or look
    kind, _colon, key = bundle.key.partition(":")
    return _row(kind, key)


def _row(kind: str, key: str) -> Model | None:
    """The row of any table by what a look calls it."""
    model = next((each for each in apps.get_models() if each._meta.model_name == kind), None)
    return model._base_manager.filter(pk=key).first() if model else None


def of_periods(cited: Cited) -> Q:
    """Copies of the bundles of those periods in which something that bears this number was done, as far as each bundle had it."""
    acts = CaseEvent.objects.filter(cited.events()).alias(on=TruncDate("recorded_at", tzinfo=WIB))
    inside = acts.filter(on__gte=OuterRef("first"), on__lte=OuterRef("last"), leaf__place__lt=OuterRef("head"))
    periods = ProofBundle.objects.filter(Exists(inside.order_by()), kind=Kind.PERIOD)
    return Q(subject_type="proofbundle", subject_id__in=[str(key) for key in periods.values_list("pk", flat=True)])
