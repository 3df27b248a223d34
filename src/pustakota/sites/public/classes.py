"""What the broad classes are called: our own short words, since the captions of the scheme are not ours to print."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLASS_DIGITS = 3
CLASS_WORDS: Mapping[str, str | Promise] = {
    "0": _("computers, information, general works"),
    "1": _("philosophy and psychology"),
    "2": _("religion"),
    "29": _("Islam and other religions"),
    "297": _("Islam"),
    "3": _("society, law, education"),
    "4": _("languages"),
    "5": _("nature and mathematics"),
    "6": _("health, technology, farming, cooking"),
    "7": _("arts, music, sports"),
    "8": _("literature"),
    "899": _("literature of Indonesia and the Pacific"),
    "9": _("history, travel, lives"),
    "959": _("history of Southeast Asia"),
}


def class_name(number: str) -> str:
    """``3`` is "300 · society, law, education", ``29`` is "290–299 · …", ``297`` is "297 · Islam"."""
    written = f"{number}0–{number}9" if len(number) == CLASS_DIGITS - 1 else number.ljust(CLASS_DIGITS, "0")
    words = CLASS_WORDS.get(number)
    return f"{written} · {words}" if words else written
