import json
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.urls import reverse

from pustakota.contexts.people import actions, queries
from pustakota.contexts.people.errors import PasskeyRefused, SecondFactorRefused
from pustakota.contexts.people.models import Account, Passkey
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.errors import NotAllowed
from tests.factories.moments import NOW, later
from tests.factories.people import PASSWORD, a_member_of_staff, a_patron, an_actor

pytestmark = pytest.mark.django_db
PLACE = queries.Place("perpustakaan.example", "https://perpustakaan.example", "Perpustakaan")


def an_account() -> Account:
    account = a_patron().person.account
    assert account
    return account


def a_passkey(account: Account, name: str = "Telepon") -> Passkey:
    """The row of a passkey whose key nobody has."""
    known = Passkey.objects.count()
    return Passkey.objects.create(
        account=account, name=name, credential=f"Zm9v{known:04d}", public_key="Zm9v", made_at=NOW
    )


def send(client: Client, name: str, given: dict[str, Any]) -> Any:
    return client.post(reverse(f"public:{name}"), json.dumps(given), content_type="application/json")


def test_a_browser_is_asked_for_a_key_that_its_device_keeps_and_unlocks() -> None:
    account = an_account()
    a_passkey(account)
    question = queries.question_for_a_new_one(account, place=PLACE)
    options = json.loads(question.options)
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["challenge"] == question.challenge
    assert [each["id"] for each in options["excludeCredentials"]] == ["Zm9v0000"]
    assert account.username not in options["user"]["id"]
    anybody = json.loads(queries.question_to_sign_in(place=PLACE).options)
    assert (anybody["userVerification"], anybody["rpId"]) == ("required", PLACE.domain)
    assert not anybody.get("allowCredentials")


@pytest.mark.parametrize("answer", [{}, {"id": "Zm9v0000"}, {"id": "Zm9v0000", "response": {}}, {"id": 7}])
def test_what_no_device_says_signs_nobody_in(answer: dict[str, Any]) -> None:
    key = a_passkey(an_account())
    with pytest.raises(PasskeyRefused):
        actions.prove_passkey(answer=answer, challenge="Zm9v", place=PLACE, at=NOW)
    with pytest.raises(PasskeyRefused):
        actions.keep_passkey(account=key.account, answer=answer, challenge="Zm9v", place=PLACE, name="x", at=NOW)
    assert list(Passkey.objects.all()) == [key]


def test_a_passkey_of_somebody_else_is_not_taken_after_a_password() -> None:
    key, other = a_passkey(an_account()), an_account()
    with pytest.raises(PasskeyRefused) as refused:
        actions.prove_passkey(answer={"id": key.credential}, challenge="Zm9v", place=PLACE, at=NOW, account=other)
    assert [reason.code for reason in refused.value.reasons] == ["passkey_unknown"]


