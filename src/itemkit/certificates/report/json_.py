"""The report for programs, by a published schema."""

from typing import Any

from itemkit import __version__
from itemkit.certificates.report.clearing import Cleared, Clearing, Freed, Requirement
from itemkit.certificates.report.contents import Contents
from itemkit.certificates.report.to_cut import Change, Circle, ToCut
from itemkit.certificates.report.verdicts import Criterion, State, Verdict

SCHEMA = "itemkit.certificates/1"

Schema = dict[str, Any]


def as_data(contents: Contents) -> dict[str, Any]:
    """The report as plain data."""
    requirements = contents.requirements
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "catalog": contents.catalog,
        "summary": _summary(contents.clearing),
        "certificates": [_certificate(one) for one in contents.certificates],
        "requirements": None if requirements is None else [_requirement(one) for one in requirements],
        "deadlocks": _deadlocks(contents.to_cut),
    }


def _summary(clearing: Clearing) -> dict[str, Any]:
    kept = Freed()
    return {
        "certificates": len(clearing.certificates),
        "requirements": sum(clearing.states.values()),
        "states": {state.value: clearing.states.get(state, 0) for state in State},
        "freed": _freed(clearing.freed),
        "unfounded": _freed(clearing.unfounded),
        "verdicts": [
            {
                "verdict": verdict.value,
                "certificates": sum(one.verdict is verdict for one in clearing.certificates),
                "requirements": sum(one.verdicts.get(verdict, 0) for one in clearing.certificates),
                "freed": _freed(clearing.by_verdict.get(verdict, kept)),
            }
            for verdict in Verdict
        ],
        "criteria": [
            {
                **_criterion(one.criterion),
                "certificates": one.certificates,
                "requirements": one.requirements,
                "freed": _freed(one.freed),
            }
            for one in clearing.sums
        ],
        "unlinked": clearing.unlinked,
    }


def _certificate(one: Cleared) -> dict[str, Any]:
    return {
        "name": one.name,
        "path": one.path,
        "kind": one.kind,
        **_criterion(one.criterion),
        "requirements": one.requirements,
        "burdens": one.burdens,
        "verdicts": {verdict.value: one.verdicts.get(verdict, 0) for verdict in Verdict},
        "items": one.items,
        "freed": _freed(one.freed),
        "asked_by": [{"name": name, "items": items} for name, items in one.askers],
        "issued_by": one.issuers,
        "issuing": {"items": one.issuing, "names": list(one.issuing_items)},
        "proves": list(one.facts),
        "basis": list(one.bases),
    }


def _requirement(one: Requirement) -> dict[str, Any]:
    return {
        "certificate": one.certificate,
        "item": one.item,
        "organ": one.organ,
        "material": one.material,
        "path": one.path,
        "pointer": one.pointer,
        "state": one.state.value,
        **_criterion(one.criterion),
    }


def _criterion(one: Criterion) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value, "criterion": one.value, "case": one.sign, "conditional": one.is_conditional,
    }  # fmt: skip


def _freed(freed: Freed) -> dict[str, int]:
    return {"materials": freed.materials, "items": freed.items}


def _deadlocks(cut: ToCut) -> dict[str, Any]:
    return {
        "blocked": cut.blocked,
        "circles": [_circle(one) for one in cut.circles],
        "count": cut.count,
        "at_least": cut.at_least,
        "changes": [_change(one) for one in cut.changes],
    }


def _circle(one: Circle) -> dict[str, Any]:
    return {
        "message": str(one.message),
        "certificates": list(one.certificates),
        "steps": [
            {"item": item, "path": spot.path, "pointer": str(spot.place.pointer)}
            for item, spot in zip(one.items, one.spots, strict=True)
        ],
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "number": one.number,
        "item": one.item,
        "alike": one.alike,
        "certificates": list(one.certificates),
        "answers": list(one.answers),
        "path": one.spot.path,
        "pointer": str(one.spot.place.pointer),
        "instead": list(map(str, one.instead)),
        "opened": one.opened,
    }


