"""The pages most people see, as a browser loads them: what they weigh, whom they ask, what their policy forbids."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from pustakota.config import documents
from pustakota.contexts.catalogue.models import Record
from pustakota.contexts.catalogue.queries import record_ids_in_batches
from pustakota.contexts.people.models import Patron
from pustakota.contexts.search import actions as search
from pustakota.foundation import clock
from tests import browser
from tests.factories.catalogue import a_record, an_item
from tests.factories.circulation import a_hold, a_loan
from tests.factories.people import PASSWORD
from tests.journeys.conftest import City

pytestmark = pytest.mark.journey
FIRST_VIEW = 60_000
"""Bytes of compressed transfer besides pictures and the one heading font (architecture §8)."""
NOT_COUNTED = ("/sampul/", "/media/", ".woff2", "/ikon/")


@dataclass
class Loaded:
    """What a page asked for, and what its policy forbade."""

    weights: dict[str, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)

    @property
    def counted(self) -> dict[str, int]:
        return {url: size for url, size in self.weights.items() if not any(each in url for each in NOT_COUNTED)}


@pytest.fixture
def reader(city: City) -> Patron:
    """A member with three loans and two reservations, in a town with twenty titles."""
    member = city.member("Siti Aminah")
    records = [a_record(f"Bumi manusia dan seisinya, jilid {number}") for number in range(20)]
    items = [an_item(record=record, at_point=city.point) for record in records]
    for item in items[:3]:
        a_loan(item=item, patron=member, at=clock.now())
    for item in items[3:5]:
        a_hold(record=item.record, pickup=city.point, patron=member, at=clock.now())
    for ids in record_ids_in_batches(100):
        search.rebuild(documents.record_documents(ids))
    return member


@pytest.fixture
def stranger(browser_process: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here, in which the pages' own policy is in force."""
    context = browser_process.new_context(viewport=browser.PHONE)
    yield context
    context.close()


def load(page: Page, city: City, path: str) -> Loaded:
    """Load a page to its end, and scroll through it."""
    found = Loaded()

    def note(answer: Response) -> None:
        if answer.url.startswith("data:") or answer.request.service_worker:
            return
        found.weights[answer.url] = browser.compressed(answer)
        if not answer.url.startswith(city.address):
            found.outside.append(answer.url)

    page.on("response", note)
    page.on(
        "console", lambda said: found.forbidden.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.goto(f"{city.address}{path}", wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    return found


@pytest.mark.parametrize("path", ["/", "/cari?q=bumi", "/katalog/{title}/", "/en/", "/masuk/", "/titik-layanan/"])
def test_a_first_view_is_light_and_asks_nobody_else(
    stranger: BrowserContext, city: City, reader: Patron, path: str
) -> None:
    loaded = load(stranger.new_page(), city, path.format(title=Record.objects.order_by("pk").first().pk))  # type: ignore[union-attr]
    assert loaded.forbidden == []
    assert loaded.outside == []
    assert len(loaded.weights) > 5
    assert sum(loaded.counted.values()) < FIRST_VIEW, loaded.counted


@pytest.mark.parametrize("path", ["/akun/", "/akun/kartu/", "/akun/data/", "/akun/pesan/"])
def test_own_pages_are_as_light(stranger: BrowserContext, city: City, reader: Patron, path: str) -> None:
    page = stranger.new_page()
    page.goto(f"{city.address}/masuk/?next={path}")
    page.fill("[name=username]", reader.card_number)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    cookies = stranger.cookies()
    fresh = stranger.browser.new_context(viewport=browser.PHONE)  # type: ignore[union-attr]
    fresh.add_cookies(cookies)  # type: ignore[arg-type]
    loaded = load(fresh.new_page(), city, path)
    fresh.close()
    assert loaded.forbidden == []
    assert loaded.outside == []
    assert sum(loaded.counted.values()) < FIRST_VIEW, loaded.counted
