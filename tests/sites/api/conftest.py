"""A city with a point, staff at it, members, and one title."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.organisation.models import ServicePoint
from pustakota.contexts.people import actions
from pustakota.contexts.people.models import Account, Patron
from pustakota.foundation import clock
from tests.factories.catalogue import a_record, an_item
from tests.factories.organisation import a_point
from tests.factories.people import a_member_of_staff, a_patron


@dataclass(frozen=True)
class City:
    point: ServicePoint
    staff: Account
    member: Patron
    stranger: Patron
    record: Record
    item: Item


@pytest.fixture
def city(db: None) -> City:
    point = a_point(name="Perpustakaan Kota")
    staff = a_member_of_staff("sirkulasi", at_point=point).account
    assert staff is not None
    record = a_record("Bumi manusia")
    return City(
        point=point,
        staff=staff,
        member=a_patron(home=point, joined_at=clock.now()),
        stranger=a_patron(home=point, joined_at=clock.now()),
        record=record,
        item=an_item(record=record, at_point=point),
    )


class Asker:
    """Sends requests to the API, signed in or not."""

    def __init__(self, token: str = "") -> None:
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return Client().get(f"/api/v1{path}", query or {}, headers={**self._headers, **headers})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return Client().post(
            f"/api/v1{path}", body or {}, content_type="application/json", headers={**self._headers, **headers}
        )

    def delete(self, path: str) -> Any:
        return Client().delete(f"/api/v1{path}", headers=self._headers)


AskerOf = Callable[[Account | Patron], Asker]


def asker_of(who: Account | Patron) -> Asker:
    account = who.person.account if isinstance(who, Patron) else who
    assert account is not None
    return Asker(actions.issue_token(account=account, at=clock.now()))


@pytest.fixture
def visitor() -> Asker:
    return Asker()


@pytest.fixture
def staff(city: City) -> Asker:
    return asker_of(city.staff)


@pytest.fixture
def member(city: City) -> Asker:
    return asker_of(city.member)


@pytest.fixture
def stranger(city: City) -> Asker:
    return asker_of(city.stranger)


def codes(answer: HttpResponse) -> list[str]:
    """The codes of a problem's reasons; each has a sentence, and the answer says that it is a problem."""
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()  # type: ignore[attr-defined]
    assert body.keys() == {"type", "title", "status", "reasons"}
    assert body["status"] == answer.status_code
    assert all(reason.keys() == {"code", "message"} and reason["message"] for reason in body["reasons"])
    return [reason["code"] for reason in body["reasons"]]
