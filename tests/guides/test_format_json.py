"""A guide as data: exactly this, and always by the published schema."""

import dataclasses
import json
from dataclasses import dataclass
from typing import ClassVar

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from sheets import CODE, EVERY_BLOCK, sheet, sheet_of

from itemkit.cli.schema import schema_named
from itemkit.guides.formats import json_
from itemkit.guides.page import Section


def value(text: str, href: str | None = None) -> dict[str, object]:
    return {"text": text, "href": href}


def fact(label: str, *lines: object, aside: tuple[object, ...] = (), tone=None) -> dict[str, object]:
    listed = [value(one) if isinstance(one, str) else one for one in lines]
    return {"label": label, "lines": listed, "aside": [value(str(one)) for one in aside], "tone": tone}


def entry(title: str, facts=(), tags=(), condition=None, when=(), any_of=(), duty=None) -> dict[str, object]:
    return {
        "title": value(title), "tags": list(tags), "duty": duty, "condition": condition, "when": dict(when), "facts": list(facts),
        "any_of": list(any_of),
    }  # fmt: skip


def section(name: str, title: str, *blocks: dict[str, object]) -> dict[str, object]:
    return {"id": name, "title": title, "blocks": list(blocks)}


def read(one) -> dict[str, object]:
    data = json.loads(json_.write(one))
    Draft202012Validator(schema_named("guide")).validate(data)
    return data


def test_a_guide_with_every_kind_of_block() -> None:
    site = "https://example.gov.cn/zwfw/"
    form = value("https://example.gov.cn/f", "https://example.gov.cn/f")
    law = value("《价格法》第十八条", "https://example.gov.cn/law?a=1&copy;=2")
    licence, certificate = (
        entry("营业执照", tags=["由窗口调取，不用提交"], duty="fetched"),
        entry("法人证书", [fact("复印件份数", "1 份", tone="help")]),
    )
    assert read(sheet()) == {
        "schema": "itemkit.guide/1",
        "title": "登记*（新办）",
        "code": CODE,
        "edition": "complete",
        "edition_title": "完整版",
        "catalog": "市级目录",
        "publisher": "市政务服务局",
        "address": f"{site}i/{CODE}.html",
        "subtitle": [value("市卫生健康委员会"), value("广州市")],
        "watermark": None,
        "notices": [value("本页有内容是示意，看是哪些", "#illustrative"), value("本事项暂停办理。")],
        "lead": [
            fact("要多久", "5 个工作日（承诺办结时限）", aside=("20 个工作日（法定办结时限）",)),
            fact("多少钱", "不收费"),
        ],
        "start": value("在线办理", "https://example.gov.cn/apply"),
        "sections": [
            section("basic", "基本信息", {"kind": "facts", "rows": [
                fact("别名", "甲", "乙\n丙"), fact("实施主体", value("市卫生健康委员会", f"{site}o/a.html")),
            ]}),
            section("fees", "收费", {"kind": "table", "caption": "收费", "head": ["收费项目", "依据"], "rows": [
                {"cells": [[value("工本费|证")], [law]], "when": {}},
                {"cells": [[value("检测费")], []], "when": {"premises": ["leased"]}},
            ]}),
            section("time", "办结时限", {"kind": "note", "text": "工作日不含周末。", "terms": [
                {"name": "承诺办结时限", "days": 5, "unit": "工作日"},
            ]}),
            section("situations", "情形引导", {
                "kind": "entries", "entries": [entry("自有还是租赁？", [fact("选项", "自有", "租赁")])],
                "asked": [{"id": "premises", "question": "自有还是租赁？", "note": None, "options": [
                    {"id": "owned", "text": "自有"}, {"id": "leased", "text": "租赁"},
                ]}],
            }),
            section("faq", "常见问题", {"kind": "questions", "pairs": [
                {"question": "可以委托吗？", "answer": "可以。\n要委托书。"}, {"question": "要多久？", "answer": "五天。"},
            ]}),
            section("conditions", "受理条件",
                {"kind": "bullets", "lines": [value("1. 年满十八周岁"), value("- 有住所")]},
                {"kind": "note", "text": "以上都要符合。", "terms": []}),
            section("content", "行使内容", {"kind": "paragraphs", "texts": ["第一段。", "第二段：<b>审查</b>。"]}),
            section("materials", "申请材料", {"kind": "checklist", "entries": [
                entry("申请表", [fact("空白表格", form)], ["必要"]),
                entry("主体资格证明：以下任选其一", [fact("备注", "有电子证照的不用带。")], ["必要"],
                    any_of=[licence, certificate]),
                entry("租赁合同", condition="仅当：自有还是租赁？——租赁", when={"premises": ["leased"]}, duty="later"),
            ]}),
            section("steps", "办理流程", {"kind": "steps", "entries": [
                entry("受理", [fact("环节时限", "当场")]), entry("决定"),
            ]}),
            section("windows", "办理窗口", {"kind": "entries", "asked": [], "entries": [
                entry("政务中心", [fact("电话", value("020-12345", "tel:02012345"))]),
            ]}),
        ],
    }  # fmt: skip


def test_what_is_not_known_is_null_and_leads_nowhere() -> None:
    bare = replace(EVERY_BLOCK, code="", watermark="预览：没有编码，不能据以办事", action=None, notices=(), lead=())
    data = read(dataclasses.replace(sheet(bare, site=""), publisher=""))
    assert {key: one for key, one in data.items() if one is None} == dict.fromkeys(
        ["code", "publisher", "address", "start"]
    )
    assert data["sections"][0]["blocks"][0]["rows"][1] == fact("实施主体", "市卫生健康委员会")


@pytest.mark.parametrize("edition", ["complete", "concise"])
def test_every_guide_is_by_the_schema(edition, full_item, hostile_item, item, context) -> None:
    for one in (full_item, hostile_item, item()):
        data = read(sheet_of(one, context, edition))
        assert (data["edition"], data["title"]) == (edition, one.name)


def test_a_kind_of_block_that_no_format_knows_is_not_lost_in_silence() -> None:
    @dataclass(frozen=True, slots=True)
    class Drawing:
        kind: ClassVar[str] = "drawing"

    page = replace(EVERY_BLOCK, sections=(Section("steps", "办理流程", (Drawing(),)),))
    with pytest.raises(AssertionError):
        json_.write(sheet(page))
