"""Sources of the union, and harvests of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pustakota.contexts.network import actions
from pustakota.contexts.network.models import HarvestRun, Source
from pustakota.foundation.actors import SYSTEM
from pustakota.foundation.fetching import Fetch
from tests.factories.moments import NOW


def a_source(fetch: Fetch, *, name: str = "Perpustakaan Contoh", base_url: str = "", **facts: Any) -> Source:
    """A source whose repository was asked who it is."""
    return actions.add_source(
        base_url=base_url or f"https://{name.lower().replace(' ', '-')}.example.org/oai",
        facts={"name": name, **facts},
        by=SYSTEM,
        at=NOW,
        fetch=fetch,
    )


def harvested(source: Source, fetch: Fetch, *, at: datetime = NOW, **given: Any) -> HarvestRun:
    """A harvest that rests for no time between attempts."""
    rest: Callable[[float], None] = given.pop("rest", lambda _seconds: None)
    source.refresh_from_db()
    return actions.harvest(source=source, by=SYSTEM, fetch=fetch, clock=lambda: at, rest=rest, **given)
