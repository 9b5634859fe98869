"""What Django and its driver do in a roundabout way for each question that the suite asks, done straight in its processes.

A question's parts are copied by `copy.copy`, which asks each class how it is pickled; the columns that an ordered question
selects are hashed by binding the signature of their class, also where it is ordered by names alone, which no column answers
to; a question that is long is taken apart anew each time. What comes of it is the same (`test_quicker_django.py`).
"""

from functools import lru_cache

from django.db.models.expressions import BaseExpression, Col, Expression
from django.db.models.fields import Field
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import cached_property

order_by_pairs, column_as_sql = SQLCompiler._order_by_pairs, Col.as_sql


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


def ordered(self):
    """What is ordered by names, and selects nothing under a name, finds none of them among what it selects."""
    query, selected = self.query, self.select
    meta = query.get_meta()  # None of what asks no table
    order = query.order_by or (query.default_ordering and meta and meta.ordering) or ()
    by_names = order and not query.extra_order_by and all(isinstance(name, str) for name in order)
    if not by_names or query.combinator or any(alias for *_column, alias in selected or ()):
        return order_by_pairs(self)
    self.select = ()
    try:
        return list(order_by_pairs(self))
    finally:
        self.select = selected


def as_sql(self, compiler, connection):
    """As it is: what was quoted once for a question is not asked for again."""
    quoted, quote, column = compiler.quote_cache, compiler.quote_name_unless_alias, self.target.column
    sql = quoted.get(column) or quote(column)
    return f"{quoted.get(self.alias) or quote(self.alias)}.{sql}" if self.alias else sql, []


def install():
    Col.as_sql = as_sql
    SQLCompiler._order_by_pairs = ordered
    BaseExpression.copy = copied
    Col.identity = cached_property(identity)
    Col.identity.__set_name__(Col, "identity")
    try:
        from psycopg import _queries
    except ImportError:  # SQLite alone
        return
    _queries.MAX_CACHED_STATEMENT_LENGTH, _queries.MAX_CACHED_STATEMENT_PARAMS = 40_000, 400
    _queries._query2pg_client = lru_cache(1000)(_queries._query2pg_client_nocache)
