from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from pustakota.contexts.organisation import actions, queries
from pustakota.contexts.organisation.errors import HoursRefused, PointRefused
from pustakota.contexts.organisation.models import Hours, HoursKind, PointKind, ServicePoint
from pustakota.contexts.organisation.permissions import EDIT
from pustakota.contexts.organisation.rules.calendar import Interval
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import QueriesAre
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.organisation import OFFICE_HOURS, a_library, a_point
from tests.factories.people import a_member_of_staff, an_actor

pytestmark = pytest.mark.django_db
TWO_SHIFTS = (Interval(time(8), time(12)), Interval(time(13), time(16)))


def test_a_point_keeps_its_several_intervals_a_day() -> None:
    point = a_point()
    actions.set_week(point=point, week={0: TWO_SHIFTS, 1: OFFICE_HOURS}, by=SYSTEM, at=NOW)
    calendar = queries.calendar_of(point, MONDAY, MONDAY)
    assert calendar.intervals_on(MONDAY) == TWO_SHIFTS
    assert calendar.intervals_on(MONDAY + timedelta(days=2)) == ()


def test_setting_the_week_announces_it_and_leaves_exceptions_in_place() -> None:
    point = a_point()
    actions.set_date(point=point, on=MONDAY, intervals=[], reason="Fumigasi", by=SYSTEM, at=NOW)
    actions.set_week(point=point, week={0: OFFICE_HOURS}, by=SYSTEM, at=NOW)
    assert queries.calendar_of(point, MONDAY, MONDAY).reason_on(MONDAY) == "Fumigasi"
    last = Message.objects.order_by("-pk").first()
    assert last
    assert (last.name, last.subject) == ("organisation.HoursChanged", f"service_point:{point.pk}")


def test_overlapping_hours_are_refused_and_the_week_stays() -> None:
    point = a_point()
    wrong = (Interval(time(8), time(12)), Interval(time(11), time(16)))
    with pytest.raises(HoursRefused) as refused:
        actions.set_week(point=point, week={0: wrong, 1: OFFICE_HOURS, 2: wrong}, by=SYSTEM, at=NOW)
    assert [reason.facts["day"] for reason in refused.value.reasons] == [0, 2]
    assert queries.calendar_of(point, MONDAY, MONDAY).intervals_on(MONDAY) == OFFICE_HOURS


def test_overlapping_hours_of_a_date_are_refused_and_the_date_stays() -> None:
    point = a_point()
    actions.set_date(point=point, on=MONDAY, intervals=[], reason="Fumigasi", by=SYSTEM, at=NOW)
    wrong = [Interval(time(12), time(8))]
    with pytest.raises(HoursRefused):
        actions.set_date(point=point, on=MONDAY, intervals=wrong, reason="", by=SYSTEM, at=NOW)
    assert queries.calendar_of(point, MONDAY, MONDAY).reason_on(MONDAY) == "Fumigasi"


def test_an_exception_of_a_point_opens_it_on_a_holiday_of_the_network() -> None:
    library = a_library()
    closed, open_ = a_point(library=library), a_point(library=library)
    actions.set_holidays(holidays={MONDAY: (HoursKind.NATIONAL_HOLIDAY, "Nyepi")}, by=SYSTEM)
    actions.set_date(point=open_, on=MONDAY, intervals=OFFICE_HOURS, reason="Piket", by=SYSTEM, at=NOW)
    calendars = queries.calendars_of([closed, open_], MONDAY, MONDAY)
    assert not calendars[closed.pk].is_open_day(MONDAY)
    assert calendars[closed.pk].reason_on(MONDAY) == "Nyepi"
    assert calendars[open_.pk].is_open_day(MONDAY)


def test_naming_a_holiday_again_renames_it() -> None:
    for name in ("Cuti bersama", "Nyepi"):
        actions.set_holidays(holidays={MONDAY: (HoursKind.COLLECTIVE_LEAVE, name)}, by=SYSTEM)
    assert list(Hours.objects.filter(service_point=None).values_list("reason", flat=True)) == ["Nyepi"]


