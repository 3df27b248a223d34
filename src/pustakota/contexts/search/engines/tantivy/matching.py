"""A question as a tantivy query: which things answer, and how high each stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import tantivy
from tantivy import FieldType, Occur, Query

from pustakota.contexts.search.engines.entries import LOOSE_CLASSES, loose, storable
from pustakota.contexts.search.engines.protocol import Filters, Wanted
from pustakota.contexts.search.engines.tantivy.layout import marked
from pustakota.contexts.search.engines.tantivy.selecting import Selecting
from pustakota.contexts.search.rules.parsing import Clause, Phrase, Question, Word
from pustakota.contexts.search.rules.preferring import preferred
from pustakota.contexts.search.rules.selecting import held, ranked_in
from pustakota.contexts.search.rules.weights import ENGLISH, OWN, Weights

Holds = Callable[[str, str], bool]
"""Whether a token is worth asking for in a field: it stands there, and not nearly everywhere."""


class Matching:
    """Builds queries for one schema. ``kinds``: how many things of each kind there are."""

    def __init__(self, schema: tantivy.Schema, kinds: Mapping[str, int]) -> None:
        self._schema = schema
        self._kinds = kinds
        self._selecting = Selecting(schema)

    def answering(self, wanted: Wanted, filters: Filters) -> Query:
        """The things that answer within these filters, all of equal worth."""
        question, chosen = wanted.question, wanted.condition
        kinds, other_kinds = self._fewer_kinds(wanted.kinds)
        needed = [self._clauses(question) if chosen is None else self._selecting.query(chosen)]
        needed += [self._selecting.query(limit.condition) for limit in question.limits]
        needed += [self._selecting.query(wanted.years)] if wanted.years else []
        needed += [self._any("kind", kinds)] if kinds else []
        needed += [self._any(f"facets.{name}", values) for name, values in filters.items() if values]
        unwanted = [self._holds(clause) for clause in question.without]
        unwanted += [self._selecting.query(limit.condition) for limit in question.beyond]
        unwanted += [self._any(f"facets.{name}", values) for name, values in wanted.left_out.items() if values]
        unwanted += [self._any("kind", other_kinds)] if other_kinds else []
        query = Query.boolean_query(
            [*((Occur.Must, each) for each in needed), *((Occur.MustNot, each) for each in unwanted)]
        )
        return Query.const_score_query(query, 0.0)

    def numbered(self, numbers: tuple[int, int], answering: Query) -> Query:
        """Of the things that answer those numbered from the first to the last."""
        among = Query.range_query(self._schema, "number", FieldType.Unsigned, *numbers)
        return Query.const_score_query(Query.boolean_query([(Occur.Must, answering), (Occur.Must, among)]), 0.0)

    def _fewer_kinds(self, kinds: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The kinds that are asked for, or those that are not where these are fewer things: nearly all are titles."""
        others = [kind for kind in self._kinds if kind not in kinds] if kinds else []
        number_of = self._kinds.get
        is_most = sum(number_of(kind, 0) for kind in others) < sum(number_of(kind, 0) for kind in kinds)
        return ((), others) if is_most else (kinds, ())

    def ranked(self, wanted: Wanted, answering: Query, stands: Holds, tells: Holds) -> Query:
        """The same things, each with its worth. What stands nowhere is not asked: each term costs in every segment.

        ``stands``: of words side by side; ``tells``: of a word by itself.
        """
        question, weights = wanted.question, wanted.weights
        worth = [self._worth(clause, weights, tells) for clause in question.clauses]
        worth += self._together(question, weights, stands)
        worth += [
            Query.const_score_query(self._selecting.query(condition), points)
            for condition, points in preferred(wanted.sort, weights, wanted.year)
        ]
        if question.identifier:
            worth.append(_boosted(self._term("identifier", question.identifier), weights.identifier))
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
        """A thing holds a word when any of the word's forms is in it, anywhere or in the field that was named."""
        return self._selecting.query(held(clause))

    def _worth(self, clause: Clause, weights: Weights, stands: Holds) -> Query:
        names = ranked_in(clause.field.group)
        if isinstance(clause, Phrase):
            found = [_boosted(self._phrase(name, clause.exact), 2 * weights.exact[name]) for name in names]
        else:
            found = [worth for name in names for worth in self._worth_in(name, clause, weights, stands)]
            if clause.english:
                found.append(Query.const_score_query(self._holds(replace(clause, english=())), OWN))
        return Query.disjunction_max_query(found, weights.other_classes) if found else Query.empty_query()

    def _worth_in(self, name: str, word: Word, weights: Weights, stands: Holds) -> list[Query]:
        """Worth of a word in one class, by each of its forms."""
        weight = weights.exact[name]
        exact = [self._term(name, token) for token in word.exact if stands(name, token)]
        written = [token for token in word.loose if not token.startswith("~")]
        english: list[Query] = []
        other = [self._term(name, token) for token in (*written, *word.beginnings) if stands(name, token)]
        other += [self._phrase(name, row) for row in word.phrases if all(stands(name, token) for token in row)]
        if name in LOOSE_CLASSES:
            field = loose(name)
            stems = word.loose if name == "names" else written
            other += [self._term(field, token) for token in (*word.exact, *stems) if stands(field, token)]
            english = [self._term(name, token) for token in word.english if stands(name, token)]
        return [
            *(_boosted(each, weight) for each in exact),
            *(_boosted(each, weight * weights.loose) for each in other),
            *(_boosted(each, weight * ENGLISH) for each in english),
        ]

    def _together(self, question: Question, weights: Weights, stands: Holds) -> list[Query]:
        """Words that stand side by side, or are the whole title, say more than the same words apart."""
        typed = question.title.split()
        found = [_boosted(self._term("whole_title", marked(question.title)), weights.whole_title)] if typed else []
        if len(typed) < 2:
            return found
        near = {"title": weights.title_phrase, "title_rest": weights.near_phrase, "subjects": weights.near_phrase}
        return found + [
            _boosted(self._phrase(name, typed), weight)
            for name, weight in near.items()
            if all(stands(name, token) for token in typed)
        ]

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


def _any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, each) for each in queries])


def _boosted(query: Query, weight: float) -> Query:
    return Query.boost_query(query, weight)
