"""The page that explains ranking says the weights that are used."""

import re
from pathlib import Path

from pustakota.contexts.search.rules.weights import FIRST, RANGES

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "search.md"


def test_the_weights_table_is_the_one_in_use() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## What stands higher")[1].split("## When")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([\d.]+) \| ([\d.]+) – ([\d.]+) \|$", table, re.MULTILINE)
    written = {name: (float(first), (float(least), float(most))) for name, first, least, most in rows}
    assert written == {name: (getattr(FIRST, name), span) for name, span in RANGES.items()}
