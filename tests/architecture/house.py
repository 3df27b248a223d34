"""What the architecture tests read: the modules and templates of the product, as files and as syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "pustakota"


def modules(*, with_migrations: bool = False) -> list[Path]:
    """Every Python file of the product."""
    return sorted(path for path in PRODUCT.rglob("*.py") if with_migrations or "migrations" not in path.parts)


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted(path for path in PRODUCT.rglob("templates/**/*") if path.suffix in {".html", ".txt"})


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def calls_in(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_called(call: ast.Call) -> str:
    """The last part of what is called: ``create`` of ``Loan.objects.create(…)``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, for a person to jump to."""
    name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
    return f"{name}:{getattr(node, 'lineno', 1)}"
