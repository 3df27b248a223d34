"""Photos that staff take at the desk: made small, without place, time and camera, under a code that nobody guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from pustakota.contexts.spaces.models import new_photo_code
from pustakota.foundation.images import NoPictureError, small_jpeg
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from pustakota.foundation.errors import Refusal

LONGEST_SIDE = 1200
"""Pixels of the longer side of a photo."""


def kept_photo(photo: BinaryIO | None, name_of: Callable[[str], str], refused: type[Refusal]) -> str:
    """The code under which a photo lies; nothing without one. ``name_of``: code → name in the private storage."""
    if photo is None:
        return ""
    try:
        small = small_jpeg(photo, longest=LONGEST_SIDE)
    except NoPictureError as error:
        raise refused(Reason("no_picture", overridable=False)) from error
    code = new_photo_code()
    storages["private"].save(name_of(code), ContentFile(small))
    return code
