"""How good an order of answers is, where somebody has said what should be found."""

from collections.abc import Hashable, Mapping, Sequence
from math import log2
from typing import TypeVar

from pustakota.foundation.reasons import Reason

DEPTH = 10
"""So many answers are looked at: the first page of a phone."""
K = TypeVar("K", bound=Hashable)
MOST_QUERIES, LONGEST_QUERY = 200, 200
EXACTLY, CLEARLY, MARGINALLY = 3, 2, 1
"""Grades of a thing that is expected."""


def ndcg(found: Sequence[K], expected: Mapping[K, int], *, depth: int = DEPTH) -> float:
    """From 0 to 1: what the first answers gain, against the best order there could be.

    A thing of grade g gains 2^g - 1, less the further down it stands (Järvelin and Kekäläinen, 2002). What is not
    expected gains nothing.
    """
    best = _gain(sorted(expected.values(), reverse=True)[:depth])
    return _gain([expected.get(key, 0) for key in found[:depth]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return float(sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades)))


def rank(found: Sequence[K], key: K) -> int | None:
    """The place of a thing among the answers, counted from 1; none where it is not among them."""
    return found.index(key) + 1 if key in found else None


def reasons_not_to_judge(text: str, *, there: int) -> tuple[Reason, ...]:
    """Why a question cannot be added to those that are there; none: it can."""
    found = []
    if not text:
        found.append(Reason("no_words", overridable=False))
    if len(text) > LONGEST_QUERY:
        found.append(Reason("too_long", {"most": LONGEST_QUERY}, overridable=False))
    if there >= MOST_QUERIES:
        found.append(Reason("too_many", {"most": MOST_QUERIES}, overridable=False))
    return tuple(found)
