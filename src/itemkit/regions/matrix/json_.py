"""The comparison for programs, by a published schema. What is not stated is null."""

from typing import Any

from itemkit import __version__
from itemkit.regions.matrix.facts import LEVELS, Cell
from itemkit.regions.matrix.matrix import Column, Matrix, Row, Standard
from itemkit.regions.matrix.measures import Measure, Spread

SCHEMA = "itemkit.regions.matrix/1"

Schema = dict[str, Any]


def as_data(matrix: Matrix) -> dict[str, Any]:
    """The comparison as plain data."""
    left = matrix.left_out
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "catalog": matrix.catalog,
        "regions": [_column(one) for one in matrix.columns],
        "rows": [row_data(one) for one in matrix.rows],
        "left_out": {"inactive": left.inactive, "nowhere": left.nowhere, "alone": left.alone},
    }


def _column(one: Column) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "level": one.level,
        "items": one.items,
        "rows": one.rows,
        "first": {measure.value: count for measure, count in one.firsts.items()},
        "led": one.led,
        "missing": [_standard(standard) for standard in one.missing],
    }


def _standard(one: Standard) -> dict[str, Any]:
    return {"code": one.code or None, "name": one.name}


def row_data(one: Row) -> dict[str, Any]:
    """A row as plain data."""
    return {
        "standard": _standard(one.standard),
        "handling": one.handling or None,
        "action": one.action or None,
        "cells": [_cell(cell, firsts) for cell, firsts in zip(one.cells, one.firsts, strict=True)],
        "spread": {measure.value: _spread(one.spreads.get(measure)) for measure in Measure},
        "leaders": list(one.leaders),
        "elsewhere": list(one.elsewhere),
    }


def _cell(one: Cell, firsts: frozenset[Measure]) -> dict[str, Any]:
    stated = one.stated
    return {
        "region": one.region,
        "paths": list(one.paths),
        **{measure.value: stated.numbers.get(measure) for measure in Measure},
        "promised": stated.promised or None,
        "converted": stated.is_converted,
        "charges": stated.charges or None,
        "first": [measure.value for measure in Measure if measure in firsts],
    }


def _spread(one: Spread | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "regions": one.regions,
        "least": one.least,
        "most": one.most,
        "difference": one.difference,
        "by_tariff": one.by_tariff,
    }


def matrix_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    maybe: Schema = {"type": ["string", "null"]}
    count: Schema = {"type": "integer", "minimum": 0}
    number: Schema = {"type": ["number", "null"], "minimum": 0}
    code: Schema = {"type": "string", "title": "区划代码"}
    codes: Schema = {"type": "array", "items": code}
    measure: Schema = {"enum": [one.value for one in Measure], "title": "承诺时限、申请材料、到现场次数、收费"}

    def listed(name: str, title: str) -> Schema:
        return {"type": "array", "title": title, "items": {"$ref": f"#/$defs/{name}"}}

    measures = {
        "days": {**number, "title": "承诺时限，工作日；自然日按 7 自然日 = 5 工作日折算，两位小数"},
        "materials": {**number, "title": "申请人要拿来的材料，份"},
        "visits": {**number, "title": "到现场次数"},
        "fee": {**number, "title": "收费，元；0 为不收费；null 而 charges 有内容的是按标准收"},
    }
    region = {
        "code": code,
        "name": text,
        "level": {"enum": ["", *LEVELS.values()], "title": "层级"},
        "items": {**count, "title": "列入的事项"},
        "rows": {**count, "title": "有它的行"},
        "first": {**closed({one.value: count for one in Measure}), "title": "最少的次数"},
        "led": {**count, "title": "领跑次数"},
        "missing": listed("standard", "别的地方有、它没有的"),
    }
    row = {
        "standard": {"$ref": "#/$defs/standard"},
        "handling": {**maybe, "title": "业务办理项；null：各地都没有分"},
        "action": {**maybe, "title": "办理情形；null：不用它区分"},
        "cells": listed("cell", "有它的地方，按区划"),
        "spread": {
            **closed({one.value: _or_null("spread") for one in Measure}),
            "title": "各项相差；null：没有地方写",
        },
        "leaders": {**codes, "title": "领跑的地方"},
        "elsewhere": {**codes, "title": "有这个标准、没有分出这个办理项的地方"},
    }
    cell = {
        "region": code,
        "paths": {"type": "array", "minItems": 1, "items": text, "title": "事项的文件；几个的，每一项取最少的"},
        **measures,
        "promised": {**maybe, "title": "承诺时限原文"},
        "converted": {"type": "boolean", "title": "承诺时限由自然日折算"},
        "charges": {**maybe, "title": "收费原文"},
        "first": {"type": "array", "items": measure, "title": "哪几项最少，各地都一样的不算"},
    }
    spread = {
        "regions": {**count, "title": "写了数的地方"},
        "least": {"type": "number"},
        "most": {"type": "number"},
        "difference": {"type": "number"},
        "by_tariff": {**count, "title": "另有几个地方按标准收费"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:regions_matrix",
        "title": "各地对照",
        **closed(
            {
                "schema": {"const": SCHEMA},
                "tool": closed({"name": {"const": "itemkit"}, "version": text}),
                "catalog": {**text, "title": "目录的名称；可以为空"},
                "regions": listed("region", "地方，按区划"),
                "rows": listed("row", "标准事项或办理项，按编码；没有编码、只有名称的在最后"),
                "left_out": closed(
                    {
                        "inactive": {**count, "title": "没有列入的：取消的和草稿"},
                        "nowhere": {**count, "title": "没有列入的：没有区划"},
                        "alone": {**count, "title": "没有列入的：没有标准和编码，名称又只有一个地方用"},
                    }
                ),
            }
        ),
        "$defs": {
            "standard": closed({"code": {**maybe, "title": "基本编码；null：没有编码，按名称比"}, "name": text}),
            "region": closed(region),
            "row": closed(row),
            "cell": closed(cell),
            "spread": closed(spread),
        },
    }


def _or_null(name: str) -> Schema:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def closed(properties: Schema) -> Schema:
    """The schema of an object that has all of these properties and no other."""
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
