"""The site as a folder: the same bytes each time, our files replaced and removed, nobody else's touched."""

import sys
from pathlib import Path

import pytest

from itemkit.guides import FolderError, GuideContext, PublishSummary, Uncoded, publish
from itemkit.guides.folder import MANIFEST, SiteFolder
from itemkit.guides.index import Group, IndexRow, Listed, by_region, by_type
from itemkit.guides.names import PageNames, href, slug
from itemkit.model.item import Item

CODE = "11440100007482620J344012300400001"
OTHER = "11440100007482620J344012300400002"


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_same_catalog_gives_the_same_bytes(full_item, hostile_item, context: GuideContext, tmp_path: Path) -> None:
    items = [("items/a.yaml", full_item), ("items/b.yaml", hostile_item)]
    first = publish(items, context, tmp_path / "one", allow_uncoded=True)
    publish(items, context, tmp_path / "two", allow_uncoded=True)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert first == PublishSummary(tmp_path / "one" / "index.html", 2, 1, 5, (), ())
    again = publish(items, context, tmp_path / "one", allow_uncoded=True)
    assert again == PublishSummary(tmp_path / "one" / "index.html", 2, 1, 0, (), ())
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_page_that_is_no_longer_wanted_goes_and_a_strangers_file_stays(
    coded, context: GuideContext, tmp_path: Path
) -> None:
    publish([("items/a.yaml", coded(code=CODE)), ("items/b.yaml", coded(code=OTHER))], context, tmp_path)
    (tmp_path / "CNAME").write_text("example.gov.cn")
    (tmp_path / "i" / "mine.html").write_text("mine")
    summary = publish([("items/b.yaml", coded(code=OTHER))], context, tmp_path)
    assert summary == PublishSummary(tmp_path / "index.html", 1, 0, 2, (f"i/{CODE}.html",), ())
    assert set(contents(tmp_path)) == {
        MANIFEST, "CNAME", "i/mine.html", f"i/{OTHER}.html", "index.html", "style.css", "types.html",
    }  # fmt: skip
    assert (tmp_path / MANIFEST).read_text("utf-8").splitlines() == [
        "itemkit.site/1",
        f"i/{OTHER}.html",
        "index.html",
        "style.css",
        "types.html",
    ]


def test_an_item_without_a_code_is_refused_unless_it_is_asked_for(
    item, coded, context: GuideContext, tmp_path: Path
) -> None:
    items = [
        ("items/a.yaml", item(status="草稿")),
        ("items/b.yaml", coded(code=CODE)),
        ("items/c.yaml", item(name="丙", local_code="GZ-1", standard="440123004000")),
    ]
    preview = publish(items, context, tmp_path, allow_uncoded=True)
    assert preview == PublishSummary(tmp_path / "index.html", 3, 2, 6, (), ())
    with_previews = contents(tmp_path)
    strict = publish(items, context, tmp_path)
    slugs = [f"i/{slug('items/a.yaml')}.html", f"i/{slug('items/c.yaml')}.html"]
    assert strict == PublishSummary(
        tmp_path / "index.html",
        pages=1,
        previews=0,
        changed=2,
        removed=tuple(slugs),
        refused=(Uncoded("items/a.yaml", "事项", "草稿"), Uncoded("items/c.yaml", "丙", "在用")),
    )
    without = contents(tmp_path)
    assert set(with_previews) - set(without) == set(slugs)
    assert {name for name in without if without[name] != with_previews[name]} == {MANIFEST, "index.html", "types.html"}


