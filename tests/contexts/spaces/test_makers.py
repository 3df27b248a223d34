"""Machines want a licence, pools give any unit, and a booking may need several things at once."""

from collections.abc import Callable
from datetime import date

import pytest

from pustakota.contexts.people import actions as people
from pustakota.contexts.people.models import Guardianship
from pustakota.contexts.spaces import actions, queries
from pustakota.contexts.spaces.models import Booking, Claim, LicenceKind, MachineLicence, Resource
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed, Refusal
from tests.factories.moments import NOW
from tests.factories.people import a_child, a_member_acting, a_patron, somebody_with_role
from tests.factories.spaces import a_booking, a_licence_kind, a_room, a_span

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as said:
        act()
    return said.value


def reasons(act: Callable[[], object]) -> list[str]:
    return [reason.code for reason in refused(act).reasons]


def a_printer(kind: LicenceKind, **given: object) -> Resource:
    printer = a_room(**given)  # type: ignore[arg-type]
    actions.want_licence(resource=printer, kind=kind, by=SYSTEM)
    return printer


def licensed(patron: object, kind: LicenceKind, printer: Resource) -> MachineLicence:
    return actions.issue_licence(kind=kind, patron=patron, at_point=printer.service_point, by=SYSTEM, at=NOW)  # type: ignore[arg-type]


def test_without_a_licence_nobody_books_a_machine_and_reads_how_to_get_one() -> None:
    kind, patron = a_licence_kind(), a_patron()
    printer = a_printer(kind)
    wish = lambda: actions.book(resource=printer, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)  # noqa: E731
    said = refused(wish)
    assert [reason.code for reason in said.reasons] == ["licence_needed"]
    assert kind.name in str(said.worded()[0].message)
    assert kind.how in str(said.worded()[0].message)
    assert not Booking.objects.exists()
    licensed(patron, kind, printer)
    assert wish().state == "confirmed"


def test_a_licence_that_ends_before_that_day_or_was_withdrawn_opens_nothing() -> None:
    kind, patron = a_licence_kind(valid_days=1), a_patron()
    printer = a_printer(kind)
    wish = lambda: actions.book(resource=printer, patron=patron, span=a_span(), by=a_member_acting(patron), at=NOW)  # noqa: E731
    licence = licensed(patron, kind, printer)
    actions.withdraw_licence(licence=licence, because="Mencetak tanpa pengawasan", by=SYSTEM, at=NOW)
    assert reasons(wish) == ["licence_needed"]
    short = a_licence_kind(valid_days=1)
    other = a_printer(short)
    licensed(patron, short, other)
    late = lambda: actions.book(  # noqa: E731
        resource=other, patron=patron, span=a_span(on=date(2026, 3, 4)), by=a_member_acting(patron), at=NOW
    )
    assert reasons(late) == ["licence_ends_before"]


def test_staff_may_show_somebody_the_machine_without_a_licence_by_saying_so() -> None:
    kind, patron = a_licence_kind(), a_patron()
    printer = a_printer(kind)
    staff = somebody_with_role("pustakawan", at_point=printer.service_point)
    induct = {"resource": printer, "patron": patron, "span": a_span(), "by": staff, "at": NOW}
    assert reasons(lambda: actions.book(**induct)) == ["licence_needed", "say_what_for"]
    assert actions.book(purpose="Pengenalan mesin", **induct).state == "confirmed"


def test_under_eighteen_a_guardian_agrees_before_a_licence_and_before_each_booking() -> None:
    kind, mother = a_licence_kind(), a_patron()
    child = a_child(guardian=mother)
    printer = a_printer(kind)
    assert reasons(lambda: licensed(child, kind, printer)) == ["guardian_agrees_first"]
    agree = {"person": child.person, "purpose": "machines", "at": NOW, "by": SYSTEM}
    people.give_consent(said_by=mother.person, how=people.How.DESK, **agree)
    licensed(child, kind, printer)
    book = lambda: actions.book(resource=printer, patron=child, span=a_span(), by=a_member_acting(mother), at=NOW)  # noqa: E731
    booking = book()
    actions.cancel(booking=booking, by=SYSTEM, at=NOW)
    people.withdraw_consent(how=people.How.DESK, **agree)
    assert reasons(book) == ["guardian_agrees_first"]
    assert Guardianship.objects.count() == 1


