"""The handbook at the desk: every page opens, leads on, and stands behind the page of the desk that it explains."""

import re

from django.test import Client
from django.urls import get_resolver

from pustakota.sites.desk.handbook import pages
from pustakota.sites.desk.places import GROUPS

SECTION = re.compile(r'<h2 id="([a-z0-9-]+)">')
LEADS = re.compile(r'href="\.\./([a-z0-9-]+)/')


def test_every_page_says_something_and_shows_no_mark_of_its_source() -> None:
    assert len(pages()) > 10
    for page in pages().values():
        assert page.title
        assert "<p>" in page.html
        assert "{picture}" not in page.html
        assert "% pages" not in page.html


def test_pages_lead_only_to_pages_that_are_there() -> None:
    for page in pages().values():
        assert set(LEADS.findall(page.html)) <= set(pages()), page.slug


def test_pages_explain_only_addresses_that_the_desk_has() -> None:
    desk = {name for name in get_resolver().namespace_dict["desk"][1].reverse_dict if isinstance(name, str)}
    practice = {"exercises"}
    for page in pages().values():
        assert page.about.keys() <= desk | practice, page.slug


def test_each_section_that_help_opens_is_there() -> None:
    for page in pages().values():
        sections = {section for section in page.about.values() if section}
        assert sections <= set(SECTION.findall(page.html)), page.slug


def test_every_page_that_can_be_opened_by_its_name_is_explained() -> None:
    explained = {name for page in pages().values() for name in page.about}
    opened = {place.name for group in GROUPS for place in group.places}
    assert opened - explained == {"help"}


def test_help_opens_the_page_that_explains_where_one_is(desk: Client) -> None:
    answer = desk.get("/en/desk/bantuan/", {"from": "hold_shelf"})
    assert answer.headers["Location"] == "/en/desk/bantuan/pesanan-dan-rak-siap/#rak-siap-ambil"
    assert (
        '<h2 id="rak-siap-ambil">Rak siap ambil' in desk.get("/en/desk/bantuan/pesanan-dan-rak-siap/").content.decode()
    )
    assert "?from=start" in desk.get("/en/desk/").content.decode()


def test_the_list_of_pages_and_an_unknown_page(desk: Client) -> None:
    page = desk.get("/en/desk/bantuan/").content.decode()
    assert all(f"/en/desk/bantuan/{slug}/" in page for slug in pages())
    assert desk.get("/en/desk/bantuan/tiada/").status_code == 404
