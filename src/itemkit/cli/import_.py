"""``itemkit import``: records of another system become a catalog."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from itemkit.exchange import ImportSummary, Profile

HELP = _("导入别的系统的记录，写成目录。")

_SHOWN = 50
"""How many lines of one kind are printed before the rest is only counted."""


def command(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=_("JSON Lines、JSON 数组或一个 JSON 对象"), exists=True, dir_okay=False),
    ],
    profile: Annotated[
        str,
        typer.Option("--profile", metavar="NAME", help=_("导入配置：guangdong、guangxi、sichuan，或自己的 .toml 文件")),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help=_("写到这个文件夹；没有就新建"))],
) -> None:
    """Import records into a catalog; exit code 1 if a file was kept or a record could not be read."""
    from rich.console import Console

    from itemkit.exchange import ProfileError, TargetError, import_file, load_profile

    try:
        chosen = load_profile(profile)
        summary = import_file(file, chosen, output)
    except (ProfileError, TargetError) as error:
        typer.echo(f"itemkit: {error}", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        reason = _("itemkit：{path}：读写失败（{reason}）")
        typer.echo(reason.format(path=error.filename or file, reason=error.strerror or error), err=True)
        raise typer.Exit(2) from None
    _show_problems(summary, file, Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False))
    _show_summary(summary, chosen, output, Console(soft_wrap=True, highlight=False, markup=False, emoji=False))
    raise typer.Exit(0 if summary.is_complete else 1)


def _show_problems(summary: "ImportSummary", file: Path, console: "Console") -> None:
    from itemkit.exchange import Outcome

    why = {
        Outcome.KEPT_EDITED: _("导入后有人改过，没有覆盖"),
        Outcome.KEPT_FOREIGN: _("不是导入写的，没有覆盖"),
        Outcome.KEPT_OUTSIDE: _("经链接通到目录之外，没有写"),
    }
    _show([f"{file}: {one.source}: {one.reason}" for one in summary.unreadable], console)
    _show([f"{one.path}: {why[one.why]}" for one in summary.kept], console)


def _show(lines: list[str], console: "Console") -> None:
    for line in lines[:_SHOWN]:
        console.print(line)
    if len(lines) > _SHOWN:
        console.print(_("…… 另有 {count} 条").format(count=len(lines) - _SHOWN))


def _show_summary(summary: "ImportSummary", profile: "Profile", output: Path, console: "Console") -> None:
    """What was done, which versions gave way, and what stayed under ``extra.source``."""
    done = _(
        "按 {profile} 导入 {records} 条记录到 {output}："
        "写了 {written} 个文件，{unchanged} 个没有变化，{kept} 个保留未动，新增机构 {organs} 个"
    )
    console.print(
        done.format(
            profile=profile.name,
            records=summary.records,
            output=output,
            written=len(summary.written),
            unchanged=len(summary.unchanged),
            kept=len(summary.kept),
            organs=summary.organs,
        )
    )
    if summary.unreadable:
        console.print(_("没有导入的记录：{count} 条").format(count=len(summary.unreadable)))
    if summary.superseded:
        console.print(_("有更新版本、没有写的旧记录：{count} 条").format(count=len(summary.superseded)))
        line = _("  {source} {name} {code} 第 {version} 版 → 用{by}的")
        _show(
            [
                line.format(source=one.source, name=one.name, code=one.code, version=one.version or _("？"), by=one.by)
                for one in summary.superseded
            ],
            console,
        )
    if summary.technical:
        console.print(_("按配置丢弃的技术字段：{count} 个值").format(count=summary.technical))
    if summary.left:
        console.print(_left_over(summary))


def _left_over(summary: "ImportSummary") -> "Table":
    from rich.table import Table

    from itemkit.exchange import Reason

    reasons = {Reason.UNMAPPED: _("没有对应"), Reason.UNPARSABLE: _("读不懂"), Reason.DIFFERS: _("与别处不一致")}
    table = Table(title=_("原样留在 extra.source 的值"), title_justify="left", box=None, pad_edge=False)
    table.add_column(_("来源字段"))
    table.add_column(_("原因"))
    table.add_column(_("次数"), justify="right")
    for (field, reason), count in sorted(summary.left.items(), key=lambda one: (-one[1], one[0][0], one[0][1].value)):
        table.add_row(field, reasons[reason], str(count))
    return table
