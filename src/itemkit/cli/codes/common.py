"""What the commands about codes share: the catalog for oneself, the day, the way things are said."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from itemkit.language import _, mark

if TYPE_CHECKING:
    from itemkit.findings import Message
    from itemkit.ledger.carriers import Carriers
    from itemkit.ledger.ledger import Ledger
    from itemkit.ledger.store import Edit
    from itemkit.source.catalog import Catalog

DRY_RUN_HELP = _("只显示会做什么，不写文件")
COLUMNS = {
    "status": mark("状态"), "kind": mark("种类"), "path": mark("登记的文件"), "name": mark("登记的名称"),
    "version": mark("版本"), "digest": mark("内容摘要"), "assigned": mark("赋码日期"), "retired": mark("退役日期"),
    "replaced_by": mark("接替的编码"), "reason": mark("原因"),
}  # fmt: skip
"""The columns of the ledger behind the code, as they are shown."""
WORDS = {"active": mark("在用"), "retired": mark("已退役"), "item": mark("事项"), "standard": mark("标准事项")}
"""Words of the ledger, as they are shown."""


@dataclass(frozen=True)
class Opened:
    """A catalog with its codes, as they are while nobody else writes them."""

    catalog: "Catalog"
    ledger: "Ledger"
    carriers: "Carriers"
    only: Callable[[str], bool]
    """Whether a path is one of those that were asked for."""

    @property
    def region(self) -> str:
        """The first two digits of the base codes that this catalog gives; empty if it says nothing of a region."""
        settings = self.catalog.settings
        region = settings.get("codes", {}).get("region") or settings.get("catalog", {}).get("region", "")
        return str(region)[:2]


@contextmanager
def opened(
    paths: Sequence[Path], catalog: Path | None, jobs: int | None, *, digests: bool = False, dry: bool = False
) -> Iterator[Opened]:
    """The catalog around ``paths``, locked for this process; for a dry run it is only looked at.

    Raises:
        CatalogError: there is none, it can't be locked, or its ledger can't be read.
        typer.Exit: there is nothing in it that could have a code.
    """
    from itemkit.cli.validate import NOTHING_MATCHED, open_catalog
    from itemkit.ledger.carriers import carriers_of
    from itemkit.ledger.ledger import read_ledger
    from itemkit.ledger.store import locked

    here = open_catalog(paths, catalog)
    waiting = partial(typer.echo, _("itemkit：另一个 itemkit 正在写编码，等它写完"), err=True)
    with nullcontext() if dry else locked(here, waiting):
        found = here.find()
        if not (found.files["item"] or found.files["standard"]):
            typer.echo(_("itemkit：没有找到事项和标准事项"), err=True)
            raise typer.Exit(NOTHING_MATCHED)
        wanted = None
        if paths:
            asked = here.find(paths)
            wanted = None if asked.whole else {*asked.files["item"], *asked.files["standard"]}
        carriers = carriers_of(here, found, digests=digests, jobs=jobs)
        yield Opened(here, read_ledger(here), carriers, (lambda _path: True) if wanted is None else wanted.__contains__)


def today() -> str:
    """Today (ISO 8601), or the day that SOURCE_DATE_EPOCH names."""
    import os
    from datetime import UTC, date, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # it is not set, or is no time
        return date.today().isoformat()  # noqa: DTZ011


def tell(lead: str, path: str, text: "str | Message") -> None:
    """A line about a file on the standard error; control characters made visible."""
    from itemkit.report.visible import visible

    typer.echo(visible(f"{lead} {path}：{text}"), err=True)


def write(here: Opened, ledger: "Ledger", edits: "Sequence[Edit]", jobs: int | None) -> int:
    """Carry out what was decided; how many files could not be changed, each of them named."""
    from itemkit.ledger.store import carry_out

    failed = carry_out(here.catalog, here.ledger, ledger, edits, jobs=jobs)
    for path, reason in sorted(failed.items()):
        tell(_("没有写进"), path, reason)
    return len(failed)
