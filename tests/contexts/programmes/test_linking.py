"""Programmes lead to titles, authors and publishers."""

from datetime import timedelta

import pytest

from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.programmes import actions, queries
from pustakota.contexts.programmes.errors import PlanRefused
from pustakota.contexts.programmes.models import Occurrence, Programme, Subject
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record
from tests.factories.people import a_member_acting, a_patron
from tests.factories.programmes import a_programme, an_occurrence

pytestmark = pytest.mark.django_db
AUTHOR = "Toer, Pramoedya Ananta, 1925-2006"


@pytest.fixture
def talk() -> Programme:
    return a_programme(title="Bedah Buku")


@pytest.fixture
def book() -> Record:
    return a_record("Bumi Manusia")


def soon(talk: Programme, *, days: int = 3) -> Occurrence:
    return an_occurrence(talk, starts_at=clock.now() + timedelta(days=days))


def test_a_title_is_linked_once_for_all_dates_or_for_one(talk: Programme, book: Record) -> None:
    first, second = soon(talk), soon(talk, days=10)
    for _ in range(2):
        actions.link(programme=talk, record=book, occurrence=second, by=SYSTEM)
    assert queries.dates_about(record=book.pk) == [second]
    assert [each.record for each in queries.subjects_of(second)] == [book]
    assert queries.subjects_of(first) == []
    actions.link(programme=talk, record=book, by=SYSTEM)
    assert queries.dates_about(record=book.pk) == [first, second]
    assert [each.record for each in queries.subjects_of(first)] == [book]


def test_what_is_over_is_shown_only_where_nothing_is_ahead(talk: Programme) -> None:
    actions.link(programme=talk, author=AUTHOR, by=SYSTEM)
    over = soon(talk, days=-30)
    assert queries.dates_about(author=AUTHOR) == [over]
    ahead = soon(talk)
    assert queries.dates_about(author=AUTHOR) == [ahead]
    assert queries.dates_about(publisher=AUTHOR) == []


@pytest.mark.parametrize("given", [{}, {"author": AUTHOR, "publisher": "Hasta Mitra"}])
def test_one_thing_is_linked_at_a_time(talk: Programme, given: dict[str, str], nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(PlanRefused) as refused:
        actions.link(programme=talk, by=SYSTEM, **given)
    assert [reason.code for reason in refused.value.reasons] == ["about_one_thing"]


def test_forty_things_are_enough(talk: Programme, nothing_changes: NothingChanges) -> None:
    for number in range(40):
        actions.link(programme=talk, author=f"Penulis {number}", by=SYSTEM)
    with nothing_changes(), pytest.raises(PlanRefused):
        actions.link(programme=talk, author=AUTHOR, by=SYSTEM)


def test_only_who_plans_links(talk: Programme, book: Record, nothing_changes: NothingChanges) -> None:
    member = a_member_acting(a_patron())
    subject = actions.link(programme=talk, record=book, by=SYSTEM)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.link(programme=talk, author=AUTHOR, by=member)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.unlink(subject=subject, by=member)


def test_links_follow_a_title_that_was_merged(talk: Programme, book: Record) -> None:
    double, date = a_record("Bumi manusia"), soon(talk)
    actions.link(programme=talk, record=double, by=SYSTEM)
    actions.link(programme=talk, record=double, occurrence=date, by=SYSTEM)
    actions.link(programme=talk, record=book, by=SYSTEM)
    actions.follow_records(record_id=double.pk, survivor_id=book.pk)
    assert set(Subject.objects.values_list("record", "occurrence")) == {(book.pk, date.pk), (book.pk, None)}
    assert Subject.objects.count() == 2
