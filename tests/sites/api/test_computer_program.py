"""The program on a public computer, over a real connection: it is paired, and plays a whole session."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from pustakota.contexts.participation.models import Participation
from pustakota.contexts.spaces import actions, tasks
from pustakota.contexts.spaces.models import Sitting
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.computers import a_computer
from tests.factories.moments import NOW, later
from tests.factories.people import PASSWORD, a_patron

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from pustakota.contexts.people.models import Patron
    from pustakota.contexts.spaces.models import Computer

pytestmark = pytest.mark.usefixtures("transactional_db")


class Program:
    """A program as somebody else would write it: it knows an address and its token, and reads JSON."""

    def __init__(self, base: str) -> None:
        self.base, self.token = f"{base}/api/v1/computers", ""

    def ask(self, verb: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json", "Accept-Language": "en"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = json.dumps(body or {}).encode() if verb == "POST" else None
        try:
            with urlopen(Request(self.base + path, data=data, headers=headers, method=verb)) as answer:
                said = answer.read()
                return answer.status, json.loads(said) if said else None
        except HTTPError as no:
            return no.code, json.loads(no.read())


class Watch:
    """The clock of the server, moved by the test."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(clock, "now", watch.now)
    return watch


@pytest.fixture
def computer() -> Computer:
    return a_computer(name="Komputer 3")


@pytest.fixture
def member() -> Patron:
    return a_patron(card_number="A0113")


@pytest.fixture
def program(live_server: LiveServer, watch: Watch, computer: Computer) -> Program:
    code = actions.pair_computer(computer=computer, by=SYSTEM, at=watch.at)
    program = Program(live_server.url)
    status, said = program.ask("POST", "/pairings", {"code": code.lower()})
    assert (status, said.get("name")) == (201, "Komputer 3"), said
    program.token = said["token"]
    return program


def codes(said: Any) -> list[str]:
    return [reason["code"] for reason in said["reasons"]]


def test_a_program_plays_a_whole_session(program: Program, watch: Watch, member: Patron) -> None:
    assert program.ask("GET", "/this")[1]["state"] == "free"
    status, said = program.ask("POST", "/this/session", {"card_number": "A0113", "password": "salah"})
    assert (status, codes(said)) == (422, ["who_unknown"])
    status, said = program.ask("POST", "/this/session", {"card_number": "A0113", "password": PASSWORD})
    assert (status, said["state"], said["session"]["seconds_left"]) == (201, "in_use", 3600)
    assert member.person.name not in json.dumps(said)

    watch.at = later(minutes=20)
    assert program.ask("POST", "/this/heartbeats", {"idle_seconds": 5})[1]["session"]["seconds_left"] == 2400
    status, said = program.ask("POST", "/this/session/extensions")
    assert (status, codes(said)) == (409, ["too_early"])
    watch.at = later(minutes=57)
    said = program.ask("POST", "/this/session/extensions")[1]
    assert said["session"]["seconds_left"] == 33 * 60
    assert datetime.fromisoformat(said["session"]["ends_at"]) == later(minutes=90)
    watch.at = later(minutes=70)
    assert program.ask("DELETE", "/this/session")[0] == 204
    assert program.ask("GET", "/this")[1]["state"] == "free"
    assert codes(program.ask("DELETE", "/this/session")[1]) == ["nobody_sits"]
    fact = Participation.objects.get()
    assert (fact.kind, fact.minutes, fact.person) == ("computer", 70, None)


def test_while_the_server_is_away_the_lease_goes_on_and_its_end_is_counted(
    program: Program, watch: Watch, member: Patron
) -> None:
    said = program.ask("POST", "/this/session", {"card_number": member.card_number, "password": PASSWORD})[1]
    ends_at = datetime.fromisoformat(said["session"]["ends_at"])
    watch.at = ends_at + timedelta(minutes=30)  # nobody asked meanwhile, and the worker stood still
    tasks.end_sittings(watch.at)
    assert Sitting.objects.get().ended_at == ends_at
    assert program.ask("POST", "/this/heartbeats")[1]["session"] is None


def test_a_guest_begins_with_a_pass_and_an_idle_session_ends(
    program: Program, watch: Watch, computer: Computer
) -> None:
    point = computer.resource.service_point
    made = actions.make_pass(at_point=point, by=SYSTEM, at=watch.at)
    assert codes(program.ask("POST", "/this/session", {"guest_pass": "SALAH"})[1]) == ["pass_unknown"]
    assert program.ask("POST", "/this/session", {"guest_pass": made.code})[0] == 201
    watch.at = later(minutes=15)
    assert program.ask("POST", "/this/heartbeats", {"idle_seconds": 600})[1]["state"] == "free"
    assert Sitting.objects.get().how == "idle"


def test_only_the_token_of_a_paired_computer_opens_these_operations(program: Program, member: Patron) -> None:
    program.token = "bukan token"
    assert program.ask("GET", "/this")[0] == 401
    assert program.ask("POST", "/this/session", {"card_number": member.card_number, "password": PASSWORD})[0] == 401
    assert not Sitting.objects.exists()
