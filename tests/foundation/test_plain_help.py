"""Actors, refusals, money, periods, paging, htmx."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from pustakota.foundation import clock, htmx, money, paging, periods
from pustakota.foundation.actors import EVERYWHERE, SYSTEM, VISITOR, Actor, ActorKind
from pustakota.foundation.errors import Refusal
from pustakota.foundation.models import Message
from pustakota.foundation.reasons import Reason
from tests.factories.moments import NOW

ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


# Actors


def test_a_permission_holds_at_its_point_or_everywhere() -> None:
    keeper = Actor(kind=ActorKind.STAFF, permissions={3: frozenset({"lend"}), EVERYWHERE: frozenset({"look"})})
    assert [keeper.may("lend", point) for point in (3, 4)] == [True, False]
    assert [keeper.may("look", point) for point in (3, 4)] == [True, True]
    assert keeper.may("lend")
    assert not keeper.may("edit")
    assert keeper.is_staff


def test_the_system_may_everything_and_a_visitor_nothing() -> None:
    assert SYSTEM.may("anything", 1)
    assert not VISITOR.may("anything")
    assert not VISITOR.is_staff
    assert not VISITOR.acts_for(1)


def test_a_person_acts_for_themselves_and_their_wards() -> None:
    mother = Actor(kind=ActorKind.PATRON, person_id=1, ward_ids=frozenset({2}))
    assert [mother.acts_for(person) for person in (1, 2, 3)] == [True, True, False]


# Refusals


class TeaRefused(Refusal):
    """No tea."""

    WORDS = {"empty": _("The %(pot)s is empty."), "cold": _("It is cold: 100%% of it.")}


def test_a_refusal_words_every_reason_and_keeps_codes_for_machines() -> None:
    refusal = TeaRefused(Reason("empty", {"pot": "blue pot"}), Reason("cold", overridable=False))
    with translation.override("en"):
        worded = refusal.worded()
    assert [(w.code, w.message, w.overridable) for w in worded] == [
        ("empty", "The blue pot is empty.", True),
        ("cold", "It is cold: 100% of it.", False),
    ]
    assert str(refusal) == "empty, cold"


# Money


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "Rp0"), (500, "Rp500"), (1000, "Rp1.000"), (1234567, "Rp1.234.567"), (-2500, "-Rp2.500")],
)
def test_rupiah_are_written_with_dots_and_without_a_space(amount: int, words: str) -> None:
    assert money.in_words_of_the_till(amount) == words


# Periods

moments = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(("zone", "day"), [("Asia/Jakarta", 2), ("Asia/Makassar", 3), ("Asia/Jayapura", 3)])
def test_one_moment_belongs_to_the_day_of_each_place(zone: str, day: int) -> None:
    moment = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # 23.30 WIB, 00.30 WITA, 01.30 WIT
    assert periods.local_day(moment, zone) == date(2026, 3, day)


@given(moments, st.sampled_from(ZONES))
def test_a_moment_lies_within_the_bounds_of_its_own_day_and_no_other(moment: datetime, zone: str) -> None:
    day = periods.local_day(moment, zone)
    begin, end = periods.bounds(day, day, zone)
    assert begin <= moment < end
    assert end == periods.start_of_day(day + timedelta(days=1), zone)
    assert periods.local_time(moment, zone) == moment


def test_days_run_from_the_first_to_the_last_and_are_none_when_turned_around() -> None:
    first, last = date(2028, 2, 28), date(2028, 3, 1)
    assert [day.day for day in periods.days(first, last)] == [28, 29, 1]
    assert list(periods.days(last, first)) == []


def test_the_clock_tells_aware_time() -> None:
    assert clock.now().utcoffset() == timedelta(0)


# Paging


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_pages_by_key_show_every_row_once_newest_first(count: int) -> None:
    Message.objects.bulk_create(Message(name=str(n), subject="x", fields={}, at=NOW) for n in range(count))
    seen: list[int] = []
    after = None
    while True:
        page = paging.page_after(Message.objects.all(), after=after, size=2)
        seen += [row.pk for row in page.rows]
        assert len(page.rows) == 2 or page.next_after is None
        if (after := page.next_after) is None:
            break
    assert seen == sorted(Message.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.django_db
def test_a_row_added_between_two_pages_repeats_none_and_hides_none() -> None:
    Message.objects.bulk_create(Message(name=str(n), subject="x", fields={}, at=NOW) for n in range(4))
    first = paging.page_after(Message.objects.all(), after=None, size=2)
    Message.objects.create(name="new", subject="x", fields={}, at=NOW)
    second = paging.page_after(Message.objects.all(), after=first.next_after, size=2)
    assert [row.name for row in (*first.rows, *second.rows)] == ["3", "2", "1", "0"]


# htmx


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [({}, False), ({"HX-Request": "true"}, True), ({"HX-Request": "true", "HX-Boosted": "true"}, False)],
)
def test_a_fragment_is_wanted_by_htmx_but_not_for_boosted_pages(headers: dict[str, str], fragment: bool) -> None:
    assert htmx.wants_fragment(RequestFactory().get("/", headers=headers)) is fragment
