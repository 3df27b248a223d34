"""Lists of titles: their owner's alone until shared, in their own order, nameless where the owner is a child."""

from datetime import date

import pytest
from django.utils import translation

from pustakota.config import personal_data
from pustakota.contexts.catalogue import events as catalogue
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.people.models import Patron, Person
from pustakota.contexts.reading import actions, queries, reactions, rules
from pustakota.contexts.reading.errors import ListRefused
from pustakota.contexts.reading.models import ReadingList
from pustakota.foundation.actors import SYSTEM, VISITOR
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.catalogue import a_record
from tests.factories.moments import MONDAY, NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_acting, a_patron, somebody_with_role
from tests.factories.reading import a_list

pytestmark = pytest.mark.django_db


def titles_in(reading_list: ReadingList) -> list[int]:
    return [listed.record_id for listed in queries.titles_of(reading_list)]


@pytest.mark.parametrize(
    ("steps", "order"),
    [(-1, [1, 3, 2, 4]), (1, [1, 2, 4, 3]), (-9, [3, 1, 2, 4]), (9, [1, 2, 4, 3]), (0, [1, 2, 3, 4])],
)
def test_a_title_moves_up_and_down_to_the_ends(steps: int, order: list[int]) -> None:
    assert rules.moved([1, 2, 3, 4], 3, steps) == order


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"title": "Kota", "text": "", "others": 49}, []),
        ({"title": "", "text": "", "others": 50}, ["title_wrong", "too_many_lists"]),
        ({"title": "a" * 101, "text": "b" * 601, "others": 0}, ["title_wrong", "text_too_long"]),
    ],
)
def test_a_list_has_a_name_and_there_is_an_end_to_them(given: dict[str, object], codes: list[str]) -> None:
    assert [reason.code for reason in rules.reasons_not_to_make(**given)] == codes  # type: ignore[arg-type]


def test_titles_stand_in_the_order_their_owner_gives_them_each_once() -> None:
    patron = a_patron()
    me, records = a_member_acting(patron), [a_record() for _ in range(3)]
    mine = a_list(patron, *records)
    actions.add_title(reading_list=mine, record=records[0], by=me, at=later(days=1))
    assert titles_in(mine) == [record.pk for record in records]
    actions.move_title(reading_list=mine, record_id=records[2].pk, steps=-1, by=me, at=NOW)
    actions.note_title(reading_list=mine, record_id=records[2].pk, note=" Untuk  Rini ", by=me, at=NOW)
    actions.remove_title(reading_list=mine, record_id=records[0].pk, by=me, at=NOW)
    assert titles_in(mine) == [records[2].pk, records[1].pk]
    assert queries.titles_of(mine)[0].note == "Untuk Rini"


def test_a_full_list_takes_no_more(monkeypatch: pytest.MonkeyPatch, nothing_changes: NothingChanges) -> None:
    monkeypatch.setattr(rules, "MOST_TITLES", 2)
    patron = a_patron()
    mine, more = a_list(patron, a_record(), a_record()), a_record()
    with nothing_changes(), pytest.raises(ListRefused) as no:
        actions.add_title(reading_list=mine, record=more, by=a_member_acting(patron), at=NOW)
    assert [reason.code for reason in no.value.reasons] == ["too_many_titles"]


def test_nobody_else_changes_a_list_staff_included(nothing_changes: NothingChanges) -> None:
    mine, record = a_list(a_patron(), a_record()), a_record()
    others = (a_member_acting(a_patron()), somebody_with_role("kepala"), VISITOR)
    with nothing_changes():
        for by in others:
            with pytest.raises(NotAllowed):
                actions.add_title(reading_list=mine, record=record, by=by, at=NOW)
            with pytest.raises(NotAllowed):
                actions.share_list(reading_list=mine, shows_name=False, by=by, at=NOW)
            with pytest.raises(NotAllowed):
                actions.delete_list(reading_list=mine, by=by)


def test_a_withdrawn_address_leads_nowhere_and_never_comes_back() -> None:
    patron = a_patron()
    mine, me = a_list(patron, a_record()), a_member_acting(patron)
    first = actions.share_list(reading_list=mine, shows_name=True, by=me, at=NOW).shared_as or ""
    assert len(first) >= 20
    assert actions.share_list(reading_list=mine, shows_name=True, by=me, at=NOW).shared_as == first
    assert queries.list_shared_as(first) == mine
    actions.withdraw_list(reading_list=mine, by=me)
    assert queries.list_shared_as(first) is None
    second = actions.share_list(reading_list=mine, shows_name=False, by=me, at=NOW).shared_as
    assert second not in {None, first}


