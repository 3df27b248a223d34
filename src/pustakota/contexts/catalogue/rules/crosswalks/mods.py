"""MARC to MODS 3.7. Source: the Library of Congress's "MARC to MODS 3.7" mapping; what a city's books need of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, first, values
from pustakota.contexts.catalogue.rules import names_and_headings as headings
from pustakota.contexts.catalogue.rules.fixed_fields import languages_of, year_of
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.catalogue.rules.issn import issns_in
from pustakota.contexts.catalogue.rules.wording import phrase, plain, unbracketed
from pustakota.foundation.xml_text import around, element

NAMESPACE = "http://www.loc.gov/mods/v3"
SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-7.xsd"
_OPEN = (
    f'<mods xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}" version="3.7">'
)
_RESOURCES = {
    "a": "text", "t": "text", "c": "notated music", "d": "notated music", "e": "cartographic", "f": "cartographic",
    "g": "moving image", "i": "sound recording-nonmusical", "j": "sound recording-musical", "k": "still image",
    "m": "software, multimedia", "o": "mixed material", "p": "mixed material", "r": "three dimensional object",
}  # fmt: skip
_NAMES = {"00": "personal", "10": "corporate", "11": "conference"}
_AUDIENCES = {"a": "preschool", "b": "juvenile", "c": "juvenile", "d": "adolescent", "e": "adult", "f": "specialized",
              "g": "general", "j": "juvenile"}  # fmt: skip
_ISSUANCE = {"m": "monographic", "a": "monographic", "c": "monographic", "d": "monographic", "s": "serial",
             "b": "serial", "i": "integrating resource"}  # fmt: skip
_DIVISIONS = {"v": "genre", "x": "topic", "y": "temporal", "z": "geographic"}
_NOTES = ("500", "501", "502", "504", "508", "511", "515", "518", "530", "533", "534", "538", "546", "580", "586")

Fields = Mapping[str, Sequence[Field]]


def mods(record: MarcRecord, links: Iterable[str] = ()) -> str:
    """A `<mods>` element that stands alone. ``links`` are addresses of the record itself."""
    fields: dict[str, list[Field]] = {}
    for field in record.fields:
        fields.setdefault(field[0], []).append(field)
    fixed = record.control("008")
    parts = (
        *_titles(fields),
        *_names(fields),
        element("typeOfResource", _RESOURCES.get(record.leader[6:7], "")),
        *(element("genre", headings.subject(field)) for field in fields.get("655", ())),
        _origin(record, fields, fixed),
        *_languages(fields, fixed),
        _physical(fields),
        *_texts(fields),
        element("targetAudience", _audience(record, fixed), {"authority": "marctarget"}),
        *_subjects(fields),
        *_classes(fields),
        *_series(fields),
        *_identifiers(fields),
        *_locations(fields, links),
        _about_the_record(record, fixed),
    )
    return f"{_OPEN}{''.join(parts)}</mods>"


def _titles(fields: Fields) -> Iterator[str]:
    for field in fields.get("245", ()):
        whole = plain(first(field, "a"))
        skip = int(field[1][1]) if field[1][1:2].isdecimal() and field[1][1:2].isascii() else 0
        skip = skip if skip < len(whole) else 0
        yield around(
            "titleInfo",
            element("nonSort", whole[:skip])
            + element("title", phrase(whole[skip:]))
            + element("subTitle", phrase(" ".join(values(field, "b"))))
            + element("partNumber", phrase(" ".join(values(field, "n"))))
            + element("partName", phrase(" ".join(values(field, "p")))),
        )
    for kind, tags in (("alternative", ("246", "740")), ("uniform", ("130", "240"))):
        for tag in tags:
            for field in fields.get(tag, ()):
                yield around("titleInfo", element("title", phrase(" ".join(values(field, "abnp")))), {"type": kind})


def _names(fields: Fields) -> Iterator[str]:
    for tag in ("100", "110", "111", "700", "710", "711"):
        for field in fields.get(tag, ()):
            name, dates = headings.name_and_dates(field)
            if name:
                parts = element("namePart", name) + element("namePart", dates, {"type": "date"}) + _roles(field)
                usage = {"usage": "primary"} if tag[0] == "1" else {}
                yield around("name", parts, {"type": _NAMES[tag[1:]], **usage})


def _roles(field: Field) -> str:
    codes = [("code", plain(code)) for code in values(field, "4")]
    words = [("text", phrase(word)) for word in values(field, "e" if field[0][1:] != "11" else "j")]
    if field[0][0] == "1" and not codes and not words:
        words = [("text", "creator")]
    return "".join(
        around("role", element("roleTerm", value, {"type": kind, "authority": "marcrelator"}))
        for kind, value in (*codes, *words)
    )


def _origin(record: MarcRecord, fields: Fields, fixed: str) -> str:
    imprints = [*(field for field in fields.get("264", ()) if field[1][1:2] == "1"), *fields.get("260", ())]
    country = plain(fixed[15:18])
    parts = [
        around("place", element("placeTerm", country, {"type": "code", "authority": "marccountry"}))
        if country.isalpha()
        else ""
    ]
    for field in imprints:
        parts += [
            around("place", element("placeTerm", unbracketed(place), {"type": "text"})) for place in values(field, "a")
        ]
        parts += [element("publisher", unbracketed(publisher)) for publisher in values(field, "b")]
        parts += [element("dateIssued", phrase(date)) for date in values(field, "c")]
    if (year := year_of(fixed, [])) is not None:
        parts.append(element("dateIssued", f"{year:04}", {"encoding": "marc"}))
    parts += [element("edition", phrase(" ".join(values(field, "ab")))) for field in fields.get("250", ())]
    parts.append(element("issuance", _ISSUANCE.get(record.leader[7:8], "")))
    return around("originInfo", "".join(parts))


def _languages(fields: Fields, fixed: str) -> Iterator[str]:
    declared = [value for field in fields.get("041", ()) for value in values(field, "ad")]
    for language in languages_of(fixed, declared):
        term = element("languageTerm", language, {"type": "code", "authority": "iso639-2b"})
        yield around("language", term)


def _physical(fields: Fields) -> str:
    extents = [element("extent", phrase(" ".join(values(field, "abce")))) for field in fields.get("300", ())]
    return around("physicalDescription", "".join(extents))


def _texts(fields: Fields) -> Iterator[str]:
    for tag, name, codes in (("520", "abstract", "ab"), ("505", "tableOfContents", "agrt")):
        for field in fields.get(tag, ()):
            yield element(name, phrase(" ".join(values(field, codes))))
    for field in fields.get("245", ()):
        yield element("note", phrase(" ".join(values(field, "c"))), {"type": "statement of responsibility"})
    for tag in _NOTES:
        for field in fields.get(tag, ()):
            yield element("note", phrase(" ".join(values(field, "a"))))


def _audience(record: MarcRecord, fixed: str) -> str:
    return _AUDIENCES.get(fixed[22:23], "") if record.leader[6:7] in tuple("atcdgijkmor") else ""


def _subjects(fields: Fields) -> Iterator[str]:
    for tag in ("600", "610", "611", "630", "648", "650", "651"):
        for field in fields.get(tag, ()):
            divisions = "".join(
                element(_DIVISIONS[part[:1]], phrase(part[1:])) for part in field[2:] if part[:1] in _DIVISIONS
            )
            yield around("subject", _main_subject(field) + divisions, _authority(field))
    for field in fields.get("653", ()):
        for word in values(field, "a"):
            yield around("subject", element("topic", phrase(word)))


def _main_subject(field: Field) -> str:
    tag = field[0]
    if tag[1:] in _NAMES:
        name, dates = headings.name_and_dates(field)
        parts = element("namePart", name) + element("namePart", dates, {"type": "date"})
        return around("name", parts, {"type": _NAMES[tag[1:]]}) if name else ""
    main = phrase(" ".join(values(field, "abcdgnp")))
    if tag == "630":
        return around("titleInfo", element("title", main))
    return element({"648": "temporal", "651": "geographic"}.get(tag, "topic"), main)


def _authority(field: Field) -> dict[str, str]:
    source = {"0": "lcsh", "1": "lcshac", "2": "mesh"}.get(field[1][1:2], "")
    source = source or (plain(first(field, "2")) if field[1][1:2] == "7" else "")
    return {"authority": source} if source else {}


def _classes(fields: Fields) -> Iterator[str]:
    for tag, authority in (("082", "ddc"), ("050", "lcc"), ("080", "udc")):
        for field in fields.get(tag, ()):
            for number in values(field, "a"):
                yield element("classification", plain(number), {"authority": authority})


def _series(fields: Fields) -> Iterator[str]:
    for tag, codes in (("490", "a"), ("440", "anp")):
        for field in fields.get(tag, ()):
            title = element("title", phrase(" ".join(values(field, codes))))
            number = element("partNumber", phrase(" ".join(values(field, "v")))) if title else ""
            yield around("relatedItem", around("titleInfo", title + number), {"type": "series"})


def _identifiers(fields: Fields) -> Iterator[str]:
    for tag, kind, find in (("020", "isbn", isbns_in), ("022", "issn", issns_in)):
        for field in fields.get(tag, ()):
            for value in values(field, "a"):
                yield from (element("identifier", number, {"type": kind}) for number in find(value))
    for field in fields.get("010", ()):
        yield element("identifier", plain(first(field, "a")), {"type": "lccn"})


def _locations(fields: Fields, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        yield around("location", element("url", link, {"usage": "primary display"}))
    for field in fields.get("856", ()):
        for address in values(field, "u"):
            yield around("location", element("url", plain(address)))


def _about_the_record(record: MarcRecord, fixed: str) -> str:
    source = plain(record.control("003"))
    number = plain(record.control("001"))
    entered = plain(fixed[:6])
    return around(
        "recordInfo",
        (element("recordCreationDate", entered, {"encoding": "marc"}) if entered.isdecimal() else "")
        + element("recordIdentifier", number, {"source": source} if source else None)
        + element("recordOrigin", "Converted from MARC 21"),
    )
