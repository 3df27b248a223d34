"""Equipment goes and comes back: which unit, in what condition, with which parts, in time or late."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import storages
from PIL import Image

from pustakota.contexts.charges.models import Charge
from pustakota.contexts.notices.models import Notice
from pustakota.contexts.spaces import actions, queries, rules, tasks
from pustakota.contexts.spaces.actions import Condition
from pustakota.contexts.spaces.models import Booking, Claim, HandOut, Resource
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import NOW, at_clock
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron
from tests.factories.spaces import TUESDAY, a_booking, a_hand_out, a_photo, a_room, a_span, some_equipment
from tests.refusals import reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
MORNING = at_clock(TUESDAY, "09:00")


def a_pool(units: int = 2) -> tuple[Resource, list[Resource]]:
    pool = some_equipment(is_pool=True, most_days=3)
    return pool, [some_equipment(part_of=pool, name=f"Kamera {letter}") for letter in "ABCD"[:units]]


def unit_claimed(booking: Booking) -> set[int]:
    return set(Claim.objects.filter(booking=booking).values_list("resource", flat=True))


def back(row: HandOut, **given: object) -> HandOut:
    given = {"condition": Condition.GOOD, "at": row.booking.ends_at, "by": SYSTEM} | given
    return actions.take_back(hand_out=row, **given)  # type: ignore[arg-type]


def test_something_goes_with_its_parts_and_is_over_when_it_is_back() -> None:
    booking = a_booking(some_equipment(equipment="Lensa\nTas"))
    row = actions.hand_out(
        booking=booking, thing=booking.resource, condition=Condition.WORN, words=" gores ", parts=["Lensa"], by=SYSTEM,
        at=MORNING,
    )  # fmt: skip
    booking.refresh_from_db()
    assert (booking.state, row.parts, row.lacking, row.out_words) == ("checked_in", ["Lensa"], ["Tas"], "gores")
    assert queries.out_now(booking.resource.service_point) == [row]
    returned = back(row, parts=[])
    booking.refresh_from_db()
    assert (booking.state, returned.missing, returned.is_harmed) == ("completed", ["Lensa"], True)
    assert not Claim.objects.exists()
    assert reasons(lambda: back(row)) == ["back_already"]


def test_another_unit_of_a_pool_is_taken_and_the_claim_goes_with_it() -> None:
    pool, (one, two) = a_pool()
    mine, other = a_booking(pool), a_booking(pool)
    assert (unit_claimed(mine), unit_claimed(other)) == ({one.pk}, {two.pk})
    row = actions.hand_out(booking=mine, thing=pool, unit=two, condition=Condition.GOOD, by=SYSTEM, at=MORNING)
    assert (row.unit, unit_claimed(mine), unit_claimed(other)) == (two, {two.pk}, {one.pk})
    act = lambda: actions.hand_out(  # noqa: E731
        booking=other, thing=pool, unit=two, condition=Condition.GOOD, by=SYSTEM, at=MORNING
    )
    assert reasons(act) == ["unit_is_out"]
    assert unit_claimed(other) == {one.pk}


def test_a_unit_is_not_taken_from_somebody_for_whom_no_other_is_left() -> None:
    pool, (one, two) = a_pool()
    mine, long = a_booking(pool), a_booking(pool, span=a_span("09:00", "12:00"))
    a_booking(pool, span=a_span("11:00", "12:00"))
    act = lambda: actions.hand_out(  # noqa: E731
        booking=mine, thing=pool, unit=two, condition=Condition.GOOD, by=SYSTEM, at=MORNING
    )
    assert reasons(act) == ["taken"]
    assert (unit_claimed(mine), unit_claimed(long)) == ({one.pk}, {two.pk})


def test_what_goes_before_its_time_is_theirs_from_then_on_and_nobody_elses_time_is_taken() -> None:
    camera = some_equipment()
    first, second = a_booking(camera), a_booking(camera, span=a_span("13:00", "14:00"))
    assert reasons(lambda: a_hand_out(second, at=MORNING - timedelta(hours=1))) == ["taken"]
    assert HandOut.objects.count() == 0
    a_hand_out(first, at=MORNING - timedelta(minutes=40))
    assert Claim.objects.get(booking=first).starts_at == MORNING - timedelta(minutes=40)
    assert Claim.objects.filter(booking=second).count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": rules.State.REQUESTED}, "not_confirmed"),
        ({"state": rules.State.CANCELLED}, "already_over"),
        ({"is_over": True}, "already_over"),
        ({"is_equipment": False}, "not_handed_out"),
        ({"is_out": True, "has_it": "A1"}, "out_already"),
        ({"is_card_blocked": True}, "card_blocked"),
        ({"is_unit_of_it": False}, "another_thing"),
        ({"is_in_service": False}, "unit_not_in_service"),
        ({"has_it": "A1"}, "unit_is_out"),
    ],
)
def test_each_reason_against_handing_out(change: dict[str, object], code: str) -> None:
    fine: dict[str, object] = {
        "state": rules.State.CONFIRMED, "is_equipment": True, "is_out": False, "is_card_blocked": False,
        "is_unit_of_it": True, "is_in_service": True, "has_it": "", "is_over": False,
    }  # fmt: skip
    assert rules.reasons_not_to_hand_out(rules.ToHandOut(**fine)) == ()  # type: ignore[arg-type]
    found = rules.reasons_not_to_hand_out(rules.ToHandOut(**(fine | change)))  # type: ignore[arg-type]
    assert [reason.code for reason in found] == [code]


def test_only_the_desk_hands_out_and_a_room_is_not_handed_out() -> None:
    patron = a_patron()
    booking = a_booking(some_equipment(), patron=patron)
    with pytest.raises(NotAllowed):
        actions.hand_out(
            booking=booking, thing=booking.resource, condition=Condition.GOOD, by=a_member_acting(patron), at=MORNING
        )
    assert reasons(lambda: a_hand_out(a_booking(a_room()), at=MORNING)) == ["not_handed_out"]
    assert reasons(lambda: actions.check_in(booking=booking, by=SYSTEM, at=MORNING)) == ["handed_out_at_desk"]


def test_what_is_out_is_neither_cancelled_nor_over_and_is_kept_until_it_is_back() -> None:
    booking = a_booking(some_equipment())
    row = a_hand_out(booking)
    assert reasons(lambda: actions.cancel(booking=booking, by=SYSTEM, at=MORNING)) == ["still_out"]
    late = booking.ends_at + timedelta(hours=2)
    assert tasks.end_what_is_over(late) == 0
    assert tasks.keep_what_is_late(late) == 1
    assert tasks.keep_what_is_late(late) == 0
    assert Claim.objects.get().ends_at == late + rules.KEPT_AHEAD
    assert queries.late_now(booking.resource.service_point, at=late) == [row]
    assert back(row, at=late).came_late
    assert not Claim.objects.exists()


def test_what_is_late_takes_nothing_from_whoever_is_next() -> None:
    camera = some_equipment()
    booking = a_booking(camera)
    nexts = a_booking(camera, span=a_span("11:00", "12:00"))
    a_hand_out(booking)
    tasks.keep_what_is_late(booking.ends_at + timedelta(minutes=5))
    assert Claim.objects.get(booking=booking).ends_at == nexts.starts_at


def test_who_did_not_fetch_it_loses_it_and_others_can_have_it() -> None:
    booking = a_booking(some_equipment(release_after=30))
    assert tasks.end_what_is_over(MORNING + timedelta(minutes=30)) == 1
    booking.refresh_from_db()
    assert (booking.state, Claim.objects.exists()) == ("no_show", False)


def test_whoever_is_late_is_told_once_for_each_step_and_no_more_once_it_is_back() -> None:
    booking = a_booking(some_equipment())
    row, due = a_hand_out(booking), booking.ends_at
    assert [tasks.tell_late(due + timedelta(minutes=each)) for each in (50, 60, 120)] == [0, 1, 0]
    assert tasks.tell_late(due + timedelta(days=1)) == 1
    back(row, at=due + timedelta(days=2))
    assert tasks.tell_late(due + timedelta(days=3)) == 0
    assert Notice.objects.filter(withdrawn_at=None, kind="equipment_late").count() == 0


def test_photos_hold_no_place_and_go_after_a_while_unless_they_show_harm() -> None:
    row = a_hand_out(has_photo=True)
    with storages["private"].open(queries.hand_out_photo(row.out_photo)) as file:
        assert not Image.open(file).getexif()
    back(row, photo=a_photo())
    assert queries.hand_out_of_photo(row.out_photo) == row
    harmed = a_hand_out(has_photo=True)
    back(harmed, condition=Condition.DAMAGED)
    assert tasks.delete_photos(NOW + timedelta(days=100)) == 1
    row.refresh_from_db()
    harmed.refresh_from_db()
    assert (row.out_photo, row.back_photo, bool(harmed.out_photo)) == ("", "", True)


def test_a_photo_that_is_none_is_refused_and_nothing_goes() -> None:
    booking = a_booking(some_equipment())
    act = lambda: actions.hand_out(  # noqa: E731
        booking=booking, thing=booking.resource, condition=Condition.GOOD, photo=BytesIO(b"no"), by=SYSTEM, at=MORNING
    )
    assert reasons(act) == ["no_picture"]
    booking.refresh_from_db()
    assert (booking.state, HandOut.objects.count()) == ("confirmed", 0)


def test_what_is_missing_is_asked_for_in_kind_and_money_only_on_a_legal_basis() -> None:
    row = back(a_hand_out(a_booking(some_equipment(equipment="Lensa"))), parts=[])
    act = lambda: actions.ask_for_harm(hand_out=row, amount=5000, by=SYSTEM, at=NOW)  # noqa: E731
    assert reasons(act) == ["basis_missing"]
    made = actions.ask_for_harm(hand_out=row, what="Lensa", by=SYSTEM, at=NOW)
    assert (made.why, made.what, made.person_id) == ("lost", "Lensa", row.booking.person_id)
    assert Charge.objects.count() == 1


def test_equipment_is_booked_over_days_where_the_terms_say_so() -> None:
    point = a_point()
    camera, here = some_equipment(at_point=point, most_days=2), some_equipment(at_point=point)
    patron = a_patron()
    over_night = rules.Span(MORNING, MORNING + timedelta(days=1))
    book = lambda thing, span: actions.book(  # noqa: E731
        resource=thing, patron=patron, span=span, by=a_member_acting(patron), at=NOW
    )
    assert reasons(lambda: book(here, over_night)) == ["too_long", "closed_then"]
    assert reasons(lambda: book(camera, rules.Span(MORNING, MORNING + timedelta(days=3)))) == ["too_many_days"]
    at_night = rules.Span(MORNING, at_clock(TUESDAY, "23:00"))
    assert reasons(lambda: book(camera, at_night)) == ["closed_then"]
    made = book(camera, over_night)
    assert queries.outside_hours(point, at=NOW) == []
    assert reasons(lambda: book(camera, a_span("15:00", "16:00"))) == ["taken"]
    room = a_room(at_point=point)
    assert book(room, a_span("10:00", "11:00")).state == "confirmed", "nobody is where their camera is"
    assert (made.local.start.date(), made.local.end.date()) == (TUESDAY, TUESDAY + timedelta(days=1))


def test_the_days_strip_offers_days_and_a_break_of_the_house_does_not_stop_what_is_away() -> None:
    camera = some_equipment(most_days=2)
    point = camera.service_point
    first = queries.strip(camera, TUESDAY, at=NOW)[0]
    assert first.until == first.span.start + timedelta(days=2)
    assert {cell.span.start.date() for cell in queries.strip(camera, TUESDAY, at=NOW)} == {TUESDAY}
    actions.add_blackout(
        at_point=point, words="Rapat", first_on=TUESDAY, begins=at_clock(TUESDAY, "12:00").time(),
        ends=at_clock(TUESDAY, "13:00").time(), by=SYSTEM,
    )  # fmt: skip
    assert queries.reasons_not_free(camera, rules.Span(MORNING, MORNING + timedelta(days=1)), at=NOW) == ()
    noon = at_clock(TUESDAY, "12:00")
    said = queries.reasons_not_free(camera, rules.Span(noon, noon + timedelta(days=1)), at=NOW)
    assert [reason.code for reason in said] == ["not_given_then"]
    actions.add_blackout(at_point=point, resource=camera, words="Servis", first_on=TUESDAY, by=SYSTEM)
    said = queries.reasons_not_free(camera, rules.Span(MORNING, MORNING + timedelta(days=1)), at=NOW)
    assert [reason.code for reason in said] == ["not_given_then"]


def test_who_has_something_keeps_that_unit_when_they_keep_it_longer() -> None:
    pool, (one, two) = a_pool()
    booking = a_booking(pool)
    actions.hand_out(booking=booking, thing=pool, unit=two, condition=Condition.GOOD, by=SYSTEM, at=MORNING)
    booking.refresh_from_db()
    until = booking.starts_at + timedelta(days=1)
    actions.extend(booking=booking, until=until, by=SYSTEM, at=MORNING, because="Acara dua hari")
    assert unit_claimed(booking) == {two.pk}
    a_booking(pool, span=rules.Span(until, until + timedelta(hours=1)))
    assert one.pk not in unit_claimed(booking)


def test_a_card_leads_to_what_its_holder_is_to_get_and_has() -> None:
    patron = a_patron()
    camera = some_equipment()
    booking = a_booking(camera, patron=patron)
    assert queries.equipment_of(patron.person_id, camera.service_point, at=NOW) == [booking]
    row = a_hand_out(booking)
    late = booking.ends_at + timedelta(days=1)
    assert queries.equipment_of(patron.person_id, camera.service_point, at=late) == [booking]
    assert queries.at_home([patron.person_id]) == [row]
    back(row)
    assert queries.equipment_of(patron.person_id, camera.service_point, at=late) == []
    assert queries.kept_about(patron.person_id)["Equipment taken home"]
