"""Where a harvested record is read in its own library's catalogue."""

import re
from urllib.parse import quote

_PLACES = re.compile(r"\{(local|identifier|control)\}")


def record_address(pattern: str, *, identifier: str, control: str, links: list[str]) -> str:
    """By the source's pattern; without one, the first address that the record itself gives.

    ``{local}``: what follows the last colon of the identifier; ``{control}``: the record's own number.
    """
    if not pattern:
        return links[0][:500] if links else ""
    told = {"local": identifier.rpartition(":")[2], "identifier": identifier, "control": control}
    if "{control}" in pattern and not control:
        return ""
    return _PLACES.sub(lambda found: quote(told[found[1]], safe=""), pattern)[:500]


def is_address(text: str) -> bool:
    """Whether it can stand in a link."""
    return text.startswith(("http://", "https://")) and not re.search(r"[\s<>\"]", text)
