"""The pages about more than one item: what stands on each, and which are made again when something changes."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest

from itemkit.guides import GuideContext
from itemkit.guides.names import page_name
from itemkit.guides.site import publish
from itemkit.guides.site.hubs import each_hub_page
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.rows import Days, ItemRow, Need
from itemkit.guides.site.shared import Site
from itemkit.guides.site.surroundings import Surroundings
from itemkit.guides.site.table import Rows
from itemkit.model.config import Config
from itemkit.model.records import Bundle, Certificate, Organ, Standard
from itemkit.source.catalog import Catalog
from itemkit.source.trees import DiskTree
from itemkit.source.wholes import Reader

CITY, COUNTY = "11440100007482620J", "11440103007482620X"
OTHER = "11440103MB2C00001A"
"""An organ that the catalog doesn't know."""
STANDARD = "440123004000"
RowMaker = Callable[..., ItemRow]
SiteMaker = Callable[..., Site]


def made(site: Site) -> dict[str, str]:
    """All pages by file name."""
    return {page.name: page.make().decode() for page in each_hub_page(site)}


def lines(html: str) -> list[str]:
    """What is to be read in the main part of a page, a line a block."""
    main = re.search(r"<main.*?>(.*)</main>", html, re.DOTALL)
    assert main is not None
    blocks = re.sub(r"</(?:h\d|p|li|dt|dd|th|td|tr|summary|button|label|caption)>", "\n", main[1].replace("\n", " "))
    texts = (" ".join(unescape(re.sub(r"<[^>]*>", "", one)).split()) for one in blocks.split("\n"))
    return [one for one in texts if one]


def links(html: str) -> list[tuple[str, str]]:
    """The links in the main part of a page: where to and what they say."""
    main = html[html.index("<main") :]
    main = main[: main.index("</main>")]
    return [
        (href, re.sub(r"<[^>]*>", "", said)) for href, said in re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', main)
    ]


@pytest.fixture
def row() -> RowMaker:
    """Makes a row; ``number`` tells it from others."""

    def make(number: int = 1, **fields: Any) -> ItemRow:
        code = fields.get("code", f"{CITY}3440123004{number:05}")
        stem = code or f"draft-{number}"
        plain: dict[str, Any] = {
            "path": f"items/{number}.yaml", "name": f"i/{stem}.html", "title": f"事项{number}", "code": code,
            "standard": "", "type": "行政许可", "action": "", "status": "", "organ": CITY, "region": "440100",
            "level": "市级", "audience": (), "themes": (), "stages": (), "aliases": (), "initials": "", "handling": "",
            "statutory": None, "promised": None, "materials": -1, "bring": 0, "visits": -1, "fees": -1,
            "is_online": False, "reach": "", "needs": (), "gives": (), "version": 0, "effective_from": "",
            "assured_on": "",
        }  # fmt: skip
        known = plain | fields
        return ItemRow(**known, digest=repr(known).encode())

    return make


@pytest.fixture
def site(tmp_path: Path) -> SiteMaker:
    """Makes a site of rows and records."""

    def make(
        rows: Sequence[ItemRow],
        *,
        organs: Sequence[Mapping[str, Any]] = (),
        certificates: Sequence[Mapping[str, Any]] = (),
        standards: Sequence[Mapping[str, Any]] = (),
        bundles: Mapping[str, Mapping[str, Any]] | None = None,
        base_url: str = "",
    ) -> Site:
        config = Config.model_validate(
            {"catalog": {"name": "市级目录"}, "regions": {"440100": "广州市", "440103": "荔湾区", "440000": "广东省"}}
        )
        context = GuideContext.of(
            config,
            [Organ.model_validate(one) for one in organs],
            [Certificate.model_validate(one) for one in certificates],
            [Standard.model_validate(one) for one in standards],
            has_site=True,
        )
        digests = {f"organ:{one['uscc']}": repr(one) for one in organs}
        digests |= {f"certificate:{one['name']}": repr(one) for one in certificates}
        digests |= {f"standard:{one['code']}": repr(one) for one in standards}
        digests |= {f"bundle:{path}": repr(one) for path, one in (bundles or {}).items()}
        known = {path: Bundle.model_validate(one) for path, one in (bundles or {}).items()}
        catalog = Catalog(tmp_path)
        around = Surroundings(
            reader=Reader(DiskTree(catalog)), context=context, bundles=known, skipped=(), general="", digests=digests
        )
        return Site(catalog, around, PublishOptions(base_url=base_url), Rows.of(rows))

    return make


