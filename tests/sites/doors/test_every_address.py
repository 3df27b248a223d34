"""Every address × every role × own point, other point, other library: only whom the table lets in enters (T24)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from pustakota.contexts.people.models import Account, RoleHeld
from pustakota.contexts.people.rules import ROLES, is_only_everywhere
from pustakota.foundation import clock
from tests.factories.moments import NOW
from tests.factories.people import a_holder, a_member_of_staff
from tests.sites.doors import table
from tests.sites.doors.addresses import Address, every_address
from tests.sites.doors.things import Town, a_town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pustakota.contexts.organisation.models import Library, ServicePoint

SHUT = {401, 403}
NOTHING = {404, 405}
"""Said of what is not there, or not asked in this way: it tells nobody anything."""
ADDRESSES = every_address()
SITTING_DOWN = "desk:sit_down"
"""It says no to an empty wish as to a place where one has no role."""
LET_IN = {
    table.HERE: {"here", "library", "everywhere"},
    table.STATION: {"here", "sister", "elsewhere", "library", "other library", "everywhere"},
    table.SHARED: {"here", "sister", "elsewhere", "library", "other library", "everywhere", "guest"},
    table.LIBRARY: {"library", "everywhere"},
    table.OWN_LIBRARY: {"library", "other library", "everywhere"},
    table.EVERYWHERE: {"everywhere"},
}
"""Where whoever has the permission must have it; a guest has it elsewhere, and sits here with nothing but ``GUEST``."""
GUEST = "relawan"
TELLING = {"elsewhere", "everywhere", "guest"}
"""Where a role that does not hold a permission is tried all the same: the widest, the farthest, and a guest."""
KNOWN = {*table.DESK, *table.OPEN, *table.SIGNED_IN, *table.OWN, *table.KIOSK, *table.ELSEWHERE}


class Asker:
    """A browser in which somebody is signed in, and that is as before after each request."""

    def __init__(self, account: Account | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        if account:
            self.client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
        self._cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, verb: str, path: str) -> tuple[int, str]:
        """How the door answers, a redirect to sign in counting as shut; and what it says. Nothing that it did stays."""
        self.client.cookies.load(self._cookies)
        with transaction.atomic():
            answer = getattr(self.client, verb)(path)
            said = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        to_sign_in = answer.status_code == 302 and "/masuk/" in answer["Location"]
        return 401 if to_sign_in else answer.status_code, said.decode(errors="replace")


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield a_town()


def staff(role: str, place: ServicePoint | Library | None, station: ServicePoint) -> Asker:
    return Asker(a_holder(role, place, station=station).account)


def guest(role: str, town: Town) -> Asker:
    """Somebody who helps out here, and has a role in the other library."""
    person = a_holder(role, town.elsewhere, station=town.point)
    RoleHeld.objects.create(person=person, role=GUEST, service_point=town.point)
    return Asker(person.account)


def askers_with(role: str, town: Town) -> dict[str, Asker]:
    """The role at the point of the things, elsewhere, in the whole of either library, and everywhere; and a guest."""
    here, there = town.point, town.elsewhere
    return {
        "here": staff(role, here, here),
        "sister": staff(role, town.sister, town.sister),
        "elsewhere": staff(role, there, there),
        "library": staff(role, here.library, here),
        "other library": staff(role, there.library, there),
        "everywhere": staff(role, None, here),
        "guest": guest(role, town),
    }


def path_of(town: Town, address: Address) -> str:
    return reverse(address.name, kwargs=town.words(address.name, address.wants))


def addresses_in(names: Any) -> list[Address]:
    return [address for address in ADDRESSES if address.name in names]


def answers(asker: Asker, path: str) -> dict[str, int]:
    return {verb: asker.ask(verb, path)[0] for verb in ("get", "post")}


def test_every_address_stands_in_the_table_and_no_other() -> None:
    names = {address.name for address in ADDRESSES if not address.name.startswith("api:")}
    assert names - KNOWN == set()
    assert KNOWN - names == set()


def lets_in(rule: table.Rule, role: str, place: str) -> bool:
    """What the table says."""
    if place == "guest" and rule.permission in ROLES[GUEST]:
        return "here" in LET_IN[rule.reach]
    at_the_desk = place == "guest" or "desk.use" in ROLES[role]
    return at_the_desk and rule.permission in ROLES[role] and place in LET_IN[rule.reach]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_enters_at_the_desk_where_the_table_says(town: Town, role: str) -> None:
    askers = askers_with(role, town)
    leaks, closed = [], []
    for address in addresses_in(table.DESK):
        rule, path = table.DESK[address.name], path_of(town, address)
        for place in askers if rule.permission in ROLES[role] else TELLING:
            said = answers(askers[place], path)
            entered = {status for status in said.values() if status not in SHUT | NOTHING}
            expected = lets_in(rule, role, place)
            if entered and not expected:
                leaks.append((address.name, place, said))
            if expected and (500 in entered or (said["post"] in SHUT and address.name != SITTING_DOWN)):
                closed.append((address.name, place, said))
    assert not leaks, "\n".join(map(str, leaks))
    assert not closed, "\n".join(map(str, closed))


@pytest.mark.parametrize("who", ["visitor", "member", "guardian's stranger"])
def test_nobody_but_staff_enters_the_desk(town: Town, who: str) -> None:
    accounts = {
        "visitor": None,
        "member": town.member.person.account,
        "guardian's stranger": town.stranger.person.account,
    }
    asker = Asker(accounts[who])
    entered = {
        (address.name, verb): status
        for address in addresses_in(table.DESK)
        for verb, status in answers(asker, path_of(town, address)).items()
        if status not in SHUT
    }
    assert entered == {}


def test_own_pages_want_a_sign_in_and_show_nobody_elses(town: Town) -> None:
    visitor, stranger = Asker(), Asker(town.stranger.person.account)
    clerks = [staff(role, point, point) for role in ROLES for point in (town.point, town.elsewhere)]
    clerk = staff("sirkulasi", town.point, town.point)
    for address in addresses_in(table.SIGNED_IN):
        path = path_of(town, address)
        assert set(answers(visitor, path).values()) <= {401}, address
        for asker in (stranger, clerk, *clerks):
            for verb in ("get", "post") if asker in {stranger, clerk} else ("get",):
                status, said = asker.ask(verb, path)
                assert status < 500, (address, verb)
                assert town.member.card_number not in said, address
                assert town.member.person.name not in said, address


def test_things_of_a_member_are_not_there_for_others(town: Town) -> None:
    owner, stranger, visitor = Asker(town.member.person.account), Asker(town.stranger.person.account), Asker()
    places = {"here": town.point, "sister": town.sister, "elsewhere": town.elsewhere}
    roles = {(role, name): staff(role, point, point) for role in ROLES for name, point in places.items()}
    for address in addresses_in(table.OWN):
        path, rule = path_of(town, address), table.OWN[address.name]
        assert [status for status in answers(owner, path).values() if status < 400], address
        assert set(answers(stranger, path).values()) <= {302, 404, 405}, address
        assert stranger.ask("post", path)[0] in NOTHING, address
        assert set(answers(visitor, path).values()) <= SHUT | NOTHING, address
        for (role, place), asker in roles.items():
            entered = set(answers(asker, path).values()) - SHUT - NOTHING - {302}
            expected = rule is not None and rule.permission in ROLES[role] and place in LET_IN[rule.reach]
            assert not entered or expected, (address, role, place)


def test_pages_for_everybody_say_nothing_of_a_member(town: Town) -> None:
    visitor = Asker()
    for address in addresses_in(table.OPEN):
        path = path_of(town, address)
        for verb in ("get", "post"):
            status, said = visitor.ask(verb, path)
            assert status < 500, (address, verb)
            assert town.member.card_number not in said, address
            assert town.member.person.name not in said, address


def test_a_kiosk_is_no_kiosk_for_who_only_knows_its_address(town: Town) -> None:
    for asker in (Asker(), Asker(town.member.person.account), staff("kepala", town.point, town.point)):
        for address in addresses_in(table.KIOSK):
            status, said = asker.ask("get", path_of(town, address))
            assert (status, said) == (302, ""), address


def test_the_site_editor_has_one_door_for_everything(town: Town) -> None:
    inside = ["/cms/", "/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/users/", "/cms/reports/site-history/"]
    askers = [Asker(), Asker(town.member.person.account)]
    askers += [
        Asker(a_member_of_staff(role=role, at_point=place, station=town.point).account)
        for role in ROLES
        for place in (town.point, town.point.library, None)
        if not (is_only_everywhere(role) if place else any("site." in code for code in ROLES[role]))
    ]
    for asker in askers:
        for path in inside:
            status, said = asker.ask("get", path)
            assert status in SHUT | {302, 404}, path
            assert "wagtail-userbar" not in said
            assert "sidebar" not in said
