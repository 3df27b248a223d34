from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions, queries, rules
from pustakota.contexts.people.errors import RegistrationRefused
from pustakota.contexts.people.models import Account, Guardianship, Patron, PatronType
from pustakota.contexts.people.permissions import EDIT, REGISTER, ROLES, VIEW
from pustakota.foundation.actors import SYSTEM, VISITOR, ActorKind
from pustakota.foundation.errors import NotAllowed
from pustakota.foundation.models import Message
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW, at_clock, later
from tests.factories.organisation import a_point
from tests.factories.people import (
    CONSENT,
    a_child,
    a_member_acting,
    a_member_of_staff,
    a_patron,
    a_patron_type,
    an_actor,
)

pytestmark = pytest.mark.django_db


def register(
    *,
    type: PatronType | None = None,  # noqa: A002 -- the field's own word
    home_point: ServicePoint | None = None,
    **given: Any,
) -> actions.Registered:
    asked = {"name": "Siti", "by": SYSTEM, "at": NOW} | given
    return actions.register_member(type=type or a_patron_type(), home_point=home_point or a_point(), **asked)


def register_a_child(**given: Any) -> actions.Registered:
    asked = {"name": "Adik", "consent_text": CONSENT, "by": SYSTEM, "at": NOW, "born_on": date(2017, 1, 1)}
    return actions.register_child(**asked | given)


# Becoming a member


def test_a_member_gets_a_card_a_password_to_hand_over_and_a_year() -> None:
    registered = register(name="  Siti   Aminah ", phone="0812 3456 7890", email="Siti@Example.org")
    patron = registered.patron
    account = patron.person.account
    assert account
    assert rules.check_digit(patron.card_number[:-1]) == patron.card_number[-1]
    assert (account.username, account.email) == (patron.card_number, "siti@example.org")
    assert account.check_password(registered.password)
    assert (patron.person.name, patron.person.phone) == ("Siti Aminah", "+6281234567890")
    assert (patron.joined_on, patron.expires_on) == (MONDAY, date(2027, 3, 2))
    message = Message.objects.latest("pk")
    assert (message.name, message.subject) == ("people.MemberRegistered", f"patron:{patron.pk}")


def test_a_given_password_is_not_handed_over_again() -> None:
    registered = register(password="pilihan sendiri")
    account = registered.patron.person.account
    assert account
    assert (registered.password, account.check_password("pilihan sendiri")) == ("", True)


@pytest.mark.parametrize(("zone", "joined"), [("Asia/Jakarta", MONDAY), ("Asia/Jayapura", MONDAY + timedelta(days=1))])
def test_a_membership_begins_on_the_day_of_its_home_point(zone: str, joined: date) -> None:
    patron = register(home_point=a_point(zone=zone), at=at_clock(MONDAY, "23:00")).patron
    assert patron.joined_on == joined


def test_every_reason_against_a_registration_is_given_at_once(nothing_changes: NothingChanges) -> None:
    holder = a_patron(email="siti@example.org", card_number="A0001")
    given = {
        "name": "  ",
        "type": holder.type,
        "home_point": holder.home_point,
        "phone": "tidak ada",
        "email": "SITI@example.org",
        "card_number": "a0001",
        "born_on": date(2026, 3, 3),
    }
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        register(**given)
    with translation.override("en"):
        worded = refused.value.worded()
    assert [reason.code for reason in worded] == [
        "name_missing",
        "born_in_future",
        "phone_wrong",
        "email_taken",
        "card_taken",
        "guardian_needed",
    ]
    assert all("%(" not in reason.message for reason in worded)


def test_a_card_number_that_is_the_sign_in_name_of_staff_is_taken(nothing_changes: NothingChanges) -> None:
    a_member_of_staff("kepala")
    given = {"type": a_patron_type(), "home_point": a_point()}
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        register(card_number="Kepala", **given)
    assert [reason.code for reason in refused.value.reasons] == ["card_taken"]


