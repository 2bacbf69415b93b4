"""The ledger of a catalog (``codes/ledger.csv``): every code that was ever given, and to what.

A row is never taken out, so that a code is never given twice, not even long after its item is gone. The rows are sorted
by code, a line each, and ``codes/.gitattributes`` has git join what two branches have added: branches that gave
different codes merge without a conflict, and two that gave the same code leave two rows, which `itemkit.ledger.rules`
tells of.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Self

from itemkit.codes import BASE_CODE, ITEM_CODE
from itemkit.findings import Message, msg
from itemkit.source.catalog import Catalog, CatalogError
from itemkit.source.write import write_atomically

LEDGER_PATH = "codes/ledger.csv"
_ATTRIBUTES = "codes/.gitattributes"
_MERGED_BY_LINES = "ledger.csv merge=union text eol=lf\n"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet could take for a formula, with any apostrophes that are there to prevent it."""
csv.field_size_limit(1 << 30)  # a name may be as long as a file
_CONFLICT = re.compile(r"<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|")
_FORMS = {"item": re.compile(ITEM_CODE), "standard": re.compile(BASE_CODE)}
_ANY = re.compile(".*")
_STATUSES = ("active", "retired")
_VERSION = re.compile("(?:[1-9][0-9]{0,8})?")


class Row(NamedTuple):
    """One code and what it stands for. All is text as in the file; empty where nothing is known."""

    code: str
    kind: str
    """``standard`` or ``item``."""
    path: str
    """The file that carries it, relative to the catalog, when the code was given or last released."""
    name: str
    """What the item was called then."""
    status: str = "active"
    """``active`` or ``retired``."""
    version: str = ""
    """The version that was released."""
    digest: str = ""
    """Of the content that was released; see `itemkit.model.content_of`."""
    assigned: str = ""
    """The day on which the code was given or adopted (ISO 8601)."""
    retired: str = ""
    """The day on which it was retired."""
    replaced_by: str = ""
    """The code of what took its place."""
    reason: str = ""
    """Why it was retired."""

    @property
    def is_active(self) -> bool:
        """Whether the code is in use."""
        return self.status == "active"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line of the ledger that can't be believed."""

    line: int
    message: Message


@dataclass(frozen=True)
class Ledger:
    """All rows, in the order of the file."""

    rows: tuple[Row, ...] = ()
    lines: tuple[int, ...] = ()
    """On which line of the file each row begins; nothing for a ledger that was not read."""
    flaws: tuple[Flaw, ...] = ()
    """Lines that are no rows."""
    exists: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the content of a ledger; what is wrong with it is in `flaws`, nothing is raised."""
        rows: list[Row] = []
        lines: list[int] = []
        flaws: list[Flaw] = []
        for line, cells in _each_line(text.removeprefix("\ufeff")):
            if isinstance(cells, Message):
                flaws.append(Flaw(line, cells))
            elif line == 1:
                if tuple(cells) != Row._fields:
                    flaws.append(Flaw(1, msg("第一行要是 {columns}", columns=",".join(Row._fields))))
            elif (flaw := _flaw(cells)) is not None:
                flaws.append(Flaw(line, flaw))
            else:
                rows.append(Row(*map(_shown, cells)))
                lines.append(line)
        return cls(tuple(rows), tuple(lines), tuple(flaws), exists=True)

    def text(self) -> str:
        """The file: a header, the rows sorted by code, LF at each end of line."""
        out = io.StringIO()
        plain = csv.writer(out, lineterminator="\n")
        quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        plain.writerow(Row._fields)
        for row in sorted(self.rows):
            has_return = any("\r" in cell for cell in row)  # which the module does not quote by itself
            (quoted if has_return else plain).writerow(map(_kept, row))
        return out.getvalue()

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that was ever given."""
        return frozenset(row.code for row in self.rows)

    @cached_property
    def by_code(self) -> dict[str, Row]:
        """The rows by code; of several with one code one that is active."""
        return {row.code: row for row in sorted(self.rows, key=lambda row: row.is_active)}

    def with_rows(self, rows: Iterable[Row]) -> "Ledger":
        """This ledger with more rows."""
        return Ledger((*self.rows, *rows), exists=True)

    def replacing(self, rows: Iterable[Row]) -> "Ledger":
        """This ledger, in which each of these rows takes the place of all that have its code."""
        new = {row.code: row for row in rows}
        return Ledger((*(row for row in self.rows if row.code not in new), *new.values()), exists=True)


