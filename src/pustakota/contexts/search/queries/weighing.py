"""The weights in force, and those that were."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from pustakota.contexts.search.models import WeightsVersion
from pustakota.contexts.search.rules.weights import FIRST, Weights, from_values
from pustakota.foundation.prepared import prepared


def weights_in_force() -> Weights:
    """What stands higher now, in every process; one prepared query."""
    return version_in_force()[1]


def version_in_force() -> tuple[int, Weights]:
    """The number of the newest version and its weights; 0 and those of the code where none was ever changed."""
    for version, values in _newest():
        return version, from_values(values)
    return 0, FIRST


@prepared
def _newest() -> QuerySet[WeightsVersion, tuple[int, dict[str, Any]]]:
    return WeightsVersion.objects.order_by("-pk").values_list("pk", "values")[:1]


def weights_of(version: int) -> Weights | None:
    """The weights of a version; nothing where there is no such version."""
    if version == 0:
        return FIRST
    row = WeightsVersion.objects.filter(pk=version).first()
    return from_values(row.values) if row else None


def weights_versions() -> Sequence[WeightsVersion]:
    """Every version that was ever put in force, the newest first; version 0 is in the code."""
    return list(WeightsVersion.objects.order_by("-pk"))
