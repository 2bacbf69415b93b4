"""The changelog for programs, by a published schema."""

from typing import Any

from itemkit import __version__
from itemkit.diff.effect import Effect, Measure
from itemkit.diff.kinds import KINDS
from itemkit.diff.whole import Told
from itemkit.report.changelog.contents import Changelog, Note, Section, Sections, Version

SCHEMA = "itemkit.changelog/1"

Schema = dict[str, Any]


def as_data(changelog: Changelog) -> dict[str, Any]:
    """All of it as plain data; messages are in the current language."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "from": _version(changelog.before),
        "to": _version(changelog.after),
        "summary": {
            **{section.value: count for section, count in changelog.counts.items()},
            "eases": [_measure(one) for one in changelog.eases],
            "burdens": [_measure(one) for one in changelog.burdens],
        },
        "standards": _sections(changelog.standards),
        "organs": [
            {"organ": one.organ or None, "name": one.name or None, **_sections(one.sections)}
            for one in changelog.organs
        ],
        "unread": [
            {"revision": version.revision or None, "path": one.path, "reason": str(one.reason)}
            for version, one in changelog.unread
        ],
    }


def _version(version: Version) -> dict[str, str | None]:
    return {"revision": version.revision or None, "commit": version.commit or None, "date": version.date or None}


def _measure(measure: Measure | None) -> dict[str, Any] | None:
    return None if measure is None else {"amount": measure.amount, "unit": measure.unit}


def _sections(sections: Sections) -> dict[str, Any]:
    return {section.value: [_note(one) for one in sections.get(section, ())] for section in Section}


def _note(note: Note) -> dict[str, Any]:
    entry = note.entry
    return {
        "code": entry.code or None,
        "name": entry.name,
        "path": entry.path,
        "changes": [_change(note, told) for told in note.told],
    }


def _change(note: Note, told: Told) -> dict[str, Any]:
    change = told.change
    return {
        "id": change.id,
        "pointer": str(change.pointer),
        "effect": change.effect.value,
        "message": str(change.message),
        "measure": _measure(change.measure),
        "assumed": None if change.assumed is None else str(change.assumed),
        "before": change.before,
        "after": change.after,
        "fingerprint": note.compared.fingerprint(told),
    }


def changelog_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    or_null: Schema = {"type": ["string", "null"]}
    count: Schema = {"type": "integer", "minimum": 0}
    measure: Schema = {"$ref": "#/$defs/measure"}
    counts = {section.value: {**count, "title": _TITLES[section]} for section in Section}
    listed = {
        section.value: {"type": "array", "items": {"$ref": "#/$defs/item"}, "title": _TITLES[section]}
        for section in Section
    }
    version = _object(
        {
            "revision": {**or_null, "title": "git 的版本；null 为磁盘上的文件"},
            "commit": {**or_null, "title": "提交的全名"},
            "date": {"anyOf": [{"type": "null"}, {"type": "string", "format": "date-time"}], "title": "提交的时间"},
        }
    )
    change = {
        "id": {"enum": list(KINDS), "title": "变更种类"},
        "pointer": {**text, "title": "在合并以后的事项里的位置（JSON Pointer）"},
        "effect": {"enum": [one.value for one in Effect], "title": "对办事人"},
        "message": text,
        "measure": {"anyOf": [{"type": "null"}, measure], "title": "多多少；负数是少"},
        "assumed": {**or_null, "title": "怎么折算的"},
        "before": {"title": "原来的值；null 为没有"},
        "after": {"title": "现在的值；null 为没有"},
        "fingerprint": {**text, "pattern": "^[0-9a-f]{32}$"},
    }
    item = {
        "code": {**or_null, "title": "编码"},
        "name": text,
        "path": {**text, "title": "相对目录根的路径"},
        "changes": {"type": "array", "items": _object(change), "minItems": 1},
    }
    organ = {
        "organ": {**or_null, "title": "实施主体；null 为没有写"},
        "name": {**or_null, "title": "机构名称"},
        **listed,
    }
    unread = {"revision": or_null, "path": text, "reason": text}
    measures: Schema = {"type": "array", "items": measure}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:changelog",
        "title": "目录变更",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "from": version,
                "to": version,
                "summary": _object({**counts, "eases": measures, "burdens": measures}),
                "standards": {**_object(listed), "title": "标准事项"},
                "organs": {"type": "array", "items": _object(organ), "title": "按实施主体"},
                "unread": {"type": "array", "items": _object(unread), "title": "没有比较的文件"},
            }
        ),
        "$defs": {
            "item": _object(item),
            "measure": _object({"amount": {"type": "number"}, "unit": text}),
        },
    }


_TITLES = {
    Section.ADDED: "新增事项",
    Section.REMOVED: "取消事项",
    Section.EASED: "减轻",
    Section.BURDENED: "加重",
    Section.UNCLEAR: "待核",
    Section.OTHER: "其他变更",
}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
