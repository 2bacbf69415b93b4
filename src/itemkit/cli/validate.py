"""``itemkit validate [PATH…]``: does every file have the form it should have."""

import io
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itemkit.findings import Finding, Severity
    from itemkit.lint.run import Outcome, Progress
    from itemkit.report import Report
    from itemkit.source.catalog import Catalog

HELP = _("校验目录文件：YAML 是否正确，键、值、引用是否合乎模式。")

NOTHING_MATCHED = 3
_TEXT_LIMIT = 500
_WORTH_A_BAR = 2_000


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("目录、文件夹或文件；不写就是当前目录所在的目录"))
    ] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=_("目录的根文件夹"))] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT[=FILE]",
            help=_("text、json、sarif、github、gitlab、junit；可以写几个，=FILE 写到文件"),
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help=_("从哪一级起退出码为 1：error、warning、info、never"))
    ] = "error",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("文字报告最多显示几条；0 为全部"))] = _TEXT_LIMIT,
) -> None:
    """Validate files and report what was found."""
    from itemkit.lint.run import validate

    outputs = [_output(one) for one in formats or ["text"]]
    if sum(file is None for _name, file in outputs) > 1:
        raise typer.BadParameter(_("只能有一种格式写到屏幕，其余用 -f FORMAT=FILE 写到文件"))
    threshold = _threshold(fail_on)
    opened = open_catalog(paths or [], catalog)
    found = opened.find(paths or ())
    if not found.count and not found.problems:
        typer.echo(_("itemkit：没有找到目录文件：到有 itemkit.toml 的文件夹里运行，或者用 --catalog 指明"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    with _progress(found.count) as progress:
        outcome = validate(opened, found, jobs=jobs, progress=progress)
    write_reports(outcome, opened, outputs, threshold, jobs=jobs, limit=limit)
    if threshold is not None and any(one.severity >= threshold for one in outcome.findings if not one.suppressed):
        raise typer.Exit(1)


def open_catalog(paths: "Sequence[Path]", catalog: Path | None) -> "Catalog":
    """The one catalog that a command works on.

    Raises:
        CatalogError: a path does not exist, or the paths lie in several catalogs.
    """
    from itemkit.findings import msg
    from itemkit.source.catalog import Catalog, CatalogError, real_path

    opened = Catalog.around(catalog or (paths[0] if paths else Path()))
    root = opened.root.resolve()
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise CatalogError(msg("没有这个文件或文件夹：{path}", path=path))
        if not real_path(path).is_relative_to(root):
            raise CatalogError(msg("{path} 不在目录 {root} 里：一次只能校验一个目录", path=path, root=opened.root))
    return opened


def write_reports(
    outcome: "Outcome",
    catalog: "Catalog",
    outputs: "Sequence[tuple[str, Path | None]]",
    threshold: "Severity | None",
    *,
    jobs: int | None,
    limit: int,
) -> None:
    """Write what was found in every format that is asked for."""
    from itemkit.report import FORMATS
    from itemkit.source.write import write_atomically

    shown = [limit if name == "text" and file is None else 0 for name, file in outputs]
    most = 0 if 0 in shown else max(shown)
    report = _report(outcome, catalog, most, threshold, jobs)
    for (name, file), this_many in zip(outputs, shown, strict=True):
        part = _first(report, this_many) if this_many else report
        if file is None:
            FORMATS[name](part, sys.stdout)
        else:
            written = io.StringIO()
            FORMATS[name](part, written)
            write_atomically(file, written.getvalue())


def _first(report: "Report", many: int) -> "Report":
    """The same report with its first findings only; the others are counted as hidden."""
    hidden = report.hidden + max(0, len(report.findings) - many)
    return replace(report, findings=report.findings[:many], hidden=hidden)


def _report(
    outcome: "Outcome", catalog: "Catalog", most: int, threshold: "Severity | None", jobs: int | None
) -> "Report":
    from itemkit.findings import Severity
    from itemkit.lint.registry import BY_CODE
    from itemkit.report import Report, Summary
    from itemkit.report.locate import locate

    shown = [one for one in outcome.findings if not one.suppressed][:most] if most else outcome.findings
    counts = _counts(outcome.findings)
    return Report(
        findings=locate(shown, catalog.root, jobs=jobs),
        summary=Summary(outcome.files, outcome.items, *counts),
        rules=BY_CODE,
        root=_relative_root(catalog.root),
        hidden=sum(counts[:3]) - len(shown) if most else 0,
        fail_on=threshold or Severity.ERROR,
    )


def _counts(findings: "Sequence[Finding]") -> tuple[int, int, int, int]:
    from itemkit.findings import Severity

    counts = dict.fromkeys(Severity, 0)
    suppressed = 0
    for finding in findings:
        if finding.suppressed:
            suppressed += 1
        else:
            counts[finding.severity] += 1
    return counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.INFO], suppressed


def _relative_root(root: Path) -> str:
    relative = Path(os.path.relpath(root)).as_posix()
    return "" if relative == "." else relative + "/"


def _output(text: str) -> tuple[str, Path | None]:
    from itemkit.report import FORMATS

    name, separator, file = text.partition("=")
    if name not in FORMATS or (separator and not file):
        raise typer.BadParameter(_("没有这种格式：{text}；可用 {names}").format(text=text, names=_("、").join(FORMATS)))
    if file and not Path(file).parent.is_dir():
        raise typer.BadParameter(_("没有文件夹 {folder}").format(folder=Path(file).parent))
    return name, Path(file) if file else None


def _threshold(text: str) -> "Severity | None":
    from itemkit.findings import Severity

    if text == "never":
        return None
    try:
        return Severity(text)
    except ValueError:
        raise typer.BadParameter(_("--fail-on 要写 error、warning、info 或 never")) from None


class _progress:  # noqa: N801
    """A progress bar on a terminal; nothing in CI, under pre-commit, or for a few files."""

    def __init__(self, total: int) -> None:
        quiet = any(os.environ.get(name) for name in ("CI", "PRE_COMMIT"))
        self._total = total
        self._shown = sys.stderr.isatty() and not quiet and total >= _WORTH_A_BAR

    def __enter__(self) -> "Progress":
        if not self._shown:
            return lambda _done: None
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        self._bar.start()
        task = self._bar.add_task(_("校验"), total=self._total)

        def advance(done: int) -> None:
            self._bar.update(task, advance=done, refresh=True)

        return advance

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            self._bar.stop()
