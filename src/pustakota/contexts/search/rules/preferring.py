"""What is preferred for what it is and not for the words it holds: the new, the free, the local, what is lent."""

from functools import lru_cache

from pustakota.contexts.search.rules import selecting
from pustakota.contexts.search.rules.documents import MOST_POPULAR
from pustakota.contexts.search.rules.selecting import Condition
from pustakota.contexts.search.rules.weights import Weights

_RECENT, _FAIRLY_RECENT = 5, 10
"""Years."""


LENT_ENOUGH = 2
"""The step from which the order by loans tells titles apart: below it, it would say what one reader took home."""
_APART = 100_000.0
"""More points than all else together gives a thing."""


def preferred(sort: str, weights: Weights, year: int | None) -> tuple[tuple[Condition, float], ...]:
    """Conditions with their points, in an order by rank: what is lent most, or what the weights prefer."""
    return by_loans() if sort == "borrowed" else preferences(weights, year)


@lru_cache(maxsize=1)
def by_loans() -> tuple[tuple[Condition, float], ...]:
    """Conditions and points that put what is lent most in front, before whatever else ranks."""
    steps = range(LENT_ENOUGH, MOST_POPULAR + 1)
    return tuple((selecting.Valued("popularity", str(step)), step * _APART) for step in steps)


@lru_cache(maxsize=64)
def preferences(weights: Weights, year: int | None) -> tuple[tuple[Condition, float], ...]:
    """Conditions, and the points that a thing gains for which one is true. `year` is this one; none: unknown."""
    found: list[tuple[Condition, float]] = []
    if weights.recent and year is not None:
        half = weights.recent / 2
        found += [(selecting.Dated(year - span, None), half) for span in (_RECENT, _FAIRLY_RECENT)]
    if weights.available:
        found.append((selecting.Valued("available", "yes"), weights.available))
    if weights.popular:
        share = weights.popular / MOST_POPULAR
        steps = range(1, MOST_POPULAR + 1)
        found += [(selecting.Valued("popularity", str(step)), step * share) for step in steps]
    if weights.local:
        named = [selecting.side_by_side(group, place) for place in weights.places for group in ("title", "subjects")]
        if places := tuple(condition for condition in named if condition is not None):
            found.append((selecting.Some(places), weights.local))
    return tuple(found)