HEALTH = {
    "uscc": CITY, "name": "市卫生健康委员会", "kind": "法定机关", "level": "市级", "region": "440100",
    "address": "东风西路1号", "phone": "020-12345678",
}  # fmt: skip
DISTRICT = {"uscc": COUNTY, "name": "区卫生健康局", "region": "440103"}
LICENCE = {"name": "营业执照", "kind": "证照", "proves": ["主体资格"], "sharing": "全国", "aliases": ["执照"]}


def test_one_item_that_says_little_has_a_whole_site(row: RowMaker, site: SiteMaker) -> None:
    pages = made(site([row(organ="", region="", code="")]))
    none = {"organ": page_name("organ", "没有写明实施主体"), "region": page_name("region", "没有写明地区")}
    assert set(pages) == {
        "404.html", "bundles.html", "certificates.html", "index.html", "organs.html", "regions.html", "stages.html",
        "standards.html", "themes.html", *none.values(),
    }  # fmt: skip
    assert lines(pages["index.html"]) == [
        "市级目录",
        "找要办的事",
        "搜索",
        "可以输事项名称的一部分、别名、拼音首字母或者编码。",
        "1 项事项；其中 1 项没有编码，只供预览。",
    ]
    assert lines(pages[none["organ"]]) == [
        "没有写明实施主体",
        "共 1 项事项。",
        "行政许可 1 项",
        "事项1 预览：没有编码",
    ]
    assert lines(pages["standards.html"]) == ["标准事项", "目录里没有标准事项。"]


def test_home_leads_to_a_few_of_each_and_to_all(row: RowMaker, site: SiteMaker) -> None:
    rows = [
        row(1, themes=("医疗卫生", "其他"), stages=("就医",), needs=(Need("营业执照", True, False),)),
        row(2, themes=("其他",), organ=COUNTY, region="440103"),
        row(3, themes=("其他",), stages=("自定阶段",)),
    ]
    bundle = {"name": "开店", "stage": "准入准营", "items": [{"path": "items/2.yaml"}]}
    pages = made(site(rows, organs=[HEALTH, DISTRICT], certificates=[LICENCE], bundles={"bundles/a.yaml": bundle}))
    assert lines(pages["index.html"])[4:] == [
        "3 项事项，2 个部门，2 个地区。",
        "按阶段找",
        "个人",
        "就医 1 项",
        "经营主体",
        "准入准营 1 项",
        "其他",
        "自定阶段 1 项",
        "一件事",
        "开店 1 项",
        "按主题找",
        "医疗卫生 1 项",
        "其他 3 项",
        "全部 2 个主题",
        "按地区找",
        "广州市 2 项",
        "荔湾区 1 项",
        "全部 2 个地区",
        "按部门找",
        "市卫生健康委员会 2 项",
        "区卫生健康局 1 项",
        "全部 2 个部门",
        "常要的证照",
        "营业执照 1 项要它",
    ]
    assert '<form class="find" role="search" action="search.html" method="get">' in pages["index.html"]
    stage = pages[page_name("stage", "准入准营")]
    assert ("../i/" + rows[1].name[2:], "事项2") in links(stage)


