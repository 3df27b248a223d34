"""Arranging a form on a page that needs no JavaScript, and its answers."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from pustakota.contexts.forms import queries
from pustakota.contexts.organisation.models import ServicePoint
from tests.conftest import NothingChanges
from tests.factories.cases import a_registration
from tests.sites.desk.conftest import signed_in

EDIT = "/en/desk/formulir/daftar-anggota/susun/"


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back from the page as it stands."""
    form = page[page.index('name="number"') - 60 :]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if found.get("type") != "checkbox" or " checked" in tag:
            sent[found["name"]] = unescape(found.get("value", "on" if found.get("type") == "checkbox" else ""))
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = unescape(value)
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = unescape(next(iter(re.findall(r'value="([^"]*)" selected', options)), ""))
    return {name: value for name, value in sent.items() if not name.startswith("csrf")}


def test_a_question_is_added_moved_and_published_by_presses_alone(point: ServicePoint) -> None:
    head = signed_in("kepala", None, station=point)
    page = head.get(EDIT).content.decode()
    sent = fields_of(page)
    before = queries.current_version("daftar-anggota")
    assert before is not None
    last = len(before.definition["fields"])
    assert (sent["number"], sent[f"q{last - 1}-name"]) == (str(last), before.definition["fields"][-1]["name"])
    page = head.post(EDIT, sent | {"wish": "add"}).content.decode()
    sent = fields_of(page) | {f"q{last}-label": "Hobi", f"q{last}-kind": "choice", "wish": "look"}
    page = head.post(EDIT, sent).content.decode()
    assert "needs choices" in page
    sent = fields_of(page) | {f"q{last}-choices": "Membaca | Reading\nMenulis"}
    assert "Reading" in head.post(EDIT, sent | {"wish": "look"}).content.decode()
    page = head.post(EDIT, sent | {"wish": f"up-{last}"}).content.decode()
    answer = head.post(EDIT, fields_of(page) | {"wish": "publish"})
    assert answer.status_code == 302
    newest = queries.current_version("daftar-anggota")
    assert newest is not None
    assert newest.number == before.number + 1
    asked = newest.definition["fields"]
    assert [each["name"] for each in asked[-2:]] == ["hobi", before.definition["fields"][-1]["name"]]
    assert [each for each in asked if each["name"] != "hobi"] == before.definition["fields"]
    assert "Hobi" in head.get("/en/daftar/").content.decode()


def test_a_form_is_not_published_without_what_registers_a_member(
    point: ServicePoint, nothing_changes: NothingChanges
) -> None:
    head = signed_in("kepala", None, station=point)
    sent = fields_of(head.get(EDIT).content.decode())
    page = head.post(EDIT, sent | {"wish": "remove-1"}).content.decode()
    sent = fields_of(page)
    with nothing_changes():
        refused = head.post(EDIT, sent | {"wish": "publish"})
    assert refused.status_code == 422
    assert "must be asked" in refused.content.decode()


def test_others_arrange_nothing(librarian: Client, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        assert librarian.post(EDIT, {"wish": "publish"}).status_code == 403


def test_answers_are_read_where_requests_are_answered(desk: Client, volunteer: Client, point: ServicePoint) -> None:
    a_registration(point)
    address = reverse("desk:form_answers", args=["daftar-anggota"])
    seen = desk.get(address).content.decode()
    assert "Rini Kusuma" in seen
    assert "1990-04-21" in seen
    assert volunteer.get(address).status_code == 403
