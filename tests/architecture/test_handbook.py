"""What the handbook calls a button, a page or a field is what stands on the screen."""

import re
from pathlib import Path

import pytest

from tests.architecture import house
from tests.architecture.test_strings import INDONESIAN

PAGES = sorted((house.ROOT / "docs" / "handbook").glob("*.md"))
_ENTRY = re.compile(r'^msgstr(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_PART = re.compile(r'"((?:[^"\\]|\\.)*)"')
_PLACEHOLDER = re.compile(r"%\\\(\w+\\\)[-+#0-9.]*[sdf]|%\(\w+\)[-+#0-9.]*[sdf]")
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def shown() -> list[str]:
    """Every Indonesian text of the product."""
    text = INDONESIAN.read_text(encoding="utf-8")
    found = ("".join(_PART.findall(entry[1])) for entry in _ENTRY.finditer(text))
    return [entry.replace('\\"', '"') for entry in found if entry]


def labels(page: Path) -> list[str]:
    """What a page quotes: bold words that begin with a capital. Bold sentences and emphasis in the midst are none."""
    bold = (" ".join(found.split()) for found in _BOLD.findall(page.read_text(encoding="utf-8")))
    quoted = (part.strip() for each in bold for part in re.split("[→›]", each))
    return [label for label in quoted if label[:1].isupper() and label[-1] not in ".?"]


def is_on_the_screen(label: str, texts: set[str], patterns: list[re.Pattern[str]]) -> bool:
    return label in texts or any(pattern.fullmatch(label) for pattern in patterns)


def patterns_of(texts: set[str]) -> list[re.Pattern[str]]:
    """Texts with a number in them, as patterns."""
    return [
        re.compile(_PLACEHOLDER.sub("[0-9.]+", re.escape(text))) for text in texts if "%(" in text and len(text) < 80
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_each_label_that_the_handbook_quotes_stands_on_the_screen(page: Path) -> None:
    texts = set(shown())
    patterns = patterns_of({text for text in texts if re.sub(_PLACEHOLDER, "", text).strip(" ,.:()")})
    unknown = [label for label in labels(page) if not is_on_the_screen(label, texts, patterns)]
    assert unknown == [], f"{page.name} quotes what no page says; write emphasis as *so*"


def test_labels_are_found_and_others_are_not() -> None:
    texts = {"Simpan", "Tutup %(year)s untuk selamanya…"}
    assert is_on_the_screen("Tutup 2025 untuk selamanya…", texts, patterns_of(texts))
    assert not is_on_the_screen("Simpan saja", texts, patterns_of(texts))
    assert any("Kotak pesan" in labels(page) for page in PAGES)
