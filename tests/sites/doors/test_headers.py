"""The headers that docs/operate/headers.md promises, on every kind of page."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from pustakota.contexts.people.models import Account
from tests.demo.commands import surroundings
from tests.factories.people import a_member_of_staff
from tests.sites.doors import table
from tests.sites.doors.addresses import every_address
from tests.sites.doors.things import a_town

PROMISED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FRAMED = {"public:events_widget"}
"""Made to stand in pages of others; nobody signs in there and nothing is pressed."""
PAGE = Path(__file__).parents[3] / "docs" / "operate" / "headers.md"
API = "api:"
"""Programs read it; the one page of it that people read sets styles in its elements."""


def client_of(account: Account | None) -> Client:
    client = Client(raise_request_exception=False)
    assert account
    client.force_login(account, backend="pustakota.foundation.sessions.AccountBackend")
    return client


@pytest.mark.django_db
def test_every_page_carries_what_is_promised() -> None:
    town = a_town()
    client = client_of(a_member_of_staff(role="kepala", station=town.point).account)
    for address in every_address():
        if address.name in table.ELSEWHERE or address.name.startswith(API):
            continue
        answer = client.get(reverse(address.name, kwargs=town.words(address.name, address.wants)))
        policy = answer.headers.get("Content-Security-Policy", "")
        assert "default-src 'none'" in policy, address
        assert "unsafe-inline" not in policy.replace("wasm-unsafe-eval", ""), address
        assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", ""), address
        promised = PROMISED | ({"X-Frame-Options": None} if address.name in FRAMED else {})
        assert {name: answer.headers.get(name) for name in PROMISED} == promised, address
        assert "geolocation=()" in answer.headers["Permissions-Policy"], address


@pytest.mark.django_db
def test_each_page_keeps_its_own_policy_however_often_it_is_asked_for() -> None:
    town = a_town()
    client = client_of(a_member_of_staff(role="kepala", station=town.point).account)
    pages = ("/", "/desk/", reverse("public:events_widget"), "/cms/", "/")
    first, again = ([client.get(page)["Content-Security-Policy"] for page in pages] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(set(pages)), "they differ from each other"


@pytest.mark.django_db
def test_what_somebody_signed_in_saw_is_kept_nowhere() -> None:
    town = a_town()
    member = client_of(town.member.person.account)
    for path in ("/", "/akun/", "/akun/kartu/", "/akun/data/", f"/katalog/{town.things['record_id']}/"):
        assert member.get(path, follow=True)["Cache-Control"] == "private, no-store", path
    assert "no-store" not in Client().get("/").headers.get("Cache-Control", "")


@pytest.mark.parametrize(("https", "expected"), [("true", 31_536_000), ("false", 0)])
def test_browsers_remember_https_where_the_site_has_it(tmp_path: Path, https: str, expected: int) -> None:
    asked = "from django.conf import settings; print(settings.SECURE_HSTS_SECONDS, settings.SESSION_COOKIE_SECURE)"
    environment = surroundings(data=tmp_path, https=https) | {"DJANGO_SETTINGS_MODULE": "pustakota.config.settings"}
    said = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [str(expected), https.title()]


def test_the_page_for_operators_names_each_header_and_directive() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([\w-]+)`", text, re.MULTILINE))
    directives = set(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
    headers = {"Content-Security-Policy", "Strict-Transport-Security", "Permissions-Policy", "Cache-Control", *PROMISED}
    assert named == directives | headers
