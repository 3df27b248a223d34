"""Rounds for groups that want a room every week: ask, allot on a grid, publish as bookings, date by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from pustakota.contexts.notices import actions as notices
from pustakota.contexts.people import queries as people
from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.actions.booking import book
from pustakota.contexts.spaces.errors import SeasonRefused
from pustakota.contexts.spaces.models import Allotment, Application, Season, SeasonDate, Wish
from pustakota.contexts.spaces.rules import Hours, News, Span
from pustakota.foundation import periods
from pustakota.foundation.errors import Refusal
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Resource
    from pustakota.foundation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A wish of a group; without ``resource`` any room that has place for them."""

    weekday: int
    begins: time
    ends: time
    resource: Resource | None = None


@transaction.atomic
def add_season(
    *,
    at_point: ServicePoint,
    name: str,
    opens_on: date,
    closes_on: date,
    first_on: date,
    last_on: date,
    by: Actor,
    about: str = "",
) -> Season:
    """A round: asked for between two days, for the weeks between two later ones."""
    permissions.may_keep(by, at_point.pk)
    words = name.strip()
    reasons = rules.reasons_against_season(
        name=words,
        is_known=Season.objects.filter(service_point=at_point, name=words).exists(),
        asked=(opens_on, closes_on),
        held=(first_on, last_on),
    )
    if reasons:
        raise SeasonRefused(*reasons)
    return Season.objects.create(
        service_point=at_point,
        name=words,
        about=about.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        first_on=first_on,
        last_on=last_on,
    )


@transaction.atomic
def ask_for_season(
    *,
    season: Season,
    patron: Patron,
    group: str,
    purpose: str,
    people: int,
    wishes: Sequence[Wanted],
    by: Actor,
    at: datetime,
) -> Application:
    """A group asks, by a member who answers for it; the first wish is the dearest."""
    permissions.may_act_for(by, patron, season.service_point_id)
    today, words = periods.local_day(at, season.service_point.zone), group.strip()
    known = Application.objects.filter(season=season, person=patron.person_id, group=words, withdrawn_at=None)
    asked = rules.Asked(
        group=words,
        purpose=purpose.strip(),
        people=people,
        wishes=[Hours(weekday=each.weekday, begins=each.begins, ends=each.ends) for each in wishes],
        seats=[each.resource.seats for each in wishes if each.resource],
        is_open=season.published_at is None and rules.is_open_for_asking(season.opens_on, season.closes_on, today),
        is_known=known.exists(),
    )
    if reasons := rules.reasons_against_application(asked):
        raise SeasonRefused(*reasons)
    row = Application.objects.create(
        season=season, person_id=patron.person_id, group=words, purpose=asked.purpose, people=people, made_at=at
    )
    Wish.objects.bulk_create(
        Wish(
            application=row,
            rank=rank,
            weekday=each.weekday,
            begins=each.begins,
            ends=each.ends,
            resource=each.resource,
        )
        for rank, each in enumerate(wishes, 1)
    )
    return row


@transaction.atomic
def withdraw_from_season(*, application: Application, by: Actor, at: datetime) -> None:
    """A group does not ask any more; what staff had given it, before it was published, is free for others."""
    season = application.season
    patron = people.patron_of_person(application.person_id) if application.person_id else None
    permissions.may_act_for(by, patron, season.service_point_id)
    held = _unpublished(season)
    row = Application.objects.select_for_update().get(pk=application.pk)
    if row.withdrawn_at is not None:
        raise SeasonRefused(Reason("withdrawn_already", overridable=False))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    Allotment.objects.filter(application=row, application__season=held).delete()


@transaction.atomic
def allot(*, application: Application, wanted: Wanted, by: Actor) -> Allotment:
    """Give a group a place in every week; what meets another stands loudly on the grid until staff decide."""
    permissions.may_keep(by, application.season.service_point_id)
    season = _unpublished(application.season)
    room = wanted.resource
    checks = (
        ("withdrawn_already", application.withdrawn_at is not None),
        ("room_elsewhere", room is None or room.service_point_id != season.service_point_id or not room.is_active),
        ("hours_crossed", wanted.ends <= wanted.begins),
    )
    if reasons := [Reason(code, overridable=False) for code, stands in checks if stands]:
        raise SeasonRefused(*reasons)
    assert room is not None, "else it was refused"
    return Allotment.objects.create(
        application=application,
        resource=room,
        weekday=wanted.weekday,
        begins=wanted.begins,
        ends=wanted.ends,
        given_by=by.account_id,
    )