def test_what_belongs_to_no_stage_is_said(row: RowMaker, site: SiteMaker) -> None:
    pages = made(site([row(1, stages=("就医",)), row(2), row(3, themes=("其他",))]))
    note = "另有 2 项事项没有写明属于哪个阶段，可以按主题、部门、地区找，或者搜索。"
    assert note in lines(pages["index.html"])
    assert lines(pages["stages.html"]) == [
        "人生阶段和经营阶段",
        "1 项事项写明了属于哪个阶段，或者在某个阶段的一件事里。",
        "个人",
        "就医 1 项",
        "没有写明阶段的",
        note,
    ]


def test_an_organ_has_its_items_by_type(row: RowMaker, site: SiteMaker) -> None:
    rows = [
        row(2, type="公共服务"),
        row(1, type="公共服务", status="暂停"),
        row(3, type=""),
        row(4, type="自定类型"),
        row(5),
    ]
    bundle = {"name": "开店", "lead": CITY, "partners": [COUNTY], "items": [{"path": "items/1.yaml"}]}
    pages = made(site(rows, organs=[HEALTH, DISTRICT], bundles={"bundles/a.yaml": bundle}))
    assert lines(pages[f"o/{CITY}.html"]) == [
        "市卫生健康委员会",
        "法定机关",
        "市级",
        f"统一社会信用代码 {CITY}",
        "共 5 项事项。",
        "地址",
        "东风西路1号",
        "电话",
        "020-12345678",
        "本页内容",
        "行政许可",
        "公共服务",
        "没有写明类型",
        "自定类型",
        "参加的一件事",
        "行政许可 1 项",
        "事项5",
        "公共服务 2 项",
        "事项1 暂停",
        "事项2",
        "没有写明类型 1 项",
        "事项3",
        "自定类型 1 项",
        "事项4",
        "参加的一件事",
        "开店 牵头",
    ]
    assert lines(pages[f"o/{COUNTY}.html"])[-2:] == ["参加的一件事", "开店 配合"]
    assert "还没有发布的事项。" in lines(pages[f"o/{COUNTY}.html"])


def test_every_item_of_a_large_organ_is_on_one_of_its_pages(row: RowMaker, site: SiteMaker) -> None:
    rows = [row(number, type="公共服务" if number % 2 else "行政许可") for number in range(1, 1002)]
    pages = made(site(rows, organs=[HEALTH]))
    names = [f"o/{CITY}.html", f"o/{CITY}-2.html", f"o/{CITY}-3.html"]
    assert [name for name in pages if name.startswith("o/")] == names
    listed = [href for name in names for href, _said in links(pages[name]) if href.startswith("../i/")]
    assert sorted(listed) == sorted("../" + one.name for one in rows)
    turns = links(pages[names[1]])[-5:]
    assert turns == [
        (f"../{names[0]}", "上一页"),
        (f"../{names[0]}", "第 1 页"),
        (f"../{names[1]}", "第 2 页"),
        (f"../{names[2]}", "第 3 页"),
        (f"../{names[2]}", "下一页"),
    ]
    assert "行政许可 500 项" in lines(pages[names[0]])
    assert "公共服务 501 项" in lines(pages[names[2]])


def test_regions_stand_below_those_that_contain_them(row: RowMaker, site: SiteMaker) -> None:
    rows = [row(1), row(2, region="440103", organ=COUNTY), row(3, region="440000", organ=""), row(4, region="")]
    pages = made(site(rows, organs=[HEALTH, DISTRICT]))
    assert lines(pages["regions.html"]) == [
        "地区",
        "共 3 个地区。地区后面是它本级的事项数，不含下级地区的。",
        "全部地区",
        "广东省 1 项 广州市 1 项 荔湾区 1 项",
        "没有写明地区",
        "没有写明地区 1 项",
    ]
    assert lines(pages["r/440100.html"]) == [
        "广州市",
        "区划代码 440100",
        "共 1 项事项，由 1 个部门办理。",
        "下级地区 1 个",
        "荔湾区 1 项",
        "市卫生健康委员会 1 项",
        "事项1",
    ]
    crumbs = re.search(r'<nav class="crumbs.*?</nav>', pages["r/440103.html"], re.DOTALL)
    assert crumbs is not None
    assert re.findall(r"<li.*?>(?:<a href=\"(.*?)\">)?(.*?)<", crumbs[0]) == [
        ("../index.html", "首页"),
        ("../regions.html", "地区"),
        ("../r/440000.html", "广东省"),
        ("../r/440100.html", "广州市"),
        ("", "荔湾区"),
    ]


