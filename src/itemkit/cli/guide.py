"""``itemkit guide ITEM``: the office guide of one item as a file: for a repository, a counter, an office, a program."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, item_path, one_of, say
from itemkit.cli.publish import BASE_URL_HELP, address_of
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.guides.formats import Sheet

HELP = _("把一个事项的办事指南写成文件：Markdown、网页、Word、PDF、JSON。")


def command(
    item: Annotated[str | None, typer.Argument(metavar="ITEM", help=_("事项的文件、编码或者名称"))] = None,
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", help=_("md、html、docx、pdf 或 json；不写看 -o 的扩展名，都不写是 md")),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件；docx、pdf 要写"))] = None,
    edition: Annotated[str, typer.Option("--edition", help=_("complete（完整版）或 concise（简版）"))] = "complete",
    base_url: Annotated[str, typer.Option("--base-url", help=BASE_URL_HELP)] = "",
    template: Annotated[
        Path | None, typer.Option("--template", help=_("docx 用本单位自己的模板；先检查其中的名称和标记"))
    ] = None,
    starter: Annotated[
        Path | None, typer.Option("--starter", help=_("把自带的 docx 模板写到这个文件，供改成自己的"))
    ] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Write the guide of an item."""
    from itemkit.cli.validate import open_catalog
    from itemkit.findings import Message
    from itemkit.guides.formats import FormatError
    from itemkit.guides.formats.read import sheet_of
    from itemkit.guides.page import EDITIONS
    from itemkit.source.write import write_atomically

    if starter is not None:
        _write_starter(starter)
        if item is None:
            return
    if item is None:
        raise typer.BadParameter(_("要写明是哪个事项：文件、编码或者名称"))
    one_of(edition, tuple(EDITIONS))
    name = _format(format, out, template)
    opened = open_catalog([Path(item)] if catalog is None and Path(item).is_file() else [], catalog)
    path = item_path(opened, item, use_cache=not no_cache, jobs=jobs)
    sheet = sheet_of(opened, path, edition, address_of(base_url) if base_url else None)
    if isinstance(sheet, Message):
        say(_("{path}：{reason}").format(path=path, reason=sheet))
        raise typer.Exit(1)
    try:
        written = _written(sheet, name, template)
    except FormatError as error:
        for message in error.messages:
            say(str(message))
        raise typer.Exit(2) from None
    if out is None:
        sys.stdout.write(written.decode())
    else:
        write_atomically(out, written)


def _write_starter(path: Path) -> None:
    """A template to begin with; one that is there already may be somebody's work."""
    from itemkit.guides.formats import docx
    from itemkit.source.write import write_atomically

    if path.exists():
        raise typer.BadParameter(_("{path} 已经有了，不覆盖：换一个文件名").format(path=path))
    write_atomically(path, docx.starter())


def _format(asked: str | None, out: Path | None, template: Path | None) -> str:
    """The format to write, by what a person has asked for, and that it can be written."""
    from importlib.util import find_spec

    from itemkit.guides.formats import FORMATS, format_of

    if asked is not None:
        one_of(asked, tuple(FORMATS))
    name = asked or (format_of(out) if out is not None else "docx" if template is not None else next(iter(FORMATS)))
    if name is None:
        raise typer.BadParameter(_("看不出 {path} 是什么格式：用 -f 写明").format(path=out))
    if template is not None and name != "docx":
        raise typer.BadParameter(_("--template 只用于 docx，这里要写的是 {name}").format(name=name))
    chosen = FORMATS[name]
    if out is None and not chosen.is_text:
        raise typer.BadParameter(_("{name} 要用 -o 写明文件").format(name=name))
    if chosen.package and find_spec(chosen.package) is None:
        raise typer.BadParameter(_("写 {name} 要先安装：pip install 'itemkit[{name}]'").format(name=name))
    return name


def _written(sheet: "Sheet", name: str, template: Path | None) -> bytes:
    from itemkit.guides.formats import FORMATS, docx

    return FORMATS[name].write(sheet) if template is None else docx.write(sheet, template.read_bytes())
