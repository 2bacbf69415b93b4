"""Make a catalog of any number of items out of the shipped one.

    python benchmarks/generate.py N DIR [--broken]

Every file is another one: names, codes, organs, regions, limits, phones and materials differ. The same number and seed
give the same bytes, and a smaller catalog is the beginning of a larger one.
"""

import argparse
import math
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path
from random import Random

from itemkit.findings import Pointer
from itemkit.lint.lint import Choice, lint
from itemkit.source.catalog import Catalog
from itemkit.source.dump import dump
from itemkit.source.read import read
from itemkit.source.records import Records
from mistakes import RARE, mistakes, rare_mistakes
from places import ITEMS_AN_ORGAN, Organ, organ
from templates import Original, Template, make

SHIPPED = Path(__file__).resolve().parents[1] / "catalog"
MEAN_BYTES = 3_000
"""How large the items are on average."""
_COPIED = ("certificates", "standards")
_AT_ONCE = 8  # organs that one task of a process writes


@dataclass(frozen=True, slots=True)
class Source:
    """What the items of one shipped file are made from."""

    stem: str
    clean: Template
    wrong: tuple[Template, ...] = ()
    """The same with a mistake, one template a kind."""
    rarely_wrong: tuple[Template, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to write the items of an organ: a pure function of the organ's number."""

    root: Path
    sources: tuple[Source, ...]
    weights: tuple[float, ...]
    """Cumulative: how often each source is taken, so that the mean size comes out right."""
    items: int
    seed: int
    broken: bool

    def write(self, organs: Sequence[int]) -> int:
        """Write the items of these organs; give their size in bytes."""
        return sum(self._write_organ(number) for number in organs)

    def _write_organ(self, number: int) -> int:
        whose = organ(number)
        folder = self.root / "items" / whose.region.code / whose.name
        folder.mkdir(parents=True)
        size = 0
        first = number * ITEMS_AN_ORGAN
        for index in range(first, min(first + ITEMS_AN_ORGAN, self.items)):
            rng = Random(self.seed << 40 | index)
            source = rng.choices(self.sources, cum_weights=self.weights)[0]
            place = index - first + 1
            raw = self._template(source, index).fill(whose, place, rng).encode()
            with open(f"{folder}/{source.stem}-{place:02}.yaml", "wb") as file:  # noqa: PTH123
                file.write(raw)
            size += len(raw)
        return size

    def _template(self, source: Source, index: int) -> Template:
        if not self.broken:
            return source.clean
        if index % RARE == RARE - 1:
            return source.rarely_wrong[index // RARE % len(source.rarely_wrong)]
        return source.wrong[index % len(source.wrong)]


def generate(
    items: int, root: Path, *, broken: bool = False, seed: int = 0, processes: int = 2, shipped: Path = SHIPPED
) -> int:
    """Write a catalog of so many items to an empty folder; give the size of its items in bytes.

    Raises:
        FileExistsError: ``root`` is not empty.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty")
    root.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        shutil.copytree(shipped / name, root / name)
    shutil.copy(shipped / "itemkit.toml", root)
    organs = range(math.ceil(items / ITEMS_AN_ORGAN))
    (root / "organs.yaml").write_text(_organs(shipped / "organs.yaml", [organ(one) for one in organs]), "utf-8")
    sizes, sources = zip(*_sources(shipped, broken=broken), strict=True)
    weights = tuple(accumulate(_weights(sizes, MEAN_BYTES)))
    recipe = Recipe(root, sources, weights, items, seed, broken)
    parts = [organs[start : start + _AT_ONCE] for start in range(0, len(organs), _AT_ONCE)]
    with get_context("fork").Pool(processes, _adopt, (recipe,)) as pool:
        return sum(pool.imap_unordered(_write, parts))


_ADOPTED: list[Recipe] = []


def _adopt(recipe: Recipe) -> None:
    _ADOPTED[:] = [recipe]


def _write(organs: Sequence[int]) -> int:
    return _ADOPTED[0].write(organs)


def _sources(shipped: Path, *, broken: bool) -> Iterator[tuple[int, Source]]:
    """Each shipped item that is right, with its size in bytes."""
    catalog = Catalog(shipped)
    found = catalog.find()
    own = Pointer.of("organ")  # every generated item has an organ of its own
    choice = Choice.of(catalog, use_cache=False, jobs=1)
    faulty = {one.path for one in lint(catalog, choice).findings if one.place.pointer != own}
    resolved = {path: item.name or "" for path, item in Records(catalog, found).items()}
    places = sorted(catalog.config.regions or (), reverse=True)
    names = [catalog.config.regions[code] for code in places] if catalog.config.regions else []
    for turn, path in enumerate(found.files["item"]):
        raw = (shipped / path).read_bytes()
        if path in faulty or b"itemkit: ignore" in raw:
            print(f"left out, because it has findings: {path}", file=sys.stderr)
            continue
        original = Original.read(raw)
        name = resolved[path]
        wrong: list[Template] = []
        rarely: list[Template] = []
        if broken:
            wrong = [make(original, name, names, one) for one in mistakes(original, turn)]
            rarely = [make(original, name, names, one) for one in rare_mistakes(original, turn)]
        yield len(raw), Source(Path(path).stem, make(original, name, names), tuple(wrong), tuple(rarely))


def _weights(sizes: Sequence[int], mean: float) -> list[float]:
    """How often to take things of these sizes so that their mean is ``mean``, each as near to equally as can be."""
    low, high = -0.01, 0.01
    for _ in range(60):
        tilt = (low + high) / 2
        weights = [math.exp(tilt * (size - mean)) for size in sizes]
        got = sum(weight * size for weight, size in zip(weights, sizes, strict=True)) / sum(weights)
        low, high = (tilt, high) if got < mean else (low, tilt)
    return weights


def _organs(shipped: Path, organs: Sequence[Organ]) -> str:
    known = read(shipped).data if shipped.exists() else []
    rows = [
        {"uscc": one.uscc, "name": one.name, "region": one.region.code, "level": one.region.level} for one in organs
    ]
    return dump([*known, *rows])


def main() -> None:
    """Read the command line, generate, say what was made."""
    parser = argparse.ArgumentParser(description="Make a catalog of N items out of the shipped one.")
    parser.add_argument("items", metavar="N", type=int, help="how many items")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where to; must be empty or not exist")
    parser.add_argument("--broken", action="store_true", help="one mistake in each item, of several kinds in turn")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes another catalog")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--catalog", type=Path, default=SHIPPED, help="the catalog to make it out of")
    chosen = parser.parse_args()
    began = time.perf_counter()
    try:
        size = generate(
            chosen.items,
            chosen.folder,
            broken=chosen.broken,
            seed=chosen.seed,
            processes=chosen.processes,
            shipped=chosen.catalog,
        )
    except FileExistsError as error:
        parser.error(str(error))
    seconds = time.perf_counter() - began
    mean = size / max(chosen.items, 1)
    print(f"{chosen.items:,} items, {size / 1e6:,.1f} MB, {mean:,.0f} bytes on average, in {seconds:.1f} s")


if __name__ == "__main__":
    main()
