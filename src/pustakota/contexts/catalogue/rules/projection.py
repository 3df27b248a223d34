"""What a MARC record says to people: one pure function from the record to plain values.

Everything here is derived and may be made anew at any time; the MARC itself stays the truth. A missing value is an
empty string, an empty tuple or None, never a guess.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pustakota.contexts.catalogue.marc.record import Field, Fields, MarcRecord, by_tag
from pustakota.contexts.catalogue.rules import names_and_headings as headings
from pustakota.contexts.catalogue.rules.classification import class_of
from pustakota.contexts.catalogue.rules.fixed_fields import audience_of, kind_of, languages_of, year_of
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.catalogue.rules.issn import issns_in
from pustakota.contexts.catalogue.rules.price import rupiah_in
from pustakota.contexts.catalogue.rules.wording import phrase, plain, sort_form, unbracketed
from pustakota.contexts.catalogue.rules.works import work_in

_MAIN = ("100", "110", "111")
_ADDED = ("700", "710", "711")
_SUBJECTS = ("600", "610", "611", "630", "648", "650", "651")
_OTHER_TITLES = ("130", "240", "246", "247", "730", "740")
_NOTES = ("500", "501", "502", "504", "507", "508", "511", "515", "518", "521", "530", "533", "534", "538", "546",
          "580", "586", "590")  # fmt: skip
_JUVENILE_WORDS = ("juvenile", "children's", "bacaan anak", "cerita anak")


class Projection(NamedTuple):
    """A record as pages, lists and the search index read it.

    ``authors``: names as headings stand, the main entry first; ``author_dates`` runs beside it.
    ``main_heading``: 1XX as it stands, for the call number; empty when the title is the main entry.
    ``vernacular_titles`` and ``vernacular_authors``: the same in their own script, from 880.
    ``class_source``: "ddc", "lcc_proposed" (derived from the Library of Congress class) or empty.
    ``price``: whole rupiah. ``kind``: book, serial, map … (see fixed_fields.KINDS).
    ``work``: the number that editions of one work share; None where the record says too little to tell.
    """

    control_number: str
    source: str
    title: str
    subtitle: str
    part: str
    title_sort: str
    other_titles: tuple[str, ...]
    responsibility: str
    main_heading: str
    authors: tuple[str, ...]
    author_dates: tuple[str, ...]
    year: int | None
    date_text: str
    language: str
    languages: tuple[str, ...]
    publisher: str
    place: str
    edition: str
    extent: str
    series: tuple[str, ...]
    subjects: tuple[str, ...]
    genres: tuple[str, ...]
    isbns: tuple[str, ...]
    issns: tuple[str, ...]
    ddc: str
    lcc: str
    class_number: str
    class_source: str
    summary: str
    notes: tuple[str, ...]
    contents: str
    audience: str
    kind: str
    price: int | None
    vernacular_titles: tuple[str, ...]
    vernacular_authors: tuple[str, ...]
    work: int | None


def project(record: MarcRecord) -> Projection:
    """The projection of any record, however strange; it never raises."""
    fields = by_tag(record.fields)
    fixed = _control(fields, "008")
    imprint = _imprint(fields)
    title, subtitle, part = _title(fields)
    people = _people(fields)
    subjects, genres = _subjects(fields), _genres(fields)
    languages = languages_of(fixed, [value for field in fields.get("041", ()) for value in _all(field, "ad")])
    numbers = class_of(fields)
    dates = [value for field in _imprints(fields) for value in _all(field, "c")]
    return Projection(
        control_number=plain(_control(fields, "001")),
        source=plain(_control(fields, "003")),
        title=title,
        subtitle=subtitle,
        part=part,
        title_sort=_title_sort(fields, title, subtitle, part),
        other_titles=_other_titles(fields, title),
        responsibility=_joined(fields, ("245",), "c"),
        main_heading=next((plain(_first(field, "a")) for tag in _MAIN for field in fields.get(tag, ())), ""),
        authors=tuple(people),
        author_dates=tuple(people.values()),
        year=year_of(fixed, dates),
        date_text=phrase(dates[0]) if dates else "",
        language=languages[0] if languages else "",
        languages=languages,
        publisher=unbracketed(_first(imprint, "b")) if imprint else "",
        place=unbracketed(_first(imprint, "a")) if imprint else "",
        edition=_joined(fields, ("250",), "ab"),
        extent=_joined(fields, ("300",), "abce"),
        series=_series(fields),
        subjects=subjects,
        genres=genres,
        isbns=_numbers(fields, "020", isbns_in),
        issns=_numbers(fields, "022", issns_in),
        ddc=numbers.ddc,
        lcc=numbers.lcc,
        class_number=numbers.chosen,
        class_source=numbers.source,
        summary=_joined(fields, ("520",), "ab"),
        notes=tuple(_texts(fields, _NOTES, "a")),
        contents=_joined(fields, ("505",), "agrt"),
        audience=audience_of(record.leader, fixed) or _audience_by_words(subjects, genres),
        kind=kind_of(record.leader, fixed, _control(fields, "007")),
        price=_price(fields),
        vernacular_titles=_vernacular(fields, ("245",), "abnp"),
        vernacular_authors=_vernacular(fields, (*_MAIN, *_ADDED), "abcq"),
        work=work_in(record.leader, fields),
    )


def _control(fields: Fields, tag: str) -> str:
    found = fields.get(tag)
    return found[0][1] if found else ""


def _first(field: Field, code: str) -> str:
    for part in field[2:]:
        if part[:1] == code:
            return part[1:]
    return ""


def _all(field: Field, codes: str) -> list[str]:
    return [part[1:] for part in field[2:] if part and part[0] in codes]


def _texts(fields: Fields, tags: Iterable[str], codes: str) -> list[str]:
    """One text for each field: its subfields in their order, with the punctuation between them."""
    found = []
    for tag in tags:
        if tag in fields:
            found.extend([phrase(" ".join(_all(field, codes))) for field in fields[tag]])
    return [text for text in found if text]


def _joined(fields: Fields, tags: Iterable[str], codes: str) -> str:
    return "\n".join(_texts(fields, tags, codes))


def _title(fields: Fields) -> tuple[str, str, str]:
    """Title, subtitle and part of 245; without one, of the heading that stands for it."""
    for tag in ("245", "240", "130", "222", "246", "740"):
        for field in fields.get(tag, ()):
            title = phrase(_first(field, "a"))
            subtitle = phrase(" ".join(_all(field, "b")))
            part = phrase(" ".join(_all(field, "np")))
            if title or subtitle or part:
                return (title, subtitle, part) if title else (subtitle or part, "", "")
            if other := phrase(" ".join(_all(field, "kfgs"))):
                return other, "", ""
    return "", "", ""


def _title_sort(fields: Fields, title: str, subtitle: str, part: str) -> str:
    """Without as many leading characters as the second indicator of 245 says do not sort."""
    skip = 0
    if "245" in fields:
        second = fields["245"][0][1][1:2]
        skip = int(second) if second.isdecimal() and second.isascii() else 0
    whole = f"{title} {part} {subtitle}" if part else f"{title} {subtitle}"
    return sort_form(whole[skip:] if skip < len(title) else whole)[:200].rstrip()


def _other_titles(fields: Fields, title: str) -> tuple[str, ...]:
    found = dict.fromkeys(_texts(fields, _OTHER_TITLES, "abnp"))
    found.pop(title, None)
    return tuple(found)


def _people(fields: Fields) -> dict[str, str]:
    """Display name to dates of life, the main entry first, each name once."""
    found: dict[str, str] = {}
    for tag in (*_MAIN, *_ADDED):
        for field in fields.get(tag, ()):
            name, dates = headings.name_and_dates(field)
            if name and not found.get(name):
                found[name] = dates
    return found


def _imprints(fields: Fields) -> list[Field]:
    """264 for publication first, then 260, then 264 for production or distribution; copyright dates last."""
    newer = fields.get("264", ())
    published = [field for field in newer if field[1][1:2] == "1"]
    return [*published, *fields.get("260", ()), *(field for field in newer if field[1][1:2] != "1")]


def _imprint(fields: Fields) -> Field | None:
    return next(iter(_imprints(fields)), None)


def _series(fields: Fields) -> tuple[str, ...]:
    found = _texts(fields, ("490", "440"), "anpv") or _texts(fields, ("830", "800", "810", "811"), "anptv")
    return tuple(dict.fromkeys(found))


def _subjects(fields: Fields) -> tuple[str, ...]:
    """Headings with their subdivisions, then the uncontrolled words of 653, each once whatever its case."""
    found: dict[str, str] = {}
    for tag in _SUBJECTS:
        for field in fields.get(tag, ()):
            if heading := headings.subject(field):
                found.setdefault(heading.casefold(), heading)
    for field in fields.get("653", ()):
        for value in _all(field, "a"):
            if word := phrase(value):
                found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _genres(fields: Fields) -> tuple[str, ...]:
    return tuple(dict.fromkeys(heading for field in fields.get("655", ()) if (heading := headings.subject(field))))


def _numbers(fields: Fields, tag: str, find: Callable[[str], list[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for field in fields.get(tag, ()):
        for value in _all(field, "a"):
            found.update(dict.fromkeys(find(value)))
    return tuple(found)


def _audience_by_words(subjects: Iterable[str], genres: Iterable[str]) -> str:
    for heading in (*subjects, *genres):
        folded = heading.lower()
        if any(word in folded for word in _JUVENILE_WORDS):
            return "juvenile"
    return ""


def _price(fields: Fields) -> int | None:
    for tag in ("020", "037", "365"):
        for field in fields.get(tag, ()):
            for value in _all(field, "bc"):
                if (price := rupiah_in(value)) is not None:
                    return price
    return None


def _vernacular(fields: Fields, tags: tuple[str, ...], codes: str) -> tuple[str, ...]:
    """From 880 fields whose $6 names one of the tags."""
    found = [
        text
        for field in fields.get("880", ())
        if _first(field, "6")[:3] in tags and (text := phrase(" ".join(_all(field, codes))))
    ]
    return tuple(dict.fromkeys(found))
