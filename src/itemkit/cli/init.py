"""``itemkit init DIR``: an empty catalog to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from itemkit.language import _

HELP = _("新建一个空目录：配置、文件夹、带注释的样例、编辑器设置。")


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("新目录的文件夹"))],
) -> None:
    """Write an empty catalog; nothing that exists is overwritten."""
    from itemkit.cli.scaffold import catalog_files
    from itemkit.source.write import write_atomically

    made = catalog_files()
    existing = sorted(path for path in made if (folder / path).exists())
    if "itemkit.toml" in existing:
        typer.echo(_("itemkit：{folder} 已经是一个目录，没有改动").format(folder=folder), err=True)
        raise typer.Exit(2)
    for path, text in made.items():
        if path in existing:
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / path, text)
    for path in existing:
        typer.echo(_("保留了原有的 {path}").format(path=folder / path), err=True)
    typer.echo(_("新目录在 {folder}。接下来：\n  itemkit new item 事项名称").format(folder=folder))
