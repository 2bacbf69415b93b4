"""The pages of a site that are about more than one item: home, regions, organs, themes, stages, standards and so on.

A module a kind of page. Each gives `SharedPage` objects with a key made of what the page shows, so that only those
pages are made again whose items, or whose own record, have changed.
"""

from collections.abc import Iterator

from itemkit.guides.site.hubs.bundles import each_bundle_page
from itemkit.guides.site.hubs.certificates import each_certificate_page
from itemkit.guides.site.hubs.grouped import Grouped
from itemkit.guides.site.hubs.home import home_page
from itemkit.guides.site.hubs.missing import missing_page
from itemkit.guides.site.hubs.organs import each_organ_page
from itemkit.guides.site.hubs.regions import RegionTree, each_region_page
from itemkit.guides.site.hubs.standards import each_standard_page
from itemkit.guides.site.hubs.topics import each_topic_page
from itemkit.guides.site.shared import SharedPage, Site

__all__ = ["each_hub_page"]


def each_hub_page(site: Site) -> Iterator[SharedPage]:
    """All of these pages."""
    grouped = Grouped(site)
    tree = RegionTree(grouped)
    yield home_page(grouped, tree)
    yield from each_region_page(grouped, tree)
    yield from each_organ_page(grouped)
    yield from each_topic_page(grouped)
    yield from each_standard_page(grouped)
    yield from each_certificate_page(grouped)
    yield from each_bundle_page(grouped)
    yield missing_page(grouped)
