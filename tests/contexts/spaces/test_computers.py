"""Public computers: sessions by allotment, passes without a name, a queue, and nothing kept beyond counts."""

from datetime import date, time, timedelta

import pytest

from pustakota.config.counts import COMPUTER_USERS
from pustakota.contexts.insights.queries import Scope
from pustakota.contexts.organisation import actions as organisation
from pustakota.contexts.organisation.rules.calendar import Interval
from pustakota.contexts.participation.models import Participation
from pustakota.contexts.people.queries import person_key
from pustakota.contexts.spaces import actions, queries, tasks
from pustakota.contexts.spaces.actions import How
from pustakota.contexts.spaces.models import Booking, Claim, Computer, DaySecret, GuestPass, Sitting, Turn
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import QueriesAre
from tests.factories.computers import a_computer, a_sitting, the_program_on
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_child, a_member_acting, a_patron, somebody_with_role
from tests.factories.spaces import a_booking, a_span
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
AN_HOUR = timedelta(hours=1)


def test_who_sits_down_has_the_time_of_the_terms_and_nobody_else_sits_or_books_there() -> None:
    computer, patron = a_computer(), a_patron()
    sitting = a_sitting(computer, patron=patron)
    assert sitting.ends_at == NOW + AN_HOUR
    assert reasons(lambda: a_sitting(computer)) == ["in_use"]
    assert reasons(lambda: a_sitting(a_computer(), patron=patron)) == ["sits_elsewhere"]
    now = a_span("10:30", "11:00", on=MONDAY)
    assert reasons(lambda: a_booking(computer.resource, span=now)) == ["taken"]
    assert a_booking(computer.resource, span=a_span("11:00", "12:00", on=MONDAY)).pk


def test_when_it_is_over_nothing_leads_to_anybody_and_one_user_is_counted() -> None:
    point = a_point()
    sitting = a_sitting(a_computer(at_point=point))
    person_id = sitting.person_id
    assert person_id is not None
    actions.get_up(sitting=sitting, by=SYSTEM, at=later(minutes=25))
    sitting.refresh_from_db()
    assert (sitting.person, sitting.ended_at, sitting.how) == (None, later(minutes=25), "signed_out")
    booking = Booking.objects.get()
    assert (booking.person, booking.state, booking.ends_at) == (None, "completed", later(minutes=25))
    assert not Claim.objects.exists()
    fact = Participation.objects.get()
    assert (fact.kind, fact.person, fact.person_key, fact.minutes) == ("computer", None, "", 25)
    scope = Scope(points=(point,), first=MONDAY, last=MONDAY)
    assert COMPUTER_USERS.rows.by_day(scope) == {(point.pk, MONDAY): 1}
    assert [fact.value for fact in COMPUTER_USERS.rows.facts(scope)] == [1]
    assert reasons(lambda: actions.get_up(sitting=sitting, by=SYSTEM, at=later(minutes=26))) == ["nobody_sits"]
    assert Participation.objects.count() == 1


def test_the_days_time_is_known_by_a_key_that_ends_with_the_day() -> None:
    computer, patron = a_computer(day=90), a_patron()
    actions.get_up(sitting=a_sitting(computer, patron=patron), by=SYSTEM, at=later(minutes=60))
    again = a_sitting(computer, patron=patron, at=later(minutes=61))
    assert again.ends_at == later(minutes=91)
    assert again.holder
    assert again.holder != person_key(patron.person, on=MONDAY)
    assert tasks.end_sittings(later(minutes=91)) == 1
    assert reasons(lambda: a_sitting(computer, patron=patron, at=later(minutes=92))) == ["day_used_up"]
    tasks.forget_days(later(days=1))
    assert not DaySecret.objects.exists()
    assert set(Sitting.objects.values_list("holder", flat=True)) == {""}
    assert a_sitting(computer, patron=patron, at=later(days=1)).ends_at == later(days=1, minutes=60)