def test_a_region_with_many_items_leads_to_its_organs(row: RowMaker, site: SiteMaker) -> None:
    rows = [row(number, organ=CITY if number % 3 else "") for number in range(100)]
    page = made(site(rows, organs=[HEALTH]))["r/440100.html"]
    assert lines(page)[3:] == ["部门 2 个", "市卫生健康委员会 66 项", "没有写明实施主体 34 项"]


def test_regions_of_a_standard_stand_side_by_side(row: RowMaker, site: SiteMaker) -> None:
    rows = [
        row(
            1, region="440103", organ=COUNTY, standard=STANDARD, promised=Days(3, "工作日"), statutory=Days(20, "自然日"),
            materials=4, bring=2, visits=1, fees=0, is_online=True,
        ),
        row(2, standard=STANDARD, promised=Days(0, "工作日"), statutory=Days(20, "工作日"), materials=6, bring=2, fees=2),
        row(3, standard=STANDARD, region="", code="", status="草稿"),
    ]  # fmt: skip
    standard = {
        "code": STANDARD, "name": "公共场所卫生许可", "type": "行政许可", "department_name": "卫生健康",
        "conditions": ["符合卫生标准"], "basis": [{"law": "公共场所卫生管理条例", "article": "第四条"}],
        "materials": [{"name": "申请表"}], "time_limit": {"statutory": {"days": 20, "unit": "工作日"}},
    }  # fmt: skip
    pages = made(site(rows, organs=[HEALTH, DISTRICT], standards=[standard]))
    assert lines(pages["standards.html"])[2:] == ["卫生健康 1 项", "公共场所卫生许可 2 个地区"]
    heads = ["地区", "部门", "事项", "承诺办结时限", "法定办结时限", "材料", "要带", "到现场", "收费", "网上办"]
    assert lines(pages[f"s/{STANDARD}.html"]) == [
        "公共场所卫生许可", "行政许可", "卫生健康", f"基本编码 {STANDARD}", "2 个地区的 3 项事项按它办理。",
        "法定办结时限", "20 个工作日", "申请材料", "1 项要带",
        "各地对照 3 项",
        "承诺办结时限最短 当场办结，最长 3 个工作日；材料最少 4 项，最多 6 项。",
        "公共场所卫生许可：各地对照", *heads,
        "广州市", "市卫生健康委员会", "事项2",
        "当场办结 最短", "20 个工作日", "6 项", "2 项", "没写", "2 项收费", "没写",
        "荔湾区", "区卫生健康局", "事项1",
        "3 个工作日", "20 个自然日", "4 项 最少", "2 项", "1 次", "不收费", "能",
        "没有写明地区", "市卫生健康委员会", "事项3 草稿 预览：没有编码", *["没写"] * 7,
        "受理条件", "符合卫生标准", "设定依据", "《公共场所卫生管理条例》第四条",
    ]  # fmt: skip


def test_a_standard_with_very_many_items_goes_on_and_knows_the_best_of_all(row: RowMaker, site: SiteMaker) -> None:
    rows = [row(number, standard=STANDARD, visits=0 if number == 130 else 1) for number in range(1, 132)]
    pages = made(site(rows, standards=[{"code": STANDARD, "name": "甲", "type": "公共服务"}]))
    bests = {name: html.count('<strong class="best">最少</strong>') for name, html in pages.items() if name[:2] == "s/"}
    ordered = [one.title for one in sorted(rows, key=lambda one: one.title)]
    first = int(ordered.index("事项130") < 120)
    assert bests == {f"s/{STANDARD}.html": first, f"s/{STANDARD}-2.html": 1 - first}


