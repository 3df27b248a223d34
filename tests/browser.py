"""A real browser for tests: the distribution's Chromium, driven by Playwright, with axe from the locked packages."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
BUILT = ROOT / "frontend" / "dist" / "built"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser that remembers nothing of other runs, or a skip that says what is missing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: make setup-machine installs it")
    if not AXE.exists() or not BUILT.exists():
        pytest.skip("front-end parts are not built: npm ci && npm run build")
    with sync_playwright() as playwright:
        process = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield process
        process.close()


def violations(page: Page) -> list[str]:
    """What axe finds on the page once it stands whole, with its style sheets: rule, and where."""
    page.wait_for_load_state()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{violation['id']} at {node['target']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def type_in(page: Page, words: str) -> None:
    """What somebody types, once the page stands, into the field that it puts before them."""
    page.wait_for_load_state()
    page.wait_for_function("document.activeElement?.matches('input, select, textarea')")
    page.keyboard.type(words)


def sideways_scroll(page: Page) -> int:
    """Pixels by which the page is wider than its window; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def compressed(answer: Response) -> int:
    """Bytes of a response as the product sends it: gzipped."""
    return len(gzip.compress(answer.body())) if answer.ok else 0
