"""What a page needs to know beside its item: the catalog's settings and the names behind codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from itemkit.guides.names import page_name
from itemkit.guides.page import SiteLink, Value
from itemkit.model.config import CatalogSection, Config
from itemkit.model.item import Item
from itemkit.model.records import Certificate, Organ, Standard
from itemkit.model.regions import region_of

_SIX = 6
"""Digits of a region in the list of regions."""


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
    has_site: bool = False
    """Whether pages stand in a site, and so can lead to its other pages."""

    @classmethod
    def of(
        cls,
        config: Config,
        organs: Iterable[Organ] = (),
        certificates: Iterable[Certificate] = (),
        standards: Iterable[Standard] = (),
        *,
        has_site: bool = False,
    ) -> "GuideContext":
        """The context of a catalog with these records. A certificate's name goes before another one's alias."""
        known = tuple(certificates)
        by_alias = {alias: one for one in reversed(known) for alias in one.aliases or ()}
        return cls(
            config,
            {one.uscc: one for one in organs},
            by_alias | {one.name: one for one in known},
            {one.code: one for one in standards if one.code},
            has_site,
        )

    def link(self, text: str, kind: str, key: str) -> Value:
        """``text`` leading to the page about something, where there is a site that has one.

        Args:
            text: what the link says.
            kind: ``organ``, ``standard`` or ``certificate``.
            key: credit code, base code, name.
        """
        known: Mapping[str, Mapping[str, object]] = {
            "organ": self.organs, "standard": self.standards, "certificate": self.certificates,
        }  # fmt: skip
        return SiteLink(text, page_name(kind, key)) if self.has_site and text and key in known[kind] else text

    def organ_link(self, uscc: str | None) -> Value:
        """The name of an organ, leading to its page."""
        return self.link(self.organ_name(uscc), "organ", uscc or "")

    @property
    def catalog(self) -> CatalogSection:
        """What the settings say of the catalog itself."""
        return self.config.catalog or CatalogSection()

    @property
    def name(self) -> str:
        """What the catalog is called on its pages."""
        return self.catalog.name or "政务服务事项目录"

    def region_name(self, code: str | None) -> str:
        """The name of a region: as the catalog has it, else as the list of regions has it, else its code.

        Empty without a code.
        """
        if not code:
            return ""
        named = (self.config.regions or {}).get(code)
        if named is None and len(code) == _SIX:  # longer codes are towns and villages, which the list does not have
            known = region_of(code)
            named = known.name if known else None
        return named or code

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
