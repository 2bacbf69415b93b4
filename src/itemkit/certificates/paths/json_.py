"""The way to an item for programs, by a published schema; steps count from 1, days are working days."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from itemkit import __version__
from itemkit.certificates.paths.blocked import Reason
from itemkit.certificates.paths.bring import ORDER, Condition, Entry, Thing
from itemkit.certificates.paths.nearby import ELSEWHERE, Issuer
from itemkit.certificates.paths.route import Route
from itemkit.certificates.paths.which import Meant

SCHEMA = "itemkit.path/1"

Schema = dict[str, Any]


def as_data(meant: Meant, chosen: Mapping[str, str], had: Iterable[str], route: Route) -> dict[str, Any]:
    """A way as plain data.

    Args:
        meant: the item.
        chosen: the answers that count.
        had: the certificates that the person has.
        route: the way.
    """
    path = route.path
    way = {
        "days": path.days,
        "visits": path.visits,
        "critical": {
            "steps": [place + 1 for place in path.critical],
            "days": path.days,
            "visits": path.critical_visits,
        },
        "steps": [_step(route, place) for place in range(len(path.steps))],
        "bring": [_entry(entry) for entry in route.bring],
    }
    return {**_head(meant, chosen, had), "way": way, "blocked": None}


def blocked_data(
    meant: Meant, chosen: Mapping[str, str], had: Iterable[str], reasons: Sequence[Reason], back_to: int
) -> dict[str, Any]:
    """Why there is no way, as plain data.

    Args:
        meant: the item.
        chosen: the answers that count.
        had: the certificates that the person has.
        reasons: the chain.
        back_to: the place in the chain, from 0, that its end leads back to.
    """
    chain = [
        {
            "does": "issues" if one.is_issue else "needs",
            "item": one.item,
            "certificate": one.certificate,
            "path": one.spot.path,
            "pointer": str(one.spot.place.pointer),
        }
        for one in reasons
    ]
    return {**_head(meant, chosen, had), "way": None, "blocked": {"chain": chain, "back_to": back_to + 1}}


def _head(meant: Meant, chosen: Mapping[str, str], had: Iterable[str]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "item": {"path": meant.path, "code": meant.code, "name": meant.name},
        "when": dict(sorted(chosen.items())),
        "having": sorted(had),
    }


def _step(route: Route, place: int) -> dict[str, Any]:
    step, item = route.step(place), route.of(place)
    return {
        "step": place + 1,
        "path": item.path,
        "code": item.code,
        "name": item.name,
        "organ": item.organ,
        "region": step.issuer.region,
        "elsewhere": step.issuer.distance == ELSEWHERE,
        "critical": place in route.path.critical,
        "start": step.start,
        "end": step.end,
        "limit": _limit(step.issuer),
        "visits": step.issuer.visits,
        "for": [{"certificate": one, "step": later + 1} for one, later in route.path.wanted_by(place)],
        "needs": [
            {"certificate": one, "step": giver + 1, "when": _when(route.conditions.get((place, one), ()))}
            for one, giver in step.takes
        ],
        "asks_own": list(step.own),
        "others": [
            {"path": route.details[one.file].path, "name": route.details[one.file].name, "limit": _limit(one)}
            for one in step.others
        ],
        "free": item.is_free,
        "fees": [one._asdict() for one in item.fees],
        "special": [one._asdict() for one in item.special],
    }


def _limit(issuer: Issuer) -> dict[str, Any] | None:
    if issuer.limit is None:
        return None
    kind = "promised" if issuer.is_promised else "statutory"
    return {"kind": kind, "days": issuer.limit, "unit": issuer.unit}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"any_of": [_thing(one) for one in entry.any_of], "steps": [place + 1 for place in entry.steps]}


def _thing(thing: Thing) -> dict[str, Any]:
    return {
        "name": thing.name,
        "certificate": thing.certificate,
        "source": thing.source,
        "issuer": thing.issuer,
        "access": thing.access,
        "may_follow": thing.may_follow,
        "when": _when(thing.conditions),
    }


def _when(conditions: Iterable[Condition]) -> dict[str, list[str]]:
    return {one.situation: list(one.options) for one in conditions}


def path_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data` and `blocked_data`."""
    text: Schema = {"type": "string"}
    maybe: Schema = {"type": ["string", "null"]}
    count: Schema = {"type": "integer", "minimum": 0}
    step: Schema = {"type": "integer", "minimum": 1, "title": "第几步，从 1 数起"}
    days: Schema = {**count, "title": "工作日"}
    flag: Schema = {"type": "boolean"}
    path: Schema = {**text, "title": "相对目录根的路径"}
    when: Schema = {
        "type": "object",
        "additionalProperties": _list(text),
        "title": "情形标识对应选项标识；空为不论情形",
    }
    limit: Schema = {
        "anyOf": [
            {"type": "null"},
            _object({"kind": {"enum": ["promised", "statutory"]}, "days": count, "unit": text}),
        ],
        "title": "文件里的办结时限：承诺的，没有就是法定的；null 为没有写",
    }
    fee = {"name": text, "amount": {"type": ["number", "null"]}, "currency": text, "per": text, "standard": text}
    special = {"name": text, "days": {"type": ["integer", "null"]}, "unit": text}
    one_step = {
        "step": step,
        "path": path,
        "code": maybe,
        "name": text,
        "organ": {**text, "title": "实施主体的名称；可以为空"},
        "region": maybe,
        "elsewhere": {**flag, "title": "在别的地区：本地没有事项核发"},
        "critical": {**flag, "title": "在关键路径上"},
        "start": {**days, "title": "从头算起几个工作日以后开始"},
        "end": {**days, "title": "从头算起几个工作日以后办成"},
        "limit": limit,
        "visits": {"type": ["integer", "null"], "minimum": 0, "title": "到办事现场次数；null 为没有写，按 0 计"},
        "for": _list(_object({"certificate": text, "step": step}), "为了哪一步要的哪种证照"),
        "needs": _list(_object({"certificate": text, "step": step, "when": when}), "要哪一步核发的哪种证照"),
        "asks_own": _list(text, "材料里要、但正是它自己核发的证照；按首次办理，没有计入"),
        "others": _list(_object({"path": path, "name": text, "limit": limit}), "同样近、核发同一种证照的一些其他事项"),
        "free": {**flag, "title": "写明不收费"},
        "fees": _list(_object(fee)),
        "special": _list(_object(special), "不计入办结时限的特别程序"),
    }
    thing = {
        "name": text,
        "certificate": {**maybe, "title": "证照；null 为不是证照"},
        "source": {"enum": list(ORDER), "title": "从哪里来；unknown 为目录里没有事项核发"},
        "issuer": text,
        "access": {**text, "title": "提交、核验、共享；可以为空"},
        "may_follow": {**flag, "title": "可以容缺后补"},
        "when": when,
    }
    way = {
        "days": {**days, "title": "从头到办成，最快几个工作日"},
        "visits": count,
        "critical": _object({"steps": _list(step), "days": days, "visits": count}),
        "steps": _list(_object(one_step), "按先后；最后一步是所问的事项"),
        "bring": _list(_object({"any_of": _list(_object(thing)), "steps": _list(step)}), "要带的；any_of 为任选其一"),
    }
    hop = {"does": {"enum": ["needs", "issues"]}, "item": text, "certificate": text, "path": path, "pointer": text}
    blocked = {"chain": _list(_object(hop)), "back_to": {**step, "title": "链的最后又回到第几环"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:path",
        "title": "从头办到一个事项",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "item": _object({"path": path, "code": maybe, "name": maybe}),
                "when": {"type": "object", "additionalProperties": text, "title": "选定的答案"},
                "having": _list(text, "手里已有的证照"),
                "way": {"anyOf": [{"type": "null"}, _object(way)], "title": "怎么办；null 为办不成"},
                "blocked": {"anyOf": [{"type": "null"}, _object(blocked)], "title": "为什么办不成"},
            }
        ),
    }


def _list(items: Schema, title: str = "") -> Schema:
    made: Schema = {"type": "array", "items": items}
    return {**made, "title": title} if title else made


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
