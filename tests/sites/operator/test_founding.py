"""The first start: once, by whoever holds the code, with every slip said at once."""

from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pustakota.contexts.organisation import queries as organisation
from pustakota.contexts.organisation.actions import Interval
from pustakota.contexts.organisation.models import Library
from pustakota.contexts.people import queries as people
from pustakota.foundation import clock
from pustakota.sites.operator import first_code
from pustakota.sites.operator.founding import Founding, FoundingRefused, found, week_of
from tests.conftest import NothingChanges
from tests.factories.moments import MONDAY, NOW
from tests.factories.organisation import a_library

pytestmark = pytest.mark.django_db
PASSWORD = "buku di rak kayu"
HOURS = {f"opens_{day}": "08:00" for day in range(5)} | {f"closes_{day}": "16:00" for day in range(5)}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return tmp_path


def given(**changes: Any) -> dict[str, Any]:
    return {
        "library": "Perpustakaan Kota Batu",
        "short_name": "Batu",
        "zone": "Asia/Jakarta",
        "point": "Perpustakaan Batu",
        "admin_name": "Tini Suhartini",
        "username": "tini",
        "password": PASSWORD,
        **changes,
    }


def the_founding(**changes: Any) -> Founding:
    return Founding(**given(week=week_of("1-5 08:00-16:00, 6 08:00-12:00"), **changes))


def test_a_founded_library_can_lend_on_its_first_day() -> None:
    found(the_founding(email="tini@example.org"), at=NOW)
    (point,) = organisation.service_points()
    assert (point.library.name, point.name, point.zone) == (
        "Perpustakaan Kota Batu",
        "Perpustakaan Batu",
        "Asia/Jakarta",
    )
    assert organisation.open_days(point, MONDAY, MONDAY.replace(day=8)) == tuple(
        MONDAY.replace(day=n) for n in range(2, 8)
    )
    assert not organisation.open_days(point, MONDAY.replace(month=12, day=25), MONDAY.replace(month=12, day=25))
    (account,) = people.staff()
    assert account.check_password(PASSWORD)
    by = people.actor_of(account)
    assert all(by.may(code, point.pk) for code in ("circulation.lend", "people.roles", "operate", "organisation.edit"))
    assert people.patron_types().count() == 4


def test_a_second_library_is_not_founded(nothing_changes: NothingChanges) -> None:
    a_library("Perpustakaan Lama")
    with nothing_changes(), pytest.raises(FoundingRefused) as no:
        found(the_founding(password="12345678", username=" ".strip()), at=NOW)
    assert [reason.code for reason in no.value.reasons] == ["already_founded", "name_missing", "password_weak"]


def test_hours_are_read_as_they_are_written() -> None:
    office, morning = Interval(time(8), time(16)), Interval(time(8), time(12))
    assert week_of("1-2 08:00-16:00, 6 08.00-12.00") == {0: [office], 1: [office], 5: [morning]}
    assert week_of("5 8:00-12:00, 5 13:00-16:00")[4] == [morning, Interval(time(13), time(16))]
    for wrong in ("Monday 8-16", "1-8 08:00-16:00", "1 25:00-26:00"):
        with pytest.raises(FoundingRefused):
            week_of(wrong)


def test_the_first_page_founds_with_the_code_and_is_then_closed(
    client: Client, data: Path, django_capture_on_commit_callbacks: Any
) -> None:
    code = first_code.ensure()
    assert (data / "first_start_code").stat().st_mode & 0o077 == 0
    assert first_code.ensure() == code
    for door in ("/en/", "/en/desk/"):
        assert client.get(door)["Location"] == "/en/mulai/"
    assert "One-time code" in client.get("/en/mulai/").text
    no = client.post("/en/mulai/", given(code="AAAA-BBBB-CCCC", **HOURS))
    assert no.status_code == 422
    assert "This is not the code" in no.text
    assert not Library.objects.exists()
    weak = client.post("/en/mulai/", given(code=code, password="12345678"))
    assert weak.status_code == 422
    assert "too common" in weak.text
    assert "at least one day" in weak.text
    with django_capture_on_commit_callbacks(execute=True):
        yes = client.post("/en/mulai/", given(code=code.lower(), **HOURS))
    assert yes.status_code == 200
    assert "Sign in at the desk as tini" in yes.text
    assert Library.objects.get().short_name == "Batu"
    assert client.get("/en/mulai/").status_code == 404
    assert client.post("/en/mulai/", given(code=code, **HOURS)).status_code == 404
    assert client.get(reverse("desk:start"))["Location"].startswith(reverse("desk:sign_in"))


def test_without_a_first_start_there_is_no_such_page(client: Client) -> None:
    assert client.get("/mulai/").status_code == 404
    assert client.get("/").status_code == 200
    assert not first_code.fits("")
