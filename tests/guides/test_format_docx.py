"""A guide as a Word document: all of it, as text, in the typefaces of offices; and templates are seen through before."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from msgspec.structs import replace
from sheets import CODE, EVERY_BLOCK, each_text, sheet, sheet_of, without_space

from itemkit.guides.formats import FormatError, docx
from itemkit.guides.formats.data import guide_data
from itemkit.guides.formats.docx.names import names
from itemkit.guides.formats.docx.package import MOST_BYTES
from itemkit.guides.formats.docx.render import problems_of
from itemkit.guides.formats.docx.sandbox import hanzi, said
from itemkit.guides.page import Fact, Facts, Section
from itemkit.pages import clean


def template(*paragraphs: str, header: str = "", title: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    return saved(document)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(content: bytes):
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    return [one.text for one in opened(content).paragraphs]


def whole_text(content: bytes) -> str:
    body = opened(content).element.body
    return "".join(one.text or "" for one in body.iter(qn("w:t")))


def wrong(content: bytes) -> list[str]:
    return [str(one.message) for one in problems_of(content)]


# The template that comes with itemkit


@pytest.mark.parametrize("edition", ["complete", "concise"])
def test_every_text_of_a_guide_is_in_the_document(edition, full_item, hostile_item, item, context) -> None:
    for one in (full_item, hostile_item, item()):
        guide = sheet_of(one, context, edition)
        shown = without_space(whole_text(docx.write(guide)))
        wanted = [without_space(str(clean(text))) for text in each_text(guide_data(guide))]
        assert [text for text in wanted if text not in shown] == []


def test_the_parts_are_laid_out_as_an_office_expects() -> None:
    document = opened(docx.write(sheet()))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings == [
        "一、基本信息", "二、收费", "三、办结时限", "四、情形引导", "五、常见问题", "六、受理条件", "七、行使内容", "八、申请材料",
        "九、办理流程", "十、办理窗口",
    ]  # fmt: skip
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert [
        ["序号", "材料", "要求", "备齐"],
        ["1", "申请表\n【必要】", "空白表格：https://example.gov.cn/f", "□"],
        ["2", "主体资格证明：以下任选其一\n【必要】", "备注：有电子证照的不用带。", "□"],
        ["2.1", "营业执照\n【由窗口调取，不用提交】", "", "免交"],
        ["2.2", "法人证书", "复印件份数：1 份", "□"],
        ["3", "租赁合同\n仅当：自有还是租赁？——租赁", "", "□"],
    ] in tables
    assert [["序号", "环节", "时限和说明"], ["1", "受理", "环节时限：当场"], ["2", "决定", ""]] in tables
    law = "《价格法》第十八条（https://example.gov.cn/law?a=1&copy;=2）"
    assert [["收费项目", "依据"], ["工本费|证", law], ["检测费", ""]] in tables
    assert [["别名", "甲\n乙\n丙"], ["实施主体", "市卫生健康委员会（https://example.gov.cn/zwfw/o/a.html）"]] in tables


def test_paper_head_foot_picture_and_properties() -> None:
    document = opened(docx.write(sheet()))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.header.paragraphs[0].text == f"登记*（新办）\t{CODE}"
    assert section.footer.paragraphs[0].text == "市级目录\t第 1 页，共 1 页"
    fields = [one.text.strip() for one in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert len(document.inline_shapes) == 1
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("登记*（新办）", "市政务服务局", "zh-CN")


def test_chinese_is_set_in_the_typefaces_of_official_documents() -> None:
    faces = {}
    for style in opened(docx.starter()).styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None:
            faces[style.name] = fonts.get(qn("w:eastAsia"))
    assert faces == {
        "Normal": "仿宋", "Title": "黑体", "Heading 1": "黑体", "Heading 2": "黑体", "Header": "宋体", "Footer": "宋体",
        "表格": "宋体", "标签": "宋体", "说明": "宋体", "提示": "黑体",
    }  # fmt: skip


def test_without_address_and_code_nothing_stands_for_them() -> None:
    bare = sheet(replace(EVERY_BLOCK, code="", watermark="预览：没有编码，不能据以办事"), site="")
    document = opened(docx.write(bare))
    assert len(document.inline_shapes) == 0
    text = whole_text(docx.write(bare))
    assert "预览：没有编码，不能据以办事" in text
    assert "网页：" not in text
    assert "编码 " not in text


def test_the_same_guide_makes_the_same_bytes() -> None:
    first = docx.write(sheet())
    assert docx.write(sheet()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_every_cell_has_text_and_tables_stay_apart(hostile_item, context) -> None:
    """Word refuses a document with an empty cell, and joins tables that touch."""
    for one in (sheet(), sheet_of(hostile_item, context)):
        body = opened(docx.write(one)).element.body
        assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
        assert all(table.getnext().tag == qn("w:p") for table in body.iter(qn("w:tbl")))
        assert all(row.find(qn("w:tc")) is not None for row in body.iter(qn("w:tr")))


SAID = [
    "{{ 7 * 7 }}", "{% for x in y %}", "{# 注 #}", "{_{ }_}", "<w:p/>", "&amp;", "]]>", "a\x00b\x07\x0b\x0c\x1b\ufffe", "𠮷野家",
    "\u202e翻转", "“引号”", "一\n二\t三", "W" * 3000,
]  # fmt: skip


def test_a_text_is_shown_as_it_is_written() -> None:
    page = replace(
        EVERY_BLOCK,
        title="".join(SAID),
        sections=(Section("basic", "甲", (Facts(tuple(Fact(one, (one,)) for one in SAID)),)),),
    )
    content = docx.write(sheet(page))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                ET.fromstring(package.read(name))
    table = next(one for one in opened(content).tables if len(one.rows) == len(SAID))
    shown = [str(clean(one)) for one in SAID]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [[one, one] for one in shown]
    assert opened(content).core_properties.title == "".join(shown)[:255]


# An office's own template


def test_a_template_says_what_the_office_wants(full_item, context) -> None:
    own = template(
        "{{ title }}（{{ edition_title }}）",
        "{%p for one in materials %}",
        "{{ loop.index }}. {{ one.title }}{% if one.condition %}，{{ one.condition }}{% endif %}",
        "{%p endfor %}",
        "承诺 {{ item.time_limit.promised.days }} 天；收费：{{ item.fees|map(attribute='name')|join('、') }}",
        "网上支付：{{ item.online.pay }}；自助终端：{{ item.terminal }}；委托：{{ item.contact.note }}{{ item.quota }}",
        "{{ section.remedy.blocks[0].rows[0].lines }}{{ section.special.title }}{{ section.inspection.blocks }}",
        header="{{ code }}",
        title="{{ title }}",
    )
    content = docx.write(sheet_of(full_item, context), own)
    assert lines(content)[:7] == [
        "公共场所卫生许可（新办）（完整版）",
        "1. 公共场所卫生许可申请表",
        "2. 主体资格证明：以下任选其一",
        "3. 房屋租赁合同，仅当：经营场所是自有还是租赁？——租赁或借用；并且：面积超过多少？——200平方米以上",
        "4. 卫生检测报告",
        "5. 平面图",
        "承诺 5 天；收费：工本费、检测费",
    ]
    assert lines(content)[7] == "网上支付：是；自助终端：否；委托：节假日休息无数量限制"
    assert opened(content).sections[0].header.paragraphs[0].text == CODE


def test_tags_that_word_has_split_are_mended() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for part in ("{", "{ ti", "tle", " }", "}"):
        paragraph.add_run(part)
    assert lines(docx.write(sheet(), saved(document))) == ["登记*（新办）"]


WRONG: list[tuple[str | tuple[str, ...], list[str]]] = [
    ("{{ title }}{{ item.name }}{{ item.extra.anything.at.all }}", []),
    ("{% set n = materials|length %}{{ n }}{% with m = title %}{{ m }}{% endwith %}{{ range(3)|list }}", []),
    ("{{ item.situations[0].options.owned }}{{ materials|first }}{{ item.materials[0].any_of[0].name }}", []),
    ("{{ loop }}", ["“{{ loop }}”：没有 loop 这个名称"]),
    ("办{{ titel }}事", ["“办{{ titel }}事”：没有 titel 这个名称，是不是 title？"]),
    ("{{ item.time_limit.promised.dyas }}", ["“{{ item.time_limit.promised.dyas }}”：没有 dyas 这个名称，是不是 days？"]),
    ("{{ item['nmae'] }}", ["“{{ item['nmae'] }}”：没有 nmae 这个名称，是不是 name？"]),
    (("{%p for m in materials %}", "{{ m.tile }}", "{%p endfor %}"), ["“{{ m.tile }}”：没有 tile 这个名称，是不是 title？"]),
    ("{{ (materials|first).tilte }}", ["“{{ (materials|first).tilte }}”：没有 tilte 这个名称，是不是 title？"]),
    ("{{ sections.title }}", ["“{{ sections.title }}”：title 前面是列表：用 for 一项一项地取"]),
    ("{{ title.text }}", ["“{{ title.text }}”：text 前面是文字，里面没有别的"]),
    ("{% for x in title %}{% endfor %}", ["“{% for x in title %}”：title 不是列表，不能用 for"]),
    ("{{ title|uper }}", ["“{{ title|uper }}”：没有 uper 这个名称，是不是 upper？"]),
    ("{% if title is sring %}{% endif %}", ["“{% if title is sring %}”：没有 sring 这个名称，是不是 string？"]),
    ("{{ title }", ["“{{ title }”：标记写得不对：unexpected '}'"]),
    ("{% for x in steps %}", ["“{% for x in steps %}”：缺少结束的标记 {% endfor %}"]),
    ("{% endif %}", ["“{% endif %}”：{% endif %} 前面没有开始的标记"]),
    ("{%tr for x in steps %}{%tr endfor %}", ["“{%tr for x in steps %}”：{%tr … %} 要单独占一个表格行"]),
    ("{% include 'x' %}", ["“{% include 'x' %}”：模板里不能用 include"]),
    ("{% import 'x' as y %}", ["“{% import 'x' as y %}”：模板里不能用 import"]),
    ("{% macro m() %}{% endmacro %}", ["“{% macro m() %}”：模板里不能用 macro"]),
    ("{{ title.__class__ }}", ["“{{ title.__class__ }}”：不能用 __class__：以 _ 开头的是程序内部的名称"]),
    ("{{ title['__class__'] }}", ["“{{ title['__class__'] }}”：不能用 __class__：以 _ 开头的是程序内部的名称"]),
    ("{{ title|attr('__class__') }}", ["“{{ title|attr('__class__') }}”：没有 attr 这个名称"]),
    ("{{ self }}{{ cycler }}", ["“{{ self }}{{ cycler }}”：没有 self 这个名称", "“{{ self }}{{ cycler }}”：没有 cycler 这个名称"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_with_a_template_is_told_before_anything_is_made(text, told) -> None:
    content = template(*([text] if isinstance(text, str) else text))
    assert [re.sub("，是不是 (?!title|days|name|upper|string).*？$", "", one) for one in wrong(content)] == told
    if told:
        with pytest.raises(FormatError) as raised:
            docx.write(sheet(), content)
        assert len(raised.value.messages) == len(told)
    else:
        assert docx.write(sheet(), content)


def test_head_foot_and_properties_are_looked_at_too() -> None:
    assert wrong(template("甲", header="{{ kode }}", title="{{ titel }}")) == [
        "“{{ kode }}”：没有 kode 这个名称，是不是 code？",
        "“{{ titel }}”：没有 titel 这个名称，是不是 title？",
    ]


def test_footnotes_are_looked_at_and_filled_in() -> None:
    note = (
        '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        '2006/main"><w:footnote w:id="2"><w:p><w:r><w:t>{{ %s }}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )

    def with_note(name: str) -> bytes:
        document = Document()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, (note % name).encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return saved(document)

    assert wrong(with_note("titel")) == ["“{{ titel }}”：没有 titel 这个名称，是不是 title？"]
    hostile = sheet(replace(EVERY_BLOCK, title="{{ code }}<"))
    with zipfile.ZipFile(io.BytesIO(docx.write(hostile, with_note("title")))) as package:
        assert "".join(ET.fromstring(package.read("word/footnotes.xml")).itertext()) == "{{ code }}<"


def test_the_template_that_comes_with_itemkit_has_nothing_wrong() -> None:
    assert wrong(docx.starter()) == []


def test_no_name_hides_a_method_of_a_mapping() -> None:
    """A template that says ``x.items`` means the key, if there is one; none is called like that."""

    def each(kinds, depth=4) -> Iterable[str]:
        for name, kind in kinds.items():
            yield name
            if depth:
                yield from each(kind.fields, depth - 1)
                yield from each(kind.element.fields if kind.element else {}, depth - 1)

    assert set(each(names())) & set(dir(dict)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "{{ 2 ** 99 }}", "{{ 'x' * 99999999 }}", "{{ 99999 * 99999 }}", "{{ title % 1 }}", "{{ 1 / 0 }}",
        "{{ range(99999999)|length }}", "{{ item.extra.x() }}", "{{ ''.join(title) }}", "{{ title.format(1) }}",
        "{{ materials.append(1) }}",
    ],
)  # fmt: skip
def test_the_sandbox_ends_what_a_guide_has_no_need_of(text: str) -> None:
    with pytest.raises(FormatError):
        docx.write(sheet(), template(text))


def test_the_sandbox_shows_nothing_of_the_inside() -> None:
    own = template("{{ materials|map(attribute='__class__')|join('') }}", "{{ item['x' ~ 'y'] }}{{ title[0:2].y }}")
    assert lines(docx.write(sheet(), own)) == ["", ""]


@pytest.mark.parametrize("content", [b"", b"no zip", docx.starter()[:1000]])
def test_a_file_that_is_no_word_document(content: bytes) -> None:
    with pytest.raises(FormatError, match=r"^模板不是 docx 文件"):
        docx.write(sheet(), content)


def test_another_zip_is_no_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "甲")
    with pytest.raises(FormatError, match=r"^模板不是 docx 文件"):
        docx.write(sheet(), stream.getvalue())


def test_a_zip_that_swells_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MOST_BYTES + 1))
    with pytest.raises(FormatError, match=r"^模板不是 docx 文件，或者太大$"):
        docx.write(sheet(), stream.getvalue())


def test_tags_that_cross_cells_are_told() -> None:
    document = Document()
    document.add_table(1, 1).rows[0].cells[0].text = "{% if watermark %}"
    document.add_paragraph("{% endif %}")
    with pytest.raises(FormatError, match=r"^用这个模板做不成文件"):
        docx.write(sheet(), saved(document))


def test_values_in_words() -> None:
    values = [
        None,
        True,
        False,
        3,
        2.50,
        "甲",
        ["甲", {"text": "乙", "href": None}],
        {"text": "丙", "href": "tel:1"},
        {"a": "丁"},
    ]
    assert [said(one) for one in values] == ["", "是", "否", "3", "2.5", "甲", "甲\n乙", "丙", "丁"]
    assert said({"text": "法", "href": "https://x.cn/"}) == "法（https://x.cn/）"
    assert said({"text": "https://x.cn/", "href": "https://x.cn/"}) == "https://x.cn/"
    assert [hanzi(one) for one in (0, 1, 10, 11, 20, 99, 100)] == ["0", "一", "十", "十一", "二十", "九十九", "100"]


# As LibreOffice opens it


@pytest.fixture(scope="module")
def office() -> str:
    """The command of LibreOffice; in CI it has to be there."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        message = "LibreOffice is missing: apt-get install libreoffice-writer-nogui poppler-utils fonts-noto-cjk"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.mark.slow
def test_libreoffice_shows_every_part_in_chinese_type(office, full_item, item, context, tmp_path: Path) -> None:
    printable = [one for one in SAID if one.isprintable() and len(one) < 100]
    odd = item(conditions=printable, faq=[{"q": SAID[0], "a": SAID[4]}])
    guides = {"full": sheet_of(full_item, context), "odd": sheet_of(odd, context)}
    for name, guide in guides.items():
        (tmp_path / f"{name}.docx").write_bytes(docx.write(guide))
    subprocess.run(
        [
            office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir",
            tmp_path, *(tmp_path / f"{name}.docx" for name in guides),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name, guide in guides.items():
        pdf = tmp_path / f"{name}.pdf"
        raw = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True, capture_output=True, text=True).stdout
        shown = without_space(raw)
        wanted = [without_space(str(clean(text))) for text in each_text(guide_data(guide))]
        assert [text for text in wanted if text not in shown] == [], name
        fonts = subprocess.run(["pdffonts", pdf], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
        chinese = [line for line in fonts if re.search("CJK|Song|Sun|Hei|Fang|Ming|WenQuan", line)]
        assert chinese, fonts
        assert {re.findall(r" (yes|no) ", line)[0] for line in chinese} == {"yes"}
