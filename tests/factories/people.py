"""Members, children with their guardians, and those who act."""

from datetime import date, datetime
from itertools import count

from pustakota.contexts.organisation.models import Library, ServicePoint
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Patron, PatronType, Person, RoleHeld
from pustakota.contexts.people.rules import rights_of
from pustakota.foundation.actors import EVERYWHERE, SYSTEM, Actor, ActorKind
from tests.factories.moments import NOW
from tests.factories.organisation import a_point

CONSENT = "wali-2026-1"
PASSWORD = "kata sandi uji"
numbers = count(1)


def a_patron_type(code: str = "umum", *, years: int = 1) -> PatronType:
    known = PatronType.objects.filter(code=code).first()
    return known or actions.add_patron_type(code=code, name=code.title(), years=years, by=SYSTEM)


def a_patron(
    *,
    name: str = "",
    home: ServicePoint | None = None,
    type: PatronType | None = None,  # noqa: A002 -- the field's own word
    born_on: date | None = None,
    email: str = "",
    card_number: str = "",
    blocked: bool = False,
    closed: bool = False,
    joined_at: datetime = NOW,
) -> Patron:
    """An adult member in good standing since ``joined_at``, unless told otherwise."""
    number = next(numbers)
    patron = actions.register_member(
        name=name or f"Anggota {number}",
        type=type or a_patron_type(),
        home_point=home or a_point(),
        born_on=born_on,
        email=email,
        card_number=card_number or f"T{number:06d}",
        password=PASSWORD,
        by=SYSTEM,
        at=joined_at,
    ).patron
    if blocked:
        actions.block_patron(patron=patron, because="kartu dipinjamkan", by=SYSTEM)
    if closed:
        Patron.objects.filter(pk=patron.pk).update(status="closed")
    patron.refresh_from_db()
    return patron


def a_child(*, guardian: Patron, name: str = "Adik", born_on: date = date(2017, 5, 20)) -> Patron:
    """A child with a card of its own, for whom a member may act."""
    return actions.register_child(
        name=name,
        guardian=guardian.person,
        consent_text=CONSENT,
        type=guardian.type,
        home_point=guardian.home_point,
        born_on=born_on,
        by=SYSTEM,
        at=NOW,
    ).patron


def an_actor(*permissions: str, at_point: ServicePoint | None = None, account_id: int | None = 1) -> Actor:
    """Staff who hold permissions at one point, or everywhere."""
    place = at_point.pk if at_point else EVERYWHERE
    return Actor(kind=ActorKind.STAFF, account_id=account_id, permissions={place: frozenset(permissions)})


def somebody_with_role(role: str, *, at_point: ServicePoint | None = None, account_id: int | None = 1) -> Actor:
    """Staff in a role, at one point or everywhere."""
    return an_actor(*rights_of(role, queries.place_of(at_point)), at_point=at_point, account_id=account_id)


def a_member_acting(patron: Patron) -> Actor:
    """The actor that a member is after signing in."""
    account = patron.person.account
    assert account is not None, "only adults sign in"
    return queries.actor_of(account)


def a_member_of_staff(
    username: str = "",
    *,
    role: str = "sirkulasi",
    at_point: ServicePoint | Library | None = None,
    station: ServicePoint | None = None,
) -> Person:
    """Staff with an account, for tests that sign in."""
    return actions.add_staff(
        username=username or f"petugas{next(numbers)}",
        name="Petugas",
        password=PASSWORD,
        roles=[(role, at_point)],
        station=station or at_point,
        by=SYSTEM,
        at=NOW,
    )


def a_holder(role: str, place: ServicePoint | Library | None, *, station: ServicePoint) -> Person:
    """Staff who hold a role at a place, also one that nobody could give there today."""
    person = a_member_of_staff(role="relawan", at_point=station)
    held = queries.place_of(place)
    RoleHeld.objects.filter(person=person).update(role=role, service_point_id=held.point_id, library_id=held.library_id)
    return person
