"""Other libraries' Dublin Core and MODS as MARC: what a person would write down of it, and nothing guessed.

Neither holds a whole record, so nothing is lost by it: what came is kept beside it. Source: the Library of Congress's
"Dublin Core to MARC Crosswalk" and "MODS to MARC 21 Mapping", for what union catalogues and copying need.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, control_field, data_field
from pustakota.contexts.catalogue.rules.isbn import isbns_in
from pustakota.contexts.catalogue.rules.issn import issns_in
from pustakota.contexts.catalogue.rules.wording import plain

_LEADER = "00000n{0} a2200000 u 4500"
_TYPES = {
    "sound": "jm", "musik": "jm", "image": "km", "stillimage": "km", "movingimage": "gm", "video": "gm", "map": "em",
    "cartographic": "em", "software": "mm", "kit": "om", "serial": "as", "journal": "as", "majalah": "as",
    "continuing": "as", "sound recording": "jm", "moving image": "gm", "still image": "km",
}  # fmt: skip
_LANGUAGES = {
    "id": "ind", "indonesia": "ind", "indonesian": "ind", "en": "eng", "english": "eng", "inggris": "eng",
    "jv": "jav", "su": "sun", "ar": "ara", "arab": "ara", "nl": "dut", "de": "ger", "fr": "fre", "zh": "chi",
    "ms": "may", "min": "min", "ja": "jpn",
}  # fmt: skip
_CODE = re.compile(r"[a-z]{3}")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_WIDTH_008 = 40

Elements = Mapping[str, list[str]]


def from_dublin_core(root: Element) -> MarcRecord:
    """A record of simple Dublin Core (``oai_dc``, ``srw_dc``)."""
    found: dict[str, list[str]] = {}
    for element in root.iter():
        if value := plain(element.text or ""):
            found.setdefault(local_name(element), []).append(value)
    shape = next((_TYPES[kind.lower()] for kind in found.get("type", ()) if kind.lower() in _TYPES), "am")
    return _record(shape, _of_dublin_core(found), found.get("date", ()), found.get("language", ()))


def _of_dublin_core(found: Elements) -> Iterator[Field]:
    names = [*found.get("creator", ()), *found.get("contributor", ())]
    yield from _numbers([*found.get("identifier", ()), *found.get("source", ())])
    yield from _names(names, has_main=bool(found.get("creator")))
    yield from _title(found.get("title", ()), is_main=not found.get("creator"))
    yield from _imprint((), found.get("publisher", ()), found.get("date", ()))
    yield from _each("300", found.get("format", ()))
    yield from _each("520", found.get("description", ()))
    yield from _each("653", [*found.get("subject", ()), *found.get("coverage", ())])
    yield from _links(found.get("identifier", ()))


def from_mods(root: Element) -> MarcRecord:
    """A record of MODS 3."""
    record = root if local_name(root) == "mods" else next((e for e in root.iter() if local_name(e) == "mods"), root)
    kinds = _texts(record, "typeOfResource") + _texts(record, "originInfo", "issuance")
    shape = next((_TYPES[kind.lower()] for kind in kinds if kind.lower() in _TYPES), "am")
    dates = _texts(record, "originInfo", "dateIssued") or _texts(record, "originInfo", "copyrightDate")
    return _record(shape, _of_mods(record, dates), dates, _texts(record, "language", "languageTerm"))


def _of_mods(record: Element, dates: list[str]) -> Iterator[Field]:
    names = [_mods_name(each) for each in _children(record, "name")]
    for each in _texts(record, "recordInfo", "recordIdentifier")[:1]:
        yield control_field("001", each)
    yield from _numbers([plain(each.text or "") for each in _children(record, "identifier")])
    for classed in _children(record, "classification"):
        if (classed.get("authority") or "").startswith("ddc") and (number := plain(classed.text or "")):
            yield data_field("082", "04", [("a", number)])
    yield from _names(names, has_main=bool(names))
    yield from _mods_title(record, is_main=not names)
    yield from _each("250", _texts(record, "originInfo", "edition"))
    places = [
        plain(term.text or "")
        for place in _descendants(record, "originInfo", "place")
        for term in _children(place, "placeTerm")
        if term.get("type") != "code"
    ]
    yield from _imprint(places, _texts(record, "originInfo", "publisher"), dates)
    yield from _each("300", _texts(record, "physicalDescription", "extent"))
    yield from _each("520", _texts(record, "abstract"))
    yield from _each("500", _texts(record, "note"))
    yield from _each("653", [_parts_of(each) for each in _children(record, "subject")])
    yield from _links(_texts(record, "location", "url"))


def _mods_title(record: Element, *, is_main: bool) -> Iterator[Field]:
    for title in _children(record, "titleInfo"):
        if title.get("type"):
            continue
        before, main = " ".join(_texts(title, "nonSort")), " ".join(_texts(title, "title"))
        parts = [("a", f"{before} {main}".strip()), ("b", " ".join(_texts(title, "subTitle")))]
        parts += [("n", each) for each in _texts(title, "partNumber")]
        parts += [("p", each) for each in _texts(title, "partName")]
        yield data_field("245", f"{0 if is_main else 1}0", [(code, value) for code, value in parts if value])
        return


def _mods_name(name: Element) -> str:
    parts = [each for each in _children(name, "namePart") if each.get("type") in {None, "family", "given"}]
    return ", ".join(value for each in parts if (value := plain(each.text or "")))


def _parts_of(subject: Element) -> str:
    values = (plain("".join(each.itertext())) for each in subject)
    return " -- ".join(value for value in values if value)


def _record(shape: str, fields: Iterable[Field], dates: Iterable[str], languages: Iterable[str]) -> MarcRecord:
    year = next((found[1] for date in dates if (found := _YEAR.search(date))), "")
    language = next((code for said in languages if (code := _language(said))), "")
    fixed = f"{'':6}{'s' if year else 'n'}{year:4}{'':4}{'':20}{language:3}".ljust(_WIDTH_008)
    whole = sorted([control_field("008", fixed), *fields], key=lambda field: field[0])
    return MarcRecord(_LEADER.format(shape), whole)


def _language(said: str) -> str:
    folded = said.strip().lower()
    known = _LANGUAGES.get(folded) or _LANGUAGES.get(folded.partition("-")[0])
    return known or (folded if _CODE.fullmatch(folded) else "")


def _numbers(texts: Iterable[str]) -> Iterator[Field]:
    plain_texts = [each for each in texts if not _ADDRESS.match(each)]
    for isbn in dict.fromkeys(isbn for each in plain_texts for isbn in isbns_in(each)):
        yield data_field("020", "  ", [("a", isbn)])
    for issn in dict.fromkeys(issn for each in plain_texts if not isbns_in(each) for issn in issns_in(each)):
        yield data_field("022", "  ", [("a", issn)])


def _names(names: Iterable[str], *, has_main: bool) -> Iterator[Field]:
    for place, name in enumerate(dict.fromkeys(each for each in names if each)):
        yield data_field("100" if has_main and place == 0 else "700", "1 ", [("a", name)])


def _title(titles: Iterable[str], *, is_main: bool) -> Iterator[Field]:
    """Most catalogues here write "Judul : anak judul / penanggung jawab" in one."""
    for place, whole in enumerate(titles):
        named, _slash, responsibility = whole.partition(" / ")
        main, _colon, rest = named.partition(" : ")
        parts = [("a", main.strip()), ("b", rest.strip()), ("c", responsibility.strip())]
        kept = [(code, value) for code, value in parts if value]
        if kept:
            yield data_field("246" if place else "245", f"{0 if is_main or place else 1}0", kept)


def _imprint(places: Iterable[str], publishers: Iterable[str], dates: Iterable[str]) -> Iterator[Field]:
    parts = [*(("a", each) for each in list(places)[:1]), *(("b", each) for each in list(publishers)[:1])]
    parts += [("c", each) for each in list(dates)[:1]]
    if parts:
        yield data_field("264", " 1", parts)


def _each(tag: str, texts: Iterable[str]) -> Iterator[Field]:
    return (data_field(tag, "  ", [("a", each)]) for each in dict.fromkeys(texts) if each)


def _links(texts: Iterable[str]) -> Iterator[Field]:
    found = (match[0] for each in texts if (match := _ADDRESS.match(each)))
    return (data_field("856", "42", [("u", each)]) for each in dict.fromkeys(found))


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, name: str) -> list[Element]:
    return [each for each in element if local_name(each) == name]


def _descendants(element: Element, *path: str) -> list[Element]:
    found = [element]
    for name in path:
        found = [child for each in found for child in _children(each, name)]
    return found


def _texts(element: Element, *path: str) -> list[str]:
    return [text for each in _descendants(element, *path) if (text := plain(each.text or ""))]


READERS: Mapping[str, Callable[[Element], MarcRecord]] = {"mods": from_mods, "modsCollection": from_mods}
"""By the name of the outermost element; everything else is read as Dublin Core."""
