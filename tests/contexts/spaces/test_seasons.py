"""Rooms that groups have every week: asked for, given on a grid, published date by date, given back one by one."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pustakota.contexts.notices.models import Notice
from pustakota.contexts.spaces import actions, queries, rules
from pustakota.contexts.spaces.actions import Wanted
from pustakota.contexts.spaces.models import Allotment, Application, Booking, Season, SeasonDate
from pustakota.contexts.spaces.rules import Hours
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import a_booking, a_fault, a_room, a_season, a_span, an_application
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR = timedelta(hours=1)
AFTERNOON = Wanted(weekday=1, begins=time(13), ends=time(15))


def given_to(application: Application, room: object, **other: object) -> Allotment:
    wanted = {"weekday": 1, "begins": time(13), "ends": time(15), "resource": room} | other
    return actions.allot(application=application, wanted=Wanted(**wanted), by=SYSTEM)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("zone", "first", "last"), [("Asia/Jakarta", (2, 17), (8, 16)), ("Asia/Jayapura", (2, 15), (8, 14))]
)
def test_a_round_opens_and_closes_by_the_calendar_of_its_place(
    zone: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    season = a_season(at_point=a_point(zone=zone), opens_on=date(2026, 3, 3), closes_on=date(2026, 3, 8))
    opens, closes = (datetime(2026, 3, *hour, 0, tzinfo=UTC) for hour in (first, last))
    for at, is_open in ((opens, True), (closes, True), (opens - HOUR, False), (closes + HOUR, False)):
        assert queries.seasons_open(at) == ([season] if is_open else [])


@given(first=st.dates(date(2024, 1, 1), date(2030, 1, 1)), length=st.integers(0, 400), weekday=st.integers(0, 6))
def test_the_dates_of_a_season_are_all_such_days_and_no_others(first: date, length: int, weekday: int) -> None:
    last = first + timedelta(days=length)
    days = (first + timedelta(days=n) for n in range(length + 1))
    assert rules.dates(first, last, weekday) == [day for day in days if day.weekday() == weekday]


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        ({}, True),
        ({"weekday": 2}, False),
        ({"begins": time(15), "ends": time(16)}, False),
        ({"begins": time(12), "ends": time(13)}, False),
        ({"leaves": frozenset({9})}, False),
        ({"leaves": frozenset({2, 9})}, True),
    ],
)
def test_places_meet_where_day_hours_and_parts_do(other: dict[str, object], meets: bool) -> None:
    own = {"weekday": 1, "begins": time(13), "ends": time(15), "leaves": frozenset({1, 2})}
    places = [Hours(**own), Hours(**(own | other))]  # type: ignore[arg-type]
    assert rules.collisions(places) == ({0, 1} if meets else set())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_open": False}, "round_closed"),
        ({"group": ""}, "group_missing"),
        ({"purpose": ""}, "purpose_missing"),
        ({"is_known": True}, "asked_already"),
        ({"wishes": []}, "no_wish"),
        ({"wishes": [Hours(weekday=1, begins=time(9), ends=time(9))]}, "hours_crossed"),
        ({"wishes": [Hours(weekday=1, begins=time(9), ends=time(10))] * 6}, "too_many_wishes"),
        ({"seats": [4, None, 30]}, "too_many_people"),
    ],
)
def test_each_reason_against_an_application(change: dict[str, object], code: str) -> None:
    fine: dict[str, object] = {
        "group": "Catur", "purpose": "Latihan", "people": 10, "seats": [None], "is_open": True, "is_known": False,
        "wishes": [Hours(weekday=1, begins=time(9), ends=time(10))],
    }  # fmt: skip
    assert rules.reasons_against_application(rules.Asked(**fine)) == ()  # type: ignore[arg-type]
    found = rules.reasons_against_application(rules.Asked(**(fine | change)))  # type: ignore[arg-type]
    assert [reason.code for reason in found] == [code]


def test_a_round_that_cannot_be_says_all_that_is_wrong() -> None:
    point = a_point()
    act = lambda **given: a_season(at_point=point, **given)  # noqa: E731
    said = reasons(lambda: act(closes_on=MONDAY - timedelta(days=1), last_on=date(2026, 3, 1)))
    assert said == ["asked_backwards", "held_backwards"]
    assert reasons(lambda: act(closes_on=date(2026, 3, 9))) == ["asked_too_late"]
    assert not Season.objects.exists()
    with pytest.raises(NotAllowed):
        actions.add_season(
            at_point=point, name="x", opens_on=MONDAY, closes_on=MONDAY, first_on=MONDAY, last_on=MONDAY,
            by=a_member_acting(a_patron()),
        )  # fmt: skip


def test_only_a_member_asks_and_withdraws_for_their_own_group() -> None:
    season, patron, other = a_season(), a_patron(), a_patron()
    ask = lambda by: actions.ask_for_season(  # noqa: E731
        season=season, patron=patron, group="Catur", purpose="Main", people=4, wishes=[AFTERNOON], by=by, at=NOW
    )
    with pytest.raises(NotAllowed):
        ask(a_member_acting(other))
    row = ask(a_member_acting(patron))
    assert reasons(lambda: ask(a_member_acting(patron))) == ["asked_already"]
    with pytest.raises(NotAllowed):
        actions.withdraw_from_season(application=row, by=a_member_acting(other), at=NOW)
    actions.withdraw_from_season(application=row, by=a_member_acting(patron), at=NOW)
    assert queries.applications(season) == []
    assert ask(a_member_acting(patron)).pk != row.pk


def test_the_grid_shows_wishes_until_a_place_is_given_and_collisions_until_decided() -> None:
    hall = a_room(seats=40)
    half, small = a_room(part_of=hall, seats=20), a_room(at_point=hall.service_point, seats=4)
    season = a_season(at_point=hall.service_point)
    first = an_application(season, people=10)
    second = an_application(season, wishes=[Wanted(weekday=1, begins=time(14), ends=time(16), resource=half)])
    tuesday = {row.room: row.cells[1] for row in queries.season_grid(season)}
    assert [len(tuesday[room].wishes) for room in (hall, half, small)] == [1, 2, 0]
    one = given_to(first, hall)
    given_to(second, half, begins=time(14), ends=time(16))
    assert [each.collides for each in queries.placed(season)] == [True, True]
    assert reasons(lambda: actions.publish_season(season=season, by=SYSTEM, at=NOW)) == ["places_collide"]
    actions.take_from(allotment=one, by=SYSTEM)
    assert [each.collides for each in queries.placed(season)] == [False]


def test_every_date_becomes_a_booking_or_stands_as_skipped_with_its_reason_and_the_group_is_told_once() -> None:
    room = a_room(seats=20)
    point, season = room.service_point, a_season(at_point=room.service_point, last_on=date(2026, 4, 5))
    patron = a_patron()
    row, none = an_application(season, patron=patron), an_application(season)
    given_to(row, room)
    taken = a_booking(room, span=a_span("14:00", "15:00", on=date(2026, 3, 17)))
    actions.add_blackout(at_point=point, words="Rapat kerja", first_on=date(2026, 3, 24), by=SYSTEM)
    actions.publish_season(season=season, by=SYSTEM, at=NOW)
    days = queries.season_days(row)
    assert [(each.date.on.day, each.is_had) for each in days] == [(10, True), (17, False), (24, False), (31, True)]
    assert [str(reason.message) for each in days for reason in each.reasons] == [
        "Somebody else has that time.", "Not given then: Rapat kerja.",
    ]  # fmt: skip
    assert {each.person_id for each in Booking.objects.exclude(pk=taken.pk)} == {patron.person_id}
    told = Notice.objects.filter(about__in=[patron.person_id, none.person_id]).order_by("pk")
    assert [(each.facts["news"], each.facts["number_of_dates"]) for each in told] == [("season", 2), ("no_season", 0)]
    first = days[0].date.booking
    assert first is not None
    assert actions.tell_of_booking(booking_id=first.pk, news="confirmed", at=NOW) == 0
    assert reasons(lambda: actions.publish_season(season=season, by=SYSTEM, at=NOW)) == ["published_already"]
    assert SeasonDate.objects.count() == 4
    actions.cancel(booking=first, by=a_member_acting(patron), at=NOW)
    assert [each.is_had for each in queries.season_days(row)] == [False, False, False, True]
    assert a_booking(room, span=a_span("13:00", "14:00", on=date(2026, 3, 10))).state == "confirmed"


def test_publishing_that_was_cut_off_goes_on_where_it_stopped() -> None:
    room = a_room()
    season = a_season(at_point=room.service_point, last_on=date(2026, 3, 29))
    place = given_to(an_application(season), room)
    SeasonDate.objects.create(allotment=place, on=date(2026, 3, 10), skipped=[["taken", {}]])
    actions.publish_season(season=season, by=SYSTEM, at=NOW)
    assert [each.is_had for each in queries.season_days(place.application)] == [False, True, True]


def test_what_is_out_of_order_or_not_given_at_all_is_not_published_and_dates_do_not_use_up_ones_own_bookings() -> None:
    room, patron = a_room(most_open=1), a_patron()
    season = a_season(at_point=room.service_point, last_on=date(2026, 3, 29))
    assert reasons(lambda: actions.publish_season(season=season, by=SYSTEM, at=NOW)) == ["nothing_given"]
    row = an_application(season, patron=patron)
    given_to(row, room)
    a_fault(room, out_from=NOW, out_until=at_clock(date(2026, 3, 11), "08:00"))
    actions.publish_season(season=season, by=SYSTEM, at=NOW)
    assert [reason.code for each in queries.season_days(row) for reason in each.reasons] == ["out_of_order"]
    other = a_room(most_open=1)
    made = actions.book(resource=other, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)
    assert made.state == "confirmed"


def test_a_group_leads_to_nobody_once_its_member_is_forgotten() -> None:
    patron = a_patron()
    row = an_application(patron=patron)
    assert queries.kept_about(patron.person_id)["Asked for in a season"]
    actions.forget_person(person_ids=[patron.person_id], by=SYSTEM, at=NOW)
    row.refresh_from_db()
    assert (row.person_id, row.purpose) == (None, "")
