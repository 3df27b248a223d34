"""What takes place and when: by rule, moved, called off, on the clock of the place, with its room."""

from datetime import date, time, timedelta

import pytest

from pustakota.contexts.programmes import actions, queries, rules
from pustakota.contexts.programmes.actions import Mode
from pustakota.contexts.programmes.models import Occurrence, Registration, Series
from pustakota.contexts.spaces import queries as spaces
from pustakota.contexts.spaces.models import Booking, Claim
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_patron, somebody_with_role
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.factories.spaces import a_room
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def a_rule(rule: str, first: date, last: date, *, zone: str = "Asia/Jakarta", **given: object) -> rules.Recurrence:
    usual = {"starts": time(9), "length": timedelta(hours=1)}
    return rules.Recurrence(rule=rule, first=first, last=last, zone=zone, **(usual | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "first", "last", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=SA", date(2026, 3, 1), date(2026, 3, 22), ["03-07", "03-14", "03-21"]),
        # The fifth Friday: only months that have one.
        ("FREQ=MONTHLY;BYDAY=5FR", date(2026, 1, 1), date(2026, 8, 31), ["01-30", "05-29", "07-31"]),
        ("FREQ=MONTHLY;BYDAY=-1MO", date(2026, 2, 1), date(2026, 3, 31), ["02-23", "03-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 1), date(2026, 5, 31), ["01-31", "03-31", "05-31"]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
            date(2026, 3, 2),
            date(2026, 3, 20),
            ["03-03", "03-05", "03-17", "03-19"],
        ),
        ("FREQ=DAILY;COUNT=3", date(2026, 2, 27), date(2026, 12, 31), ["02-27", "02-28", "03-01"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2024, 1, 1), date(2028, 12, 31), ["02-29", "02-29"]),
    ],
)
def test_on_which_days_a_rule_falls(rule: str, first: date, last: date, days: list[str]) -> None:
    found = [f"{start:%m-%d}" for start in rules.dates(a_rule(rule, first, last))]
    assert found == days


@pytest.mark.parametrize(
    ("zone", "utc"), [("Asia/Jakarta", "02:00"), ("Asia/Makassar", "01:00"), ("Asia/Jayapura", "00:00")]
)
def test_nine_o_clock_is_nine_on_the_clock_of_the_place(zone: str, utc: str) -> None:
    found = list(rules.dates(a_rule("FREQ=DAILY", date(2026, 3, 1), date(2026, 3, 2), zone=zone)))
    assert {f"{start.astimezone(NOW.tzinfo):%H:%M}" for start in found} == {utc}


@pytest.mark.parametrize(
    ("rule", "last", "said"),
    [
        ("setiap Sabtu", date(2026, 4, 1), "rule_unreadable"),
        ("FREQ=MONTHLY;BYDAY=5FR", date(2026, 3, 15), "no_dates"),
        ("FREQ=HOURLY", date(2036, 4, 1), "too_many_dates"),
        ("FREQ=DAILY", date(2026, 2, 1), "ends_before_it_begins"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_and_nothing_is_kept(rule: str, last: date, said: str) -> None:
    wish = lambda: actions.plan_series(  # noqa: E731
        programme=a_programme(), rule=rule, first=date(2026, 3, 2), last=last, starts=time(9), by=SYSTEM, at=NOW
    )
    assert reasons(wish) == [said]
    assert not Series.objects.exists()


def weekly(room: spaces.Resource | None = None, *, last: date = date(2026, 3, 30)) -> list[Occurrence]:
    programme = a_programme(at_point=room.service_point if room else None)
    series = actions.plan_series(
        programme=programme, rule="FREQ=WEEKLY;BYDAY=TU", first=date(2026, 3, 3), last=last, starts=time(9),
        without=[date(2026, 3, 17)], minutes=60, room=room, by=SYSTEM, at=NOW,
    )  # fmt: skip
    return list(queries.occurrences().filter(series=series))


def test_each_date_of_a_series_stands_by_itself_and_days_can_be_left_out() -> None:
    assert [f"{each.local_start:%d %H:%M}" for each in weekly()] == ["03 09:00", "10 09:00", "24 09:00"]


def test_this_date_this_and_the_following_or_all_are_moved_and_a_date_changed_by_itself_stays() -> None:
    first, second, third = weekly()

    def to(each: Occurrence, clock: str, scope: str) -> list[str]:
        start = at_clock(each.local_start.date(), clock)
        end = start + timedelta(hours=2)
        actions.move(occurrence=each, starts_at=start, ends_at=end, by=SYSTEM, at=NOW, scope=scope)  # type: ignore[arg-type]
        return [f"{row.local_start:%H:%M}" for row in queries.occurrences().order_by("pk")]

    assert to(second, "13:00", "this") == ["09:00", "13:00", "09:00"]
    assert to(third, "10:00", "following") == ["09:00", "13:00", "10:00"]
    assert to(first, "08:00", "all") == ["08:00", "13:00", "09:00"]
    assert list(queries.occurrences().order_by("pk").values_list("sequence", flat=True)) == [1, 1, 2]


def test_a_room_is_claimed_moves_along_and_is_free_when_it_is_called_off() -> None:
    room = a_room(at_point=a_point(), longest=240)
    occurrence = an_occurrence(a_programme(at_point=room.service_point), room=room)
    assert occurrence.booking is not None
    with pytest.raises(Refusal):
        an_occurrence(a_programme(at_point=room.service_point), room=room)
    start = BEGINS + timedelta(hours=2)
    actions.move(occurrence=occurrence, starts_at=start, ends_at=start + timedelta(hours=1), by=SYSTEM, at=NOW)
    assert Claim.objects.get().starts_at == start
    actions.call_off(occurrence=occurrence, because="Narasumber sakit", by=SYSTEM, at=NOW)
    assert not Claim.objects.exists()
    assert Booking.objects.get().state == "cancelled"


def test_a_series_has_its_room_on_all_dates_or_is_not_made() -> None:
    room = a_room(at_point=a_point())
    other = an_occurrence(a_programme(at_point=room.service_point), room=room)
    with pytest.raises(Refusal):
        weekly(room)
    assert list(Occurrence.objects.values_list("pk", flat=True)) == [other.pk]
    assert Booking.objects.count() == 1


def test_calling_off_tells_why_and_ends_every_registration() -> None:
    occurrence = an_occurrence(capacity=1)
    for _ in range(2):
        a_registration(occurrence)
    assert reasons(lambda: actions.call_off(occurrence=occurrence, because=" ", by=SYSTEM, at=NOW)) == [
        "reason_missing"
    ]
    actions.call_off(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)
    assert set(Registration.objects.values_list("status", "because")) == {("withdrawn", "Banjir")}
    assert reasons(lambda: a_registration(occurrence)) == ["not_offered"]
    again = lambda: actions.call_off(occurrence=occurrence, because="Banjir", by=SYSTEM, at=NOW)  # noqa: E731
    assert reasons(again) == ["over_already"]


def test_a_draft_is_seen_by_nobody_until_it_is_announced() -> None:
    occurrence = an_occurrence(is_draft=True)
    between = lambda: list(queries.shown_between(NOW, BEGINS + timedelta(days=1)))  # noqa: E731
    assert between() == []
    assert reasons(lambda: a_registration(occurrence)) == ["not_offered"]
    actions.publish(occurrence=occurrence, by=SYSTEM, at=NOW)
    assert between() == [occurrence]
    assert reasons(lambda: actions.publish(occurrence=occurrence, by=SYSTEM, at=NOW)) == ["not_draft"]


def test_a_programme_that_keeps_no_names_takes_no_registrations() -> None:
    wish = lambda: a_programme(is_nameless=True, registration=Mode.OPEN, age_from=60, age_to=20)  # noqa: E731
    assert reasons(wish) == ["ages_crossed", "nameless_takes_no_names"]
    circle = a_programme(is_nameless=True, registration=Mode.NONE)
    assert reasons(lambda: an_occurrence(circle, registration=Mode.OPEN)) == ["nameless_takes_no_names"]
    occurrence = an_occurrence(circle)
    assert reasons(lambda: a_registration(occurrence)) == ["come_as_you_are"]


def test_only_those_who_plan_at_the_point_say_what_takes_place() -> None:
    programme = a_programme()
    for by in (
        somebody_with_role("sirkulasi", at_point=programme.service_point),
        somebody_with_role("pustakawan", at_point=a_point()),
    ):
        with pytest.raises(NotAllowed):
            actions.plan(programme=programme, starts_at=BEGINS, by=by, at=NOW)
    by = somebody_with_role("pustakawan", at_point=programme.service_point)
    assert actions.plan(programme=programme, starts_at=BEGINS, by=by, at=NOW).state == "published"


def test_a_person_with_a_registration_ahead_is_not_forgotten_yet() -> None:
    occurrence, patron = an_occurrence(), a_patron()
    registration = a_registration(occurrence, patron=patron)
    refused = queries.reasons_not_to_forget(patron.person_id)
    assert refused is not None
    assert [reason.code for reason in refused.reasons] == ["registrations_ahead"]
    assert len(queries.kept_about(patron.person_id)["Registrations"]) == 1
    actions.cancel(registration=registration, by=SYSTEM, at=NOW)
    assert queries.reasons_not_to_forget(patron.person_id) is None
    actions.forget_person(person_ids=[patron.person_id], by=SYSTEM)
    assert Registration.objects.get().person is None


def test_what_is_postponed_keeps_its_registrations_frees_its_room_and_goes_on_at_another_time() -> None:
    room = a_room(at_point=a_point(), longest=240)
    occurrence = an_occurrence(a_programme(at_point=room.service_point), capacity=1, room=room)
    seated, waiting = a_registration(occurrence), a_registration(occurrence)
    with pytest.raises(Refusal):
        actions.postpone(occurrence=occurrence, because=" ", by=SYSTEM, at=NOW)
    held = actions.postpone(occurrence=occurrence, because="Pembicara sakit", by=SYSTEM, at=NOW)
    assert (held.state, held.because, held.sequence) == ("postponed", "Pembicara sakit", 1)
    assert not Claim.objects.filter(resource=room, blocking=True).exists()
    with pytest.raises(Refusal):
        actions.postpone(occurrence=held, because="Lagi", by=SYSTEM, at=NOW)
    actions.cancel(registration=seated, by=None, at=NOW)
    waiting.refresh_from_db()
    assert waiting.status == "waitlisted", "nothing is offered while nobody knows when it is"
    [moved] = actions.move(
        occurrence=held, starts_at=BEGINS + timedelta(days=14), ends_at=BEGINS + timedelta(days=14, hours=1), by=SYSTEM,
        at=NOW,
    )  # fmt: skip
    waiting.refresh_from_db()
    assert (moved.state, moved.sequence, waiting.status) == ("published", 2, "offered")
