"""Who is best, and what the others have to change, for programs, by a published schema."""

from typing import Any

from itemkit import __version__
from itemkit.diff.effect import Effect
from itemkit.diff.kinds import KINDS
from itemkit.regions.best.best import Best, Lesson, Total
from itemkit.regions.best.learning import Learner, Savings, Spot, Step
from itemkit.regions.best.ranking import By
from itemkit.regions.matrix.json_ import Schema, closed, matrix_schema, row_data
from itemkit.regions.matrix.measures import Measure

SCHEMA = "itemkit.regions.best/1"


def as_data(best: Best) -> dict[str, Any]:
    """Who is best as plain data."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "catalog": best.catalog,
        "standard": {"code": best.standard.code or None, "name": best.standard.name},
        "measure": best.wish.value if best.wish else None,
        "regions": [{"code": one.code, "name": one.name, "level": one.level} for one in best.columns],
        "rows": [_lesson(one) for one in best.lessons],
        "lacking": list(best.lacking),
        "totals": [_total(one) for one in best.totals],
        "savings": _savings(best.savings),
    }


def _lesson(one: Lesson) -> dict[str, Any]:
    ranking = one.ranking
    best = None
    if ranking.best is not None and ranking.by is not None:
        best = {
            "region": ranking.best.region,
            "path": one.model,
            "stars": ranking.stars[0],
            "decided_by": ranking.by.value,
            "equals": list(ranking.equals),
        }
    return {
        "row": row_data(one.row),
        "ranking": [cell.region for cell in ranking.cells],
        "best": best,
        "learners": [_learner(learner) for learner in one.learners],
        "savings": _savings(one.savings),
    }


def _learner(one: Learner) -> dict[str, Any]:
    return {
        "region": one.region,
        "path": one.path,
        "lighter": [_step(step) for step in one.lighter],
        "heavier": [_step(step) for step in one.heavier],
        "unequal": [_step(step) for step in one.unequal],
        "unclear": one.unclear,
        "savings": _savings(one.savings),
        "names": None if one.names is None else {"own": one.names[0], "model": one.names[1]},
        "unread": None if one.unread is None else str(one.unread),
    }


def _step(one: Step) -> dict[str, Any]:
    change, measure = one.change, one.change.measure
    return {
        "id": change.id,
        "effect": change.effect.value,
        "measure": None if measure is None else {"amount": measure.amount, "unit": measure.unit},
        "message": str(change.message),
        "assumed": None if change.assumed is None else str(change.assumed),
        "before": change.before,
        "after": change.after,
        "there": _spot(one.there),
        "model": _spot(one.model),
    }


def _spot(one: Spot) -> dict[str, Any]:
    return {"path": one.path, "pointer": str(one.pointer), "line": one.line, "inherited": one.inherited}


def _total(one: Total) -> dict[str, Any]:
    return {"region": one.region, "items": one.items, "steps": one.steps, "savings": _savings(one.savings)}


def _savings(savings: Savings) -> dict[str, Any]:
    return {measure.value: savings.get(measure, 0) for measure in Measure}


def best_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    maybe: Schema = {"type": ["string", "null"]}
    count: Schema = {"type": "integer", "minimum": 0}
    number: Schema = {"type": "number", "minimum": 0}
    shared = matrix_schema()["$defs"]
    code = shared["cell"]["properties"]["region"]
    codes: Schema = {"type": "array", "items": code}
    level = shared["region"]["properties"]["level"]
    path: Schema = {**text, "title": "事项的文件，相对目录根"}

    def ref(name: str) -> Schema:
        return {"$ref": f"#/$defs/{name}"}

    def listed(name: str, title: str) -> Schema:
        return {"type": "array", "title": title, "items": ref(name)}

    saved = {
        "days": {**number, "title": "工作日；自然日按 7 自然日 = 5 工作日折算"},
        "materials": {**number, "title": "份材料"},
        "visits": {**number, "title": "次"},
        "fee": {**number, "title": "元"},
    }
    savings = {**ref("savings"), "title": "若都做到，少多少"}
    winner = {
        "region": code,
        "path": {**text, "title": "范本：它的事项；几个的取最轻的"},
        "stars": {**count, "title": "几项最少"},
        "decided_by": {
            "enum": [one.value for one in By],
            "title": "凭什么排在下一个前面：--measure、最少的项数、某一项、层级和编码",
        },
        "equals": {**codes, "title": "各项都和它一样的地方"},
    }
    lesson = {
        "row": ref("row"),
        "ranking": {**codes, "title": "地方，最好的在前"},
        "best": {"anyOf": [closed(winner), {"type": "null"}], "title": "最好的地方；null：分不出"},
        "learners": listed("learner", "这一行的其他事项"),
        "savings": savings,
    }
    learner = {
        "region": code,
        "path": path,
        "lighter": listed("step", "要改的，重的在前"),
        "heavier": listed("step", "最好的地方反而更重的，不要照搬"),
        "unequal": listed("step", "各地应当一致却不一样的，按依据核对"),
        "unclear": {**count, "title": "轻重要人读了才知道的"},
        "savings": savings,
        "names": {
            "anyOf": [closed({"own": text, "model": text}), {"type": "null"}],
            "title": "和范本名称不同的，两个名称；可能不是一回事",
        },
        "unread": {**maybe, "title": "没有比的原因"},
    }
    step = {
        "id": {"enum": list(KINDS), "title": "变化的种类，见 docs/change-kinds.md"},
        "effect": {"enum": [Effect.EASE.value, Effect.BURDEN.value]},
        "measure": {
            "anyOf": [closed({"amount": {"type": "number"}, "unit": text}), {"type": "null"}],
            "title": "变化多少；负数是少",
        },
        "message": {**text, "title": "由这个事项到范本的变化"},
        "assumed": {**maybe, "title": "按什么折算"},
        "before": {"title": "这个事项现在的值；null：没有写"},
        "after": {"title": "范本的值；null：没有写"},
        "there": {**ref("spot"), "title": "改哪里"},
        "model": {**ref("spot"), "title": "范本的位置"},
    }
    spot = {
        "path": {**text, "title": "文件，相对目录根"},
        "pointer": {**text, "title": "JSON Pointer，指向那个文件里的值"},
        "line": {"type": ["integer", "null"], "minimum": 1, "title": "第几行，从 1 数起；null：还没有写"},
        "inherited": {"type": "boolean", "title": "true：写在标准事项的文件里"},
    }
    total = {
        "region": code,
        "items": {**count, "title": "有要改的事项"},
        "steps": {**count, "title": "要改几处"},
        "savings": savings,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:regions_best",
        "title": "哪里办得最好",
        **closed(
            {
                "schema": {"const": SCHEMA},
                "tool": closed({"name": {"const": "itemkit"}, "version": text}),
                "catalog": {**text, "title": "目录的名称；可以为空"},
                "standard": ref("standard"),
                "measure": {"enum": [*(one.value for one in Measure), None], "title": "先看哪一项"},
                "regions": {
                    "type": "array",
                    "title": "看了的地方，按区划",
                    "items": closed({"code": code, "name": text, "level": level}),
                },
                "rows": listed("lesson", "标准事项，或者各地分出的办理项"),
                "lacking": {**codes, "title": "没有这个事项的地方"},
                "totals": listed("total", "各地要改的合计；没有要改的不列"),
                "savings": savings,
            }
        ),
        "$defs": {
            **{name: shared[name] for name in ("standard", "row", "cell", "spread")},
            "lesson": closed(lesson),
            "learner": closed(learner),
            "step": closed(step),
            "spot": closed(spot),
            "total": closed(total),
            "savings": closed(saved),
        },
    }