def test_who_issues_letters_here_issues_and_withdraws_licences_and_nobody_else() -> None:
    kind, patron = a_licence_kind(), a_patron()
    printer = a_printer(kind)
    give = {"kind": kind, "patron": patron, "at_point": printer.service_point, "at": NOW}
    with pytest.raises(NotAllowed):
        actions.issue_licence(by=a_member_acting(patron), **give)  # type: ignore[arg-type]
    clerk = somebody_with_role("sirkulasi", at_point=printer.service_point)
    licence = actions.issue_licence(by=clerk, **give)  # type: ignore[arg-type]
    actions.withdraw_licence(licence=licence, because="Salah orang", by=clerk, at=NOW)
    assert list(queries.licences_of(patron.person_id)) == []


def a_pool(units: int = 2, **given: object) -> tuple[Resource, list[Resource]]:
    pool = a_room(is_pool=True, **given)  # type: ignore[arg-type]
    return pool, [a_room(part_of=pool) for _ in range(units)]


def test_of_a_pool_any_free_unit_is_had_until_none_is_left() -> None:
    pool, units = a_pool(2)
    first, second = a_booking(pool), a_booking(pool)
    assert [claim.resource for claim in Claim.objects.order_by("pk")] == units
    assert reasons(lambda: a_booking(pool)) == ["taken"]
    assert a_span() not in queries.slots(pool, a_span().start.date(), at=NOW)
    actions.cancel(booking=first, by=SYSTEM, at=NOW)
    assert a_booking(pool).claims.get().resource == units[0]
    assert second.claims.get().resource == units[1]


def test_a_unit_out_of_service_is_not_handed_to_anybody() -> None:
    pool, (first, second) = a_pool(2)
    first.is_active = False
    first.save(update_fields=["is_active"])
    assert a_booking(pool).claims.get().resource == second
    assert reasons(lambda: a_booking(pool)) == ["taken"]


def test_two_half_taken_units_are_not_one_free_one() -> None:
    pool, _units = a_pool(2)
    a_booking(pool, span=a_span("09:00", "10:00"))
    two = a_booking(pool, span=a_span("09:00", "11:00"))
    a_booking(pool, span=a_span("10:00", "11:00"))
    actions.cancel(booking=two, by=SYSTEM, at=NOW)
    assert a_booking(pool, span=a_span("09:00", "11:00"))
    assert reasons(lambda: a_booking(pool, span=a_span("09:00", "11:00"))) == ["taken"]


def test_what_is_booked_along_is_had_with_it_or_nothing_is() -> None:
    studio = a_room(name="Studio")
    technician = a_room(name="Teknisi", at_point=studio.service_point)
    kit, parts = a_pool(1, name="Mikrofon", at_point=studio.service_point)
    book = lambda **given: actions.book(  # noqa: E731
        resource=studio, patron=a_patron(), along=[kit, technician], by=SYSTEM, at=NOW, **given
    )
    made = book(span=a_span())
    assert sorted(made.claims.values_list("resource", flat=True)) == sorted([studio.pk, technician.pk, parts[0].pk])
    actions.cancel(booking=made, by=SYSTEM, at=NOW)
    a_booking(technician)
    said = refused(lambda: book(span=a_span()))
    assert [(reason.code, dict(reason.facts)) for reason in said.reasons] == [("taken_along", {"name": "Teknisi"})]
    assert Claim.objects.count() == 1
    moved = book(span=a_span("13:00", "14:00"))
    a_booking(technician, span=a_span("14:00", "15:00"))
    assert reasons(lambda: actions.move(booking=moved, span=a_span("14:00", "15:00"), by=SYSTEM, at=NOW)) == [
        "taken_along"
    ]
