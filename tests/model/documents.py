"""Documents of every kind for property tests: full ones, and what mistakes make of them."""

import copy
import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from itemkit.model.kinds import kind_of
from itemkit.model.schema import schema_of
from itemkit.source.read import read

ROOT = Path(__file__).parents[2]

ITEM: dict[str, Any] = {
    "name": "公共场所卫生许可（新办）", "aliases": ["卫生许可证"], "code": "11440100007482620J344012300400001", "local_code": "A-1",
    "standard": "440123004000", "type": "行政许可", "action": "新办", "status": "在用", "version": 3, "effective": {"from": "2026-01-01", "to": "2030-12-31"},
    "organ": "11440100007482620J", "entrusted_by": "市局", "joint_organs": ["甲", "乙"], "region": "440100", "level": "市级",
    "power_source": "法定本级行使", "audience": ["企业法人", "非法人企业"], "handling": "承诺件", "themes": ["准入准营"], "stages": ["准入准营"],
    "basis": [{"law": "公共场所卫生管理条例", "kind": "行政法规", "number": "国务院令第714号", "article": "第四条", "text": "略", "organ": "国务院", "url": "https://flk.npc.gov.cn/a?b=c#d"}],
    "content": "审批", "scope": "市级", "conditions": ["选址符合卫生标准"], "rejections": ["材料不齐"], "quota": "无",
    "situations": [{"id": "premises", "question": "自有还是租赁？", "options": {"owned": "自有", "leased": "租赁"}, "note": "x"}],
    "materials": [
        {"name": "申请表", "kind": "申请表格文书", "source": "申请人自备", "need": "必要", "original": 1, "copies": 0, "medium": "纸质", "format": "A4",
         "mistakes": ["未盖章"], "form": "https://example.gov.cn/f.pdf", "sample": {"text": "x", "url": "http://example.gov.cn/"}, "supplement_days": 5,
         "access": "提交", "holder": "申请人", "basis": {"law": "条例"}},
        {"any_of": [{"name": "营业执照", "certificate": "营业执照", "access": "共享"}, {"name": "统一社会信用代码证书"}], "name": "主体证明", "need": "必要", "note": "x", "when": {"premises": "owned"}},
        {"name": "租赁合同", "when": {"premises": "leased", "x": ["a", "b"]}, "issuer": "房东", "code": "x", "fill": "x", "note": "x", "requirement": "x", "seal": "x"},
        {"name": "户口簿", "drop": True}, {"any_of": [{"name": "毕业证书"}], "drop": True},
    ],
    "form": [{"name": "名称", "kind": "文本", "required": True, "options": ["a"], "note": "x"}],
    "steps": [{"name": "受理", "days": 1, "unit": "工作日", "by": "综合窗口", "standard": "x", "result": "x", "note": "x"}],
    "special": [{"name": "现场核查", "days": 10, "counted": False, "fee": False, "unit": "自然日", "by": "x", "note": "x", "basis": {"law": "细则"}}],
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}, "promised": {"days": 5, "unit": "自然日", "note": "x"}},
    "fees": [{"name": "工本费", "amount": 12.5, "currency": "CNY", "per": "本", "basis": {"law": "x"}, "reducible": True, "reduction": "x", "standard": "x", "when": {"premises": ["owned"]}}],
    "results": [{"name": "许可证", "certificate": "公共场所卫生许可证", "kind": "证照", "valid_for": "P4Y", "delivery": ["邮寄"], "sample": "https://a.cn", "when": {"premises": "owned"}, "note": "x"}],
    "visits": 0, "visit_reason": "x", "reach": "全市", "channels": ["窗口办理"], "hall": True, "appointment": "tel:020-12345", "express": True, "terminal": False,
    "online": {"url": "https://example.gov.cn/apply", "depth": ["互联网受理"], "pay": True, "mobile": "https://a.cn", "progress": "https://a.cn", "note": "x"},
    "windows": [{"place": "政务中心", "address": "1号", "hours": "9:00–17:00", "phone": "020-12345、0777-6428820 转 2", "name": "x", "transit": "x", "map": "https://a.cn"}],
    "contact": {"consult": "020-12345", "complain": "12345", "email": "mailto:a@example.gov.cn", "url": "https://a.cn", "note": "x"},
    "remedy": {"review": "广州市人民政府", "litigation": "广州铁路运输法院"}, "faq": [{"q": "可以委托吗？", "a": "可以。"}],
    "rights": ["查询进度"], "duties": ["如实申报"], "intermediaries": ["检测"], "inspection": "无",
    "assured": {"by": "卫生监督处", "on": "2026-11-01"}, "source_url": "https://example.gov.cn/1", "extra": {"省级字段": {"a": [1, 2.5, True, "x"]}},
}  # fmt: skip
STANDARD = {
    "name": "公共场所卫生许可", "type": "行政许可", "code": "440123004000", "department": "23", "department_name": "卫健", "parent": "440123004000",
    "levels": ["市级", "县级"], "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
}  # fmt: skip
CERTIFICATE = {
    "name": "营业执照", "aliases": ["工商营业执照"], "kind": "证照", "code": "x", "issuer_kind": "政府部门", "issuers": ["市场监管"], "proves": [], "given": False,
    "sharing": "全国", "commitment": True, "valid_for": "P1Y6M", "basis": [{"law": "x"}], "note": "x", "extra": {},
}  # fmt: skip
BUNDLE = {
    "name": "开办餐饮店", "list": "年度清单", "year": 2026, "batch": "一", "stage": "准入准营", "region": "440100", "lead": "11440100007482620J",
    "partners": ["11440100007482575H"], "audience": ["企业法人"], "situations": [{"id": "a", "question": "?", "options": {"x": "是"}}],
    "items": [{"standard": "440123004000", "when": {"a": "x"}, "situations": {"a": {"x": "premises=owned"}}}, {"path": "items/a.yaml", "action": "新办"},
              {"code": "11440100007482620J3440123004000"}],
    "order": [["甲", "乙"]], "before": {"materials": 9, "steps": 3, "days": 20, "visits": 3, "source": "x"}, "promised": {"materials": 0},
    "overrides": {"shared_window": True, "joint_inspection": False, "note": "x"}, "note": "x", "extra": {"a": 1},
}  # fmt: skip
ORGANS = [
    {"uscc": "11440100007482620J", "name": "广州市卫生健康委员会", "aliases": ["市卫健委"], "region": "440100", "level": "市级", "department": "23",
     "parent": "TE5116020105116050", "address": "1号", "phone": "020-12345", "url": "https://example.gov.cn/", "extra": {"a": 1}},
    {"uscc": "TE5116020105116050", "name": "乙"},
]  # fmt: skip
CONFIG: dict[str, Any] = {
    "catalog": {"name": "目录", "region": "440000", "publisher": "x", "url": "https://example.gov.cn/", "example": True, "notice": "x"},
    "regions": {"440100": "广州市", "440106005000": "某街道"}, "vocabulary": {"type": {"其他类": "77"}}, "schemas": {"extra": "extra.schema.json"},
    "limits": {"file_bytes": 4096},
    "codes": {"region": "44"},
    "lint": {
        "select": ["M"], "ignore": ["M201"], "severity": {"T": "off"}, "assured_days": 30, "baseline": "x.json", "sql": ["*.sql"],
        "part": [{"paths": ["items/**"], "status": ["在用"], "severity": {"M": "info"}}],
        "rule": [{
            "code": "Z901", "name": "x-y", "severity": "error", "kinds": ["item"], "only": {"type": ["行政许可"]},
            "pointer": "/materials/*/name", "pattern": "x", "forbidden": "y", "required": ["a"], "one_of": ["b"],
            "message": "{value}", "why": "x",
        }],
    },
}  # fmt: skip
CONFIG["uniformity"] = dict.fromkeys(schema_of("config")["$defs"]["UniformitySection"]["properties"], "tighten")
PATCH = {
    "standard": "440123004000", "effective": {"from": None, "to": None}, "quota": None, "steps": None, "visits": None, "fees": [], "handling": None,
    "time_limit": {"statutory": None, "promised": {"days": 5, "unit": "工作日", "note": None}},
    "materials": [
        {"name": "申请表", "copies": None, "basis": None, "need": None, "when": None, "sample": None, "mistakes": None, "form": None},
        {"any_of": [{"name": "营业执照", "access": None}], "name": None, "when": None}, {"name": "户口簿", "drop": True},
        {"any_of": [{"name": "x"}], "drop": False},
    ],
}  # fmt: skip
FULL: dict[str, Any] = {
    "item": ITEM, "standard": STANDARD, "certificate": CERTIFICATE, "bundle": BUNDLE, "organs": ORGANS, "config": CONFIG,
}  # fmt: skip


