"""From a typed line to a page of answers, on any engine.

The typed words are tried first and nothing ever stands above what they find. Only where they find nothing: the last
word as a beginning, corrected words, the words without the chat around them, and at last most of the words.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from pustakota.contexts.search.engines import known
from pustakota.contexts.search.engines.protocol import Engine, FacetCounts, Filters, Found, Sort, Wanted
from pustakota.contexts.search.rules import correction, parsing
from pustakota.contexts.search.rules.conditions import Dated
from pustakota.contexts.search.rules.documents import Key
from pustakota.contexts.search.rules.fields import WORDS, Field
from pustakota.contexts.search.rules.folding import chunks, fold
from pustakota.contexts.search.rules.parsing import Clause, Phrase, Question, Word
from pustakota.contexts.search.rules.weights import FIRST, Weights

DECADE = "decade"
HEADING_FIELDS = {facet: Field(facet, WORDS[facet]) for facet in ("author", "subject")}
"""What is offered beside titles while somebody types, and the field that holds its words."""
PAGE_FACETS = ("language", "decade", "service_point", "available")

Manner = Literal["as typed", "begun", "corrected", "without chat", "fewer words", "nothing"]
"""How the answers were found."""

_BEGINNINGS = 100
_SHORTEST_BEGINNING = 3
_SHORTEST_UNFINISHED = 2
_SHORTEST_NUMBER = 6
"""Barcodes begin alike: of a million copies too many begin with fewer characters."""
_MOST_TRIES = 16
_FEW = 2
_LETTERS_A_SLIP = 6
"""Where not all words are asked, a word is corrected by one slip in so many letters: farther ones bring junk."""
_MUCH_MORE = 10
_NAMED, _ELSEWHERE_TOO = 2, 0.1
_HEADINGS = 200
_MOST_COUNTED = 600
"""Things among which authors and subjects are counted while somebody types; more take too long between two keys."""
_MOST_RANKED = 20_000
"""Things that are put in their order while somebody types: two or three letters of a large catalogue begin more."""
_MORE = 10


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks. `filters`: facet → values, any within a facet, all facets together; pages count from 1.

    `left_out`: facet → values that no answer may have; `since` and `until`: years, both included.
    `weights` and `year` say what stands higher; `queries.search` puts those in force. `by_work`: editions of one work
    are one entry, the best one, and pages count entries.
    """

    text: str = ""
    kinds: Sequence[str] = ("record",)
    filters: Filters = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    facets: Sequence[str] = PAGE_FACETS
    facet_size: int = 50
    sort: Sort = "relevance"
    left_out: Filters = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    weights: Weights | None = None
    year: int | None = None
    by_work: bool = False

    @property
    def years(self) -> Dated | None:
        """The years as a condition, in whatever order they were given."""
        if self.since is None and self.until is None:
            return None
        return Dated.between(self.since, self.until)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of answers.

    `works` are the works among the titles that `count` counts, where they were asked and are few enough to be counted;
    `goes_on`: whether another page follows.
    `suggestion` is another way to write the line; if `corrected`, these are already its answers.
    `more` are things that hold most of the words, where few hold all: for a heading of their own below the answers,
    not counted. `direct` is the one thing whose number was typed. `missing` are typed words that nothing holds.
    `wanted` is what was asked in the end, for more counts of the same answers.
    """

    count: int
    keys: Sequence[Key]
    facets: FacetCounts
    wanted: Wanted
    suggestion: str | None = None
    manner: Manner = "as typed"
    direct: Key | None = None
    missing: Sequence[str] = ()
    more: Sequence[Key] = ()
    took_ms: float = 0.0
    works: int | None = None
    goes_on: bool = False

    @property
    def ids(self) -> list[int]:
        return [number for _, number in self.keys]

    @property
    def corrected(self) -> bool:
        return self.manner == "corrected"

    @property
    def relaxed(self) -> bool:
        """Whether less was asked than was typed: to be shown under a heading that says so."""
        return self.manner in {"without chat", "fewer words"}


@dataclass(frozen=True, slots=True)
class Heading:
    """An author or subject as it is written, and how many of the things found carry it."""

    facet: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Completions:
    """What may come while somebody types: things, and authors or subjects with the number of things they have."""

    keys: Sequence[Key]
    headings: Sequence[Heading]


@dataclass(frozen=True, slots=True)
class _Answer:
    wanted: Wanted
    found: Found
    manner: Manner = "as typed"
    suggestion: str | None = None


def answer(engine: Engine, request: SearchRequest) -> SearchPage:
    began = time.perf_counter()
    given = _best_answer(engine, request)
    question = given.wanted.question
    return SearchPage(
        count=given.found.count,
        keys=given.found.keys,
        works=given.found.works,
        goes_on=given.found.goes_on,
        facets=facets(engine, given.wanted, request.facets, size=request.facet_size),
        wanted=given.wanted,
        suggestion=given.suggestion,
        manner=given.manner,
        direct=_direct(engine, question, request),
        missing=_missing(engine, request, given),
        more=_more(engine, given),
        took_ms=1000 * (time.perf_counter() - began),
    )


def _missing(engine: Engine, request: SearchRequest, given: _Answer) -> Sequence[str]:
    """Typed words that nothing holds; where fewer words answer, only those that were not read as another word."""
    if given.manner == "as typed":
        return ()
    is_read_anew = given.manner == "fewer words"
    return known.missing(engine, given.wanted.question if is_read_anew else _as_typed(engine, request))


def facets(engine: Engine, wanted: Wanted, names: Sequence[str], *, size: int) -> FacetCounts:
    """Exact counts. The chosen years do not narrow the decades, as a facet's own values do not narrow it."""
    if wanted.years is None or DECADE not in names:
        return engine.facets(wanted, names, size=size) if names else {}
    others = [name for name in names if name != DECADE]
    decades = engine.facets(replace(wanted, years=None), [DECADE], size=size)
    return {**facets(engine, wanted, others, size=size), **decades}


