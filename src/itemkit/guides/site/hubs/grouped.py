"""The rows of a site, grouped once by all that its pages are about, and what tells whether a group has changed.

Twenty thousand rows come up in two hundred thousand places of these pages. So a group is only the places of its rows;
it is put together and in order when a page of it is made, and told from what it was by short marks of its rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from itemkit.guides.names import page_name
from itemkit.guides.site.hubs.members import Member, each_row, members_of
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import Site, key_of
from itemkit.guides.site.table import Rows
from itemkit.model.records import Bundle, Certificate

NO_ORGAN, NO_REGION = "没有写明实施主体", "没有写明地区"
"""What a page calls those items; their organ and their region are empty."""


Groups = Mapping[str, Rows]
"""Rows by what they have in common; those of a group in the order of their paths."""


class Grouped:
    """All rows of a site, by organ, region, theme, stage, standard and certificate."""

    def __init__(self, site: Site) -> None:
        """Group the rows of ``site``."""
        self.site = site
        self.context = site.around.context
        rows = site.rows
        self.members: Mapping[str, Sequence[Member]] = members_of(site.around.bundles, rows)
        """What each bundle is made of, by its path."""
        self.organs: Groups = rows.by("organ")
        """By credit code; those that name none under an empty one. So for regions."""
        self.regions: Groups = rows.by("region")
        self.themes: Groups = rows.by_each("themes")
        self.stages, self.unstaged = self._staged(rows)
        """An item belongs to its own stages and to those of the bundles that contain it; how many belong to none."""
        self.unthemed = sum(not themes for themes in rows.each("themes"))
        """How many name no theme."""
        self.standards: Groups = {code: some for code, some in rows.by("standard").items() if code}
        """By base code, items with one."""
        self.asking: Groups = rows.by_each("needs", lambda needs: (need.certificate for need in needs))
        """Items that ask for a certificate, certainly or depending on the situation, by its name."""
        self.giving: Groups = rows.by_each("gives")
        """Items that have a certificate among their results, by its name."""

    def _staged(self, rows: Rows) -> tuple[Groups, int]:
        """The items of each stage, and how many belong to none."""
        stages, own = rows.by_each("stages"), rows.each("stages")
        bundled: dict[str, set[str]] = {}
        for path, bundle in self.bundles.items():
            if bundle.stage:
                bundled.setdefault(bundle.stage, set()).update(row.path for row in each_row(self.members[path]))
        inside = set().union(*bundled.values())
        places = {path: place for place, path in enumerate(rows.each("path")) if path in inside}
        for stage, paths in bundled.items():
            known = stages[stage].numbers if stage in stages else ()
            stages[stage] = Rows(rows.table, sorted({*known, *map(places.__getitem__, paths)}))
        return stages, sum(not one for one in own) - sum(not own[place] for place in places.values())

    @property
    def bundles(self) -> Mapping[str, Bundle]:
        """The bundles of the catalog, by path."""
        return self.site.around.bundles

    @cached_property
    def certificates(self) -> Mapping[str, Certificate]:
        """The certificates of the catalog, each once, by name."""
        return {one.name: one for one in self.context.certificates.values()}

    @cached_property
    def _odd_names(self) -> bytes:
        """A digest of the names of pages that aren't called by a code: there are few, unless it is a preview."""
        named = zip(self.site.rows.each("name"), self.site.rows.each("code"), strict=True)
        return key_of("\n".join(name for name, code in named if name != f"i/{code}.html")).encode()

    @cached_property
    def names_key(self) -> bytes:
        """A digest of the organs: pages call them by their names."""
        digests = self.site.around.digests
        return key_of(
            *(text for name in sorted(digests) if name.startswith("organ:") for text in (name, digests[name]))
        ).encode()

    def mark(self, rows: Rows | Iterable[ItemRow]) -> bytes:
        """What tells these rows from others; where a row differs in anything, so does this.

        A row follows from its file and its standard, of which it has the digest, from the file's path, which shows in
        the names of pages that don't go by a code, and from organs and certificates, whose digests pages add.
        """
        digests = rows.each("digest") if isinstance(rows, Rows) else [row.digest for row in rows]
        return b"".join((self._odd_names, *digests))

    def digest(self, kind: str, key: str) -> str:
        """The digest of a record around the items, such as ``organ``; empty if there is none."""
        return self.site.around.digests.get(f"{kind}:{key}", "")

    def organ_name(self, uscc: str) -> str:
        """What an organ is called; never empty."""
        return self.context.organ_name(uscc) or NO_ORGAN

    def region_name(self, code: str) -> str:
        """What a region is called; never empty."""
        return self.context.region_name(code) or NO_REGION


def organ_page(uscc: str) -> str:
    """The file name of an organ's page; there is one for the items that name no organ."""
    return page_name("organ", uscc or NO_ORGAN)


def region_page(code: str) -> str:
    """The file name of a region's page; there is one for the items that name no region."""
    return page_name("region", code or NO_REGION)


def in_order(rows: Iterable[ItemRow]) -> list[ItemRow]:
    """Rows as lists show them: by title, those with one title by the name of their page."""
    return sorted(rows, key=lambda row: (row.title, row.name))