@transaction.atomic
def take_from(*, allotment: Allotment, by: Actor) -> None:
    """A group does not have that place after all."""
    season = allotment.application.season
    permissions.may_keep(by, season.service_point_id)
    _unpublished(season)
    allotment.delete()


def _unpublished(season: Season) -> Season:
    held = Season.objects.select_for_update(of=("self",)).get(pk=season.pk)
    if held.published_at is not None:
        raise SeasonRefused(Reason("published_already", overridable=False))
    return held


def publish_season(*, season: Season, by: Actor, at: datetime) -> Season:
    """Each date of each allotment becomes a booking, or stands as skipped with its reasons; groups are told once.

    Each date in a transaction of its own: cut off, it goes on where it stopped.
    """
    permissions.may_keep(by, season.service_point_id)
    placed = queries.placed(season)
    if not placed:
        raise SeasonRefused(Reason("nothing_given", overridable=False))
    if any(each.collides for each in placed):
        raise SeasonRefused(Reason("places_collide", overridable=False))
    for each in placed:
        for day in rules.dates(season.first_on, season.last_on, each.allotment.weekday):
            _give_date(each.allotment, day, by, at)
    return _published(season, at)


@transaction.atomic
def _give_date(allotment: Allotment, day: date, by: Actor, at: datetime) -> None:
    _unpublished(allotment.application.season)
    if SeasonDate.objects.filter(allotment=allotment, on=day).exists():
        return
    application, room = allotment.application, queries.resource(allotment.resource_id)
    patron = people.patron_of_person(application.person_id) if application.person_id else None
    assert room is not None, "what was given exists"
    zone = ZoneInfo(room.service_point.zone)
    span = Span(datetime.combine(day, allotment.begins, zone), datetime.combine(day, allotment.ends, zone))
    reasons: Sequence[Reason] = [
        reason
        for reason in queries.reasons_not_free(room, span, at=at)
        if reason.code not in rules.ALLOWED_BEYOND or reason.code == "begun_already"
    ]
    booking = None
    if not reasons:
        try:
            with transaction.atomic():
                booking = book(
                    resource=room,
                    patron=patron,
                    span=span,
                    by=by,
                    at=at,
                    purpose=application.group,
                    people=application.people,
                )
        except Refusal as refusal:
            reasons = refusal.reasons
    skipped = [[reason.code, dict(reason.facts)] for reason in reasons]
    SeasonDate.objects.create(allotment=allotment, on=day, booking=booking, skipped=skipped)


@transaction.atomic
def _published(season: Season, at: datetime) -> Season:
    held = _unpublished(season)
    held.published_at = at
    held.save(update_fields=["published_at"])
    rows = Application.objects.filter(season=held, withdrawn_at=None, person__isnull=False).order_by("pk")
    notices.queue_all(wanted=[_told(row, held, at) for row in rows], at=at)
    return held


def _told(row: Application, season: Season, at: datetime) -> notices.ToTell:
    assert row.person_id is not None, "those without a person are not asked for"
    dates = SeasonDate.objects.filter(allotment__application=row)
    first = dates.filter(booking__isnull=False).order_by("on").select_related("booking__resource").first()
    booking = first.booking if first else None
    starts, ends = (booking.starts_at, booking.ends_at) if booking else (at, at + timedelta(hours=1))
    return notices.ToTell(
        template="spaces/booking",
        key=f"spaces/season:{season.pk}:{row.pk}",
        because=f"season:{season.pk}:{row.pk}",
        to=row.person_id,
        point=season.service_point,
        facts={
            "news": News.SEASON if booking else News.NO_SEASON,
            "booking_id": booking.pk if booking else None,
            "group": row.group,
            "season": season.name,
            "room": booking.resource.name if booking else "",
            "place": season.service_point.name,
            "number_of_dates": dates.filter(booking__isnull=False).count(),
            "starts_at": starts.isoformat(),
            "ends_at": ends.isoformat(),
            "link": f"/ruang/musim/{season.pk}/",
        },
        useful_until=season.last_on,
    )
