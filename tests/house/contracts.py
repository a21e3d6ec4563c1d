"""An import rule of our own: other rooms see only the doors of a room."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


def names_of(value: Any) -> frozenset[str]:
    """What a field holds once the contract is read; the library gives its own type for it."""
    return frozenset(value or ())


class OwnRoomOnly(Contract):
    """A module of one room may import from another room only through the names listed as `public`.

    `exempt` rooms may be imported whole (kit) or may import whole rooms' addresses (site). With `outsiders`, the rule
    is about those packages instead of the rooms among themselves.
    """

    type_name = "own_room_only"

    root = fields.StringField()
    public = fields.SetField(subfield=fields.StringField())
    exempt = fields.SetField(subfield=fields.StringField(), required=False)
    outsiders = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 - the library's signature
        """Look at every import that enters a room from outside."""
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            if self._is_bound(importer)
            for imported in graph.find_modules_directly_imported_by(importer)
            if self._crosses(importer, imported) and not self._is_public(imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes past a door."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} goes past the door of {imported}", bold=False)

    def _is_bound(self, module: str) -> bool:
        outsiders = names_of(self.outsiders)
        if outsiders:
            return any(module == package or module.startswith(f"{package}.") for package in outsiders)
        room = self._room(module)
        return room is not None and room not in names_of(self.exempt)

    def _room(self, module: str) -> str | None:
        prefix = f"{self.root}."
        return module.removeprefix(prefix).split(".")[0] if module.startswith(prefix) else None

    def _crosses(self, importer: str, imported: str) -> bool:
        room = self._room(imported)
        return room is not None and room not in names_of(self.exempt) and room != self._room(importer)

    def _is_public(self, imported: str) -> bool:
        parts = imported.removeprefix(f"{self.root}.").split(".")
        return len(parts) > 1 and parts[1] in names_of(self.public)
