"""What git calls to show a changed item: the semantic difference where there is one, else the usual lines.

Nothing may be hidden here, as these lines stand in the place of git's own: details are told, an item that is new or
gone is shown in full, and whatever can't be read as an item is compared line by line. An item is completed by the
standards that are on disk now. Git stops when its helper fails, so this one does not.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TextIO

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.report.block import Paint
    from itemkit.report.difference.folding import Line
    from itemkit.source.catalog import Catalog

_SEVEN = 7
"""Arguments of git for a file; two more where it has another name on the other side."""
_NINE = 9
_LINK = "120000"
_STANDARD = re.compile(rb"standard[\"']?\s*:\s*[\"']?([0-9A-Za-z]+)")
_NOTHING = "."
"""As hash and mode of a file that there is not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What git asks for; see ``GIT_EXTERNAL_DIFF`` in git(1)."""

    path: str
    """From the top of the work tree."""
    old: bytes | None
    """None: there was no such file."""
    new: bytes | None
    old_mode: str
    new_mode: str
    new_path: str
    """Another than ``path`` where the file was renamed."""
    told: str = ""
    """What git has to say of that, in lines."""


def drive(arguments: Sequence[str], out: TextIO) -> None:
    """Write the difference that git asks for.

    Args:
        arguments: as git gives them: ``PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE``, and for a renamed
            file ``NEW-PATH INFO``; a path alone has not been merged.
        out: where to.
    """
    from itemkit.report.difference.folding import painted
    from itemkit.report.visible import encodable

    paint, width = _look(out)
    if len(arguments) == 1:
        out.write(encodable(_("* 还没有合并：{path}").format(path=arguments[0])) + "\n")
        return
    if len(arguments) not in {_SEVEN, _NINE}:
        raise typer.BadParameter(
            _("--git-driver 由 git 调用：git config diff.itemkit.command 'itemkit diff --git-driver'")
        )
    asked = _asked(arguments)
    out.writelines(encodable(paint(line, "bold")) + "\n" for line in _head(asked))
    if asked.old == asked.new:
        return
    try:
        semantic = _semantic(asked, paint, width)
    except Exception as error:  # noqa: BLE001 (git would stop at this file; the plain lines say all)
        out.write(encodable(_("itemkit 比不了（{reason}），下面逐行比较").format(reason=_short(error))) + "\n")
        semantic = None
    if semantic is not None:
        out.writelines(encodable(painted(line, paint)) + "\n" for line in semantic[0])
    if semantic is None or semantic[1]:
        out.writelines(_plain(asked, paint))


def _asked(arguments: Sequence[str]) -> Asked:
    path, old_file, _old_hex, old_mode, new_file, _new_hex, new_mode, *renamed = arguments
    new_path, told = renamed or (path, "")
    old, new = (
        None if mode == _NOTHING else _content(file) for file, mode in ((old_file, old_mode), (new_file, new_mode))
    )
    return Asked(path, old, new, old_mode, new_mode, new_path, told)


def _content(file: str) -> bytes | None:
    return None if file == os.devnull else Path(file).read_bytes()


def _head(asked: Asked) -> Iterator[str]:
    from itemkit.report.visible import visible

    yield visible(f"diff --itemkit a/{asked.path} b/{asked.new_path}")
    if asked.old_mode == _NOTHING:
        yield f"new file mode {asked.new_mode}"
    elif asked.new_mode == _NOTHING:
        yield f"deleted file mode {asked.old_mode}"
    elif asked.old_mode != asked.new_mode:
        yield f"old mode {asked.old_mode}"
        yield f"new mode {asked.new_mode}"
    yield from (visible(line) for line in asked.told.splitlines() if not line.startswith("index "))


def _semantic(asked: Asked, paint: "Paint", width: int) -> "tuple[list[Line], bool] | None":
    """The difference in words, and whether the lines are to be shown too; None: it is none of an item or a standard."""
    from itemkit.diff.sides import Side
    from itemkit.diff.whole import difference_of
    from itemkit.model.kinds import ITEM_KIND, STANDARD_KIND, kind_of
    from itemkit.report.difference.folding import Piece, folded
    from itemkit.report.difference.item_text import Look, change_lines, worst_first
    from itemkit.report.difference.locate import located
    from itemkit.source.trees import GivenTree

    if asked.old is None or asked.new is None:
        told = _("（新文件）") if asked.old is None else _("（文件没有了）")
        return [[Piece(told, "dim")]], True
    catalog, path = _catalog_of(asked.new_path)
    _catalog, old_path = _catalog_of(asked.path)
    kind = kind_of(path)
    if (
        kind not in {ITEM_KIND, STANDARD_KIND}
        or kind_of(old_path) is not kind
        or _LINK in {asked.old_mode, asked.new_mode}
    ):
        return None
    standards = _standards(catalog, asked.old + asked.new) if kind is ITEM_KIND else []
    sides = []
    for lead, place, content in (("a/", old_path, asked.old), ("b/", path, asked.new)):
        tree = GivenTree(catalog, place, content, lead, standards)
        items = (place,) if kind is ITEM_KIND else ()
        sides.append(Side(f"{lead}{place}", tree, items, () if items else (place,), is_file=True))
    difference = difference_of(*sides, details=True, jobs=1)
    if difference.unread:
        reasons = _("；").join(dict.fromkeys(str(one.reason) for _side, one in difference.unread))
        return [[Piece(_("itemkit 比不了（{reason}），下面逐行比较").format(reason=reasons))]], True
    look = Look(paint, width, whole=True)
    lines: list[Line] = []
    for one in worst_first(located(difference, jobs=1).changes):
        lines += change_lines(one, look)
    if not lines:
        return [[Piece(_("只有注释、先后或者写法不同，内容没有变"), "dim")]], False
    for text, number in look.notes.items():
        lines += folded([Piece(f"[{number}] {text}", "dim")], width)
    return lines, False


def _standards(catalog: "Catalog", content: bytes) -> list[str]:
    """The files of the standards that an item may implement: those that hold a code which it names."""
    from itemkit.model.kinds import STANDARD_KIND
    from itemkit.source.read import load

    folder = catalog.root / STANDARD_KIND.place
    codes = set(_STANDARD.findall(content))
    if not codes or not folder.is_dir():
        return []
    found = []
    for path in catalog.find([folder]).files[STANDARD_KIND.name]:
        raw = load(catalog.root / path, catalog.limit)
        if isinstance(raw, bytes) and any(code in raw for code in codes):
            found.append(path)
    return found


def _catalog_of(path: str) -> "tuple[Catalog, str]":
    """The catalog that a path of the work tree belongs to, though the file itself may be gone, and where in it."""
    from itemkit.model.kinds import KINDS
    from itemkit.source.catalog import CONFIG_NAME, Catalog

    folders = PurePosixPath(path).parents
    places = {kind.place for kind in KINDS.values()}
    root = next((folder for folder in folders if Path(folder, CONFIG_NAME).is_file()), None) or next(
        (folder.parent for folder in folders if folder.name in places), PurePosixPath()
    )
    return Catalog(Path(root)), str(PurePosixPath(path).relative_to(root))


def _plain(asked: Asked, paint: "Paint") -> Iterator[str]:
    """The usual lines, as git would have them."""
    import difflib

    from itemkit.report.visible import encodable, visible

    texts = [_text(content) for content in (asked.old, asked.new)]
    if None in texts:
        yield f"Binary files a/{visible(asked.path)} and b/{visible(asked.new_path)} differ\n"
        return
    before, after = (text.splitlines(keepends=True) for text in texts if text is not None)
    name = "/dev/null" if asked.old is None else f"a/{asked.path}"
    new_name = "/dev/null" if asked.new is None else f"b/{asked.new_path}"
    for line in difflib.unified_diff(before, after, visible(name), visible(new_name)):
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[0], "")
        shown = visible(line.rstrip("\r\n"), keep="\t")
        yield encodable(paint(shown, style) if style else shown) + "\n"
        if not line.endswith("\n"):
            yield "\\ No newline at end of file\n"


def _text(content: bytes | None) -> str | None:
    if content is None:
        return ""
    try:
        return None if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return None


def _look(out: TextIO) -> "tuple[Paint, int]":
    """Colours and width as git wants them: its pager is a terminal too."""
    from itemkit.report.terminal import terminal

    tty = "true" if out.isatty() else "false"
    try:
        asked = ["git", "config", "--get-colorbool", "color.diff", tty]
        told = subprocess.run(asked, capture_output=True, check=False).stdout.strip()  # noqa: S603 (what git says of itself)
    except OSError:
        told = b"false"
    colored = told == b"true" and not os.environ.get("NO_COLOR")
    paint, width = terminal(out, is_one=True if colored or os.environ.get("GIT_PAGER_IN_USE") else None)
    if not colored:
        from itemkit.report.block import plain

        return plain, width
    return paint, width


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0]
