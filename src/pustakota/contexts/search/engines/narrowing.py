"""How filters narrow answers and counts, the same on every engine."""

from collections.abc import Mapping, Sequence

from pustakota.contexts.search.engines.protocol import Filters


def own_filters(filters: Filters) -> dict[str, Sequence[str]]:
    """Available, together with points, means available at one of those points."""
    narrowed = {name: values for name, values in filters.items() if values}
    if "available" in narrowed and "service_point" in narrowed:
        narrowed["available_at"] = narrowed.pop("service_point")
        del narrowed["available"]
    return narrowed


def without(filters: Mapping[str, Sequence[str]], name: str) -> dict[str, Sequence[str]]:
    return {other: values for other, values in filters.items() if other != name}


def counted_field(name: str, filters: Filters) -> str:
    """Points are counted by free copies while only what is available is shown."""
    by_free_copies = name == "service_point" and filters.get("available")
    return "facets.available_at" if by_free_copies else f"facets.{name}"