@cache
def real() -> dict[str, list[Any]]:
    """The documents of the shipped catalog by kind, and the full ones."""
    found: dict[str, list[Any]] = {name: [document] for name, document in FULL.items()}
    found["item"].append(PATCH)
    found["item"].append(
        {**{key: value for key, value in ITEM.items() if key != "standard"}, "materials": ITEM["materials"][:3]}
    )
    folder = ROOT / "catalog"
    for path in sorted(folder.rglob("*.yaml")):
        kind = kind_of(path.relative_to(folder).as_posix())
        if kind is not None:
            found[kind.name].append(read(path, 10**7).data)
    found["config"].append(tomllib.loads((folder / "itemkit.toml").read_text("utf-8")))
    return found


texts = st.sampled_from(
    ["", "x", " ", "\n", "行政许可", "行政许可\n", " 行政许可", "许可", "440100", "４４０１００", "٤٤٠١٠٠", "440100\n", "440100\r", "\ufeff440100", "440100\u2028", "1", "01", "true",
     "2026-01-01", "2026-02-30", "2026-1-1", "2026-01-01\n", "２０２６-０１-０１", "2026-01-01T00:00:00", "0026-01-01", "2999-12-31", "2024-02-29", "2025-02-29", "20260101",
     "P4Y", "P", "PT", "P0D", "P1Y\n", "P4y", "P1M2W", "PT5M", "P12345Y", "P٤Y", "-P1Y", "P1YT", "P1DT2H",
     "https://a", "http://", "https:///x", "HTTPS://a.cn", "javascript:alert(1)", "ftp://a.cn", "https://a b", "https://例子.中国/路?问#段", "https://a.cn/\n", "mailto:a@b", "mailto:a",
     "tel:+86-20-12345", "tel:", "https://a\u00a0b", "https://a\u3000b", "https://u@h.cn", "//a.cn", "https://a.cn/<b>", 'https://a.cn/"', "https://[::1]/", "https://a.cn\\b", "http://a.cn?x#y",
     "020-12345", "12345", "（020）12345678", "020—12345", "12345、110", "12345转1", "tel 1", "020-12345\n", "０２０-12345", "+86 020 12345", "110;119", "1", "020-123456789012",
     "11440100007482620J", "11440100007482620K", "11440100007482620j", "TE5116020105116050", "TE511602010511605!", "11440100007482620J3440123004000",
     "11440100007482620J344012300400001", "11440100007482620J34401230040000", "440123004000", "4401230040000", "44O123004000", "23", "2３", "SS", "CNY", "cny", "CNY\n", "ＣＮＹ",
     "𠮷", "e\u0301", "\u200b", "\u3000", "a" * 5000, "=1+1", "市级", "工作日", "新办", "\x00", "\ud7ff", "\uffff"]
)  # fmt: skip
numbers = st.sampled_from(
    [0, 1, -1, 3.0, -0.0, 0.5, 1e3, 1e12, 1.0000000000000002e12, 10**12, 10**12 + 1, 10**30, -(10**30), 99_999, 99_999.0, 100_000, 2000, 2100, 2101, 1999, 2026.0, 2026.5,
     1024, 1023, 10**8, 10**8 + 1, 2**53, 2**63, 2**64, 1e308, 1.5e-10, 5e-324]
)  # fmt: skip
odd_numbers = st.sampled_from([float("inf"), float("-inf"), float("nan")])
values = st.recursive(
    texts | numbers | st.booleans() | st.none() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.sampled_from(["name", "any_of", "days"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def places(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value."""
    yield path
    if isinstance(document, dict):
        for key, value in document.items():
            yield from places(value, (*path, key))
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places(value, (*path, index))


@st.composite
def mistaken(draw: Callable[..., Any], kind: str) -> Any:
    """A document of this kind that up to three mistakes were made in."""
    document = copy.deepcopy(draw(st.sampled_from(real()[kind])))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2, 3]))):
        document = _with_mistake(draw, document)
    return document


def _with_mistake(draw: Callable[..., Any], document: Any) -> Any:  # noqa: PLR0912
    path = draw(st.sampled_from(list(places(document))))
    if not path:
        return draw(
            st.sampled_from([document, document, document, None, [], {}, "x", 1, [document], {"name": document}])
        )
    holder = document
    for part in path[:-1]:
        holder = holder[part]
    last = path[-1]
    value = holder[last]
    match draw(
        st.sampled_from(
            [
                "replace",
                "replace",
                "replace",
                "delete",
                "add",
                "key",
                "twice",
                "empty",
                "space",
                "float",
                "list",
                "extra",
                "null",
                "drop",
            ]
        )
    ):
        case "null":
            holder[last] = None
        case "drop" if isinstance(value, dict):
            value["drop"] = draw(st.booleans() | values)
        case "replace":
            holder[last] = draw(values)
        case "delete":
            del holder[last]
        case "add" if isinstance(value, dict):
            value[
                draw(texts | st.sampled_from(["备注", "any_of", "name", "from_", "list_", "from", "standard", "extra"]))
            ] = draw(values)
        case "key" if isinstance(holder, dict):
            holder[draw(st.sampled_from([1, 1.5, True, None, (1, 2)]))] = holder.pop(last)
        case "twice" if isinstance(holder, list):
            holder.insert(0, copy.deepcopy(value))
        case "empty" if value:
            holder[last] = type(value)()
        case "space" if isinstance(value, str):
            holder[last] = draw(
                st.sampled_from(
                    [
                        f"{value}\n",
                        f" {value}",
                        f"{value} ",
                        value.lower(),
                        value * 2,
                        value + "\u2028",
                        value[:-1],
                        f"{value}\r",
                        f"\n{value}",
                    ]
                )
            )
        case "float" if isinstance(value, int):
            holder[last] = draw(
                st.sampled_from([float(value), bool(value), -value, value + 0.5, str(value), value + 10**6])
            )
        case "list":
            holder[last] = [value]
        case "extra" if isinstance(document, dict):
            document["extra"] = draw(values)
        case _:
            pass
    return document


def as_json(value: Any) -> bool:
    """Whether JSON can hold it: text keys, no date, no number that is none."""
    if isinstance(value, dict):
        return all(isinstance(key, str) and as_json(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(map(as_json, value))
    return not isinstance(value, tuple | dt.date) and (not isinstance(value, float) or value - value == 0)


@st.composite
def from_schema(  # noqa: PLR0911
    draw: Callable[..., Any], root: dict[str, Any], node: Any = None, depth: int = 0
) -> Any:
    """A document that keeps to most of a schema of ours: right but for what its formats and ``oneOf`` say."""
    node = root if node is None else node
    if "$ref" in node:
        node = root["$defs"][node["$ref"].removeprefix("#/$defs/")]
    if node.get("if") == {"type": "null"}:
        return draw(st.none() | from_schema(root, node["else"], depth))
    if "then" in node:
        node = root["$defs"][draw(st.sampled_from([node["then"], node["else"]]))["$ref"].removeprefix("#/$defs/")]
    if "enum" in node:
        return draw(st.sampled_from(node["enum"]))
    kind = node.get("type", "object")
    match draw(st.sampled_from(kind)) if isinstance(kind, list) else kind:
        case "null":
            return None
        case "string":
            exactly = re.sub(r"\$$", r"\\Z", node.get("pattern", ""))  # Python alone lets $ stand before a newline
            shaped = st.from_regex(exactly) if exactly else texts
            return draw(shaped | st.text(min_size=node.get("minLength", 0), max_size=9) | texts)
        case "integer" | "number":
            lowest, highest = node.get("minimum", 0), node.get("maximum", 10**6)
            return draw(
                st.integers(lowest, highest)
                | st.sampled_from([lowest - 1, lowest, float(lowest), highest, highest + 1, lowest + 0.5])
            )
        case "boolean":
            return draw(st.booleans())
        case "array":
            inner = from_schema(root, node.get("items", {}), depth + 1)
            return draw(st.lists(inner, min_size=min(1, node.get("minItems", 0)), max_size=2))
        case _:
            keys = list(node.get("properties", {}))
            chosen = draw(st.lists(st.sampled_from(keys), max_size=max(1, 5 - depth), unique=True)) if keys else []
            wanted = {*node.get("required", []), *node.get("else", {}).get("required", []), *chosen}
            made = {key: draw(from_schema(root, node["properties"][key], depth + 1)) for key in keys if key in wanted}
            more = node.get("additionalProperties")
            if isinstance(more, dict):
                shaped = st.from_regex(node.get("propertyNames", {}).get("pattern", ".+"))
                made |= draw(st.dictionaries(shaped | texts, from_schema(root, more, depth + 1), max_size=2))
            elif more is True:
                made |= draw(st.dictionaries(texts, values, max_size=2))
            return made