@pytest.mark.parametrize(("born_on", "is_refused"), [(date(2008, 3, 3), True), (date(2008, 3, 2), False)])
def test_a_person_needs_a_guardian_until_the_eighteenth_birthday(born_on: date, is_refused: bool) -> None:
    if not is_refused:
        assert register(born_on=born_on).patron.pk
        return
    with pytest.raises(RegistrationRefused) as refused:
        register(born_on=born_on)
    assert [reason.code for reason in refused.value.reasons] == ["guardian_needed"]


def test_members_are_registered_by_who_may_at_that_point(nothing_changes: NothingChanges) -> None:
    here, there, of_type = a_point(), a_point(), a_patron_type()
    keeper = an_actor(REGISTER, at_point=there)
    for by in (VISITOR, keeper, an_actor(VIEW)):
        with nothing_changes(), pytest.raises(NotAllowed):
            register(home_point=here, type=of_type, by=by)
    assert register(home_point=there, type=of_type, by=keeper).patron.pk


# Children


def test_a_child_has_a_card_of_its_own_no_account_and_a_guardian_who_agreed() -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    guardianship = Guardianship.objects.get()
    assert (guardianship.guardian, guardianship.ward) == (mother.person, child.person)
    said = guardianship.consent
    assert (said.purpose, said.person, said.said_by) == ("guardian", child.person, mother.person)
    assert (said.given_at, said.text_version, said.given_how, said.withdrawn_at) == (NOW, CONSENT, "desk", None)
    assert child.person.account is None
    assert child.card_number != mother.card_number
    assert list(queries.guardians_of(child)) == [mother.person]
    assert set(queries.family_of(mother.person_id)) == {mother, child}


def test_a_child_is_not_registered_without_consent(nothing_changes: NothingChanges) -> None:
    given = {"guardian": a_patron().person, "type": a_patron_type(), "home_point": a_point()}
    with nothing_changes(), pytest.raises(RegistrationRefused) as refused:
        register_a_child(consent_text="", name="", **given)
    assert [reason.code for reason in refused.value.worded()] == ["name_missing", "consent_needed"]


def test_a_child_is_registered_by_who_may_at_that_point(nothing_changes: NothingChanges) -> None:
    given = {"guardian": a_patron().person, "type": a_patron_type(), "home_point": a_point()}
    elsewhere = an_actor(REGISTER, at_point=a_point())
    for by in (VISITOR, elsewhere):
        with nothing_changes(), pytest.raises(NotAllowed):
            register_a_child(by=by, **given)


def test_a_guardian_acts_for_the_child_and_nobody_else_does() -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    acting = a_member_acting(mother)
    assert acting.acts_for(child.person_id)
    assert acting.acts_for(mother.person_id)
    assert not a_member_acting(a_patron()).acts_for(child.person_id)
    assert not VISITOR.acts_for(child.person_id)


# Staying a member


def test_a_membership_is_extended_from_its_end_or_from_today_whichever_is_later() -> None:
    early, late = a_patron(), a_patron(joined_at=later(days=-700))
    assert actions.extend_membership(patron=early, by=SYSTEM, at=later(days=100)) == date(2028, 3, 2)
    assert actions.extend_membership(patron=late, by=SYSTEM, at=NOW) == date(2027, 3, 2)
    late.refresh_from_db()
    assert late.expires_on == date(2027, 3, 2)


def test_blocking_says_why_and_unblocking_forgets_it() -> None:
    patron = a_patron()
    actions.block_patron(patron=patron, because="kartu hilang", by=an_actor(EDIT))
    patron.refresh_from_db()
    assert (patron.status, patron.blocked_because) == ("blocked", "kartu hilang")
    actions.unblock_patron(patron=patron, by=an_actor(EDIT))
    patron.refresh_from_db()
    assert (patron.status, patron.blocked_because) == ("active", "")


