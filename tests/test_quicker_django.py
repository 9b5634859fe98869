"""What the suite's processes do straight gives what Django's own way gives."""

import copy

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Coalesce, Lower

from incidents.models import Agency, AgencyName
from tests import quicker_django


def columns():
    return [
        Col(alias, field, *output)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        for alias in (model._meta.db_table, "T4", None)
        for output in ((), (None,), (field,), (model._meta.pk,))
    ]


def test_it_is_in_use():
    assert Col.identity.func is quicker_django.identity and Value.copy is quicker_django.copied


def test_every_column_is_the_same_as_by_djangos_own_question():
    assert len(columns()) > 5000
    for column in columns():
        assert column.identity == Expression.identity.func(column)


def test_a_copy_has_all_that_a_copy_by_pickling_has():
    named = AgencyName.objects.filter(agency=OuterRef("pk"))
    parts = (Value("x"), Lower(Value("X")), Coalesce(Value("x"), Value("")), Exists(named))
    where = Agency.objects.filter(Q(code="x") & Exists(named)).query.where.children
    for each in (*columns()[:40], *parts, *where):
        assert each.convert_value is not None  # remembered by the first, and by no copy
        ours, theirs = quicker_django.copied(each), copy.copy(each)
        assert type(ours) is type(theirs) is type(each)
        assert {key: id(value) for key, value in vars(ours).items()} == {
            key: id(value) for key, value in vars(theirs).items()
        }
        assert "convert_value" not in vars(ours)
