"""The two lists that lead to the pages: by region and organ, and by type."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from itemkit.guides.context import GuideContext
from itemkit.guides.names import href
from itemkit.guides.uncoded import MARK
from itemkit.model.item import Item
from itemkit.model.vocabulary import Vocabularies

IN_FORCE = "在用"


@dataclass(frozen=True, slots=True)
class Listed:
    """An item in a list."""

    title: str
    href: str
    marks: tuple[str, ...]
    """What tells it from its neighbours: organ or type, and its status if it is not in force."""
    warning: str = ""
    """What must be known before one follows the link: that the page is only a preview."""


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading."""

    id: str
    title: str
    items: tuple[Listed, ...] = ()
    groups: tuple["Group", ...] = ()

    @property
    def count(self) -> int:
        """How many items are in it, those of its groups too."""
        return len(self.items) + sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What the lists need to know of an item; small, since a catalog may have very many."""

    name: str
    """The page's file name below the site."""
    title: str
    type: str
    region: str
    organ: str
    status: str
    has_code: bool

    @classmethod
    def of(cls, name: str, title: str, item: Item, context: GuideContext) -> "IndexRow":
        """The row of an item whose page is called ``name``; region and organ are codes, empty where unknown."""
        return cls(
            name,
            title,
            item.type or "",
            context.region_of(item) or "",
            item.organ or "",
            "" if item.status in {None, IN_FORCE} else item.status or "",
            bool(item.code),
        )


def by_region(rows: Iterable[IndexRow], context: GuideContext) -> tuple[Group, ...]:
    """Regions in the order of their codes, in each its organs by code, in each its items by title."""
    tree: dict[str, dict[str, list[IndexRow]]] = {}
    for row in rows:
        tree.setdefault(row.region, {}).setdefault(row.organ, []).append(row)
    return tuple(
        Group(
            f"r{number}",
            context.region_name(region) or "未写区划",
            groups=tuple(
                Group(
                    f"r{number}o{place}",
                    context.organ_name(organ) or "未写实施主体",
                    _listed(tree[region][organ], lambda row: row.type),
                )
                for place, organ in enumerate(_known_first(tree[region]), 1)
            ),
        )
        for number, region in enumerate(_known_first(tree), 1)
    )


def by_type(rows: Iterable[IndexRow], context: GuideContext) -> tuple[Group, ...]:
    """Types in the order of the vocabulary, the catalog's own after the official ones; in each its items by title."""
    found: dict[str, list[IndexRow]] = {}
    for row in rows:
        found.setdefault(row.type, []).append(row)
    words = (*Vocabularies.builtin()["type"].words, *(context.config.vocabulary or {}).get("type", {}))
    order = {word: number for number, word in enumerate(words)}
    types = sorted(found, key=lambda word: (order.get(word, len(order)), word))
    return tuple(
        Group(f"t{number}", word or "未写类型", _listed(found[word], lambda row: context.organ_name(row.organ)))
        for number, word in enumerate(types, 1)
    )


def _known_first(keys: Iterable[str]) -> Sequence[str]:
    return sorted(keys, key=lambda key: (not key, key))


def _listed(rows: Iterable[IndexRow], mark: Callable[[IndexRow], str]) -> tuple[Listed, ...]:
    ordered = sorted(rows, key=lambda row: (row.title, row.name))
    return tuple(
        Listed(
            row.title,
            href(row.name),
            tuple(one for one in (mark(row), row.status) if one),
            "" if row.has_code else MARK,
        )
        for row in ordered
    )
