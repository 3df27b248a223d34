"""Whatever form the desk offers, sent with the point or a thing of another library, changes nothing there (T24).

The forms come from the pages themselves: each is filled in as somebody would, and wherever it names a service point or
a library, or hides the number of a thing, it says one of the other library. Nothing that belongs to that point, or to
its library, may be another then.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.utils import translation

from pustakota.contexts.organisation.models import Library, ServicePoint
from pustakota.contexts.people.rules import ROLES
from pustakota.foundation import clock
from tests.factories.moments import NOW
from tests.factories.people import a_holder
from tests.sites.doors import table
from tests.sites.doors.test_every_address import addresses_in, path_of
from tests.sites.doors.things import Town, a_town

if TYPE_CHECKING:
    from collections.abc import Iterator

POINT_WORDS = ("point", "titik", "place", "station")
LIBRARY_WORD = "library"
WRITTEN = {
    "date": "2026-03-17",
    "time": "10:00",
    "datetime-local": "2026-03-17T10:00",
    "number": "1",
    "email": "uji@contoh.example",
    "tel": "+6281200000000",
    "url": "https://contoh.example/",
    "color": "#1f4e79",
}
NETWORK = {
    "catalogue.Item and circulation.Loan": {"desk:declare_lost"},
    "circulation.Hold": {"desk:member"},
    "people.Patron": {"desk:block_member", "desk:correct_member", "desk:extend_membership", "desk:merge"}
    | {"desk:member", "desk:replace_card", "desk:unblock_member", "desk:change_phone"},
}
"""What is the whole network's, and where: members, their loans and holds, and where a copy that they lost belongs."""


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with translation.override("en"):
        yield a_town()


def of_point(point: ServicePoint) -> dict[str, set[tuple[Any, ...]]]:
    """Everything that names a service point or its library, row by row."""
    places = {ServicePoint: point.pk, Library: point.library_id}
    held = {}
    for model in apps.get_models():
        names = [
            (field.attname, places[field.related_model])
            for field in model._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and field.related_model in places
        ]
        if model is Library:
            names = [("pk", point.library_id)]
        if not names:
            continue
        wanted = models.Q(*names, _connector=models.Q.OR)
        rows = model._default_manager.filter(wanted).values_list()
        held[model._meta.label] = {tuple(map(repr, row)) for row in rows}
    return held


def forms_of(page: str, path: str, point: ServicePoint) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each form that changes something: where it goes, and what it says when filled in with a point and its library."""
    for form in BeautifulSoup(page, "html.parser").find_all("form"):
        if str(form.get("method", "")).lower() != "post":
            continue
        said: dict[str, list[str]] = {}
        for field in form.find_all(["input", "select", "textarea", "button"]):
            name = str(field.get("name") or "")
            if not name or name == "csrfmiddlewaretoken":
                continue
            said.setdefault(name, []).append(_said(field))
            if any(word in name for word in POINT_WORDS):
                said[name] = [str(point.pk)]
            elif LIBRARY_WORD in name:
                said[name] = [str(point.library_id)]
        yield str(form.get("action") or path), said


def _said(field: Any) -> str:
    if field.name == "select":
        options = [str(option.get("value", "")) for option in field.find_all("option")]
        return next((option for option in options if option), "")
    if field.name == "textarea":
        return str(field.string or "").strip() or "Uji coba"
    kind = str(field.get("type", "text"))
    return str(field.get("value") or "") or WRITTEN.get(kind, "Uji coba")


def sent_to(point: ServicePoint, town: Town, role: str, station: ServicePoint) -> tuple[list[Any], list[Any]]:
    """Every form offered to somebody with a role in a whole library, sent with a point: what changed, what broke."""
    account = a_holder(role, station.library, station=station).account
    assert account
    client = Client(raise_request_exception=False)
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    before, changed, broken = of_point(point), [], []
    for address in addresses_in(table.DESK):
        client.cookies = SimpleCookie(cookies)
        path = path_of(town, address)
        answer = client.get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"] or answer.streaming:
            continue
        for action, said in forms_of(answer.content.decode(), path, point):
            with transaction.atomic():
                client.cookies = SimpleCookie(cookies)
                status = client.post(action, said).status_code
                after = of_point(point)
                transaction.set_rollback(True)
            if status >= 500:
                broken.append((address.name, action, status))
            rows = " and ".join(sorted(name for name in after if after[name] != before[name]))
            if rows and address.name not in NETWORK.get(rows, ()):
                changed.append((address.name, action, rows))
    return changed, broken


@pytest.mark.parametrize("role", sorted(role for role in ROLES if "desk.use" in ROLES[role]))
def test_what_the_desk_of_another_library_offers_changes_nothing_here(town: Town, role: str) -> None:
    changed, broken = sent_to(town.point, town, role, town.elsewhere)
    assert not broken, "\n".join(map(str, broken))
    assert not changed, "\n".join(map(str, changed))


def test_the_same_forms_change_much_at_ones_own_point(town: Town) -> None:
    """Else the test above would say nothing."""
    changed, broken = sent_to(town.point, town, "kepala", town.point)
    assert broken == []
    assert len({name for name, _action, _rows in changed}) > 20, changed
