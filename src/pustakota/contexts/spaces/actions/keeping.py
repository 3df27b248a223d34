"""Say what can be booked, how it is set up and what it looks like; every change is kept."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Model

from pustakota.contexts.spaces import permissions, queries, rules
from pustakota.contexts.spaces.errors import ResourceRefused
from pustakota.contexts.spaces.events import ResourceChanged
from pustakota.contexts.spaces.models import (
    Access,
    Booking,
    Change,
    Kind,
    Layout,
    LicenceKind,
    Mode,
    Picture,
    Policy,
    Resource,
)
from pustakota.foundation import outbox
from pustakota.foundation.images import NoPictureError, small_jpeg
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pustakota.contexts.organisation.models import ServicePoint
    from pustakota.foundation.actors import Actor

LONGEST_SIDE = 1200
"""Pixels of the longer side of a picture."""
KEPT = (
    *("name", "kind", "mode", "policy", "part_of", "about", "equipment", "access", "access_notes", "contact"),
    *("seats", "is_active", "is_pool", "records_people", "licence"),
)
"""What may change of a resource; its service point stays."""
OF_LAYOUT = ("name", "shape", "seats", "before", "after", "is_active")


@transaction.atomic
def add_resource(
    *,
    service_point: ServicePoint,
    name: str,
    kind: Kind,
    policy: Policy,
    by: Actor,
    at: datetime,
    mode: Mode = Mode.INSTANT,
    part_of: Resource | None = None,
    about: str = "",
    equipment: str = "",
    access: tuple[str, ...] = (),
    access_notes: str = "",
    contact: str = "",
    seats: int | None = None,
    is_pool: bool = False,
    records_people: bool = False,
    licence: LicenceKind | None = None,
) -> Resource:
    """Something that can be booked from now on."""
    permissions.may_keep(by, service_point.pk)
    row = Resource(
        service_point=service_point,
        name=name.strip(),
        kind=kind,
        policy=policy,
        mode=mode,
        part_of=part_of,
        about=about.strip(),
        equipment=equipment.strip(),
        access=list(access),
        access_notes=access_notes.strip(),
        contact=contact.strip(),
        seats=seats,
        is_pool=is_pool,
        records_people=records_people,
        licence=licence,
    )
    if reasons := [*_against(row), *_against_parts(row, None)]:
        raise ResourceRefused(*reasons)
    row.save()
    outbox.announce(ResourceChanged(resource_id=row.pk), at=at)
    return row


@transaction.atomic
def change_resource(*, resource: Resource, by: Actor, at: datetime, **given: Any) -> Resource:
    """What something is, in other words or on other terms; what it was is kept. ``given``: names of ``KEPT``."""
    permissions.may_keep(by, resource.service_point_id)
    row = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    before = noted(row, KEPT)
    for name, value in given.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if reasons := [*_against(row), *_against_parts(row, resource)]:
        raise ResourceRefused(*reasons)
    row.save()
    note_change({"resource": row}, before, noted(row, KEPT), by=by, at=at)
    outbox.announce(ResourceChanged(resource_id=row.pk), at=at)
    return row


def _against(row: Resource) -> Iterator[Reason]:
    others = Resource.objects.filter(service_point=row.service_point_id).exclude(pk=row.pk)
    if not row.name:
        yield Reason("name_missing", overridable=False)
    if others.filter(name=row.name).exists():
        yield Reason("name_taken", {"name": row.name}, overridable=False)
    if row.part_of is not None and row.part_of.service_point_id != row.service_point_id:
        yield Reason("parts_elsewhere", overridable=False)
    if row.is_pool and row.part_of is not None:
        yield Reason("pool_is_no_part", overridable=False)
    yield from (Reason("access_unknown", {"code": code}, overridable=False) for code in {*row.access} - {*Access})


def _against_parts(row: Resource, was: Resource | None) -> Iterator[Reason]:
    """Claims are on what has no parts: what is booked already gets no first part."""
    if row.part_of_id is None or (was and was.part_of_id == row.part_of_id):
        return
    if was and row.part_of_id in rules.below(was.pk, queries.parents_at(row.service_point_id)):
        yield Reason("part_of_itself", overridable=False)
    elif _is_booked_whole(row.part_of_id):
        yield Reason("booked_as_a_whole", overridable=False)


def _is_booked_whole(key: int) -> bool:
    has_parts = Resource.objects.filter(part_of=key).exists()
    return not has_parts and Booking.objects.filter(resource=key, state__in=rules.OPEN).exists()


@transaction.atomic
def keep_layout(*, resource: Resource, by: Actor, at: datetime, layout: Layout | None = None, **given: Any) -> Layout:
    """A way to set something up, new or changed; ``given``: names of ``OF_LAYOUT``."""
    permissions.may_keep(by, resource.service_point_id)
    row = layout or Layout(resource=resource)
    before = noted(row, OF_LAYOUT) if layout else {}
    for name, value in given.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    others = Layout.objects.filter(resource=resource, name=row.name).exclude(pk=row.pk)
    checks = (
        (Reason("name_missing", overridable=False), not row.name),
        (Reason("name_taken", {"name": row.name}, overridable=False), others.exists()),
        (Reason("no_seats", overridable=False), not row.seats),
    )
    if reasons := [reason for reason, is_wrong in checks if is_wrong]:
        raise ResourceRefused(*reasons)
    row.save()
    note_change({"resource": resource}, before, noted(row, OF_LAYOUT), by=by, at=at, about=row.name)
    return row


def add_picture(*, resource: Resource, picture: BinaryIO, words: str, by: Actor, at: datetime) -> Picture:
    """A photo, with what it shows in words for those who do not see it."""
    permissions.may_keep(by, resource.service_point_id)
    if not words.strip():
        raise ResourceRefused(Reason("words_missing", overridable=False))
    try:
        small = small_jpeg(picture, longest=LONGEST_SIDE)
    except NoPictureError as error:
        raise ResourceRefused(Reason("no_picture", overridable=False)) from error
    row = Picture(resource=resource, code=secrets.token_hex(12), words=words.strip(), added_at=at)
    with transaction.atomic():
        storages["private"].save(queries.picture_file(row.code), ContentFile(small))
        row.save()
        note_change({"resource": resource}, {"picture": None}, {"picture": row.words}, by=by, at=at)
    return row


@transaction.atomic
def drop_picture(*, picture: Picture, by: Actor, at: datetime) -> None:
    """A photo is shown no longer; the file goes once that is certain."""
    permissions.may_keep(by, picture.resource.service_point_id)
    name = queries.picture_file(picture.code)
    note_change({"resource": picture.resource}, {"picture": picture.words}, {"picture": None}, by=by, at=at)
    picture.delete()
    transaction.on_commit(lambda: storages["private"].delete(name))


def noted(row: Resource | Policy | Layout, names: tuple[str, ...]) -> dict[str, Any]:
    """What stands in some fields, as plain values; what another row says, in its words."""
    values = ((name, getattr(row, name)) for name in names)
    return {name: str(value) if isinstance(value, Model) else value for name, value in values}


def note_change(
    of: Mapping[str, Resource | Policy],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    about: str = "",
) -> None:
    """Keep what a change changed; nothing where all is as it was. ``about``: the layout, where it is one's."""
    changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if changed:
        about_it = {"layout": [about, about]} if about else {}
        Change.objects.create(changed=about_it | changed, at=at, by=by.account_id, **of)
