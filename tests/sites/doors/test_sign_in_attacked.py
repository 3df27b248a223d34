"""Somebody guesses passwords, looks for names, plants a session, sends forms from elsewhere (T27)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from pustakota.foundation import clock
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD, a_member_of_staff
from tests.sites.doors import table
from tests.sites.doors.addresses import every_address
from tests.sites.doors.things import Town, a_town

if TYPE_CHECKING:
    from django.http import HttpResponse

GUESSES = 300
DOORS = ("/masuk/", "/en/masuk/", "/desk/masuk/", "/api/v1/tokens", "/_util/login/")
FROM_ELSEWHERE = {
    "oai": "a harvester's program; changes nothing",
    "sru": "a catalogue's program; changes nothing",
    "public:stop_messages": "a mail program presses the button by itself (RFC 8058); the code is the proof",
    "only_door:sign_in": "leads to the one door, whatever is asked",
}
"""Addresses that take a form without the token of a page of ours, and why."""


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return a_town()


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that was truly compared or hashed, which is what takes time."""
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return made


def tried(door: str, name: str, password: str) -> HttpResponse:
    given: dict[str, Any] = {"username": name, "password": password}
    kind = {"content_type": "application/json"} if "api" in door else {}
    answer: HttpResponse = Client().post(door, given, **kind)  # type: ignore[arg-type]
    return answer


def test_ten_guesses_are_all_that_one_place_has_at_whatever_door(town: Town, checked: list[str]) -> None:
    """Names in other letters are the same name; the right password comes too late."""
    name = town.member.card_number
    names = (name, name.lower(), f" {name} ")
    statuses = [
        tried(DOORS[number % 4], names[number % 3], f"tebakan {number}").status_code for number in range(GUESSES)
    ]
    assert len(checked) <= 10
    assert set(statuses[10:]) == {429}
    assert tried("/masuk/", name, PASSWORD).status_code == 429
    assert tried("/api/v1/tokens", name, PASSWORD).status_code == 429


def test_other_members_are_not_shut_out_by_it(town: Town) -> None:
    for number in range(15):
        tried("/masuk/", town.member.card_number, f"tebakan {number}")
    assert tried("/masuk/", town.stranger.card_number, PASSWORD).status_code == 302


@pytest.mark.parametrize("door", DOORS[:4])
def test_nobody_learns_which_names_exist(town: Town, checked: list[str], door: str) -> None:
    """The same words, the same status, and as much hashing for a name that nobody has."""
    known = tried(door, town.member.card_number, "salah")
    cost = len(checked)
    unknown = tried(door, "T999999", "salah")
    assert len(checked) == 2 * cost > 0
    assert known.status_code == unknown.status_code in {401, 422}
    assert _bare(known, town.member.card_number) == _bare(unknown, "T999999")


def _bare(answer: HttpResponse, name: str) -> list[str]:
    """A page without what was typed into it and without the token of its form."""
    lines = answer.content.decode().replace(name, "").splitlines()
    return [line for line in lines if "csrfmiddlewaretoken" not in line]


def test_a_session_that_was_planted_is_not_the_one_signed_in(town: Town) -> None:
    client = Client()
    client.get("/en/cari?q=x")
    client.session["planted"] = True
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key or ""
    token = client.get("/masuk/").cookies["csrftoken"].value
    client.post("/masuk/", {"username": town.member.card_number, "password": PASSWORD})
    assert client.cookies["sessionid"].value not in {planted, ""}
    assert client.cookies["csrftoken"].value != token
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/akun/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(town: Town) -> None:
    client = Client()
    client.post("/masuk/", {"username": town.member.card_number, "password": PASSWORD})
    kept = client.cookies["sessionid"].value
    assert client.get("/akun/").status_code == 200
    client.post("/keluar/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/akun/").status_code == 302


@pytest.mark.parametrize("who", ["member", "head"])
def test_no_form_is_taken_that_does_not_come_from_a_page_of_ours(town: Town, who: str) -> None:
    """All addresses, by POST, signed in, without the token: none but those with a reason."""
    account = town.member.person.account if who == "member" else a_member_of_staff(role="kepala").account
    assert account
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    taken = set()
    for address in every_address():
        if address.name.startswith("api:") or address.name in table.ELSEWHERE:
            continue
        path = reverse(address.name, kwargs=town.words(address.name, address.wants))
        if client.post(path).status_code not in {403, 405}:
            taken.add(address.name)
    assert taken - set(FROM_ELSEWHERE) == set()


def test_the_api_knows_no_cookies(town: Town) -> None:
    client = Client()
    account = town.member.person.account
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    assert client.get("/api/v1/me/loans").status_code == 401


def test_the_editors_own_door_is_the_sites(town: Town) -> None:
    for path in ("/_util/login/", "/en/_util/login/"):
        answer = Client().get(path, {"next": "/cms/"})
        assert answer.status_code == 302
        assert answer["Location"].endswith("/masuk/?next=%2Fcms%2F")
