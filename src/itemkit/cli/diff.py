"""``itemkit diff A [B]``: what differs between two items, regions or states of a catalog, and who is burdened by it."""

import io
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.validate import NOTHING_MATCHED, _progress, at_most_one_on_screen, output_named
from itemkit.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from itemkit.diff.accepted import Accepted
    from itemkit.diff.effect import Effect
    from itemkit.diff.sides import Side
    from itemkit.report.difference import DifferenceReport

HELP = _("比较两个事项、两个区划、两个版本：哪里不同，对办事人是加重还是减轻。")

_LIMIT = 500
_MOST_UNUSED = 20


def command(
    sides: Annotated[
        list[str],
        typer.Argument(
            metavar="A [B]",
            help=_("文件、文件夹、六位区划、git 的版本或 版本:路径；A 是版本时 B 可以不写，就是磁盘上的目录"),
        ),
    ],
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT[=FILE]",
            help=_(
                "text、json、markdown、html、junit、github、sarif，以及 accept（接受清单）；可以写几个，=FILE 写到文件"
            ),
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("写到这个文件"))] = None,
    details: Annotated[bool, typer.Option("--all", help=_("也列出细节：窗口、电话、网址、编码、版本号"))] = False,
    fail_on: Annotated[
        str,
        typer.Option("--fail-on", help=_("有没有接受的这种变更时退出码为 1：burden、unclear（也含 burden）、none")),
    ] = "none",
    accept: Annotated[
        Path | None, typer.Option("--accept", metavar="FILE", help=_("接受清单：其中的变更算作已接受，要写理由"))
    ] = None,
    git_driver: Annotated[
        bool, typer.Option("--git-driver", help=_("由 git 调用，让 git diff 显示这样的差异"))
    ] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("屏幕上的文字最多列几处；0 为全部"))] = _LIMIT,
) -> None:
    """Compare two sides and report what differs."""
    if git_driver:
        from itemkit.cli.diff_git import drive

        drive(sides, sys.stdout)
        return
    outputs = _outputs(formats, out)
    threshold = _threshold(fail_on)
    kept = _kept(accept, outputs)
    today = _today()
    report = _report(_two(sides), catalog, kept, today, threshold, details=details, jobs=jobs)
    _write(_continued(report, accept, outputs), outputs, limit)
    _tell(report, kept, today)
    if report.failures or report.difference.unread:
        raise typer.Exit(1)


def _outputs(formats: "Sequence[str] | None", out: Path | None) -> list[tuple[str, Path | None]]:
    from itemkit.report.difference import FORMATS

    outputs = [output_named(one, list(FORMATS)) for one in formats or ["text"]]
    at_most_one_on_screen(outputs)
    if out is None:
        return outputs
    if all(file is not None for _name, file in outputs):
        raise typer.BadParameter(_("每种格式都已经写了文件，不用再写 -o"))
    if not out.parent.is_dir():
        raise typer.BadParameter(_("没有文件夹 {folder}").format(folder=out.parent))
    return [(name, file or out) for name, file in outputs]


def _threshold(text: str) -> "Effect | None":
    from itemkit.diff.effect import Effect

    effects = {"burden": Effect.BURDEN, "unclear": Effect.UNCLEAR, "none": None}
    if text not in effects:
        raise typer.BadParameter(_("--fail-on 要写 burden、unclear 或 none"))
    return effects[text]


def _two(sides: "Sequence[str]") -> tuple[str, str | None]:
    """What is compared; with a revision alone, B is the catalog on disk."""
    from itemkit.diff.sides import is_revision

    if len(sides) == 2:  # noqa: PLR2004 (A and B)
        return sides[0], sides[1]
    if len(sides) > 2:  # noqa: PLR2004
        raise typer.BadParameter(_("只能比两边：itemkit diff A B"))
    (only,) = sides
    if not is_revision(only):
        raise typer.BadParameter(
            _("写明和什么比：itemkit diff {a} B；只有 A 是 git 的版本（如 main）时才可以不写 B").format(a=only)
        )
    return only, None


