"""A member's messages and wishes, by the API."""

import json

import pytest
from django.test import Client

from pustakota.contexts.notices import queries
from pustakota.contexts.notices.models import Choice
from pustakota.foundation import clock
from tests.conftest import NothingChanges
from tests.factories.notices import queued
from tests.sites.api.conftest import Asker, City

ENGLISH = {"Accept-Language": "en"}


def patch(asker: Asker, body: object) -> tuple[int, dict[str, object]]:
    headers = {**asker._headers, **ENGLISH}
    answer = Client().patch(
        "/api/v1/me/message-preferences", json.dumps(body), content_type="application/json", headers=headers
    )
    return answer.status_code, answer.json()


def test_a_member_reads_messages_and_says_so(member: Asker, city: City) -> None:
    queued(city.member, at=clock.now())
    found = member.get("/me/messages", **ENGLISH).json()
    assert (found["unread"], found["older"]) == (1, None)
    assert [row["kind"] for row in found["results"]] == ["overdue"]
    assert "A loan was due on" in found["results"][0]["text"]
    assert member.post("/me/messages/read").json() == {"read": 1}
    assert member.get("/me/messages").json()["results"][0]["is_new"] is False


def test_the_inbox_is_read_in_parts(member: Asker, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pustakota.contexts.notices.queries.INBOX_LIMIT", 2)
    monkeypatch.setattr("pustakota.contexts.notices.queries.standing.INBOX_LIMIT", 2)
    for number in range(3):
        queued(city.member, number=number, at=clock.now())
    first = member.get("/me/messages").json()
    rest = member.get("/me/messages", {"before": first["older"]}).json()
    assert [len(first["results"]), len(rest["results"]), rest["older"]] == [2, 1, None]


def test_what_is_left_out_of_a_wish_stays(member: Asker, city: City) -> None:
    before = member.get("/me/message-preferences", **ENGLISH).json()
    assert (before["language"], [topic["is_chosen"] for topic in before["topics"]]) == ("id", [False] * 3)
    ways = [{"kind": "due_soon", "channel": "email", "is_wanted": False}]
    status, after = patch(member, {"names_titles": True, "ways": ways, "topics": ["kegiatan"]})
    assert (status, after["language"], after["names_titles"]) == (200, "id", True)
    assert [topic["code"] for topic in after["topics"] if topic["is_chosen"]] == ["kegiatan"]
    assert Choice.objects.get().kind == "due_soon"
    assert patch(member, {"language": "en"})[1]["names_titles"] is True
    assert len(queries.chosen_topics(city.member.person_id)) == 1


def test_an_unknown_topic_or_way_changes_nothing(member: Asker, nothing_changes: NothingChanges) -> None:
    with nothing_changes():
        status, problem = patch(member, {"topics": ["rahasia"], "names_titles": True})
        assert (status, problem["reasons"]) == (
            409,
            [{"code": "topic_unknown", "message": "There is no topic rahasia."}],
        )
        assert patch(member, {"ways": [{"kind": "due_soon", "channel": "print", "is_wanted": True}]})[0] == 422


def test_nobody_reads_without_signing_in(visitor: Asker) -> None:
    assert visitor.get("/me/messages").status_code == 401
