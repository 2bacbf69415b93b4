"""``itemkit certificates graph``: which items ask for which certificates and issue them, as a picture or a page."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, one_of
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.certificates.drawing.contents import Drawing
    from itemkit.index.database import Index

HELP = _("画出哪些事项要哪些证照、发哪些证照：DOT、Mermaid、可以顺着证照看的网页、JSON。")

FORMATS = ("dot", "mermaid", "html", "json")
SUFFIXES = {
    ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid",
    ".html": "html", ".htm": "html", ".json": "json",
}  # fmt: skip
"""Which format a file's name asks for."""
MOST_NODES = 300
"""A picture of more can't be read."""
MOST_EDGES = 500
"""Mermaid draws no more unless it is told to, and GitHub and GitLab don't."""
MOST_CHARACTERS = 50_000
"""Nor a text that is longer."""


def command(
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    format: Annotated[
        str, typer.Option("-f", "--format", help=_("dot、mermaid、html 或 json；不写由 -o 的后缀决定，没有就是 dot"))
    ] = "",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    about: Annotated[
        list[str] | None,
        typer.Option(
            "--about",
            metavar="NAME",
            help=_("只画这个证照或事项的前前后后：证照的名称或别名，事项的名称、编码或文件；可以写几次"),
        ),
    ] = None,
    steps: Annotated[
        int, typer.Option("--steps", min=1, help=_("和 --about 一起用：往前、往后各几步；从证照到事项是一步"))
    ] = 2,
    knots: Annotated[bool, typer.Option("--knots", help=_("只画死结和绕圈的地方"))] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("再大也画；只对 dot 和 mermaid 有用"))] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Draw the certificates of a catalog; the exit code is 2 if the picture would be too large, 3 if it is empty."""
    from itemkit.report.visible import encodable
    from itemkit.source.write import write_atomically

    format = format or (SUFFIXES.get(out.suffix.lower(), "") if out else "") or FORMATS[0]
    one_of(format, FORMATS)
    if knots and about:
        raise typer.BadParameter(_("--knots 和 --about 只能写一个"))
    opened, found = catalog_of((), catalog)
    with indexed(opened, found, use_cache=not no_cache, jobs=jobs) as index:
        drawing = _drawing(index, about or (), steps, knots=knots)
    text = encodable(_text(drawing, format, opened.settings.get("catalog", {}).get("name", "")))
    if not all_:
        _refuse_large(drawing, text, format)
    if out is None:
        sys.stdout.write(text)
    else:
        write_atomically(out, text)


def _drawing(index: "Index", about: Sequence[str], steps: int, *, knots: bool) -> "Drawing":
    from itemkit.certificates.drawing.around import around, in_circles, meant_by
    from itemkit.certificates.drawing.contents import drawing_of
    from itemkit.certificates.graph import graph_of

    graph = graph_of(index)
    meant = [meant_by(name, index) for name in about]
    files = [file for one in meant for file in one.files]
    drawing = drawing_of(index, graph, frozenset(files))
    if knots:
        drawing = in_circles(drawing, graph)
        if not drawing.nodes:
            _nothing(_("itemkit：没有死结，也没有绕圈的地方"))
    for name, one in zip(about, meant, strict=True):
        if not one.certificates and not one.files:
            _unknown(name, drawing)
    if about:
        drawing = around(drawing, [name for one in meant for name in one.certificates], files, steps)
    if not drawing.nodes:
        _nothing(_("itemkit：没有可画的：事项的材料和结果没有写证照；itemkit certificates link 可以补上"))
    return drawing


def _unknown(name: str, drawing: "Drawing") -> None:
    from itemkit.certificates.drawing.around import near_name
    from itemkit.report.visible import visible

    near = near_name(name, drawing)
    message = _("itemkit：没有证照或事项叫“{name}”").format(name=visible(name))
    _nothing(message + (_("：是不是“{near}”？").format(near=visible(near)) if near else ""))


def _nothing(message: str) -> None:
    from itemkit.cli.validate import NOTHING_MATCHED

    typer.echo(message, err=True)
    raise typer.Exit(NOTHING_MATCHED)


def _text(drawing: "Drawing", format: str, catalog: str) -> str:
    import json

    from itemkit.certificates.drawing import as_data, dot, mermaid, page

    if format == "json":
        return json.dumps(as_data(drawing, catalog), ensure_ascii=False, indent=1) + "\n"
    if format == "html":
        return page(drawing, catalog)
    return dot(drawing) if format == "dot" else mermaid(drawing)


def _refuse_large(drawing: "Drawing", text: str, format: str) -> None:
    """End the command if nobody could read the picture, or nothing would draw it."""
    is_large = format in ("dot", "mermaid") and drawing.nodes > MOST_NODES
    if format == "mermaid":
        is_large |= drawing.edges > MOST_EDGES or len(text) > MOST_CHARACTERS
    if is_large:
        message = _(
            "itemkit：图有 {nodes} 个节点、{edges} 条线，看不清，也可能画不出："
            "用 --about NAME、--steps 1 或 --knots 缩小，或者用 -f html；确实要这么大的写 --all"
        )
        typer.echo(message.format(nodes=drawing.nodes, edges=drawing.edges), err=True)
        raise typer.Exit(2)
