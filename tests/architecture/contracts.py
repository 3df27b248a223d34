"""An import contract of our own: a context is entered through its doors alone."""

from typing import Any, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """From outside a context only its ``doors`` may be imported; what lies under ``free`` may enter anywhere."""

    contexts = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    free = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 (import-linter passes it)
        breaches = sorted(pair for pair in _direct_imports(graph) if self._is_breach(*pair))
        return ContractCheck(kept=not breaches, metadata={"breaches": breaches})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["breaches"]:
            output.print_error(f"{importer} enters {imported} past its doors")

    def _is_breach(self, importer: str, imported: str) -> bool:
        rooms = f"{self.contexts}."
        if not imported.startswith(rooms):
            return False
        context, _, path = imported.removeprefix(rooms).partition(".")
        if _is_within(importer, rooms + context) or any(_is_within(importer, free) for free in self._free()):
            return False
        return path.partition(".")[0] not in cast("Any", self.doors)

    def _free(self) -> set[str]:
        return cast("Any", self.free) or set()


def _direct_imports(graph: ImportGraph) -> set[tuple[str, str]]:
    return {(one, other) for one in graph.modules for other in graph.find_modules_directly_imported_by(one)}


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