def test_nothing_to_publish_leaves_the_folder_as_it_is(item, coded, context: GuideContext, tmp_path: Path) -> None:
    publish([("items/a.yaml", coded(code=CODE))], context, tmp_path / "site")
    before = contents(tmp_path)
    refused = publish([("items/a.yaml", item(status="在用"))], context, tmp_path / "site")
    assert refused == PublishSummary(None, refused=(Uncoded("items/a.yaml", "事项", "在用"),))
    assert publish([], context, tmp_path / "site", allow_uncoded=True) == PublishSummary(None)
    assert publish([], context, tmp_path / "new") == PublishSummary(None)
    assert contents(tmp_path) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("status", "expected"),
    [("在用", True), ("暂停", True), ("试行", True), ("草稿", False), ("待审", False), ("取消", False)],
)
def test_which_items_should_have_a_code_by_now(status: str, expected: bool) -> None:
    assert Uncoded("items/a.yaml", "事项", status).should_have_code is expected


def test_no_empty_folder_is_left(tmp_path: Path) -> None:
    first = SiteFolder.open(tmp_path)
    assert first.write(f"i/{CODE}.html", "text")
    first.finish()
    assert SiteFolder.open(tmp_path).finish() == (f"i/{CODE}.html",)
    assert [path.name for path in tmp_path.iterdir()] == [MANIFEST]


