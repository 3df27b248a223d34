"""Somebody types into the box and chooses from the list below it, by keyboard, on a phone, and on a slow network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.search import actions as search
from tests.browser import PHONE
from tests.factories.catalogue import a_record
from tests.journeys.conftest import City, assert_accessible

LIST = ".completions"


@pytest.fixture
def shelf(city: City, tmp_path: Path, settings: Settings) -> City:
    settings.SEARCH_INDEX_PATH = tmp_path / "index"
    keys = [a_record(title).pk for title in ("Bumi manusia", "Bumi terbuka", "Gadis Pantai")]
    Record.objects.filter(pk__in=keys).update(
        authors=["Toer, Pramoedya Ananta, 1925-2006"], year=1980, details={"subjects": ["Bumi dan manusia"]}
    )
    search.rebuild(documents.record_documents(keys))
    return city


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[role=combobox]")


def test_by_keyboard_a_title_is_chosen_and_escape_gives_the_box_back(page: Page, shelf: City) -> None:
    ready(page, f"{shelf.address}/en/")
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("bum")
    options = page.get_by_role("option")
    expect(options).to_have_count(4)
    expect(page.get_by_role("group", name="Titles").get_by_role("option")).to_have_count(3)
    expect(page.get_by_role("group", name="Subjects").get_by_role("option")).to_have_text("Bumi dan manusia 3 titles")
    expect(page.locator(".search-box [role=status]")).to_have_text("4 suggestions. Arrow keys choose.")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first.locator("mark")).to_have_text("Bum")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", str(options.first.get_attribute("id")))
    expect(box).to_be_focused()
    assert_accessible(page)
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(page.locator(LIST)).to_be_hidden()
    expect(box).to_have_value("bum")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(4)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/katalog/**")


def test_an_author_leads_to_exactly_the_titles_that_were_promised(page: Page, shelf: City) -> None:
    ready(page, f"{shelf.address}/en/cari?q=gadis")
    page.get_by_role("combobox").fill("pramoed")
    option = page.get_by_role("group", name="Authors").get_by_role("option")
    expect(option).to_contain_text("3 titles")
    option.click()
    page.wait_for_url("**author=Toer**")
    expect(page.locator(".results-count")).to_have_text("3 titles")


def test_enter_sends_what_was_typed_although_the_list_is_late(page: Page, shelf: City) -> None:
    held: list[Route] = []
    page.route("**/cari/saran*", lambda route: held.append(route))  # noqa: PLW0108 -- it looks for a signature
    ready(page, f"{shelf.address}/en/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("gadis")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/cari?q=gadis")
    assert len(held) == 1


def test_an_answer_that_was_overtaken_is_never_shown(page: Page, shelf: City) -> None:
    late: list[Route] = []

    def hold(wanted: str) -> Callable[[Route], None]:
        return lambda route: late.append(route) if route.request.url.endswith(wanted) else route.continue_()

    page.route("**/cari/saran*", hold("q=bu"))
    ready(page, f"{shelf.address}/en/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("bu")
    page.wait_for_timeout(400)
    assert len(late) == 1
    page.keyboard.type("mi te")
    expect(page.get_by_role("option").first).to_contain_text("Bumi terbuka")
    expect(page.get_by_role("option")).to_have_count(1)


def test_on_a_phone_with_its_keyboard_open_the_list_fits_above_it(page: Page, shelf: City) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": 380})
    ready(page, f"{shelf.address}/en/")
    page.get_by_role("combobox").fill("bumi")
    expect(page.get_by_role("option").first).to_be_visible()
    room = page.evaluate(f"visualViewport.height - document.querySelector('{LIST}').getBoundingClientRect().bottom")
    assert room >= 0
    last = "document.querySelector('.completions').getBoundingClientRect()"
    assert page.evaluate(f"!!document.elementFromPoint({last}.left + 40, {last}.bottom - 4).closest('.completions')")
    assert page.evaluate(f"document.querySelector('{LIST}').getBoundingClientRect().height") >= 120
    assert_accessible(page)
    page.get_by_role("option").first.click()
    page.wait_for_url("**/en/katalog/**")
