"""A question as the cluster's query: which things answer, and how high each stands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pustakota.contexts.search.engines.entries import LOOSE_CLASSES, loose, storable
from pustakota.contexts.search.engines.opensearch import selecting
from pustakota.contexts.search.engines.opensearch.layout import GONE
from pustakota.contexts.search.engines.protocol import Filters, Wanted
from pustakota.contexts.search.rules.parsing import Clause, Phrase, Question, Word
from pustakota.contexts.search.rules.preferring import preferred
from pustakota.contexts.search.rules.selecting import held, ranked_in
from pustakota.contexts.search.rules.weights import ENGLISH, OWN, Weights

Query = dict[str, Any]


def answering(wanted: Wanted, filters: Filters) -> Query:
    """The things that answer within these filters, all of equal worth."""
    question, kinds = wanted.question, wanted.kinds
    needed = _clauses(question) if wanted.condition is None else [selecting.query(wanted.condition)]
    needed += [selecting.query(limit.condition) for limit in question.limits]
    needed += [selecting.query(wanted.years)] if wanted.years else []
    needed += [_any("kind", kinds)] if kinds else []
    needed += [_any(f"facets.{name}", values) for name, values in filters.items() if values]
    unwanted = [_holds(clause) for clause in question.without]
    unwanted += [selecting.query(limit.condition) for limit in question.beyond]
    unwanted += [_any(f"facets.{name}", values) for name, values in wanted.left_out.items() if values]
    unwanted += [] if kinds else [_term("kind", GONE)]
    return {"bool": {"filter": needed, "must_not": unwanted}}


def numbered(numbers: tuple[int, int], answering: Query) -> Query:
    """Of the things that answer those numbered from the first to the last."""
    first, last = numbers
    return {"bool": {"filter": [answering, {"range": {"number": {"gte": first, "lte": last}}}]}}


def ranked(wanted: Wanted, answering: Query) -> Query:
    """The same things, each with its worth."""
    question, weights = wanted.question, wanted.weights
    worth = [_worth(clause, weights) for clause in question.clauses]
    worth += _together(question, weights)
    worth += [
        {"constant_score": {"filter": selecting.query(condition), "boost": points}}
        for condition, points in preferred(wanted.sort, weights, wanted.year)
    ]
    if question.identifier:
        worth.append(_term("identifier", question.identifier, weights.identifier))
    query = {"bool": {"filter": [answering], "should": worth}}
    return {"function_score": {"query": query, "field_value_factor": {"field": "boost", "missing": 1}}}


def _clauses(question: Question) -> list[Query]:
    if not question.clauses:
        return []
    held = [_holds(clause) for clause in question.clauses]
    least = len(held) if question.at_least is None else question.at_least
    words = _either(held, least)
    return [_either([words, _term("identifier", question.identifier)]) if question.identifier else words]


def _holds(clause: Clause) -> Query:
    """A thing holds a word when any of the word's forms is in it, anywhere or in the field that was named."""
    return selecting.query(held(clause))


def _worth(clause: Clause, weights: Weights) -> Query:
    names = ranked_in(clause.field.group)
    if isinstance(clause, Phrase):
        found = [_phrase(name, clause.exact, 2 * weights.exact[name]) for name in names]
    else:
        found = [worth for name in names for worth in _worth_in(name, clause, weights)]
        if clause.english:
            found.append({"constant_score": {"filter": _holds(replace(clause, english=())), "boost": OWN}})
    return {"dis_max": {"queries": found, "tie_breaker": weights.other_classes}}


def _worth_in(name: str, word: Word, weights: Weights) -> list[Query]:
    """Worth of a word in one class, by each of its forms."""
    weight = weights.exact[name]
    less = weight * weights.loose
    written = [token for token in word.loose if not token.startswith("~")]
    found = [_term(name, token, weight) for token in word.exact]
    found += [_term(name, token, less) for token in (*written, *word.beginnings)]
    found += [_phrase(name, tokens, less) for tokens in word.phrases]
    if name in LOOSE_CLASSES:
        stems = word.loose if name == "names" else written
        found += [_term(loose(name), token, less) for token in (*word.exact, *stems)]
        found += [_term(name, token, weight * ENGLISH) for token in word.english]
    return found


def _together(question: Question, weights: Weights) -> list[Query]:
    """Words that stand side by side, or are the whole title, say more than the same words apart."""
    typed = question.title.split()
    found = [_term("whole_title", question.title, weights.whole_title)] if typed else []
    if len(typed) < 2:
        return found
    near = {"title": weights.title_phrase, "title_rest": weights.near_phrase, "subjects": weights.near_phrase}
    return found + [_phrase(name, typed, weight) for name, weight in near.items()]


def _either(queries: Sequence[Query], least: int = 1) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": least}}


def _any(name: str, values: Sequence[str]) -> Query:
    return {"terms": {name: [storable(value) for value in values]}}


def _term(name: str, value: str, weight: float = 1.0) -> Query:
    return {"term": {name: {"value": storable(value), "boost": weight}}}


def _phrase(name: str, tokens: Sequence[str], weight: float = 1.0) -> Query:
    return {"match_phrase": {name: {"query": storable(" ".join(tokens)), "boost": weight}}}
