import pytest
from pytest_django import Settings

from pustakota.contexts.people.models import Account, ApiToken
from tests.factories.people import PASSWORD
from tests.sites.api.conftest import Asker, City, codes


def test_a_member_signs_in_with_the_card_number(visitor: Asker, city: City) -> None:
    answer = visitor.post("/tokens", {"username": city.member.card_number, "password": PASSWORD})
    assert answer.status_code == 200
    assert answer.json().keys() == {"token"}
    assert Asker(answer.json()["token"]).get("/me/loans").status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(visitor: Asker, city: City) -> None:
    for name in (city.member.card_number, "nobody"):
        answer = visitor.post("/tokens", {"username": name, "password": "not this"})
        assert (answer.status_code, codes(answer)) == (401, ["wrong"])
    assert not ApiToken.objects.exists()


def test_an_account_that_was_closed_cannot_sign_in_and_its_token_ends(member: Asker, city: City) -> None:
    Account.objects.filter(pk=city.member.person.account_id).update(is_active=False)
    assert member.get("/me/loans").status_code == 401
    answer = member.post("/tokens", {"username": city.member.card_number, "password": PASSWORD})
    assert codes(answer) == ["wrong"]


def test_too_many_attempts_are_stopped_in_any_case_of_letters(visitor: Asker, city: City) -> None:
    name = city.staff.username
    for attempt in range(10):
        visitor.post("/tokens", {"username": name.upper() if attempt % 2 else name, "password": "guess"})
    answer = visitor.post("/tokens", {"username": name, "password": PASSWORD})
    assert (answer.status_code, codes(answer), answer["Retry-After"]) == (429, ["too_many"], "900")


def test_signing_in_forgets_earlier_slips(visitor: Asker, city: City) -> None:
    right = {"username": city.staff.username, "password": PASSWORD}
    for _ in range(2):
        for _ in range(8):
            visitor.post("/tokens", {**right, "password": "slip"})
        assert visitor.post("/tokens", right).status_code == 200


@pytest.mark.parametrize(("otp", "code"), [({}, "second_factor"), ({"otp": "123456"}, "second_factor_missing")])
def test_where_a_second_factor_is_required_staff_cannot_sign_in_without_one(
    visitor: Asker, city: City, settings: Settings, otp: dict[str, str], code: str
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    answer = visitor.post("/tokens", {"username": city.staff.username, "password": PASSWORD, **otp})
    assert (answer.status_code, codes(answer)) == (401, [code])
    member = {"username": city.member.card_number, "password": PASSWORD}
    assert visitor.post("/tokens", member).status_code == 200


def test_a_cookie_does_not_sign_in(city: City, client: object) -> None:
    client.force_login(city.staff)  # type: ignore[attr-defined]
    assert client.get("/api/v1/me/loans").status_code == 401  # type: ignore[attr-defined]