def test_calendars_of_any_number_of_points_cost_one_query(queries_are: QueriesAre) -> None:
    library = a_library()
    points = [a_point(library=library) for _ in range(5)]
    with queries_are(1):
        queries.calendars_of(points, MONDAY, MONDAY + timedelta(days=60))


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_a_point_is_open_by_the_clock_of_its_own_zone(zone: str) -> None:
    point = a_point(zone=zone)
    assert not queries.is_open(point, at_clock(MONDAY, "07:59", zone))
    assert queries.is_open(point, at_clock(MONDAY, "08:00", zone))
    assert not queries.is_open(point, at_clock(MONDAY, "16:00", zone))


def test_a_code_that_is_taken_and_an_unknown_zone_are_refused_together() -> None:
    point = a_point(name="Kota")
    count = ServicePoint.objects.count()
    with pytest.raises(PointRefused) as refused:
        actions.add_service_point(
            library=point.library,
            code=point.code,
            name="Lain",
            kind=PointKind.BRANCH,
            zone="Asia/Bandung",
            by=SYSTEM,
            at=NOW,
        )
    assert [reason.code for reason in refused.value.worded()] == ["code_taken", "unknown_zone"]
    assert "Kota" in refused.value.worded()[0].message
    assert ServicePoint.objects.count() == count


def test_hours_of_one_point_are_not_edited_with_the_right_at_another() -> None:
    here, there = a_point(), a_point()
    keeper = an_actor(EDIT, at_point=there)
    actions.set_week(point=there, week={}, by=keeper, at=NOW)
    for attempt in (
        lambda: actions.set_week(point=here, week={}, by=keeper, at=NOW),
        lambda: actions.set_date(point=here, on=MONDAY, intervals=[], reason="", by=keeper, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert queries.calendar_of(here, MONDAY, MONDAY).is_open_day(MONDAY)


def test_visitors_add_neither_libraries_nor_points_nor_holidays() -> None:
    library = a_library()
    for attempt in (
        lambda: actions.add_library(name="x", short_name="x", by=VISITOR),
        lambda: actions.add_service_point(library=library, code="x", name="x", kind=PointKind.MAIN, by=VISITOR, at=NOW),
        lambda: actions.set_holidays(holidays={MONDAY: (HoursKind.NATIONAL_HOLIDAY, "x")}, by=VISITOR),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert not Hours.objects.filter(service_point=None).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"weekday": 0, "on": date(2026, 3, 2), "opens": time(8), "closes": time(9)},
        {"opens": time(8), "closes": time(9)},
        {"weekday": 0, "opens": time(9), "closes": time(8)},
        {"weekday": 0, "opens": time(9)},
    ],
)
def test_the_database_itself_refuses_hours_that_cannot_be(fields: dict[str, object]) -> None:
    point = a_point()
    with pytest.raises(IntegrityError), transaction.atomic():
        Hours.objects.create(service_point=point, kind=HoursKind.WEEK, **fields)


def test_points_out_of_service_and_points_without_a_shelf_are_not_offered_for_pick_up() -> None:
    library = a_library()
    shelf, box, closed = a_point(library=library), a_point(library=library, is_pickup=False), a_point(library=library)
    ServicePoint.objects.filter(pk=closed.pk).update(is_active=False)
    assert list(queries.pickup_points()) == [shelf]
    assert list(queries.service_points()) == [shelf, box]
    assert queries.service_point(closed.pk) is None


RAMADAN = date(2027, 2, 8)
SHORT = (Interval(time(8), time(14)),)


