import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.search.rules.correction import (
    corrections,
    likely_starts,
    near_starts,
    one_slip_away,
    other_starts,
    plausible,
)
from pustakota.contexts.search.rules.distance import FAR, damerau_levenshtein, is_near, tolerance

WORDS = st.text(alphabet="abcde", max_size=9)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("masjid", "masjid", 0), ("msajid", "masjid", 1), ("masjd", "masjid", 1), ("masjjid", "masjid", 1),
     ("nasjid", "masjid", 1), ("krakato", "krakatau", 2), ("", "abc", 3), ("abc", "", 3), ("ca", "abc", 3)],
)  # fmt: skip
def test_slips_between_two_words_are_counted(one: str, other: str, slips: int) -> None:
    assert damerau_levenshtein(one, other) == slips


@given(WORDS, WORDS)
def test_the_way_there_is_as_long_as_the_way_back(one: str, other: str) -> None:
    assert damerau_levenshtein(one, other) == damerau_levenshtein(other, one)


@given(WORDS, WORDS)
def test_only_a_word_itself_is_no_slip_away(one: str, other: str) -> None:
    assert (damerau_levenshtein(one, other) == 0) == (one == other)


@given(WORDS, WORDS)
def test_a_distance_lies_between_the_difference_of_lengths_and_the_longer_word(one: str, other: str) -> None:
    assert abs(len(one) - len(other)) <= damerau_levenshtein(one, other) <= max(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 4))
def test_a_limit_changes_no_distance_within_it(one: str, other: str, limit: int) -> None:
    true = damerau_levenshtein(one, other)
    assert damerau_levenshtein(one, other, at_most=limit) == (true if true <= limit else FAR)


@given(WORDS, st.integers(0, 8), st.sampled_from("abcde"))
def test_one_changed_letter_is_at_most_one_slip(word: str, at: int, letter: str) -> None:
    changed = word[:at] + letter + word[at + 1 :]
    assert damerau_levenshtein(word, changed) <= 1


def counted_slowly(one: str, other: str) -> int:
    """The definition itself, letter by letter from the end."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        counted_slowly(one[:-1], other) + 1,
        counted_slowly(one, other[:-1]) + 1,
        counted_slowly(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(counted_slowly(one[:-2], other[:-2]) + 1)
    return min(ways)


@given(st.text(alphabet="abc", max_size=5), st.text(alphabet="abc", max_size=5))
def test_the_distance_is_that_of_its_definition(one: str, other: str) -> None:
    assert damerau_levenshtein(one, other) == counted_slowly(one, other)
    assert is_near(one, other) == (counted_slowly(one, other) <= 1)


@given(WORDS, WORDS)
def test_the_quick_look_rejects_no_word_within_tolerance(one: str, other: str) -> None:
    if damerau_levenshtein(one, other) <= tolerance(one):
        assert plausible(one, [(other, 1)]) == {other: 1}


def test_short_words_are_never_corrected() -> None:
    assert corrections("aku", {"abu": 500}, most=4) == []


def test_the_nearer_word_wins_and_the_commoner_of_equals() -> None:
    assert corrections("msajid", {"masjid": 3, "majid": 900, "sajian": 2}, most=4)[0].word == "masjid"
    assert [each.word for each in corrections("pasat", {"pasal": 2, "pasar": 90}, most=4)] == ["pasar", "pasal"]


def test_lost_vowels_and_sounds_are_the_likeliest_slips() -> None:
    assert corrections("kpailtan", {"kaitan": 6, "kepailitan": 3}, most=4)[0].word == "kepailitan"
    assert corrections("pilsapat", {"filsafat": 8}, most=4)[0].word == "filsafat"


def test_words_that_nothing_holds_are_no_correction() -> None:
    assert corrections("msajid", {"masjid": 0}, most=4) == []


@given(st.text(alphabet="abcdefgh", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("abcdefgh"))
def test_every_single_slip_is_looked_for_under_a_start_of_the_meant_word(word: str, at: int, letter: str) -> None:
    at %= len(word)
    typed = word[:at] + letter + word[at + 1 :]
    starts = (*likely_starts(typed), *other_starts(typed))
    assert any(word.startswith(start) for start in starts)


@given(st.text(alphabet="abcde", min_size=1, max_size=5), st.text(alphabet="abcde", max_size=6))
def test_the_words_one_slip_away_are_all_those_that_are_near_and_no_others(typed: str, other: str) -> None:
    if other:
        assert (other in one_slip_away(typed)) == (typed != other and is_near(typed, other))


def test_the_words_that_are_read_for_two_slips_begin_with_two_or_three_letters() -> None:
    starts = near_starts("perpus")
    assert {"pe", "ep", "pr", "er", "fe", "pae", "par"} <= set(starts)
    assert {len(start) for start in starts} == {2, 3}
    assert "per" not in starts
