"""The day sheet goes on paper: A4, without what is pressed, no thing torn apart between two pages."""

import pytest
from playwright.sync_api import Page, expect

from pustakota.contexts.spaces import actions
from pustakota.foundation import clock
from pustakota.foundation.actors import SYSTEM
from tests.factories.spaces import a_room
from tests.journeys.conftest import City, sign_in_at_the_desk
from tests.journeys.test_makers import a_free_time

pytestmark = pytest.mark.journey


def test_the_day_sheet_is_printed_on_a4_without_buttons(page: Page, city: City) -> None:
    rooms = [a_room(at_point=city.point, name=f"Ruang {letter}") for letter in "ABCDEF"]
    span = a_free_time(rooms[0])
    for room, name in zip(rooms, ("Siti Aminah", "Budi Santoso"), strict=False):
        actions.book(
            resource=room, patron=city.member(name), span=span, by=SYSTEM, at=clock.now(), purpose="Kerja kelompok"
        )
    sign_in_at_the_desk(page, city, "pustakawan")
    page.goto(f"{city.address}/en/desk/ruang/?tanggal={span.start:%Y-%m-%d}")
    page.emulate_media(media="print")
    expect(page.get_by_text("Budi Santoso")).to_be_visible()
    expect(page.locator(".day-sheet .on-paper")).to_have_text("Perpustakaan Batu")
    for hidden in (".desk-bar", ".day-sheet .button", "[data-behaviour=print]"):
        expect(page.locator(hidden).first).to_be_hidden()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") == 1, "six rooms fit on one page"
