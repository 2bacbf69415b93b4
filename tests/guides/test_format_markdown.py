"""A guide as Markdown: exactly this; and whatever texts say, they are text."""

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace
from sheets import EVERY_BLOCK, each_text, sheet, sheet_of, without_space

from itemkit.guides.formats import markdown
from itemkit.guides.formats.data import guide_data
from itemkit.guides.page import Fact, Facts, Section
from itemkit.pages import clean

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def written(page=EVERY_BLOCK) -> str:
    return markdown.write(sheet(page)).decode()


def test_a_guide_with_every_kind_of_block() -> None:
    assert (
        written()
        == """\
# 登记\\*（新办）

> 本页有内容是示意，看是哪些

> 本事项暂停办理。

市卫生健康委员会 · 广州市 · 编码 11440100007482620J344012300400001 · 完整版

- 要多久：5 个工作日（承诺办结时限）；20 个工作日（法定办结时限）
- 多少钱：不收费

**[在线办理](<https://example.gov.cn/apply>)**

## 基本信息

- 别名：甲；乙<br>丙
- 实施主体：[市卫生健康委员会](<https://example.gov.cn/zwfw/o/a.html>)

## 收费

| 收费项目 | 依据 |
|---|---|
| 工本费\\|证 | [《价格法》第十八条](<https://example.gov.cn/law?a=1&amp;copy;=2>) |
| 检测费 |  |

## 办结时限

*工作日不含周末。*

## 情形引导

- **自有还是租赁？**
  - 选项：自有；租赁

## 常见问题

**可以委托吗？**

可以。<br>要委托书。

**要多久？**

五天。

## 受理条件

1. 1\\. 年满十八周岁
2. \\- 有住所

*以上都要符合。*

## 行使内容

第一段。

第二段：\\<b\\>审查\\</b\\>。

## 申请材料

- [ ] **申请表**【必要】
  - 空白表格：<https://example.gov.cn/f>
- [ ] **主体资格证明：以下任选其一**【必要】
  - 备注：有电子证照的不用带。
  - [ ] **营业执照**【由窗口调取，不用提交】
  - [ ] **法人证书**
    - 复印件份数：1 份
- [ ] **租赁合同**
  - 仅当：自有还是租赁？——租赁

## 办理流程

1. **受理**
   - 环节时限：当场
2. **决定**

## 办理窗口

- **政务中心**
  - 电话：[020-12345](<tel:02012345>)

---

市级目录，市政务服务局发布

网页：<https://example.gov.cn/zwfw/i/11440100007482620J344012300400001.html>
"""
    )


def tokens(text: str):
    for token in READER.parse(text):
        yield token
        yield from token.children or ()


def read_back(text: str) -> str:
    """What a reader sees, without spaces."""
    return without_space(unescape(re.sub("<[^>]*>", "", READER.render(text))))


@pytest.mark.parametrize("edition", ["complete", "concise"])
def test_hostile_texts_make_no_markup_and_no_links(edition, hostile_item, context) -> None:
    one = sheet_of(hostile_item, context, edition)
    text = markdown.write(one).decode()
    html = {token.content for token in tokens(text) if token.type in {"html_block", "html_inline"}}
    assert html <= {"<br>"}
    assert {token.attrGet("href") for token in tokens(text) if token.type == "link_open"} == set()
    assert not any(token.type in {"image", "code_inline", "code_block", "fence", "s_open"} for token in tokens(text))
    shown = read_back(text)
    wanted = [without_space(str(clean(said))) for said in each_text(guide_data(one))]
    assert [said for said in wanted if said not in shown] == []


@pytest.mark.parametrize(
    "said",
    [
        "https://evil.example/x", "HTTP://evil.example", "www.evil.example", "a@evil.example", "mailto:a@b.c", "@everyone",
        "ftp://x.y", "# 标题", "- 项", "+ 项", "1. 项", "12) 项", "> 引", "    代码", "``` x", "~~~", "***", "---", "===", "| a | b |",
        "[甲](javascript:alert(1))", "![图](https://evil.example/x.png)", "<https://evil.example>", "&lt;&#60;", "$x$",
        "a\\", "_a_ *b* `c` ~~d~~", "[^1]: 注", "[甲]: https://evil.example", "行一\n- 行二\n\n# 行三", "𠮷野家", ": x",
    ],
)  # fmt: skip
def test_a_text_is_shown_as_it_is_written(said: str) -> None:
    page = replace(
        EVERY_BLOCK,
        title="名称", notices=(said,), lead=(), action=None, subtitle=(),
        sections=(Section("basic", "甲", (Facts((Fact(said, (said,)),)),)),),
    )  # fmt: skip
    text = markdown.write(sheet(page, site="")).decode()
    kinds = [token.type for token in READER.parse(text)]
    assert kinds == [
        "heading_open", "inline", "heading_close", "blockquote_open", "paragraph_open", "inline", "paragraph_close",
        "blockquote_close", "paragraph_open", "inline", "paragraph_close", "heading_open", "inline", "heading_close",
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close",
        "bullet_list_close", "hr", "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip
    inside = [token for token in tokens(text) if token.type not in {*kinds, "text", "text_special", "html_inline"}]
    assert [token.type for token in inside] == []
    assert without_space(said) in read_back(text)
    assert not re.search(r"(?i)https?://|www\.|ftp://|@", text)
