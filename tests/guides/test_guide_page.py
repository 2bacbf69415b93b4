"""What is on a page, in what order and in which words."""

import pytest
from syrupy.assertion import SnapshotAssertion

from itemkit.guides import GuideContext, Page, page_of
from itemkit.guides.page import (
    COMPLETE,
    CONCISE,
    CONCISE_ORDER,
    EDITIONS,
    SECTION_ORDER,
    Asked,
    Block,
    Checklist,
    Choice,
    Entries,
    Entry,
    Fact,
    Facts,
    Lines,
    LinkText,
    Note,
    Paragraphs,
    Process,
    Questions,
    Section,
    SiteLink,
    Situations,
    Stage,
    Steps,
    Table,
    Term,
    Value,
)
from itemkit.guides.sections import MAKERS, each_maker
from itemkit.model.config import Config
from itemkit.model.item import Item


def said(value: Value) -> str:
    match value:
        case LinkText(text, href):
            return f"[{text}]({href})"
        case SiteLink(text, name):
            return f"[{text}]({name})"
        case _:
            return value


def joined(lines: Lines) -> str:
    return " | ".join(said(line) for line in lines)


def each_line_of_entry(entry: Entry | Choice, indent: str = "  "):
    tags = "".join(f" #{tag}" for tag in entry.tags)
    yield f"{indent}- {said(entry.title)}{tags}" + (f" <{entry.condition}>" if entry.condition else "")
    for fact in entry.facts:
        yield f"{indent}    {fact.label}: {joined(fact.lines)}"
    for inner in entry.entries if isinstance(entry, Choice) else ():
        yield from each_line_of_entry(inner, indent + "  ")


def each_line_of_block(block: Block):
    yield f"  ({block.kind})"
    match block:
        case Facts(rows):
            for row in rows:
                yield f"  {row.label}: {joined(row.lines)}"
        case Checklist(entries) | Steps(entries) | Entries(entries):
            for entry in entries:
                yield from each_line_of_entry(entry)
        case Questions(pairs):
            for question, answer in pairs:
                yield f"  {question} → {answer}"
        case Table(caption, head, rows):
            yield f"  {caption}: {' ‖ '.join(head)}"
            for row in rows:
                yield "  " + " ‖ ".join(joined(cell) for cell in row)
        case Note(text):
            yield f"  {text}"
        case _:
            for text in block.texts:
                yield f"  {said(text)}"


def outline(page: Page) -> str:
    """The whole page as plain text: everything that is on it, in its order."""
    lines = [f"# {page.title}", f"code: {page.code}", f"subtitle: {' · '.join(page.subtitle)}"]
    lines += [f"~ {page.watermark}"] if page.watermark else []
    lines += [f"! {said(notice)}" for notice in page.notices]
    lines += [
        f"? {fact.label}: {joined(fact.lines)}" + f" ({joined(fact.aside)})" * bool(fact.aside) for fact in page.lead
    ]
    lines += [f"> {said(page.action)}"] if page.action else []
    for section in page.sections:
        lines.append(f"## {section.title} #{section.id}")
        for block in section.blocks:
            lines += each_line_of_block(block)
    return "\n".join(lines)


def test_a_full_item_as_a_whole(full_item: Item, context: GuideContext, snapshot: SnapshotAssertion) -> None:
    assert outline(page_of(full_item, context)) == snapshot


def test_the_concise_edition_as_a_whole(full_item: Item, context: GuideContext, snapshot: SnapshotAssertion) -> None:
    assert outline(page_of(full_item, context, CONCISE)) == snapshot


def test_the_full_item_has_every_section_in_order(full_item: Item, context: GuideContext) -> None:
    assert [section.id for section in page_of(full_item, context).sections] == list(SECTION_ORDER)
    assert [section.id for section in page_of(full_item, context, CONCISE).sections] == list(CONCISE_ORDER)
    assert set(MAKERS) == set(SECTION_ORDER) >= set(CONCISE_ORDER)


