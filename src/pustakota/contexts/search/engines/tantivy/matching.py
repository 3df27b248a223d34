"""A question as a tantivy query: which things answer, and how high each stands."""

from collections.abc import Iterable, Mapping, Sequence

import tantivy
from tantivy import Occur, Query

from pustakota.contexts.search.engines.protocol import Filters
from pustakota.contexts.search.engines.tantivy.layout import LOOSE_CLASSES, loose, storable
from pustakota.contexts.search.rules import weights
from pustakota.contexts.search.rules.documents import WEIGHT_CLASSES
from pustakota.contexts.search.rules.parsing import Clause, Phrase, Question, Word


class Matching:
    """Builds queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self._schema = schema

    def answering(self, question: Question, kinds: Sequence[str], filters: Filters) -> Query:
        """The things that answer, all of equal worth."""
        needed = [self._clauses(question)]
        needed += [self._any("kind", kinds)] if kinds else []
        needed += [self._any(f"facets.{name}", values) for name, values in filters.items() if values]
        unwanted = [(Occur.MustNot, self._holds(clause)) for clause in question.without]
        query = Query.boolean_query([*((Occur.Must, each) for each in needed), *unwanted])
        return Query.const_score_query(query, 0.0)

    def ranked(self, question: Question, answering: Query) -> Query:
        """The same things, each with its worth."""
        worth = [self._worth(clause) for clause in question.clauses]
        worth += self._together(question)
        if question.identifier:
            worth.append(_boosted(self._term("identifier", question.identifier), weights.IDENTIFIER))
        return Query.boolean_query([(Occur.Must, answering), *((Occur.Should, each) for each in worth)])

    def _clauses(self, question: Question) -> Query:
        if not question.clauses:
            return Query.all_query()
        held = [self._holds(clause) for clause in question.clauses]
        if question.at_least is not None:
            words = Query.boolean_query([(Occur.Should, each) for each in held], question.at_least)
        else:
            words = Query.boolean_query([(Occur.Must, each) for each in held])
        if not question.identifier:
            return words
        number = self._term("identifier", question.identifier)
        return Query.boolean_query([(Occur.Should, words), (Occur.Should, number)])

    def _holds(self, clause: Clause) -> Query:
        """A thing holds a word when any of the word's forms is anywhere in it."""
        if isinstance(clause, Phrase):
            return _any_of([self._phrase(name, clause.exact) for name in WEIGHT_CLASSES])
        return self._any("all", (*clause.exact, *clause.loose, *clause.beginnings))

    def _worth(self, clause: Clause) -> Query:
        if isinstance(clause, Phrase):
            return self._best(
                _boosted(self._phrase(name, clause.exact), 2 * weights.EXACT[name]) for name in WEIGHT_CLASSES
            )
        return self._best(self._worth_in(name, clause) for name in WEIGHT_CLASSES)

    def _worth_in(self, name: str, word: Word) -> Query:
        """Worth of a word in one class: each exact form counts, of the loose ones the best."""
        weight = weights.EXACT[name]
        exact = [_boosted(self._term(name, token), weight) for token in word.exact]
        written = [token for token in word.loose if not token.startswith("~")]
        other = [self._term(name, token) for token in (*written, *word.beginnings)]
        if name in LOOSE_CLASSES:
            stems = word.loose if name == "names" else written
            other += [self._term(loose(name), token) for token in (*word.exact, *stems)]
        best = Query.disjunction_max_query(other)
        return Query.boolean_query([(Occur.Should, each) for each in (*exact, _boosted(best, weight * weights.LOOSE))])

    def _together(self, question: Question) -> list[Query]:
        """Words that stand side by side, or are the whole title, say more than the same words apart."""
        typed = question.title.split()
        found = [_boosted(self._term("whole_title", question.title), weights.WHOLE_TITLE)] if typed else []
        if len(typed) < 2:
            return found
        near = {"title": weights.TITLE_PHRASE, "title_rest": weights.NEAR_PHRASE, "subjects": weights.NEAR_PHRASE}
        return found + [_boosted(self._phrase(name, typed), weight) for name, weight in near.items()]

    def _best(self, queries: Iterable[Query]) -> Query:
        return Query.disjunction_max_query(list(queries), weights.OTHER_CLASSES)

    def _any(self, name: str, values: Sequence[str]) -> Query:
        if len(values) == 1:
            return self._term(name, values[0])
        return _any_of([self._term(name, value) for value in values])

    def _term(self, name: str, value: str) -> Query:
        return Query.term_query(self._schema, name, storable(value), "freq")

    def _phrase(self, name: str, tokens: Sequence[str]) -> Query:
        if len(tokens) == 1:
            return self._term(name, tokens[0])
        return Query.phrase_query(self._schema, name, list(tokens))


def own_filters(filters: Filters) -> dict[str, Sequence[str]]:
    """Available, together with points, means available at one of those points."""
    narrowed = {name: values for name, values in filters.items() if values}
    if "available" in narrowed and "service_point" in narrowed:
        narrowed["available_at"] = narrowed.pop("service_point")
        del narrowed["available"]
    return narrowed


def without(filters: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    return {other: values for other, values in filters.items() if other != name}


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _boosted(query: Query, weight: float) -> Query:
    return Query.boost_query(query, weight)
