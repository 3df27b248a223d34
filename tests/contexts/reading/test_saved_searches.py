"""Saved searches: kept by their owner, asked once a day, told once, ended by one press."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from pustakota.config import documents, personal_data
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.notices import actions as notices
from pustakota.contexts.notices import queries as told
from pustakota.contexts.notices.models import Letter, Notice, Telling
from pustakota.contexts.notices.rules import Channel, Kind
from pustakota.contexts.people import events as people
from pustakota.contexts.people.models import Patron
from pustakota.contexts.reading import actions, queries, reactions, rules, tasks
from pustakota.contexts.reading.errors import SearchNotSaved
from pustakota.contexts.reading.models import SavedSearch
from pustakota.contexts.search import actions as search
from pustakota.contexts.search.queries import SearchRequest
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges, QueriesAre
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW, later
from tests.factories.notices import a_reader
from tests.factories.people import a_member_acting, a_patron, somebody_with_role
from tests.factories.reading import a_saved_search

pytestmark = pytest.mark.django_db
TOMORROW = later(days=1)


@pytest.fixture(autouse=True)
def an_index(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    settings.OFFERED_CHANNELS = ["email"]
    with translation.override("en"):
        search.rebuild([])
        yield


def came_in(*titles: str, at: datetime = NOW, **given: object) -> list[Record]:
    """Titles that came into the catalogue at a moment, and stand in the index."""
    records = [a_record(title) for title in titles]
    Record.objects.filter(pk__in=[record.pk for record in records]).update(made_at=at, **given)
    search.index_documents(documents.record_documents([record.pk for record in records]))
    return records


def messages_of(patron: Patron) -> list[str]:
    """The inbox of a member in words, the newest first."""
    today = NOW.date()
    return [told.line([telling.notice], today=today) for telling in told.inbox(patron.person_id)]


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"others": 29}, []),
        ({"others": 30}, ["too_many_searches"]),
        ({"says_something": False}, ["question_empty"]),
        ({"length": 2001}, ["question_too_long"]),
        ({"name": ""}, ["name_wrong"]),
        ({"name": "a" * 81, "others": 31}, ["name_wrong", "too_many_searches"]),
    ],
)
def test_a_question_with_a_name_is_saved_up_to_thirty_times(change: dict[str, object], codes: list[str]) -> None:
    sound = {"says_something": True, "name": "Sejarah", "others": 0}
    situation = rules.SavingSituation(**(sound | change))  # type: ignore[arg-type]
    assert [reason.code for reason in rules.reasons_not_to_save(situation)] == codes


def test_the_same_question_is_kept_once_whatever_the_order_of_its_filters() -> None:
    patron = a_patron()
    first = a_saved_search(patron, subject=("Jawa",), language=("ind", "jav"))
    again = a_saved_search(patron, language=("ind", "jav"), subject=("Jawa",), name="Jawa", tells=False)
    assert (again.pk, again.name, again.tells) == (first.pk, "Jawa", False)
    assert [row.pk for row in queries.searches_of(patron.person_id)] == [first.pk]


def test_nothing_is_saved_for_a_visitor_or_without_a_question(nothing_changes: NothingChanges) -> None:
    request = SearchRequest(text="sejarah")
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.save_search(request=request, query="q=sejarah", name="x", tells=True, by=VISITOR, at=NOW)
    patron = a_patron()
    with nothing_changes(), pytest.raises(SearchNotSaved) as no:
        a_saved_search(patron, "", name="x")
    assert [reason.code for reason in no.value.reasons] == ["question_empty"]


def test_somebody_else_neither_changes_nor_deletes_a_search(nothing_changes: NothingChanges) -> None:
    saved, other = a_saved_search(a_patron()), a_member_acting(a_patron())
    with nothing_changes():
        for by in (other, somebody_with_role("kepala"), VISITOR):
            with pytest.raises(NotAllowed):
                actions.change_search(saved=saved, name="x", tells=False, by=by, at=NOW)
            with pytest.raises(NotAllowed):
                actions.delete_search(saved=saved, by=by, at=NOW)


def test_titles_that_came_in_since_are_told_once_in_one_letter() -> None:
    came_in("Sejarah lama")
    reader = a_reader(email="siti@example.org")
    told.reader(reader.person_id)
    history, food = a_saved_search(reader, "sejarah"), a_saved_search(reader, "masakan")
    came_in("Sejarah Jawa", "Sejarah Bali", "Masakan Batak", "Peta kota", at=later(minutes=5))
    assert tasks.tell_of_new_titles(TOMORROW) == 2
    assert tasks.tell_of_new_titles(TOMORROW) == 0
    assert tasks.tell_of_new_titles(later(days=2)) == 0
    history.refresh_from_db()
    food.refresh_from_db()
    assert (history.new_titles, food.new_titles) == (2, 1)
    assert messages_of(reader) == ["There are new titles for a search that you saved."] * 2
    notices.gather(channel=Channel.EMAIL, after=0, at=TOMORROW)
    begun = notices.begin(letter=Letter.objects.get(person=reader.person_id), at=TOMORROW)
    assert begun is not None
    assert begun.parcel.words.lines == ("Ada judul baru untuk 2 pencarian yang Anda simpan.",)


def test_nothing_is_sent_when_nothing_is_new_and_what_is_younger_than_an_hour_waits() -> None:
    reader = a_reader(email="siti@example.org")
    saved = a_saved_search(reader)
    came_in("Peta kota", at=later(minutes=5))
    assert tasks.tell_of_new_titles(TOMORROW) == 0
    came_in("Sejarah Jawa", at=later(days=1))
    assert tasks.tell_of_new_titles(later(days=1, minutes=59)) == 0
    assert tasks.tell_of_new_titles(later(days=1, minutes=61)) == 1
    saved.refresh_from_db()
    assert [Record.objects.get(pk=key).title for key in queries.newest_of(saved)] == ["Sejarah Jawa"]
    assert not Notice.objects.exclude(kind=Kind.NEW_TITLES).exists()


def test_a_search_is_named_only_to_those_who_want_titles_in_messages() -> None:
    open_reader, quiet = a_reader(email="a@example.org"), a_reader(email="b@example.org")
    notices.choose(person_id=open_reader.person_id, language="id", names_titles=True, by=SYSTEM, at=NOW)
    for reader in (open_reader, quiet):
        a_saved_search(reader, "diabetes", name="Kencing manis")
    came_in("Diabetes sehari-hari", at=later(minutes=5))
    tasks.tell_of_new_titles(TOMORROW)
    assert messages_of(open_reader) == ["There are new titles for a search that you saved. Kencing manis (1)."]
    assert messages_of(quiet) == ["There are new titles for a search that you saved."]


def test_mistyped_words_are_not_corrected_and_what_is_on_the_shelf_does_not_matter() -> None:
    reader = a_reader(email="siti@example.org")
    a_saved_search(reader, "sejarxh")
    a_saved_search(reader, "sejarah", available=("yes",))
    came_in("Sejarah Jawa", at=later(minutes=5))
    assert tasks.tell_of_new_titles(TOMORROW) == 1


def test_filters_narrow_what_is_new() -> None:
    reader = a_reader()
    a_saved_search(reader, "", name="Bahasa Jawa", language=("jav",))
    came_in("Babad", at=later(minutes=5), language="jav")
    came_in("Hikayat", at=later(minutes=5), language="ind")
    assert tasks.tell_of_new_titles(TOMORROW) == 1
    assert SavedSearch.objects.get().new_titles == 1


def test_what_is_left_out_and_years_narrow_too() -> None:
    reader = a_reader()
    request = SearchRequest(text="babad", left_out={"language": ("jav",)}, since=1990, until=2030)
    me = a_member_acting(reader)
    saved = actions.save_search(request=request, query="q=babad", name="Babad", tells=True, by=me, at=NOW)
    assert queries.request_of(saved).years == request.years
    came_in("Babad satu", at=later(minutes=5), language="jav", year=2000)
    came_in("Babad dua", at=later(minutes=5), language="ind", year=1950)
    came_in("Babad tiga", at=later(minutes=5), language="ind", year=2000)
    assert tasks.tell_of_new_titles(TOMORROW) == 1
    assert SavedSearch.objects.get().new_titles == 1


def test_a_stopped_search_tells_nothing_and_takes_up_only_what_comes_later() -> None:
    reader = a_reader(email="siti@example.org")
    saved, me = a_saved_search(reader), a_member_acting(reader)
    actions.change_search(saved=saved, name="Sejarah", tells=False, by=me, at=NOW)
    came_in("Sejarah Jawa", at=later(minutes=5))
    assert tasks.tell_of_new_titles(TOMORROW) == 0
    actions.change_search(saved=saved, name="Sejarah", tells=True, by=me, at=TOMORROW)
    assert tasks.tell_of_new_titles(later(days=2)) == 0


def test_without_an_index_nothing_is_forgotten(tmp_path: Path, settings: Settings) -> None:
    a_saved_search(a_reader())
    came_in("Sejarah Jawa", at=later(minutes=5))
    settings.SEARCH_INDEX_PATH = tmp_path / "elsewhere"
    assert tasks.tell_of_new_titles(TOMORROW) == 0
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    assert tasks.tell_of_new_titles(later(days=2)) == 1


def test_a_run_that_is_cut_off_is_made_up_for_and_tells_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PAGE", 1)
    readers = [a_reader(email=f"a{n}@example.org") for n in range(3)]
    for reader in readers:
        a_saved_search(reader)
    came_in("Sejarah Jawa", at=later(minutes=5))
    whole, calls = notices.queue_all, iter(range(10))

    def cut_off_in_the_second(**given: object) -> int:
        queued = whole(**given)  # type: ignore[arg-type]
        if next(calls) == 1:
            raise KeyboardInterrupt
        return queued

    monkeypatch.setattr(notices, "queue_all", cut_off_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        tasks.tell_of_new_titles(TOMORROW)
    assert Notice.objects.count() == 1
    assert tasks.tell_of_new_titles(TOMORROW) == 2
    assert [len(messages_of(reader)) for reader in readers] == [1, 1, 1]


def test_two_workers_that_asked_the_same_tell_once() -> None:
    a_saved_search(a_reader())
    last = came_in("Sejarah Jawa", at=later(minutes=5))[0].pk
    found = queries.new_titles(queries.page_to_ask(after=0, until=last, size=9), until=last)
    assert actions.tell_of_new_titles(found=found, until=last, at=TOMORROW) == 1
    assert actions.tell_of_new_titles(found=found, until=last, at=TOMORROW) == 0


@pytest.mark.parametrize("number", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_searches(number: int, queries_are: QueriesAre) -> None:
    for n in range(number):
        reader = a_reader(email=f"a{n}@example.org")
        a_saved_search(reader)
        a_saved_search(reader, "jawa")
    came_in("Sejarah Jawa", at=later(minutes=5))
    with queries_are(25):
        assert tasks.tell_of_new_titles(TOMORROW) == 2 * number


def test_one_press_in_a_letter_of_nothing_else_ends_all_alerts_and_keeps_the_searches() -> None:
    reader = a_reader(email="siti@example.org")
    a_saved_search(reader)
    a_saved_search(reader, "jawa")
    came_in("Sejarah Jawa", at=later(minutes=5))
    tasks.tell_of_new_titles(TOMORROW)
    notices.gather(channel=Channel.EMAIL, after=0, at=TOMORROW)
    begun = notices.begin(letter=Letter.objects.get(), at=TOMORROW)
    assert begun is not None
    ended = told.stopped_by(begun.parcel.words.stop_address.rpartition("/")[2])
    assert ended is not None
    assert (ended.person_id, ended.kind, ended.topics) == (reader.person_id, Kind.NEW_TITLES, ())
    assert actions.stop_telling(person_id=reader.person_id, by=a_member_acting(reader), at=TOMORROW) == 2
    assert [row.tells for row in queries.searches_of(reader.person_id)] == [False, False]
    assert not Telling.objects.filter(state="waiting").exists()


def test_what_a_deleted_search_had_to_say_is_not_sent() -> None:
    reader = a_reader(email="siti@example.org")
    saved = a_saved_search(reader)
    came_in("Sejarah Jawa", at=later(minutes=5))
    tasks.tell_of_new_titles(TOMORROW)
    actions.delete_search(saved=saved, by=a_member_acting(reader), at=TOMORROW)
    assert messages_of(reader) == []
    assert not Telling.objects.filter(state="waiting").exists()


def test_searches_follow_a_merge_and_go_back_when_it_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, kept = a_patron(), a_patron()
    a_saved_search(gone)
    a_saved_search(gone, "jawa")
    a_saved_search(kept, "jawa", name="Jawa")
    actions.follow_merge(merge_id=7, gone_id=gone.person_id, kept_id=kept.person_id)
    assert [row.name for row in queries.searches_of(kept.person_id)] == ["Jawa", "sejarah"]
    undone = people.MergeUndone(merge_id=7, kept_id=kept.person_id, gone_id=gone.person_id)
    reactions.move_back(undone)
    assert [row.name for row in queries.searches_of(gone.person_id)] == ["sejarah"]


def test_a_member_sees_what_is_kept_and_is_forgotten_with_it() -> None:
    reader = a_reader()
    a_saved_search(reader, name="Sejarah")
    part = next(each for each in personal_data.KEPT if each.context == "reading")
    assert [row["name"] for row in part.shows(reader.person_id)["Saved searches"]] == ["Sejarah"]
    part.forgets(reader.person_id, SYSTEM, NOW)
    assert not SavedSearch.objects.exists()
