"""What an organiser plans: draft, change, link titles, send, withdraw; and announce alone on the second level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.organisers import permissions, queries, rules
from pustakota.contexts.organisers.actions.becoming import held_event, turn
from pustakota.contexts.organisers.errors import EventRefused
from pustakota.contexts.organisers.models import OwnEvent, PlanState
from pustakota.contexts.programmes import actions as programmes
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisers.models import Organiser
    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

MOST_TITLES = 12


def refused(code: str, **facts: object) -> EventRefused:
    return EventRefused(Reason(code, facts, overridable=False))


@transaction.atomic
def draft(*, organiser: Organiser, title: str, by: Actor, at: datetime, **given: Any) -> OwnEvent:
    """Begin an event: nobody sees it but its organiser."""
    permissions.need_own(by, organiser)
    if not queries.holds(organiser, at=at):
        raise refused("credential_over")
    event = OwnEvent(organiser=organiser, made_at=at)
    write(event, given | {"title": title})
    return turn(event, PlanState.DRAFT, at=at)


@transaction.atomic
def change(*, event: OwnEvent, by: Actor, at: datetime, **given: Any) -> OwnEvent:
    """Other words, another time or room, while it is a draft."""
    permissions.need_own(by, event.organiser)
    held = held_event(event, [PlanState.DRAFT], "not_draft")
    write(held, given)
    return turn(held, PlanState.DRAFT, at=at)


def write(event: OwnEvent, given: dict[str, Any]) -> None:
    """What was said, where it makes sense as far as it goes."""
    for name, value in given.items():
        setattr(event, name, value.strip() if isinstance(value, str) else value)
    crossed = None not in (event.starts_at, event.ends_at) and event.ends_at <= event.starts_at  # type: ignore[operator]
    checks = (("title_missing", not event.title), ("ends_before_it_begins", crossed))
    if reasons := [Reason(code, overridable=False) for code, is_so in checks if is_so]:
        raise EventRefused(*reasons)


@transaction.atomic
def link_title(*, event: OwnEvent, record: Record, by: Actor) -> None:
    """It is about this title, too; the page of the title leads to the event once it is announced."""
    permissions.need_own(by, event.organiser)
    held = held_event(event, [PlanState.DRAFT], "not_draft")
    if held.titles.count() >= MOST_TITLES:
        raise refused("too_many_titles", most=MOST_TITLES)
    held.titles.add(record)


@transaction.atomic
def unlink_title(*, event: OwnEvent, record: Record, by: Actor) -> None:
    """It is not about that."""
    permissions.need_own(by, event.organiser)
    held_event(event, [PlanState.DRAFT], "not_draft").titles.remove(record)


@transaction.atomic
def send(*, event: OwnEvent, by: Actor, at: datetime) -> OwnEvent:
    """Give it to the library to look at, or hear everything that it lacks; the room is not yet claimed."""
    permissions.need_own(by, event.organiser)
    held = held_event(event, [PlanState.DRAFT], "not_draft")
    if reasons := queries.reasons_not_to_send(held, at=at):
        raise EventRefused(*reasons)
    held.sent_at, held.words = at, ""
    return turn(held, PlanState.SENT, at=at)


@transaction.atomic
def announce_alone(*, event: OwnEvent, by: Actor, at: datetime) -> OwnEvent:
    """On the second level: announce it with its room at once, within the limits of the rule; all, or nothing."""
    permissions.need_own(by, event.organiser)
    held = held_event(event, [PlanState.DRAFT], "not_draft")
    limits = rules.Limits(
        level=held.organiser.level, most_people=queries.terms_of(held.organiser.service_point).most_people
    )
    own = rules.reasons_not_to_announce_oneself(queries.planned(held), limits)
    if reasons := [*own, *queries.reasons_not_to_send(held, at=at)]:
        raise EventRefused(*reasons)
    return announced(held, staff=(), by=permissions.as_planner(by, held), at=at)


@transaction.atomic
def take_back(*, event: OwnEvent, by: Actor, at: datetime) -> OwnEvent:
    """Back to a draft while nobody has answered."""
    permissions.need_own(by, event.organiser)
    return turn(held_event(event, [PlanState.SENT], "not_sent"), PlanState.DRAFT, at=at)


@transaction.atomic
def drop(*, event: OwnEvent, by: Actor, at: datetime) -> OwnEvent:
    """It will not be held; what is announced is called off by staff."""
    permissions.need_own(by, event.organiser)
    return turn(held_event(event, rules.EDITABLE, "not_draft"), PlanState.WITHDRAWN, at=at)


def announced(held: OwnEvent, *, staff: Collection[Person], by: Actor, at: datetime, news: str = "") -> OwnEvent:
    """A programme with one date, its room and staff claimed by the one way of announcing, or all that is missing."""
    assert held.room is not None, "asked before"
    assert held.starts_at is not None, "asked before"
    assert held.ends_at is not None, "asked before"
    minutes = int((held.ends_at - held.starts_at).total_seconds() // 60)
    programme = programmes.add_programme(
        service_point=held.organiser.service_point,
        title=held.title,
        kind=programmes.Kind(held.kind),
        about=held.about,
        age_from=held.age_from,
        age_to=held.age_to,
        registration=programmes.Mode(held.registration),
        capacity=held.capacity,
        minutes=minutes,
        partners=held.host,
        by=by,
        at=at,
    )
    for record in held.titles.all():
        programmes.link(programme=programme, record=record, by=by)
    date = programmes.plan(
        programme=programme,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        place=held.room.name,
        is_draft=True,
        by=by,
        at=at,
    )
    programmes.say_needs(occurrence=date, things=[held.room], staff=staff, least_staff=0, by=by, at=at)
    held.occurrence = programmes.publish(occurrence=date, by=by, at=at)
    held.decided_at, held.decided_by = at, by.account_id
    return turn(held, PlanState.APPROVED, at=at, news=news)
