"""The public pages in Chromium: axe on a phone, no sideways scroll, an errand without scripts, a page's weight."""

import pytest
from playwright.sync_api import Browser, Page

from pustakota.config import documents
from pustakota.contexts.catalogue import actions as catalogue
from pustakota.contexts.catalogue.marc.record import MarcRecord, data_field
from pustakota.contexts.catalogue.models import Item, Record
from pustakota.contexts.catalogue.rules.call_number import sort_key
from pustakota.contexts.search import actions as search
from pustakota.foundation.actors import SYSTEM
from tests import browser
from tests.browser import sideways_scroll, violations
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan, a_returned
from tests.factories.moments import NOW
from tests.factories.people import PASSWORD
from tests.sites.public.conftest import Town

pytestmark = pytest.mark.journey
VISITORS_PAGES = [
    "/",
    "/cari?q=bumi",
    "/cari?q=zzzz",
    "/masuk/",
    "/titik-layanan/",
    "/kegiatan/",
    "/bantuan/",
    "/bantuan/mencari/",
    "/tidak-ada/",
]
FIRST_VIEW = 60_000


def sign_in(page: Page, town: Town, address: str) -> None:
    page.goto(f"{address}/masuk/")
    page.fill("[name=username]", town.mother.card_number)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/akun/")


def test_axe_finds_nothing_on_the_pages_of_visitors(phone: Page, indexed: Town, address: str) -> None:
    for path in [*VISITORS_PAGES, f"/katalog/{indexed.record.pk}/bumi-manusia"]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path


def test_a_language_is_left_out_and_years_are_chosen_by_keyboard_alone(
    phone: Page, indexed: Town, address: str
) -> None:
    older = a_record("Bumi lama")
    Record.objects.filter(pk=older.pk).update(year=1955, language="eng")
    search.rebuild(documents.record_documents([indexed.record.pk, older.pk]))
    phone.goto(f"{address}/en/cari?q=bumi")
    phone.evaluate("document.querySelectorAll('details.facet').forEach(one => { one.open = true })")
    assert violations(phone) == []
    phone.get_by_role("link", name="not English", exact=True).focus()
    phone.keyboard.press("Enter")
    phone.locator(".chosen", has_text="Language: not English").wait_for()
    assert phone.locator(".hit").count() == 1
    phone.keyboard.press("Tab")
    phone.locator(".chosen").focus()
    phone.keyboard.press("Enter")
    phone.locator(".hit").nth(1).wait_for()
    phone.locator("summary", has_text="Year").focus()
    phone.keyboard.press("Enter")
    phone.get_by_label("until year").focus()
    phone.keyboard.type("1960")
    phone.keyboard.press("Enter")
    phone.locator(".chosen", has_text="Year: until 1960").wait_for()
    assert phone.locator(".hit").count() == 1
    assert "sampai=1960" in phone.url
    assert violations(phone) == []
    assert sideways_scroll(phone) == 0


@pytest.fixture
def shelved(indexed: Town) -> Town:
    """A shelf of three titles, the described one in their midst, and the lists counted."""
    marc = MarcRecord("00000nam a2200000 a 4500", [data_field("245", "10", [("a", "Bumi manusia /")])])
    catalogue.change_record(record=indexed.record, marc=marc, by=SYSTEM, at=NOW)
    Record.objects.filter(pk=indexed.record.pk).update(authors=["Toer, Pramoedya Ananta"], class_number="813")
    copies = [an_item(at_point=indexed.point), indexed.item, an_item(at_point=indexed.point)]
    for item, number in zip(copies, ("297 A", "813 B", "959 C"), strict=True):
        Item.objects.filter(pk=item.pk).update(call_number=number, call_number_sort=sort_key(number))
    catalogue.count_headings(by=SYSTEM, at=NOW)
    return indexed


def test_axe_finds_nothing_on_the_ways_through_the_collection(phone: Page, shelved: Town, address: str) -> None:
    title = f"/katalog/{shelved.record.pk}/bumi-manusia"
    lists = ["/jelajah/", "/jelajah/pengarang/?huruf=p", "/jelajah/subjek/", "/jelajah/kelas/8"]
    places = [f"/titik-layanan/{shelved.point.code}/", f"/rak/{shelved.point.code}/", f"/rak/{shelved.other.code}/"]
    for path in [title, f"{title}/kutip", f"{title}/cetak", f"{title}/serupa", *lists, *places]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path


