"""``itemkit certificates link [PATH…]``: which materials and results mean a certificate without saying so."""

import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, one_of
from itemkit.language import _, mark

if TYPE_CHECKING:
    from itemkit.certificates.linking.apply import Written
    from itemkit.certificates.linking.links import Links, Proposal
    from itemkit.index.database import Index
    from itemkit.source.catalog import Catalog

HELP = _("把没有写证照的材料和结果关联到证照，补上事项发的证照；默认只显示，--write 写上有把握的。")

FORMATS = ("table", "json")
ONLY = {"material": ("material",), "result": ("result", "new-result"), "certificate": ("certificate",)}
"""Kinds of proposals by the words of ``--only``."""
KINDS = {
    "material": mark("材料"),
    "result": mark("结果"),
    "new-result": mark("事项发的"),
    "certificate": mark("新的证照文件"),
}
_UNCERTAIN = 20
"""So many rows of what is uncertain are shown unless all are asked for."""


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("只看这些文件和文件夹的；不写就是当前目录所在的整个目录"))
    ] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table 或 json"))] = "table",
    write: Annotated[bool, typer.Option("--write", help=_("写上有把握的；要用的证照没有文件的，写成草稿"))] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("没有把握的也全部列出"))] = False,
    only: Annotated[
        str, typer.Option("--only", metavar="WHAT", help=_("只看一种：material、result 或 certificate"))
    ] = "",
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Show links, or write them; the exit code is 1 if something could not be written."""
    import json

    from itemkit.certificates.linking.json_ import as_data
    from itemkit.report.visible import encodable

    one_of(format, FORMATS)
    one_of(only or "material", tuple(ONLY))
    opened, found = catalog_of(paths or (), catalog)
    with indexed(opened, found, use_cache=not no_cache, jobs=jobs) as index:
        links = _links(opened, index, paths or (), only)
    written = _write(opened, links, jobs) if write else None
    if format == "json":
        sys.stdout.write(encodable(json.dumps(as_data(links, written), ensure_ascii=False, indent=1)) + "\n")
    else:
        _show(links, written, in_full=all_)
    if written and written.failed:
        raise typer.Exit(1)


def _links(catalog: "Catalog", index: "Index", paths: Sequence[Path], only: str) -> "Links":
    from itemkit.certificates.linking.links import KINDS as EVERY
    from itemkit.certificates.linking.links import links_in

    asked = catalog.find(paths)
    wanted = None if asked.whole else frozenset(one for several in asked.files.values() for one in several)
    return links_in(index, ONLY.get(only, EVERY), paths=wanted)


def _write(catalog: "Catalog", links: "Links", jobs: int | None) -> "Written":
    from itemkit.certificates.linking.apply import write_links
    from itemkit.ledger.store import locked

    waiting = partial(typer.echo, _("itemkit：另一个 itemkit 正在写这个目录，等它写完"), err=True)
    with locked(catalog, waiting):
        return write_links(catalog, links, jobs=jobs)


def _show(links: "Links", written: "Written | None", *, in_full: bool) -> None:
    certain = _rows(one for one in links.proposals if one.certain)
    uncertain = _rows(one for one in links.proposals if not one.certain)
    if not certain and not uncertain:
        typer.echo(_("没有要关联的。"))
    if certain:
        _table(_("写上了的") if written else _("有把握的"), certain)
    if uncertain:
        shown = uncertain if in_full else uncertain[:_UNCERTAIN]
        _table(_("没有把握的，要人看"), shown)
        if len(shown) < len(uncertain):
            typer.echo(_("…… 另有 {count} 种，--all 全部列出").format(count=len(uncertain) - len(shown)))
    if written:
        _say_written(written)
    elif certain:
        count = sum(one.certain and bool(one.pointer) for one in links.proposals)
        said = _("--write 会写上 {links} 处，新建 {drafts} 个证照文件")
        typer.echo(said.format(links=count, drafts=len(links.drafts)))


Row = tuple[str, str, str, int, str]


def _rows(proposals: "Iterable[Proposal]") -> list[Row]:
    """One row a name: what it is, the name, the certificate, how often, why; the most frequent first."""
    from collections import Counter

    counted = Counter((one.kind, one.text, one.certificate, str(one.reason)) for one in proposals)
    order = list(KINDS)
    rows = sorted(counted.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0][1]))
    return [(_(KINDS[kind]), text, certificate, count, reason) for (kind, text, certificate, reason), count in rows]


def _table(title: str, rows: Sequence[Row]) -> None:
    import io

    from itemkit.cli.tables import write_table
    from itemkit.report.visible import encodable

    out = io.StringIO()
    write_table([_("种类"), _("写着的名称"), _("证照"), _("几处"), _("理由")], rows, out)
    sys.stdout.write(f"{title}\n\n{encodable(out.getvalue())}\n")


def _say_written(written: "Written") -> None:
    from itemkit.report.visible import visible

    for path, reason in sorted(written.failed.items()):
        typer.echo(visible(_("没有写进 {path}：{reason}").format(path=path, reason=reason)), err=True)
    said = _("写上了 {links} 处，改了 {files} 个文件，新建了 {drafts} 个证照文件，{failed} 个文件没有写进")
    typer.echo(
        said.format(
            links=written.links, files=len(written.files), drafts=len(written.drafts), failed=len(written.failed)
        )
    )
