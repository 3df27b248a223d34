"""Sources: adding one asks it who it is, before anything is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.db import transaction

from pustakota.contexts.network import permissions, queries
from pustakota.contexts.network.errors import SourceRefused
from pustakota.contexts.network.models import Source
from pustakota.contexts.network.rules import oai_answers
from pustakota.contexts.network.rules.linking import is_address
from pustakota.contexts.network.rules.oai_answers import Identity, OaiAnswerError
from pustakota.contexts.network.rules.xml_reading import NotXml
from pustakota.foundation.fetching import Fetch, NotFetched
from pustakota.foundation.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pustakota.foundation.actors import Actor

_CHANGEABLE = ("name", "pattern", "site", "contact", "every_hours", "is_on", "prefix")


class Looked(NamedTuple):
    """What a repository says of itself, and the formats of it that can be read here."""

    identity: Identity
    prefixes: list[str]


def add_source(
    *, base_url: str, facts: Mapping[str, Any], set_spec: str = "", by: Actor, at: datetime, fetch: Fetch
) -> Source:
    """A source whose repository answered to Identify and offers a format that can be read. Harvested next time.

    ``facts``: name, and where wished pattern, site, contact, every_hours.
    """
    permissions.may_keep(by)
    looked = _look(base_url, fetch)
    with transaction.atomic():
        _refuse(_reasons(facts, own=None, base_url=base_url, set_spec=set_spec))
        return Source.objects.create(
            base_url=base_url, set_spec=set_spec, **_told(looked),
            **{"prefix": looked.prefixes[0], "contact": looked.identity.contact, **_given(facts)},
            due_at=at, added_at=at,
        )  # fmt: skip


@transaction.atomic
def change_source(*, source: Source, facts: Mapping[str, Any], by: Actor, at: datetime) -> Source:
    """Other words, another interval, another format, on or off."""
    permissions.may_keep(by)
    _refuse(_reasons(facts, own=source.pk))
    changes = {name: facts[name] for name in _CHANGEABLE if name in facts}
    if any(changes.get(name, getattr(source, name)) != getattr(source, name) for name in ("prefix", "pattern")):
        source.whole_at = None
    for name, value in changes.items():
        setattr(source, name, value)
    source.due_at = min(source.due_at, queries.next_due(source, at))
    source.save(update_fields=[*changes, "whole_at", "due_at"])
    return source


def look_again(*, source: Source, by: Actor, fetch: Fetch) -> Source:
    """Ask a repository anew who it is, and keep what it says."""
    permissions.may_keep(by)
    told = _told(_look(source.base_url, fetch))
    with transaction.atomic():
        for name, value in told.items():
            setattr(source, name, value)
        source.save(update_fields=list(told))
    return source


@transaction.atomic
def harvest_soon(*, source: Source, whole: bool, by: Actor, at: datetime) -> Source:
    """Let the worker harvest a source as soon as it can; ``whole``: everything anew."""
    permissions.may_keep(by)
    source.due_at, source.failures = at, 0
    source.whole_at = None if whole else source.whole_at
    source.save(update_fields=["due_at", "failures", "whole_at"])
    return source


def _look(base_url: str, fetch: Fetch) -> Looked:
    """Who a repository is and what it offers, or why it cannot be a source."""
    try:
        identity = oai_answers.identity(_ask(base_url, "Identify", fetch))
        found = oai_answers.formats(_ask(base_url, "ListMetadataFormats", fetch))
    except NotFetched as error:
        raise SourceRefused(_reason(error.code, error.detail)) from error
    except NotXml as error:
        raise SourceRefused(_reason("not_oai", str(error))) from error
    except OaiAnswerError as error:
        raise SourceRefused(_reason("oai_error", f"{error.code} {error.words}".strip())) from error
    if not (prefixes := oai_answers.readable(found)):
        raise SourceRefused(_reason("no_format", ", ".join(prefix for prefix, _namespace in found) or "–"))
    return Looked(identity, prefixes)


def _ask(base_url: str, verb: str, fetch: Fetch) -> bytes:
    answer = fetch(f"{base_url}{'&' if '?' in base_url else '?'}{urlencode({'verb': verb})}")
    if answer.status != 200:
        raise NotFetched("status", str(answer.status))
    return answer.body


def _told(looked: Looked) -> dict[str, Any]:
    identity = looked.identity
    return {
        "repository": identity.name,
        "by_seconds": identity.by_seconds,
        "deletions": identity.deletions,
        "offers": looked.prefixes,
    }


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: facts[name] for name in _CHANGEABLE if facts.get(name)}


def _reasons(facts: Mapping[str, Any], *, own: int | None, base_url: str = "", set_spec: str = "") -> Iterator[Reason]:
    others = Source.objects.exclude(pk=own or 0)
    if "name" in facts and others.filter(name__iexact=facts["name"]).exists():
        yield Reason("name_taken", overridable=False)
    if base_url and others.filter(base_url=base_url, set_spec=set_spec).exists():
        yield Reason("address_taken", overridable=False)
    pattern = facts.get("pattern") or ""
    if pattern and not (is_address(pattern) and any(p in pattern for p in ("{local}", "{control}", "{identifier}"))):
        yield Reason("pattern_wrong", overridable=False)
    if (site := facts.get("site")) and not is_address(site):
        yield _reason("address", site)


def _refuse(reasons: Iterator[Reason]) -> None:
    if found := tuple(reasons):
        raise SourceRefused(*found)


def _reason(code: str, detail: str) -> Reason:
    return Reason(code, {"detail": detail}, overridable=False)