def read_ledger(catalog: Catalog) -> Ledger:
    """The ledger of a catalog as it is on disk; an empty one if there is none.

    Raises:
        CatalogError: it can't be read, or has lines that can't be believed.
    """
    ledger = peek(catalog.root)
    if ledger.flaws:
        first = ledger.flaws[0]
        raise CatalogError(
            msg(
                "{path} 第 {line} 行：{message}；改好以后再来，别的行没有动",
                path=LEDGER_PATH,
                line=first.line,
                message=first.message,
            )
        )
    return ledger


def peek(root: Path, raw: bytes | None = None) -> Ledger:
    """The ledger as it is, with its flaws.

    Args:
        root: the catalog.
        raw: what the file holds, if that is known.
    """
    path = root / LEDGER_PATH
    if raw is None:
        if not path.resolve().is_relative_to(root.resolve()):
            return Ledger(flaws=(Flaw(1, msg("是通到目录外面的链接：换成文件")),), exists=True)
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return Ledger()
        except OSError as error:
            return Ledger(flaws=(Flaw(1, msg("打不开：{reason}", reason=error.strerror)),), exists=True)
    try:
        return Ledger.parse(raw.decode())
    except UnicodeDecodeError:
        return Ledger(flaws=(Flaw(1, msg("不是 UTF-8：另存为 UTF-8")),), exists=True)


def write_ledger(root: Path, ledger: Ledger) -> None:
    """Write the ledger, whole and forced to the disk; beside it, for git, how its lines are merged.

    Raises:
        OSError: it can't be written; then the old one is untouched.
    """
    path = root / LEDGER_PATH
    path.parent.mkdir(exist_ok=True)
    attributes = root / _ATTRIBUTES
    if not attributes.exists():
        write_atomically(attributes, _MERGED_BY_LINES)
    write_atomically(path, ledger.text())


def is_text(path: str) -> bool:
    """Whether a path can be written down: the name of a file may be no UTF-8."""
    return path.encode("utf-8", "replace").decode() == path


def _each_line(text: str) -> Iterator[tuple[int, list[str] | Message]]:
    """Each record with the line that it begins on, or why it is none; the first one also where the text is empty."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield line, msg("不是正确的 CSV：{reason}", reason=error)
        else:
            if cells is None:
                break
            if cells or line == 1:
                yield line, cells
        line = reader.line_num + 1
    if line == 1:
        yield 1, []


def _flaw(cells: list[str]) -> Message | None:
    """What is wrong with the cells of a line; None if they make a row."""
    if _CONFLICT.match(cells[0]):
        return msg("是 git 合并冲突的标记：两边的行都留下，删去标记，再用 itemkit codes check 查重复")
    if len(cells) != len(Row._fields):
        return msg("要有 {wanted} 列，这里有 {found} 列", wanted=len(Row._fields), found=len(cells))
    row = Row(*cells)
    days = [one for one in (row.assigned, row.retired) if one and not _is_day(one)]
    mistakes = (
        (row.kind not in _FORMS, msg("kind 要是 item 或 standard，写的是 {found}", found=row.kind)),
        (not _FORMS.get(row.kind, _ANY).fullmatch(row.code), msg("不是正确的编码：{code}", code=row.code)),
        (row.status not in _STATUSES, msg("status 要是 active 或 retired，写的是 {found}", found=row.status)),
        (not _VERSION.fullmatch(row.version), msg("version 要是从 1 起的整数，写的是 {found}", found=row.version)),
        (bool(days), msg("日期写成 年-月-日，写的是 {found}", found=tuple(days))),
    )
    return next((message for is_wrong, message in mistakes if is_wrong), None)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _kept(cell: str) -> str:
    """A cell as it is written: what a spreadsheet could take for a formula has an apostrophe more."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _shown(cell: str) -> str:
    """A cell as it is meant."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
