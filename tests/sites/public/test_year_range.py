from hypothesis import given
from hypothesis import strategies as st

from pustakota.sites.public.asked import sorted_years
from pustakota.sites.public.year_range import HEIGHT, MOST_BARS, year_range, years_in_words


def test_each_decade_between_the_first_and_the_last_has_its_place() -> None:
    chart = year_range([("2000", 10), ("1980", 5)], None, None)
    assert [bar.height for bar in chart.bars] == [HEIGHT // 2, 0, HEIGHT]
    assert (chart.first, chart.last) == ("1980", "2009")


def test_bars_within_the_chosen_years_are_marked() -> None:
    chart = year_range([("1980", 1), ("1990", 1), ("2000", 1)], 1989, 1995)
    assert [bar.chosen for bar in chart.bars] == [True, True, False]


def test_what_is_very_old_stands_together_in_the_first_bar() -> None:
    chart = year_range([("1500", 3), ("1790", 2), ("2020", 5)], None, None)
    assert len(chart.bars) == MOST_BARS
    assert (chart.bars[0].height, chart.first) == (HEIGHT, "–1799")


def test_one_decade_is_no_chart() -> None:
    assert year_range([("1980", 1)], None, None).bars == ()
    assert year_range([], 1980, None).bars == ()


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(1, 10**6)), max_size=60, unique_by=lambda pair: pair[0]))
def test_no_bar_leaves_the_chart_and_whatever_was_counted_is_seen(counts: list[tuple[int, int]]) -> None:
    chart = year_range([(str(decade * 10), count) for decade, count in counts], None, None)
    assert len(chart.bars) <= MOST_BARS
    assert all(0 <= bar.y <= HEIGHT and bar.x + chart.bar_width <= chart.width for bar in chart.bars)
    assert not chart.bars or chart.bars[-1].height > 0


def test_chosen_years_are_said_in_words() -> None:
    assert years_in_words(1990, 1999) == "Year: 1990–1999"
    assert years_in_words(1990, 1990) == "Year: 1990"
    assert years_in_words(None, 1990) == "Year: until 1990"
    assert years_in_words(1990, None) == "Year: since 1990"
    assert sorted_years(1999, 1990) == (1990, 1999)