def test_a_certificate_says_how_to_get_it_and_who_asks(row: RowMaker, site: SiteMaker) -> None:
    rows = [
        row(1, gives=("营业执照",)),
        row(2, needs=(Need("营业执照", True, True),)),
        row(3, needs=(Need("营业执照", False, False),), region="440103", organ=COUNTY),
    ]
    card = {"name": "居民身份证", "given": True, "commitment": False}
    paper = {"name": "健康证明", "issuers": ["医院"], "commitment": True, "valid_for": "P1Y", "extra": {
        "sources": ["公开记录"], "illustrative": ["/valid_for", "/valid_for/x", "/nothing", 3],
    }}  # fmt: skip
    pages = made(site(rows, organs=[HEALTH, DISTRICT], certificates=[LICENCE, card, paper]))
    assert lines(pages["certificates.html"]) == [
        "证照", "共 3 种：证照 1 种。", "按名称的拼音首字母排列。",
        "J 2 种", "健康证明 没有事项用到", "居民身份证 没有事项用到",
        "Y 1 种", "营业执照 2 项要它，1 项能办它",
    ]  # fmt: skip
    assert lines(pages[page_name("certificate", "营业执照")]) == [
        "营业执照", "证照",
        "能证明", "主体资格", "共享范围", "全国共享，窗口可以自行调取", "别名", "执照",
        "怎么取得 1 项", "市卫生健康委员会 1 项", "事项1",
        "谁要它 2 项", "1 项一定要，1 项看情形，或者可以用别的代替；其中 1 项由窗口调取，不用提交。",
        "广州市 1 项", "事项2 市卫生健康委员会 窗口调取",
        "荔湾区 1 项", "事项3 区卫生健康局 看情形",
    ]  # fmt: skip
    assert lines(pages[page_name("certificate", "居民身份证")]) == [
        "居民身份证", "可告知承诺", "不可以", "怎么取得", "人人都有，不用专门办。", "谁要它", "目录里没有事项要它。",
    ]  # fmt: skip
    assert lines(pages[page_name("certificate", "健康证明")])[1:] == [
        "出具机构", "医院", "有效期", "1 年", "可告知承诺", "可以，写一份承诺书代替提交",
        "本页内容", "怎么取得", "谁要它", "内容来源",
        "怎么取得", "目录里没有办它的事项，请向出具机构咨询。", "谁要它", "目录里没有事项要它。",
        "内容来源", "公开记录", "有内容是为示意而编写的，没有出处：有效期。",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "folded", "linked"), [(60, 0, 60), (61, 2, 61), (400, 2, 400), (401, 2, 0)])
def test_long_lists_are_folded_and_very_long_ones_only_counted(
    row: RowMaker, site: SiteMaker, number: int, folded: int, linked: int
) -> None:
    rows = [row(one, themes=("甲",), region="440100" if one % 2 else "440103") for one in range(number)]
    page = made(site(rows, organs=[HEALTH]))[page_name("theme", "甲")]
    assert page.count("<details><summary>") == folded
    assert sum(href.startswith("../i/") for href, _said in links(page)) == linked
    if not linked:
        assert [one for one in links(page) if "summary" not in one[1]] == [
            ("../search.html?theme=%E7%94%B2", "在搜索里只看这个主题"),
            (f"../o/{CITY}.html", "市卫生健康委员会"),
            (f"../o/{CITY}.html", "市卫生健康委员会"),
        ]


