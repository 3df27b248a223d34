from datetime import date

import pytest

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import MergeRefused
from pustakota.contexts.people.models import How, Merge, Patron, Person
from pustakota.contexts.people.permissions import EDIT, VIEW
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.people import a_child, a_member_of_staff, a_patron, an_actor

pytestmark = pytest.mark.django_db
BORN = date(1988, 4, 2)


def merged(keep: Patron, gone: Patron) -> Merge:
    return actions.merge_persons(keep=keep.person, gone=gone.person, because="satu orang", by=SYSTEM, at=NOW)


def test_the_same_name_and_day_of_birth_are_alike_whatever_the_spelling() -> None:
    known = a_patron(name="Moh. Yusuf Habibie", born_on=BORN)
    a_patron(name="Yusuf Kalla", born_on=BORN)
    (found,) = queries.likely_same(name="H. Muhammad Yusuf Habibie, S.Pd.", born_on=BORN)
    assert (found.person, found.patron, found.alike_in) == (known.person, known, ("name",))
    assert queries.likely_same(name="Moh. Yusuf Habibie", born_on=date(1988, 2, 4)) == []


def test_the_same_number_is_alike_and_the_same_identity_number_is_surest() -> None:
    phone, nik = a_patron(name="Rini"), a_patron(name="Dewi")
    actions.confirm_phone(person=phone.person, phone="0812 3456 7890", by=SYSTEM, at=NOW)
    actions.keep_identity_number(person=nik.person, number="3579 0142 0488 0001", by=SYSTEM, at=NOW)
    found = queries.likely_same(name="X", born_on=None, phone="+62 812-3456-7890", nik="3579014204880001")
    assert [(each.person, each.alike_in) for each in found] == [(nik.person, ("nik",)), (phone.person, ("phone",))]


def test_pairs_are_listed_for_who_may_look_until_they_are_merged() -> None:
    first, second = a_patron(name="Siti Aminah", born_on=BORN), a_patron(name="SITI AMINAH", born_on=BORN)
    (pair,) = queries.likely_pairs(by=an_actor(VIEW))
    assert (pair.first, pair.second, pair.alike_in) == (first.person, second.person, ("name",))
    merged(first, second)
    assert queries.likely_pairs(by=an_actor(VIEW)) == []
    with pytest.raises(NotAllowed):
        queries.likely_pairs(by=an_actor())


def test_a_merge_closes_one_membership_and_takes_over_what_the_other_did_not_know() -> None:
    keep, gone = a_patron(), a_patron(born_on=BORN)
    actions.confirm_phone(person=gone.person, phone="08123456789", by=SYSTEM, at=NOW)
    child = a_child(guardian=gone)
    actions.give_consent(person=gone.person, purpose="news", by=SYSTEM, at=NOW, how=How.WEB)
    merged(keep, gone)
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert (keep.status, gone.status) == ("active", "closed")
    assert (keep.person.phone, keep.person.born_on) == ("+628123456789", BORN)
    assert list(queries.guardians_of(child)) == [keep.person]
    assert queries.has_consent(keep.person_id, "news")
    assert gone.person.account
    assert not gone.person.account.is_active
    message = Message.objects.latest("pk")
    assert message.name == "people.PersonsMerged"
    assert (message.fields["kept_patron_id"], message.fields["gone_patron_id"]) == (keep.pk, gone.pk)


def test_an_undone_merge_leaves_everything_as_it_was() -> None:
    keep, gone = a_patron(), a_patron(born_on=BORN)
    child = a_child(guardian=gone)
    before = list(Person.objects.order_by("pk").values()), list(Patron.objects.order_by("pk").values())
    merge = merged(keep, gone)
    actions.undo_merge(merge=merge, by=SYSTEM, at=later(days=3))
    assert (list(Person.objects.order_by("pk").values()), list(Patron.objects.order_by("pk").values())) == before
    assert list(queries.guardians_of(child)) == [gone.person]
    account = Person.objects.get(pk=gone.person_id).account
    assert account
    assert account.is_active
    assert Message.objects.latest("pk").name == "people.MergeUndone"


def test_what_changed_after_a_merge_stays_when_it_is_undone() -> None:
    keep, gone = a_patron(), a_patron()
    actions.confirm_phone(person=gone.person, phone="08123456789", by=SYSTEM, at=NOW)
    merge = merged(keep, gone)
    actions.confirm_phone(person=Person.objects.get(pk=keep.person_id), phone="08999999999", by=SYSTEM, at=NOW)
    actions.undo_merge(merge=merge, by=SYSTEM, at=later(days=1))
    assert Person.objects.get(pk=keep.person_id).phone == "+628999999999"


def test_every_reason_against_a_merge_is_given_at_once(nothing_changes: NothingChanges) -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    with nothing_changes(), pytest.raises(MergeRefused) as refused:
        actions.merge_persons(keep=mother.person, gone=child.person, because=" ", by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["reason_needed", "guardian_and_ward"]
    with pytest.raises(MergeRefused) as refused:
        actions.merge_persons(keep=mother.person, gone=mother.person, because="x", by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["same_entry"]
    staff = a_member_of_staff()
    with pytest.raises(MergeRefused) as refused:
        actions.merge_persons(keep=mother.person, gone=staff, because="x", by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["staff_goes"]


def test_two_identity_numbers_are_two_people_and_a_merge_is_made_and_undone_once() -> None:
    keep, gone = a_patron(), a_patron()
    for patron, number in ((keep, "3579014204880001"), (gone, "3579014204880002")):
        actions.keep_identity_number(person=patron.person, number=number, by=SYSTEM, at=NOW)
    with pytest.raises(MergeRefused):
        merged(keep, gone)
    actions.drop_identity_number(person=gone.person, by=SYSTEM)
    merge = merged(keep, gone)
    with pytest.raises(MergeRefused):
        merged(keep, gone)
    actions.undo_merge(merge=merge, by=SYSTEM, at=NOW)
    with pytest.raises(MergeRefused):
        actions.undo_merge(merge=merge, by=SYSTEM, at=NOW)


def test_merging_wants_the_right_to_edit(nothing_changes: NothingChanges) -> None:
    keep, gone = a_patron(), a_patron()
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.merge_persons(keep=keep.person, gone=gone.person, because="x", by=an_actor(VIEW), at=NOW)
    assert actions.merge_persons(keep=keep.person, gone=gone.person, because="x", by=an_actor(EDIT), at=NOW)