def _kept(accept: Path | None, outputs: "Sequence[tuple[str, Path | None]]") -> "Accepted":
    from itemkit.diff.accepted import Accepted, read_accepted

    if accept is None:
        return Accepted()
    return read_accepted(accept, complete=all(name != "accept" for name, _file in outputs))


def _continued(
    report: "DifferenceReport", accept: Path | None, outputs: "Sequence[tuple[str, Path | None]]"
) -> "DifferenceReport":
    """A list of accepted changes that is written anew keeps what is in its file, if no other is given."""
    from itemkit.diff.accepted import read_accepted

    file = next((file for name, file in outputs if name == "accept"), None)
    if accept is not None or file is None or not file.exists():
        return report
    return replace(report, kept=read_accepted(file, complete=False))


def _report(
    asked: tuple[str, str | None],
    catalog: Path | None,
    kept: "Accepted",
    today: "date",
    threshold: "Effect | None",
    *,
    details: bool,
    jobs: int | None,
) -> "DifferenceReport":
    from itemkit.diff.sides import NothingThereError
    from itemkit.diff.whole import difference_of
    from itemkit.report.difference import located, root_of

    with ExitStack() as stack:
        try:
            a, b = (stack.enter_context(_side(one, catalog)) for one in asked)
            progress = stack.enter_context(_progress(_count(a) + _count(b)))
            difference = difference_of(a, b, details=details, jobs=jobs, progress=progress)
        except NothingThereError as error:
            typer.echo(_("itemkit：{reason}").format(reason=error), err=True)
            raise typer.Exit(NOTHING_MATCHED) from None
        root = root_of(difference, Path())
        return located(difference, root=root, kept=kept, today=today, fail_on=threshold, jobs=jobs)


@contextmanager
def _side(asked: str | None, catalog: Path | None) -> "Iterator[Side]":
    from itemkit.diff.sides import side_of
    from itemkit.source.catalog import Catalog

    with side_of(str(Catalog.around(catalog or Path()).root) if asked is None else asked, catalog) as side:
        yield side if asked is not None else replace(side, label=_("磁盘上的目录"))


def _count(side: "Side") -> int:
    return len(side.items) + len(side.standards)


def _today() -> "date":
    from datetime import date

    from itemkit.cli.codes.common import today

    return date.fromisoformat(today())


def _write(report: "DifferenceReport", outputs: "Sequence[tuple[str, Path | None]]", limit: int) -> None:
    from itemkit.report.difference import FORMATS, text
    from itemkit.source.write import write_atomically

    for name, file in outputs:
        if file is None:
            write = partial(text.write, limit=limit) if name == "text" else FORMATS[name]
            write(report, sys.stdout)
        else:
            written = io.StringIO()
            FORMATS[name](report, written)
            write_atomically(file, written.getvalue())


def _tell(report: "DifferenceReport", kept: "Accepted", today: "date") -> None:
    """Say on the standard error what no format may hide: files without a comparison, entries without effect."""
    from itemkit.report.visible import visible

    def say(text: str) -> None:
        typer.echo(visible(text), err=True)

    difference = report.difference
    for name, unread in difference.unread:
        side = difference.a if name == "a" else difference.b
        say(_("itemkit：没有比较 {path}：{reason}").format(path=side.shown(unread.path), reason=unread.reason))
    for one in kept.expired(today):
        what = one.change or one.fingerprint
        say(_("itemkit：接受清单里的一条已经到期（{until}），不再算：{what}").format(until=one.until, what=what))
    unused = [one for one in kept.entries if one.fingerprint in set(report.unused)]
    for one in unused[:_MOST_UNUSED]:
        what = " ".join(filter(None, (one.item, one.change))) or one.fingerprint
        say(_("itemkit：接受清单里的一条没有用上，可以去掉：{what}").format(what=what))
    if len(unused) > _MOST_UNUSED:
        say(_("itemkit：接受清单里还有 {count} 条没有用上").format(count=len(unused) - _MOST_UNUSED))