def test_a_session_ends_ten_minutes_before_closing_also_where_hours_change_meanwhile() -> None:
    computer = a_computer()
    late = a_sitting(computer, at=at_clock(MONDAY, "15:20"))
    assert late.ends_at == at_clock(MONDAY, "15:50")
    assert tasks.end_sittings(at_clock(MONDAY, "15:49")) == 0
    assert tasks.end_sittings(at_clock(MONDAY, "15:50")) == 1
    late.refresh_from_db()
    assert late.how == "closing"
    other = a_sitting(computer, at=at_clock(MONDAY, "13:30"))
    closes = (Interval(time(8), time(14)),)
    organisation.set_date(
        point=computer.resource.service_point, on=MONDAY, intervals=closes, reason="Banjir", by=SYSTEM, at=NOW
    )
    assert tasks.end_sittings(at_clock(MONDAY, "13:50")) == 1
    other.refresh_from_db()
    assert (other.how, other.ended_at) == ("closing", at_clock(MONDAY, "13:50"))
    assert reasons(lambda: a_sitting(computer, at=at_clock(MONDAY, "13:46"))) == ["closing_soon"]
    assert reasons(lambda: a_sitting(computer, at=at_clock(MONDAY, "17:00"))) == ["closed_now"]


def test_more_time_comes_at_the_end_and_only_while_nobody_waits() -> None:
    computer = a_computer()
    by, sitting = the_program_on(computer), a_sitting(computer)
    assert reasons(lambda: actions.stay_longer(sitting=sitting, by=by, at=later(minutes=30))) == ["too_early"]
    assert actions.stay_longer(sitting=sitting, by=by, at=later(minutes=56)).ends_at == later(minutes=90)
    assert Claim.objects.get().ends_at == later(minutes=90)
    turn = actions.take_number(
        at_point=computer.resource.service_point, patron=a_patron(), by=SYSTEM, at=later(minutes=60)
    )
    assert reasons(lambda: actions.stay_longer(sitting=sitting, by=by, at=later(minutes=86))) == ["others_wait"]
    staff = somebody_with_role("sirkulasi", at_point=computer.resource.service_point)
    longer = actions.stay_longer(sitting=sitting, by=staff, at=later(minutes=70), minutes=15)
    assert longer.ends_at == later(minutes=105)
    assert turn.state == "waiting"


def test_a_booking_ahead_is_kept_and_sat_down_on() -> None:
    computer, patron = a_computer(), a_patron()
    booking = a_booking(computer.resource, patron=patron, span=a_span("10:30", "11:00", on=MONDAY))
    assert a_sitting(computer).ends_at == later(minutes=30)
    tasks.end_sittings(later(minutes=30))
    sitting = a_sitting(computer, patron=patron, at=later(minutes=31))
    assert (sitting.booking, sitting.ends_at) == (booking, later(minutes=60))
    assert reasons(lambda: a_sitting(a_computer(), patron=patron, at=later(minutes=32))) == ["sits_elsewhere"]
    tasks.end_sittings(later(minutes=60))
    booking.refresh_from_db()
    assert (booking.state, booking.person) == ("completed", None)


def test_a_computer_booked_soon_is_not_begun() -> None:
    computer = a_computer()
    a_booking(computer.resource, span=a_span("10:15", "11:00", on=MONDAY))
    assert reasons(lambda: a_sitting(computer, at=later(minutes=12))) == ["booked_soon"]
    assert queries.standing(computer, at=later(minutes=12)).state == "booked"


def test_computers_have_ages_and_staff_may_go_beyond_them() -> None:
    mother = a_patron(born_on=date(1990, 1, 1))
    child = a_child(guardian=mother)
    small, large = a_computer(oldest=12), a_computer(youngest=13)
    assert reasons(lambda: a_sitting(small, patron=mother)) == ["for_younger"]
    assert reasons(lambda: a_sitting(large, patron=child)) == ["for_older"]
    assert a_sitting(small, patron=child).pk
    staff = somebody_with_role("sirkulasi", at_point=large.resource.service_point)
    actions.get_up(sitting=Sitting.objects.get(), by=SYSTEM, at=later(minutes=1))
    assert actions.sit_down(computer=large, patron=child, by=staff, at=later(minutes=2)).pk


