"""What citizens see: closed periods alone, and nothing that leads to a handful of people."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pustakota.contexts.insights import actions, queries, rules
from pustakota.contexts.insights.models import Definition
from pustakota.contexts.insights.rules import SMALLEST, PeriodKind, gives_away, hidden_parts, period_around
from pustakota.foundation.actors import SYSTEM
from tests.contexts.insights.march import APRIL, March, a_march, on
from tests.factories.visits import some_guests

MARCH = period_around(PeriodKind.MONTH, on(1).date())
YEAR = period_around(PeriodKind.YEAR, on(1).date())
NEXT_YEAR = on(1) + timedelta(days=320)


@pytest.mark.parametrize(
    ("parts", "hidden", "total"),
    [
        ({"a": 10, "b": 20}, set(), False),
        ({"a": 3, "b": 20, "c": 9}, {"a", "c"}, False),
        ({"a": 3, "b": 0, "c": None}, {"a"}, True),
        ({"a": 3, "b": 4, "c": 50}, {"a", "b"}, False),
        ({"a": 1, "b": 1, "c": 50}, {"a", "b", "c"}, False),
        ({"a": 0, "b": 50}, set(), False),
        ({"a": 2}, {"a"}, True),
        ({"a": None}, set(), False),
    ],
)
def test_small_parts_are_hidden_with_as_many_more_as_keep_them_secret(
    parts: dict[str, int | None], hidden: set[str], total: bool
) -> None:
    found = hidden_parts(parts)
    assert (set(found.parts), found.total) == (hidden, total)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.none() | st.integers(0, 30), max_size=8).map(lambda values: dict(zip("abcdefgh", values, strict=False)))
)
def test_whoever_knows_the_total_and_what_is_shown_learns_no_small_number(parts: dict[str, int | None]) -> None:
    found = hidden_parts(parts)
    shown = {key: value for key, value in parts.items() if key not in found.parts}
    assert all(not value or value >= SMALLEST for value in shown.values())
    if not found.total:
        assert not gives_away([parts[key] or 0 for key in found.parts])


def test_a_part_that_is_hidden_for_another_reason_stays_hidden() -> None:
    assert hidden_parts({"a": 50, "b": 60, "c": 70}, already={"a"}).parts == {"a", "b"}
    assert hidden_parts({"a": 50}, already={"a"}).total


@pytest.fixture
def march(db: None) -> March:
    return a_march()


@pytest.mark.django_db
def test_before_anything_is_closed_the_page_says_so(client: Client) -> None:
    assert "No figures have been closed yet" in client.get("/en/angka/").text
    assert client.get("/en/angka/month/2026-03-01/").status_code == 404
    assert client.get("/angka/").status_code == 200


@pytest.mark.django_db
def test_a_closed_month_is_shown_and_small_cells_are_not(client: Client, march: March) -> None:
    actions.close_period(period=MARCH, by=SYSTEM, at=APRIL)
    page = client.get("/en/angka/")
    assert "March 2026" in page.text
    found = queries.public_period(MARCH)
    assert (found.totals["visits"].value, found.cells["visits"][march.main.code].value) == (53, 9)
    assert found.totals["loans"].is_hidden, "two loans"
    assert found.cells["visits"][march.silent.code] == queries.Shown(None, 5), "missing is not hidden"
    assert ">2<" not in page.text.partition("<h2>")[2]
    assert "Siti" not in page.text
    assert client.get("/en/angka/month/2026-03-01/").status_code == 200
    assert client.get("/en/angka/month/2026-04-01/").status_code == 404, "an open month is nobody's"


@pytest.mark.django_db
def test_what_is_noted_after_the_closing_does_not_show(client: Client, march: March) -> None:
    actions.close_period(period=MARCH, by=SYSTEM, at=APRIL)
    some_guests(march.main, 100, at=on(20))
    assert queries.public_period(MARCH).totals["visits"].value == 53


@pytest.mark.django_db
def test_a_year_does_not_tell_what_a_month_hides(march: March) -> None:
    for number in range(4, 13):
        some_guests(march.main, 50, at=on(1) + timedelta(days=31 * (number - 3)))
        if number == 4:
            some_guests(march.east, 3, at=on(1) + timedelta(days=31))
    some_guests(march.silent, 20, at=on(16))
    for month in queries.open_months(2026, today=NEXT_YEAR.date()):
        actions.close_period(period=month, by=SYSTEM, at=NEXT_YEAR)
    actions.close_period(period=YEAR, by=SYSTEM, at=NEXT_YEAR)
    april = queries.public_period(MARCH.after())
    assert april.cells["visits"][march.east.code].is_hidden
    year = queries.public_period(YEAR)
    assert year.cells["visits"][march.east.code].is_hidden, "the year less March would be the three of April"
    assert year.cells["visits"][march.main.code].is_hidden, "hidden beside it in April, it would tell as much"
    assert year.totals["visits"].value == 53 + 20 + 450 + 3


@pytest.mark.django_db
def test_open_data_says_of_each_cell_what_it_is(client: Client, march: March) -> None:
    actions.close_period(period=MARCH, by=SYSTEM, at=APRIL)
    rows = list(csv.DictReader(StringIO(client.get("/angka/data.csv").text.lstrip("\ufeff"))))
    states = {(row["figure"], row["service_point"]): (row["value"], row["state"]) for row in rows}
    assert states["visits", ""] == ("53", "known")
    assert states["loans", ""] == ("", "hidden")
    assert states["visits", "TBM Sunyi"] == ("", "missing")
    assert {row["definition_version"] for row in rows} == {"1"}
    shown = [int(row["value"]) for row in rows if row["value"]]
    assert all(value == 0 or value >= rules.SMALLEST for value in shown)


@pytest.mark.django_db
def test_each_figure_says_what_it_counts_in_every_version(client: Client, march: March) -> None:
    first = Definition.objects.get(code="visits")
    first.pk, first.version, first.counts_en, first.valid_from = None, 2, "People, dogs not counted.", APRIL.date()
    first.save()
    page = client.get("/en/angka/arti/").text
    assert "People, dogs not counted." in page
    assert "People who come to a service point" in page
    assert "Peraturan Perpusnas 7/2025" in page
