"""Set up a festival: its days, its call, stages, stands, sessions of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from pustakota.contexts.festivals import permissions, queries
from pustakota.contexts.festivals.errors import FestivalRefused
from pustakota.contexts.festivals.models import Festival, Session, Stage, Stand
from pustakota.contexts.programmes import actions as programmes
from pustakota.contexts.spaces import actions as spaces
from pustakota.contexts.spaces import queries as resources
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from pustakota.contexts.catalogue.models import Record
    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.spaces.queries import Resource
    from pustakota.foundation.actors import Actor


def refused(*codes: str, **facts: object) -> FestivalRefused:
    return FestivalRefused(*(Reason(code, facts, overridable=False) for code in codes))


@transaction.atomic
def call_festival(
    *,
    at_point: ServicePoint,
    title: str,
    first_on: date,
    last_on: date,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    about: str = "",
    call: str = "",
) -> Festival:
    """A festival, with the time in which proposals are taken; it is a programme like any other."""
    permissions.may_plan(by, at_point.pk)
    _need_sound(title, first_on, last_on, opens_at, closes_at)
    programme = programmes.add_programme(
        service_point=at_point,
        title=title,
        about=about,
        kind=programmes.Kind.FESTIVAL,
        registration=programmes.Mode.NONE,
        by=by,
        at=at,
    )
    return Festival.objects.create(
        programme=programme,
        first_on=first_on,
        last_on=last_on,
        opens_at=opens_at,
        closes_at=closes_at,
        call=call.strip(),
    )


@transaction.atomic
def change_festival(*, festival: Festival, title: str, about: str, by: Actor, at: datetime, **given: Any) -> Festival:
    """Other words, days or times of the call; what is published stays until the next version."""
    permissions.may_plan(by, festival.programme.service_point_id)
    for name, value in given.items():
        setattr(festival, name, value)
    _need_sound(title, festival.first_on, festival.last_on, festival.opens_at, festival.closes_at)
    programmes.change_programme(programme=festival.programme, title=title.strip(), about=about, by=by, at=at)
    festival.save()
    return festival


def _need_sound(title: str, first_on: date, last_on: date, opens_at: datetime, closes_at: datetime) -> None:
    checks = (
        ("title_missing", not title.strip()),
        ("days_crossed", last_on < first_on),
        ("call_crossed", closes_at <= opens_at),
    )
    if codes := [code for code, is_so in checks if is_so]:
        raise refused(*codes)


@transaction.atomic
def keep_stage(*, stage: Stage, by: Actor) -> Stage:
    """A stage, new or changed."""
    permissions.may_plan(by, stage.festival.programme.service_point_id)
    if not stage.name.strip():
        raise refused("title_missing")
    stage.save()
    return stage


@transaction.atomic
def add_stand(
    *,
    festival: Festival,
    name: str,
    by: Actor,
    at: datetime,
    about: str = "",
    place: str = "",
    room: Resource | None = None,
) -> Stand:
    """A stand on all days; ``room``: a place of ours that nobody else can have then."""
    permissions.may_plan(by, festival.programme.service_point_id)
    if not name.strip():
        raise refused("stand_missing")
    booking = None
    if room is not None:
        span = resources.Span(*queries.bounds(festival))
        booking = spaces.book(resource=room, patron=None, span=span, by=by, at=at, purpose=f"{festival}: {name}"[:200])
    return Stand.objects.create(
        festival=festival, name=name.strip(), about=about.strip(), place=place.strip(), booking=booking
    )


@transaction.atomic
def drop_stand(*, stand: Stand, by: Actor, at: datetime) -> Stand:
    """It does not come; its place is free."""
    permissions.may_plan(by, stand.festival.programme.service_point_id)
    if stand.booking is not None and not stand.is_off:
        spaces.cancel(booking=stand.booking, by=by, at=at)
    stand.is_off = True
    stand.save(update_fields=["is_off"])
    return stand


@transaction.atomic
def add_session(
    *, festival: Festival, title: str, by: Actor, minutes: int = 60, titles: Sequence[Record] = (), **given: Any
) -> Session:
    """A session of the library's own, without a proposal."""
    permissions.may_plan(by, festival.programme.service_point_id)
    checks = (("title_missing", not title.strip()), ("no_length", minutes < 1))
    if codes := [code for code, is_so in checks if is_so]:
        raise refused(*codes)
    session = Session.objects.create(festival=festival, title=title.strip(), minutes=minutes, **given)
    session.records.set(titles)
    return session


@transaction.atomic
def drop_session(*, session: Session, by: Actor) -> Session:
    """It does not take place: it leaves the draft, and with the next version the calendar."""
    permissions.may_plan(by, session.festival.programme.service_point_id)
    session.is_off = True
    session.save(update_fields=["is_off"])
    return session
