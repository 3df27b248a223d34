"""A condition as a tantivy query."""

import re
from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur, Query

from pustakota.contexts.search.engines.entries import LOOSE_CLASSES, loose, storable
from pustakota.contexts.search.engines.tantivy.layout import marked
from pustakota.contexts.search.rules import selecting
from pustakota.contexts.search.rules.selecting import Condition

_EARLIEST, _LATEST = -32_768, 32_767


class Selecting:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def query(self, condition: Condition) -> Query:
        """The things for which the condition is true."""
        match condition:
            case selecting.Everything():
                return Query.all_query()
            case selecting.All(conditions=conditions):
                return Query.boolean_query([(Occur.Must, self.query(one)) for one in conditions])
            case selecting.Some(conditions=conditions):
                return _any_of([self.query(one) for one in conditions])
            case selecting.But(condition=wanted, without=unwanted):
                return Query.boolean_query([(Occur.Must, self.query(wanted)), (Occur.MustNot, self.query(unwanted))])
            case selecting.Holds() | selecting.SideBySide() | selecting.Masked():
                return self._worded(condition)
            case _:
                return self._valued(condition)

    def _worded(self, condition: selecting.Words) -> Query:
        names = selecting.CLASSES[condition.group]
        match condition:
            case selecting.Holds():
                return self._holds(condition)
            case selecting.SideBySide(tokens=tokens):
                return _any_of([Query.phrase_query(self._schema, name, list(tokens)) for name in names])
            case selecting.Masked(pattern=pattern):
                terms = "".join({"*": ".*", "?": "."}.get(part, re.escape(part)) for part in pattern)
                return _any_of([Query.regex_query(self._schema, name, storable(terms)) for name in names])

    def _valued(self, condition: selecting.Fact) -> Query:
        match condition:
            case selecting.Titled(words=words):
                return self._term("whole_title", marked(words))
            case selecting.Numbered(number=number):
                return self._term("identifier", number)
            case selecting.Valued(facet=facet, value=value):
                return self._term(f"facets.{facet}", value)
            case selecting.Classed(start=start):
                return Query.regex_query(self._schema, "class_number", f"{re.escape(start)}.*")
            case selecting.Dated(first=first, last=last):
                return self._years(_EARLIEST if first is None else first, _LATEST if last is None else last)
            case selecting.Keyed(number=number):
                return Query.range_query(self._schema, "number", FieldType.Unsigned, number, number)

    def _holds(self, condition: selecting.Holds) -> Query:
        forms = (*condition.exact, *condition.loose)
        if condition.group == "any":
            return _any_of([self._term("all", form) for form in forms])
        found = []
        for name in selecting.CLASSES[condition.group]:
            found += [self._term(name, form) for form in forms]
            if name in LOOSE_CLASSES:
                found += [self._term(loose(name), form) for form in forms]
        return _any_of(found)

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, storable(value), "freq")

    def _years(self, first: int, last: int) -> Query:
        if first > last:
            return Query.empty_query()
        return Query.range_query(self._schema, "year", FieldType.Integer, first, last)


def _any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, each) for each in queries])
