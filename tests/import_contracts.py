"""A contract for Import Linter: a folder shows other folders only what its ``__init__`` names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class FolderFace(Contract):
    """Keeps modules outside a folder from importing its files by name, unless its ``__all__`` names the file.

    ``rooms`` are the packages whose folders are held to it, ``open_folders`` those folders of theirs that are not.
    """

    type_name = "folder_face"
    rooms = fields.SetField(subfield=fields.StringField())
    open_folders = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(self._broken(graph))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported, folder in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}: import from {folder}, and name it in its __init__")
        output.new_line()

    def _broken(self, graph: ImportGraph) -> Iterator[tuple[str, str, str]]:
        for folder in sorted(self._folders(graph)):
            shown = {f"{folder}.{name}" for name in _shown(folder)}
            for module in (m for m in graph.find_children(folder) - shown if not graph.find_children(m)):
                for importer in graph.find_modules_that_directly_import(module):
                    if importer != folder and not importer.startswith(f"{folder}."):
                        yield importer, module, folder

    def _folders(self, graph: ImportGraph) -> Iterator[str]:
        closed = {str(name) for name in self.open_folders or ()}
        for module in graph.modules:
            inside = any(module.startswith(f"{room}.") for room in self.rooms)
            if inside and graph.find_children(module) and not any(f"{module}.".startswith(f"{one}.") for one in closed):
                yield module


def _shown(folder: str) -> list[str]:
    spec = find_spec(folder)
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8")) if spec and spec.origin else ast.Module([], [])
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return []
