"""What a branch sets: layouts, limits, times that are given to nobody, and that every change of it is kept."""

from collections.abc import Callable
from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Booking, Claim, Layout, Resource
from pustakota.contexts.spaces.rules import Span, layout_for
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.moments import MONDAY, NOW, at_clock
from tests.factories.people import a_member_acting, a_patron, somebody_with_role
from tests.factories.spaces import TUESDAY, a_booking, a_room, a_span, terms
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def wish(room: Resource, patron: Patron, span: Span | None = None, **more: Any) -> Callable[[], Booking]:
    by = a_member_acting(patron)
    return lambda: actions.book(resource=room, patron=patron, span=span or a_span(), by=by, at=NOW, **more)


def a_layout(room: Resource, name: str, **given: Any) -> Layout:
    return actions.keep_layout(resource=room, name=name, by=SYSTEM, at=NOW, **given)


def test_the_number_of_people_chooses_the_layout_and_its_set_up_is_kept_free() -> None:
    room = a_room()
    small, large = a_layout(room, "Rapat", seats=10), a_layout(room, "Bioskop", seats=60, before=45, after=30)
    assert wish(room, a_patron(), people=8)().layout == small
    booking = wish(room, a_patron(), a_span("12:00", "13:00"), people=40)()
    claim = Claim.objects.get(booking=booking)
    assert (booking.layout, claim.starts_at, claim.ends_at) == (
        large, at_clock(TUESDAY, "11:15"), at_clock(TUESDAY, "13:30"),
    )  # fmt: skip
    assert reasons(wish(room, a_patron(), a_span("11:00", "12:00"), people=4)) == ["taken"]
    assert reasons(wish(room, a_patron(), a_span("10:00", "11:00"), people=70)) == ["too_many_people"]
    assert reasons(wish(a_room(), a_patron(), layout=small)) == ["layout_elsewhere"]


def test_of_layouts_that_seat_as_many_the_one_set_up_soonest_is_taken() -> None:
    slow, quick = Layout(name="U", seats=20, before=30), Layout(name="Baris", seats=20)
    assert layout_for(15, [slow, quick]) == quick
    assert layout_for(None, [slow, quick]) == quick
    assert layout_for(21, [slow, quick]) is None


@pytest.mark.parametrize(
    ("quota", "code"),
    [
        ({"per": "day", "scope": "resource", "most_bookings": 1}, "quota_bookings_day"),
        ({"per": "week", "scope": "kind", "most_bookings": 1}, "quota_bookings_week"),
        ({"per": "week", "scope": "point", "most_minutes": 90}, "quota_minutes_week"),
        ({"per": "month", "scope": "city", "most_minutes": 60}, "quota_minutes_month"),
    ],
)
def test_a_quota_counts_bookings_or_minutes_of_its_period(quota: dict[str, Any], code: str) -> None:
    room, patron = a_room(quotas=[quota]), a_patron()
    first = wish(room, patron)()
    later = a_span("14:00", "15:00")
    assert reasons(wish(room, patron, later)) == [code]
    assert actions.move(booking=first, span=later, by=a_member_acting(patron), at=NOW).span == later
    assert wish(room, a_patron(), a_span("11:00", "12:00"))()


def test_a_quota_of_a_week_begins_again_on_monday_and_elsewhere_does_not_count() -> None:
    quota = {"per": "week", "scope": "point", "most_bookings": 1}
    room, patron = a_room(quotas=[quota]), a_patron()
    a_booking(patron=patron, span=a_span("14:00", "15:00"))
    assert wish(room, patron)()
    assert wish(room, patron, a_span(on=TUESDAY + timedelta(days=7)))()


def test_between_own_bookings_of_a_kind_is_a_gap() -> None:
    room, patron = a_room(gap=60), a_patron()
    wish(a_room(), patron)()
    assert reasons(wish(room, patron, a_span("10:30", "11:30"))) == ["too_near_own"]
    assert wish(room, patron, a_span("11:00", "12:00"))()


