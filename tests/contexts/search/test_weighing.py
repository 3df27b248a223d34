"""Putting weights in force, and saying what a question should find."""

from dataclasses import replace

import pytest

from pustakota.contexts.people.models import Person
from pustakota.contexts.search import actions, queries
from pustakota.contexts.search.actions import Document, Weights
from pustakota.contexts.search.errors import JudgingRefused, WeightsRefused
from pustakota.contexts.search.models import Expected, JudgedQuery, WeightsVersion
from pustakota.contexts.search.queries import FIRST, SearchRequest
from pustakota.foundation.actors import EVERYWHERE, SYSTEM, Actor, ActorKind
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.moments import NOW

HEAD = Actor(kind=ActorKind.STAFF, account_id=7, permissions={EVERYWHERE: frozenset({"search.tune"})})
CATALOGUER_AT_ONE_POINT = Actor(kind=ActorKind.STAFF, permissions={1: frozenset({"search.tune"})})
SUBJECTS_FIRST = replace(FIRST, subjects=90.0)


def put(weights: Weights, **given: object) -> WeightsVersion:
    now = queries.version_in_force()[0]
    given = {"reason": "Tajuk dahulu", "begun_from": now, "by": HEAD, "at": NOW, **given}
    return actions.put_weights_in_force(weights=weights, **given)  # type: ignore[arg-type]


@pytest.fixture
def two_books(db: None) -> None:
    actions.rebuild([
        Document("record", 1, {"title": ["Batik pesisir"]}),
        Document("record", 2, {"title": ["Kain"], "subjects": ["Batik"]}),
    ])  # fmt: skip


def first_of(text: str) -> int:
    return queries.search(SearchRequest(text)).ids[0]


def test_new_weights_hold_for_the_very_next_question(two_books: None) -> None:
    assert first_of("batik") == 1
    version = put(SUBJECTS_FIRST)
    assert first_of("batik") == 2
    assert queries.version_in_force() == (version.pk, SUBJECTS_FIRST)
    assert (version.values, version.changed_by, version.replaces) == ({"subjects": 90.0}, 7, 0)
    told = Message.objects.get(subject="weights")
    assert told.fields == {"version": version.pk}


def test_an_earlier_version_comes_back_as_a_new_one(two_books: None) -> None:
    changed = put(SUBJECTS_FIRST)
    back = actions.go_back_to(version=0, reason="Lebih baik dulu", begun_from=changed.pk, by=HEAD, at=NOW)
    assert queries.version_in_force() == (back.pk, FIRST)
    assert [(row.pk, row.again) for row in queries.weights_versions()] == [(back.pk, 0), (changed.pk, None)]
    assert first_of("batik") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weights", "given", "codes"),
    [
        (replace(FIRST, title=0.0), {}, ["out_of_range"]),
        (SUBJECTS_FIRST, {"reason": "  "}, ["no_reason"]),
        (SUBJECTS_FIRST, {"begun_from": 99}, ["changed_meanwhile"]),
        (FIRST, {"reason": ""}, ["no_reason", "nothing_changed"]),
        (replace(FIRST, local=5.0), {}, ["no_places"]),
    ],
)
def test_weights_are_refused_with_every_reason_and_nothing_changes(
    weights: Weights, given: dict[str, object], codes: list[str], nothing_changes: NothingChanges
) -> None:
    with nothing_changes(), pytest.raises(WeightsRefused) as refused:
        put(weights, **given)
    assert [reason.code for reason in refused.value.reasons] == codes
    assert all(each.message for each in refused.value.worded())


@pytest.mark.django_db
def test_weights_hold_everywhere_so_one_points_cataloguer_may_not_change_them(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        put(SUBJECTS_FIRST, by=CATALOGUER_AT_ONE_POINT)
    with nothing_changes(), pytest.raises(NotAllowed):
        put(SUBJECTS_FIRST, by=Actor(kind=ActorKind.STAFF))


@pytest.mark.django_db
def test_nobody_goes_back_to_a_version_that_never_was(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(WeightsRefused):
        actions.go_back_to(version=12345, reason="x", begun_from=0, by=HEAD, at=NOW)


def test_a_ranked_page_asks_the_database_once_and_a_list_without_words_not_at_all(
    two_books: None, queries_are: QueriesAre
) -> None:
    with queries_are(1):
        queries.search(SearchRequest("batik"))
    with queries_are(0):
        queries.search(SearchRequest(""))
    with queries_are(1):
        queries.search(SearchRequest("batik", sort="newest"))  # words that mean one thing, too


def test_a_question_says_what_it_should_find_and_how_well_it_does(two_books: None) -> None:
    query = actions.judge_query(text="  batik  ", by=CATALOGUER_AT_ONE_POINT, at=NOW)
    assert actions.judge_query(text="batik", by=HEAD, at=NOW) == query
    actions.expect(query=query, things={("record", 2): 3, ("record", 99): 2}, by=HEAD)
    shown = queries.judged_query(query.pk)
    assert shown
    before, after = (queries.outcome(shown, weights, year=2026) for weights in (FIRST, SUBJECTS_FIRST))
    assert (before.rank(("record", 2)), after.rank(("record", 2)), after.rank(("record", 99))) == (2, 1, None)
    assert 0 < before.ndcg < after.ndcg < 1
    assert queries.mean([before, after]) == (before.ndcg + after.ndcg) / 2
    actions.expect(query=query, things={("record", 99): 0}, by=HEAD)
    assert list(Expected.objects.values_list("number", "grade")) == [(2, 3)]
    actions.forget_query(query=query, by=HEAD)
    assert not JudgedQuery.objects.exists()
    assert queries.mean([]) is None


@pytest.mark.django_db
def test_an_empty_question_an_unknown_grade_and_strangers_are_refused(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(JudgingRefused):
        actions.judge_query(text="   ", by=HEAD, at=NOW)
    with nothing_changes(), pytest.raises(JudgingRefused):
        actions.judge_query(text="x" * 201, by=HEAD, at=NOW)
    query = actions.judge_query(text="batik", by=SYSTEM, at=NOW)
    with nothing_changes(), pytest.raises(JudgingRefused):
        actions.expect(query=query, things={("record", 1): 4}, by=HEAD)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.forget_query(query=query, by=Actor(kind=ActorKind.STAFF))
    assert not Person.objects.exists()
