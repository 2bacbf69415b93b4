"""All files of the search: rows, index, directory, and the scripts that use them."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from types import MappingProxyType
from zlib import crc32

from itemkit.guides.search.blocks import Block, block, each_cut, in_order, named, numbers, stem
from itemkit.guides.search.directory import STEM, BlockEntry, Directory, entry, filters
from itemkit.guides.search.earlier import Earlier, digest_of
from itemkit.guides.search.findable import Findable
from itemkit.guides.search.keys import keys_of
from itemkit.guides.search.script import FOLDER, data_file, to_script
from itemkit.guides.search.shards import Shape, made
from itemkit.guides.search.shards import stem as shard_stem

SCRIPTS = ("find.js", "search.js")
MOST_WITHOUT_INDEX = 5000
"""Rows: up to so many are simply all loaded, which is about a megabyte."""
ORGAN_FILES = 64
_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def search_files(
    rows: Iterable[Findable],
    regions: Mapping[str, str],
    organs: Mapping[str, str],
    previous: Mapping[str, bytes] = _NOTHING,
) -> Iterator[tuple[str, bytes]]:
    """Each file of the search, by its name below the site.

    The same rows give the same bytes, in whatever order they come, but for the kinds: these are offered in the order in
    which they come up first.

    Args:
        rows: what can be found.
        regions: names of regions by code.
        organs: names of organs by credit code.
        previous: the files of the last run by name. They save time and change nothing: what is missing or altered
            is made anew. Only some are read, so it may be a view of a folder.
    """
    given = list(rows)
    for script in SCRIPTS:
        yield FOLDER + script, (files("itemkit.guides.search") / script).read_bytes()
    cuts = list(each_cut(in_order(given)))
    shape, is_indexed = Shape.of(len(cuts)), len(given) > MOST_WITHOUT_INDEX
    earlier = Earlier.of(previous if is_indexed else _NOTHING, shape)
    by_number = dict(zip(numbers(cuts, shape.capacity), cuts, strict=True))
    entries: list[BlockEntry] = []
    come: dict[int, Block] = {}
    for number, cut in by_number.items():
        one = block(cut, regions, organs)
        content = to_script(stem(number), one)
        entries.append(entry(number, cut, digest_of(content)))
        if is_indexed and earlier.blocks.get(number) != entries[-1].digest:
            come[number] = one
        yield data_file(stem(number)), content
    shards: list[bytes] = []
    if is_indexed:
        shards = earlier.amended(come, earlier.blocks.keys() - (by_number.keys() - come.keys())) or list(
            made(
                (
                    (number, keys_of(come.get(number) or block(by_number[number], regions, organs)))
                    for number in sorted(by_number)
                ),
                shape,
            )
        )
        yield from ((data_file(shard_stem(place)), content) for place, content in enumerate(shards))
        yield from _organ_files(given, organs)
    directory = Directory(
        len(given), tuple(entries), shape if is_indexed else None, digest_of(*shards) if is_indexed else ""
    )
    yield data_file(STEM), directory.to_script(filters(given, regions))


def _organ_files(rows: Iterable[Findable], organs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The organs of each region, which the filter offers once a region is chosen; several regions share a file."""
    files: list[dict[str, set[str]]] = [{} for _place in range(ORGAN_FILES)]
    for region, organ in {(row.region, row.organ) for row in rows if row.organ}:
        files[crc32(region.encode()) % ORGAN_FILES].setdefault(region, set()).add(organ)
    for place, regions in enumerate(files):
        name = f"o{place:02x}"
        yield data_file(name), to_script(name, [[one, named(sorted(regions[one]), organs)] for one in sorted(regions)])
