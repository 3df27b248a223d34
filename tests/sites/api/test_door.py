import logging

import pytest
from django.db import OperationalError
from django.test import Client

from pustakota.contexts.organisation import queries as organisation
from tests.sites.api.conftest import Asker, City, codes


def test_an_unknown_address_is_a_problem_too(visitor: Asker) -> None:
    assert codes(visitor.get("/nothing")) == ["not_found"]


def test_another_method_is_refused_with_those_that_are_allowed() -> None:
    answer = Client().put("/api/v1/tokens", {}, content_type="application/json")
    assert (answer.status_code, codes(answer), answer["Allow"]) == (405, ["method_not_allowed"], "POST")


def test_a_body_that_is_no_json_is_bad_input() -> None:
    for body in ("{", "[" * 100_000, b"\xff"):
        answer = Client().post("/api/v1/tokens", body, content_type="application/json")
        assert (answer.status_code, codes(answer)) == (422, ["not_json"])


def test_every_missing_field_is_named_in_the_language_asked_for(visitor: Asker) -> None:
    english = visitor.post("/tokens", **{"Accept-Language": "en-GB,id;q=0.5"})
    assert [reason["message"] for reason in english.json()["reasons"]] == [
        "username is missing.",
        "password is missing.",
    ]
    assert (english["Content-Language"], visitor.post("/tokens")["Content-Language"]) == ("en", "id")


def test_answers_to_somebody_are_kept_nowhere(member: Asker, visitor: Asker, city: City) -> None:
    assert member.get("/me/loans")["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in member.get("/me/loans")
    assert "Cache-Control" not in visitor.get("/service-points")


@pytest.mark.parametrize(
    ("fault", "status", "code"), [(OperationalError("locked"), 503, "not_now"), (KeyError("ours"), 500, "fault")]
)
def test_a_fault_is_told_and_written_down(  # noqa: PLR0917 -- fixtures
    visitor: Asker,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    status: int,
    code: str,
) -> None:
    def fail() -> None:
        raise fault

    monkeypatch.setattr(organisation, "service_points", fail)
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/service-points")
    assert (answer.status_code, codes(answer)) == (status, [code])
    assert type(fault).__name__ in caplog.text


def test_the_interactive_page_loads_our_own_files_and_may_set_styles(db: None) -> None:
    page = Client().get("/api/v1/docs")
    policy = page["Content-Security-Policy"].split("; ")
    assert (page.status_code, "https://" in page.content.decode()) == (200, False)
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self'" in policy


def test_other_pages_keep_their_strict_policy() -> None:
    assert "unsafe-inline" not in Client().get("/health")["Content-Security-Policy"]