def test_a_note_that_is_too_long_is_refused_and_not_cut(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    mine = a_list(patron, a_record())
    with nothing_changes(), pytest.raises(ListRefused) as refused:
        actions.note_title(
            reading_list=mine, record_id=titles_in(mine)[0], note="x" * 301, by=a_member_acting(patron), at=NOW
        )
    assert [reason.code for reason in refused.value.worded()] == ["note_too_long"]


def test_an_empty_list_is_not_shared(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    mine, me = a_list(patron), a_member_acting(patron)
    with nothing_changes(), pytest.raises(ListRefused):
        actions.share_list(reading_list=mine, shows_name=False, by=me, at=NOW)


@pytest.mark.parametrize(
    ("born_on", "shows", "name"),
    [
        (date(1990, 1, 1), True, "Siti"),
        (date(1990, 1, 1), False, ""),
        (date(2010, 1, 1), True, ""),
        (None, True, "Siti"),
    ],
)
def test_a_name_is_shown_by_wish_and_never_a_childs(born_on: date | None, shows: bool, name: str) -> None:
    patron = a_patron(name="Siti Aminah")
    Person.objects.filter(pk=patron.person_id).update(born_on=born_on, call_name="Siti")
    mine = a_list(patron, a_record())
    shared = actions.share_list(reading_list=mine, shows_name=shows, by=a_member_acting(patron), at=NOW)
    found = queries.list_shared_as(shared.shared_as or "")
    assert found is not None
    assert queries.name_shown(found, today=MONDAY) == name


def test_a_point_recommends_by_those_who_may_there_and_only_shared_lists_are_shown(
    nothing_changes: NothingChanges,
) -> None:
    here, there, record = a_point(name="Perpustakaan Batu"), a_point(), a_record()
    librarian = somebody_with_role("pustakawan", at_point=here)
    chosen = actions.make_list(title="Bacaan musim hujan", by=librarian, at=NOW, at_point=here)
    actions.add_title(reading_list=chosen, record=record, by=librarian, at=NOW)
    assert queries.lists_recommended(9) == []
    shared = actions.share_list(reading_list=chosen, shows_name=False, by=librarian, at=NOW)
    assert queries.lists_recommended(9) == [chosen]
    assert queries.name_shown(shared, today=MONDAY) == "Perpustakaan Batu"
    with nothing_changes():
        for by, point in ((librarian, there), (somebody_with_role("sirkulasi"), here), (VISITOR, here)):
            with pytest.raises(NotAllowed):
                actions.make_list(title="x", by=by, at=NOW, at_point=point)


def test_where_a_title_may_be_saved_and_where_it_stands_already() -> None:
    patron = a_patron()
    first, second = a_record(), a_record()
    old, new = a_list(patron, first, title="Lama"), a_list(patron, second, title="Baru", at=later(days=1))
    a_list(a_patron(), first)
    found = queries.lists_to_save_in(a_member_acting(patron), first.pk)
    assert [(row.pk, row.holds) for row in found] == [(new.pk, False), (old.pk, True)]  # type: ignore[attr-defined]


def test_titles_that_the_public_may_not_see_are_left_out() -> None:
    shown, hidden = a_record(), a_record()
    mine = a_list(a_patron(), hidden, shown)
    Record.objects.filter(pk=hidden.pk).update(is_suppressed=True)
    assert titles_in(mine) == [shown.pk]
    assert queries.first_records([mine.pk], 4) == {mine.pk: [shown.pk]}


def test_a_merged_title_stands_once_as_the_one_that_stays() -> None:
    double, survivor = a_record(), a_record()
    both, one = a_list(a_patron(), double, survivor), a_list(a_patron(), double)
    reactions.follow_records(catalogue.RecordsMerged(record_id=double.pk, survivor_id=survivor.pk))
    assert (titles_in(both), titles_in(one)) == ([survivor.pk], [survivor.pk])


def test_lists_follow_a_merge_and_its_undoing() -> None:
    gone, kept = a_patron(), a_patron()
    mine = a_list(gone, a_record())
    actions.follow_merge(merge_id=3, gone_id=gone.person_id, kept_id=kept.person_id)
    assert queries.lists_of(kept.person_id) == [mine]
    actions.undo_merge(merge_id=3, gone_id=gone.person_id)
    assert queries.lists_of(gone.person_id) == [mine]


def test_a_member_sees_their_lists_among_their_data_and_is_forgotten_with_them() -> None:
    patron: Patron = a_patron()
    mine = a_list(patron, a_record("Bumi manusia"), a_record("Jejak langkah"), title="Pramoedya")
    actions.note_title(reading_list=mine, record_id=titles_in(mine)[1], note="lagi", by=a_member_acting(patron), at=NOW)
    part = next(each for each in personal_data.KEPT if each.context == "reading")
    with translation.override("en"):
        row = part.shows(patron.person_id)["Reading lists"][0]
    assert (row["name"], row["titles"]) == ("Pramoedya", "Bumi manusia\nJejak langkah – lagi")
    part.forgets(patron.person_id, SYSTEM, NOW)
    assert not ReadingList.objects.exists()
