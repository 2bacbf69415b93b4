"""The records of a catalog as objects: for commands that need what a file means, not whether it is right.

A file that is not well-formed gives no record; it is counted and named, because nothing may vanish in silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from itemkit.model.item import Item
from itemkit.model.kinds import BUNDLE_KIND, CERTIFICATE_KIND, ITEM_KIND, ORGANS_KIND, STANDARD_KIND, Kind
from itemkit.model.records import Bundle, Certificate, Organ, Organs, Standard
from itemkit.model.resolve import NOTHING, inherited_from, resolve
from itemkit.source.catalog import Catalog, Found
from itemkit.source.read import read, too_deep

AnyRecord = TypeVar("AnyRecord", bound=BaseModel)


@dataclass
class Records:
    """The records in some files of a catalog."""

    catalog: Catalog
    found: Found
    skipped: list[str] = field(default_factory=list)
    """Paths of files that gave no record so far."""

    @cached_property
    def organs(self) -> dict[str, Organ]:
        """Organs by credit code."""
        return {one.uscc: one for _, organs in self._each(ORGANS_KIND, Organs) for one in organs.root}

    @cached_property
    def certificates(self) -> dict[str, Certificate]:
        """Certificates by name."""
        return {one.name: one for _, one in self._each(CERTIFICATE_KIND, Certificate)}

    @cached_property
    def standards(self) -> dict[str, Standard]:
        """Standard items by base code; those without a code are not among them."""
        return {one.code: one for _, one in self._each(STANDARD_KIND, Standard) if one.code}

    @cached_property
    def bundles(self) -> dict[str, Bundle]:
        """Bundles by path."""
        return dict(self._each(BUNDLE_KIND, Bundle))

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every item with its path, resolved with its standard, one at a time."""
        inherited = {code: inherited_from(standard.as_data()) for code, standard in self.standards.items()}
        for path, data in self._each_data(ITEM_KIND):
            item = self._record(path, data, Item)
            if item is not None and item.standard is not None:  # only a well-formed overlay can be put over anything
                item = self._record(path, resolve(inherited.get(item.standard, NOTHING), data), Item)
            if item is not None:
                yield path, item

    def _each(self, kind: Kind, model: type[AnyRecord]) -> Iterator[tuple[str, AnyRecord]]:
        for path, data in self._each_data(kind):
            record = self._record(path, data, model)
            if record is not None:
                yield path, record

    def _each_data(self, kind: Kind) -> Iterator[tuple[str, Any]]:
        paths: Iterable[str] = self.found.files[kind.name]
        for path in paths:
            document = read(self.catalog.root / path, self.catalog.limit_of(kind))
            is_right_shape = kind is ORGANS_KIND or isinstance(document.data, dict)
            if document.problems or not is_right_shape or too_deep(document.data):
                self.skipped.append(path)
            else:
                yield path, document.data

    def _record(self, path: str, data: Any, model: type[AnyRecord]) -> AnyRecord | None:
        try:
            return model.model_validate(data, context=self.catalog.vocabularies)
        except ValidationError:
            self.skipped.append(path)
            return None
