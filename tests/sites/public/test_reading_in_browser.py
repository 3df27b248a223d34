"""Saving a search and a title, ordering and sharing a list, by keyboard on a phone; axe on each page."""

import pytest
from playwright.sync_api import Page

from pustakota.contexts.reading import actions
from pustakota.contexts.reading.models import ReadingList, SavedSearch
from tests.browser import sideways_scroll, violations
from tests.factories.catalogue import a_record
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD, somebody_with_role
from tests.factories.reading import a_list, a_saved_search
from tests.sites.public.conftest import Town

pytestmark = pytest.mark.journey


def press(page: Page, name: str, role: str = "button") -> None:
    """Reach something with the keyboard and press it, as far as the page it leads to."""
    page.get_by_role(role, name=name).first.focus()  # type: ignore[arg-type]
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, town: Town) -> None:
    page.fill("[name=username]", town.mother.card_number)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_visitor_saves_a_search_and_signs_in_on_the_way(phone: Page, indexed: Town, address: str) -> None:
    phone.goto(f"{address}/en/cari?q=bumi")
    press(phone, "Save this search", "link")
    sign_in(phone, indexed)
    phone.wait_for_url("**/akun/pencarian/simpan?q=bumi")
    assert phone.input_value("[name=name]") == "bumi"
    assert violations(phone) == []
    press(phone, "Save")
    phone.wait_for_url("**/akun/pencarian/")
    assert SavedSearch.objects.get().tells
    assert violations(phone) == []
    press(phone, "bumi", "link")
    phone.wait_for_url(f"**/akun/pencarian/{SavedSearch.objects.get().code}")
    assert violations(phone) == []
    assert sideways_scroll(phone) == 0


def test_a_member_saves_orders_and_shares_and_a_friend_reads(phone: Page, indexed: Town, address: str) -> None:
    first = a_list(indexed.mother, a_record("Jejak langkah"))
    phone.goto(f"{address}/en/masuk/")
    sign_in(phone, indexed)
    phone.goto(f"{address}/en/katalog/{indexed.record.pk}/bumi-manusia")
    press(phone, "Save in the list Ingin dibaca")
    assert violations(phone) == []
    press(phone, "Ingin dibaca", "link")
    phone.wait_for_url(f"**/{first.code}")
    press(phone, "Up")  # the first has nothing above it
    assert phone.locator(".thing .hit-title").all_inner_texts() == ["Bumi manusia", "Jejak langkah"]
    assert violations(phone) == []
    press(phone, "Share the list")
    shared = ReadingList.objects.get().shared_as
    phone.wait_for_selector(f".list-address a[href$='{shared}']")
    assert violations(phone) == []
    assert sideways_scroll(phone) == 0
    phone.context.clear_cookies()
    phone.goto(f"{address}/en/bacaan/{shared}")
    assert phone.locator(".hit-title").all_inner_texts() == ["Bumi manusia", "Jejak langkah"]
    assert "Siti" not in phone.content()
    assert violations(phone) == []


def test_axe_finds_nothing_on_pages_of_lists_and_searches(phone: Page, indexed: Town, address: str) -> None:
    chosen = actions.make_list(title="Hujan", by=somebody_with_role("kepala"), at=NOW, at_point=indexed.point)
    actions.add_title(reading_list=chosen, record=indexed.record, by=somebody_with_role("kepala"), at=NOW)
    actions.share_list(reading_list=chosen, shows_name=False, by=somebody_with_role("kepala"), at=NOW)
    empty = a_list(indexed.mother)
    a_saved_search(indexed.mother)
    phone.goto(f"{address}/en/masuk/")
    sign_in(phone, indexed)
    title = f"/en/katalog/{indexed.record.pk}/bumi-manusia"
    mine = ["/en/akun/daftar-bacaan/", f"/en/akun/daftar-bacaan/{empty.code}", "/en/akun/pencarian/", "/en/akun/"]
    for path in [*mine, f"{title}/simpan", "/en/bacaan/", "/en/cari?q=bumi"]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path
