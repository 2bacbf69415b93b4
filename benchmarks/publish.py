"""Time ``itemkit publish`` beside Hugo, which makes the plainest site of the same items.

    python benchmarks/publish.py [--items N] [--runs R] [--catalog DIR]

Hugo gets the items resolved already, once with YAML and once with JSON front matter, and renders one plain template
(see hugo.py); the quicker of the two is the base of the table. ``itemkit publish`` reads the catalog and makes all of
its site, search and downloads included: into a new folder, again after one item was edited, again with no change.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from generate import generate
from hugo import FRONT_MATTERS, make_site
from itemkit.source.catalog import Catalog
from measure import Case, Measured, WrongExit, machine, measure_all, say, script, table

_LIBRARIES = ("itemkit", "yaml-rs", "jsonschema-rs", "jinja2")
_COLD, _EDITED, _UNCHANGED = "itemkit publish, cold", "itemkit publish, one edit", "itemkit publish, no change"
_PROMISED = "promised: {days: "
_LOOKED_AT = 1000


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Time itemkit publish beside Hugo.")
    parser.add_argument("--items", type=int, default=20_000, metavar="N", help="how many items to make")
    parser.add_argument("--runs", type=int, default=3, help="how often to run each case")
    parser.add_argument("--catalog", type=Path, help="a catalog; none: generate one. Its files are copied, not changed")
    chosen = parser.parse_args()
    if shutil.which("hugo") is None:
        sys.exit("hugo is not installed; on Debian: apt-get install hugo")
    print(f"{machine(_LIBRARIES)}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-", dir=chosen.catalog and chosen.catalog.parent) as name:
        work = Path(name)
        say("making the catalog")
        catalog = work / "catalog"
        if chosen.catalog is None:
            generate(chosen.items, catalog)
        else:
            shutil.copytree(chosen.catalog, catalog, ignore=shutil.ignore_patterns(".itemkit", ".git", "build"))
        sites = {kind: work / f"hugo-{kind}" for kind in FRONT_MATTERS}
        for kind, site in sites.items():
            say(f"making the site for Hugo, {kind}")
            count = make_site(Catalog(catalog), site, kind)
        warm, cold = work / "warm", work / "cold"
        edit = _edit_of(catalog)
        cases = [
            *(_hugo(f"hugo, {kind}", site, count) for kind, site in sites.items()),
            _publish(_COLD, catalog, cold, count, lambda: _put_away(cold)),
            _publish(_EDITED, catalog, warm, count, edit),
            _publish(_UNCHANGED, catalog, warm, count),
        ]
        try:
            say("publishing once, to be published again")
            Measured(cases[-1]).time_once()
            measured = measure_all(cases, chosen.runs)
        except WrongExit as error:
            sys.exit(str(error))
        for made in (*(site / "public" / "i" for site in sites.values()), cold / "i", warm / "i"):
            _must_have(made, count)
        print(table(f"{count:,} items", measured, _remarks, base=_quickest(measured).case.name))


def _hugo(name: str, site: Path, items: int) -> Case:
    public = site / "public"
    command = ("hugo", "--quiet", "--source", str(site), "--destination", str(public))
    return Case(name, command, items, before=lambda: _put_away(public))


def _publish(name: str, catalog: Path, out: Path, items: int, before: Callable[[], None] = lambda: None) -> Case:
    command = (script("itemkit"), "publish", str(out), "--catalog", str(catalog), "--allow-uncoded")
    return Case(name, command, items, before=before)


def _put_away(site: Path) -> None:
    """Move a site aside, with all that is kept for it; it is removed in the end.

    A file system that has just removed very many files is slow for a while, whoever writes next.
    """
    for one in (site, site.with_name(f".{site.name}.itemkit")):
        if one.exists():
            one.rename(one.with_name(f"{one.name}-{time.time_ns()}"))


def _edit_of(catalog: Path) -> Callable[[], None]:
    """What edits one item of a catalog: its promised limit is another one each time."""
    texts = {path: path.read_text("utf-8") for path in sorted((catalog / "items").rglob("*.yaml"))[:_LOOKED_AT]}
    found = next((path for path, text in texts.items() if _PROMISED in text), None)
    if found is None:
        sys.exit(f"no item with {_PROMISED}…")
    before, key, after = texts[found].partition(_PROMISED)
    states = cycle(f"{before}{key}{days}{after.lstrip('0123456789')}" for days in (1, 2))

    def edit() -> None:
        found.write_text(next(states), "utf-8")

    return edit


def _must_have(folder: Path, pages: int) -> None:
    """What makes fewer pages than there are items is not to be compared with."""
    made = sum(1 for _page in folder.rglob("*.html"))
    if made < pages:
        sys.exit(f"{folder}: {made} pages for {pages} items")


def _quickest(measured: list[Measured]) -> Measured:
    return min((one for one in measured if one.case.name.startswith("hugo")), key=lambda one: one.median)


def _remarks(by_name: dict[str, Measured]) -> Iterator[str]:
    cold = by_name[_COLD]
    for name, peer in by_name.items():
        if name.startswith("hugo"):
            yield f"- {_COLD}: {cold.median / peer.median:.2f} × {name}."
    for name in (_EDITED, _UNCHANGED):
        yield f"- {name}: {by_name[name].median / cold.median:.3f} × cold."


if __name__ == "__main__":
    main()