def answered(engine: Engine, request: SearchRequest) -> Wanted:
    """What was asked in the end, for facets that are counted later."""
    return _best_answer(engine, request).wanted


def among(engine: Engine, request: SearchRequest, numbers: tuple[int, int]) -> Found:
    """Things with these numbers that answer the line as it is typed: nothing is corrected, begun or left out."""
    question = _as_typed(engine, request)
    return engine.find(replace(_wanted(question, request), sort="newest", numbers=numbers))


def others(engine: Engine, text: str, kinds: Sequence[str], *, begun: bool, limit: int) -> Sequence[Key]:
    """The best few things of other kinds for the same line; ``begun``: its last word may be unfinished.

    Nothing is corrected. Counting comes first, since most lines find none and ranking costs more.
    """
    question = _without_guesses(engine, parsing.parse(text))
    if begun:
        question = _begun(engine, question, shortest=_SHORTEST_BEGINNING) or question
    wanted = Wanted(question, kinds, limit=limit)
    return engine.find(wanted).keys if question.clauses and engine.count(wanted) else ()


def completions(
    engine: Engine, text: str, *, kinds: Sequence[str], limit: int, weights: Weights = FIRST
) -> Completions:
    """Answers to a line whose last word may be unfinished. So many that no rank tells them apart: the newest.

    A last word that is too short to tell what it begins may be whole (vitamin c); what follows then is without it.
    """
    question = _read(text, weights)
    whole: Sequence[Key] = ()
    if question.clauses and not text[-1:].isspace():
        *before, last = question.clauses
        if before and isinstance(last, Word) and _is_too_short(last, _SHORTEST_UNFINISHED):
            whole = engine.find(Wanted(question, kinds, limit=limit, weights=weights)).keys
            question = question.of(before)
        else:
            question = _begun(engine, question, shortest=_SHORTEST_UNFINISHED) or question
    if not question.clauses:
        return Completions((), ())
    wanted = Wanted(question, kinds, limit=limit, weights=weights)
    if engine.count(wanted) > _MOST_RANKED:
        wanted = replace(wanted, sort="newest")
    found = engine.find(wanted)
    return Completions(list(dict.fromkeys((*whole, *found.keys)))[:limit], _headings(engine, wanted)[:limit])


