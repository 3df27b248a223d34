"""Every operation of the API × every role × own point, other point, other library (T24)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client

from pustakota.contexts.people import actions as people
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation import clock
from pustakota.sites.api.api import api
from tests.factories.moments import NOW
from tests.factories.people import a_holder
from tests.factories.school_visits import a_class, an_offer
from tests.factories.spaces import a_span
from tests.sites.doors import table
from tests.sites.doors.things import Town, a_town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.organisation.models import Library, ServicePoint
    from pustakota.contexts.people.models import Account, Person

BASE = "/api/v1"
OPERATIONS = [
    f"{verb.upper()} {path.removeprefix(BASE)}"
    for path, verbs in api.get_openapi_schema()["paths"].items()
    for verb in verbs
]
KNOWN = (
    table.API_OPEN,
    table.API_SIGNED_IN,
    table.API_OWN,
    table.API_LENDING,
    table.API_OWN_OR_LENDING,
    table.API_COMPUTERS,
    table.API_AT_A_POINT,
)
LENDS = {role for role, codes in ROLES.items() if "circulation.lend" in codes}


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return a_town()


def ask(town: Town, operation: str, account: Account | None) -> tuple[int, str]:
    """What an operation answers to somebody; nothing that it did stays."""
    verb, _space, path = operation.partition(" ")
    words = {name: town.things[name] for name in API_THINGS} | {"code": _code(town, path)}
    headers = {}
    with transaction.atomic():
        if account:
            headers["Authorization"] = f"Bearer {people.issue_token(account=account, at=NOW)}"
        answer = Client(raise_request_exception=False).generic(
            verb, BASE + path.format(**words), _body(town, operation), content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    return answer.status_code, answer.content.decode()


API_THINGS = ("record_id", "loan_id", "resource_id", "occurrence_id", "offer_id", "festival_id", "group_id")


def _code(town: Town, path: str) -> str:
    if "class-visits" in path:
        return a_class(an_offer(at_point=town.point), person=town.member.person).code
    if path.startswith("/holds"):
        return str(town.named["public:cancel_hold"]["code"])
    if path.startswith("/registrations"):
        return str(town.named["public:answer_registration"]["code"])
    if path.startswith("/bookings"):
        return str(town.named["public:cancel_booking"]["code"])
    kind = "saved_search" if "searches" in path else "my_list"
    return str(town.named[f"public:{kind}"]["code"])


def _body(town: Town, operation: str) -> Any:
    bodies = {
        "POST /loans": {"card_number": town.stranger.card_number, "barcode": town.things["free_barcode"]},
        "POST /returns": {"barcode": town.things["barcode"]},
        "POST /holds": {"record_id": town.things["record_id"], "pickup_service_point_id": town.point.pk},
        "POST /resources/{resource_id}/bookings": {
            "start": a_span().start.isoformat(),
            "end": a_span().end.isoformat(),
        },
        "POST /occurrences": {
            "programme_id": town.things["programme_id"],
            "start": a_span().start.isoformat(),
            "end": a_span().end.isoformat(),
        },
        "POST /me/lists": {"title": "Baru"},
        "POST /school-offers/{offer_id}/visits": {
            "school": "SDN 1",
            "groups": [{"grade": "4", "girls": 12, "boys": 12}],
            "adults": 3,
        },
        "POST /me/searches": {"q": "bunga", "name": "bunga"},
        "PATCH /me/searches/{code}": {"name": "lain"},
        "PATCH /me/message-preferences": {},
        "PUT /me/lists/{code}/share": {"shows_name": False},
    }
    body = bodies.get(operation, {})
    if operation in table.API_LENDING:
        body["service_point_id"] = town.point.pk
    return json.dumps(body)


def account_of(person: Person) -> Account:
    assert person.account
    return person.account


def clerks_of(role: str, town: Town) -> dict[str, Account]:
    """The role at the point of the things, at another, in another library, and in the whole of either."""
    here, there = town.point, town.elsewhere
    places: dict[str, ServicePoint | Library] = {"here": here, "sister": town.sister, "elsewhere": there}
    places |= {"library": here.library, "other library": there.library}
    stations = {"sister": town.sister, "elsewhere": there, "other library": there}
    return {name: account_of(a_holder(role, place, station=stations.get(name, here))) for name, place in places.items()}


AT_THE_POINT = {"here", "library"}
"""Where a role holds at the point of the things."""


def every_clerk(town: Town) -> list[Account]:
    """Somebody of each role in each place."""
    return [account for role in ROLES for account in clerks_of(role, town).values()]


def test_every_operation_stands_in_the_table_once() -> None:
    assert sorted(OPERATIONS) == sorted(operation for part in KNOWN for operation in part)


def test_without_a_token_only_what_is_open_answers(town: Town) -> None:
    for operation in OPERATIONS:
        status, said = ask(town, operation, None)
        assert (status == 401) == (operation not in table.API_OPEN) or operation == "POST /tokens", operation
        assert town.member.card_number not in said, operation
        assert town.member.person.name not in said, operation


def test_nobody_signed_in_is_a_computer(town: Town) -> None:
    accounts = [town.member.person.account, *every_clerk(town)]
    for operation in table.API_COMPUTERS:
        assert {ask(town, operation, account)[0] for account in accounts} == {401}, operation


def test_things_of_a_member_are_there_for_the_member_alone(town: Town) -> None:
    clerks = every_clerk(town)
    for operation in table.API_OWN:
        assert ask(town, operation, town.member.person.account)[0] < 300, operation
        for account in (town.stranger.person.account, *clerks):
            status, said = ask(town, operation, account)
            assert status in {403, 404}, operation
            assert town.member.person.name not in said, operation


def test_what_is_ones_own_never_shows_another(town: Town) -> None:
    clerks = every_clerk(town)
    for operation in table.API_SIGNED_IN:
        for account in (town.stranger.person.account, *clerks):
            status, said = ask(town, operation, account)
            assert status < 500, operation
            assert town.member.card_number not in said, operation
            assert "Bumi manusia" not in said or operation == "POST /holds", operation


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_lends_at_its_own_point_and_nowhere_else(town: Town, role: str) -> None:
    for place, account in clerks_of(role, town).items():
        for operation in table.API_LENDING | table.API_OWN_OR_LENDING:
            lets_in = role in LENDS and (place in AT_THE_POINT or operation in table.API_OWN_OR_LENDING)
            status = ask(town, operation, account)[0]
            assert (status < 300 or status == 409) == lets_in, (operation, place, status)
            assert lets_in or status in {403, 404}, (operation, place, status)


def test_a_member_lends_nothing_and_ends_nothing_of_others(town: Town) -> None:
    for operation in table.API_LENDING | table.API_OWN_OR_LENDING:
        assert ask(town, operation, town.stranger.person.account)[0] in {403, 404}, operation
    for operation in table.API_OWN_OR_LENDING:
        assert ask(town, operation, town.member.person.account)[0] < 300, operation


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_plans_and_hosts_at_its_own_point_and_nowhere_else(town: Town, role: str) -> None:
    for place, account in clerks_of(role, town).items():
        for operation, permission in table.API_AT_A_POINT.items():
            lets_in = place in AT_THE_POINT and permission in ROLES[role]
            status = ask(town, operation, account)[0]
            assert status < 300 if lets_in else status in {403, 404}, (operation, place, status)


def test_a_member_plans_nothing_and_ends_only_what_is_theirs(town: Town) -> None:
    for operation in table.API_AT_A_POINT:
        assert ask(town, operation, town.stranger.person.account)[0] in {403, 404}, operation
    for operation in table.API_OWN_THERE:
        assert ask(town, operation, town.member.person.account)[0] < 300, operation
