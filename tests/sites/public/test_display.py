"""Light or dark, contrast and size are chosen without scripts, and remembered in the one cookie that was there."""

import pytest
from django.test import Client

from pustakota.design.looks import Looks
from tests.sites.public.conftest import Town


def test_what_was_chosen_is_worn_by_every_page_until_it_is_chosen_otherwise(visitor: Client, town: Town) -> None:
    page = visitor.get("/en/tampilan/", headers={"Referer": "http://testserver/en/cari?q=bumi"}).content.decode()
    assert 'value="/en/cari?q=bumi"' in page
    chosen = {"theme": "dark", "contrast": "high", "text": "large", "back": "/en/cari?q=bumi"}
    answer = visitor.post("/en/tampilan/", chosen)
    assert answer["Location"] == "/en/cari?q=bumi"
    assert {name: morsel.value for name, morsel in answer.cookies.items()} == {"theme": "dark.high.large"}
    for address in ("/en/", "/en/cari?q=bumi"):
        html = visitor.get(address).content.decode()
        assert '<html lang="en" data-theme="dark" data-contrast="high" data-text="large">' in html
    visitor.post("/en/tampilan/", {"theme": "", "contrast": "", "text": ""})
    assert '<html lang="en">' in visitor.get("/en/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_led_to_another_site(visitor: Client, town: Town, back: str) -> None:
    assert visitor.post("/en/tampilan/", {"back": back})["Location"] == "/en/"


@pytest.mark.parametrize(
    ("cookie", "looks"),
    [
        ("dark", Looks("dark")),
        ("high.large", Looks("", "high", "large")),
        ('"><script>', Looks()),
        ("", Looks()),
    ],
)
def test_a_cookie_says_what_is_known_and_nothing_else(cookie: str, looks: Looks) -> None:
    assert Looks.read(cookie) == looks
    assert Looks.read(looks.cookie) == looks
