"""What commands that ask the index share: words of their options, the catalog with its files, its index."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.certificates.paths.which import Meant
    from itemkit.index.database import Index
    from itemkit.source.catalog import Catalog, Found

CATALOG_HELP = _("目录的根文件夹；不写就是当前目录所在的目录")
JOBS_HELP = _("用几个进程；不写由程序决定")
NO_CACHE_HELP = _("不用也不写 .itemkit/cache")
_MOST_TOLD = 20
"""Items that are named where one name means several."""


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


def item_meant(index: "Index", catalog: "Catalog", text: str) -> "Meant":
    """The one item that is meant by a file, a code or a name; the command ends where there are several, or none."""
    from itemkit.certificates.paths.which import items_meant, names_near
    from itemkit.cli.validate import NOTHING_MATCHED
    from itemkit.source.catalog import real_path

    wanted = text
    if (path := Path(text)).is_file() and real_path(path).is_relative_to(catalog.root.resolve()):
        wanted = real_path(path).relative_to(catalog.root.resolve()).as_posix()
    several = items_meant(index, wanted)
    if not several:
        near = names_near(index, text)
        hint = _("；是不是：{names}？").format(names=_("、").join(near)) if near else ""
        say(_("目录里没有“{text}”这个事项{hint}").format(text=text, hint=hint))
        raise typer.Exit(NOTHING_MATCHED)
    if len(several) > 1:
        say(_("“{text}”有 {count} 个事项，用文件或编码指明是哪一个：").format(text=text, count=len(several)))
        for one in several[:_MOST_TOLD]:
            say(f"  {one.path}{'  ' + one.code if one.code else ''}")
        if len(several) > _MOST_TOLD:
            say("  " + _("……还有 {count} 个").format(count=len(several) - _MOST_TOLD))
        raise typer.Exit(2)
    return several[0]


def item_path(catalog: "Catalog", text: str, *, use_cache: bool, jobs: int | None) -> str:
    """The file of the one item that is meant, as `item_meant`; a file is taken as it is, and needs no index."""
    from itemkit.source.catalog import real_path

    path = Path(text)
    if path.is_file() and real_path(path).is_relative_to(catalog.root.resolve()):
        return real_path(path).relative_to(catalog.root.resolve()).as_posix()
    with indexed(catalog, catalog.find(), use_cache=use_cache, jobs=jobs) as index:
        return item_meant(index, catalog, text).path


def say(sentence: str) -> None:
    """Tell a person on the standard error; a line that is indented goes on with the one before."""
    from itemkit.report.visible import visible

    typer.echo(f"itemkit: {visible(sentence)}" if not sentence.startswith(" ") else visible(sentence), err=True)
