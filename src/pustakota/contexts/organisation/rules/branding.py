"""What a library may wear: its names, colour, typeface, domain, picture and closing line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pustakota.design import branding
from pustakota.foundation.reasons import Reason

SALUTATIONS = ("", "formal", "warm")
_HOST = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*(:\d{1,5})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """``logo``: a new picture as PNG; none: the old one stays, unless ``without_logo``."""

    name: str
    short_name: str
    host: str = ""
    colour: str = ""
    face: str = ""
    closing: str = ""
    salutation: str = ""
    logo: bytes | None = None
    without_logo: bool = False

    def columns(self) -> dict[str, Any]:
        """What stands in the library's own row."""
        return {name: value for name, value in asdict(self).items() if name not in {"logo", "without_logo"}}


def reasons_against(brand: Brand, hosts: Mapping[str, str]) -> Iterator[Reason]:
    """Every reason not to wear it; ``hosts``: the domains of other libraries, and whose they are."""
    if not brand.name or not brand.short_name:
        yield Reason("name_missing", overridable=False)
    if brand.colour and not branding.is_colour(brand.colour):
        yield Reason("unknown_colour", overridable=False)
    if brand.face and brand.face not in branding.FACES:
        yield Reason("unknown_face", overridable=False)
    if brand.salutation not in SALUTATIONS:
        yield Reason("unknown_salutation", overridable=False)
    if brand.host and not _HOST.fullmatch(brand.host):
        yield Reason("bad_host", {"host": brand.host}, overridable=False)
    if brand.host in hosts:
        yield Reason("host_taken", {"host": brand.host, "name": hosts[brand.host]}, overridable=False)
