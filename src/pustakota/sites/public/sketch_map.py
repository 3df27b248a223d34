"""Places on a sketch: where they lie to each other, north up, with a scale. No tiles of others are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, log10, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEIGHT, MARGIN = 640.0, 400.0, 56.0
"""Of the drawing, in units of its own."""
KM_A_DEGREE = 111.32
LEAST_KM = 1.0
"""Places closer together than this are not blown up any further."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the sketch, from its upper left corner."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """Spots by key, and a scale: how long a bar of so many kilometres is drawn."""

    spots: Mapping[int, Spot]
    bar_km: float
    bar: float


def sketch(places: Mapping[int, tuple[float, float]]) -> Sketch | None:
    """Places by key, each as (latitude, longitude) in degrees; nothing where there is none."""
    if not places:
        return None
    latitudes, longitudes = [lat for lat, _ in places.values()], [lon for _, lon in places.values()]
    middle = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
    east = KM_A_DEGREE * cos(radians(middle[0]))
    across = max(LEAST_KM, (max(longitudes) - min(longitudes)) * east)
    down = max(LEAST_KM, (max(latitudes) - min(latitudes)) * KM_A_DEGREE)
    a_km = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
    spots = {
        key: Spot(
            round(WIDTH / 2 + (lon - middle[1]) * east * a_km, 1),
            round(HEIGHT / 2 - (lat - middle[0]) * KM_A_DEGREE * a_km, 1),
        )
        for key, (lat, lon) in places.items()
    }
    bar_km = _round_number(WIDTH / 4 / a_km)
    return Sketch(spots, bar_km, round(bar_km * a_km, 1))


def _round_number(longest: float) -> float:
    """The largest of 1, 2, 5, 10, 20 … that is not above it."""
    tens = 10.0 ** floor(log10(longest))
    return next(tens * step for step in (5, 2, 1) if tens * step <= longest)
