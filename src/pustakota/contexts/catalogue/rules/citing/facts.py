"""What a citation needs of a record: who, what, when, where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pustakota.contexts.catalogue.marc.record import Field, MarcRecord, first, values
from pustakota.contexts.catalogue.rules.projection import Projection, project
from pustakota.contexts.catalogue.rules.wording import phrase

_PEOPLE, _BODIES = ("100", "700"), ("110", "111", "710", "711")
_INVERTED = "1"
_EDITORS = {"edt", "editor", "ed", "eds", "editors", "penyunting", "compiler", "com", "penghimpun"}
_TRANSLATORS = {"trl", "translator", "tr", "penerjemah", "alih bahasa"}
_OTHER_HANDS = {"ill", "illustrator", "ilustrator", "publisher", "pbl", "host institution", "his", "former owner",
                "fmo", "author of introduction", "aui", "designer", "bkd", "photographer", "pht", "donor", "dnr",
                "issuing body", "isb", "dedicatee", "dte"}  # fmt: skip
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """``family`` and ``given`` only of a person whose heading is inverted; ``whole`` is the name as it is said."""

    whole: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    is_body: bool = False

    @property
    def inverted(self) -> str:
        """As lists of sources begin: "Toer, Pramoedya Ananta", or the whole name."""
        if not self.family:
            return self.whole
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True)
class Work:
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    translators: tuple[Name, ...]
    title: str
    facts: Projection

    @property
    def year(self) -> str:
        return str(self.facts.year or "")


def work_of(record: MarcRecord) -> Work:
    """The record as a source. Added entries for other works (with a title of their own) are nobody's authors."""
    facts = project(record)
    hands: dict[str, dict[str, Name]] = {"author": {}, "editor": {}, "translator": {}}
    for field in record.with_tag(*_PEOPLE, *_BODIES):
        name, role = _name(field), _role(field)
        if name and role in hands:
            hands[role].setdefault(name.whole.casefold(), name)
    main = f"{facts.title}: {facts.subtitle}" if facts.subtitle else facts.title
    return Work(
        authors=tuple(hands["author"].values()),
        editors=tuple(hands["editor"].values()),
        translators=tuple(hands["translator"].values()),
        title=f"{main}. {facts.part}" if facts.part else main,
        facts=facts,
    )


def _name(field: Field) -> Name | None:
    if field[0] in _BODIES:
        whole = ". ".join(phrase(part) for part in values(field, "ab") if phrase(part))
        return Name(whole, is_body=True) if whole else None
    heading = phrase(first(field, "a"))
    family, comma, given = (part.strip() for part in heading.partition(","))
    if comma and given and field[1][:1] == _INVERTED:
        suffix = next((phrase(part) for part in values(field, "c") if _SUFFIX.match(phrase(part))), "")
        said = f"{given} {family}"
        return Name(f"{said}, {suffix}" if suffix else said, family, given, suffix)
    numbered = " ".join(part for part in (heading, phrase(first(field, "b"))) if part)
    return Name(numbered) if numbered else None


def _role(field: Field) -> str:
    """Author unless the entry says otherwise; "" for hands that no citation names and for other works."""
    if first(field, "t") and field[0].startswith("7"):
        return ""
    words = list(_relators(field))
    if any(word in _EDITORS for word in words):
        return "editor"
    if any(word in _TRANSLATORS for word in words):
        return "translator"
    return "" if words and all(word in _OTHER_HANDS for word in words) else "author"


def _relators(field: Field) -> Iterator[str]:
    """The words of $e (of a meeting $j) and the codes of $4, lower case and bare."""
    for part in values(field, "j4" if field[0].endswith("11") else "e4"):
        yield phrase(part).casefold().rstrip(".").rpartition("/")[2]
