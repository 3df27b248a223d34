"""The log says what happened, and nothing about a person."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError
from django.test import Client, RequestFactory
from django.urls import resolve

from pustakota.foundation.logs import JsonLine, Line, without_people
from tests.factories.people import a_member_of_staff, a_patron

FORMATTERS = [Line(), JsonLine()]


def a_record(message: str, *arguments: object, error: Exception | None = None) -> logging.LogRecord:
    failed = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("pustakota.test", logging.ERROR, __file__, 1, message, arguments, failed)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    "said",
    [
        "siti.aminah@example.org", "A0113", "T000042", "+628123456789", "0812 3456 789", "3579010101900001", "20481733",
    ],
)  # fmt: skip
def test_addresses_and_numbers_of_people_leave_every_line(said: str) -> None:
    assert said not in without_people(f"no answer from {said} within 5 seconds")
    assert "within 5 seconds" in without_people(f"no answer from {said} within 5 seconds")
    for formatter in FORMATTERS:
        assert said not in formatter.format(a_record("no answer from %s", said))


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_what_an_exception_was_about_stays_out_and_where_it_arose_stays_in(formatter: logging.Formatter) -> None:
    cause = raised(KeyError("Siti Aminah"))
    error = IntegrityError(
        'duplicate key value violates unique constraint "one"\nDETAIL:  Key (name)=(Siti Aminah) already exists.'
    )
    error.__cause__ = cause
    line = formatter.format(a_record("delivery failed", error=raised(error)))
    assert "Siti" not in line
    assert "IntegrityError: duplicate key value violates unique constraint" in line
    assert "KeyError" in line
    assert "test_logs.py" in line


def test_a_json_line_is_one_object_with_its_fields() -> None:
    fields = json.loads(JsonLine().format(a_record("two\nlines", error=raised(OSError(28, "No space left")))))
    assert (fields["level"], fields["logger"], fields["message"]) == ("ERROR", "pustakota.test", "two\nlines")
    assert fields["error"].endswith("OSError: [Errno 28] No space left")
    assert "\n" not in JsonLine().format(a_record("two\nlines"))


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_an_address_of_the_site_is_logged_as_its_pattern(formatter: logging.Formatter) -> None:
    request = RequestFactory().get("/desk/anggota/SITI-7/", {"q": "Siti Aminah"})
    request.resolver_match = resolve("/desk/anggota/SITI-7/")
    record = a_record("Internal Server Error: %s", request.path)
    record.request = request
    line = formatter.format(record)
    assert "SITI" not in line
    assert "Internal Server Error: GET desk/anggota/<str:card>/" in line


@pytest.mark.django_db
def test_a_member_who_signs_in_and_fails_leaves_no_trace_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    patron = a_patron(name="Siti Aminah Rahayu", email="siti.aminah@example.org", card_number="A0113")
    a_member_of_staff("sirkulasi")
    monkeypatch.setattr("pustakota.contexts.circulation.queries.live_holds", lambda _patron: 1 // 0)
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG, logger="pustakota"), caplog.at_level(logging.WARNING):
        for username in ("A0113", "siti.aminah@example.org"):
            client.post("/masuk/", {"username": username, "password": "salah"})
        assert patron.person.account is not None
        client.force_login(patron.person.account, backend="pustakota.foundation.sessions.AccountBackend")
        assert client.get("/akun/").status_code == 500
        client.get("/desk/anggota/A0113/?q=Siti")
    lines = "\n".join(formatter.format(record) for record in caplog.records for formatter in FORMATTERS)
    assert "ZeroDivisionError" in lines
    for word in ("Siti", "Aminah", "A0113", "example.org"):
        assert word not in lines
    assert sys.exc_info() == (None, None, None)