def test_a_bundle_names_its_items_by_code_file_and_standard(row: RowMaker, site: SiteMaker) -> None:
    rows = [
        row(1), row(2, code="", status="草稿"), row(3, standard=STANDARD), row(4, standard=STANDARD, region="440103"),
        row(5, standard=STANDARD, region="450100"), row(6, standard=STANDARD, action="变更"),
    ]  # fmt: skip
    bundle = {
        "name": "开店", "list": "年度清单", "year": 2024, "batch": "第一批", "stage": "准入准营", "region": "440100",
        "lead": CITY, "partners": [COUNTY], "audience": ["自然人"],
        "situations": [{"id": "who", "question": "是谁？", "options": {"man": "个人", "firm": "公司"}}],
        "items": [
            {"code": rows[0].code, "when": {"who": "firm"}, "note": "先办"}, {"path": "items/2.yaml"},
            {"standard": STANDARD}, {"standard": STANDARD, "action": "变更"}, {"path": "items/乡镇/不在.yaml"},
            {"code": "11440100007482620J344012300499999"}, {"standard": "440123004999"},
        ],
        "order": [["事项1", "事项2"]], "before": {"days": 30, "source": "年报"}, "promised": {"days": 5},
        "overrides": {"shared_window": True}, "note": "说明一句", "extra": {"sources": ["公报"]},
    }  # fmt: skip
    standard = {"code": STANDARD, "name": "卫生许可", "type": "行政许可"}
    pages = made(site(rows, organs=[HEALTH, DISTRICT], standards=[standard], bundles={"bundles/a.yaml": bundle}))
    html = pages[page_name("bundle", "bundles/a.yaml")]
    text = lines(html)
    assert text[:17] == [
        "开店", "年度清单 2024 年", "第一批", "由 7 项事项组成。其中 3 项没有发布。",
        "阶段", "准入准营", "地区", "广州市", "牵头部门", "市卫生健康委员会", "配合部门", "区卫生健康局",
        "服务对象", "自然人", "说明", "说明一句", "本页内容",
    ]  # fmt: skip
    assert text[text.index("事项 7 项") :] == [
        "事项 7 项",
        "事项1", "仅当：是谁？——公司", "部门", "市卫生健康委员会", "说明", "先办",
        "事项2 草稿 预览：没有编码", "部门", "市卫生健康委员会",
        "卫生许可", "各地的事项", "广州市：事项3", "荔湾区：事项4", "广州市：事项6",
        "卫生许可", "各地的事项", "广州市：事项6", "办理情形", "变更",
        "不在 没有发布",
        "11440100007482620J344012300499999 没有发布",
        "440123004999", "各地的事项", "没有发布",
        "情形引导 1 问", "是谁？", "选项", "个人", "公司",
        "先后顺序", "法律要求先办前面的，才能办后面的；没有列出的可以同时办。", "事项1 → 事项2",
        "减了多少", "改革前", "时限", "30 工作日", "数据来源", "年报", "改革后承诺", "时限", "5 工作日",
        "部门约定", "综合窗口", "是", "内容来源", "公报",
    ]  # fmt: skip
    assert ("../i/" + rows[1].name[2:], "事项2") in links(html)
    assert re.findall('<span class="(tag|mark)">(.*?)</span>', html) == [
        ("tag", "草稿"), ("mark", "预览：没有编码"), ("tag", "没有发布"), ("tag", "没有发布"),
    ]  # fmt: skip
    assert lines(pages["bundles.html"])[2:] == ["准入准营 1 件", "开店 广州市 年度清单 5 项"]


@pytest.mark.parametrize(
    ("base_url", "address"),
    [("", "style.css"), ("https://x.gov.cn/", "/style.css"), ("https://x.gov.cn/zw/fw/", "/zw/fw/style.css")],
)
def test_the_page_of_what_is_missing_works_at_any_depth(
    row: RowMaker, site: SiteMaker, base_url: str, address: str
) -> None:
    page = made(site([row()], base_url=base_url))["404.html"]
    assert f'<link rel="stylesheet" href="{address}">' in page
    top = address.removesuffix("style.css")
    assert [href for href, _said in links(page)] == [
        f"{top}search.html", f"{top}organs.html", f"{top}regions.html", f"{top}index.html",
    ]  # fmt: skip


