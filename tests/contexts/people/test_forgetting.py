import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from pustakota.config.personal_data import KEPT
from pustakota.contexts.circulation import actions as circulation
from pustakota.contexts.circulation import tasks
from pustakota.contexts.circulation.models import Loan
from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.models import Account, How, Patron, Person
from pustakota.contexts.people.permissions import EDIT, VIEW
from pustakota.foundation import personal_data
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from pustakota.foundation.personal_data import ForgettingRefused
from tests.conftest import NothingChanges
from tests.factories.catalogue import an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW, later
from tests.factories.people import a_child, a_member_of_staff, a_patron, an_actor

pytestmark = pytest.mark.django_db
NIK = "3579014204880001"


def a_full_patron() -> Patron:
    """A member about whom everything is kept that can be."""
    patron = a_patron(name="Wulandari Kinasih", email="wulan@example.org", born_on=date(1988, 4, 2))
    person = patron.person
    for purpose in ("loan_history", "email", "photo"):
        actions.give_consent(person=person, purpose=purpose, by=SYSTEM, at=NOW, how=How.WEB)
    actions.confirm_phone(person=person, by=SYSTEM, at=NOW, phone="081298765432")
    actions.keep_identity_number(person=person, number=NIK, by=SYSTEM, at=NOW)
    actions.join_household(person=person, other=a_patron().person, by=SYSTEM, at=NOW)
    actions.replace_card(
        patron=patron, why=actions.WhyRetired.LOST, by=SYSTEM, at=NOW, at_point=patron.home_point, card_number="W77001"
    )
    loan = a_loan(patron=patron)
    a_returned(loan.item, loan.service_point, at=later(days=2))
    item = an_item()
    hold = a_hold(record=item.record, pickup=item.service_point, patron=patron)
    circulation.cancel_hold(hold=hold, by=SYSTEM, at=NOW)
    return Patron.objects.select_related("person").get(pk=patron.pk)


def everything() -> str:
    """Every value of every table, sessions and the outbox among them."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return json.dumps(rows, default=str)


def test_what_is_kept_is_shown_whole() -> None:
    patron = a_full_patron()
    shown = json.dumps(personal_data.shown(patron.person_id), default=str)
    for value in ("Wulandari", "wulan@example.org", "+6281298765432", NIK, "W77001", "1988-04-02", "Judul"):
        assert value in shown
    assert set(personal_data.shown(patron.person_id)) == {part.context for part in KEPT}


def test_after_forgetting_no_name_number_address_or_card_is_left_in_any_table() -> None:
    patron = a_full_patron()
    old_card = patron.retired_cards.get().number
    values = ("Wulandari", "wulan@example.org", "6281298765432", "W77001", old_card, "1988-04-02")
    before = everything()
    assert all(value in before for value in values), "the search sees what is there"
    personal_data.forget(patron.person_id, by=an_actor(EDIT), at=later(days=3))
    after = everything()
    assert [value for value in values if value in after] == []
    assert Person.objects.get(pk=patron.person_id).forgotten_at == later(days=3)
    assert not Account.objects.filter(person=patron.person_id).exists()
    assert Message.objects.latest("pk").name == "people.PersonForgotten"


def test_a_forgotten_person_stays_countable_and_nothing_leads_back() -> None:
    patron = a_full_patron()
    key = queries.person_key(patron.person_id, on=date(2026, 3, 2))
    personal_data.forget(patron.person_id, by=SYSTEM, at=later(days=3))
    loan = Loan.objects.get()
    assert (loan.patron, loan.person_key, loan.age_band) == (None, key, "25-59")
    tasks.part_from_members(later(days=90))
    assert Loan.objects.get().person_key == key


def test_every_reason_of_every_context_is_given_at_once_and_nothing_is_forgotten(
    nothing_changes: NothingChanges,
) -> None:
    mother = a_patron()
    a_child(guardian=mother)
    a_loan(patron=mother)
    item = an_item()
    a_hold(record=item.record, pickup=item.service_point, patron=mother)
    with nothing_changes(), pytest.raises(ForgettingRefused) as refused:
        personal_data.forget(mother.person_id, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["open_loans", "open_holds", "has_wards"]
    assert all("%(" not in reason.message for reason in refused.value.worded())


def test_staff_are_not_forgotten_and_nobody_twice() -> None:
    staff, patron = a_member_of_staff(), a_patron()
    with pytest.raises(ForgettingRefused) as refused:
        personal_data.forget(staff.pk, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["is_staff"]
    personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)
    with pytest.raises(ForgettingRefused) as refused:
        personal_data.forget(patron.person_id, by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["already_forgotten"]


def test_entries_that_were_merged_are_forgotten_together() -> None:
    keep, gone = a_patron(name="Wulandari Kinasih"), a_patron(name="Wulandari K.")
    actions.merge_persons(keep=keep.person, gone=gone.person, because="Wulandari dua kali", by=SYSTEM, at=NOW)
    personal_data.forget(keep.person_id, by=SYSTEM, at=NOW)
    assert "Wulandari" not in everything()


def test_forgetting_wants_the_right_to_edit(nothing_changes: NothingChanges) -> None:
    patron = a_full_patron()
    with nothing_changes(), pytest.raises(NotAllowed):
        personal_data.forget(patron.person_id, by=an_actor(VIEW), at=NOW)


def test_every_context_of_the_list_is_installed() -> None:
    labels: Any = {config.label for config in apps.get_app_configs()}
    assert {part.context for part in KEPT} <= labels
