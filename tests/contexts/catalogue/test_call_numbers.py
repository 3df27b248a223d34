"""Call numbers: proposed in the Indonesian way, and sorted as books stand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.catalogue.rules.call_number import NameElement, propose, sort_key, spaced


@pytest.mark.parametrize(
    ("heading", "title", "element", "expected"),
    [
        ("Hirata, Andrea", "laskar pelangi", NameElement.AS_IN_HEADING, "899.221 3 HIR l"),
        ("Hirata, Andrea", "Laskar pelangi", NameElement.FIRST_OF_NAME, "899.221 3 AND l"),
        ("Pramoedya Ananta Toer", "Bumi manusia", NameElement.FIRST_OF_NAME, "899.221 3 PRA b"),
        ("", "Hikayat Hang Tuah", NameElement.AS_IN_HEADING, "899.221 3 HIK"),
        ("Rendra", '"Blues" untuk Bonnie', NameElement.AS_IN_HEADING, "899.221 3 REN b"),
        ("Ng, A.", "1984", NameElement.AS_IN_HEADING, "899.221 3 NG"),
        ("Ágnes Éva", "Über", NameElement.AS_IN_HEADING, "899.221 3 AGN u"),
    ],
)
def test_a_call_number_is_proposed(heading: str, title: str, element: NameElement, expected: str) -> None:
    proposal = propose(class_number="899.2213", main_heading=heading, title=title, element=element)
    assert str(proposal) == expected


def test_the_symbol_of_a_collection_stands_first() -> None:
    assert str(propose(class_number="030", main_heading="", title="Ensiklopedi", symbol="R")) == "R 030 ENS"


def test_decimals_stand_in_groups_of_three() -> None:
    assert [spaced(number) for number in ("899.2213", "020", "305.8009598", "")] == [
        "899.221 3", "020", "305.800 959 8", ""
    ]  # fmt: skip


SHELF = [
    "020 SUL p",
    "297 ABD a",
    "297.1 ABD a",
    "297.12 ABD a",
    "899.221 3 AND l",
    "899.221 3 HIR e",
    "899.221 3 HIR l",
    "899.221 3 HIR l c.2",
    "899.221 3 HIR l c.10",
    "899.221 32 HIR l",
    "959.8 RIC s",
    "R 030 ENS e",
    "R 899.221 3 HIR l",
]


def test_books_sort_as_they_stand_on_the_shelf() -> None:
    mixed = list(SHELF)
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == SHELF


@pytest.mark.parametrize(
    ("one", "other"),
    [("899.221 3 HIR l", "899.2213 HIR l"), ("899,221 3 HIR l", "899.221 3 hir L"), ("r 030 ENS", "R  030 ENS")],
)
def test_spacing_and_case_do_not_matter_for_the_order(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(st.text(max_size=200))
def test_any_text_has_a_key_of_bounded_length(text: str) -> None:
    assert len(sort_key(text)) <= 120
