"""What a page needs to know beside its item: the catalog's settings and the names behind codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from itemkit.model.config import CatalogSection, Config
from itemkit.model.item import Item
from itemkit.model.records import Certificate, Organ, Standard


@dataclass(frozen=True, slots=True)
class GuideContext:
    """The catalog around an item. Whatever a code or name does not lead to is shown as it is written."""

    config: Config = field(default_factory=Config)
    organs: Mapping[str, Organ] = field(default_factory=dict)
    """Organs by credit code."""
    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    """Certificates by name and by each alias."""
    standards: Mapping[str, Standard] = field(default_factory=dict)
    """Standard items by base code."""

    @classmethod
    def of(
        cls,
        config: Config,
        organs: Iterable[Organ] = (),
        certificates: Iterable[Certificate] = (),
        standards: Iterable[Standard] = (),
    ) -> "GuideContext":
        """The context of a catalog with these records. A certificate's name goes before another one's alias."""
        known = tuple(certificates)
        by_alias = {alias: one for one in reversed(known) for alias in one.aliases or ()}
        return cls(
            config,
            {one.uscc: one for one in organs},
            by_alias | {one.name: one for one in known},
            {one.code: one for one in standards if one.code},
        )

    @property
    def catalog(self) -> CatalogSection:
        """What the settings say of the catalog itself."""
        return self.config.catalog or CatalogSection()

    @property
    def name(self) -> str:
        """What the catalog is called on its pages."""
        return self.catalog.name or "政务服务事项目录"

    def region_name(self, code: str | None) -> str:
        """The name of a region, else its code; empty without one."""
        return (self.config.regions or {}).get(code, code) if code else ""

    def organ_name(self, uscc: str | None) -> str:
        """The name of an organ, else its code; empty without one."""
        if not uscc:
            return ""
        organ = self.organs.get(uscc)
        return organ.name if organ else uscc

    def region_of(self, item: Item) -> str | None:
        """The code of the region where an item is carried out: its own, else its organ's."""
        organ = self.organs.get(item.organ or "")
        return item.region or (organ.region if organ else None)
