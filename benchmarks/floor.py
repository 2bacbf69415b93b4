"""The least that validating a catalog can cost: list, read, parse and schema-check its files, and nothing else.

    python benchmarks/floor.py DIR SCHEMAS [PROCESSES]

It uses the same Rust parser and the same Rust schema check as itemkit, in as many processes and in chunks of the same
size, but has no Python code for formats, references, encodings or whatever YAML 1.2 reads otherwise, and can't say
what is wrong. SCHEMAS is a JSON file with a schema for each folder or file of a catalog, so that the model need not
be imported. Prints how many files there are and how many are as they should be.
"""

import json
import os
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import jsonschema_rs
import yaml_rs

_CHUNK = 256
_VALIDATORS: dict[str, jsonschema_rs.Draft202012Validator] = {}


def _paths(root: Path) -> Iterator[str]:
    for folder, _folders, names in os.walk(root):
        yield from (f"{folder}/{name}" for name in names if name.endswith(".yaml"))


def _check(chunk: tuple[str, list[str]]) -> int:
    place, paths = chunk
    is_valid = _VALIDATORS[place].is_valid
    right = 0
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123
            text = file.read().decode()
        try:
            right += is_valid(yaml_rs.loads(text, parse_datetime=False))
        except ValueError:
            continue
    return right


def main(root: Path, schemas: Path, processes: int = 2) -> None:
    """Check the catalog at ``root``."""
    for place, schema in json.loads(schemas.read_text("utf-8")).items():
        _VALIDATORS[place] = jsonschema_rs.Draft202012Validator(schema)
    chunks = []
    files = 0
    for place in _VALIDATORS:
        top = root / place
        paths = sorted(_paths(top)) if top.is_dir() else [str(top)] * top.is_file()
        chunks += [(place, paths[start : start + _CHUNK]) for start in range(0, len(paths), _CHUNK)]
        files += len(paths)
    with get_context("fork").Pool(processes) as pool:
        right = sum(pool.imap(_check, chunks))
    print(f"{files} files, {right} as they should be")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *(int(one) for one in sys.argv[3:4]))
