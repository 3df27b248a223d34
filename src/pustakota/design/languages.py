"""Names of languages by the three-letter codes of MARC (ISO 639-2/B), and the languages in which the site speaks."""

from django.conf import settings
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


SITE_LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def in_language(address: str, code: str) -> str:
    """The address of the same page in a language: the default one stands at the root, others behind their code."""
    first, _slash, rest = address[1:].partition("/")
    at_root = f"/{rest}" if first in SITE_LANGUAGES and first != settings.LANGUAGE_CODE else address
    return at_root if code == settings.LANGUAGE_CODE else f"/{code}{at_root}"


# BCP 47 wants the shortest code of a language; MARC's own differ from ISO 639-2/T where they are English.
_SHORT = {
    "ind": "id", "eng": "en", "jav": "jv", "sun": "su", "may": "ms", "ara": "ar", "dut": "nl", "fre": "fr", "ger": "de",
    "spa": "es", "por": "pt", "ita": "it", "lat": "la", "rus": "ru", "jpn": "ja", "chi": "zh", "kor": "ko", "hin": "hi",
    "tam": "ta", "per": "fa", "tha": "th", "vie": "vi", "tur": "tr", "gre": "el", "swe": "sv", "dan": "da", "pol": "pl",
    "cze": "cs", "heb": "he", "san": "sa", "urd": "ur", "ben": "bn", "bur": "my", "nor": "no", "fin": "fi", "hun": "hu",
}  # fmt: skip
_ENGLISH_CODES = {"mac": "mk", "rum": "ro", "slo": "sk", "alb": "sq", "arm": "hy", "baq": "eu", "geo": "ka",
                  "ice": "is", "wel": "cy", "tib": "bo", "mao": "mi"}  # fmt: skip


def web_code(code: str) -> str:
    """The language as the web writes it (BCP 47): "ind" is "id"; codes without a short one stand as they are."""
    return _SHORT.get(code) or _ENGLISH_CODES.get(code, code)
