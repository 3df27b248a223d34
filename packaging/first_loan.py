#!/usr/bin/env python3
"""From a started, empty installation to its first loan and return, through the pages alone, as its administrator would.

    first_loan.py http://127.0.0.1:8000 CODE       CODE: the one-time code of the first start

It needs Python and nothing else. It says how long each step took; a page that answers otherwise than hoped ends it.
"""

import http.cookiejar
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from html.parser import HTMLParser

PASSWORD = "buku di rak kayu"  # noqa: S105 -- of a library that is thrown away
WEEK = {f"{edge}_{day}": hour for day in range(7) for edge, hour in (("opens", "08:00"), ("closes", "16:00"))}
LIBRARY = {
    "library": "Perpustakaan Kota Uji",
    "short_name": "Uji",
    "zone": "Asia/Jakarta",
    "point": "Perpustakaan Uji",
    "admin_name": "Tini Suhartini",
    "username": "tini",
    "password": PASSWORD,
}
TITLE = {
    "title": "Bumi Manusia",
    "author": "Toer, Pramoedya Ananta",
    "isbns": "9789799731234",
    "class_number": "899.2213",
}


class Fields(HTMLParser):
    """What the inputs and the choices of a page hold already."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        name = named.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in named or self.select not in self.given):
            self.given[self.select] = named.get("value") or ""
        elif tag == "input" and name and (named.get("type") not in {"checkbox", "radio"} or "checked" in named):
            self.given[name] = named.get("value") or ""


class Browser:
    """Cookies, the page it is on, and forms that are sent with what they hold."""

    def __init__(self, address: str) -> None:
        self.address = self.place = address
        self.page = ""
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def go(self, path: str, data: bytes | None = None) -> str:
        request = urllib.request.Request(urllib.parse.urljoin(self.place, path), data, {"Referer": self.place})  # noqa: S310
        try:
            with self.opener.open(request, timeout=60) as answer:
                self.place, self.page = answer.geturl(), answer.read().decode()
        except urllib.error.HTTPError as error:
            said = re.sub(r"<[^>]+>|\s+", " ", unescape(error.read().decode())).strip()
            sys.exit(f"{path}: {error.code}. {said[:1500]}")
        return self.page

    def send(self, path: str = "", **given: str) -> str:
        """Send the form of this page, or of another one, with these answers."""
        if path:
            self.go(path)
        fields = Fields(self.page).given | given
        return self.go(self.place, urllib.parse.urlencode(fields).encode())

    def scan(self, code: str) -> str:
        return self.send(scan=code)


def step(words: str, page: str, hoped: str, began: float) -> None:
    if hoped not in unescape(page):
        sys.exit(f"{words}: “{hoped}” does not stand on the page.\n{re.sub(r'<[^>]+>|[ ]+', ' ', page)[:3000]}")
    print(f"{words}: {time.monotonic() - began:.1f} s", flush=True)  # noqa: T201 -- what it is for


def main(address: str, code: str) -> None:
    """Set up, catalogue, register, lend, return."""
    browser, began = Browser(address), time.monotonic()
    step("first page", browser.go("/en/"), "Set up the library", began)
    step("set up", browser.send(code=code, **LIBRARY, **WEEK), "The library is set up", began)
    browser.go("/en/desk/")
    step("signed in", browser.send(username="tini", password=PASSWORD), 'id="scan"', began)
    step("first title", browser.send("/en/desk/judul/baru/", **TITLE), "The first copy", began)
    step("first copy", browser.send(barcode="B0001"), "The copy B0001 stands in the catalogue.", began)
    member = browser.send("/en/desk/anggota/baru/", name="Siti Aminah", card_number="A0001")
    step("first member", member, "Siti Aminah", began)
    browser.go("/en/desk/")
    browser.scan("A0001")
    step("first loan", browser.scan("B0001"), "Lent", began)
    browser.go("/en/desk/")
    step("first return", browser.scan("B0001"), "Returned", began)
    step("the public finds it", browser.go("/en/cari?q=bumi"), "Bumi Manusia", began)


if __name__ == "__main__":
    main(*sys.argv[1:3])
