"""Names of languages, by the three-letter codes of MARC (ISO 639-2/B)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "ind": _("Indonesian"),
    "eng": _("English"),
    "jav": _("Javanese"),
    "sun": _("Sundanese"),
    "mad": _("Madurese"),
    "ban": _("Balinese"),
    "min": _("Minangkabau"),
    "bug": _("Buginese"),
    "mak": _("Makasar"),
    "btk": _("Batak languages"),
    "ace": _("Acehnese"),
    "bjn": _("Banjarese"),
    "may": _("Malay"),
    "kaw": _("Old Javanese"),
    "san": _("Sanskrit"),
    "ara": _("Arabic"),
    "dut": _("Dutch"),
    "fre": _("French"),
    "ger": _("German"),
    "spa": _("Spanish"),
    "por": _("Portuguese"),
    "ita": _("Italian"),
    "lat": _("Latin"),
    "rus": _("Russian"),
    "jpn": _("Japanese"),
    "chi": _("Chinese"),
    "kor": _("Korean"),
    "hin": _("Hindi"),
    "tam": _("Tamil"),
    "per": _("Persian"),
    "tha": _("Thai"),
    "vie": _("Vietnamese"),
    "tet": _("Tetum"),
    "map": _("other Austronesian languages"),
    "paa": _("Papuan languages"),
    "tur": _("Turkish"),
    "gre": _("Greek"),
    "swe": _("Swedish"),
    "dan": _("Danish"),
    "pol": _("Polish"),
    "cze": _("Czech"),
    "heb": _("Hebrew"),
}


def language_name(code: str) -> str:
    """The language's name; an unknown code as it stands."""
    return str(NAMES.get(code, code))
