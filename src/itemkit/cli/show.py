"""``itemkit show ITEM``: an item whole, with what it inherits from its standard, and where each value comes from."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, item_path, one_of
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.source.catalog import Catalog
    from itemkit.source.origins import Line, Source
    from itemkit.source.wholes import Record

HELP = _("显示一个事项的全部内容，连同从标准事项沿用的；--origin 指明每个值写在哪个文件的哪一行。")

FORMATS = ("yaml", "json")


def command(
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("事项的文件、编码或者名称"))],
    origin: Annotated[bool, typer.Option("--origin", help=_("指明每个值写在哪个文件的哪一行"))] = False,
    format: Annotated[str, typer.Option("-f", "--format", help=_("yaml 或 json"))] = "yaml",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Show a whole item."""
    from itemkit.source.trees import DiskTree
    from itemkit.source.wholes import Reader, Unread
    from itemkit.source.write import write_atomically

    one_of(format, FORMATS)
    opened = catalog_of([Path(item)] if catalog is None and Path(item).is_file() else [], catalog)[0]
    path = item_path(opened, item, use_cache=not no_cache, jobs=jobs)
    (record,) = Reader(DiskTree(opened)).records("item", [path])
    if isinstance(record, Unread):
        typer.echo(f"itemkit：{path}：{record.reason}", err=True)
        raise typer.Exit(1)
    sources = _sources(opened, record) if origin else None
    text = _as_json(record, sources) if format == "json" else _as_yaml(record, sources)
    if out is None:
        sys.stdout.write(text)
    else:
        write_atomically(out, text)


def _sources(catalog: "Catalog", record: "Record") -> "list[Source]":
    from itemkit.source.origins import sources_of
    from itemkit.source.read import text_of

    own = text_of(catalog.root / record.path) or ""
    if record.standard is None:
        return sources_of(record.whole, None, record.own, (own, ""))
    inherited = text_of(catalog.root / record.standard.path) or ""
    return sources_of(record.whole, record.standard.data, record.own, (own, inherited))


def _as_yaml(record: "Record", sources: "list[Source] | None") -> str:
    from itemkit.report.visible import encodable, visible
    from itemkit.source.dump import dump
    from itemkit.source.origins import lines_of

    if sources is None:
        return encodable(dump(record.whole))
    lines = lines_of(record.whole, sources)
    head = [_("# 本地：{path}").format(path=visible(record.path))]
    if record.standard is not None:
        head.append(_("# 标准：{path}").format(path=visible(record.standard.path)))
    return encodable("\n".join([*head, "", *_annotated(lines)]) + "\n")


def _annotated(lines: "list[Line]") -> list[str]:
    """Each line with its origin in front, where the eye finds it however long the line is."""
    from rich.cells import cell_len

    marks = [_("、").join(_mark(one) for one in line.sources) for line in lines]
    room = max(map(cell_len, marks), default=0)
    return [
        f"{mark}{' ' * (room - cell_len(mark))} │ {line.text}".rstrip() for mark, line in zip(marks, lines, strict=True)
    ]


def _mark(source: "Source") -> str:
    return (_("标准:{line}") if source.inherited else _("本地:{line}")).format(line=source.line)


def _as_json(record: "Record", sources: "list[Source] | None") -> str:
    from itemkit.source.origins import as_data

    standard = record.standard.path if record.standard is not None else None
    data = as_data(record.whole, record.path, standard, sources)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
