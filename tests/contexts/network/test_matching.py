"""Which entries are one edition: tables, and properties of the grouping."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.contexts.network.rules import matching
from pustakota.contexts.network.rules.matching import Facts

WORDS = {"title": "laskar pelangi", "author": "hirata andrea", "year": 2005}


def facts(
    number: int, *keys: str, main: str = "laskar pelangi", part: str = "", material: str = "book", publisher: str = ""
) -> Facts:
    has_number = any(key.startswith(("isbn:", "issn:")) for key in keys)
    return Facts(number, keys, main, part, material, has_number, publisher)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (facts(1, "isbn:1"), facts(2, "isbn:1"), ["isbn"]),
        (facts(1, "isbn:1"), facts(2, "isbn:1", main="laskar pelangi the rainbow troops"), ["isbn"]),
        (facts(1, "isbn:1"), facts(2, "isbn:1", main="laskar pelanggi"), ["isbn"]),
        (facts(1, "isbn:1"), facts(2, "isbn:1", main="panduan beternak lele"), []),
        (facts(1, "isbn:1", part="1"), facts(2, "isbn:1", part="2"), []),
        (facts(1, "isbn:1", material="book"), facts(2, "isbn:1", material="sound"), []),
        (facts(1, "isbn:1", material=""), facts(2, "isbn:1"), ["isbn"]),
        (facts(1, "ctl:(id)1", "isbn:1"), facts(2, "ctl:(id)1", "isbn:1"), ["ctl", "isbn"]),
        (facts(1, "desc:a"), facts(2, "desc:a"), ["desc"]),
        (facts(1, "desc:a", "isbn:1"), facts(2, "desc:a"), ["desc"]),
        (facts(1, "desc:a", "isbn:1"), facts(2, "desc:a", "isbn:2"), []),
        (facts(1, "desc:a", publisher="pt bentang"), facts(2, "desc:a", publisher="yogyakarta bentang"), ["desc"]),
        (facts(1, "desc:a", publisher="pt bentang"), facts(2, "desc:a", publisher="pt gramedia"), []),
        (facts(1, "isbn:1"), facts(2, "isbn:2"), []),
        (facts(1, "isbn:1", main=""), facts(2, "isbn:1", main=""), []),
    ],
)
def test_two_entries_are_one_edition_for_reasons_that_can_be_told(one: Facts, other: Facts, why: list[str]) -> None:
    assert [reason.kind.value for reason in matching.reasons(one, other)] == why
    assert matching.reasons(one, other) == matching.reasons(other, one)


def test_names_in_any_order_make_the_same_description() -> None:
    turned = WORDS | {"author": "andrea hirata"}
    assert matching.description_key(**WORDS) == matching.description_key(**turned) != ""  # type: ignore[arg-type]
    assert matching.description_key(title="puisi", author="", year=1999) == ""
    assert matching.description_key(title="laskar pelangi", author="x", year=None) == ""


@pytest.mark.parametrize(
    ("title", "part", "number"),
    [
        ("Ensiklopedi Jilid 2", "", "2"),
        ("Ensiklopedi", "Jilid 02 :", "2"),
        ("Ensiklopedi jilid iv", "", "4"),
        ("Sejarah 1945", "", ""),
        ("Bumi manusia", "", ""),
    ],
)
def test_volumes_are_found_in_their_field_or_in_the_title(title: str, part: str, number: str) -> None:
    assert matching.part_of(title, part) == number


def test_what_staff_parted_never_meets_again_by_way_of_a_third() -> None:
    some = [facts(1, "isbn:1"), facts(2, "isbn:1", "isbn:2"), facts(3, "isbn:2")]
    assert matching.grouped(some, together=[], apart=[]) == [[1, 2, 3]]
    assert matching.grouped(some, together=[], apart=[(1, 3)]) == [[1, 2], [3]]
    assert matching.grouped(some, together=[(1, 3)], apart=[]) == [[1, 2, 3]]
    assert matching.grouped([facts(1), facts(2)], together=[(1, 2)], apart=[]) == [[1, 2]]


def test_a_number_on_very_many_records_is_none() -> None:
    many = [facts(number, "isbn:1") for number in range(matching.MOST_ALIKE + 1)]
    assert len(matching.grouped(many, together=[], apart=[])) == len(many)


ENTRIES = st.lists(
    st.builds(
        lambda keys, part: (tuple(f"isbn:{key}" for key in sorted(keys)), part),
        st.sets(st.integers(0, 5), max_size=3),
        st.sampled_from(["", "", "", "1"]),
    ),
    max_size=9,
)
PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(ENTRIES, PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_groups_hold_everything_once_whatever_the_order(
    entries: list[tuple[tuple[str, ...], str]],
    together: list[tuple[int, int]],
    apart: list[tuple[int, int]],
    chance: object,
) -> None:
    some = [facts(number, *keys, part=part) for number, (keys, part) in enumerate(entries)]
    found = matching.grouped(some, together=together, apart=apart)
    assert sorted(number for group in found for number in group) == list(range(len(some)))
    assert not any(one in group and other in group for one, other in apart for group in found)
    mixed = list(some)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert matching.grouped(mixed, together=together[::-1], apart=apart[::-1]) == found
