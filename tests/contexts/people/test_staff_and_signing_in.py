from typing import Any

import pyotp
import pytest

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import SecondFactorRefused, StaffRefused
from pustakota.contexts.people.models import Account, RoleHeld, SecondFactor
from pustakota.contexts.people.permissions import EDIT, ROLES
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.conftest import NothingChanges
from tests.factories.moments import NOW, later
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron, an_actor

pytestmark = pytest.mark.django_db


def an_account() -> Account:
    account = a_member_of_staff().account
    assert account
    return account


def with_second_factor(account: Account) -> tuple[str, list[str]]:
    """The secret of the generator, which has just been proved, and the recovery codes."""
    secret = actions.begin_second_factor(account=account, at=NOW)
    codes = actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    return secret, codes


# Roles


def test_a_role_is_given_at_a_point_and_taken_away_again() -> None:
    person, point = a_member_of_staff(role="relawan"), a_point()
    actions.give_role(person=person, role="sirkulasi", place=point, by=an_actor(ROLES))
    actions.give_role(person=person, role="sirkulasi", place=point, by=an_actor(ROLES))
    assert person.account
    assert queries.actor_of(person.account).may("circulation.lend", point.pk)
    held = RoleHeld.objects.get(person=person, role="sirkulasi")
    actions.take_role(held=held, by=an_actor(ROLES))
    assert not queries.actor_of(person.account).may("circulation.lend")


def test_a_member_becomes_staff_with_a_role_and_no_longer_is_without_any() -> None:
    person = a_patron().person
    a_member_of_staff(role="kepala")
    actions.give_role(person=person, role="penyunting", by=SYSTEM)
    account = Account.objects.get(pk=person.account_id)
    assert (account.is_staff, editor_groups(account)) == (True, ["Moderators"])
    actions.take_role(held=RoleHeld.objects.get(person=person), by=SYSTEM)
    account.refresh_from_db()
    assert (account.is_staff, editor_groups(account)) == (False, [])


def editor_groups(account: Account) -> list[str]:
    return list(account.groups.values_list("name", flat=True))


@pytest.mark.parametrize("role", ["kepala", "admin", "penyunting", "penulis", "pustakawan"])
def test_nobody_may_do_everything_in_the_site_editor(role: str) -> None:
    account = a_member_of_staff(role=role).account
    assert account
    assert not account.is_superuser
    assert account.has_perm("wagtailadmin.access_admin")
    assert not account.has_perm("people.change_account")


def test_who_writes_hands_in_and_who_edits_publishes() -> None:
    writer, editor = a_member_of_staff(role="penulis").account, a_member_of_staff(role="penyunting").account
    assert writer
    assert editor
    assert (editor_groups(writer), editor_groups(editor)) == (["Editors"], ["Moderators"])


def test_the_last_who_gives_roles_keeps_the_right(nothing_changes: NothingChanges) -> None:
    a_member_of_staff(role="kepala", at_point=a_point())
    person = a_member_of_staff(role="admin")
    held = RoleHeld.objects.get(person=person)
    with nothing_changes(), pytest.raises(StaffRefused) as refused:
        actions.take_role(held=held, by=SYSTEM)
    assert [reason.code for reason in refused.value.worded()] == ["last_with_roles"]
    a_member_of_staff(role="kepala")
    actions.take_role(held=held, by=SYSTEM)


