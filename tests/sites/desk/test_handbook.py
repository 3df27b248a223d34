"""The handbook at the desk: every page opens, leads on, and stands behind the page of the desk that it explains."""

import re

from django.test import Client
from django.urls import get_resolver

from pustakota.sites.desk.handbook import pages

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
        assert page.about <= desk | practice, page.slug


def test_help_opens_the_page_that_explains_where_one_is(desk: Client) -> None:
    answer = desk.get("/en/desk/bantuan/", {"from": "hold_shelf"})
    assert answer.headers["Location"] == "/en/desk/bantuan/pesanan-dan-rak-siap/"
    assert "Rak siap" in desk.get("/en/desk/bantuan/pesanan-dan-rak-siap/").content.decode()
    assert "?from=start" in desk.get("/en/desk/").content.decode()


def test_the_list_of_pages_and_an_unknown_page(desk: Client) -> None:
    page = desk.get("/en/desk/bantuan/").content.decode()
    assert all(f"/en/desk/bantuan/{slug}/" in page for slug in pages())
    assert desk.get("/en/desk/bantuan/tiada/").status_code == 404
