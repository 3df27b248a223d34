"""Sets of weights: which may be used, how they are kept, and how an order of answers is judged."""

from dataclasses import replace
from math import isclose, log2

import pytest

from pustakota.contexts.search.rules.judging import ndcg, rank
from pustakota.contexts.search.rules.weights import FIRST, RANGES, Weights, as_values, from_values, reasons_against


def test_the_first_weights_may_be_used_and_have_a_range_each() -> None:
    assert reasons_against(FIRST) == ()
    assert set(RANGES) == {name for name in Weights.__dataclass_fields__ if name not in {"places", "same"}}


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("wild", [-1.0, 1e9, float("nan"), float("inf")])
def test_a_weight_out_of_its_range_is_refused_and_named(name: str, wild: float) -> None:
    found = reasons_against(replace(FIRST, **{name: wild}))
    assert ("out_of_range", name) in [(reason.code, reason.facts.get("weight")) for reason in found]


@pytest.mark.parametrize(
    ("places", "code"),
    [((), "no_places"), (("Batu",) * 31, "too_many_places"), (("B" * 61,), "long_place")],
)
def test_points_for_the_local_need_a_few_short_places(places: tuple[str, ...], code: str) -> None:
    assert [reason.code for reason in reasons_against(Weights(local=5, places=places))] == [code]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("a = b",) * 301, "too_many_lines"),
        (("a = " + "b" * 200,), "long_line"),
        (("wr",), "lone_way"),
        (("wr = WR",), "lone_way"),
    ],
)
def test_a_line_of_words_names_one_thing_in_two_ways(lines: tuple[str, ...], code: str) -> None:
    assert [reason.code for reason in reasons_against(Weights(same=lines))] == [code]


def test_only_what_differs_is_kept_and_comes_back_the_same() -> None:
    changed = Weights(title=12.5, local=5, places=("Batu", "Jawa Timur"), same=("wr = warung rakyat",))
    assert as_values(FIRST) == {}
    assert set(as_values(changed)) == {"title", "local", "places", "same"}
    assert from_values(as_values(changed)) == changed
    assert from_values({"a_weight_of_long_ago": 3}) == FIRST


def test_the_best_order_is_worth_one_and_none_of_it_nothing() -> None:
    expected = {"a": 3, "b": 2, "c": 1}
    assert ndcg(["a", "b", "c", "d"], expected) == 1
    assert ndcg(["d", "e"], expected) == 0
    assert ndcg([], {}) == 0
    best = 7 + 3 / log2(3) + 1 / 2
    assert isclose(ndcg(["d", "a"], expected), 7 / log2(3) / best)
    assert ndcg(["d"] * 10 + ["a"], expected) == 0  # below the first ten nothing counts


def test_a_rank_counts_from_one() -> None:
    assert (rank(["a", "b"], "b"), rank(["a", "b"], "c")) == (2, None)