def keys(site: Site) -> dict[str, str]:
    return {page.name: page.key for page in each_hub_page(site)}


def test_only_pages_that_show_it_change_with_an_item(row: RowMaker, site: SiteMaker) -> None:
    one, other = row(1, themes=("甲",), stages=("就医",)), row(2, organ=COUNTY, region="440103", themes=("乙",))
    before = keys(site([one, other], organs=[HEALTH, DISTRICT]))
    renamed = msgspec.structs.replace(one, title="改名", digest=b"new")
    after = keys(site([renamed, other], organs=[HEALTH, DISTRICT]))
    assert {name for name in before if before[name] != after[name]} == {
        f"o/{CITY}.html", "r/440100.html", page_name("theme", "甲"), page_name("stage", "就医"),
    }  # fmt: skip


def test_pages_change_with_the_page_of_an_item_without_a_code(row: RowMaker, site: SiteMaker) -> None:
    draft = row(1, code="")
    moved = msgspec.structs.replace(draft, path="items/b.yaml", name="i/elsewhere.html")
    before, after = keys(site([draft])), keys(site([moved]))
    assert before[f"o/{CITY}.html"] != after[f"o/{CITY}.html"]


def test_a_bundle_and_its_organs_change_with_its_record(row: RowMaker, site: SiteMaker) -> None:
    bundle = {"name": "开店", "lead": CITY, "items": [{"path": "items/1.yaml"}]}
    before = keys(site([row()], organs=[HEALTH, DISTRICT], bundles={"bundles/a.yaml": bundle}))
    after = keys(site([row()], organs=[HEALTH, DISTRICT], bundles={"bundles/a.yaml": bundle | {"name": "改名"}}))
    assert {name for name in before if before[name] != after[name]} == {
        "index.html", "bundles.html", page_name("bundle", "bundles/a.yaml"), f"o/{CITY}.html",
    }  # fmt: skip


def whole(row: RowMaker, site: SiteMaker, change: str) -> Site:
    """A site with something of each kind, and one thing in it other than it was."""

    def one(what: str, before: Any, after: Any) -> Any:
        return after if what == change else before

    rows = [
        row(
            1, title=one("title", "甲", "改名"), status=one("status", "", "暂停"), themes=one("theme", ("甲",), ()),
            stages=("就医",), standard=STANDARD, needs=(Need("营业执照", one("need", True, False), False),),
            promised=Days(one("days", 5, 6), "工作日"),
        ),
        row(2, organ="", code="", themes=("乙",), gives=("营业执照",), **one("file", {}, {"name": "i/elsewhere.html"})),
        row(3, organ=COUNTY, region=one("region", "440103", "440100"), standard=STANDARD, promised=Days(9, "工作日")),
        row(4, organ=one("organ", OTHER, CITY), region="440103", themes=("乙",)),
        *one("more", [], [row(5, standard=STANDARD, themes=("甲",))]),
    ]  # fmt: skip
    district = DISTRICT | {"region": one("organ's region", "440103", "440000")}
    return site(
        rows[1:] if change == "less" else rows,
        organs=[HEALTH | {"name": one("organ's name", "旧名", "新名"), "parent": COUNTY}, district],
        certificates=[LICENCE | {"kind": one("kind", "证照", "证明")}],
        standards=[{"code": STANDARD, "name": one("standard", "甲", "乙"), "type": "公共服务"}],
        bundles={
            "bundles/a.yaml": {
                "name": one("bundle", "开店", "开业"), "stage": one("stage", "就医", "准入准营"), "lead": CITY,
                "region": "440100", "items": [{"path": "items/1.yaml"}, {"standard": STANDARD}],
            }
        },
    )  # fmt: skip


