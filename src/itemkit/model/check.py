"""Whether a document has the form of its kind: a fast yes or no, and a slow, exact why.

Both verdicts come from the same compiled JSON Schema, so a document that is refused always has a violation to show.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from itemkit.findings import Pointer
from itemkit.model.formats import FORMATS
from itemkit.model.kinds import ITEM_KIND
from itemkit.model.overlay_schema import is_overlay, of_overlay, whole_schema_of
from itemkit.model.schema import Schema, each_node, schema_of
from itemkit.model.vocabulary import Vocabularies


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a document breaks its schema."""

    pointer: Pointer
    """The value at fault; for a key that is unknown or missing, the pointer with that key."""
    keyword: str
    """The schema's keyword that is broken: ``enum``, ``type``, ``required`` …; ``key`` for a key that is no text."""
    value: Any
    """The value at fault; for a missing key, the mapping that lacks it."""
    expected: Mapping[str, Any]
    """What the keyword demands, as the schema says it."""
    node: Schema
    """The part of the schema that holds the keyword."""

    @property
    def key(self) -> str:
        """The last part of the pointer, with the list's key before an index: ``materials/1``."""
        start = len(self.pointer) - 1
        while start > 0 and isinstance(self.pointer[start], int):
            start -= 1
        return "/".join(str(part) for part in self.pointer[max(start, 0) :])

    @property
    def shown(self) -> str:
        """The value at fault as a sentence quotes it: cut where it is long."""
        text = str(self.value)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


RawText = Callable[[Violation], str | None]
"""Gives the text of a value as the file has it, if it can be found."""

_LONGEST = 60


class Checker:
    """Checks documents of one kind."""

    def __init__(self, name: str, vocabularies: Vocabularies | None = None, extra_schema: Schema | None = None) -> None:
        """Compile the schema ``name`` with a catalog's words and its own schema for ``extra``."""
        self._whole = _Form(whole_schema_of(name, vocabularies))
        is_item = name == ITEM_KIND.name
        self._overlay = _Form(of_overlay(schema_of(name, vocabularies))) if is_item else self._whole
        self._extra_schema = extra_schema
        self._extra = _compile(extra_schema) if extra_schema is not None else None

    def accepts(self, data: object) -> bool:
        """Whether ``data`` has the form of this kind."""
        try:
            form = self._overlay if is_overlay(data) else self._whole
            return form.validator.is_valid(data) and self._accepts_extra(data)
        except ValueError:  # a key that is no text: JSON has no such thing
            return False

    def violations(self, data: object) -> list[Violation]:
        """Every place where ``data`` breaks the schema, each once, in order; empty exactly if `accepts`."""
        form = self._overlay if is_overlay(data) else self._whole
        try:
            found = list(_explain(form.validator, form.schema, data, Pointer()))
        except ValueError:
            found = list(_keys_that_are_no_text(data, Pointer()))
            data = _with_text_keys(data)
            found += _explain(form.validator, form.schema, data, Pointer())
        if self._extra is not None and self._extra_schema is not None and not self._accepts_extra(data):
            extra = data["extra"] if isinstance(data, dict) else None
            found += _explain(self._extra, self._extra_schema, extra, Pointer.of("extra"))
        return _each_once(found)

    def _accepts_extra(self, data: object) -> bool:
        if self._extra is None or not isinstance(data, dict) or "extra" not in data:
            return True
        return self._extra.is_valid(data["extra"])


class _Form:
    """A schema, ready to be checked against."""

    __slots__ = ("schema", "validator")

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.validator = _compile(_looking_everywhere(schema))


def _compile(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        schema,
        validate_formats=True,
        formats={name: one.verdict for name, one in FORMATS.items() if one.verdict},
        offline=True,
    )


