"""The published shape of a guide as plain data. The tables of what a Word template may say are made of it as well."""

from collections.abc import Mapping
from typing import Any

from itemkit.guides.formats.data import SCHEMA
from itemkit.guides.page import EDITIONS, SECTION_ORDER

Node = dict[str, Any]


def guide_schema() -> Node:
    """The JSON Schema of what ``itemkit guide -f json`` writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "办事指南",
        **_object(_GUIDE),
        "$defs": {name: {"title": title, **shape} for name, (title, shape) in _DEFINITIONS.items()},
    }


def _object(properties: Node) -> Node:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(title: str, description: str = "") -> Node:
    return {"type": "string", "title": title} | ({"description": description} if description else {})


def _perhaps(title: str, description: str) -> Node:
    return {"type": ["string", "null"], "title": title, "description": description}


def _ref(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}


def _list(title: str, items: Node, description: str = "") -> Node:
    made = {"type": "array", "title": title, "items": items}
    return made | ({"description": description} if description else {})


def _one_of(title: str, words: Mapping[str, str], note: str = "") -> Node:
    meaning = "；".join(
        [*(f"{word}：{means}" for word, means in words.items()), *([note] if note else []), "没有的为 null"]
    )
    return {"type": ["string", "null"], "enum": [*words, None], "title": title, "description": meaning}


_PLAIN = {"type": "string"}
_WHEN: Node = {
    "type": "object",
    "title": "适用情形",
    "description": "情形标识对应选项标识；空的总是适用",
    "additionalProperties": {"type": "array", "items": _PLAIN},
}

_GUIDE: Node = {
    "schema": {"type": "string", "const": SCHEMA},
    "title": _text("事项名称"),
    "code": _perhaps("编码", "没有编码的为 null"),
    "edition": {"type": "string", "enum": list(EDITIONS), "title": "版本"},
    "edition_title": {"type": "string", "enum": list(EDITIONS.values()), "title": "版本名称"},
    "catalog": _text("目录名称"),
    "publisher": _perhaps("发布单位", "没有写的为 null"),
    "address": _perhaps("网页地址", "这个事项在网站上的地址；不知道网站地址或没有编码的为 null"),
    "subtitle": _list("副题", _ref("value"), "谁办、哪里、什么类型；没有的不列"),
    "watermark": _perhaps("水印", "没有编码的事项只供预览，在这里写明；平常为 null"),
    "notices": _list("提示", _ref("value"), "先要知道的：示例目录、已经取消、含示意内容"),
    "lead": _list("办事要点", _ref("fact"), "在哪里办、带什么、要多久、多少钱、跑几次；事项没有写的不列"),
    "start": {"anyOf": [_ref("value"), {"type": "null"}], "title": "在线办理", "description": "没有的为 null"},
    "sections": _list("各部分", _ref("section"), "没有内容的部分不列"),
}

_ENTRIES = {"entries": _list("各项", _ref("entry"))}
_BLOCKS: dict[str, tuple[str, Node]] = {
    "facts": ("带标签的值", {"rows": _list("各行", _ref("fact"))}),
    "paragraphs": ("段落", {"texts": _list("各段", _PLAIN)}),
    "bullets": ("列举", {"lines": _list("各条", _ref("value"))}),
    "note": (
        "说明",
        {"text": _text("文字"), "terms": _list("时限", _ref("term"), "说明怎么算日子的，列出要算的时限；平常为空")},
    ),
    "checklist": ("材料清单", _ENTRIES),
    "steps": ("办理环节，按先后", _ENTRIES),
    "entries": (
        "并列的几项",
        _ENTRIES | {"asked": _list("情形", _ref("asked"), "各项是情形引导的问题时，问题的标识和选项；平常为空")},
    ),
    "questions": ("问答", {"pairs": _list("各问", _ref("question"))}),
    "table": (
        "表",
        {
            "caption": _text("表题"),
            "head": _list("各栏的名称", _PLAIN),
            "rows": _list("各行", _ref("row")),
        },
    ),
}
"""The kinds of blocks, what they are, and what each has beside its kind."""

_DEFINITIONS: dict[str, tuple[str, Node]] = {
    "value": (
        "文字",
        _object({"text": _text("文字"), "href": _perhaps("指向", "网址、mailto:、tel: 或 #部分；没有的为 null")}),
    ),
    "fact": (
        "带标签的值",
        _object(
            {
                "label": _text("标签"),
                "lines": _list("各行", _ref("value")),
                "aside": _list("旁注", _ref("value"), "顺便要知道的"),
                "tone": _one_of("语气", {"warn": "常出错的", "help": "怎样做对"}),
            }
        ),
    ),
    "entry": (
        "一项",
        _object(
            {
                "title": _ref("value"),
                "tags": _list("标记", _PLAIN, "如 必要、由窗口调取，不用提交；重要的在前"),
                "duty": _one_of(
                    "对申请人", {"fetched": "由窗口调取", "optional": "可以不交", "later": "可以后补"}, "材料才有"
                ),
                "condition": _perhaps("适用情形", "一句话；总是适用的为 null"),
                "when": _WHEN,
                "facts": _list("细节", _ref("fact")),
                "any_of": _list("任选其一", _ref("entry"), "其中一项就够；平常为空"),
            }
        ),
    ),
    "question": ("问答", _object({"question": _text("问"), "answer": _text("答")})),
    "row": (
        "表的一行",
        _object({"cells": _list("各格", _list("一格的各行", _ref("value")), "与 head 一一对应"), "when": _WHEN}),
    ),
    "term": (
        "时限",
        _object(
            {
                "name": _text("名称"),
                "days": {"type": "integer", "title": "天数"},
                "unit": _text("单位", "工作日或自然日"),
            }
        ),
    ),
    "asked": (
        "情形",
        _object(
            {
                "id": _text("标识", "when 用它指代"),
                "question": _text("问题"),
                "options": _list("选项", _ref("option")),
                "note": _perhaps("说明", "没有的为 null"),
            }
        ),
    ),
    "option": ("选项", _object({"id": _text("标识"), "text": _text("文字")})),
    "section": (
        "一部分",
        _object(
            {
                "id": {"type": "string", "title": "标识", "examples": list(SECTION_ORDER)},
                "title": _text("标题"),
                "blocks": _list("内容", _ref("block")),
            }
        ),
    ),
    "block": (
        "内容的一块",
        {
            "oneOf": [
                {"title": title, **_object({"kind": {"type": "string", "const": kind, "title": "种类"}, **properties})}
                for kind, (title, properties) in _BLOCKS.items()
            ],
            "description": "kind 指明是哪一种",
        },
    ),
}
