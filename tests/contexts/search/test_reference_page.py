"""The page that explains ranking says the weights that are used."""

import re
from pathlib import Path

from pustakota.contexts.search.rules import weights

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "search.md"


def test_the_weights_table_is_the_one_in_use() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## What stands higher")[1].split("## When")[0]
    written = [float(number) for number in re.findall(r"\| ([\d.]+) \|$", table, re.MULTILINE)]
    assert written == [
        *weights.EXACT.values(), weights.LOOSE, weights.OTHER_CLASSES, weights.WHOLE_TITLE, weights.TITLE_PHRASE,
        weights.NEAR_PHRASE, weights.IDENTIFIER,
    ]  # fmt: skip
