"""Records for reference managers: RIS (as EndNote, Zotero and Mendeley read it) and BibTeX."""

import re
from collections.abc import Iterator

from pustakota.contexts.catalogue.rules.citing.facts import Name, Work
from pustakota.contexts.catalogue.rules.wording import folded

_RIS_KINDS = {"book": "BOOK", "manuscript": "UNPB", "serial": "SER", "map": "MAP", "music": "MUSIC", "video": "VIDEO",
              "sound": "SOUND", "picture": "ART", "electronic": "EBOOK", "braille": "BOOK"}  # fmt: skip
_BIBTEX_KINDS = {"book": "book", "braille": "book", "manuscript": "unpublished"}
_ESCAPED = re.compile(r"[\\{}%&$#_~^]")
_BIBTEX_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_NOT_IN_KEY = re.compile(r"[^a-z0-9]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ONE_PIECE = ","
"""After a name that must not be taken apart: readers take what stands before a comma as one family name."""


def ris(work: Work, address: str) -> str:
    """One entry, lines ended as the format wants them."""
    return "".join(f"{tag}  - {_CONTROL.sub(' ', value).strip()}\r\n" for tag, value in _ris_lines(work, address))


def _ris_lines(work: Work, address: str) -> Iterator[tuple[str, str]]:
    facts = work.facts
    yield "TY", _RIS_KINDS.get(facts.kind, "GEN")
    for tag, people in (("AU", work.authors), ("A2", work.editors), ("A4", work.translators)):
        yield from ((tag, _ris_name(name)) for name in people)
    fields = [
        ("TI", work.title),
        ("PY", work.year),
        ("ET", facts.edition),
        ("CY", facts.place),
        ("PB", facts.publisher),
    ]
    fields += [("T3", series) for series in facts.series[:1]]
    fields += [("SN", number) for number in (*facts.isbns, *facts.issns)]
    fields += [("LA", facts.language), ("AB", facts.summary), *(("KW", subject) for subject in facts.subjects)]
    yield from ((tag, value) for tag, value in [*fields, ("UR", address)] if value)
    yield "ER", ""


def _ris_name(name: Name) -> str:
    return name.inverted if name.family else name.whole + _ONE_PIECE


def bibtex(work: Work, address: str) -> str:
    """One entry in UTF-8; braces keep the capitals of titles and hold names together that are not turned around."""
    facts = work.facts
    fields = {
        "author": _bibtex_names(work.authors),
        "editor": _bibtex_names(work.editors),
        "translator": _bibtex_names(work.translators),
        "title": f"{{{_escaped(work.title)}}}",
        "edition": _escaped(facts.edition),
        "series": _escaped(facts.series[0]) if facts.series else "",
        "address": _escaped(facts.place),
        "publisher": _escaped(facts.publisher),
        "year": work.year,
        "isbn": ", ".join(facts.isbns),
        "issn": ", ".join(facts.issns),
        "language": facts.language,
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{_BIBTEX_KINDS.get(facts.kind, 'misc')}{{{_key(work)},\n{lines}}}\n"


def _bibtex_names(people: tuple[Name, ...]) -> str:
    return " and ".join(_bibtex_name(name) for name in people)


def _bibtex_name(name: Name) -> str:
    if not name.family:
        return f"{{{_escaped(name.whole)}}}"
    return _escaped(", ".join(part for part in (name.family, name.suffix, name.given) if part))


def _escaped(text: str) -> str:
    plain = _CONTROL.sub(" ", text)
    return _ESCAPED.sub(lambda found: _BIBTEX_ESCAPES.get(found[0], f"\\{found[0]}"), plain)


def _key(work: Work) -> str:
    """Name, year and first long word of the title in plain letters: ``toer1980bumi``."""
    people = (*work.authors, *work.editors)
    name = (people[0].family or people[0].whole.split()[-1]) if people else ""
    words = [_NOT_IN_KEY.sub("", folded(word)) for word in work.title.split()]
    word = next((word for word in words if len(word) > 3), next((word for word in words if word), ""))
    return (_NOT_IN_KEY.sub("", folded(name)) + work.year + word) or "rekaman"
