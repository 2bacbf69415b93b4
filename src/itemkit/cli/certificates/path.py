"""``itemkit certificates path ITEM``: from nothing to an item, step by step."""

import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.cli.asking import CATALOG_HELP, JOBS_HELP, NO_CACHE_HELP, catalog_of, indexed, item_meant, one_of, say
from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.certificates.paths.which import Meant
    from itemkit.index.database import Index
    from itemkit.source.catalog import Catalog

HELP = _("从头办到一个事项：先办哪些、谁先谁后、最快几天、跑几趟、要带什么。")

FORMATS = ("table", "json", "mermaid")


def command(
    item: Annotated[str, typer.Argument(metavar="ITEM", help=_("事项的文件、编码或者名称"))],
    when: Annotated[
        list[str] | None,
        typer.Option("--when", metavar=_("情形=选项"), help=_("事项的一个问题怎么答；可以写几次；没有答的都算")),
    ] = None,
    having: Annotated[
        list[str] | None, typer.Option("--having", metavar=_("证照"), help=_("手里已有的证照，名称或别名；可以写几次"))
    ] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("table、json 或 mermaid"))] = "table",
    out: Annotated[Path | None, typer.Option("-o", "--output", help=_("写到这个文件"))] = None,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=CATALOG_HELP)] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=NO_CACHE_HELP)] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=JOBS_HELP)] = None,
) -> None:
    """Show the way to an item; the exit code is 1 if there is none."""
    from itemkit.source.write import write_atomically

    one_of(format, FORMATS)
    opened, found = catalog_of([Path(item)] if catalog is None and Path(item).is_file() else [], catalog)
    with indexed(opened, found, use_cache=not no_cache, jobs=jobs) as index:
        meant = item_meant(index, opened, item)
        if meant.is_cancelled:
            say(_("“{text}”已经取消，不再办理").format(text=meant.name or item))
            raise typer.Exit(1)
        had, chosen = _certificates(index, having or ()), _answers(index, meant, when or ())
        text, is_possible = _told(index, opened, meant, chosen, had, format)
    if out is None:
        sys.stdout.write(text)
    elif text:
        write_atomically(out, text)
    if not is_possible:
        raise typer.Exit(1)


def _certificates(index: "Index", names: Iterable[str]) -> frozenset[str]:
    """The certificates that the person has; a name that means none is wrong usage."""
    from itemkit.certificates.paths.which import certificates_meant
    from itemkit.report.visible import visible

    had, unknown = certificates_meant(index, names)
    for name, near in unknown.items():
        hint = _("；是不是“{near}”？").format(near=near) if near else ""
        raise typer.BadParameter(visible(_("目录里没有“{name}”这种证照{hint}").format(name=name, hint=hint)))
    return had


def _answers(index: "Index", meant: "Meant", when: Sequence[str]) -> dict[str, str]:
    """The answers that were chosen; a question or an answer that the item does not have is wrong usage."""
    from itemkit.certificates.questions import options_of, questions_in
    from itemkit.report.visible import visible

    questions = options_of(questions_in(index, [meant.file])[meant.file]) if when else {}
    chosen: dict[str, str] = {}
    for text in when:
        situation, _equals, option = text.partition("=")
        if option not in questions.get(situation, ()):
            known = [f"{one}={option}" for one, options in questions.items() for option in options]
            hint = _("；可以答：{names}").format(names=_("、").join(known)) if known else _("；它没有情形")
            raise typer.BadParameter(visible(_("这个事项没有“{text}”这种情形{hint}").format(text=text, hint=hint)))
        if chosen.get(situation, option) != option:
            raise typer.BadParameter(_("“{situation}”答了两次").format(situation=situation))
        chosen[situation] = option
    return chosen


def _told(
    index: "Index", catalog: "Catalog", meant: "Meant", chosen: dict[str, str], had: frozenset[str], format: str
) -> tuple[str, bool]:
    """What is written, and whether there is a way."""
    from itemkit.certificates.paths.blocked import Blocked, reasons
    from itemkit.certificates.paths.json_ import as_data, blocked_data
    from itemkit.certificates.paths.mermaid import mermaid
    from itemkit.certificates.paths.route import route_of
    from itemkit.certificates.paths.search import Wish, path_to
    from itemkit.cli.certificates.path_text import write_blocked, write_route

    way = path_to(index, Wish(meant.file, chosen, had))
    if isinstance(way, Blocked):
        chain, back_to = list(reasons(index, way)), 2 * len(way.lead)
        if format == "json":
            return _json(blocked_data(meant, chosen, had, chain, back_to)), False
        written = io.StringIO()
        write_blocked(meant.name or meant.path, chain, back_to, catalog.root, written)
        if format == "mermaid":
            typer.echo(written.getvalue(), nl=False, err=True)
            return "", False
        return written.getvalue(), False
    route = route_of(index, way)
    if format == "json":
        return _json(as_data(meant, chosen, had, route)), True
    if format == "mermaid":
        return mermaid(route), True
    written = io.StringIO()
    write_route(route, catalog.settings.get("regions", {}), written)
    return written.getvalue(), True


def _json(data: object) -> str:
    import json

    from itemkit.report.visible import encodable

    return encodable(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
