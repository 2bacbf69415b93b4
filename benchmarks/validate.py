"""Time ``itemkit validate`` and ``itemkit lint`` beside its floor and beside check-jsonschema.

    python benchmarks/validate.py [--items N …] [--runs R] [--keep DIR] [--catalog DIR]

The cases take turns, so that a change in the machine's mood meets all of them alike. Prints a table in Markdown for
each size.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generate import generate
from itemkit.model.schema import schema_of
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import process_count
from measure import Case, Measured, WrongExit, floor, machine, measure_all, say, script, table

_SAMPLE = 300
_SHORT_RUNS = 10
_MANY = 100_000  # files for which itemkit uses every core
_LIBRARIES = ("itemkit", "yaml-rs", "jsonschema-rs", "ruamel.yaml", "pydantic", "duckdb", "check-jsonschema")

CLEAN = "itemkit validate"
BROKEN = f"{CLEAN}, an error in each file"
LINT = "itemkit lint"
COLD = f"{LINT}, cold"
WARM = f"{LINT}, warm after one edit"
PEER_ONE = "check-jsonschema, 1 file"
PEER_SAMPLE = "check-jsonschema, sample"


def main() -> None:
    """Read the command line, measure, print the tables."""
    parser = argparse.ArgumentParser(description="Time itemkit beside its floor and a peer.")
    parser.add_argument("--items", type=int, nargs="+", default=[20_000], metavar="N", help="how many items to make")
    parser.add_argument("--runs", type=int, default=5, help="how often to run each case")
    parser.add_argument("--jobs", type=int, default=process_count(None, _MANY), help="how many processes to use")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the catalogs there, and take those that are")
    parser.add_argument("--catalog", type=Path, metavar="DIR", help="time this catalog; nothing is generated")
    chosen = parser.parse_args()
    print(f"{machine(_LIBRARIES)}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-") as name:
        work = Path(name)
        try:
            measured = measure_all(list(_short_cases(chosen.catalog, work)), _SHORT_RUNS)
            print(table("Starting", measured, _remarks) + "\n")
            if chosen.catalog:
                measured = measure_all(list(_cases(chosen.catalog, None, chosen.jobs, work)), chosen.runs)
                print(table(str(chosen.catalog), measured, _remarks))
                return
            for items in chosen.items:
                clean, broken = (_made(chosen.keep or work, items, kind) for kind in ("clean", "broken"))
                measured = measure_all(list(_cases(clean, broken, chosen.jobs, work)), chosen.runs)
                print(table(f"{items:,} items", measured, _remarks) + "\n", flush=True)
        except WrongExit as error:
            sys.exit(str(error))


def _made(folder: Path, items: int, kind: str) -> Path:
    """The generated catalog of that many items; made unless it is there."""
    root = folder / f"{kind}-{items}"
    if not root.exists():
        say(f"making {root.name}")
        generate(items, root, broken=kind == "broken")
    return root


def _short_cases(catalog: Path | None, work: Path) -> Iterator[Case]:
    """What a person waits for most often."""
    program = script("itemkit")
    root = catalog or _made(work, 50, "clean")
    one = str(root / Catalog(root).find().files["item"][0])
    yield Case("itemkit --version", (program, "--version"))
    yield Case("itemkit validate, 1 file", (program, "validate", one), items=1)


def _cases(clean: Path, broken: Path | None, jobs: int, work: Path) -> Iterator[Case]:
    """Everything that is timed side by side on a catalog, the floor first."""
    program, jobs_option = script("itemkit"), ("--jobs", str(jobs))
    found = Catalog(clean).find().files["item"]
    items = len(found)
    yield floor(clean, work, items, jobs)
    yield Case(CLEAN, (program, "validate", *jobs_option, str(clean)), items)
    lint = (program, "lint", *jobs_option, str(clean))
    yield Case(COLD, lint, items, before=partial(shutil.rmtree, clean / ".itemkit", ignore_errors=True))
    yield Case(WARM, lint, items, before=partial(_edit, clean / found[len(found) // 2]))
    if broken is not None:
        command = [program, "validate", *jobs_option, str(broken)]
        yield Case(f"{BROKEN}, as text", command, items, exit_code=1, output=work / "findings.txt")
        yield Case(f"{BROKEN}, as JSON", [*command, "-f", f"json={work / 'findings.json'}"], items, exit_code=1)
    schema = work / "item.schema.json"
    schema.write_text(json.dumps(schema_of("item")), "utf-8")
    # of its regex engines Python's is not the slowest, and it takes every pattern that pydantic does
    peer = (script("check-jsonschema"), "--regex-variant", "python", "--schemafile", str(schema))
    sample = [str(clean / path) for path in found[:: max(1, items // _SAMPLE)]][:_SAMPLE]
    yield Case(PEER_ONE, (*peer, sample[0]), 1)
    yield Case(PEER_SAMPLE, (*peer, *sample), len(sample))


def _edit(path: Path) -> None:
    """Change a file as somebody would who works on it: a comment comes, or goes again."""
    text, comment = path.read_text("utf-8"), "# benchmark\n"
    path.write_text(text.removesuffix(comment) if text.endswith(comment) else text + comment, "utf-8")


def _remarks(by_name: dict[str, Measured]) -> Iterator[str]:
    """What the table does not say at a glance: broken beside clean, and the peer with its start left out."""
    clean = by_name.get(CLEAN)
    if clean is None:
        return
    cold, warm = by_name[COLD], by_name[WARM]
    yield f"- {WARM}: {warm.median / cold.median:.3f} × the cold run."
    for name, one in by_name.items():
        if name.startswith(BROKEN):
            yield f"- {name}: {one.median / clean.median:.2f} × the clean catalog."
    first, sample = by_name[PEER_ONE], by_name[PEER_SAMPLE]
    more = sample.case.items - first.case.items
    if more:
        theirs = (sample.median - first.median) / more
        ours = clean.median / clean.case.items
        yield f"- check-jsonschema without its start: {theirs * 1e6:,.0f} µs an item, {theirs / ours:,.1f} × ours."


if __name__ == "__main__":
    main()
