"""What the index knows of a word: how often it stands, and which known words it may have been meant to be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pustakota.contexts.search.engines.protocol import Engine, Wanted
from pustakota.contexts.search.rules import correction, loanwords
from pustakota.contexts.search.rules.analysis import LONGEST_TOKEN
from pustakota.contexts.search.rules.distance import tolerance
from pustakota.contexts.search.rules.parsing import Clause, Phrase, Question, Word

_CHOICES = 4
_SPELLINGS = 2
_FEW, _COMMON = 100, 50
"""English that stands in more than a hundred things, and in more than one of fifty, tells too little of a loanword."""


def frequency(engine: Engine, clause: Clause) -> int:
    """In how many things a clause stands, by sound or in English left out; where no field is named, roughly."""
    if clause.field.name:
        return engine.count(Wanted(Question((unsounded(clause),))))
    if isinstance(clause, Phrase):
        return min(engine.frequency(token) for token in clause.exact)
    written = (token for token in (*clause.exact, *clause.loose) if not token.startswith("~"))
    named = (min(engine.frequency(token) for token in name) for name in clause.phrases)
    return sum(engine.frequency(token) for token in written) + sum(named)


def unsounded(clause: Clause) -> Clause:
    """Without the forms that only sound like it or are English."""
    if isinstance(clause, Phrase):
        return clause
    return replace(clause, loose=tuple(token for token in clause.loose if not token.startswith("~")), english=())


def in_english(engine: Engine, question: Question) -> Question:
    """Each loanword with the English spellings that stand in most things: of all words asked at once."""
    possible = [_spellings(clause) for clause in question.clauses]
    asked = {spelling for spellings in possible for spelling in spellings}
    if not asked:
        return question
    held = _telling(engine, engine.frequencies(asked))
    clauses = zip(question.clauses, possible, strict=True)
    return replace(question, clauses=tuple(_spelt(engine, clause, spellings, held) for clause, spellings in clauses))


def _telling(engine: Engine, held: Mapping[str, int]) -> Mapping[str, int]:
    """Without those that stand nearly everywhere, as *index* does in notes: a word would find what it never means."""
    if max(held.values(), default=0) <= _FEW:
        return held
    most = max(_FEW, engine.count(Wanted(Question())) // _COMMON)
    return {spelling: number for spelling, number in held.items() if number <= most}


def _spellings(clause: Clause) -> Sequence[str]:
    """None of phrases and names, which nobody translates, nor of words around what is meant."""
    if isinstance(clause, Phrase) or clause.soft or clause.field.group == "names":
        return ()
    return [spelling for spelling in loanwords.in_english(clause.exact[0]) if spelling not in clause.loose]


def _spelt(engine: Engine, clause: Clause, spellings: Sequence[str], held: Mapping[str, int]) -> Clause:
    """A word that nothing holds is read in English; what says one that is held stands above its English."""
    known_ones = [spelling for spelling in spellings if spelling in held]
    if isinstance(clause, Phrase) or not known_ones:
        return clause
    english = tuple(sorted(known_ones, key=lambda spelling: -held[spelling])[:_SPELLINGS])
    if frequency(engine, clause):
        return replace(clause, english=english)
    return replace(clause, loose=(*clause.loose, *english))


def missing(engine: Engine, question: Question) -> list[str]:
    """Words of the question that nothing holds in any form, as typed; chat around it does not count."""
    return [part for clause in _unheld(engine, question) for part in _parts(engine, clause, named=True)]


def unknown(engine: Engine, question: Question) -> list[str]:
    """The same words alone, without the field in which nothing holds them."""
    return [part for clause in _unheld(engine, question) for part in _parts(engine, clause, named=False)]


def _unheld(engine: Engine, question: Question) -> list[Clause]:
    return [clause for clause in question.clauses if not clause.soft and not frequency(engine, clause)]


def _parts(engine: Engine, clause: Clause, *, named: bool) -> list[str]:
    """Of a phrase, the words that stand nowhere."""
    if named and clause.field.name:
        return [clause.line]
    if isinstance(clause, Word):
        return [clause.text]
    return [part for part in clause.text.split() if not engine.frequency(part)]


def candidates(engine: Engine, word: str) -> list[correction.Correction]:
    """Known words that may have been meant, the likeliest first."""
    if not word.isalpha() or not tolerance(word) or len(word) > LONGEST_TOKEN:
        return []
    return (
        within_one(engine, word, correction.likely_starts(word))
        or apart(engine, word)
        or within_two(engine, word, correction.near_starts(word))
        or within_one(engine, word, correction.other_starts(word))
        or within_two(engine, word, [word[:1]])
    )


def apart(engine: Engine, word: str) -> list[correction.Correction]:
    """Two known words that stand side by side somewhere, if a space was forgotten between them."""
    pairs = correction.parted(word)
    held = engine.frequencies({part for pair in pairs for part in pair})
    found = []
    for pair in pairs:
        if all(part in held for part in pair):
            times = engine.count(Wanted(Question((Phrase(" ".join(pair), pair),))))
            found += [correction.two_words(pair, times)] if times else []
    return sorted(found, key=lambda each: each.cost)[:_CHOICES]


def within_one(engine: Engine, word: str, starts: Sequence[str]) -> list[correction.Correction]:
    """Corrections one slip away that begin so; asked one by one, so that a large index answers as soon as a small."""
    begins = tuple(starts)
    near = [other for other in correction.one_slip_away(word) if other.startswith(begins)]
    return _ranked(engine, word, engine.frequencies(near))


def within_two(engine: Engine, word: str, starts: Sequence[str]) -> list[correction.Correction]:
    """Corrections among all words that begin so; reading these takes a hundred times as long in a large index."""
    near: dict[str, int] = {}
    for start in starts:
        near |= correction.plausible(word, engine.beginnings(start))
    return _ranked(engine, word, near)


def _ranked(engine: Engine, word: str, near: Mapping[str, int]) -> list[correction.Correction]:
    """The likeliest of them; stems and other forms that nobody wrote are none."""
    ranked = correction.corrections(word, near, most=3 * _CHOICES)
    return [each for each in ranked if engine.written(each.word)][:_CHOICES]
