"""``itemkit codes show CODE``: each part of a code in words, what is wrong with it, what the catalog knows of it."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itemkit.language import _

if TYPE_CHECKING:
    from itemkit.codes.parts import Parts
    from itemkit.ledger.known import Known
    from itemkit.source.catalog import Catalog, Found

HELP = _("说明一个编码：各部分是什么，哪里不合规则，目录里用在哪里。")

FORMATS = ("text", "json")
_INDENT = "  "


def command(
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("编码：12、18、31、33、34 或 36 位"))],
    catalog: Annotated[
        Path | None, typer.Option("--catalog", help=_("目录的根文件夹；不写就是当前目录所在的目录"))
    ] = None,
    format: Annotated[str, typer.Option("-f", "--format", help=_("text 或 json"))] = "text",
) -> None:
    """Explain one code; the exit code is 1 if something is wrong with it."""
    from itemkit.codes.apart import parts_of
    from itemkit.ledger.known import known_in
    from itemkit.model.meanings import meaning
    from itemkit.model.vocabulary import Vocabularies

    if format not in FORMATS:
        raise typer.BadParameter(
            _("没有这种格式：{text}；可用 {names}").format(text=format, names=_("、").join(FORMATS))
        )
    parts = parts_of(code)
    around = _catalog_around(catalog)
    known = known_in(*around, parts) if around else None
    vocabularies = around[0].vocabularies if around else Vocabularies.builtin()
    meanings = {
        part.name: meaning(part, parts, vocabularies, known.department if known else "") for part in parts.each_part()
    }
    (_write_json if format == "json" else _write_text)(parts, meanings, known)
    if parts.mismatches:
        raise typer.Exit(1)


def _catalog_around(path: Path | None) -> "tuple[Catalog, Found] | None":
    """The catalog that is meant and its files; None where there is none and none was asked for."""
    from itemkit.source.catalog import CONFIG_NAME, Catalog

    catalog = Catalog.around(path or Path())
    found = catalog.find()
    is_there = path is not None or found.count > 0 or (catalog.root / CONFIG_NAME).is_file()
    return (catalog, found) if is_there else None


def _write_text(parts: "Parts", meanings: Mapping[str, str], known: "Known | None") -> None:
    from itemkit.report.visible import encodable, visible

    kind = _("{kind}，{length} 位").format(kind=parts.kind.title, length=len(parts.meant))
    blocks = [f"{visible(parts.text)}  {kind}\n"]
    if parts.parts:
        rows = [
            (_INDENT * part.name.count(".") + part.title, part.text, meanings[part.name]) for part in parts.each_part()
        ]
        blocks.append(_table((_("部分"), _("字符"), _("含义")), rows))
    blocks += _objections(parts) or [_("合乎编码的规则。") + "\n"]
    if known:
        blocks.append(_table((_("目录里的"), _("内容")), list(_known_rows(known, parts))))
    sys.stdout.write(encodable("\n".join(blocks)))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    import io

    from itemkit.cli.tables import write_table

    out = io.StringIO()
    write_table(columns, rows, out, [False] * len(columns))
    return out.getvalue()


def _objections(parts: "Parts") -> list[str]:
    """Each thing that is wrong: the code, carets under all places of which it is true, the sentence."""
    from itemkit.report.excerpt import cells
    from itemkit.report.visible import visible

    places: dict[str, list[tuple[int, int]]] = {}
    for one in parts.mismatches:
        places.setdefault(str(one), []).append((one.start, one.end))
    blocks = []
    for sentence, spans in places.items():
        carets, text = "", parts.text
        for start, end in spans:
            carets += " " * (cells(visible(text[:start])) - len(carets))
            carets += "^" * max(1, cells(visible(text[start:end])))
        blocks.append(f"{_INDENT}{visible(text)}\n{_INDENT}{carets}\n{visible(sentence)}\n")
    return blocks


def _known_rows(known: "Known", parts: "Parts") -> Iterator[tuple[str, str]]:
    from itemkit.cli.codes.common import COLUMNS, WORDS
    from itemkit.ledger.known import is_organ

    nothing = _("没有")
    if parts.value_of("organ"):
        yield _("机构"), known.organ or nothing
    if parts.value_of("base"):
        code, name, path = known.standard or ("", "", "")
        yield _("标准事项"), f"{path}  {name}" if code else nothing
    if is_organ(parts):
        return
    for path, _kind, name in known.files:
        yield _("用这个编码的文件"), f"{path}  {name}"
    if not known.files:
        yield _("用这个编码的文件"), nothing
    for row in known.ledger:
        yield _("编码登记册"), row.code
        for column, title in COLUMNS.items():
            value = getattr(row, column)
            if value:
                yield _INDENT + _(title), _(WORDS[value]) if column in {"status", "kind"} else value
    if not known.ledger:
        yield _("编码登记册"), nothing


def _write_json(parts: "Parts", meanings: Mapping[str, str], known: "Known | None") -> None:
    import json

    from itemkit.ledger.known import as_data
    from itemkit.report.visible import encodable

    sys.stdout.write(encodable(json.dumps(as_data(parts, meanings, known), ensure_ascii=False, indent=1)) + "\n")
