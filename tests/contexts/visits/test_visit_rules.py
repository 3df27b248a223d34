from datetime import timedelta

import pytest

from pustakota.contexts.people.rules import AGE_BANDS
from pustakota.contexts.visits import rules
from pustakota.contexts.visits.rules import Heads, Level
from tests.factories.moments import NOW, later


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("4p", Heads("adult", female=1)),
        ("2l3", Heads("child", male=3)),
        ("5", Heads("elder", unstated=1)),
        (" 3F12 ", Heads("teen", female=12)),
        ("1m", Heads("early", male=1)),
        ("6p", None),
        ("4p0", None),
        ("4p100", None),
        ("A0001", None),
        ("12345674", None),
        ("", None),
    ],
)
def test_a_short_word_is_a_level_a_sex_and_a_number(text: str, heads: Heads | None) -> None:
    assert rules.heads_in_short(text) == heads


@pytest.mark.parametrize(("minutes", "same"), [(0, True), (59, True), (60, False), (-30, True), (-60, False)])
def test_a_card_within_an_hour_is_the_same_visit(minutes: int, same: bool) -> None:
    assert rules.is_same_visit(NOW, later(minutes=minutes)) is same
    assert not rules.is_same_visit(None, NOW)


@pytest.mark.parametrize(
    ("heads", "codes"),
    [
        ([Heads("adult", female=1)], []),
        ([Heads("adult"), Heads("child")], ["nobody"]),
        ([Heads("adult", female=-1, male=2)], ["nobody"]),
        ([Heads("adult", female=4000), Heads("child", unstated=1001)], ["too_many"]),
        ([Heads("adult", female=1), Heads("adult", male=1)], ["level_twice"]),
    ],
)
def test_heads_are_counted_that_can_have_come(heads: list[Heads], codes: list[str]) -> None:
    assert [r.code for r in rules.reasons_not_to_count(heads, happened_at=NOW, at=NOW)] == codes


@pytest.mark.parametrize(
    ("ago", "codes"),
    [
        (timedelta(0), []),
        (timedelta(days=366), []),
        (timedelta(days=367), ["too_long_ago"]),
        (timedelta(-1), ["in_future"]),
    ],
)
def test_what_is_to_come_or_long_over_is_not_counted(ago: timedelta, codes: list[str]) -> None:
    assert [r.code for r in rules.reasons_against_moment(NOW - ago, at=NOW)] == codes


def test_every_band_of_ages_has_a_level() -> None:
    assert set(rules.LEVEL_OF_BAND) == {band for _limit, band in AGE_BANDS} | {"60+"}
    assert set(rules.LEVEL_OF_BAND.values()) == set(Level)


def test_a_correction_needs_a_reason_and_is_made_once() -> None:
    reasons = rules.reasons_not_to_correct(is_corrected=True, reason=" ")
    assert [r.code for r in reasons] == ["already_corrected", "reason_missing"]
    assert rules.reasons_not_to_correct(is_corrected=False, reason="salah hitung") == ()
