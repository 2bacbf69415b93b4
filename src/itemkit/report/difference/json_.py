"""A difference for programs, by a published schema.

The texts are the files' own, not made harmless for the eye. Paths are relative to the catalog of their side; with its
``root`` in front they are what opens the file, or what ``git show`` takes.
"""

from collections.abc import Iterator
from typing import Any, TextIO

from itemkit import __version__
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import KINDS
from itemkit.diff.pairing import Entry
from itemkit.diff.sides import Side
from itemkit.findings import Position, Severity
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.report.difference.text import counts_of
from itemkit.report.stream import dumped, write_rows
from itemkit.report.visible import encodable
from itemkit.report.words import TOOL

SCHEMA = "itemkit.diff/1"

Schema = dict[str, Any]


def write(report: DifferenceReport, out: TextIO) -> None:
    """Write the difference as one JSON object, an item, a change, a file a line."""
    difference = report.difference
    before = {
        "schema": SCHEMA,
        "tool": {"name": TOOL, "version": __version__},
        "a": _side(difference.a),
        "b": _side(difference.b),
        "summary": _summary(report),
    }
    opening = "{\n" + "".join(f'"{key}": {dumped(value)},\n' for key, value in before.items())
    out.write(encodable(opening))
    write_rows(out, '"items": ', _each_item(report), ",\n")
    write_rows(out, '"changes": ', map(_change, report.changes), ",\n")
    unread = ({"side": side, "path": one.path, "reason": str(one.reason)} for side, one in difference.unread)
    write_rows(out, '"unread": ', unread, "\n}\n")


def _side(side: Side) -> dict[str, object]:
    shown = side.shown("_")
    return {"label": side.label, "title": side.title, "region": side.region or None, "root": shown.removesuffix("_")}


def _summary(report: DifferenceReport) -> dict[str, object]:
    sums = report.sums()
    return {
        **{effect.value: sums.counts[effect] for effect in Effect},
        "burdens": [_measure(one) for one in sums.burdens],
        "eases": [_measure(one) for one in sums.eases],
        "accepted": sums.accepted,
        "failures": len(report.failures),
        "hidden": report.difference.hidden,
        "items": counts_of(report),
    }


def _each_item(report: DifferenceReport) -> Iterator[dict[str, object]]:
    for one in report.difference.compared:
        entry = one.entry
        yield {
            "item": entry.subject,
            "name": entry.name,
            "kind": entry.kind,
            "a": _entry(one.a),
            "b": _entry(one.b),
        }


def _entry(entry: Entry | None) -> dict[str, object] | None:
    return None if entry is None else {"path": entry.path, "code": entry.code or None, "name": entry.name}


def _change(located: Located) -> dict[str, object]:
    change = located.change
    return {
        "id": change.id,
        "level": change.level.value,
        "item": located.compared.entry.subject,
        "name": change.name,
        "pointer": str(change.pointer),
        "effect": change.effect.value,
        "measure": _measure(change.measure),
        "assumed": None if change.assumed is None else str(change.assumed),
        "message": str(change.message),
        "before": change.before,
        "after": change.after,
        "a": _place(located.a),
        "b": _place(located.b),
        "fingerprint": located.fingerprint,
        "accepted": located.accepted or None,
    }


def _measure(measure: Measure | None) -> dict[str, object] | None:
    return None if measure is None else {"amount": measure.amount, "unit": measure.unit}