def test_a_blocked_card_sits_nowhere_and_a_stranger_seats_nobody() -> None:
    computer = a_computer()
    assert reasons(lambda: a_sitting(computer, patron=a_patron(blocked=True))) == ["card_blocked"]
    patron = a_patron()
    with pytest.raises(NotAllowed):
        actions.sit_down(computer=computer, patron=patron, by=a_member_acting(patron), at=NOW)
    with pytest.raises(NotAllowed):
        actions.sit_down(computer=computer, patron=patron, by=the_program_on(a_computer()), at=NOW)


def a_pass(computer: Computer, **given: object) -> GuestPass:
    made, code = actions.make_pass(at_point=computer.resource.service_point, by=SYSTEM, at=NOW, **given)  # type: ignore[arg-type]
    found = queries.pass_of_code(f" {code[:3]}-{code[3:].lower()}", computer.resource.service_point, at=NOW)
    assert found == made
    return made


def test_a_guest_sits_down_by_a_pass_without_a_name_for_today() -> None:
    computer = a_computer(day=60)
    guest = a_pass(computer)
    by = the_program_on(computer)
    sitting = actions.sit_down(computer=computer, guest_pass=guest, by=by, at=NOW)
    assert sitting.person is None
    actions.get_up(sitting=sitting, by=SYSTEM, at=later(minutes=50))
    again = actions.sit_down(computer=computer, guest_pass=guest, by=by, at=later(minutes=50))
    assert again.ends_at == later(minutes=60)
    assert queries.pass_of_code("AAAAAA", computer.resource.service_point, at=NOW) is None
    tasks.end_sittings(later(minutes=60))
    tasks.forget_days(later(days=1))
    assert not GuestPass.objects.exists()
    assert Sitting.objects.count() == 2


def test_a_child_without_a_password_sits_down_by_a_pass_for_its_card() -> None:
    child = a_child(guardian=a_patron())
    computer = a_computer(oldest=12)
    guest = a_pass(computer, patron=child)
    sitting = actions.sit_down(computer=computer, guest_pass=guest, by=the_program_on(computer), at=NOW)
    assert sitting.person == child.person


def test_numbers_are_called_in_their_order_when_a_computer_is_free() -> None:
    computer = a_computer()
    point, by, sitting = computer.resource.service_point, the_program_on(computer), a_sitting(computer)
    first, second = (
        actions.take_number(at_point=point, patron=patron, by=SYSTEM, at=later(minutes=n))
        for n, patron in enumerate((a_patron(), a_patron()), 1)
    )
    assert (first.number, second.number, first.state) == (1, 2, "waiting")
    person = first.person
    assert person is not None
    actions.get_up(sitting=sitting, by=by, at=later(minutes=10))
    first.refresh_from_db()
    assert (first.state, first.computer, queries.standing(computer, at=later(minutes=11)).state) == (
        "called", computer, "kept",
    )  # fmt: skip
    assert reasons(lambda: a_sitting(computer, at=later(minutes=11))) == ["kept_for_number"]
    a_sitting(computer, patron=person.patron, at=later(minutes=12))
    first.refresh_from_db()
    assert (first.state, first.person) == ("seated", None)
    assert [turn.number for turn in queries.turns_waiting(point, MONDAY)] == [2]


