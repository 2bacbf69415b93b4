"""The kinds of files that a catalog has, told by the folder: which record each holds, and how its id is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of catalog file."""

    name: str
    """As in ``itemkit schema NAME`` and ``itemkit new NAME``."""
    place: str
    """The folder that holds such files, or the file itself."""
    identity: tuple[str, ...]
    """The keys whose value names the record, the best first."""

    @property
    def model(self) -> "type[BaseModel]":
        """The record that such a file holds; imported only when asked for."""
        from itemkit.model.models import MODELS

        return MODELS[self.name]

    def subject(self, data: object) -> str:
        """What the record in ``data`` is called: its code, else its name, else nothing."""
        if isinstance(data, Mapping):
            for key in self.identity:
                value: Any = data.get(key)
                if isinstance(value, str) and value:
                    return value
        return ""


ITEM_KIND = Kind("item", "items", ("code", "local_code", "name"))
STANDARD_KIND = Kind("standard", "standards", ("code", "name"))
CERTIFICATE_KIND = Kind("certificate", "certificates", ("name",))
BUNDLE_KIND = Kind("bundle", "bundles", ("name",))
ORGANS_KIND = Kind("organs", "organs.yaml", ())

KINDS = {kind.name: kind for kind in (ORGANS_KIND, CERTIFICATE_KIND, STANDARD_KIND, ITEM_KIND, BUNDLE_KIND)}
"""All kinds by name. What others refer to comes first."""


_BY_FOLDER = {kind.place: kind for kind in KINDS.values() if kind is not ORGANS_KIND}


def kind_of(path: str) -> Kind | None:
    """The kind of the file at ``path`` (relative to the catalog, with ``/``); None if it is no catalog file."""
    if not path.endswith((".yaml", ".yml")):
        return None
    if path == ORGANS_KIND.place:
        return ORGANS_KIND
    folder, slash, _name = path.partition("/")
    return _BY_FOLDER.get(folder) if slash else None


def extras_of(data: object) -> list[Any]:
    """What a record, or each record of a list, holds under ``extra``, where the schema does not look."""
    if isinstance(data, dict):
        return [data["extra"]] if "extra" in data else []
    records = data if isinstance(data, list) else []
    return [one["extra"] for one in records if isinstance(one, dict) and "extra" in one]
