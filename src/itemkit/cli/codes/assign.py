"""``itemkit codes assign [PATH…]``: a code for every item and standard that has none."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP
from itemkit.cli.codes.common import DRY_RUN_HELP, Opened, opened, tell, today, write
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.ledger.assign import Given, Refused

HELP = _("给没有编码的事项和标准事项赋码，写进文件和编码登记册；已有的编码从不改动。")


def command(
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("只给这些文件和文件夹里的赋码；不写就是当前目录所在的整个目录"))
    ] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=DRY_RUN_HELP)] = False,
    renumber: Annotated[
        bool, typer.Option("--renumber", help=_("合并分支以后，把两边都用了的编码分开；和 --base 合用"))
    ] = False,
    base: Annotated[
        str | None,
        typer.Option("--base", metavar="REV", help=_("这个 git 版本已有的编码不动，另一边的改赋新码")),
    ] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Assign codes."""
    if renumber != (base is not None):
        raise typer.BadParameter(_("--renumber 和 --base 要合用"))
    if renumber and paths:
        raise typer.BadParameter(_("--renumber 要看整个目录，不能只给几个文件"))
    with opened(paths or [], catalog, jobs, dry=dry_run) as here:
        failed = _renumber(here, base, dry_run) if base else _assign(here, dry_run, jobs)
    if failed:
        raise typer.Exit(1)


def _assign(here: Opened, dry_run: bool, jobs: int | None) -> int:
    from itemkit.ledger.assign import plan
    from itemkit.ledger.store import Edit

    made = plan(here.carriers, here.ledger, here.catalog.vocabularies, here.region, only=here.only)
    _show(made.given, {})
    _show_refused(made.refused)
    if dry_run:
        typer.echo(
            _("会给 {given} 个文件赋码，{refused} 个不能赋").format(given=len(made.given), refused=len(made.refused))
        )
        return len(made.refused)
    edits = [Edit(one.carrier.path, (("code", one.code),), one.carrier.fingerprint) for one in made.given]
    failed = write(here, here.ledger.with_rows(made.rows(today())), edits, jobs) if edits else 0
    typer.echo(
        _("给 {given} 个文件赋了码，{refused} 个不能赋").format(given=len(edits) - failed, refused=len(made.refused))
    )
    return len(made.refused) + failed


def _renumber(here: Opened, base: str, dry_run: bool) -> int:
    from itemkit.ledger.ledger import LEDGER_PATH, peek
    from itemkit.ledger.renumber import renumber
    from itemkit.source.git import commit_of, contents_at
    from itemkit.source.read import read_bytes

    root = here.catalog.root
    commit = commit_of(root, base)

    def standards_then(paths: Sequence[str]) -> Mapping[str, str]:
        contents = zip(paths, contents_at(root, commit, paths), strict=True)
        read = {path: read_bytes(raw).data for path, raw in contents if raw is not None}
        return {path: str(data.get("standard", "")) for path, data in read.items() if isinstance(data, dict)}

    (raw,) = contents_at(root, commit, [LEDGER_PATH])
    then = peek(root, raw or b"")
    made = renumber(here.carriers, here.ledger, then, here.catalog.vocabularies, here.region, standards_then, today())
    _show(made.given, {one.carrier.path: one.carrier.code for one in made.given})
    _show_refused(made.refused)
    failed = 0
    if not dry_run:
        failed = write(here, made.ledger, made.edits, 1)  # in their order: a run that is killed is then seen to be so
    said = (
        _("会改 {given} 个文件的编码，{refused} 个不能改")
        if dry_run
        else _("改了 {given} 个文件的编码，{refused} 个不能改")
    )
    typer.echo(said.format(given=len(made.given) - failed, refused=len(made.refused)))
    return len(made.refused) + failed


def _show(given: "Sequence[Given]", before: Mapping[str, str]) -> None:
    from itemkit.report.visible import visible

    for one in given:
        path = visible(one.carrier.path)
        old = before.get(one.carrier.path, "")
        typer.echo(f"{old} → {one.code}  {path}" if old else f"{one.code}  {path}")


def _show_refused(refused: "Sequence[Refused]") -> None:
    for one in refused:
        tell(_("不能赋码"), one.carrier.path, one.reason)
