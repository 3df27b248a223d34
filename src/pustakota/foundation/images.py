"""Pictures that people give: opened with care, turned upright, made small, freed of what the camera wrote into them."""

from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 8 * 1024 * 1024
"""Bytes of a picture that is taken at all."""
MOST_PIXELS = 50_000_000
KINDS = ("JPEG", "PNG", "WEBP")


class NoPictureError(Exception):
    """What was given is no picture that can be used."""


def small_jpeg(given: BinaryIO, *, longest: int, quality: int = 80) -> bytes:
    """A JPEG whose longer side has at most ``longest`` pixels, without place, time and camera."""
    made = BytesIO()
    _small(given, "RGB", longest).save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()


def small_png(given: BinaryIO, *, longest: int) -> bytes:
    """The same as PNG, which keeps what can be seen through."""
    made = BytesIO()
    _small(given, "RGBA", longest).save(made, "PNG", optimize=True)
    return made.getvalue()


def _small(given: BinaryIO, mode: str, longest: int) -> Image.Image:
    try:
        with Image.open(given, formats=KINDS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NoPictureError("too many pixels")
            upright = ImageOps.exif_transpose(opened).convert(mode)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NoPictureError(str(error)) from error
    upright.thumbnail((longest, longest))
    return upright
