"""Find the lines and columns of findings just before they are shown, each file read once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from itemkit.findings import Edit, Finding, Fix, Place
from itemkit.report.interface import Located
from itemkit.report.spans import Seen, look_up
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.read import text_of

_Request = tuple[str, list[Place], list[Fix]]
"""A path, and the places and fixes in it that are asked for."""


def locate(findings: Sequence[Finding], root: Path, *, jobs: int | None = None) -> list[Located]:
    """The findings with their places, in the same order.

    Args:
        findings: findings with paths relative to ``root``.
        root: the catalog.
        jobs: how many processes; see `process_count`.
    """
    places: dict[str, list[Place]] = defaultdict(list)
    fixes: dict[str, list[Fix]] = defaultdict(list)
    for finding in findings:
        places[finding.path].append(finding.place)
        if finding.fix is not None:
            fixes[finding.path].append(finding.fix)
        for other in finding.related:
            places[other.path or finding.path].append(other.place)
    requests = [(path, asked, fixes[path]) for path, asked in places.items()]
    spots: dict[str, Iterator[Seen]] = {}
    edits: dict[str, Iterator[tuple[Edit, ...]]] = {}
    for part in run_chunks(_look_up_all, root, requests, processes=process_count(jobs, len(requests)), size=128):
        for path, found, made in part:
            spots[path], edits[path] = iter(found), iter(made)
    located = []
    for finding in findings:
        spot = next(spots[finding.path])
        related = tuple(next(spots[one.path or finding.path]).span for one in finding.related)
        made_edits = next(edits[finding.path]) if finding.fix is not None else ()
        located.append(Located(finding, spot.span, related, spot.excerpt, made_edits))
    return located


def _look_up_all(root: Path, requests: Iterable[_Request]) -> list[tuple[str, list[Seen], list[tuple[Edit, ...]]]]:
    found = []
    for path, places, fixes in requests:
        text = None if (root / path).is_symlink() else text_of(root / path)  # a link may lead out of the catalog
        found.append((path, look_up(text, places), [_edits(text, fix) for fix in fixes]))
    return found


def _edits(text: str | None, fix: Fix) -> tuple[Edit, ...]:
    from itemkit.source.changes import edits_of
    from itemkit.source.edit import EditRefused

    try:
        return edits_of(text, fix.changes) if text is not None else ()
    except EditRefused:
        return ()
