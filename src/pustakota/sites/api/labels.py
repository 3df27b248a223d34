"""What the values of facets are called, in the language that is active."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pustakota.contexts.organisation import queries as organisation

LANGUAGES = {
    "ara": _("Arabic"),
    "ban": _("Balinese"),
    "bug": _("Buginese"),
    "chi": _("Chinese"),
    "dut": _("Dutch"),
    "eng": _("English"),
    "fre": _("French"),
    "ger": _("German"),
    "ind": _("Indonesian"),
    "ita": _("Italian"),
    "jav": _("Javanese"),
    "jpn": _("Japanese"),
    "kor": _("Korean"),
    "lat": _("Latin"),
    "may": _("Malay"),
    "min": _("Minangkabau"),
    "por": _("Portuguese"),
    "rus": _("Russian"),
    "san": _("Sanskrit"),
    "spa": _("Spanish"),
    "sun": _("Sundanese"),
    "tha": _("Thai"),
    "vie": _("Vietnamese"),
}


def labels_of(facet: str) -> Callable[[str], str]:
    """From a value of a facet to its name; a value without one is its own name."""
    if facet == "service_point":
        names: Mapping[str, str] = {str(point.pk): point.name for point in organisation.points_in_service()}
        return lambda value: names.get(value, value)
    return OTHERS.get(facet, str)


def _language(code: str) -> str:
    return str(LANGUAGES.get(code, code))


def _decade(year: str) -> str:
    return f"{year}–{int(year) + 9}" if year.isdecimal() else year


def _available(_value: str) -> str:
    return gettext("Available now")


OTHERS: Mapping[str, Callable[[str], str]] = {"language": _language, "decade": _decade, "available": _available}
