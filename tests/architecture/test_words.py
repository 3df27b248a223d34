"""Names say what a thing is: no drawer words, and the glossary's words instead of their rivals."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import house

DRAWERS = {
    *("util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "handler", "handlers"),
    *("data", "info", "service", "services", "repository", "repositories", "selector", "selectors"),
}
SUFFIXES = re.compile(r"(Manager|Handler|Helper|Helpers|Utils|Util|Repository|UnitOfWork)$")
GLOSSARY = house.ROOT / "docs" / "glossary.md"


def drawer_modules(paths: list[Path]) -> list[str]:
    return [house.place(path) for path in paths if {path.stem, path.parent.name} & DRAWERS]


def drawer_definitions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and (
            node.name.lower() in DRAWERS or SUFFIXES.search(node.name)
        ):
            yield node


def shunned_words(glossary: str) -> dict[str, str]:
    """The third column of the glossary's tables: word in code that is not used → the term that is."""
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in glossary.splitlines() if "|" in line]
    found: dict[str, str] = {}
    for row in rows:
        if len(row) >= 3:
            found.update(dict.fromkeys(re.findall(r"`(\w+)`", row[2]), row[0]))
    return found


def words_of(name: str) -> set[str]:
    """``placeHold`` and ``place_hold`` → ``{"place", "hold", "place_hold"}``, singular beside plural."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_")
    words = {snake, *snake.split("_")}
    return words | {word.removesuffix("s") for word in words}


def definitions(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every name that a module gives: functions, classes, parameters, attributes of classes, constants."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.arg):
            yield node.arg, node
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node


def test_no_module_is_a_drawer() -> None:
    folders = [house.ROOT / "tests", house.ROOT / "bench"]
    ours = [path for folder in folders if folder.is_dir() for path in folder.rglob("*.py")]
    assert drawer_modules(house.modules() + ours) == []


def test_no_function_or_class_is_a_drawer() -> None:
    found = [house.place(path, node) for path in house.modules() for node in drawer_definitions(house.tree_of(path))]
    assert found == [], "\n".join(found)


def test_code_uses_the_words_of_the_glossary() -> None:
    shunned = shunned_words(GLOSSARY.read_text(encoding="utf-8"))
    found = [
        f"{house.place(path, node)} says {name!r}: the glossary says {shunned[word]!r}"
        for path in house.modules()
        for name, node in definitions(house.tree_of(path))
        for word in words_of(name) & shunned.keys()
    ]
    assert found == [], "\n".join(found)


def test_the_glossary_shuns_some_words() -> None:
    assert {"borrower", "reservation"} <= shunned_words(GLOSSARY.read_text(encoding="utf-8")).keys()


@pytest.mark.parametrize("path", ["catalogue/utils.py", "people/helpers/names.py", "common/__init__.py"])
def test_a_drawer_module_is_noticed(path: str) -> None:
    assert drawer_modules([Path(path)])


@pytest.mark.parametrize("path", ["config/personal_data.py", "catalogue/rules.py"])
def test_an_honest_module_is_not_a_drawer(path: str) -> None:
    assert not drawer_modules([Path(path)])


@pytest.mark.parametrize("text", ["class LoanManager: ...", "def helper(): ...", "class ImportHandler: ..."])
def test_a_drawer_definition_is_noticed(text: str) -> None:
    assert list(drawer_definitions(ast.parse(text)))


def test_a_rival_of_a_glossary_word_is_noticed() -> None:
    shunned = shunned_words("| hold | pesanan | `reservation` |")
    names = [
        name for name, _ in definitions(ast.parse("def place_reservation(*, item): ...\nclass OpenReservations: ..."))
    ]
    assert [name for name in names if words_of(name) & shunned.keys()] == ["place_reservation", "OpenReservations"]
