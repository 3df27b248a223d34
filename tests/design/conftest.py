import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[BrowserContext]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop of its own in this thread
    with browser.chromium() as context:
        yield context
