"""Organisers for tests: at a point whose rule asks for one event watched, and for no course unless told otherwise."""

from datetime import date, datetime
from typing import Any

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.organisers import actions, queries
from pustakota.contexts.organisers.models import Organiser, OwnEvent, Terms
from pustakota.contexts.people.models import Patron
from pustakota.contexts.spaces.models import Resource
from pustakota.foundation.actors import SYSTEM
from tests.factories.moments import NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron
from tests.factories.programmes import a_programme, an_occurrence
from tests.factories.spaces import a_room

EVENT_DAY = date(2026, 3, 10)
STARTS, ENDS = at_clock(EVENT_DAY, "09:00"), at_clock(EVENT_DAY, "11:00")


def some_terms(*, at_point: ServicePoint | None = None, rooms: tuple[Resource, ...] = (), **given: Any) -> Terms:
    """The point takes applications."""
    terms = Terms(service_point=at_point or a_point(), **given)
    return actions.keep_terms(terms=terms, rooms=rooms, by=SYSTEM)


def an_applicant(*, patron: Patron | None = None, at_point: ServicePoint | None = None, **given: Any) -> Organiser:
    point = at_point or a_point()
    if queries.terms_of(point)._state.adding:
        some_terms(at_point=point)
    patron = patron or a_patron(home=point)
    said = {"why": "Suka buku", "wish": "Klub baca sore"} | given
    return actions.apply(person=patron.person, at_point=point, by=SYSTEM, at=NOW, **said)


def a_trainee(**given: Any) -> Organiser:
    return actions.accept(organiser=an_applicant(**given), words="Selamat belajar", by=SYSTEM, at=NOW)


def has_watched(organiser: Organiser) -> None:
    """An event of this very morning."""
    date = an_occurrence(a_programme(at_point=organiser.service_point), starts_at=later(minutes=-90))
    actions.watch(organiser=organiser, occurrence=date, by=SYSTEM, at=NOW)


def an_organiser(*, at: datetime = NOW, **given: Any) -> Organiser:
    """With a credential of this day; the opened room of the point holds twenty."""
    trainee = a_trainee(**given)
    terms = queries.terms_of(trainee.service_point)
    if not queries.rooms_of(terms):
        actions.keep_terms(terms=terms, rooms=[a_room(at_point=trainee.service_point, seats=20)], by=SYSTEM)
    has_watched(trainee)
    return actions.credit(organiser=trainee, by=SYSTEM, at=at)


def their_room(organiser: Organiser) -> Resource:
    return queries.rooms_of(queries.terms_of(organiser.service_point))[0]


def acting(organiser: Organiser) -> Any:
    """The organiser, signed in."""
    assert organiser.person is not None
    patron = Patron.objects.select_related("person__account").get(person=organiser.person)
    return a_member_acting(patron)


def a_plan(organiser: Organiser | None = None, *, title: str = "Klub Baca Sore", **given: Any) -> OwnEvent:
    """A draft that lacks nothing."""
    organiser = organiser or an_organiser()
    said = {
        "about": "Membaca bersama.",
        "room": their_room(organiser),
        "starts_at": STARTS,
        "ends_at": ENDS,
        "capacity": 12,
    }
    return actions.draft(organiser=organiser, title=title, by=acting(organiser), at=NOW, **(said | given))


def a_sent_plan(organiser: Organiser | None = None, **given: Any) -> OwnEvent:
    plan = a_plan(organiser, **given)
    return found(actions.send(event=plan, by=acting(plan.organiser), at=NOW))


def an_own_event(organiser: Organiser | None = None, **given: Any) -> OwnEvent:
    """Approved: it stands in the calendar with its room."""
    return found(actions.approve(event=a_sent_plan(organiser, **given), staff=(), by=SYSTEM, at=NOW))


def found(plan: OwnEvent) -> OwnEvent:
    """As a page finds it."""
    event = queries.own_event(plan.code)
    assert event is not None
    return event
