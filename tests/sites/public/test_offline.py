"""What a browser may keep for times without a network, and for whom."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pustakota.contexts.people.models import Account
from pustakota.contexts.visits import permissions as visits
from pustakota.foundation import clock
from pustakota.sites.public.offline import READER
from tests.factories.moments import NOW
from tests.factories.people import a_patron
from tests.factories.programmes import BEGINS, a_programme, a_registration, an_occurrence
from tests.sites.public.conftest import Town, signed_in

OWN = ("/akun/", "/akun/kartu/", "/akun/kegiatan/", "/en/akun/", "/en/akun/kartu/", "/en/akun/kegiatan/")


def shell(client: Client) -> dict[str, object]:
    """What the service worker is told to keep."""
    script = client.get("/service-worker.js").content.decode()
    found: dict[str, object] = json.loads(script.partition("\n")[0].removeprefix("const SHELL = ").removesuffix(";"))
    return found


def test_everything_that_the_shell_names_is_there(visitor: Client, town: Town) -> None:
    told = shell(visitor)
    assert told["offline"] == {"id": "/luring/", "en": "/en/luring/"}
    assert told["events"] == {"at": "/kegiatan/", "kept": {"id": "/luring/kegiatan/", "en": "/en/luring/kegiatan/"}}
    assert told["signOut"] == "/keluar/"
    files = told["files"]
    assert isinstance(files, list)
    assert "/static/public/app.js" in files
    assert [path for path in files if not finders.find(path.removeprefix("/static/"))] == []
    for path in ("/luring/", "/en/luring/", "/luring/kegiatan/", "/en/luring/kegiatan/"):
        assert visitor.get(path).status_code == 200, path


def test_the_shell_has_a_new_version_when_the_brand_is_another(visitor: Client, town: Town) -> None:
    before = shell(visitor)
    assert shell(visitor) == before
    town.point.library.colour = "#7a1f5c"
    town.point.library.save()
    after = shell(visitor)
    assert after["version"] != before["version"]
    assert "/merek/7a1f5c-jakarta.css" in str(after["files"])


def test_the_page_without_a_network_is_nobodys(member: Client, town: Town) -> None:
    page = member.get("/en/luring/").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert town.mother.person.name not in page
    assert READER not in member.get("/en/luring/").headers


def test_own_pages_are_marked_with_their_reader_alone(member: Client, town: Town, visitor: Client) -> None:
    other = signed_in(a_patron(home=town.point))
    marks = {member.get(path).headers[READER] for path in OWN}
    assert len(marks) == 1
    assert other.get("/akun/").headers[READER] not in marks
    assert READER not in visitor.get("/akun/").headers
    assert READER not in member.get("/akun/keamanan/").headers
    script = re.search(r'data-reader="(\w*)"', member.get("/en/").content.decode())
    assert script
    assert {script[1]} == marks


def test_staff_and_kiosks_keep_nothing(member: Client, town: Town) -> None:
    assert READER in member.get("/en/akun/").headers
    member.cookies[visits.DEVICE_COOKIE] = "paired"
    page = member.get("/en/akun/")
    assert READER not in page.headers
    assert 'data-reader=""' in page.content.decode()
    del member.cookies[visits.DEVICE_COOKIE]
    Account.objects.filter(pk=town.mother.person.account_id).update(is_staff=True)
    assert READER not in member.get("/en/akun/").headers


def test_the_card_shows_the_whole_family_and_nobody_else(member: Client, town: Town) -> None:
    a_patron(name="Orang Lain", home=town.point)
    page = member.get("/en/akun/kartu/").content.decode()
    assert town.mother.card_number in page
    assert town.child.card_number in page
    assert "Orang Lain" not in page
    assert "data-kept hidden" in page
    assert Client().get("/akun/kartu/").status_code == 302


def test_a_ticket_is_kept_by_whom_it_is_for_until_the_date_is_over(
    member: Client, town: Town, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    date = an_occurrence(a_programme(at_point=town.point))
    ticket = f"/en/kegiatan/pendaftaran/{a_registration(date, patron=town.child).code}/"
    mine = member.get("/en/akun/kegiatan/").content.decode()
    assert f'data-keep-too="{ticket}"' in mine
    assert READER in member.get(ticket).headers
    assert "data-kept hidden" in member.get(ticket).content.decode()
    for other in (visitor, signed_in(a_patron(home=town.point))):
        assert READER not in other.get(ticket).headers
    monkeypatch.setattr(clock, "now", lambda: date.ends_at)
    member = signed_in(town.mother)
    assert READER not in member.get(ticket).headers


def test_what_is_on_in_the_next_weeks_is_nobodys_page(
    member: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title, starts_at in [("Dongeng", BEGINS), ("Nanti", BEGINS + timedelta(weeks=7)), ("Sudah", NOW)]:
        an_occurrence(a_programme(title=title, at_point=town.point), starts_at=starts_at)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))
    answer = member.get("/en/luring/kegiatan/")
    page = answer.content.decode()
    assert [title for title in ("Dongeng", "Nanti", "Sudah") if title in page] == ["Dongeng"]
    assert "This page was read on" in page
    assert READER not in answer.headers
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "csrfmiddlewaretoken" not in page