def test_age_and_number_of_people_are_terms_too_and_all_is_said_at_once() -> None:
    room, young = a_room(youngest=60, fewest_people=3), a_patron(born_on=date(1990, 1, 1))
    assert reasons(wish(room, young, people=2)) == ["too_few_people", "too_young"]
    assert reasons(wish(room, a_patron(born_on=None))) == ["say_how_many", "age_unknown"]
    old = a_patron(born_on=date(1960, 1, 1))
    assert wish(room, old, people=3)()
    assert reasons(wish(a_room(oldest=17), old, a_span("14:00", "15:00"))) == ["too_old"]


def test_what_is_given_to_nobody_is_not_offered_and_says_why() -> None:
    room = a_room()
    half, other = a_room(part_of=room), a_room(part_of=room)
    given = {"at_point": room.service_point, "by": SYSTEM, "first_on": MONDAY}
    actions.add_blackout(resource=half, weekday=1, begins=time(9), ends=time(11), words="Kelas menari", **given)
    with pytest.raises(Refusal) as refused:
        wish(room, a_patron())()
    assert refused.value.worded()[0].message == "Not given then: Kelas menari."
    assert reasons(wish(half, a_patron())) == ["not_given_then"]
    assert wish(other, a_patron())()
    free = [f"{slot.start:%H}" for slot in queries.slots(half, TUESDAY, at=NOW)]
    assert free == ["08", "11", "12", "13", "14", "15"]
    assert len(queries.slots(half, TUESDAY + timedelta(days=1), at=NOW)) == 8


def test_a_whole_point_is_given_to_nobody_for_some_days_and_then_again() -> None:
    room = a_room()
    row = actions.add_blackout(
        at_point=room.service_point, words="Pengecatan", first_on=MONDAY, last_on=TUESDAY, by=SYSTEM
    )
    assert queries.slots(room, TUESDAY, at=NOW) == []
    assert len(queries.slots(room, TUESDAY + timedelta(days=1), at=NOW)) == 8
    assert actions.book(resource=room, patron=a_patron(), span=a_span(), by=SYSTEM, at=NOW, purpose="Darurat")
    assert queries.blackouts_ahead(room.service_point, MONDAY) == [row]
    actions.end_blackout(blackout=row, today=TUESDAY, by=SYSTEM)
    assert queries.slots(room, TUESDAY, at=NOW)
    crossed = {"first_on": TUESDAY, "last_on": MONDAY, "begins": time(9), "words": " "}
    assert reasons(lambda: actions.add_blackout(at_point=room.service_point, by=SYSTEM, **crossed)) == [  # type: ignore[arg-type]
        "words_missing", "half_hours", "days_crossed",
    ]  # fmt: skip


def test_who_came_stays_longer_until_somebody_else_has_it() -> None:
    room, patron = a_room(), a_patron()
    by, half_past = a_member_acting(patron), at_clock(TUESDAY, "09:30")
    booking = wish(room, patron)()
    a_booking(room, span=a_span("11:30", "12:30"))
    actions.check_in(booking=booking, by=by, at=a_span().start)
    assert actions.extend(booking=booking, until=at_clock(TUESDAY, "11:00"), by=by, at=half_past).state == "checked_in"
    booking.refresh_from_db()
    assert reasons(lambda: actions.extend(booking=booking, until=booking.ends_at, by=by, at=half_past)) == [
        "not_longer"
    ]
    until_noon = at_clock(TUESDAY, "12:00")
    assert reasons(lambda: actions.extend(booking=booking, until=until_noon, by=by, at=half_past)) == ["taken"]
    elsewhen = a_span("13:00", "14:00")
    assert reasons(lambda: actions.move(booking=booking, span=elsewhen, by=by, at=half_past)) == ["under_way"]
    assert booking.span == a_span("09:00", "11:00")


