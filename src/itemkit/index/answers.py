"""What a query gives, for programs: CSV and JSON. How it looks on a screen is the command's business."""

import csv
import json
import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TextIO

from itemkit.index.query import Answer

SCHEMA = "itemkit.query/1"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""With one of these at its beginning a spreadsheet may take a text for a formula, and run it."""


def write_csv(answer: Answer, out: TextIO) -> None:
    """Write an answer as CSV (RFC 4180 but for line ends of LF).

    Nothing is an empty cell; truth is ``true`` or ``false``; lists and structures are JSON. A text that a spreadsheet
    could take for a formula gets an apostrophe in front.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_harmless(name) for name, _type in answer.columns])
    writer.writerows([_cell(value) for value in row] for row in answer.rows)


def write_json(answer: Answer, out: TextIO) -> None:
    """Write an answer as one JSON object (``itemkit schema query``), a row a line."""
    columns = [{"name": name, "type": type_} for name, type_ in answer.columns]
    out.write(f'{{\n"schema": "{SCHEMA}",\n"columns": {_dumped(columns)},\n"rows": [')
    separator = "\n"
    for row in answer.rows:
        out.write(separator + _dumped([plain(value) for value in row]))
        separator = ",\n"
    out.write("]\n}\n" if separator == "\n" else "\n]\n}\n")


def plain(value: Any) -> Any:
    """A value of the database as JSON can say it: dates as ISO 8601, what is no number as nothing, the rest as text."""
    if value is None or isinstance(value, bool | int | str):
        made: Any = value
    elif isinstance(value, float | Decimal):
        is_whole = isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value()
        made = int(value) if is_whole else float(value) if math.isfinite(value) else None
    elif isinstance(value, datetime | date | time):
        made = value.isoformat()
    elif isinstance(value, dict):
        made = {str(key): plain(one) for key, one in value.items()}
    elif isinstance(value, list | tuple):
        made = [plain(one) for one in value]
    else:
        made = value.hex() if isinstance(value, bytes) else str(value)
    return made


def query_schema() -> dict[str, object]:
    """The JSON Schema 2020-12 of what `write_json` writes."""
    text = {"type": "string"}
    column = _object({"name": text, "type": {"type": "string", "title": "DuckDB 的类型"}})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:query",
        "title": "查询结果",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "columns": {"type": "array", "items": column},
                "rows": {"type": "array", "items": {"type": "array", "title": "一行；值的次序同 columns"}},
            }
        ),
    }


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return str(value)
    made = plain(value)
    if isinstance(made, list | dict):
        made = _dumped(made)
    return _harmless(made) if isinstance(made, str) else made


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


_dumped = json.JSONEncoder(ensure_ascii=False).encode
