"""What can be typed into the search box, with an example of each that can be tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pustakota.sites.public.addresses import search_address


@dataclass(frozen=True, slots=True)
class Tip:
    """`typed` says the example in each language of the site: fields have a name in both."""

    typed: Mapping[str, str]
    meaning: str | Promise

    @property
    def example(self) -> str:
        return self.typed.get(get_language() or "id", self.typed["id"])

    @property
    def address(self) -> str:
        return f"{search_address()}?{urlencode({'q': self.example})}"


def _same(example: str) -> dict[str, str]:
    return {"id": example, "en": example}


WORDS = (
    Tip(
        _same("bumi manusia toer"), _("Titles with all of these words, in any order. Other forms of a word count too.")
    ),
    Tip(_same('"bumi manusia"'), _("The words side by side, as they stand in the quotes.")),
    Tip(_same("sejarah -jawa"), _("A minus right before a word leaves out titles with that word.")),
    Tip(_same("978-979-97312-3-4"), _("An ISBN, with or without hyphens, or the number on a label.")),
)
FIELDS = (
    Tip({"id": "pengarang:toer", "en": "author:toer"}, _("Only among the names of authors.")),
    Tip({"id": "judul:hujan", "en": "title:hujan"}, _("Only in the title.")),
    Tip({"id": "subjek:pertanian", "en": "subject:pertanian"}, _("Only among the subjects.")),
    Tip({"id": "penerbit:gramedia", "en": "publisher:gramedia"}, _("Only in the name of the publisher.")),
    Tip({"id": "seri:dongeng", "en": "series:dongeng"}, _("Only in the name of the series.")),
    Tip({"id": "bahasa:jawa", "en": "language:javanese"}, _("Only in this language.")),
    Tip({"id": "tahun:1998", "en": "year:1998"}, _("Only from this year.")),
    Tip(
        {"id": "tahun:1990-1999", "en": "year:1990-1999"},
        _("From year to year. -1950 is until 1950, 2000- is since 2000."),
    ),
    Tip({"id": "kelas:813", "en": "class:813"}, _("Only where the class number begins so.")),
)
TOGETHER = (
    Tip(
        {"id": 'pengarang:"Pramoedya Ananta Toer"', "en": 'author:"Pramoedya Ananta Toer"'},
        _("Quotes keep the words of a field together."),
    ),
    Tip(
        {"id": "hujan -pengarang:damono", "en": "hujan -author:damono"},
        _("A minus before a field leaves out what it says."),
    ),
    Tip(
        {"id": "sejarah subjek:jawa tahun:2000-", "en": "sejarah subject:jawa year:2000-"},
        _("Fields and words in any order. All of them must be true."),
    ),
)
