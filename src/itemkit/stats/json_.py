"""The figures for programs, by a published schema. Ratios are from 0 to 1; what can't be computed is null."""

from typing import Any

from itemkit import __version__
from itemkit.findings import Severity
from itemkit.stats.figures import KEYS, Compression, Count, Figures, Share, Spread, Stats

SCHEMA = "itemkit.stats/1"
_DIGITS = 4

Schema = dict[str, Any]


def as_data(stats: Stats, names: dict[str, str]) -> dict[str, Any]:
    """All figures as plain data.

    Args:
        stats: the figures.
        names: the names of rules by code.
    """
    by = {
        "key": stats.by,
        "groups": [{"value": one.value, "name": one.name, "figures": _figures(one.figures)} for one in stats.groups],
    }
    return {
        "schema": SCHEMA,
        "tool": {"name": "itemkit", "version": __version__},
        "catalog": stats.catalog,
        "figures": _figures(stats.figures),
        "counts": {key: [_count(one) for one in stats.counts[key]] for key in KEYS},
        "distributions": {
            name: [{"value": value, "items": items} for value, items in several]
            for name, several in (("materials", stats.materials), ("visits", stats.visits))
        },
        "findings": {
            "suppressed": stats.suppressed,
            "rules": [
                {
                    "rule": names[one.code],
                    "code": one.code,
                    "severity": one.severity.value,
                    "findings": one.findings,
                }
                for one in stats.rules
            ],
        },
        "by": by if stats.by else None,
    }


def _figures(figures: Figures) -> dict[str, Any]:
    return {
        "items": figures.items,
        "instant": _share(figures.instant),
        "limits": [
            {
                "unit": one.unit,
                "statutory": _spread(one.statutory),
                "promised": _spread(one.promised),
                "compression": _compression(one.compression),
            }
            for one in figures.limits
        ],
        "compression": _compression(figures.compression),
        "materials": _spread(figures.materials),
        "visits": _spread(figures.visits),
        "no_visit": _share(figures.no_visit),
        "one_visit": _share(figures.one_visit),
        "online": _share(figures.online),
        "free": _share(figures.free),
    }


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "of": share.of, "ratio": _rounded(share.ratio)}


def _spread(spread: Spread) -> dict[str, Any]:
    return {"items": spread.items, "mean": _rounded(spread.mean), "median": _rounded(spread.median)}


def _compression(one: Compression) -> dict[str, Any]:
    return {"items": one.items, "statutory": one.statutory, "promised": one.promised, "ratio": _rounded(one.ratio)}


def _count(count: Count) -> dict[str, Any]:
    return {"value": count.value, "name": count.name, "items": count.items}


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, _DIGITS)


def stats_schema() -> Schema:
    """The JSON Schema 2020-12 of `as_data`."""
    text: Schema = {"type": "string"}
    count: Schema = {"type": "integer", "minimum": 0}
    ratio: Schema = {"type": ["number", "null"], "maximum": 1}
    number: Schema = {"type": ["number", "null"], "minimum": 0}
    value: Schema = {"type": ["string", "null"], "title": "词或代码；null 为没有写"}

    def ref(name: str, title: str) -> Schema:
        return {"$ref": f"#/$defs/{name}", "title": title}

    figures = {
        "items": {**count, "title": "事项数"},
        "instant": ref("share", "即办件；of 为写明办件类型的"),
        "limits": {"type": "array", "title": "按时限单位", "items": ref("limits", "一种单位的时限")},
        "compression": ref("compression", "承诺时限压缩率；法定和承诺的单位相同的才计"),
        "materials": ref("spread", "申请材料的份数"),
        "visits": ref("spread", "到办事现场次数；写明的才计"),
        "no_visit": ref("share", "不用到现场的；of 为写明次数的"),
        "one_visit": ref("share", "至多到现场一次的；of 为写明次数的"),
        "online": ref("share", "有网上办理地址的"),
        "free": ref("share", "写明不收费的"),
    }
    rule = {"rule": text, "code": text, "severity": {"enum": [one.value for one in Severity]}, "findings": count}
    group = {"value": value, "name": text, "figures": ref("figures", "这一组的指标")}
    bins: Schema = {"type": "array", "items": _object({"value": count, "items": count})}
    limits = {
        "unit": text,
        "statutory": ref("spread", "法定办结时限"),
        "promised": ref("spread", "承诺办结时限"),
        "compression": ref("compression", "承诺时限压缩率"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:itemkit:schema:stats",
        "title": "目录统计",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "tool": _object({"name": {"const": "itemkit"}, "version": text}),
                "catalog": {**text, "title": "目录的名称；可以为空"},
                "figures": ref("figures", "全部事项的指标"),
                "counts": _object({key: {"type": "array", "items": ref("count", "一个值")} for key in KEYS}),
                "distributions": _object({"materials": bins, "visits": bins}),
                "findings": _object({"suppressed": count, "rules": {"type": "array", "items": _object(rule)}}),
                "by": {
                    "anyOf": [
                        {"type": "null"},
                        _object({"key": {"enum": list(KEYS)}, "groups": {"type": "array", "items": _object(group)}}),
                    ]
                },
            }
        ),
        "$defs": {
            "figures": _object(figures),
            "share": _object({"part": count, "of": count, "ratio": {**ratio, "minimum": 0}}),
            "spread": _object({"items": count, "mean": number, "median": number}),
            "compression": _object({"items": count, "statutory": count, "promised": count, "ratio": ratio}),
            "limits": _object(limits),
            "count": _object({"value": value, "name": text, "items": count}),
        },
    }


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