def test_a_section_depends_on_the_fields_that_it_names_alone(full_item: Item, context: GuideContext) -> None:
    data = full_item.as_data()
    for edition in EDITIONS:
        for maker in each_maker(edition):
            some = {name: data[name] for name in ("name", "type", *maker.fields) if name in data}
            alone = maker.make(Item.model_validate(some), context)
            assert alone == maker.make(full_item, context), (edition, maker.id)


def test_sections_that_differ_between_editions_are_told_apart(full_item: Item, context: GuideContext) -> None:
    complete, concise = ({one.id: one for one in each_maker(edition)} for edition in (COMPLETE, CONCISE))
    for name, maker in concise.items():
        is_same = maker.make(full_item, context) == complete[name].make(full_item, context)
        assert is_same == (maker.key == complete[name].key), name


def test_where_an_item_stands_on_a_site(coded, context: GuideContext) -> None:
    organ, has_site = (
        "11440100007482620J",
        GuideContext.of(context.config, context.organs.values(), context.certificates.values(), has_site=True),
    )
    crumbs = (SiteLink("广州市", "r/440100.html"), SiteLink("市卫生健康委员会", f"o/{organ}.html"))
    assert page_of(coded(organ=organ), has_site).crumbs == crumbs
    assert page_of(coded(organ=organ), context).crumbs == ()
    assert page_of(coded(), has_site).crumbs == ()


