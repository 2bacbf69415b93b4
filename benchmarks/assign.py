"""Time ``itemkit codes assign`` beside ``itemkit validate`` of the same catalog.

    python benchmarks/assign.py [--items N] [--runs R]

No item of the catalog has a code, and each implements a standard. The floor here is what every command that looks at
all files does; what assigning adds is deciding, the ledger, and writing each file so that it can be killed.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import yaml_rs

from generate import generate
from measure import Case, Measured, WrongExit, machine, measure_all, say, script, table

_LIBRARIES = ("itemkit", "yaml-rs", "jsonschema-rs", "filelock")
_VALIDATE, _ASSIGN = "itemkit validate", "itemkit codes assign"
_CODE = re.compile(r"^code: .*\n", re.MULTILINE)


def main() -> None:
    """Read the command line, measure, print the table."""
    parser = argparse.ArgumentParser(description="Time the assignment of codes beside validate.")
    parser.add_argument("--items", type=int, default=20_000, metavar="N", help="how many items to make")
    parser.add_argument("--runs", type=int, default=5, help="how often to run each case")
    chosen = parser.parse_args()
    print(f"{machine(_LIBRARIES)}\n")
    with tempfile.TemporaryDirectory(prefix="itemkit-benchmark-") as name:
        pristine, now = Path(name) / "pristine", Path(name) / "now"
        say("making the catalog")
        generate(chosen.items, pristine, broken=False)
        _take_codes(pristine)
        fresh = partial(_copy, pristine, now)
        fresh()
        program = script("itemkit")
        cases = (
            Case(_VALIDATE, (program, "validate", str(now)), chosen.items),
            Case(_ASSIGN, (program, "codes", "assign", "--catalog", str(now)), chosen.items, before=fresh),
        )
        try:
            print(table(f"{chosen.items:,} items", measure_all(cases, chosen.runs), _remarks))
        except WrongExit as error:
            sys.exit(str(error))


def _remarks(by_name: dict[str, Measured]) -> Iterator[str]:
    yield f"- {_ASSIGN}: {by_name[_ASSIGN].median / by_name[_VALIDATE].median:.2f} × validate."


def _items(root: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(root.glob("items/**/*.yaml")):
        yield path, path.read_text("utf-8")


def _take_codes(root: Path) -> None:
    """Take the codes out of a catalog; let every item implement a standard that is there."""
    types: dict[str, str] = {}
    for path, text in _items(root):
        data = _data(text)
        standard = ""
        if "standard" not in data:
            base = str(data["code"])[19:31]
            types[base] = str(data["type"])
            standard = f'standard: "{base}"\n'
        path.write_text(_CODE.sub(standard, text, count=1), "utf-8")
    known = {_data(one.read_text("utf-8")).get("code") for one in root.glob("standards/**/*.yaml")}
    for base in types.keys() - known:
        text = f'name: 标准事项{base}\ncode: "{base}"\ntype: {types[base]}\n'
        (root / f"standards/{base}.yaml").write_text(text, "utf-8")


def _copy(pristine: Path, now: Path) -> None:
    """A catalog as git would check it out.

    What was there before is kept: where many files have just gone, some file systems take long to make others, and that
    is not what is timed.
    """
    if now.exists():
        now.rename(now.with_name(f"was-{len(list(now.parent.iterdir()))}"))
    shutil.copytree(pristine, now)


def _data(text: str) -> dict[str, object]:
    data = yaml_rs.loads(text, parse_datetime=False)
    if not isinstance(data, dict):
        raise TypeError("a generated file holds a mapping")
    return data


if __name__ == "__main__":
    main()