def test_unknown_roles_and_taken_names_are_refused_in_words(nothing_changes: NothingChanges) -> None:
    person = a_member_of_staff("kepala")
    with nothing_changes(), pytest.raises(StaffRefused) as refused:
        actions.add_staff(username="KEPALA", name=" ", roles=[("raja", None)], by=SYSTEM, at=NOW)
    assert [reason.code for reason in refused.value.worded()] == ["role_unknown", "username_taken", "name_missing"]
    with nothing_changes(), pytest.raises(StaffRefused):
        actions.give_role(person=person, role="raja", by=SYSTEM)
    for attempt in (
        lambda: actions.give_role(person=person, role="kepala", by=an_actor(EDIT)),
        lambda: actions.take_role(held=RoleHeld.objects.get(person=person), by=an_actor(EDIT)),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            attempt()


# Second factor


def test_a_generator_counts_once_a_code_has_proved_it() -> None:
    account = an_account()
    secret = actions.begin_second_factor(account=account, at=NOW)
    assert not queries.has_second_factor(account)
    with pytest.raises(SecondFactorRefused):
        actions.confirm_second_factor(account=account, code="000000", at=NOW)
    codes = actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    assert queries.has_second_factor(account)
    assert (len(codes), len(set(codes)), queries.recovery_codes_left(account)) == (10, 10, 10)
    assert secret not in SecondFactor.objects.get().sealed


def test_a_page_that_is_opened_again_shows_the_same_secret() -> None:
    account = an_account()
    first = actions.begin_second_factor(account=account, at=NOW)
    assert actions.begin_second_factor(account=account, at=later(minutes=5)) == first
    assert actions.begin_second_factor(account=account, at=later(minutes=20)) != first


def test_a_code_is_taken_once_and_half_a_minute_late() -> None:
    account = an_account()
    secret, _ = with_second_factor(account)
    code = pyotp.TOTP(secret).at(later(minutes=2))
    actions.check_second_factor(account=account, code=f"{code[:3]} {code[3:]}", at=later(minutes=2, seconds=30))
    for at in (later(minutes=2, seconds=30), later(minutes=9)):
        with pytest.raises(SecondFactorRefused):
            actions.check_second_factor(account=account, code=code, at=at)


def test_a_recovery_code_stands_in_once() -> None:
    account = an_account()
    _, codes = with_second_factor(account)
    actions.check_second_factor(account=account, code=codes[3].upper(), at=NOW)
    assert queries.recovery_codes_left(account) == 9
    with pytest.raises(SecondFactorRefused):
        actions.check_second_factor(account=account, code=codes[3], at=NOW)


def test_after_five_wrong_codes_a_right_one_helps_only_after_a_while() -> None:
    account = an_account()
    secret, _ = with_second_factor(account)
    for _ in range(5):
        with pytest.raises(SecondFactorRefused):
            actions.check_second_factor(account=account, code="000000", at=later(minutes=1))
    right: Any = pyotp.TOTP(secret).at
    with pytest.raises(SecondFactorRefused) as refused:
        actions.check_second_factor(account=account, code=right(later(minutes=2)), at=later(minutes=2))
    assert [reason.code for reason in refused.value.worded()] == ["too_many_codes"]
    actions.check_second_factor(account=account, code=right(later(minutes=17)), at=later(minutes=17))


def test_a_second_factor_is_dropped_by_its_owner_and_by_who_gives_roles(nothing_changes: NothingChanges) -> None:
    account = an_account()
    with_second_factor(account)
    with nothing_changes(), pytest.raises(NotAllowed):
        actions.drop_second_factor(account=account, by=an_actor(EDIT, account_id=account.pk + 1000))
    actions.drop_second_factor(account=account, by=queries.actor_of(account))
    assert not queries.has_second_factor(account)
    assert queries.recovery_codes_left(account) == 0
    with pytest.raises(SecondFactorRefused):
        actions.check_second_factor(account=account, code="1", at=NOW)


def test_whoever_gives_roles_at_a_point_gives_and_takes_none_beyond_it(nothing_changes: NothingChanges) -> None:
    """Else the head of one point would be the head of all."""
    here, there = a_point(), a_point()
    head = an_actor(ROLES, at_point=here, account_id=None)
    person = a_member_of_staff(role="relawan", at_point=here)
    beyond = a_member_of_staff(role="kepala", at_point=there)
    account = beyond.account
    assert account
    held = RoleHeld.objects.get(person=beyond)
    for act in (
        lambda: actions.give_role(person=person, role="kepala", by=head),
        lambda: actions.give_role(person=person, role="relawan", place=there, by=head),
        lambda: actions.add_staff(username="baru", name="Baru", roles=[("relawan", None)], by=head, at=NOW),
        lambda: actions.take_role(held=held, by=head),
        lambda: actions.drop_second_factor(account=account, by=head),
        lambda: actions.drop_passkey(account=account, passkey_id=1, by=head),
    ):
        with nothing_changes(), pytest.raises(NotAllowed):
            act()
    actions.give_role(person=person, role="sirkulasi", place=here, by=head)
    assert RoleHeld.objects.filter(person=person, role="sirkulasi", service_point=here).exists()
