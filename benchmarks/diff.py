"""Time ``itemkit diff`` of two large catalogs beside the floor of validating both.

    python benchmarks/diff.py [--items N] [--runs R] [--catalog DIR]

The other catalog is the same with one item in a hundred changed: a longer or shorter limit, a material more or less.
It is compared as it lies, and once more with every file under another name, so that nothing can be left out unread and
every item has to be paired by its code. A plain ``diff -rq`` of both folders, which knows no items, runs beside it.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generate import generate
from measure import FLOOR, Case, Measured, WrongExit, floor, machine, measure_all, say, script, table

_LIBRARIES = ("itemkit", "yaml-rs", "jsonschema-rs")
_ONE_IN = 100
_OTHER = "floor of the other"


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Time itemkit diff beside the floor of both catalogs.")
    parser.add_argument("--items", type=int, default=20_000, metavar="N", help="how many items to make")
    parser.add_argument("--runs", type=int, default=5, help="how often to run each case")
    parser.add_argument("--catalog", type=Path, help="a catalog of N items; none: generate it")
    chosen = parser.parse_args()
    print(f"{machine(_LIBRARIES)}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-", dir=chosen.catalog and chosen.catalog.parent) as name:
        work = Path(name)
        catalog = chosen.catalog
        if catalog is None:
            say("making the catalog")
            catalog = work / "catalog"
            generate(chosen.items, catalog)
        say("making the other catalogs")
        count = another(catalog, work / "changed")
        another(catalog, work / "moved", moved=True)
        both = count * 2
        cases = [
            replace(floor(catalog, work, count), items=count),
            replace(floor(work / "changed", work, count), name=_OTHER),
            _diff("itemkit diff, 1 % changed", catalog, work / "changed", both),
            _diff("itemkit diff, 1 % changed, all moved", catalog, work / "moved", both),
            Case("diff -rq", ("diff", "-rq", str(catalog), str(work / "changed")), both, exit_code=1),
        ]
        try:
            print(table(f"{count:,} items and {count:,} items", measure_all(cases, chosen.runs), _remarks))
        except WrongExit as error:
            sys.exit(str(error))


def _diff(name: str, a: Path, b: Path, items: int) -> Case:
    return Case(name, (script("itemkit"), "diff", str(a), str(b), "-f", "json"), items)


def _remarks(by_name: dict[str, Measured]) -> Iterator[str]:
    lowest = by_name[FLOOR].median + by_name[_OTHER].median
    for name, measured in by_name.items():
        if name not in {FLOOR, _OTHER}:
            yield f"- {name}: {measured.median / lowest:.2f} × the floor of both catalogs."


def another(catalog: Path, root: Path, *, moved: bool = False) -> int:
    """Copy a catalog and change one item in a hundred; give the number of items.

    What is not changed is a hard link.

    Args:
        catalog: the one.
        root: where the other will be.
        moved: give each item file another name.
    """
    count = 0
    for folder, _folders, names in os.walk(catalog):
        relative = Path(folder).relative_to(catalog)
        if relative.parts[:1] == (".itemkit",):
            continue
        (root / relative).mkdir(parents=True, exist_ok=True)
        for name in sorted(names):
            is_item = relative.parts[:1] == ("items",)
            target = root / relative / (f"m-{name}" if moved and is_item else name)
            os.link(Path(folder) / name, target)
            if is_item:
                count += 1
                if count % _ONE_IN == 0:
                    raw = target.read_text("utf-8")
                    target.unlink()
                    target.write_text(_changed(raw, count // _ONE_IN), "utf-8")
    return count


def _changed(text: str, turn: int) -> str:
    if turn % 2 and "\nvisits: " in text:
        before, _key, after = text.partition("\nvisits: ")
        return f"{before}\nvisits: 9{after.lstrip('0123456789')}"
    before, key, after = text.partition("promised: {days: ")
    return f"{before}{key}1{after}" if key else f"{text}\nquota: 每年 {turn} 件\n"


if __name__ == "__main__":
    main()