def test_changing_a_membership_wants_the_right_to_edit(nothing_changes: NothingChanges) -> None:
    patron = a_patron()
    desk = an_actor(VIEW, REGISTER)
    for attempt in (
        lambda: actions.block_patron(patron=patron, because="x", by=desk),
        lambda: actions.unblock_patron(patron=patron, by=desk),
        lambda: actions.add_patron_type(code="x", name="x", by=desk),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            attempt()


# Finding


def test_a_card_is_found_in_any_case_and_with_spaces_around() -> None:
    patron = a_patron(card_number="A0001")
    assert queries.patron_of_card(" a0001 ") == patron
    assert queries.patron_of_card("A0002") is None


def test_members_are_found_by_every_word_of_the_name_and_by_who_may_look() -> None:
    siti, _budi = a_patron(name="Siti Aminah"), a_patron(name="Budi Aminah")
    assert queries.patrons_named("amin sit", by=an_actor(VIEW)) == [siti]
    assert queries.patrons_named(siti.card_number[:7], by=an_actor(VIEW))
    with pytest.raises(NotAllowed):
        queries.patrons_named("siti", by=VISITOR)


# Accounts, staff, tokens


def test_an_actor_has_the_permissions_of_its_roles_at_their_points() -> None:
    here, there = a_point(), a_point()
    person = a_member_of_staff(role="sirkulasi", at_point=here)
    assert person.account
    actor = queries.actor_of(person.account)
    assert (actor.kind, actor.station_id, actor.person_id) == (ActorKind.STAFF, here.pk, person.pk)
    assert actor.may("circulation.lend", here.pk)
    assert not actor.may("circulation.lend", there.pk)
    assert not actor.may("circulation.override", here.pk)


def test_staff_who_are_parents_still_act_for_their_children() -> None:
    mother = a_patron()
    child = a_child(guardian=mother)
    account = mother.person.account
    assert account
    cataloguer = a_member_of_staff(role="pengatalog")
    consent = Guardianship.objects.get().consent
    Guardianship.objects.create(guardian=cataloguer, ward=child.person, consent=consent)
    assert cataloguer.account
    assert queries.actor_of(cataloguer.account).acts_for(child.person_id)


def test_an_account_without_a_person_is_a_visitor() -> None:
    account = Account.objects.create(username="kosong", made_at=NOW)
    assert queries.actor_of(account) == VISITOR


def test_staff_are_added_by_who_may_give_roles(nothing_changes: NothingChanges) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.add_staff(username="x", name="x", password="x", roles=[], by=an_actor(EDIT), at=NOW)
    person = actions.add_staff(
        username="baru", name="Baru", password="x", roles=[("kepala", None)], by=an_actor(ROLES), at=NOW
    )
    assert person.account
    assert queries.actor_of(person.account).may("operate")


def test_a_token_stands_for_its_account_for_twelve_hours_and_only_its_digest_is_kept() -> None:
    person = a_member_of_staff()
    assert person.account
    token = actions.issue_token(account=person.account, at=NOW)
    assert queries.account_of_token(token, at=later(minutes=719)) == person.account
    assert queries.account_of_token(token, at=later(minutes=720)) is None
    assert queries.account_of_token(token + "x", at=NOW) is None
    assert queries.account_of_token(queries.digest(token), at=NOW) is None


def test_a_new_password_a_revocation_and_a_closed_account_end_every_token() -> None:
    person = a_member_of_staff()
    account = person.account
    assert account
    for end in (
        lambda: actions.set_password(account=account, password="lain"),
        lambda: actions.revoke_tokens(account=account),
        lambda: Account.objects.filter(pk=account.pk).update(is_active=False),
    ):
        token = actions.issue_token(account=account, at=NOW)
        assert queries.account_of_token(token, at=NOW)
        end()
        assert queries.account_of_token(token, at=NOW) is None


def test_accounts_are_found_by_card_name_or_mail_in_any_case() -> None:
    patron = a_patron(card_number="A0009", email="a9@example.org")
    for name in ("a0009", "A0009", "A9@Example.ORG"):
        assert Account.objects.get_by_natural_key(name) == patron.person.account
    assert Patron.objects.count() == 1
