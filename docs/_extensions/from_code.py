"""Tables that are read from the code while the documentation is built, so that they cannot grow old.

``{settings}`` lists the operator's settings, ``{commands}`` the commands, ``{events}`` what contexts announce.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from pydantic import SecretStr
from sphinx.application import Sphinx

from pustakota.__main__ import COMMANDS
from pustakota.config.environment import PREFIX, Environment

PRODUCT = Path(__file__).resolve().parents[2] / "src" / "pustakota"
Row = tuple[str, ...]
TWO_WORDS = {name: " ".join(words) for words, name in COMMANDS.items()}


def settings() -> Iterator[Row]:
    """Name, default and meaning of each setting."""
    yield "Setting", "Default", "Meaning"
    for name, field in Environment.model_fields.items():
        default = field.default
        shown = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
        yield f"`{PREFIX}{name.upper()}`", f"`{shown}`" if shown else "–", field.description or ""


def commands() -> Iterator[Row]:
    """Each command of the product with its own words of help."""
    yield "Command", "What it does"
    for path in sorted(PRODUCT.rglob("management/commands/[a-z]*.py")):
        yield f"`pustakota {TWO_WORDS.get(path.stem, path.stem)}`", command_help(path)


def command_help(path: Path) -> str:
    """The ``help`` of a command, else the first line of its module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        named = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if (
            isinstance(named, ast.Name)
            and named.id == "help"
            and isinstance(getattr(node, "value", None), ast.Constant)
        ):
            return str(node.value.value)  # type: ignore[attr-defined]
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def events() -> Iterator[Row]:
    """Each event with what it carries."""
    yield "Event", "When", "Fields"
    for path in sorted((PRODUCT / "contexts").glob("*/events.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and (fields := _fields(node)):
                yield f"`{path.parent.name}.{node.name}`", ast.get_docstring(node) or "–", ", ".join(fields)


def _fields(node: ast.ClassDef) -> list[str]:
    return [
        f"`{part.target.id}`"
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    ]


def _table(rows: list[Row]) -> nodes.table:
    group = nodes.tgroup(cols=len(rows[0]))
    group += [nodes.colspec(colwidth=1) for _ in rows[0]]
    head, body = nodes.thead(), nodes.tbody()
    head += _row(rows[0])
    body += [_row(row) for row in rows[1:]]
    group += [head, body]
    return nodes.table("", group, classes=["colwidths-auto"])


def _row(cells: Row) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *_inline(cell))) for cell in cells))


def _inline(text: str) -> Iterator[nodes.Node]:
    """Text with `code` between single backquotes."""
    for place, part in enumerate(text.replace("``", "`").split("`")):
        if part:
            yield nodes.literal(text=part) if place % 2 else nodes.Text(part)


def _directive(rows: Any) -> type[Directive]:
    class FromCode(Directive):
        def run(self) -> list[nodes.Node]:
            return [_table(list(rows()))]

    return FromCode


def setup(app: Sphinx) -> dict[str, bool]:
    for rows in (settings, commands, events):
        app.add_directive(rows.__name__, _directive(rows))
    return {"parallel_read_safe": True}
