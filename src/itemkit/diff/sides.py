"""What the two sides of a comparison are: a file, a folder, a catalog, a region of one, or any of them in a commit.

``440100`` is a region, ``items/a.yaml`` and ``catalog`` are on disk, ``v1:items/a.yaml`` and ``v1`` are in git. What
could be two things is what is there: a file called 440100 is a file.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from itemkit.findings import Message, msg
from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND
from itemkit.model.regions import region_of
from itemkit.source.catalog import CONFIG_NAME, Catalog, CatalogError, Found, real_path
from itemkit.source.git import git, prefix_of
from itemkit.source.problems import Problem
from itemkit.source.trees import DiskTree, Tree, tree_at

_REGION = re.compile(r"[0-9]{6}(?:[0-9]{6})?")


class NothingThereError(CatalogError):
    """One side has nothing that could be compared."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison."""

    label: str
    """As it was asked for; for people."""
    tree: Tree
    items: tuple[str, ...]
    """The item files that are looked at, of which a region may want only some."""
    standards: tuple[str, ...] = ()
    """The standards that are compared as such; others only lend their content to items."""
    region: str = ""
    """Only the items of this region."""
    is_file: bool = False
    """True: one file was asked for, and is compared with the other side's, whatever they are called."""
    is_whole: bool = False
    """True: a whole catalog was asked for, so that a standard that it has not is really not there."""
    problems: tuple[tuple[str, Problem], ...] = ()
    """Files that are not read, with the reason."""

    def shown(self, path: str) -> str:
        """What a person would type to see a file of this side."""
        return self.tree.shown(path)

    @property
    def title(self) -> str:
        """The label, with the name of the region that it stands for."""
        if not self.region:
            return self.label
        named = self.tree.catalog.settings.get("regions", {}).get(self.region)
        known = region_of(self.region)
        name = named or (known.name if known else "")
        return f"{name}（{self.region}）" if name else self.label


def is_revision(text: str) -> bool:
    """Whether ``text`` asks for a whole commit: it is neither on disk nor a region, nor names a place in a commit."""
    path = Path(text)
    there = bool(text) and (path.exists() or path.is_symlink())
    return bool(text) and not there and ":" not in text and not text.startswith("-") and not _REGION.fullmatch(text)


@contextmanager
def side_of(text: str, catalog: Path | None) -> Iterator[Side]:
    """What ``text`` asks for.

    Args:
        text: a path, a region, ``REV:path`` or ``REV``.
        catalog: where regions and revisions are looked for; None: around the working directory.

    Raises:
        CatalogError: there is no such thing; or two things are mixed up.
    """
    path = Path(text)
    if text and (path.exists() or path.is_symlink()):
        yield _on_disk(text, path)
    elif _REGION.fullmatch(text):
        yield _region(text, catalog)
    elif text and not text.startswith("-"):
        with _in_git(text, catalog) as side:
            yield side
    else:
        raise CatalogError(_unknown(text))


def _unknown(text: str) -> Message:
    return msg("“{text}” 不是文件、文件夹、六位区划，也不是 git 的版本：核对写法", text=text)


def _on_disk(text: str, path: Path) -> Side:
    catalog = Catalog.around(path)
    found = catalog.find([path])
    is_file = path.is_file() or path.is_symlink()
    problems = tuple(found.problems)
    tree, is_whole = DiskTree(catalog), found.whole
    return _not_empty(Side(text, tree, *_subjects(found), is_file=is_file, is_whole=is_whole, problems=problems))


def _region(code: str, catalog: Path | None) -> Side:
    opened = Catalog.around(catalog or Path())
    found = opened.find()
    if not found.count:
        raise CatalogError(msg("{code} 是区划：到目录里运行，或者用 --catalog 指明在哪个目录里比", code=code))
    return Side(code, DiskTree(opened), _subjects(found)[0], region=code, problems=tuple(found.problems))


@contextmanager
def _in_git(text: str, catalog: Path | None) -> Iterator[Side]:
    revision, colon, place = text.partition(":")
    root = (catalog or Path()).resolve()
    folder = root if root.is_dir() else root.parent
    try:
        git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except CatalogError:
        raise CatalogError(_unknown(text)) from None
    if not colon:
        opened = Catalog.around(catalog or Path())
        place = prefix_of(opened.root).rstrip("/")
    elif place.startswith(("./", "../")):
        place = _from_top(Path(place))
    place = place.rstrip("/")
    with tree_at(folder, revision, "" if place == "." else place) as (tree, below):
        found = tree.find()
        is_file = below in {*found.files[ITEM_KIND.name], *found.files[STANDARD_KIND.name]}
        items, standards = (
            tuple(path for path in paths if not below or path == below or path.startswith(f"{below}/"))
            for paths in _subjects(found)
        )
        problems = tuple(one for one in found.problems if not below or one[0].startswith(below))
        is_whole = not below
        yield _not_empty(Side(text, tree, items, standards, is_file=is_file, is_whole=is_whole, problems=problems))


def _from_top(path: Path) -> str:
    """A path from the working directory as one from the top of its repository."""
    top = Path(git(Path(), "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    return PurePosixPath(real_path(path).relative_to(top.resolve())).as_posix()


def _subjects(found: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(found.files[ITEM_KIND.name]), tuple(found.files[STANDARD_KIND.name])


def _not_empty(side: Side) -> Side:
    is_begun = side.is_whole and (side.tree.catalog.root / CONFIG_NAME).is_file()  # a catalog may begin empty
    if not (side.items or side.standards or side.problems or is_begun):
        raise NothingThereError(msg("{side} 里没有事项，也没有标准事项", side=side.label))
    return side
