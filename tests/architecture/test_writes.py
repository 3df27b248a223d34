"""Rows change in actions alone, and imports stand at the top."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import house

ALWAYS_WRITES = {"create", "acreate", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
QUERYSET_PARTS = {"objects", "_base_manager", "_default_manager", "filter", "exclude", "all", "select_for_update"}
SQL_WRITES = re.compile(r"\s*(INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|REPLACE\s+INTO)\b", re.IGNORECASE)


def may_write(path: Path) -> bool:
    """Actions write; the foundation keeps the outbox and the schedule's memory; migrations and a move copy rows."""
    parts = path.relative_to(house.PRODUCT).parts
    return (
        parts[0] == "foundation"
        or parts == ("config", "operations", "moving.py")
        or bool({"actions", "actions.py", "migrations"} & set(parts))
    )


def writes(tree: ast.AST) -> Iterator[ast.Call]:
    return (call for call in house.calls_in(tree) if _writes(call))


def _writes(call: ast.Call) -> bool:
    name, of = house.name_called(call), _chain(call)
    if name in {"inserted", "changed"}:
        return isinstance(call.func, ast.Name)
    if name in {"execute", "executemany"}:
        return any(isinstance(part, ast.Constant) and SQL_WRITES.match(str(part.value)) for part in call.args)
    if name in ALWAYS_WRITES:
        return bool(of)
    if name == "update":
        return bool(of & QUERYSET_PARTS)
    if name in {"save", "delete", "asave", "adelete"}:
        return bool(of) and not call.args
    return False


def _chain(call: ast.Call) -> set[str]:
    """The names a call hangs on: ``Loan.objects.filter(…).update(…)`` → ``{"Loan", "objects", "filter"}``."""
    names: set[str] = set()
    node: ast.AST = call.func.value if isinstance(call.func, ast.Attribute) else ast.Constant(None)
    while not isinstance(node, ast.Constant):
        if isinstance(node, ast.Name):
            return names | {node.id}
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            return names | {"?"}
    return names


def local_imports(tree: ast.AST) -> Iterator[ast.AST]:
    """Imports inside a function; ``ready()`` of an app is the one place where Django asks for it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) and function.name != "ready":
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom))


def test_only_actions_write_rows() -> None:
    faces = [path for path in house.modules() if not may_write(path)]
    assert [house.place(path, call) for path in faces for call in writes(house.tree_of(path))] == []


def test_actions_are_where_rows_are_written() -> None:
    """The scan sees writes at all: the contexts' actions are full of them."""
    actions = [path for path in house.modules() if may_write(path)]
    assert sum(1 for path in actions for _ in writes(house.tree_of(path))) > 10


def test_imports_stand_at_the_top() -> None:
    found = [house.place(path, node) for path in house.modules() for node in local_imports(house.tree_of(path))]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "Loan.objects.create(item=item)",
        "Loan.objects.filter(pk=1).update(due_on=day)",
        "loan.save(update_fields=['due_on'])",
        "self.loan.delete()",
        "Item.objects.all().bulk_create(rows)",
        "cursor.execute('UPDATE loan SET due_on = %s', [day])",
    ],
)
def test_a_write_is_noticed(text: str) -> None:
    assert list(writes(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    ["found.update(other)", "image.save(buffer)", "cursor.execute('SELECT 1')", "digest.update(block)", "save()"],
)
def test_what_is_no_write_is_let_pass(text: str) -> None:
    assert not list(writes(ast.parse(text)))


def test_a_local_import_is_noticed() -> None:
    assert list(local_imports(ast.parse("def lend():\n    import json\n    return json")))
