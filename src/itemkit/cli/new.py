"""``itemkit new KIND NAME``: a file to fill in, valid from the start."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.language import _

HELP = _("新建一个要填写的文件：事项、标准事项、证照或一件事。")


def command(
    kind: Annotated[str, typer.Argument(help="item, standard, certificate, bundle")],
    name: Annotated[str, typer.Argument(help=_("名称"))],
    output: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件；不写就按名称取文件名"))] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=_("目录的根文件夹"))] = None,
) -> None:
    """Write a new file from a template; an existing file is never overwritten."""
    from itemkit.cli.scaffold import RECORD_NAMES, record_text, schema_path
    from itemkit.cli.validate import open_catalog
    from itemkit.model.kinds import KINDS
    from itemkit.source.filenames import safe_name
    from itemkit.source.write import write_atomically

    if kind not in RECORD_NAMES:
        raise typer.BadParameter(
            _("没有这种文件：{kind}；可用 {kinds}").format(kind=kind, kinds=_("、").join(RECORD_NAMES))
        )
    if not name.strip():
        raise typer.BadParameter(_("名称是空的"))
    root = open_catalog([], catalog).root
    folder = KINDS[kind].place
    path = output.absolute() if output else root / folder / f"{safe_name(name.strip())}.yaml"
    if not path.resolve().is_relative_to((root / folder).resolve()) or path.suffix not in {".yaml", ".yml"}:
        raise typer.BadParameter(_("文件要放在 {folder} 里，以 .yaml 结尾").format(folder=root / folder))
    if path.exists():
        typer.echo(_("itemkit：{path} 已经有了，没有改动").format(path=path), err=True)
        raise typer.Exit(2)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, record_text(kind, name.strip(), schema_path(path, root, kind)))
    typer.echo(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))
