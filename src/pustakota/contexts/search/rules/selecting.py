"""Which things answer, said exactly: for programs that ask by field, with and, or, not. People type lines instead.

A condition is a tree. What the words mean is decided here, from text to tokens, so that engines only look tokens up.
"""

import re
from collections.abc import Sequence

from pustakota.contexts.search.rules import identifiers, parsing
from pustakota.contexts.search.rules.analysis import OTHER, chunk_tokens
from pustakota.contexts.search.rules.conditions import (
    CLASSES,
    All,
    But,
    Classed,
    Condition,
    Dated,
    Everything,
    Fact,
    Group,
    Holds,
    Keyed,
    Masked,
    Numbered,
    SideBySide,
    Some,
    Titled,
    Valued,
    Words,
)
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES
from pustakota.contexts.search.rules.folding import chunks, fold

__all__ = [
    "CLASSES",
    "All",
    "But",
    "Classed",
    "Condition",
    "Dated",
    "Everything",
    "Fact",
    "Group",
    "Holds",
    "Keyed",
    "Masked",
    "Numbered",
    "SideBySide",
    "Some",
    "Titled",
    "Valued",
    "Words",
    "held",
    "masked",
    "numbered",
    "ranked_in",
    "ranking",
    "side_by_side",
    "titled",
    "words",
]

SHORTEST_MASKED = 3
"""So many letters must stand before the first masked one: the terms of an index are read from there."""
_NO_MARKS = str.maketrans(dict.fromkeys('"-:\uff1a', " "))


def words(group: Group, text: str) -> list[Condition]:
    """One condition for each word of a text; none where it holds no word."""
    found: list[Condition] = []
    for clause in parsing.parse(text.translate(_NO_MARKS)).clauses:
        loose = clause.loose if isinstance(clause, parsing.Word) else ()
        found.append(Holds(group, clause.exact, tuple(form for form in loose if not form.startswith("~"))))
    return found


def side_by_side(group: Group, text: str) -> Condition | None:
    """The words of a text as they follow each other."""
    tokens = _exact(text)
    if not tokens:
        return None
    return SideBySide(group, tokens) if len(tokens) > 1 else Holds(group, tokens)


def titled(text: str) -> Condition:
    """The whole title, whatever its case and punctuation."""
    return Titled(" ".join(_exact(text)))


def masked(group: Group, text: str) -> Condition | None:
    """A word with ``*`` and ``?`` in it; nothing where too few letters stand before the first of them."""
    pattern = "".join(part if part in "*?" else "".join(chunks(fold(part))) for part in re.split(r"([*?])", text))
    before = re.split(r"[*?]", pattern)[0]
    return Masked(group, pattern) if len(before) >= SHORTEST_MASKED else None


def numbered(text: str) -> Condition:
    """A number in any of the ways it is written."""
    return Numbered(identifiers.asked(text) or identifiers.bare(text))


def _exact(text: str) -> tuple[str, ...]:
    return tuple(token for chunk in chunks(fold(text)) for token in chunk_tokens(chunk, OTHER).exact)


def held(clause: parsing.Clause) -> Condition:
    """What a clause of a typed line asks: its words in any form, those of a phrase side by side.

    Names in quotes may stand in the index with the last of them first: "Pramoedya Ananta Toer" is "Toer, Pramoedya
    Ananta" too.
    """
    group, exact = clause.field.group, clause.exact
    if isinstance(clause, parsing.Word):
        word = Holds(group, exact, (*clause.loose, *clause.beginnings, *clause.english))
        return Some((word, *(SideBySide(group, name) for name in clause.phrases))) if clause.phrases else word
    if group == "names":
        return Some(tuple(SideBySide(group, exact[at:] + exact[:at]) for at in range(len(exact))))
    return SideBySide(group, exact)


def ranked_in(group: Group) -> Sequence[str]:
    """The weight classes in which words of a group say how high a thing stands."""
    return [name for name in CLASSES[group] if name in WEIGHT_CLASSES] or ["text"]


def ranking(condition: Condition) -> Sequence[str]:
    """The words that say how high a thing stands: all that are wanted somewhere, none that are not."""
    match condition:
        case Holds(exact=exact):
            return exact
        case SideBySide(tokens=tokens):
            return tokens
        case All(conditions=conditions) | Some(conditions=conditions):
            return [word for one in conditions for word in ranking(one)]
        case But(condition=wanted):
            return ranking(wanted)
    return ()