CHANGES = (
    "title", "status", "theme", "need", "days", "file", "region", "organ", "more", "less", "organ's region",
    "organ's name", "kind", "standard", "bundle", "stage",
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_no_page_is_left_as_it_was_that_would_be_other_now(row: RowMaker, site: SiteMaker, change: str) -> None:
    before, after = whole(row, site, ""), whole(row, site, change)
    old, new, old_keys, new_keys = made(before), made(after), keys(before), keys(after)
    other = {name for name in old.keys() & new.keys() if old[name] != new[name]}
    assert other
    assert {name for name in other if old_keys[name] == new_keys[name]} == set()


def test_the_order_of_files_changes_no_page(row: RowMaker, site: SiteMaker) -> None:
    rows = [row(number, title="同名", themes=("甲", "乙"), standard=STANDARD) for number in range(9)]
    standards = [{"code": STANDARD, "name": "甲", "type": "公共服务"}]
    assert made(site(rows, standards=standards)) == made(site(rows[::-1], standards=standards))


def test_hostile_text_is_text_on_every_page(row: RowMaker, site: SiteMaker, hostile_texts: tuple[str, ...]) -> None:
    rows = [
        row(
            number, title=text, type=text, status=text, themes=(text,), stages=(text,), standard=STANDARD,
            needs=(Need(text, False, True),), gives=(text,),
        )
        for number, text in enumerate(hostile_texts)
    ]  # fmt: skip
    bundle = {
        "name": hostile_texts[0], "stage": "就医", "lead": CITY, "batch": hostile_texts[2], "note": hostile_texts[1],
        "items": [{"path": "items/0.yaml", "note": hostile_texts[3]}, {"path": f"items/{hostile_texts[4]}"}],
        "order": [list(hostile_texts)], "extra": {"sources": list(hostile_texts), "illustrative": list(hostile_texts)},
    }  # fmt: skip
    made_up = site(
        rows,
        organs=[HEALTH | {"name": hostile_texts[0], "address": hostile_texts[3], "note": hostile_texts[7]}],
        certificates=[{"name": text, "aliases": [f"{text}另名"], "note": text} for text in hostile_texts],
        standards=[{"code": STANDARD, "name": hostile_texts[0], "type": "行政许可", "conditions": list(hostile_texts)}],
        bundles={"bundles/a.yaml": bundle},
    )
    for name, html in made(made_up).items():
        assert re.fullmatch(r"(?:[a-z]/)?[0-9A-Za-z\u3400-\u9fff-]+\.html", name)
        assert not re.search(r"<(?:script(?! src=\")|img|b>)|javascript:[^<]*\"|\"\s*onmouseover", html), name
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html), name


def test_no_page_grows_with_the_catalog(row: RowMaker, site: SiteMaker) -> None:
    long = "关于某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某许可"
    rows = [
        row(
            number, title=f"{long}{number}", organ=f"1144{number % 1500:04}007482620J", region=f"44{number % 300:04}",
            themes=("甲",), stages=("就医",), standard=STANDARD, needs=(Need("营业执照", True, True),),
            gives=("营业执照",),
        )
        for number in range(6000)
    ]  # fmt: skip
    large = site(rows, certificates=[LICENCE], standards=[{"code": STANDARD, "name": long, "type": "公共服务"}])
    wanted = {page.name: page for page in each_hub_page(large) if page.name[:2] != "o/" and page.name[:2] != "r/"}
    sizes = {name: len(page.make()) for name, page in wanted.items() if "-" not in name or name[:2] != "s/"}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}


def test_every_link_leads_to_a_page(own_catalog: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(Catalog(own_catalog), out, PublishOptions(allow_uncoded=True))
    files = [*out.glob("*s.html"), *(one for folder in "rotgscb" for one in (out / folder).iterdir())]
    astray = {
        (file.relative_to(out).as_posix(), href)
        for file in (out / "index.html", *files)
        for href, _said in links(file.read_text("utf-8"))
        if ":" not in href and not (file.parent / unquote(href.partition("#")[0].partition("?")[0])).is_file()
        if not href.startswith("#")
    }
    assert astray == set()
    assert len(files) > 100
