"""Changes to libraries, service points and hours."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import available_timezones

from django.db import transaction

from pustakota.contexts.organisation import permissions
from pustakota.contexts.organisation.errors import HoursRefused, PointRefused
from pustakota.contexts.organisation.events import HoursChanged
from pustakota.contexts.organisation.models import Hours, HoursKind, Library, PointKind, ServicePoint
from pustakota.contexts.organisation.rules import Interval, overlapping
from pustakota.foundation import outbox
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

__all__ = [
    "HoursKind",
    "Interval",
    "PointKind",
    "add_library",
    "add_service_point",
    "change_service_point",
    "forget_date",
    "forget_holiday",
    "set_date",
    "set_holidays",
    "set_week",
]


@transaction.atomic
def add_library(*, name: str, short_name: str, by: Actor) -> Library:
    """Found a library in the network."""
    permissions.may_edit_network(by)
    return Library.objects.create(name=name, short_name=short_name)


@transaction.atomic
def add_service_point(
    *,
    library: Library,
    code: str,
    name: str,
    kind: PointKind,
    by: Actor,
    zone: str = "Asia/Jakarta",
    address: str = "",
    phone: str = "",
    position: tuple[float, float] | None = None,
    is_pickup: bool = True,
) -> ServicePoint:
    """Open a place of service. ``position`` is (latitude, longitude) in degrees."""
    permissions.may_edit_network(by)
    reasons = []
    if holder := ServicePoint.objects.filter(code=code).first():
        reasons.append(Reason("code_taken", {"code": code, "name": holder.name}))
    if zone not in available_timezones():
        reasons.append(Reason("unknown_zone", {"zone": zone}))
    if reasons:
        raise PointRefused(*reasons)
    latitude, longitude = position or (None, None)
    return ServicePoint.objects.create(
        library=library,
        code=code,
        name=name,
        kind=kind,
        zone=zone,
        address=address,
        phone=phone,
        latitude=latitude,
        longitude=longitude,
        is_pickup=is_pickup,
    )


@transaction.atomic
def change_service_point(
    *,
    point: ServicePoint,
    name: str,
    kind: PointKind,
    zone: str,
    address: str,
    phone: str,
    position: tuple[float, float] | None,
    is_pickup: bool,
    by: Actor,
) -> None:
    """What a place is, in other words. Its code and its library stay: others know it by them."""
    permissions.may_edit(by, point.pk)
    if zone not in available_timezones():
        raise PointRefused(Reason("unknown_zone", {"zone": zone}))
    point.name, point.kind, point.zone, point.address, point.phone = name, kind, zone, address, phone
    point.latitude, point.longitude = position or (None, None)
    point.is_pickup = is_pickup
    point.save(update_fields=["name", "kind", "zone", "address", "phone", "latitude", "longitude", "is_pickup"])


@transaction.atomic
def set_week(*, point: ServicePoint, week: Mapping[int, Sequence[Interval]], by: Actor, at: datetime) -> None:
    """Replace the weekly hours; weekdays (0 = Monday) that are left out are closed."""
    permissions.may_edit(by, point.pk)
    wrong = [day for day, intervals in week.items() if overlapping(tuple(intervals))]
    if wrong:
        raise HoursRefused(*(Reason("overlap", {"day": day}) for day in wrong))
    Hours.objects.filter(service_point=point, kind=HoursKind.WEEK).delete()
    Hours.objects.bulk_create(
        Hours(service_point=point, kind=HoursKind.WEEK, weekday=day, opens=i.opens, closes=i.closes)
        for day, intervals in week.items()
        for i in intervals
    )
    outbox.announce(HoursChanged(service_point_id=point.pk), at=at)


@transaction.atomic
def set_date(
    *, point: ServicePoint, on: date, intervals: Sequence[Interval], reason: str, by: Actor, at: datetime
) -> None:
    """What holds on one date instead of the week; without intervals the point is closed that day."""
    permissions.may_edit(by, point.pk)
    if overlapping(tuple(intervals)):
        raise HoursRefused(Reason("overlap", {"day": on.isoformat()}))
    Hours.objects.filter(service_point=point, on=on).delete()
    closed = Hours(service_point=point, kind=HoursKind.EXCEPTION, on=on, reason=reason)
    opened = [
        Hours(service_point=point, kind=HoursKind.EXCEPTION, on=on, opens=i.opens, closes=i.closes, reason=reason)
        for i in intervals
    ]
    Hours.objects.bulk_create(opened or [closed])
    outbox.announce(HoursChanged(service_point_id=point.pk, on=on.isoformat()), at=at)


@transaction.atomic
def forget_date(*, point: ServicePoint, on: date, by: Actor, at: datetime) -> None:
    """On this date the week holds again."""
    permissions.may_edit(by, point.pk)
    gone, _rows = Hours.objects.filter(service_point=point, on=on).delete()
    if gone:
        outbox.announce(HoursChanged(service_point_id=point.pk, on=on.isoformat()), at=at)


@transaction.atomic
def set_holidays(*, holidays: Mapping[date, tuple[HoursKind, str]], by: Actor) -> int:
    """Add or rename holidays of the whole network (date → kind and name); the number written."""
    permissions.may_edit_network(by)
    rows = [Hours(kind=kind, on=on, reason=name) for on, (kind, name) in holidays.items()]
    Hours.objects.filter(service_point__isnull=True, on__in=list(holidays)).delete()
    return len(Hours.objects.bulk_create(rows))


@transaction.atomic
def forget_holiday(*, on: date, by: Actor) -> None:
    """The network works on this day after all."""
    permissions.may_edit_network(by)
    Hours.objects.filter(service_point__isnull=True, on=on).delete()