def test_terms_that_cannot_be_kept_are_refused_with_all_that_is_wrong() -> None:
    policy = terms()
    wrong = {"name": "", "step": 45, "shortest": 60, "longest": 30, "youngest": 20, "oldest": 10, "steps": 3}
    assert reasons(lambda: actions.change_policy(policy=policy, by=SYSTEM, at=NOW, **wrong)) == [  # type: ignore[arg-type]
        "name_missing", "shorter_than_shortest", "lengths_off_the_grid", "ages_crossed", "steps_unknown",
    ]  # fmt: skip
    twice = [{"per": "day", "scope": "kind", "most_bookings": 1}, {"per": "day", "scope": "kind"}]
    assert reasons(lambda: actions.change_policy(policy=policy, quotas=twice, by=SYSTEM, at=NOW)) == [
        "quota_empty", "quota_twice",
    ]  # fmt: skip
    assert not policy.changes.exists()


def test_every_change_of_terms_and_of_a_room_is_kept() -> None:
    policy, room = terms(), a_room()
    by = somebody_with_role("pustakawan", at_point=room.service_point)
    quotas = [{"per": "week", "scope": "kind", "most_bookings": 2, "most_minutes": None}]
    actions.change_policy(policy=policy, longest=240, quotas=quotas, by=by, at=NOW)
    change = queries.changes_of(policy)[0]
    assert change.changed == {"longest": [180, 240], "quotas": [[], [["week", "kind", 2, None]]]}
    assert change.by == by.account_id
    actions.change_resource(resource=room, access=["step_free"], seats=12, by=by, at=NOW)
    actions.change_resource(resource=room, seats=12, by=by, at=NOW)
    assert [each.changed for each in queries.changes_of(room)] == [{"access": [[], ["step_free"]], "seats": [None, 12]}]
    stranger = somebody_with_role("pustakawan", at_point=a_room().service_point)
    with pytest.raises(NotAllowed):
        actions.change_resource(resource=room, seats=1, by=stranger, at=NOW)


def test_a_room_is_kept_only_as_it_can_be() -> None:
    room = a_room(name="Aula")
    half = a_room(part_of=room, name="Aula Timur")
    booked = a_booking(a_room(at_point=room.service_point)).resource
    change = lambda **given: actions.change_resource(resource=room, by=SYSTEM, at=NOW, **given)  # noqa: E731
    assert reasons(lambda: change(name="Aula Timur", part_of=half, access=["stairs"])) == [
        "name_taken", "access_unknown", "part_of_itself",
    ]  # fmt: skip
    assert reasons(lambda: change(part_of=booked)) == ["booked_as_a_whole"]
    assert [(branch.resource.name, branch.depth) for branch in queries.tree(room.service_point)][:2] == [
        ("Aula", 0), ("Aula Timur", 1),
    ]  # fmt: skip
    assert list(queries.wholes_for(room, room.service_point)) == [booked]
    change(is_active=False)
    room.refresh_from_db()
    assert reasons(wish(room, a_patron())) == ["not_in_service"]


def test_a_picture_is_kept_small_with_words_and_dropped_again() -> None:
    room, given = a_room(), BytesIO()
    Image.new("RGB", (2400, 1200), "teal").save(given, "PNG")
    add = lambda words, file: actions.add_picture(resource=room, picture=file, words=words, by=SYSTEM, at=NOW)  # noqa: E731
    assert reasons(lambda: add(" ", given)) == ["words_missing"]
    assert reasons(lambda: add("Ruang", BytesIO(b"nothing"))) == ["no_picture"]
    given.seek(0)
    picture = add("Meja besar dan layar", given)
    assert queries.pictures(room) == [picture]
    actions.drop_picture(picture=picture, by=SYSTEM, at=NOW)
    assert (queries.pictures(room), len(queries.changes_of(room))) == ([], 2)