def test_hours_hold_from_a_day_on_and_the_past_keeps_its_own() -> None:
    point = a_point()
    actions.set_week(point=point, week={0: TWO_SHIFTS}, by=SYSTEM, at=NOW)
    calendar = queries.calendar_of(point, MONDAY - timedelta(days=30), MONDAY + timedelta(days=30))
    assert calendar.intervals_on(MONDAY - timedelta(days=7)) == OFFICE_HOURS
    assert calendar.is_open_day(MONDAY - timedelta(days=6)), "Tuesdays were open then"
    assert calendar.intervals_on(MONDAY) == TWO_SHIFTS
    assert not calendar.is_open_day(MONDAY + timedelta(days=1))


def test_after_a_time_with_other_hours_the_hours_before_hold_again() -> None:
    point = a_point()
    last = RAMADAN + timedelta(days=29)
    actions.set_week(
        point=point,
        week=dict.fromkeys(range(7), SHORT),
        by=SYSTEM,
        at=NOW,
        valid_from=RAMADAN,
        valid_until=last,
        reason="Ramadan",
    )
    calendar = queries.calendar_of(point, RAMADAN - timedelta(days=5), last + timedelta(days=5))
    days = [RAMADAN - timedelta(days=1), RAMADAN, last, last + timedelta(days=1)]
    assert [calendar.intervals_on(day) for day in days] == [OFFICE_HOURS, SHORT, SHORT, OFFICE_HOURS]
    assert [span.reason for span in queries.week_spans(point)] == ["", "Ramadan", ""]
    actions.forget_week(point=point, valid_from=RAMADAN, by=SYSTEM, at=NOW)
    assert [(span.first, span.last) for span in queries.week_spans(point)] == [(None, None)]


def test_a_week_that_is_closed_altogether_stays_a_week() -> None:
    point = a_point()
    actions.set_week(point=point, week={}, by=SYSTEM, at=NOW, valid_from=RAMADAN, valid_until=RAMADAN)
    assert not queries.calendar_of(point, RAMADAN, RAMADAN).is_open_day(RAMADAN)
    assert queries.calendar_of(point, MONDAY, MONDAY).is_open_day(MONDAY)


def test_hours_that_end_before_they_begin_and_hours_that_hold_already_are_refused() -> None:
    point = a_point()
    with pytest.raises(HoursRefused) as refused:
        actions.set_week(
            point=point, week={}, by=SYSTEM, at=NOW, valid_from=RAMADAN, valid_until=RAMADAN - timedelta(days=1)
        )
    assert [reason.code for reason in refused.value.reasons] == ["ends_before_it_begins"]
    for day in (MONDAY, RAMADAN):
        with pytest.raises(HoursRefused) as refused:
            actions.forget_week(point=point, valid_from=day, by=SYSTEM, at=NOW)
        assert [reason.code for reason in refused.value.reasons] == ["has_begun"]
    with pytest.raises(NotAllowed):
        actions.forget_week(point=point, valid_from=RAMADAN, by=VISITOR, at=NOW)
    assert queries.calendar_of(point, MONDAY, MONDAY).is_open_day(MONDAY)


def test_the_desk_sets_hours_for_ramadan_and_takes_them_back(client: Client) -> None:
    point = a_point()
    staff = a_member_of_staff(role="kepala", station=point)
    assert staff.account is not None
    client.force_login(staff.account, backend="pustakota.foundation.sessions.AccountBackend")
    first = date.today() + timedelta(days=30)  # noqa: DTZ011 -- the page asks the clock
    given = {f"day{day}": "08.00–14.00" for day in range(5)}
    span = {
        "valid_from": first.isoformat(),
        "valid_until": (first + timedelta(days=29)).isoformat(),
        "reason": "Ramadan",
    }
    address = f"/en/desk/titik-layanan/{point.pk}/"
    page = client.post(f"{address}jam/", given | span, follow=True)
    assert "Ramadan: from" in page.text
    assert "08.00–16.00" in page.text, "today's hours stand in the form"
    wrong = span | {"valid_until": (first - timedelta(days=1)).isoformat()}
    assert client.post(f"{address}jam/", given | wrong).status_code == 422
    client.post(f"{address}jam/{first.isoformat()}/hapus/")
    assert len(queries.week_spans(point)) == 1
