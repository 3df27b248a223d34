"""A condition as the cluster's query."""

from typing import Any

from pustakota.contexts.search.engines.entries import LOOSE_CLASSES, loose, storable
from pustakota.contexts.search.rules import selecting
from pustakota.contexts.search.rules.selecting import Condition

Query = dict[str, Any]


def query(condition: Condition) -> Query:
    """The things for which the condition is true."""
    match condition:
        case selecting.Everything():
            return {"match_all": {}}
        case selecting.All(conditions=conditions):
            return {"bool": {"filter": [query(one) for one in conditions]}}
        case selecting.Some(conditions=conditions):
            return _any_of([query(one) for one in conditions])
        case selecting.But(condition=wanted, without=unwanted):
            return {"bool": {"filter": [query(wanted)], "must_not": [query(unwanted)]}}
        case selecting.Holds() | selecting.SideBySide() | selecting.Masked():
            return _worded(condition)
        case _:
            return _valued(condition)


def _worded(condition: selecting.Words) -> Query:
    names = selecting.CLASSES[condition.group]
    match condition:
        case selecting.Holds():
            return _holds(condition)
        case selecting.SideBySide(tokens=tokens):
            return _any_of([{"match_phrase": {name: storable(" ".join(tokens))}} for name in names])
        case selecting.Masked(pattern=pattern):
            return _any_of([{"wildcard": {name: {"value": storable(pattern)}}} for name in names])


def _valued(condition: selecting.Fact) -> Query:
    match condition:
        case selecting.Titled(words=words):
            return {"term": {"whole_title": storable(words)}}
        case selecting.Numbered(number=number):
            return {"term": {"identifier": storable(number)}}
        case selecting.Valued(facet=facet, value=value):
            return {"term": {f"facets.{facet}": storable(value)}}
        case selecting.Classed(start=start):
            return {"prefix": {"class_number": start}}
        case selecting.Dated(first=first, last=last):
            bounds = {"gte": first, "lte": last}
            return {"range": {"year": {side: year for side, year in bounds.items() if year is not None}}}
        case selecting.Keyed(number=number):
            return {"term": {"number": number}}


def _holds(condition: selecting.Holds) -> Query:
    forms = [storable(form) for form in (*condition.exact, *condition.loose)]
    if condition.group == "any":
        return {"terms": {"all": forms}}
    names = selecting.CLASSES[condition.group]
    fields = [*names, *(loose(name) for name in names if name in LOOSE_CLASSES)]
    return _any_of([{"terms": {name: forms}} for name in fields])


def _any_of(queries: list[Query]) -> Query:
    return {"bool": {"should": queries, "minimum_should_match": 1}}