def _headings(engine: Engine, wanted: Wanted) -> list[Heading]:
    """Authors and subjects whose words begin as typed, with how many of the things found have them; most first.

    Whose author begins as typed has the words among its names: only there it need be counted who it is.
    """
    typed = [word for clause in wanted.question.clauses for word in chunks(clause.text)]
    headings = [
        Heading(facet, value, count)
        for facet, field in HEADING_FIELDS.items()
        for value, count in _counted_in(engine, wanted, facet, field)
        if _begins_in(typed, value)
    ]
    return sorted(headings, key=lambda each: -each.count)


def _counted_in(engine: Engine, wanted: Wanted, facet: str, of_facet: Field) -> Sequence[tuple[str, int]]:
    """The values of a facet among the things whose field of it has the words; none where those are too many."""
    question = wanted.question
    clauses = [clause if clause.field.name else replace(clause, field=of_facet) for clause in question.clauses]
    there = replace(wanted, question=replace(question, clauses=tuple(clauses)))
    return engine.facets(there, [facet], size=_HEADINGS)[facet] if 0 < engine.count(there) <= _MOST_COUNTED else ()


def _begins_in(typed: Sequence[str], heading: str) -> bool:
    """Whether every typed word begins a word of the heading."""
    words = chunks(fold(heading))
    return all(any(word.startswith(start) for word in words) for start in typed)


def suggestion(engine: Engine, text: str, *, kinds: Sequence[str] = ("record",)) -> str | None:
    """The line with its unknown words corrected, if that finds something; None where it needs no correction."""
    wanted = Wanted(parsing.parse(text), kinds)
    return next((better for better in _corrected(engine, text, wanted)), None)


def _best_answer(engine: Engine, request: SearchRequest) -> _Answer:
    question = _as_typed(engine, request)
    wanted = _wanted(question, request)
    found = engine.find(wanted)
    typed = _Answer(wanted, found)
    if found.count > _FEW or not question.clauses:
        return typed
    if found.count:
        return replace(typed, suggestion=_better(engine, request.text, wanted, found.count))
    if _narrowed_away(engine, wanted):
        return typed
    return _kinder_answer(engine, request.text, wanted) or replace(
        typed, manner="nothing", suggestion=_held_part(engine, wanted)
    )


def _as_typed(engine: Engine, request: SearchRequest) -> Question:
    return known.in_english(engine, _without_guesses(engine, _read(request.text, request.weights)))


def _read_anew(engine: Engine, line: str, weights: Weights) -> Question:
    """A line whose words are known."""
    return known.in_english(engine, _read(line, weights))


def _read(text: str, weights: Weights | None) -> Question:
    return parsing.parse(text, (weights or FIRST).same)


def _wanted(question: Question, request: SearchRequest) -> Wanted:
    return Wanted(
        question, request.kinds, request.filters, request.sort, by_work=request.by_work,
        offset=(max(request.page, 1) - 1) * request.page_size, limit=request.page_size,
        left_out=request.left_out, years=request.years, weights=request.weights or FIRST, year=request.year,
    )  # fmt: skip


def _narrowed_away(engine: Engine, wanted: Wanted) -> bool:
    """Whether the words find something that only filters, years, languages or classes leave out."""
    question = wanted.question
    free = Wanted(replace(question, limits=(), beyond=()), wanted.kinds)
    is_narrowed = question.limits or question.beyond or wanted.years
    if not (is_narrowed or any(wanted.filters.values()) or any(wanted.left_out.values())):
        return False
    return engine.count(free) > 0