def test_the_arrow_keys_walk_along_the_shelf(phone: Page, shelved: Town, address: str) -> None:
    here = ".shelf-row-here .call-number"
    phone.goto(f"{address}/rak/{shelved.point.code}/?di={shelved.item.pk}")
    phone.wait_for_selector("[rel=next][aria-keyshortcuts]")
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function(f"document.querySelector('{here}').textContent === '959 C'")
    phone.wait_for_function("document.activeElement.matches('.shelf-here')")
    phone.wait_for_selector("[rel=prev][aria-keyshortcuts]")
    phone.keyboard.press("ArrowLeft")
    phone.wait_for_function(f"document.querySelector('{here}').textContent === '297 A'")
    phone.locator("#dari").press("ArrowRight")
    assert phone.locator(here).inner_text() == "297 A"


def test_a_title_and_what_is_like_it_weigh_less_than_the_budget(phone: Page, shelved: Town, address: str) -> None:
    weights: dict[str, int] = {}
    phone.on("response", lambda answer: weights.update({answer.url: browser.compressed(answer)}))
    with phone.expect_response("**/serupa"):
        phone.goto(f"{address}/katalog/{shelved.record.pk}/bumi-manusia")
        phone.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    phone.wait_for_load_state("networkidle")
    counted = {url: weight for url, weight in weights.items() if "/sampul/" not in url and ".woff2" not in url}
    assert any("/serupa" in url for url in counted)
    assert sum(counted.values()) < FIRST_VIEW, counted


def test_axe_finds_nothing_on_the_pages_of_members(phone: Page, town: Town, address: str) -> None:
    a_loan(item=town.item, patron=town.mother)
    hold = a_hold(record=town.record, pickup=town.point, patron=town.child)
    sign_in(phone, town, address)
    paths = ["/akun/", "/akun/?untuk=2", f"/akun/pesanan/{hold.code}/batal"]
    for path in [*paths, f"/katalog/{town.record.pk}/bumi-manusia/pesan"]:
        phone.goto(address + path)
        assert violations(phone) == [], path
        assert sideways_scroll(phone) == 0, path


def test_a_mother_reserves_for_her_child_without_scripts(browser_process: Browser, indexed: Town, address: str) -> None:
    without = browser_process.new_context(java_script_enabled=False)
    page = without.new_page()
    page.goto(address)
    page.fill("[name=q]", "bumi")
    page.press("[name=q]", "Enter")
    page.locator(".hit-title a").first.click()
    page.locator("a.button-main").click()
    page.fill("[name=username]", indexed.mother.card_number)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.get_by_label("Bima").check()
    page.locator("main button.button-main").click()
    assert "untuk=2" in page.url
    assert page.locator(".notice.tone-yes").count() == 1
    without.close()


def test_what_is_ready_is_seen_after_the_return(phone: Page, town: Town, address: str) -> None:
    a_hold(record=town.record, pickup=town.point, patron=town.mother)
    a_returned(town.item, town.point)
    sign_in(phone, town, address)
    assert phone.locator(".thing-ready").count() == 1


def test_the_list_follows_what_is_typed(phone: Page, indexed: Town, address: str) -> None:
    phone.goto(f"{address}/cari?q=zzzz")
    phone.fill("[name=q]", "manusia")
    phone.wait_for_selector(".hit")
    assert phone.url.endswith("q=manusia")


def test_the_focus_goes_to_the_new_list_when_a_filter_is_chosen(phone: Page, indexed: Town, address: str) -> None:
    phone.goto(f"{address}/cari?q=bumi")
    phone.locator(".facet-value").first.press("Enter")
    phone.wait_for_selector(".chosen-list")
    phone.wait_for_function("document.activeElement.matches('.results-count')")


def test_a_first_view_weighs_less_than_its_budget(phone: Page, indexed: Town, address: str) -> None:
    weights: dict[str, int] = {}
    phone.on("response", lambda answer: weights.update({answer.url: browser.compressed(answer)}))
    phone.goto(f"{address}/cari?q=bumi", wait_until="networkidle")
    counted = {url: weight for url, weight in weights.items() if "/sampul/" not in url and ".woff2" not in url}
    assert sum(counted.values()) < FIRST_VIEW, counted