def refused(root: Path) -> str:
    item = Item.model_validate({"name": "事项", "type": "行政许可", "code": CODE})
    with pytest.raises(FolderError) as caught:
        publish([("items/a.yaml", item)], GuideContext(), root)
    return str(caught.value)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    assert refused(tmp_path) == (
        f"{tmp_path} 里已有别的文件，又没有 .itemkit-site 说明哪些是发布的网页：换一个空文件夹，或先把它清空"
    )
    assert contents(tmp_path) == {"thesis.docx": b"years of work"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    assert refused(tmp_path / "site") == f"{tmp_path / 'site'} 不是文件夹：换一个文件夹来放网页"


def test_a_strangers_file_is_not_overwritten(context: GuideContext, item, tmp_path: Path) -> None:
    publish([("items/b.yaml", item(code=OTHER))], context, tmp_path)
    stranger = tmp_path / "i" / f"{CODE}.html"
    stranger.write_text("mine")
    with pytest.raises(FolderError) as caught:
        publish([("items/a.yaml", item(code=CODE))], context, tmp_path)
    assert str(caught.value) == f"{stranger} 不是发布写的文件，不能覆盖：先把它移走"
    assert stranger.read_text() == "mine"


@pytest.mark.parametrize(
    "line",
    [
        "../precious.html", "/etc/precious.html", "i/../../precious.html", "C:\\precious.html", "..\\precious.html", "i//x.html",
        "precious.txt", ".git/config", "a/b/c.html", "./x.html", "", "i/.html", "x\x00.html", "file:x.html",
    ],
)  # fmt: skip
def test_a_doctored_list_is_refused(line: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / MANIFEST).write_text(f"itemkit.site/1\nindex.html\n{line}\n", "utf-8")
    (tmp_path / "precious.html").write_text("precious")
    assert refused(root) == f"{root / MANIFEST} 不是发布写成的样子（{line or 'itemkit.site/1'}）：换一个空文件夹"
    assert (tmp_path / "precious.html").read_text() == "precious"


def test_a_list_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe\n")
    assert "不是发布写成的样子" in refused(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes rights on Windows")
def test_links_that_lead_away_are_not_followed(context: GuideContext, item, tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    publish([("items/a.yaml", item(code=CODE))], context, root)
    (root / "i").rename(outside / "i")
    (root / "i").symlink_to(outside / "i")
    before = contents(outside)
    for items in ([("items/b.yaml", item(code=OTHER))], [("items/a.yaml", item(code=CODE, visits=1))]):
        with pytest.raises(FolderError) as caught:
            publish(items, context, root)
        assert str(caught.value) == f"{root / 'i'} 是链接，会写到文件夹外面去：先把它移走"
    assert contents(outside) == before


def test_a_run_that_was_broken_off_is_taken_up_again(context: GuideContext, item, tmp_path: Path) -> None:
    def breaking():
        yield "items/a.yaml", item(code=CODE)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(breaking(), context, tmp_path)
    with (tmp_path / MANIFEST).open("a", encoding="utf-8") as listing:
        listing.write("i/half-a-na")
    summary = publish([("items/b.yaml", item(code=OTHER))], context, tmp_path)
    assert summary.removed == (f"i/{CODE}.html",)


@pytest.mark.parametrize(
    "name", ["../x.html", "/x.html", "x", "x.js", "a/b/x.html", ".x.html", "i\\x.html", "", "x\n.html"]
)
def test_no_name_leaves_the_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a new file name"):
        SiteFolder.open(tmp_path / "site").write(name, "text")
    assert contents(tmp_path) == {f"site/{MANIFEST}": b"itemkit.site/1\n"}


@pytest.mark.parametrize(
    "path",
    [
        "items/../../etc/passwd.yaml", "items/con.yaml", "items/a\\b:c*?.yaml", "items/.hidden.yaml", "items/" + "长" * 300 + ".yaml",
        "items/𠮷野家.yaml", "items/<script>.yaml", "items/a b\n\tc.yaml", "items/....yaml", "items/\ud800.yaml", "items/ＡＢ（c）.YAML",
    ],
)  # fmt: skip
def test_a_page_name_made_of_a_path_is_safe(path: str, tmp_path: Path) -> None:
    name = PageNames().name(path, None)
    assert SiteFolder.open(tmp_path).write(name, "text")
    assert [found for found in contents(tmp_path) if found != MANIFEST] == [name]
    assert len(name.encode()) < 200
    assert not set(href(name)) & set(" <>\"'\\:?#&")


def test_page_names() -> None:
    names = PageNames()
    path = "items/440100/卫生健康/公共场所卫生许可-新办.yaml"
    assert [
        names.name("items/a.yaml", CODE),
        names.name("items/b.yaml", CODE),
        names.name(path, None),
        names.name("items/other/公共场所卫生许可-新办.yaml", "../" + CODE),
    ] == [
        f"i/{CODE}.html",
        f"i/{slug('items/b.yaml')}.html",
        "i/公共场所卫生许可-新办-ac6af89d07ea.html",
        f"i/{slug('items/other/公共场所卫生许可-新办.yaml')}.html",
    ]
    with pytest.raises(ValueError, match="came up before"):
        names.name(path, None)


def test_the_lists(context: GuideContext, item, coded) -> None:
    organ = "11440100007482620J"
    rows = [
        IndexRow.of(name, title, one, context)
        for name, title, one in [
            ("i/d.html", "丁", coded(type="公共服务")),
            ("i/c.html", "丙", coded(organ=organ, status="暂停")),
            ("i/b.html", "乙", item(organ=organ, status="在用")),
            ("i/甲.html", "甲", coded(region="440000")),
        ]
    ]
    assert by_region(rows, context) == (
        Group("r1", "广东省", (), (Group("r1o1", "未写实施主体", (Listed("甲", "i/%E7%94%B2.html", ("行政许可",)),)),)),
        Group(
            "r2",
            "广州市",
            (),
            (
                Group(
                    "r2o1",
                    "市卫生健康委员会",
                    (
                        Listed("丙", "i/c.html", ("行政许可", "暂停")),
                        Listed("乙", "i/b.html", ("行政许可",), "预览：没有编码"),
                    ),
                ),
            ),
        ),
        Group("r3", "未写区划", (), (Group("r3o1", "未写实施主体", (Listed("丁", "i/d.html", ("公共服务",)),)),)),
    )
    assert by_type(rows, context) == (
        Group(
            "t1",
            "行政许可",
            (
                Listed("丙", "i/c.html", ("市卫生健康委员会", "暂停")),
                Listed("乙", "i/b.html", ("市卫生健康委员会",), "预览：没有编码"),
                Listed("甲", "i/%E7%94%B2.html", ()),
            ),
        ),
        Group("t2", "公共服务", (Listed("丁", "i/d.html", ()),)),
    )
    assert [group.count for group in by_region(rows, context)] == [1, 2, 1]