def _kinder_answer(engine: Engine, text: str, wanted: Wanted) -> _Answer | None:
    """The first of the ways beside the typed words that finds something."""
    for kinder, manner, better in _ways(engine, text, wanted):
        found = engine.find(replace(wanted, question=kinder))
        if found.count:
            return _Answer(replace(wanted, question=kinder), found, manner, better)
    return None


def _ways(engine: Engine, text: str, wanted: Wanted) -> Iterator[tuple[Question, Manner, str | None]]:
    question = wanted.question
    if as_class := parsing.as_class(text):
        yield as_class, "as typed", None
        return
    if begun := _begun(engine, question, shortest=_SHORTEST_BEGINNING):
        yield begun, "begun", None
    for better in _corrected(engine, text, wanted):
        yield _read_anew(engine, better, wanted.weights), "corrected", better
    hard = _without_chat(question)
    if hard != question:
        yield hard, "without chat", None
        for better in _corrected(engine, hard.line, replace(wanted, question=hard)):
            yield _read_anew(engine, better, wanted.weights), "corrected", better
    for better in _recombined(engine, hard.line, replace(wanted, question=hard)):
        yield _read_anew(engine, better, wanted.weights), "corrected", better
    likeliest = _likeliest(engine, hard)
    meant = None if likeliest == hard else likeliest.line
    for least in range(len(likeliest.clauses) - 1, (len(likeliest.clauses) - 1) // 2, -1):
        yield replace(likeliest, at_least=least), "fewer words", meant


def _without_guesses(engine: Engine, question: Question) -> Question:
    """Names may sound like a word that is known as written; a word that nothing holds is corrected instead."""
    if all(known.frequency(engine, clause) for clause in question.clauses):
        return question
    return replace(question, clauses=tuple(_unguessed(engine, clause) for clause in question.clauses))


def _unguessed(engine: Engine, clause: Clause) -> Clause:
    if isinstance(clause, Phrase) or known.frequency(engine, clause):
        return clause
    return known.unsounded(clause)


def _held_part(engine: Engine, wanted: Wanted) -> str | None:
    """Without the words that nothing holds: what is left of the line, if that finds something."""
    hard = _without_chat(wanted.question)
    held = [clause for clause in hard.clauses if known.frequency(engine, clause)]
    if len(held) == len(hard.clauses) or not any(len(clause.text) >= _SHORTEST_BEGINNING for clause in held):
        return None
    rest = hard.of(held)
    return rest.line if engine.count(replace(wanted, question=rest)) else None


def _begun(engine: Engine, question: Question, *, shortest: int) -> Question | None:
    """The question with its last word as a beginning."""
    last = question.clauses[-1] if question.clauses else None
    if not isinstance(last, Word) or _is_too_short(last, shortest):
        return None
    beginnings = tuple(token for token, _ in engine.beginnings(last.exact[-1], limit=_BEGINNINGS))
    if not beginnings:
        return None
    return replace(question, clauses=(*question.clauses[:-1], replace(last, beginnings=beginnings)))


def _is_too_short(unfinished: Word, shortest: int) -> bool:
    """Whether so many words begin with it that nobody is helped by them."""
    return len(unfinished.text) < (shortest if unfinished.text.isalpha() else _SHORTEST_NUMBER)


def _without_chat(question: Question) -> Question:
    hard = tuple(clause for clause in question.clauses if not clause.soft)
    if not hard or len(hard) == len(question.clauses):
        return question
    return question.of(hard)


def _corrected(engine: Engine, text: str, wanted: Wanted) -> Iterator[str]:
    """The line with every word that nothing holds corrected; only lines that find something."""
    unknown = known.unknown(engine, wanted.question)
    if unknown:
        yield from _finding(engine, text, wanted, {word: known.candidates(engine, word) for word in unknown})


def _recombined(engine: Engine, text: str, wanted: Wanted) -> Iterator[str]:
    """All words occur, but never together: the line with one of them corrected, the rarest first."""
    words = [clause for clause in wanted.question.clauses if isinstance(clause, Word) and len(clause.text) > 3]
    for clause in sorted(words, key=lambda word: known.frequency(engine, word)):
        near = [each for each in known.within_two(engine, clause.text, [clause.text[:2]]) if each.cost <= 1.0]
        yield from _finding(engine, text, wanted, {clause.text: near})


def _finding(
    engine: Engine, text: str, wanted: Wanted, choices: Mapping[str, Sequence[correction.Correction]]
) -> Iterator[str]:
    """Lines made of the choices, the likeliest first, that find something."""
    if not all(choices.values()):
        return
    rows = sorted(product(*choices.values()), key=lambda row: sum(each.cost for each in row))
    for row in rows[:_MOST_TRIES]:
        better = _replaced(text, {word: each.word for word, each in zip(choices, row, strict=True)})
        if engine.count(replace(wanted, question=_read(better, wanted.weights))):
            yield better


def _better(engine: Engine, text: str, wanted: Wanted, count: int) -> str | None:
    """Where rare words find a thing or two: a neighbouring line that finds many times more."""
    for clause in wanted.question.clauses:
        if not isinstance(clause, Word) or len(clause.text) <= 4 or engine.frequency(clause.exact[-1]) > _FEW:
            continue
        for each in known.within_one(engine, clause.text, [clause.text[:2]])[:2]:
            better = _replaced(text, {clause.text: each.word})
            near = each.cost <= 1.0 and each.frequency >= _MUCH_MORE
            if near and engine.count(replace(wanted, question=_read(better, wanted.weights))) >= _MUCH_MORE * count:
                return better
    return None


def _more(engine: Engine, given: _Answer) -> list[Key]:
    """Where all words together fill no page: the things that hold all but one, then fewer, of those not shown yet."""
    wanted, question = given.wanted, _without_chat(given.wanted.question)
    room = min(wanted.limit, _MORE) - given.found.count
    if room <= 0 or wanted.offset or wanted.sort != "relevance" or len(question.clauses) < 2:
        return []
    least = _most(len(question.clauses))
    if question.identifier or (question.at_least is not None and question.at_least <= least):
        return []
    kinder = replace(question, at_least=least)
    found = engine.find(
        replace(wanted, question=kinder, limit=room + given.found.count, weights=_kinder(wanted.weights))
    )
    return [key for key in found.keys if key not in given.found.keys][:room]


def _kinder(weights: Weights) -> Weights:
    """Where a word is missing, who is named is likelier meant than what is mentioned; each word counts hardly twice."""
    return replace(weights, names=_NAMED * weights.names, other_classes=_ELSEWHERE_TOO)


def _most(clauses: int) -> int:
    """More than half of the words; one of two."""
    return max(1, (clauses + 1) // 2)


def _likeliest(engine: Engine, question: Question) -> Question:
    """Unknown words in their likeliest correction, where one is near enough; the others as they are."""
    return replace(question, clauses=tuple(each for clause in question.clauses for each in _meant(engine, clause)))


def _meant(engine: Engine, clause: Clause) -> Sequence[Clause]:
    if isinstance(clause, Phrase) or known.frequency(engine, clause):
        return (clause,)
    likeliest = next(iter(known.candidates(engine, clause.text)), None)
    if likeliest is None or likeliest.cost > len(clause.text) / _LETTERS_A_SLIP:
        return (clause,)
    return [replace(parsing.word(word), field=clause.field) for word in likeliest.word.split()]


def _replaced(text: str, words: Mapping[str, str]) -> str:
    line = fold(text)
    for word, better in words.items():
        line = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", better, line)
    return line


def _direct(engine: Engine, question: Question, request: SearchRequest) -> Key | None:
    if not question.identifier or request.filters or request.left_out or request.years or request.page > 1:
        return None
    bearers = engine.identified(question.identifier, request.kinds)
    return bearers[0] if len(bearers) == 1 else None
