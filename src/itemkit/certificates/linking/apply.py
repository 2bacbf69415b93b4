"""Writing links into files: drafts first, then a few characters in each file that needs one, and nothing else.

Killed at any moment, every file is whole; what was not written is proposed again by the next run. A file that has
changed since it was read is left as it is, and told of.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from itemkit.certificates.linking.drafts import Draft
from itemkit.certificates.linking.edits import ChangedError, linked
from itemkit.certificates.linking.links import Links, Proposal
from itemkit.findings import Message, msg
from itemkit.source.catalog import Catalog
from itemkit.source.dump import dump
from itemkit.source.edit import EditRefused
from itemkit.source.parallel import process_count, run_chunks
from itemkit.source.private import private_folder
from itemkit.source.write import write_atomically, write_many_atomically

_CHUNK = 64


@dataclass(slots=True)
class Written:
    """What came of writing."""

    links: int = 0
    """How many links were written."""
    files: set[str] = field(default_factory=set)
    """Files that were changed."""
    drafts: list[str] = field(default_factory=list)
    """New files."""
    failed: dict[str, Message] = field(default_factory=dict)
    """Files that could not be written, with the reason."""


def write_links(catalog: Catalog, links: Links, *, jobs: int | None = None) -> Written:
    """Write the links that are certain, and the drafts that they need.

    Args:
        catalog: the catalog.
        links: what was proposed.
        jobs: how many processes; see `process_count`.
    """
    written = Written()
    certain = [one for one in links.proposals if one.certain and one.pointer]
    needed = {one.certificate for one in links.proposals if one.certain}
    missing = _write_drafts(catalog, [one for name, one in links.drafts.items() if name in needed], written)
    by_path: dict[str, list[Proposal]] = defaultdict(list)
    for one in certain:
        if one.certificate not in missing:
            by_path[one.path].append(one)
    if by_path:
        _write_edits(catalog.root, list(by_path.items()), jobs, written)
    return written


def _write_drafts(catalog: Catalog, drafts: Sequence[Draft], written: Written) -> set[str]:
    """Write the drafts; the names of those that could not be."""
    missing = set()
    header = _header(catalog.root)
    for draft in drafts:
        path = catalog.root / draft.path
        try:
            if path.exists() or path.is_symlink():
                raise FileExistsError
            if not path.parent.resolve().is_relative_to(catalog.root.resolve()):
                raise PermissionError
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, dump(draft.data, header=header))
            written.drafts.append(draft.path)
        except FileExistsError:
            written.failed[draft.path] = msg("已经有这个文件了，没有改动")
            missing.add(draft.name)
        except OSError as error:
            written.failed[draft.path] = msg("写不进去：{reason}", reason=error.strerror or str(error))
            missing.add(draft.name)
    return missing


def _header(root: Path) -> str:
    """What tells an editor the schema, if the catalog has it."""
    schema = "schemas/certificate.schema.json"
    return f"yaml-language-server: $schema=../{schema}" if (root / schema).is_file() else ""


def _write_edits(root: Path, edits: Sequence[tuple[str, list[Proposal]]], jobs: int | None, written: Written) -> None:
    processes = process_count(jobs, len(edits))
    with _staging(root) as staging:
        for links, failed in run_chunks(_edit_all, (root, staging), edits, processes=processes, size=_CHUNK):
            for path, count in links.items():
                written.links += count
                written.files.add(path)
            written.failed.update(failed)


@contextmanager
def _staging(root: Path) -> Iterator[Path]:
    """A folder for files in the making; what a run that was killed has left there goes."""
    folder = private_folder(root) / "linked"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _edit_all(
    folders: tuple[Path, Path], edits: Sequence[tuple[str, list[Proposal]]]
) -> tuple[dict[str, int], dict[str, Message]]:
    root, staging = folders
    done: dict[str, int] = {}
    failed: dict[str, Message] = {}

    def changed() -> Iterator[tuple[Path, bytes]]:
        for path, proposals in edits:
            try:
                raw = (root / path).read_bytes()
                text = linked(raw, path, proposals)
            except (EditRefused, UnicodeDecodeError):
                failed[path] = msg("不能只改这几处：请手工写上 {texts}", texts=_shown(proposals))
            except ChangedError:
                failed[path] = msg("刚才改过了：再运行一次")
            except OSError as error:
                failed[path] = msg("打不开：{reason}", reason=error.strerror or str(error))
            else:
                done[path] = len(proposals)
                yield root / path, text

    for path, error in write_many_atomically(changed(), staging).items():
        relative = path.relative_to(root).as_posix()
        failed[relative] = msg("写不进去：{reason}", reason=error.strerror or str(error))
        done.pop(relative, None)
    return done, failed


def _shown(proposals: Sequence[Proposal]) -> str:
    return "；".join(f"{one.pointer} certificate: {one.certificate}" for one in proposals)
