"""The order inside every room, as a contract that import-linter keeps; see pyproject.toml."""

from fnmatch import fnmatchcase

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OrderInRooms(Contract):
    """In each room a module imports only from its own layer of the room, and from those below.

    `layers` are patterns of the name right under the room, lowest first; the first that fits
    counts, so that `*` takes what no other names. `rooms` are packages; a room within a room is
    a room of its own, above what it stands in.
    """

    type_name = "order_in_rooms"

    rooms = fields.ListField(subfield=fields.StringField())
    layers = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        upwards = [
            f"{importer} imports {imported}"
            for room in self.rooms
            for importer in modules_of(room, self.rooms, graph)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.startswith(f"{room}.") and self.is_above(imported, importer, room)
        ]
        return ContractCheck(kept=not upwards, metadata={"upwards": upwards})

    def is_above(self, imported: str, importer: str, room: str) -> bool:
        if room_of(imported, self.rooms) != room:
            return True
        return layer_of(imported, room, self.layers) > layer_of(importer, room, self.layers)

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["upwards"]:
            output.print_error(line)


def modules_of(room: str, rooms: list[str], graph: ImportGraph) -> list[str]:
    """The modules of a room without those of a room within it."""
    return sorted(one for one in graph.find_descendants(room) if room_of(one, rooms) == room)


def room_of(module: str, rooms: list[str]) -> str:
    """The innermost of these rooms that a module stands in; '' for none."""
    return max((room for room in rooms if module.startswith(f"{room}.")), key=len, default="")


def layer_of(module: str, room: str, layers: list[str]) -> int:
    """The number of the first of these layers that fits; the lowest is 0.

    A layer is one or more patterns with blanks between; `*` is what no other layer names.
    """
    name = module.removeprefix(f"{room}.").split(".")[0]
    fits = [
        number
        for number, layer in enumerate(layers)
        if layer != "*" and any(fnmatchcase(name, pattern) for pattern in layer.split())
    ]
    return fits[0] if fits else layers.index("*")
