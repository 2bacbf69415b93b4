"""The rows of a site, grouped once by all that its pages are about, and what tells whether a group has changed.

Twenty thousand rows come up in two hundred thousand places of these pages. So rows are put into groups in one pass,
groups are put in order only when a page of theirs is made, and a group is told from what it was by short marks of its
rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from itemkit.guides.names import page_name
from itemkit.guides.site.hubs.members import Member, each_row, members_of
from itemkit.guides.site.rows import ItemRow
from itemkit.guides.site.shared import Site, key_of
from itemkit.model.records import Bundle, Certificate

NO_ORGAN, NO_REGION = "没有写明实施主体", "没有写明地区"
"""What a page calls those items; their organ and their region are empty."""
_DIGEST = attrgetter("digest")


def _each_once(texts: tuple[str, ...]) -> Iterable[str]:
    return dict.fromkeys(texts) if len(texts) > 1 else texts


Groups = Mapping[str, Sequence[ItemRow]]
"""Rows by what they have in common, in the order of their paths."""


class Grouped:
    """All rows of a site, by organ, region, theme, stage, standard and certificate."""

    def __init__(self, site: Site) -> None:
        """Group the rows of ``site``."""
        self.site = site
        self.context = site.around.context
        self.members: Mapping[str, Sequence[Member]] = members_of(site.around.bundles, site.rows)
        """What each bundle is made of, by its path."""
        organs, regions, themes, stages, standards, asking, giving = (
            defaultdict[str, list[ItemRow]](list) for _ in "1234567"
        )
        bundled = self._bundled_stages()
        unstaged = unthemed = 0
        for row in site.rows:
            organs[row.organ].append(row)
            regions[row.region].append(row)
            for theme in _each_once(row.themes):
                themes[theme].append(row)
            own = _each_once((*row.stages, *bundled[row.path]) if row.path in bundled else row.stages)
            for stage in own:
                stages[stage].append(row)
            unstaged += not own
            unthemed += not row.themes
            if row.standard:
                standards[row.standard].append(row)
            for need in row.needs:
                asking[need.certificate].append(row)
            for certificate in row.gives:
                giving[certificate].append(row)
        self.organs: Groups = dict(organs)
        """By credit code; those that name none under an empty one. So for regions."""
        self.regions: Groups = dict(regions)
        self.themes: Groups = dict(themes)
        self.stages: Groups = dict(stages)
        """An item belongs to its own stages and to those of the bundles that contain it."""
        self.unstaged = unstaged
        """How many items belong to no stage."""
        self.unthemed = unthemed
        """How many name no theme."""
        self.standards: Groups = dict(standards)
        """By base code, items with one."""
        self.asking: Groups = dict(asking)
        """Items that ask for a certificate, certainly or depending on the situation, by its name."""
        self.giving: Groups = dict(giving)
        """Items that have a certificate among their results, by its name."""

    def _bundled_stages(self) -> Mapping[str, Sequence[str]]:
        """The stages that items have from the bundles that contain them, by path."""
        found: dict[str, list[str]] = {}
        for path, bundle in self.bundles.items():
            if bundle.stage:
                for row in each_row(self.members[path]):
                    found.setdefault(row.path, []).append(bundle.stage)
        return found

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
        return key_of("\n".join(row.name for row in self.site.rows if row.name != f"i/{row.code}.html")).encode()

    @cached_property
    def names_key(self) -> bytes:
        """A digest of the organs: pages call them by their names."""
        digests = self.site.around.digests
        return key_of(
            *(text for name in sorted(digests) if name.startswith("organ:") for text in (name, digests[name]))
        ).encode()

    def mark(self, rows: Iterable[ItemRow]) -> bytes:
        """What tells these rows from others; where a row differs in anything, so does this.

        A row follows from its file and its standard, of which it has the digest, from the file's path, which shows in
        the names of pages that don't go by a code, and from organs and certificates, whose digests pages add.
        """
        return b"".join((self._odd_names, *map(_DIGEST, rows)))

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
