"""Time the analysis of certificates beside the floor of ``itemkit validate``.

    python benchmarks/certificates.py [--items N] [--runs R] [--catalog DIR]

The index is made here, without files, so that it can be as hard as no catalog is: each item asks for six certificates
that other items issue, no two items are alike, one entry in ten has an alternative, one material in ten depends on an
answer, and here and there a few certificates need each other. What is timed is everything after indexing: which
certificates can be obtained, the deadlocks with their chains, the loops. A quarter and a half of the items show how the
time grows. With ``--dense`` nearly all certificates need each other, which is as bad as it can get.

The floor reads, parses and checks files; they are generated, as many as there are items, or those in DIR.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from generate import generate
from itemkit.certificates.rules import CERTIFICATE_RULES
from itemkit.index.database import Index, Part
from itemkit.index.facts import Rows, add_record, no_rows
from itemkit.index.segments import Lines, write_segment
from itemkit.index.tables import TABLES
from measure import FLOOR, Case, Measured, WrongExit, floor, machine, measure_all, say, table

_LIBRARIES = ("itemkit", "duckdb", "yaml-rs", "jsonschema-rs")
_ASKED = 6
"""Certificates that an item asks for."""
_ITEMS_A_CERTIFICATE = 10
_BACK = 5_000
"""One requirement in so many asks for something that comes later; that makes knots."""
_NEAR = 3
"""How much later it comes."""
_KNOT = 1_000
"""One certificate in so many and the next one are asked for by all who issue the other: a deadlock."""
_AT_ONCE = 2_000


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Time the analysis of certificates beside the floor.")
    parser.add_argument("--items", type=int, default=20_000, metavar="N", help="how many items to make")
    parser.add_argument("--runs", type=int, default=5, help="how often to run each case")
    parser.add_argument("--catalog", type=Path, help="a catalog of N items for the floor; none: generate it")
    parser.add_argument("--dense", action="store_true", help="let nearly all certificates need each other")
    parser.add_argument("--analyse", type=Path, metavar="SEGMENT", help="what one timed process does")
    chosen = parser.parse_args()
    if chosen.analyse:
        analyse(chosen.analyse)
        return
    print(f"{machine(_LIBRARIES)}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-") as name:
        work = Path(name)
        catalog = chosen.catalog
        if catalog is None:
            say("making the catalog")
            catalog = work / "catalog"
            generate(chosen.items, catalog)
        cases = [floor(catalog, work, chosen.items)]
        for items in (chosen.items // 4, chosen.items // 2, chosen.items):
            say(f"making the index of {items:,} items")
            segment = make_index(items, work / str(items), dense=chosen.dense)
            command = (sys.executable, str(Path(__file__)), "--analyse", str(segment))
            cases.append(Case(f"certificates of {items:,} items", command, items))
        try:
            title = f"{chosen.items:,} items, {chosen.items * _ASKED:,} requirements"
            print(table(title, measure_all(cases, chosen.runs), _remarks))
        except WrongExit as error:
            sys.exit(str(error))


def _remarks(by_name: dict[str, Measured]) -> Iterator[str]:
    lowest = by_name[FLOOR].median
    for name, measured in by_name.items():
        if name != FLOOR:
            yield f"- {name}: {measured.median / lowest:.2f} × the floor of all items."


def analyse(segment: Path) -> None:
    """Ask all rules about circles; say what they found."""
    with Index([Part(segment)], TABLES) as index:
        found = {rule.code: sum(1 for _ in rule.findings_in(index)) for rule in CERTIFICATE_RULES}
    say(str(found))


def make_index(items: int, folder: Path, *, dense: bool = False, seed: int = 0) -> Path:
    """Write the facts of so many items to a new folder; give the segment in it."""
    rng = Random(seed)
    certificates = max(items // _ITEMS_A_CERTIFICATE, 1)
    rows_folder = folder / "rows"
    rows_folder.mkdir(parents=True)
    for start in range(0, items, _AT_ONCE):
        rows: Rows = no_rows()
        for number in range(start, min(start + _AT_ONCE, items)):
            path = f"items/{number:07}.yaml"
            rows["files"].append((number, path, "item", f"事项{number}", True))
            add_record(rows, "item", number, path, _item(rng, number, certificates, dense=dense))
        lines = Lines()
        lines.add(rows)
        lines.append_to(rows_folder)
    write_segment(rows_folder, folder / "segment", TABLES)
    return folder / "segment"


def _item(rng: Random, number: int, certificates: int, *, dense: bool) -> dict[str, object]:
    gives = rng.randrange(certificates)
    materials = []
    if gives % _KNOT < 2 and gives ^ 1 < certificates:  # noqa: PLR2004
        materials.append(_material(gives ^ 1))
    while len(materials) < _ASKED:
        later = rng.randrange(_BACK) == 0
        last = certificates if dense else min(certificates, gives + _NEAR)
        asked = rng.randrange(gives, last) if later else rng.randrange(gives + 1)
        material = _material(asked)
        if asked == gives:
            material = {"name": "申请表"}
        elif rng.random() < 0.1:  # noqa: PLR2004
            material["when"] = {"premises": "leased"}
        if rng.random() < 0.1:  # noqa: PLR2004
            other = rng.randrange(gives + 1)
            material = {"any_of": [material, _material(other)]}
        materials.append(material)
    return {
        "name": f"事项{number}",
        "type": "行政许可",
        "action": "新办",
        "situations": [{"id": "premises", "question": "场所？", "options": {"owned": "自有", "leased": "租赁"}}],
        "materials": materials,
        "results": [{"name": f"证照{gives}", "certificate": f"证照{gives}"}],
    }


def _material(certificate: int) -> dict[str, object]:
    return {"name": f"证照{certificate}", "certificate": f"证照{certificate}"}


if __name__ == "__main__":
    main()
