"""Time ``itemkit validate`` and ``itemkit lint`` beside its floor and beside check-jsonschema.

    python benchmarks/validate.py [--items N …] [--runs R] [--keep DIR] [--catalog DIR]

The cases take turns, so that a change in the machine's mood meets all of them alike. Prints a table in Markdown for
each size.
"""

import argparse
import json
import platform
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from generate import generate
from itemkit.model.kinds import KINDS
from itemkit.model.schema import schema_of
from itemkit.source.catalog import Catalog
from itemkit.source.parallel import process_count
from measure import Case, Measured, WrongExit

_SAMPLE = 300
_SHORT_RUNS = 10
_MANY = 100_000  # files for which itemkit uses every core
_LIBRARIES = ("itemkit", "yaml-rs", "jsonschema-rs", "ruamel.yaml", "pydantic", "duckdb", "check-jsonschema")
_FLOOR = Path(__file__).with_name("floor.py")

FLOOR = "floor"
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
    print(f"{_machine()}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-") as name:
        work = Path(name)
        try:
            measured = _measure(list(_short_cases(chosen.catalog, work)), _SHORT_RUNS)
            print(_table("Starting", measured) + "\n")
            if chosen.catalog:
                measured = _measure(list(_cases(chosen.catalog, None, chosen.jobs, work)), chosen.runs)
                print(_table(str(chosen.catalog), measured))
                return
            for items in chosen.items:
                clean, broken = (_made(chosen.keep or work, items, kind) for kind in ("clean", "broken"))
                measured = _measure(list(_cases(clean, broken, chosen.jobs, work)), chosen.runs)
                print(_table(f"{items:,} items", measured) + "\n", flush=True)
        except WrongExit as error:
            sys.exit(str(error))


def _made(folder: Path, items: int, kind: str) -> Path:
    """The generated catalog of that many items; made unless it is there."""
    root = folder / f"{kind}-{items}"
    if not root.exists():
        _say(f"making {root.name}")
        generate(items, root, broken=kind == "broken")
    return root


def _short_cases(catalog: Path | None, work: Path) -> Iterator[Case]:
    """What a person waits for most often."""
    script = _script("itemkit")
    root = catalog or _made(work, 50, "clean")
    one = str(root / Catalog(root).find().files["item"][0])
    yield Case("itemkit --version", (script, "--version"))
    yield Case("itemkit validate, 1 file", (script, "validate", one), items=1)


def _cases(clean: Path, broken: Path | None, jobs: int, work: Path) -> Iterator[Case]:
    """Everything that is timed side by side on a catalog, the floor first."""
    script, jobs_option = _script("itemkit"), ("--jobs", str(jobs))
    found = Catalog(clean).find().files["item"]
    items = len(found)
    schemas = work / "schemas.json"
    schemas.write_text(json.dumps({kind.place: schema_of(name) for name, kind in KINDS.items()}), "utf-8")
    yield Case(FLOOR, (sys.executable, str(_FLOOR), str(clean), str(schemas), str(jobs)), items)
    yield Case(CLEAN, (script, "validate", *jobs_option, str(clean)), items)
    lint = (script, "lint", *jobs_option, str(clean))
    yield Case(COLD, lint, items, before=partial(shutil.rmtree, clean / ".itemkit", ignore_errors=True))
    yield Case(WARM, lint, items, before=partial(_edit, clean / found[len(found) // 2]))
    if broken is not None:
        command = [script, "validate", *jobs_option, str(broken)]
        yield Case(f"{BROKEN}, as text", command, items, exit_code=1, output=work / "findings.txt")
        yield Case(f"{BROKEN}, as JSON", [*command, "-f", f"json={work / 'findings.json'}"], items, exit_code=1)
    schema = work / "item.schema.json"
    schema.write_text(json.dumps(schema_of("item")), "utf-8")
    # of its regex engines Python's is not the slowest, and it takes every pattern that pydantic does
    peer = (_script("check-jsonschema"), "--regex-variant", "python", "--schemafile", str(schema))
    sample = [str(clean / path) for path in found[:: max(1, items // _SAMPLE)]][:_SAMPLE]
    yield Case(PEER_ONE, (*peer, sample[0]), 1)
    yield Case(PEER_SAMPLE, (*peer, *sample), len(sample))


def _edit(path: Path) -> None:
    """Change a file as somebody would who works on it: a comment comes, or goes again."""
    text, comment = path.read_text("utf-8"), "# benchmark\n"
    path.write_text(text.removesuffix(comment) if text.endswith(comment) else text + comment, "utf-8")


def _measure(cases: Sequence[Case], runs: int) -> list[Measured]:
    """Time the cases in turns, after a run that does not count, then look at the memory of each."""
    measured = [Measured(case) for case in cases]
    for one in measured:
        _say(f"memory of {one.case.name}")
        one.measure_memory()  # also warms up what the timed runs find warm
    for run in range(runs):
        for one in measured:
            _say(f"run {run + 1} of {runs}: {one.case.name}")
            one.time_once()
    return measured


def _table(title: str, measured: Iterable[Measured]) -> str:
    by_name = {one.case.name: one for one in measured}
    floor = by_name.get(FLOOR)
    lines = [
        f"### {title}",
        "",
        "| case | median s | min–max s | × floor | µs an item | peak MiB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, one in by_name.items():
        whole = floor is not None and one.case.items == floor.case.items
        cells = [
            name,
            f"{one.median:.3f}",
            f"{min(one.seconds):.3f}–{max(one.seconds):.3f}",
            f"{one.median / floor.median:.2f}" if floor and whole else "",
            f"{one.median / one.case.items * 1e6:,.1f}" if one.case.items > 1 else "",
            f"{one.peak_mib:,.0f}" if one.peak_mib else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", *_remarks(by_name)]).rstrip()


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


def _machine() -> str:
    cores = process_count(None, _MANY)
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return f"{platform.machine()}, {cores} cores, {platform.system()}, Python {platform.python_version()}, {libraries}"


def _script(name: str) -> str:
    """The installed command of that name."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