def test_who_was_called_and_does_not_come_is_passed_over() -> None:
    computer = a_computer()
    point, sitting = computer.resource.service_point, a_sitting(computer)
    first, second = (actions.take_number(at_point=point, patron=a_patron(), by=SYSTEM, at=NOW) for _ in range(2))
    actions.get_up(sitting=sitting, by=SYSTEM, at=later(minutes=10))
    tasks.end_sittings(later(minutes=15))
    for turn in (first, second):
        turn.refresh_from_db()
    assert (first.state, first.person, second.state) == ("missed", None, "called")
    actions.leave_queue(turn=second, by=SYSTEM, at=later(minutes=16))
    assert queries.standing(computer, at=later(minutes=16)).state == "free"


def test_a_free_computer_is_called_at_once_and_nobody_has_two_numbers() -> None:
    computer, patron = a_computer(), a_patron()
    point = computer.resource.service_point
    turn = actions.take_number(at_point=point, patron=patron, by=SYSTEM, at=NOW)
    assert (turn.state, turn.computer) == ("called", computer)
    assert reasons(lambda: actions.take_number(at_point=point, patron=patron, by=SYSTEM, at=NOW)) == ["waits_already"]
    guest = a_pass(computer, age=10)
    assert actions.take_number(at_point=point, guest_pass=guest, by=SYSTEM, at=NOW).state == "waiting"
    tasks.forget_days(later(days=1))
    assert not Turn.objects.exists()


def test_a_child_is_not_called_to_a_computer_for_adults() -> None:
    computer = a_computer(youngest=13)
    point = computer.resource.service_point
    child, adult = a_pass(computer, age=9), a_pass(computer, age=40)
    assert actions.take_number(at_point=point, guest_pass=child, by=SYSTEM, at=NOW).state == "waiting"
    assert actions.take_number(at_point=point, guest_pass=adult, by=SYSTEM, at=NOW).state == "called"


def test_a_computer_out_of_service_says_why_and_keeps_nobody() -> None:
    computer = a_computer()
    point = computer.resource.service_point
    turn = actions.take_number(at_point=point, patron=a_patron(), by=SYSTEM, at=NOW)
    assert reasons(lambda: actions.take_out(computer=computer, because=" ", by=SYSTEM, at=NOW)) == ["reason_missing"]
    out = actions.take_out(computer=computer, because="Layar rusak", by=SYSTEM, at=NOW)
    turn.refresh_from_db()
    assert (turn.state, queries.standing(out, at=NOW).state) == ("waiting", "out")
    assert "computer_out" in reasons(lambda: a_sitting(out))
    actions.put_back(computer=out, by=SYSTEM)
    assert a_sitting(a_computer()).pk


def test_the_program_says_when_nobody_is_there_and_is_missed_when_it_is_silent() -> None:
    computer = a_computer(idle=10)
    by, sitting = the_program_on(computer), a_sitting(computer)
    assert actions.note_heard(computer=computer, by=by, at=later(minutes=5), idle=timedelta(minutes=4)) == sitting
    assert actions.note_heard(computer=computer, by=by, at=later(minutes=20), idle=timedelta(minutes=10)) is None
    sitting.refresh_from_db()
    assert sitting.how == How.IDLE
    assert queries.standing(computer, at=later(minutes=30)).silent_since is None
    actions.pair_computer(computer=computer, by=SYSTEM, at=NOW)


def test_a_person_who_sits_at_a_computer_is_not_forgotten_yet() -> None:
    sitting = a_sitting()
    person_id = sitting.person_id
    assert person_id is not None
    assert reasons(lambda: personal_data.forget(person_id, by=SYSTEM, at=NOW)) == ["sits_at_computer"]
    actions.get_up(sitting=sitting, by=SYSTEM, at=later(minutes=5))
    personal_data.forget(person_id, by=SYSTEM, at=later(minutes=6))


def test_a_room_full_of_computers_is_read_in_five_questions(queries_are: QueriesAre) -> None:
    point = a_point()
    for _ in range(3):
        a_sitting(a_computer(at_point=point))
    with queries_are(5):
        found = queries.standings(point, at=later(minutes=1))
    assert [standing.state for standing in found] == ["in_use"] * 3
