"""What the database answers to a typed line while there is no search index."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import queries as search
from pustakota.contexts.search.queries import selecting

MOST = 200
_OF_TITLES = ("any", "title")
_COLUMNS = {"names": "authors__icontains", "publisher": "publisher__icontains"}
"""Fields of a line whose words the database finds, letter by letter."""


@dataclass(frozen=True, slots=True)
class Unindexed:
    """At most ``MOST`` titles in their order, and the parts of the line that only an index can answer."""

    records: Sequence[Record]
    unanswered: Sequence[str] = ()


def unindexed(line: str) -> Unindexed:
    """Titles that begin with the words, narrowed by the fields that the database can read; one query."""
    question = search.read(line)
    if not question.has_fields:
        return Unindexed(_first(Q(title_sort__istartswith=line.strip())))
    wanted, unanswered = Q(), []
    words: list[str] = []
    for clause in question.clauses:
        if clause.field.group in _OF_TITLES:
            words.append(clause.text)
        elif column := _COLUMNS.get(clause.field.group):
            wanted &= _with_words(column, clause.text)
        else:
            unanswered.append(clause.line)
    wanted &= Q(title_sort__istartswith=" ".join(words))
    for limit in question.limits:
        wanted &= _limit(limit.condition)
    for limit in question.beyond:
        wanted &= ~_limit(limit.condition)
    unanswered += [f"-{clause.line}" for clause in question.without]
    return Unindexed(_first(wanted), unanswered)


def _first(wanted: Q) -> list[Record]:
    rows = Record.objects.filter(wanted, is_suppressed=False).defer("marc", "original")
    return list(rows.order_by("title_sort", "pk")[:MOST])


def _with_words(column: str, words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= Q(**{column: word})
    return found


def _limit(condition: selecting.Condition) -> Q:
    """Years, languages and classes are columns; a line knows no other limits."""
    match condition:
        case selecting.Dated(first=first, last=last):
            since = Q() if first is None else Q(year__gte=first)
            return Q(year__isnull=False) & since & (Q() if last is None else Q(year__lte=last))
        case selecting.Valued(value=value):
            return Q(language=value)
        case selecting.Classed(start=start):
            return Q(class_number__istartswith=start)
    raise NotImplementedError(condition)
