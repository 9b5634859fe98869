"""What Django and its driver do in a roundabout way for each question that the suite asks, done straight in its processes.

A question's parts are copied by `copy.copy`, which asks each class how it is pickled; the columns that an ordered question
selects are hashed by binding the signature of their class; a question that is long is taken apart anew each time. What comes
of it is the same (`test_quicker_django.py`).
"""

from functools import lru_cache

from django.db.models.expressions import BaseExpression, Col, Expression
from django.db.models.fields import Field
from django.utils.functional import cached_property


def copied(self):
    """As `copy.copy`: the same class with the same state, which is what pickling would keep of it."""
    new = object.__new__(self.__class__)
    new.__dict__.update(self.__getstate__())
    return new


def identity(self):
    """As every expression's: its class, and what it was made of."""
    args, kwargs = self._constructor_args
    if kwargs or not 2 <= len(args) <= 3 or type(self) is not Col:
        return Expression.identity.func(self)
    alias, target, *output = args
    return Col, ("alias", alias), ("target", _named(target)), ("output_field", _named(output[0] if output else None))


def _named(field):
    if isinstance(field, Field) and field.name and field.model:
        return field.model._meta.label, field.name
    return Expression._identity(field)


def install():
    BaseExpression.copy = copied
    Col.identity = cached_property(identity)
    Col.identity.__set_name__(Col, "identity")
    try:
        from psycopg import _queries
    except ImportError:  # SQLite alone
        return
    _queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS = 40_000, 400
    _queries._query2pg_client = lru_cache(1000)(_queries._query2pg_client_nocache)
