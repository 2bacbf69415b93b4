"""The rules about form: each takes a `Violation` of the schema and says it in the words of the field."""

from collections.abc import Iterable, Iterator
from typing import Any

from itemkit.findings import Finding, Hit, Message, Place, Rule, Severity, msg, rule
from itemkit.model.check import RawText, Violation
from itemkit.model.code_rules import code_rule_of
from itemkit.model.formats import FORMATS
from itemkit.model.near import nearest
from itemkit.model.vocabulary import Vocabularies

_SHORT_LIST = 12


@rule("S101", "unknown-key", Severity.ERROR)
def unknown_key(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """文件里有模型不认识的键。

    ## 为什么
    写错的键不会起作用：`materails` 里的材料谁也看不到。

    ## 依据
    目录文件的格式由 `itemkit schema` 给出；模型以外的内容写在 `extra` 下。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        conditon: [有固定经营场所]

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        conditions: [有固定经营场所]

    ## 怎么改
    改成提示的那个键；确是本地自有的内容，移到 `extra` 下。
    """
    known = violation.node.get("properties", {})
    place = Place(violation.pointer, on_key=True)
    by_title = (key for key, node in known.items() if violation.key == node.get("title"))
    near = nearest(violation.key, known, cutoff=0.6) or next(by_title, None)
    if violation.key == "drop" and violation.pointer[:1] == ("materials",):
        yield Hit(place, msg("这里不能写 drop：它只在有 standard 的事项里用，写在整份材料或整组材料上"))
    elif violation.pointer[:1] == ("uniformity",) and (near is None or near.startswith(f"{violation.key}.")):
        quoted = tuple(f'"{one}"' if "." in one else one for one in known)  # a dot alone would open another table
        yield Hit(place, msg("不认识的键 {key}：可用 {known}", key=violation.key, known=quoted))
    elif near:
        yield Hit(place, msg("不认识的键 {key}：是不是 {near}？", key=violation.key, near=near))
    else:
        yield Hit(place, msg("不认识的键 {key}：模型以外的内容写在 extra 下", key=violation.key))


@rule("S102", "missing-key", Severity.ERROR)
def missing_key(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """缺少必须有的键。

    ## 为什么
    没有名称和类型，就说不清这是什么事项；材料没有名称，申请人不知道要交什么。

    ## 依据
    国家交换字段中的必填项；模式只要求最少的几个，其余是否齐全由状态决定。

    ## 反例
        name: 公共场所卫生许可

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    补上这个键。
    """
    if violation.keyword != "required":
        names = tuple(one["required"][0] for one in violation.node["oneOf"])
        yield Hit(Place(violation.pointer), msg("{names} 要写一个，而且只写一个", names=names))
        return
    title = violation.node.get("properties", {}).get(violation.key, {}).get("title")
    place = Place(violation.pointer, on_key=True)
    if title:
        yield Hit(place, msg("缺少 {key}（{title}）", key=violation.key, title=title))
    else:
        yield Hit(place, msg("缺少 {key}", key=violation.key))


@rule("S103", "wrong-type", Severity.ERROR)
def wrong_type(violation: Violation, raw: RawText) -> Iterator[Hit]:
    """值的种类不对：该写文字的写成了数字，该写列表的写成了文字。

    ## 为什么
    没加引号的编码会被读成数字，开头的 0 就丢了。

    ## 依据
    YAML 1.2 核心模式：不加引号的 000104002000 是数字 104002000。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        region: 440100

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        region: "440100"

    ## 怎么改
    按提示加引号，或改成列表、映射。
    """
    place = Place(violation.pointer)
    value = violation.value
    if violation.keyword == "key":
        yield Hit(
            Place(violation.pointer, on_key=True),
            msg("键 {key} 不是文字：给它加上引号", key=violation.key),
        )
        return
    wanted = _types_in_words(violation.expected.get("types") or [violation.expected.get("type", "")])
    if value is None:
        yield Hit(place, msg("{key} 没有填值：填上{wanted}，或者把这个键删去", key=violation.key, wanted=wanted))
    elif _is_number(value) and "string" in _types(violation):
        written = raw(violation) or str(value)
        yield Hit(place, msg('{key} 会被读成数字：加上引号，写成 "{written}"', key=violation.key, written=written))
    else:
        yield Hit(
            place,
            msg(
                "{key} 要写{wanted}，这里是{found}", key=violation.key or "/", wanted=wanted, found=_kind_of(violation)
            ),
        )


@rule("S104", "not-in-vocabulary", Severity.ERROR)
def not_in_vocabulary(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """写的词不在词表里。

    ## 为什么
    同一件事用同一个词，各地的目录才能比较、汇总和交换。

    ## 依据
    GB/T 39046-2020 附录A 和国家交换字段的代码表；`itemkit.toml` 的 [vocabulary] 可以增加自有的词。

    ## 反例
        name: 公共场所卫生许可
        type: 许可

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    用提示的词；确需新词，写进 `itemkit.toml`。
    """
    place = Place(violation.pointer)
    words = [str(word) for word in violation.expected["options"] if word is not None]
    value = str(violation.value)
    title = violation.node.get("title", violation.key)
    near = _near_word(value, words, violation.node.get("x-vocabulary"))
    if near:
        yield Hit(place, msg("“{value}”不在{title}的词表里：是不是“{near}”？", value=value, title=title, near=near))
    elif len(words) <= _SHORT_LIST:
        yield Hit(
            place, msg("“{value}”不在{title}的词表里：可用 {words}", value=value, title=title, words=tuple(words))
        )
    else:
        yield Hit(
            place,
            msg(
                "“{value}”不在{title}的词表里：可用 {words} 等 {count} 个，itemkit schema 列出全部",
                value=value,
                title=title,
                words=tuple(words[:_SHORT_LIST]),
                count=len(words),
            ),
        )


@rule("S105", "bad-format", Severity.ERROR)
def bad_format(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """日期、代码、网址、电话等的写法不对。

    ## 为什么
    写法不对的代码和日期，别的系统读不了；写错的网址点不开。

    ## 依据
    日期和时长按 ISO 8601，统一社会信用代码按 GB 32100，区划代码按 GB/T 2260。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        effective: {from: 2026年1月1日}

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        effective: {from: 2026-01-01}

    ## 怎么改
    照提示的写法改。
    """
    place = Place(violation.pointer)
    value = str(violation.value)
    known = FORMATS.get(violation.node.get("format", ""))
    if violation.keyword == "propertyNames":
        place = Place(violation.pointer, on_key=True)
    if known:
        advice = known.advise(value)
        yield Hit(place, msg("“{value}”不对：{advice}", value=violation.shown, advice=advice))
    elif "pattern" in violation.node or "format" in violation.node:
        what = violation.node.get("description") or violation.node.get("title") or violation.key
        yield Hit(place, msg("“{value}”的写法不对：{what}", value=violation.shown, what=what))
    else:
        yield Hit(place, msg("不符合目录自有模式的 {keyword}", keyword=violation.keyword))


@rule("S106", "out-of-range", Severity.ERROR)
def out_of_range(violation: Violation, raw: RawText) -> Iterator[Hit]:  # noqa: ARG001
    """数字太小或太大，文字或列表是空的。

    ## 为什么
    负的天数、空的名称没有意义，多半是录入时的差错。

    ## 依据
    模式给出的上下限。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        visits: -1

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可
        visits: 0

    ## 怎么改
    填上实际的值；没有可填的，把这个键删去。
    """
    place = Place(violation.pointer)
    limit = violation.expected.get("limit")
    match violation.keyword:
        case "minimum" | "exclusiveMinimum":
            yield Hit(place, msg("{key} 不能小于 {limit}，这里是 {value}", **_numbers(violation, limit)))
        case "maximum" | "exclusiveMaximum":
            yield Hit(place, msg("{key} 不能大于 {limit}，这里是 {value}", **_numbers(violation, limit)))
        case "minLength" | "minItems" | "minProperties" if limit == 1:
            yield Hit(place, msg("{key} 是空的：填上，或者把这个键删去", key=violation.key))
        case "minLength" | "minItems" | "minProperties":
            yield Hit(place, msg("{key} 太短：至少 {limit}", key=violation.key, limit=limit))
        case "propertyNames":
            above = violation.pointer.parent
            yield Hit(Place(violation.pointer, on_key=True), msg("{key} 里有空的键", key=above[-1] if above else ""))
        case _:
            yield Hit(place, msg("{key} 太长：最多 {limit}", key=violation.key, limit=limit))


@rule("S107", "reference-unknown", Severity.WARNING)
def reference_unknown(place: Place, what: Message, name: str, near: str | None) -> Iterator[Hit]:
    """引用的机构、标准事项、证照或事项，目录里没有。

    ## 为什么
    引用断了，办事指南上就写不出机构的名称，也查不出循环证明。

    ## 依据
    目录自身的约定：机构在 `organs.yaml`，标准事项在 `standards/`，证照在 `certificates/`。

    ## 反例
        name: 公共场所卫生许可
        type: 行政许可
        organ: 11440100007482575H

    ## 正例
        name: 公共场所卫生许可
        type: 行政许可

    ## 怎么改
    补上被引用的那一条，或改正引用的名称、代码。
    """
    if near:
        yield Hit(place, msg("目录里没有{what}“{name}”：是不是“{near}”？", what=what, name=name, near=near))
    else:
        yield Hit(place, msg("目录里没有{what}“{name}”", what=what, name=name))


SCHEMA_RULES: tuple[Rule[Any], ...] = (
    unknown_key,
    missing_key,
    wrong_type,
    not_in_vocabulary,
    bad_format,
    out_of_range,
    reference_unknown,
)
"""The rules of the family S, in the order of their codes."""

_RULE_OF = {
    "additionalProperties": unknown_key,
    "required": missing_key,
    "oneOf": missing_key,
    "type": wrong_type,
    "key": wrong_type,
    "enum": not_in_vocabulary,
    "pattern": bad_format,
    "format": bad_format,
    "minimum": out_of_range,
    "maximum": out_of_range,
    "exclusiveMinimum": out_of_range,
    "exclusiveMaximum": out_of_range,
    "minLength": out_of_range,
    "maxLength": out_of_range,
    "minItems": out_of_range,
    "maxItems": out_of_range,
    "minProperties": out_of_range,
    "maxProperties": out_of_range,
}


def findings_of(violations: Iterable[Violation], path: str, subject: str, raw: RawText) -> Iterator[Finding]:
    """What the violations of one file mean for its maintainer."""
    for violation in violations:
        applied = code_rule_of(violation) or _RULE_OF.get(violation.keyword, bad_format)
        if violation.keyword == "propertyNames" and "pattern" not in violation.node:
            applied = out_of_range
        yield from applied.findings(applied(violation, raw), path, subject)


def _types(violation: Violation) -> list[str]:
    types = violation.expected.get("types") or violation.expected.get("type") or []
    return [types] if isinstance(types, str) else list(types)


def _types_in_words(types: object) -> Message:
    words = {
        "string": msg("文字"),
        "integer": msg("整数"),
        "number": msg("数字"),
        "boolean": msg("true 或 false"),
        "array": msg("列表"),
        "object": msg("映射（几个 键: 值）"),
    }
    known = [words[one] for one in types if one in words] if isinstance(types, list) else []
    return (
        known[0] if len(known) == 1 else msg("{one}或{other}", one=known[0], other=known[1]) if known else msg("别的")
    )


def _kind_of(violation: Violation) -> Message:
    value = violation.value
    if isinstance(value, bool):
        return msg("true 或 false")
    if _is_number(value):
        return msg("数字 {value}", value=value)
    if isinstance(value, str):
        return msg("文字“{value}”", value=violation.shown)
    return msg("列表") if isinstance(value, list) else msg("映射（几个 键: 值）")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(violation: Violation, limit: object) -> dict[str, object]:
    return {"key": violation.key, "limit": limit, "value": violation.value}


def _near_word(value: str, words: list[str], vocabulary: str | None) -> str | None:
    if vocabulary and value.isdigit() and (by_number := Vocabularies.builtin()[vocabulary].word_of(value)):
        return by_number
    if near := nearest(value, words, cutoff=0.5):
        return near
    inside = [word for word in words if value and (value in word or word in value)]
    return inside[0] if len(inside) == 1 else None
