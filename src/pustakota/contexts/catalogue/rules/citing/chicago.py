"""Chicago style, 17th edition, notes and bibliography: the bibliography entry (Manual, 14.100-14.143)."""

from collections.abc import Sequence

from pustakota.contexts.catalogue.rules.citing.facts import Name, Work
from pustakota.contexts.catalogue.rules.citing.text import Citation, sentences

_ALL_UP_TO, _NAMED_OF_MORE = 10, 7


def citation(work: Work) -> Citation:
    """Author. *Title*. Hands. Edition. Series. Place: Publisher, Year."""
    facts = work.facts
    hands = []
    if work.translators:
        hands.append(f"Translated by {_listed([name.whole for name in work.translators])}")
    if work.authors and work.editors:
        hands.append(f"Edited by {_listed([name.whole for name in work.editors])}")
    return sentences(
        [_credited(work), (work.title, True), *hands, facts.edition.split("\n")[0], *facts.series[:1], _imprint(work)]
    )


def _credited(work: Work) -> str:
    if work.authors:
        return names(work.authors)
    if work.editors:
        return f"{names(work.editors)}, {'ed' if len(work.editors) == 1 else 'eds'}"
    return ""


def names(people: Sequence[Name]) -> str:
    """The first turned around, the others as they are said; of more than ten the first seven."""
    said = [people[0].inverted, *(name.whole for name in people[1:])]
    if len(said) > _ALL_UP_TO:
        return f"{', '.join(said[:_NAMED_OF_MORE])}, et al."
    if len(said) == 1:
        return said[0]
    return f"{', '.join(said[:-1])}, and {said[-1]}"


def _listed(said: list[str]) -> str:
    if len(said) < 3:
        return " and ".join(said)
    return f"{', '.join(said[:-1])}, and {said[-1]}"


def _imprint(work: Work) -> str:
    """What is missing is left out, but for the year, which the style marks as missing."""
    facts = work.facts
    where = ": ".join(part for part in (facts.place, facts.publisher) if part)
    return ", ".join(part for part in (where, work.year or "n.d.") if part)
