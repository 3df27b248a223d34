"""A member's photo: kept by consent, small, and gone when the consent is."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction

from pustakota.contexts.people import permissions, queries, rules
from pustakota.contexts.people.errors import PhotoRefused
from pustakota.contexts.people.models import Photo
from pustakota.foundation.images import NoPictureError, small_jpeg
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from datetime import datetime

    from pustakota.contexts.people.models import Person
    from pustakota.foundation.actors import Actor

LONGEST = 480


def keep_photo(*, person: Person, picture: BinaryIO, by: Actor, at: datetime) -> Photo:
    """Keep a member's photo, where the member or a guardian agreed to it."""
    permissions.may_note_wish_of(by, person.pk)
    if not queries.has_consent(person.pk, rules.PHOTO):
        raise PhotoRefused(Reason("photo_consent_needed", overridable=False))
    try:
        small = small_jpeg(picture, longest=LONGEST)
    except NoPictureError as error:
        raise PhotoRefused(Reason("no_picture", overridable=False)) from error
    with transaction.atomic():
        drop_photo_of(person)
        photo = Photo(person=person, kept_at=at)
        storages["private"].save(queries.photo_file(photo.code), ContentFile(small))
        photo.save()
    return photo


@transaction.atomic
def drop_photo(*, person: Person, by: Actor) -> None:
    """No longer keep a member's photo."""
    permissions.may_note_wish_of(by, person.pk)
    drop_photo_of(person)


def drop_photo_of(person: Person) -> None:
    """Delete the row, and the file once that is certain."""
    for photo in Photo.objects.filter(person=person):
        name = queries.photo_file(photo.code)
        photo.delete()
        transaction.on_commit(lambda name=name: storages["private"].delete(name))  # type: ignore[misc]
