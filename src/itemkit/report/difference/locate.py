"""Find the lines and columns of all places of a difference just before it is shown, each file read once.

A file is on disk or in a commit; the tree of its side knows. Two regions of one catalog are one tree, so that a
standard that both inherit from is read once too.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from itemkit.diff.accepted import Accepted
from itemkit.diff.effect import Effect
from itemkit.diff.whole import Difference, Spot, Told, same_files
from itemkit.findings import Place, Pointer
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.report.spans import Seen, look_up
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import Document
from itemkit.source.trees import Tree

_Request = tuple[int, str, tuple[Pointer, ...]]
"""The number of a tree, a path in it, and the places that are asked for."""
_Found = dict[tuple[int, str, Pointer], Seen]
_ONCE = 128


def located(
    difference: Difference,
    *,
    root: str = "",
    kept: Accepted | None = None,
    today: date | None = None,
    fail_on: Effect | None = None,
    jobs: int | None = None,
) -> DifferenceReport:
    """The report about a difference, with everything in its place.

    Args:
        difference: what was found.
        root: leads from the working directory to the catalog of side B; see `DifferenceReport`.
        kept: the list of accepted changes.
        today: the day that tells which of them still count.
        fail_on: from which effect on a change is a failure.
        jobs: how many processes; see `process_count`.
    """
    kept = kept or Accepted()
    reasons = kept.reasons(today or date.today())  # noqa: DTZ011 (the reader's day)
    trees = [difference.a.tree, difference.b.tree]
    if same_files(*trees):
        trees = trees[:1]
    wanted: dict[tuple[int, str], dict[Pointer, None]] = {}
    for _compared, told in difference.each_change():
        for tree, spot in _spots(told, len(trees)):
            wanted.setdefault((tree, spot.path), {})[spot.pointer] = None
    requests = [(tree, path, tuple(pointers)) for (tree, path), pointers in wanted.items()]
    found: _Found = {}
    for part in run_chunks(_look_up_all, trees, requests, processes=process_count(jobs, len(requests)), size=_ONCE):
        found |= part
    changes = []
    for compared, told in difference.each_change():
        places = {
            side: _at(spot, trees[tree], found[tree, spot.path, spot.pointer])
            for side, (tree, spot) in zip(_sides(told), _spots(told, len(trees)), strict=True)
        }
        fingerprint = compared.fingerprint(told)
        accepted_for = reasons.get(fingerprint, "")
        changes.append(Located(compared, told.change, fingerprint, places.get("a"), places.get("b"), accepted_for))
    unused = tuple(one.fingerprint for one in kept.unused(one.fingerprint for one in changes))
    return DifferenceReport(difference, changes, root, fail_on, unused, kept)


def root_of(difference: Difference, start: Path) -> str:
    """What leads from the folder ``start`` to the catalog of side B, as `DifferenceReport` has it."""
    relative = Path(os.path.relpath(difference.b.tree.folder.resolve(), start.resolve())).as_posix()
    return "" if relative == "." else f"{relative}/"


def _sides(told: Told) -> str:
    return "".join(side for side, spot in (("a", told.a), ("b", told.b)) if spot is not None)


def _spots(told: Told, trees: int) -> list[tuple[int, Spot]]:
    """The places of a change, each with the number of its tree."""
    return [(side % trees, spot) for side, spot in enumerate((told.a, told.b)) if spot is not None]


def _at(spot: Spot, tree: Tree, seen: Seen) -> At:
    return At(spot, tree.shown(spot.path), seen.span, seen.excerpt)


def _look_up_all(trees: Sequence[Tree], requests: Iterable[_Request]) -> _Found:
    asked = list(requests)
    found: _Found = {}
    for number, tree in enumerate(trees):
        here = [(path, pointers) for one, path, pointers in asked if one == number]
        for (path, pointers), content in zip(here, tree.contents([path for path, _pointers in here]), strict=True):
            seen = look_up(_text(content), [Place(pointer) for pointer in pointers])
            found |= {(number, path, pointer): one for pointer, one in zip(pointers, seen, strict=True)}
    return found


def _text(content: bytes | Document) -> str | None:
    if not isinstance(content, bytes):
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