def certificates_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    texts: Schema = {"type": "array", "items": text}
    count: Schema = {"type": "integer", "minimum": 0}
    criterion: Schema = {
        "verdict": {"enum": [one.value for one in Verdict], "title": "取消、共享核验、告知承诺、保留"},
        "criterion": {"enum": [one.value for one in Criterion], "title": "清理标准"},
        "case": {"enum": ["", "①", "②", "③", "④", "⑤"], "title": "“六个一律取消”的第几种；空为不属于"},
        "conditional": {"type": "boolean", "title": "true：没有写依据，写得出依据就保留"},
    }

    def ref(name: str, title: str) -> Schema:
        return {"$ref": f"#/$defs/{name}", "title": title}

    def listed(name: str, title: str) -> Schema:
        return {"type": "array", "title": title, "items": {"$ref": f"#/$defs/{name}"}}

    sums = {"certificates": count, "requirements": count, "freed": ref("freed", "照办以后的减少")}
    summary = {
        "certificates": {**count, "title": "证照种数"},
        "requirements": {**count, "title": "要求的处数"},
        "states": _object({state.value: count for state in State}),
        "freed": ref("freed", "全部照办以后的减少"),
        "unfounded": ref("freed", "其中因为没有写依据才取消的"),
        "verdicts": {"type": "array", "items": _object({"verdict": criterion["verdict"], **sums})},
        "criteria": {"type": "array", "items": _object({**criterion, **sums})},
        "unlinked": {**count, "title": "由政府部门或中介机构出具、没有写是哪种证照的材料"},
    }
    certificate = {
        "name": text,
        "path": {"type": ["string", "null"], "title": "证照文件；null 为没有"},
        "kind": {"type": ["string", "null"], "title": "类别"},
        **criterion,
        "requirements": {**count, "title": "要求的处数"},
        "burdens": {**count, "title": "其中要申请人提交或者出示的"},
        "verdicts": _object({verdict.value: count for verdict in Verdict}),
        "items": {**count, "title": "涉及的事项"},
        "freed": ref("freed", "照办以后的减少"),
        "asked_by": {
            "type": "array",
            "title": "索要单位",
            "items": _object({"name": {"type": ["string", "null"]}, "items": count}),
        },
        "issued_by": {**text, "title": "开具单位"},
        "issuing": _object({"items": {**count, "title": "目录里核发它的事项"}, "names": texts}),
        "proves": {**texts, "title": "证明的事实"},
        "basis": {**texts, "title": "设定依据"},
    }
    requirement = {
        "certificate": text,
        "item": text,
        "organ": text,
        "material": text,
        "path": text,
        "pointer": text,
        "state": {"enum": [state.value for state in State], "title": "现在怎样"},
        **criterion,
    }
    change = {
        "number": {**count, "title": "序号；相同的要一起改"},
        "item": text,
        "alike": {**count, "title": "另有几个事项要求相同"},
        "certificates": texts,
        "answers": texts,
        "path": text,
        "pointer": text,
        "instead": {**texts, "title": "可以改为"},
        "opened": {**count, "title": "改后办得成的事项"},
    }
    circle = {
        "message": text,
        "certificates": texts,
        "steps": {"type": "array", "items": _object({"item": text, "path": text, "pointer": text})},
    }
    deadlocks = {
        "blocked": {**count, "title": "办不成的事项"},
        "circles": listed("circle", "死结"),
        "count": {**count, "title": "最少改动的处数"},
        "at_least": {**count, "title": "已证明至少要改几处"},
        "changes": listed("change", "最少改动"),
    }
    requirements = {"anyOf": [listed("requirement", "各处要求"), {"type": "null", "title": "没有要求列出"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:certificates",
        "title": "证明事项清理",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "catalog": {**text, "title": "目录的名称；可以为空"},
                "summary": _object(summary),
                "certificates": listed("certificate", "证照，处理方式最强的在前"),
                "requirements": requirements,
                "deadlocks": _object(deadlocks),
            }
        ),
        "$defs": {
            "freed": _object({"materials": count, "items": count}),
            "certificate": _object(certificate),
            "requirement": _object(requirement),
            "circle": _object(circle),
            "change": _object(change),
        },
    }


def _object(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}
