"""Changes to libraries, service points and hours."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from django.db import transaction

from pustakota.contexts.organisation import permissions, queries
from pustakota.contexts.organisation.errors import BrandRefused, DocumentRefused, HoursRefused, PointRefused
from pustakota.contexts.organisation.events import BrandChanged, HoursChanged, PointChanged
from pustakota.contexts.organisation.models import (
    Hours,
    HoursKind,
    Library,
    Logo,
    PointKind,
    PolicyDocument,
    ServicePoint,
)
from pustakota.contexts.organisation.rules import branding
from pustakota.contexts.organisation.rules.branding import Brand
from pustakota.contexts.organisation.rules.calendar import Interval, WeekSpan, joined, laid_over, overlapping
from pustakota.foundation import outbox, periods
from pustakota.foundation.actors import Actor
from pustakota.foundation.reasons import Reason

__all__ = [
    "Brand",
    "HoursKind",
    "Interval",
    "PointKind",
    "PolicyDocument",
    "add_document",
    "add_library",
    "add_service_point",
    "change_document",
    "change_service_point",
    "forget_date",
    "forget_holiday",
    "forget_week",
    "set_brand",
    "set_date",
    "set_holidays",
    "set_week",
]


LOGO_DIGITS = 16


@transaction.atomic
def add_library(*, name: str, short_name: str, by: Actor) -> Library:
    """Found a library in the network."""
    permissions.may_edit_network(by)
    return Library.objects.create(name=name, short_name=short_name)


@transaction.atomic
def set_brand(*, library: Library, brand: Brand, by: Actor, at: datetime) -> Library:
    """How the library shows itself from now on, or a refusal with every reason at once."""
    permissions.may_edit_library(by, library.pk)
    row = Library.objects.select_for_update().get(pk=library.pk)
    others = queries.libraries().exclude(pk=row.pk).exclude(host="")
    if reasons := list(branding.reasons_against(brand, dict(others.values_list("host", "name")))):
        raise BrandRefused(*reasons)
    for name, value in brand.columns().items():
        setattr(row, name, value)
    if brand.logo is not None or brand.without_logo:
        Logo.objects.filter(library=row).delete()
        row.logo = ""
    if brand.logo is not None:
        row.logo = hashlib.sha256(brand.logo).hexdigest()[:LOGO_DIGITS]
        Logo.objects.create(library=row, digest=row.logo, png=brand.logo)
    row.save()
    outbox.announce(BrandChanged(library_id=row.pk), at=at)
    return row


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
    at: datetime,
) -> ServicePoint:
    """Open a place of service. ``position`` is (latitude, longitude) in degrees."""
    permissions.may_edit_library(by, library.pk)
    reasons = []
    if holder := ServicePoint.objects.filter(code=code).first():
        reasons.append(Reason("code_taken", {"code": code, "name": holder.name}))
    if zone not in available_timezones():
        reasons.append(Reason("unknown_zone", {"zone": zone}))
    if reasons:
        raise PointRefused(*reasons)
    latitude, longitude = position or (None, None)
    point = ServicePoint.objects.create(
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
    outbox.announce(PointChanged(service_point_id=point.pk), at=at)
    return point


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
    at: datetime,
) -> None:
    """What a place is, in other words. Its code and its library stay: others know it by them."""
    permissions.may_edit(by, point.pk)
    if zone not in available_timezones():
        raise PointRefused(Reason("unknown_zone", {"zone": zone}))
    point.name, point.kind, point.zone, point.address, point.phone = name, kind, zone, address, phone
    point.latitude, point.longitude = position or (None, None)
    point.is_pickup = is_pickup
    point.save(update_fields=["name", "kind", "zone", "address", "phone", "latitude", "longitude", "is_pickup"])
    outbox.announce(PointChanged(service_point_id=point.pk), at=at)


@transaction.atomic
def set_week(
    *,
    point: ServicePoint,
    week: Mapping[int, Sequence[Interval]],
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    reason: str = "",
) -> None:
    """Set the weekly hours; weekdays (0 = Monday) that are left out are closed.

    They hold from today on, the very first ones since ever; ``valid_from`` and ``valid_until`` say otherwise. What held
    before stays true of its days, and holds again after ``valid_until``.
    """
    permissions.may_edit(by, point.pk)
    spans, today = queries.week_spans(point), periods.local_day(at, point.zone)
    first = valid_from or (today if spans else None)
    reasons = [Reason("overlap", {"day": day}) for day, intervals in week.items() if overlapping(tuple(intervals))]
    if valid_until is not None and valid_until < (first or today):
        reasons.append(Reason("ends_before_it_begins", overridable=False))
    if reasons:
        raise HoursRefused(*reasons)
    new = WeekSpan(first, valid_until, {day: tuple(intervals) for day, intervals in week.items()}, reason)
    _write_weeks(point, laid_over(spans, new))
    outbox.announce(HoursChanged(service_point_id=point.pk, since=first.isoformat() if first else ""), at=at)


@transaction.atomic
def forget_week(*, point: ServicePoint, valid_from: date, by: Actor, at: datetime) -> None:
    """Take back a week that is still to come: the one before it holds on."""
    permissions.may_edit(by, point.pk)
    spans = queries.week_spans(point)
    gone = next((span for span in spans if span.first == valid_from), None)
    if gone is None or valid_from <= periods.local_day(at, point.zone):
        raise HoursRefused(Reason("has_begun", overridable=False))
    before = next((span for span in spans if span.last == valid_from - timedelta(days=1)), None)
    rest = [span for span in spans if span not in (gone, before)]
    _write_weeks(point, [*rest, replace(before, last=gone.last)] if before else rest)
    outbox.announce(HoursChanged(service_point_id=point.pk, since=valid_from.isoformat()), at=at)


def _write_weeks(point: ServicePoint, spans: Sequence[WeekSpan]) -> None:
    Hours.objects.filter(service_point=point, kind=HoursKind.WEEK).delete()
    Hours.objects.bulk_create(row for span in joined(spans) for row in _rows(point, span))


def _rows(point: ServicePoint, span: WeekSpan) -> list[Hours]:
    """The rows of a week; a week that is closed altogether keeps one empty row."""
    same = {"service_point": point, "kind": HoursKind.WEEK, "reason": span.reason}
    days = {"valid_from": span.first, "valid_until": span.last}
    rows = [
        Hours(weekday=day, opens=i.opens, closes=i.closes, **same, **days)
        for day, intervals in span.week.items()
        for i in intervals
    ]
    return rows or [Hours(weekday=0, **same, **days)]


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


@transaction.atomic
def add_document(*, document: PolicyDocument, by: Actor) -> PolicyDocument:
    """Keep a regulation or decision that the library goes by."""
    permissions.may_edit_network(by)
    return _saved_document(document)


@transaction.atomic
def change_document(*, document: PolicyDocument, by: Actor) -> PolicyDocument:
    """What a document is called and how long it holds; what was charged on it keeps the words of its day."""
    permissions.may_edit_network(by)
    return _saved_document(document)


def _saved_document(document: PolicyDocument) -> PolicyDocument:
    document.number = " ".join(document.number.split())
    document.title = " ".join(document.title.split())
    reasons = [] if document.number else [Reason("number_missing", overridable=False)]
    if PolicyDocument.objects.filter(number=document.number).exclude(pk=document.pk).exists():
        reasons.append(Reason("number_taken", {"number": document.number}, overridable=False))
    if document.valid_from and document.valid_until and document.valid_until < document.valid_from:
        reasons.append(Reason("ends_before", overridable=False))
    if reasons:
        raise DocumentRefused(*reasons)
    document.save()
    return document