def _looking_everywhere(schema: Schema) -> Schema:
    """The same schema, but looking also at what may be anything, where a key might be no text."""
    looking = copy.deepcopy(schema)
    for node in each_node(looking):
        if node.get("additionalProperties") is True:
            node["additionalProperties"] = {"$ref": "#/$defs/anything"}
    below = {"$ref": "#/$defs/anything"}
    looking.setdefault("$defs", {})["anything"] = {"additionalProperties": below, "items": below}
    return looking


def _explain(
    validator: jsonschema_rs.Draft202012Validator, schema: Schema, data: object, top: Pointer
) -> Iterator[Violation]:
    for error in validator.iter_errors(data):
        value, path = _at(data, error.instance_path)
        pointer = Pointer((*top, *path))
        expected = error.kind.as_dict()
        node = _node(schema, list(error.schema_path))
        keyword = error.kind.name
        if keyword == "additionalProperties":
            for key in expected["unexpected"]:
                yield Violation(pointer / key, keyword, value, expected, node)
        elif keyword == "required":
            yield Violation(pointer / expected["property"], keyword, value, expected, node)
        elif keyword == "propertyNames" and isinstance(value, dict):
            for key in value:
                if not _is_key(key, node):
                    yield Violation(pointer / key, keyword, key, expected, node)
        else:
            yield Violation(pointer, keyword, value, expected, node)


def _is_key(key: str, schema: Schema) -> bool:
    """Whether a key is as ``propertyNames`` wants it; only what our schemas demand of keys is known here."""
    form = FORMATS.get(schema.get("format", ""))
    return len(key) >= schema.get("minLength", 0) and (form is None or form.matches(key))


def _node(schema: Schema, path: list[str | int]) -> Schema:
    """The mapping that holds the keyword at ``path``; for ``else: {required: …}``, the mapping around it."""
    node: Any = schema
    holder: Schema = schema
    for part in path[:-1]:
        node = node[str(part)] if isinstance(node, dict) else node[int(part)]
        if isinstance(node, dict) and part not in {"then", "else"}:
            holder = node
    return holder


def _at(data: Any, path: list[str | int]) -> tuple[Any, list[str | int]]:
    """The value at ``path``, and the path with keys as they are.

    The checker takes the keys ``"440100"`` and ``"01"`` for indexes and leaves out empty keys; below an empty key,
    which is a mistake of its own, the path ends early.
    """
    exact: list[str | int] = []
    for part in path:
        if isinstance(data, dict) and part not in data:
            found = next((key for key in data if _as_index(key) == part), None)
            if found is None:
                break
            exact.append(found)
        elif isinstance(data, dict) or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            exact.append(part)
        else:
            break
        data = data[exact[-1]]
    return data, exact


def _as_index(key: str) -> int:
    digits = key.removeprefix("+")
    return int(digits) if digits.isascii() and digits.isdigit() else -1


def _keys_that_are_no_text(data: object, pointer: Pointer) -> Iterator[Violation]:
    if isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str):
                yield Violation(pointer / _key_text(key), "key", key, {}, {})
            yield from _keys_that_are_no_text(value, pointer / _key_text(key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _keys_that_are_no_text(value, pointer / index)


def _with_text_keys(data: Any) -> Any:
    if isinstance(data, dict):
        return {_key_text(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(value) for value in data] if isinstance(data, list) else data


def _key_text(key: object) -> str:
    """A key as text; true, null and numbers as YAML spells them."""
    words = {True: "true", False: "false", None: "null"}
    return key if isinstance(key, str) else words.get(key, str(key)) if isinstance(key, bool | None) else str(key)


def _each_once(violations: list[Violation]) -> list[Violation]:
    """One violation for a pointer and what is wrong there: pattern and format say the same twice."""
    seen: set[tuple[Pointer, str]] = set()
    kept = []
    for one in violations:
        topic = {"pattern": "format", "oneOf": "required"}.get(one.keyword, one.keyword)
        if (one.pointer, topic) not in seen:
            seen.add((one.pointer, topic))
            kept.append(one)
    return kept
