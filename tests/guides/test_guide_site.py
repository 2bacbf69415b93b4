"""The site as a folder: the same bytes each time, our files replaced and removed, nobody else's touched."""

import sys
from pathlib import Path

import pytest

from itemkit.guides import FolderError, GuideContext, PublishSummary, publish
from itemkit.guides.folder import MANIFEST, SiteFolder
from itemkit.guides.index import Group, IndexRow, Listed, by_region, by_type
from itemkit.guides.names import PageNames, href, slug

CODE = "11440100007482620J344012300400001"


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_same_catalog_gives_the_same_bytes(full_item, hostile_item, context: GuideContext, tmp_path: Path) -> None:
    items = [("items/a.yaml", full_item), ("items/b.yaml", hostile_item)]
    first = publish(items, context, tmp_path / "one")
    publish(items, context, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert first == PublishSummary(tmp_path / "one" / "index.html", 2, 5, ())
    again = publish(items, context, tmp_path / "one")
    assert again == PublishSummary(tmp_path / "one" / "index.html", 2, 0, ())
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_page_that_is_no_longer_wanted_goes_and_a_strangers_file_stays(
    item, context: GuideContext, tmp_path: Path
) -> None:
    publish([("items/a.yaml", item(code=CODE)), ("items/b.yaml", item())], context, tmp_path)
    (tmp_path / "CNAME").write_text("example.gov.cn")
    (tmp_path / "i" / "mine.html").write_text("mine")
    summary = publish([("items/b.yaml", item())], context, tmp_path)
    assert summary == PublishSummary(tmp_path / "index.html", 1, 2, (f"i/{CODE}.html",))
    assert set(contents(tmp_path)) == {
        MANIFEST, "CNAME", "i/mine.html", f"i/{slug('items/b.yaml')}.html", "index.html", "style.css", "types.html",
    }  # fmt: skip
    assert (tmp_path / MANIFEST).read_text("utf-8").splitlines() == [
        "itemkit.site/1",
        f"i/{slug('items/b.yaml')}.html",
        "index.html",
        "style.css",
        "types.html",
    ]


def test_an_empty_catalog_leaves_no_empty_folder(item, context: GuideContext, tmp_path: Path) -> None:
    publish([("items/a.yaml", item())], context, tmp_path)
    publish([], context, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [MANIFEST, "index.html", "style.css", "types.html"]


def refused(root: Path) -> str:
    with pytest.raises(FolderError) as caught:
        publish([], GuideContext(), root)
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
    publish([], context, tmp_path)
    stranger = tmp_path / "i" / f"{CODE}.html"
    stranger.parent.mkdir()
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
    for items in ([], [("items/a.yaml", item(code=CODE, visits=1))]):
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
    summary = publish([], context, tmp_path)
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


def test_the_lists(context: GuideContext, item) -> None:
    organ = "11440100007482620J"
    rows = [
        IndexRow.of(name, title, one, context)
        for name, title, one in [
            ("i/d.html", "丁", item(type="公共服务")),
            ("i/c.html", "丙", item(organ=organ, status="暂停")),
            ("i/b.html", "乙", item(organ=organ, status="在用")),
            ("i/甲.html", "甲", item(region="440000")),
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
                    (Listed("丙", "i/c.html", ("行政许可", "暂停")), Listed("乙", "i/b.html", ("行政许可",))),
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
                Listed("乙", "i/b.html", ("市卫生健康委员会",)),
                Listed("甲", "i/%E7%94%B2.html", ()),
            ),
        ),
        Group("t2", "公共服务", (Listed("丁", "i/d.html", ()),)),
    )
    assert [group.count for group in by_region(rows, context)] == [1, 2, 1]
