"""``itemkit lint [PATH…]``: is what the items say right, complete and plain."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itemkit.cli.validate import (
    NOTHING_MATCHED,
    _output,
    _progress,
    _threshold,
    at_most_one_on_screen,
    open_catalog,
    write_reports,
)
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.findings import Severity
    from itemkit.lint.fixes import Fixed
    from itemkit.lint.lint import Choice
    from itemkit.lint.policy import Policy
    from itemkit.lint.run import Outcome, Progress
    from itemkit.source.catalog import Catalog, Found

HELP = _("检查内容：材料、时限、依据、措辞……模式看不出的问题；也做 validate 的全部检查。")
_LIMIT = 500


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("只报告这些文件和文件夹的；不写就是当前目录所在的整个目录"))
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
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help=_("只用这些规则：编号、名称或族的字母，用逗号隔开")),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="RULE", help=_("不用这些规则"))] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", help=_("从哪一级起退出码为 1：error、warning、info、never"))
    ] = "error",
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help=_("只报告这个 git 版本以后改了的文件，以及由此在别处引起的")),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help=_("基线文件：其中的发现算作已知，不影响退出码"))
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help=_("把现有的发现写进基线文件；改好了的从里面去掉"))
    ] = False,
    fix: Annotated[bool, typer.Option("--fix", help=_("做安全的修改，再报告余下的"))] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help=_("也做要人再看一眼的修改；和 --fix 或 --diff 合用"))
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help=_("只显示会怎样修改，不写文件"))] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help=_("只显示每条规则发现了几处"))] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=_("不用也不写 .itemkit/cache"))] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=_("用几个进程；不写由程序决定"))] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("文字报告最多显示几条；0 为全部"))] = _LIMIT,
) -> None:
    """Lint files and report what was found."""
    outputs = [_output(one) for one in formats or ["text"]]
    at_most_one_on_screen(outputs)
    if unsafe_fixes and not (fix or diff):
        raise typer.BadParameter(_("--unsafe-fixes 要和 --fix 或 --diff 合用"))
    if write_baseline and (paths or since or select or ignore or fix or diff):
        raise typer.BadParameter(_("--write-baseline 要查整个目录的全部规则，不能和只查一部分的选项合用"))
    threshold = _threshold(fail_on)
    opened = open_catalog(paths or [], catalog)
    settings: Mapping[str, Any] = opened.settings.get("lint", {})
    known = _baseline_file(opened, settings, baseline, to_write=write_baseline)
    asked = opened.find(paths or ())
    choice = _choice(opened, asked, select, ignore, since, known, write_baseline, no_cache, jobs)
    found = asked if asked.whole else opened.find()
    with _progress(found.count) as progress:
        outcome = _lint(opened, choice, found, progress, fix=fix, diff=diff, unsafe=unsafe_fixes)
    if outcome.thrown_away:
        typer.echo(_("itemkit：缓存对不上，已经丢掉重来"), err=True)
    if diff:
        raise typer.Exit(0)
    if write_baseline:
        _write_baseline(known, outcome, choice.policy)
        return
    if statistics:
        _say_statistics(outcome, choice.policy)
    else:
        write_reports(
            outcome,
            opened,
            outputs,
            threshold,
            jobs=jobs,
            limit=limit,
            baseline=known is not None,
            rules=choice.policy.rules,
        )
    _exit(outcome, threshold)


def _exit(outcome: "Outcome", threshold: "Severity | None") -> None:
    if threshold is not None and any(one.severity >= threshold for one in outcome.findings if not one.suppressed):
        raise typer.Exit(1)


def _choice(
    catalog: "Catalog",
    found: "Found",
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    since: str | None,
    baseline: Path | None,
    write_baseline: bool,
    no_cache: bool,
    jobs: int | None,
) -> "Choice":
    from itemkit.lint.baseline import read_baseline
    from itemkit.lint.lint import Choice
    from itemkit.lint.since import Since

    if not found.count and not found.problems:
        typer.echo(_("itemkit：没有找到目录文件：到有 itemkit.toml 的文件夹里运行，或者用 --catalog 指明"), err=True)
        raise typer.Exit(NOTHING_MATCHED)
    only = None
    if not found.whole:
        only = frozenset(one for several in found.files.values() for one in several) | {
            path for path, _problem in found.problems
        }
    return Choice.of(
        catalog,
        select=_names(select),
        ignore=_names(ignore),
        paths=only,
        since=Since.of(catalog, since) if since else None,
        baseline=read_baseline(baseline) if baseline is not None and not write_baseline else (),
        use_cache=not no_cache,
        jobs=jobs,
    )


def _names(values: Sequence[str] | None) -> list[str]:
    return [one.strip() for value in values or () for one in value.split(",") if one.strip()]


def _baseline_file(
    catalog: "Catalog", settings: Mapping[str, Any], asked: Path | None, *, to_write: bool
) -> Path | None:
    """The file that is asked for, else the one that the configuration names; None if there is none to be used."""
    from itemkit.lint.baseline import NAME

    if asked is not None:
        return asked
    if "baseline" in settings:
        return catalog.root / str(settings["baseline"])
    return catalog.root / NAME if to_write else None


def _write_baseline(path: Path | None, outcome: "Outcome", policy: "Policy") -> None:
    from itemkit.lint.baseline import read_baseline, write_baseline

    if path is None:
        return
    before = read_baseline(path) if path.exists() else []
    count = write_baseline(path, outcome.findings, policy.rules)
    after = read_baseline(path)
    gone, new = len(set(before) - set(after)), len(set(after) - set(before))
    typer.echo(
        _("基线 {path}：{count} 条；新增 {new} 条，去掉 {gone} 条").format(path=path, count=count, new=new, gone=gone)
    )


def _lint(
    catalog: "Catalog",
    choice: "Choice",
    found: "Found",
    progress: "Progress",
    *,
    fix: bool,
    diff: bool,
    unsafe: bool,
) -> "Outcome":
    from itemkit.lint.fixes import fix as fix_all
    from itemkit.lint.lint import lint
    from itemkit.source.read import text_of
    from itemkit.source.write import write_atomically

    if not (fix or diff):
        return lint(catalog, choice, found=found, progress=progress)
    fixed = fix_all(
        lambda contents: lint(catalog, choice, found=found, contents=contents or None, progress=progress),
        lambda path: None if (catalog.root / path).is_symlink() else text_of(catalog.root / path),
        unsafe=unsafe,
    )
    if diff:
        _show_diff(catalog, fixed)
    else:
        for path, text in sorted(fixed.texts.items()):
            raw = (catalog.root / path).read_bytes()
            mark = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
            write_atomically(catalog.root / path, mark + text)
        typer.echo(
            _("修改了 {files} 个文件里的 {count} 处").format(files=len(fixed.texts), count=fixed.count), err=True
        )
    for finding in fixed.refused:
        typer.echo(
            _("{path} 的 {code} 没能自动修改：{pointer}").format(
                path=finding.path, code=finding.code, pointer=finding.place.pointer
            ),
            err=True,
        )
    if fixed.left is None:
        raise AssertionError("lint has run at least once")
    return fixed.left


def _show_diff(catalog: "Catalog", fixed: "Fixed") -> None:
    import difflib

    from itemkit.source.read import text_of

    for path, text in sorted(fixed.texts.items()):
        before = text_of(catalog.root / path) or ""
        lines = difflib.unified_diff(
            before.splitlines(keepends=True), text.splitlines(keepends=True), f"a/{path}", f"b/{path}"
        )
        for line in lines:
            sys.stdout.write(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    typer.echo(
        _("--fix 会修改 {files} 个文件里的 {count} 处").format(files=len(fixed.texts), count=fixed.count), err=True
    )


def _say_statistics(outcome: "Outcome", policy: "Policy") -> None:
    from collections import Counter

    counted: Counter[tuple[str, Severity]] = Counter()
    suppressed: Counter[str] = Counter()
    for finding in outcome.findings:
        if finding.suppressed:
            suppressed[finding.code] += 1
        else:
            counted[finding.code, finding.severity] += 1
    for (code, severity), count in sorted(counted.items(), key=lambda row: (-row[1], row[0][0])):
        rule = policy.rules[code]
        typer.echo(f"{count:>8,}  {code}  {severity.value:<8} {rule.name:<28} {rule.summary}")
    if suppressed:
        typer.echo(_("已忽略或已记入基线：{count}").format(count=f"{sum(suppressed.values()):,}"))
    typer.echo(_("查了 {files} 个文件、{items} 个事项").format(files=outcome.files, items=outcome.items))
