"""``itemkit validate [PATH…]``: does every file have the form it should have."""

import io
import os
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itemkit.findings import Finding, Rule, Severity
    from itemkit.lint.run import Outcome, Progress
    from itemkit.report import Report
    from itemkit.source.catalog import Catalog

HELP = _("校验目录文件：YAML 是否正确，键、值、引用是否合乎模式。")

NOTHING_MATCHED = 3
_TEXT_LIMIT = 500
_WORTH_A_BAR = 2_000
_STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
_LARGEST_STEP_SUMMARY = 1024 * 1024  # GitHub throws the summary of a step away that is larger


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
            help=_("text、json、sarif、github、gitlab、junit、markdown、xlsx；可以写几个，=FILE 写到文件"),
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help=_("从哪一级起退出码为 1：error、warning、info、never"))
    ] = "error",
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("文字报告最多显示几条；0 为全部"))] = _TEXT_LIMIT,
) -> None:
    """Validate files and report what was found."""
    from itemkit.lint.run import RULES_OF_FORM, validate

    outputs = [_output(one) for one in formats or ["text"]]
    at_most_one_on_screen(outputs)
    threshold = _threshold(fail_on)
    opened = open_catalog(paths or [], catalog)
    found = opened.find(paths or ())
    if not found.count and not found.problems:
        typer.echo(_("itemkit：没有找到目录文件：到有 itemkit.toml 的文件夹里运行，或者用 --catalog 指明"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    with _progress(found.count) as progress:
        outcome = validate(opened, found, jobs=jobs, progress=progress)
    write_reports(outcome, opened, outputs, threshold, rules=RULES_OF_FORM, jobs=jobs, limit=limit)
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
    rules: "Mapping[str, Rule[Any]]",
    jobs: int | None,
    limit: int,
    baseline: bool = False,
) -> None:
    """Write what was found in every format that is asked for; in a step of GitHub Actions also its summary.

    Args:
        outcome: what was found.
        catalog: where.
        outputs: formats, each with the file to write it to; None: the standard output.
        threshold: the severity from which on a finding fails the run; None: it never fails.
        rules: all rules that may have found something, by code.
        jobs: how many processes look for the places; see `process_count`.
        limit: how many findings the text on the standard output has at most; 0: all.
        baseline: whether the findings were compared with a baseline.
    """
    from itemkit.report import FORMATS
    from itemkit.source.write import write_atomically

    summary = os.environ.get(_STEP_SUMMARY)
    shown = [limit if name == "text" and file is None else 0 for name, file in outputs]
    most = 0 if 0 in shown or summary else max(shown)
    report = replace(_report(outcome, catalog, rules, most, threshold, jobs), baseline=baseline)
    for (name, file), this_many in zip(outputs, shown, strict=True):
        part = _first(report, this_many) if this_many else report
        if file is None:
            FORMATS[name](part, sys.stdout)
        else:
            write_atomically(file, _content(name, part, catalog.root, file))
    if summary:
        _append_summary(report, Path(summary))


def _content(name: str, report: "Report", root: Path, file: Path) -> str | bytes:
    """The whole ``file`` in a format."""
    from itemkit.report import BINARY_FORMATS, FORMATS

    if name in BINARY_FORMATS:
        from_file = replace(report, root=_relative_root(root.resolve(), file.parent.resolve()))
        written = io.BytesIO()
        BINARY_FORMATS[name].write(from_file, written)
        return written.getvalue()
    text = io.StringIO()
    FORMATS[name](report, text)
    return text.getvalue()


def _append_summary(report: "Report", file: Path) -> None:
    """Add to the page that GitHub shows beside a run; where it can't be written, the run goes on."""
    from itemkit.report import FORMATS

    text = io.StringIO()
    FORMATS["markdown"](report, text)
    content = text.getvalue().encode()
    try:
        with file.open("ab") as stream:
            if stream.tell() + len(content) <= _LARGEST_STEP_SUMMARY:
                stream.write(content)
            else:
                typer.echo(_("itemkit：{name} 满了，没有写摘要").format(name=_STEP_SUMMARY), err=True)
    except OSError as error:
        reason = error.strerror or str(error)
        typer.echo(_("itemkit：{name} 写不进去：{reason}").format(name=_STEP_SUMMARY, reason=reason), err=True)


def _first(report: "Report", many: int) -> "Report":
    """The same report with the first findings that count; the others are counted as hidden."""
    counted = [one for one in report.findings if one.finding.suppressed is None]
    hidden = report.hidden + max(0, len(counted) - many)
    return replace(report, findings=counted[:many], hidden=hidden)


def _report(
    outcome: "Outcome",
    catalog: "Catalog",
    rules: "Mapping[str, Rule[Any]]",
    most: int,
    threshold: "Severity | None",
    jobs: int | None,
) -> "Report":
    from itemkit.findings import Severity
    from itemkit.report import Report, Summary
    from itemkit.report.locate import locate

    shown = [one for one in outcome.findings if not one.suppressed][:most] if most else outcome.findings
    counts = _counts(outcome.findings)
    return Report(
        findings=locate(shown, catalog.root, jobs=jobs),
        summary=Summary(outcome.files, outcome.items, *counts),
        rules=rules,
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


def _relative_root(root: Path, start: Path = Path()) -> str:
    """The way to the catalog from ``start``, which is the working directory unless given."""
    relative = Path(os.path.relpath(root, start)).as_posix()
    return "" if relative == "." else relative + "/"


def _output(text: str) -> tuple[str, Path | None]:
    from itemkit.report import BINARY_FORMATS, FORMATS

    name, file = output_named(text, [*FORMATS, *BINARY_FORMATS])
    if name in BINARY_FORMATS:
        if file is None:
            raise typer.BadParameter(_("{name} 只能写到文件：-f {name}=FILE").format(name=name))
        if find_spec(BINARY_FORMATS[name].package) is None:
            raise typer.BadParameter(_("写 {name} 要先安装：pip install 'itemkit[{name}]'").format(name=name))
    return name, file


def output_named(text: str, names: "Sequence[str]") -> tuple[str, Path | None]:
    """A format and the file to write it to, out of ``FORMAT[=FILE]``; None: the standard output."""
    name, separator, file = text.partition("=")
    if name not in names or (separator and not file):
        raise typer.BadParameter(_("没有这种格式：{text}；可用 {names}").format(text=text, names=_("、").join(names)))
    if file and not Path(file).parent.is_dir():
        raise typer.BadParameter(_("没有文件夹 {folder}").format(folder=Path(file).parent))
    return name, Path(file) if file else None


def at_most_one_on_screen(outputs: "Sequence[tuple[str, Path | None]]") -> None:
    """Refuse two formats that would be mixed up on the standard output."""
    if sum(file is None for _name, file in outputs) > 1:
        raise typer.BadParameter(_("只能有一种格式写到屏幕，其余用 -f FORMAT=FILE 写到文件"))


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
