"""JSON for programs: everything that is known of every finding, by a published schema.

The texts are the files' own, not made harmless for the eye. Paths are relative to the catalog.
"""

from typing import Any, TextIO

from itemkit import __version__
from itemkit.findings import Position, Severity, Span, Suppression
from itemkit.report.interface import Located, Report
from itemkit.report.stream import dumped, write_rows
from itemkit.report.words import TOOL

SCHEMA = "itemkit.findings/1"

Schema = dict[str, Any]


def write(report: Report, out: TextIO) -> None:
    """Write the report as one JSON object, a finding a line."""
    summary = report.summary
    before = {
        "schema": SCHEMA,
        "tool": {"name": TOOL, "version": __version__},
        "root": report.root,
        "summary": {
            "files": summary.files,
            "items": summary.items,
            "error": summary.error,
            "warning": summary.warning,
            "info": summary.info,
            "suppressed": summary.suppressed,
        },
    }
    opening = "{\n" + "".join(f'"{key}": {dumped(value)},\n' for key, value in before.items()) + '"findings": '
    write_rows(out, opening, (_row(located, report) for located in report.findings), "\n}\n")


def _row(located: Located, report: Report) -> dict[str, object]:
    finding = located.finding
    return {
        "rule": report.rules[finding.code].name,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": str(finding.message),
        "path": finding.path,
        "pointer": str(finding.place.pointer),
        "start": _position(located.span.start),
        "end": _position(located.span.end),
        "related": [
            {
                "path": related.path or finding.path,
                "pointer": str(related.place.pointer),
                "message": str(related.message),
                "start": _position(span.start),
                "end": _position(span.end),
            }
            for related, span in zip(finding.related, located.related, strict=True)
        ],
        "fingerprint": finding.fingerprint,
        "fix": _fix(located),
        "suppressed": _suppressed(finding.suppressed),
    }


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _range(span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(span.start), "end": _position(span.end)}


def _fix(located: Located) -> dict[str, object] | None:
    fix = located.finding.fix
    if fix is None or not located.edits:
        return None
    edits = [{**_range(edit.span), "text": edit.text} for edit in located.edits]
    return {"message": str(fix.message), "safe": fix.safe, "edits": edits}


def _suppressed(suppression: Suppression | None) -> dict[str, object] | None:
    if suppression is None:
        return None
    until = suppression.until.isoformat() if suppression.until else None
    return {"kind": suppression.kind, "reason": suppression.reason, "until": until}


def findings_schema() -> Schema:
    """The JSON Schema 2020-12 of what `write` writes."""
    text: Schema = {"type": "string"}
    position: Schema = {"$ref": "#/$defs/position"}
    path: Schema = {"type": "string", "title": "相对目录根的路径", "minLength": 1}
    pointer: Schema = {"type": "string", "title": "JSON Pointer（RFC 6901）", "pattern": "^(/|$)"}
    counts = {
        "files": "读了的文件",
        "items": "其中的事项",
        "error": "错误，不含被抑制的",
        "warning": "警告，不含被抑制的",
        "info": "提示，不含被抑制的",
        "suppressed": "被抑制的",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:findings",
        **_object(
            "检查结果",
            {
                "schema": {"const": SCHEMA},
                "tool": _object("写出结果的工具", {"name": {"const": TOOL}, "version": text}),
                "root": {"type": "string", "title": "从工作目录到目录根的路径，以 / 结尾或为空", "pattern": "^$|/$"},
                "summary": _object(
                    "合计", {key: {"type": "integer", "minimum": 0, "title": title} for key, title in counts.items()}
                ),
                "findings": {
                    "type": "array",
                    "title": "按路径、位置、规则排序",
                    "items": {"$ref": "#/$defs/finding"},
                },
            },
        ),
        "$defs": {
            "finding": _object(
                "一个发现",
                {
                    "rule": {"type": "string", "title": "规则名", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
                    "code": {"type": "string", "title": "规则编号", "pattern": "^[A-Z][0-9]{3}$"},
                    "severity": {"enum": [severity.value for severity in Severity], "title": "严重程度"},
                    "message": {"type": "string", "title": "一句话：哪里不对、怎么办"},
                    "path": path,
                    "pointer": pointer,
                    "start": position,
                    "end": {**position, "title": "终点，不含"},
                    "related": {"type": "array", "title": "有助于理解的其他位置", "items": {"$ref": "#/$defs/related"}},
                    "fingerprint": {
                        "type": "string",
                        "title": "行移动时不变的标识：规则、路径、位置、事项",
                        "pattern": "^[0-9a-f]{32}$",
                    },
                    "fix": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/fix"}]},
                    "suppressed": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/suppression"}]},
                },
            ),
            "related": _object(
                "另一处", {"path": path, "pointer": pointer, "message": text, "start": position, "end": position}
            ),
            "fix": _object(
                "能消除这个发现的修改",
                {
                    "message": text,
                    "safe": {"type": "boolean", "title": "真：含义不变，或者维护者一定愿意"},
                    "edits": {
                        "type": "array",
                        "items": _object(
                            "以 text 替换起点到终点的文字", {"start": position, "end": position, "text": text}
                        ),
                    },
                },
            ),
            "suppression": _object(
                "为什么不计入",
                {
                    "kind": {"enum": ["in_source", "external"], "title": "in_source：注释；external：基线"},
                    "reason": text,
                    "until": {"anyOf": [{"type": "null"}, {"type": "string", "format": "date"}]},
                },
            ),
            "position": _object(
                "行和列，从 1 数起；列按 Unicode 码点数",
                {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
            ),
        },
    }


def _object(title: str, properties: Schema) -> Schema:
    return {
        "type": "object",
        "title": title,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
