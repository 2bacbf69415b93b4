"""``itemkit schema NAME``: print the JSON Schema of a kind of file or of a report."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.model.vocabulary import Vocabularies

HELP = _("打印一种文件或报告的 JSON Schema。")

_REPORTS = {
    "findings": ("itemkit.report", "findings_schema"),
    "query": ("itemkit.index.answers", "query_schema"),
    "stats": ("itemkit.stats", "stats_schema"),
    "code": ("itemkit.ledger.known", "code_schema"),
    "certificates": ("itemkit.certificates.report.json_", "certificates_schema"),
    "links": ("itemkit.certificates.linking.json_", "links_schema"),
    "path": ("itemkit.certificates.paths.json_", "path_schema"),
    "graph": ("itemkit.certificates.drawing", "graph_schema"),
    "show": ("itemkit.source.origins", "show_schema"),
    "regions_matrix": ("itemkit.regions.matrix.json_", "matrix_schema"),
    "diff": ("itemkit.report.difference.json_", "diff_schema"),
    "regions_best": ("itemkit.regions.best.json_", "best_schema"),
    "changelog": ("itemkit.report.changelog.json_", "changelog_schema"),
    "guide": ("itemkit.guides.formats.schema", "guide_schema"),
    "items": ("itemkit.guides.site.data", "items_schema"),
    "retired": ("itemkit.guides.site.data", "retired_schema"),
}
"""Reports with the function that makes their schema, in its module; imported when it is asked for."""
NAMES = ("item", "standard", "certificate", "bundle", "organs", "config", *_REPORTS)


def command(
    name: Annotated[str, typer.Argument(help=_("哪一种：{names}").format(names=_("、").join(NAMES)))],
    editor: Annotated[bool, typer.Option("--editor", help=_("打印编辑器用的 draft-07 版本"))] = False,
    catalog: Annotated[Path | None, typer.Option("--catalog", help=_("加上这个目录自有的词"))] = None,
) -> None:
    """Print a schema as JSON."""
    import json

    if name not in NAMES:
        raise typer.BadParameter(_("没有这种模式：{name}；可用 {names}").format(name=name, names=_("、").join(NAMES)))
    words = None
    if catalog is not None:
        from itemkit.cli.validate import open_catalog

        words = open_catalog([], catalog).vocabularies
    typer.echo(json.dumps(schema_named(name, words, editor=editor), ensure_ascii=False, indent=2))


def schema_named(name: str, words: "Vocabularies | None" = None, *, editor: bool = False) -> dict[str, object]:
    """The schema that ``itemkit schema NAME`` prints, with a catalog's own words if given."""
    if name in _REPORTS:
        module, function = _REPORTS[name]
        made: dict[str, object] = getattr(import_module(module), function)()
        return made
    from itemkit.model.schema import editor_schema_of, schema_of

    return editor_schema_of(name, words) if editor else schema_of(name, words)
