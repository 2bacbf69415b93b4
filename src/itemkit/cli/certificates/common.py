"""What the commands about certificates share: words of their options, the index of the catalog."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.index.database import Index
    from itemkit.source.catalog import Catalog, Found

CATALOG_HELP = _("目录的根文件夹；不写就是当前目录所在的目录")
JOBS_HELP = _("用几个进程；不写由程序决定")
NO_CACHE_HELP = _("不用也不写 .itemkit/cache")


def catalog_of(paths: Sequence[Path], catalog: Path | None) -> "tuple[Catalog, Found]":
    """The catalog around some paths and all of its files; one without any ends the command."""
    from itemkit.cli.validate import NOTHING_MATCHED, open_catalog

    opened = open_catalog(paths, catalog)
    found = opened.find()
    if not found.count:
        typer.echo(_("itemkit：没有找到目录文件：到有 itemkit.toml 的文件夹里运行，或者用 --catalog 指明"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    return opened, found


@contextmanager
def indexed(catalog: "Catalog", found: "Found", *, use_cache: bool, jobs: int | None) -> "Iterator[Index]":
    """The index of a catalog as it is now, from what lint remembers of it as far as that holds."""
    from itemkit.cli.query import seen

    with seen(catalog, found, use_cache=use_cache, jobs=jobs) as index:
        yield index


def one_of(text: str, known: Sequence[str]) -> None:
    """Refuse a word that is none of those that are known."""
    if text not in known:
        raise typer.BadParameter(_("没有这种写法：{text}；可用 {names}").format(text=text, names=_("、").join(known)))
