"""Sheets to write in the formats: one with every kind of block, and how to read back what a format says."""

from collections.abc import Iterator
from typing import Any

from itemkit.guides import GuideContext, page_of
from itemkit.guides.formats import Sheet
from itemkit.guides.page import (
    Asked,
    Bullets,
    Checklist,
    Choice,
    Deadline,
    Entries,
    Entry,
    Fact,
    Facts,
    LinkText,
    Note,
    Page,
    Paragraphs,
    Questions,
    Section,
    SiteLink,
    Situations,
    Steps,
    Table,
    Term,
)
from itemkit.model.item import Item

CODE = "11440100007482620J344012300400001"
LAW = LinkText("《价格法》第十八条", "https://example.gov.cn/law?a=1&copy;=2")
EVERY_BLOCK = Page(
    edition="complete",
    title="登记*（新办）",
    code=CODE,
    subtitle=("市卫生健康委员会", "广州市"),
    watermark="",
    notices=(LinkText("本页有内容是示意，看是哪些", "#illustrative"), "本事项暂停办理。"),
    lead=(Fact("要多久", ("5 个工作日（承诺办结时限）",), ("20 个工作日（法定办结时限）",)), Fact("多少钱", ("不收费",))),
    action=LinkText("在线办理", "https://example.gov.cn/apply"),
    sections=(
        Section("basic", "基本信息", (Facts((Fact("别名", ("甲", "乙\n丙")), Fact("实施主体", (SiteLink("市卫生健康委员会", "o/a.html"),)))),)),
        Section("fees", "收费", (Table("收费", ("收费项目", "依据"), ((("工本费|证",), (LAW,)), (("检测费",), ())), ((), (("premises", ("leased",)),))),)),
        Section("time", "办结时限", (Deadline("工作日不含周末。", (Term("承诺办结时限", 5, "工作日"),)),)),
        Section(
            "situations",
            "情形引导",
            (
                Situations(
                    (Entry("自有还是租赁？", (Fact("选项", ("自有", "租赁")),)),),
                    (Asked("premises", "自有还是租赁？", (("owned", "自有"), ("leased", "租赁"))),),
                ),
            ),
        ),
        Section("faq", "常见问题", (Questions((("可以委托吗？", "可以。\n要委托书。"), ("要多久？", "五天。"))),)),
        Section("conditions", "受理条件", (Bullets(("1. 年满十八周岁", "- 有住所")), Note("以上都要符合。"))),
        Section("content", "行使内容", (Paragraphs(("第一段。", "第二段：<b>审查</b>。")),)),
        Section(
            "materials",
            "申请材料",
            (
                Checklist(
                    (
                        Entry("申请表", (Fact("空白表格", (LinkText("https://example.gov.cn/f", "https://example.gov.cn/f"),)),), ("必要",)),
                        Choice(
                            "主体资格证明：以下任选其一",
                            (Entry("营业执照", (), ("由窗口调取，不用提交",), duty="fetched"), Entry("法人证书", (Fact("复印件份数", ("1 份",), (), "help"),))),
                            (Fact("备注", ("有电子证照的不用带。",)),),
                            ("必要",),
                        ),
                        Entry("租赁合同", (), (), "仅当：自有还是租赁？——租赁", (("premises", ("leased",)),), "later"),
                    )
                ),
            ),
        ),
        Section("steps", "办理流程", (Steps((Entry("受理", (Fact("环节时限", ("当场",)),)), Entry("决定"))),)),
        Section("windows", "办理窗口", (Entries((Entry("政务中心", (Fact("电话", (LinkText("020-12345", "tel:02012345"),)),)),)),)),
    ),
)  # fmt: skip
"""A page with every kind of block, and texts that would be markup somewhere."""


def sheet(page: Page = EVERY_BLOCK, site: str = "https://example.gov.cn/zwfw/") -> Sheet:
    address = f"{site}i/{page.code}.html" if site and page.code else ""
    return Sheet(page, "市级目录", "市政务服务局", site, address, {"name": page.title, "visits": 1})


def sheet_of(item: Item, context: GuideContext, edition: str = "complete") -> Sheet:
    return Sheet.of(page_of(item, context, edition), item, context, "https://example.gov.cn/zwfw")


def each_text(data: Any) -> Iterator[str]:
    """Every text of a guide that a reader must find, whatever the format."""
    match data:
        case dict():
            hidden = {"schema", "kind", "id", "href", "edition", "when", "caption", "duty", "tone", "asked", "terms"}
            yield from (text for key, value in data.items() if key not in hidden for text in each_text(value))
        case list():
            yield from (text for value in data for text in each_text(value))
        case str() if data:
            yield data


def without_space(text: str) -> str:
    """What is left for comparison where lines are broken anywhere."""
    return "".join(text.split())
