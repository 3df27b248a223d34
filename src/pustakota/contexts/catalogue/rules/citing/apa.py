"""APA style, 7th edition, reference list (Publication Manual, chapters 9 and 10)."""

import re
from collections.abc import Sequence

from pustakota.contexts.catalogue.rules.citing.facts import Name, Work
from pustakota.contexts.catalogue.rules.citing.text import Citation, stopped

_ALL_UP_TO, _BEFORE_THE_DOTS = 20, 19
_WORD = re.compile(r"[^\s.]+\.?|\.")
_AFTER_NUMBER = re.compile(r"(?<=\d)\.$")
_NO_LETTER = re.compile(r"^[^\w]+")


def citation(work: Work) -> Citation:
    """Author. (Year). *Title* (edition; translators). Publisher. Without author or editor the title stands first."""
    credited, date = _credited(work), f"({work.year or 'n.d.'})."
    notes = "; ".join(_notes(work))
    title = work.title if notes else stopped(work.title)
    behind = f" ({notes})." if notes else ""
    publisher = "" if work.facts.publisher == _only_body(work) else stopped(work.facts.publisher)
    if credited:
        runs = [(f"{stopped(credited)} {date} ", False), (title, True), (behind, False)]
    else:
        runs = [(title, True), (f"{behind} {date}", False)]
    runs.append((f" {publisher}" if publisher else "", False))
    return Citation(tuple(run for run in runs if run[0]))


def _credited(work: Work) -> str:
    if work.authors:
        return names(work.authors)
    if work.editors:
        return f"{names(work.editors)} ({'Ed.' if len(work.editors) == 1 else 'Eds.'})"
    return ""


def _only_body(work: Work) -> str:
    """A body that published its own work is not named twice."""
    return work.authors[0].whole if len(work.authors) == 1 and work.authors[0].is_body else ""


def _notes(work: Work) -> list[str]:
    found = []
    if work.translators:
        found.append(", ".join([*map(_direct, work.translators), "Trans."]))
    if work.authors and work.editors:
        found.append(", ".join([*map(_direct, work.editors), "Ed." if len(work.editors) == 1 else "Eds."]))
    if work.facts.edition:
        found.append(_AFTER_NUMBER.sub("", work.facts.edition.split("\n")[0]))
    return found


def names(people: Sequence[Name]) -> str:
    """Family name and initials; of more than twenty the first nineteen and the last."""
    said = [_reversed(name) for name in people]
    if len(said) > _ALL_UP_TO:
        return f"{', '.join(said[:_BEFORE_THE_DOTS])}, … {said[-1]}"
    if len(said) == 1:
        return said[0]
    return f"{', '.join(said[:-1])}, & {said[-1]}"


def _reversed(name: Name) -> str:
    if not name.family:
        return name.whole
    return ", ".join(part for part in (name.family, initials(name.given), name.suffix) if part)


def _direct(name: Name) -> str:
    return f"{initials(name.given)} {name.family}" if name.family else name.whole


def initials(given: str) -> str:
    """The name "Pramoedya Ananta" is "P. A.", "Jean-Paul" is "J.-P."; particles stay as they are."""
    return " ".join(_initial(word) for word in _WORD.findall(given) if word != ".")


def _initial(word: str) -> str:
    if word[0].islower():
        return word
    parts = (_NO_LETTER.sub("", part) for part in word.split("-"))
    return "-".join(f"{part[0].upper()}." for part in parts if part)