def test_a_process_is_drawn_with_its_total_and_its_limits(item, context: GuideContext) -> None:
    fields = {
        "steps": [
            {"name": "受理", "days": 0},
            {"name": "审查", "days": 3},
            {"name": "决定", "days": 1, "unit": "工作日"},
        ],
        "special": [
            {"name": "听证", "days": 20, "unit": "自然日", "counted": False},
            {"name": "检测", "counted": True},
        ],
        "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    }
    section = next(one for one in page_of(item(**fields), context).sections if one.id == "steps")
    process, note = section.blocks
    assert isinstance(process, Process)
    assert process.stages == (Stage("受理", "当场"), Stage("审查", "3 个工作日"), Stage("决定", "1 个工作日"))
    assert process.branches == (Stage("听证", "20 个自然日，不计入办结时限"), Stage("检测", "计入办结时限"))
    assert process.terms == (Term("各环节合计", 4, "工作日"), Term("法定办结时限", 20, "工作日"))
    assert note == Note("各环节合计 4 个工作日；法定办结时限 20 个工作日。")


@pytest.mark.parametrize(
    "steps",
    [
        [{"name": "受理", "days": 1}, {"name": "审查"}],
        [{"name": "受理", "days": 1}, {"name": "审查", "days": 2, "unit": "自然日"}],
        [{"name": "受理", "days": 0}],
    ],
)
def test_steps_that_can_not_be_added_have_no_total(steps, item, context: GuideContext) -> None:
    section = next(one for one in page_of(item(steps=steps), context).sections if one.id == "steps")
    assert [one.terms for one in section.blocks] == [()]


def test_situations_are_data_too(item, context: GuideContext) -> None:
    asked = {
        "id": "premises",
        "question": "自有还是租赁？",
        "options": {"own": "自有", "rent": "租赁"},
        "note": "看合同",
    }
    when = {"premises": ["rent"]}
    made = item(
        situations=[asked],
        materials=[{"any_of": [{"name": "合同", "when": when}, {"name": "证明"}], "when": when}, {"name": "图"}],
        fees=[{"name": "费", "when": when}, {"name": "工本费"}],
        results=[{"name": "证"}],
    )
    sections = {one.id: one.blocks for one in page_of(made, context).sections}
    answers = (("premises", ("rent",)),)
    assert isinstance(sections["situations"][1], Situations)
    assert sections["situations"][1].asked == (
        Asked("premises", "自有还是租赁？", (("own", "自有"), ("rent", "租赁")), "看合同"),
    )
    choice, single = sections["materials"][0].entries
    assert [choice.when, *(one.when for one in choice.entries), single.when] == [answers, answers, (), ()]
    assert sections["fees"][0].whens == (answers, ())
    assert sections["results"][0].whens == ()


@pytest.mark.parametrize(
    ("material", "duty"),
    [
        ({}, ""),
        ({"need": "必要"}, ""),
        ({"need": "容缺后补"}, "later"),
        ({"need": "非必要"}, "optional"),
        ({"need": "必要", "access": "共享"}, "fetched"),
        ({"access": "核验"}, ""),
    ],
)
def test_what_a_material_means_for_the_applicant(material, duty, item, context: GuideContext) -> None:
    sections = page_of(item(materials=[{"name": "甲"} | material]), context).sections
    (entry,) = next(one for one in sections if one.id == "materials").blocks[0].entries
    assert entry.duty == duty


def test_the_least_that_an_item_can_be(item, context: GuideContext) -> None:
    basic = Section("basic", "基本信息", (Facts((Fact("事项类型", ("行政许可",)),)),))
    structured = '{"@context":"https://schema.org","@type":"GovernmentService","name":"事项","serviceType":"行政许可"}'
    assert page_of(item(), context) == Page(
        "complete", "事项", "", ("行政许可",), "预览：没有编码，不能据以办事", (), (), None, (basic,), (), structured
    )


def test_only_the_code_takes_the_watermark_away(item, coded, context: GuideContext) -> None:
    assert page_of(coded(status="草稿"), context).watermark == ""
    without = page_of(item(local_code="GZ-1", standard="440123004000", status="在用"), context)
    assert (without.watermark, without.code) == ("预览：没有编码，不能据以办事", "")
    assert Fact("地方编码", ("GZ-1",)) in without.sections[0].blocks[0].rows


def test_nothing_known_around_the_item_shows_codes_as_they_are(item) -> None:
    page = page_of(item(organ="11440100007482620J", region="999999", standard="440123004000"), GuideContext())
    assert page.subtitle == ("11440100007482620J", "999999", "行政许可")
    assert page.sections[0].blocks == (
        Facts(
            (
                Fact("事项类型", ("行政许可",)),
                Fact("标准事项", ("440123004000",)),
                Fact("实施主体", ("11440100007482620J",)),
                Fact("区划", ("999999",)),
            )
        ),
    )


def test_the_region_of_the_organ_stands_in_for_the_items_own(item, context: GuideContext) -> None:
    assert page_of(item(organ="11440100007482620J"), context).subtitle == ("市卫生健康委员会", "广州市", "行政许可")


MATERIAL = {"name": "甲"}
LEADS = {
    "no fee": ({"fees": []}, {"多少钱": ("不收费",)}),
    "fee of unknown size": ({"fees": [{"name": "费"}]}, {"多少钱": ("费：见收费标准",)}),
    "many fees": (
        {"fees": [{"name": str(n), "amount": n} for n in range(3)]},
        {"多少钱": (LinkText("3 项收费，看明细", "#fees"),)},
    ),
    "foreign money": ({"fees": [{"name": "费", "amount": 12.5, "currency": "USD"}]}, {"多少钱": ("费：12.5 USD",)}),
    "no materials": ({"materials": []}, {"带什么": ("不需要材料",)}),
    "one material": ({"materials": [MATERIAL]}, {"带什么": (LinkText("1 项要带", "#materials"),)}),
    "all fetched": (
        {"materials": [MATERIAL | {"access": "共享"}]},
        {"带什么": (LinkText("1 项由窗口调取", "#materials"),)},
    ),
    "one of several can be fetched": (
        {"materials": [MATERIAL, {"any_of": [MATERIAL, MATERIAL | {"access": "共享"}]}]},
        {"带什么": (LinkText("共 2 项：1 项要带，1 项由窗口调取", "#materials"),)},
    ),
    "at once": ({"time_limit": {"promised": {"days": 0, "unit": "工作日"}}}, {"要多久": ("当场办结（承诺）",)}),
    "statutory only": (
        {"time_limit": {"statutory": {"days": 20, "unit": "自然日"}}},
        {"要多久": ("20 个自然日（法定）",)},
    ),
    "no visit": ({"visits": 0}, {"跑几次": ("0 次，不用到现场",)}),
    "online only": ({"online": {"url": "https://example.gov.cn/"}}, {"在哪办": ("在网上办",)}),
    "many places": (
        {"windows": [{"place": f"大厅{n}"} for n in range(5)]},
        {"在哪办": tuple(LinkText(one, "#windows") for one in ("大厅0", "大厅1", "等 5 处"))},
    ),
    "a place twice": (
        {
            "windows": [
                {"place": "大厅", "name": "1号", "address": "大厅路1号"},
                {"place": "大厅", "address": "大厅路1号"},
            ]
        },
        {"在哪办": (LinkText("大厅", "#windows"),)},
    ),
    "who": ({"audience": ["自然人", "企业法人"]}, {"谁能办": ("自然人、企业法人",)}),
    "nothing said": ({"online": {"depth": ["其他"]}, "time_limit": {}}, {}),
}


@pytest.mark.parametrize(("fields", "expected"), LEADS.values(), ids=LEADS)
def test_what_a_citizen_asks_first(fields, expected, item, context: GuideContext) -> None:
    assert {fact.label: fact.lines for fact in page_of(item(**fields), context).lead} == expected


@pytest.mark.parametrize(
    ("online", "expected"),
    [
        ({"url": "https://a.cn/x", "mobile": "https://m.a.cn/"}, LinkText("在线办理", "https://a.cn/x")),
        ({"mobile": "https://m.a.cn/"}, LinkText("在线办理", "https://m.a.cn/")),
        ({"progress": "https://a.cn/p"}, None),
    ],
)
def test_where_to_start_online(online, expected, item, context: GuideContext) -> None:
    assert page_of(item(online=online), context).action == expected


@pytest.mark.parametrize(
    ("catalog", "fields", "expected"),
    [
        ({}, {}, ()),
        ({"example": True}, {}, ("示例目录：内容含示意，不能据以办事。",)),
        ({"example": True, "notice": "试运行"}, {}, ("示例目录：内容含示意，不能据以办事。", "试运行")),
        ({"example": True, "notice": "示例目录：都是假的"}, {}, ("示例目录：都是假的",)),
        ({"notice": "示例目录只在注里"}, {}, ("示例目录只在注里",)),
        ({}, {"status": "在用"}, ()),
        ({}, {"status": "取消"}, ("本事项已经取消，不再办理。",)),
        ({}, {"status": "草稿"}, ("草稿：内容还没有定稿，不能据以办事。",)),
        ({}, {"extra": {"illustrative": ["/name"]}}, (LinkText("本页有内容是示意，看是哪些", "#illustrative"),)),
        ({}, {"extra": {"illustrative": []}}, ()),
        ({}, {"extra": {"illustrative": "steps"}}, ()),
    ],
)
def test_what_must_be_known_before_the_page_is_believed(catalog, fields, expected, item) -> None:
    assert page_of(item(**fields), GuideContext(Config.model_validate({"catalog": catalog}))).notices == expected


def test_a_free_item_says_so_and_one_that_says_nothing_does_not(item, context: GuideContext) -> None:
    free = page_of(item(fees=[], materials=[]), context)
    silent = page_of(item(), context)
    assert [section for section in free.sections if section.id in {"fees", "materials"}] == [
        Section("fees", "收费", (Paragraphs(("不收费。",)),)),
        Section("materials", "申请材料", (Paragraphs(("不需要材料。",)),)),
    ]
    assert [section.id for section in silent.sections] == ["basic"]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//evil",
        "/x",
        "x.html",
        "https://a b",
        "",
        "http://",
        "#",
    ],
)
def test_no_link_leads_where_a_page_must_not_lead(href: str) -> None:
    with pytest.raises(ValueError):
        LinkText("text", href)