def _place(at: At | None) -> dict[str, object] | None:
    if at is None:
        return None
    return {
        "path": at.spot.path,
        "pointer": str(at.spot.pointer),
        "start": _position(at.span.start),
        "end": _position(at.span.end),
        "inherited": at.spot.inherited,
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def diff_schema() -> Schema:
    """The JSON Schema 2020-12 of what `write` writes."""
    text: Schema = {"type": "string"}
    or_null: Schema = {"type": ["string", "null"]}
    count: Schema = {"type": "integer", "minimum": 0}
    measure: Schema = {"$ref": "#/$defs/measure"}
    path: Schema = {"type": "string", "title": "相对这一边的目录根的路径", "minLength": 1}
    pointer: Schema = {"type": "string", "pattern": "^(/|$)"}
    position: Schema = {"$ref": "#/$defs/position"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:diff",
        **_object(
            "两边的差异",
            {
                "schema": {"const": SCHEMA},
                "tool": _object("写出结果的工具", {"name": {"const": TOOL}, "version": text}),
                "a": {"$ref": "#/$defs/side"},
                "b": {"$ref": "#/$defs/side"},
                "summary": _summary_schema(count, measure),
                "items": {
                    "type": "array",
                    "title": "有变化的、只有一边有的事项和标准事项",
                    "items": _object(
                        "一个事项",
                        {
                            "item": {**text, "title": "编码；没有编码的写名称"},
                            "name": text,
                            "kind": {"enum": ["item", "standard"]},
                            "a": _or_null({"$ref": "#/$defs/entry"}, "只有另一边有的为 null"),
                            "b": _or_null({"$ref": "#/$defs/entry"}, "只有另一边有的为 null"),
                        },
                    ),
                },
                "changes": {"type": "array", "title": "按事项排列", "items": {"$ref": "#/$defs/change"}},
                "unread": {
                    "type": "array",
                    "title": "没有比较的文件",
                    "items": _object("一个文件", {"side": {"enum": ["a", "b"]}, "path": path, "reason": text}),
                },
            },
        ),
        "$defs": {
            "side": _object(
                "一边",
                {
                    "label": {**text, "title": "命令行里写的"},
                    "title": {**text, "title": "给人看的；区划带名称"},
                    "region": {**or_null, "title": "比的是区划时，它的代码"},
                    "root": {**text, "title": "加在路径前面，就是能打开或者能给 git show 的写法"},
                },
            ),
            "entry": _object("这一边的事项", {"path": path, "code": or_null, "name": text}),
            "change": _object("一处变更", _change_schema(text, or_null, measure, pointer)),
            "place": _object(
                "在文件里的位置",
                {
                    "path": path,
                    "pointer": {**pointer, "title": "在这个文件里（JSON Pointer）；没有这一键的，指它本来该在的地方"},
                    "start": position,
                    "end": {**position, "title": "终点，不含"},
                    "inherited": {"type": "boolean", "title": "真：这是标准事项的文件，事项从它继承"},
                },
            ),
            "measure": _object("多多少；负数是少", {"amount": {"type": "number"}, "unit": text}),
            "position": _object(
                "行和列，从 1 数起；列按 Unicode 码点数",
                {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
            ),
        },
    }


def _summary_schema(count: Schema, measure: Schema) -> Schema:
    effects = {"burden": "加重", "ease": "减轻", "neutral": "不影响办事人", "unclear": "只有人读了才知道轻重"}
    items = {
        "compared": "两边都有、有变化的",
        "same": "两边都有、没有变化的",
        "only_a": "只有 A 有的",
        "only_b": "只有 B 有的",
    }
    return _object(
        "合计；已接受的只算在 accepted 里",
        {
            **{effect.value: {**count, "title": effects[effect.value]} for effect in Effect},
            "burdens": {"type": "array", "title": "加重合计，每个单位一项", "items": measure},
            "eases": {"type": "array", "title": "减轻合计，每个单位一项", "items": measure},
            "accepted": {**count, "title": "已接受的"},
            "failures": {**count, "title": "按 --fail-on 不能通过的"},
            "hidden": {**count, "title": "没有列出的细节；--all 列出"},
            "items": _object("事项和标准事项", {key: {**count, "title": title} for key, title in items.items()}),
        },
    )


def _change_schema(text: Schema, or_null: Schema, measure: Schema, pointer: Schema) -> Schema:
    place: Schema = {"$ref": "#/$defs/place"}
    return {
        "id": {"enum": list(KINDS), "title": "变更种类"},
        "level": {"enum": [one.value for one in Severity], "title": "加重为 error，说不清的为 warning，其余为 info"},
        "item": {**text, "title": "事项的编码；没有编码的写名称"},
        "name": {**text, "title": "变的是哪一样（材料、环节……的名称）；没有名称的为空"},
        "pointer": {**pointer, "title": "在合并标准以后的事项里（JSON Pointer）"},
        "effect": {"enum": [one.value for one in Effect], "title": "对办事人"},
        "measure": _or_null(measure, "说不出多少的为 null"),
        "assumed": {**or_null, "title": "怎么折算的"},
        "message": {**text, "title": "一句话"},
        "before": {"title": "A 的值；null 为没有"},
        "after": {"title": "B 的值；null 为没有"},
        "a": _or_null(place, "A 没有这个事项的为 null"),
        "b": _or_null(place, "B 没有这个事项的为 null"),
        "fingerprint": {
            **text,
            "title": "这一处变更的标识：什么、由什么变成什么；与文件在哪里无关",
            "pattern": "^[0-9a-f]{32}$",
        },
        "accepted": {**or_null, "title": "接受的理由；没有接受的为 null"},
    }


def _or_null(schema: Schema, title: str) -> Schema:
    return {"anyOf": [{"type": "null"}, schema], "title": title}


def _object(title: str, properties: Schema) -> Schema:
    return {
        "type": "object",
        "title": title,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