def test_an_account_has_at_most_ten_passkeys() -> None:
    account = an_account()
    for number in range(10):
        a_passkey(account, str(number))
    with pytest.raises(PasskeyRefused) as refused:
        actions.keep_passkey(account=account, answer={}, challenge="Zm9v", place=PLACE, name="x", at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["too_many_passkeys"]


def test_a_challenge_is_taken_once_and_soon(client: Client) -> None:
    answer = {"answer": {"id": "x"}}
    assert send(client, "passkey_sign_in", answer).json() == {"reasons": ["That took too long. Try again."]}
    assert send(client, "passkey_question", {}).json()["rpId"] == "testserver"
    assert "not known" in send(client, "passkey_sign_in", answer).json()["reasons"][0]
    again = send(client, "passkey_sign_in", answer)
    assert (again.status_code, again.json()["reasons"]) == (422, ["That took too long. Try again."])
    assert client.get(reverse("public:my_account")).status_code == 302


def test_only_its_owner_names_and_removes_a_passkey(client: Client) -> None:
    mine, theirs = a_passkey(an_account()), a_passkey(an_account())
    client.force_login(mine.account, backend="pustakota.foundation.sessions.AccountBackend")
    for key in (mine, theirs):
        client.post(reverse("public:rename_passkey", args=[key.pk]), {"name": " Laptop  baru "})
    assert set(Passkey.objects.values_list("name", flat=True)) == {"Laptop baru", "Telepon"}
    client.post(reverse("public:rename_passkey", args=[mine.pk]), {"name": " "})
    for key in (mine, theirs):
        client.post(reverse("public:drop_passkey", args=[key.pk]))
    assert list(Passkey.objects.all()) == [theirs]
    with pytest.raises(NotAllowed):
        actions.drop_passkey(account=theirs.account, passkey_id=theirs.pk, by=an_actor())
    actions.drop_passkey(account=theirs.account, passkey_id=theirs.pk, by=SYSTEM)
    assert not Passkey.objects.exists()


def test_a_passkey_stands_in_for_the_password_of_members_and_beside_that_of_staff() -> None:
    member, staff = an_account(), a_member_of_staff("budi").account
    assert staff
    for account in (member, staff):
        a_passkey(account)
    assert (queries.asks_for_more(member), queries.asks_for_more(staff)) == (False, True)


def test_a_token_is_not_had_by_the_password_alone_where_staff_have_a_passkey(client: Client) -> None:
    staff = a_member_of_staff("budi").account
    assert staff
    asked = {"username": "budi", "password": PASSWORD}
    assert client.post("/api/v1/tokens", asked, "application/json").status_code == 200
    a_passkey(staff)
    assert client.post("/api/v1/tokens", asked, "application/json").status_code == 401


def test_a_lost_device_takes_its_passkeys_with_it() -> None:
    staff = a_member_of_staff("budi").account
    assert staff
    a_passkey(staff)
    actions.drop_second_factor(account=staff, by=SYSTEM)
    assert not Passkey.objects.exists()


# Recovery codes for those who have passkeys alone


def with_a_passkey_alone() -> Account:
    account = a_member_of_staff().account
    assert account
    a_passkey(account)
    return account


def test_staff_whose_only_passkey_is_lost_come_in_once_with_a_recovery_code(client: Client) -> None:
    account = with_a_passkey_alone()
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    page = client.get("/en/akun/keamanan/").content.decode()
    assert "0 recovery codes are left." in page
    assert "Only the password is asked for." not in page
    shown = client.post(reverse("public:renew_recovery_codes"))
    code, *others = shown.context["codes"]
    assert len(others) == 9
    client.logout()
    client.post("/en/masuk/", {"username": account.username, "password": PASSWORD})
    page = client.get("/en/masuk/kode/").content.decode()
    assert "If the device is lost, type a recovery code." in page
    assert client.post("/en/masuk/kode/", {"code": "000000-000000"}).status_code == 422
    assert client.post("/en/masuk/kode/", {"code": code}).status_code == 302
    assert "9 recovery codes are left." in client.get("/en/akun/keamanan/").content.decode()


def test_without_codes_a_passkey_alone_asks_for_none(client: Client) -> None:
    account = with_a_passkey_alone()
    client.post("/en/masuk/", {"username": account.username, "password": PASSWORD})
    page = client.get("/en/masuk/kode/").content.decode()
    assert 'name="code"' not in page
    assert client.post("/en/masuk/kode/", {"code": "000000"}).status_code == 422


def test_wrong_recovery_codes_end_for_a_while_without_a_generator_too() -> None:
    account = with_a_passkey_alone()
    code = actions.renew_recovery_codes(account=account, at=NOW)[0]
    for _ in range(5):
        with pytest.raises(SecondFactorRefused):
            actions.check_second_factor(account=account, code="no", at=NOW)
    with pytest.raises(SecondFactorRefused) as refused:
        actions.check_second_factor(account=account, code=code, at=NOW)
    assert [reason.code for reason in refused.value.reasons] == ["too_many_codes"]
    actions.check_second_factor(account=account, code=code, at=later(minutes=16))


def test_new_recovery_codes_end_those_of_before_and_the_last_passkey_takes_them_along() -> None:
    account = with_a_passkey_alone()
    old = actions.renew_recovery_codes(account=account, at=NOW)[0]
    actions.renew_recovery_codes(account=account, at=NOW)
    with pytest.raises(SecondFactorRefused):
        actions.check_second_factor(account=account, code=old, at=NOW)
    (key,) = queries.passkeys_of(account)
    actions.drop_passkey(account=account, passkey_id=key.pk, by=queries.actor_of(account))
    assert not queries.takes_codes(account)


def test_whoever_has_neither_generator_nor_passkey_gets_no_codes(client: Client) -> None:
    account = an_account()
    with pytest.raises(SecondFactorRefused):
        actions.renew_recovery_codes(account=account, at=NOW)
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    answer = client.post("/en" + reverse("public:renew_recovery_codes").removeprefix("/en"), follow=True)
    assert "No second factor is set up for this account." in answer.content.decode()
    assert queries.recovery_codes_left(account) == 0


def test_a_generator_that_is_set_up_later_counts_as_if_nothing_had_been_before() -> None:
    account = with_a_passkey_alone()
    actions.renew_recovery_codes(account=account, at=NOW)
    secret = actions.begin_second_factor(account=account, at=NOW)
    actions.confirm_second_factor(account=account, code=pyotp.TOTP(secret).at(NOW), at=NOW)
    assert queries.has_second_factor(account)
    assert queries.recovery_codes_left(account) == 10


def test_a_machine_gets_a_token_with_a_recovery_code_and_never_without_one(client: Client) -> None:
    account = with_a_passkey_alone()
    given = {"username": account.username, "password": PASSWORD}

    def asked(**more: str) -> int:
        return client.post("/api/v1/tokens", given | more, content_type="application/json").status_code

    assert (asked(), asked(otp="123456")) == (401, 401)
    code = actions.renew_recovery_codes(account=account, at=NOW)[0]
    assert (asked(), asked(otp="123456"), asked(otp=code), asked(otp=code)) == (401, 401, 200, 401)
