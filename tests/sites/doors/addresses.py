"""Every address that the product answers, read from the tree of addresses itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITOR = "cms/"


@dataclass(frozen=True)
class Address:
    """One address: its name with its namespaces, and what stands in it; of several under one name, the first."""

    name: str
    wants: tuple[str, ...]


def every_address() -> list[Address]:
    """All but those of the site editor, which has one door for all of its pages."""
    found: dict[str, Address] = {}
    for name, wants in _walk(get_resolver().url_patterns, "", ()):
        found.setdefault(name, Address(name, wants))
    return list(found.values())


def _walk(patterns: list[Any], space: str, before: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        wants = (*before, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}", wants
        elif isinstance(pattern, URLResolver) and str(pattern.pattern) != EDITOR:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner, wants)
