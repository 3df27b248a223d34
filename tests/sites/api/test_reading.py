"""A member's saved searches and lists, by the API."""

import json
from typing import Any

import pytest
from django.test import Client

from pustakota.contexts.reading.models import ReadingList, SavedSearch
from tests.conftest import NothingChanges
from tests.factories.people import a_patron
from tests.factories.reading import a_list, a_saved_search
from tests.sites.api.conftest import Asker, City

pytestmark = pytest.mark.django_db


def sent(asker: Asker, verb: str, path: str, body: object) -> tuple[int, Any]:
    call = getattr(Client(), verb)
    answer = call(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers={**asker._headers})
    return answer.status_code, answer.json() if answer.content else None


def test_a_search_is_saved_changed_and_deleted(member: Asker, city: City) -> None:
    made = member.post("/me/searches", {"query": "q=sejarah&language=ind&hal=3", "name": "Sejarah"}).json()
    assert (made["query"], made["tells"]) == ("q=sejarah&language=ind", True)
    assert SavedSearch.objects.get().asked == {"text": "sejarah", "filters": {"language": ["ind"]}}
    status, changed = sent(member, "patch", f"/me/searches/{made['id']}", {"tells": False})
    assert (status, changed["name"], changed["tells"]) == (200, "Sejarah", False)
    assert [row["id"] for row in member.get("/me/searches").json()] == [made["id"]]
    assert member.delete(f"/me/searches/{made['id']}").status_code == 204
    assert member.get("/me/searches").json() == []


def test_an_empty_question_is_refused(member: Asker, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        answer = member.post("/me/searches", {"query": "hal=2", "name": "x"})
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (409, "question_empty")


def test_a_list_is_made_filled_shared_withdrawn_and_given_up(member: Asker, city: City) -> None:
    made = member.post("/me/lists", {"title": "Ingin dibaca"}).json()
    path = f"/me/lists/{made['id']}"
    _, filled = sent(member, "put", f"{path}/titles/{city.record.pk}", {"note": "Dari Rini"})
    assert filled["entries"] == [{"record_id": city.record.pk, "title": "Bumi manusia", "note": "Dari Rini"}]
    _, shared = sent(member, "put", f"{path}/share", {})
    assert "/bacaan/" in shared["address"]
    assert member.get("/me/lists").json()[0]["titles"] == 1
    assert member.delete(f"{path}/share").status_code == 204
    assert member.get(path).json()["address"] is None
    assert member.delete(f"{path}/titles/{city.record.pk}").status_code == 204
    assert sent(member, "put", f"{path}/share", {})[0] == 409
    assert member.delete(path).status_code == 204
    assert not ReadingList.objects.exists()


def test_what_somebody_else_keeps_does_not_exist(member: Asker, visitor: Asker, city: City) -> None:
    other = a_patron()
    search, listed = a_saved_search(other), a_list(other, city.record)
    assert member.get(f"/me/lists/{listed.code}").status_code == 404
    assert member.delete(f"/me/searches/{search.code}").status_code == 404
    assert member.delete(f"/me/lists/{listed.code}").status_code == 404
    assert visitor.get("/me/lists").status_code == 401
    assert visitor.get("/lists").json() == []
