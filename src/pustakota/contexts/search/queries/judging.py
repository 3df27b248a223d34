"""What the judged questions find, by any weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pustakota.contexts.search.engines import answering
from pustakota.contexts.search.engines.answering import SearchRequest
from pustakota.contexts.search.engines.current import current_engine
from pustakota.contexts.search.models import JudgedQuery
from pustakota.contexts.search.rules import judging
from pustakota.contexts.search.rules.documents import Key
from pustakota.contexts.search.rules.weights import Weights

LOOKED_AT = 50
"""A thing that is expected and stands further down counts as not found."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question finds: the first answers, the places of what is expected (none: not found), and NDCG@10."""

    query: JudgedQuery
    expected: Mapping[Key, int]
    found: Sequence[Key]
    ndcg: float

    def rank(self, key: Key) -> int | None:
        return judging.rank(self.found, key)


def judged_queries() -> list[JudgedQuery]:
    """Every judged question with what it should find, by its words; two queries."""
    return list(JudgedQuery.objects.prefetch_related("expected").order_by("text"))


def judged_query(key: int) -> JudgedQuery | None:
    """One of them, with what it should find."""
    return JudgedQuery.objects.prefetch_related("expected").filter(pk=key).first()


def outcome(query: JudgedQuery, weights: Weights, *, year: int) -> Outcome:
    """What the question finds by these weights; `IndexMissingError` while there is no index."""
    request = SearchRequest(query.text, page_size=LOOKED_AT, facets=(), weights=weights, year=year)
    found = answering.answer(current_engine(), request).keys
    expected: dict[Key, int] = {(row.kind, row.number): row.grade for row in query.expected.all()}
    return Outcome(query, expected, found, judging.ndcg(found, expected))


def mean(outcomes: Sequence[Outcome]) -> float | None:
    """Mean NDCG@10 of the questions of which something is expected; none where there are none."""
    values = [each.ndcg for each in outcomes if each.expected]
    return sum(values) / len(values) if values else None
